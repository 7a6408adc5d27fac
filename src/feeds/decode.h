/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "feeds/record.h"

G_BEGIN_DECLS

/* The functions that decoder.c puts into its table, one pair a file. */

int mirador_csv_sniff (const guint8 *bytes, gsize length, const char *source);
gboolean mirador_csv_decode (GBytes *bytes,
                             const char *source,
                             const MiradorDecodeOptions *options,
                             MiradorHeaderFunc header,
                             MiradorRecordFunc record,
                             gpointer user_data,
                             GCancellable *cancellable,
                             GError **error);

int mirador_records_sniff (const guint8 *bytes, gsize length, const char *source);
gboolean mirador_records_decode (GBytes *bytes,
                                 const char *source,
                                 const MiradorDecodeOptions *options,
                                 MiradorHeaderFunc header,
                                 MiradorRecordFunc record,
                                 gpointer user_data,
                                 GCancellable *cancellable,
                                 GError **error);

int mirador_own_sniff (const guint8 *bytes, gsize length, const char *source);
gboolean mirador_own_decode (GBytes *bytes,
                             const char *source,
                             const MiradorDecodeOptions *options,
                             MiradorHeaderFunc header,
                             MiradorRecordFunc record,
                             gpointer user_data,
                             GCancellable *cancellable,
                             GError **error);

G_END_DECLS
