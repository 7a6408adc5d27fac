/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/fetch.h"

#include <glib/gi18n-lib.h>

#include "feeds/chunked-end.h"
#include "feeds/http-error.h"
#include "feeds/http-refusal.h"
#include "feeds/location.h"
#include "feeds/secret.h"
#include "model/error.h"
#include "model/error-phrase.h"

#define DEFAULT_TIMEOUT 60
#define DEFAULT_MAX_BYTES (G_GUINT64_CONSTANT (512) << 20)
/* Small enough that summing one up takes less than a frame. */
#define CHUNK (256 * 1024)

/* A server that sends a byte now and then would hold its feed and all others of its host. */
static gint64 longest = 3600;

static gboolean
patience_dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  return callback (user_data);
}

static GSourceFuncs patience_funcs = { .dispatch = patience_dispatch };

static gboolean
patience_ended_cb (gpointer user_data)
{
  MiradorFetch *fetch = user_data;

  fetch->timed_out = TRUE;
  mirador_fetch_rest (fetch);
  g_cancellable_cancel (fetch->inner);
  return G_SOURCE_CONTINUE;
}

static void
outer_cancelled_cb (GCancellable *outer, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

/* A token is often pasted with the end of its line, and a header has one line. */
static char *
copy_value (const char *value)
{
  char *copy = g_strdup (value);

  return copy != NULL ? g_strchomp (g_strdelimit (copy, "\r\n", ' ')) : NULL;
}

static void
copy_options (MiradorFetch *fetch, const MiradorFetchOptions *options)
{
  if (options != NULL)
    fetch->options = *options;
  fetch->options.etag = copy_value (fetch->options.etag);
  fetch->options.last_modified = copy_value (fetch->options.last_modified);
  fetch->options.user_agent = copy_value (fetch->options.user_agent);
  fetch->options.authorization = copy_value (fetch->options.authorization);
  fetch->options.authority = g_strdup (fetch->options.authority);
  if (fetch->options.timeout_seconds == 0)
    fetch->options.timeout_seconds = DEFAULT_TIMEOUT;
  if (fetch->options.max_bytes == 0)
    fetch->options.max_bytes = DEFAULT_MAX_BYTES;
}

MiradorFetch *
mirador_fetch_new (const char *location,
                   const MiradorFetchOptions *options,
                   GCancellable *cancellable)
{
  MiradorFetch *fetch = g_new0 (MiradorFetch, 1);

  fetch->location = g_strdup (location);
  fetch->shown = mirador_location_for_people (location);
  copy_options (fetch, options);
  fetch->answer = g_new0 (MiradorAnswer, 1);
  fetch->inner = g_cancellable_new ();
  if (cancellable != NULL)
    {
      fetch->outer = g_object_ref (cancellable);
      fetch->outer_id = g_cancellable_connect (cancellable, G_CALLBACK (outer_cancelled_cb),
                                               g_object_ref (fetch->inner), g_object_unref);
    }
  fetch->patience = g_source_new (&patience_funcs, sizeof (GSource));
  g_source_set_callback (fetch->patience, patience_ended_cb, fetch, NULL);
  g_source_attach (fetch->patience, g_main_context_get_thread_default ());
  mirador_fetch_stay (fetch);
  return fetch;
}

void
mirador_fetch_free (MiradorFetch *fetch)
{
  if (fetch->outer != NULL)
    g_cancellable_disconnect (fetch->outer, fetch->outer_id);
  g_source_destroy (fetch->patience);
  g_source_unref (fetch->patience);
  g_clear_object (&fetch->outer);
  g_clear_object (&fetch->inner);
  g_clear_object (&fetch->stream);
  g_clear_object (&fetch->message);
  g_clear_object (&fetch->session);
  g_clear_object (&fetch->socket);
  g_clear_object (&fetch->authority);
  g_clear_pointer (&fetch->pass, mirador_host_pass_free);
  g_clear_pointer (&fetch->first, g_uri_unref);
  g_clear_pointer (&fetch->uri, g_uri_unref);
  g_clear_pointer (&fetch->spool, mirador_spool_free);
  g_clear_pointer (&fetch->answer, mirador_answer_free);
  g_free ((char *)fetch->options.etag);
  g_free ((char *)fetch->options.last_modified);
  g_free ((char *)fetch->options.user_agent);
  g_free ((char *)fetch->options.authority);
  mirador_secret_free ((char *)fetch->options.authorization);
  g_free (fetch->chunk);
  g_free (fetch->shown);
  g_free (fetch->location);
  g_free (fetch);
}

void
mirador_fetch_stay (MiradorFetch *fetch)
{
  gint64 now = g_get_monotonic_time ();
  gint64 limit = fetch->options.timeout_seconds * G_TIME_SPAN_SECOND;

  if (fetch->last_moment == 0)
    fetch->last_moment = now + longest * G_TIME_SPAN_SECOND;
  fetch->is_last = now + limit >= fetch->last_moment;
  g_source_set_ready_time (fetch->patience, MIN (now + limit, fetch->last_moment));
}

void
mirador_fetch_set_longest (guint seconds)
{
  longest = seconds;
}

void
mirador_fetch_rest (MiradorFetch *fetch)
{
  g_source_set_ready_time (fetch->patience, -1);
}

static GError *
web_error (const MiradorFetch *fetch, const GError *cause)
{
  GTlsCertificateFlags faults = fetch->faults;

  if (faults == 0 && fetch->message != NULL)
    faults = soup_message_get_tls_peer_certificate_errors (fetch->message);
  return mirador_http_error (cause, fetch->shown, faults, fetch->spool != NULL);
}

/* The host is free before anybody learns of the end, who may have more to ask of it. */
static void
leave (MiradorFetch *fetch)
{
  mirador_fetch_rest (fetch);
  g_clear_object (&fetch->stream);
  g_clear_pointer (&fetch->pass, mirador_host_pass_free);
}

void
mirador_fetch_fail (GTask *task, GError *cause)
{
  MiradorFetch *fetch = g_task_get_task_data (task);
  g_autoptr (GError) owned = cause;
  g_autofree char *seconds = g_strdup_printf (
    "%" G_GINT64_FORMAT,
    fetch->is_last && fetch->timed_out ? longest : (gint64)fetch->options.timeout_seconds);

  leave (fetch);
  if (fetch->timed_out)
    g_task_return_error (task,
                         mirador_error_new (MIRADOR_ERROR_TIMEOUT, fetch->shown, seconds, NULL));
  else if (g_cancellable_is_cancelled (fetch->inner))
    g_task_return_error (task, mirador_error_new (MIRADOR_ERROR_CANCELLED, fetch->shown, NULL));
  else if (cause->domain == MIRADOR_ERROR)
    g_task_return_error (task, g_steal_pointer (&owned));
  else if (fetch->session != NULL)
    g_task_return_error (task, web_error (fetch, cause));
  else
    g_task_return_error (task, mirador_file_error (cause, fetch->shown));
  g_object_unref (task);
}

void
mirador_fetch_succeed (GTask *task)
{
  MiradorFetch *fetch = g_task_get_task_data (task);

  leave (fetch);
  g_task_return_pointer (task, g_steal_pointer (&fetch->answer),
                         (GDestroyNotify)mirador_answer_free);
  g_object_unref (task);
}

/* The number of megabytes is rounded up, so that a small limit is not said to be 0. */
static GError *
too_large (MiradorFetch *fetch)
{
  g_autofree char *limit
    = g_strdup_printf ("%" G_GUINT64_FORMAT, (fetch->options.max_bytes + 999999) / 1000000);

  return mirador_error_new (MIRADOR_ERROR_TOO_LARGE, fetch->shown, limit, NULL);
}

static GError *
check_length (MiradorFetch *fetch)
{
  guint64 length = mirador_spool_get_length (fetch->spool);
  g_autofree char *bytes = NULL;
  g_autofree char *missing = NULL;

  /* A file may grow or shrink while it is read; only a server promised a length. */
  if (fetch->session != NULL && fetch->announced > length)
    {
      bytes = g_strdup_printf ("%" G_GUINT64_FORMAT, fetch->announced - length);
      /* Translators: %1$s is a number of bytes. */
      missing = mirador_phrase (N_ ("%1$s bytes"), bytes, NULL);
      return mirador_error_new (MIRADOR_ERROR_TRUNCATED, fetch->shown, missing, NULL);
    }
  if (fetch->session != NULL && mirador_chunked_end_is_early (fetch->message, fetch->socket))
    return mirador_error_new (MIRADOR_ERROR_TRUNCATED, fetch->shown, NULL);
  if (length == 0)
    return mirador_error_new (MIRADOR_ERROR_EMPTY, fetch->shown, NULL);
  return NULL;
}

/* (transfer full) (nullable): what a server repeats of our secrets goes no further. */
static GBytes *
finish_body (MiradorFetch *fetch, GError **error)
{
  g_autoptr (GBytes) body = mirador_spool_finish (fetch->spool, error);

  if (body == NULL || fetch->session == NULL)
    return g_steal_pointer (&body);
  return mirador_http_refusal_clean_document (body, fetch->options.authorization, fetch->uri);
}

static void
end_of_body (GTask *task)
{
  MiradorFetch *fetch = g_task_get_task_data (task);
  GError *error = check_length (fetch);

  if (error == NULL)
    fetch->answer->body = finish_body (fetch, &error);
  if (error != NULL)
    {
      mirador_fetch_fail (task, error);
      return;
    }
  fetch->answer->status = 200;
  fetch->answer->sha256 = mirador_spool_get_sha256 (fetch->spool);
  mirador_fetch_succeed (task);
}

static GError *
take_chunk (MiradorFetch *fetch, gsize length)
{
  GError *error = NULL;

  if (mirador_spool_get_length (fetch->spool) + length > fetch->options.max_bytes)
    return too_large (fetch);
  if (!mirador_spool_write (fetch->spool, fetch->chunk, length, &error))
    return error;
  if (fetch->progress != NULL)
    fetch->progress (mirador_spool_get_length (fetch->spool), fetch->announced,
                     fetch->progress_data);
  return NULL;
}

static void read_chunk (GTask *task);

static void
end_of_refusal (GTask *task)
{
  MiradorFetch *fetch = g_task_get_task_data (task);
  const char *authorization = fetch->options.authorization;
  g_autoptr (GBytes) body = mirador_spool_finish (fetch->spool, NULL);

  if (body == NULL)
    body = g_bytes_new (NULL, 0);
  fetch->answer->body = mirador_http_refusal_clean (body, authorization, fetch->uri);
  fetch->answer->sha256 = mirador_spool_get_sha256 (fetch->spool);
  if (fetch->options.keep_refusals && !g_cancellable_is_cancelled (fetch->inner))
    mirador_fetch_succeed (task);
  else
    mirador_fetch_fail (task,
                        mirador_http_refusal_new (fetch->shown, fetch->answer->status,
                                                  fetch->answer->body, authorization, fetch->uri));
}

/* The start of a refusal says enough, and so does what came of it before the connection broke. */
static void
take_refusal (GTask *task, gssize length)
{
  MiradorFetch *fetch = g_task_get_task_data (task);
  gssize room = MIRADOR_REFUSAL_BYTES - mirador_spool_get_length (fetch->spool);

  if (length > 0 && mirador_spool_write (fetch->spool, fetch->chunk, MIN (length, room), NULL)
      && length < room)
    {
      mirador_fetch_stay (fetch);
      read_chunk (task);
    }
  else
    end_of_refusal (task);
}

static void
chunk_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  MiradorFetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;
  gssize length = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);

  if (fetch->refused)
    {
      g_clear_error (&error);
      take_refusal (task, length);
      return;
    }
  if (length == 0)
    {
      end_of_body (task);
      return;
    }
  if (length > 0)
    error = take_chunk (fetch, length);
  if (error != NULL)
    {
      mirador_fetch_fail (task, error);
      return;
    }
  mirador_fetch_stay (fetch);
  read_chunk (task);
}

static void
read_chunk (GTask *task)
{
  MiradorFetch *fetch = g_task_get_task_data (task);

  g_input_stream_read_async (fetch->stream, fetch->chunk, CHUNK, G_PRIORITY_DEFAULT, fetch->inner,
                             chunk_read_cb, task);
}

void
mirador_fetch_read (GTask *task)
{
  MiradorFetch *fetch = g_task_get_task_data (task);

  if (fetch->announced > fetch->options.max_bytes && !fetch->refused)
    {
      mirador_fetch_fail (task, too_large (fetch));
      return;
    }
  fetch->spool = mirador_spool_new ();
  fetch->chunk = g_malloc (CHUNK);
  mirador_fetch_stay (fetch);
  read_chunk (task);
}
