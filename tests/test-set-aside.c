/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A damaged store of the user's own: set aside under a name with the date, a new one begun, and
 * what was lost brought again or named. */

#include <unistd.h>
#include "app/session.h"
#include "feeds/recovery.h"
#include "feeds/refresh.h"
#include "store-fixture.h"
#include "store/set-aside.h"

#define TODAY "2026-11-22"
#define KEPT "store-" TODAY "-damaged.db"
#define FIGURES "screenings same 14 - 2017-03 100\n"

/* A feed that ships, one that was imported by hand, and a choice of the manager's. */
static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (MiradorDefinition) shipped = mirador_definition_find ("population", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) refreshes = NULL;

  fixture_set_up (fixture, unused);
  fixture_load (fixture, "by-hand", FIGURES);
  refreshes = mirador_refresh_feed_sync (fixture->store, shipped, &error);
  g_assert_no_error (error);
  fixture_close (fixture);
  fixture_run_sql (fixture, "INSERT INTO preference VALUES ('tb', '*', 'by-hand', 3)");
}

static char *
get_kept (Fixture *fixture)
{
  return g_build_filename (fixture->folder, KEPT, NULL);
}

/* Damages */

static void
write_over (Fixture *fixture, gsize at, gsize n)
{
  g_autofree char *noise = NULL;
  GStatBuf status;
  FILE *file = fopen (fixture->path, "r+");

  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  n = MIN (n, (gsize)status.st_size - at);
  noise = g_malloc (n);
  memset (noise, 0xA5, n);
  g_assert_cmpint (fseek (file, (long)at, SEEK_SET), ==, 0);
  g_assert_cmpuint (fwrite (noise, 1, n, file), ==, n);
  g_assert_cmpint (fclose (file), ==, 0);
}

static void
write_over_page_of (Fixture *fixture, const char *table)
{
  g_autofree char *sql
    = g_strdup_printf ("SELECT rootpage FROM sqlite_schema WHERE name = '%s'", table);
  gint64 page = fixture_read_number (fixture->path, sql);
  gint64 size = fixture_read_number (fixture->path, "PRAGMA page_size");

  write_over (fixture, (gsize)((page - 1) * size), (gsize)size);
}

static void
fill_with_garbage (Fixture *fixture)
{
  write_over (fixture, 0, G_MAXINT32);
}

static void
damage_header (Fixture *fixture)
{
  write_over (fixture, 0, 60);
}

static void
damage_schema (Fixture *fixture)
{
  write_over (fixture, 100, 3996);
}

static void
damage_figures (Fixture *fixture)
{
  write_over_page_of (fixture, "observation");
}

static void
damage_feeds (Fixture *fixture)
{
  write_over_page_of (fixture, "feed");
}

static void
cut_off (Fixture *fixture)
{
  g_assert_cmpint (truncate (fixture->path, 8192), ==, 0);
}

static void
cut_in_page (Fixture *fixture)
{
  g_assert_cmpint (truncate (fixture->path, 700), ==, 0);
}

static const struct
{
  const char *name;
  void (*damage) (Fixture *);
  gboolean opens;   /* found only by a question */
  const char *says; /* of what is missing */
} damages[] = {
  { "garbage", fill_with_garbage, FALSE, "cannot be read any more" },
  { "header", damage_header, FALSE, "cannot be read any more" },
  { "schema", damage_schema, FALSE, "cannot be read any more" },
  { "cut-off", cut_off, FALSE, "cannot be read any more" },
  { "cut-in-its-first-page", cut_in_page, FALSE, "cannot be read any more" },
  { "figures", damage_figures, TRUE,
    "to be refreshed again: population; to be imported again: by-hand (figures.csv)" },
  { "feeds", damage_feeds, TRUE,
    "to be refreshed again: population; to be imported again: by-hand (figures.csv)" },
};

