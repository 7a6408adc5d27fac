/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>
#include "analysis/headline.h"
#include "charts/xmr-panel.h"

#define MOST_LABELS 4 /* of signals; the others are in the words beside the picture */
#define MOST_PUSHES 5 /* tries to find a free place further from the line */

/** A name at the right end of a line. */
typedef struct
{
  char *text;
  double y;
} End;

static void
clear_end (gpointer end)
{
  g_free (((End *)end)->text);
}

static char *
name_end (const MiradorXmrPanel *panel, char *worded, double value)
{
  if (panel->worded)
    return worded;
  g_free (worded);
  return mirador_xmr_format_value (panel->series->row, value);
}

static void
add_end (const MiradorXmrPanel *panel, GArray *ends, char *worded, double value)
{
  End end = { name_end (panel, worded, value), mirador_xmr_panel_y (panel, value) };

  g_array_append_val (ends, end);
}

static void
add_limits (const MiradorXmrPanel *panel, GArray *ends, const MiradorXmrSegment *segment)
{
  double least = mirador_xmr_series_low (panel->series, segment);
  g_autofree char *high = mirador_xmr_format_value (panel->series->row, segment->high);
  g_autofree char *low = mirador_xmr_format_value (panel->series->row, least);

  if (panel->brief)
    {
      /* Translators: the upper limit, at the end of its line, short; %s is a number. */
      add_end (panel, ends, g_strdup_printf (C_ ("limit", "upper %s"), high), segment->high);
      /* Translators: the lower limit, at the end of its line, short; %s is a number. */
      add_end (panel, ends, g_strdup_printf (C_ ("limit", "lower %s"), low), least);
      return;
    }
  /* Translators: at the end of a line of a control chart; %s is a number. */
  add_end (panel, ends, g_strdup_printf (_ ("upper limit %s"), high), segment->high);
  /* Translators: at the end of a line of a control chart; %s is a number. */
  add_end (panel, ends, g_strdup_printf (_ ("lower limit %s"), low), least);
}

static GArray *
list_ends (const MiradorXmrPanel *panel)
{
  GArray *ends = g_array_new (FALSE, FALSE, sizeof (End));
  const MiradorXmrSegment *segment = mirador_xmr_last_segment (panel->series->xmr);
  g_autofree char *mean = NULL, *target = NULL;

  g_array_set_clear_func (ends, clear_end);
  if (segment == NULL || !segment->valid)
    return ends;
  mean = mirador_xmr_format_value (panel->series->row, segment->mean);
  target = mirador_xmr_format_value (panel->series->row, panel->series->target);
  if (segment->mean_range > 0)
    add_limits (panel, ends, segment);
  /* Translators: at the end of a line of a control chart; %s is a number. */
  add_end (panel, ends, g_strdup_printf (_ ("mean %s"), mean), segment->mean);
  if (panel->reach.target_shown)
    /* Translators: at the end of a line of a control chart; %s is a number. */
    add_end (panel, ends, g_strdup_printf (_ ("target %s"), target), panel->series->target);
  return ends;
}

static double
widest_end (const MiradorXmrPanel *panel)
{
  g_autoptr (GArray) ends = list_ends (panel);
  double widest = 0;

  for (guint i = 0; i < ends->len; i++)
    widest
      = MAX (widest, mirador_canvas_text_width (panel->canvas, g_array_index (ends, End, i).text,
                                                MIRADOR_TEXT_SMALL, FALSE));
  return widest;
}

/* Words where there is room for them, else short ones, else the values alone, else nothing: never
 * half a number. */
void
mirador_xmr_choose_ends (MiradorXmrPanel *panel)
{
  panel->worded = TRUE;
  for (int brief = 0; brief < 2; brief++)
    {
      panel->brief = brief == 1;
      panel->label_width = widest_end (panel);
      if (panel->label_width <= panel->box.width * 0.22)
        return;
    }
  panel->worded = FALSE;
  panel->label_width = widest_end (panel);
  if (panel->label_width > panel->box.width * 0.25
      || panel->box.width < 16 * panel->style->px[MIRADOR_TEXT_SMALL])
    panel->label_width = 0;
}

