/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/chart-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include "analysis/cascade.h"
#include "analysis/explain.h"
#include "analysis/headline.h"
#include "charts/cascade-layout.h"
#include "charts/cascade-words.h"
#include "model/format.h"

#define ALL_STAGES (((1u << MIRADOR_N_STAGES) - 1) & ~(1u << MIRADOR_STAGE_NONE))

void
mirador_cascade_plan (const MiradorQuery *base, GPtrArray *queries)
{
  MiradorQuery *query = mirador_chart_base_query (base);

  mirador_chart_ask_stages (query, ALL_STAGES);
  g_ptr_array_add (queries, query);
}

char *
mirador_cascade_fit (const MiradorChart *chart)
{
  g_autoptr (GArray) steps = mirador_cascade_steps (mirador_chart_get_frame (chart, 0));

  if (steps->len > 0 || mirador_frame_get_n_rows (mirador_chart_get_frame (chart, 0)) == 0)
    return NULL;
  return g_strdup (_ ("These figures have no stages of care. Choose a program that has a care "
                      "cascade."));
}

char *
mirador_cascade_headline (const MiradorChart *chart)
{
  MiradorFrame *frame = mirador_chart_get_frame (chart, 0);
  g_autoptr (GArray) steps = mirador_cascade_steps (frame);

  return mirador_headline_cascade (frame, steps);
}

static const char *
widest_that_fits (MiradorCascadeLayout *cascade,
                  GPtrArray *variants,
                  MiradorTextSize size,
                  double width)
{
  for (guint i = 0; i < variants->len; i++)
    if (mirador_chart_strong_width (cascade->canvas, variants->pdata[i], size) <= width)
      return variants->pdata[i];
  return variants->len > 0 ? variants->pdata[variants->len - 1] : NULL;
}

static void
draw_gap (MiradorCascadeLayout *cascade, guint i, double middle)
{
  const MiradorStyle *style = cascade->style;
  g_autofree char *reason = mirador_explain_gap (mirador_cascade_row_at (cascade, i));
  g_autofree char *text = g_strdup_printf ("— %s", reason);

  mirador_canvas_text (cascade->canvas, cascade->bar_x, middle, text, MIRADOR_TEXT_SMALL, FALSE,
                       style->muted, MIRADOR_ALIGN_START,
                       cascade->plot.x + cascade->plot.width - cascade->bar_x);
  mirador_chart_add_mark (cascade->marks, cascade->canvas,
                          (MiradorBox){ cascade->bar_x, middle - cascade->bar_height / 2,
                                        cascade->longest, cascade->bar_height },
                          0, mirador_cascade_step_at (cascade, i)->row);
}

static void
draw_value (MiradorCascadeLayout *cascade, guint i, MiradorBox bar)
{
  const MiradorRow *row = mirador_cascade_row_at (cascade, i);
  double px = cascade->style->px[MIRADOR_TEXT_NORMAL];
  g_autofree char *value = mirador_explain_value (row);
  MiradorBox text;

  mirador_chart_draw_bar (
    cascade->canvas, bar, mirador_row_stage_colour (cascade->style, row->stage),
    (row->flags & MIRADOR_FLAG_PARTIAL) && mirador_rows_are_mixed (cascade->frame));
  text = mirador_canvas_text (cascade->canvas, bar.x + bar.width + 0.8 * px, bar.y + bar.height / 2,
                              value, cascade->value_size, TRUE, cascade->style->text,
                              MIRADOR_ALIGN_START, 0);
  mirador_chart_add_mark (cascade->marks, cascade->canvas,
                          (MiradorBox){ bar.x, bar.y, text.x + text.width - bar.x, bar.height }, 0,
                          mirador_cascade_step_at (cascade, i)->row);
}

