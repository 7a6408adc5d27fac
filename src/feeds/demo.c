/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/demo.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "feeds/demo-cells.h"
#include "feeds/demo-places.h"
#include "feeds/demo-series.h"
#include "feeds/demo-targets.h"
#include "model/error.h"
#include "model/resource.h"

#define TOTALS "feeds/demo-totals.csv"
#define FIRST_YEAR 2021
#define FIRST_MONTH 7
/* AF 2025 is the fourth fiscal year. */
#define MONTHS_TO_2025 36
/* One month in which somebody typed a digit too many: HIV screenings of Piura, November 2025. */
#define OUTLIER_PROGRAM "vih"
#define OUTLIER_PLACE "20"
#define OUTLIER_MONTH 52
#define OUTLIER_FACTOR 6

/* One line of the table of totals: a stage of a program. */
typedef struct
{
  const MiradorProgram *program;
  const MiradorMeasure *measure;
  MiradorStage stage;
  guint total;
} Line;

/* What is generated at the moment. */
typedef struct
{
  MiradorSink *sink;
  guint64 row;
  int n_months; /* that have a value */
  int n_years;  /* that they lie in */
  const Line *line;
  GArray *places;
} Making;

static int
count_months (gint32 today)
{
  int year, month, day;

  mirador_day_get_date (today, &year, &month, &day);
  return MAX (0, (year - FIRST_YEAR) * 12 + month - FIRST_MONTH);
}

static MiradorPeriod
month_at (int index)
{
  int months = FIRST_MONTH - 1 + index;

  return mirador_period_new_month (FIRST_YEAR + months / 12, months % 12 + 1);
}

static gboolean
read_line (const char *text, Line *line, GError **error)
{
  g_auto (GStrv) cells = g_strsplit (text, ",", 4);
  const MiradorCascade *cascade = NULL;

  memset (line, 0, sizeof *line);
  if (g_strv_length (cells) < 3 || !mirador_stage_from_id (cells[1], &line->stage))
    {
      mirador_set_error (error, MIRADOR_ERROR_DEFINITION, TOTALS, text,
                         N_ ("is not a stage of the care cascade"), NULL);
      return FALSE;
    }
  cascade = mirador_catalogue_cascade (cells[0], MIRADOR_DEMO_FEED);
  line->program = mirador_catalogue_program (cells[0]);
  line->measure = cascade != NULL ? cascade->stages[line->stage] : NULL;
  line->total = (guint)g_ascii_strtoull (cells[2], NULL, 10);
  if (line->program != NULL && line->measure != NULL)
    return TRUE;
  mirador_set_error (error, MIRADOR_ERROR_DEFINITION, TOTALS, text,
                     N_ ("the catalogue has no such measure"), NULL);
  return FALSE;
}

static GArray *
read_totals (GError **error)
{
  g_autoptr (GBytes) file = mirador_data_load (TOTALS, error);
  g_autoptr (GArray) totals = g_array_new (FALSE, FALSE, sizeof (Line));
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (file == NULL)
    return NULL;
  text = g_strndup (g_bytes_get_data (file, NULL), g_bytes_get_size (file));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      Line line;

      if (*g_strchomp (lines[i]) == '\0')
        continue;
      if (!read_line (lines[i], &line, error))
        return NULL;
      g_array_append_val (totals, line);
    }
  return g_steal_pointer (&totals);
}

/* 1, give or take @spread. */
static double
vary (const char *const *words, int number, double spread)
{
  return 1 + spread * (2 * mirador_demo_chance (words, number) - 1);
}

/* A place has its own habits in a program and stage, and its own good and bad months; a month that
 * is good for screening is good for what follows. */
static double
weigh (const Line *line, const MiradorDemoPlace *at, int month)
{
  const char *program = line->program->id;
  const char *stage = mirador_stage_to_id (line->stage);
  const char *habit[] = { "habit", program, at->place->code, NULL };
  const char *custom[] = { "custom", program, stage, at->place->code, NULL };
  const char *mood[] = { "mood", program, at->place->code, NULL };
  const char *luck[] = { "luck", program, stage, at->place->code, NULL };

  return at->people * mirador_demo_level (month) * vary (habit, 0, 0.25) * vary (custom, 0, 0.08)
         * vary (mood, month, 0.10) * vary (luck, month, 0.03);
}

/* The total of a fiscal year: AF 2025 is as published, the others follow the course of the years.
 */
