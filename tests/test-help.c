/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "app/application.h"
#include "app/help-page.h"
#include "app/help.h"
#include "model/error.h"
#include "model/language.h"

/*
 * F1 with and without a Yelp, with and without a browser. Both are played by scripts of the test
 * that write down what they were called with; the desktop's own tables say which they are.
 */

static char *folder;
static char *calls; /* the file that the scripts write to */

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) names = g_dir_open (path, 0, NULL);
  const char *name;

  while (names != NULL && !g_file_test (path, G_FILE_TEST_IS_SYMLINK)
         && (name = g_dir_read_name (names)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_folder (child);
    }
  g_remove (path);
}

static char *
in_folder (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static void
write_file (const char *name, const char *text)
{
  g_autofree char *path = in_folder (name);
  g_autofree char *parent = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* A program @name of the desktop, which opens @type. */
static void
add_program (const char *name, const char *executable, const char *type)
{
  g_autofree char *script = g_build_filename (folder, "bin", executable, NULL);
  g_autofree char *relative = g_build_filename ("bin", executable, NULL);
  g_autofree char *entry = g_strdup_printf ("data/applications/%s.desktop", name);
  g_autofree char *text = g_strdup_printf ("#!/bin/sh\necho \"%s $1\" >'%s.part'\n"
                                           "mv '%s.part' '%s'\n",
                                           name, calls, calls, calls);
  g_autofree char *desktop = g_strdup_printf (
    "[Desktop Entry]\nType=Application\nName=%s\nExec=%s %%u\nMimeType=%s;\n", name, script, type);

  write_file (relative, text);
  g_assert_cmpint (g_chmod (script, 0755), ==, 0);
  write_file (entry, desktop);
}

/* Before the display is opened: GLib reads the desktop's tables once, and again when it pleases. */
static void
set_desktop (const char *help, const char *html)
{
  g_autoptr (GString) text = g_string_new ("[Default Applications]\n");

  if (help != NULL)
    {
      add_program (help, help, "x-scheme-handler/help");
      g_string_append_printf (text, "x-scheme-handler/help=%s.desktop\n", help);
    }
  if (html != NULL)
    {
      add_program (html, html, "text/html");
      g_string_append_printf (text, "text/html=%s.desktop\n", html);
    }
  write_file ("config/mimeapps.list", text->str);
}

static gboolean
open_display (void)
{
  if (mirador_application_open_display ())
    {
      adw_init ();
      /* libadwaita 1.7 warns of the heading of its own dialog: not fatal here. */
      g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
      return TRUE;
    }
  g_test_skip ("there is no display");
  return FALSE;
}

static char *
await_call (void)
{
  g_autoptr (GFile) file = g_file_new_for_path (calls);
  g_autoptr (GFileMonitor) monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
  char *line = NULL;

  /* What the monitor sees ends the wait. */
  while (!g_file_get_contents (calls, &line, NULL, NULL))
    g_main_context_iteration (NULL, TRUE);
  return g_strchomp (line);
}

/* Each case in a process of its own: the desktop's tables are read once. */
static void
assert_called (const char *help,
               const char *html,
               MiradorLanguage language,
               const char *page,
               const char *prefix,
               const char *suffix)
{
  g_autofree char *line = NULL;

  set_desktop (help, html);
  mirador_language_set (language);
  mirador_help_show (NULL, page);
  line = await_call ();
  g_assert_true (g_str_has_prefix (line, prefix));
  g_assert_true (g_str_has_suffix (line, suffix));
}

static void
test_yelp (void)
{
  assert_called ("yelp", "browser", MIRADOR_LANGUAGE_ES, "feeds", "yelp ",
                 "/es/mirador/feeds.page");
}

static void
test_yelp_english (void)
{
  assert_called ("yelp", "browser", MIRADOR_LANGUAGE_EN, "", "yelp ", "/C/mirador/index.page");
}

/* What is no page's name is no way to other files. */
static void
test_strange (void)
{
  assert_called ("yelp", "browser", MIRADOR_LANGUAGE_ES, "../../C/mirador/feeds", "yelp ",
                 "/es/mirador/index.page");
}

/* A reader of help that reads no Mallard would show nothing. */
static void
test_other (void)
{
  assert_called ("other", "browser", MIRADOR_LANGUAGE_ES, "feeds", "browser ",
                 "/mirador/guide-es.html");
}

static void
test_browser (void)
{
  assert_called (NULL, "browser", MIRADOR_LANGUAGE_EN, "feeds", "browser ",
                 "/mirador/guide-en.html");
}

static GtkWidget *
find_label (GtkWidget *root, const char *part)
{
  GtkWidget *found = NULL;

  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_text (GTK_LABEL (root)), part) != NULL)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_label (child, part);
  return found;
}

static gboolean
is_said (const char *part)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    if (find_label (link->data, part) != NULL)
      return TRUE;
  return FALSE;
}

