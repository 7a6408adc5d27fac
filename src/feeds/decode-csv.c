/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/decode.h"

#include <csv.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "feeds/column-names.h"
#include "feeds/csv-dialect.h"
#include "feeds/text-encoding.h"
#include "model/error-phrase.h"

/* libcsv keeps to the quoting rules (RFC 4180, and what people make of them); it is fed in pieces
 * so that a refresh can be cancelled. */
#define PIECE_SIZE 65536
/* No cell is longer; a quote that is never closed would swallow the rest of the file. */
#define MAX_CELL_SIZE (1024 * 1024)

typedef struct
{
  const char *source;
  const MiradorDecodeOptions *options;
  MiradorHeaderFunc header;
  MiradorRecordFunc record;
  gpointer user_data;
  gboolean dirty;     /* rows may hold invalid UTF-8 */
  GString *text;      /* the cells of the current row, one after another, each ended by a NUL */
  GArray *starts;     /* gsize: where each cell starts in text */
  GPtrArray *names;   /* of the columns, NULL until the header was seen */
  const char **cells; /* as many as names */
  guint64 n_rows;
  gboolean stopped;
  GError *error;
} Reader;

static void
reader_clear (Reader *reader)
{
  g_string_free (reader->text, TRUE);
  g_array_unref (reader->starts);
  g_clear_pointer (&reader->names, g_ptr_array_unref);
  g_free (reader->cells);
  g_clear_error (&reader->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

static guint
reader_n_cells (const Reader *reader)
{
  return reader->starts->len;
}

static const char *
reader_cell (const Reader *reader, guint i)
{
  return reader->text->str + g_array_index (reader->starts, gsize, i);
}

static gboolean
cells_are_empty (const Reader *reader, guint from)
{
  for (guint i = from; i < reader_n_cells (reader); i++)
    {
      if (*reader_cell (reader, i) != '\0')
        return FALSE;
    }
  return TRUE;
}

static guint
count_named (const Reader *reader)
{
  guint n = reader_n_cells (reader);

  while (n > 1 && *reader_cell (reader, n - 1) == '\0')
    n--;
  return n;
}

static gboolean
take_header (Reader *reader)
{
  g_autoptr (GHashTable) seen = mirador_column_names_set ();
  guint n = reader->options->no_header ? reader_n_cells (reader) : count_named (reader);

  reader->names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < n; i++)
    {
      const char *cell = reader->options->no_header ? "" : reader_cell (reader, i);
      mirador_column_names_add (reader->names, seen, cell);
    }
  reader->cells = g_new0 (const char *, n);
  return reader->header ((const char *const *)reader->names->pdata, n, NULL, reader->user_data,
                         &reader->error);
}

static void
mark_bad (MiradorRecord *record, MiradorReject reason, guint column)
{
  record->bad = TRUE;
  record->reason = reason;
  record->column = record->names[MIN (column, record->n - 1)];
}

static void
check_encoding (const Reader *reader, MiradorRecord *record)
{
  for (guint i = 0; i < record->n; i++)
    {
      if (record->values[i] != NULL && !g_utf8_validate (record->values[i], -1, NULL))
        {
          mark_bad (record, MIRADOR_REJECT_ENCODING, i);
          reader->cells[i] = NULL;
        }
    }
}

static gboolean
fail_truncated (Reader *reader, guint64 row, const char *column)
{
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, row);
  g_autofree char *missing = NULL;

  if (column != NULL)
    /* Translators: %1$s is the number of a row, %2$s the name of a column. */
    missing = mirador_phrase (N_ ("the end of row %1$s, from the column “%2$s” on"), number, column,
                              NULL);
  else
    /* Translators: %1$s is the number of a row. */
    missing
      = mirador_phrase (N_ ("the quotation mark that closes a cell of row %1$s"), number, NULL);
  mirador_set_error (&reader->error, MIRADOR_ERROR_TRUNCATED, reader->source, missing, NULL);
  return FALSE;
}

/* Within quotation marks it is one of them that is missing. */
static gboolean
fail_long_cell (Reader *reader, const struct csv_parser *parser)
{
  guint64 row = reader->n_rows + 1;
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, row);

  if (parser->quoted)
    return fail_truncated (reader, row, NULL);
  /* Translators: a place in a file; %1$s is the number of a row. */
  g_autofree char *where = mirador_phrase (N_ ("row %1$s"), number, NULL);
  mirador_set_error (&reader->error, MIRADOR_ERROR_SYNTAX, reader->source, where,
                     N_ ("a cell has more than a million letters"), NULL);
  return FALSE;
}

static gboolean
take_row (Reader *reader, int terminator)
{
  guint n = reader->names->len;
  guint n_cells = reader_n_cells (reader);
  MiradorRecord record = { .n = n,
                           .names = (const char *const *)reader->names->pdata,
                           .values = reader->cells,
                           .row = ++reader->n_rows };

  /* A file that was cut off ends in the middle of a row, without the line's end. */
  if (terminator < 0 && n_cells < n)
    return fail_truncated (reader, record.row, record.names[n_cells]);
  for (guint i = 0; i < n; i++)
    reader->cells[i] = i < n_cells ? reader_cell (reader, i) : NULL;
  if (n_cells < n)
    mark_bad (&record, MIRADOR_REJECT_TOO_SHORT, n_cells);
  else if (n_cells > n && !cells_are_empty (reader, n))
    mark_bad (&record, MIRADOR_REJECT_TOO_LONG, n - 1);
  if (reader->dirty)
    check_encoding (reader, &record);
  if (!reader->record (&record, reader->user_data, &reader->error))
    return FALSE;
  return reader->options->max_rows == 0 || reader->n_rows < reader->options->max_rows;
}

