/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/*
 * A DHIS2 server on loopback, played from the main context of who makes it: nothing here waits or
 * sleeps, so it also serves a window of the same process.
 *
 *   g_autoptr (Dhis2Server) server = dhis2_server_new ();
 *   server->base         its address, "http://127.0.0.1:PORT"; MIRADOR_AUTH_BASIC with DHIS2_USER
 *                        and DHIS2_PASSWORD, or MIRADOR_AUTH_API_TOKEN with DHIS2_TOKEN, or (open)
 *                        nothing
 *
 * The knobs below may be turned at any time. dhis2-world.h says what it knows.
 */

#include <libsoup/soup.h>

#include "dhis2-world.h"

#define DHIS2_USER "lectura"
#define DHIS2_PASSWORD "secreto123"
#define DHIS2_TOKEN "d2pat_5xVA12xyUbWNedQxy4ohH77WlxRGVvZZ1151814092"
#define DHIS2_VERSION "2.40.3.1"

typedef struct
{
  SoupServer *soup;
  char *base;
  GPtrArray *units; /* Dhis2Unit */

  gboolean open;         /* lets everybody in */
  guint most_cells;      /* of one analytics request, else 409 E7128; 0: any */
  guint most_on_page;    /* of a list, whatever pageSize says; 0: any */
  guint fail_at;         /* the nth analytics or values request fails; 0: none */
  guint fail_status;     /* of that failure: 500 with a document, 504 with a page; 0: it is cut */
  guint delay;           /* milliseconds before an answer */
  gboolean silent;       /* no analytics or values are ever sent */
  gboolean empty;        /* there are no figures */
  gboolean table_layout; /* answers as a pivot table */
  gboolean period_names; /* answers with periods in words */
  gboolean not_dhis2;    /* answers as another kind of server: 404 with a page everywhere */
  GHashTable *revised;   /* "dx pe ou" → text of the value that it has by now; "" is none */

  guint n_requests;  /* of all kinds */
  guint n_analytics; /* and of values */
  guint n_too_large; /* E7128 */
  guint n_refused;   /* 401 */
  gsize longest;     /* request line */
  char *last_query;
  GPtrArray *later;  /* answers that are to come */
  GHashTable *given; /* "dx pe ou" → how often its cell was in an answer */
} Dhis2Server;

/* What is asked */

/* (transfer full) (nullable): what stands behind @key in the query; the first one. */
static inline char *
dhis2_ask_for (const char *query, const char *key)
{
  g_auto (GStrv) pairs = g_strsplit (query != NULL ? query : "", "&", -1);
  gsize length = strlen (key);

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      if (strncmp (pairs[i], key, length) == 0)
        return g_uri_unescape_string (pairs[i] + length, NULL);
    }
  return NULL;
}

/* (transfer full): the items of a dimension. */
static inline GStrv
dhis2_ask_dimension (const char *query, const char *name)
{
  g_autofree char *plain = g_strconcat ("dimension=", name, ":", NULL);
  g_autofree char *escaped = g_strconcat ("dimension=", name, "%3A", NULL);
  g_autofree char *items = dhis2_ask_for (query, plain);

  if (items == NULL)
    items = dhis2_ask_for (query, escaped);
  return items != NULL ? g_strsplit (items, ";", -1) : g_new0 (char *, 1);
}

/* How it answers */

static inline void
dhis2_say (SoupServerMessage *message, guint status, const char *type, const char *text)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, text, strlen (text));
}

static inline void
dhis2_say_json (SoupServerMessage *message, GString *json)
{
  dhis2_say (message, 200, "application/json;charset=UTF-8", json->str);
}

static inline void
dhis2_say_error (SoupServerMessage *message, guint status, const char *code, const char *words)
{
  g_autofree char *text = g_strdup_printf (
    "{\"httpStatus\":\"%s\",\"httpStatusCode\":%u,\"status\":\"ERROR\",\"message\":\"%s\"%s%s%s}",
    soup_status_get_phrase (status), status, words, code != NULL ? ",\"errorCode\":\"" : "",
    code != NULL ? code : "", code != NULL ? "\"" : "");

  dhis2_say (message, status, "application/json;charset=UTF-8", text);
}

/* As recorded: a 401 comes as XML, a 404 and a 504 as pages. */
static inline void
dhis2_say_unauthorized (SoupServerMessage *message)
{
  dhis2_say (message, 401, "application/xml;charset=UTF-8",
             "<webMessage xmlns=\"http://dhis2.org/schema/dxf/2.0\" httpStatus=\"Unauthorized\" "
             "httpStatusCode=\"401\" status=\"ERROR\"><message>Unauthorized</message>"
             "</webMessage>");
}

static inline void
dhis2_say_page (SoupServerMessage *message, guint status)
{
  g_autofree char *page
    = g_strdup_printf ("<!doctype html><html lang=\"en\"><head><title>HTTP Status %u</title></head>"
                       "<body><h1>HTTP Status %u</h1></body></html>",
                       status, status);

  dhis2_say (message, status, "text/html;charset=utf-8", page);
}

#include "dhis2-answers.h"
#include "dhis2-lists.h"

static inline gboolean
dhis2_lets_in (Dhis2Server *server, SoupServerMessage *message)
{
  const char *said = soup_message_headers_get_one (
    soup_server_message_get_request_headers (message), "Authorization");
  g_autofree char *pair = g_base64_encode ((const guchar *)DHIS2_USER ":" DHIS2_PASSWORD,
                                           strlen (DHIS2_USER ":" DHIS2_PASSWORD));
  g_autofree char *basic = g_strconcat ("Basic ", pair, NULL);

  return server->open || g_strcmp0 (said, basic) == 0
         || g_strcmp0 (said, "ApiToken " DHIS2_TOKEN) == 0;
}