static void
draw_stage (MiradorCascadeLayout *cascade, guint i)
{
  const MiradorStep *step = mirador_cascade_step_at (cascade, i);
  const MiradorStyle *style = cascade->style;
  double top = round (cascade->plot.y + i * cascade->pitch);
  double middle = top + cascade->bar_height / 2;
  double px = style->px[MIRADOR_TEXT_NORMAL];
  gboolean there = mirador_row_has_value (mirador_cascade_row_at (cascade, i));
  double share = cascade->largest > 0 && there ? MAX (step->value, 0) / cascade->largest : 0;

  mirador_chart_draw_label (
    cascade->canvas, cascade->bar_x - px, middle, cascade->bar_x - px - cascade->plot.x,
    MIN (cascade->pitch, cascade->bar_height * 1.4),
    mirador_row_what (mirador_cascade_row_at (cascade, i), cascade->narrow), cascade->label_size,
    cascade->roomy, there ? style->text : style->muted);
  if (there)
    draw_value (cascade, i,
                (MiradorBox){ cascade->bar_x, top, cascade->longest * share, cascade->bar_height });
  else
    draw_gap (cascade, i, middle);
}

static void
draw_arrow (MiradorCascadeLayout *cascade, double x, double top, double bottom)
{
  MiradorColour colour = cascade->style->axis;
  double width = 1.6 * cascade->style->scale;
  double head = 5 * cascade->style->scale;

  mirador_canvas_line (cascade->canvas, x, top, x, bottom, colour, width, FALSE);
  mirador_canvas_line (cascade->canvas, x - head, bottom - 1.4 * head, x, bottom, colour, width,
                       FALSE);
  mirador_canvas_line (cascade->canvas, x + head, bottom - 1.4 * head, x, bottom, colour, width,
                       FALSE);
}

static MiradorColour
relation_colour (const MiradorCascadeLayout *cascade, guint i)
{
  gboolean stands_out = mirador_cascade_step_at (cascade, i)->larger || (int)i == cascade->worst;

  return stands_out ? cascade->style->alert : cascade->style->text;
}

static void
name_largest_loss (MiradorCascadeLayout *cascade, guint i, double x, double y, double right)
{
  const char *text = _ ("Largest drop");
  double px = cascade->style->px[MIRADOR_TEXT_NORMAL];
  double width = mirador_canvas_text_width (cascade->canvas, text, MIRADOR_TEXT_SMALL, TRUE);

  if ((int)i == cascade->worst && x + px + width <= right)
    mirador_canvas_text (cascade->canvas, x + px, y, text, MIRADOR_TEXT_SMALL, TRUE,
                         cascade->style->alert, MIRADOR_ALIGN_START, 0);
}

/* Between two bars: an arrow, and how the second stands to the first. */
static void
draw_relation (MiradorCascadeLayout *cascade, guint i)
{
  const MiradorStyle *style = cascade->style;
  g_autoptr (GPtrArray) variants = mirador_cascade_relation (mirador_cascade_step_at (cascade, i));
  double px = style->px[MIRADOR_TEXT_NORMAL];
  double bottom = cascade->plot.y + i * cascade->pitch;
  double inset = MIN (cascade->gap * 0.14, 0.5 * px);
  double middle = bottom - cascade->gap / 2;
  double x = cascade->bar_x + 6 * style->scale;
  double text_x = x + 1.05 * px;
  double right = cascade->plot.x + cascade->plot.width;
  const char *text = widest_that_fits (cascade, variants, MIRADOR_TEXT_NORMAL, right - text_x);
  MiradorBox box;

  if (text == NULL)
    return;
  draw_arrow (cascade, x, bottom - cascade->gap + inset, bottom - inset);
  box = mirador_chart_draw_strong (cascade->canvas, text_x, middle, text, MIRADOR_TEXT_NORMAL,
                                   relation_colour (cascade, i), style->muted, right - text_x);
  name_largest_loss (cascade, i, box.x + box.width, middle, right);
}

static void
draw_share_of_first (MiradorCascadeLayout *cascade, guint i)
{
  g_autofree char *text = mirador_cascade_share_of_first (cascade, i);
  double right = cascade->plot.x + cascade->plot.width;
  double middle = round (cascade->plot.y + i * cascade->pitch) + cascade->bar_height / 2;

  if (text != NULL && cascade->column_x < right)
    mirador_canvas_text (cascade->canvas, right, middle, text, MIRADOR_TEXT_SMALL, FALSE,
                         cascade->style->muted, MIRADOR_ALIGN_END, right - cascade->column_x + 1);
}

