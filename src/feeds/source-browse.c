/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/source-private.h"

#include <glib/gi18n-lib.h>

#include "feeds/dhis2-ask.h"
#include "feeds/dhis2-browse.h"
#include "feeds/secret.h"
#include "model/error.h"

#define MOST_LISTED 2000
/* Peru has 1,900 districts; a level of facilities may have more. */
#define MOST_PLACES 10000

static void
list (MiradorSource *source,
      MiradorDhis2List *wanted,
      GCancellable *cancellable,
      GAsyncReadyCallback callback,
      gpointer user_data)
{
  const char *location = mirador_source_get_table (source)->location;
  g_autofree char *base = mirador_dhis2_base (location != NULL ? location : "");
  char *authorization = NULL;
  MiradorFetchOptions options = mirador_source_fetch_options (source, &authorization);

  wanted->base = base;
  mirador_dhis2_list_async (wanted, &options, cancellable, callback, user_data);
  mirador_secret_free (authorization);
}

static void
listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  gboolean is_cut = FALSE;
  GPtrArray *remotes = mirador_dhis2_list_finish (result, &is_cut, &error);

  if (remotes == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_set_task_data (task, GINT_TO_POINTER (is_cut), NULL);
  g_task_return_pointer (task, remotes, (GDestroyNotify)g_ptr_array_unref);
}

void
mirador_source_browse_async (MiradorSource *source,
                             MiradorRemoteKind kind,
                             const char *search,
                             const char *parent,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = mirador_source_task_new (source, mirador_source_browse_async, cancellable, callback,
                                         user_data);
  MiradorDhis2List wanted = { .kind = kind,
                              .search = search,
                              .parent = kind == MIRADOR_REMOTE_PLACE ? parent : NULL,
                              .most = MOST_LISTED };

  list (source, &wanted, cancellable, listed_cb, task);
}

GPtrArray *
mirador_source_browse_finish (MiradorSource *source,
                              GAsyncResult *result,
                              gboolean *is_cut,
                              GError **error)
{
  if (is_cut != NULL)
    *is_cut = GPOINTER_TO_INT (g_task_get_task_data (G_TASK (result)));
  return mirador_source_take_pointer (result, error);
}

/* The places of levels: of each level that was chosen, below each place that was chosen, for that
 * is what the server gives of the two together. */

typedef struct
{
  GArray *levels;     /* int */
  GPtrArray *parents; /* (element-type utf8) */
  guint next;
  GPtrArray *places; /* (element-type MiradorRemote) */
} Reading;

static void
reading_free (Reading *reading)
{
  g_array_unref (reading->levels);
  g_ptr_array_unref (reading->parents);
  g_ptr_array_unref (reading->places);
  g_free (reading);
}

static Reading *
reading_new (const MiradorSource *source)
{
  Reading *reading = g_new0 (Reading, 1);

  reading->levels = g_array_new (FALSE, FALSE, sizeof (int));
  reading->parents = g_ptr_array_new_with_free_func (g_free);
  reading->places = g_ptr_array_new_with_free_func ((GDestroyNotify)mirador_remote_free);
  for (guint i = 0; i < source->chosen->len; i++)
    {
      const MiradorRemote *remote = g_ptr_array_index (source->chosen, i);

      if (remote->kind == MIRADOR_REMOTE_LEVEL)
        g_array_append_val (reading->levels, remote->level);
      else if (remote->kind == MIRADOR_REMOTE_PLACE)
        g_ptr_array_add (reading->parents, g_strdup (remote->id));
    }
  return reading;
}

/* All or nothing: half of the places would look like all of them. */
static void
take_places (GTask *task)
{
  MiradorSource *source = mirador_source_of (task);
  const Reading *reading = g_task_get_task_data (task);

  mirador_source_add_remotes (source, MIRADOR_USE_PLACE, "ou", reading->places);
  mirador_source_propose (source);
  g_task_return_boolean (task, TRUE);
}

static void read_next (GTask *task);

static void
places_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean is_cut = FALSE;
  GPtrArray *places = mirador_dhis2_list_finish (result, &is_cut, &error);

  if (is_cut)
    {
      g_clear_pointer (&places, g_ptr_array_unref);
      error = mirador_error_new (MIRADOR_ERROR_FAILED, N_ ("the level has more than 10,000 places"),
                                 NULL);
    }
  if (places == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_ptr_array_extend_and_steal (reading->places, places);
  reading->next++;
  read_next (g_steal_pointer (&task));
}

static void
read_next (GTask *owned)
{
  g_autoptr (GTask) task = owned;
  Reading *reading = g_task_get_task_data (task);
  guint n_parents = MAX (reading->parents->len, 1);

  if (reading->next >= reading->levels->len * n_parents)
    {
      take_places (task);
      return;
    }
  guint parent = reading->next % n_parents;
  MiradorDhis2List wanted
    = { .kind = MIRADOR_REMOTE_PLACE,
        .parent = reading->parents->len > 0 ? g_ptr_array_index (reading->parents, parent) : NULL,
        .level = g_array_index (reading->levels, int, reading->next / n_parents),
        .most = MOST_PLACES };
  list (mirador_source_of (task), &wanted, g_task_get_cancellable (task), places_cb,
        g_object_ref (task));
}

void
mirador_source_read_codes_async (MiradorSource *source,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = mirador_source_task_new (source, mirador_source_read_codes_async, cancellable,
                                         callback, user_data);

  g_task_set_task_data (task, reading_new (source), (GDestroyNotify)reading_free);
  read_next (task);
}

gboolean
mirador_source_read_codes_finish (MiradorSource *source, GAsyncResult *result, GError **error)
{
  return mirador_source_take_boolean (result, error);
}
