/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/canvas-private.h"

#include <math.h>
#include <string.h>

/* PLplot's driver refuses texts of 500 characters; nothing that long fits in a line anyway. */
#define LONGEST_LINE 240
#define LONGEST_PARAGRAPH 4000
#define LEADING 1.3
#define ELLIPSIS "…"

static double
px_of (const MiradorCanvas *canvas, MiradorTextSize size)
{
  return canvas->style.px[size];
}

/* Made as PLplot's driver makes its own: a size in points, which Pango takes at 96 to the inch. */
static void
set_font (MiradorCanvas *canvas, MiradorTextSize size, gboolean bold)
{
  PangoFontDescription *font = pango_font_description_new ();

  pango_font_description_set_family (font, mirador_canvas_family ());
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_absolute_size (font, px_of (canvas, size) * MIRADOR_CANVAS_UNITS
                                                    * PANGO_SCALE);
  pango_layout_set_font_description (canvas->layout, font);
  pango_font_description_free (font);
}

static void
measure (MiradorCanvas *canvas, const char *text, double *width, double *height)
{
  int w, h;

  pango_layout_set_width (canvas->layout, -1);
  pango_layout_set_text (canvas->layout, text, -1);
  pango_layout_get_size (canvas->layout, &w, &h);
  *width = (double)w / PANGO_SCALE / MIRADOR_CANVAS_UNITS;
  if (height != NULL)
    *height = (double)h / PANGO_SCALE / MIRADOR_CANVAS_UNITS;
}

/* One line of valid UTF-8: what comes from a feed may hold anything. */
static char *
clean (const char *text, glong longest)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);

  for (char *at = valid; *at != '\0'; at++)
    if ((guchar)*at < 0x20 || *at == 0x7f)
      *at = ' ';
  g_strstrip (valid);
  if (g_utf8_strlen (valid, -1) <= longest)
    return g_steal_pointer (&valid);
  return g_utf8_substring (valid, 0, longest);
}

static char *
shortened (const char *text, glong n)
{
  g_autofree char *start = g_utf8_substring (text, 0, n);

  g_strchomp (start);
  return g_strconcat (start, ELLIPSIS, NULL);
}

/* (transfer full) (nullable): the longest beginning that fits, with its ellipsis. */
static char *
ellipsize (MiradorCanvas *canvas, const char *text, double max_width)
{
  glong low = 0;
  glong high = g_utf8_strlen (text, -1);

  while (low < high - 1)
    {
      glong middle = (low + high) / 2;
      g_autofree char *candidate = shortened (text, middle);
      double width;

      measure (canvas, candidate, &width, NULL);
      if (width <= max_width)
        low = middle;
      else
        high = middle;
    }
  return low > 0 ? shortened (text, low) : NULL;
}

static char *
fit_line (MiradorCanvas *canvas, const char *text, double max_width, double *width, double *height)
{
  g_autofree char *line = clean (text, LONGEST_LINE);
  g_autofree char *shorter = NULL;

  *width = *height = 0;
  if (line[0] == '\0')
    return NULL;
  measure (canvas, line, width, height);
  if (*width <= max_width)
    return g_steal_pointer (&line);
  shorter = ellipsize (canvas, line, max_width);
  if (shorter != NULL)
    measure (canvas, shorter, width, height);
  return g_steal_pointer (&shorter);
}

