/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/chart-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* The plot keeps at least this much of the height; footers give way first. */
#define PLOT_SHARE 0.52
#define MOST_NOTE_LINES 3
/* From a wall the plot is read, the small print is not: it keeps to few of its larger lines. */
#define MOST_PROJECTED_NOTE_LINES 2
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
  gboolean tag_below; /* the tag stands beside the subtitle */
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

static gboolean
has_room_for_subtitle (const Layout *layout)
{
  MiradorTextSize size = layout->chart->kind->one_figure ? MIRADOR_TEXT_NORMAL : MIRADOR_TEXT_LARGE;

  return has_text (layout->chart->subtitle)
         && mirador_canvas_get_height (layout->canvas)
              > 6.5 * mirador_canvas_line_height (layout->canvas, size);
}

/* A card's tag stands beside its subtitle, where there is room; elsewhere it goes there where it
 * would cost the headline a line. */
static gboolean
tag_beside_subtitle (const Layout *layout, MiradorTextSize headline)
{
  double tag = mirador_chart_tag_width (layout->canvas);
  double gap = layout->style->px[MIRADOR_TEXT_NORMAL];
  double subtitle;

  if (layout->style->embedded)
    return has_text (layout->chart->subtitle) && layout->width >= 3 * tag;
  if (!has_room_for_subtitle (layout))
    return FALSE;
  subtitle = mirador_canvas_text_width (layout->canvas, layout->chart->subtitle, MIRADOR_TEXT_SMALL,
                                        FALSE);
  return subtitle + gap + tag <= layout->width
         && (layout->width < 5 * tag
             || mirador_canvas_text_width (layout->canvas, layout->chart->headline, headline, TRUE)
                  > layout->width - tag - gap);
}

/* Beside the headline where there is room, on a line of its own above it where there is none. */
static double
place_tag (Layout *layout, MiradorTextSize headline)
{
  double needed = mirador_chart_tag_width (layout->canvas);
  double height = mirador_chart_tag_height (layout->canvas);
  double line = mirador_canvas_line_height (layout->canvas, headline);
  gboolean beside = !layout->style->embedded && layout->width >= 5 * needed;

  layout->tag_below = tag_beside_subtitle (layout, headline);
  if (layout->tag_below)
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

/* A year does not part from the letters before it, nor a number from what it counts: «AF 2025» and
 * «13,176 personas» stay on one line. */
static void
bind_numbers (char **text)
{
  GString *bound = g_string_new (*text);

  for (gsize i = 1; i + 1 < bound->len; i++)
    {
      const char *at = bound->str + i;
      gboolean year
        = i > 1 && g_ascii_isupper (at[-1]) && g_ascii_isupper (at[-2]) && g_ascii_isdigit (at[1]);

      if (*at == ' ' && (year || (g_ascii_isdigit (at[-1]) && g_ascii_islower (at[1]))))
        {
          g_string_erase (bound, (gssize)i, 1);
          g_string_insert (bound, (gssize)i, "\302\240");
        }
    }
  g_free (*text);
  *text = g_string_free (bound, FALSE);
}

static guint
count_headline_lines (Layout *layout,
                      double width,
                      const char *text,
                      MiradorTextSize size,
                      guint most)
{
  g_autoptr (GPtrArray) lines
    = mirador_canvas_wrap (layout->canvas, width, text, size, TRUE, most + 1);

  return lines->len;
}

/* No word is left alone on a last line: the narrowest width that needs no more lines. */
static double
balance (Layout *layout, double width, const char *text, MiradorTextSize size, guint most)
{
  guint n = count_headline_lines (layout, width, text, size, most);
  double low = width / 2;
  double high = width;

  if (n < 2 || n > most)
    return width;
  for (int step = 0; step < 6; step++)
    {
      double middle = (low + high) / 2;

      if (count_headline_lines (layout, middle, text, size, most) <= n)
        high = middle;
      else
        low = middle;
    }
  return MIN (high + 1, width);
}

/* Two clauses that fit a line each stand on one each. */
static gboolean
draw_clauses (Layout *layout, double width, const char *text, MiradorTextSize size)
{
  const char *clause = strstr (text, "; ");
  g_autofree char *first = clause != NULL ? g_strndup (text, clause + 1 - text) : NULL;
  double line = mirador_canvas_line_height (layout->canvas, size);

  if (clause == NULL || mirador_canvas_text_width (layout->canvas, text, size, TRUE) <= width
      || mirador_canvas_text_width (layout->canvas, first, size, TRUE) > width
      || mirador_canvas_text_width (layout->canvas, clause + 2, size, TRUE) > width)
    return FALSE;
  for (int i = 0; i < 2; i++, layout->top += line)
    mirador_canvas_text (layout->canvas, layout->left, layout->top + line / 2,
                         i == 0 ? first : clause + 2, size, TRUE, layout->style->text,
                         MIRADOR_ALIGN_START, width);
  return TRUE;
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
  mirador_chart_begin_with_capital (&text);
  bind_numbers (&text);
  if (most > 1 && draw_clauses (layout, width, text, size))
    return;
  layout->top += mirador_canvas_paragraph (layout->canvas, layout->left, layout->top,
                                           balance (layout, width, text, size, most), text, size,
                                           TRUE, layout->style->text, most);
}

static void
draw_subtitle (Layout *layout, gboolean low)
{
  const MiradorStyle *style = layout->style;
  const char *text = layout->chart->subtitle;
  MiradorTextSize size = MIRADOR_TEXT_NORMAL;
  double width = layout->width;

  layout->top += style->px[MIRADOR_TEXT_NORMAL] * (style->embedded ? 0.05 : 0.4);
  if (layout->tag_below)
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
  if (has_room_for_subtitle (layout))
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

/* (transfer full): the source in @most lines; when the data came gives way before who made them. */
static char *
shorten_source (Layout *layout, guint most)
{
  char *text = g_strdup (layout->chart->source != NULL ? layout->chart->source : "");
  char *clause = g_strrstr (text, ", ");
  char *sentence = g_strrstr (text, ". ");

  if (count_lines (layout, text, most + 1) > most && clause != NULL && sentence != NULL
      && clause > sentence)
    {
      clause[0] = '.';
      clause[1] = '\0';
    }
  return text;
}

/* How the picture must be read, which nothing else in it says; NULL where there is no such note. */
static char *
find_key_note (const MiradorChart *chart)
{
  g_auto (GStrv) own
    = chart->kind->notes != NULL && chart->why_empty == NULL ? chart->kind->notes (chart) : NULL;

  return own != NULL ? g_strdup (own[0]) : NULL;
}

/* (transfer full): those of the notes that are kept, and of @also, in their order. */
static char *
join_notes (char **notes, const gboolean *kept, guint also)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; notes[i] != NULL; i++)
    if (kept[i] || i == also)
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", notes[i]);
  return g_string_free (text, FALSE);
}

