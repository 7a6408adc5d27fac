/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "cli/cli.h"

/* The program itself, as it is typed, on a store of its own. */

#define MAPPING                                                                                    \
  "{\"mapping\": 1, \"id\": \"clinic\", \"title\": {\"es\": \"Centro\", \"en\": \"Clinic\"},"      \
  " \"feed\": \"clinic\", \"program\": \"same\", \"measure\": \"positive_screenings\","            \
  " \"period\": {\"column\": \"month\"}, \"place\": {\"column\": \"ubigeo\", \"by\": \"ubigeo\"}," \
  " \"value\": \"cases\", \"terms\": {\"*\": {\"adds\": [\"time\", \"place\"]}}}"
#define TABLE "ubigeo,month,cases\n140101,2024-01,20\n140102,2024-01,30\n140103,2024-01,40\n"
#define FIGURES "query", "--measure", "positive_screenings", "--format", "csv"
#define MOST_WORDS 8

typedef struct
{
  char *folder;
  char *store;
} Fixture;

typedef struct
{
  int status;
  char *said;  /* on the standard output */
  char *error; /* on the other */
} Answer;

static void
answer_clear (Answer *answer)
{
  g_free (answer->said);
  g_free (answer->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

static void
put (const Fixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
run (const Fixture *fixture, const char *store, const char *const *words, Answer *answer)
{
  g_autoptr (GPtrArray) line = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  int wait_status;

  g_ptr_array_add (line, (gpointer)g_getenv ("MIRADOR_PROGRAM"));
  g_ptr_array_add (line, (gpointer) "--lang=en");
  g_ptr_array_add (line, (gpointer) "--store");
  g_ptr_array_add (line, (gpointer)(store != NULL ? store : fixture->store));
  for (guint i = 0; i < MOST_WORDS && words[i] != NULL; i++)
    g_ptr_array_add (line, (gpointer)words[i]);
  g_ptr_array_add (line, NULL);
  g_assert_true (g_spawn_sync (fixture->folder, (char **)line->pdata, NULL, G_SPAWN_DEFAULT, NULL,
                               NULL, &answer->said, &answer->error, &wait_status, &error));
  g_assert_no_error (error);
  /* A program that crashed did not exit. */
  g_assert_true (WIFEXITED (wait_status));
  answer->status = WEXITSTATUS (wait_status);
}

static void
assert_refused (const Fixture *fixture,
                const char *store,
                const char *const *words,
                int status,
                const char *says)
{
  g_auto (Answer) answer = { 0 };

  run (fixture, store, words, &answer);
  g_test_message ("%s", answer.error);
  g_assert_cmpint (answer.status, ==, status);
  g_assert_cmpstr (answer.said, ==, "");
  g_assert_true (g_str_has_prefix (answer.error, "mirador: "));
  g_assert_nonnull (strstr (answer.error, says));
  /* One line. */
  g_assert_true (strchr (answer.error, '\n') == answer.error + strlen (answer.error) - 1);
}

static char *
ask_figures (const Fixture *fixture)
{
  const char *const words[] = { FIGURES, NULL };
  g_auto (Answer) answer = { 0 };

  run (fixture, NULL, words, &answer);
  g_assert_cmpint (answer.status, ==, MIRADOR_EXIT_OK);
  return g_steal_pointer (&answer.said);
}

static void
load (const Fixture *fixture)
{
  const char *const words[] = { "import", "clinic.csv", "--mapping", "./clinic.json", NULL };
  g_auto (Answer) answer = { 0 };

  run (fixture, NULL, words, &answer);
  g_assert_cmpstr (answer.error, ==, "");
  g_assert_cmpint (answer.status, ==, MIRADOR_EXIT_OK);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->folder = g_dir_make_tmp ("mirador-cli-XXXXXX", NULL);
  fixture->store = g_build_filename (fixture->folder, "store.db", NULL);
  put (fixture, "clinic.json", MAPPING);
  put (fixture, "clinic.csv", TABLE);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GDir) files = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->store);
}

typedef struct
{
  const char *words[MOST_WORDS];
  int status;
  const char *says;
} Line;

#define QUERY "query", "--measure", "positive_screenings"
#define CHART "chart", "bars", "--measure", "positive_screenings"

static void
test_odd_lines (Fixture *fixture, gconstpointer unused)
{
  const Line lines[] = {
    { { "query" }, 2, "say with --measure or --stage" },
    { { "query", "--measure", "nosuch" }, 2, "There is no measure “nosuch”" },
    { { "query", "--stage", "nosuch" }, 2, "there is no stage “nosuch”" },
    { { QUERY, "--program", "nosuch" }, 2, "There is no program “nosuch”" },
    { { QUERY, "--place", "nosuch" }, 2, "There is no place “nosuch”" },
    { { QUERY, "--place", "San Miguel" }, 2, "Several places are called “San Miguel”" },
    { { QUERY, "--period", "2017-13" }, 2, "“2017-13” is not a period" },
    { { QUERY, "--every", "fortnight" }, 2, "there is no span of time “fortnight”" },
    { { QUERY, "--as-of", "yesterday" }, 2, "“yesterday” is not a time" },
    { { QUERY, "--by", "nosuch" }, 2, "There is no breakdown “nosuch”" },
    { { QUERY, "--feed", "nosuch" }, 1, "There is no source “nosuch”" },
    { { QUERY, "--format", "xml" }, 2, "there is no format “xml”" },
    { { QUERY, "--nosuch" }, 2, "there is no option “--nosuch”" },
    { { QUERY, "--period" }, 2, "the option “--period” needs a value" },
    { { QUERY, "odd" }, 2, "“odd” is a word too many" },
    { { "chart" }, 2, "name one chart: cascade" },
    { { "chart", "nosuch", "-o", "a.png" }, 2, "There is no chart “nosuch”" },
    { { CHART }, 2, "say with -o into which file" },
    { { CHART, "-o", "a.xyz" }, 2, "Known formats: .png, .svg, .pdf." },
    { { CHART, "-o", "a.png", "--size", "12" }, 2, "“12” is not a size" },
    { { CHART, "-o", "a.png", "--size", "0x9" }, 2, "“0x9” is not a size" },
    { { "report" }, 2, "say with -o into which file the slides go" },
    { { "report", "odd", "-o", "a.pdf" }, 2, "“odd” is a word too many" },
    { { "report", "-o", "a.png" }, 2, "Known formats: .pdf." },
    { { "report", "-o", "a.pdf", "--theme", "pink" }, 2, "“pink” is not a theme" },
    { { "report", "-o", "a.pdf", "--program", "tb,vih" }, 2, "about one program" },
    { { "report", "-o", "a.pdf", "--place", "14,15" }, 2, "about one place" },
    { { "report", "-o", "a.pdf", "--period", "2017-13" }, 2, "“2017-13” is not a period" },
    { { "report", "-o", "a.pdf", "--measure", "x" }, 2, "there is no option “--measure”" },
    { { "report", "-o", "a.pdf", "--feed", "nosuch" }, 1, "There is no source “nosuch”" },
    { { "report", "-o", "a.pdf", "--program", "tb" }, 1, "There are no figures" },
    { { "feeds", "nosuch" }, 2, "write “feeds list”" },
    { { "feeds", "show" }, 2, "write “feeds list”" },
    { { "feeds", "show", "nosuch" }, 1, "There is no source “nosuch”" },
    { { "feeds", "remove", "population" }, 1, "comes with Mirador" },
    { { "feeds", "add", "/" }, 1, "it is a folder, not a file" },
    { { "feeds", "add", "nosuch.json" }, 1, "There is no file “nosuch.json”" },
    { { "feeds", "add", "clinic.csv" }, 1, "at line 1, column 1" },
    { { "refresh", "nosuch" }, 1, "There is no source “nosuch”" },
    { { "import" }, 2, "name the file" },
    { { "import", "clinic.csv", "--format", "xml" }, 2, "there is no format “xml”" },
    { { "import", "clinic.csv", "--mapping", "nosuch" }, 1, "There is no mapping “nosuch”" },
    { { "import", "clinic.csv" }, 1, "Its columns: ubigeo, month, cases." },
    { { "import", "/" }, 1, "it is a folder, not a file" },
    { { "backup" }, 2, "name the one file" },
    { { "backup", "a.db", "b.db" }, 2, "name the one file" },
    { { "backup", "clinic.csv" }, 1, "only --force replaces it" },
    { { "backup", "nosuch/a.db" }, 1, "cannot be written" },
  };

  load (fixture);
  g_autofree char *before = ask_figures (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    assert_refused (fixture, NULL, lines[i].words, lines[i].status, lines[i].says);
  g_autofree char *after = ask_figures (fixture);
  g_assert_cmpstr (after, ==, before);
}

static void
test_backup (Fixture *fixture, gconstpointer unused)
{
  const char *const backup[] = { "backup", "--force", "clinic.csv", NULL };
  const char *const words[] = { FIGURES, NULL };
  g_autofree char *copy = g_build_filename (fixture->folder, "clinic.csv", NULL);
  g_autofree char *figures = NULL;
  g_auto (Answer) answer = { 0 }, copied = { 0 };

  load (fixture);
  figures = ask_figures (fixture);
  run (fixture, NULL, backup, &answer);
  g_assert_cmpint (answer.status, ==, MIRADOR_EXIT_OK);
  g_assert_nonnull (strstr (answer.said, "clinic.csv"));
  run (fixture, copy, words, &copied);
  g_assert_cmpstr (copied.said, ==, figures);
}

/* Nobody sits at a terminal here; a picture would not be given even then. */
static void
test_small_counts (Fixture *fixture, gconstpointer unused)
{
  const Line lines[] = {
    { { QUERY, "--no-suppression" }, 1, "only a person at a terminal" },
    { { CHART, "--no-suppression", "-o", "a.png" }, 1, "a picture is passed on" },
  };
  g_autofree char *picture = g_build_filename (fixture->folder, "a.png", NULL);

  load (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    assert_refused (fixture, NULL, lines[i].words, lines[i].status, lines[i].says);
  g_assert_false (g_file_test (picture, G_FILE_TEST_EXISTS));
}

static void
test_report (Fixture *fixture, gconstpointer unused)
{
  const char *const refresh[] = { "refresh", "ses-annual-report-2025", NULL };
  const char *const words[] = { "report", "-o", "a.pdf", "--theme", "print", NULL };
  const Line refused[] = {
    { { "report", "--no-suppression", "-o", "a.pdf" }, 1, "a picture is passed on" },
    { { "report", "-o", "nosuch/a.pdf" }, 1, "nosuch/a.pdf" },
  };
  g_autofree char *path = g_build_filename (fixture->folder, "a.pdf", NULL);
  g_autofree char *text = NULL;
  g_auto (Answer) refreshed = { 0 };
  g_auto (Answer) answer = { 0 };

  run (fixture, NULL, refresh, &refreshed);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    assert_refused (fixture, NULL, refused[i].words, refused[i].status, refused[i].says);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  run (fixture, NULL, words, &answer);
  g_assert_cmpstr (answer.error, ==, "");
  g_assert_cmpstr (answer.said, ==, "");
  g_assert_cmpint (answer.status, ==, MIRADOR_EXIT_OK);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "%PDF-"));
}

static void
test_odd_stores (Fixture *fixture, gconstpointer unused)
{
  const struct
  {
    const char *store;
    const char *says;
  } cases[] = {
    { "/", "The store “/” cannot be used: it cannot be opened there." },
    { "clinic.csv", "“clinic.csv” is damaged or is no store of Mirador." },
    { "picture.png", "“picture.png” is damaged or is no store of Mirador." },
  };
  const char *const words[] = { FIGURES, NULL };

  put (fixture, "picture.png", "\x89PNG\r\n\x1a\n0123456789012345678901234567890123456789");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_refused (fixture, cases[i].store, words, MIRADOR_EXIT_FAILED, cases[i].says);
}

/* Rows that cannot be used are listed, and the command ends well. */
static void
test_set_aside (Fixture *fixture, gconstpointer unused)
{
  const char *const words[] = { "import", "odd.csv", "--mapping", "./clinic.json", NULL };
  g_autoptr (GString) table = g_string_new ("ubigeo,month,cases\n140101,2024-13,20\n");
  g_auto (Answer) answer = { 0 };

  for (guint i = 1; i < 12; i++)
    g_string_append_printf (table, "140102,2024-%02u,30\n", i);
  put (fixture, "odd.csv", table->str);
  run (fixture, NULL, words, &answer);
  g_assert_cmpstr (answer.error, ==, "");
  g_assert_cmpint (answer.status, ==, MIRADOR_EXIT_OK);
  g_assert_nonnull (strstr (answer.said, "12 rows read, 1 set aside"));
  g_assert_nonnull (strstr (answer.said, "row 1, column month: the period cannot be read"));
}

#define ADD(path, function) g_test_add ("/cli/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *home = g_dir_make_tmp ("mirador-home-XXXXXX", NULL);

  g_setenv ("HOME", home, TRUE);
  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("XDG_CACHE_HOME", home, TRUE);
  g_setenv ("MIRADOR_TODAY", "2026-11-21", TRUE);
  g_test_init (&argc, &argv, NULL);
  if (g_getenv ("MIRADOR_PROGRAM") == NULL)
    {
      g_print ("1..0 # SKIP MIRADOR_PROGRAM names no program\n");
      return 0;
    }
  ADD ("odd-lines", test_odd_lines);
  ADD ("backup", test_backup);
  ADD ("small-counts", test_small_counts);
  ADD ("report", test_report);
  ADD ("odd-stores", test_odd_stores);
  ADD ("set-aside", test_set_aside);
  int result = g_test_run ();
  g_rmdir (home);
  return result;
}