static guint
year_total (const Line *line, int year)
{
  const char *words[] = { "year", line->program->id, mirador_stage_to_id (line->stage), NULL };
  double level = mirador_demo_year_level (year * 12) / mirador_demo_year_level (MONTHS_TO_2025);

  if (year * 12 == MONTHS_TO_2025)
    return line->total;
  return (guint)round (line->total * level * vary (words, year, 0.015));
}

/* Fills @values, a row of n_years * 12 months a place. Whole years, so that a month does not change
 * when the next one comes. */
static void
fill_year (Making *making, int year, guint *values)
{
  guint n = making->places->len * 12;
  g_autofree double *weights = g_new (double, n);
  g_autofree guint *shares = g_new (guint, n);
  const char *words[]
    = { "start", making->line->program->id, mirador_stage_to_id (making->line->stage), NULL };

  for (guint i = 0; i < n; i++)
    weights[i] = weigh (making->line, &g_array_index (making->places, MiradorDemoPlace, i / 12),
                        year * 12 + i % 12);
  mirador_demo_apportion (year_total (making->line, year), weights, n,
                          mirador_demo_chance (words, year), shares);
  for (guint i = 0; i < n; i++)
    values[i / 12 * making->n_years * 12 + year * 12 + i % 12] = shares[i];
}

static gboolean
is_outlier (const Line *line, const char *place, int month)
{
  return month == OUTLIER_MONTH && line->stage == MIRADOR_STAGE_SCREENED
         && strcmp (line->program->id, OUTLIER_PROGRAM) == 0 && strcmp (place, OUTLIER_PLACE) == 0;
}

/* Whether the report of that month is there. AF 2025 is whole even where its last month is the last
 * of all. */
static gboolean
is_reported (const Making *making, const char *place, int month)
{
  const char *program = making->line->program->id;
  MiradorPeriod period = month_at (month);

  if (month + 1 == making->n_months && month >= MONTHS_TO_2025 + 12
      && mirador_demo_is_late (program, place))
    return FALSE;
  return !mirador_demo_is_missing (program, place, mirador_period_get_year (period),
                                   mirador_period_get_month (period));
}

static gboolean
emit (Making *making,
      const MiradorMeasure *measure,
      const MiradorPlace *place,
      const char *key,
      MiradorPeriod period,
      guint value,
      GError **error)
{
  MiradorObservation observation = {
    .measure = measure,
    .program = making->line->program,
    .place = place,
    .breakdown = key,
    .period = period,
    .value = value,
    .numerator = NAN,
    .denominator = NAN,
    .low = NAN,
    .high = NAN,
    .flags = MIRADOR_FLAG_SIMULATED,
  };

  return making->sink->add (making->sink, &observation, ++making->row, error);
}

/* Shares a month's value among its cells. */
static guint
share_cell (const Making *making,
            const MiradorDemoCells *cells,
            const char *place,
            int month,
            guint value,
            guint cell)
{
  const char *words[] = { "cells", making->line->program->id,
                          mirador_stage_to_id (making->line->stage), place, NULL };
  guint shares[MIRADOR_DEMO_MOST_CELLS];

  mirador_demo_apportion (value, cells->weights, cells->n, mirador_demo_chance (words, month),
                          shares);
  return shares[cell];
}

/* The series of one place: its total, then its cells. */
static gboolean
emit_place (Making *making, const MiradorPlace *place, const guint *values, GError **error)
{
  MiradorDemoCells cells;
  const char *whole = mirador_breakdown_key (0, NULL, NULL);

  mirador_demo_cells (making->line->program->id, making->line->stage, &cells);
  for (guint cell = 0; cell <= cells.n; cell++)
    for (int month = 0; month < making->n_months; month++)
      {
        guint value = values[month];
        const char *key = cell == 0 ? whole : cells.keys[cell - 1];

        if (!is_reported (making, place->code, month))
          continue;
        if (is_outlier (making->line, place->code, month))
          value *= OUTLIER_FACTOR;
        if (cell > 0)
          value = share_cell (making, &cells, place->code, month, value, cell - 1);
        if (!emit (making, making->line->measure, place, key, month_at (month), value, error))
          return FALSE;
      }
  return TRUE;
}

static gboolean
emit_line (Making *making, GError **error)
{
  guint width = making->n_years * 12;
  g_autofree guint *values = NULL;

  making->places = mirador_demo_places (making->line->program->id, error);
  if (making->places == NULL)
    return FALSE;
  values = g_new (guint, making->places->len * width);
  for (int year = 0; year < making->n_years; year++)
    fill_year (making, year, values);
  for (guint i = 0; i < making->places->len; i++)
    {
      const MiradorDemoPlace *at = &g_array_index (making->places, MiradorDemoPlace, i);

      if (!emit_place (making, at->place, values + i * width, error))
        return FALSE;
    }
  return TRUE;
}

