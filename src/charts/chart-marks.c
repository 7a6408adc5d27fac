/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/chart-private.h"

static void
clear_mark (gpointer mark)
{
  g_clear_pointer (&((MiradorMark *)mark)->corners, g_free);
}

GArray *
mirador_marks_new (void)
{
  GArray *marks = g_array_new (FALSE, TRUE, sizeof (MiradorMark));

  g_array_set_clear_func (marks, clear_mark);
  return marks;
}

static MiradorMark
make_mark (const MiradorCanvas *canvas, MiradorBox box, guint frame, guint row)
{
  double left = CLAMP (box.x, 0, mirador_canvas_get_width (canvas));
  double top = CLAMP (box.y, 0, mirador_canvas_get_height (canvas));
  double right = CLAMP (box.x + box.width, 0, mirador_canvas_get_width (canvas));
  double bottom = CLAMP (box.y + box.height, 0, mirador_canvas_get_height (canvas));

  return (MiradorMark){ { left, top, right - left, bottom - top }, frame, row, 0, NULL };
}

void
mirador_chart_add_mark (GArray *marks,
                        const MiradorCanvas *canvas,
                        MiradorBox box,
                        guint frame,
                        guint row)
{
  MiradorMark mark = make_mark (canvas, box, frame, row);

  if (mark.box.width > 0 && mark.box.height > 0)
    g_array_append_val (marks, mark);
}

void
mirador_chart_add_outline_mark (GArray *marks,
                                const MiradorCanvas *canvas,
                                guint n,
                                const double *x,
                                const double *y,
                                guint frame,
                                guint row)
{
  MiradorBox box;
  MiradorMark mark;
  double right, bottom;

  if (n < 3)
    return;
  box = (MiradorBox){ x[0], y[0], 0, 0 };
  right = x[0];
  bottom = y[0];
  for (guint i = 1; i < n; i++)
    {
      box.x = MIN (box.x, x[i]);
      box.y = MIN (box.y, y[i]);
      right = MAX (right, x[i]);
      bottom = MAX (bottom, y[i]);
    }
  box.width = right - box.x;
  box.height = bottom - box.y;
  mark = make_mark (canvas, box, frame, row);
  if (!(mark.box.width > 0) || !(mark.box.height > 0))
    return;
  mark.n_corners = n;
  mark.corners = g_new (double, 2 * n);
  for (guint i = 0; i < n; i++)
    {
      mark.corners[2 * i] = x[i];
      mark.corners[2 * i + 1] = y[i];
    }
  g_array_append_val (marks, mark);
}

/* Even-odd: a ray to the right crosses the outline an odd number of times. */
static gboolean
is_within (const MiradorMark *mark, double x, double y)
{
  gboolean within = FALSE;

  for (guint i = 0, j = mark->n_corners - 1; i < mark->n_corners; j = i++)
    {
      const double *a = mark->corners + 2 * i;
      const double *b = mark->corners + 2 * j;

      if ((a[1] > y) != (b[1] > y) && x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0])
        within = !within;
    }
  return within;
}

int
mirador_chart_find_mark (const GArray *marks, double x, double y)
{
  int found = -1;
  double smallest = G_MAXDOUBLE;

  for (guint i = 0; i < marks->len; i++)
    {
      const MiradorMark *mark = &g_array_index (marks, MiradorMark, i);
      double area = mark->box.width * mark->box.height;

      if (x < mark->box.x || x > mark->box.x + mark->box.width || y < mark->box.y
          || y > mark->box.y + mark->box.height || area >= smallest)
        continue;
      if (mark->n_corners > 0 && !is_within (mark, x, y))
        continue;
      smallest = area;
      found = (int)i;
    }
  return found;
}
