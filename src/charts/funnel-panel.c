/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/funnel-panel.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include "analysis/headline.h"
#include "analysis/label.h"
#include "model/format.h"

/* Denominators further apart than this would crowd the small places at the left edge. */
#define WIDEST_LINEAR 8.0
/* Above this share of the top an axis from zero would be mostly empty. */
#define CUT_FROM 0.5
#define N_SAMPLES 96 /* of a limit's curve */
#define CAPTIONED_LINES 8.0

static const MiradorFunnelPoint *
point_at (const MiradorFunnelPanel *panel, guint i)
{
  return &g_array_index (panel->funnel->points, MiradorFunnelPoint, i);
}

MiradorFunnelReach
mirador_funnel_reach (const MiradorFunnel *funnel)
{
  MiradorFunnelReach reach = { INFINITY, 0, funnel->share, funnel->share, FALSE, FALSE };

  for (guint i = 0; i < funnel->points->len; i++)
    {
      const MiradorFunnelPoint *point = &g_array_index (funnel->points, MiradorFunnelPoint, i);

      reach.least = fmin (reach.least, point->n);
      reach.most = fmax (reach.most, point->n);
      reach.low = fmin (reach.low, point->share);
      reach.high = fmax (reach.high, point->share);
    }
  reach.logarithmic = reach.most > WIDEST_LINEAR * reach.least;
  /* The mouth of the funnel may be wider than what is in it: its rim is not worth the room. */
  reach.high
    = fmax (reach.high, fmin (mirador_funnel_limit (funnel, reach.least, MIRADOR_FUNNEL_Z998),
                              1.6 * reach.high));
  reach.low = fmin (reach.low, mirador_funnel_limit (funnel, reach.least, -MIRADOR_FUNNEL_Z998));
  reach.high += 0.04 * (reach.high - reach.low);
  reach.low -= 0.04 * (reach.high - reach.low);
  if (funnel->per == 1)
    reach.high = fmin (reach.high, 1);
  reach.cut = reach.low > CUT_FROM * reach.high;
  if (!reach.cut)
    reach.low = 0;
  return reach;
}

/* Percent, or the rate's own unit. */
static double
unit (const MiradorFunnelPanel *panel)
{
  return panel->funnel->per > 1 ? panel->funnel->per : 100;
}

static double
across_of (const MiradorFunnelPanel *panel, double n)
{
  double least = panel->reach.least / 1.15, most = panel->reach.most * 1.1;

  if (panel->reach.logarithmic)
    return log (n / least) / log (most / least);
  return mirador_axis_get_fraction (&panel->across, n);
}

double
mirador_funnel_panel_x (const MiradorFunnelPanel *panel, double n)
{
  return panel->scale.left
         + CLAMP (across_of (panel, n), 0, 1) * (panel->scale.right - panel->scale.left);
}

double
mirador_funnel_panel_y (const MiradorFunnelPanel *panel, double share)
{
  return mirador_control_y (&panel->scale, share * unit (panel));
}

static char *
tick_text (gconstpointer pointer, double tick)
{
  const MiradorFunnelPanel *panel = pointer;
  int decimals = panel->axis.step < 0.1 ? 2 : (panel->axis.step < 1 ? 1 : 0);

  if (panel->funnel->per > 1)
    return mirador_format_short (tick);
  return mirador_format_percent (tick / 100, decimals);
}

static char *
overall_text (const MiradorFunnelPanel *panel)
{
  g_autofree char *share = mirador_funnel_share_to_text (panel->funnel, panel->funnel->share);

  /* Translators: of a funnel plot; %s is the proportion of all places together. */
  return g_strdup_printf (_ ("overall %s"), share);
}

/* Half a label is worse than none. */
static double
choose_label_width (const MiradorFunnelPanel *panel)
{
  g_autofree char *overall = overall_text (panel);
  double width = MAX (
    mirador_canvas_text_width (panel->canvas, overall, MIRADOR_TEXT_SMALL, TRUE),
    mirador_canvas_text_width (panel->canvas, _ ("limit of 99.8%"), MIRADOR_TEXT_SMALL, FALSE));

  return width > panel->box.width * 0.27 ? 0 : width;
}

