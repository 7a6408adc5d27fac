/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/load.h"

#include <string.h>

#include "feeds/location.h"
#include "model/error.h"

#define OWN_FORMAT "mirador"

char *
mirador_table_find_mapping (const MiradorDefinition *definition, const MiradorTable *table)
{
  g_autofree char *folder = NULL;
  g_autofree char *beside = NULL;

  if (table->mapping == NULL || definition->path == NULL
      || mirador_mapping_is_text (table->mapping))
    return g_strdup (table->mapping);
  folder = g_path_get_dirname (definition->path);
  beside = g_build_filename (folder, table->mapping, NULL);
  return g_file_test (beside, G_FILE_TEST_IS_REGULAR) ? g_steal_pointer (&beside)
                                                      : g_strdup (table->mapping);
}

MiradorLoad *
mirador_load_new (MiradorAnswer *answer,
                  const char *location,
                  const char *format,
                  const char *mapping)
{
  MiradorLoad *load = g_new0 (MiradorLoad, 1);

  load->body = g_bytes_ref (answer->body);
  load->more = g_steal_pointer (&answer->more);
  load->shown = mirador_location_for_people (location);
  load->format = g_strdup (format);
  load->wanted_mapping = g_strdup (mapping);
  return load;
}

void
mirador_load_free (MiradorLoad *load)
{
  if (load->more != NULL)
    mirador_parts_give_up (load->more);
  g_clear_pointer (&load->more, mirador_parts_unref);
  g_clear_pointer (&load->body, g_bytes_unref);
  g_clear_pointer (&load->mapping, mirador_mapping_unref);
  g_strfreev (load->columns);
  g_free (load->wanted_mapping);
  g_free (load->format);
  g_free (load->shown);
  g_free (load);
}

/* Finding out */

typedef struct
{
  char **columns;
  char *document;
} Head;

static gboolean
keep_head (const char *const *names,
           guint n,
           const char *document,
           gpointer user_data,
           GError **error)
{
  Head *head = user_data;

  head->columns = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    head->columns[i] = g_strdup (names[i]);
  head->document = g_strdup (document);
  return TRUE;
}

static gboolean
pass_record (const MiradorRecord *record, gpointer user_data, GError **error)
{
  return TRUE;
}

static MiradorDecodeOptions
options_of (const MiradorLoad *load)
{
  if (load->mapping != NULL)
    return *mirador_mapping_get_options (load->mapping);
  return (MiradorDecodeOptions){ 0 };
}

static char *
known_mappings (void)
{
  g_autoptr (GPtrArray) mappings = mirador_mapping_list ();
  g_autoptr (GString) known = g_string_new (NULL);

  for (guint i = 0; i < mappings->len; i++)
    g_string_append_printf (known, "%s%s", i > 0 ? ", " : "",
                            mirador_mapping_get_id (g_ptr_array_index (mappings, i)));
  return g_string_free (g_steal_pointer (&known), FALSE);
}

/* Mirador's own format says itself what its columns mean; else the mapping that was asked for, or
 * the only one that fits. */
static gboolean
choose_mapping (MiradorLoad *load, const Head *head, gboolean may_lack, GError **error)
{
  g_autofree char *columns = NULL;
  g_autofree char *known = NULL;

  if (strcmp (load->decoder->id, OWN_FORMAT) == 0)
    {
      g_clear_pointer (&load->mapping, mirador_mapping_unref);
      load->mapping = mirador_mapping_from_document (head->document, load->shown, error);
      return load->mapping != NULL;
    }
  if (load->mapping == NULL && load->columns != NULL)
    load->mapping = mirador_mapping_guess ((const char *const *)load->columns,
                                           g_strv_length (load->columns), load->decoder->id);
  if (load->mapping != NULL || may_lack)
    return TRUE;
  columns
    = mirador_columns_to_text ((const char *const *)load->columns, g_strv_length (load->columns));
  known = known_mappings ();
  mirador_set_error (error, MIRADOR_ERROR_NO_MAPPING, load->shown, columns, known, NULL);
  return FALSE;
}

static gboolean
read_head (MiradorLoad *load, gboolean may_lack, GCancellable *cancellable, GError **error)
{
  MiradorDecodeOptions options = options_of (load);
  Head head = { NULL, NULL };
  gboolean good;

  options.max_rows = 1;
  good = load->decoder->decode (load->body, load->shown, &options, keep_head, pass_record, &head,
                                cancellable, error);
  load->columns = head.columns;
  good = good && choose_mapping (load, &head, may_lack, error);
  g_free (head.document);
  return good;
}

gboolean
mirador_load_prepare (MiradorLoad *load,
                      gboolean may_lack,
                      GCancellable *cancellable,
                      GError **error)
{
  const char *format = load->format;

  if (load->wanted_mapping != NULL)
    {
      load->mapping = mirador_mapping_load (load->wanted_mapping, error);
      if (load->mapping == NULL)
        return FALSE;
      if (format == NULL || *format == '\0' || strcmp (format, "auto") == 0)
        format = mirador_mapping_get_format (load->mapping);
    }
  load->decoder = mirador_decoder_find (format, load->body, load->shown, error);
  return load->decoder != NULL && read_head (load, may_lack, cancellable, error);
}

static void
prepare_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (mirador_load_prepare (task_data, FALSE, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
mirador_load_prepare_async (MiradorLoad *load,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, mirador_load_prepare_async);
  g_task_set_task_data (task, load, NULL);
  g_task_run_in_thread (task, prepare_in_thread);
}

gboolean
mirador_load_prepare_finish (GAsyncResult *result, GError **error)
{
  const MiradorLoad *load = g_task_get_task_data (G_TASK (result));
  GError *failure = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &failure))
    return TRUE;
  mirador_name_cancellation (&failure, load->shown);
  g_propagate_error (error, failure);
  return FALSE;
}

/* On its way in */

static void
replace (char **slot, const char *text)
{
  g_free (*slot);
  *slot = g_strdup (text);
}

void
mirador_pull_take_answer (MiradorPull *pull,
                          const char *location,
                          const MiradorAnswer *answer,
                          const char *etag)
{
  g_free (pull->origin);
  pull->origin = mirador_location_for_people (location);
  replace (&pull->etag, etag);
  if (answer == NULL)
    return;
  pull->http_status = mirador_location_is_web (location) ? answer->status : 0;
  pull->bytes = answer->body != NULL ? g_bytes_get_size (answer->body) : 0;
  replace (&pull->sha256, answer->sha256);
  replace (&pull->last_modified, answer->last_modified);
}

MiradorPull *
mirador_load_make_pull (MiradorLoad *load, const char *feed, const char *scope)
{
  MiradorPull *pull = mirador_mapping_make_pull (load->mapping, feed);

  replace (&pull->scope, scope != NULL ? scope : mirador_mapping_get_scope (load->mapping));
  if (pull->mapping == NULL)
    replace (&pull->mapping, mirador_mapping_get_id (load->mapping));
  load->pull = pull;
  return pull;
}

void
mirador_name_cancellation (GError **error, const char *what)
{
  if (!g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_error (error);
  *error = mirador_error_new (MIRADOR_ERROR_CANCELLED, what, NULL);
}

/* Waiting */

void
mirador_keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

void
mirador_wait_for (GAsyncResult **result)
{
  GMainContext *context = g_main_context_get_thread_default ();

  while (*result == NULL)
    g_main_context_iteration (context, TRUE);
}
