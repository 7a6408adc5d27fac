/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>
#include "charts/chart.h"

/* Frames made by hand, as a store would answer, for the tests and the benchmark of charts. */

#define FRAME_DEMO "demo"
#define FRAME_MINSA "minsa-mental-health"

typedef struct
{
  const char *program;
  MiradorStage stage; /* NONE: by measure */
  const char *measure;
  const char *place;
  MiradorPeriod period;
  const char *feed;
} FrameKey;

static inline MiradorFrameBuilder *
frame_begin (const char *feed)
{
  MiradorFrameBuilder *builder = mirador_frame_builder_new ();
  MiradorProfile *profile = mirador_profile_new (feed);

  profile->simulated = g_str_equal (feed, FRAME_DEMO);
  profile->title.es = g_strdup (profile->simulated ? "Demostración" : "MINSA, salud mental 2017");
  profile->title.en = g_strdup (profile->simulated ? "Demonstration" : "MINSA, mental health 2017");
  profile->source.es
    = g_strdup (profile->simulated ? "Mirador, datos simulados de demostración"
                                   : "MINSA, Plataforma Nacional de Datos Abiertos (salud mental "
                                     "2017)");
  profile->source.en
    = g_strdup (profile->simulated ? "Mirador, simulated demonstration data"
                                   : "MINSA, National Open Data Platform (mental health 2017)");
  mirador_frame_builder_add_profile (builder, profile);
  mirador_profile_unref (profile);
  return builder;
}

static inline MiradorRow
frame_row (const FrameKey *key, double value)
{
  MiradorRow row;

  mirador_row_init (&row);
  row.measure = key->measure != NULL ? mirador_catalogue_measure (key->measure) : NULL;
  row.program = key->program != NULL ? mirador_catalogue_program (key->program) : NULL;
  row.place = mirador_place_by_code (key->place != NULL ? key->place : "PE");
  row.stage = key->stage;
  row.period = key->period;
  row.range = mirador_period_get_range (key->period);
  row.value = value;
  row.feed = g_intern_string (key->feed);
  row.n_parts = 1;
  row.received = 1739880000;
  row.data_until = mirador_period_new_month (2025, 6);
  if (g_str_equal (key->feed, FRAME_DEMO))
    row.flags |= MIRADOR_FLAG_SIMULATED;
  if (isnan (value))
    row.gap = MIRADOR_GAP_NO_DATA;
  return row;
}

static inline void
frame_add (MiradorFrameBuilder *builder, const FrameKey *key, double value)
{
  MiradorRow row = frame_row (key, value);

  mirador_frame_builder_add (builder, &row);
}

static const char *const frame_stage_measures[MIRADOR_N_STAGES] = {
  NULL,
  "people_screened",
  "people_diagnosed",
  "people_referred",
  "people_attended",
  "people_started",
  "people_accompanied",
  "people_adherent",
  "people_improved",
};

/** frame_add_stages: @n values from screened on; NaN is a gap. */
static inline void
frame_add_stages (MiradorFrameBuilder *builder,
                  const char *program,
                  const char *feed,
                  guint n,
                  const double *values)
{
  for (guint i = 0; i < n; i++)
    {
      FrameKey key = { program,
                       (MiradorStage)(i + 1),
                       frame_stage_measures[i + 1],
                       NULL,
                       mirador_period_new_fiscal_year (2025, 7),
                       feed };

      frame_add (builder, &key, values[i]);
    }
}

static inline MiradorFrame *
frame_cascade (const char *program, const char *feed, guint n, const double *values)
{
  MiradorFrameBuilder *builder = frame_begin (feed);

  frame_add_stages (builder, program, feed, n, values);
  return mirador_frame_builder_finish (builder);
}

/** frame_minsa_cascade: screenings, positives of them, people of another table. */
static inline MiradorFrame *
frame_minsa_cascade (void)
{
  static const struct
  {
    MiradorStage stage;
    const char *measure;
    double value;
  } steps[] = {
    { MIRADOR_STAGE_SCREENED, "screenings", 192267 },
    { MIRADOR_STAGE_DIAGNOSED, "positive_screenings", 7314 },
    { MIRADOR_STAGE_ATTENDED, "people_attended", 5681 },
  };
  MiradorFrameBuilder *builder = frame_begin (FRAME_MINSA);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      FrameKey key
        = { "same",     steps[i].stage, steps[i].measure, "14", mirador_period_new_year (2017),
            FRAME_MINSA };

      frame_add (builder, &key, steps[i].value);
    }
  return mirador_frame_builder_finish (builder);
}

