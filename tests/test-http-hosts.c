/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is asked, how many at a time, and who learns the credentials. */

#include "feeds/host-gate.h"

#include <glib/gstdio.h>

#include "fetching.h"
#include "test-server.h"

#define TOKEN "ApiToken d2pat_s3creto"

/* A fetch on its way */

typedef struct
{
  GAsyncResult *result;
  GCancellable *cancellable;
} Asked;

static void
asked_clear (Asked *asked)
{
  g_clear_object (&asked->result);
  g_clear_object (&asked->cancellable);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Asked, asked_clear)

static void
begin (Asked *asked, const TestServer *server, const char *path, const MiradorFetchOptions *options)
{
  g_autofree char *location = g_strconcat (server->base, path, NULL);

  asked->cancellable = g_cancellable_new ();
  mirador_fetch_async (location, options, NULL, NULL, asked->cancellable, fetched_cb,
                       &asked->result);
}

static void
assert_answered (Asked *asked, const char *body)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorAnswer) answer = NULL;

  while (asked->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  answer = mirador_fetch_finish (asked->result, &error);
  g_assert_no_error (error);
  assert_body (answer, body);
}

static guint
count_waiting (const TestServer *server)
{
  return mirador_host_gate_get_n_waiting (server->base + strlen ("http://"));
}

static TestServer *
holding_server_new (void)
{
  TestServer *server = test_server_new (NULL);

  test_server_put (server, "/a", 200, "a");
  test_server_put (server, "/b", 200, "b");
  test_server_put (server, "/c", 200, "c");
  server->holds = TRUE;
  return server;
}

static void
wait_until_held (const TestServer *server, guint n)
{
  while (server->held->len < n)
    g_main_context_iteration (NULL, TRUE);
}

/* One at a time */

static void
test_one_at_a_time (void)
{
  g_autoptr (TestServer) server = holding_server_new ();
  const char *paths[] = { "/a", "/b", "/c" };
  Asked asked[3] = { 0 };

  for (guint i = 0; i < 3; i++)
    begin (&asked[i], server, paths[i], NULL);
  g_assert_cmpuint (count_waiting (server), ==, 2);
  for (guint i = 0; i < 3; i++)
    {
      wait_until_held (server, 1);
      g_assert_cmpuint (server->held->len, ==, 1);
      g_assert_cmpuint (server->n_requests, ==, i + 1);
      g_assert_cmpstr (server->last_path, ==, paths[i]);
      test_server_let_go (server);
      assert_answered (&asked[i], paths[i] + 1);
      asked_clear (&asked[i]);
    }
  g_assert_cmpuint (count_waiting (server), ==, 0);
}

static void
test_more_at_once (void)
{
  g_autoptr (TestServer) server = holding_server_new ();
  MiradorFetchOptions two = { .at_once = 2 };
  const char *paths[] = { "/a", "/b", "/c" };
  Asked asked[3] = { 0 };

  for (guint i = 0; i < 3; i++)
    begin (&asked[i], server, paths[i], &two);
  wait_until_held (server, 2);
  g_assert_cmpuint (count_waiting (server), ==, 1);
  test_server_let_go (server);
  wait_until_held (server, 2);
  g_assert_cmpuint (server->n_requests, ==, 3);
  server->holds = FALSE;
  test_server_let_go (server);
  test_server_let_go (server);
  for (guint i = 0; i < 3; i++)
    {
      assert_answered (&asked[i], paths[i] + 1);
      asked_clear (&asked[i]);
    }
}

/* Two servers do not wait for each other. */
static void
test_other_host (void)
{
  g_autoptr (TestServer) busy = holding_server_new ();
  g_autoptr (TestServer) idle = test_server_new (NULL);
  g_auto (Asked) slow = { 0 };
  g_auto (Asked) quick = { 0 };

  test_server_put (idle, "/b", 200, "b");
  begin (&slow, busy, "/a", NULL);
  wait_until_held (busy, 1);
  begin (&quick, idle, "/b", NULL);
  assert_answered (&quick, "b");
  test_server_let_go (busy);
  assert_answered (&slow, "a");
}

