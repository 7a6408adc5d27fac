/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>
#include <string.h>
#include "charts/chart.h"

/* Worlds made by dice: whatever a chart asks for, a world answers, as a store could and worse. */

#define WORLD_MOST_ROWS 1000
#define WORLD_MOST_PERIODS 120
#define WORLD_LAST_YEAR 2026

/* What the numbers of a world are like. */
typedef enum
{
  TEMPER_PLAUSIBLE,
  TEMPER_SMALL, /* many are to be hidden */
  TEMPER_ZERO,
  TEMPER_ONE_HUGE,
  TEMPER_NEGATIVE,
  TEMPER_WILD, /* not finite, tiny, huge */
  N_TEMPERS
} Temper;

typedef struct
{
  GRand *dice;
  Temper temper;
  double gap_share;
  double partial_share;
  double silent_share; /* rows that are not there at all */
  const char *feed;
  guint n_programs;
  guint n_periods; /* where nothing says how many */
  guint n_places;
} World;

static inline guint
world_roll (World *world, guint n)
{
  return n > 0 ? (guint)g_rand_int_range (world->dice, 0, (gint32)n) : 0;
}

static inline gboolean
world_chance (World *world, double share)
{
  return g_rand_double (world->dice) < share;
}

#define WORLD_PICK(world, array) ((array)[world_roll (world, G_N_ELEMENTS (array))])

/* A program and a measure whose names fit nowhere. */
static inline void
world_add_long_names (void)
{
  static const char text[]
    = "{\"programs\": [{\"id\": \"longprogram\", \"colour\": \"#0072b2\", \"name\":"
      " {\"es\": \"Programa de nombre interminable del distrito\","
      " \"en\": \"A program of a name without an end of any sort\"}}],"
      " \"measures\": [{\"id\": \"longmeasure\", \"unit\": \"people\", \"kind\": \"flow\","
      " \"adds\": [\"time\", \"place\", \"breakdown\"], \"sensitive\": true, \"name\":"
      " {\"es\": \"Personas que recibieron la primera de varias atenciones\","
      " \"en\": \"People who have received the first one of several visits\"}},"
      " {\"id\": \"longshare\", \"unit\": \"percent\", \"kind\": \"ratio\", \"multiplier\": 100,"
      " \"adds\": [], \"name\":"
      " {\"es\": \"Proporción de personas que terminaron su tratamiento\","
      " \"en\": \"Share of the people who have completed their treatment\"}}]}";
  g_autoptr (GError) error = NULL;

  mirador_catalogue_extend (text, -1, "test", &error);
  g_assert_no_error (error);
}

static inline World *
world_new (guint32 seed)
{
  static const char *const feeds[] = { "demo", "minsa-mental-health", "a-feed" };
  static const double shares[] = { 0, 0, 0, 0.1, 0.5, 1 };
  static const guint periods[] = { 0, 1, 2, 6, 11, 12, 13, 24, 60, WORLD_MOST_PERIODS };
  World *world = g_new0 (World, 1);

  world->dice = g_rand_new_with_seed (seed);
  world->temper = world_roll (world, 2) == 0 ? TEMPER_PLAUSIBLE : world_roll (world, N_TEMPERS);
  world->gap_share = WORLD_PICK (world, shares);
  world->partial_share = WORLD_PICK (world, shares) / 2;
  world->silent_share = world_roll (world, 4) == 0 ? WORLD_PICK (world, shares) : 0;
  world->feed = g_intern_string (WORLD_PICK (world, feeds));
  world->n_programs = world_roll (world, 4) == 0 ? world_roll (world, 41) : world_roll (world, 8);
  world->n_periods = WORLD_PICK (world, periods);
  world->n_places = world_roll (world, 3) == 0 ? 1 + world_roll (world, 25) : 25;
  return world;
}

