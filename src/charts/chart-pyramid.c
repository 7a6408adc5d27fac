/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "analysis/explain.h"
#include "analysis/headline.h"
#include "analysis/label.h"
#include "charts/pyramid-rows.h"
#include "model/format.h"

#define MOST_LABEL_SHARE 0.30
#define BAR_SHARE 0.76
#define HIGHEST_ROW 4.2
/* Of a tall picture. */
#define HIGHEST_TALL_ROW 6.0
/* Of the width, so that a title fits above each side. */
#define LEAST_SIDE 0.3

typedef struct
{
  const MiradorChart *chart;
  MiradorCanvas *canvas;
  const MiradorStyle *style;
  MiradorFrame *frame;
  GArray *marks;
  MiradorBox plot;
  GArray *groups;
  const char *breakdown;
  gboolean narrow; /* names by their years alone */
  double top, pitch;
  double label_width;
  double zero[MIRADOR_N_SIDES]; /* where the bars of a side begin */
  double per_unit;
  double value_width;
  MiradorTextSize size; /* of names and values */
  guint step;           /* every how many groups there is room for a name */
} Pyramid;

static void
ask_by (const MiradorQuery *base, const char *age, GPtrArray *queries)
{
  MiradorQuery *query = mirador_chart_base_query (base);

  mirador_chart_ask_one (query);
  query->by = MIRADOR_BY_BREAKDOWN;
  mirador_query_add_by_breakdown (query, age);
  mirador_query_add_by_breakdown (query, "sex");
  g_ptr_array_add (queries, query);
}

/* Feeds group ages in one of two ways. */
void
mirador_pyramid_plan (const MiradorQuery *base, GPtrArray *queries)
{
  ask_by (base, "age", queries);
  ask_by (base, "life_course", queries);
}

static gboolean
has_cells (MiradorFrame *frame)
{
  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    if (mirador_row_has_value (mirador_frame_get_row (frame, i)))
      return mirador_pyramid_find_breakdown (frame) != NULL;
  return FALSE;
}

guint
mirador_pyramid_choose (const MiradorChart *chart)
{
  for (guint i = 0; i < chart->frames->len; i++)
    if (has_cells (mirador_chart_get_frame (chart, i)))
      return i;
  return 0;
}

char *
mirador_pyramid_fit (const MiradorChart *chart)
{
  MiradorFrame *frame = mirador_chart_get_frame (chart, 0);

  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    if (mirador_row_has_value (mirador_frame_get_row (frame, i))
        && mirador_pyramid_find_breakdown (frame) == NULL)
      return mirador_chart_refuse (chart,
                                   g_strdup (_ ("These figures are not by age and sex at once.")));
  return NULL;
}

char *
mirador_pyramid_headline (const MiradorChart *chart)
{
  return mirador_headline_pyramid (mirador_chart_get_frame (chart, 0));
}

static const MiradorAgeGroup *
group_at (const Pyramid *pyramid, guint i)
{
  return &g_array_index (pyramid->groups, MiradorAgeGroup, i);
}

static const MiradorRow *
row_at (const Pyramid *pyramid, guint i, MiradorSide side)
{
  int index = group_at (pyramid, i)->rows[side];

  return index >= 0 ? mirador_frame_get_row (pyramid->frame, (guint)index) : NULL;
}

static double
widest_name (const Pyramid *pyramid, gboolean narrow)
{
  double widest = 0;

  for (guint i = 0; i < pyramid->groups->len; i++)
    {
      g_autofree char *name
        = mirador_pyramid_name (pyramid->breakdown, group_at (pyramid, i)->member, narrow);

      widest
        = MAX (widest, mirador_canvas_text_width (pyramid->canvas, name, pyramid->size, FALSE));
    }
  return widest;
}

/* The largest value of each side, and the width of the widest value as text. */
static void
measure_values (Pyramid *pyramid, double most[MIRADOR_N_SIDES])
{

  for (guint i = 0; i < pyramid->groups->len; i++)
    for (MiradorSide side = 0; side < MIRADOR_N_SIDES; side++)
      {
        const MiradorRow *row = row_at (pyramid, i, side);
        g_autofree char *text = row != NULL ? mirador_explain_value (row) : g_strdup ("—");

        if (row != NULL && mirador_row_has_value (row))
          most[side] = MAX (most[side], row->value);
        pyramid->value_width
          = MAX (pyramid->value_width,
                 mirador_canvas_text_width (pyramid->canvas, text, pyramid->size, TRUE));
      }
}

