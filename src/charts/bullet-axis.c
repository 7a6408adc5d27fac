/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "charts/bullet-rows.h"
#include "model/format.h"

/* The track reaches at least and at most so far beyond the target. */
#define LEAST_REACH 1.2
#define MOST_REACH 2.0
#define HIGHEST_ROW 3.4
/* Of a tall picture. */
#define HIGHEST_TALL_ROW 5.0
#define LOWEST_ROW 1.12

static double
line_of (const MiradorBullet *bullet, MiradorTextSize size)
{
  return mirador_canvas_line_height (bullet->canvas, size);
}

double
mirador_bullet_axis_height (const MiradorBullet *bullet)
{
  double needed = 1.5 * line_of (bullet, MIRADOR_TEXT_SMALL);

  return bullet->plot.height > needed + 2 * line_of (bullet, MIRADOR_TEXT_NORMAL) ? needed : 0;
}

static void
set_reach (MiradorBullet *bullet)
{
  bullet->most = LEAST_REACH;
  for (guint i = 0; i < bullet->targeted->len; i++)
    {
      double share = g_array_index (bullet->targeted, MiradorTargeted, i).share;

      if (isfinite (share))
        bullet->most = CLAMP (1.04 * share, bullet->most, MOST_REACH);
    }
}

static void
set_rows (MiradorBullet *bullet)
{
  double line = line_of (bullet, MIRADOR_TEXT_NORMAL);
  double room = bullet->plot.height - mirador_bullet_axis_height (bullet);
  guint fit = (guint)MAX (room / (LOWEST_ROW * line), 1);
  guint n = bullet->targeted->len;

  bullet->n_rows = MIN (n, fit);
  if (bullet->n_rows < n && bullet->n_rows > 1)
    bullet->n_rows--;
  bullet->pitch = MIN (room / (bullet->n_rows + (bullet->n_rows < n && fit > 1 ? 1 : 0)),
                       (room > bullet->plot.width ? HIGHEST_TALL_ROW : HIGHEST_ROW) * line);
}

static void
measure_row (MiradorBullet *bullet, guint i, double *label, double *beside, double *below)
{
  const MiradorTargeted *one = &g_array_index (bullet->targeted, MiradorTargeted, i);
  g_autofree char *name = mirador_bullet_name_row (one->row, bullet->varies);
  g_autofree char *share = NULL;
  g_autofree char *amounts = NULL;

  *label
    = MAX (*label, mirador_canvas_text_width (bullet->canvas, name, MIRADOR_TEXT_NORMAL, FALSE));
  if (!isfinite (one->share))
    return;
  share = mirador_target_share_to_text (one->share, mirador_targeted_get_good (one));
  amounts = mirador_target_amounts_to_text (one);
  bullet->share_width
    = MAX (bullet->share_width,
           mirador_canvas_text_width (bullet->canvas, share, MIRADOR_TEXT_NORMAL, TRUE));
  *beside = MAX (*beside,
                 mirador_canvas_text_width (bullet->canvas, amounts, MIRADOR_TEXT_NORMAL, FALSE));
  *below
    = MAX (*below, mirador_canvas_text_width (bullet->canvas, amounts, MIRADOR_TEXT_SMALL, FALSE));
}

static void
set_columns (MiradorBullet *bullet)
{
  double px = bullet->style->px[MIRADOR_TEXT_NORMAL];
  double two = line_of (bullet, MIRADOR_TEXT_NORMAL) + line_of (bullet, MIRADOR_TEXT_SMALL);
  double label = 0, beside = 0, below = 0;
  double right;

  for (guint i = 0; i < bullet->n_rows; i++)
    measure_row (bullet, i, &label, &beside, &below);
  bullet->label_width = MIN (label, bullet->plot.width * 0.3);
  beside += bullet->share_width + 0.8 * px;
  bullet->texts = MIRADOR_BULLET_SHARE_ONLY;
  if (beside <= 0.28 * bullet->plot.width)
    bullet->texts = MIRADOR_BULLET_BESIDE;
  else if (below <= 0.34 * bullet->plot.width && bullet->pitch >= two)
    bullet->texts = MIRADOR_BULLET_BELOW;
  right = bullet->texts == MIRADOR_BULLET_BESIDE  ? beside
          : bullet->texts == MIRADOR_BULLET_BELOW ? MAX (below, bullet->share_width)
                                                  : bullet->share_width;
  bullet->left = bullet->plot.x + bullet->label_width + 0.8 * px;
  bullet->right = MAX (bullet->plot.x + bullet->plot.width - right - px, bullet->left + 4);
}

