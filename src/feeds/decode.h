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

#define MIRADOR_DECLARE_DECODER(name)                                                              \
  int mirador_##name##_sniff (const guint8 *bytes, gsize length, const char *source);              \
  gboolean mirador_##name##_decode (GBytes *bytes, const char *source,                             \
                                    const MiradorDecodeOptions *options, MiradorHeaderFunc header, \
                                    MiradorRecordFunc record, gpointer user_data,                  \
                                    GCancellable *cancellable, GError **error);

MIRADOR_DECLARE_DECODER (dhis2_analytics)
MIRADOR_DECLARE_DECODER (dhis2_values)
MIRADOR_DECLARE_DECODER (gho)
MIRADOR_DECLARE_DECODER (worldbank)
MIRADOR_DECLARE_DECODER (ckan)
MIRADOR_DECLARE_DECODER (openmrs)
MIRADOR_DECLARE_DECODER (jsonstat)
MIRADOR_DECLARE_DECODER (fhir)
MIRADOR_DECLARE_DECODER (xlsx)
/* DKAN's answers have the form of CKAN's. */
int mirador_dkan_sniff (const guint8 *bytes, gsize length, const char *source);

G_END_DECLS
