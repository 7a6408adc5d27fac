/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/chart-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define CORNER_STEPS 4

MiradorBox
mirador_box_snap (MiradorBox box)
{
  double left = round (box.x);
  double top = round (box.y);

  return (MiradorBox){ left, top, MAX (round (box.x + box.width) - left, 1),
                       MAX (round (box.y + box.height) - top, 1) };
}

/* A polygon with slightly round corners on the far side; too small a bar keeps square ones. */
static void
fill_rounded (MiradorCanvas *canvas, MiradorBox box, double radius, MiradorColour fill)
{
  double x[4 * (CORNER_STEPS + 1)];
  double y[4 * (CORNER_STEPS + 1)];
  double right = box.x + box.width - radius;
  double bottom = box.y + box.height - radius;
  double centre_x[] = { right, box.x + radius, box.x + radius, right };
  double centre_y[] = { bottom, bottom, box.y + radius, box.y + radius };
  guint n = 0;

  for (int corner = 0; corner < 4; corner++)
    for (int step = 0; step <= CORNER_STEPS; step++, n++)
      {
        double angle = G_PI / 2 * (corner + (double)step / CORNER_STEPS);

        x[n] = centre_x[corner] + radius * cos (angle);
        y[n] = centre_y[corner] + radius * sin (angle);
      }
  mirador_canvas_fill_polygon (canvas, n, x, y, fill);
}

static void
outline_rect (MiradorCanvas *canvas, MiradorBox box, MiradorColour colour, double width)
{
  MiradorBox inner
    = { box.x + width / 2, box.y + width / 2, box.width - width, box.height - width };

  if (inner.width > 0 && inner.height > 0)
    mirador_canvas_stroke_rect (canvas, inner, colour, width);
}

static void
outline_dashed (MiradorCanvas *canvas, MiradorBox box, MiradorColour colour, double width)
{
  double left = box.x + width / 2, right = box.x + box.width - width / 2;
  double top = box.y + width / 2, bottom = box.y + box.height - width / 2;
  double x[] = { left, right, right, left, left };
  double y[] = { top, top, bottom, bottom, top };

  mirador_canvas_polyline (canvas, 5, x, y, colour, width, TRUE);
}

/* Hatched; in black and white, where hatching tells series apart, empty with a broken outline. */
static void
draw_partial_bar (MiradorCanvas *canvas,
                  MiradorBox bar,
                  MiradorColour fill,
                  MiradorColour edge,
                  double line)
{
  const MiradorStyle *style = mirador_canvas_get_style (canvas);

  if (style->theme == MIRADOR_THEME_PRINT)
    {
      mirador_canvas_fill_rect (canvas, bar, style->background);
      outline_dashed (canvas, bar, style->text, line);
      return;
    }
  mirador_canvas_fill_rect (canvas, bar, mirador_colour_mix (fill, style->background, 0.75));
  mirador_canvas_hatch_rect (canvas, bar, edge);
  outline_rect (canvas, bar, edge, line);
}

static void
draw_patterned_bar (MiradorCanvas *canvas,
                    MiradorBox bar,
                    MiradorColour fill,
                    MiradorPattern pattern,
                    double line)
{
  const MiradorStyle *style = mirador_canvas_get_style (canvas);

  mirador_canvas_fill_rect (canvas, bar, mirador_colour_mix (fill, style->background, 0.88));
  mirador_canvas_pattern_rect (canvas, bar, pattern, style->text);
  outline_rect (canvas, bar, style->text, line);
}

void
mirador_chart_draw_bar (MiradorCanvas *canvas, MiradorBox box, MiradorColour fill, gboolean partial)
{
  mirador_chart_draw_pattern_bar (canvas, box, fill, MIRADOR_PATTERN_NONE, partial);
}

void
mirador_chart_draw_pattern_bar (MiradorCanvas *canvas,
                                MiradorBox box,
                                MiradorColour fill,
                                MiradorPattern pattern,
                                gboolean partial)
{
  const MiradorStyle *style = mirador_canvas_get_style (canvas);
  MiradorBox bar = mirador_box_snap (box);
  MiradorColour edge = mirador_style_outline_of (style, fill);
  gboolean pale = mirador_colour_contrast (fill, style->background) < style->least_outline;
  double line = MAX (1, round (style->scale));
  double radius = MIN (2 * style->scale, MIN (bar.width, bar.height) / 4);

  if (bar.width < 3 * line)
    mirador_canvas_fill_rect (canvas, bar, edge);
  else if (partial)
    draw_partial_bar (canvas, bar, fill, edge, line);
  else if (pattern != MIRADOR_PATTERN_NONE)
    draw_patterned_bar (canvas, bar, fill, pattern, line);
  else if (pale)
    {
      mirador_canvas_fill_rect (canvas, bar, fill);
      outline_rect (canvas, bar, edge, line);
    }
  else
    fill_rounded (canvas, bar, radius, fill);
}

/* The parts of a sentence: before, strong, after. */
static void
split_strong (const char *text, char *parts[3])
{
  const char *on = strstr (text, MIRADOR_STRONG_ON);
  const char *off = on != NULL ? strstr (on, MIRADOR_STRONG_OFF) : NULL;

  parts[0] = off != NULL ? g_strndup (text, on - text) : g_strdup (text);
  parts[1] = off != NULL ? g_strndup (on + 1, off - on - 1) : g_strdup ("");
  parts[2] = off != NULL ? g_strdup (off + 1) : g_strdup ("");
  for (int i = 0; i < 3; i++)
    g_strstrip (parts[i]);
}

