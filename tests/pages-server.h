/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A server on loopback that gives one table page by page, in the manner of each kind of server, and
 * with each kind's faults. */

#include <libsoup/soup.h>

#include "test-server.h"

typedef enum
{
  PAGES_WORLDBANK,
  PAGES_CKAN,
  PAGES_DKAN,
  PAGES_ODATA,
  PAGES_FHIR,
  PAGES_N_KINDS
} PagesKind;

typedef enum
{
  PAGES_GOOD,
  PAGES_LOOP,          /* the last page leads back to the first */
  PAGES_SAME,          /* the same page whatever is asked for */
  PAGES_CHANGE_ONCE,   /* a row more from the second request on */
  PAGES_CHANGE_ALWAYS, /* a row more with each request */
  PAGES_ELSEWHERE,     /* the next one is on another server */
  PAGES_FEWER,         /* the last page lacks a row */
  PAGES_REFUSED,       /* the second page is the server's error, with status 200 */
  PAGES_MISSING,       /* the second page is not there */
  PAGES_BROKEN,        /* the second page breaks off */
  PAGES_ENDLESS,       /* always one more, and no total */
} PagesFault;

typedef struct
{
  SoupServer *soup;
  char *base;
  PagesKind kind;
  PagesFault fault;
  guint n_rows;
  guint page_size;
  gboolean relative;     /* links */
  const char *elsewhere; /* another server */
  char *etag;            /* (nullable) */
  guint n_requests;
  guint n_conditions;
  guint n_authorized;  /* requests with the secret of the test */
  guint64 bytes;       /* sent in all */
  char *last_location; /* as the request said it */
} PagesServer;

#define PAGES_AUTHORIZATION "Bearer open-sesame"

static inline guint
pages_number (GHashTable *query, const char *name, guint fallback)
{
  const char *text = query != NULL ? g_hash_table_lookup (query, name) : NULL;

  return text != NULL ? (guint)g_ascii_strtoull (text, NULL, 10) : fallback;
}

/* Districts of Chiclayo, ten a month, of 10 cases each. */
static inline void
pages_append_row (const PagesServer *server, GString *text, guint i)
{
  guint district = i % 10 + 1;
  guint month = i / 10 % 2 + 1;

  switch (server->kind)
    {
    case PAGES_ODATA:
      g_string_append_printf (text,
                              "{\"SpatialDim\":\"1401%02u\",\"TimeDim\":\"2024-%02u\","
                              "\"NumericValue\":10,\"Value\":\"10 [8-12]\"}",
                              district, month);
      break;
    case PAGES_FHIR:
      g_string_append_printf (text,
                              "{\"resource\":{\"resourceType\":\"MeasureReport\","
                              "\"status\":\"complete\",\"type\":\"summary\",\"measure\":\"x\","
                              "\"reporter\":{\"display\":\"1401%02u\"},"
                              "\"period\":{\"start\":\"2024-%02u-01\",\"end\":\"2024-%02u-%s\"},"
                              "\"group\":[{\"measureScore\":{\"value\":10}}]},"
                              "\"search\":{\"mode\":\"match\"}}",
                              district, month, month, month == 1 ? "31" : "29");
      break;
    case PAGES_WORLDBANK:
    case PAGES_CKAN:
    case PAGES_DKAN:
    case PAGES_N_KINDS:
    default:
      g_string_append_printf (
        text, "{\"ubigeo\":\"1401%02u\",\"month\":\"2024-%02u\",\"cases\":%s,\"no\":%u}", district,
        month, server->kind == PAGES_DKAN ? "\"10\"" : "10", i);
    }
}

static inline char *
pages_make_rows (const PagesServer *server, guint first, guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = first; i < first + n; i++)
    {
      g_string_append (text, i > first ? "," : "");
      pages_append_row (server, text, i);
    }
  return g_string_free (text, FALSE);
}

