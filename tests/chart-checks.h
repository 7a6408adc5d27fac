/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart-picture.h"

/* What is wrong with a picture, in words: each returns (transfer full) (nullable) its first fault.
 */

G_GNUC_UNUSED static char *
find_text_outside (const Picture *picture)
{
  double width = mirador_canvas_get_width (picture->canvas);
  double height = mirador_canvas_get_height (picture->canvas);

  for (guint i = 0; i < n_ops (picture); i++)
    {
      const MiradorOp *op = op_at (picture, i);
      MiradorBox box = op->box;

      if (!isfinite (box.x) || !isfinite (box.y) || !isfinite (box.width) || !isfinite (box.height))
        return g_strdup_printf ("a shape lies nowhere (%g, %g)", box.x, box.y);
      if (op->text != NULL
          && (box.x < -1 || box.y < -1.5 || box.x + box.width > width + 1
              || box.y + box.height > height + 1.5))
        return g_strdup_printf ("“%s” leaves the picture (%.0f,%.0f %.0fx%.0f)", op->text, box.x,
                                box.y, box.width, box.height);
    }
  return NULL;
}

/* A text box holds room for accents above and tails below; so much of it may touch. */
static inline gboolean
texts_collide (MiradorBox a, MiradorBox b)
{
  double slack = 0.12 * MIN (a.height, b.height);

  return a.x + 0.5 < b.x + b.width && b.x + 0.5 < a.x + a.width && a.y + slack < b.y + b.height
         && b.y + slack < a.y + a.height;
}

G_GNUC_UNUSED static char *
find_overlap (const Picture *picture)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  for (guint i = 0; i < n_ops (picture); i++)
    if (op_at (picture, i)->text != NULL)
      g_ptr_array_add (texts, (gpointer)op_at (picture, i));
  for (guint i = 0; i < texts->len; i++)
    for (guint k = i + 1; k < texts->len; k++)
      {
        const MiradorOp *a = texts->pdata[i], *b = texts->pdata[k];

        if (texts_collide (a->box, b->box))
          return g_strdup_printf ("“%s” and “%s” overlap (%.0f,%.0f)", a->text, b->text, b->box.x,
                                  b->box.y);
      }
  return NULL;
}

G_GNUC_UNUSED static char *
find_wrong_mark (const MiradorChart *chart, const Picture *picture)
{
  double width = mirador_canvas_get_width (picture->canvas);
  double height = mirador_canvas_get_height (picture->canvas);

  for (guint i = 0; i < picture->marks->len; i++)
    {
      MiradorMark mark = g_array_index (picture->marks, MiradorMark, i);

      if (!(mark.box.x >= 0 && mark.box.y >= 0 && mark.box.width > 0 && mark.box.height > 0
            && mark.box.x + mark.box.width <= width + 1e-6
            && mark.box.y + mark.box.height <= height + 1e-6))
        return g_strdup_printf ("mark %u lies outside (%g,%g %gx%g)", i, mark.box.x, mark.box.y,
                                mark.box.width, mark.box.height);
      if (mark.frame >= mirador_chart_get_n_frames (chart))
        return g_strdup_printf ("mark %u is of frame %u", i, mark.frame);
      if (mark.row >= mirador_frame_get_n_rows (mirador_chart_get_frame (chart, mark.frame)))
        return g_strdup_printf ("mark %u is of row %u", i, mark.row);
    }
  return NULL;
}

static inline gboolean
box_holds (MiradorBox outer, MiradorBox inner)
{
  return inner.x >= outer.x - 1 && inner.y + 0.2 * inner.height >= outer.y - 1
         && inner.x + inner.width <= outer.x + outer.width + 1
         && inner.y + 0.8 * inner.height <= outer.y + outer.height + 1;
}

/* Whether a fill is the shape of a mark with an outline, which the middle of @text lies beside. */
static inline gboolean
is_shape_beside (const Picture *picture, const MiradorOp *fill, const MiradorOp *text)
{
  for (guint i = 0; i < picture->marks->len; i++)
    {
      MiradorMark mark = g_array_index (picture->marks, MiradorMark, i);
      g_autoptr (GArray) alone = g_array_new (FALSE, FALSE, sizeof mark);

      if (mark.n_corners == 0 || fabs (mark.box.x - fill->box.x) > 1
          || fabs (mark.box.y - fill->box.y) > 1 || fabs (mark.box.width - fill->box.width) > 1
          || fabs (mark.box.height - fill->box.height) > 1)
        continue;
      g_array_append_val (alone, mark);
      return mirador_chart_find_mark (alone, text->box.x + text->box.width / 2,
                                      text->box.y + text->box.height / 2)
             < 0;
    }
  return FALSE;
}

/* WCAG 2.1: 4.5:1 against what lies below the text. */
G_GNUC_UNUSED static char *
find_illegible (const Picture *picture)
{
  for (guint i = 0; i < n_ops (picture); i++)
    {
      const MiradorOp *text = op_at (picture, i);
      MiradorColour below = picture->style.background;

      if (text->text == NULL)
        continue;
      for (guint k = i; k-- > 0;)
        {
          const MiradorOp *fill = op_at (picture, k);

          if (fill->kind != MIRADOR_OP_FILL || fill->colour.a < 0.9
              || !box_holds (fill->box, text->box) || is_shape_beside (picture, fill, text))
            continue;
          below = fill->colour;
          break;
        }
      if (mirador_colour_contrast (text->colour, below) < 4.5)
        return g_strdup_printf ("“%s” has only %.1f:1 (%.0f,%.0f)", text->text,
                                mirador_colour_contrast (text->colour, below), text->box.x,
                                text->box.y);
    }
  return NULL;
}

/* Text that no writer meant: numbers that are none, unfilled places, half letters. */
G_GNUC_UNUSED static char *
find_nonsense (const char *text)
{
  static const char *const never[] = { "(null)", "%1$", "%2$", "%s", "%u", "%d", "\xef\xbf\xbd" };
  static const char *const words[] = { "nan", "-nan", "inf", "-inf", "infinity" };
  g_auto (GStrv) parts = NULL;

  if (!g_utf8_validate (text, -1, NULL))
    return g_strdup ("text that is no UTF-8");
  for (guint i = 0; i < G_N_ELEMENTS (never); i++)
    if (strstr (text, never[i]) != NULL)
      return g_strdup_printf ("“%.200s” has %s in it", text, never[i]);
  /* Not the full stop: «inf.» is short for a lower limit. */
  parts = g_strsplit_set (text, " ,;:()%\n", -1);
  for (guint k = 0; parts[k] != NULL; k++)
    for (guint i = 0; i < G_N_ELEMENTS (words); i++)
      if (g_ascii_strcasecmp (parts[k], words[i]) == 0)
        return g_strdup_printf ("“%s” is not a number in “%.200s”", parts[k], text);
  return NULL;
}
