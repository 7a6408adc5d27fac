/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/dhis2-get.h"

#include <libsoup/soup.h>
#include <string.h>

#include "feeds/http-error.h"
#include "feeds/json-document.h"
#include "feeds/secret.h"
#include "feeds/server-error.h"
#include "model/error.h"

/* Lists come in pages; nothing here is larger. */
#define MOST_BYTES (16 << 20)

MiradorGetting *
mirador_getting_new (const MiradorFetchOptions *options)
{
  MiradorGetting *getting = g_new0 (MiradorGetting, 1);

  getting->options = *options;
  getting->user_agent = g_strdup (options->user_agent);
  getting->authorization = g_strdup (options->authorization);
  getting->authority = g_strdup (options->authority);
  getting->options.user_agent = getting->user_agent;
  getting->options.authorization = getting->authorization;
  getting->options.authority = getting->authority;
  getting->options.max_bytes = MOST_BYTES;
  getting->options.keep_refusals = TRUE;
  return getting;
}

void
mirador_getting_free (MiradorGetting *getting)
{
  if (getting == NULL)
    return;
  mirador_secret_free (getting->authorization);
  g_free (getting->user_agent);
  g_free (getting->authority);
  g_free (getting);
}

static GError *
wrong_server (const char *shown)
{
  return mirador_error_new (MIRADOR_ERROR_WRONG_SERVER, shown, "DHIS2", NULL);
}

static GError *
status_error (const char *shown, guint status)
{
  g_autofree char *number = g_strdup_printf ("%u", status);

  return mirador_error_new (MIRADOR_ERROR_HTTP_STATUS, shown, number,
                            mirador_http_status_phrase (status), NULL);
}

/* Who is not let in may be led to the page that asks for a password. */
static gboolean
is_login_page (GBytes *body)
{
  gsize length;
  const char *bytes = g_bytes_get_data (body, &length);
  g_autofree char *text = g_ascii_strdown (bytes, (gssize)MIN (length, 8192));

  return strstr (text, "<html") != NULL && strstr (text, "dhis") != NULL
         && (strstr (text, "login") != NULL || strstr (text, "j_username") != NULL);
}

static GError *
refusal (const char *shown, const MiradorAnswer *answer)
{
  guint status = (guint)answer->status;
  gsize length = 0;
  const guint8 *bytes = answer->body != NULL ? g_bytes_get_data (answer->body, &length) : NULL;
  g_autoptr (MiradorServerError) said = NULL;

  if (status == SOUP_STATUS_UNAUTHORIZED || status == SOUP_STATUS_FORBIDDEN || status >= 500)
    return status_error (shown, status);
  said = bytes != NULL ? mirador_server_error_read (bytes, length) : NULL;
  if (status == SOUP_STATUS_NOT_FOUND || said == NULL)
    return wrong_server (shown);
  g_autofree char *words = mirador_server_error_to_text (said);
  return mirador_error_new (MIRADOR_ERROR_REFUSED, shown, words, NULL);
}

static JsonNode *
read_answer (const char *shown, const MiradorAnswer *answer, GError **error)
{
  JsonNode *root = NULL;
  gsize length = 0;
  const char *text;

  if (answer->status >= 400)
    {
      g_propagate_error (error, refusal (shown, answer));
      return NULL;
    }
  text = answer->body != NULL ? g_bytes_get_data (answer->body, &length) : NULL;
  if (text != NULL && !is_login_page (answer->body))
    root = mirador_document_load (text, length, shown, NULL);
  else if (text != NULL)
    {
      g_propagate_error (error, status_error (shown, SOUP_STATUS_UNAUTHORIZED));
      return NULL;
    }
  if (root == NULL)
    g_propagate_error (error, wrong_server (shown));
  return root;
}

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const char *shown = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (MiradorAnswer) answer = mirador_fetch_finish (result, &error);
  JsonNode *root = answer != NULL ? read_answer (shown, answer, &error) : NULL;

  if (root != NULL)
    g_task_return_pointer (task, root, (GDestroyNotify)json_node_unref);
  else if (g_error_matches (error, MIRADOR_ERROR, MIRADOR_ERROR_EMPTY))
    {
      g_clear_error (&error);
      g_task_return_error (task, wrong_server (shown));
    }
  else
    g_task_return_error (task, error);
}

void
mirador_dhis2_get_with (const char *base,
                        const char *path,
                        const MiradorGetting *getting,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autofree char *address = g_strconcat (base, "/api/", path, NULL);

  g_task_set_source_tag (task, mirador_dhis2_get_with);
  /* People look at the address of the server, not at that of a list. */
  g_task_set_task_data (task, mirador_location_for_people (base), g_free);
  mirador_fetch_async (address, &getting->options, NULL, NULL, cancellable, answered_cb, task);
}

JsonNode *
mirador_dhis2_get_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
