/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "feeds/demo-places.h"
#include "model/catalogue.h"

G_BEGIN_DECLS

/*
 * The invented targets of the demonstration: a figure for each fiscal year, program and stage.
 * Years are counted from AF 2022 = 0. Private to the demonstration.
 */

/** AF 2024, the first year with targets. */
#define MIRADOR_DEMO_TARGETS_FROM 2

/** mirador_demo_has_target: nobody aims at a number of people with a diagnosis. */
gboolean mirador_demo_has_target (MiradorStage stage);

/**
 * mirador_demo_targets:
 * @total_2025: what was reached in AF 2025
 * @places: (element-type MiradorDemoPlace): where the program works
 * @shares: (out caller-allocates): one for each place; they add up to the program's target
 */
void mirador_demo_targets (const char *program,
                           MiradorStage stage,
                           guint total_2025,
                           int year,
                           const GArray *places,
                           guint *shares);

G_END_DECLS