static inline void
world_free (World *world)
{
  g_rand_free (world->dice);
  g_free (world);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

static inline double
world_number (World *world)
{
  static const double wild[]
    = { NAN, INFINITY, -INFINITY, 1e18, -1e18, 1e-9, 0, 0.1 + 0.2, 1e300, -0.0, 5, G_MAXDOUBLE };
  double usual = floor (pow (10, 1 + 5 * g_rand_double (world->dice)));

  switch (world->temper)
    {
    case TEMPER_SMALL:
      return world_roll (world, 14);
    case TEMPER_ZERO:
      return 0;
    case TEMPER_ONE_HUGE:
      return world_roll (world, 40) == 0 ? 9e12 : world_roll (world, 90);
    case TEMPER_NEGATIVE:
      return usual * (world_roll (world, 2) == 0 ? -1 : 0.5);
    case TEMPER_WILD:
      return world_roll (world, 3) == 0 ? usual : WORLD_PICK (world, wild);
    case TEMPER_PLAUSIBLE:
    default:
      return usual;
    }
}

static inline void
world_add_gap (World *world, MiradorRow *row)
{
  static const char *const details[] = { "",
                                         "5",
                                         "3\x1f"
                                         "12",
                                         "14,15,lima-norte",
                                         "region",
                                         "sex",
                                         "month",
                                         "age",
                                         "tb,vih",
                                         "a-feed,demo",
                                         "\x1f\x1f" };

  row->gap = (MiradorGap)(1 + world_roll (world, MIRADOR_N_GAPS - 1));
  row->gap_detail = g_intern_string (WORLD_PICK (world, details));
  row->value = row->numerator = row->denominator = NAN;
  if (row->gap == MIRADOR_GAP_SUPPRESSED || row->gap == MIRADOR_GAP_HIDDEN_BY_SOURCE)
    row->flags |= MIRADOR_FLAG_SUPPRESSED;
}

/* A proportion, a rate per 100,000, or a count that knows what it is of. */
static inline void
world_add_parts (World *world, MiradorRow *row, gboolean rate)
{
  gboolean is_ratio = row->measure != NULL && row->measure->kind == MIRADOR_KIND_RATIO;

  if (!rate && !is_ratio && world_roll (world, 8) != 0)
    return;
  row->denominator = world_number (world);
  row->numerator = world_roll (world, 12) == 0 ? world_number (world)
                                               : floor (row->denominator * world_roll (world, 100)
                                                        / (world_roll (world, 9) == 0 ? 50 : 100));
  if (world_roll (world, 15) == 0)
    row->numerator = row->denominator = NAN;
  else if (is_ratio || rate)
    row->value = (rate ? 1e5 : row->measure->multiplier) * row->numerator / row->denominator;
  if (!rate)
    return;
  row->population_feed = g_intern_string ("population");
  row->population_year = 2025;
}

static inline void
world_fill (World *world, MiradorRow *row, gboolean rate)
{
  static const double completeness[] = { NAN, 0, 1, 0.5, 0.897, 0.9, 1.2 };

  row->value = world_number (world);
  row->feed = world->feed;
  row->n_parts = world_roll (world, 40);
  row->received = world_roll (world, 5) == 0 ? 0 : 1739880000;
  row->data_until = mirador_period_new_month (WORLD_LAST_YEAR, 1 + (int)world_roll (world, 12));
  row->completeness = WORLD_PICK (world, completeness);
  world_add_parts (world, row, rate);
  if (world_roll (world, 10) == 0)
    {
      row->low = row->value * 0.8;
      row->high = row->value * 1.2;
    }
  if (world_chance (world, world->partial_share))
    row->flags |= MIRADOR_FLAG_PARTIAL;
  if (world_roll (world, 10) == 0)
    row->flags |= 1u << world_roll (world, 10);
  if (g_str_equal (world->feed, "demo"))
    row->flags |= MIRADOR_FLAG_SIMULATED;
  if (world_chance (world, world->gap_share))
    world_add_gap (world, row);
}

static inline MiradorFrameBuilder *
world_begin_frame (World *world)
{
  MiradorFrameBuilder *builder = mirador_frame_builder_new ();
  g_autoptr (MiradorProfile) profile = mirador_profile_new (world->feed);

  profile->simulated = g_str_equal (world->feed, "demo");
  profile->title.es = g_strdup ("Registro nacional de tamizajes de los establecimientos");
  profile->title.en = g_strdup ("National register of the screenings of health facilities");
  profile->source.es = g_strdup ("Dirección general que publica cifras con un nombre muy largo");
  profile->source.en = g_strdup ("General directorate that publishes figures under a long name");
  /* A feed may be gone from the store that its figures came from. */
  if (world_roll (world, 20) != 0)
    mirador_frame_builder_add_profile (builder, profile);
  return builder;
}

/* The dimensions of an answer. */
typedef struct
{
  GPtrArray *whats; /* MiradorMeasure, or GUINT_TO_POINTER of a stage */
  GPtrArray *programs;
  GPtrArray *places;
  GPtrArray *keys; /* breakdown keys */
  GArray *periods; /* MiradorPeriod */
  MiradorRange range;
  gboolean of_stages;
} WorldAxes;

static inline GPtrArray *
world_list_programs (World *world, const MiradorQuery *query)
{
  GPtrArray *programs = g_ptr_array_new ();
  g_autoptr (GPtrArray) all = mirador_catalogue_programs ();

  for (guint i = 0; i < query->programs->len; i++)
    g_ptr_array_add (programs, (gpointer)mirador_catalogue_program (query->programs->pdata[i]));
  for (guint i = 0; programs->len < world->n_programs && query->programs->len == 0 && i < all->len;
       i++)
    g_ptr_array_add (programs, all->pdata[(i + 3) % all->len]);
  return programs;
}

static inline GPtrArray *
world_list_places (World *world, const MiradorQuery *query)
{
  GPtrArray *places = g_ptr_array_new ();

  for (guint i = 0; i < query->places->len || (i == 0 && query->places->len == 0); i++)
    {
      const MiradorPlace *place
        = query->places->len > 0 ? mirador_place_by_code (query->places->pdata[i]) : NULL;
      g_autoptr (GPtrArray) below = NULL;

      place = place != NULL ? place : mirador_place_peru ();
      if ((query->by & MIRADOR_BY_PLACE) == 0 || query->place_level == MIRADOR_LEVEL_ANY)
        {
          g_ptr_array_add (places, (gpointer)place);
          continue;
        }
      below = mirador_place_list (place, query->place_level);
      for (guint k = 0; k < MIN (below->len, world->n_places * 8); k++)
        if (query->place_level != MIRADOR_LEVEL_REGION || k < world->n_places)
          g_ptr_array_add (places, below->pdata[k]);
    }
  if ((query->by & MIRADOR_BY_PLACE) == 0 && places->len > 1)
    g_ptr_array_set_size (places, 1);
  return places;
}

static inline GPtrArray *
world_list_keys (const MiradorQuery *query)
{
  GPtrArray *keys = g_ptr_array_new ();

  g_ptr_array_add (keys, (gpointer) "");
  for (guint b = 0; (query->by & MIRADOR_BY_BREAKDOWN) != 0 && b < query->by_breakdowns->len; b++)
    {
      const char *id = query->by_breakdowns->pdata[b];
      const MiradorBreakdown *breakdown = mirador_catalogue_breakdown (id);
      GPtrArray *longer = g_ptr_array_new ();

      for (guint k = 0; k < keys->len; k++)
        for (guint m = 0; breakdown != NULL && m < breakdown->members->len; m++)
          {
            const MiradorMember *member = breakdown->members->pdata[m];
            const char *key = keys->pdata[k];
            g_autoptr (GPtrArray) names = g_ptr_array_new ();
            g_autoptr (GPtrArray) members = g_ptr_array_new ();
            g_autofree const char **before = mirador_breakdown_key_names (key);

            for (guint i = 0; before[i] != NULL; i++)
              {
                g_ptr_array_add (names, (gpointer)before[i]);
                g_ptr_array_add (members, (gpointer)mirador_breakdown_key_get (key, before[i]));
              }
            g_ptr_array_add (names, (gpointer)id);
            g_ptr_array_add (members, (gpointer)member->id);
            g_ptr_array_add (longer, (gpointer)mirador_breakdown_key (
                                       names->len, (const char *const *)names->pdata,
                                       (const char *const *)members->pdata));
          }
      g_ptr_array_unref (keys);
      keys = longer;
    }
  return keys;
}

static inline GArray *
world_list_periods (World *world, const MiradorQuery *query, MiradorRange range)
{
  GArray *periods = g_array_new (FALSE, FALSE, sizeof (MiradorPeriod));
  MiradorPeriod period
    = query->every == MIRADOR_GRAIN_NONE
        ? mirador_range_to_period (range, query->fiscal_first_month)
        : mirador_period_of_day (range.first_day, query->every, query->fiscal_first_month);

  if (query->every == MIRADOR_GRAIN_NONE)
    g_array_append_val (periods, period);
  for (; query->every != MIRADOR_GRAIN_NONE && !mirador_period_is_none (period)
         && period.first_day <= range.last_day && periods->len < WORLD_MOST_PERIODS;
       period = mirador_period_next (period))
    g_array_append_val (periods, period);
  return periods;
}

/* Everything that there is, where the question does not say. */
static inline MiradorRange
world_range (World *world, const MiradorQuery *query)
{
  MiradorPeriod last = mirador_period_new_month (WORLD_LAST_YEAR, 10);
  MiradorPeriod first = mirador_period_shift (last, -(int)MAX (world->n_periods, 1) + 1);

  if (!mirador_range_is_all (query->range)
      && query->range.last_day - query->range.first_day < 366 * 12)
    return query->range;
  return (MiradorRange){ first.first_day, mirador_period_get_last_day (last) };
}

static inline void
world_list_whats (World *world, const MiradorQuery *query, WorldAxes *axes)
{
  g_autoptr (GPtrArray) all = mirador_catalogue_measures ();

  axes->of_stages = query->stages != 0;
  axes->whats = g_ptr_array_new ();
  for (guint stage = 1; stage < MIRADOR_N_STAGES; stage++)
    if ((query->stages & (1u << stage)) != 0)
      g_ptr_array_add (axes->whats, GUINT_TO_POINTER (stage));
  for (guint i = 0; !axes->of_stages && i < query->measures->len; i++)
    g_ptr_array_add (axes->whats, (gpointer)mirador_catalogue_measure (query->measures->pdata[i]));
  for (guint i = 0; axes->whats->len == 0 && i < 3; i++)
    g_ptr_array_add (axes->whats, all->pdata[world_roll (world, all->len)]);
}

static inline const MiradorMeasure *
world_stage_measure (MiradorStage stage, const MiradorProgram *program, const char *feed)
{
  const MiradorCascade *cascade
    = program != NULL ? mirador_catalogue_cascade (program->id, feed) : NULL;
  g_autoptr (GPtrArray) all = mirador_catalogue_measures ();

  if (cascade != NULL && cascade->stages[stage] != NULL)
    return cascade->stages[stage];
  for (guint i = 0; i < all->len; i++)
    if (((const MiradorMeasure *)all->pdata[i])->stage == stage)
      return all->pdata[i];
  return NULL;
}

/* One row for each crossing of the axes but those that the world keeps silent about. */
static inline void
world_add_rows (World *world,
                const MiradorQuery *query,
                const WorldAxes *axes,
                const MiradorProgram *program,
                gpointer what,
                MiradorFrameBuilder *builder,
                guint *n)
{
  MiradorStage stage = axes->of_stages ? (MiradorStage)GPOINTER_TO_UINT (what) : MIRADOR_STAGE_NONE;
  const MiradorMeasure *measure
    = axes->of_stages ? world_stage_measure (stage, program, world->feed) : what;

  for (guint p = 0; p < axes->places->len; p++)
    for (guint k = 0; k < axes->keys->len; k++)
      for (guint t = 0; t < axes->periods->len && *n < WORLD_MOST_ROWS; t++)
        {
          MiradorRow row;

          if (world_chance (world, world->silent_share))
            continue;
          mirador_row_init (&row);
          row.measure = measure;
          row.program = program;
          row.place = axes->places->pdata[p];
          row.breakdown = axes->keys->pdata[k];
          row.stage = stage != MIRADOR_STAGE_NONE || measure == NULL ? stage : measure->stage;
          row.period = g_array_index (axes->periods, MiradorPeriod, t);
          row.range = mirador_period_is_none (row.period) ? axes->range
                                                          : mirador_period_get_range (row.period);
          world_fill (world, &row, query->rate);
          mirador_frame_builder_add (builder, &row);
          ++*n;
        }
}

/* (transfer full): what the world says to @query. */
static inline MiradorFrame *
world_answer (World *world, const MiradorQuery *query)
{
  MiradorFrameBuilder *builder = world_begin_frame (world);
  WorldAxes axes = { .range = world_range (world, query) };
  gboolean by_program = (query->by & MIRADOR_BY_PROGRAM) != 0;
  guint n = 0;

  world_list_whats (world, query, &axes);
  axes.programs = world_list_programs (world, query);
  axes.places = world_list_places (world, query);
  axes.keys = world_list_keys (query);
  axes.periods = world_list_periods (world, query, axes.range);
  for (guint w = 0; w < axes.whats->len && world->n_periods > 0; w++)
    for (guint p = 0; p < (by_program ? axes.programs->len : MIN (axes.programs->len, 1)); p++)
      world_add_rows (world, query, &axes, axes.programs->pdata[p], axes.whats->pdata[w], builder,
                      &n);
  g_ptr_array_unref (axes.whats);
  g_ptr_array_unref (axes.programs);
  g_ptr_array_unref (axes.places);
  g_ptr_array_unref (axes.keys);
  g_array_unref (axes.periods);
  return mirador_frame_builder_finish (builder);
}
