/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/bullet-rows.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "analysis/explain.h"

#define TRACK_SHARE 0.62
#define BAR_SHARE 0.30

static gboolean
is_whole_organisation (const MiradorTargeted *one)
{
  return one->row->program != NULL && g_str_equal (one->row->program->id, "all");
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const MiradorTargeted *one = a, *other = b;

  if (isfinite (one->share) != isfinite (other->share))
    return isfinite (one->share) ? -1 : 1;
  if (is_whole_organisation (one) != is_whole_organisation (other))
    return is_whole_organisation (one) ? -1 : 1;
  if (isfinite (one->share) && one->share != other->share)
    return one->share > other->share ? -1 : 1;
  return one->index < other->index ? -1 : 1;
}

GArray *
mirador_bullet_new_rows (const MiradorChart *chart)
{
  GArray *targeted = mirador_chart_match_targets (chart, 1);

  /* A program without the stage is not asked to reach anything in it. */
  for (guint i = targeted->len; i > 0; i--)
    if (g_array_index (targeted, MiradorTargeted, i - 1).row->gap == MIRADOR_GAP_NO_CASCADE)
      g_array_remove_index (targeted, i - 1);
  g_array_sort (targeted, compare_rows);
  return targeted;
}

guint
mirador_bullet_get_varying (const MiradorChart *chart)
{
  guint varies = mirador_frame_get_varying (mirador_chart_get_frame (chart, 0));

  varies &= ~(guint)(MIRADOR_VARIES_FEED | MIRADOR_VARIES_PERIOD);
  /* Each program in the places where it works is a row of programs, not of places. */
  if ((varies & MIRADOR_VARIES_PROGRAM) && !(chart->query->by & MIRADOR_BY_PLACE)
      && chart->query->places->len < 2)
    varies &= ~(guint)MIRADOR_VARIES_PLACE;
  return varies;
}

char *
mirador_bullet_name_row (const MiradorRow *row, guint varies)
{
  const char *name;

  if (row->program == NULL || (varies & (MIRADOR_VARIES_PLACE | MIRADOR_VARIES_BREAKDOWN)))
    return mirador_row_get_label (row, (MiradorVaries)varies);
  name = mirador_program_get_short_name (row->program);
  if ((varies & MIRADOR_VARIES_MEASURE) && row->measure != NULL
      && !g_str_equal (row->measure->unit, "people"))
    return g_strdup_printf ("%s (%s)", name, mirador_catalogue_unit_name (row->measure->unit, 2));
  return g_strdup (name);
}

double
mirador_bullet_x (const MiradorBullet *bullet, double share)
{
  return bullet->left
         + (bullet->right - bullet->left) * CLAMP (share, 0, bullet->most) / bullet->most;
}

/* Greys from strong (poor) to pale (good); the axis says where they change. */
static void
draw_band (MiradorBullet *bullet, MiradorBox track, double from, double to, double strength)
{
  double x1 = mirador_bullet_x (bullet, from);
  double x2 = mirador_bullet_x (bullet, to);
  MiradorColour fill
    = mirador_colour_mix (bullet->style->background, bullet->style->text, strength);

  if (x2 - x1 >= 0.5)
    mirador_canvas_fill_rect (bullet->canvas, (MiradorBox){ x1, track.y, x2 - x1, track.height },
                              fill);
}

static void
draw_bands (MiradorBullet *bullet, const MiradorTargeted *one, MiradorBox track)
{
  /* What is not over is not judged. */
  switch (one->open ? MIRADOR_GOOD_NONE : mirador_targeted_get_good (one))
    {
    case MIRADOR_GOOD_UP:
      draw_band (bullet, track, 0, MIRADOR_TARGET_FAIR, 0.24);
      draw_band (bullet, track, MIRADOR_TARGET_FAIR, MIRADOR_TARGET_GOOD, 0.15);
      draw_band (bullet, track, MIRADOR_TARGET_GOOD, bullet->most, 0.07);
      break;
    case MIRADOR_GOOD_DOWN:
      draw_band (bullet, track, 0, 1 / MIRADOR_TARGET_GOOD, 0.07);
      draw_band (bullet, track, 1 / MIRADOR_TARGET_GOOD, 1 / MIRADOR_TARGET_FAIR, 0.15);
      draw_band (bullet, track, 1 / MIRADOR_TARGET_FAIR, bullet->most, 0.24);
      break;
    case MIRADOR_GOOD_NONE:
    default:
      draw_band (bullet, track, 0, bullet->most, 0.10);
      break;
    }
}

/* A bar that goes on beyond the track ends in an arrow. */
static void
draw_arrow (MiradorBullet *bullet, MiradorBox bar)
{
  double right = bar.x + bar.width;
  double x[] = { right, right + bar.height * 0.55, right };
  double y[] = { bar.y, bar.y + bar.height / 2, bar.y + bar.height };

  mirador_canvas_fill_polygon (bullet->canvas, 3, x, y, bullet->style->accent);
}

static void
draw_bar (MiradorBullet *bullet, const MiradorTargeted *one, MiradorBox track, gboolean partial)
{
  double height = MAX (track.height * BAR_SHARE / TRACK_SHARE, 1);
  double middle = track.y + track.height / 2;
  double end = mirador_bullet_x (bullet, one->share);
  gboolean beyond = one->share > bullet->most;
  MiradorBox bar = { bullet->left, middle - height / 2, end - bullet->left, height };

  if (beyond)
    bar.width -= height * 0.55;
  if (bar.width > 0 && one->row->value > 0)
    mirador_chart_draw_bar (bullet->canvas, bar, bullet->style->accent, partial);
  if (beyond && bar.width > 0)
    draw_arrow (bullet, bar);
}