void
mirador_bullet_lay_out (MiradorBullet *bullet)
{
  set_reach (bullet);
  set_rows (bullet);
  set_columns (bullet);
}

/** Where labels of the axis stand already. */
typedef struct
{
  double from[8];
  double to[8];
  guint n;
} Taken;

static gboolean
take (Taken *taken, double from, double to)
{
  for (guint i = 0; i < taken->n; i++)
    if (from < taken->to[i] && to > taken->from[i])
      return FALSE;
  if (taken->n == G_N_ELEMENTS (taken->from))
    return FALSE;
  taken->from[taken->n] = from;
  taken->to[taken->n++] = to;
  return TRUE;
}

/* A label where there is room for it; the first ones come first. */
static void
put_label (MiradorBullet *bullet,
           Taken *taken,
           double y,
           double share,
           const char *text,
           gboolean bold)
{
  double width = mirador_canvas_text_width (bullet->canvas, text, MIRADOR_TEXT_SMALL, bold);
  double gap = 0.5 * bullet->style->px[MIRADOR_TEXT_SMALL];
  double x = mirador_bullet_x (bullet, share);
  double right = bullet->plot.x + bullet->plot.width;

  x = CLAMP (x, bullet->plot.x + width / 2, MAX (right - width / 2, bullet->plot.x + width / 2));
  if (share > bullet->most || width > bullet->plot.width
      || !take (taken, x - width / 2 - gap, x + width / 2 + gap))
    return;
  mirador_canvas_text (bullet->canvas, x, y, text, MIRADOR_TEXT_SMALL, bold,
                       bold ? bullet->style->text : bullet->style->muted, MIRADOR_ALIGN_CENTRE, 0);
}

static void
put_share (MiradorBullet *bullet, Taken *taken, double y, double share)
{
  g_autofree char *text = mirador_format_percent (share, 0);

  put_label (bullet, taken, y, share, text, FALSE);
}

/* What is true of all rows: the pace of their year, the direction. */
static const MiradorTargeted *
find_first_drawn (const MiradorBullet *bullet)
{
  for (guint i = 0; i < bullet->n_rows; i++)
    if (isfinite (g_array_index (bullet->targeted, MiradorTargeted, i).share))
      return &g_array_index (bullet->targeted, MiradorTargeted, i);
  return NULL;
}

static void
put_pace (MiradorBullet *bullet, Taken *taken, double y, const MiradorTargeted *first)
{
  g_autofree char *pace = mirador_target_pace_to_text (first);

  for (guint i = 0; i < bullet->n_rows; i++)
    {
      const MiradorTargeted *one = &g_array_index (bullet->targeted, MiradorTargeted, i);

      if (isfinite (one->share) && one->passed != first->passed)
        return;
    }
  if (pace != NULL && first->open)
    put_label (bullet, taken, y, first->passed, pace, TRUE);
}

void
mirador_bullet_draw_axis (MiradorBullet *bullet, double top)
{
  double y = top + 0.75 * line_of (bullet, MIRADOR_TEXT_SMALL);
  const MiradorTargeted *first = find_first_drawn (bullet);
  Taken taken = { .n = 0 };

  if (first == NULL)
    return;
  put_label (bullet, &taken, y, 1, _ ("Target"), TRUE);
  put_pace (bullet, &taken, y, first);
  if (!first->open && mirador_targeted_get_good (first) == MIRADOR_GOOD_DOWN)
    {
      put_share (bullet, &taken, y, 1 / MIRADOR_TARGET_FAIR);
      put_share (bullet, &taken, y, 1 / MIRADOR_TARGET_GOOD);
    }
  put_share (bullet, &taken, y, MIRADOR_TARGET_FAIR);
  put_share (bullet, &taken, y, 0);
  if (!first->open)
    put_share (bullet, &taken, y, MIRADOR_TARGET_GOOD);
  put_share (bullet, &taken, y, 0.5);
  put_share (bullet, &taken, y, 1.5);
  put_share (bullet, &taken, y, 0.25);
}
