/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/secret-private.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>
#include "feeds/load.h"
#include "model/error-phrase.h"
#include "model/error.h"

/* Long enough for somebody to unlock a keyring, short enough that a feed does not wait all day. */
#define PATIENCE_MILLISECONDS 60000

static guint patience = PATIENCE_MILLISECONDS;

static const SecretSchema *
schema_get (void)
{
  static const SecretSchema schema = {
    .name = "pe.org.sociosensalud.Mirador.Feed",
    .attributes = { { "feed", SECRET_SCHEMA_ATTRIBUTE_STRING } },
  };

  return &schema;
}

/* One question to the keyring. The task ends when the keyring has answered, when the time is up, or
 * when nobody wants the answer any more; the keyring's answer may come after that, and is dropped.
 */
typedef struct
{
  char *feed;
  MiradorAuth auth;
  char *user;
  GCancellable *inside; /* ends what libsecret has under way */
  GSource *limit;
  GSource *outside; /* (nullable) the caller's cancellable */
  gboolean is_over;
} Errand;

static void
drop_source (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
errand_free (Errand *errand)
{
  drop_source (&errand->limit);
  drop_source (&errand->outside);
  g_object_unref (errand->inside);
  g_free (errand->feed);
  g_free (errand->user);
  g_free (errand);
}

void
mirador_secret_set_patience (guint milliseconds)
{
  patience = milliseconds;
}

static void
stop_watching (Errand *errand)
{
  errand->is_over = TRUE;
  drop_source (&errand->limit);
  drop_source (&errand->outside);
}

static void
fail (GTask *task, GError *error)
{
  Errand *errand = g_task_get_task_data (task);

  stop_watching (errand);
  g_task_return_error (task, error);
}

static void
fail_with_cause (GTask *task, const GError *cause)
{
  const Errand *errand = g_task_get_task_data (task);
  g_autofree char *why = mirador_secret_explain (cause);

  fail (task, mirador_secret_refusal_new (errand->feed, why));
}

static void
succeed (GTask *task)
{
  stop_watching (g_task_get_task_data (task));
  g_task_return_boolean (task, TRUE);
}

static gboolean
limit_cb (gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  Errand *errand = g_task_get_task_data (task);

  fail (task, mirador_secret_refusal_new (errand->feed, N_ ("it does not answer")));
  g_cancellable_cancel (errand->inside);
  return G_SOURCE_REMOVE;
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  Errand *errand = g_task_get_task_data (task);

  fail (task, mirador_error_new (MIRADOR_ERROR_CANCELLED, errand->feed, NULL));
  g_cancellable_cancel (errand->inside);
  return G_SOURCE_REMOVE;
}

static GTask *
errand_new (gpointer tag,
            const char *feed,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Errand *errand = g_new0 (Errand, 1);

  errand->feed = g_strdup (feed);
  errand->inside = g_cancellable_new ();
  g_task_set_source_tag (task, tag);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, errand, (GDestroyNotify)errand_free);
  return task;
}

/* The task itself keeps these alive no longer than it is waited for: stop_watching() ends them. */
static void
watch (GTask *task)
{
  Errand *errand = g_task_get_task_data (task);

  errand->limit = g_timeout_source_new (patience);
  g_source_set_callback (errand->limit, limit_cb, task, NULL);
  g_source_attach (errand->limit, g_task_get_context (task));
  if (g_task_get_cancellable (task) == NULL)
    return;
  errand->outside = g_cancellable_source_new (g_task_get_cancellable (task));
  g_source_set_callback (errand->outside, G_SOURCE_FUNC (cancelled_cb), task, NULL);
  g_source_attach (errand->outside, g_task_get_context (task));
}

/* Whether the errand still wants what libsecret says; its reference to the task is @task's. */
static gboolean
is_wanted (GTask *task)
{
  const Errand *errand = g_task_get_task_data (task);

  return !errand->is_over;
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Errand *errand = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  GList *items = secret_password_search_finish (result, &error);
  gboolean exists = items != NULL;

  g_list_free_full (items, g_object_unref);
  if (!is_wanted (task))
    return;
  if (error != NULL)
    fail_with_cause (task, error);
  else if (exists)
    fail (task, mirador_secret_refusal_new (errand->feed, N_ ("it is locked")));
  else if (g_task_get_source_tag (task) == mirador_secret_clear_async)
    succeed (task);
  else
    fail (task, mirador_secret_missing_new (errand->feed));
}

/* It is there and was not given, or not taken away: then somebody did not unlock it. */
static void
ask_whether_there (GTask *task)
{
  const Errand *errand = g_task_get_task_data (task);

  secret_password_search (schema_get (), SECRET_SEARCH_NONE, errand->inside, found_cb,
                          g_object_ref (task), "feed", errand->feed, NULL);
}

