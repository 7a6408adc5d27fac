/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/turn.h"

#include "together.h"

/* Who waits for another program finds its work done, or does it. */

/* Until a refresh that was just begun stands in the line: what it asks the store before comes first
 * there, and so does its answer here. */
static void
wait_a_step (Fixture *fixture)
{
  g_autoptr (MiradorFeedStatus) status = clinic_status (fixture->store, "beta");

  drain ();
}

static MiradorTurn *
take_turn (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  MiradorTurn *turn;
  gboolean has_waited;

  mirador_turn_take_async (fixture->path, "beta", NULL, mirador_keep_result_cb, &result);
  mirador_wait_for (&result);
  turn = mirador_turn_take_finish (result, &has_waited, &error);
  g_assert_no_error (error);
  g_assert_false (has_waited);
  return turn;
}

static void
define_two_tables (Fixture *fixture)
{
  g_autofree char *other = g_strdup_printf ("\"tables\": [{\"location\": \"%s/beta.csv?first\","
                                            " \"format\": \"csv\", \"scope\": \"first\","
                                            " \"mapping\": \"beta.json\"}, {\"scope\": \"second\",",
                                            fixture->server->base);
  g_autofree char *path
    = g_build_filename (g_get_user_config_dir (), "mirador", "feeds", "beta.feed.json", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) halves = NULL;
  g_autofree char *both = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  halves = g_strsplit (text, "\"tables\": [{", 2);
  both = g_strjoinv (other, halves);
  g_assert_true (g_file_set_contents (path, both, -1, NULL));
}

static void
record_first_table (Fixture *fixture)
{
  g_autoptr (MiradorFeedStatus) status = clinic_status (fixture->store, "beta");
  MiradorPull *pull = mirador_pull_new (status->profile);
  g_autoptr (GError) error = NULL;

  g_free (pull->scope);
  pull->scope = g_strdup ("first");
  g_assert_true (mirador_store_record_sync (fixture->store, pull, NULL, &error));
  g_assert_no_error (error);
}

static void
do_nothing (Fixture *fixture)
{
}

static void
define_elsewhere (Fixture *fixture)
{
  g_autofree char *address = g_strconcat (fixture->server->base, "/beta.csv?elsewhere", NULL);

  clinic_define ("beta", address, "");
}

/* @before: how it is defined; @meanwhile: what another program does that has the turn, and dies. */
typedef struct
{
  const char *name;
  void (*before) (Fixture *fixture);
  void (*meanwhile) (Fixture *fixture);
  guint n_tables;
} Dying;

static const Dying dying[] = {
  { "did-nothing", do_nothing, do_nothing, 1 },
  { "did-half", define_two_tables, record_first_table, 2 },
};

/* Whoever waited for a program that did not come to its end does the work, though the feed was
 * refreshed within the same second. */
static void
test_other_dies (Fixture *fixture, gconstpointer user_data)
{
  const Dying *this = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorDefinition) definition = NULL;
  g_autoptr (GPtrArray) done = NULL, again = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  MiradorTurn *turn;

  this->before (fixture);
  definition = mirador_definition_find ("beta", &error);
  done = mirador_refresh_feed_sync (fixture->store, definition, &error);
  g_assert_no_error (error);
  turn = take_turn (fixture);
  mirador_refresh_feed_async (fixture->store, definition, NULL, NULL, NULL, mirador_keep_result_cb,
                              &result);
  wait_a_step (fixture);
  this->meanwhile (fixture);
  mirador_turn_give_back (turn);
  mirador_wait_for (&result);
  again = mirador_refresh_feed_finish (result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->len, ==, this->n_tables);
  g_assert_cmpuint (fixture->n_requests, ==, 2 * this->n_tables);
}

/* The other program had read the definition before it was written anew. */
static void
test_defined_anew (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorDefinition) before = mirador_definition_find ("beta", &error);
  g_autoptr (MiradorDefinition) after = NULL;
  g_autoptr (GAsyncResult) first = NULL, second = NULL;
  g_autoptr (MiradorRefresh) brought = NULL, found = NULL;

  fixture->holds = TRUE;
  mirador_refresh_feed_async (fixture->store, before, NULL, NULL, NULL, mirador_keep_result_cb,
                              &first);
  while (fixture->held == NULL)
    g_main_context_iteration (NULL, TRUE);
  define_elsewhere (fixture);
  after = mirador_definition_find ("beta", &error);
  g_assert_no_error (error);
  mirador_refresh_feed_async (fixture->store, after, NULL, NULL, NULL, mirador_keep_result_cb,
                              &second);
  wait_a_step (fixture);
  let_go (fixture);
  mirador_wait_for (&first);
  mirador_wait_for (&second);
  brought = finish (first);
  found = finish (second);
  g_assert_cmpuint (fixture->n_requests, ==, 2);
}

int
main (int argc, char **argv)
{
  together_begin (&argc, &argv);
  g_test_add ("/turn/defined-anew", Fixture, NULL, set_up, test_defined_anew, tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (dying); i++)
    {
      g_autofree char *path = g_strconcat ("/turn/other-dies/", dying[i].name, NULL);

      g_test_add (path, Fixture, &dying[i], set_up, test_other_dies, tear_down);
    }
  return g_test_run ();
}
