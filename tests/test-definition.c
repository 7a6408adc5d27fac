/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "feeds/definition.h"
#include "model/error.h"

static char *home;

static char *
write_file (const char *base, const char *name, const char *text)
{
  g_autofree char *folder = g_build_filename (home, base, "mirador", "feeds", NULL);
  char *path = g_build_filename (folder, name, NULL);

  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

typedef struct
{
  const char *name;
  const char *text;
  const char *says; /* NULL: it is good */
} Case;

#define START "{\"feed\":1,\"id\":\"x\",\"tables\":"

static const Case cases[] = {
  { "good", START "[{\"location\":\"https://example.org/a.csv\",\"format\":\"csv\"}]}", NULL },
  { "no-location-yet", START "[{\"location\":null}]}", NULL },
  { "file", START "[{\"location\":\"file:///tmp/a.csv\"}]}", NULL },
  { "plain-path", START "[{\"location\":\"/tmp/a@b.csv\"}]}", NULL },
  { "two-tables", START "[{\"scope\":\"a\"},{\"scope\":\"b\"}]}", NULL },
  { "at-sign-in-query", START "[{\"location\":\"https://example.org/a?b=c@d\"}]}", NULL },
  { "no-version", "{\"id\":\"x\",\"tables\":[{}]}", "feed" },
  { "no-tables", START "[]}", "tables" },
  { "same-scope-twice", START "[{},{}]}", "scope" },
  { "id-with-slash", "{\"feed\":1,\"id\":\"../x\",\"tables\":[{}]}", "id" },
  { "id-missing", "{\"feed\":1,\"tables\":[{}]}", "id" },
  { "user-and-password", START "[{\"location\":\"https://me:secret@example.org/a\"}]}",
    "location" },
  { "user-alone", START "[{\"location\":\"https://token@example.org/a\"}]}", "location" },
  { "scheme", START "[{\"location\":\"ftp://example.org/a\"}]}",
    "at location: should be one of: file, http, https, resource, demo" },
  { "format", START "[{\"format\":\"xls\"}]}", "at format: an unknown format" },
  { "timeout", START "[{}],\"timeout_seconds\":0}", "timeout_seconds" },
  { "limit", START "[{}],\"reject_limit\":1.5}", "reject_limit" },
  { "agent-of-two-lines", START "[{}],\"user_agent\":\"a\\r\\nX: y\"}", "user_agent" },
  { "misspelt", START "[{}],\"tiemout\":3}", "tiemout" },
  { "truncated", START "[{}", "a closing bracket" },
  { "not-json", "feed = 1", "at line 1, column 1: neither a value" },
  { "leading-zero", START "[{}],\"timeout_seconds\":010}", "line 1" },
  { "list", "[]", "object" },
  { "empty", "", "x.feed.json" },
};

static void
test_parse (gconstpointer user_data)
{
  const Case *one = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorDefinition) definition
    = mirador_definition_parse (one->text, -1, "x.feed.json", &error);

  if (one->says == NULL)
    {
      g_assert_no_error (error);
      g_assert_cmpstr (definition->id, ==, "x");
      return;
    }
  g_assert_null (definition);
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_DEFINITION);
  g_autofree char *sentence = mirador_error_to_sentence (error);
  g_assert_nonnull (strstr (sentence, one->says));
  /* The secret itself is not repeated. */
  g_assert_null (strstr (sentence, "secret"));
}

static void
test_shipped (void)
{
  static const char *const ids[]
    = { "demo", "minsa-mental-health", "population", "ses-annual-report-2025", "ses-history" };
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) list = mirador_definition_list (&problems);

  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpuint (list->len, ==, G_N_ELEMENTS (ids));
  for (guint i = 0; i < list->len; i++)
    {
      const MiradorDefinition *definition = list->pdata[i];
      g_assert_cmpstr (definition->id, ==, ids[i]);
      g_assert_nonnull (definition->title.es);
      g_assert_nonnull (definition->title.en);
      g_assert_false (definition->user_owned);
      g_assert_cmpint (definition->bundled, ==, !g_str_equal (ids[i], "minsa-mental-health"));
    }
  g_autoptr (MiradorDefinition) minsa = mirador_definition_find ("minsa-mental-health", NULL);
  const MiradorTable *table = g_ptr_array_index (minsa->tables, 0);
  g_assert_cmpstr (table->scope, ==, "screenings");
  g_assert_cmpstr (table->mapping, ==, "minsa-mental-health-screenings");
  g_assert_null (table->location);
  g_assert_nonnull (strstr (minsa->notes.es, "datosabiertos.gob.pe"));
}

