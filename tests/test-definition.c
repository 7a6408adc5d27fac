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
#define ASKED                                                                                      \
  "\"data\":[\"fbfJHSPpUQD\",\"BfMAe6Itzgt.REPORTING_RATE\"],\"places\":[\"LEVEL-3\",\"OU_GROUP-"  \
  "RpbiCJpIYEj\",\"USER_ORGUNIT\"],\"periods\":[\"2024\",\"2024W5\",\"LAST_12_MONTHS\"]"

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
  /* How it is asked. */
  { "basic", START "[{}],\"auth\":{\"scheme\":\"basic\",\"user\":\"ana\"}}", NULL },
  { "api-token", START "[{}],\"auth\":{\"scheme\":\"api-token\"}}", NULL },
  { "bearer", START "[{}],\"auth\":{\"scheme\":\"bearer\"}}", NULL },
  { "nobody", START "[{}],\"auth\":{\"scheme\":\"none\"}}", NULL },
  { "scheme-left-out", START "[{}],\"auth\":{}}", NULL },
  { "scheme-unknown", START "[{}],\"auth\":{\"scheme\":\"digest\"}}",
    "at scheme: should be one of: none, basic, api-token, bearer" },
  { "scheme-in-capitals", START "[{}],\"auth\":{\"scheme\":\"Basic\"}}", "at scheme" },
  { "auth-as-text", START "[{}],\"auth\":\"basic\"}", "at auth: should be an object" },
  { "basic-without-user", START "[{}],\"auth\":{\"scheme\":\"basic\"}}", "at user" },
  { "basic-with-empty-user", START "[{}],\"auth\":{\"scheme\":\"basic\",\"user\":\"\"}}",
    "at user" },
  { "user-with-colon", START "[{}],\"auth\":{\"scheme\":\"basic\",\"user\":\"ana:secret\"}}",
    "at user: should be one line without a colon" },
  { "user-of-two-lines", START "[{}],\"auth\":{\"scheme\":\"basic\",\"user\":\"a\\nX: secret\"}}",
    "at user" },
  { "user-as-number", START "[{}],\"auth\":{\"scheme\":\"basic\",\"user\":7}}", "at user" },
  { "password-in-it",
    START "[{}],\"auth\":{\"scheme\":\"basic\",\"user\":\"ana\",\"password\":\"secret\"}}",
    "at auth.password: unknown member" },
  { "token-in-it", START "[{}],\"auth\":{\"scheme\":\"bearer\",\"token\":\"secret\"}}",
    "at auth.token: unknown member" },
  { "authority", START "[{}],\"authority\":\"our-ca.pem\"}", NULL },
  { "authority-empty", START "[{}],\"authority\":\"\"}", "at authority: should name a file" },
  { "authority-as-list", START "[{}],\"authority\":[\"a.pem\"]}", "at authority" },
  { "at-once", START "[{}],\"requests_at_once\":8}", NULL },
  { "at-once-none", START "[{}],\"requests_at_once\":0}", "at requests_at_once: out of range" },
  { "at-once-many", START "[{}],\"requests_at_once\":9}", "at requests_at_once: out of range" },
  { "at-once-half", START "[{}],\"requests_at_once\":1.5}",
    "at requests_at_once: should be a whole number" },
  { "at-once-as-text", START "[{}],\"requests_at_once\":\"2\"}", "should be a number" },
  { "every", START "[{}],\"every_hours\":0.5,\"alert_hours\":168}", NULL },
  { "every-never", START "[{}],\"every_hours\":0,\"alert_hours\":0}", NULL },
  { "every-below-zero", START "[{}],\"every_hours\":-1}", "at every_hours: out of range" },
  { "every-too-far", START "[{}],\"every_hours\":87601}", "at every_hours: out of range" },
  { "every-not-finite", START "[{}],\"every_hours\":1e999}", "line 1" },
  { "every-as-text", START "[{}],\"every_hours\":\"24\"}", "at every_hours: should be a number" },
  { "alert-below-zero", START "[{}],\"alert_hours\":-72}", "at alert_hours: out of range" },
  { "snapshot", START "[{\"revisions\":\"snapshot\"}]}", NULL },
  { "incremental", START "[{\"revisions\":\"incremental\"}]}", NULL },
  { "of-the-mapping", START "[{\"revisions\":\"mapping\"}]}", NULL },
  { "revisions-unknown", START "[{\"revisions\":\"always\"}]}",
    "at revisions: should be one of: mapping, snapshot, incremental" },
  { "revisions-as-boolean", START "[{\"revisions\":true}]}", "at revisions" },
  { "revisions-of-the-feed", START "[{}],\"revisions\":\"snapshot\"}", "unknown member" },
  { "ask", START "[{\"ask\":{" ASKED "}}]}", NULL },
  { "ask-one-word",
    START "[{\"ask\":{\"data\":\"fbfJHSPpUQD\",\"places\":\"LEVEL-3\",\"periods\":"
          "\"LAST_12_MONTHS\"}}]}",
    NULL },
  { "ask-all", START "[{\"ask\":{" ASKED ",\"num_den\":true,\"most_cells\":20000}}]}", NULL },
  { "ask-as-text", START "[{\"ask\":\"dx:a\"}]}", "at ask: should be an object" },
  { "ask-without-periods", START "[{\"ask\":{\"data\":[\"a\"],\"places\":[\"b\"]}}]}",
    "at periods: should be a list of codes" },
  { "ask-nothing", START "[{\"ask\":{\"data\":[],\"places\":[\"b\"],\"periods\":[\"2024\"]}}]}",
    "at data: should be a list of codes" },
  { "ask-numbers", START "[{\"ask\":{\"data\":[\"a\"],\"places\":[\"b\"],\"periods\":[2024]}}]}",
    "at periods: should be a list of texts" },
  { "ask-that-goes-on",
    START "[{\"ask\":{\"data\":[\"a&skipMeta=true\"],\"places\":[\"b\"],\"periods\":[\"2024\"]}}]}",
    "at data: should have letters, digits" },
  { "ask-of-two-words",
    START "[{\"ask\":{\"data\":[\"a;b\"],\"places\":[\"b\"],\"periods\":[\"2024\"]}}]}",
    "at data" },
  { "ask-with-blank",
    START "[{\"ask\":{\"data\":[\"a\"],\"places\":[\"\"],\"periods\":[\"2024\"]}}]}", "at places" },
  { "ask-cells-none", START "[{\"ask\":{" ASKED ",\"most_cells\":0}}]}", "at most_cells" },
  { "ask-cells-half", START "[{\"ask\":{" ASKED ",\"most_cells\":1.5}}]}",
    "at most_cells: should be a whole number" },
  { "ask-cells-many", START "[{\"ask\":{" ASKED ",\"most_cells\":1000001}}]}", "at most_cells" },
  { "ask-num-den-as-text", START "[{\"ask\":{" ASKED ",\"num_den\":\"yes\"}}]}",
    "at num_den: should be true or false" },
  { "ask-misspelt", START "[{\"ask\":{" ASKED ",\"period\":\"2024\"}}]}",
    "at ask.period: unknown member" },
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
  static const char *const ids[] = { "demo",
                                     "minsa-mental-health",
                                     "national-reference",
                                     "population",
                                     "ses-annual-report-2025",
                                     "ses-history",
                                     "who-gho",
                                     "worldbank" };
  static const char *const not_bundled[] = { "minsa-mental-health", "who-gho", "worldbank", NULL };
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
      g_assert_cmpint (definition->bundled, ==, !g_strv_contains (not_bundled, ids[i]));
    }
  g_autoptr (MiradorDefinition) minsa = mirador_definition_find ("minsa-mental-health", NULL);
  const MiradorTable *table = g_ptr_array_index (minsa->tables, 0);
  g_assert_cmpstr (table->scope, ==, "screenings");
  g_assert_cmpstr (table->mapping, ==, "minsa-mental-health-screenings");
  g_assert_null (table->location);
  g_assert_nonnull (strstr (minsa->notes.es, "datosabiertos.gob.pe"));
}