static void
test_cancel_in_queue (void)
{
  g_autoptr (TestServer) server = holding_server_new ();
  g_auto (Asked) first = { 0 };
  g_auto (Asked) second = { 0 };
  g_auto (Asked) third = { 0 };
  g_autoptr (GError) error = NULL;

  begin (&first, server, "/a", NULL);
  begin (&second, server, "/b", NULL);
  begin (&third, server, "/c", NULL);
  wait_until_held (server, 1);
  g_cancellable_cancel (second.cancellable);
  while (second.result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (mirador_fetch_finish (second.result, &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_CANCELLED);
  g_assert_cmpuint (count_waiting (server), ==, 1);
  server->holds = FALSE;
  test_server_let_go (server);
  assert_answered (&first, "a");
  assert_answered (&third, "c");
  g_assert_cmpuint (server->n_requests, ==, 2);
}

static gboolean
passed_cb (gpointer user_data)
{
  *(gboolean *)user_data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Whoever waits for the one before is not out of patience with the server. */
static void
test_patience_in_queue (void)
{
  g_autoptr (TestServer) server = holding_server_new ();
  MiradorFetchOptions hasty = { .timeout_seconds = 1 };
  g_auto (Asked) first = { 0 };
  g_auto (Asked) second = { 0 };
  gboolean passed = FALSE;

  begin (&first, server, "/a", NULL);
  begin (&second, server, "/b", &hasty);
  wait_until_held (server, 1);
  g_timeout_add (1200, passed_cb, &passed);
  while (!passed)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (second.result);
  server->holds = FALSE;
  test_server_let_go (server);
  assert_answered (&first, "a");
  assert_answered (&second, "b");
}

/* One that fails makes room as one that goes well. */
static void
test_failures_make_room (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  g_autofree char *location = g_strconcat (server->base, "/a", NULL);
  MiradorFetchOptions small = { .max_bytes = 1 };

  test_server_put (server, "/a", 200, "abc");
  assert_fails (location, &small, MIRADOR_ERROR_TOO_LARGE);
  test_server_put (server, "/a", 404, NULL);
  assert_fails (location, NULL, MIRADOR_ERROR_HTTP_STATUS);
  test_server_put (server, "/a", 302, NULL)->location = g_strdup ("/a");
  assert_fails (location, NULL, MIRADOR_ERROR_REDIRECT);
  test_server_put (server, "/a", 200, "abc");
  g_free (fetch_in_vain (location, &small, MIRADOR_ERROR_TOO_LARGE));
  g_assert_cmpuint (count_waiting (server), ==, 0);
}

/* The gate between threads */

#define N_THREADS 4
#define N_TURNS 200
#define MOST 2

static int n_inside;
static int most_inside;

static void
entered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MiradorHostPass **slot = user_data;

  *slot = mirador_host_gate_enter_finish (result, NULL);
  g_assert_nonnull (*slot);
}

static gpointer
take_turns (gpointer unused)
{
  g_autoptr (GMainContext) context = g_main_context_new ();

  g_main_context_push_thread_default (context);
  for (guint i = 0; i < N_TURNS; i++)
    {
      MiradorHostPass *pass = NULL;
      int now;

      mirador_host_gate_enter_async ("threads:1", MOST, NULL, entered_cb, &pass);
      while (pass == NULL)
        g_main_context_iteration (context, TRUE);
      now = g_atomic_int_add (&n_inside, 1) + 1;
      if (now > g_atomic_int_get (&most_inside))
        g_atomic_int_set (&most_inside, now);
      g_thread_yield ();
      g_atomic_int_add (&n_inside, -1);
      mirador_host_pass_free (pass);
    }
  g_main_context_pop_thread_default (context);
  return NULL;
}

static void
test_threads (void)
{
  GThread *threads[N_THREADS];

  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("turns", take_turns, NULL);
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);
  g_assert_cmpint (most_inside, <=, MOST);
  g_assert_cmpuint (mirador_host_gate_get_n_waiting ("threads:1"), ==, 0);
}

/* Credentials */

static void
test_shown (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  MiradorFetchOptions options = { .authorization = TOKEN };
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorAnswer) answer = NULL;

  test_server_put (server, "/b", 200, "b");
  test_server_put (server, "/a", 302, NULL)->location = g_strconcat (server->base, "/b", NULL);
  answer = fetch (server->base, "/a", &options, &error);
  g_assert_no_error (error);
  assert_body (answer, "b");
  g_assert_cmpstr (server->last_path, ==, "/b");
  g_assert_cmpstr (server->last_authorization, ==, TOKEN);

  /* As it is pasted. */
  options.authorization = TOKEN "\r\n";
  g_clear_pointer (&answer, mirador_answer_free);
  answer = fetch (server->base, "/a", &options, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (server->last_authorization, ==, TOKEN);

  g_clear_pointer (&answer, mirador_answer_free);
  answer = fetch (server->base, "/a", NULL, &error);
  g_assert_no_error (error);
  g_assert_null (server->last_authorization);
}

/* A server that asks for another proof gets no second one. */
static void
test_asked_for (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  MiradorFetchOptions options = { .authorization = TOKEN };
  g_autofree char *port = g_strdup (strrchr (server->base, ':'));
  g_autofree char *location = g_strdup_printf ("http://ana:s3creto@127.0.0.1%s/a", port);
  g_autofree char *sentence = NULL;

  test_server_put (server, "/a", 401, NULL)->challenge = g_strdup ("Basic realm=\"a\"");
  sentence = fetch_in_vain (location, &options, MIRADOR_ERROR_HTTP_STATUS);
  g_assert_cmpuint (server->n_requests, ==, 1);
  g_assert_cmpstr (server->last_authorization, ==, TOKEN);
  g_assert_null (strstr (sentence, "s3creto"));
}

static void
test_elsewhere (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  g_autoptr (TestServer) other = test_server_new (NULL);
  g_autofree char *location = g_strconcat (server->base, "/a", NULL);
  g_autofree char *localhost = g_strdup_printf ("http://localhost%s", strrchr (server->base, ':'));
  const struct
  {
    const char *base;
    const char *authorization;
    gboolean followed;
  } cases[] = {
    { other->base, NULL, TRUE }, /* another port of the same host, nothing to give away */
    { other->base, TOKEN, FALSE }, { localhost, NULL, FALSE },
    { localhost, TOKEN, FALSE },   { "https://example.invalid", NULL, FALSE },
  };

  test_server_put (other, "/b", 200, "b");
  test_server_put (server, "/b", 200, "b");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MiradorFetchOptions options = { .authorization = cases[i].authorization };
      g_autofree char *to = g_strconcat (cases[i].base, "/b", NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (MiradorAnswer) answer = NULL;
      g_autofree char *sentence = NULL;

      test_server_put (server, "/a", 302, NULL)->location = g_strdup (to);
      server->n_requests = other->n_requests = 0;
      answer = fetch_full (location, &options, NULL, NULL, &error);
      sentence = mirador_error_to_sentence (error);
      g_test_message ("%s: %s", to, sentence);
      g_assert_cmpint (answer != NULL, ==, cases[i].followed);
      g_assert_cmpuint (server->n_requests, ==, 1);
      g_assert_cmpuint (other->n_requests, ==, cases[i].followed);
      g_assert_null (other->last_authorization);
      if (cases[i].followed)
        continue;
      g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_REDIRECT);
      assert_holds (sentence, cases[i].base);
      assert_holds (sentence, "write the new address into the source");
      g_assert_null (strstr (sentence, "s3creto"));
    }
}

