/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

/** The feed id of the simulated figures. */
#define MIRADOR_DEMO_FEED "demo"

/**
 * mirador_demo_make_pull: (transfer full): the profile (simulated) and terms of the demonstration.
 * @today: Julian day; values go from July 2021 to the last whole month before it
 */
MiradorPull *mirador_demo_make_pull (gint32 today);

/**
 * mirador_demo_generate:
 *
 * Gives the simulated monthly values to @sink. The same month gives the same values whatever
 * @today is, but for the reports that are late in the last month. The AF 2025 sums of each program
 * and stage are exactly those of data/demo-totals.csv.
 */
gboolean mirador_demo_generate (gint32 today, MiradorSink *sink, GError **error);

G_END_DECLS
