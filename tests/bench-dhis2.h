/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The server of bench-dhis2.c: what there is, and how it answers. It runs in a process of its own,
 * so that its time and memory are not counted. */

#include <libsoup/soup.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/place.h"

#define N_DATA 9
#define N_UNITS 1852
#define FIRST_YEAR 2020
#define N_MONTHS 60
#define N_ROWS (N_DATA * N_UNITS * N_MONTHS)
#define MOST_CELLS 50000

/* The codes of a server are no codes of anybody else's. */
static inline char *
bench_uid (char kind, guint i)
{
  return g_strdup_printf ("%c%010u", kind, i * 7919u + 1000003u);
}

static inline char *
bench_month (guint i)
{
  return g_strdup_printf ("%u%02u", FIRST_YEAR + i / 12, i % 12 + 1);
}

typedef struct
{
  GHashTable *answers; /* query → GBytes: made once, so that making them is not counted */
  GPtrArray *queries;
  char *units[N_UNITS];
} BenchServer;

static inline void
bench_write_rows (BenchServer *server, GString *text, char **data, char **months)
{
  guint n = 0;

  for (guint d = 0; data[d] != NULL; d++)
    for (guint m = 0; months[m] != NULL; m++)
      for (guint u = 0; u < N_UNITS; u++, n++)
        g_string_append_printf (text, "%s[\"%s\",\"%s\",\"%s\",\"%u.0\"]", n > 0 ? "," : "",
                                data[d], months[m], server->units[u],
                                (u * 31 + (guint)atoi (months[m]) * 17 + d) % 400 + 1);
}

static inline GBytes *
bench_make_answer (BenchServer *server, char **data, char **months)
{
  static const char *const columns[] = { "dx", "pe", "ou" };
  GString *text = g_string_new ("{\"headers\":[");

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    g_string_append_printf (text,
                            "{\"name\":\"%s\",\"column\":\"%s\",\"valueType\":\"TEXT\",\"type\":"
                            "\"java.lang.String\",\"hidden\":false,\"meta\":true},",
                            columns[i], columns[i]);
  g_string_append (text,
                   "{\"name\":\"value\",\"column\":\"Value\",\"valueType\":\"NUMBER\",\"type\":"
                   "\"java.lang.Double\",\"hidden\":false,\"meta\":false}],\"metaData\":"
                   "{\"items\":{},\"dimensions\":{}},\"rows\":[");
  bench_write_rows (server, text, data, months);
  g_string_append_printf (text, "],\"width\":4,\"height\":%u}",
                          g_strv_length (data) * g_strv_length (months) * N_UNITS);
  return g_string_free_to_bytes (text);
}

/* (transfer full): the items of a dimension of a query. */
static inline char **
bench_read_dimension (const char *query, const char *name)
{
  g_autofree char *plain = g_uri_unescape_string (query, NULL);
  g_autofree char *mark = g_strdup_printf ("dimension=%s:", name);
  const char *found = plain != NULL ? strstr (plain, mark) : NULL;
  g_autofree char *items = NULL;

  if (found == NULL)
    return g_new0 (char *, 1);
  found += strlen (mark);
  items = g_strndup (found, strcspn (found, "&"));
  return g_strsplit (items, ";", -1);
}

static inline GBytes *
bench_find_answer (BenchServer *server, const char *query)
{
  g_auto (GStrv) data = bench_read_dimension (query, "dx");
  g_auto (GStrv) months = bench_read_dimension (query, "pe");
  GBytes *answer = g_hash_table_lookup (server->answers, query);

  if (answer != NULL || g_strv_length (data) * g_strv_length (months) * N_UNITS > MOST_CELLS)
    return answer;
  answer = bench_make_answer (server, data, months);
  g_hash_table_insert (server->answers, g_strdup (query), answer);
  g_ptr_array_add (server->queries, g_strdup (query));
  return answer;
}

static inline void
bench_say_queries (BenchServer *server, SoupServerMessage *message)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < server->queries->len; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? "\n" : "", (char *)server->queries->pdata[i]);
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_TAKE, list->str, list->len);
  g_string_free (list, FALSE);
}

static inline void
bench_serve_cb (SoupServer *soup,
                SoupServerMessage *message,
                const char *path,
                GHashTable *unused,
                gpointer user_data)
{
  static const char too_large[]
    = "{\"httpStatus\":\"Conflict\",\"httpStatusCode\":409,\"status\":\"ERROR\",\"message\":\"Query"
      " result set exceeds max limit\",\"errorCode\":\"E7128\"}";
  BenchServer *server = user_data;
  SoupMessageBody *body = soup_server_message_get_response_body (message);
  GBytes *answer;

  if (g_str_has_suffix (path, "/queries"))
    {
      bench_say_queries (server, message);
      return;
    }
  answer = bench_find_answer (server, g_uri_get_query (soup_server_message_get_uri (message)));
  soup_server_message_set_status (message, answer != NULL ? 200 : 409, NULL);
  soup_message_headers_set_content_type (soup_server_message_get_response_headers (message),
                                         "application/json", NULL);
  if (answer != NULL)
    soup_message_body_append_bytes (body, answer);
  else
    soup_message_body_append (body, SOUP_MEMORY_STATIC, too_large, strlen (too_large));
  soup_message_body_complete (body);
}

/* Says its address on standard output, and serves until it is ended. */
static inline int
bench_serve (void)
{
  BenchServer server = { g_hash_table_new (g_str_hash, g_str_equal),
                         g_ptr_array_new_with_free_func (g_free),
                         { NULL } };
  g_autoptr (SoupServer) soup = soup_server_new (NULL, NULL);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_UNITS; i++)
    server.units[i] = bench_uid ('u', i);
  soup_server_add_handler (soup, NULL, bench_serve_cb, &server, NULL);
  if (!soup_server_listen_local (soup, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  g_autoslist (GUri) uris = soup_server_get_uris (soup);
  g_print ("http://127.0.0.1:%d\n", g_uri_get_port (uris->data));
  fflush (stdout);
  g_main_loop_run (loop);
  return 0;
}