/* The target, and where the bar would be if every day counted alike. */
static void
draw_ticks (MiradorBullet *bullet, const MiradorTargeted *one, MiradorBox track)
{
  double width = MAX (3 * bullet->style->scale, 2);
  double x = mirador_bullet_x (bullet, 1);
  double over = track.height * 0.10;

  if (one->open && one->passed < 1)
    {
      double at = mirador_bullet_x (bullet, one->passed);

      mirador_canvas_line (bullet->canvas, at, track.y, at, track.y + track.height,
                           bullet->style->text, MAX (1.6 * bullet->style->scale, 1), TRUE);
    }
  /* A rim of background, so that it can be seen on its own bar. */
  if (one->share > 1)
    mirador_canvas_fill_rect (bullet->canvas,
                              (MiradorBox){ x - width / 2 - 1, track.y, width + 2, track.height },
                              bullet->style->background);
  mirador_canvas_fill_rect (
    bullet->canvas, (MiradorBox){ x - width / 2, track.y - over, width, track.height + 2 * over },
    bullet->style->text);
  mirador_chart_add_mark (
    bullet->marks, bullet->canvas,
    (MiradorBox){ x - 2 * width, track.y - over, 4 * width, track.height + 2 * over },
    1 + one->frame, one->target_index);
}

static void
draw_share (MiradorBullet *bullet, const MiradorTargeted *one, double middle)
{
  double px = bullet->style->px[MIRADOR_TEXT_NORMAL];
  double x = bullet->right + 0.9 * px;
  double room = MAX (bullet->plot.x + bullet->plot.width - x, 1);
  double below = mirador_canvas_line_height (bullet->canvas, MIRADOR_TEXT_SMALL);
  double line = mirador_canvas_line_height (bullet->canvas, MIRADOR_TEXT_NORMAL);
  g_autofree char *share
    = mirador_target_share_to_text (one->share, mirador_targeted_get_good (one));
  g_autofree char *amounts = mirador_target_amounts_to_text (one);
  gboolean two = bullet->texts == MIRADOR_BULLET_BELOW;

  mirador_canvas_text (bullet->canvas, two ? x : x + bullet->share_width,
                       two ? middle - below / 2 : middle, share, MIRADOR_TEXT_NORMAL, TRUE,
                       bullet->style->text, two ? MIRADOR_ALIGN_START : MIRADOR_ALIGN_END, room);
  if (two)
    mirador_canvas_text (bullet->canvas, x, middle + line / 2, amounts, MIRADOR_TEXT_SMALL, FALSE,
                         bullet->style->muted, MIRADOR_ALIGN_START, room);
  else if (bullet->texts == MIRADOR_BULLET_BESIDE)
    mirador_canvas_text (bullet->canvas, x + bullet->share_width + 0.8 * px, middle, amounts,
                         MIRADOR_TEXT_NORMAL, FALSE, bullet->style->muted, MIRADOR_ALIGN_START,
                         MAX (room - bullet->share_width - 0.8 * px, 1));
}

/* (transfer full): why there is no bar. */
static char *
explain_missing (const MiradorTargeted *one)
{
  g_autofree char *value = mirador_explain_value (one->row);
  g_autofree char *target = one->target != NULL ? mirador_explain_value (one->target) : NULL;

  if (!mirador_row_has_value (one->row))
    {
      g_autofree char *reason = mirador_explain_gap (one->row);

      return g_strdup_printf ("— %s", reason);
    }
  if (target == NULL)
    /* Translators: %s is a figure that has no target. */
    return g_strdup_printf (_ ("%s, without target"), value);
  /* Translators: %1$s is a figure, %2$s its target, of which there is no percentage. */
  return g_strdup_printf (_ ("%1$s, target %2$s"), value, target);
}

void
mirador_bullet_draw_row (MiradorBullet *bullet, guint i, double middle)
{
  const MiradorTargeted *one = &g_array_index (bullet->targeted, MiradorTargeted, i);
  double height = MAX (bullet->pitch * TRACK_SHARE, 2);
  MiradorBox track = { bullet->left, middle - height / 2, bullet->right - bullet->left, height };
  MiradorBox whole
    = { bullet->left, track.y, bullet->plot.x + bullet->plot.width - bullet->left, track.height };
  g_autofree char *name = mirador_bullet_name_row (one->row, bullet->varies);
  gboolean mixed = mirador_rows_are_mixed (mirador_chart_get_frame (bullet->chart, 0));
  gboolean drawn = isfinite (one->share);

  mirador_chart_draw_label (bullet->canvas, bullet->plot.x + bullet->label_width, middle,
                            bullet->label_width, bullet->pitch, name, MIRADOR_TEXT_NORMAL, FALSE,
                            drawn ? bullet->style->text : bullet->style->muted);
  mirador_chart_add_mark (bullet->marks, bullet->canvas, whole, 0, one->index);
  if (drawn)
    {
      draw_bands (bullet, one, track);
      draw_bar (bullet, one, track, mixed && (one->row->flags & MIRADOR_FLAG_PARTIAL));
      draw_ticks (bullet, one, track);
      draw_share (bullet, one, middle);
    }
  else
    {
      g_autofree char *text = explain_missing (one);
      double x = bullet->left + 0.4 * bullet->style->px[MIRADOR_TEXT_NORMAL];

      mirador_canvas_text (bullet->canvas, x, middle, text, MIRADOR_TEXT_SMALL, FALSE,
                           bullet->style->muted, MIRADOR_ALIGN_START,
                           MAX (whole.x + whole.width - x, 1));
    }
}
