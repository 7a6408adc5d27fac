/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>
#include "analysis/explain.h"
#include "analysis/headline.h"
#include "charts/grouped-panels.h"
#include "model/format.h"

#define ALL_STAGES (((1u << MIRADOR_N_STAGES) - 1) & ~(1u << MIRADOR_STAGE_NONE))
/* Beyond it the smallest bars could not be seen on a common linear scale. */
#define WIDEST_LINEAR 100.0

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

char *
mirador_grouped_fit (const MiradorChart *chart)
{
  MiradorFrame *frame = mirador_chart_get_frame (chart, 0);
  g_autoptr (GArray) groups = mirador_grouped_gather (frame);

  if (groups->len > 0 || !mirador_frame_has_values (frame))
    return NULL;
  return g_strdup (_ ("These figures have no stages of care. Choose a program that has a care "
                      "cascade."));
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

static const MiradorRow *
row_of (const MiradorGrouped *grouped, const MiradorGroup *group, guint stage)
{
  return group->rows[stage] >= 0 ? mirador_frame_get_row (grouped->frame, (guint)group->rows[stage])
                                 : NULL;
}

static void
set_axis (MiradorGrouped *grouped)
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
axis_left (const MiradorGrouped *grouped, MiradorBox panel)
{
  return round (panel.x + grouped->label_width + 0.7 * grouped->style->px[grouped->size]);
}

static double
axis_width (const MiradorGrouped *grouped, MiradorBox panel)
{
  double px = grouped->style->px[grouped->size];

  return MAX (panel.x + panel.width - axis_left (grouped, panel) - grouped->value_width - px, 4);
}

static double
draw_dot (MiradorGrouped *grouped, const MiradorRow *row, double left, double x, double middle)
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
  if (!hollow && mirador_colour_contrast (edge, colour) > 1.01)
    mirador_canvas_dot (grouped->canvas, x, middle, radius - grouped->style->scale, colour, FALSE);
  return x + radius;
}

static double
draw_bar (MiradorGrouped *grouped, const MiradorRow *row, double left, double width, double middle)
{
  double zero = mirador_axis_get_fraction (&grouped->axis, 0);
  double end = mirador_axis_get_fraction (&grouped->axis, row->value);
  double height = MAX (grouped->line * 0.62, 1);
  MiradorBox bar
    = { left + MIN (zero, end) * width, middle - height / 2, fabs (end - zero) * width, height };

  mirador_chart_draw_pattern_bar (
    grouped->canvas, bar, mirador_row_stage_colour (grouped->style, row->stage),
    mirador_style_pattern (grouped->style, row->stage - MIRADOR_STAGE_SCREENED),
    (row->flags & MIRADOR_FLAG_PARTIAL) && mirador_rows_are_mixed (grouped->frame));
  return MAX (bar.x + bar.width, left + zero * width);
}

static void
draw_row (MiradorGrouped *grouped,
          const MiradorGroup *group,
          guint stage,
          MiradorBox panel,
          double middle)
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
panel_title (MiradorGrouped *grouped, const MiradorGroup *group, double width)
{
  const char *name = group->program != NULL ? mirador_program_get_name (group->program) : "";

  if (group->program != NULL
      && mirador_canvas_text_width (grouped->canvas, name, grouped->size, TRUE) > width)
    return mirador_program_get_short_name (group->program);
  return name;
}

static void
draw_panel (MiradorGrouped *grouped, const MiradorGroup *group, MiradorBox panel)
{
  /* However far apart the lines are, a title stays with them. */
  double title
    = MIN (grouped->line, 1.75 * mirador_canvas_line_height (grouped->canvas, grouped->size));
  double middle = panel.y + title - grouped->line / 2;

  mirador_canvas_text (grouped->canvas, panel.x, panel.y + title / 2,
                       panel_title (grouped, group, panel.width), grouped->size, TRUE,
                       grouped->style->text, MIRADOR_ALIGN_START, panel.width);
  for (guint stage = 0; stage < MIRADOR_N_STAGES; stage++)
    if (grouped->shown[stage] && group->rows[stage] >= 0)
      {
        middle += grouped->line;
        draw_row (grouped, group, stage, panel, middle);
      }
}

