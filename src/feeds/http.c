/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/http.h"

#include <glib/gi18n-lib.h>

#include "feeds/chunked-end.h"
#include "feeds/fetch.h"
#include "feeds/http-error.h"
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
  g_free (answer);
}

static void ask (GTask *task);

static gboolean
is_conditional (const MiradorFetch *fetch)
{
  return fetch->options.etag != NULL || fetch->options.last_modified != NULL;
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
  soup_message_headers_replace (headers, "User-Agent", agent != NULL ? agent : USER_AGENT);
  if (fetch->options.etag != NULL)
    soup_message_headers_replace (headers, "If-None-Match", fetch->options.etag);
  if (fetch->options.last_modified != NULL)
    soup_message_headers_replace (headers, "If-Modified-Since", fetch->options.last_modified);
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

static void
take_headers (MiradorFetch *fetch)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (fetch->message);

  fetch->answer->status = soup_message_get_status (fetch->message);
  fetch->answer->etag = g_strdup (soup_message_headers_get_one (headers, "ETag"));
  fetch->answer->last_modified = g_strdup (soup_message_headers_get_one (headers, "Last-Modified"));
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
    next = mirador_location_follow (fetch->uri, target, &error);
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
refuse_status (GTask *task, guint status)
{
  MiradorFetch *fetch = g_task_get_task_data (task);
  SoupMessageHeaders *headers = soup_message_get_response_headers (fetch->message);
  const char *retry_after = soup_message_headers_get_one (headers, "Retry-After");
  int pause = mirador_http_retry_pause (status, retry_after, fetch->attempt);
  g_autofree char *number = g_strdup_printf ("%u", status);

  if (pause >= 0)
    ask_again (task, pause);
  else
    mirador_fetch_fail (task, mirador_error_new (MIRADOR_ERROR_HTTP_STATUS, fetch->shown, number,
                                                 mirador_http_status_phrase (status), NULL));
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
    refuse_status (task, status);
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
ask (GTask *task)
{
  MiradorFetch *fetch = g_task_get_task_data (task);

  g_clear_object (&fetch->message);
  fetch->message = make_message (fetch);
  soup_session_send_async (fetch->session, fetch->message, G_PRIORITY_DEFAULT, fetch->inner,
                           answered_cb, task);
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
  /* The patience of a fetch replaces libsoup's own limits; a session of its own keeps cookies and
   * connections of one feed from another. */
  fetch->session = soup_session_new_with_options ("timeout", 0, "idle-timeout", 0, NULL);
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
