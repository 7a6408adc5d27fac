/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/record.h"

#include <glib/gi18n-lib.h>

#include "feeds/decode.h"
#include "feeds/server-error.h"
#include "feeds/text-encoding.h"

/* How much of a source a sniffer sees. */
#define SNIFF_SIZE 65536
/* Below this a guess is none. */
#define SNIFF_LEAST 20

/* To add a format, write one file and add its row. */
static const MiradorDecoder decoders[] = {
  { "csv", N_ ("Table of text (CSV, TSV)"), mirador_csv_sniff, mirador_csv_decode },
  { "records", N_ ("List of JSON records"), mirador_records_sniff, mirador_records_decode },
  { "mirador", N_ ("Mirador’s own JSON"), mirador_own_sniff, mirador_own_decode },
  { "dhis2-analytics", N_ ("DHIS2 analytics"), mirador_dhis2_analytics_sniff,
    mirador_dhis2_analytics_decode },
  { "dhis2-values", N_ ("DHIS2 data values"), mirador_dhis2_values_sniff,
    mirador_dhis2_values_decode },
  { "gho", N_ ("WHO Global Health Observatory"), mirador_gho_sniff, mirador_gho_decode },
  { "worldbank", N_ ("World Bank indicators"), mirador_worldbank_sniff, mirador_worldbank_decode },
  { "ckan", N_ ("CKAN open-data table"), mirador_ckan_sniff, mirador_ckan_decode },
  { "dkan", N_ ("DKAN open-data table"), mirador_dkan_sniff, mirador_ckan_decode },
  { "openmrs-dataset", N_ ("OpenMRS report"), mirador_openmrs_sniff, mirador_openmrs_decode },
  { "jsonstat", N_ ("JSON-stat"), mirador_jsonstat_sniff, mirador_jsonstat_decode },
  { "fhir-measure-report", N_ ("FHIR MeasureReport"), mirador_fhir_sniff, mirador_fhir_decode },
  { "xlsx", N_ ("Spreadsheet (XLSX)"), mirador_xlsx_sniff, mirador_xlsx_decode, TRUE },
  { NULL, NULL, NULL, NULL },
};

const MiradorDecoder *
mirador_decoder_list (void)
{
  return decoders;
}

const MiradorDecoder *
mirador_decoder_get (const char *id)
{
  for (const MiradorDecoder *decoder = decoders; decoder->id != NULL; decoder++)
    {
      if (g_strcmp0 (decoder->id, id) == 0)
        return decoder;
    }
  return NULL;
}

static void
set_unknown (const char *what, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);

  for (const MiradorDecoder *decoder = decoders; decoder->id != NULL; decoder++)
    g_string_append_printf (known, "%s%s", known->len > 0 ? ", " : "", decoder->id);
  mirador_set_error (error, MIRADOR_ERROR_FORMAT_UNKNOWN, what, known->str, NULL);
}

static gboolean
check_text (const guint8 *bytes, gsize length, const char *source, GError **error)
{
  if (mirador_text_is_blank (bytes, length))
    {
      mirador_set_error (error, MIRADOR_ERROR_EMPTY, source, NULL);
      return FALSE;
    }
  if (mirador_text_is_binary (bytes, length))
    {
      mirador_set_error (error, MIRADOR_ERROR_BINARY, source, NULL);
      return FALSE;
    }
  return mirador_server_error_check (bytes, length, source, error);
}

static const MiradorDecoder *
sniff (const guint8 *bytes, gsize length, const char *source)
{
  const MiradorDecoder *best = NULL;
  int surest = SNIFF_LEAST - 1;

  for (const MiradorDecoder *decoder = decoders; decoder->id != NULL; decoder++)
    {
      int sure = decoder->sniff (bytes, MIN (length, SNIFF_SIZE), source);
      if (sure > surest)
        {
          surest = sure;
          best = decoder;
        }
    }
  return best;
}

/* (nullable): bytes that are no text are for few; all others refuse them. */
static const MiradorDecoder *
find_binary (const char *id, const guint8 *bytes, gsize length, const char *source)
{
  if (!mirador_text_is_binary (bytes, length))
    return NULL;
  const MiradorDecoder *decoder
    = id != NULL ? mirador_decoder_get (id) : sniff (bytes, length, source);
  return decoder != NULL && decoder->binary ? decoder : NULL;
}

const MiradorDecoder *
mirador_decoder_find (const char *id, GBytes *bytes, const char *source, GError **error)
{
  gsize length;
  const guint8 *start = g_bytes_get_data (bytes, &length);
  gboolean automatic = id == NULL || *id == '\0' || g_str_equal (id, "auto");

  if (!automatic && mirador_decoder_get (id) == NULL)
    {
      set_unknown (id, error);
      return NULL;
    }
  const MiradorDecoder *decoder = find_binary (automatic ? NULL : id, start, length, source);
  if (decoder != NULL)
    return decoder;
  if (!check_text (start, length, source, error))
    return NULL;
  decoder = automatic ? sniff (start, length, source) : mirador_decoder_get (id);
  if (decoder == NULL)
    set_unknown (source, error);
  return decoder;
}
