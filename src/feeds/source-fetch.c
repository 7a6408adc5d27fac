/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/source-private.h"

#include "feeds/asking.h"
#include "feeds/dhis2-ask.h"
#include "feeds/record.h"
#include "feeds/secret.h"
#include "model/error.h"

/* The answer of a source, asked for once. */

typedef struct
{
  MiradorAnswer *answer;
  char *format;
  char *shown;

  GPtrArray *bodies; /* what is made of them */
} Opening;

static void
opening_free (Opening *opening)
{
  g_clear_pointer (&opening->answer, mirador_answer_free);
  g_clear_pointer (&opening->bodies, g_ptr_array_unref);
  g_free (opening->format);
  g_free (opening->shown);
  g_free (opening);
}

static gboolean
take_pages (Opening *opening, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  GBytes *body;

  while (opening->answer->more != NULL
         && (body = mirador_parts_take (opening->answer->more, cancellable, &failure)) != NULL)
    g_ptr_array_add (opening->bodies, body);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static void
open_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Opening *opening = task_data;
  GError *error = NULL;
  const MiradorDecoder *decoder;

  opening->bodies = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  g_ptr_array_add (opening->bodies, g_bytes_ref (opening->answer->body));
  decoder = mirador_decoder_find (opening->format, opening->answer->body, opening->shown, &error);
  if (decoder != NULL && take_pages (opening, cancellable, &error))
    g_task_return_pointer (task, (gpointer)decoder, NULL);
  else
    g_task_return_error (task, error);
}

/* The formats whose columns a shipped mapping knows. */
static const char *
base_of_format (const char *format)
{
  static const struct
  {
    const char *format;
    const char *mapping;
  } bases[] = {
    { "gho", "gho" },
    { "worldbank", "worldbank" },
    { "jsonstat", "jsonstat" },
    { "fhir-measure-report", "fhir-measure-report" },
    { "dhis2-analytics", "dhis2-analytics" },
    { "dhis2-values", "dhis2-values" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bases); i++)
    {
      if (g_str_equal (bases[i].format, format))
        return bases[i].mapping;
    }
  return NULL;
}

static void
keep (MiradorSource *source, GPtrArray *bodies, const char *format)
{
  MiradorTable *table = mirador_source_get_table (source);

  mirador_source_forget_answer (source);
  source->bodies = g_ptr_array_ref (bodies);
  source->format = g_strdup (format);
  g_free (table->format);
  table->format = g_strdup (format);
  if (source->base == NULL)
    mirador_source_load_base (source, base_of_format (format));
}

/* The address may have become another one while this one was asked. */
static gboolean
is_still_wanted (GTask *task)
{
  MiradorSource *source = mirador_source_of (task);
  const char *asked = g_task_get_task_data (task);

  return g_strcmp0 (asked, mirador_source_get_table (source)->location) == 0;
}

static void
fail_as_cancelled (GTask *task)
{
  g_task_return_error (task, mirador_error_new (MIRADOR_ERROR_CANCELLED, "", NULL));
}

static void
opened_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Opening *opening = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;
  const MiradorDecoder *decoder = g_task_propagate_pointer (G_TASK (result), &error);

  if (decoder == NULL)
    g_task_return_error (task, error);
  else if (!is_still_wanted (task))
    fail_as_cancelled (task);
  else
    {
      keep (mirador_source_of (task), opening->bodies, decoder->id);
      g_task_return_boolean (task, TRUE);
    }
}

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  MiradorSource *source = mirador_source_of (task);
  GError *error = NULL;
  MiradorAnswer *answer = mirador_ask_finish (result, &error);

  if (answer == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  Opening *opening = g_new0 (Opening, 1);
  opening->answer = answer;
  opening->format = g_strdup (source->kind->format);
  opening->shown = mirador_location_for_people (g_task_get_task_data (task));
  /* The first part shows what all of them are like. */
  if (mirador_source_is_dhis2 (source) && answer->more != NULL)
    {
      mirador_parts_give_up (answer->more);
      g_clear_pointer (&answer->more, mirador_parts_unref);
    }
  g_autoptr (GTask) work
    = g_task_new (NULL, g_task_get_cancellable (task), opened_cb, g_object_ref (task));
  g_task_set_source_tag (work, mirador_source_fetch_async);
  g_task_set_task_data (work, opening, (GDestroyNotify)opening_free);
  g_task_run_in_thread (work, open_in_thread);
}

static void
ask (GTask *task, const char *location)
{
  MiradorSource *source = mirador_source_of (task);
  g_autoptr (MiradorAsk) wanted = NULL;
  char *authorization = NULL;
  MiradorFetchOptions options = mirador_source_fetch_options (source, &authorization);

  if (mirador_source_is_dhis2 (source))
    wanted = mirador_source_make_ask (source);
  g_object_set_data_full (G_OBJECT (task), "authorization", authorization,
                          (GDestroyNotify)mirador_secret_free);
  mirador_ask_async (location, source->kind->format, wanted, &options, NULL, NULL,
                     g_task_get_cancellable (task), answered_cb, g_object_ref (task));
}

void
mirador_source_fetch_async (MiradorSource *source,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = mirador_source_task_new (source, mirador_source_fetch_async, cancellable,
                                                    callback, user_data);
  const char *location = mirador_source_get_table (source)->location;

  g_task_set_task_data (task, g_strdup (location), g_free);
  if (source->bodies != NULL)
    g_task_return_boolean (task, TRUE);
  else if (location == NULL)
    g_task_return_error (task,
                         mirador_error_new (MIRADOR_ERROR_NO_LOCATION, source->kind->name, NULL));
  else
    ask (task, location);
}

gboolean
mirador_source_fetch_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