/* Rows first: how high they are decides how large their texts may be. */
static void
lay_out_rows (Pyramid *pyramid)
{
  double line = mirador_canvas_line_height (pyramid->canvas, MIRADOR_TEXT_NORMAL);
  double small = mirador_canvas_line_height (pyramid->canvas, MIRADOR_TEXT_SMALL);
  double room;

  pyramid->top = pyramid->plot.y + 1.45 * line;
  room = pyramid->plot.y + pyramid->plot.height - pyramid->top;
  pyramid->pitch = MIN (room / pyramid->groups->len,
                        (room > pyramid->plot.width ? HIGHEST_TALL_ROW : HIGHEST_ROW) * line);
  pyramid->size = pyramid->pitch < line ? MIRADOR_TEXT_SMALL : MIRADOR_TEXT_NORMAL;
  pyramid->step = (guint)CLAMP (ceil (small / MAX (pyramid->pitch, 0.1)), 1, 1000);
}

/* Both sides on one scale, and each as wide as it needs, so that neither leaves half of the picture
 * empty. */
static void
lay_out_sides (Pyramid *pyramid, double left, const double most[MIRADOR_N_SIDES])
{
  double px = pyramid->style->px[pyramid->size];
  double rim = MAX (round (pyramid->style->scale), 1);
  double width = MAX (pyramid->plot.x + pyramid->plot.width - left, 2);
  double beyond = pyramid->value_width + 0.9 * px;
  double men = most[MIRADOR_SIDE_MEN], women = most[MIRADOR_SIDE_WOMEN];
  double share = men + women > 0 ? CLAMP (men / (men + women), LEAST_SIDE, 1 - LEAST_SIDE) : 0.5;
  double room;

  /* Where the values leave no room for bars, or are higher than those, the bars are what is kept.
   */
  if (width - 2 * beyond < 0.3 * width || pyramid->step > 1)
    {
      pyramid->value_width = 0;
      beyond = 0.3 * px;
    }
  room = MAX (width - 2 * beyond, 4);
  pyramid->zero[MIRADOR_SIDE_MEN] = round (left + beyond + share * room) - rim;
  pyramid->zero[MIRADOR_SIDE_WOMEN] = pyramid->zero[MIRADOR_SIDE_MEN] + 2 * rim;
  pyramid->per_unit = MIN (men > 0 ? share * room / men : G_MAXDOUBLE,
                           women > 0 ? (1 - share) * room / women : G_MAXDOUBLE);
  if (men + women <= 0)
    pyramid->per_unit = 0;
}

static void
lay_out_columns (Pyramid *pyramid)
{
  double full = widest_name (pyramid, FALSE);
  double most[MIRADOR_N_SIDES] = { 0 };

  measure_values (pyramid, most);
  pyramid->narrow = full > pyramid->plot.width * 0.22;
  pyramid->label_width = MIN (pyramid->narrow ? widest_name (pyramid, TRUE) : full,
                              pyramid->plot.width * MOST_LABEL_SHARE);
  lay_out_sides (pyramid,
                 pyramid->plot.x + pyramid->label_width + pyramid->style->px[pyramid->size], most);
}

static const char *
name_side (MiradorSide side)
{
  return mirador_member_get_name ("sex", side == MIRADOR_SIDE_MEN ? "M" : "F");
}

/** How much is said above a side. */
typedef enum
{
  HEAD_SHARE, /* «Mujeres: 30,123 (64%)» */
  HEAD_TOTAL, /* «Mujeres: 30,123» */
  HEAD_NAME
} Head;

/* (transfer full) */
static char *
write_head (const Pyramid *pyramid, MiradorSide side, Head head)
{
  double own = mirador_pyramid_total (pyramid->frame, pyramid->groups, side);
  double other = mirador_pyramid_total (pyramid->frame, pyramid->groups, !side);
  g_autofree char *total = mirador_format_value (own);
  g_autofree char *percent = mirador_format_percent (own / (own + other), 0);

  if (head == HEAD_NAME || !isfinite (own))
    return g_strdup (name_side (side));
  if (head == HEAD_TOTAL || !isfinite (own / (own + other)))
    /* Translators: %1$s is "Women" or "Men", %2$s how many. */
    return g_strdup_printf (_ ("%1$s: %2$s"), name_side (side), total);
  /* Translators: "Women: 30,123 (64%)". */
  return g_strdup_printf (_ ("%1$s: %2$s (%3$s)"), name_side (side), total, percent);
}