static void
assert_new_store (Fixture *fixture, const char *says)
{
  g_autofree char *figures = fixture_figures (fixture);
  gboolean knows = strstr (says, "by-hand") != NULL;

  g_assert_cmpstr (figures, ==, "");
  g_assert_cmpint (fixture_read_number (fixture->path, "SELECT count(*) FROM preference"), ==,
                   knows);
  g_assert_cmpint (fixture_read_number (fixture->path, "SELECT count(*) FROM feed"), ==,
                   knows ? 2 : 0);
  g_assert_cmpint (fixture_read_number (fixture->path, "PRAGMA user_version"), ==,
                   MIRADOR_SQLITE_STORE_VERSION);
}

static void
assert_kept (Fixture *fixture, const char *before, gsize length)
{
  g_autofree char *kept = get_kept (fixture);
  g_autofree char *after = NULL;
  gsize after_length;

  g_assert_true (g_file_get_contents (kept, &after, &after_length, NULL));
  g_assert_cmpmem (before, length, after, after_length);
}

static void
begin_anew (Fixture *fixture, guint i, GError **said)
{
  g_autoptr (GError) error = NULL;

  if (damages[i].opens)
    {
      fixture_open (fixture);
      fixture_close (fixture);
      mirador_recovery_set_aside (fixture->path, said);
      fixture_open (fixture);
      return;
    }
  g_assert_null (mirador_recovery_open (fixture->path, 0, said, &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_STORE_CORRUPT);
  g_clear_error (&error);
  fixture->store = mirador_recovery_open (fixture->path, MIRADOR_RECOVERY_SET_ASIDE, said, &error);
  g_assert_no_error (error);
}

static void
test_damage (Fixture *fixture, gconstpointer row)
{
  guint i = GPOINTER_TO_UINT (row);
  g_autoptr (GError) said = NULL;
  g_autofree char *before = NULL, *sentence = NULL;
  gsize length;

  damages[i].damage (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &before, &length, NULL));
  begin_anew (fixture, i, &said);
  g_assert_error (said, MIRADOR_ERROR, MIRADOR_ERROR_STORE_SET_ASIDE);
  sentence = mirador_error_to_sentence (said);
  g_test_message ("%s", sentence);
  g_assert_nonnull (strstr (sentence, KEPT));
  g_assert_nonnull (strstr (sentence, damages[i].says));
  assert_kept (fixture, before, length);
  assert_new_store (fixture, damages[i].says);
}

/* What is brought again is no longer missing; of the rest it is said until then. */
static void
test_brought_again (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) said = NULL, error = NULL;
  g_autoptr (MiradorDefinition) shipped = mirador_definition_find ("population", NULL);
  g_autoptr (GPtrArray) refreshes = NULL, statuses = NULL;
  g_autoptr (GError) missing = NULL, nothing = NULL;
  g_autofree char *sentence = NULL;

  damage_feeds (fixture);
  begin_anew (fixture, G_N_ELEMENTS (damages) - 1, &said);
  refreshes = mirador_refresh_feed_sync (fixture->store, shipped, &error);
  g_assert_no_error (error);
  statuses = mirador_store_list_feeds_sync (fixture->store, &error);
  missing = mirador_recovery_describe (fixture->path, statuses, MIRADOR_RECOVERY_IDS);
  sentence = mirador_error_to_sentence (missing);
  g_assert_nonnull (strstr (sentence, "imported again: by-hand"));
  g_assert_null (strstr (sentence, "population"));
  fixture_load (fixture, "by-hand", FIGURES);
  g_clear_pointer (&statuses, g_ptr_array_unref);
  statuses = mirador_store_list_feeds_sync (fixture->store, &error);
  nothing = mirador_recovery_describe (fixture->path, statuses, MIRADOR_RECOVERY_IDS);
  g_assert_null (nothing);
}

