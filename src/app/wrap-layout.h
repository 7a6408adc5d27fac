/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * MiradorWrapLayout:
 *
 * Children side by side at their natural widths, in as many lines as that takes. A flow box makes
 * columns, which filters of different lengths do not fit into. A child that expands stands at the
 * end of its line, or begins one.
 *
 * Property: "spacing" between children and between lines, 6 by default.
 */
#define MIRADOR_TYPE_WRAP_LAYOUT (mirador_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (MiradorWrapLayout,
                      mirador_wrap_layout,
                      MIRADOR,
                      WRAP_LAYOUT,
                      GtkLayoutManager)

G_END_DECLS
