/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What earlier versions left behind, one file a version in tests/versions: the present program
 * finds all of it again. */

#include "feeds/definition.h"
#include "feeds/refresh.h"
#include "store-fixture.h"
#include "store/holdings.h"

static char *
find_file (const char *name)
{
  return g_build_filename (g_getenv ("G_TEST_SRCDIR"), "versions", name, NULL);
}

static char *
read_file (const char *name)
{
  g_autofree char *path = find_file (name);
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* All that a store says, as text. */

static void
write_number (GString *text, const char *name, double number)
{
  g_autofree char *value = mirador_format_machine (number);

  if (!isnan (number))
    g_string_append_printf (text, " %s=%s", name, value);
}

static void
write_slab (GString *text, const MiradorSlab *slab)
{
  for (guint i = 0; i < slab->series->len; i++)
    {
      const MiradorSeries *series = &g_array_index (slab->series, MiradorSeries, i);

      for (guint j = series->first; j < series->first + series->n; j++)
        {
          const MiradorPoint *point = &g_array_index (slab->points, MiradorPoint, j);
          g_autofree char *period = mirador_period_to_code (point->period);

          g_string_append_printf (text, "  %s %s %s %s %s", slab->measure->id, slab->program->id,
                                  series->place->code,
                                  *series->breakdown != '\0' ? series->breakdown : "-", period);
          write_number (text, "value", point->value);
          write_number (text, "numerator", point->numerator);
          write_number (text, "denominator", point->denominator);
          write_number (text, "low", point->low);
          write_number (text, "high", point->high);
          g_string_append_printf (text, " flags=%u\n", (guint)point->flags);
        }
    }
}

static void
write_figures (GString *text, MiradorReader *reader, gint64 as_of)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) holdings
    = as_of != 0 ? mirador_holdings_read_as_of (reader->database, reader->profiles, as_of, &error)
                 : g_array_ref (reader->holdings);

  g_assert_no_error (error);
  for (guint i = 0; i < holdings->len; i++)
    {
      g_autoptr (MiradorSlab) slab
        = mirador_load (&reader->source, &g_array_index (holdings, MiradorHolding, i),
                        MIRADOR_RANGE_ALL, as_of, &error);

      g_assert_no_error (error);
      write_slab (text, slab);
    }
}

static void
write_words (GString *text, const char *name, const GPtrArray *words)
{
  for (guint i = 0; i < words->len; i++)
    g_string_append_printf (text, "%s%s", i == 0 ? name : ",", (const char *)words->pdata[i]);
}

static void
write_terms (GString *text, const MiradorTerms *terms)
{
  g_autofree char *from = mirador_period_to_code (terms->complete_from);
  g_autofree char *until = mirador_period_to_code (terms->complete_until);
  GHashTableIter iter;
  gpointer breakdown, members;

  g_string_append_printf (text, "  terms %s adds=%d absent=%d from=%s until=%s repeats=%d note=%s",
                          terms->measure, terms->adds, terms->absent, from, until, terms->repeats,
                          mirador_text_get (&terms->note));
  write_words (text, " covers=", terms->covers);
  write_words (text, " parts=", terms->parts);
  g_hash_table_iter_init (&iter, terms->members);
  while (g_hash_table_iter_next (&iter, &breakdown, &members))
    {
      g_autofree char *name = g_strdup_printf (" %s=", (const char *)breakdown);

      write_words (text, name, members);
    }
  g_string_append_c (text, '\n');
}

static void
write_refresh (GString *text, const char *name, const MiradorRefresh *refresh)
{
  g_autofree char *error = mirador_error_to_sentence (refresh->error);

  g_string_append_printf (
    text,
    "  %s %s %s %" G_GINT64_FORMAT " http=%d rows=%" G_GUINT64_FORMAT " rejected=%" G_GUINT64_FORMAT
    " added=%" G_GUINT64_FORMAT " changed=%" G_GUINT64_FORMAT " retired=%" G_GUINT64_FORMAT
    " sha256=%.8s etag=%s modified=%s error=%s\n",
    name, refresh->scope, refresh->origin, refresh->finished, refresh->http_status, refresh->rows,
    refresh->rejected, refresh->added, refresh->changed, refresh->retired,
    refresh->sha256 != NULL ? refresh->sha256 : "", refresh->etag, refresh->last_modified, error);
}

