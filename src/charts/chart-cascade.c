/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/chart-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include "analysis/cascade.h"
#include "analysis/explain.h"
#include "analysis/headline.h"
#include "charts/cascade-words.h"
#include "model/format.h"

#define ALL_STAGES (((1u << MIRADOR_N_STAGES) - 1) & ~(1u << MIRADOR_STAGE_NONE))

/** Where everything stands, once it is known how much room there is. */
typedef struct
{
  const MiradorChart *chart;
  MiradorCanvas *canvas;
  const MiradorStyle *style;
  MiradorFrame *frame;
  GArray *steps;
  GArray *marks;
  MiradorBox plot;
  guint n; /* stages that fit */
  int worst;
  gboolean roomy;         /* an arrow and a sentence between the bars; else a column at the right */
  gboolean narrow;        /* short names */
  gboolean terse, headed; /* figures only at the right, with a heading */
  double bar_x, bar_height, pitch, gap;
  double longest;  /* pixels of the largest value */
  double largest;  /* the largest value */
  double column_x; /* right of it stands the share of the first or of the step before */
  MiradorTextSize value_size;
} Cascade;

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

static const MiradorStep *
step_at (const Cascade *cascade, guint i)
{
  return &g_array_index (cascade->steps, MiradorStep, i);
}

static const MiradorRow *
row_at (const Cascade *cascade, guint i)
{
  return mirador_frame_get_row (cascade->frame, step_at (cascade, i)->row);
}

static const char *
widest_that_fits (Cascade *cascade, GPtrArray *variants, MiradorTextSize size, double width)
{
  for (guint i = 0; i < variants->len; i++)
    if (mirador_chart_strong_width (cascade->canvas, variants->pdata[i], size) <= width)
      return variants->pdata[i];
  return variants->len > 0 ? variants->pdata[variants->len - 1] : NULL;
}

/* The share of the first stage means something only while every step on the way is of one kind. */
static gboolean
has_share_of_first (const Cascade *cascade, guint i)
{
  MiradorStepKind kind = step_at (cascade, MIN (1, i))->kind;

  if (i < 2 || !(step_at (cascade, i)->of_first <= 1))
    return FALSE;
  if (kind != MIRADOR_STEP_PROPORTION && kind != MIRADOR_STEP_RATIO)
    return FALSE;
  for (guint k = 1; k <= i; k++)
    if (step_at (cascade, k)->kind != kind)
      return FALSE;
  return TRUE;
}

static char *
share_of_first (const Cascade *cascade, guint i)
{
  g_autofree char *share = mirador_format_percent (step_at (cascade, i)->of_first, 1);

  if (!has_share_of_first (cascade, i))
    return NULL;
  /* Translators: %s is a percentage. */
  return g_strdup_printf (_ ("%s of the first stage"), share);
}

static double
value_width (Cascade *cascade)
{
  double widest = 0;

  for (guint i = 0; i < cascade->n; i++)
    {
      g_autofree char *value = mirador_explain_value (row_at (cascade, i));

      widest = MAX (widest,
                    mirador_canvas_text_width (cascade->canvas, value, cascade->value_size, TRUE));
    }
  return widest;
}

/* What stands at the right of a bar: of the variants the shortest, or the one before it. */
static const char *
beside (const Cascade *cascade, const GPtrArray *variants)
{
  guint from_end = cascade->terse ? 1 : 2;

  return variants->len >= from_end ? variants->pdata[variants->len - from_end] : NULL;
}

static double
column_width (Cascade *cascade)
{
  double widest = 0;

  for (guint i = 1; i < cascade->n; i++)
    {
      g_autofree char *first = share_of_first (cascade, i);
      g_autoptr (GPtrArray) variants = mirador_cascade_relation (step_at (cascade, i));
      const char *shown = cascade->roomy ? first : beside (cascade, variants);

      if (shown != NULL)
        widest
          = MAX (widest, mirador_chart_strong_width (cascade->canvas, shown, MIRADOR_TEXT_SMALL));
    }
  if (widest > 0 && cascade->terse && cascade->headed)
    widest = MAX (widest, mirador_canvas_text_width (cascade->canvas, _ ("of the previous stage"),
                                                     MIRADOR_TEXT_SMALL, FALSE));
  return widest;
}

/* Sentences at the right of the bars where they fit; else figures below a common heading. */
static double
choose_column (Cascade *cascade)
{
  double width = column_width (cascade);

  if (cascade->roomy || width <= cascade->plot.width * 0.36)
    return width;
  cascade->terse = TRUE;
  cascade->headed = cascade->plot.width > 32 * cascade->style->px[MIRADOR_TEXT_SMALL];
  return column_width (cascade);
}

