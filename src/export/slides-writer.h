/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include "export/slides.h"

G_BEGIN_DECLS

/**
 * MiradorSlidesWriter:
 *
 * Slides on their way into a PDF, one a step, so that a window can do other things in between. The
 * file takes its place when it is whole.
 */
typedef struct _MiradorSlidesWriter MiradorSlidesWriter;

/** mirador_slides_writer_new: (constructor)
 * @path: ends in .pdf
 *
 * Returns: NULL with FORMAT_UNKNOWN, NO_DATA (there are no slides), FILE_UNWRITABLE or CHART
 */
MiradorSlidesWriter *
mirador_slides_writer_new (MiradorSlides *slides, const char *path, GError **error);
/** mirador_slides_writer_step: draws the next slide; FALSE where there is none left. */
gboolean mirador_slides_writer_step (MiradorSlidesWriter *writer);
/** mirador_slides_writer_finish: FALSE with FILE_UNWRITABLE or CHART. */
gboolean mirador_slides_writer_finish (MiradorSlidesWriter *writer, GError **error);
/** mirador_slides_writer_free: gives up what is not finished: nothing of it stays. */
void mirador_slides_writer_free (MiradorSlidesWriter *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorSlidesWriter, mirador_slides_writer_free)

/** mirador_slides_check_path: FALSE with FORMAT_UNKNOWN where @path does not end in .pdf. */
gboolean mirador_slides_check_path (const char *path, GError **error);
/** mirador_slides_save: all of them at once. */
gboolean mirador_slides_save (MiradorSlides *slides, const char *path, GError **error);

G_END_DECLS