static void
write_rejected (GString *text, MiradorStore *store, const char *feed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = mirador_store_list_rejected_sync (store, feed, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    {
      const MiradorRejected *row = rows->pdata[i];

      g_string_append_printf (text, "  rejected %" G_GUINT64_FORMAT " %s %s\n", row->row,
                              row->column, mirador_reject_to_id (row->reason));
    }
}

static void
write_feed (GString *text, MiradorStore *store, const MiradorFeedStatus *status)
{
  const MiradorProfile *profile = status->profile;

  g_string_append_printf (text, "%s: %s / %s; %s / %s; %s %s simulated=%d values=%d\n", profile->id,
                          profile->title.es, profile->title.en, profile->source.es,
                          profile->source.en, profile->licence, profile->issued, profile->simulated,
                          (int)status->n_values);
  for (guint i = 0; i < profile->terms->len; i++)
    write_terms (text, profile->terms->pdata[i]);
  for (guint i = 0; i < status->tables->len; i++)
    write_refresh (text, "table", status->tables->pdata[i]);
  write_refresh (text, "last", status->last);
  write_rejected (text, store, profile->id);
}

static void
write_preferences (GString *text, MiradorReader *reader)
{
  const char *const asked[][3] = { { "tb", "people_screened", "old-clinic" },
                                   { "tb", "people_screened", "clinic" },
                                   { "tb", "people_started", "old-clinic" } };

  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    g_string_append_printf (
      text, "preferred %s %s %s: %d\n", asked[i][0], asked[i][1], asked[i][2],
      reader->source.preference (&reader->source, asked[i][0], asked[i][1], asked[i][2]));
}

static void
write_history (GString *text, MiradorReader *reader)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorStatement) statement = mirador_database_prepare (
    reader->database, &error, "SELECT DISTINCT finished FROM refresh ORDER BY id", "");

  g_assert_no_error (error);
  while (mirador_database_next (reader->database, statement, &error) == 1)
    {
      gint64 when = sqlite3_column_int64 (statement, 0);

      g_string_append_printf (text, "as of %" G_GINT64_FORMAT "\n", when);
      write_figures (text, reader, when);
    }
  g_assert_no_error (error);
}

static char *
tell_all (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) feeds = mirador_store_list_feeds_sync (fixture->store, &error);
  g_autoptr (MiradorReader) reader = mirador_reader_new (fixture->path, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < feeds->len; i++)
    write_feed (text, fixture->store, feeds->pdata[i]);
  g_assert_true (mirador_reader_begin (reader, &error));
  write_preferences (text, reader);
  g_string_append (text, "now\n");
  write_figures (text, reader, 0);
  write_history (text, reader);
  mirador_reader_end (reader);
  return g_string_free (text, FALSE);
}

/* @name: store-N */
static void
test_store (Fixture *fixture, gconstpointer name)
{
  g_autofree char *sql_name = g_strconcat (name, ".sql", NULL);
  g_autofree char *text_name = g_strconcat (name, ".txt", NULL);
  g_autofree char *sql = read_file (sql_name);
  g_autofree char *expected = read_file (text_name);
  g_autofree char *told = NULL;

  fixture_run_sql (fixture, sql);
  fixture_open (fixture);
  told = tell_all (fixture);
  if (!g_str_equal (told, expected))
    g_test_message ("%s says:\n%s", sql_name, told);
  g_assert_cmpstr (told, ==, expected);
  g_assert_cmpint (fixture_read_number (fixture->path, "PRAGMA user_version"), ==,
                   MIRADOR_SQLITE_STORE_VERSION);
}

/* Definitions */

static void
check_table (const MiradorTable *table)
{
  g_assert_cmpstr (table->scope, ==, "analytics");
  g_assert_cmpstr (table->location, ==, "https://dhis2.example.org/dhis");
  g_assert_cmpstr (table->format, ==, "dhis2-analytics");
  g_assert_cmpstr (table->mapping, ==, "dhis2-analytics");
  g_assert_cmpint (table->revisions, ==, MIRADOR_REVISIONS_INCREMENTAL);
  g_assert_cmpstr (table->ask->data[1], ==, "BfMAe6Itzgt.ACTUAL_REPORTS");
  g_assert_cmpstr (table->ask->places[1], ==, "LEVEL-5.ImspTQPwCqd");
  g_assert_cmpstr (table->ask->periods[1], ==, "2024Q1");
  g_assert_true (table->ask->num_den);
  g_assert_cmpuint (table->ask->most_cells, ==, 20000);
}

