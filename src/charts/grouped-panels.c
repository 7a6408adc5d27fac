/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/grouped-panels.h"

#include "analysis/explain.h"

#define MOST_COLUMNS 4
/* In letters. */
#define LEAST_SCALE 3.0
/* Of a panel. */
#define TITLE_LINES 1.0
/* How much higher than their letters lines may be; a program alone has the picture to itself. */
#define MOST_LINE 1.75
#define MOST_LINE_ALONE 3.2

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

static const MiradorGroup *
group_at (const MiradorGrouped *grouped, guint i)
{
  return &g_array_index (grouped->groups, MiradorGroup, i);
}

static guint
count_rows (const MiradorGrouped *grouped, const MiradorGroup *group)
{
  guint n = 0;

  for (guint stage = 0; stage < MIRADOR_N_STAGES; stage++)
    n += grouped->shown[stage] && group->rows[stage] >= 0 ? 1 : 0;
  return n;
}

guint
mirador_grouped_count_rows (const MiradorGrouped *grouped, guint from)
{
  guint most = 0;

  for (guint i = from; i < MIN (from + grouped->columns, grouped->n_groups); i++)
    most = MAX (most, count_rows (grouped, group_at (grouped, i)));
  return most;
}

static void
measure_group (MiradorGrouped *grouped, const MiradorGroup *group, MiradorTextSize size)
{
  for (guint stage = 0; stage < MIRADOR_N_STAGES; stage++)
    {
      const MiradorRow *row = group->rows[stage] >= 0
                                ? mirador_frame_get_row (grouped->frame, (guint)group->rows[stage])
                                : NULL;
      g_autofree char *value = row != NULL ? mirador_explain_value (row) : NULL;

      if (row == NULL || !grouped->shown[stage])
        continue;
      grouped->label_width = MAX (
        grouped->label_width,
        mirador_canvas_text_width (grouped->canvas, mirador_row_what (row, TRUE), size, FALSE));
      grouped->value_width = MAX (grouped->value_width,
                                  mirador_canvas_text_width (grouped->canvas, value, size, TRUE));
    }
}

/* The widest name and the widest figure. */
static void
measure_texts (MiradorGrouped *grouped, MiradorTextSize size)
{
  grouped->label_width = grouped->value_width = 0;
  for (guint i = 0; i < grouped->n_groups; i++)
    measure_group (grouped, group_at (grouped, i), size);
}

/* A name that was cut says nothing: whole names, and a scale on which dots lie apart, where @whole;
 * else names may be cut. */
static gboolean
is_wide_enough (MiradorGrouped *grouped, double width, double px, gboolean whole)
{
  double most = width * 0.5;

  if (width < 13 * px)
    return FALSE;
  if (whole)
    return width >= grouped->label_width + grouped->value_width + (1.7 + LEAST_SCALE) * px;
  grouped->label_width = MIN (grouped->label_width, most);
  return TRUE;
}

/* Whether @columns of panels with the stages chosen fit; sets the measures if so. */
static gboolean
try_columns (MiradorGrouped *grouped, guint columns, MiradorTextSize size, gboolean whole)
{
  double px = grouped->style->px[size];
  double line = mirador_canvas_line_height (grouped->canvas, size) * 0.94;
  double gutter = 2.2 * px;
  double width = (grouped->plot.width - (columns - 1) * gutter) / columns;
  double extra = ticks_height (grouped) + (grouped->n_shown < grouped->n_there ? line : 0);
  double lines = 0;
  guint n_lines = 0;

  grouped->columns = columns;
  for (guint i = 0; i < grouped->n_groups; i += columns, n_lines++)
    lines += TITLE_LINES + mirador_grouped_count_rows (grouped, i);
  lines += (n_lines - 1) * MIRADOR_GROUPED_GAP;
  if (line * lines > grouped->plot.height - extra)
    return FALSE;
  measure_texts (grouped, size);
  if (!is_wide_enough (grouped, width, px, whole))
    return FALSE;
  grouped->size = size;
  grouped->gutter = gutter;
  grouped->panel_width = width;
  grouped->line = MIN ((grouped->plot.height - extra) / lines,
                       line * (grouped->n_groups > 1 ? MOST_LINE : MOST_LINE_ALONE));
  return TRUE;
}

static gboolean
try_all_columns (MiradorGrouped *grouped, gboolean whole)
{
  static const MiradorTextSize sizes[] = { MIRADOR_TEXT_NORMAL, MIRADOR_TEXT_SMALL };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint columns = 1; columns <= MIN (grouped->n_groups, MOST_COLUMNS); columns++)
      if (try_columns (grouped, columns, sizes[i], whole))
        return TRUE;
  return FALSE;
}

static gboolean
arrange (MiradorGrouped *grouped, guint least, gboolean whole)
{
  for (grouped->n_groups = grouped->groups->len; grouped->n_groups >= least; grouped->n_groups--)
    for (guint most = G_N_ELEMENTS (by_weight); most >= (grouped->n_groups > 1 ? 2 : 1); most--)
      {
        show_stages (grouped, most);
        if (try_all_columns (grouped, whole))
          return TRUE;
      }
  return FALSE;
}

/* Several programs with whole names; else with names that are cut; else one program. */
gboolean
mirador_grouped_arrange (MiradorGrouped *grouped)
{
  return arrange (grouped, MIN (grouped->groups->len, 2), TRUE) || arrange (grouped, 1, TRUE)
         || arrange (grouped, 1, FALSE);
}