static inline MiradorFrame *
frame_programs (void)
{
  static const struct
  {
    const char *program;
    double values[6];
  } programs[] = {
    { "tb", { 72570, 1442, 1398, 1341, 1297, 51 } },
    { "vih", { 209542, 4809, 4511, 3987, 3655, 71 } },
    { "samia", { 471, 305, 145, 86, 79, 450 } },
    { "same", { 46924, 26661, 6865, 5904, 5210, 7227 } },
    { "ent", { 1638, 619, 1018, 802, 668, 614 } },
  };
  MiradorFrameBuilder *builder = frame_begin (FRAME_DEMO);

  for (guint i = 0; i < G_N_ELEMENTS (programs); i++)
    frame_add_stages (builder, programs[i].program, FRAME_DEMO, 6, programs[i].values);
  return mirador_frame_builder_finish (builder);
}

/** frame_places: the first @n places of @level within @within; a value each, NaN a gap. */
static inline MiradorFrame *
frame_places (const char *within,
              MiradorLevel level,
              guint n,
              const double *values,
              const char *feed)
{
  MiradorFrameBuilder *builder = frame_begin (feed);
  g_autoptr (GPtrArray) places = mirador_place_list (mirador_place_by_code (within), level);

  for (guint i = 0; i < MIN (n, places->len); i++)
    {
      const MiradorPlace *place = g_ptr_array_index (places, i);
      FrameKey key
        = { "same", MIRADOR_STAGE_NONE, "screenings", place->code, mirador_period_new_year (2017),
            feed };

      frame_add (builder, &key, values[i]);
    }
  return mirador_frame_builder_finish (builder);
}

/** frame_add_months: @n months from @first; NaN is a gap; the last is partial if @partial. */
static inline void
frame_add_months (MiradorFrameBuilder *builder,
                  FrameKey key,
                  MiradorPeriod first,
                  guint n,
                  const double *values,
                  gboolean partial)
{
  for (guint i = 0; i < n; i++)
    {
      MiradorRow row;

      key.period = mirador_period_shift (first, (int)i);
      row = frame_row (&key, values[i]);
      if (partial && i == n - 1)
        row.flags |= MIRADOR_FLAG_PARTIAL;
      mirador_frame_builder_add (builder, &row);
    }
}

static inline MiradorChart *
frame_chart (const char *kind, MiradorRange range, guint n, MiradorFrame **frames)
{
  g_autoptr (MiradorQuery) query = mirador_query_new ();
  g_autoptr (GPtrArray) answers
    = g_ptr_array_new_with_free_func ((GDestroyNotify)mirador_frame_unref);

  query->range = range;
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (answers, frames[i]);
  return mirador_chart_new (mirador_chart_kind_get (kind, NULL), query, answers, 5);
}

/** frame_regions_by_month: screenings of the first @n_places regions, @n months from @first each,
 * place by place in @values; NaN is a gap; the last month is partial if @partial. */
static inline MiradorFrame *
frame_regions_by_month (guint n_places,
                        MiradorPeriod first,
                        guint n,
                        const double *values,
                        gboolean partial)
{
  MiradorFrameBuilder *builder = frame_begin (FRAME_DEMO);
  g_autoptr (GPtrArray) places
    = mirador_place_list (mirador_place_by_code ("PE"), MIRADOR_LEVEL_REGION);

  for (guint i = 0; i < MIN (n_places, places->len); i++)
    {
      FrameKey key = { "tb",
                       MIRADOR_STAGE_NONE,
                       "screenings",
                       ((const MiradorPlace *)places->pdata[i])->code,
                       MIRADOR_PERIOD_NONE,
                       FRAME_DEMO };

      frame_add_months (builder, key, first, n, values + i * n, partial);
    }
  return mirador_frame_builder_finish (builder);
}