static void
return_authorization (GTask *task, const char *secret)
{
  Errand *errand = g_task_get_task_data (task);
  char *value = mirador_secret_authorization (errand->auth, errand->user, secret);

  if (value == NULL)
    {
      fail (task, mirador_secret_refusal_new (
                    errand->feed, N_ ("what it has there is no password or token in one line")));
      return;
    }
  stop_watching (errand);
  g_task_return_pointer (task, value, (GDestroyNotify)mirador_secret_free);
}

static void
return_given (GTask *task, const char *variable, const char *given)
{
  /* Translators: %1$s is the name of an environment variable. */
  const char *phrase = N_ ("the environment variable %1$s holds no password or token in one line");
  g_autofree char *why = mirador_phrase (phrase, variable, NULL);

  if (mirador_secret_is_usable (given))
    return_authorization (task, given);
  else
    fail (task, mirador_error_new (MIRADOR_ERROR_FAILED, why, NULL));
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  char *secret = secret_password_lookup_nonpageable_finish (result, &error);

  if (is_wanted (task))
    {
      if (error != NULL)
        fail_with_cause (task, error);
      else if (secret == NULL)
        ask_whether_there (task);
      else
        return_authorization (task, secret);
    }
  secret_password_free (secret);
}

void
mirador_secret_look_up_async (MiradorDefinition *definition,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task
    = errand_new (mirador_secret_look_up_async, definition->id, cancellable, callback, user_data);
  Errand *errand = g_task_get_task_data (task);
  g_autofree char *variable = mirador_secret_variable (definition->id);
  const char *given = mirador_secret_get_given (variable);

  errand->auth = definition->auth;
  errand->user = g_strdup (definition->user);
  if (definition->auth == MIRADOR_AUTH_NONE)
    {
      g_task_return_pointer (task, NULL, NULL);
      return;
    }
  if (given != NULL && *given != '\0')
    {
      return_given (task, variable, given);
      return;
    }
  watch (task);
  secret_password_lookup (schema_get (), errand->inside, looked_up_cb, g_object_ref (task), "feed",
                          errand->feed, NULL);
}

char *
mirador_secret_look_up_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_stored = secret_password_store_finish (result, &error);

  if (!is_wanted (task))
    return;
  if (error != NULL)
    fail_with_cause (task, error);
  else if (is_stored)
    succeed (task);
  else
    /* A prompt that was dismissed is no error to libsecret. */
    fail (task, mirador_secret_refusal_new (((Errand *)g_task_get_task_data (task))->feed,
                                            N_ ("it is locked")));
}

void
mirador_secret_store_async (const char *feed,
                            const char *secret,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task
    = errand_new (mirador_secret_store_async, feed, cancellable, callback, user_data);
  const Errand *errand = g_task_get_task_data (task);
  /* Translators: how the password of a source is called in the system's keyring; %s is the source's
   * id */
  g_autofree char *label = g_strdup_printf (_ ("Mirador: source “%s”"), feed);

  if (!mirador_secret_is_usable (secret))
    {
      fail (task, mirador_error_new (MIRADOR_ERROR_FAILED,
                                     N_ ("a password or token is one line of text"), NULL));
      return;
    }
  watch (task);
  secret_password_store (schema_get (), SECRET_COLLECTION_DEFAULT, label, secret, errand->inside,
                         stored_cb, g_object_ref (task), "feed", feed, NULL);
}

gboolean
mirador_secret_store_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  secret_password_clear_finish (result, &error);
  if (!is_wanted (task))
    return;
  if (error != NULL)
    fail_with_cause (task, error);
  else
    ask_whether_there (task);
}

static void
unlocked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Errand *errand = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  GList *items = secret_password_search_finish (result, &error);
  gboolean exists = items != NULL;

  g_list_free_full (items, g_object_unref);
  if (!is_wanted (task))
    return;
  if (error != NULL)
    fail_with_cause (task, error);
  else if (!exists)
    succeed (task);
  else
    secret_password_clear (schema_get (), errand->inside, cleared_cb, g_object_ref (task), "feed",
                           errand->feed, NULL);
}

/* libsecret passes locked ones over in silence: they are unlocked first. */
void
mirador_secret_clear_async (const char *feed,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task
    = errand_new (mirador_secret_clear_async, feed, cancellable, callback, user_data);
  const Errand *errand = g_task_get_task_data (task);

  watch (task);
  secret_password_search (schema_get (), SECRET_SEARCH_ALL | SECRET_SEARCH_UNLOCK, errand->inside,
                          unlocked_cb, g_object_ref (task), "feed", errand->feed, NULL);
}

gboolean
mirador_secret_clear_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
mirador_secret_store_sync (const char *feed, const char *secret, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  mirador_secret_store_async (feed, secret, NULL, mirador_keep_result_cb, &result);
  mirador_wait_for (&result);
  return mirador_secret_store_finish (result, error);
}

gboolean
mirador_secret_clear_sync (const char *feed, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  mirador_secret_clear_async (feed, NULL, mirador_keep_result_cb, &result);
  mirador_wait_for (&result);
  return mirador_secret_clear_finish (result, error);
}
