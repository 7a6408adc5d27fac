/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>
#include "export/slides-private.h"

/* The bar at the left and the line at the foot frame every slide; pixels of the slide. */
#define BAR 10.0
#define FOOT 46.0
#define TOP 30.0
#define GAP 20.0
#define LARGER 1.06
/* A key figure is drawn as the window's card of about this size, enlarged. */
#define CARD_WIDTH 285.0
#define CARD_HEIGHT 108.0

typedef struct
{
  const MiradorSlides *slides;
  const MiradorSlide *slide;
  MiradorCanvas *canvas;
  const MiradorStyle *style;
  double left, width;
} Drawing;

/* A slide is read from the last row: its text is larger than that of a picture of its size, unless
   the theme sees to that. */
static void
init_style (const MiradorSlides *slides, MiradorStyle *style)
{
  mirador_style_init (style, MIRADOR_SLIDE_WIDTH - BAR, MIRADOR_SLIDE_HEIGHT - FOOT, slides->theme,
                      FALSE);
  for (guint i = 0; slides->theme != MIRADOR_THEME_PROJECTOR && i < MIRADOR_N_TEXTS; i++)
    style->px[i] *= LARGER;
}

static void
draw_foot (Drawing *drawing, guint number)
{
  double y = MIRADOR_SLIDE_HEIGHT - FOOT;
  double right = drawing->left + drawing->width;
  g_autofree char *page = g_strdup_printf ("%u", number);

  mirador_canvas_fill_rect (drawing->canvas, (MiradorBox){ 0, 0, BAR, MIRADOR_SLIDE_HEIGHT },
                            drawing->slides->theme == MIRADOR_THEME_DARK
                              ? drawing->style->accent
                              : mirador_style_class_colour (drawing->style, 6, 7));
  /* Below the ground of the chart. */
  mirador_canvas_line (drawing->canvas, drawing->left, y + 2, right, y + 2, drawing->style->grid,
                       1.5, FALSE);
  mirador_canvas_text (drawing->canvas, drawing->left, y + FOOT / 2, drawing->slides->title,
                       MIRADOR_TEXT_SMALL, FALSE, drawing->style->muted, MIRADOR_ALIGN_START,
                       drawing->width * 0.9);
  mirador_canvas_text (drawing->canvas, right, y + FOOT / 2, page, MIRADOR_TEXT_SMALL, FALSE,
                       drawing->style->muted, MIRADOR_ALIGN_END, drawing->width * 0.08);
}

/* Returns: where the rest begins. */
static double
draw_heading (Drawing *drawing, const char *heading, const char *subtitle)
{
  double y = TOP;

  y += mirador_canvas_paragraph (drawing->canvas, drawing->left, y, drawing->width, heading,
                                 MIRADOR_TEXT_LARGE, TRUE, drawing->style->text, 3);
  y += drawing->style->px[MIRADOR_TEXT_NORMAL] * 0.4;
  if (*subtitle != '\0')
    y += mirador_canvas_paragraph (drawing->canvas, drawing->left, y, drawing->width, subtitle,
                                   MIRADOR_TEXT_NORMAL, FALSE, drawing->style->muted, 1);
  return y + GAP;
}

static guint
count_charts_that_say (const MiradorSlide *slide, const char *note)
{
  guint n = 0;

  for (guint i = 0; i < slide->charts->len; i++)
    n += g_strv_contains (mirador_chart_get_notes (g_ptr_array_index (slide->charts, i)), note);
  return n;
}

static void
append_sentence (GString *text, const char *about, const char *sentence)
{
  if (text->len > 0)
    g_string_append_c (text, ' ');
  if (about != NULL)
    /* Translators: what a note is about, and the note. */
    g_string_append_printf (text, _ ("%1$s: %2$s"), about, sentence);
  else
    g_string_append (text, sentence);
}

