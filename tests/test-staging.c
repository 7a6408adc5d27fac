/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

/* What goes on in a store while an ingest waits for the rest of its answer. */

#define MARCH "screenings same 14 - 2017-03 100\n"
#define NEWER "screenings same 14 - 2017-03 101\n"
#define OTHER "screenings same 14 - 2017-04 7\n"
#define LOOK_MICROSECONDS 5000

/* An ingest whose function waits until it is let go. */
typedef struct
{
  char *figures;
  gint entered, open, freed;
  GCancellable *cancellable;
  GAsyncResult *result;
  MiradorRefresh *refresh;
  GError *error;
} Slow;

static gboolean
read_slowly (MiradorSink *sink, gpointer user_data, GCancellable *cancellable, GError **error)
{
  Slow *slow = user_data;

  g_atomic_int_set (&slow->entered, TRUE);
  while (!g_atomic_int_get (&slow->open))
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      g_usleep (LOOK_MICROSECONDS);
    }
  return fixture_read_figures (sink, slow->figures, cancellable, error);
}

static void
note_freed (gpointer user_data)
{
  Slow *slow = user_data;

  g_atomic_int_set (&slow->freed, TRUE);
}

static void
ingested_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Slow *slow = user_data;

  slow->refresh = mirador_store_ingest_finish (MIRADOR_STORE (source), result, &slow->error);
  slow->result = g_object_ref (result);
}

static Slow *
slow_start (Fixture *fixture, const char *feed, const char *figures)
{
  Slow *slow = g_new0 (Slow, 1);

  slow->figures = g_strdup (figures);
  slow->cancellable = g_cancellable_new ();
  mirador_store_ingest_async (fixture->store, fixture_pull_new (feed, ""), read_slowly, slow,
                              note_freed, slow->cancellable, ingested_cb, slow);
  return slow;
}

static void
wait_until_entered (Slow *slow)
{
  while (!g_atomic_int_get (&slow->entered))
    g_usleep (LOOK_MICROSECONDS);
}

static void
slow_let_go (Slow *slow)
{
  g_atomic_int_set (&slow->open, TRUE);
}

