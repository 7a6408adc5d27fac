/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/chart-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include "analysis/explain.h"
#include "analysis/headline.h"
#include "charts/axis.h"
#include "model/format.h"

#define ALL_STAGES (((1u << MIRADOR_N_STAGES) - 1) & ~(1u << MIRADOR_STAGE_NONE))
/* Beyond it the smallest bars could not be seen on a common linear scale. */
#define WIDEST_LINEAR 100.0
#define MOST_COLUMNS 4

/* Which stages give way last where not all fit. */
static const MiradorStage by_weight[] = {
  MIRADOR_STAGE_SCREENED,    MIRADOR_STAGE_DIAGNOSED, MIRADOR_STAGE_REFERRED,
  MIRADOR_STAGE_ACCOMPANIED, MIRADOR_STAGE_STARTED,   MIRADOR_STAGE_ATTENDED,
  MIRADOR_STAGE_ADHERENT,    MIRADOR_STAGE_IMPROVED,
};

/** A panel: a program with a line for each of its stages. */
typedef struct
{
  const MiradorProgram *program;
  int rows[MIRADOR_N_STAGES]; /* -1 where the program has none */
} Group;

typedef struct
{
  const MiradorChart *chart;
  MiradorCanvas *canvas;
  const MiradorStyle *style;
  MiradorFrame *frame;
  GArray *marks;
  MiradorBox plot;
  GArray *groups;
  gboolean shown[MIRADOR_N_STAGES];
  guint n_shown, n_there; /* stages */
  guint n_groups;         /* shown */
  guint columns;
  MiradorTextSize size;
  double line, gutter, panel_width, panel_height, label_width, value_width;
  MiradorAxis axis;
} Grouped;

void
mirador_grouped_plan (const MiradorQuery *base, GPtrArray *queries)
{
  MiradorQuery *query = mirador_chart_base_query (base);

  mirador_chart_ask_stages (query, ALL_STAGES);
  query->by = MIRADOR_BY_PROGRAM;
  g_ptr_array_add (queries, query);
}

char *
mirador_grouped_headline (const MiradorChart *chart)
{
  return mirador_headline_grouped (mirador_chart_get_frame (chart, 0));
}

static Group *
group_of (GArray *groups, const MiradorProgram *program)
{
  Group group = { program, { 0 } };

  for (guint i = 0; i < groups->len; i++)
    if (g_array_index (groups, Group, i).program == program)
      return &g_array_index (groups, Group, i);
  for (guint stage = 0; stage < MIRADOR_N_STAGES; stage++)
    group.rows[stage] = -1;
  g_array_append_val (groups, group);
  return &g_array_index (groups, Group, groups->len - 1);
}

static int
compare_groups (gconstpointer a, gconstpointer b)
{
  const MiradorProgram *one = ((const Group *)a)->program;
  const MiradorProgram *two = ((const Group *)b)->program;

  return (one != NULL ? one->order : G_MAXINT) < (two != NULL ? two->order : G_MAXINT) ? -1 : 1;
}

static gboolean
group_has_values (const MiradorFrame *frame, const Group *group)
{
  for (guint stage = 0; stage < MIRADOR_N_STAGES; stage++)
    if (group->rows[stage] >= 0
        && mirador_row_has_value (mirador_frame_get_row (frame, group->rows[stage])))
      return TRUE;
  return FALSE;
}

/* A stage that a program does not have is no gap of it, and a program without figures no panel. */
static GArray *
gather_groups (const MiradorFrame *frame)
{
  GArray *groups = g_array_new (FALSE, FALSE, sizeof (Group));

  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (frame, i);

      if (row->gap != MIRADOR_GAP_NO_CASCADE && row->stage < MIRADOR_N_STAGES)
        group_of (groups, row->program)->rows[row->stage] = (int)i;
    }
  for (guint i = groups->len; i > 0; i--)
    if (!group_has_values (frame, &g_array_index (groups, Group, i - 1)))
      g_array_remove_index (groups, i - 1);
  g_array_sort (groups, compare_groups);
  return groups;
}

/* Whether the figures are more than a hundred times apart, zeros aside. */
static gboolean
spans (const MiradorFrame *frame, double *low, double *high)
{
  *low = G_MAXDOUBLE;
  *high = 0;
  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (frame, i);

      if (!mirador_row_has_value (row) || row->value <= 0)
        continue;
      *low = MIN (*low, row->value);
      *high = MAX (*high, row->value);
    }
  return *high > WIDEST_LINEAR * *low;
}

