/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "record-table.h"

/* What other programs write: the table of MINSA */

#define MINSA "csv/smental_tamizaje_2017.csv"

static const char openpyxl_script[]
  = "import csv, sys, openpyxl\n"
    "book = openpyxl.Workbook()\n"
    "sheet = book.active\n"
    "for row in csv.reader(open(sys.argv[1], encoding='utf-8-sig', newline='')):\n"
    "    sheet.append([int(c) if c.isdigit() else c for c in row])\n"
    "book.save(sys.argv[2])\n";

static gboolean
run (const char *const *command)
{
  g_autoptr (GError) error = NULL;
  int status = 1;

  return g_spawn_sync (NULL, (char **)command, NULL,
                       G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL
                         | G_SPAWN_STDERR_TO_DEV_NULL,
                       NULL, NULL, NULL, NULL, &status, &error)
         && g_spawn_check_wait_status (status, NULL);
}

static void
assert_equal (const Decoded *one, const Decoded *other)
{
  g_assert_cmpuint (one->names->len, ==, other->names->len);
  for (guint i = 0; i < one->names->len; i++)
    g_assert_cmpstr (one->names->pdata[i], ==, other->names->pdata[i]);
  g_assert_cmpuint (one->rows->len, ==, other->rows->len);
  for (guint i = 0; i < one->rows->len; i++)
    {
      const GPtrArray *row = one->rows->pdata[i];
      const GPtrArray *same = other->rows->pdata[i];
      for (guint column = 0; column < row->len; column++)
        g_assert_cmpstr (row->pdata[column], ==, same->pdata[column]);
    }
}

static void
check_made (const char *csv, const char *xlsx)
{
  g_autoptr (GError) error = NULL;
  guint n;
  char *table_text, *book_text;
  gsize table_length, book_length;

  g_assert_true (g_file_get_contents (csv, &table_text, &table_length, NULL));
  g_assert_true (g_file_get_contents (xlsx, &book_text, &book_length, NULL));
  g_autoptr (GBytes) table_bytes = g_bytes_new_take (table_text, table_length);
  g_autoptr (GBytes) book_bytes = g_bytes_new_take (book_text, book_length);
  g_autoptr (Decoded) table = decoded_new ("csv", table_bytes, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (Decoded) book = decoded_new ("auto", book_bytes, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (book->decoder->id, ==, "xlsx");
  g_assert_cmpuint (book->rows->len, ==, 10701);
  g_assert_cmpfloat (decoded_sum (book, "Casos", &n), ==, 199586);
  assert_equal (book, table);
}

static void
test_openpyxl (void)
{
  const char *fixtures = g_getenv ("MIRADOR_FIXTURES");
  g_autofree char *folder = g_dir_make_tmp ("mirador-xlsx-XXXXXX", NULL);
  g_autofree char *book = g_build_filename (folder, "table.xlsx", NULL);
  g_autofree char *table = g_build_filename (fixtures != NULL ? fixtures : "", MINSA, NULL);
  const char *const command[] = { "/usr/bin/python3", "-c", openpyxl_script, table, book, NULL };

  if (fixtures == NULL)
    g_test_skip ("MIRADOR_FIXTURES is not set");
  else if (!run (command))
    g_test_skip ("there is no python3-openpyxl");
  else
    check_made (table, book);
  g_unlink (book);
  g_rmdir (folder);
}

static void
remove_tree (const char *path)
{
  const char *const command[] = { "rm", "-rf", path, NULL };

  g_assert_true (run (command));
}

static void
test_libreoffice (void)
{
  const char *fixtures = g_getenv ("MIRADOR_FIXTURES");
  g_autofree char *folder = g_dir_make_tmp ("mirador-xlsx-XXXXXX", NULL);
  g_autofree char *book = g_build_filename (folder, "smental_tamizaje_2017.xlsx", NULL);
  g_autofree char *table = g_build_filename (fixtures != NULL ? fixtures : "", MINSA, NULL);
  g_autofree char *profile = g_strdup_printf ("-env:UserInstallation=file://%s/profile", folder);
  /* Comma, quotes, UTF-8, from the first line on; the eighth column (80  +) is text. */
  const char *const command[] = { "soffice",    profile,
                                  "--headless", "--convert-to",
                                  "xlsx",       "--infilter=CSV:44,34,76,1,8/2",
                                  "--outdir",   folder,
                                  table,        NULL };

  if (fixtures == NULL)
    g_test_skip ("MIRADOR_FIXTURES is not set");
  else if (!run (command) || !g_file_test (book, G_FILE_TEST_EXISTS))
    g_test_skip ("there is no LibreOffice");
  else
    check_made (table, book);
  remove_tree (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/xlsx-made/openpyxl", test_openpyxl);
  g_test_add_func ("/xlsx-made/libreoffice", test_libreoffice);
  return g_test_run ();
}