/* (transfer full): what all of the charts say once, what is of one only with its name. */
static char *
gather_notes (const MiradorSlide *slide)
{
  g_autoptr (GHashTable) said = g_hash_table_new (g_str_hash, g_str_equal);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < slide->charts->len; i++)
    {
      const MiradorChart *chart = g_ptr_array_index (slide->charts, i);
      const char *const *notes = mirador_chart_get_notes (chart);

      for (; *notes != NULL; notes++)
        if (count_charts_that_say (slide, *notes) < slide->charts->len)
          append_sentence (text, mirador_slide_name_chart (chart), *notes);
        else if (g_hash_table_add (said, (gpointer)*notes))
          append_sentence (text, NULL, *notes);
    }
  return g_string_free (text, FALSE);
}

static char *
gather_sources (const MiradorSlide *slide)
{
  g_autoptr (GHashTable) said = g_hash_table_new (g_str_hash, g_str_equal);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < slide->charts->len; i++)
    {
      const char *source = mirador_chart_get_source (g_ptr_array_index (slide->charts, i));

      if (source != NULL && *source != '\0' && g_hash_table_add (said, (gpointer)source))
        append_sentence (text, NULL, source);
    }
  return g_string_free (text, FALSE);
}

/* From the bottom up. Returns: where it begins. */
static double
draw_lines_up (Drawing *drawing, double bottom, const char *text, guint most)
{
  double height = *text != '\0' ? mirador_canvas_paragraph_height (
                    drawing->canvas, drawing->width, text, MIRADOR_TEXT_SMALL, FALSE, most)
                                : 0;

  if (height > 0)
    mirador_canvas_paragraph (drawing->canvas, drawing->left, bottom - height, drawing->width, text,
                              MIRADOR_TEXT_SMALL, FALSE, drawing->style->muted, most);
  return bottom - height;
}

static double
draw_notes (Drawing *drawing)
{
  g_autofree char *notes = gather_notes (drawing->slide);
  g_autofree char *sources = gather_sources (drawing->slide);
  double bottom = draw_lines_up (drawing, MIRADOR_SLIDE_HEIGHT - FOOT - GAP * 0.9, sources, 2);

  return draw_lines_up (drawing, bottom, notes, 3);
}

/** Where the key figures stand: in a grid that fills the box. */
typedef struct
{
  guint columns;
  double x, y; /* of the first */
  double width, height;
} Grid;

static Grid
lay_cards (guint n, MiradorBox box)
{
  guint columns = n == 4 ? 2 : CLAMP (n, 1, 3);
  guint lines = MAX ((n + columns - 1) / columns, 1);
  Grid grid = { .columns = columns, .x = box.x };

  grid.width = (box.width - (columns - 1) * GAP) / columns;
  grid.height = MIN ((box.height - (lines - 1) * GAP) / lines, grid.width * 0.6);
  grid.y = box.y + MAX (box.height - lines * grid.height - (lines - 1) * GAP, 0) / 3;
  return grid;
}

static MiradorBox
card_box (Grid grid, guint i)
{
  return (MiradorBox){ grid.x + i % grid.columns * (grid.width + GAP),
                       grid.y + i / grid.columns * (grid.height + GAP), grid.width, grid.height };
}

static void
draw_ground_of_cards (Drawing *drawing, Grid grid)
{
  MiradorStyle card;

  mirador_style_init (&card, grid.width, grid.height, drawing->slides->theme, TRUE);
  for (guint i = 0; i < drawing->slide->charts->len; i++)
    {
      mirador_canvas_fill_rect (drawing->canvas, card_box (grid, i), card.background);
      mirador_canvas_stroke_rect (drawing->canvas, card_box (grid, i), drawing->style->grid, 1.5);
    }
}

/* As in the window, enlarged. */
static void
draw_cards (const MiradorSlides *slides, const MiradorSlide *slide, cairo_t *cr, Grid grid)
{
  double scale = MAX (MIN (grid.width / CARD_WIDTH, grid.height / CARD_HEIGHT), 0.1);

  for (guint i = 0; i < slide->charts->len; i++)
    {
      MiradorBox box = card_box (grid, i);
      g_autoptr (GArray) marks = NULL;

      cairo_save (cr);
      cairo_translate (cr, box.x, box.y);
      cairo_scale (cr, scale, scale);
      marks = mirador_chart_draw (g_ptr_array_index (slide->charts, i), cr, box.width / scale,
                                  box.height / scale, slides->theme, TRUE);
      cairo_restore (cr);
    }
}