/* Where the text above a side begins, and how wide it may be. */
static double
head_x (const Pyramid *pyramid, MiradorSide side, double *room)
{
  gboolean men = side == MIRADOR_SIDE_MEN;
  double x = pyramid->zero[side] + (men ? -0.5 : 0.5) * pyramid->style->px[MIRADOR_TEXT_NORMAL];

  *room = MAX (men ? x - pyramid->plot.x : pyramid->plot.x + pyramid->plot.width - x, 1);
  return x;
}

/* Both sides say as much as there is room for above both. */
static Head
choose_head (const Pyramid *pyramid)
{
  Head head = HEAD_SHARE;

  for (MiradorSide side = 0; side < MIRADOR_N_SIDES && head < HEAD_NAME;)
    {
      g_autofree char *text = write_head (pyramid, side, head);
      double room;

      head_x (pyramid, side, &room);
      if (mirador_canvas_text_width (pyramid->canvas, text, MIRADOR_TEXT_NORMAL, TRUE) <= room)
        side++;
      else
        {
          head++;
          side = 0;
        }
    }
  return head;
}

static MiradorColour
side_colour (const Pyramid *pyramid, MiradorSide side)
{
  return side == MIRADOR_SIDE_MEN ? pyramid->style->accent2 : pyramid->style->accent;
}

static void
draw_heads (Pyramid *pyramid)
{
  double line = mirador_canvas_line_height (pyramid->canvas, MIRADOR_TEXT_NORMAL);
  Head head = choose_head (pyramid);

  for (MiradorSide side = 0; side < MIRADOR_N_SIDES; side++)
    {
      double room;
      double x = head_x (pyramid, side, &room);
      g_autofree char *text = write_head (pyramid, side, head);

      mirador_canvas_text (pyramid->canvas, x, pyramid->plot.y + line / 2, text,
                           MIRADOR_TEXT_NORMAL, TRUE, pyramid->style->text,
                           side == MIRADOR_SIDE_MEN ? MIRADOR_ALIGN_END : MIRADOR_ALIGN_START,
                           room);
    }
}

static gboolean
is_hidden (const MiradorRow *row)
{
  return row->gap == MIRADOR_GAP_SUPPRESSED || row->gap == MIRADOR_GAP_HIDDEN_BY_SOURCE;
}

/* Beyond the end of a bar that reaches @reach from the middle. */
static void
draw_value (Pyramid *pyramid, MiradorSide side, double middle, double reach, const char *text)
{
  double px = pyramid->style->px[MIRADOR_TEXT_NORMAL];
  gboolean men = side == MIRADOR_SIDE_MEN;
  double x = pyramid->zero[side] + (men ? -1 : 1) * (reach + 0.45 * px);

  mirador_canvas_text (pyramid->canvas, x, middle, text, pyramid->size, TRUE, pyramid->style->text,
                       men ? MIRADOR_ALIGN_END : MIRADOR_ALIGN_START, 0);
}

/* A small count that is hidden is there and hatched; a figure that is not there is a dash. */
static double
draw_gap (Pyramid *pyramid, const MiradorRow *row, MiradorSide side, double middle)
{
  double px = pyramid->style->px[MIRADOR_TEXT_NORMAL];
  double height = MAX (pyramid->pitch * BAR_SHARE, 1);
  MiradorBox box = { pyramid->zero[side] - (side == MIRADOR_SIDE_MEN ? px : 0), middle - height / 2,
                     px, height };

  if (row == NULL || !is_hidden (row))
    return 0;
  mirador_canvas_hatch_rect (pyramid->canvas, mirador_box_snap (box), pyramid->style->muted);
  return px;
}

