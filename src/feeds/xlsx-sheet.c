/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "feeds/xlsx.h"
#include "model/error-phrase.h"

/* A cell while it is read. */
typedef struct
{
  char type; /* n number, s shared, i inline, t text of a formula, b truth, e error, d date */
  guint style;
  gboolean has_formula;
  gboolean has_value;
  gboolean in_value; /* <v>, or <t> of an inline text */
  gboolean in_formula;
  gboolean in_hint;
  GString *formula;
} Cell;

/* Rows */

void
mirador_xlsx_row_init (MiradorXlsxRow *row)
{
  row->number = 0;
  row->text = g_string_new (NULL);
  row->starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  row->is_text = g_byte_array_new ();
}

void
mirador_xlsx_row_clear (MiradorXlsxRow *row)
{
  g_string_free (row->text, TRUE);
  g_array_unref (row->starts);
  g_byte_array_unref (row->is_text);
}

static void
empty_row (MiradorXlsxRow *row)
{
  g_string_truncate (row->text, 0);
  g_array_set_size (row->starts, 0);
  g_byte_array_set_size (row->is_text, 0);
}

const char *
mirador_xlsx_row_cell (const MiradorXlsxRow *row, guint column)
{
  gsize start = column < row->starts->len ? g_array_index (row->starts, gsize, column) : G_MAXSIZE;

  return start == G_MAXSIZE ? "" : row->text->str + start;
}

guint
mirador_xlsx_row_count (const MiradorXlsxRow *row, guint *n_columns)
{
  guint n = 0;

  *n_columns = 0;
  for (guint i = 0; i < row->starts->len; i++)
    {
      if (*mirador_xlsx_row_cell (row, i) == '\0')
        continue;
      n++;
      *n_columns = i + 1;
    }
  return n;
}

/* The text that was written since @start becomes the cell's. */
static void
take_cell (MiradorXlsxRow *row, guint column, gsize start, gboolean is_text)
{
  while (row->starts->len <= column)
    {
      const gsize none = G_MAXSIZE;
      const guint8 number = 0;
      g_array_append_val (row->starts, none);
      g_byte_array_append (row->is_text, &number, 1);
    }
  g_string_append_c (row->text, '\0');
  g_array_index (row->starts, gsize, column) = start;
  row->is_text->data[column] = is_text ? 1 : 0;
}

/* Sheets */

gboolean
mirador_xlsx_sheet_open (MiradorXlsxSheet *sheet,
                         const MiradorXlsxWorkbook *workbook,
                         GError **error)
{
  GError *failure = NULL;

  *sheet = (MiradorXlsxSheet){ .workbook = workbook };
  sheet->part = workbook->parts->pdata[workbook->chosen];
  sheet->value = g_string_new (NULL);
  sheet->xml
    = mirador_xlsx_xml_open (workbook->package, sheet->part, MIRADOR_XLSX_MAX_SHEET, &failure);
  if (sheet->xml == NULL && failure == NULL)
    mirador_set_error (&failure, MIRADOR_ERROR_SYNTAX, workbook->package->source, sheet->part,
                       N_ ("the sheet is missing from the file"), NULL);
  if (failure != NULL)
    g_propagate_error (error, failure);
  return sheet->xml != NULL;
}

void
mirador_xlsx_sheet_clear (MiradorXlsxSheet *sheet)
{
  g_clear_pointer (&sheet->xml, mirador_xlsx_xml_free);
  g_clear_error (&sheet->error);
  if (sheet->value != NULL)
    g_string_free (g_steal_pointer (&sheet->value), TRUE);
}

static char *
name_column (guint column)
{
  char letters[8] = { 0 };
  guint at = sizeof letters - 1;

  for (column++; column > 0; column = (column - 1) / 26)
    letters[--at] = (char)('A' + (column - 1) % 26);
  return g_strdup (letters + at);
}

static void
fail (MiradorXlsxSheet *sheet, guint row, guint column, const char *why)
{
  g_autofree char *letters = name_column (column);
  g_autofree char *where = g_strdup_printf ("%s%u", letters, row);

  if (sheet->error == NULL)
    mirador_set_error (&sheet->error, MIRADOR_ERROR_SYNTAX, sheet->workbook->package->source, where,
                       why, NULL);
}

