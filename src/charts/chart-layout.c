/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/chart-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* The plot keeps at least this much of the height; footers give way first. */
#define PLOT_SHARE 0.52
#define MOST_NOTE_LINES 3
/* A card below this height keeps one line for the source and one for the notes. */
#define LOW_CARD 300.0
/* A card's own menu sits in its top right corner. */
#define CARD_MENU_WIDTH 36.0

typedef struct
{
  const MiradorChart *chart;
  MiradorCanvas *canvas;
  const MiradorStyle *style;
  double left, width; /* of everything */
  double top, bottom; /* what is left for the plot */
} Layout;

static gboolean
has_text (const char *text)
{
  return text != NULL && text[0] != '\0';
}

static double
header_top (const Layout *layout)
{
  double side
    = MIN (mirador_canvas_get_width (layout->canvas), mirador_canvas_get_height (layout->canvas));

  return layout->style->embedded ? 12 : MAX (28 * side / 675, MIN (6, side / 20));
}

/* A card's tag stands beside its subtitle, where there is room. */
static gboolean
tag_beside_subtitle (const Layout *layout)
{
  return layout->style->embedded && has_text (layout->chart->subtitle)
         && layout->width >= 3 * mirador_chart_tag_width (layout->canvas);
}

/* Beside the headline where there is room, on a line of its own above it where there is none. */
static double
place_tag (Layout *layout, MiradorTextSize headline)
{
  double needed = mirador_chart_tag_width (layout->canvas);
  double height = mirador_chart_tag_height (layout->canvas);
  double line = mirador_canvas_line_height (layout->canvas, headline);
  gboolean beside = !layout->style->embedded && layout->width >= 5 * needed;

  if (tag_beside_subtitle (layout))
    return 0;
  if (beside)
    {
      mirador_chart_draw_tag (layout->canvas, layout->left + layout->width, layout->top + line / 2);
      return needed + layout->style->px[MIRADOR_TEXT_NORMAL];
    }
  mirador_chart_draw_tag (layout->canvas, layout->left + needed, layout->top + height / 2);
  layout->top += height + 3 * layout->style->scale;
  return 0;
}

/* Half a figure is a wrong one: a headline that is too long loses its last clause before its
 * letters. */
static char *
shorten_headline (Layout *layout, double width, MiradorTextSize size, guint most)
{
  char *text = g_strdup (layout->chart->headline);
  char *clause;

  if (layout->chart->kind->one_figure)
    {
      MiradorFrame *frame = mirador_chart_get_frame (layout->chart, 0);

      g_free (text);
      return mirador_frame_get_n_rows (frame) > 0
               ? g_strdup (mirador_row_what (mirador_frame_get_row (frame, 0), FALSE))
               : g_strdup (_ (layout->chart->kind->name));
    }
  while ((clause = g_strrstr (text, "; ")) != NULL)
    {
      g_autoptr (GPtrArray) lines
        = mirador_canvas_wrap (layout->canvas, width, text, size, TRUE, most + 1);

      if (lines->len <= most)
        break;
      *clause = '\0';
    }
  return text;
}

/* A year does not part from the letters before it: «AF 2025» stays on one line. */
static void
bind_years (char **text)
{
  GString *bound = g_string_new (*text);

  for (gsize i = 2; i + 1 < bound->len; i++)
    if (bound->str[i] == ' ' && g_ascii_isupper (bound->str[i - 1])
        && g_ascii_isupper (bound->str[i - 2]) && g_ascii_isdigit (bound->str[i + 1]))
      {
        g_string_erase (bound, (gssize)i, 1);
        g_string_insert (bound, (gssize)i, "\302\240");
      }
  g_free (*text);
  *text = g_string_free (bound, FALSE);
}

static void
draw_headline (Layout *layout, MiradorTextSize size, guint most)
{
  double taken = mirador_chart_is_simulated (layout->chart) ? place_tag (layout, size) : 0;
  double width;
  g_autofree char *text = NULL;

  if (layout->style->embedded)
    taken = MAX (taken, CARD_MENU_WIDTH);
  width = layout->width - taken;
  text = shorten_headline (layout, width, size, most);
  bind_years (&text);
  layout->top += mirador_canvas_paragraph (layout->canvas, layout->left, layout->top, width, text,
                                           size, TRUE, layout->style->text, most);
}

static void
draw_subtitle (Layout *layout, gboolean low)
{
  const MiradorStyle *style = layout->style;
  const char *text = layout->chart->subtitle;
  MiradorTextSize size = MIRADOR_TEXT_NORMAL;
  double width = layout->width;

  layout->top += style->px[MIRADOR_TEXT_NORMAL] * (style->embedded ? 0.05 : 0.4);
  if (mirador_chart_is_simulated (layout->chart) && tag_beside_subtitle (layout))
    {
      width -= mirador_chart_tag_width (layout->canvas) + style->px[MIRADOR_TEXT_SMALL];
      mirador_chart_draw_tag (layout->canvas, layout->left + layout->width,
                              layout->top + mirador_chart_tag_height (layout->canvas) / 2);
    }
  if (style->embedded || layout->chart->kind->one_figure || low
      || mirador_canvas_text_width (layout->canvas, text, size, FALSE) > width)
    size = MIRADOR_TEXT_SMALL;
  layout->top += mirador_canvas_paragraph (layout->canvas, layout->left, layout->top, width, text,
                                           size, FALSE, style->muted, low ? 1 : 2);
}