MiradorBox
mirador_canvas_text (MiradorCanvas *canvas,
                     double x,
                     double y,
                     const char *text,
                     MiradorTextSize size,
                     gboolean bold,
                     MiradorColour colour,
                     MiradorAlign align,
                     double max_width)
{
  MiradorBox box = { x, y, 0, 0 };
  double limit = max_width > 0 ? MIN (max_width, canvas->width) : canvas->width;
  g_autofree char *line = NULL;

  if (!isfinite (x) || !isfinite (y) || max_width < 0)
    return box;
  set_font (canvas, size, bold);
  line = fit_line (canvas, text, limit, &box.width, &box.height);
  if (line == NULL)
    return (MiradorBox){ x, y, 0, 0 };
  if (align == MIRADOR_ALIGN_CENTRE)
    box.x -= box.width / 2;
  else if (align == MIRADOR_ALIGN_END)
    box.x -= box.width;
  box.x = CLAMP (box.x, 0, MAX (canvas->width - box.width, 0));
  box.y -= box.height / 2;
  /* Half a letter tells nothing: a line that would be cut by the edge is left out. */
  if (box.y < -1 || box.y + box.height > canvas->height + 1)
    return (MiradorBox){ x, y, 0, 0 };
  mirador_canvas_put_text (canvas, box, line, px_of (canvas, size), bold, colour);
  return box;
}

double
mirador_canvas_text_width (MiradorCanvas *canvas,
                           const char *text,
                           MiradorTextSize size,
                           gboolean bold)
{
  g_autofree char *line = clean (text, LONGEST_LINE);
  double width = 0;

  if (line[0] == '\0')
    return 0;
  set_font (canvas, size, bold);
  measure (canvas, line, &width, NULL);
  /* The driver rounds to whole units; a hair of room keeps "fits exactly" true. */
  return width + 0.25;
}

double
mirador_canvas_line_height (const MiradorCanvas *canvas, MiradorTextSize size)
{
  return px_of (canvas, size) * LEADING;
}

void
mirador_canvas_set_px (MiradorCanvas *canvas, MiradorTextSize size, double px)
{
  canvas->style.px[size] = px;
}

GPtrArray *
mirador_canvas_wrap (MiradorCanvas *canvas,
                     double width,
                     const char *text,
                     MiradorTextSize size,
                     gboolean bold,
                     guint max_lines)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *whole = clean (text, LONGEST_PARAGRAPH);
  int n;

  if (whole[0] == '\0' || !(width >= 1))
    return lines;
  set_font (canvas, size, bold);
  pango_layout_set_wrap (canvas->layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (canvas->layout, (int)(width * MIRADOR_CANVAS_UNITS * PANGO_SCALE));
  pango_layout_set_text (canvas->layout, whole, -1);
  n = pango_layout_get_line_count (canvas->layout);
  for (int i = 0; i < n && (max_lines == 0 || lines->len < max_lines); i++)
    {
      PangoLayoutLine *line = pango_layout_get_line_readonly (canvas->layout, i);
      gboolean cut = max_lines > 0 && lines->len == max_lines - 1 && i < n - 1;
      const char *start = whole + line->start_index;

      g_ptr_array_add (lines,
                       g_strchomp (cut ? g_strdup (start) : g_strndup (start, line->length)));
    }
  return lines;
}

double
mirador_canvas_paragraph (MiradorCanvas *canvas,
                          double x,
                          double y,
                          double width,
                          const char *text,
                          MiradorTextSize size,
                          gboolean bold,
                          MiradorColour colour,
                          guint max_lines)
{
  g_autoptr (GPtrArray) lines = mirador_canvas_wrap (canvas, width, text, size, bold, max_lines);
  double height = mirador_canvas_line_height (canvas, size);

  for (guint i = 0; i < lines->len; i++)
    mirador_canvas_text (canvas, x, y + (i + 0.5) * height, g_ptr_array_index (lines, i), size,
                         bold, colour, MIRADOR_ALIGN_START, width);
  return lines->len * height;
}

double
mirador_canvas_paragraph_height (MiradorCanvas *canvas,
                                 double width,
                                 const char *text,
                                 MiradorTextSize size,
                                 gboolean bold,
                                 guint max_lines)
{
  g_autoptr (GPtrArray) lines = mirador_canvas_wrap (canvas, width, text, size, bold, max_lines);

  return lines->len * mirador_canvas_line_height (canvas, size);
}
