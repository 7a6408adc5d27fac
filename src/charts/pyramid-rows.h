/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/chart-private.h"

G_BEGIN_DECLS

/** The sides of a pyramid. */
typedef enum
{
  MIRADOR_SIDE_MEN, /* at the left */
  MIRADOR_SIDE_WOMEN,
  MIRADOR_N_SIDES
} MiradorSide;

/** One age group: its rows in the frame, -1 where the frame has none. */
typedef struct
{
  const char *member; /* interned */
  int rows[MIRADOR_N_SIDES];
} MiradorAgeGroup;

/** mirador_pyramid_find_breakdown: (nullable): which breakdown by age the frame has, beside sex. */
const char *mirador_pyramid_find_breakdown (MiradorFrame *frame);
/** mirador_pyramid_groups: (transfer full): GArray of MiradorAgeGroup, the youngest first: in the
 * catalogue's order, unknown ones by their first number after those. */
GArray *mirador_pyramid_groups (MiradorFrame *frame);
/** mirador_pyramid_total: of a side; NaN where a part of it is not known or nothing adds up. */
double mirador_pyramid_total (MiradorFrame *frame, const GArray *groups, MiradorSide side);
/** mirador_pyramid_name: (transfer full): of an age group; @narrow: without what the years say. */
char *mirador_pyramid_name (const char *breakdown, const char *member, gboolean narrow);

G_END_DECLS