/* Every how many decades a name stands, so that the first and the last both have theirs where they
 * fit at all. */
static guint
choose_decades (const MiradorGrouped *grouped, guint n, double width)
{
  double widest = 0;
  double spacing = width / MAX (n - 1, 1);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = mirador_format_short (mirador_axis_get_tick (&grouped->axis, i));

      widest = MAX (widest,
                    mirador_canvas_text_width (grouped->canvas, text, MIRADOR_TEXT_SMALL, FALSE));
    }
  widest += 0.4 * grouped->style->px[MIRADOR_TEXT_SMALL];
  for (guint every = 1; every + 1 < n; every++)
    if ((n - 1) % every == 0 && every * spacing >= widest)
      return every;
  return MAX (n - 1, 1);
}

/* The decades below the last panel of a column say that the scale is logarithmic. */
static void
draw_decades (MiradorGrouped *grouped, MiradorBox panel, double y)
{
  double left = axis_left (grouped, panel);
  double width = axis_width (grouped, panel);
  double free_from = 0;
  guint n = 0;
  guint every;

  while (n < grouped->axis.n_ticks
         && mirador_axis_get_tick (&grouped->axis, n) <= grouped->axis.high * (1 + 1e-9))
    n++;
  every = choose_decades (grouped, n, width);
  for (guint i = 0; i < n; i += every)
    {
      double tick = mirador_axis_get_tick (&grouped->axis, i);
      double x = left + mirador_axis_get_fraction (&grouped->axis, tick) * width;
      g_autofree char *text = mirador_format_short (tick);
      double half
        = mirador_canvas_text_width (grouped->canvas, text, MIRADOR_TEXT_SMALL, FALSE) / 2;

      if (x - half < free_from || x + half > panel.x + panel.width + grouped->gutter / 2)
        continue;
      mirador_canvas_text (grouped->canvas, x, y, text, MIRADOR_TEXT_SMALL, FALSE,
                           grouped->style->muted, MIRADOR_ALIGN_CENTRE, 0);
      free_from = x + half + 0.4 * grouped->style->px[MIRADOR_TEXT_SMALL];
    }
}

static void
say_what_is_missing (MiradorGrouped *grouped, double y)
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
draw_panels (MiradorGrouped *grouped)
{
  double small = mirador_canvas_line_height (grouped->canvas, MIRADOR_TEXT_SMALL);
  double top = grouped->plot.y;
  double bottom = top;

  for (guint i = 0; i < grouped->n_groups; i++)
    {
      guint column = i % grouped->columns;
      double height = grouped->line * (1 + mirador_grouped_count_rows (grouped, i - column));
      MiradorBox panel = { grouped->plot.x + column * (grouped->panel_width + grouped->gutter), top,
                           grouped->panel_width, height };

      draw_panel (grouped, &g_array_index (grouped->groups, MiradorGroup, i), panel);
      if (grouped->axis.logarithmic && i + grouped->columns >= grouped->n_groups)
        draw_decades (grouped, panel, top + height + small * 0.5);
      bottom = MAX (bottom, top + height);
      if (column + 1 == grouped->columns)
        top += height + MIRADOR_GROUPED_GAP * grouped->line;
    }
  say_what_is_missing (grouped, bottom + small * 1.6);
}

void
mirador_grouped_draw (const MiradorChart *chart,
                      MiradorCanvas *canvas,
                      MiradorBox plot,
                      GArray *marks)
{
  MiradorFrame *frame = mirador_chart_get_frame (chart, 0);
  g_autoptr (GArray) groups = mirador_grouped_gather (frame);
  MiradorGrouped grouped
    = { chart, canvas, mirador_canvas_get_style (canvas), frame, marks, plot, groups };

  if (!mirador_grouped_arrange (&grouped))
    {
      mirador_chart_draw_sentence (canvas, plot, _ ("There is too little room for this chart."));
      return;
    }
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
