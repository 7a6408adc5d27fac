/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "feeds/column-names.h"
#include "feeds/xlsx.h"

/* Headers stand near the top. */
#define TOP_ROWS 100
#define MAX_MERGES 4096
#define MAX_HEADER_ROWS 8

/* The first pass */

static gboolean
read_reference (const char **text, guint *row, guint *column)
{
  guint64 number = 0;
  guint letters = 0;

  for (; g_ascii_isalpha (**text) && letters <= MIRADOR_XLSX_MAX_COLUMNS; (*text)++)
    letters = letters * 26 + (guint)(g_ascii_toupper (**text) - 'A') + 1;
  for (; g_ascii_isdigit (**text) && number < G_MAXINT; (*text)++)
    number = number * 10 + (guint64)(**text - '0');
  if (letters == 0 || letters > MIRADOR_XLSX_MAX_COLUMNS || number == 0 || number >= G_MAXINT)
    return FALSE;
  *row = (guint)number - 1;
  *column = letters - 1;
  return TRUE;
}

static void
merge_cb (const char *reference, gpointer user_data)
{
  MiradorXlsxShape *shape = user_data;
  MiradorXlsxMerge merge;

  if (reference == NULL || shape->merges->len >= MAX_MERGES
      || !read_reference (&reference, &merge.top, &merge.left) || *reference++ != ':'
      || !read_reference (&reference, &merge.bottom, &merge.right))
    return;
  if (merge.top < TOP_ROWS && merge.bottom >= merge.top && merge.right >= merge.left)
    g_array_append_val (shape->merges, merge);
}

static gboolean
measure_rows (MiradorXlsxShape *shape,
              MiradorXlsxSheet *sheet,
              MiradorXlsxRow *row,
              GCancellable *cancellable,
              GError **error)
{
  GError *failure = NULL;

  while (mirador_xlsx_sheet_next (sheet, row, &failure))
    {
      guint n_columns;
      guint n_filled = mirador_xlsx_row_count (row, &n_columns);
      shape->n_columns = MAX (shape->n_columns, n_columns);
      if (row->number <= TOP_ROWS)
        shape->n_filled = MAX (shape->n_filled, n_filled);
      if (!g_cancellable_is_cancelled (cancellable))
        continue;
      mirador_set_error (error, MIRADOR_ERROR_CANCELLED, sheet->workbook->package->source, NULL);
      return FALSE;
    }
  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

gboolean
mirador_xlsx_shape_read (MiradorXlsxShape *shape,
                         const MiradorXlsxWorkbook *workbook,
                         GCancellable *cancellable,
                         GError **error)
{
  g_auto (MiradorXlsxSheet) sheet = { 0 };
  g_auto (MiradorXlsxRow) row;

  mirador_xlsx_row_init (&row);
  *shape = (MiradorXlsxShape){ g_array_new (FALSE, FALSE, sizeof (MiradorXlsxMerge)), 0, 0 };
  if (!mirador_xlsx_sheet_open (&sheet, workbook, error))
    return FALSE;
  sheet.merge = merge_cb;
  sheet.merge_data = shape;
  return measure_rows (shape, &sheet, &row, cancellable, error);
}

void
mirador_xlsx_shape_clear (MiradorXlsxShape *shape)
{
  g_clear_pointer (&shape->merges, g_array_unref);
}

/* The header */

typedef struct
{
  guint number; /* of the row, from 0 */
  char **cells; /* NULL-terminated; merged ones repeat their text */
} HeaderRow;

static void
header_row_free (HeaderRow *header)
{
  g_strfreev (header->cells);
  g_free (header);
}

static HeaderRow *
keep_row (const MiradorXlsxShape *shape, const MiradorXlsxRow *row)
{
  HeaderRow *header = g_new0 (HeaderRow, 1);

  header->number = row->number - 1;
  header->cells = g_new0 (char *, shape->n_columns + 1);
  for (guint i = 0; i < shape->n_columns; i++)
    header->cells[i] = g_strstrip (g_strdup (mirador_xlsx_row_cell (row, i)));
  return header;
}

static HeaderRow *
find_row (GPtrArray *rows, guint number)
{
  for (guint i = 0; i < rows->len; i++)
    {
      HeaderRow *header = rows->pdata[i];
      if (header->number == number)
        return header;
    }
  return NULL;
}

static void
spread (GPtrArray *rows, const MiradorXlsxMerge *merge, guint n_columns)
{
  HeaderRow *first = find_row (rows, merge->top);

  if (first == NULL || merge->left >= n_columns)
    return;
  g_autofree char *text = g_strdup (first->cells[merge->left]);
  for (guint i = 0; i < rows->len; i++)
    {
      HeaderRow *header = rows->pdata[i];
      if (header->number < merge->top || header->number > merge->bottom)
        continue;
      for (guint column = merge->left; column <= merge->right && column < n_columns; column++)
        {
          g_free (header->cells[column]);
          header->cells[column] = g_strdup (text);
        }
    }
}

static char *
join_name (GPtrArray *rows, guint column)
{
  GString *name = g_string_new (NULL);
  const char *before = "";

  for (guint i = 0; i < rows->len; i++)
    {
      const char *cell = ((const HeaderRow *)rows->pdata[i])->cells[column];
      if (*cell == '\0' || g_str_equal (cell, before))
        continue;
      g_string_append_printf (name, "%s%s", name->len > 0 ? " " : "", cell);
      before = cell;
    }
  return g_string_free (name, FALSE);
}

static GPtrArray *
name_columns (const MiradorXlsxShape *shape, GPtrArray *rows)
{
  g_autoptr (GPtrArray) joined = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) seen = mirador_column_names_set ();
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  guint n_named = 0;

  for (guint i = 0; i < shape->merges->len; i++)
    spread (rows, &g_array_index (shape->merges, MiradorXlsxMerge, i), shape->n_columns);
  for (guint i = 0; i < shape->n_columns; i++)
    {
      g_ptr_array_add (joined, join_name (rows, i));
      if (*(const char *)joined->pdata[i] != '\0')
        n_named = i + 1;
    }
  for (guint i = 0; i < n_named; i++)
    mirador_column_names_add (names, seen, joined->pdata[i]);
  return names;
}

