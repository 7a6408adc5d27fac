/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cli.h"

#include <glib/gi18n-lib.h>
#include "cli/feeds-secret.h"
#include "feeds/refresh.h"
#include "feeds/secret.h"
#include "model/error.h"
#include "model/error-phrase.h"
#include "model/format.h"

static const MiradorFeedStatus *
find_status (const GPtrArray *statuses, const char *id)
{
  for (guint i = 0; statuses != NULL && i < statuses->len; i++)
    {
      const MiradorFeedStatus *status = g_ptr_array_index (statuses, i);

      if (g_strcmp0 (status->profile->id, id) == 0)
        return status;
    }
  return NULL;
}

static char *
describe_status (const MiradorFeedStatus *status)
{
  g_autofree char *values = NULL, *when = NULL;

  if (status != NULL && status->last != NULL && status->last->error != NULL)
    return mirador_error_to_sentence (status->last->error);
  if (status == NULL || status->last_good == NULL)
    return g_strdup (_ ("never refreshed"));
  values = mirador_format_count ((double)status->n_values);
  when = mirador_format_time (status->last_good->finished);
  /* Translators: a count of values, then date and time of the refresh that brought them */
  return g_strdup_printf (_ ("%1$s values, received %2$s"), values, when);
}

static int
list_feeds (MiradorStore *store)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) definitions = mirador_definition_list (&problems);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) statuses = mirador_store_list_feeds_sync (store, &error);
  int exit_status = MIRADOR_EXIT_OK;

  if (statuses == NULL)
    return mirador_cli_fail (error);
  for (guint i = 0; i < definitions->len; i++)
    {
      const MiradorDefinition *definition = g_ptr_array_index (definitions, i);
      g_autofree char *state = describe_status (find_status (statuses, definition->id));

      g_print ("%s\t%s\t%s\n", definition->id, mirador_text_get (&definition->title), state);
    }
  for (guint i = 0; i < statuses->len; i++)
    {
      const MiradorFeedStatus *status = g_ptr_array_index (statuses, i);
      g_autoptr (MiradorDefinition) definition
        = mirador_definition_find (status->profile->id, NULL);
      g_autofree char *state = describe_status (status);

      if (definition == NULL)
        g_print ("%s\t%s\t%s\n", status->profile->id, mirador_text_get (&status->profile->title),
                 state);
    }
  for (guint i = 0; problems != NULL && i < problems->len; i++)
    exit_status = mirador_cli_fail (g_ptr_array_index (problems, i));
  return exit_status;
}

static int
show_feed (const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorDefinition) definition = mirador_definition_find (id, &error);
  g_autofree char *json = NULL;

  if (definition == NULL)
    return mirador_cli_fail (error);
  json = mirador_definition_to_json (definition);
  g_print ("%s\n", json);
  return MIRADOR_EXIT_OK;
}

static int
fail_to_read (const char *file, const GError *cause)
{
  g_autofree char *why = mirador_phrase_of_cause (cause);
  g_autoptr (GError) error = g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_NOENT)
                               ? mirador_error_new (MIRADOR_ERROR_FILE_NOT_FOUND, file, NULL)
                               : mirador_error_new (MIRADOR_ERROR_FILE_UNREADABLE, file, why, NULL);

  return mirador_cli_fail (error);
}

static int
add_feed (const char *file)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gsize length;
  g_autoptr (MiradorDefinition) definition = NULL;

  if (!g_file_get_contents (file, &text, &length, &error))
    return fail_to_read (file, error);
  definition = mirador_definition_parse (text, (gssize)length, file, &error);
  if (definition == NULL || !mirador_definition_save (definition, &error))
    return mirador_cli_fail (error);
  g_print ("%s\n", definition->id);
  return MIRADOR_EXIT_OK;
}

static int
remove_feed (MiradorStore *store, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) figures_error = NULL;
  g_autoptr (GError) secret_error = NULL;
  g_autoptr (MiradorDefinition) definition = mirador_definition_find (id, NULL);
  gboolean has_secret = definition != NULL && definition->auth != MIRADOR_AUTH_NONE;
  g_autoptr (GPtrArray) statuses = mirador_store_list_feeds_sync (store, NULL);
  gboolean stored = find_status (statuses, id) != NULL;
  gboolean defined;

  /* The definition goes last: as long as it is there, who is refused can try again. */
  if (stored && !mirador_store_remove_feed_sync (store, id, &figures_error))
    return mirador_cli_fail (figures_error);
  defined = mirador_definition_remove (id, &error);
  /* A feed that was only imported, or that ships with Mirador, has nothing to delete. */
  if (!defined && (!stored || (definition != NULL && definition->user_owned)))
    return mirador_cli_fail (error);
  if (has_secret && !mirador_secret_clear_sync (id, &secret_error))
    mirador_cli_fail (secret_error);
  /* Translators: %s is the feed */
  g_print (_ ("%s: removed\n"), id);
  return MIRADOR_EXIT_OK;
}

