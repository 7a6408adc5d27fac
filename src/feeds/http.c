/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/http.h"

#include <glib/gi18n-lib.h>

#include "feeds/chunked-end.h"
#include "feeds/fetch.h"
#include "feeds/http-error.h"
#include "feeds/http-refusal.h"
#include "feeds/http-trust.h"
#include "feeds/location.h"
#include "model/error.h"
#include "model/resource.h"

#define MOST_HOPS 5
#define USER_AGENT "Mirador/" PACKAGE_VERSION

void
mirador_answer_free (MiradorAnswer *answer)
{
  g_clear_pointer (&answer->body, g_bytes_unref);
  g_free (answer->content_type);
  g_free (answer->etag);
  g_free (answer->last_modified);
  g_free (answer->sha256);
  /* Else whoever asks would wait for a reader for ever. */
  if (answer->more != NULL)
    mirador_parts_give_up (answer->more);
  g_clear_pointer (&answer->more, mirador_parts_unref);
  g_free (answer);
}

static void ask (GTask *task);

static gboolean
is_conditional (const MiradorFetch *fetch)
{
  return fetch->options.etag != NULL || fetch->options.last_modified != NULL;
}

/* The credentials are for those for whom they were given. */
static void
add_authorization (MiradorFetch *fetch, SoupMessageHeaders *headers)
{
  if (fetch->options.authorization != NULL && mirador_uri_is_same_origin (fetch->first, fetch->uri))
    soup_message_headers_replace (headers, "Authorization", fetch->options.authorization);
}

/* Redirects are followed by hand: each hop must be allowed before anything is sent to it. */
static SoupMessage *
make_message (MiradorFetch *fetch)
{
  SoupMessage *message = soup_message_new_from_uri (SOUP_METHOD_GET, fetch->uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  const char *agent = fetch->options.user_agent;

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  mirador_chunked_end_watch (message, &fetch->socket);
  if (fetch->authority != NULL)
    mirador_http_trust_watch (message, fetch->authority, &fetch->faults);
  soup_message_headers_replace (headers, "User-Agent", agent != NULL ? agent : USER_AGENT);
  if (fetch->options.etag != NULL)
    soup_message_headers_replace (headers, "If-None-Match", fetch->options.etag);
  if (fetch->options.last_modified != NULL)
    soup_message_headers_replace (headers, "If-Modified-Since", fetch->options.last_modified);
  add_authorization (fetch, headers);
  return message;
}

/* The announced length is that of the compressed bytes where they are compressed. */
static guint64
announced_length (SoupMessageHeaders *headers)
{
  if (soup_message_headers_get_one (headers, "Content-Encoding") != NULL
      || soup_message_headers_get_encoding (headers) != SOUP_ENCODING_CONTENT_LENGTH)
    return 0;
  return MAX (soup_message_headers_get_content_length (headers), 0);
}

/* (transfer full) (nullable): it is kept in the store, so not where the server tells us our secret
 * in it. */
static char *
copy_validator (const MiradorFetch *fetch, SoupMessageHeaders *headers, const char *name)
{
  const char *value = soup_message_headers_get_one (headers, name);

  if (value != NULL && mirador_http_holds_secret (value, fetch->options.authorization, fetch->uri))
    return NULL;
  return g_strdup (value);
}

static void
take_headers (MiradorFetch *fetch)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (fetch->message);

  fetch->answer->status = soup_message_get_status (fetch->message);
  fetch->answer->etag = copy_validator (fetch, headers, "ETag");
  fetch->answer->last_modified = copy_validator (fetch, headers, "Last-Modified");
  fetch->answer->content_type = g_strdup (soup_message_headers_get_content_type (headers, NULL));
  fetch->announced = announced_length (headers);
}

static void
follow (GTask *task)
{
  MiradorFetch *fetch = g_task_get_task_data (task);
  SoupMessageHeaders *headers = soup_message_get_response_headers (fetch->message);
  const char *target = soup_message_headers_get_one (headers, "Location");
  GError *error = NULL;
  GUri *next = NULL;

  if (++fetch->hops > MOST_HOPS)
    error = mirador_error_new (MIRADOR_ERROR_REDIRECT, fetch->shown,
                               N_ ("it leads on too many times"), NULL);
  else
    next
      = mirador_location_follow (fetch->uri, target, fetch->options.authorization != NULL, &error);
  if (next == NULL)
    {
      mirador_fetch_fail (task, error);
      return;
    }
  g_uri_unref (fetch->uri);
  fetch->uri = next;
  ask (task);
}

static gboolean
pause_ended_cb (gpointer user_data)
{
  GTask *task = user_data;
  MiradorFetch *fetch = g_task_get_task_data (task);

  fetch->attempt++;
  mirador_fetch_stay (fetch);
  /* Also where it was cancelled in the pause: then asking fails at once. */
  ask (task);
  return G_SOURCE_REMOVE;
}

