/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart-picture.h"

/* Figures of regions and charts of them, for the tests of the map and of its headline. */

#define REGIONS 25

/* What the map shows of: a count, or a rate among inhabitants. */
G_GNUC_UNUSED static MiradorFrame *
make_regions_of (const double *values, guint n, gboolean rate)
{
  MiradorFrameBuilder *builder = frame_begin (FRAME_MINSA);
  g_autoptr (GPtrArray) places = mirador_place_list (NULL, MIRADOR_LEVEL_REGION);

  for (guint i = 0; i < n; i++)
    {
      const MiradorPlace *place = g_ptr_array_index (places, i);
      FrameKey key = { "same",
                       MIRADOR_STAGE_NONE,
                       "people_attended",
                       place->code,
                       mirador_period_new_year (2017),
                       FRAME_MINSA };
      MiradorRow row = frame_row (&key, values[i]);

      if (rate && isfinite (values[i]))
        {
          row.denominator = 100000;
          row.numerator = values[i];
          row.population_feed = g_intern_string ("population");
          row.population_year = 2017;
        }
      mirador_frame_builder_add (builder, &row);
    }
  return mirador_frame_builder_finish (builder);
}

G_GNUC_UNUSED static MiradorFrame *
make_rates (guint n)
{
  double values[REGIONS];

  for (guint i = 0; i < REGIONS; i++)
    values[i] = 100 + (i * 7 % REGIONS) * 20;
  return make_regions_of (values, n, TRUE);
}

G_GNUC_UNUSED static MiradorFrame *
make_counts (void)
{
  double values[REGIONS];

  for (guint i = 0; i < REGIONS; i++)
    values[i] = 20 + (i * 977 % 2711) * 13;
  return make_regions_of (values, REGIONS, FALSE);
}

G_GNUC_UNUSED static MiradorChart *
make_chart (const char *kind, MiradorFrame *regions, MiradorFrame *parts, const char *options)
{
  g_autoptr (MiradorQuery) query = mirador_query_new ();
  g_autoptr (GPtrArray) frames
    = g_ptr_array_new_with_free_func ((GDestroyNotify)mirador_frame_unref);

  g_ptr_array_add (frames, regions);
  if (parts != NULL)
    g_ptr_array_add (frames, parts);
  return mirador_chart_new_with_options (mirador_chart_kind_get (kind, NULL), query, frames, 5,
                                         options);
}
