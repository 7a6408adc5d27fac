/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/funnel-panel.h"

#include <math.h>
#include "analysis/label.h"

#define N_BESIDE 4    /* places for a name that are clearly its own */
#define FEW_PLACES 12 /* all of which may have their names */

static const MiradorFunnelPoint *
point_at (const MiradorFunnelPanel *panel, guint i)
{
  return &g_array_index (panel->funnel->points, MiradorFunnelPoint, i);
}

static gboolean
is_crossed (const MiradorFunnelPanel *panel, MiradorBox box)
{
  static const double levels[]
    = { 0, MIRADOR_FUNNEL_Z95, -MIRADOR_FUNNEL_Z95, MIRADOR_FUNNEL_Z998, -MIRADOR_FUNNEL_Z998 };

  double clear = MAX (panel->style->scale, 1);

  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    for (guint k = 0; k <= 4; k++)
      {
        double x = box.x + box.width * k / 4;
        double n = mirador_funnel_panel_denominator (
          panel, (x - panel->scale.left) / (panel->scale.right - panel->scale.left));
        double y
          = mirador_funnel_panel_y (panel, mirador_funnel_limit (panel->funnel, n, levels[i]));

        if (y > box.y - clear && y < box.y + box.height + clear)
          return TRUE;
      }
  return FALSE;
}

static gboolean
try_name (MiradorFunnelPanel *panel,
          MiradorBox box,
          const char *name,
          const MiradorFunnelPoint *point,
          gboolean plate)
{
  gboolean bold = point->outside != 0;
  MiradorColour colour
    = bold
        ? mirador_style_text_of (panel->style, mirador_funnel_panel_colour (panel, point->outside))
        : panel->style->muted;
  MiradorBox drawn;

  if (box.x < panel->scale.left || box.x + box.width > panel->scale.right || box.y < panel->box.y
      || box.y + box.height > panel->scale.bottom || mirador_control_is_taken (panel->taken, box))
    return FALSE;
  if (plate)
    {
      MiradorColour ground = panel->style->background;

      ground.a = 0.85;
      mirador_canvas_fill_rect (panel->canvas, box, ground);
    }
  drawn = mirador_canvas_text (panel->canvas, box.x, box.y + box.height / 2, name,
                               MIRADOR_TEXT_SMALL, bold, colour, MIRADOR_ALIGN_START,
                               box.width + panel->style->px[MIRADOR_TEXT_SMALL]);
  g_array_append_val (panel->taken, drawn);
  return TRUE;
}

/* A name that stands askew could be another's. */
static void
draw_leader (MiradorFunnelPanel *panel, MiradorBox box, const MiradorFunnelPoint *point)
{
  double x = mirador_funnel_panel_x (panel, point->n),
         y = mirador_funnel_panel_y (panel, point->share);
  double to_x = CLAMP (x, box.x + 0.15 * box.width, box.x + 0.85 * box.width);
  double to_y = box.y > y ? box.y + 0.1 * box.height : box.y + 0.9 * box.height;

  mirador_canvas_line (panel->canvas, x, y, to_x, to_y,
                       mirador_funnel_panel_colour (panel, point->outside),
                       MAX (panel->style->scale, 1), FALSE);
}

/* To the right, to the left, above, below, and then askew: the first that is free; where a line
 * runs through all of them, who is outside is named all the same, on a ground of its own. */
static void
name_place (MiradorFunnelPanel *panel, guint i)
{
  const MiradorFunnelPoint *point = point_at (panel, i);
  const MiradorRow *row = mirador_frame_get_row (panel->frame, point->row);
  g_autofree char *name = mirador_row_get_label (row, MIRADOR_VARIES_PLACE);
  double w
    = mirador_canvas_text_width (panel->canvas, name, MIRADOR_TEXT_SMALL, point->outside != 0);
  double h = mirador_canvas_line_height (panel->canvas, MIRADOR_TEXT_SMALL);
  double reach = mirador_funnel_panel_radius (panel, point->outside) + 0.35 * h;
  double x = mirador_funnel_panel_x (panel, point->n),
         y = mirador_funnel_panel_y (panel, point->share);
  MiradorBox boxes[] = { { x + reach, y - h / 2, w, h },
                         { x - reach - w, y - h / 2, w, h },
                         { x - w / 2, y - reach - h, w, h },
                         { x - w / 2, y + reach, w, h },
                         { x, y - reach - h, w, h },
                         { x - w, y - reach - h, w, h },
                         { x, y + reach, w, h },
                         { x - w, y + reach, w, h },
                         { x - w, y - reach - 1.8 * h, w, h },
                         { x, y - reach - 1.8 * h, w, h },
                         { x - w, y + reach + 0.8 * h, w, h },
                         { x, y + reach + 0.8 * h, w, h } };

  guint n_boxes = point->outside != 0 ? G_N_ELEMENTS (boxes) : N_BESIDE;

  for (guint k = 0; k < n_boxes; k++)
    if (!is_crossed (panel, boxes[k]) && try_name (panel, boxes[k], name, point, FALSE))
      {
        if (k >= N_BESIDE)
          draw_leader (panel, boxes[k], point);
        return;
      }
  for (guint k = 0; k < N_BESIDE && point->outside != 0; k++)
    if (try_name (panel, boxes[k], name, point, TRUE))
      return;
}

void
mirador_funnel_draw_names (MiradorFunnelPanel *panel)
{
  guint n = panel->funnel->points->len;

  for (int level = 2; level >= 0; level--)
    for (guint i = 0; i < n; i++)
      if (ABS (point_at (panel, i)->outside) == level && (level > 0 || n <= FEW_PLACES))
        name_place (panel, i);
}