static double
strong_gap (const MiradorCanvas *canvas, MiradorTextSize size)
{
  return mirador_canvas_get_style (canvas)->px[size] * 0.32;
}

double
mirador_chart_strong_width (MiradorCanvas *canvas, const char *text, MiradorTextSize size)
{
  char *parts[3];
  double width = 0;

  split_strong (text, parts);
  for (int i = 0; i < 3; i++)
    {
      if (parts[i][0] != '\0')
        width += mirador_canvas_text_width (canvas, parts[i], size, i == 1)
                 + (width > 0 ? strong_gap (canvas, size) : 0);
      g_free (parts[i]);
    }
  return width;
}

MiradorBox
mirador_chart_draw_strong (MiradorCanvas *canvas,
                           double x,
                           double y,
                           const char *text,
                           MiradorTextSize size,
                           MiradorColour strong,
                           MiradorColour rest,
                           double max_width)
{
  MiradorBox whole = { x, y, 0, 0 };
  char *parts[3];
  double at = x;

  split_strong (text, parts);
  for (int i = 0; i < 3; i++)
    {
      if (parts[i][0] != '\0' && x + max_width - at > 1)
        {
          MiradorBox box
            = mirador_canvas_text (canvas, at, y, parts[i], size, i == 1, i == 1 ? strong : rest,
                                   MIRADOR_ALIGN_START, x + max_width - at);

          whole.y = box.height > whole.height ? box.y : whole.y;
          whole.height = MAX (whole.height, box.height);
          whole.width = at + box.width - x;
          at += box.width + strong_gap (canvas, size);
        }
      g_free (parts[i]);
    }
  return whole;
}

void
mirador_chart_draw_label (MiradorCanvas *canvas,
                          double right,
                          double middle,
                          double width,
                          double height,
                          const char *text,
                          MiradorTextSize size,
                          gboolean bold,
                          MiradorColour colour)
{
  double line = mirador_canvas_line_height (canvas, size);
  guint room = height >= 2 * line ? 2 : 1;
  g_autoptr (GPtrArray) lines = NULL;

  if (room == 1 || mirador_canvas_text_width (canvas, text, size, bold) <= width)
    {
      mirador_canvas_text (canvas, right, middle, text, size, bold, colour, MIRADOR_ALIGN_END,
                           MAX (width, 1));
      return;
    }
  lines = mirador_canvas_wrap (canvas, width, text, size, bold, room);
  for (guint i = 0; i < lines->len; i++)
    mirador_canvas_text (canvas, right, middle + (i - (lines->len - 1) / 2.0) * line,
                         g_ptr_array_index (lines, i), size, bold, colour, MIRADOR_ALIGN_END,
                         width);
}

void
mirador_chart_begin_with_capital (char **text)
{
  g_autofree char *rest = g_strdup ((*text)[0] != '\0' ? g_utf8_next_char (*text) : "");
  char first[8] = "";

  if ((*text)[0] == '\0')
    return;
  first[g_unichar_to_utf8 (g_unichar_totitle (g_utf8_get_char (*text)), first)] = '\0';
  g_free (*text);
  *text = g_strconcat (first, rest, NULL);
}

void
mirador_chart_draw_sentence (MiradorCanvas *canvas, MiradorBox box, const char *text)
{
  const MiradorStyle *style = mirador_canvas_get_style (canvas);
  double width = MIN (box.width, style->px[MIRADOR_TEXT_NORMAL] * 34);
  double needed
    = mirador_canvas_paragraph_height (canvas, width, text, MIRADOR_TEXT_NORMAL, FALSE, 0);
  MiradorTextSize size = needed <= box.height ? MIRADOR_TEXT_NORMAL : MIRADOR_TEXT_SMALL;
  double line = mirador_canvas_line_height (canvas, size);
  guint room = box.height > line ? (guint)(box.height / line) : 1;
  g_autoptr (GPtrArray) lines = mirador_canvas_wrap (canvas, width, text, size, FALSE, room);

  for (guint i = 0; i < lines->len; i++)
    mirador_canvas_text (
      canvas, box.x + box.width / 2, box.y + box.height / 2 + (i - (lines->len - 1) / 2.0) * line,
      g_ptr_array_index (lines, i), size, FALSE, style->muted, MIRADOR_ALIGN_CENTRE, width);
}

static double
tag_padding (const MiradorCanvas *canvas)
{
  return mirador_canvas_get_style (canvas)->px[MIRADOR_TEXT_SMALL] * 0.6;
}

double
mirador_chart_tag_width (MiradorCanvas *canvas)
{
  return mirador_canvas_text_width (canvas, _ ("Simulated data"), MIRADOR_TEXT_SMALL, TRUE)
         + 2 * tag_padding (canvas);
}

double
mirador_chart_tag_height (const MiradorCanvas *canvas)
{
  return mirador_canvas_line_height (canvas, MIRADOR_TEXT_SMALL) * 1.25;
}

double
mirador_chart_draw_tag (MiradorCanvas *canvas, double right, double middle)
{
  const MiradorStyle *style = mirador_canvas_get_style (canvas);
  double width = mirador_chart_tag_width (canvas);
  double height = mirador_chart_tag_height (canvas);
  MiradorBox box
    = mirador_box_snap ((MiradorBox){ MAX (right - width, 0), middle - height / 2, width, height });

  mirador_canvas_text (canvas, right - width / 2, box.y + box.height / 2, _ ("Simulated data"),
                       MIRADOR_TEXT_SMALL, TRUE, style->alert, MIRADOR_ALIGN_CENTRE,
                       mirador_canvas_get_width (canvas));
  outline_rect (canvas, box, style->alert, MAX (1, round (style->scale)));
  return width;
}