static void
slow_wait (Slow *slow)
{
  while (slow->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (g_atomic_int_get (&slow->freed));
}

static void
slow_free (Slow *slow)
{
  g_clear_pointer (&slow->refresh, mirador_refresh_free);
  g_clear_error (&slow->error);
  g_object_unref (slow->result);
  g_object_unref (slow->cancellable);
  g_free (slow->figures);
  g_free (slow);
}

static void
assert_no_feeds (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) feeds = mirador_store_list_feeds_sync (fixture->store, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (feeds->len, ==, 0);
}

static void
test_holds_up_nothing (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) feeds = NULL;
  Slow *slow;

  fixture_load (fixture, "feed-b", MARCH);
  slow = slow_start (fixture, "feed-a", MARCH);
  wait_until_entered (slow);
  fixture_load (fixture, "feed-c", OTHER);
  feeds = mirador_store_list_feeds_sync (fixture->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (feeds->len, ==, 2);
  g_assert_true (mirador_store_remove_feed_sync (fixture->store, "feed-b", &error));
  g_assert_no_error (error);
  fixture_assert_figures (fixture, OTHER);
  g_assert_null (slow->result);

  slow_let_go (slow);
  slow_wait (slow);
  g_assert_no_error (slow->error);
  g_assert_cmpuint (slow->refresh->added, ==, 1);
  fixture_assert_figures (fixture, MARCH OTHER);
  slow_free (slow);
}

/* The answer that was asked for first is the older one, even if it comes last. */
static void
test_order_of_a_feed (Fixture *fixture, gconstpointer unused)
{
  Slow *first = slow_start (fixture, "feed-a", MARCH);
  Slow *second = slow_start (fixture, "feed-a", NEWER);

  slow_let_go (second);
  while (!g_atomic_int_get (&second->freed))
    g_usleep (LOOK_MICROSECONDS);
  fixture_load (fixture, "feed-c", OTHER);
  g_assert_null (second->result);
  slow_let_go (first);
  slow_wait (second);
  slow_wait (first);
  g_assert_no_error (first->error);
  g_assert_no_error (second->error);
  g_assert_cmpuint (second->refresh->changed, ==, 1);
  g_assert_cmpint (first->refresh->id, <, second->refresh->id);
  fixture_assert_figures (fixture, NEWER OTHER);
  slow_free (first);
  slow_free (second);
}

/* One is still being read, one waits for it: neither brings the feed back. */
static void
test_removed_meanwhile (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  Slow *slow, *waiting;

  fixture_load (fixture, "feed-a", MARCH);
  slow = slow_start (fixture, "feed-a", NEWER);
  waiting = slow_start (fixture, "feed-a", NEWER OTHER);
  wait_until_entered (slow);
  slow_let_go (waiting);
  while (!g_atomic_int_get (&waiting->freed))
    g_usleep (LOOK_MICROSECONDS);
  g_assert_true (mirador_store_remove_feed_sync (fixture->store, "feed-a", &error));
  g_assert_no_error (error);
  slow_wait (slow);
  slow_wait (waiting);
  g_assert_error (slow->error, MIRADOR_ERROR, MIRADOR_ERROR_CANCELLED);
  g_assert_error (waiting->error, MIRADOR_ERROR, MIRADOR_ERROR_CANCELLED);
  assert_no_feeds (fixture);
  fixture_load (fixture, "feed-a", OTHER);
  fixture_assert_figures (fixture, OTHER);
  slow_free (slow);
  slow_free (waiting);
}

static void
test_cancelled (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (MiradorFeedStatus) status = NULL;
  Slow *slow;

  fixture_load (fixture, "feed-a", MARCH);
  slow = slow_start (fixture, "feed-a", NEWER);
  wait_until_entered (slow);
  g_cancellable_cancel (slow->cancellable);
  slow_wait (slow);
  g_assert_error (slow->error, MIRADOR_ERROR, MIRADOR_ERROR_CANCELLED);
  fixture_assert_figures (fixture, MARCH);
  status = fixture_get_status (fixture);
  g_assert_error (status->last->error, MIRADOR_ERROR, MIRADOR_ERROR_CANCELLED);
  slow_free (slow);
}

/* The first refresh of a feed was stopped, because the feed was removed: nothing is left of it. */
static void
test_cancelled_at_first (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) failure = mirador_error_new (MIRADOR_ERROR_CANCELLED, "figures.csv", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (
    mirador_store_record_sync (fixture->store, fixture_pull_new ("feed-a", ""), failure, &error));
  g_assert_no_error (error);
  assert_no_feeds (fixture);
}

/* Who lets a store go while it reads has lost nothing: it ends when that does. */
static void
test_let_go_meanwhile (Fixture *fixture, gconstpointer unused)
{
  Slow *slow = slow_start (fixture, "feed-a", MARCH);

  wait_until_entered (slow);
  g_clear_object (&fixture->store);
  slow_let_go (slow);
  slow_wait (slow);
  g_assert_no_error (slow->error);
  slow_free (slow);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  fixture_open (fixture);
  fixture_assert_figures (fixture, MARCH);
}

/* Many feeds at once, each of some series, with all that is interned and looked up. */
static void
test_many_at_once (Fixture *fixture, gconstpointer unused)
{
  Slow *slow[8];
  guint64 n_values = 0;

  for (guint i = 0; i < G_N_ELEMENTS (slow); i++)
    {
      g_autofree char *feed = g_strdup_printf ("feed-%u", i);
      g_autoptr (GString) figures = g_string_new (NULL);

      for (guint month = 1; month <= 12; month++)
        g_string_append_printf (figures, "screenings same 14%02u sex=F 2017-%02u %u\n",
                                month % 3 + 1, month, i);
      slow[i] = slow_start (fixture, feed, figures->str);
    }
  for (guint i = 0; i < G_N_ELEMENTS (slow); i++)
    slow_let_go (slow[i]);
  for (guint i = 0; i < G_N_ELEMENTS (slow); i++)
    {
      slow_wait (slow[i]);
      g_assert_no_error (slow[i]->error);
      n_values += slow[i]->refresh->added;
      slow_free (slow[i]);
    }
  g_assert_cmpuint (n_values, ==, 8 * 12);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  add ("/staging/holds-up-nothing", test_holds_up_nothing);
  add ("/staging/order-of-a-feed", test_order_of_a_feed);
  add ("/staging/removed-meanwhile", test_removed_meanwhile);
  add ("/staging/cancelled", test_cancelled);
  add ("/staging/cancelled-at-first", test_cancelled_at_first);
  add ("/staging/let-go-meanwhile", test_let_go_meanwhile);
  add ("/staging/many-at-once", test_many_at_once);
  return g_test_run ();
}
