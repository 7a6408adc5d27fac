/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cli.h"

#include "feeds/definition.h"
#include "store/reader.h"
#include "store/sqlite-store.h"

/* What the shell's completion asks the program for while somebody types: it changes nothing, makes
 * no file, and says nothing where there is nothing to say. */

static void
add_defined (GHashTable *ids)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) definitions = mirador_definition_list (&problems);

  for (guint i = 0; i < definitions->len; i++)
    g_hash_table_add (ids, g_strdup (((const MiradorDefinition *)definitions->pdata[i])->id));
}

/* A reader of its own: to open the store would make one, or bring an old one up to date. */
static void
add_stored (const MiradorCliContext *context, GHashTable *ids)
{
  g_autofree char *path = context->store_path != NULL ? g_strdup (context->store_path)
                                                      : mirador_sqlite_store_default_path ();
  g_autoptr (MiradorReader) reader
    = g_file_test (path, G_FILE_TEST_IS_REGULAR) ? mirador_reader_new (path, NULL) : NULL;
  g_autoptr (GPtrArray) feeds = NULL;

  if (reader == NULL)
    return;
  if (mirador_reader_begin (reader, NULL))
    feeds = mirador_reader_list_feeds (reader, NULL);
  mirador_reader_end (reader);
  for (guint i = 0; feeds != NULL && i < feeds->len; i++)
    g_hash_table_add (ids, g_strdup (((const MiradorFeedStatus *)feeds->pdata[i])->profile->id));
}

static void
list_feeds (const MiradorCliContext *context)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GList) sorted = NULL;

  add_defined (ids);
  add_stored (context, ids);
  sorted = g_list_sort (g_hash_table_get_keys (ids), (GCompareFunc)g_strcmp0);
  for (GList *id = sorted; id != NULL; id = id->next)
    g_print ("%s\n", (const char *)id->data);
}

static void
list_mappings (void)
{
  g_auto (GStrv) ids = mirador_values_list (MIRADOR_VALUES_MAPPINGS);

  for (char **id = ids; *id != NULL; id++)
    g_print ("%s\n", *id);
}

int
mirador_command_complete (const MiradorCliContext *context, int argc, char **argv)
{
  if (argc == 2 && g_str_equal (argv[1], "feeds"))
    list_feeds (context);
  else if (argc == 2 && g_str_equal (argv[1], "mappings"))
    list_mappings ();
  else
    return MIRADOR_EXIT_USAGE;
  return MIRADOR_EXIT_OK;
}