static void
set_axes (MiradorFunnelPanel *panel, double height)
{
  double line = mirador_canvas_line_height (panel->canvas, MIRADOR_TEXT_SMALL);

  mirador_control_axis_init (&panel->axis, panel->reach.low * unit (panel),
                             panel->reach.high * unit (panel),
                             (guint)CLAMP (height / (2.4 * line), 3, 6), FALSE);
  mirador_axis_init_linear (&panel->across, 0, panel->reach.most * 1.02,
                            (guint)CLAMP (panel->box.width / (7 * line), 2, 8), TRUE);
}

static void
lay_out (MiradorFunnelPanel *panel)
{
  double small = mirador_canvas_line_height (panel->canvas, MIRADOR_TEXT_SMALL);
  double px = panel->style->px[MIRADOR_TEXT_NORMAL];
  MiradorBox box = panel->box;
  double top, bottom, right;

  panel->captioned = box.height > CAPTIONED_LINES * small;
  top = box.y + (panel->captioned ? 2.1 : 0.8) * small;
  bottom = round (box.y + box.height - (panel->captioned ? 2.6 : 1.5) * small);
  bottom = MAX (bottom, top + 4);
  panel->scale = (MiradorControlScale){ &panel->axis, top, bottom, 0, 0, box.x, tick_text, panel };
  set_axes (panel, bottom - top);
  panel->label_width = choose_label_width (panel);
  panel->scale.left
    = round (box.x + mirador_control_tick_width (&panel->scale, panel->canvas) + 1.3 * px);
  right = box.x + box.width - (panel->label_width > 0 ? panel->label_width + 1.2 * px : px);
  panel->scale.right = MAX (right, panel->scale.left + 4);
}

static void
take (MiradorFunnelPanel *panel, MiradorBox box)
{
  g_array_append_val (panel->taken, box);
}

/* The ground */

/* Returns: where the next one may begin. */
static double
draw_denominator (MiradorFunnelPanel *panel, double n, double free_from)
{
  double line = mirador_canvas_line_height (panel->canvas, MIRADOR_TEXT_SMALL);
  g_autofree char *text = mirador_format_short (n);
  double half = mirador_canvas_text_width (panel->canvas, text, MIRADOR_TEXT_SMALL, FALSE) / 2;
  double x = mirador_funnel_panel_x (panel, n);

  if (x - half < free_from || x + half > panel->box.x + panel->box.width)
    return free_from;
  mirador_canvas_text (panel->canvas, x, panel->scale.bottom + 0.9 * line, text, MIRADOR_TEXT_SMALL,
                       FALSE, panel->style->muted, MIRADOR_ALIGN_CENTRE, 0);
  return x + half + line;
}

static void
draw_denominators (MiradorFunnelPanel *panel)
{
  static const double leads[] = { 1, 2, 5 };
  double free_from = panel->box.x;

  if (!panel->reach.logarithmic)
    {
      for (guint i = 0; i < panel->across.n_ticks; i++)
        free_from = draw_denominator (panel, mirador_axis_get_tick (&panel->across, i), free_from);
      return;
    }
  for (double power = pow (10, floor (log10 (panel->reach.least)));
       isfinite (power) && power <= panel->reach.most * 1.1; power *= 10)
    for (guint i = 0; i < G_N_ELEMENTS (leads); i++)
      {
        double fraction = across_of (panel, power * leads[i]);

        if (fraction >= 0 && fraction <= 1)
          free_from = draw_denominator (panel, power * leads[i], free_from);
      }
}

static char *
name_denominator (const MiradorFunnelPanel *panel)
{
  g_autofree char *whole = NULL;

  if (panel->funnel->per > 1)
    whole = g_strdup (_ ("Inhabitants"));
  else if (panel->funnel->whole != NULL)
    whole = mirador_label_upper (mirador_measure_get_name (panel->funnel->whole, NULL));
  else
    whole = g_strdup (_ ("Denominator"));
  if (!panel->reach.logarithmic)
    return g_steal_pointer (&whole);
  /* Translators: the name of an axis; %s is what it measures. */
  return g_strdup_printf (_ ("%s (logarithmic scale)"), whole);
}