static void
test_save (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorDefinition) definition = mirador_definition_new ("clinic");
  MiradorTable *table = mirador_definition_add_table (definition, "visits");

  definition->title.es = g_strdup ("Clínica");
  definition->reject_limit = 0.2;
  table->location = g_strdup ("https://example.org/a.csv?year=2025");
  table->mapping = g_strdup ("ses-history");
  g_assert_true (mirador_definition_save (definition, &error));
  g_assert_no_error (error);
  g_autoptr (MiradorDefinition) read = mirador_definition_find ("clinic", &error);
  g_assert_no_error (error);
  const MiradorTable *again = g_ptr_array_index (read->tables, 0);
  g_assert_true (read->user_owned);
  g_assert_cmpfloat (read->reject_limit, ==, 0.2);
  g_assert_cmpstr (read->title.es, ==, "Clínica");
  g_assert_cmpstr (again->location, ==, "https://example.org/a.csv?year=2025");
  g_assert_cmpstr (again->mapping, ==, "ses-history");
  g_autofree char *one = mirador_definition_to_json (definition);
  g_autofree char *two = mirador_definition_to_json (read);
  g_assert_cmpstr (one, ==, two);
  g_assert_true (mirador_definition_remove ("clinic", &error));
  g_assert_null (mirador_definition_find ("clinic", &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_FEED_UNKNOWN);
}

static void
test_save_refuses (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorDefinition) secret = mirador_definition_new ("secret");
  g_autoptr (MiradorDefinition) escape = mirador_definition_new ("../../escape");

  mirador_definition_add_table (secret, "")->location = g_strdup ("https://me:pw@example.org/");
  mirador_definition_add_table (escape, "");
  g_assert_false (mirador_definition_save (secret, &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_DEFINITION);
  g_clear_error (&error);
  g_assert_false (mirador_definition_save (escape, &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_DEFINITION);
}

static void
test_later_replaces (void)
{
  g_autofree char *first = write_file ("system-one", "p.feed.json",
                                       "{\"feed\":1,\"id\":\"population\",\"title\":\"one\","
                                       "\"bundled\":true,\"tables\":[{}]}");
  g_autofree char *second = write_file ("system-two", "p.feed.json",
                                        "{\"feed\":1,\"id\":\"population\",\"title\":\"two\","
                                        "\"tables\":[{}]}");
  g_autoptr (MiradorDefinition) of_system = mirador_definition_find ("population", NULL);

  g_assert_cmpstr (of_system->title.es, ==, "one");
  g_assert_false (of_system->user_owned);
  g_assert_false (of_system->bundled);
  g_autofree char *third = write_file ("config", "any.feed.json",
                                       "{\"feed\":1,\"id\":\"population\",\"title\":\"mine\","
                                       "\"tables\":[{\"location\":\"a.csv\","
                                       "\"mapping\":\"m.json\"}]}");
  g_autoptr (MiradorDefinition) mine = mirador_definition_find ("population", NULL);
  const MiradorTable *table = g_ptr_array_index (mine->tables, 0);
  g_autofree char *folder = g_path_get_dirname (third);
  g_autofree char *location = g_build_filename (folder, "a.csv", NULL);
  g_autofree char *mapping = g_build_filename (folder, "m.json", NULL);
  g_assert_cmpstr (mine->title.es, ==, "mine");
  g_assert_true (mine->user_owned);
  g_assert_cmpstr (table->location, ==, location);
  g_assert_cmpstr (table->mapping, ==, mapping);
  g_assert_true (mirador_definition_remove ("population", NULL));
  g_assert_false (mirador_definition_remove ("population", NULL));
  g_unlink (first);
  g_unlink (second);
}

static void
test_broken_file (void)
{
  g_autofree char *path = write_file ("config", "bad.feed.json", "{\"feed\":1,");
  g_autofree char *other = write_file ("config", "notes.json", "no definition");
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) list = mirador_definition_list (&problems);

  g_assert_cmpuint (list->len, ==, 5);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_error ((GError *)problems->pdata[0], MIRADOR_ERROR, MIRADOR_ERROR_DEFINITION);
  g_autofree char *sentence = mirador_error_to_sentence (problems->pdata[0]);
  g_assert_nonnull (strstr (sentence, "bad.feed.json"));
  g_unlink (path);
  g_unlink (other);
}

static void
test_unknown (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (mirador_definition_find ("nothing", &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_FEED_UNKNOWN);
  g_autofree char *sentence = mirador_error_to_sentence (error);
  g_assert_nonnull (strstr (sentence, "ses-annual-report-2025"));
}

int
main (int argc, char **argv)
{
  home = g_dir_make_tmp ("mirador-definition-XXXXXX", NULL);
  g_autofree char *config = g_build_filename (home, "config", NULL);
  g_autofree char *systems = g_strdup_printf ("%s/system-one:%s/system-two", home, home);

  g_setenv ("XDG_CONFIG_HOME", config, TRUE);
  g_setenv ("XDG_DATA_DIRS", systems, TRUE);
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/definition/parse/%s", cases[i].name);
      g_test_add_data_func (path, &cases[i], test_parse);
    }
  g_test_add_func ("/definition/shipped", test_shipped);
  g_test_add_func ("/definition/save", test_save);
  g_test_add_func ("/definition/save-refuses", test_save_refuses);
  g_test_add_func ("/definition/later-replaces", test_later_replaces);
  g_test_add_func ("/definition/broken-file", test_broken_file);
  g_test_add_func ("/definition/unknown", test_unknown);
  int status = g_test_run ();
  g_free (home);
  return status;
}