/* The log goes with it: a new store must not find it there. */
static void
test_log (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *kept_log = g_build_filename (fixture->folder, KEPT "-wal", NULL);
  g_autofree char *kept = NULL, *bytes = NULL;
  g_autoptr (GError) error = NULL;

  damage_header (fixture);
  g_assert_true (g_file_set_contents (log, "a log", -1, NULL));
  kept = mirador_set_aside (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_nonnull (kept);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_get_contents (kept_log, &bytes, NULL, NULL));
  g_assert_cmpstr (bytes, ==, "a log");
}

/* What cannot be moved whole stays whole: without its log it would be another store. */
static void
test_log_stays (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *kept = get_kept (fixture);
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;

  damage_header (fixture);
  g_assert_true (g_file_set_contents (log, "a log", -1, NULL));
  g_assert_cmpint (symlink ("nowhere", kept), ==, 0);
  g_assert_null (mirador_set_aside (fixture->path, &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_STORE);
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_get_contents (log, &bytes, NULL, NULL));
  g_assert_cmpstr (bytes, ==, "a log");
}

static void
test_names (Fixture *fixture, gconstpointer unused)
{
  for (guint i = 1; i <= 11; i++)
    {
      g_autofree char *name
        = i == 1 ? g_strdup (KEPT) : g_strdup_printf ("store-" TODAY "-damaged-%u.db", i);
      g_autofree char *expected = g_build_filename (fixture->folder, name, NULL);
      g_autofree char *kept = NULL, *found = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (fixture->path, name, -1, NULL));
      kept = mirador_set_aside (fixture->path, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (kept, ==, expected);
      found = mirador_set_aside_find (fixture->path);
      g_assert_cmpstr (found, ==, expected);
    }
}

static gpointer
set_aside_thread (gpointer path)
{
  g_autoptr (GError) error = NULL;
  char *kept = mirador_set_aside (path, &error);

  g_assert_no_error (error);
  return kept;
}

static void
test_at_once (Fixture *fixture, gconstpointer unused)
{
  GThread *threads[6];
  guint n = 0;
  g_autofree char *kept = get_kept (fixture);

  damage_figures (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("set-aside", set_aside_thread, fixture->path);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autofree char *one = g_thread_join (threads[i]);

      n += one != NULL;
      if (one != NULL)
        g_assert_cmpstr (one, ==, kept);
    }
  g_assert_cmpuint (n, ==, 1);
  fixture_open (fixture);
}

/* Left where they are */

static void
assert_stays (Fixture *fixture, MiradorError code, const char *says)
{
  g_autofree char *kept = get_kept (fixture);
  g_autofree char *before = NULL, *after = NULL, *sentence = NULL;
  gsize before_length, after_length;
  g_autoptr (GError) said = NULL, error = NULL;

  g_assert_true (g_file_get_contents (fixture->path, &before, &before_length, NULL));
  g_assert_null (mirador_recovery_open (fixture->path, MIRADOR_RECOVERY_SET_ASIDE, &said, &error));
  g_assert_error (error, MIRADOR_ERROR, (int)code);
  sentence = mirador_error_to_sentence (error);
  g_assert_nonnull (strstr (sentence, says));
  g_assert_true (g_file_get_contents (fixture->path, &after, &after_length, NULL));
  g_assert_cmpmem (before, before_length, after, after_length);
  g_assert_false (g_file_test (kept, G_FILE_TEST_EXISTS));
}

/* Another program would go on writing to it, and meet the new one's log. */
static void
test_in_use (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = NULL;

  damage_figures (fixture);
  fixture_open (fixture);
  kept = mirador_set_aside (fixture->path, &error);
  g_assert_null (kept);
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_STORE);
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

static void
test_foreign (Fixture *fixture, gconstpointer unused)
{
  fixture_run_sql (fixture, "PRAGMA application_id = 7");
  assert_stays (fixture, MIRADOR_ERROR_STORE, "not a store of Mirador");
}

