/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "model/error.h"

G_BEGIN_DECLS

/**
 * MiradorRecord:
 * @n: how many columns
 * @names: their names, the same for every record of one source
 * @values: (nullable entries): their texts, UTF-8; NULL where the row ends before the column
 * @row: from 1, the header not among them
 *
 * The waist of the feeds layer: every decoder gives records, the mapping takes them. Valid during
 * the call only.
 */
typedef struct
{
  guint n;
  const char *const *names;
  const char *const *values;
  guint64 row;
  gboolean bad; /* the decoder could not read this row; reason says why */
  MiradorReject reason;
  const char *column; /* (nullable) where */
} MiradorRecord;

/** MiradorRecordFunc: takes one record; %FALSE with an error stops the decoder. */
typedef gboolean (*MiradorRecordFunc) (const MiradorRecord *record,
                                       gpointer user_data,
                                       GError **error);

/**
 * MiradorHeaderFunc:
 *
 * Called once, before the first record, with the columns and, where the format carries one, a
 * document of its own about the source (a JSON text, else NULL).
 */
typedef gboolean (*MiradorHeaderFunc) (const char *const *names,
                                       guint n,
                                       const char *document,
                                       gpointer user_data,
                                       GError **error);

/**
 * MiradorDecodeOptions:
 *
 * What a mapping or the user says of a file where it cannot be found out. Zero and NULL: find out.
 */
typedef struct
{
  char delimiter;       /* csv: ',' ';' '|' '\t', or 0 */
  const char *encoding; /* csv: "UTF-8", "WINDOWS-1252", or NULL */
  gboolean no_header;   /* csv, xlsx: columns are then named "1", "2", ... */
  const char *rows;     /* records: dotted path to the array of rows, or NULL */
  const char *sheet;    /* xlsx: the name of the sheet, or NULL for the first one that is shown */
  gsize max_rows;       /* stop after so many records without an error; 0: all */
} MiradorDecodeOptions;

/**
 * MiradorDecoder:
 *
 * A row of the table of formats. To add a format, write one file and add its row in decoder.c.
 * @sniff: 0 to 100, how surely the first bytes are of this format
 * @decode: reads @bytes (at least one) to the end; @source names it in errors. Bad rows go out as
 *   records marked bad; what makes the whole unreadable is an error.
 */
typedef struct
{
  const char *id;
  const char *name; /* N_() */
  int (*sniff) (const guint8 *bytes, gsize length, const char *source);
  gboolean (*decode) (GBytes *bytes,
                      const char *source,
                      const MiradorDecodeOptions *options,
                      MiradorHeaderFunc header,
                      MiradorRecordFunc record,
                      gpointer user_data,
                      GCancellable *cancellable,
                      GError **error);
  gboolean binary; /* takes bytes that are no text */
} MiradorDecoder;

/** mirador_decoder_get: (nullable): by id. */
const MiradorDecoder *mirador_decoder_get (const char *id);
/** mirador_decoder_list: (transfer none): the table, ended by an id of NULL. */
const MiradorDecoder *mirador_decoder_list (void);
/**
 * mirador_decoder_find:
 * @id: (nullable): "auto" or NULL finds it from the content
 *
 * Returns: the decoder; NULL with EMPTY, BINARY or FORMAT_UNKNOWN
 */
const MiradorDecoder *
mirador_decoder_find (const char *id, GBytes *bytes, const char *source, GError **error);

G_END_DECLS