static gboolean
keep_note (Layout *layout, char **notes, gboolean *kept, guint i, guint most)
{
  g_autofree char *text = join_notes (notes, kept, i);

  kept[i] = kept[i] || count_lines (layout, text, most + 1) <= most;
  return kept[i];
}

/* (transfer full): the notes that fit into @most lines, each of them whole, and first of all the
 * one that tells how to read the picture; one is cut only where none fits. */
static char *
choose_notes (Layout *layout, guint most)
{
  char **notes = layout->chart->notes;
  guint n = notes != NULL ? g_strv_length (notes) : 0;
  g_autofree gboolean *kept = g_new0 (gboolean, n + 1);
  g_autofree char *whole = n > 0 && most > 0 ? g_strjoinv (" ", notes) : g_strdup ("");
  g_autofree char *key = NULL;
  guint n_kept = 0;

  if (count_lines (layout, whole, most + 1) <= most)
    return g_steal_pointer (&whole);
  key = find_key_note (layout->chart);
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (notes[i], key) == 0)
      keep_note (layout, notes, kept, i, most);
  for (guint i = 0; i < n; i++)
    n_kept += keep_note (layout, notes, kept, i, most) ? 1 : 0;
  return n_kept > 0 ? join_notes (notes, kept, n) : g_steal_pointer (&whole);
}

static guint
most_note_lines (const Layout *layout, gboolean low_card)
{
  if (layout->style->embedded)
    return low_card ? 1 : 2;
  return layout->style->theme == MIRADOR_THEME_PROJECTOR ? MOST_PROJECTED_NOTE_LINES
                                                         : MOST_NOTE_LINES;
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
  gboolean card = layout->style->embedded;
  gboolean low_card = card && height < LOW_CARD;
  gboolean projected = layout->style->theme == MIRADOR_THEME_PROJECTOR;
  g_autofree char *source = shorten_source (layout, MIN (room, low_card || projected ? 1 : 2));
  guint source_lines = count_lines (layout, source, MIN (room, low_card ? 1 : 2));
  guint most_notes = MIN (room - source_lines, most_note_lines (layout, low_card));
  g_autofree char *notes = choose_notes (layout, most_notes);
  guint note_lines = count_lines (layout, notes, most_notes);

  draw_lines_up (layout, source, source_lines);
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
  Layout layout = { chart, canvas, style, style->margin, 0, 0, 0, FALSE };

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
