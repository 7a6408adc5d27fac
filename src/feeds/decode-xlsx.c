/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/decode.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "feeds/column-names.h"
#include "feeds/xlsx.h"

/* The magic numbers of zip, and of OLE: Excel's old format, and what it encrypts. */
#define ZIP "PK\x03\x04"
#define OLE "\xD0\xCF\x11\xE0"
/* Up to here a part may inflate by any ratio. */
#define FREE_SIZE (G_GUINT64_CONSTANT (32) << 20)

typedef struct
{
  const MiradorDecodeOptions *options;
  const char *source;
  MiradorHeaderFunc header;
  MiradorRecordFunc record;
  gpointer user_data;
  GCancellable *cancellable;
  MiradorXlsxShape shape;
  GPtrArray *names;
  const char **cells;
  guint64 n_rows;
} Reader;

static void
reader_clear (Reader *reader)
{
  g_clear_pointer (&reader->names, g_ptr_array_unref);
  mirador_xlsx_shape_clear (&reader->shape);
  g_free (reader->cells);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

static gboolean
starts_with (const guint8 *bytes, gsize length, const char *magic)
{
  return length >= 4 && memcmp (bytes, magic, 4) == 0;
}

static gboolean
refuse (const char *source, const char *why, GError **error)
{
  mirador_set_error (error, MIRADOR_ERROR_SYNTAX, source, "XLSX", why, NULL);
  return FALSE;
}

/* A workbook with a password is an OLE file with a stream of this name, in UTF-16. */
static gboolean
is_encrypted (const guint8 *bytes, gsize length)
{
  static const char name[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";

  return memmem (bytes, length, name, sizeof name) != NULL;
}

static gboolean
check_file (GBytes *bytes, const char *source, GError **error)
{
  gsize length;
  const guint8 *start = g_bytes_get_data (bytes, &length);

  if (starts_with (start, length, ZIP))
    return TRUE;
  if (!starts_with (start, length, OLE))
    return refuse (source, N_ ("it is not a workbook of Excel (XLSX)"), error);
  if (is_encrypted (start, length))
    return refuse (source, N_ ("it is protected with a password; save a copy without one"), error);
  return refuse (source, N_ ("it is in the format of Excel before 2007; save it as XLSX"), error);
}

static void
number_columns (Reader *reader)
{
  g_autoptr (GHashTable) seen = mirador_column_names_set ();

  reader->names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < reader->shape.n_columns; i++)
    mirador_column_names_add (reader->names, seen, "");
}

static gboolean
give_row (Reader *reader, const MiradorXlsxRow *row, GError **error)
{
  MiradorRecord record = { .n = reader->names->len,
                           .names = (const char *const *)reader->names->pdata,
                           .values = reader->cells,
                           .row = ++reader->n_rows };
  guint n_columns;

  mirador_xlsx_row_count (row, &n_columns);
  for (guint i = 0; i < record.n; i++)
    reader->cells[i] = mirador_xlsx_row_cell (row, i);
  if (n_columns > record.n)
    {
      record.bad = TRUE;
      record.reason = MIRADOR_REJECT_TOO_LONG;
      record.column = record.names[record.n - 1];
    }
  return reader->record (&record, reader->user_data, error);
}

static gboolean
is_enough (const Reader *reader)
{
  return reader->options->max_rows > 0 && reader->n_rows >= reader->options->max_rows;
}

static gboolean
give_rows (Reader *reader,
           MiradorXlsxSheet *sheet,
           MiradorXlsxRow *row,
           gboolean has_row,
           GError **error)
{
  GError *failure = NULL;

  while (failure == NULL && has_row && !is_enough (reader))
    {
      if (g_cancellable_is_cancelled (reader->cancellable))
        mirador_set_error (&failure, MIRADOR_ERROR_CANCELLED, reader->source, NULL);
      else if (give_row (reader, row, &failure))
        has_row = mirador_xlsx_sheet_next (sheet, row, &failure);
    }
  if (failure == NULL && reader->n_rows == 0)
    mirador_set_error (&failure, MIRADOR_ERROR_HEADER_ONLY, reader->source, NULL);
  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

static gboolean
name_columns (Reader *reader,
              MiradorXlsxSheet *sheet,
              MiradorXlsxRow *row,
              gboolean *has_row,
              GError **error)
{
  GError *failure = NULL;

  if (!reader->options->no_header)
    reader->names = mirador_xlsx_header_read (&reader->shape, sheet, row, has_row, &failure);
  else
    {
      number_columns (reader);
      *has_row = mirador_xlsx_sheet_next (sheet, row, &failure);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);
  return FALSE;
}

static gboolean
read_sheet (Reader *reader, const MiradorXlsxWorkbook *workbook, GError **error)
{
  g_auto (MiradorXlsxSheet) sheet = { 0 };
  g_auto (MiradorXlsxRow) row;
  gboolean has_row = FALSE;

  mirador_xlsx_row_init (&row);
  if (!mirador_xlsx_shape_read (&reader->shape, workbook, reader->cancellable, error))
    return FALSE;
  if (reader->shape.n_columns == 0)
    {
      mirador_set_error (error, MIRADOR_ERROR_EMPTY, reader->source, NULL);
      return FALSE;
    }
  if (!mirador_xlsx_sheet_open (&sheet, workbook, error)
      || !name_columns (reader, &sheet, &row, &has_row, error))
    return FALSE;
  reader->cells = g_new0 (const char *, reader->names->len);
  return reader->header ((const char *const *)reader->names->pdata, reader->names->len, NULL,
                         reader->user_data, error)
         && give_rows (reader, &sheet, &row, has_row, error);
}

gboolean
mirador_xlsx_decode (GBytes *bytes,
                     const char *source,
                     const MiradorDecodeOptions *options,
                     MiradorHeaderFunc header,
                     MiradorRecordFunc record,
                     gpointer user_data,
                     GCancellable *cancellable,
                     GError **error)
{
  static const MiradorDecodeOptions none = { 0 };
  const MiradorXlsxPackage package = { bytes, source, FREE_SIZE };
  g_auto (Reader) reader = { .options = options != NULL ? options : &none,
                             .source = source,
                             .header = header,
                             .record = record,
                             .user_data = user_data,
                             .cancellable = cancellable };

  if (!check_file (bytes, source, error))
    return FALSE;
  g_autoptr (MiradorXlsxWorkbook) workbook
    = mirador_xlsx_workbook_open (&package, reader.options->sheet, error);
  return workbook != NULL && read_sheet (&reader, workbook, error);
}

/* A zip says near its beginning what is in it, in letters. */
int
mirador_xlsx_sniff (const guint8 *bytes, gsize length, const char *source)
{
  static const char *const names[] = { "[Content_Types].xml", "xl/", "docProps/" };

  if (starts_with (bytes, length, OLE))
    return 60;
  if (!starts_with (bytes, length, ZIP))
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (memmem (bytes, length, names[i], strlen (names[i])) != NULL)
        return 95;
    }
  return 0;
}
