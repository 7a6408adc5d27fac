/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/asking.h"

#include "feeds/dhis2-ask.h"
#include "feeds/load.h"
#include "feeds/location.h"
#include "feeds/pager-walk.h"
#include "feeds/secret.h"

static void
end (GTask *task, MiradorAnswer *answer, GError *error)
{
  if (answer != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify)mirador_answer_free);
  else
    g_task_return_error (task, error);
  g_object_unref (task);
}

/* The whole is another one where only its first part is the same. */
static void
parts_asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  MiradorAnswer *answer = mirador_dhis2_ask_finish (result, &error);

  if (answer != NULL && answer->more != NULL)
    {
      g_clear_pointer (&answer->etag, g_free);
      g_clear_pointer (&answer->last_modified, g_free);
      g_clear_pointer (&answer->sha256, g_free);
    }
  end (user_data, answer, error);
}

static void
pages_walked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  MiradorAnswer *answer = mirador_pager_walk_finish (result, &error);

  end (user_data, answer, error);
}

static GTask *
make_task (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, mirador_ask_async);
  /* Whoever asks below says that it was cancelled, and of what. */
  g_task_set_check_cancellable (task, FALSE);
  return task;
}

void
mirador_ask_async (const char *location,
                   const char *format,
                   const MiradorAsk *ask,
                   const MiradorFetchOptions *options,
                   MiradorProgressFunc progress,
                   gpointer progress_data,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  GTask *task = make_task (cancellable, callback, user_data);
  MiradorFetchOptions whole = options != NULL ? *options : (MiradorFetchOptions){ 0 };

  if (ask == NULL)
    {
      mirador_pager_walk_async (location, format, options, progress, progress_data, cancellable,
                                pages_walked_cb, task);
      return;
    }
  whole.etag = NULL;
  whole.last_modified = NULL;
  mirador_dhis2_ask_async (location, format, ask, &whole, progress, progress_data, cancellable,
                           parts_asked_cb, task);
}

MiradorAnswer *
mirador_ask_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Tables of feeds */

typedef struct
{
  MiradorDefinition *definition; /* keeps the table */
  const MiradorTable *table;
  char *etag;
  char *last_modified;
  MiradorProgressFunc progress;
  gpointer progress_data;
} Asking;

static void
asking_free (Asking *asking)
{
  mirador_definition_unref (asking->definition);
  g_free (asking->etag);
  g_free (asking->last_modified);
  g_free (asking);
}

static void
table_asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  MiradorAnswer *answer = mirador_ask_finish (result, &error);

  end (user_data, answer, error);
}

/* @authorization: (nullable) */
static void
ask_with (GTask *task, const char *authorization)
{
  const Asking *asking = g_task_get_task_data (task);
  const MiradorDefinition *definition = asking->definition;
  const MiradorFetchOptions options = { .etag = asking->etag,
                                        .last_modified = asking->last_modified,
                                        .user_agent = definition->user_agent,
                                        .timeout_seconds = definition->timeout_seconds,
                                        .max_bytes = definition->max_bytes,
                                        .authorization = authorization,
                                        .authority = definition->authority,
                                        .at_once = definition->requests_at_once };

  mirador_ask_async (asking->table->location, asking->table->format, asking->table->ask, &options,
                     asking->progress, asking->progress_data, g_task_get_cancellable (task),
                     table_asked_cb, task);
}

static void
secret_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  const Asking *asking = g_task_get_task_data (task);
  GError *error = NULL;
  char *authorization = mirador_secret_look_up_finish (result, &error);

  if (error == NULL)
    ask_with (task, authorization);
  else
    {
      mirador_name_cancellation (&error, asking->definition->id);
      end (task, NULL, error);
    }
  mirador_secret_free (authorization);
}

void
mirador_ask_table_async (MiradorDefinition *definition,
                         const MiradorTable *table,
                         const char *etag,
                         const char *last_modified,
                         MiradorProgressFunc progress,
                         gpointer progress_data,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = make_task (cancellable, callback, user_data);
  Asking *asking = g_new0 (Asking, 1);

  asking->definition = mirador_definition_ref (definition);
  asking->table = table;
  asking->etag = g_strdup (etag);
  asking->last_modified = g_strdup (last_modified);
  asking->progress = progress;
  asking->progress_data = progress_data;
  g_task_set_task_data (task, asking, (GDestroyNotify)asking_free);
  /* A file asks for no password. */
  if (definition->auth == MIRADOR_AUTH_NONE || !mirador_location_is_web (table->location))
    ask_with (task, NULL);
  else
    mirador_secret_look_up_async (definition, cancellable, secret_found_cb, task);
}
