/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "charts/chart.h"

G_BEGIN_DECLS

/**
 * mirador_picture_save:
 * @path: ends in .png, .svg or .pdf; replaced at once, when the picture is whole
 * @width, @height: pixels, 1 to 8000; points in PDF
 *
 * Returns: FALSE with FORMAT_UNKNOWN, FILE_UNWRITABLE or CHART
 */
gboolean mirador_picture_save (MiradorChart *chart,
                               const char *path,
                               int width,
                               int height,
                               MiradorTheme theme,
                               GError **error);
/** mirador_picture_render: (transfer full): a cairo image surface, for the clipboard. */
cairo_surface_t *
mirador_picture_render (MiradorChart *chart, int width, int height, MiradorTheme theme);

G_END_DECLS
