/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/chart.h"

G_BEGIN_DECLS

/** A slide is 16:9; its sides in points. */
#define MIRADOR_SLIDE_WIDTH 1280
#define MIRADOR_SLIDE_HEIGHT 720

/**
 * MiradorSlides:
 *
 * The charts of a page as slides: the key figures together on one, then a chart each; those with
 * nothing to show are listed on the last one with their reasons. Immutable.
 */
typedef struct _MiradorSlides MiradorSlides;

/**
 * mirador_slides_new: (constructor)
 * @charts: (element-type MiradorChart): in reading order
 * @title: of the page
 * @scope: program, place and period in words, for the foot of each slide
 */
MiradorSlides *
mirador_slides_new (GPtrArray *charts, const char *title, const char *scope, MiradorTheme theme);
MiradorSlides *mirador_slides_ref (MiradorSlides *slides);
void mirador_slides_unref (MiradorSlides *slides);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorSlides, mirador_slides_unref)

/** mirador_slides_get_n: 0 where no chart has anything to show. */
guint mirador_slides_get_n (const MiradorSlides *slides);
/** mirador_slides_get_title: (transfer none): of the whole: page and scope. */
const char *mirador_slides_get_title (const MiradorSlides *slides);
/** mirador_slides_get_name: (transfer none): of slide @i, for a list of them. */
const char *mirador_slides_get_name (const MiradorSlides *slides, guint i);
/** mirador_slides_get_missing: (transfer none) (nullable): the sentence that lists the charts with
 * nothing to show. */
const char *mirador_slides_get_missing (const MiradorSlides *slides);
/** mirador_slides_draw: slide @i from (0, 0) to its width and height. Main thread. */
void mirador_slides_draw (const MiradorSlides *slides, guint i, cairo_t *cr);

G_END_DECLS
