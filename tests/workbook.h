/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "record-table.h"

/* Workbooks made by hand: a zip of parts. */
typedef struct
{
  struct archive *archive;
  char *bytes;
  size_t size;
  size_t used;
} Zip;

static inline void
zip_start (Zip *zip, size_t size)
{
  zip->size = size;
  zip->bytes = g_malloc (size);
  zip->used = 0;
  zip->archive = archive_write_new ();
  g_assert_cmpint (archive_write_set_format_zip (zip->archive), ==, ARCHIVE_OK);
  g_assert_cmpint (archive_write_open_memory (zip->archive, zip->bytes, size, &zip->used), ==,
                   ARCHIVE_OK);
}

/* @head, and @text as often as is said. */
static inline void
zip_add (Zip *zip, const char *name, const char *head, const char *text, guint n_times)
{
  struct archive_entry *entry = archive_entry_new ();
  gsize head_length = strlen (head);
  gsize length = strlen (text);

  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_size (entry, (la_int64_t)(head_length + length * n_times));
  g_assert_cmpint (archive_write_header (zip->archive, entry), ==, ARCHIVE_OK);
  g_assert_cmpint (archive_write_data (zip->archive, head, head_length), ==,
                   (la_ssize_t)head_length);
  for (guint i = 0; i < n_times; i++)
    g_assert_cmpint (archive_write_data (zip->archive, text, length), ==, (la_ssize_t)length);
  archive_entry_free (entry);
}

static inline GBytes *
zip_finish (Zip *zip)
{
  g_assert_cmpint (archive_write_close (zip->archive), ==, ARCHIVE_OK);
  archive_write_free (zip->archive);
  GBytes *bytes = g_bytes_new (zip->bytes, zip->used);
  g_free (zip->bytes);
  return bytes;
}

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
#define RELATION "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

/** What a workbook is made of; NULL takes the usual. */
typedef struct
{
  const char *sheet;    /* what is in the worksheet: sheetData and mergeCells */
  const char *strings;  /* what is in sst */
  const char *formats;  /* what is in numFmts and cellXfs, as they stand in a style sheet */
  const char *workbook; /* what is in workbook */
  const char *part;     /* the whole first worksheet */
  const char *extra;    /* the name of a further part */
} Book;

static inline void
zip_add_text (Zip *zip, const char *name, const char *text)
{
  zip_add (zip, name, text, "", 0);
}

/* The parts around the sheets: "Uno" is sheet1.xml, "Dos" sheet2.xml. */
static inline void
zip_add_frame (Zip *zip, const Book *book)
{
  const char *sheets = "<sheets><sheet name=\"Uno\" sheetId=\"1\" r:id=\"rId1\"/><sheet "
                       "name=\"Dos\" sheetId=\"2\" r:id=\"rId2\"/></sheets>";
  g_autofree char *workbook
    = g_strdup_printf (XML "<workbook xmlns:r=\"" RELATION "\">%s</workbook>",
                       book->workbook != NULL ? book->workbook : sheets);
  g_autofree char *strings
    = g_strdup_printf (XML "<sst>%s</sst>", book->strings != NULL ? book->strings : "");
  g_autofree char *styles = g_strdup_printf (XML "<styleSheet>%s</styleSheet>",
                                             book->formats != NULL ? book->formats : "");

  zip_add_text (zip, "[Content_Types].xml", XML "<Types/>");
  zip_add_text (zip, "_rels/.rels",
                XML "<Relationships><Relationship Id=\"rId1\" Type=\"" RELATION
                    "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
  zip_add_text (zip, "xl/workbook.xml", workbook);
  zip_add_text (zip, "xl/_rels/workbook.xml.rels",
                XML "<Relationships><Relationship Id=\"rId1\" Type=\"" RELATION
                    "/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" "
                    "Type=\"" RELATION
                    "/worksheet\" Target=\"/xl/worksheets/sheet2.xml\"/><Relationship Id=\"rId3\" "
                    "Type=\"" RELATION
                    "/sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"rId4\" "
                    "Type=\"" RELATION
                    "/styles\" Target=\"styles.xml\"/><Relationship Id=\"rId5\" Type=\"" RELATION
                    "/externalLink\" Target=\"http://127.0.0.1:1/\" TargetMode=\"External\"/>"
                    "</Relationships>");
  zip_add_text (zip, "xl/sharedStrings.xml", strings);
  zip_add_text (zip, "xl/styles.xml", styles);
}

static inline GBytes *
book_make (const Book *book)
{
  g_autofree char *sheet = g_strdup_printf (XML "<worksheet>%s</worksheet>",
                                            book->sheet != NULL ? book->sheet : "<sheetData/>");
  Zip zip;

  zip_start (&zip, 4 << 20);
  zip_add_frame (&zip, book);
  zip_add_text (&zip, "xl/worksheets/sheet1.xml", book->part != NULL ? book->part : sheet);
  zip_add_text (&zip, "xl/worksheets/sheet2.xml",
                XML "<worksheet><sheetData><row><c t=\"str\"><v>z</v></c></row><row><c><v>9</v></c>"
                    "</row></sheetData></worksheet>");
  if (book->extra != NULL)
    zip_add_text (&zip, book->extra, "\001\002\003");
  return zip_finish (&zip);
}