/* "AB12" is column 27, from 0; a cell that does not say where it is comes after the last one. */
static guint
find_column (MiradorXlsxSheet *sheet)
{
  const char *reference = mirador_xlsx_xml_attribute (sheet->xml, "r");
  guint column = 0;

  if (reference == NULL || !g_ascii_isalpha (*reference))
    return sheet->column;
  for (; g_ascii_isalpha (*reference) && column <= MIRADOR_XLSX_MAX_COLUMNS; reference++)
    column = column * 26 + (guint)(g_ascii_toupper (*reference) - 'A') + 1;
  return column - 1;
}

static void
start_cell (MiradorXlsxSheet *sheet, Cell *cell)
{
  static const struct
  {
    const char *name;
    char type;
  } types[] = { { "s", 's' }, { "inlineStr", 'i' }, { "str", 't' },
                { "b", 'b' }, { "e", 'e' },         { "d", 'd' } };
  const char *type = mirador_xlsx_xml_attribute (sheet->xml, "t");

  cell->type = 'n';
  for (guint i = 0; type != NULL && i < G_N_ELEMENTS (types); i++)
    {
      if (g_str_equal (type, types[i].name))
        cell->type = types[i].type;
    }
  const char *style = mirador_xlsx_xml_attribute (sheet->xml, "s");
  cell->style = style != NULL ? (guint)g_ascii_strtoull (style, NULL, 10) : 0;
  g_string_truncate (sheet->value, 0);
}

static void
see_node (MiradorXlsxSheet *sheet, Cell *cell)
{
  const char *value_name = cell->type == 'i' ? "t" : "v";
  const char *text = mirador_xlsx_xml_text (sheet->xml);
  gboolean opens = !mirador_xlsx_xml_is_empty (sheet->xml);

  if (text != NULL && cell->in_value && !cell->in_hint)
    g_string_append (sheet->value, text);
  else if (text != NULL && cell->in_formula)
    g_string_append (cell->formula, text);
  else if (mirador_xlsx_xml_is_start (sheet->xml, value_name))
    {
      cell->has_value = TRUE;
      cell->in_value = opens;
    }
  else if (mirador_xlsx_xml_is_end (sheet->xml, value_name))
    cell->in_value = FALSE;
  else if (mirador_xlsx_xml_is_start (sheet->xml, "f"))
    {
      cell->has_formula = TRUE;
      cell->in_formula = opens;
    }
  else if (mirador_xlsx_xml_is_end (sheet->xml, "f"))
    cell->in_formula = FALSE;
  else if (mirador_xlsx_xml_is_start (sheet->xml, "rPh"))
    cell->in_hint = opens;
  else if (mirador_xlsx_xml_is_end (sheet->xml, "rPh"))
    cell->in_hint = FALSE;
}

static gboolean
append_shared (const MiradorXlsxSheet *sheet, GString *text)
{
  const GPtrArray *strings = sheet->workbook->strings;
  guint64 number;

  if (!g_ascii_string_to_unsigned (sheet->value->str, 10, 0, G_MAXUINT64, &number, NULL)
      || number >= strings->len)
    return FALSE;
  g_string_append (text, strings->pdata[number]);
  return TRUE;
}

static void
append_number (const MiradorXlsxSheet *sheet, const Cell *cell, GString *text)
{
  const MiradorXlsxWorkbook *workbook = sheet->workbook;
  MiradorXlsxFormat format = { MIRADOR_XLSX_NUMBER, 0 };

  if (cell->style < workbook->formats->len)
    format = g_array_index (workbook->formats, MiradorXlsxFormat, cell->style);
  mirador_xlsx_format_number (format, workbook->from_1904, sheet->value->str, text);
}

/* A date that is written as one, of ISO 8601; midnight is a day. */
static void
append_date (const MiradorXlsxSheet *sheet, GString *text)
{
  const char *midnight = strstr (sheet->value->str, "T00:00:00");
  gsize length
    = midnight != NULL ? (gsize)(midnight - sheet->value->str) : strlen (sheet->value->str);

  g_string_append_len (text, sheet->value->str, (gssize)length);
}

