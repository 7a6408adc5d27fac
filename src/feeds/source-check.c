/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/source-private.h"

#include "feeds/dhis2-ask.h"
#include "feeds/dhis2-browse.h"
#include "feeds/dhis2-get.h"
#include "feeds/json-document.h"
#include "feeds/secret.h"
#include "feeds/source-scan.h"
#include "model/error.h"

/* Whether a source answers, and what is wrong where it does not. */

void
mirador_source_check_free (MiradorSourceCheck *check)
{
  g_free (check->server);
  g_free (check->user);
  g_free (check->format);
  g_free (check);
}

typedef struct
{
  MiradorGetting *getting;
  char *base;
  MiradorSourceCheck *check;
  MiradorRemoteKind looked_for; /* the first list that has anything is enough */
} Checking;

static void
checking_free (Checking *checking)
{
  mirador_getting_free (checking->getting);
  g_clear_pointer (&checking->check, mirador_source_check_free);
  g_free (checking->base);
  g_free (checking);
}

static char *
text_of (JsonNode *root, const char *member)
{
  JsonNode *node = mirador_document_node (json_node_get_object (root), member);

  return mirador_document_is_string (node) ? g_strdup (json_node_get_string (node)) : NULL;
}

static void
replace (char **slot, const char *text)
{
  char *copy = g_strdup (text);

  g_free (*slot);
  *slot = copy;
}

static void
succeed (GTask *task)
{
  Checking *checking = g_task_get_task_data (task);

  replace (&mirador_source_of (task)->server, checking->check->server);
  g_task_return_pointer (task, g_steal_pointer (&checking->check),
                         (GDestroyNotify)mirador_source_check_free);
}

static void look_for_anything (GTask *task);

/* A server that shows nothing to this user is reached, but of no use. */
static void
looked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Checking *checking = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) found = mirador_dhis2_list_finish (result, NULL, &error);

  if (found == NULL)
    g_task_return_error (task, error);
  else if (found->len > 0)
    succeed (task);
  else if (checking->looked_for == MIRADOR_REMOTE_DATA_ELEMENT)
    {
      checking->looked_for = MIRADOR_REMOTE_INDICATOR;
      look_for_anything (g_steal_pointer (&task));
    }
  else
    {
      g_autofree char *shown = mirador_location_for_people (checking->base);
      g_task_return_error (task, mirador_error_new (MIRADOR_ERROR_HEADER_ONLY, shown, NULL));
    }
}

static void
look_for_anything (GTask *task)
{
  Checking *checking = g_task_get_task_data (task);
  const MiradorDhis2List list = { .base = checking->base, .kind = checking->looked_for, .most = 1 };

  mirador_dhis2_list_async (&list, &checking->getting->options, g_task_get_cancellable (task),
                            looked_cb, task);
}

static void
user_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Checking *checking = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (JsonNode) root = mirador_dhis2_get_finish (result, &error);

  if (root == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  checking->check->user = text_of (root, "displayName");
  if (checking->check->user == NULL)
    checking->check->user = text_of (root, "username");
  checking->looked_for = MIRADOR_REMOTE_DATA_ELEMENT;
  look_for_anything (g_steal_pointer (&task));
}

static void
server_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Checking *checking = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (JsonNode) root = mirador_dhis2_get_finish (result, &error);
  g_autofree char *version = root != NULL ? text_of (root, "version") : NULL;

  if (root == NULL)
    g_task_return_error (task, error);
  else if (version == NULL)
    {
      g_autofree char *shown = mirador_location_for_people (checking->base);
      g_task_return_error (task,
                           mirador_error_new (MIRADOR_ERROR_WRONG_SERVER, shown, "DHIS2", NULL));
    }
  else
    {
      checking->check->server = g_strconcat ("DHIS2 ", version, NULL);
      mirador_dhis2_get_with (checking->base, "me?fields=id,username,displayName",
                              checking->getting, g_task_get_cancellable (task), user_cb,
                              g_object_ref (task));
    }
}

static void
check_server (GTask *task, MiradorSource *source)
{
  Checking *checking = g_new0 (Checking, 1);
  char *authorization = NULL;
  MiradorFetchOptions options = mirador_source_fetch_options (source, &authorization);

  checking->getting = mirador_getting_new (&options);
  mirador_secret_free (authorization);
  checking->base = mirador_dhis2_base (mirador_source_get_table (source)->location);
  checking->check = g_new0 (MiradorSourceCheck, 1);
  checking->check->format = g_strdup (source->kind->format);
  g_task_set_task_data (task, checking, (GDestroyNotify)checking_free);
  mirador_dhis2_get_with (checking->base, "system/info", checking->getting,
                          g_task_get_cancellable (task), server_cb, g_object_ref (task));
}

/* Tables */

static void
scanned_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  MiradorScan *scan = mirador_scan_finish (result, &error);

  if (scan == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (scan->n_rows == 0)
    {
      g_task_return_error (task, mirador_error_new (MIRADOR_ERROR_HEADER_ONLY, scan->shown, NULL));
      return;
    }
  MiradorSourceCheck *check = g_new0 (MiradorSourceCheck, 1);
  check->format = g_strdup (scan->format);
  check->rows = scan->n_rows;
  g_task_return_pointer (task, check, (GDestroyNotify)mirador_source_check_free);
}

static void
fetched_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  MiradorSource *source = mirador_source_of (task);
  GError *error = NULL;

  if (!mirador_source_fetch_finish (result, &error))
    g_task_return_error (task, error);
  else
    mirador_scan_async (mirador_scan_new (source), g_task_get_cancellable (task), scanned_cb,
                        g_object_ref (task));
}

void
mirador_source_check_async (MiradorSource *source,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = mirador_source_task_new (source, mirador_source_check_async, cancellable,
                                                    callback, user_data);

  if (mirador_source_get_table (source)->location == NULL)
    g_task_return_error (task,
                         mirador_error_new (MIRADOR_ERROR_NO_LOCATION, source->kind->id, NULL));
  else if (mirador_source_is_dhis2 (source))
    check_server (task, source);
  else
    {
      /* Somebody who tests wants to know how it is now. */
      mirador_source_forget_answer (source);
      mirador_source_fetch_async (source, cancellable, fetched_cb, g_object_ref (task));
    }
}

MiradorSourceCheck *
mirador_source_check_finish (MiradorSource *source, GAsyncResult *result, GError **error)
{
  return mirador_source_take_pointer (result, error);
}
