/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "model/error.h"

G_BEGIN_DECLS

/*
 * Reading XLSX (ECMA-376): a zip of XML parts, inflated by libarchive and read by libxml2, both
 * streaming. Only what holds cells is opened: macros, external links, pictures and charts are not.
 */

/** Excel's own limits. */
#define MIRADOR_XLSX_MAX_COLUMNS 16384
/** What a sheet, and any other part, may inflate to; and how many times the file's size. */
#define MIRADOR_XLSX_MAX_SHEET (G_GUINT64_CONSTANT (1) << 30)
#define MIRADOR_XLSX_MAX_PART (G_GUINT64_CONSTANT (256) << 20)
#define MIRADOR_XLSX_MAX_RATIO 250

/* xlsx-package.c: the zip */

typedef struct
{
  GBytes *bytes;
  const char *source;
  guint64 free_size; /* up to here the ratio does not count */
} MiradorXlsxPackage;

typedef struct _MiradorXlsxPart MiradorXlsxPart;

/** mirador_xlsx_part_open: NULL without an error where there is no such part.
 * @name: (transfer none): of the part, kept */
MiradorXlsxPart *mirador_xlsx_part_open (const MiradorXlsxPackage *package,
                                         const char *name,
                                         guint64 max_size,
                                         GError **error);
/** mirador_xlsx_part_read: bytes read, 0 at the end, -1 with the part's error set. */
int mirador_xlsx_part_read (MiradorXlsxPart *part, char *buffer, int length);
/** mirador_xlsx_part_steal_error: (transfer full) (nullable) */
GError *mirador_xlsx_part_steal_error (MiradorXlsxPart *part);
void mirador_xlsx_part_free (MiradorXlsxPart *part);

/* xlsx-xml.c: a part's elements */

typedef struct _MiradorXlsxXml MiradorXlsxXml;

/** mirador_xlsx_xml_open: NULL without an error where there is no such part. */
MiradorXlsxXml *mirador_xlsx_xml_open (const MiradorXlsxPackage *package,
                                       const char *name,
                                       guint64 max_size,
                                       GError **error);
void mirador_xlsx_xml_free (MiradorXlsxXml *xml);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorXlsxXml, mirador_xlsx_xml_free)
/** mirador_xlsx_xml_next: to the next node; FALSE at the end, and where something is wrong. */
gboolean mirador_xlsx_xml_next (MiradorXlsxXml *xml);
/** mirador_xlsx_xml_finish: FALSE with the error that ended the reading. */
gboolean mirador_xlsx_xml_finish (MiradorXlsxXml *xml, GError **error);
gboolean mirador_xlsx_xml_is_start (const MiradorXlsxXml *xml, const char *element);
/** mirador_xlsx_xml_is_end: at an end tag; an empty element has none. */
gboolean mirador_xlsx_xml_is_end (const MiradorXlsxXml *xml, const char *element);
gboolean mirador_xlsx_xml_is_empty (const MiradorXlsxXml *xml);
/** mirador_xlsx_xml_text: (nullable): at text, valid until the next node. */
const char *mirador_xlsx_xml_text (const MiradorXlsxXml *xml);
/** mirador_xlsx_xml_attribute: (nullable): by its local name; valid until the next one is asked
 * for. */
const char *mirador_xlsx_xml_attribute (const MiradorXlsxXml *xml, const char *name);

/* xlsx-format.c: what a number format makes of a number */

typedef enum
{
  MIRADOR_XLSX_NUMBER,
  MIRADOR_XLSX_DAY,
  MIRADOR_XLSX_MOMENT,
  MIRADOR_XLSX_MONTH,
  MIRADOR_XLSX_YEAR,
  MIRADOR_XLSX_TIME,
} MiradorXlsxKind;

typedef struct
{
  MiradorXlsxKind kind;
  guint digits; /* leading zeros up to so many digits, as codes are written; 0: none */
} MiradorXlsxFormat;

/** mirador_xlsx_format_builtin: by the number of a built-in format. */
MiradorXlsxFormat mirador_xlsx_format_builtin (guint id);
/** mirador_xlsx_format_parse: of a format code, as "dd/mm/yyyy". */
MiradorXlsxFormat mirador_xlsx_format_parse (const char *code);
/**
 * mirador_xlsx_format_number:
 * @number: as the file writes it
 *
 * Appends it to @text: dates as 2024-03-15, 2024-03 or 2024 (as much as the format shows), moments
 * as 2024-03-15T10:30:00, times as 10:30:00; numbers in the shortest form that reads back the same.
 */
void mirador_xlsx_format_number (MiradorXlsxFormat format,
                                 gboolean from_1904,
                                 const char *number,
                                 GString *text);