static void
check_definition (const MiradorDefinition *definition)
{
  g_assert_cmpstr (definition->id, ==, "old-server");
  g_assert_cmpstr (definition->title.es, ==, "Servidor de antes");
  g_assert_cmpstr (definition->notes.en, ==, "Of the first version");
  g_assert_cmpuint (definition->tables->len, ==, 3);
  check_table (definition->tables->pdata[0]);
  g_assert_true (
    mirador_mapping_is_text (((const MiradorTable *)definition->tables->pdata[1])->mapping));
  g_assert_null (((const MiradorTable *)definition->tables->pdata[2])->location);
  g_assert_cmpuint (definition->timeout_seconds, ==, 45);
  g_assert_cmpuint (definition->max_bytes, ==, 1048576);
  g_assert_cmpfloat (definition->reject_limit, ==, 0.25);
  g_assert_cmpstr (definition->user_agent, ==, "Mirador of a test");
  g_assert_cmpint (definition->auth, ==, MIRADOR_AUTH_BASIC);
  g_assert_cmpstr (definition->user, ==, "lectura");
  g_assert_cmpstr (definition->authority, ==, "our-authority.pem");
  g_assert_cmpuint (definition->requests_at_once, ==, 3);
  g_assert_cmpfloat (definition->every_hours, ==, 12.5);
  g_assert_cmpfloat (definition->alert_hours, ==, 48);
}

/* As it was, and as the present program writes it. */
static void
test_definition (void)
{
  g_autofree char *text = read_file ("feed-1.feed.json");
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorDefinition) definition
    = mirador_definition_parse (text, -1, "feed-1.feed.json", &error);
  g_autoptr (MiradorDefinition) again = NULL;
  g_autofree char *written = NULL;

  g_assert_no_error (error);
  check_definition (definition);
  written = mirador_definition_to_json (definition);
  again = mirador_definition_parse (written, -1, "feed-1.feed.json", &error);
  g_assert_no_error (error);
  check_definition (again);
}

static const struct
{
  const char *file;
  const char *mapping; /* (nullable) */
  const char *figures;
} imports[] = {
  { "document-1.mirador.json", NULL,
    "eyes_tested eyes 14 - FY2025 1500\n"
    "eyes_tested eyes 14 - 2025-01 120\n"
    "eyes_tested eyes 14 - 2025-02 130\n"
    "eyes_tested eyes 1401 lens=with 2025-01 70\n"
    "eyes_tested eyes 1401 lens=without 2025-01 *\n"
    "eyes_well eyes 14 - 2025-01 75\n" },
  { "table-1.csv", "mapping-1.json",
    "people_screened tb 20 - 2025-02 300\n"
    "people_screened tb 20 sex=F 2025-02 *\n"
    "people_started tb 14 sex=M 2025-01 20\n" },
};

static void
test_import (Fixture *fixture, gconstpointer row)
{
  guint i = GPOINTER_TO_UINT (row);
  g_autofree char *file = find_file (imports[i].file);
  g_autofree char *mapping = imports[i].mapping != NULL ? find_file (imports[i].mapping) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorRefresh) refresh
    = mirador_import_sync (fixture->store, file, NULL, mapping, NULL, &error);

  g_assert_no_error (error);
  fixture_assert_figures (fixture, imports[i].figures);
}

int
main (int argc, char **argv)
{
  g_autoptr (GDir) folder = NULL;
  g_autofree char *path = NULL;
  const char *file;

  g_test_init (&argc, &argv, NULL);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  path = find_file ("");
  folder = g_dir_open (path, 0, NULL);
  while (folder != NULL && (file = g_dir_read_name (folder)) != NULL)
    if (g_str_has_prefix (file, "store-") && g_str_has_suffix (file, ".sql"))
      {
        g_autofree char *stem = g_strndup (file, strlen (file) - strlen (".sql"));
        const char *name = g_intern_string (stem);
        g_autofree char *test = g_strconcat ("/versions/", name, NULL);

        g_test_add_vtable (test, sizeof (Fixture), name, (GTestFixtureFunc)fixture_set_up_folder,
                           (GTestFixtureFunc)test_store, (GTestFixtureFunc)fixture_tear_down);
      }
  g_test_add_func ("/versions/definition-1", test_definition);
  for (guint i = 0; i < G_N_ELEMENTS (imports); i++)
    {
      g_autofree char *test = g_strconcat ("/versions/", imports[i].file, NULL);

      g_test_add (test, Fixture, GUINT_TO_POINTER (i), fixture_set_up, test_import,
                  fixture_tear_down);
    }
  return g_test_run ();
}