static int
test_table (MiradorDefinition *definition, const MiradorTable *table)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorPreview) preview = NULL;
  g_autofree char *rows = NULL, *rejected = NULL, *values = NULL;

  if (table->location == NULL || g_str_has_prefix (table->location, "demo:"))
    {
      g_print ("%s/%s: %s\n", definition->id, table->scope, _ ("nothing to test"));
      return MIRADOR_EXIT_OK;
    }
  preview = mirador_preview_table_sync (definition, table, &error);
  if (preview == NULL)
    return mirador_cli_fail (error);
  rows = mirador_format_count ((double)preview->n_rows);
  rejected = mirador_format_count ((double)preview->n_rejected);
  values = mirador_format_count ((double)preview->n_observations);
  /* Translators: feed, table, then counts of rows, rows that would be set aside, and values */
  g_print (_ ("%1$s/%2$s: %3$s rows, %4$s would be set aside, %5$s values\n"), definition->id,
           table->scope, rows, rejected, values);
  return MIRADOR_EXIT_OK;
}

static int
test_feed (const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorDefinition) definition = mirador_definition_find (id, &error);
  int status = MIRADOR_EXIT_OK;

  if (definition == NULL)
    return mirador_cli_fail (error);
  for (guint i = 0; i < definition->tables->len; i++)
    if (test_table (definition, g_ptr_array_index (definition->tables, i)) != MIRADOR_EXIT_OK)
      status = MIRADOR_EXIT_FAILED;
  return status;
}

const MiradorVerb mirador_feeds_verbs[] = {
  { "list", NULL, N_ ("The feeds, a line each: id, title, how it stands"), MIRADOR_VALUES_NONE },
  { "show", "ID", N_ ("The definition of a feed, as JSON"), MIRADOR_VALUES_FEEDS },
  { "add", N_ ("FILE"), N_ ("Take a definition of a feed"), MIRADOR_VALUES_FILES },
  { "remove", "ID", N_ ("Remove a feed, its figures and its password or token"),
    MIRADOR_VALUES_FEEDS },
  { "test", "ID", N_ ("Ask the feed, and store nothing"), MIRADOR_VALUES_FEEDS },
  { "secret", "ID", N_ ("Keep the feed’s password or token in the keyring; asks for it unseen"),
    MIRADOR_VALUES_FEEDS },
  { "forget", "ID", N_ ("Take the password or token out of the keyring"), MIRADOR_VALUES_FEEDS },
  { NULL },
};

static gboolean
is_verb (const char *name, gboolean has_argument)
{
  for (const MiradorVerb *verb = mirador_feeds_verbs; verb->name != NULL; verb++)
    if (g_str_equal (verb->name, name))
      return has_argument == (verb->argument != NULL);
  return FALSE;
}

int
mirador_command_feeds (const MiradorCliContext *context, int argc, char **argv)
{
  g_autoptr (MiradorStore) store = NULL;
  g_autoptr (GError) error = NULL;
  int status = MIRADOR_EXIT_OK;
  const char *verb, *object;

  if (!mirador_cli_parse (mirador_cli_find ("feeds"), NULL, &argc, &argv, &status))
    return status;
  verb = argc > 1 ? argv[1] : "list";
  object = argc == 3 ? argv[2] : NULL;
  if (!is_verb (verb, object != NULL) || argc > 3)
    return mirador_cli_refuse (N_ ("write “feeds list”, “feeds show ID”, “feeds add FILE”, “feeds "
                                   "remove ID”, “feeds test ID”, “feeds secret ID” or “feeds "
                                   "forget ID”"),
                               NULL, NULL);
  if (g_str_equal (verb, "show"))
    return show_feed (object);
  if (g_str_equal (verb, "add"))
    return add_feed (object);
  if (g_str_equal (verb, "test"))
    return test_feed (object);
  if (g_str_equal (verb, "secret"))
    return mirador_feeds_keep_secret (object);
  if (g_str_equal (verb, "forget"))
    return mirador_feeds_forget_secret (object);
  store = mirador_cli_open (context, &error);
  if (store == NULL)
    return mirador_cli_fail (error);
  return object != NULL ? remove_feed (store, object) : list_feeds (store);
}