/* Only a quoted cell can be empty where libcsv gives a row of one; spreadsheets end their tables
 * with rows of empty cells. */
static void
row_cb (int terminator, void *user_data)
{
  Reader *reader = user_data;

  if (!reader->stopped && !cells_are_empty (reader, 0))
    {
      gboolean is_header = reader->names == NULL;
      gboolean going = !is_header || take_header (reader);
      if (going && (!is_header || reader->options->no_header))
        going = take_row (reader, terminator);
      reader->stopped = !going;
    }
  g_string_truncate (reader->text, 0);
  g_array_set_size (reader->starts, 0);
}

static void
cell_cb (void *cell, size_t length, void *user_data)
{
  Reader *reader = user_data;
  gsize start = reader->text->len;

  g_array_append_val (reader->starts, start);
  g_string_append_len (reader->text, cell, (gssize)length);
  g_string_append_c (reader->text, '\0');
}

static gboolean
parse_pieces (Reader *reader,
              struct csv_parser *parser,
              const char *text,
              gsize length,
              GCancellable *cancellable)
{
  for (gsize at = 0; at < length && !reader->stopped; at += PIECE_SIZE)
    {
      if (g_cancellable_is_cancelled (cancellable))
        {
          mirador_set_error (&reader->error, MIRADOR_ERROR_CANCELLED, reader->source, NULL);
          return FALSE;
        }
      csv_parse (parser, text + at, MIN (PIECE_SIZE, length - at), cell_cb, row_cb, reader);
      if (parser->entry_pos > MAX_CELL_SIZE)
        return fail_long_cell (reader, parser);
    }
  if (reader->stopped)
    return reader->error == NULL;
  /* Strict at the end only: a quote within a cell is common, one that never closes is a fault. */
  csv_set_opts (parser, CSV_STRICT | CSV_STRICT_FINI);
  if (csv_fini (parser, cell_cb, row_cb, reader) != 0)
    return fail_truncated (reader, reader->n_rows + 1, NULL);
  return reader->error == NULL;
}

static gboolean
parse (Reader *reader, const char *text, gsize length, char delimiter, GCancellable *cancellable)
{
  struct csv_parser parser;

  if (csv_init (&parser, 0) != 0)
    {
      mirador_set_error (&reader->error, MIRADOR_ERROR_FAILED, "libcsv", NULL);
      return FALSE;
    }
  csv_set_delim (&parser, (unsigned char)delimiter);
  csv_set_blk_size (&parser, 4096);
  gboolean done = parse_pieces (reader, &parser, text, length, cancellable);
  csv_free (&parser);
  return done;
}

static gboolean
check_rows (Reader *reader)
{
  if (reader->n_rows > 0)
    return TRUE;
  mirador_set_error (&reader->error,
                     reader->names == NULL ? MIRADOR_ERROR_EMPTY : MIRADOR_ERROR_HEADER_ONLY,
                     reader->source, NULL);
  return FALSE;
}

gboolean
mirador_csv_decode (GBytes *bytes,
                    const char *source,
                    const MiradorDecodeOptions *options,
                    MiradorHeaderFunc header,
                    MiradorRecordFunc record,
                    gpointer user_data,
                    GCancellable *cancellable,
                    GError **error)
{
  static const MiradorDecodeOptions none = { 0 };
  g_auto (Reader) reader = { .source = source,
                             .options = options != NULL ? options : &none,
                             .header = header,
                             .record = record,
                             .user_data = user_data,
                             .text = g_string_new (NULL),
                             .starts = g_array_new (FALSE, FALSE, sizeof (gsize)) };
  gsize length;
  char delimiter = reader.options->delimiter;

  g_autoptr (GBytes) utf8
    = mirador_text_to_utf8 (bytes, reader.options->encoding, source, &reader.dirty, error);
  if (utf8 == NULL)
    return FALSE;
  const char *text = g_bytes_get_data (utf8, &length);
  gsize skipped = mirador_csv_skip_preamble (text, length, &delimiter);
  if (delimiter == 0)
    delimiter = mirador_csv_find_delimiter (text, length);
  if (parse (&reader, text + skipped, length - skipped, delimiter ? delimiter : ',', cancellable)
      && check_rows (&reader))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&reader.error));
  return FALSE;
}

static gboolean
is_named_as_table (const char *source)
{
  static const char *const endings[] = { ".csv", ".tsv", ".txt", ".tab" };
  g_autofree char *lower = g_ascii_strdown (source != NULL ? source : "", -1);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      if (g_str_has_suffix (lower, endings[i]))
        return TRUE;
    }
  return FALSE;
}

int
mirador_csv_sniff (const guint8 *bytes, gsize length, const char *source)
{
  gboolean named = is_named_as_table (source);
  gsize at = 0;

  if (length >= 2 && (bytes[0] == 0xFF || bytes[0] == 0xFE) && (bytes[1] | 1) == 0xFF)
    return 60;
  while (at < length && (g_ascii_isspace (bytes[at]) || bytes[at] >= 0x80))
    at++;
  if (at < length && strchr ("{[<", bytes[at]) != NULL)
    return named ? 15 : 0;
  if (mirador_csv_find_delimiter ((const char *)bytes, length) != 0)
    return named ? 80 : 50;
  return named ? 40 : 0;
}