static int
compare_ends (gconstpointer a, gconstpointer b)
{
  double one = ((const End *)a)->y, two = ((const End *)b)->y;

  return one == two ? 0 : (one < two ? -1 : 1);
}

/* Pushed apart where lines lie close together. */
static void
spread (GArray *ends, double line, double lowest)
{
  g_array_sort (ends, compare_ends);
  for (guint i = 1; i < ends->len; i++)
    g_array_index (ends, End, i).y
      = MAX (g_array_index (ends, End, i).y, g_array_index (ends, End, i - 1).y + line);
  for (guint i = ends->len; i > 0; i--)
    {
      End *end = &g_array_index (ends, End, i - 1);

      end->y = MIN (end->y, lowest);
      lowest = end->y - line;
    }
}

void
mirador_xmr_draw_ends (MiradorXmrPanel *panel)
{
  g_autoptr (GArray) ends = list_ends (panel);
  double line = mirador_canvas_line_height (panel->canvas, MIRADOR_TEXT_SMALL);
  double x = panel->scale.right + 0.7 * panel->style->px[MIRADOR_TEXT_NORMAL];

  if (panel->label_width <= 0)
    return;
  spread (ends, line, panel->scale.bottom);
  for (guint i = 0; i < ends->len; i++)
    {
      const End *end = &g_array_index (ends, End, i);
      MiradorBox box;

      if (end->y < panel->scale.top - line)
        continue;
      box = mirador_canvas_text (panel->canvas, x, end->y, end->text, MIRADOR_TEXT_SMALL, FALSE,
                                 panel->style->muted, MIRADOR_ALIGN_START, panel->label_width + 1);
      g_array_append_val (panel->taken, box);
    }
}

/* Words at signals */

static gboolean
is_crossed_by_level (const MiradorXmrPanel *panel, MiradorBox box, double level)
{
  double y = mirador_xmr_panel_y (panel, level);

  return isfinite (level) && y > box.y && y < box.y + box.height;
}

static gboolean
is_crossed_by_limits (const MiradorXmrPanel *panel, MiradorBox box)
{
  const GArray *segments = panel->series->xmr->segments;

  for (guint i = 0; i < segments->len; i++)
    {
      const MiradorXmrSegment *segment = &g_array_index (segments, MiradorXmrSegment, i);
      double from, to;

      mirador_xmr_panel_span (panel, segment, &from, &to);
      if (!segment->valid || from > box.x + box.width || to < box.x)
        continue;
      if ((i > 0 && from > box.x - 0.3 * box.height)
          || is_crossed_by_level (panel, box, segment->mean)
          || is_crossed_by_level (panel, box, segment->high)
          || is_crossed_by_level (panel, box, mirador_xmr_series_low (panel->series, segment)))
        return TRUE;
    }
  return panel->reach.target_shown && is_crossed_by_level (panel, box, panel->series->target);
}

/* How far the line reaches up and down between two edges, looked at in small steps; FALSE where it
 * is not there. */
static gboolean
find_line (const MiradorXmrPanel *panel, double from, double to, double *top, double *bottom)
{
  const double *values = panel->series->values;

  *top = INFINITY;
  *bottom = -INFINITY;
  for (guint i = 0; i < panel->series->n; i++)
    for (guint k = 0; k <= 8; k++)
      {
        double next = i + 1 < panel->series->n ? values[i + 1] : NAN;
        double value = isfinite (next) ? values[i] + k / 8.0 * (next - values[i]) : values[i];
        double x = mirador_xmr_panel_x (panel, i)
                   + (isfinite (next) ? k / 8.0 * mirador_xmr_panel_spacing (panel) : 0);

        if (!isfinite (value) || x < from || x > to)
          continue;
        *top = fmin (*top, mirador_xmr_panel_y (panel, value));
        *bottom = fmax (*bottom, mirador_xmr_panel_y (panel, value));
      }
  return isfinite (*top);
}