static double
label_width (Cascade *cascade, gboolean narrow)
{
  double widest = 0;

  for (guint i = 0; i < cascade->n; i++)
    widest = MAX (widest, mirador_canvas_text_width (cascade->canvas,
                                                     mirador_row_what (row_at (cascade, i), narrow),
                                                     MIRADOR_TEXT_NORMAL, TRUE));
  return widest;
}

/* Short names («Tamizadas») say who only where all stages count people. */
static gboolean
all_are_people (const Cascade *cascade)
{
  for (guint i = 0; i < cascade->n; i++)
    {
      const MiradorRow *row = row_at (cascade, i);

      if (row->measure != NULL && g_strcmp0 (row->measure->unit, "people") != 0)
        return FALSE;
    }
  return TRUE;
}

static void
lay_out_rows (Cascade *cascade)
{
  double line = mirador_canvas_line_height (cascade->canvas, MIRADOR_TEXT_NORMAL);
  double height = cascade->plot.height;
  guint n = cascade->steps->len;
  double arrow = 1.75 * line;

  cascade->roomy = height >= n * 1.3 * line + (n - 1) * arrow && cascade->plot.width > 12 * line;
  cascade->n = MIN (n, (guint)MAX (height / (0.95 * line), 1));
  if (cascade->roomy)
    {
      double spare = height - n * 1.3 * line - (n - 1) * arrow;

      cascade->bar_height = MIN (1.3 * line + 0.6 * spare / n, 4 * line);
      cascade->gap = MIN ((height - n * cascade->bar_height) / MAX (n - 1, 1), 3.6 * line);
    }
  else
    {
      double pitch = MIN (height / cascade->n, 3.6 * line);

      cascade->bar_height = MAX (pitch * 0.66, MIN (pitch, 0.8 * line));
      cascade->gap = pitch - cascade->bar_height;
    }
  cascade->pitch = cascade->bar_height + cascade->gap;
  cascade->value_size
    = cascade->bar_height >= mirador_canvas_line_height (cascade->canvas, MIRADOR_TEXT_LARGE)
        ? MIRADOR_TEXT_LARGE
        : MIRADOR_TEXT_NORMAL;
}

/* Only the bars that have a text at their right make room for it. */
static double
find_longest (Cascade *cascade, double right, double before_column)
{
  double longest = right - cascade->bar_x;

  for (guint i = 0; i < cascade->n; i++)
    {
      double share = cascade->largest > 0 ? step_at (cascade, i)->value / cascade->largest : 0;
      g_autofree char *first = share_of_first (cascade, i);
      gboolean has_text = cascade->column_x < cascade->plot.x + cascade->plot.width
                          && (cascade->roomy ? first != NULL : i > 0 || cascade->headed);

      if (has_text && share > 0)
        longest = MIN (longest, (before_column - cascade->bar_x) / share);
    }
  return MAX (longest, 2);
}

static void
lay_out_columns (Cascade *cascade)
{
  double px = cascade->style->px[MIRADOR_TEXT_NORMAL];
  double most = cascade->plot.width * 0.36;
  double labels = label_width (cascade, FALSE);
  double values = value_width (cascade) + 1.6 * px;
  double column = choose_column (cascade);
  double right = cascade->plot.x + cascade->plot.width;

  cascade->narrow = labels > most || (cascade->style->embedded && all_are_people (cascade));
  if (cascade->narrow)
    labels = label_width (cascade, TRUE);
  cascade->bar_x = round (cascade->plot.x + MIN (labels, most) + px);
  if (column > 0 && right - cascade->bar_x - values - column < 6 * px)
    column = cascade->roomy ? 0 : column;
  cascade->column_x = column > 0 ? right - column : right;
  for (guint i = 0; i < cascade->n; i++)
    if (isfinite (step_at (cascade, i)->value))
      cascade->largest = MAX (cascade->largest, step_at (cascade, i)->value);
  cascade->longest = find_longest (cascade, right - values, cascade->column_x - px - values);
}

static void
draw_gap (Cascade *cascade, guint i, double middle)
{
  const MiradorStyle *style = cascade->style;
  g_autofree char *reason = mirador_explain_gap (row_at (cascade, i));
  g_autofree char *text = g_strdup_printf ("— %s", reason);

  mirador_canvas_text (cascade->canvas, cascade->bar_x, middle, text, MIRADOR_TEXT_SMALL, FALSE,
                       style->muted, MIRADOR_ALIGN_START,
                       cascade->plot.x + cascade->plot.width - cascade->bar_x);
  mirador_chart_add_mark (cascade->marks, cascade->canvas,
                          (MiradorBox){ cascade->bar_x, middle - cascade->bar_height / 2,
                                        cascade->longest, cascade->bar_height },
                          0, step_at (cascade, i)->row);
}