static void
test_newer (Fixture *fixture, gconstpointer unused)
{
  fixture_run_sql (fixture, "PRAGMA user_version = 2");
  assert_stays (fixture, MIRADOR_ERROR_STORE_NEWER, "Update Mirador");
}

static void
test_sound (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = mirador_set_aside (fixture->path, &error);

  g_assert_no_error (error);
  g_assert_null (kept);
  fixture_open (fixture);
}

static void
test_empty_file (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) said = NULL, error = NULL;

  g_assert_cmpint (truncate (fixture->path, 0), ==, 0);
  fixture->store = mirador_recovery_open (fixture->path, MIRADOR_RECOVERY_SET_ASIDE, &said, &error);
  g_assert_no_error (error);
  g_assert_no_error (said);
}

/* In the window: while the store is open. */

static void
wait_until_settled (MiradorSession *session)
{
  do
    g_main_context_iteration (NULL, TRUE);
  while (!mirador_session_is_settled (session) || mirador_session_get_notice (session) == NULL);
}

static void
test_session (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (MiradorSession) session = NULL;
  g_autofree char *figures = NULL;
  const char *notice;

  damage_figures (fixture);
  fixture_open (fixture);
  session = mirador_session_new (fixture->store, FALSE);
  mirador_session_guard (session, fixture->path);
  g_object_set (session, "by-itself", TRUE, NULL);
  mirador_session_begin (session);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  /* The first question for figures is what meets the damage. */
  {
    g_autoptr (MiradorQuery) query = mirador_query_new ();
    g_autoptr (GError) error = NULL;
    g_autoptr (MiradorFrame) frame = NULL;

    g_assert_true (mirador_query_parse_measures (query, "screenings", &error));
    frame = mirador_store_query_sync (fixture->store, query, &error);
    g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_STORE_CORRUPT);
  }
  wait_until_settled (session);
  notice = mirador_session_get_notice (session);
  g_assert_nonnull (strstr (notice, KEPT));
  g_assert_nonnull (strstr (notice, "by-hand (figures.csv)"));
  figures = fixture_figures (fixture);
  g_assert_nonnull (strstr (figures, "population context"));
  mirador_session_dismiss_notice (session);
  g_assert_null (mirador_session_get_notice (session));
}

static void
test_session_of_a_named_store (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (MiradorSession) session = NULL;
  g_autofree char *kept = get_kept (fixture);

  damage_figures (fixture);
  fixture_open (fixture);
  session = mirador_session_new (fixture->store, FALSE);
  mirador_session_guard (session, NULL);
  g_signal_emit_by_name (fixture->store, "damaged");
  g_assert_nonnull (strstr (mirador_session_get_notice (session), "is damaged"));
  g_assert_false (g_file_test (kept, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  const struct
  {
    const char *name;
    void (*run) (Fixture *, gconstpointer);
  } tests[] = {
    { "/set-aside/brought-again", test_brought_again },
    { "/set-aside/log", test_log },
    { "/set-aside/log-stays-with-it", test_log_stays },
    { "/set-aside/names", test_names },
    { "/set-aside/several-at-once", test_at_once },
    { "/set-aside/not-while-in-use", test_in_use },
    { "/set-aside/not-of-another-program", test_foreign },
    { "/set-aside/not-a-later-one", test_newer },
    { "/set-aside/not-a-sound-one", test_sound },
    { "/set-aside/an-empty-file-is-a-new-store", test_empty_file },
    { "/set-aside/while-open", test_session },
    { "/set-aside/a-named-one-stays", test_session_of_a_named_store },
  };
  g_autofree char *home = g_dir_make_tmp ("mirador-XXXXXX", NULL);

  g_setenv ("MIRADOR_TODAY", TODAY, TRUE);
  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autofree char *name = g_strconcat ("/set-aside/damage/", damages[i].name, NULL);

      g_test_add (name, Fixture, GUINT_TO_POINTER (i), set_up, test_damage, fixture_tear_down);
    }
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].run, fixture_tear_down);
  return g_test_run ();
}