/* How far down the merged cells of a header's row reach: one that is merged upright says it itself,
 * one that is merged sideways stands above the names of its parts. */
static guint
find_last_row (const MiradorXlsxShape *shape, guint number, gboolean *has_group)
{
  guint last = number;

  *has_group = FALSE;
  for (guint i = 0; i < shape->merges->len; i++)
    {
      const MiradorXlsxMerge *merge = &g_array_index (shape->merges, MiradorXlsxMerge, i);
      if (merge->top > number || merge->bottom < number)
        continue;
      last = MAX (last, merge->bottom);
      *has_group = *has_group || (merge->right > merge->left && merge->bottom == number);
    }
  return MIN (last, number + MAX_HEADER_ROWS);
}

/* A row of figures is no header, whatever is merged above it. */
static gboolean
is_all_text (const MiradorXlsxRow *row)
{
  for (guint i = 0; i < row->starts->len; i++)
    {
      if (*mirador_xlsx_row_cell (row, i) != '\0' && row->is_text->data[i] == 0)
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_header (const MiradorXlsxShape *shape, GPtrArray *rows, const MiradorXlsxRow *row)
{
  guint number = row->number - 1;
  gboolean has_group = FALSE;
  guint last = 0;

  if (rows->len == 0)
    return TRUE;
  if (rows->len > MAX_HEADER_ROWS)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    last
      = MAX (last, find_last_row (shape, ((const HeaderRow *)rows->pdata[i])->number, &has_group));
  return number <= last || (has_group && is_all_text (row));
}

GPtrArray *
mirador_xlsx_header_read (const MiradorXlsxShape *shape,
                          MiradorXlsxSheet *sheet,
                          MiradorXlsxRow *next,
                          gboolean *has_next,
                          GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify)header_row_free);
  GError *failure = NULL;
  guint n_columns;

  while ((*has_next = mirador_xlsx_sheet_next (sheet, next, &failure)))
    {
      gboolean title
        = rows->len == 0 && mirador_xlsx_row_count (next, &n_columns) < MIN (2, shape->n_filled);
      if (title)
        continue;
      if (!is_header (shape, rows, next))
        break;
      g_ptr_array_add (rows, keep_row (shape, next));
    }
  if (failure == NULL)
    return name_columns (shape, rows);
  g_propagate_error (error, failure);
  return NULL;
}