/* With neither, a sentence says where the guide lies. */
static void
assert_said (const char *part)
{
  while (!is_said (part))
    g_main_context_iteration (NULL, TRUE);
}

static void
test_nobody (void)
{
  set_desktop (NULL, NULL);
  if (!open_display ())
    return;
  mirador_language_set (MIRADOR_LANGUAGE_ES);
  mirador_help_show (NULL, "feeds");
  assert_said ("/mirador/guide-es.html");
}

static void
test_no_guide (void)
{
  g_setenv ("MIRADOR_HELP_DIR", folder, TRUE);
  set_desktop ("yelp", "browser");
  if (!open_display ())
    return;
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  mirador_help_show (NULL, "feeds");
  assert_said ("guide-en.html");
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  *(char **)user_data = mirador_help_write_html_finish (result, &error);
  g_assert_no_error (error);
}

static char *
write_guide (const char *page, char **html)
{
  char *path = NULL;

  mirador_help_write_html_async (page, NULL, written_cb, &path);
  while (path == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (g_file_get_contents (path, html, NULL, NULL));
  return path;
}

/* One file, which needs no other and opens at the page. */
static void
test_one_file (void)
{
  const MiradorLanguage languages[] = { MIRADOR_LANGUAGE_ES, MIRADOR_LANGUAGE_EN };

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autofree char *html = NULL;
      g_autofree char *path = NULL;

      mirador_language_set (languages[i]);
      path = write_guide ("trouble", &html);
      g_assert_nonnull (strstr (html, "location.replace ('#trouble')"));
      g_assert_nonnull (strstr (html, "<article id=\"trouble\">"));
      g_assert_nonnull (strstr (html, "src=\"data:image/png;base64,iVBOR"));
      g_assert_null (strstr (html, "src=\"figures"));
      g_assert_null (strstr (html, "src=\"http"));
    }
}

/* Where the cache cannot be written to, the guide as it was installed. */
static void
test_read_only (void)
{
  g_autofree char *html = NULL;
  g_autofree char *path = NULL;
  g_autofree char *cache = in_folder ("cache");

  /* A file where the folder should be: root may write into any folder. */
  write_file ("cache", "");
  mirador_language_set (MIRADOR_LANGUAGE_ES);
  path = write_guide ("feeds", &html);
  g_assert_false (g_str_has_prefix (path, cache));
  g_assert_nonnull (strstr (html, "<article id=\"feeds\">"));
}

/* Runs the case in a process of its own. */
static void
alone (gconstpointer function)
{
  if (g_test_subprocess ())
    {
      ((void (*) (void))function) ();
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

/* Of the machine's own programs none is asked; GTK needs its settings. */
static void
hide_machine (void)
{
  g_autofree char *settings = in_folder ("glib-2.0");

  g_assert_cmpint (symlink ("/usr/share/glib-2.0", settings), ==, 0);
  g_setenv ("XDG_DATA_DIRS", folder, TRUE);
}

int
main (int argc, char **argv)
{
  const struct
  {
    const char *path;
    void (*run) (void);
  } cases[] = {
    { "/help/yelp-shows-the-page-in-spanish", test_yelp },
    { "/help/yelp-shows-the-index-in-english", test_yelp_english },
    { "/help/a-page-that-is-no-name-is-the-index", test_strange },
    { "/help/a-reader-that-is-not-yelp-is-not-asked", test_other },
    { "/help/without-yelp-a-browser-shows-it", test_browser },
    { "/help/without-a-browser-a-sentence-says-where-it-is", test_nobody },
    { "/help/without-the-guide-a-sentence-says-so", test_no_guide },
    { "/help/one-file-opens-at-the-page", test_one_file },
    { "/help/a-cache-that-cannot-be-written-to", test_read_only },
  };

  g_autoptr (GError) error = NULL;
  int status;

  folder = g_dir_make_tmp ("mirador-help-XXXXXX", &error);
  g_assert_no_error (error);
  calls = in_folder ("calls");
  g_autofree char *data = in_folder ("data");
  g_autofree char *config = in_folder ("config");
  g_autofree char *cache = in_folder ("cache");

  g_setenv ("XDG_DATA_HOME", data, TRUE);
  hide_machine ();
  g_setenv ("XDG_CONFIG_HOME", config, TRUE);
  g_setenv ("XDG_CACHE_HOME", cache, TRUE);
  g_unsetenv ("XDG_CURRENT_DESKTOP");
  g_test_init (&argc, &argv, NULL);
  mirador_language_init ("en", g_getenv ("MIRADOR_LOCALE_DIR"));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add_data_func (cases[i].path, (gconstpointer)cases[i].run, alone);
  status = g_test_run ();
  remove_folder (folder);
  g_free (calls);
  g_free (folder);
  return status;
}
