/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/headline.h"

G_BEGIN_DECLS

/* What the headlines of tables of places by periods share. Internal to analysis. */

/** A place (or program, or group) through time. */
typedef struct
{
  const MiradorRow *any;
  GPtrArray *rows;   /* (element-type MiradorRow) of the frame */
  GPtrArray *before; /* (element-type MiradorRow) of the frame of the year before */
  guint n_values;
} MiradorPanelLine;

/** mirador_panel_lines_find: (transfer full) (element-type MiradorPanelLine): @before (nullable).
 */
GPtrArray *mirador_panel_lines_find (const MiradorFrame *frame, const MiradorFrame *before);
/** mirador_panel_lines_is_one_measure: FALSE without lines. */
gboolean mirador_panel_lines_is_one_measure (const GPtrArray *lines);
/** mirador_panels_measure: (transfer full): with «por 100,000 habitantes» where it is a rate. */
char *mirador_panels_measure (const MiradorRow *row);
/** mirador_panels_count: (transfer full): «15 de 25 regiones»; «comparables» where not all are. */
char *mirador_panels_count (const MiradorFrame *frame, guint n, guint n_comparable, guint n_lines);
/** mirador_panels_title: (transfer full): a title that claims nothing. */
char *mirador_panels_title (const MiradorFrame *frame, const char *otherwise);

G_END_DECLS