/* How each kind writes a page; the link (nullable) is a whole address or a relative one. */
static inline char *
pages_write (const PagesServer *server, guint first, guint n, const char *link)
{
  gboolean says = server->fault != PAGES_ENDLESS;
  g_autofree char *rows = pages_make_rows (server, first, n);
  guint pages = (server->n_rows + server->page_size - 1) / server->page_size;
  g_autofree char *total = g_strdup_printf ("%u", server->n_rows);

  switch (server->kind)
    {
    case PAGES_WORLDBANK:
      return g_strdup_printf ("[{\"page\":%u,\"pages\":%u,\"per_page\":\"%u\",\"total\":%s},[%s]]",
                              first / server->page_size + 1, says ? pages : 1000000,
                              server->page_size, says ? total : "null", rows);
    case PAGES_CKAN:
      return g_strdup_printf (
        "{\"success\":true,\"result\":{\"resource_id\":\"r\",\"records\":[%s],"
        "\"limit\":%u,\"offset\":%u,\"total\":%s,"
        "\"_links\":{\"start\":\"/table\",\"next\":\"%s\"}}}",
        rows, server->page_size, first, says ? total : "null",
        link != NULL ? link : "/table?offset=100000");
    case PAGES_DKAN:
      return g_strdup_printf ("{\"success\":true,\"result\":{\"resource_id\":[\"r\"],"
                              "\"limit\":%u,\"total\":%s%s%s,\"records\":[%s]}}",
                              n, says ? "\"" : "", says ? total : "null", says ? "\"" : "", rows);
    case PAGES_ODATA:
      return g_strdup_printf ("{\"@odata.context\":\"c\",%s%s%s\"value\":[%s]%s%s%s}",
                              says ? "\"@odata.count\":" : "", says ? total : "", says ? "," : "",
                              rows, link != NULL ? ",\"@odata.nextLink\":\"" : "",
                              link != NULL ? link : "", link != NULL ? "\"" : "");
    case PAGES_FHIR:
    case PAGES_N_KINDS:
    default:
      return g_strdup_printf ("{\"resourceType\":\"Bundle\",\"type\":\"searchset\",%s%s%s"
                              "\"link\":[{\"relation\":\"self\",\"url\":\"x\"}%s%s%s],"
                              "\"entry\":[%s]}",
                              says ? "\"total\":" : "", says ? total : "", says ? "," : "",
                              link != NULL ? ",{\"relation\":\"next\",\"url\":\"" : "",
                              link != NULL ? link : "", link != NULL ? "\"}" : "", rows);
    }
}

static inline const char *
pages_refusal (PagesKind kind)
{
  switch (kind)
    {
    case PAGES_WORLDBANK:
      return "[{\"message\":[{\"id\":\"120\",\"key\":\"Invalid value\",\"value\":\"Not valid\"}]}]";
    case PAGES_ODATA:
      return "{\"error\":{\"code\":\"500\",\"message\":\"Not valid\"}}";
    case PAGES_FHIR:
      return "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\","
             "\"code\":\"processing\",\"diagnostics\":\"Not valid\"}]}";
    case PAGES_CKAN:
    case PAGES_DKAN:
    case PAGES_N_KINDS:
    default:
      return "{\"success\":false,\"error\":{\"message\":\"Not valid\"}}";
    }
}

static inline const char *
pages_parameter (const PagesServer *server)
{
  static const char *const names[PAGES_N_KINDS] = {
    [PAGES_WORLDBANK] = "page", [PAGES_CKAN] = "offset", [PAGES_DKAN] = "offset",
    [PAGES_ODATA] = "$skip",    [PAGES_FHIR] = "_start",
  };

  return names[server->kind];
}

static inline guint
pages_first_row (const PagesServer *server, GHashTable *query)
{
  if (server->fault == PAGES_SAME)
    return 0;
  if (server->kind == PAGES_WORLDBANK)
    return (pages_number (query, "page", 1) - 1) * server->page_size;
  return pages_number (query, pages_parameter (server), 0);
}

/* What is asked for the page that begins with the row @first. */
static inline GHashTable *
pages_make_query (const PagesServer *server, guint first, guint page_size)
{
  GHashTable *query = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  gboolean by_number = server->kind == PAGES_WORLDBANK;

  g_hash_table_insert (query, (gpointer)pages_parameter (server),
                       g_strdup_printf ("%u", by_number ? first / page_size + 1 : first));
  return query;
}

