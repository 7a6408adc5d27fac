/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <sqlite3.h>
#include "app/session.h"

#include "program.h"
#include "together.h"

/* Several programs on one store: nobody is refused, nothing is lost, and none asks a server what
 * another is asking it at that moment. */

static void
assert_whole (const Fixture *fixture)
{
  sqlite3 *database = NULL;
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_open (fixture->path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (database, "PRAGMA integrity_check", -1, &statement, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  g_assert_cmpstr ((const char *)sqlite3_column_text (statement, 0), ==, "ok");
  sqlite3_finalize (statement);
  g_assert_cmpint (sqlite3_prepare_v2 (database, "PRAGMA foreign_key_check", -1, &statement, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
  sqlite3_finalize (statement);
  sqlite3_close (database);
}

static const char *const everything[]
  = { "refresh", "alpha", "beta", "population", "ses-annual-report-2025", NULL };

static gboolean
is_busy (MiradorSession *session)
{
  for (guint i = 1; everything[i] != NULL; i++)
    if (mirador_session_is_refreshing (session, everything[i], NULL, NULL))
      return TRUE;
  return FALSE;
}

static void
assert_went_well (Program *program)
{
  program_wait (program);
  g_test_message ("%s%s", program->said, program->error);
  g_assert_cmpstr (program->error, ==, "");
  g_assert_cmpint (program->status, ==, 0);
}

/* Two programs and a session, three times over. */
static void
test_three_at_once (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (MiradorSession) session = mirador_session_new (fixture->store, FALSE);

  for (guint round = 0; round < 3; round++)
    {
      g_autoptr (Program) first = program_start (fixture->path, NULL, NULL, everything);
      g_autoptr (Program) second = program_start (fixture->path, NULL, NULL, everything);

      for (guint i = 1; everything[i] != NULL; i++)
        mirador_session_refresh (session, everything[i]);
      assert_went_well (first);
      assert_went_well (second);
      while (is_busy (session))
        g_main_context_iteration (NULL, TRUE);
      for (guint i = 1; everything[i] != NULL; i++)
        {
          g_autoptr (MiradorFeedStatus) status = clinic_status (fixture->store, everything[i]);

          g_assert_nonnull (status);
          g_assert_no_error (status->last->error);
        }
      g_assert_cmpfloat (clinic_total (fixture->store, "alpha"), ==, CLINIC_TOTAL);
      g_assert_cmpfloat (clinic_total (fixture->store, "beta"), ==, CLINIC_TOTAL);
    }
  assert_whole (fixture);
}

/* Whoever saves a definition or a password while the feed is being pulled wants it pulled so. */
static void
test_edited_under_way (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (MiradorSession) session = mirador_session_new (fixture->store, FALSE);
  g_autofree char *address = g_strconcat (fixture->server->base, "/beta.csv?elsewhere", NULL);

  fixture->holds = TRUE;
  mirador_session_refresh (session, "beta");
  while (fixture->held == NULL)
    g_main_context_iteration (NULL, TRUE);
  clinic_define ("beta", address, "");
  mirador_session_refresh (session, "beta");
  mirador_session_refresh (session, "beta");
  let_go (fixture);
  while (is_busy (session))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (fixture->n_requests, ==, 2);
}

static void
note_cb (MiradorStore *store, const char *feed, gpointer heard)
{
  *(gboolean *)heard = TRUE;
}

/* The second waits for the first and is content with what that has brought. */
static void
test_second_waits (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorStore) other = mirador_sqlite_store_open (fixture->path, &error);
  g_autoptr (MiradorDefinition) definition = mirador_definition_find ("beta", &error);
  g_autoptr (GAsyncResult) first = NULL, second = NULL;
  g_autoptr (MiradorRefresh) brought = NULL, found = NULL;
  gboolean heard = FALSE;

  g_assert_no_error (error);
  fixture->holds = TRUE;
  mirador_refresh_feed_async (fixture->store, definition, NULL, NULL, NULL, mirador_keep_result_cb,
                              &first);
  while (fixture->held == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_signal_connect (other, "changed", G_CALLBACK (note_cb), &heard);
  mirador_refresh_feed_async (other, definition, NULL, NULL, NULL, mirador_keep_result_cb, &second);
  drain ();
  g_assert_null (second);
  g_assert_cmpuint (fixture->n_requests, ==, 1);
  let_go (fixture);
  mirador_wait_for (&first);
  mirador_wait_for (&second);
  brought = finish (first);
  found = finish (second);
  g_assert_cmpuint (brought->added, ==, 3);
  g_assert_true (found->unchanged);
  g_assert_cmpuint (found->added, ==, 0);
  g_assert_cmpuint (fixture->n_requests, ==, 1);
  g_assert_true (heard);
  g_assert_cmpfloat (clinic_total (other, "beta"), ==, CLINIC_TOTAL);
}

/* Other feeds need not wait. */
static void
test_others_go_on (Fixture *fixture, gconstpointer unused)
{
  const char *const words[] = { "refresh", "alpha", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorDefinition) definition = mirador_definition_find ("beta", &error);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (Program) program = NULL;
  g_autoptr (MiradorRefresh) refresh = NULL;

  fixture->holds = TRUE;
  mirador_refresh_feed_async (fixture->store, definition, NULL, NULL, NULL, mirador_keep_result_cb,
                              &result);
  while (fixture->held == NULL)
    g_main_context_iteration (NULL, TRUE);
  program = program_start (fixture->path, NULL, NULL, words);
  assert_went_well (program);
  g_assert_cmpfloat (clinic_total (fixture->store, "alpha"), ==, CLINIC_TOTAL);
  let_go (fixture);
  mirador_wait_for (&result);
  refresh = finish (result);
}

static void
test_wait_is_cancelled (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorStore) other = mirador_sqlite_store_open (fixture->path, &error);
  g_autoptr (MiradorDefinition) definition = mirador_definition_find ("beta", &error);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) first = NULL, second = NULL;
  g_autoptr (MiradorRefresh) refresh = NULL;

  fixture->holds = TRUE;
  mirador_refresh_feed_async (fixture->store, definition, NULL, NULL, NULL, mirador_keep_result_cb,
                              &first);
  while (fixture->held == NULL)
    g_main_context_iteration (NULL, TRUE);
  mirador_refresh_feed_async (other, definition, NULL, NULL, cancellable, mirador_keep_result_cb,
                              &second);
  drain ();
  g_cancellable_cancel (cancellable);
  mirador_wait_for (&second);
  g_assert_null (mirador_refresh_feed_finish (second, &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_CANCELLED);
  let_go (fixture);
  mirador_wait_for (&first);
  refresh = finish (first);
}

/* A program that is killed under way leaves the store as it was, and nothing to wait for. */
static void
test_killed (Fixture *fixture, gconstpointer unused)
{
  const char *const words[] = { "refresh", "beta", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorDefinition) definition = mirador_definition_find ("beta", &error);
  g_autoptr (GPtrArray) done = NULL;
  g_autoptr (GSubprocess) program = NULL;

  fixture->holds = TRUE;
  program
    = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, g_getenv ("MIRADOR_PROGRAM"),
                        "--store", fixture->path, words[0], words[1], NULL);
  g_assert_no_error (error);
  while (fixture->held == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_subprocess_send_signal (program, SIGKILL);
  g_assert_true (g_subprocess_wait (program, NULL, &error));
  fixture->holds = FALSE;
  done = mirador_refresh_feed_sync (fixture->store, definition, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (clinic_total (fixture->store, "beta"), ==, CLINIC_TOTAL);
  assert_whole (fixture);
}

static void
run_due (Fixture *fixture, int status, const char *said, const char *error)
{
  const char *const words[] = { "refresh", "--due", NULL };
  g_autoptr (Program) program = program_start (fixture->path, NULL, NULL, words);

  program_wait (program);
  g_test_message ("%s%s", program->said, program->error);
  g_assert_cmpint (program->status, ==, status);
  g_assert_true (*said == '\0' ? *program->said == '\0' : strstr (program->said, said) != NULL);
  g_assert_true (*error == '\0' ? *program->error == '\0' : strstr (program->error, error) != NULL);
}

/* As a timer of the system calls it: what is due, and nothing else. */
static void
test_due (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *table = g_build_filename (folder, "alpha.csv", NULL);

  run_due (fixture, 0, "alpha: 3 rows read", "");
  g_assert_cmpuint (fixture->n_requests, ==, 1);
  run_due (fixture, 0, "", "");
  g_assert_cmpuint (fixture->n_requests, ==, 1);
  /* An interval so short that it has passed by now. */
  clinic_define ("alpha", table, "\"every_hours\": 0.0000001, ");
  run_due (fixture, 0, "alpha: nothing new", "");
  g_remove (table);
  run_due (fixture, 1, "", "alpha.csv");
  /* After a failure there is a pause. */
  clinic_define ("alpha", table, "");
  run_due (fixture, 0, "", "");
  clinic_define ("gamma", "https://192.0.2.1/x.csv", "\"every_hours\": 0, ");
  run_due (fixture, 0, "", "");
  clinic_forget ("gamma");
}

int
main (int argc, char **argv)
{
  together_begin (&argc, &argv);
#define ADD(name, func) g_test_add ("/together/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("three-at-once", test_three_at_once);
  ADD ("edited-under-way", test_edited_under_way);
  ADD ("second-waits", test_second_waits);
  ADD ("others-go-on", test_others_go_on);
  ADD ("wait-is-cancelled", test_wait_is_cancelled);
  ADD ("killed", test_killed);
  ADD ("due", test_due);
#undef ADD
  return g_test_run ();
}
