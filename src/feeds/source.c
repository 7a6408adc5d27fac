/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/source-private.h"

#include <string.h>

#include "feeds/dhis2-ask.h"
#include "feeds/load.h"
#include "feeds/secret.h"

/* Peru's open-data platform refuses what does not look like a browser. */
#define BROWSER_AGENT "Mozilla/5.0 (X11; Linux x86_64) Mirador"

static void
code_free (MiradorSourceCode *code)
{
  g_free (code->match.column);
  g_free (code->match.code);
  g_free (code->match.name);
  g_free (code->match.target);
  g_free (code->match.program);
  g_free (code->within);
  g_free (code->remote_code);
  g_free (code);
}

static void
begin_definition (MiradorSource *source)
{
  const MiradorSourceKind *kind = source->kind;
  MiradorTable *table;

  source->definition = mirador_definition_new ("");
  table = mirador_definition_add_table (source->definition, "");
  g_free (table->format);
  table->format = g_strdup (kind->format);
  table->location = g_strdup (kind->location);
  if (g_str_equal (kind->id, "open-data"))
    source->definition->user_agent = g_strdup (BROWSER_AGENT);
}

MiradorSource *
mirador_source_new (const MiradorSourceKind *kind)
{
  static const char *const periods[] = { "LAST_12_MONTHS", NULL };
  MiradorSource *source = g_new0 (MiradorSource, 1);

  source->ref_count = 1;
  source->kind = kind;
  source->chosen = g_ptr_array_new_with_free_func ((GDestroyNotify)mirador_remote_free);
  source->periods = g_strdupv ((char **)periods);
  source->columns = g_ptr_array_new_with_free_func ((GDestroyNotify)mirador_source_column_free);
  source->matches = g_ptr_array_new_with_free_func ((GDestroyNotify)code_free);
  begin_definition (source);
  mirador_source_load_base (source, kind->mapping);
  return source;
}

static void
drop_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_ptr_array_unref (task_data);
  g_task_return_boolean (task, TRUE);
}

/* A large answer takes longer than a frame to be given back to the system. */
static void
drop_bodies (MiradorSource *source)
{
  g_autoptr (GTask) task = NULL;

  if (source->bodies == NULL)
    return;
  task = g_task_new (NULL, NULL, NULL, NULL);
  g_task_set_source_tag (task, drop_bodies);
  g_task_set_task_data (task, g_steal_pointer (&source->bodies), NULL);
  g_task_run_in_thread (task, drop_in_thread);
}

MiradorSource *
mirador_source_ref (MiradorSource *source)
{
  source->ref_count++;
  return source;
}

void
mirador_source_unref (MiradorSource *source)
{
  if (--source->ref_count > 0)
    return;
  mirador_definition_unref (source->definition);
  mirador_secret_free (source->secret);
  g_free (source->saved_id);
  g_free (source->server);
  g_ptr_array_unref (source->chosen);
  g_strfreev (source->periods);
  g_ptr_array_unref (source->columns);
  g_ptr_array_unref (source->matches);
  g_free (source->program);
  g_free (source->measure);
  g_free (source->place);
  g_free (source->sheet);
  g_free (source->format);
  drop_bodies (source);
  g_clear_pointer (&source->base, json_node_unref);
  g_free (source);
}

void
mirador_source_free (MiradorSource *source)
{
  if (source != NULL)
    mirador_source_unref (source);
}

const MiradorSourceKind *
mirador_source_get_kind (MiradorSource *source)
{
  return source->kind;
}

MiradorDefinition *
mirador_source_get_definition (MiradorSource *source)
{
  return source->definition;
}

MiradorTable *
mirador_source_get_table (const MiradorSource *source)
{
  return g_ptr_array_index (source->definition->tables, 0);
}

gboolean
mirador_source_is_dhis2 (const MiradorSource *source)
{
  return g_str_equal (source->kind->id, "dhis2");
}

void
mirador_source_forget_answer (MiradorSource *source)
{
  drop_bodies (source);
  g_clear_pointer (&source->format, g_free);
  source->n_rows = 0;
}

static void
replace (char **slot, const char *text)
{
  char *copy = text != NULL && *text != '\0' ? g_strdup (text) : NULL;

  g_free (*slot);
  *slot = copy;
}

/* Another server has other columns and codes. */
static void
forget_all (MiradorSource *source)
{
  MiradorTable *table = mirador_source_get_table (source);

  mirador_source_forget_answer (source);
  g_ptr_array_set_size (source->chosen, 0);
  g_ptr_array_set_size (source->columns, 0);
  g_ptr_array_set_size (source->matches, 0);
  source->is_guessed = FALSE;
  g_clear_pointer (&source->server, g_free);
  replace (&table->format, source->kind->format);
  mirador_source_load_base (source, source->kind->mapping);
}

