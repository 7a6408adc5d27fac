/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/label.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "model/format.h"

static MiradorVaries
compare_rows (const MiradorRow *a, const MiradorRow *b)
{
  guint varies = 0;

  if (a->measure != b->measure || a->stage != b->stage)
    varies |= MIRADOR_VARIES_MEASURE;
  if (a->program != b->program)
    varies |= MIRADOR_VARIES_PROGRAM;
  if (a->place != b->place)
    varies |= MIRADOR_VARIES_PLACE;
  if (a->breakdown != b->breakdown)
    varies |= MIRADOR_VARIES_BREAKDOWN;
  if (a->range.first_day != b->range.first_day || a->range.last_day != b->range.last_day)
    varies |= MIRADOR_VARIES_PERIOD;
  if (a->feed != b->feed && a->feed != NULL && b->feed != NULL)
    varies |= MIRADOR_VARIES_FEED;
  return (MiradorVaries)varies;
}

MiradorVaries
mirador_frame_get_varying (const MiradorFrame *frame)
{
  guint varies = 0;

  for (guint i = 1; i < mirador_frame_get_n_rows (frame); i++)
    varies |= compare_rows (mirador_frame_get_row (frame, 0), mirador_frame_get_row (frame, i));
  return (MiradorVaries)varies;
}

static void
take_part (GString *label, char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (label, "%s%s", label->len > 0 ? ", " : "", part);
  g_free (part);
}

const char *
mirador_row_measure_name (const MiradorRow *row)
{
  const char *name = row->measure ? mirador_measure_get_name (row->measure, NULL) : NULL;

  if (name != NULL)
    return name;
  return row->stage != MIRADOR_STAGE_NONE ? mirador_stage_to_people (row->stage) : "";
}

/* One stage of several programs: the program says enough, but for those that count no people. */
static char *
name_program (const MiradorRow *row, MiradorVaries varies)
{
  const char *name = mirador_program_get_short_name (row->program);

  if (!(varies & MIRADOR_VARIES_MEASURE) || row->measure == NULL)
    return g_strdup (mirador_program_get_name (row->program));
  if (row->stage == MIRADOR_STAGE_NONE)
    return g_strdup_printf ("%s, %s", mirador_row_measure_name (row), name);
  if (g_str_equal (row->measure->unit, "people"))
    return g_strdup (name);
  return g_strdup_printf ("%s (%s)", name, mirador_catalogue_unit_name (row->measure->unit, 2));
}

char *
mirador_row_get_label (const MiradorRow *row, MiradorVaries varies)
{
  g_autoptr (GString) label = g_string_new (NULL);

  if ((varies & MIRADOR_VARIES_PROGRAM) && row->program != NULL)
    take_part (label, name_program (row, varies));
  else if (varies & MIRADOR_VARIES_MEASURE)
    take_part (label, g_strdup (mirador_row_measure_name (row)));
  if ((varies & MIRADOR_VARIES_PLACE) && row->place != NULL)
    take_part (label, g_strdup (row->place->name));
  if (varies & MIRADOR_VARIES_BREAKDOWN)
    take_part (label, *row->breakdown ? mirador_breakdown_key_to_text (row->breakdown)
                                      : g_strdup (C_ ("breakdown", "Total")));
  if (varies & MIRADOR_VARIES_PERIOD)
    take_part (label, mirador_row_get_period_text (row, MIRADOR_FISCAL_FIRST_MONTH_DEFAULT));
  if (label->len == 0 && row->place != NULL)
    take_part (label, g_strdup (row->place->name));
  if (label->len == 0)
    take_part (label, g_strdup (mirador_row_measure_name (row)));
  return g_strdup (label->str);
}

char *
mirador_row_get_period_text (const MiradorRow *row, int fiscal_first_month)
{
  if (!mirador_period_is_none (row->period))
    return mirador_format_period (row->period);
  if (mirador_range_is_all (row->range))
    return g_strdup ("");
  return mirador_format_range (row->range, fiscal_first_month);
}

gboolean
mirador_row_is_rate (const MiradorRow *row)
{
  return row->population_feed != NULL || row->population_year != 0;
}

gboolean
mirador_row_is_count (const MiradorRow *row)
{
  return row->measure != NULL && row->measure->kind != MIRADOR_KIND_RATIO
         && !mirador_row_is_rate (row);
}

const MiradorTerms *
mirador_row_find_terms (const MiradorFrame *frame, const MiradorRow *row)
{
  const MiradorProfile *profile = mirador_frame_get_profile (frame, row->feed);

  if (profile == NULL || row->measure == NULL)
    return NULL;
  return mirador_profile_find_terms (profile, row->measure->id,
                                     row->program ? row->program->id : NULL);
}

MiradorAdds
mirador_row_get_adds (const MiradorFrame *frame, const MiradorRow *row)
{
  const MiradorTerms *terms = mirador_row_find_terms (frame, row);

  if (terms != NULL && terms->adds >= 0)
    return (MiradorAdds)terms->adds;
  return row->measure ? row->measure->adds : (MiradorAdds)0;
}

/* «TB» and «VIH e ITS» keep their capitals. */
char *
mirador_label_lower (const char *name)
{
  const char *second = *name ? g_utf8_next_char (name) : name;
  char first[7] = { 0 };

  if (*name == '\0' || g_unichar_isupper (g_utf8_get_char (second)))
    return g_strdup (name);
  g_unichar_to_utf8 (g_unichar_tolower (g_utf8_get_char (name)), first);
  return g_strconcat (first, second, NULL);
}

char *
mirador_label_upper (const char *name)
{
  char first[7] = { 0 };

  if (*name == '\0')
    return g_strdup (name);
  g_unichar_to_utf8 (g_unichar_toupper (g_utf8_get_char (name)), first);
  return g_strconcat (first, g_utf8_next_char (name), NULL);
}

const char *
mirador_grain_to_text (MiradorGrain grain)
{
  switch (grain)
    {
    case MIRADOR_GRAIN_DAY:
      return C_ ("length of a period", "day");
    case MIRADOR_GRAIN_WEEK:
      return C_ ("length of a period", "week");
    case MIRADOR_GRAIN_EPI_WEEK:
      return C_ ("length of a period", "epidemiological week");
    case MIRADOR_GRAIN_BIWEEK:
      return C_ ("length of a period", "two weeks");
    case MIRADOR_GRAIN_MONTH:
      return C_ ("length of a period", "month");
    case MIRADOR_GRAIN_BIMONTH:
      return C_ ("length of a period", "two months");
    case MIRADOR_GRAIN_QUARTER:
      return C_ ("length of a period", "quarter");
    case MIRADOR_GRAIN_HALF:
      return C_ ("length of a period", "half-year");
    case MIRADOR_GRAIN_FISCAL_YEAR:
      return C_ ("length of a period", "fiscal year");
    case MIRADOR_GRAIN_YEAR:
    default:
      return C_ ("length of a period", "year");
    }
}

gboolean
mirador_frame_has_hidden (const MiradorFrame *frame)
{
  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      MiradorGap gap = mirador_frame_get_row (frame, i)->gap;

      if (gap == MIRADOR_GAP_SUPPRESSED || gap == MIRADOR_GAP_HIDDEN_BY_SOURCE)
        return TRUE;
    }
  return FALSE;
}