/* National figures are asked for over the network, an indicator a table, weekly. */
static void
test_national (void)
{
  static const struct
  {
    const char *id;
    const char *base;
    const char *asks;
  } feeds[] = {
    { "who-gho", "https://ghoapi.azureedge.net/api/", "?$filter=SpatialDim%20eq%20%27PER%27" },
    { "worldbank", "https://api.worldbank.org/v2/country/PER/indicator/",
      "?format=json&per_page=" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (feeds); i++)
    {
      g_autoptr (MiradorDefinition) feed = mirador_definition_find (feeds[i].id, NULL);
      g_assert_cmpuint (feed->tables->len, ==, 5);
      g_assert_cmpfloat (feed->every_hours, ==, 168);
      g_assert_cmpuint (feed->timeout_seconds, ==, 60);
      g_assert_cmpint (feed->auth, ==, MIRADOR_AUTH_NONE);
      g_assert_true (mirador_definition_is_offer (feed));
      for (guint t = 0; t < feed->tables->len; t++)
        {
          const MiradorTable *table = g_ptr_array_index (feed->tables, t);
          g_assert_true (g_str_has_prefix (table->location, feeds[i].base));
          g_assert_nonnull (strstr (table->location, feeds[i].asks));
        }
    }
}

#define ASKING                                                                                     \
  "{\"feed\":1,\"id\":\"dhis2\",\"title\":{\"es\":\"Servidor\"},\"tables\":[{\"scope\":"           \
  "\"monthly\","                                                                                   \
  "\"location\":\"https://play.example.org/40\",\"format\":\"dhis2-analytics\",\"mapping\":"       \
  "\"codes.json\",\"revisions\":\"incremental\",\"ask\":{" ASKED                                   \
  ",\"num_den\":true,\"most_cells\":20000}},{\"scope\":\"file\",\"location\":\"tables/a.csv\"}],"  \
  "\"auth\":{\"scheme\":\"basic\",\"user\":\"ana\"},\"authority\":\"our-ca.pem\","                 \
  "\"requests_at_once\":3,\"every_hours\":0.5,\"alert_hours\":0}"

static void
assert_asking (const MiradorDefinition *definition, const char *folder)
{
  const MiradorTable *first = g_ptr_array_index (definition->tables, 0);
  const MiradorTable *second = g_ptr_array_index (definition->tables, 1);
  g_autofree char *authority = g_build_filename (folder, "our-ca.pem", NULL);
  g_autofree char *mapping = g_build_filename (folder, "codes.json", NULL);
  g_autofree char *location = g_build_filename (folder, "tables", "a.csv", NULL);

  g_assert_cmpint (definition->auth, ==, MIRADOR_AUTH_BASIC);
  g_assert_cmpstr (definition->user, ==, "ana");
  g_assert_cmpstr (definition->authority, ==, authority);
  g_assert_cmpuint (definition->requests_at_once, ==, 3);
  g_assert_cmpfloat (definition->every_hours, ==, 0.5);
  g_assert_cmpfloat (definition->alert_hours, ==, 0);
  g_assert_cmpint (first->revisions, ==, MIRADOR_REVISIONS_INCREMENTAL);
  g_assert_cmpstr (first->mapping, ==, mapping);
  g_assert_cmpstr (first->ask->data[1], ==, "BfMAe6Itzgt.REPORTING_RATE");
  g_assert_cmpuint (g_strv_length (first->ask->places), ==, 3);
  g_assert_cmpstr (first->ask->periods[2], ==, "LAST_12_MONTHS");
  g_assert_true (first->ask->num_den);
  g_assert_cmpuint (first->ask->most_cells, ==, 20000);
  g_assert_cmpint (second->revisions, ==, MIRADOR_REVISIONS_OF_MAPPING);
  g_assert_null (second->ask);
  g_assert_cmpstr (second->location, ==, location);
}

/* Read, saved, and the saved file carried elsewhere: it says the same, and names no folder. */
static void
test_copied (void)
{
  g_autofree char *here = write_file ("config", "dhis2.feed.json", ASKING);
  g_autofree char *folder = g_path_get_dirname (here);
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorDefinition) first = mirador_definition_find ("dhis2", &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  assert_asking (first, folder);
  g_assert_true (mirador_definition_save (first, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (here, &text, NULL, NULL));
  g_assert_null (strstr (text, home));
  g_unlink (here);
  g_autofree char *there = write_file ("system-two", "copied.feed.json", text);
  g_autofree char *other = g_path_get_dirname (there);
  g_autoptr (MiradorDefinition) second = mirador_definition_find ("dhis2", &error);
  g_assert_no_error (error);
  assert_asking (second, other);
  g_autofree char *again = mirador_definition_to_json (second);
  g_assert_cmpstr (again, ==, text);
  g_unlink (there);
}

static void
test_defaults (void)
{
  g_autoptr (MiradorDefinition) definition
    = mirador_definition_parse (START "[{}]}", -1, "x", NULL);
  g_autofree char *text = mirador_definition_to_json (definition);
  static const char *const unwritten[]
    = { "auth", "authority", "ask", "revisions", "requests_at_once", "every_hours", "alert_hours" };

  g_assert_cmpint (definition->auth, ==, MIRADOR_AUTH_NONE);
  g_assert_cmpuint (definition->requests_at_once, ==, 1);
  g_assert_cmpfloat (definition->every_hours, ==, 24);
  g_assert_cmpfloat (definition->alert_hours, ==, 72);
  for (guint i = 0; i < G_N_ELEMENTS (unwritten); i++)
    {
      g_autofree char *member = g_strdup_printf ("\"%s\"", unwritten[i]);
      g_assert_null (strstr (text, member));
    }
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
  g_assert_false (mirador_definition_is_offer (read));
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

  g_assert_cmpuint (list->len, ==, 8);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_error ((GError *)problems->pdata[0], MIRADOR_ERROR, MIRADOR_ERROR_DEFINITION);
  g_autofree char *sentence = mirador_error_to_sentence (problems->pdata[0]);
  g_assert_nonnull (strstr (sentence, "bad.feed.json"));
  g_unlink (path);
  g_unlink (other);
}

/* Who asks for it by name is told what is wrong with it, and not that there is none. */
static void
test_find_broken (void)
{
  g_autofree char *path = write_file ("config", "bad.feed.json", "{\"feed\":1,");
  g_autoptr (GError) error = NULL;

  g_assert_null (mirador_definition_find ("bad", &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_DEFINITION);
  g_clear_error (&error);
  g_assert_null (mirador_definition_find ("../feeds/bad", &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_FEED_UNKNOWN);
  g_unlink (path);
}

/* An address is pasted with blanks around it. */
static void
test_pasted (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorDefinition) definition = mirador_definition_parse (
    START "[{\"location\":\" https://example.org/a.csv\\n\"}]}", -1, "x.feed.json", &error);
  const MiradorTable *table;

  g_assert_no_error (error);
  table = g_ptr_array_index (definition->tables, 0);
  g_assert_cmpstr (table->location, ==, "https://example.org/a.csv");
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
  g_test_add_func ("/definition/national", test_national);
  g_test_add_func ("/definition/copied-to-another-computer", test_copied);
  g_test_add_func ("/definition/defaults", test_defaults);
  g_test_add_func ("/definition/save", test_save);
  g_test_add_func ("/definition/save-refuses", test_save_refuses);
  g_test_add_func ("/definition/later-replaces", test_later_replaces);
  g_test_add_func ("/definition/broken-file", test_broken_file);
  g_test_add_func ("/definition/unknown", test_unknown);
  g_test_add_func ("/definition/find-broken", test_find_broken);
  g_test_add_func ("/definition/pasted", test_pasted);
  int status = g_test_run ();
  g_free (home);
  return status;
}