static void
draw_reasons (Drawing *drawing)
{
  double y = draw_heading (drawing, drawing->slides->missing, drawing->slides->scope);
  double bottom = MIRADOR_SLIDE_HEIGHT - FOOT - GAP;
  double line = mirador_canvas_line_height (drawing->canvas, MIRADOR_TEXT_NORMAL);

  for (guint i = 0; i < drawing->slides->reasons->len && y + line <= bottom; i++)
    {
      guint room = (guint)((bottom - y) / line);

      y += mirador_canvas_paragraph (drawing->canvas, drawing->left, y, drawing->width,
                                     g_ptr_array_index (drawing->slides->reasons, i),
                                     MIRADOR_TEXT_NORMAL, FALSE, drawing->style->text,
                                     MIN (room, 4));
      y += line * 0.5;
    }
}

static void
draw_chart (const MiradorSlides *slides, const MiradorSlide *slide, cairo_t *cr)
{
  MiradorStyle style;
  MiradorCanvas *canvas;
  g_autoptr (GArray) marks = NULL;

  init_style (slides, &style);
  cairo_save (cr);
  cairo_translate (cr, BAR, 0);
  canvas = mirador_canvas_new (cr, MIRADOR_SLIDE_WIDTH - BAR, MIRADOR_SLIDE_HEIGHT - FOOT, &style,
                               FALSE);
  marks = mirador_chart_draw_on (g_ptr_array_index (slide->charts, 0), canvas);
  mirador_canvas_free (canvas);
  cairo_restore (cr);
}

static gboolean
is_of_figures (const MiradorSlide *slide)
{
  return slide->charts->len > 0
         && mirador_chart_get_kind (g_ptr_array_index (slide->charts, 0))->one_figure;
}

static Grid
draw_around_figures (Drawing *drawing)
{
  double top = draw_heading (drawing, drawing->slide->name, drawing->slides->scope);
  double bottom = draw_notes (drawing) - GAP * 0.7;
  Grid grid = lay_cards (drawing->slide->charts->len,
                         (MiradorBox){ drawing->left, top, drawing->width, MAX (bottom - top, 1) });

  draw_ground_of_cards (drawing, grid);
  return grid;
}

/* What lies below and around the charts, which have canvases of their own. */
static Grid
draw_ground (const MiradorSlides *slides, guint i, cairo_t *cr)
{
  Grid grid = { 0 };
  MiradorStyle style;
  g_autoptr (MiradorCanvas) canvas = NULL;
  Drawing drawing;

  init_style (slides, &style);
  canvas = mirador_canvas_new (cr, MIRADOR_SLIDE_WIDTH, MIRADOR_SLIDE_HEIGHT, &style, FALSE);
  drawing = (Drawing){ .slides = slides,
                       .slide = g_ptr_array_index (slides->slides, i),
                       .canvas = canvas,
                       .style = mirador_canvas_get_style (canvas),
                       .left = BAR + style.margin,
                       .width = MIRADOR_SLIDE_WIDTH - BAR - 2 * style.margin };
  draw_foot (&drawing, i + 1);
  if (is_of_figures (drawing.slide))
    grid = draw_around_figures (&drawing);
  else if (drawing.slide->charts->len == 0)
    draw_reasons (&drawing);
  return grid;
}

void
mirador_slides_draw (const MiradorSlides *self, guint i, cairo_t *cr)
{
  const MiradorSlide *slide;
  Grid grid;

  g_return_if_fail (i < self->slides->len);

  slide = g_ptr_array_index (self->slides, i);
  grid = draw_ground (self, i, cr);
  if (is_of_figures (slide))
    draw_cards (self, slide, cr, grid);
  else if (slide->charts->len > 0)
    draw_chart (self, slide, cr);
}