static void
test_loop (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  g_autofree char *location = g_strconcat (server->base, "/a", NULL);
  g_autofree char *sentence = NULL;
  MiradorFetchOptions options = { .authorization = TOKEN };

  test_server_put (server, "/a", 302, NULL)->location = g_strdup ("/b");
  test_server_put (server, "/b", 302, NULL)->location = g_strdup ("/a");
  sentence = fetch_in_vain (location, &options, MIRADOR_ERROR_REDIRECT);
  assert_holds (sentence, "it leads on too many times");
  g_assert_cmpuint (server->n_requests, ==, 6);
}

/* What is not encrypted does not leave this machine, whatever the environment says. */
static void
test_proxy (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  g_autoptr (TestServer) proxy = test_server_new (NULL);
  MiradorFetchOptions options = { .authorization = "Bearer abcdefgh" };
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorAnswer) answer = NULL;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_test_trap_assert_passed ();
      return;
    }
  /* Whoever asks for a proxy reads them once. */
  g_setenv ("http_proxy", proxy->base, TRUE);
  g_setenv ("all_proxy", proxy->base, TRUE);
  g_unsetenv ("no_proxy");
  test_server_put (server, "/a.csv", 200, "a\n1\n");
  test_server_put (proxy, "/a.csv", 200, "stolen\n");
  answer = fetch (server->base, "/a.csv", &options, &error);
  g_assert_no_error (error);
  assert_body (answer, "a\n1\n");
  g_assert_cmpuint (proxy->n_requests, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hosts/one-at-a-time", test_one_at_a_time);
  g_test_add_func ("/hosts/more-at-once", test_more_at_once);
  g_test_add_func ("/hosts/others-do-not-wait", test_other_host);
  g_test_add_func ("/hosts/cancel-in-queue", test_cancel_in_queue);
  g_test_add_func ("/hosts/patience-in-queue", test_patience_in_queue);
  g_test_add_func ("/hosts/failures-make-room", test_failures_make_room);
  g_test_add_func ("/hosts/threads", test_threads);
  g_test_add_func ("/credentials/shown", test_shown);
  g_test_add_func ("/credentials/asked-for", test_asked_for);
  g_test_add_func ("/credentials/elsewhere", test_elsewhere);
  g_test_add_func ("/redirect/loop", test_loop);
  g_test_add_func ("/credentials/proxy", test_proxy);
  return g_test_run ();
}
