/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/headline.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "analysis/label.h"
#include "model/format.h"

static void
take_part (GString *line, char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (line, "%s%s", line->len > 0 ? ", " : "", part);
  g_free (part);
}

static gboolean
has_one_place_level (const MiradorFrame *frame)
{
  const MiradorPlace *first = mirador_frame_get_row (frame, 0)->place;

  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorPlace *place = mirador_frame_get_row (frame, i)->place;

      if (place == NULL || first == NULL || place->level != first->level)
        return FALSE;
    }
  return first != NULL;
}

static gboolean
has_one_grain (const MiradorFrame *frame)
{
  gint32 grain = mirador_frame_get_row (frame, 0)->period.grain;

  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    if (mirador_frame_get_row (frame, i)->period.grain != grain)
      return FALSE;
  return grain != MIRADOR_GRAIN_NONE;
}

static char *
add_dimension (char *what, const char *dimension)
{
  /* Translators: %1$s is a measure, %2$s what it is shown by: "Screenings by district". */
  char *by = g_strdup_printf (C_ ("dimension", "%1$s by %2$s"), what, dimension);

  g_free (what);
  return by;
}

static char *
breakdown_of (const MiradorFrame *frame)
{
  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      g_autofree const char **names
        = mirador_breakdown_key_names (mirador_frame_get_row (frame, i)->breakdown);
      const MiradorBreakdown *breakdown = names[0] ? mirador_catalogue_breakdown (names[0]) : NULL;

      if (breakdown != NULL && mirador_text_get (&breakdown->name) != NULL)
        return mirador_label_lower (mirador_text_get (&breakdown->name));
    }
  return NULL;
}

/* A gap does not know whether it would be a rate. */
static const MiradorRow *
find_telling_row (const MiradorFrame *frame)
{
  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    if (mirador_frame_get_row (frame, i)->gap == MIRADOR_GAP_NONE)
      return mirador_frame_get_row (frame, i);
  return mirador_frame_get_row (frame, 0);
}

/* «Tamizajes por distrito», NULL where several measures are shown. */
static char *
say_measure (const MiradorFrame *frame, MiradorVaries varies)
{
  const MiradorRow *row = find_telling_row (frame);
  g_autofree char *breakdown = NULL;
  char *what;

  if ((varies & MIRADOR_VARIES_MEASURE) || row->measure == NULL)
    return NULL;
  what = mirador_label_upper (mirador_row_measure_name (row));
  if (mirador_row_is_rate (row))
    {
      g_autofree char *count = what;

      /* Translators: %s is a measure. */
      what = g_strdup_printf (_ ("%s per 100,000 inhabitants"), count);
    }
  if ((varies & MIRADOR_VARIES_PLACE) && has_one_place_level (frame))
    what = add_dimension (what, mirador_level_to_text (row->place->level, 1));
  else if (varies & MIRADOR_VARIES_PROGRAM)
    what = add_dimension (what, C_ ("dimension", "program"));
  breakdown = varies & MIRADOR_VARIES_BREAKDOWN ? breakdown_of (frame) : NULL;
  if (breakdown != NULL)
    what = add_dimension (what, breakdown);
  if ((varies & MIRADOR_VARIES_PERIOD) && has_one_grain (frame))
    what = add_dimension (what, mirador_grain_to_text ((MiradorGrain)row->period.grain));
  return what;
}

/* The smallest place that holds every row. */
static char *
say_place (const MiradorFrame *frame)
{
  const MiradorPlace *whole = NULL;

  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (frame, i);
      const MiradorPlace *place = row->place;

      /* A stage that nobody counts has no place either: it does not hide that of the others. */
      if (place == NULL && row->gap != MIRADOR_GAP_NONE)
        continue;
      if (place != NULL && whole == NULL)
        whole = place;
      if (place != NULL && place == whole)
        continue;
      if (place == NULL || place->members->len > 0 || whole->members->len > 0)
        return NULL;
      while (whole != NULL && !mirador_place_is_within (place, whole))
        whole = whole->parent;
      if (whole == NULL)
        return NULL;
    }
  if (whole == NULL)
    return NULL;
  /* A plain «Lambayeque» is the region; anything smaller says what it is. */
  return whole->level <= MIRADOR_LEVEL_REGION ? g_strdup (whole->name)
                                              : mirador_place_full_name (whole);
}

static char *
say_program (const MiradorFrame *frame, MiradorVaries varies, gboolean first)
{
  const MiradorProgram *program = mirador_frame_get_row (frame, 0)->program;

  if ((varies & MIRADOR_VARIES_PROGRAM) || program == NULL)
    return NULL;
  if (g_str_equal (program->id, "all"))
    return first ? g_strdup (_ ("All programs")) : g_strdup (_ ("all programs"));
  return mirador_label_lower (mirador_program_get_short_name (program));
}

static MiradorRange
range_of (const MiradorFrame *frame)
{
  MiradorRange range = mirador_frame_get_row (frame, 0)->range;

  for (guint i = 1; i < mirador_frame_get_n_rows (frame); i++)
    {
      MiradorRange other = mirador_frame_get_row (frame, i)->range;

      if (mirador_range_is_all (other))
        continue;
      if (mirador_range_is_all (range))
        range = other;
      range.first_day = MIN (range.first_day, other.first_day);
      range.last_day = MAX (range.last_day, other.last_day);
    }
  return range;
}

static gboolean
is_one_year (MiradorRange range)
{
  int first, last;

  mirador_day_get_date (range.first_day, &first, NULL, NULL);
  mirador_day_get_date (range.last_day, &last, NULL, NULL);
  return first == last;
}

static char *
say_period (const MiradorFrame *frame, int fiscal_first_month)
{
  MiradorRange range = range_of (frame);
  MiradorPeriod whole;
  g_autoptr (GArray) partial = mirador_frame_get_partial (frame);
  g_autofree char *text = NULL, *names = NULL;

  if (mirador_range_is_all (range))
    return NULL;
  whole = mirador_range_to_period (range, fiscal_first_month);
  text = whole.grain == MIRADOR_GRAIN_YEAR || whole.grain == MIRADOR_GRAIN_FISCAL_YEAR
             || whole.grain == MIRADOR_GRAIN_MONTH
           ? mirador_format_period_long (whole)
           : mirador_format_range (range, fiscal_first_month);
  if (partial->len == 0)
    return g_steal_pointer (&text);
  names = mirador_periods_to_text (partial, is_one_year (range));
  return g_strdup_printf (
    /* Translators: %1$s is the whole period, %2$s the parts of it that are incomplete: "Jan – Sep
       2017 (Sep incomplete)". */
    ngettext ("%1$s (%2$s incomplete)", "%1$s (%2$s incomplete)", partial->len), text, names);
}

char *
mirador_subtitle (const MiradorFrame *frame, int fiscal_first_month)
{
  g_autoptr (GString) line = g_string_new (NULL);
  MiradorVaries varies;

  if (mirador_frame_get_n_rows (frame) == 0)
    return g_strdup ("");
  varies = mirador_frame_get_varying (frame);
  take_part (line, say_measure (frame, varies));
  take_part (line, say_place (frame));
  take_part (line, say_program (frame, varies, line->len == 0));
  take_part (line, say_period (frame, fiscal_first_month));
  return mirador_label_upper (line->str);
}