static void
draw_captions (MiradorFunnelPanel *panel)
{
  double line = mirador_canvas_line_height (panel->canvas, MIRADOR_TEXT_SMALL);
  g_autofree char *what = mirador_funnel_what_to_text (panel->funnel);
  g_autofree char *below = name_denominator (panel);

  take (panel, mirador_canvas_text (panel->canvas, panel->box.x, panel->box.y + 0.6 * line, what,
                                    MIRADOR_TEXT_SMALL, FALSE, panel->style->muted,
                                    MIRADOR_ALIGN_START, panel->box.width));
  mirador_canvas_text (panel->canvas, panel->scale.right, panel->scale.bottom + 2.05 * line, below,
                       MIRADOR_TEXT_SMALL, FALSE, panel->style->muted, MIRADOR_ALIGN_END,
                       panel->scale.right - panel->box.x);
}

/* Limits */

double
mirador_funnel_panel_denominator (const MiradorFunnelPanel *panel, double fraction)
{
  double least = panel->reach.least / 1.15, most = panel->reach.most * 1.1;

  if (panel->reach.logarithmic)
    return least * pow (most / least, fraction);
  return panel->across.low + fraction * (panel->across.high - panel->across.low);
}

/* The curve bends where denominators are small: there more points are needed. */
static double
sample (const MiradorFunnelPanel *panel, double fraction)
{
  return panel->reach.logarithmic ? fraction : fraction * fraction * fraction;
}

/* Where the curve leaves the picture it stops, as if the picture had a window. */
static void
draw_limit (MiradorFunnelPanel *panel, double z, gboolean dashed)
{
  double x[N_SAMPLES], y[N_SAMPLES];
  guint n = 0;

  for (guint i = 0; i < N_SAMPLES; i++)
    {
      double denominator
        = mirador_funnel_panel_denominator (panel, sample (panel, i / (N_SAMPLES - 1.0)));
      double limit = mirador_funnel_limit (panel->funnel, denominator, z);
      double value = limit * unit (panel);

      if (!(denominator > 0) || !isfinite (value) || value > panel->axis.high
          || value < panel->axis.low)
        continue;
      x[n] = mirador_funnel_panel_x (panel, denominator);
      y[n++] = mirador_funnel_panel_y (panel, limit);
    }
  if (n > 1)
    mirador_canvas_polyline (panel->canvas, n, x, y, panel->style->muted,
                             MAX (1.6 * panel->style->scale, 1), dashed);
}

static void
draw_limits (MiradorFunnelPanel *panel)
{
  double y = mirador_funnel_panel_y (panel, panel->funnel->share);

  mirador_canvas_line (panel->canvas, panel->scale.left, y, panel->scale.right, y,
                       panel->style->text, MAX (1.6 * panel->style->scale, 1), FALSE);
  draw_limit (panel, MIRADOR_FUNNEL_Z95, TRUE);
  draw_limit (panel, -MIRADOR_FUNNEL_Z95, TRUE);
  draw_limit (panel, MIRADOR_FUNNEL_Z998, FALSE);
  draw_limit (panel, -MIRADOR_FUNNEL_Z998, FALSE);
}

static void
draw_end (MiradorFunnelPanel *panel, const char *text, double share, gboolean bold)
{
  double line = mirador_canvas_line_height (panel->canvas, MIRADOR_TEXT_SMALL);
  double x = panel->scale.right + 0.6 * panel->style->px[MIRADOR_TEXT_NORMAL];
  double y = mirador_funnel_panel_y (panel, share);
  MiradorBox box = { x, y - line / 2, panel->label_width, line };

  if (panel->label_width <= 0 || !isfinite (share) || mirador_control_is_taken (panel->taken, box))
    return;
  take (panel, mirador_canvas_text (panel->canvas, x, y, text, MIRADOR_TEXT_SMALL, bold,
                                    bold ? panel->style->text : panel->style->muted,
                                    MIRADOR_ALIGN_START, panel->label_width + 1));
}