/* FALSE where the cell points to a text that is not there. */
static gboolean
append_value (MiradorXlsxSheet *sheet, const Cell *cell, GString *text)
{
  if (cell->type != 'i' && cell->type != 't')
    g_strstrip (sheet->value->str);
  switch (cell->type)
    {
    case 's':
      return append_shared (sheet, text);
    case 'i':
    case 't':
      mirador_xlsx_append_text (text, sheet->value->str);
      return TRUE;
    case 'b':
      g_string_append (text, g_str_equal (sheet->value->str, "1") ? "true" : "false");
      return TRUE;
    case 'd':
      append_date (sheet, text);
      return TRUE;
    case 'e':
      g_string_append (text, sheet->value->str);
      return TRUE;
    default:
      append_number (sheet, cell, text);
      return TRUE;
    }
}

/* A formula that nobody has computed has no value: its text shows in its place, so that a figure is
 * rejected and not taken for an empty cell. */
static void
finish_cell (MiradorXlsxSheet *sheet, MiradorXlsxRow *row, guint column, const Cell *cell)
{
  gsize start = row->text->len;

  if (cell->has_value && !append_value (sheet, cell, row->text))
    fail (sheet, row->number, column, N_ ("its text is missing from the workbook"));
  else if (cell->has_formula && !cell->has_value)
    g_string_append_printf (row->text, "=%s", cell->formula->str);
  if (row->text->len > start)
    take_cell (row, column, start, cell->type != 'n' && cell->type != 'b' && cell->type != 'd');
}

static void
read_cell (MiradorXlsxSheet *sheet, MiradorXlsxRow *row)
{
  g_autoptr (GString) formula = g_string_new (NULL);
  Cell cell = { .formula = formula };
  guint column = find_column (sheet);

  if (column >= MIRADOR_XLSX_MAX_COLUMNS)
    {
      fail (sheet, row->number, MIRADOR_XLSX_MAX_COLUMNS - 1,
            N_ ("a cell lies beyond the last column"));
      return;
    }
  start_cell (sheet, &cell);
  sheet->column = column + 1;
  if (mirador_xlsx_xml_is_empty (sheet->xml))
    return;
  while (mirador_xlsx_xml_next (sheet->xml) && !mirador_xlsx_xml_is_end (sheet->xml, "c"))
    see_node (sheet, &cell);
  finish_cell (sheet, row, column, &cell);
}

static void
start_row (MiradorXlsxSheet *sheet, MiradorXlsxRow *row)
{
  const char *number = mirador_xlsx_xml_attribute (sheet->xml, "r");
  guint64 said = number != NULL ? g_ascii_strtoull (number, NULL, 10) : 0;

  sheet->row = said > 0 && said <= G_MAXINT ? (guint)said : sheet->row + 1;
  sheet->column = 0;
  row->number = sheet->row;
  empty_row (row);
}

static gboolean
read_row (MiradorXlsxSheet *sheet, MiradorXlsxRow *row)
{
  guint n_columns;

  start_row (sheet, row);
  if (mirador_xlsx_xml_is_empty (sheet->xml))
    return FALSE;
  while (sheet->error == NULL && mirador_xlsx_xml_next (sheet->xml)
         && !mirador_xlsx_xml_is_end (sheet->xml, "row"))
    {
      if (mirador_xlsx_xml_is_start (sheet->xml, "c"))
        read_cell (sheet, row);
    }
  return mirador_xlsx_row_count (row, &n_columns) > 0;
}

gboolean
mirador_xlsx_sheet_next (MiradorXlsxSheet *sheet, MiradorXlsxRow *row, GError **error)
{
  gboolean found = FALSE;

  while (!found && sheet->error == NULL && mirador_xlsx_xml_next (sheet->xml))
    {
      if (mirador_xlsx_xml_is_start (sheet->xml, "row"))
        found = read_row (sheet, row);
      else if (sheet->merge != NULL && mirador_xlsx_xml_is_start (sheet->xml, "mergeCell"))
        sheet->merge (mirador_xlsx_xml_attribute (sheet->xml, "ref"), sheet->merge_data);
    }
  if (sheet->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&sheet->error));
      return FALSE;
    }
  return mirador_xlsx_xml_finish (sheet->xml, error) && found;
}