static void
draw_cell (Pyramid *pyramid, guint i, MiradorSide side, double middle, gboolean with_text)
{
  const MiradorRow *row = row_at (pyramid, i, side);
  gboolean there = row != NULL && mirador_row_has_value (row);
  double reach = there ? MAX (row->value, 0) * pyramid->per_unit : 0;
  double height = MAX (pyramid->pitch * BAR_SHARE, 1);
  double side_width = MAX (reach, pyramid->style->px[MIRADOR_TEXT_NORMAL]) + pyramid->value_width;
  gboolean men = side == MIRADOR_SIDE_MEN;
  gboolean partial
    = mirador_rows_are_mixed (pyramid->frame) && there && (row->flags & MIRADOR_FLAG_PARTIAL) != 0;
  g_autofree char *text = row != NULL ? mirador_explain_value (row) : g_strdup ("—");

  if (there && reach > 0)
    mirador_chart_draw_bar (
      pyramid->canvas,
      (MiradorBox){ pyramid->zero[side] - (men ? reach : 0), middle - height / 2, reach, height },
      side_colour (pyramid, side), partial);
  else if (!there)
    reach = draw_gap (pyramid, row, side, middle);
  if (with_text && pyramid->value_width > 0)
    draw_value (pyramid, side, middle, reach, text);
  if (row != NULL)
    mirador_chart_add_mark (pyramid->marks, pyramid->canvas,
                            (MiradorBox){ pyramid->zero[side] - (men ? side_width : 0),
                                          middle - height / 2, side_width, height },
                            0, (guint)group_at (pyramid, i)->rows[side]);
}

/* The youngest at the bottom. */
static void
draw_group (Pyramid *pyramid, guint i)
{
  guint from_top = pyramid->groups->len - 1 - i;
  double middle = pyramid->top + pyramid->pitch * (from_top + 0.5);
  gboolean with_text = from_top % pyramid->step == 0;
  g_autofree char *name
    = mirador_pyramid_name (pyramid->breakdown, group_at (pyramid, i)->member, pyramid->narrow);

  if (with_text)
    mirador_canvas_text (pyramid->canvas, pyramid->plot.x + pyramid->label_width, middle, name,
                         pyramid->size, FALSE, pyramid->style->text, MIRADOR_ALIGN_END,
                         MAX (pyramid->label_width, 1));
  for (MiradorSide side = 0; side < MIRADOR_N_SIDES; side++)
    draw_cell (pyramid, i, side, middle, with_text);
}

void
mirador_pyramid_draw (const MiradorChart *chart,
                      MiradorCanvas *canvas,
                      MiradorBox plot,
                      GArray *marks)
{
  MiradorFrame *frame = mirador_chart_get_frame (chart, 0);
  g_autoptr (GArray) groups = mirador_pyramid_groups (frame);
  Pyramid pyramid = { .chart = chart,
                      .canvas = canvas,
                      .style = mirador_canvas_get_style (canvas),
                      .frame = frame,
                      .marks = marks,
                      .plot = plot,
                      .groups = groups,
                      .breakdown = mirador_pyramid_find_breakdown (frame) };

  if (groups->len == 0)
    return;
  lay_out_rows (&pyramid);
  lay_out_columns (&pyramid);
  draw_heads (&pyramid);
  for (guint i = groups->len; i > 0; i--)
    draw_group (&pyramid, i - 1);
}

static char *
name_of (const MiradorChart *chart, const MiradorRow *row)
{
  return *row->breakdown != '\0' ? mirador_breakdown_key_to_text (row->breakdown)
                                 : g_strdup (mirador_row_what (row, FALSE));
}

char *
mirador_pyramid_describe (const MiradorChart *chart)
{
  MiradorFrame *frame = mirador_chart_get_frame (chart, 0);
  g_autoptr (GArray) groups = mirador_pyramid_groups (frame);
  double women = mirador_pyramid_total (frame, groups, MIRADOR_SIDE_WOMEN);
  double men = mirador_pyramid_total (frame, groups, MIRADOR_SIDE_MEN);
  g_autofree char *women_text = mirador_format_value (women);
  g_autofree char *men_text = mirador_format_value (men);
  g_autofree char *extra = NULL;

  if (isfinite (women) && isfinite (men))
    /* Translators: %1$s and %2$s are numbers. */
    extra = g_strdup_printf (_ ("Total of women: %1$s. Total of men: %2$s."), women_text, men_text);
  return mirador_chart_describe_rows (chart, name_of, extra);
}

char **
mirador_pyramid_notes (const MiradorChart *chart)
{
  MiradorFrame *frame = mirador_chart_get_frame (chart, 0);
  GPtrArray *notes = g_ptr_array_new ();

  g_ptr_array_add (notes, g_strdup (_ ("Both sides have the same scale.")));
  if (mirador_frame_has_hidden (frame))
    g_ptr_array_add (notes, g_strdup (_ ("Hatched: hidden. A total with a hidden part is not "
                                         "given.")));
  g_ptr_array_add (notes, NULL);
  return (char **)g_ptr_array_free (notes, FALSE);
}
