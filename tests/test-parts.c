/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/load.h"

#include "refresh-fixture.h"

/* The functions of the parts themselves */

static GBytes *
make_body (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

typedef struct
{
  MiradorParts *parts;
  GString *taken;
  GError *error;
} Reader;

static gpointer
read_in_thread (gpointer user_data)
{
  Reader *reader = user_data;
  GBytes *body;

  while ((body = mirador_parts_take (reader->parts, NULL, &reader->error)) != NULL)
    {
      gsize length;
      const char *text = g_bytes_get_data (body, &length);

      g_string_append_len (reader->taken, text, (gssize)length);
      g_bytes_unref (body);
    }
  return NULL;
}

typedef struct
{
  MiradorParts *parts;
  guint n_pushed;
  guint n_wanted;
  guint most_waiting;
} Writer;

/* Pushes one whenever the reader has room. */
static void
push_more_cb (gpointer user_data)
{
  Writer *writer = user_data;

  writer->most_waiting = MAX (writer->most_waiting, mirador_parts_get_n_waiting (writer->parts));
  if (mirador_parts_get_n_waiting (writer->parts) > 0)
    return;
  if (writer->n_pushed < writer->n_wanted)
    mirador_parts_push (writer->parts, make_body ("x"));
  else if (writer->n_pushed == writer->n_wanted)
    mirador_parts_close (writer->parts, NULL);
  writer->n_pushed++;
}

/* A thread takes what the main context gives, each once, one part ahead at most. */
static void
test_threads (void)
{
  g_autoptr (MiradorParts) parts = mirador_parts_new ();
  Reader reader = { parts, g_string_new (NULL), NULL };
  Writer writer = { parts, 0, 1000, 0 };
  g_autoptr (GThread) thread = NULL;

  mirador_parts_watch (parts, push_more_cb, &writer);
  push_more_cb (&writer);
  thread = g_thread_new ("reader", read_in_thread, &reader);
  while (writer.n_pushed <= writer.n_wanted)
    g_main_context_iteration (NULL, TRUE);
  g_thread_join (g_steal_pointer (&thread));
  mirador_parts_watch (parts, NULL, NULL);
  g_assert_no_error (reader.error);
  g_assert_cmpuint (reader.taken->len, ==, 1000);
  g_assert_cmpuint (writer.most_waiting, <=, 1);
  g_string_free (reader.taken, TRUE);
}

/* What is there is read before the error is told; the first end is the one that counts. */
static void
test_close_with_error (void)
{
  g_autoptr (MiradorParts) parts = mirador_parts_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) again = NULL;
  g_autoptr (GBytes) first = NULL;

  mirador_parts_push (parts, make_body ("a"));
  mirador_parts_close (parts, mirador_error_new (MIRADOR_ERROR_TIMEOUT, "x", "60", NULL));
  mirador_parts_close (parts, mirador_error_new (MIRADOR_ERROR_EMPTY, "x", NULL));
  mirador_parts_push (parts, make_body ("too late"));
  first = mirador_parts_take (parts, NULL, &error);
  g_assert_nonnull (first);
  g_assert_no_error (error);
  g_assert_null (mirador_parts_take (parts, NULL, &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_TIMEOUT);
  g_assert_null (mirador_parts_take (parts, NULL, &again));
  g_assert_error (again, MIRADOR_ERROR, MIRADOR_ERROR_TIMEOUT);
}

static void
note_room_cb (gpointer user_data)
{
  gboolean *told = user_data;

  *told = TRUE;
}

static void
test_give_up (void)
{
  g_autoptr (MiradorParts) parts = mirador_parts_new ();
  gboolean told = FALSE;

  mirador_parts_watch (parts, note_room_cb, &told);
  mirador_parts_push (parts, make_body ("a"));
  g_assert_cmpuint (mirador_parts_get_n_waiting (parts), ==, 1);
  g_assert_false (mirador_parts_is_given_up (parts));
  mirador_parts_give_up (parts);
  g_assert_true (mirador_parts_is_given_up (parts));
  g_assert_false (told);
  while (!told)
    g_main_context_iteration (NULL, TRUE);
  mirador_parts_push (parts, make_body ("b"));
  g_assert_cmpuint (mirador_parts_get_n_waiting (parts), ==, 0);
}

static gpointer
cancel_in_thread (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return NULL;
}

static void
test_cancel_take (void)
{
  g_autoptr (MiradorParts) parts = mirador_parts_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *thread = g_thread_new ("cancel", cancel_in_thread, cancellable);

  g_assert_null (mirador_parts_take (parts, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
}

/* Loads of several bodies */

#define SECOND "cases,ubigeo,month\n" /* in another order */

static MiradorAnswer *
make_answer (const char *first)
{
  MiradorAnswer *answer = g_new0 (MiradorAnswer, 1);

  answer->status = 200;
  answer->body = make_body (first);
  answer->more = mirador_parts_new ();
  return answer;
}

static MiradorLoad *
make_load (Fixture *fixture, MiradorAnswer *answer)
{
  g_autoptr (GError) error = NULL;
  MiradorLoad *load = mirador_load_new (answer, "https://example.org/x", "csv", fixture->mapping);

  g_assert_null (answer->more);
  g_assert_true (mirador_load_prepare (load, FALSE, NULL, &error));
  g_assert_no_error (error);
  return load;
}

static void
start_ingest (Fixture *fixture,
              MiradorAnswer *answer,
              GCancellable *cancellable,
              GAsyncResult **result)
{
  MiradorLoad *load = make_load (fixture, answer);
  MiradorPull *pull = mirador_load_make_pull (load, NULL, NULL);

  mirador_pull_take_answer (pull, "https://example.org/x", answer, NULL);
  mirador_store_ingest_async (fixture->store, pull, mirador_load_run, load,
                              (GDestroyNotify)mirador_load_free, cancellable,
                              mirador_keep_result_cb, result);
}

static MiradorRefresh *
ingest (Fixture *fixture, MiradorAnswer *answer, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  start_ingest (fixture, answer, NULL, &result);
  mirador_wait_for (&result);
  return mirador_store_ingest_finish (fixture->store, result, error);
}

/* Columns in another order, a body without rows, and rows that are counted over all. */
static void
test_several (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (MiradorAnswer) answer = make_answer (HEADER "140101,2024-01,10\n140102,2024-01,10\n");
  MiradorParts *more = answer->more;
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorRefresh) refresh = NULL;
  g_autoptr (GPtrArray) rejected = NULL;
  g_autoptr (GString) rows = g_string_new (SECOND);

  for (guint i = 0; i < 10; i++)
    g_string_append_printf (rows, "10,1401%02u,2024-02\n", i + 1);
  g_string_append (rows, "many,140103,2024-01\n");
  mirador_parts_push (more, make_body (HEADER));
  mirador_parts_push (more, make_body (rows->str));
  mirador_parts_push (more, make_body (HEADER "140104,2024-01,10\n"));
  mirador_parts_close (more, NULL);
  refresh = ingest (fixture, answer, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (refresh->rows, ==, 14);
  g_assert_cmpuint (refresh->rejected, ==, 1);
  g_assert_cmpuint (refresh->bytes, ==,
                    g_bytes_get_size (answer->body) + strlen (HEADER) + rows->len
                      + strlen (HEADER "140104,2024-01,10\n"));
  g_assert_cmpuint (strlen (refresh->sha256), ==, 64);
  g_assert_cmpfloat (total (fixture, 0), ==, 130);
  rejected = mirador_store_list_rejected_sync (fixture->store, "clinic", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rejected->len, ==, 1);
  g_assert_cmpuint (((MiradorRejected *)g_ptr_array_index (rejected, 0))->row, ==, 13);
}

/* What is wrong with one part is wrong with the whole. */
static void
test_bad_part (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *body; /* (nullable): closed with an error instead */
    int code;
  } cases[] = {
    { "ubigeo,month\n140101,2024-01\n", MIRADOR_ERROR_COLUMN_MISSING },
    { "<!DOCTYPE html><html><body>Sign in</body></html>", MIRADOR_ERROR_SYNTAX },
    { "{\"success\": false, \"error\": {\"message\": \"no\"}}", MIRADOR_ERROR_REFUSED },
    { NULL, MIRADOR_ERROR_TIMEOUT },
  };

  load_good (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MiradorAnswer) answer = make_answer (HEADER "140101,2024-01,30\n");
      g_autoptr (MiradorParts) more = mirador_parts_ref (answer->more);
      g_autoptr (GError) error = NULL;

      if (cases[i].body != NULL)
        mirador_parts_push (more, make_body (cases[i].body));
      else
        mirador_parts_close (more, mirador_error_new (MIRADOR_ERROR_TIMEOUT, "x", "60", NULL));
      g_assert_null (ingest (fixture, answer, &error));
      g_assert_error (error, MIRADOR_ERROR, cases[i].code);
      g_assert_true (mirador_parts_is_given_up (more));
      g_assert_cmpfloat (total (fixture, 0), ==, TOTAL);
      assert_feed_error (fixture, cases[i].code);
    }
}

/* Whoever asks learns that nobody reads any more, whoever lets go. */
static void
test_freed_early (Fixture *fixture, gconstpointer unused)
{
  for (guint i = 0; i < 2; i++)
    {
      MiradorAnswer *answer = make_answer (HEADER "140101,2024-01,10\n");
      g_autoptr (MiradorParts) more = mirador_parts_ref (answer->more);
      MiradorLoad *load = i > 0 ? make_load (fixture, answer) : NULL;

      mirador_answer_free (answer);
      g_assert_cmpint (mirador_parts_is_given_up (more), ==, i == 0);
      g_clear_pointer (&load, mirador_load_free);
      g_assert_true (mirador_parts_is_given_up (more));
    }
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

static void
first_is_taken_cb (gpointer user_data)
{
  g_idle_add (cancel_cb, user_data);
}

/* In the middle: one part is read, the next does not come. */
static void
test_cancel (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (MiradorAnswer) answer = make_answer (HEADER "140101,2024-01,10\n");
  g_autoptr (MiradorParts) more = mirador_parts_ref (answer->more);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  mirador_parts_push (more, make_body (HEADER "140102,2024-01,10\n"));
  mirador_parts_watch (more, first_is_taken_cb, cancellable);
  start_ingest (fixture, answer, cancellable, &result);
  mirador_wait_for (&result);
  mirador_parts_watch (more, NULL, NULL);
  g_assert_null (mirador_store_ingest_finish (fixture->store, result, &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_CANCELLED);
  g_assert_true (mirador_parts_is_given_up (more));
  g_assert_cmpfloat (total (fixture, 0), ==, 0);
}

#define ADD(path, function) g_test_add ("/parts/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *home = g_dir_make_tmp ("mirador-home-XXXXXX", NULL);
  int result;

  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("MIRADOR_TODAY", "2026-11-21", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/parts/threads", test_threads);
  g_test_add_func ("/parts/close-with-error", test_close_with_error);
  g_test_add_func ("/parts/give-up", test_give_up);
  g_test_add_func ("/parts/cancel-take", test_cancel_take);
  ADD ("several", test_several);
  ADD ("bad-part", test_bad_part);
  ADD ("freed-early", test_freed_early);
  ADD ("cancel", test_cancel);
  result = g_test_run ();
  g_rmdir (home);
  return result;
}
