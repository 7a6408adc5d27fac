/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/label.h"
#include "analysis/targets.h"
#include "charts/chart-private.h"

G_BEGIN_DECLS

/** Where the figures of a row stand. */
typedef enum
{
  MIRADOR_BULLET_SHARE_ONLY, /* «97%» */
  MIRADOR_BULLET_BELOW,      /* «97%», below it, smaller, «72,570 de 75,000» */
  MIRADOR_BULLET_BESIDE,     /* both on one line */
} MiradorBulletTexts;

/** Figures against targets on their way to a picture. Every row has the scale of its own target, so
 * that programs of different size can be compared. Private to the chart. */
typedef struct
{
  const MiradorChart *chart;
  MiradorCanvas *canvas;
  const MiradorStyle *style;
  GArray *marks;
  MiradorBox plot;
  GArray *targeted; /* MiradorTargeted in the order of the rows */
  guint varies;     /* MiradorVaries */
  guint n_rows;     /* drawn, the others are counted below them */
  MiradorBulletTexts texts;
  double most;        /* the share at the right end of the track */
  double left, right; /* of the track */
  double label_width;
  double share_width; /* of the widest share */
  double pitch;
} MiradorBullet;

/** mirador_bullet_new_rows: (transfer full): GArray of MiradorTargeted: the organisation as a whole
 * first, then the nearest to their targets first, then those without. */
GArray *mirador_bullet_new_rows (const MiradorChart *chart);
/** mirador_bullet_get_varying: MiradorVaries: what differs among the rows by what was asked for. */
guint mirador_bullet_get_varying (const MiradorChart *chart);
/** mirador_bullet_name_row: (transfer full). */
char *mirador_bullet_name_row (const MiradorRow *row, guint varies);
/** mirador_bullet_x: of a share, kept within the track. */
double mirador_bullet_x (const MiradorBullet *bullet, double share);
/** mirador_bullet_draw_row: everything of a row at @middle. */
void mirador_bullet_draw_row (MiradorBullet *bullet, guint i, double middle);

/** mirador_bullet_lay_out: how many rows, how wide and high. */
void mirador_bullet_lay_out (MiradorBullet *bullet);
/** mirador_bullet_axis_height: what the axis needs below the rows; 0 where there is no room. */
double mirador_bullet_axis_height (const MiradorBullet *bullet);
/** mirador_bullet_draw_axis: the shares at which bands change, the target and the pace. */
void mirador_bullet_draw_axis (MiradorBullet *bullet, double top);

G_END_DECLS
