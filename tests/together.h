/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "feeds/load.h"
#include "feeds/refresh.h"
#include "model/error.h"
#include "model/language.h"

#include "clinic.h"
#include "test-server.h"

/* A store, and the feeds alpha (a file) and beta (a server, which can be told to hold its first
 * answer back). */

typedef struct
{
  char *path;
  MiradorStore *store;
  TestServer *server;
  SoupServerMessage *held; /* (nullable) */
  guint n_requests;
  gboolean holds;
} Fixture;

static char *folder;

static inline void
answer (SoupServerMessage *message)
{
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "text/csv", SOUP_MEMORY_STATIC, CLINIC_TABLE,
                                    strlen (CLINIC_TABLE));
}

static inline void
answer_cb (SoupServer *soup,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->n_requests++;
  if (!fixture->holds || fixture->held != NULL)
    {
      answer (message);
      return;
    }
  fixture->held = message;
  soup_server_message_pause (message);
}

static inline void
let_go (Fixture *fixture)
{
  SoupServerMessage *message = g_steal_pointer (&fixture->held);

  fixture->holds = FALSE;
  answer (message);
  soup_server_message_unpause (message);
}

static inline void
set_up (Fixture *fixture, gconstpointer unused)
{
  static guint n = 0;
  g_autofree char *table = g_build_filename (folder, "alpha.csv", NULL);
  g_autofree char *address = NULL;
  g_autoptr (GError) error = NULL;

  fixture->path = g_strdup_printf ("%s/store-%u.db", folder, n++);
  fixture->store = mirador_sqlite_store_open (fixture->path, &error);
  g_assert_no_error (error);
  fixture->server = test_server_new (NULL);
  soup_server_add_handler (fixture->server->soup, "/beta.csv", answer_cb, fixture, NULL);
  address = g_strconcat (fixture->server->base, "/beta.csv", NULL);
  g_assert_true (g_file_set_contents (table, CLINIC_TABLE, -1, NULL));
  clinic_define ("alpha", table, "");
  clinic_define ("beta", address, "");
}

static inline void
tear_down (Fixture *fixture, gconstpointer unused)
{
  test_server_free (fixture->server);
  g_clear_object (&fixture->store);
  g_free (fixture->path);
}

static inline MiradorRefresh *
finish (GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) done = mirador_refresh_feed_finish (result, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (done->len, ==, 1);
  return mirador_refresh_copy (done->pdata[0]);
}

static inline gboolean
set_true_cb (gpointer flag)
{
  *(gboolean *)flag = TRUE;
  return G_SOURCE_REMOVE;
}

static inline void
drain (void)
{
  gboolean over = FALSE;

  g_idle_add_full (G_PRIORITY_LOW, set_true_cb, &over, NULL);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static inline void
together_begin (int *argc, char ***argv)
{
  folder = g_dir_make_tmp ("mirador-together-XXXXXX", NULL);
  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
  g_setenv ("XDG_CACHE_HOME", folder, TRUE);
  g_test_init (argc, argv, NULL);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
}