/* xlsx-workbook.c: what stands around the sheets */

typedef struct
{
  const MiradorXlsxPackage *package;
  gboolean from_1904;
  GPtrArray *names; /* of the sheets */
  GPtrArray *parts; /* theirs */
  int chosen;       /* which sheet is read */
  GStringChunk *texts;
  GPtrArray *strings; /* shared, in texts */
  GArray *formats;    /* MiradorXlsxFormat, by style */
} MiradorXlsxWorkbook;

/** mirador_xlsx_workbook_open:
 * @sheet: (nullable): its name; NULL takes the first that is shown */
MiradorXlsxWorkbook *
mirador_xlsx_workbook_open (const MiradorXlsxPackage *package, const char *sheet, GError **error);
void mirador_xlsx_workbook_free (MiradorXlsxWorkbook *workbook);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorXlsxWorkbook, mirador_xlsx_workbook_free)
/** mirador_xlsx_append_text: a text of the file, its _x000D_ and the like as characters. */
void mirador_xlsx_append_text (GString *text, const char *written);

/* xlsx-sheet.c: the rows */

/** MiradorXlsxRow: a row's cells, hidden rows as others. */
typedef struct
{
  guint number; /* in the sheet, from 1 */
  GString *text;
  GArray *starts;      /* gsize: where each cell's text starts, G_MAXSIZE where it is empty */
  GByteArray *is_text; /* whether it is text and not a number */
} MiradorXlsxRow;

void mirador_xlsx_row_init (MiradorXlsxRow *row);
void mirador_xlsx_row_clear (MiradorXlsxRow *row);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MiradorXlsxRow, mirador_xlsx_row_clear)
/** mirador_xlsx_row_cell: "" where there is none. */
const char *mirador_xlsx_row_cell (const MiradorXlsxRow *row, guint column);
/** mirador_xlsx_row_count: how many cells are not empty; @n_columns up to the last of them. */
guint mirador_xlsx_row_count (const MiradorXlsxRow *row, guint *n_columns);

typedef struct
{
  const MiradorXlsxWorkbook *workbook;
  MiradorXlsxXml *xml;
  const char *part;
  guint row;    /* the number of the last row */
  guint column; /* of the next cell that does not say where it is */
  GString *value;
  GError *error;
  void (*merge) (const char *reference,
                 gpointer user_data); /* (nullable) merged cells, as "A1:B2" */
  gpointer merge_data;
} MiradorXlsxSheet;

gboolean mirador_xlsx_sheet_open (MiradorXlsxSheet *sheet,
                                  const MiradorXlsxWorkbook *workbook,
                                  GError **error);
void mirador_xlsx_sheet_clear (MiradorXlsxSheet *sheet);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MiradorXlsxSheet, mirador_xlsx_sheet_clear)
/** mirador_xlsx_sheet_next: the next row that has a cell which is not empty; FALSE at the end, and
 * with @error where something is wrong. */
gboolean mirador_xlsx_sheet_next (MiradorXlsxSheet *sheet, MiradorXlsxRow *row, GError **error);

/* xlsx-header.c: which rows name the columns */

typedef struct
{
  guint top, left, bottom, right; /* rows and columns from 0 */
} MiradorXlsxMerge;

/** MiradorXlsxShape: what a first pass finds out, for merged cells stand behind all rows. */
typedef struct
{
  GArray *merges;  /* MiradorXlsxMerge, those near the top */
  guint n_columns; /* of the widest row */
  guint n_filled;  /* most cells of a row near the top that are not empty */
} MiradorXlsxShape;

gboolean mirador_xlsx_shape_read (MiradorXlsxShape *shape,
                                  const MiradorXlsxWorkbook *workbook,
                                  GCancellable *cancellable,
                                  GError **error);
void mirador_xlsx_shape_clear (MiradorXlsxShape *shape);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MiradorXlsxShape, mirador_xlsx_shape_clear)

/**
 * mirador_xlsx_header_read:
 * @next: filled with the first row behind the header
 * @has_next: whether there is one
 *
 * Passes over titles (rows of one cell) to the header. Where its cells are merged it has several
 * rows: a merged cell's text counts for all that it covers, and a column is called by all texts
 * above it ("2024 Casos").
 *
 * Returns: (transfer full) (element-type utf8): the columns' names, NULL with an error
 */
GPtrArray *mirador_xlsx_header_read (const MiradorXlsxShape *shape,
                                     MiradorXlsxSheet *sheet,
                                     MiradorXlsxRow *next,
                                     gboolean *has_next,
                                     GError **error);

G_END_DECLS