static gboolean
has_negatives (const MiradorFrame *frame)
{
  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (frame, i);

      if (mirador_row_has_value (row) && row->value < 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
stage_is_there (const Grouped *grouped, guint stage)
{
  for (guint i = 0; i < grouped->groups->len; i++)
    if (g_array_index (grouped->groups, Group, i).rows[stage] >= 0)
      return TRUE;
  return FALSE;
}

static void
show_stages (Grouped *grouped, guint most)
{
  grouped->n_shown = grouped->n_there = 0;
  grouped->shown[MIRADOR_STAGE_NONE] = stage_is_there (grouped, MIRADOR_STAGE_NONE);
  for (guint i = 0; i < G_N_ELEMENTS (by_weight); i++)
    {
      gboolean there = stage_is_there (grouped, by_weight[i]);

      grouped->n_there += there ? 1 : 0;
      grouped->shown[by_weight[i]] = there && grouped->n_shown < most;
      grouped->n_shown += grouped->shown[by_weight[i]] ? 1 : 0;
    }
}

static double
ticks_height (const Grouped *grouped)
{
  return 1.4 * mirador_canvas_line_height (grouped->canvas, MIRADOR_TEXT_SMALL);
}

/* Whether @columns of panels with the stages chosen fit; sets the measures if so. */
static gboolean
try_columns (Grouped *grouped, guint columns, MiradorTextSize size)
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
try_all_columns (Grouped *grouped)
{
  static const MiradorTextSize sizes[] = { MIRADOR_TEXT_NORMAL, MIRADOR_TEXT_SMALL };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint columns = 1; columns <= MIN (grouped->n_groups, MOST_COLUMNS); columns++)
      if (try_columns (grouped, columns, sizes[i]))
        return TRUE;
  return FALSE;
}

/* Everything at a readable size; else fewer stages; else fewer programs. */
static gboolean
arrange (Grouped *grouped)
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

static const MiradorRow *
row_of (const Grouped *grouped, const Group *group, guint stage)
{
  return group->rows[stage] >= 0 ? mirador_frame_get_row (grouped->frame, (guint)group->rows[stage])
                                 : NULL;
}

static void
measure_texts (Grouped *grouped)
{
  double most = grouped->panel_width * 0.5;

  for (guint i = 0; i < grouped->n_groups; i++)
    for (guint stage = 0; stage < MIRADOR_N_STAGES; stage++)
      {
        const MiradorRow *row = row_of (grouped, &g_array_index (grouped->groups, Group, i), stage);
        g_autofree char *value = row != NULL ? mirador_explain_value (row) : NULL;

        if (row == NULL || !grouped->shown[stage])
          continue;
        grouped->label_width
          = MAX (grouped->label_width,
                 mirador_canvas_text_width (grouped->canvas, mirador_row_what (row, TRUE),
                                            grouped->size, FALSE));
        grouped->value_width
          = MAX (grouped->value_width,
                 mirador_canvas_text_width (grouped->canvas, value, grouped->size, TRUE));
      }
  grouped->label_width = MIN (grouped->label_width, most);
}

static void
set_axis (Grouped *grouped)
{
  double low, high;
  gboolean wide = spans (grouped->frame, &low, &high);

  if (wide && !has_negatives (grouped->frame))
    {
      mirador_axis_init_log (&grouped->axis, low, high);
      grouped->axis.high = high;
    }
  else
    {
      double least = 0;

      for (guint i = 0; i < mirador_frame_get_n_rows (grouped->frame); i++)
        {
          const MiradorRow *row = mirador_frame_get_row (grouped->frame, i);

          if (mirador_row_has_value (row))
            least = MIN (least, row->value);
        }
      mirador_axis_init_linear (&grouped->axis, least, high, 5, TRUE);
      /* Bars need no round end: their figures stand beside them. */
      grouped->axis.high = high > 0 ? high : grouped->axis.high;
    }
}

static double
axis_left (const Grouped *grouped, MiradorBox panel)
{
  return round (panel.x + grouped->label_width + 0.7 * grouped->style->px[grouped->size]);
}

static double
axis_width (const Grouped *grouped, MiradorBox panel)
{
  double px = grouped->style->px[grouped->size];

  return MAX (panel.x + panel.width - axis_left (grouped, panel) - grouped->value_width - px, 4);
}

static double
draw_dot (Grouped *grouped, const MiradorRow *row, double left, double x, double middle)
{
  double radius = grouped->style->px[grouped->size] * 0.33;
  MiradorColour colour = mirador_row_stage_colour (grouped->style, row->stage);
  gboolean hollow
    = row->value <= 0
      || ((row->flags & MIRADOR_FLAG_PARTIAL) && mirador_rows_are_mixed (grouped->frame));
  MiradorColour edge = mirador_style_outline_of (grouped->style, colour);

  mirador_canvas_line (grouped->canvas, left, middle, MAX (x, left), middle, grouped->style->grid,
                       2 * grouped->style->scale, FALSE);
  mirador_canvas_dot (grouped->canvas, x, middle, radius, edge, hollow);
  if (!hollow)
    mirador_canvas_dot (grouped->canvas, x, middle, radius - grouped->style->scale, colour, FALSE);
  return x + radius;
}

static double
draw_bar (Grouped *grouped, const MiradorRow *row, double left, double width, double middle)
{
  double zero = mirador_axis_get_fraction (&grouped->axis, 0);
  double end = mirador_axis_get_fraction (&grouped->axis, row->value);
  double height = MAX (grouped->line * 0.62, 1);
  MiradorBox bar
    = { left + MIN (zero, end) * width, middle - height / 2, fabs (end - zero) * width, height };

  mirador_chart_draw_bar (
    grouped->canvas, bar, mirador_row_stage_colour (grouped->style, row->stage),
    (row->flags & MIRADOR_FLAG_PARTIAL) && mirador_rows_are_mixed (grouped->frame));
  return MAX (bar.x + bar.width, left + zero * width);
}

static void
draw_row (Grouped *grouped, const Group *group, guint stage, MiradorBox panel, double middle)
{
  const MiradorRow *row = row_of (grouped, group, stage);
  double px = grouped->style->px[grouped->size];
  double left = axis_left (grouped, panel);
  double width = axis_width (grouped, panel);
  g_autofree char *value = mirador_explain_value (row);
  double end = left;
  MiradorBox box;

  mirador_canvas_text (grouped->canvas, panel.x, middle, mirador_row_what (row, TRUE),
                       grouped->size, FALSE, grouped->style->text, MIRADOR_ALIGN_START,
                       MAX (grouped->label_width, 1));
  if (mirador_row_has_value (row) && grouped->axis.logarithmic)
    end = draw_dot (grouped, row, left,
                    left + mirador_axis_get_fraction (&grouped->axis, row->value) * width, middle);
  else if (mirador_row_has_value (row))
    end = draw_bar (grouped, row, left, width, middle);
  box = mirador_canvas_text (
    grouped->canvas, end + 0.45 * px, middle, value, grouped->size, mirador_row_has_value (row),
    mirador_row_has_value (row) ? grouped->style->text : grouped->style->muted, MIRADOR_ALIGN_START,
    0);
  mirador_chart_add_mark (grouped->marks, grouped->canvas,
                          (MiradorBox){ panel.x, middle - grouped->line / 2,
                                        MAX (box.x + box.width - panel.x, 1), grouped->line },
                          0, (guint)group->rows[stage]);
}

static const char *
panel_title (Grouped *grouped, const Group *group, double width)
{
  const char *name = group->program != NULL ? mirador_program_get_name (group->program) : "";

  if (group->program != NULL
      && mirador_canvas_text_width (grouped->canvas, name, grouped->size, TRUE) > width)
    return mirador_program_get_short_name (group->program);
  return name;
}

static void
draw_panel (Grouped *grouped, const Group *group, MiradorBox panel)
{
  double middle = panel.y + grouped->line / 2;

  mirador_canvas_text (grouped->canvas, panel.x, middle, panel_title (grouped, group, panel.width),
                       grouped->size, TRUE, grouped->style->text, MIRADOR_ALIGN_START, panel.width);
  for (guint stage = 0; stage < MIRADOR_N_STAGES; stage++)
    if (grouped->shown[stage] && group->rows[stage] >= 0)
      {
        middle += grouped->line;
        draw_row (grouped, group, stage, panel, middle);
      }
}

/* The decades below the last panel of a column say that the scale is logarithmic. */
static void
draw_decades (Grouped *grouped, MiradorBox panel, double y)
{
  double left = axis_left (grouped, panel);
  double width = axis_width (grouped, panel);
  double free_from = 0;

  for (guint i = 0; i < grouped->axis.n_ticks; i++)
    {
      double tick = mirador_axis_get_tick (&grouped->axis, i);
      double x = left + mirador_axis_get_fraction (&grouped->axis, tick) * width;
      g_autofree char *text = mirador_format_short (tick);
      double half
        = mirador_canvas_text_width (grouped->canvas, text, MIRADOR_TEXT_SMALL, FALSE) / 2;

      if (tick > grouped->axis.high || x - half < free_from
          || x + half > panel.x + panel.width + grouped->gutter / 2)
        continue;
      mirador_canvas_text (grouped->canvas, x, y, text, MIRADOR_TEXT_SMALL, FALSE,
                           grouped->style->muted, MIRADOR_ALIGN_CENTRE, 0);
      free_from = x + half + 0.5 * grouped->style->px[MIRADOR_TEXT_SMALL];
    }
}

static void
say_what_is_missing (Grouped *grouped, double y)
{
  guint stages = grouped->n_there - grouped->n_shown;
  guint programs = grouped->groups->len - grouped->n_groups;
  g_autofree char *text = NULL;

  if (programs > 0 && stages > 0)
    text = g_strdup (_ ("Some programs and stages are not shown: too little room."));
  else if (programs > 0)
    /* Translators: %u is a number of programs. */
    text = g_strdup_printf (
      ngettext ("%u more program not shown", "%u more programs not shown", programs), programs);
  else if (stages > 0)
    /* Translators: %u is a number of stages. */
    text = g_strdup_printf (
      ngettext ("%u more stage not shown", "%u more stages not shown", stages), stages);
  else
    return;
  mirador_canvas_text (grouped->canvas, grouped->plot.x, y, text, MIRADOR_TEXT_SMALL, FALSE,
                       grouped->style->muted, MIRADOR_ALIGN_START, grouped->plot.width);
}

static void
draw_panels (Grouped *grouped)
{
  double bottom = 0;

  for (guint i = 0; i < grouped->n_groups; i++)
    {
      const Group *group = &g_array_index (grouped->groups, Group, i);
      MiradorBox panel = {
        grouped->plot.x + (i % grouped->columns) * (grouped->panel_width + grouped->gutter),
        grouped->plot.y + (i / grouped->columns) * grouped->panel_height,
        grouped->panel_width,
        grouped->panel_height,
      };
      double low = panel.y + grouped->line * (1 + grouped->n_shown);

      draw_panel (grouped, group, panel);
      if (grouped->axis.logarithmic && i + grouped->columns >= grouped->n_groups)
        draw_decades (grouped, panel,
                      low + mirador_canvas_line_height (grouped->canvas, MIRADOR_TEXT_SMALL) * 0.5);
      bottom = MAX (bottom, low);
    }
  say_what_is_missing (
    grouped, bottom + mirador_canvas_line_height (grouped->canvas, MIRADOR_TEXT_SMALL) * 1.6);
}

void
mirador_grouped_draw (const MiradorChart *chart,
                      MiradorCanvas *canvas,
                      MiradorBox plot,
                      GArray *marks)
{
  MiradorFrame *frame = mirador_chart_get_frame (chart, 0);
  g_autoptr (GArray) groups = gather_groups (frame);
  Grouped grouped
    = { chart, canvas, mirador_canvas_get_style (canvas), frame, marks, plot, groups };

  if (groups->len == 0 || !arrange (&grouped))
    return;
  measure_texts (&grouped);
  set_axis (&grouped);
  draw_panels (&grouped);
}

static char *
name_of (const MiradorChart *chart, const MiradorRow *row)
{
  if (row->program == NULL)
    return g_strdup (mirador_row_what (row, FALSE));
  return g_strdup_printf ("%s, %s", mirador_program_get_name (row->program),
                          mirador_row_what (row, FALSE));
}

char *
mirador_grouped_describe (const MiradorChart *chart)
{
  return mirador_chart_describe_rows (chart, name_of, NULL);
}

char **
mirador_grouped_notes (const MiradorChart *chart)
{
  MiradorFrame *frame = mirador_chart_get_frame (chart, 0);
  GPtrArray *notes = g_ptr_array_new ();
  double low, high;

  if (spans (frame, &low, &high) && !has_negatives (frame))
    g_ptr_array_add (notes, g_strdup (_ ("Logarithmic scale: each step to the right is ten times "
                                         "as much.")));
  g_ptr_array_add (notes, g_strdup (_ ("Programs are not added up: a person may be in two.")));
  g_ptr_array_add (notes, NULL);
  return (char **)g_ptr_array_free (notes, FALSE);
}