static gboolean
is_free (const MiradorXmrPanel *panel, MiradorBox box)
{
  return box.x >= panel->scale.left && box.x + box.width <= panel->scale.right
         && box.y >= panel->box.y && box.y + box.height <= panel->scale.bottom
         && !mirador_control_is_taken (panel->taken, box) && !is_crossed_by_limits (panel, box);
}

/* On one side of the line, as near to it as there is room. */
static gboolean
try_side (MiradorXmrPanel *panel, const char *text, double x, gboolean up, MiradorColour colour)
{
  double line = mirador_canvas_line_height (panel->canvas, MIRADOR_TEXT_SMALL);
  double width = mirador_canvas_text_width (panel->canvas, text, MIRADOR_TEXT_SMALL, TRUE);
  double left = panel->scale.left;
  double from = CLAMP (x - width / 2, left, MAX (panel->scale.right - width, left));
  double clear = MAX (8 * panel->style->scale, 4) + 0.15 * line;
  double top, bottom;

  if (!find_line (panel, from - 4, from + width + 4, &top, &bottom))
    return FALSE;
  for (guint push = 0; push < MOST_PUSHES; push++)
    {
      double away = push * 0.5 * line;
      MiradorBox box
        = { from, up ? top - clear - line - away : bottom + clear + away, width, line };

      if (!is_free (panel, box))
        continue;
      box = mirador_canvas_text (panel->canvas, from, box.y + line / 2, text, MIRADOR_TEXT_SMALL,
                                 TRUE, mirador_style_text_of (panel->style, colour),
                                 MIRADOR_ALIGN_START, 0);
      g_array_append_val (panel->taken, box);
      return TRUE;
    }
  return FALSE;
}

/* Beside one of its points; not at all where there is no room. */
static gboolean
label_episode (MiradorXmrPanel *panel, const MiradorXmrEpisode *episode)
{
  guint n = episode->last - episode->first + 1;
  guint cells[] = { episode->first + n / 2, episode->last, episode->first };
  gboolean high = (episode->signal & MIRADOR_XMR_HIGH_SIDE) != 0;
  MiradorColour colour = mirador_xmr_panel_colour (panel, episode->signal);
  MiradorGrain grain
    = (MiradorGrain)g_array_index (panel->series->trend->periods, MiradorPeriod, 0).grain;
  g_autofree char *text = mirador_xmr_signal_to_text (episode->signal, n, grain);

  for (guint k = 0; k < G_N_ELEMENTS (cells); k++)
    if (try_side (panel, text, mirador_xmr_panel_x (panel, cells[k]), high, colour))
      return TRUE;
  return FALSE;
}

/* Points outside in a row share their words. */
static gboolean
is_repeated (const GArray *episodes, guint i)
{
  const MiradorXmrEpisode *episode = &g_array_index (episodes, MiradorXmrEpisode, i);

  for (guint k = i + 1; k < episodes->len; k++)
    {
      const MiradorXmrEpisode *later = &g_array_index (episodes, MiradorXmrEpisode, k);

      if (later->signal == episode->signal && later->first <= episode->last + 2)
        return TRUE;
    }
  return FALSE;
}

void
mirador_xmr_draw_labels (MiradorXmrPanel *panel)
{
  g_autoptr (GArray) episodes = mirador_xmr_list_episodes (panel->series->xmr);
  guint n = 0;

  for (guint i = episodes->len; i > 0 && n < MOST_LABELS; i--)
    if (!is_repeated (episodes, i - 1))
      n += label_episode (panel, &g_array_index (episodes, MiradorXmrEpisode, i - 1)) ? 1 : 0;
}
