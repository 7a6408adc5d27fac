/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/text-table.h"
#include "desktop-fixture.h"

/* Documents that the file manager hands over. */

static void
test_open_previews_then_stores (void)
{
  g_autofree char *path = write_file ("lima.mirador.json", DOCUMENT ("lima", "1200"));
  MiradorImportDialog *dialog;
  GtkWidget *table;

  call_open_path (path);
  dialog = await_dialog ();
  g_assert_true (gtk_window_get_transient_for (GTK_WINDOW (dialog)) == GTK_WINDOW (find_window ()));
  table = find (dialog, MIRADOR_TYPE_TEXT_TABLE);
  g_assert_cmpuint (mirador_text_table_get_n_rows (MIRADOR_TEXT_TABLE (table)), ==, 1);
  g_assert_false (has_feed ("lima"));
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.import", NULL);
  while (find_toplevel (MIRADOR_TYPE_IMPORT_DIALOG) != NULL)
    g_main_context_iteration (NULL, TRUE);
  await ();
  g_assert_true (has_feed ("lima"));
  g_assert_cmpstr (mirador_window_get_page (find_window ()), ==, "overview");
  close_all ();
}

/* One after the other; one that is asked for twice is shown once. */
static void
test_open_several (void)
{
  g_autofree char *one = write_file ("one.mirador.json", DOCUMENT ("one", "1"));
  g_autofree char *two = write_file ("two.mirador.json", DOCUMENT ("two", "2"));
  g_autofree char *first = g_filename_to_uri (one, NULL, NULL);
  g_autofree char *second = g_filename_to_uri (two, NULL, NULL);
  const char *const uris[] = { first, second, first, NULL };
  MiradorImportDialog *dialog;

  call_open (uris);
  call_open_path (one);
  dialog = await_dialog ();
  g_assert_true (says (dialog, "one") || says (dialog, "1"));
  gtk_window_close (GTK_WINDOW (dialog));
  while (find_toplevel (MIRADOR_TYPE_IMPORT_DIALOG) == dialog)
    g_main_context_iteration (NULL, TRUE);
  dialog = await_dialog ();
  g_assert_nonnull (strstr (
    gtk_editable_get_text (GTK_EDITABLE (find (dialog, ADW_TYPE_ENTRY_ROW))), "two.mirador.json"));
  gtk_window_close (GTK_WINDOW (dialog));
  while (find_toplevel (MIRADOR_TYPE_IMPORT_DIALOG) != NULL)
    g_main_context_iteration (NULL, TRUE);
  drain ();
  g_assert_null (find_toplevel (MIRADOR_TYPE_IMPORT_DIALOG));
  g_assert_false (has_feed ("one"));
  close_all ();
}

static void
test_open_refuses_in_words (void)
{
  static const struct
  {
    const char *name;
    const char *text; /* NULL: no such file */
    const char *words;
  } table[] = {
    { "gone.mirador.json", NULL, "gone.mirador.json" },
    { "empty.mirador.json", "", "empty" },
    { "table.mirador.json", "programa;valor\ntb;3\n", "table.mirador.json" },
    { "cut.mirador.json", "{\"mirador\": 1, \"columns\": [\"measure\"", "cut.mirador.json" },
    { "later.mirador.json", "{\"mirador\": 2, \"columns\": [\"a\"], \"rows\": [[1]]}",
      "later version" },
    { "definition.mirador.json", "{\"feed\": 1, \"id\": \"x\", \"tables\": []}",
      "definition.mirador.json" },
    { "list.mirador.json", "[1, 2, 3]", "list.mirador.json" },
    { "none.mirador.json", "{\"mirador\": 1, \"columns\": [\"measure\"], \"rows\": []}",
      "none.mirador.json" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *path = table[i].text != NULL
                                ? write_file (table[i].name, table[i].text)
                                : g_build_filename (folder, table[i].name, NULL);
      MiradorImportDialog *dialog;

      g_test_message ("%s", table[i].name);
      call_open_path (path);
      dialog = await_dialog ();
      g_assert_true (says (dialog, table[i].words));
      gtk_widget_activate_action (GTK_WIDGET (dialog), "import.import", NULL);
      g_assert_false (mirador_import_dialog_is_loading (dialog));
      close_all ();
    }
}

/* A file that is on no disk of this machine is copied first. */
static void
test_open_elsewhere (void)
{
  static const struct
  {
    const char *uri;
    const char *words;
  } table[] = {
    { "resource://" PATH "/data/feeds/demo.feed.json", "demo.feed.json" },
    { "resource://" PATH "/nothing.mirador.json", "nothing.mirador.json" },
    { "sftp://nobody.invalid/oficina.mirador.json", "oficina.mirador.json" },
    { "http://nobody.invalid/oficina.mirador.json", "nobody.invalid" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      MiradorImportDialog *dialog;

      g_test_message ("%s", table[i].uri);
      call_open ((const char *const[]){ table[i].uri, NULL });
      dialog = await_dialog ();
      g_assert_true (says (dialog, table[i].words));
      close_all ();
    }
}

int
main (int argc, char **argv)
{
  if (!begin_desktop (&argc, &argv))
    {
      g_print ("1..0 # SKIP there is no display\n");
      return 0;
    }
  g_test_add_func ("/desktop/open/previews-then-stores", test_open_previews_then_stores);
  g_test_add_func ("/desktop/open/several", test_open_several);
  g_test_add_func ("/desktop/open/refuses-in-words", test_open_refuses_in_words);
  g_test_add_func ("/desktop/open/elsewhere", test_open_elsewhere);
  return g_test_run ();
}