/* Where the figure of a bar ends. */
static double
value_end (MiradorCascadeLayout *cascade, guint i)
{
  double share = cascade->largest > 0
                   ? MAX (mirador_cascade_step_at (cascade, i)->value, 0) / cascade->largest
                   : 0;
  g_autofree char *value = mirador_explain_value (mirador_cascade_row_at (cascade, i));

  return cascade->bar_x + (isfinite (share) ? cascade->longest * share : 0)
         + 0.8 * cascade->style->px[MIRADOR_TEXT_NORMAL]
         + mirador_canvas_text_width (cascade->canvas, value, cascade->value_size, TRUE);
}

/* Left of what stands beside a bar, where the bar and its figure leave room. */
static void
name_largest_loss_beside (MiradorCascadeLayout *cascade, guint i, double right, double middle)
{
  const char *text = _ ("Largest drop");
  double px = cascade->style->px[MIRADOR_TEXT_NORMAL];
  double width = mirador_canvas_text_width (cascade->canvas, text, MIRADOR_TEXT_SMALL, TRUE);

  if ((int)i == cascade->worst && right - width - 1.8 * px >= value_end (cascade, i))
    mirador_canvas_text (cascade->canvas, right - px, middle, text, MIRADOR_TEXT_SMALL, TRUE,
                         cascade->style->alert, MIRADOR_ALIGN_END, 0);
}

/* At the right of the bar, where there is no room between the bars. */
static void
draw_relation_beside (MiradorCascadeLayout *cascade, guint i)
{
  g_autoptr (GPtrArray) variants = mirador_cascade_relation (mirador_cascade_step_at (cascade, i));
  double right = cascade->plot.x + cascade->plot.width;
  double room = right - cascade->column_x + 0.5;
  const char *text = mirador_cascade_beside (cascade, variants);
  double middle = round (cascade->plot.y + i * cascade->pitch) + cascade->bar_height / 2;
  double width;

  if (text == NULL)
    return;
  width = MIN (mirador_chart_strong_width (cascade->canvas, text, MIRADOR_TEXT_SMALL), room);
  if (right - width < value_end (cascade, i))
    return;
  mirador_chart_draw_strong (cascade->canvas, right - width, middle, text, MIRADOR_TEXT_SMALL,
                             relation_colour (cascade, i), cascade->style->muted, width + 1);
  name_largest_loss_beside (cascade, i, right - width, middle);
}

/* Beside the first bar, which has no stage before it. */
static void
draw_heading (MiradorCascadeLayout *cascade)
{
  double right = cascade->plot.x + cascade->plot.width;

  if (cascade->terse && cascade->headed && cascade->column_x < right)
    mirador_canvas_text (cascade->canvas, right, cascade->plot.y + cascade->bar_height / 2,
                         mirador_cascade_heading (cascade), MIRADOR_TEXT_SMALL, FALSE,
                         cascade->style->muted, MIRADOR_ALIGN_END, 0);
}

void
mirador_cascade_draw (const MiradorChart *chart,
                      MiradorCanvas *canvas,
                      MiradorBox plot,
                      GArray *marks)
{
  MiradorFrame *frame = mirador_chart_get_frame (chart, 0);
  g_autoptr (GArray) steps = mirador_cascade_steps (frame);
  MiradorCascadeLayout cascade
    = { chart, canvas, mirador_canvas_get_style (canvas), frame, steps, marks, plot };

  if (steps->len == 0)
    return;
  cascade.label_size = MIRADOR_TEXT_NORMAL;
  cascade.worst = mirador_cascade_largest_loss (steps);
  mirador_cascade_lay_out (&cascade);
  draw_heading (&cascade);
  for (guint i = 0; i < cascade.n; i++)
    {
      draw_stage (&cascade, i);
      if (i > 0 && cascade.roomy)
        {
          draw_relation (&cascade, i);
          draw_share_of_first (&cascade, i);
        }
      else if (i > 0)
        draw_relation_beside (&cascade, i);
    }
}
