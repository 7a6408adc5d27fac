/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/grouped-panels.h"

#define MOST_COLUMNS 4

/* Which stages give way last where not all fit. */
static const MiradorStage by_weight[] = {
  MIRADOR_STAGE_SCREENED,    MIRADOR_STAGE_DIAGNOSED, MIRADOR_STAGE_REFERRED,
  MIRADOR_STAGE_ACCOMPANIED, MIRADOR_STAGE_STARTED,   MIRADOR_STAGE_ATTENDED,
  MIRADOR_STAGE_ADHERENT,    MIRADOR_STAGE_IMPROVED,
};

static MiradorGroup *
group_of (GArray *groups, const MiradorProgram *program)
{
  MiradorGroup group = { program, { 0 } };

  for (guint i = 0; i < groups->len; i++)
    if (g_array_index (groups, MiradorGroup, i).program == program)
      return &g_array_index (groups, MiradorGroup, i);
  for (guint stage = 0; stage < MIRADOR_N_STAGES; stage++)
    group.rows[stage] = -1;
  g_array_append_val (groups, group);
  return &g_array_index (groups, MiradorGroup, groups->len - 1);
}

static int
compare_groups (gconstpointer a, gconstpointer b)
{
  const MiradorProgram *one = ((const MiradorGroup *)a)->program;
  const MiradorProgram *two = ((const MiradorGroup *)b)->program;

  return (one != NULL ? one->order : G_MAXINT) < (two != NULL ? two->order : G_MAXINT) ? -1 : 1;
}

static gboolean
group_has_values (const MiradorFrame *frame, const MiradorGroup *group)
{
  for (guint stage = 0; stage < MIRADOR_N_STAGES; stage++)
    if (group->rows[stage] >= 0
        && mirador_row_has_value (mirador_frame_get_row (frame, group->rows[stage])))
      return TRUE;
  return FALSE;
}

/* A stage that a program does not have is no gap of it, and a program without figures no panel. */
GArray *
mirador_grouped_gather (const MiradorFrame *frame)
{
  GArray *groups = g_array_new (FALSE, FALSE, sizeof (MiradorGroup));

  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (frame, i);

      if (row->gap != MIRADOR_GAP_NO_CASCADE && row->stage > MIRADOR_STAGE_NONE
          && row->stage < MIRADOR_N_STAGES)
        group_of (groups, row->program)->rows[row->stage] = (int)i;
    }
  for (guint i = groups->len; i > 0; i--)
    if (!group_has_values (frame, &g_array_index (groups, MiradorGroup, i - 1)))
      g_array_remove_index (groups, i - 1);
  g_array_sort (groups, compare_groups);
  return groups;
}

static gboolean
stage_is_there (const MiradorGrouped *grouped, guint stage)
{
  for (guint i = 0; i < grouped->groups->len; i++)
    if (g_array_index (grouped->groups, MiradorGroup, i).rows[stage] >= 0)
      return TRUE;
  return FALSE;
}

static void
show_stages (MiradorGrouped *grouped, guint most)
{
  grouped->n_shown = grouped->n_there = 0;
  for (guint i = 0; i < G_N_ELEMENTS (by_weight); i++)
    {
      gboolean there = stage_is_there (grouped, by_weight[i]);

      grouped->n_there += there ? 1 : 0;
      grouped->shown[by_weight[i]] = there && grouped->n_shown < most;
      grouped->n_shown += grouped->shown[by_weight[i]] ? 1 : 0;
    }
}

static double
ticks_height (const MiradorGrouped *grouped)
{
  return 1.4 * mirador_canvas_line_height (grouped->canvas, MIRADOR_TEXT_SMALL);
}

/* Whether @columns of panels with the stages chosen fit; sets the measures if so. */
static gboolean
try_columns (MiradorGrouped *grouped, guint columns, MiradorTextSize size)
{
  guint rows = (grouped->n_groups + columns - 1) / columns;
  double px = grouped->style->px[size];
  double line = mirador_canvas_line_height (grouped->canvas, size) * 0.98;
  double gutter = 2.2 * px;
  double width = (grouped->plot.width - (columns - 1) * gutter) / columns;
  double extra = ticks_height (grouped) + (grouped->n_shown < grouped->n_there ? line : 0);
  double height = (grouped->plot.height - extra) / rows;
  double needed = line * (1 + grouped->n_shown) + 0.5 * line;

  if (width < 13 * px || height < needed)
    return FALSE;
  grouped->columns = columns;
  grouped->size = size;
  grouped->gutter = gutter;
  grouped->panel_width = width;
  grouped->line = MIN (line * MIN (height / needed, 1.45), 2 * line);
  grouped->panel_height = MIN (height, grouped->line * (2.1 + grouped->n_shown));
  return TRUE;
}

static gboolean
try_all_columns (MiradorGrouped *grouped)
{
  static const MiradorTextSize sizes[] = { MIRADOR_TEXT_NORMAL, MIRADOR_TEXT_SMALL };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint columns = 1; columns <= MIN (grouped->n_groups, MOST_COLUMNS); columns++)
      if (try_columns (grouped, columns, sizes[i]))
        return TRUE;
  return FALSE;
}

gboolean
mirador_grouped_arrange (MiradorGrouped *grouped)
{
  for (grouped->n_groups = grouped->groups->len; grouped->n_groups > 0; grouped->n_groups--)
    for (guint most = G_N_ELEMENTS (by_weight); most >= (grouped->n_groups > 1 ? 2 : 1); most--)
      {
        show_stages (grouped, most);
        if (try_all_columns (grouped))
          return TRUE;
      }
  return FALSE;
}
