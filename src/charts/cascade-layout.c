/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/cascade-layout.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include "analysis/explain.h"
#include "charts/cascade-words.h"
#include "model/format.h"

/* The least that a bar, and the arrow to the next one, need, in lines; and the most that they take
 * of a wide picture and of a tall one. */
#define LEAST_BAR 1.1
#define LEAST_ARROW 1.25
#define MOST_BAR 4.0
#define MOST_ARROW 3.6
#define TALL 1.5
/* What the largest bar should have, in letters. */
#define LEAST_LONGEST 2.5
/* Of the width. */
#define MOST_LABELS 0.36
#define MOST_TIGHT_LABELS 0.42

const MiradorStep *
mirador_cascade_step_at (const MiradorCascadeLayout *cascade, guint i)
{
  return &g_array_index (cascade->steps, MiradorStep, i);
}

const MiradorRow *
mirador_cascade_row_at (const MiradorCascadeLayout *cascade, guint i)
{
  return mirador_frame_get_row (cascade->frame, mirador_cascade_step_at (cascade, i)->row);
}

/* The share of the first stage means something only while every step on the way is of one kind. */
static gboolean
has_share_of_first (const MiradorCascadeLayout *cascade, guint i)
{
  MiradorStepKind kind = mirador_cascade_step_at (cascade, MIN (1, i))->kind;

  if (i < 2 || !(mirador_cascade_step_at (cascade, i)->of_first <= 1))
    return FALSE;
  if (kind != MIRADOR_STEP_PROPORTION && kind != MIRADOR_STEP_RATIO)
    return FALSE;
  for (guint k = 1; k <= i; k++)
    if (mirador_cascade_step_at (cascade, k)->kind != kind)
      return FALSE;
  return TRUE;
}

char *
mirador_cascade_share_of_first (const MiradorCascadeLayout *cascade, guint i)
{
  g_autofree char *share
    = mirador_format_percent (mirador_cascade_step_at (cascade, i)->of_first, 1);

  if (!has_share_of_first (cascade, i))
    return NULL;
  /* Translators: %s is a percentage. */
  return g_strdup_printf (_ ("%s of the first stage"), share);
}

static double
value_width (MiradorCascadeLayout *cascade)
{
  double widest = 0;

  for (guint i = 0; i < cascade->n; i++)
    {
      g_autofree char *value = mirador_explain_value (mirador_cascade_row_at (cascade, i));

      widest = MAX (widest,
                    mirador_canvas_text_width (cascade->canvas, value, cascade->value_size, TRUE));
    }
  return widest;
}

/* What stands at the right of a bar: of the variants the shortest, or the one before it. */
const char *
mirador_cascade_beside (const MiradorCascadeLayout *cascade, const GPtrArray *variants)
{
  guint from_end = cascade->terse ? 1 : 2;

  return variants->len >= from_end ? variants->pdata[variants->len - from_end] : NULL;
}

/* What the figures at the right are of. */
const char *
mirador_cascade_heading (const MiradorCascadeLayout *cascade)
{
  if (cascade->plot.width > 32 * cascade->style->px[MIRADOR_TEXT_SMALL])
    return _ ("of the previous stage");
  /* Translators: short for "of the previous stage", above a column of percentages. */
  return _ ("of previous");
}

static double
column_width (MiradorCascadeLayout *cascade)
{
  double widest = 0;

  for (guint i = 1; i < cascade->n; i++)
    {
      g_autofree char *first = mirador_cascade_share_of_first (cascade, i);
      g_autoptr (GPtrArray) variants
        = mirador_cascade_relation (mirador_cascade_step_at (cascade, i));
      const char *shown = cascade->roomy ? first : mirador_cascade_beside (cascade, variants);

      if (shown != NULL)
        widest
          = MAX (widest, mirador_chart_strong_width (cascade->canvas, shown, MIRADOR_TEXT_SMALL));
    }
  if (widest > 0 && cascade->terse && cascade->headed)
    widest
      = MAX (widest, mirador_canvas_text_width (cascade->canvas, mirador_cascade_heading (cascade),
                                                MIRADOR_TEXT_SMALL, FALSE));
  return widest;
}

/* Sentences at the right of the bars where they fit; else figures below a common heading. */
static double
choose_column (MiradorCascadeLayout *cascade)
{
  double width = column_width (cascade);

  if (cascade->roomy || width <= cascade->plot.width * 0.36)
    return width;
  cascade->terse = TRUE;
  cascade->headed = cascade->plot.width > 24 * cascade->style->px[MIRADOR_TEXT_SMALL];
  return column_width (cascade);
}

