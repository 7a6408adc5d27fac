/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/place.h"

G_BEGIN_DECLS

/** Where a program of the demonstration works, and how many people live there. */
typedef struct
{
  const MiradorPlace *place;
  double people;
} MiradorDemoPlace;

/** mirador_demo_places: (transfer full) (element-type MiradorDemoPlace): of a program, by code;
 * %NULL with an error where the shipped population cannot be read. */
GArray *mirador_demo_places (const char *program, GError **error);

/** mirador_demo_is_missing: whether a report of AF 2023 never came. */
gboolean mirador_demo_is_missing (const char *program, const char *place, int year, int month);

/** mirador_demo_is_late: whether a place is slow to report the last month. */
gboolean mirador_demo_is_late (const char *program, const char *place);

G_END_DECLS