/* Of the years that have begun: a target does not wait for what it is the target of. */
static gboolean
emit_targets (Making *making, GError **error)
{
  const Line *line = making->line;
  const MiradorMeasure *target = mirador_measure_get_target (line->measure);
  g_autofree guint *shares = NULL;

  if (target == NULL || !mirador_demo_has_target (line->stage))
    return TRUE;
  shares = g_new (guint, making->places->len);
  for (int year = MIRADOR_DEMO_TARGETS_FROM; year <= making->n_months / 12; year++)
    {
      MiradorPeriod period = mirador_period_new_fiscal_year (FIRST_YEAR + 1 + year, FIRST_MONTH);

      mirador_demo_targets (line->program->id, line->stage, line->total, year, making->places,
                            shares);
      for (guint i = 0; i < making->places->len; i++)
        if (!emit (making, target, g_array_index (making->places, MiradorDemoPlace, i).place,
                   mirador_breakdown_key (0, NULL, NULL), period, shares[i], error))
          return FALSE;
    }
  return TRUE;
}

gboolean
mirador_demo_generate (gint32 today, MiradorSink *sink, GError **error)
{
  g_autoptr (GArray) totals = read_totals (error);
  int n_months = count_months (today);
  Making making = { .sink = sink, .n_months = n_months, .n_years = (n_months + 11) / 12 };
  gboolean good = totals != NULL;

  for (guint i = 0; good && i < totals->len; i++)
    {
      making.line = &g_array_index (totals, Line, i);
      good = emit_line (&making, error) && emit_targets (&making, error);
      g_clear_pointer (&making.places, g_array_unref);
    }
  return good;
}

static MiradorTerms *
make_terms (const Line *line, const MiradorMeasure *measure)
{
  MiradorTerms *terms = mirador_terms_new (measure->id, line->program->id);
  g_autoptr (GArray) places = mirador_demo_places (line->program->id, NULL);

  terms->adds = MIRADOR_ADDS_TIME | MIRADOR_ADDS_PLACE | MIRADOR_ADDS_BREAKDOWN;
  terms->absent = MIRADOR_ABSENT_UNKNOWN;
  g_ptr_array_add (terms->covers, (gpointer)mirador_place_peru ()->code);
  for (guint i = 0; places != NULL && i < places->len; i++)
    g_ptr_array_add (terms->parts,
                     (gpointer)g_array_index (places, MiradorDemoPlace, i).place->code);
  return terms;
}

/* The last month is still coming in. */
static MiradorTerms *
make_figure_terms (const Line *line, gint32 today)
{
  MiradorTerms *terms = make_terms (line, line->measure);
  int n_months = count_months (today);

  if (n_months > 1)
    terms->complete_until = month_at (n_months - 2);
  mirador_demo_cells_describe (line->program->id, terms);
  return terms;
}

static void
give (MiradorPull *pull, const char *measure)
{
  if (!g_ptr_array_find (pull->measures, measure, NULL))
    g_ptr_array_add (pull->measures, (gpointer)measure);
}

static MiradorProfile *
make_profile (void)
{
  MiradorProfile *profile = mirador_profile_new (MIRADOR_DEMO_FEED);

  profile->title = (MiradorText){ g_strdup ("Demostración"), g_strdup ("Demonstration") };
  profile->source
    = (MiradorText){ g_strdup ("Datos simulados con los totales publicados por SES (AF 2025)"),
                     g_strdup ("Simulated data with the totals published by SES (FY 2025)") };
  profile->simulated = TRUE;
  return profile;
}

MiradorPull *
mirador_demo_make_pull (gint32 today)
{
  g_autoptr (MiradorProfile) profile = make_profile ();
  g_autoptr (GArray) totals = read_totals (NULL);
  MiradorPull *pull = mirador_pull_new (profile);

  for (guint i = 0; totals != NULL && i < totals->len; i++)
    {
      const Line *line = &g_array_index (totals, Line, i);
      const MiradorMeasure *target = mirador_measure_get_target (line->measure);

      g_ptr_array_add (profile->terms, make_figure_terms (line, today));
      give (pull, line->measure->id);
      if (target == NULL || !mirador_demo_has_target (line->stage))
        continue;
      g_ptr_array_add (profile->terms, make_terms (line, target));
      give (pull, target->id);
    }
  g_free (pull->origin);
  pull->origin = g_strdup ("demo:");
  return pull;
}
