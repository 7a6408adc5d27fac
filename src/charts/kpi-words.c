/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/kpi-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include "analysis/explain.h"
#include "analysis/headline.h"

const MiradorRow *
mirador_kpi_first_row (const MiradorChart *chart, guint frame)
{
  MiradorFrame *rows = mirador_chart_get_frame (chart, frame);

  /* Of everything there is, there is no year before. */
  if (frame == MIRADOR_KPI_BEFORE && mirador_range_is_all (chart->query->range))
    return NULL;
  return rows != NULL && mirador_frame_get_n_rows (rows) > 0 ? mirador_frame_get_row (rows, 0)
                                                             : NULL;
}

char *
mirador_kpi_change_text (const MiradorChart *chart)
{
  const MiradorRow *now = mirador_kpi_first_row (chart, MIRADOR_KPI_NOW);

  if (now == NULL || !mirador_row_has_value (now) || mirador_range_is_all (chart->query->range))
    return NULL;
  return mirador_headline_kpi (now, mirador_kpi_first_row (chart, MIRADOR_KPI_BEFORE));
}

char *
mirador_kpi_target_text (const MiradorChart *chart, gboolean brief)
{
  g_autoptr (GArray) targeted = mirador_chart_match_targets (chart, MIRADOR_KPI_TARGETS);
  MiradorTargeted *one = targeted->len > 0 ? &g_array_index (targeted, MiradorTargeted, 0) : NULL;

  if (one == NULL)
    return NULL;
  one->open = one->open && !brief;
  return mirador_target_to_text (one);
}

/* (transfer full): the change, then the target, of which there may be none. */
static char *
say_standing (const MiradorChart *chart)
{
  g_autofree char *change = mirador_kpi_change_text (chart);
  g_autofree char *target = mirador_kpi_target_text (chart, FALSE);

  if (change == NULL || target == NULL)
    return change != NULL ? g_steal_pointer (&change) : g_steal_pointer (&target);
  /* Translators: %1$s is a change, %2$s as "97% of the target of 75,000". */
  return g_strdup_printf (_ ("%1$s; %2$s"), change, target);
}

char *
mirador_kpi_headline (const MiradorChart *chart)
{
  const MiradorRow *now = mirador_kpi_first_row (chart, MIRADOR_KPI_NOW);
  g_autofree char *change = say_standing (chart);
  g_autofree char *value = now != NULL ? mirador_explain_value (now) : NULL;

  if (now == NULL)
    return g_strdup (_ ("Key figure"));
  if (change == NULL)
    /* Translators: %1$s is what is counted, %2$s its figure. */
    return g_strdup_printf (_ ("%1$s: %2$s"), mirador_row_what (now, FALSE), value);
  /* Translators: %1$s is what is counted, %2$s its figure, %3$s a change as "+12.4% against AF
   * 2024" or why there is none. */
  return g_strdup_printf (_ ("%1$s: %2$s; %3$s"), mirador_row_what (now, FALSE), value, change);
}

static char *
name_of (const MiradorChart *chart, const MiradorRow *row)
{
  return g_strdup (mirador_row_what (row, FALSE));
}

char *
mirador_kpi_describe (const MiradorChart *chart)
{
  return mirador_chart_describe_rows (chart, name_of, NULL);
}