/* (transfer full) (nullable): where the page after this one is. */
static inline char *
pages_link (const PagesServer *server, guint next)
{
  const char *base = server->relative ? "" : server->base;
  const char *name = pages_parameter (server);

  if (server->fault == PAGES_ELSEWHERE)
    return g_strdup_printf ("%s/table?%s=%u", server->elsewhere, name, next);
  if (server->fault == PAGES_SAME)
    return g_strdup_printf ("%s/table?%s=%u", base, name, server->n_requests * server->page_size);
  if (next < server->n_rows || server->fault == PAGES_ENDLESS)
    return g_strdup_printf ("%s/table?%s=%u", base, name, next);
  return server->fault == PAGES_LOOP ? g_strdup_printf ("%s/table?%s=0", base, name) : NULL;
}

static inline char *
pages_make_body (PagesServer *server, GHashTable *query)
{
  guint first = pages_first_row (server, query);
  guint left = server->fault == PAGES_ENDLESS ? server->page_size
               : first < server->n_rows       ? server->n_rows - first
                                              : 0;
  guint n = MIN (server->page_size, left);
  g_autofree char *link = pages_link (server, first + server->page_size);

  if (server->fault == PAGES_FEWER && n > 0 && first + n == server->n_rows)
    n--;
  if (first > 0 && server->fault == PAGES_REFUSED)
    return g_strdup (pages_refusal (server->kind));
  return pages_write (server, first, n, link);
}

static inline gboolean
pages_is_known (PagesServer *server, SoupServerMessage *message)
{
  SoupMessageHeaders *asked = soup_server_message_get_request_headers (message);
  const char *match = soup_message_headers_get_one (asked, "If-None-Match");
  const char *authorization = soup_message_headers_get_one (asked, "Authorization");

  server->n_conditions += match != NULL;
  server->n_authorized += g_strcmp0 (authorization, PAGES_AUTHORIZATION) == 0;
  return match != NULL && g_strcmp0 (match, server->etag) == 0;
}

static inline void
pages_grow (PagesServer *server)
{
  if (server->fault == PAGES_CHANGE_ALWAYS
      || (server->fault == PAGES_CHANGE_ONCE && server->n_requests == 2))
    server->n_rows++;
}

static inline void
pages_answer_cb (SoupServer *soup,
                 SoupServerMessage *message,
                 const char *path,
                 GHashTable *query,
                 gpointer user_data)
{
  PagesServer *server = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autofree char *body = NULL;
  gsize length;

  server->n_requests++;
  pages_grow (server);
  g_free (server->last_location);
  server->last_location = g_uri_to_string (soup_server_message_get_uri (message));
  if (pages_is_known (server, message))
    {
      soup_server_message_set_status (message, SOUP_STATUS_NOT_MODIFIED, NULL);
      return;
    }
  body = pages_make_body (server, query);
  if (pages_first_row (server, query) > 0 && server->fault == PAGES_MISSING)
    {
      soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
      return;
    }
  length = strlen (body);
  if (pages_first_row (server, query) > 0 && server->fault == PAGES_BROKEN)
    length -= 3;
  server->bytes += length;
  if (server->etag != NULL)
    soup_message_headers_append (headers, "ETag", server->etag);
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, body, length);
}

static inline PagesServer *
pages_server_new (void)
{
  PagesServer *server = g_new0 (PagesServer, 1);
  g_autoptr (GError) error = NULL;
  GSList *uris;

  server->soup = soup_server_new (NULL, NULL);
  soup_server_add_handler (server->soup, NULL, pages_answer_cb, server, NULL);
  soup_server_listen_local (server->soup, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (server->soup);
  server->base = g_uri_to_string (uris->data);
  server->base[strlen (server->base) - 1] = '\0';
  g_slist_free_full (uris, (GDestroyNotify)g_uri_unref);
  server->n_rows = 20;
  server->page_size = 7;
  return server;
}

static inline void
pages_server_free (PagesServer *server)
{
  soup_server_disconnect (server->soup);
  g_object_unref (server->soup);
  g_free (server->last_location);
  g_free (server->etag);
  g_free (server->base);
  g_free (server);
}