static void
draw_ends (MiradorFunnelPanel *panel)
{
  double n = mirador_funnel_panel_denominator (panel, 1);
  g_autofree char *overall = overall_text (panel);

  draw_end (panel, overall, panel->funnel->share, TRUE);
  draw_end (panel, _ ("limit of 99.8%"),
            mirador_funnel_limit (panel->funnel, n, MIRADOR_FUNNEL_Z998), FALSE);
  draw_end (panel, _ ("limit of 99.8%"),
            mirador_funnel_limit (panel->funnel, n, -MIRADOR_FUNNEL_Z998), FALSE);
  draw_end (panel, _ ("limit of 95%"), mirador_funnel_limit (panel->funnel, n, MIRADOR_FUNNEL_Z95),
            FALSE);
  draw_end (panel, _ ("limit of 95%"), mirador_funnel_limit (panel->funnel, n, -MIRADOR_FUNNEL_Z95),
            FALSE);
}

/* Places */

MiradorColour
mirador_funnel_panel_colour (const MiradorFunnelPanel *panel, int outside)
{
  MiradorGood good = panel->funnel->part->good;

  if (ABS (outside) < 2)
    return outside == 0 ? panel->style->muted : panel->style->accent;
  if (good == MIRADOR_GOOD_NONE)
    return panel->style->accent;
  return (outside > 0) == (good == MIRADOR_GOOD_UP) ? panel->style->good : panel->style->alert;
}

double
mirador_funnel_panel_radius (const MiradorFunnelPanel *panel, int outside)
{
  return MAX ((ABS (outside) > 1 ? 8 : 5) * panel->style->scale, ABS (outside) > 1 ? 4 : 2.4);
}

static void
draw_place (MiradorFunnelPanel *panel, guint i)
{
  const MiradorFunnelPoint *point = point_at (panel, i);
  double x = mirador_funnel_panel_x (panel, point->n),
         y = mirador_funnel_panel_y (panel, point->share);
  double radius = mirador_funnel_panel_radius (panel, point->outside);
  double reach = MAX (radius, 8);

  if (ABS (point->outside) > 1)
    mirador_control_draw_symbol (panel->canvas, x, y, radius,
                                 point->outside > 0 ? MIRADOR_SYMBOL_UP : MIRADOR_SYMBOL_DOWN,
                                 mirador_funnel_panel_colour (panel, point->outside));
  else
    mirador_canvas_dot (panel->canvas, x, y, radius,
                        mirador_funnel_panel_colour (panel, point->outside), FALSE);
  take (panel, (MiradorBox){ x - radius, y - radius, 2 * radius, 2 * radius });
  mirador_chart_add_mark (panel->marks, panel->canvas,
                          (MiradorBox){ x - reach, y - reach, 2 * reach, 2 * reach },
                          panel->frame_index, point->row);
}

void
mirador_funnel_draw_panel (const MiradorFunnel *funnel,
                           const MiradorFrame *frame,
                           guint frame_index,
                           MiradorCanvas *canvas,
                           MiradorBox box,
                           GArray *marks)
{
  MiradorFunnelPanel panel = { .funnel = funnel,
                               .frame = frame,
                               .frame_index = frame_index,
                               .canvas = canvas,
                               .style = mirador_canvas_get_style (canvas),
                               .marks = marks,
                               .box = box,
                               .reach = mirador_funnel_reach (funnel) };

  panel.taken = g_array_new (FALSE, FALSE, sizeof (MiradorBox));
  lay_out (&panel);
  mirador_control_draw_grid (&panel.scale, canvas, panel.taken);
  if (panel.reach.cut && panel.axis.low > 0)
    mirador_control_draw_break (
      canvas, panel.scale.left - 0.6 * panel.style->px[MIRADOR_TEXT_NORMAL], panel.scale.bottom);
  if (panel.captioned)
    draw_captions (&panel);
  draw_denominators (&panel);
  draw_limits (&panel);
  draw_ends (&panel);
  for (guint i = 0; i < funnel->points->len; i++)
    draw_place (&panel, i);
  mirador_funnel_draw_names (&panel);
  g_array_unref (panel.taken);
}
