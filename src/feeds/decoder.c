/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/record.h"

#include <glib/gi18n-lib.h>

#include "feeds/decode.h"
#include "feeds/text-encoding.h"
#include "model/error-phrase.h"

/* How much of a source a sniffer sees. */
#define SNIFF_SIZE 65536
/* Below this a guess is none. */
#define SNIFF_LEAST 20

/* To add a format, write one file and add its row. */
static const MiradorDecoder decoders[] = {
  { "csv", N_ ("Table of text (CSV, TSV)"), mirador_csv_sniff, mirador_csv_decode },
  { "records", N_ ("List of JSON records"), mirador_records_sniff, mirador_records_decode },
  { "mirador", N_ ("Mirador’s own JSON"), mirador_own_sniff, mirador_own_decode },
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

/* A server that is in trouble, or wants a log-in, answers with a page instead of the file; a page
 * has commas and semicolons enough to pass for a table. */
static gboolean
is_web_page (const guint8 *bytes, gsize length)
{
  static const char *const pages[] = { "<!doctype html", "<html", "<head", "<body", "<?xml", NULL };
  gsize at = length >= 3 && memcmp (bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

  while (at < length && g_ascii_isspace (bytes[at]))
    at++;
  g_autofree char *start = g_strndup ((const char *)bytes + at, MIN (length - at, 20));
  for (guint i = 0; pages[i] != NULL; i++)
    {
      if (g_ascii_strncasecmp (start, pages[i], strlen (pages[i])) == 0)
        return TRUE;
    }
  return FALSE;
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
  if (!is_web_page (bytes, length))
    return TRUE;
  g_autofree char *where = mirador_phrase (N_ ("line %1$s, column %2$s"), "1", "1", NULL);
  mirador_set_error (
    error, MIRADOR_ERROR_SYNTAX, source, where,
    N_ ("it is a web page, not a table; the server may want a log-in or be in trouble"), NULL);
  return FALSE;
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
  if (!check_text (start, length, source, error))
    return NULL;
  const MiradorDecoder *decoder
    = automatic ? sniff (start, length, source) : mirador_decoder_get (id);
  if (decoder == NULL)
    set_unknown (source, error);
  return decoder;
}