static double
label_width (MiradorCascadeLayout *cascade, gboolean narrow)
{
  double widest = 0;

  for (guint i = 0; i < cascade->n; i++)
    widest = MAX (widest,
                  mirador_canvas_text_width (
                    cascade->canvas, mirador_row_what (mirador_cascade_row_at (cascade, i), narrow),
                    cascade->label_size, cascade->roomy));
  return widest;
}

/* Short names («Tamizadas») say who only where all stages count people. */
static gboolean
all_are_people (const MiradorCascadeLayout *cascade)
{
  for (guint i = 0; i < cascade->n; i++)
    {
      const MiradorRow *row = mirador_cascade_row_at (cascade, i);

      if (row->measure != NULL && g_strcmp0 (row->measure->unit, "people") != 0)
        return FALSE;
    }
  return TRUE;
}

static void
lay_out_rows (MiradorCascadeLayout *cascade)
{
  double line = mirador_canvas_line_height (cascade->canvas, MIRADOR_TEXT_NORMAL);
  double height = cascade->plot.height;
  double least_height;
  guint n = cascade->steps->len;

  least_height = (n * LEAST_BAR + (n - 1) * LEAST_ARROW) * line;
  cascade->roomy = height >= least_height && cascade->plot.width > 12 * line;
  cascade->n = MIN (n, (guint)MAX (height / (0.95 * line), 1));
  if (cascade->roomy)
    {
      double spare = height - least_height;
      double most = line * (height > cascade->plot.width ? TALL : 1);

      cascade->bar_height = MIN (LEAST_BAR * line + 0.5 * spare / n, MOST_BAR * most);
      cascade->gap = MIN ((height - n * cascade->bar_height) / MAX (n - 1, 1), MOST_ARROW * most);
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
find_longest (MiradorCascadeLayout *cascade, double right, double before_column)
{
  double longest = right - cascade->bar_x;

  for (guint i = 0; i < cascade->n; i++)
    {
      double share
        = cascade->largest > 0 ? mirador_cascade_step_at (cascade, i)->value / cascade->largest : 0;
      g_autofree char *first = mirador_cascade_share_of_first (cascade, i);
      gboolean has_text = cascade->column_x < cascade->plot.x + cascade->plot.width
                          && (cascade->roomy ? first != NULL : i > 0 || cascade->headed);

      if (has_text && share > 0)
        longest = MIN (longest, (before_column - cascade->bar_x) / share);
    }
  return MAX (longest, 2);
}

static void
lay_out_columns (MiradorCascadeLayout *cascade)
{
  double px = cascade->style->px[MIRADOR_TEXT_NORMAL];
  double most = cascade->plot.width * MOST_LABELS;
  double labels = label_width (cascade, FALSE);
  double values = value_width (cascade) + 1.6 * px;
  double column = choose_column (cascade);
  double right = cascade->plot.x + cascade->plot.width;

  cascade->narrow = labels > most || (cascade->style->embedded && all_are_people (cascade));
  if (cascade->narrow)
    {
      labels = label_width (cascade, TRUE);
      most = cascade->plot.width * MOST_TIGHT_LABELS;
    }
  if (labels > most && !cascade->roomy)
    {
      cascade->label_size = MIRADOR_TEXT_SMALL;
      labels = label_width (cascade, TRUE);
    }
  cascade->bar_x = ceil (cascade->plot.x + MIN (labels, most) + px);
  if (column > 0 && right - cascade->bar_x - values - column < 6 * px)
    column = cascade->roomy ? 0 : column;
  cascade->column_x = column > 0 ? right - column : right;
  for (guint i = 0; i < cascade->n; i++)
    if (isfinite (mirador_cascade_step_at (cascade, i)->value))
      cascade->largest = MAX (cascade->largest, mirador_cascade_step_at (cascade, i)->value);
  cascade->longest = find_longest (cascade, right - values, cascade->column_x - px - values);
  /* Bars of nothing below a heading would be no chart. */
  if (cascade->headed && cascade->longest < LEAST_LONGEST * px)
    {
      cascade->headed = FALSE;
      cascade->longest = find_longest (cascade, right - values, cascade->column_x - px - values);
    }
}

void
mirador_cascade_lay_out (MiradorCascadeLayout *cascade)
{
  lay_out_rows (cascade);
  lay_out_columns (cascade);
}
