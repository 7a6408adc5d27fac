/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/table.h"

#include <gio/gio.h>
#include <string.h>

#include "analysis/explain.h"
#include "export/table-names.h"
#include "model/error-phrase.h"
#include "model/error.h"
#include "model/format.h"
#include "model/sandbox.h"

/*
 * The columns, stable and in English whatever the language, so that a sheet built on them goes on
 * working; only place_name and reason are in the language of the moment.
 *
 * measure, stage, program, place: ids of the catalogue, place as ubigeo or group code
 * breakdown: "sex=F;age=1-4"
 * period: 2017-03, 2025-Q1, FY2025, ...; from, to: its first and last day
 * value: empty in a gap; numerator, denominator: of ratios and rates; low, high: the source's
 *   interval
 * completeness: 0 to 1, place-periods reported over expected
 * flags: by blank; gap: why there is no value; reason: the same as a sentence
 * feed; received: UTC; data_until: last period with data
 * population_feed, population_year: of rates, where the denominator is from
 */
static const char header[]
  = "measure,stage,program,place,place_name,breakdown,period,from,to,value,numerator,denominator,"
    "low,high,completeness,flags,gap,reason,feed,received,data_until,population_feed,"
    "population_year\n";

/* A cell that a spreadsheet would take for a formula is shown as text by an apostrophe. */
static gboolean
is_formula (const char *text)
{
  return *text != '\0' && strchr ("=+-@\t\r", *text) != NULL;
}

/* RFC 4180, section 2, rules 5 to 7 */
static void
append_text (GString *csv, const char *text)
{
  g_autoptr (GString) cell = g_string_new (text ? text : "");

  if (is_formula (cell->str))
    g_string_prepend_c (cell, '\'');
  if (strpbrk (cell->str, ",\"\r\n") != NULL)
    {
      g_string_replace (cell, "\"", "\"\"", 0);
      g_string_prepend_c (cell, '"');
      g_string_append_c (cell, '"');
    }
  g_string_append (csv, cell->str);
  g_string_append_c (csv, ',');
}

static void
append_own_text (GString *csv, char *text)
{
  append_text (csv, text);
  g_free (text);
}

static void
append_number (GString *csv, double value)
{
  g_autofree char *number = mirador_format_machine (value);

  g_string_append (csv, number);
  g_string_append_c (csv, ',');
}

static void
append_dimensions (GString *csv, const MiradorRow *row)
{
  append_text (csv, row->measure ? row->measure->id : NULL);
  append_text (csv, row->stage != MIRADOR_STAGE_NONE ? mirador_stage_to_id (row->stage) : NULL);
  append_text (csv, row->program ? row->program->id : NULL);
  append_text (csv, row->place ? row->place->code : NULL);
  append_text (csv, row->place ? row->place->name : NULL);
  append_text (csv, row->breakdown);
  append_own_text (csv, mirador_row_period_code (row));
  append_own_text (csv, mirador_day_to_iso (row->range.first_day));
  append_own_text (csv, mirador_day_to_iso (row->range.last_day));
}

static void
append_row (GString *csv, const MiradorRow *row)
{
  append_dimensions (csv, row);
  append_number (csv, row->value);
  append_number (csv, row->numerator);
  append_number (csv, row->denominator);
  append_number (csv, row->low);
  append_number (csv, row->high);
  append_number (csv, row->completeness);
  append_own_text (csv, mirador_flags_to_ids (row->flags));
  append_text (csv, mirador_gap_to_id (row->gap));
  append_own_text (csv, mirador_explain_gap (row));
  append_text (csv, row->feed);
  append_own_text (csv, mirador_received_to_iso (row->received));
  append_own_text (csv, mirador_period_is_none (row->data_until)
                          ? g_strdup ("")
                          : mirador_period_to_code (row->data_until));
  append_text (csv, row->population_feed);
  append_own_text (csv, row->population_year != 0 ? g_strdup_printf ("%d", row->population_year)
                                                  : g_strdup (""));
  csv->str[csv->len - 1] = '\n'; /* in the place of the last comma */
}

char *
mirador_table_to_csv (const MiradorFrame *frame)
{
  GString *csv = g_string_new (header);

  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    append_row (csv, mirador_frame_get_row (frame, i));
  return g_string_free (csv, FALSE);
}

gboolean
mirador_table_save_csv (const MiradorFrame *frame, const char *path, GError **error)
{
  g_autofree char *csv = mirador_table_to_csv (frame);
  /* Without the mark, spreadsheets on Windows read «Ferreñafe» as «FerreÃ±afe». */
  g_autofree char *text = g_strconcat ("\xEF\xBB\xBF", csv, NULL);
  g_autofree char *cause = NULL;
  g_autoptr (GError) why = NULL;

  if (!mirador_sandbox_check_keeps (path, error))
    return FALSE;
  if (g_file_set_contents_full (path, text, (gssize)strlen (text), G_FILE_SET_CONTENTS_CONSISTENT,
                                0644, &why))
    return TRUE;
  cause = mirador_phrase_of_cause (why);
  mirador_set_error (error, MIRADOR_ERROR_FILE_UNWRITABLE, path, cause, NULL);
  return FALSE;
}