static void
draw_value (Cascade *cascade, guint i, MiradorBox bar)
{
  const MiradorRow *row = row_at (cascade, i);
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
                          step_at (cascade, i)->row);
}

static void
draw_stage (Cascade *cascade, guint i)
{
  const MiradorStep *step = step_at (cascade, i);
  const MiradorStyle *style = cascade->style;
  double top = round (cascade->plot.y + i * cascade->pitch);
  double middle = top + cascade->bar_height / 2;
  double px = style->px[MIRADOR_TEXT_NORMAL];
  gboolean there = mirador_row_has_value (row_at (cascade, i));
  double share = cascade->largest > 0 && there ? MAX (step->value, 0) / cascade->largest : 0;

  mirador_chart_draw_label (
    cascade->canvas, cascade->bar_x - px, middle, cascade->bar_x - px - cascade->plot.x,
    MIN (cascade->pitch, cascade->bar_height * 1.4),
    mirador_row_what (row_at (cascade, i), cascade->narrow), MIRADOR_TEXT_NORMAL, cascade->roomy,
    there ? style->text : style->muted);
  if (there)
    draw_value (cascade, i,
                (MiradorBox){ cascade->bar_x, top, cascade->longest * share, cascade->bar_height });
  else
    draw_gap (cascade, i, middle);
}

static void
draw_arrow (Cascade *cascade, double x, double top, double bottom)
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
relation_colour (const Cascade *cascade, guint i)
{
  gboolean stands_out = step_at (cascade, i)->larger || (int)i == cascade->worst;

  return stands_out ? cascade->style->alert : cascade->style->text;
}

static void
name_largest_loss (Cascade *cascade, guint i, double x, double y, double right)
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
draw_relation (Cascade *cascade, guint i)
{
  const MiradorStyle *style = cascade->style;
  g_autoptr (GPtrArray) variants = mirador_cascade_relation (step_at (cascade, i));
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
draw_share_of_first (Cascade *cascade, guint i)
{
  g_autofree char *text = share_of_first (cascade, i);
  double right = cascade->plot.x + cascade->plot.width;
  double middle = round (cascade->plot.y + i * cascade->pitch) + cascade->bar_height / 2;

  if (text != NULL && cascade->column_x < right)
    mirador_canvas_text (cascade->canvas, right, middle, text, MIRADOR_TEXT_SMALL, FALSE,
                         cascade->style->muted, MIRADOR_ALIGN_END, right - cascade->column_x + 1);
}

/* Where the figure of a bar ends. */
static double
value_end (Cascade *cascade, guint i)
{
  double share = cascade->largest > 0 ? MAX (step_at (cascade, i)->value, 0) / cascade->largest : 0;
  g_autofree char *value = mirador_explain_value (row_at (cascade, i));

  return cascade->bar_x + (isfinite (share) ? cascade->longest * share : 0)
         + 0.8 * cascade->style->px[MIRADOR_TEXT_NORMAL]
         + mirador_canvas_text_width (cascade->canvas, value, cascade->value_size, TRUE);
}

/* Left of what stands beside a bar, where the bar and its figure leave room. */
static void
name_largest_loss_beside (Cascade *cascade, guint i, double right, double middle)
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
draw_relation_beside (Cascade *cascade, guint i)
{
  g_autoptr (GPtrArray) variants = mirador_cascade_relation (step_at (cascade, i));
  double right = cascade->plot.x + cascade->plot.width;
  double room = right - cascade->column_x + 0.5;
  const char *text = beside (cascade, variants);
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
draw_heading (Cascade *cascade)
{
  double right = cascade->plot.x + cascade->plot.width;

  if (cascade->terse && cascade->headed && cascade->column_x < right)
    mirador_canvas_text (cascade->canvas, right, cascade->plot.y + cascade->bar_height / 2,
                         _ ("of the previous stage"), MIRADOR_TEXT_SMALL, FALSE,
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
  Cascade cascade = { chart, canvas, mirador_canvas_get_style (canvas), frame, steps, marks, plot };

  if (steps->len == 0)
    return;
  cascade.worst = mirador_cascade_largest_loss (steps);
  lay_out_rows (&cascade);
  lay_out_columns (&cascade);
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