static inline gboolean
dhis2_fails_now (Dhis2Server *server, SoupServerMessage *message)
{
  server->n_analytics++;
  if (server->silent)
    soup_server_message_pause (message);
  else if (server->fail_at == 0 || server->n_analytics < server->fail_at)
    return FALSE;
  else if (server->fail_status == 504)
    dhis2_say_page (message, 504);
  else if (server->fail_status != 0)
    dhis2_say_error (message, server->fail_status, NULL, "A wild server error appeared!");
  else
    g_io_stream_close (soup_server_message_steal_connection (message), NULL, NULL);
  return TRUE;
}

/* An answer that is to come later. Its connection may be gone before its time has come. */
typedef struct
{
  Dhis2Server *server;
  SoupServerMessage *message;
  gulong gone_ids[2];
  guint timeout_id;
} Dhis2Later;

static inline void
dhis2_later_free (gpointer pointer)
{
  Dhis2Later *later = pointer;

  for (guint i = 0; i < G_N_ELEMENTS (later->gone_ids); i++)
    g_signal_handler_disconnect (later->message, later->gone_ids[i]);
  g_source_remove (later->timeout_id);
  g_object_unref (later->message);
  g_free (later);
}

static inline gboolean
dhis2_later_cb (gpointer user_data)
{
  Dhis2Later *later = user_data;

  soup_server_message_unpause (later->message);
  g_ptr_array_remove (later->server->later, later);
  return G_SOURCE_CONTINUE;
}

static inline void
dhis2_gone_cb (SoupServerMessage *message, gpointer user_data)
{
  Dhis2Later *later = user_data;

  g_ptr_array_remove (later->server->later, later);
}

static inline void
dhis2_dawdle (Dhis2Server *server, SoupServerMessage *message)
{
  Dhis2Later *later;

  if (server->delay == 0)
    return;
  soup_server_message_pause (message);
  later = g_new0 (Dhis2Later, 1);
  later->server = server;
  later->message = g_object_ref (message);
  later->gone_ids[0]
    = g_signal_connect (message, "disconnected", G_CALLBACK (dhis2_gone_cb), later);
  later->gone_ids[1] = g_signal_connect (message, "finished", G_CALLBACK (dhis2_gone_cb), later);
  later->timeout_id = g_timeout_add (server->delay, dhis2_later_cb, later);
  g_ptr_array_add (server->later, later);
}

static inline void
dhis2_route (Dhis2Server *server, SoupServerMessage *message, const char *path, const char *query)
{
  if (server->not_dhis2 || !g_str_has_prefix (path, "/api/"))
    dhis2_say_page (message, 404);
  else if (!dhis2_lets_in (server, message))
    {
      server->n_refused++;
      dhis2_say_unauthorized (message);
    }
  else if (g_str_has_prefix (path, "/api/analytics"))
    {
      if (!dhis2_fails_now (server, message))
        dhis2_answer_analytics (server, message, query);
    }
  else if (g_str_has_prefix (path, "/api/dataValueSets"))
    {
      if (!dhis2_fails_now (server, message))
        dhis2_answer_values (server, message, query);
    }
  else if (!dhis2_answer_about (message, path) && !dhis2_answer_list (server, message, path, query))
    dhis2_say_page (message, 404);
}

static inline void
dhis2_asked_cb (SoupServer *soup,
                SoupServerMessage *message,
                const char *path,
                GHashTable *unused,
                gpointer user_data)
{
  Dhis2Server *server = user_data;
  const char *query = g_uri_get_query (soup_server_message_get_uri (message));

  server->n_requests++;
  server->longest = MAX (server->longest, strlen (path) + (query != NULL ? strlen (query) : 0));
  g_free (server->last_query);
  server->last_query = g_strdup (query);
  dhis2_route (server, message, path, query != NULL ? query : "");
  if (soup_server_message_get_status (message) != 0)
    dhis2_dawdle (server, message);
}

static inline Dhis2Server *
dhis2_server_new (void)
{
  Dhis2Server *server = g_new0 (Dhis2Server, 1);
  g_autoptr (GError) error = NULL;
  GSList *uris;

  server->units = dhis2_make_units ();
  server->later = g_ptr_array_new_with_free_func (dhis2_later_free);
  server->revised = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  server->given = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  server->soup = soup_server_new (NULL, NULL);
  soup_server_add_handler (server->soup, NULL, dhis2_asked_cb, server, NULL);
  soup_server_listen_local (server->soup, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (server->soup);
  server->base = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify)g_uri_unref);
  return server;
}

static inline void
dhis2_server_free (Dhis2Server *server)
{
  g_ptr_array_unref (server->later);
  soup_server_disconnect (server->soup);
  g_object_unref (server->soup);
  g_ptr_array_unref (server->units);
  g_hash_table_unref (server->revised);
  g_hash_table_unref (server->given);
  g_free (server->last_query);
  g_free (server->base);
  g_free (server);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Dhis2Server, dhis2_server_free)

/* From now on the server says @value (text; "" is no figure) of this cell. */
static inline void
dhis2_server_revise (Dhis2Server *server,
                     const char *data,
                     const char *period,
                     const char *unit,
                     const char *value)
{
  g_hash_table_replace (server->revised, g_strjoin (" ", data, period, unit, NULL),
                        g_strdup (value));
}