/* The pause ends early when the user gives up. */
static void
ask_again (GTask *task, int pause)
{
  MiradorFetch *fetch = g_task_get_task_data (task);
  g_autoptr (GSource) source = g_timeout_source_new (pause);
  g_autoptr (GSource) cancelled = g_cancellable_source_new (fetch->inner);

  mirador_fetch_rest (fetch);
  g_source_set_dummy_callback (cancelled);
  g_source_add_child_source (source, cancelled);
  g_source_set_callback (source, pause_ended_cb, task, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
}

static void
read_refusal (GTask *task, GInputStream *stream)
{
  MiradorFetch *fetch = g_task_get_task_data (task);

  take_headers (fetch);
  fetch->refused = TRUE;
  fetch->stream = g_object_ref (stream);
  mirador_fetch_read (task);
}

static void
refuse_status (GTask *task, guint status, GInputStream *stream)
{
  MiradorFetch *fetch = g_task_get_task_data (task);
  SoupMessageHeaders *headers = soup_message_get_response_headers (fetch->message);
  const char *wanted = soup_message_headers_get_one (headers, "Retry-After");
  const char *date = soup_message_headers_get_one (headers, "Date");
  int pause = mirador_http_retry_pause (status, wanted, date, fetch->attempt);

  if (pause >= 0)
    ask_again (task, pause);
  else if (status >= 400)
    read_refusal (task, stream);
  else
    mirador_fetch_fail (task, mirador_http_refusal_new (fetch->shown, status, NULL, NULL, NULL));
}

static void
take_answer (GTask *task, GInputStream *stream)
{
  MiradorFetch *fetch = g_task_get_task_data (task);
  guint status = soup_message_get_status (fetch->message);

  if (SOUP_STATUS_IS_REDIRECTION (status) && status != SOUP_STATUS_NOT_MODIFIED)
    follow (task);
  else if (status == SOUP_STATUS_OK)
    {
      take_headers (fetch);
      fetch->stream = g_object_ref (stream);
      mirador_fetch_read (task);
    }
  else if (status == SOUP_STATUS_NOT_MODIFIED && is_conditional (fetch))
    {
      take_headers (fetch);
      mirador_fetch_succeed (task);
    }
  else if (status == SOUP_STATUS_NO_CONTENT)
    mirador_fetch_fail (task, mirador_error_new (MIRADOR_ERROR_EMPTY, fetch->shown, NULL));
  else
    refuse_status (task, status, stream);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;
  g_autoptr (GInputStream) stream
    = soup_session_send_finish (SOUP_SESSION (source), result, &error);

  if (stream == NULL)
    mirador_fetch_fail (task, error);
  else
    take_answer (task, stream);
}

static void
send_message (GTask *task)
{
  MiradorFetch *fetch = g_task_get_task_data (task);

  g_clear_object (&fetch->message);
  fetch->message = make_message (fetch);
  soup_session_send_async (fetch->session, fetch->message, G_PRIORITY_DEFAULT, fetch->inner,
                           answered_cb, task);
}

static void
entered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  MiradorFetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;

  fetch->pass = mirador_host_gate_enter_finish (result, &error);
  if (fetch->pass == NULL)
    {
      mirador_fetch_fail (task, error);
      return;
    }
  mirador_fetch_stay (fetch);
  send_message (task);
}

static char *
make_host (GUri *uri)
{
  g_autofree char *name = g_ascii_strdown (g_uri_get_host (uri), -1);

  return g_strdup_printf ("%s:%d", name, g_uri_get_port (uri));
}

/* Also a pause between two attempts is one for the host, so the place is kept. */
static void
ask (GTask *task)
{
  MiradorFetch *fetch = g_task_get_task_data (task);
  g_autofree char *host = make_host (fetch->uri);

  if (fetch->pass != NULL && mirador_host_pass_is_for (fetch->pass, host))
    {
      send_message (task);
      return;
    }
  g_clear_pointer (&fetch->pass, mirador_host_pass_free);
  /* Who waits for others is not kept waiting by the server. */
  mirador_fetch_rest (fetch);
  mirador_host_gate_enter_async (host, fetch->options.at_once, fetch->inner, entered_cb, task);
}

static void
trusted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  MiradorFetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;

  fetch->authority = mirador_http_trust_load_finish (result, &error);
  if (fetch->authority == NULL)
    mirador_fetch_fail (task, error);
  else
    ask (task);
}

/* The patience of a fetch replaces libsoup's own limits; a session of its own keeps cookies and
 * connections of one feed from another. Credentials are shown by us, not when a server asks. What
 * is not encrypted because it stays on this machine must not leave it through a proxy. */
static SoupSession *
make_session (const MiradorFetch *fetch)
{
  SoupSession *session = soup_session_new_with_options ("timeout", 0, "idle-timeout", 0, NULL);

  if (fetch->options.authorization != NULL)
    soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  if (mirador_uri_is_this_machine (fetch->uri))
    soup_session_set_proxy_resolver (session, NULL);
  return session;
}

static void
open_web (GTask *task)
{
  MiradorFetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;

  fetch->uri = mirador_location_parse_web (fetch->location, &error);
  if (fetch->uri == NULL)
    {
      mirador_fetch_fail (task, error);
      return;
    }
  fetch->first = g_uri_ref (fetch->uri);
  fetch->session = make_session (fetch);
  if (fetch->options.authority != NULL)
    mirador_http_trust_load_async (fetch->options.authority, fetch->inner, trusted_cb, task);
  else
    ask (task);
}

void
mirador_fetch_async (const char *location,
                     const MiradorFetchOptions *options,
                     MiradorProgressFunc progress,
                     gpointer progress_data,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  MiradorFetch *fetch = mirador_fetch_new (location, options, cancellable);

  g_task_set_source_tag (task, mirador_fetch_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, fetch, (GDestroyNotify)mirador_fetch_free);
  fetch->progress = progress;
  fetch->progress_data = progress_data;
  mirador_data_init ();
  if (mirador_location_is_web (location))
    open_web (task);
  else
    mirador_fetch_open_file (task);
}

MiradorAnswer *
mirador_fetch_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
