/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "feeds/mapping.h"
#include "feeds/source-private.h"

G_BEGIN_DECLS

/** MiradorScan: a pass over the rows of a source, in a worker thread, that says what its columns
 * look like and which codes those have whose use asks for them. It has all that it needs, so that
 * the source may change meanwhile. */
typedef struct
{
  GPtrArray *bodies;
  char *format;
  char *shown;
  char *sheet;
  MiradorMapping *filter; /* (nullable) whose leave_out says which rows do not count */
  GHashTable *coded;      /* set of the columns whose codes are wanted */

  GPtrArray *columns; /* (element-type MiradorSourceColumn) what was found */
  guint64 n_rows;
} MiradorScan;

MiradorScan *mirador_scan_new (MiradorSource *source);
void mirador_scan_free (MiradorScan *scan);
/** mirador_scan_async: @scan (transfer full): lives as long as the result. */
void mirador_scan_async (MiradorScan *scan,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
/** mirador_scan_finish: (transfer none). */
MiradorScan *mirador_scan_finish (GAsyncResult *result, GError **error);
/** mirador_scan_give: what was found goes into @source; uses stay as they are. */
void mirador_scan_give (MiradorScan *scan, MiradorSource *source);

/** mirador_bodies_decode: all pages as one: rows count on, the columns are those of the first. */
gboolean mirador_bodies_decode (GPtrArray *bodies,
                                const char *format,
                                const char *shown,
                                const MiradorDecodeOptions *options,
                                MiradorHeaderFunc header,
                                MiradorRecordFunc record,
                                gpointer user_data,
                                GCancellable *cancellable,
                                GError **error);

/* source-look.c: what the cells of a column look like. */
typedef struct _MiradorLook MiradorLook;
MiradorLook *mirador_look_new (void);
void mirador_look_add (MiradorLook *look, const char *cell);
/** mirador_look_end: writes into @column what was seen; frees @look. */
void mirador_look_end (MiradorLook *look, MiradorSourceColumn *column);
/** mirador_month_number: 1 to 12 of a month's name in either language, else 0. */
int mirador_month_number (const char *name);

/* source-beside.c: whether the names beside the codes of places say the same. */
typedef struct _MiradorBeside MiradorBeside;
MiradorBeside *mirador_beside_new (GPtrArray *columns);
void mirador_beside_free (MiradorBeside *beside);
void mirador_beside_add (MiradorBeside *beside, const MiradorRecord *record);
/** mirador_beside_end: writes is_contradicted into the columns. */
void mirador_beside_end (MiradorBeside *beside);

G_END_DECLS
