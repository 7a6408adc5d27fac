/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>

#include "model/frame.h"
#include "model/language.h"

/* Rows for the tests of what is made of frames. */

#define MINSA "minsa-mental-health"
#define SES "ses-annual-report-2025"

static inline MiradorRow
row_new (const char *measure,
         const char *program,
         const char *place,
         const char *period,
         double value)
{
  MiradorRow row;

  mirador_row_init (&row);
  row.measure = mirador_catalogue_measure (measure);
  row.program = mirador_catalogue_program (program);
  g_assert_nonnull (row.measure);
  g_assert_nonnull (row.program);
  row.stage = row.measure->stage;
  if (place != NULL)
    {
      row.place = mirador_place_by_code (place);
      g_assert_nonnull (row.place);
    }
  if (period != NULL)
    {
      g_assert_true (mirador_range_parse (period, 7, &row.range, NULL));
      row.period = mirador_range_to_period (row.range, 7);
    }
  row.value = value;
  row.n_parts = 1;
  row.feed = g_intern_static_string (MINSA);
  return row;
}

static inline MiradorRow
row_gap (const char *measure,
         const char *program,
         const char *place,
         MiradorGap gap,
         const char *detail)
{
  MiradorRow row = row_new (measure, program, place, "2017-01..2017-09", NAN);

  row.gap = gap;
  row.gap_detail = g_intern_string (detail);
  row.n_parts = 0;
  return row;
}

/* MINSA's mental-health tables: complete until August 2017, people may be counted again. */
static inline MiradorProfile *
profile_new_minsa (void)
{
  MiradorProfile *profile = mirador_profile_new (MINSA);
  const char *const measures[] = { "screenings", "positive_screenings", "people_attended" };

  profile->title.es = g_strdup ("Salud mental, MINSA");
  profile->title.en = g_strdup ("Mental health, MINSA");
  profile->source.es = g_strdup ("MINSA, Plataforma Nacional de Datos Abiertos");
  profile->source.en = g_strdup ("MINSA, National Open Data Platform");
  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    {
      MiradorTerms *terms = mirador_terms_new (measures[i], NULL);

      terms->complete_until = mirador_period_new_month (2017, 8);
      terms->adds = MIRADOR_ADDS_TIME | MIRADOR_ADDS_PLACE | MIRADOR_ADDS_BREAKDOWN;
      terms->repeats = i == 2;
      if (terms->repeats)
        {
          terms->note.es
            = g_strdup ("atendidos por mes y diagnóstico; una persona puede repetirse");
          terms->note.en
            = g_strdup ("attended by month and diagnosis; a person may be counted again");
        }
      g_ptr_array_add (profile->terms, terms);
    }
  return profile;
}

static inline MiradorFrame *
frame_new (const MiradorRow *rows, guint n)
{
  MiradorFrameBuilder *builder = mirador_frame_builder_new ();
  g_autoptr (MiradorProfile) profile = profile_new_minsa ();

  for (guint i = 0; i < n; i++)
    mirador_frame_builder_add (builder, &rows[i]);
  mirador_frame_builder_add_profile (builder, profile);
  return mirador_frame_builder_finish (builder);
}
