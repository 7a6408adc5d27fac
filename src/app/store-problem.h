/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * MiradorStoreProblem:
 *
 * The window in place of the figures where their store cannot be opened: why, which file it is, and
 * what one can do. "Try Again" activates the application.
 */
#define MIRADOR_TYPE_STORE_PROBLEM (mirador_store_problem_get_type ())
G_DECLARE_FINAL_TYPE (MiradorStoreProblem,
                      mirador_store_problem,
                      MIRADOR,
                      STORE_PROBLEM,
                      AdwApplicationWindow)

MiradorStoreProblem *mirador_store_problem_new (AdwApplication *application);
/** mirador_store_problem_show: @path: of the store; @error: what opening it said. */
void
mirador_store_problem_show (MiradorStoreProblem *problem, const char *path, const GError *error);

G_END_DECLS