/* Of a server its start address counts, whatever page of it somebody pasted; people leave out what
 * stands in front, too. */
static char *
tidy_location (const MiradorSource *source, const char *location)
{
  g_autofree char *tidy = g_strstrip (g_strdup (location != NULL ? location : ""));
  g_autofree char *whole = NULL;

  if (*tidy == '\0' || !mirador_source_is_dhis2 (source))
    return g_steal_pointer (&tidy);
  whole = strstr (tidy, "://") != NULL ? g_strdup (tidy) : g_strconcat ("https://", tidy, NULL);
  return mirador_dhis2_base (whole);
}

void
mirador_source_set_location (MiradorSource *source, const char *location)
{
  MiradorTable *table = mirador_source_get_table (source);
  g_autofree char *tidy = tidy_location (source, location);

  if (g_strcmp0 (tidy, table->location != NULL ? table->location : "") == 0)
    return;
  forget_all (source);
  replace (&table->location, tidy);
}

void
mirador_source_set_credentials (MiradorSource *source,
                                MiradorAuth auth,
                                const char *user,
                                const char *secret)
{
  gboolean same
    = source->definition->auth == auth
      && g_strcmp0 (secret != NULL ? secret : "", source->secret != NULL ? source->secret : "")
           == 0;
  char *copy = secret != NULL && *secret != '\0' ? g_strdup (secret) : NULL;

  source->definition->auth = auth;
  same = same && (auth != MIRADOR_AUTH_BASIC || g_strcmp0 (user, source->definition->user) == 0);
  replace (&source->definition->user, auth == MIRADOR_AUTH_BASIC ? user : NULL);
  mirador_secret_free (source->secret);
  source->secret = copy;
  /* Who asks decides what there is to see. */
  if (!same)
    mirador_source_forget_answer (source);
}

void
mirador_source_set_authority (MiradorSource *source, const char *path)
{
  replace (&source->definition->authority, path);
}

void
mirador_source_set_program (MiradorSource *source, const char *program)
{
  replace (&source->program, program);
}

void
mirador_source_set_measure (MiradorSource *source, const char *measure)
{
  replace (&source->measure, measure);
}

void
mirador_source_set_place (MiradorSource *source, const char *place)
{
  replace (&source->place, place);
}

void
mirador_source_set_sheet (MiradorSource *source, const char *sheet)
{
  if (g_strcmp0 (sheet, source->sheet) == 0)
    return;
  replace (&source->sheet, sheet);
  g_ptr_array_set_size (source->columns, 0);
  g_ptr_array_set_size (source->matches, 0);
  source->is_guessed = FALSE;
}

static MiradorAuth
usable_auth (const MiradorSource *source)
{
  return source->secret != NULL ? source->definition->auth : MIRADOR_AUTH_NONE;
}

MiradorFetchOptions
mirador_source_fetch_options (MiradorSource *source, char **authorization)
{
  const MiradorDefinition *definition = source->definition;

  *authorization
    = mirador_secret_authorization (usable_auth (source), definition->user, source->secret);
  return (MiradorFetchOptions){
    .user_agent = definition->user_agent,
    .timeout_seconds = definition->timeout_seconds,
    .max_bytes = definition->max_bytes,
    .authorization = *authorization,
    .authority = definition->authority,
    .at_once = definition->requests_at_once,
  };
}

GTask *
mirador_source_task_new (MiradorSource *source,
                         gpointer tag,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_object_set_data_full (G_OBJECT (task), "source", mirador_source_ref (source),
                          (GDestroyNotify)mirador_source_unref);
  return task;
}

MiradorSource *
mirador_source_of (GTask *task)
{
  return g_object_get_data (G_OBJECT (task), "source");
}

gpointer
mirador_source_take_pointer (GAsyncResult *result, GError **error)
{
  GError *failure = NULL;
  gpointer pointer = g_task_propagate_pointer (G_TASK (result), &failure);

  if (failure == NULL)
    return pointer;
  mirador_name_cancellation (&failure, mirador_source_of (G_TASK (result))->kind->id);
  g_propagate_error (error, failure);
  return NULL;
}

gboolean
mirador_source_take_boolean (GAsyncResult *result, GError **error)
{
  GError *failure = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &failure))
    return TRUE;
  mirador_name_cancellation (&failure, mirador_source_of (G_TASK (result))->kind->id);
  g_propagate_error (error, failure);
  return FALSE;
}