static void
draw_header (Layout *layout)
{
  const MiradorStyle *style = layout->style;
  double height = mirador_canvas_get_height (layout->canvas);
  MiradorTextSize size = layout->chart->kind->one_figure ? MIRADOR_TEXT_NORMAL : MIRADOR_TEXT_LARGE;
  double line = mirador_canvas_line_height (layout->canvas, size);
  gboolean low = height < 9 * line;
  gboolean tall = height > 24 * line && layout->width < 26 * style->px[size];

  draw_headline (layout, size, low ? 1 : tall ? 3 : 2);
  if (has_text (layout->chart->subtitle) && height > 6.5 * line)
    draw_subtitle (layout, height < 15 * line);
  layout->top += style->px[MIRADOR_TEXT_NORMAL] * (low ? 0.5 : style->embedded ? 0.7 : 1.2);
}

static guint
count_lines (Layout *layout, const char *text, guint most)
{
  g_autoptr (GPtrArray) lines = NULL;

  if (!has_text (text) || most == 0)
    return 0;
  lines
    = mirador_canvas_wrap (layout->canvas, layout->width, text, MIRADOR_TEXT_SMALL, FALSE, most);
  return lines->len;
}

static void
draw_lines_up (Layout *layout, const char *text, guint n)
{
  double line = mirador_canvas_line_height (layout->canvas, MIRADOR_TEXT_SMALL);

  if (n == 0)
    return;
  layout->bottom -= n * line;
  mirador_canvas_paragraph (layout->canvas, layout->left, layout->bottom, layout->width, text,
                            MIRADOR_TEXT_SMALL, FALSE, layout->style->muted, n);
}

/* From the bottom up: the source, which is kept longest, then the notes as one paragraph. */
static void
draw_footer (Layout *layout)
{
  double line = mirador_canvas_line_height (layout->canvas, MIRADOR_TEXT_SMALL);
  double height = mirador_canvas_get_height (layout->canvas);
  double spare = layout->bottom - layout->top - height * PLOT_SHARE;
  gboolean scarce = layout->bottom - layout->top < 8 * line;
  guint room = spare > line ? (guint)(spare / line) : (scarce ? 0 : 1);
  g_autofree char *notes = g_strjoinv (" ", layout->chart->notes);
  gboolean card = layout->style->embedded;
  gboolean low_card = card && height < LOW_CARD;
  guint source_lines = count_lines (layout, layout->chart->source, MIN (room, low_card ? 1 : 2));
  guint note_lines = count_lines (layout, notes,
                                  MIN (room - source_lines, low_card ? 1
                                                            : card   ? 2
                                                                     : MOST_NOTE_LINES));

  draw_lines_up (layout, layout->chart->source, source_lines);
  draw_lines_up (layout, notes, note_lines);
  if (source_lines + note_lines > 0)
    layout->bottom -= line * (card ? 0.7 : 1.1);
}

static void
enlarge_figure (MiradorCanvas *canvas)
{
  const MiradorStyle *style = mirador_canvas_get_style (canvas);
  double side = MIN (mirador_canvas_get_width (canvas), mirador_canvas_get_height (canvas));

  if (style->embedded)
    {
      mirador_canvas_set_px (canvas, MIRADOR_TEXT_LARGE, 30 * style->text_scale);
      return;
    }
  mirador_canvas_set_px (canvas, MIRADOR_TEXT_LARGE, MAX (side * 0.16, 20));
  mirador_canvas_set_px (canvas, MIRADOR_TEXT_NORMAL, MAX (side * 0.038 * style->text_scale, 12.5));
  mirador_canvas_set_px (canvas, MIRADOR_TEXT_SMALL, MAX (side * 0.023 * style->text_scale, 9.5));
}

MiradorBox
mirador_chart_draw_frame (const MiradorChart *chart, MiradorCanvas *canvas)
{
  const MiradorStyle *style = mirador_canvas_get_style (canvas);
  double height = mirador_canvas_get_height (canvas);
  Layout layout = { chart, canvas, style, style->margin, 0, 0, 0 };

  if (chart->kind->one_figure)
    enlarge_figure (canvas);
  layout.width = mirador_canvas_get_width (canvas) - 2 * style->margin;
  layout.top = header_top (&layout);
  layout.bottom = height - header_top (&layout) * 0.66;
  /* A card of one figure is all figure: it draws its name itself. */
  if (!(chart->kind->one_figure && style->embedded))
    {
      draw_header (&layout);
      draw_footer (&layout);
    }
  return (MiradorBox){ layout.left, layout.top, layout.width, layout.bottom - layout.top };
}
