/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "feeds/dhis2-ask.h"
#include "feeds/dhis2-places.h"
#include "feeds/dhis2-plan.h"
#include "feeds/load.h"
#include "model/error.h"

/* How a DHIS2 server is asked, without a server: its address, places, and the requests that a
 * question becomes. */

static void
test_base (void)
{
  static const char *const cases[][2] = {
    { "https://dhis2.pe", "https://dhis2.pe" },
    { "https://dhis2.pe/", "https://dhis2.pe" },
    { "https://dhis2.pe/api", "https://dhis2.pe" },
    { "https://dhis2.pe/api/", "https://dhis2.pe" },
    { "https://dhis2.pe/salud//", "https://dhis2.pe/salud" },
    { "https://dhis2.pe/salud/api/me?fields=id", "https://dhis2.pe/salud" },
    { "https://dhis2.pe/dhis-web-dashboard/index.html#/x", "https://dhis2.pe" },
    { "https://dhis2.pe/40/dhis-web-login/", "https://dhis2.pe/40" },
    { "https://dhis2.pe/apps/dashboard", "https://dhis2.pe" },
    { "https://api.pe/apis/x", "https://api.pe/apis/x" },
    { "http://127.0.0.1:8080", "http://127.0.0.1:8080" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *base = mirador_dhis2_base (cases[i][0]);

      g_assert_cmpstr (base, ==, cases[i][1]);
    }
}

/* Requests */

typedef struct
{
  GHashTable *cells; /* "dx pe ou" → how often */
  guint n_parts;
  guint largest;
} Asked;

static GStrv
dimension (const char *address, const char *name)
{
  g_autofree char *start = g_strconcat ("dimension=", name, ":", NULL);
  const char *at = strstr (address, start);
  g_autofree char *items = NULL;

  g_assert_nonnull (at);
  at += strlen (start);
  items = g_strndup (at, strcspn (at, "&"));
  return g_strsplit (items, ";", -1);
}

/* How many places a word is, to a server of these tests. */
static guint
count_places (GStrv places)
{
  guint n = 0;

  for (guint i = 0; places[i] != NULL; i++)
    n += g_str_has_prefix (places[i], "LEVEL-") ? 7u * (guint)atoi (places[i] + 6) : 1;
  return n;
}

static void
note_cells (Asked *asked, const char *address)
{
  g_auto (GStrv) data = dimension (address, "dx");
  g_auto (GStrv) periods = dimension (address, "pe");
  g_auto (GStrv) places = dimension (address, "ou");

  for (guint d = 0; data[d] != NULL; d++)
    for (guint p = 0; periods[p] != NULL; p++)
      for (guint u = 0; places[u] != NULL; u++)
        {
          char *cell = g_strjoin (" ", data[d], periods[p], places[u], NULL);
          guint n = GPOINTER_TO_UINT (g_hash_table_lookup (asked->cells, cell));

          g_hash_table_replace (asked->cells, cell, GUINT_TO_POINTER (n + 1));
        }
}

static guint
measure (const char *address)
{
  g_auto (GStrv) data = dimension (address, "dx");
  g_auto (GStrv) periods = dimension (address, "pe");
  g_auto (GStrv) places = dimension (address, "ou");

  return g_strv_length (data) * g_strv_length (periods) * count_places (places);
}

/* Asks everything of a server that takes @limit cells at once. */
static char *
ask_all (const MiradorAsk *ask, guint limit, Asked *asked)
{
  g_autoptr (MiradorDhis2Plan) plan = mirador_dhis2_plan_new ("https://dhis2.pe", ask, FALSE);
  g_autoptr (GString) log = g_string_new (NULL);
  MiradorDhis2Part part;

  while (mirador_dhis2_plan_next (plan, &part))
    {
      g_autofree char *address = mirador_dhis2_plan_address (plan, &part);
      guint cells = measure (address);

      g_assert_cmpuint (strlen (address), <=, 4000);
      g_string_append_printf (log, "%s\n", address);
      if (cells > limit && mirador_dhis2_plan_halve (plan, &part))
        continue;
      asked->n_parts++;
      asked->largest = MAX (asked->largest, cells);
      note_cells (asked, address);
    }
  g_assert_true (mirador_dhis2_plan_is_done (plan));
  return g_string_free (g_steal_pointer (&log), FALSE);
}

static char **
make_words (const char *format, guint n)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *word
        = g_strdup_printf ("%s%04u%s", format, i, *format == 'p' ? "Xyz" : "Abc");

      g_strv_builder_add (words, word);
    }
  return g_strv_builder_end (words);
}

static char **
make_months (guint n)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *word = g_strdup_printf ("%u%02u", 2015 + i / 12, i % 12 + 1);

      g_strv_builder_add (words, word);
    }
  return g_strv_builder_end (words);
}

static void
test_every_cell_once (void)
{
  for (guint i = 0; i < 200; i++)
    {
      gboolean is_long = i % 12 == 0;
      guint n_data = 1 + (guint)g_test_rand_int_range (0, is_long ? 3 : 20);
      guint n_periods = 1 + (guint)g_test_rand_int_range (0, is_long ? 6 : 30);
      guint n_units = 1 + (guint)g_test_rand_int_range (0, is_long ? 700 : 20);
      guint limit = 20 + (guint)g_test_rand_int_range (0, 400);
      MiradorAsk ask = { make_words ("dAta", n_data), NULL, make_months (n_periods), FALSE,
                         1 + (guint)g_test_rand_int_range (0, 3000) };
      Asked asked = { g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL), 0, 0 };
      GHashTableIter iter;
      gpointer times;
      guint n_words = 0;
      g_autofree char *first = NULL;
      g_autofree char *second = NULL;

      ask.places = make_words ("pLac", n_units);
      if (i % 3 > 0)
        {
          g_strfreev (ask.places);
          ask.places = i % 3 == 1 ? g_strsplit ("LEVEL-2 LEVEL-3", " ", -1)
                                  : g_strsplit ("pErUpAiS001 LEVEL-2", " ", -1);
        }
      n_words = g_strv_length (ask.places);
      first = ask_all (&ask, limit, &asked);
      g_assert_cmpuint (g_hash_table_size (asked.cells), ==, n_data * n_periods * n_words);
      g_hash_table_iter_init (&iter, asked.cells);
      while (g_hash_table_iter_next (&iter, NULL, &times))
        g_assert_cmpuint (GPOINTER_TO_UINT (times), ==, 1);
      g_assert_cmpuint (asked.largest, <=, limit < 21 ? 21 : limit);
      if (i % 3 == 0)
        g_assert_cmpuint (asked.largest, <=, ask.most_cells);
      g_hash_table_remove_all (asked.cells);
      second = ask_all (&ask, limit, &asked);
      g_assert_cmpstr (first, ==, second);
      g_hash_table_unref (asked.cells);
      g_strfreev (ask.data);
      g_strfreev (ask.places);
      g_strfreev (ask.periods);
    }
}

/* A million cells in parts of fifty thousand are twenty requests, not forty. */
static void
test_few_requests (void)
{
  MiradorAsk ask
    = { make_words ("dAta", 40), make_words ("pLac", 250), make_months (100), FALSE, 0 };
  g_autoptr (MiradorDhis2Plan) plan = mirador_dhis2_plan_new ("https://dhis2.pe", &ask, FALSE);
  MiradorDhis2Part part;
  guint n = 0;

  while (mirador_dhis2_plan_next (plan, &part))
    n++;
  g_assert_cmpuint (n, ==, 20);
  g_strfreev (ask.data);
  g_strfreev (ask.places);
  g_strfreev (ask.periods);
}

/* What the server could not take once is not tried with the next measure. */
static void
test_learns (void)
{
  char *data[] = { (char *)"a", (char *)"b", (char *)"c", (char *)"d", NULL };
  char *places[] = { (char *)"LEVEL-5", NULL };
  g_auto (GStrv) months = make_months (12);
  MiradorAsk ask = { data, places, months, FALSE, 0 };
  g_autoptr (MiradorDhis2Plan) plan = mirador_dhis2_plan_new ("https://dhis2.pe", &ask, FALSE);
  MiradorDhis2Part part;
  guint n_halved = 0, n = 0;

  while (mirador_dhis2_plan_next (plan, &part))
    {
      if (part.n_periods > 3)
        {
          g_assert_true (mirador_dhis2_plan_halve (plan, &part));
          n_halved++;
        }
      else
        n++;
    }
  g_assert_cmpuint (n_halved, ==, 2);
  g_assert_cmpuint (n, ==, 16);
}

/* Levels have nothing in common, but a group may hold a unit of the level. */
static void
test_words_that_overlap (void)
{
  static const struct
  {
    const char *places;
    gboolean parts;
  } cases[] = { { "LEVEL-2 LEVEL-3", TRUE },
                { "LEVEL-2 OU_GROUP-g", FALSE },
                { "OU_GROUP-g OU_GROUP-h", FALSE },
                { "USER_ORGUNIT USER_ORGUNIT_CHILDREN", FALSE },
                { "LEVEL-3.a LEVEL-3.b", FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char *data[] = { (char *)"a", NULL };
      char *periods[] = { (char *)"2024", NULL };
      g_auto (GStrv) places = g_strsplit (cases[i].places, " ", -1);
      MiradorAsk ask = { data, places, periods, FALSE, 0 };
      g_autoptr (MiradorDhis2Plan) plan = mirador_dhis2_plan_new ("https://dhis2.pe", &ask, FALSE);
      MiradorDhis2Part part;

      g_assert_true (mirador_dhis2_plan_next (plan, &part));
      g_assert_cmpint (mirador_dhis2_plan_halve (plan, &part), ==, cases[i].parts);
    }
}

/* What nobody can find out beforehand is refused before anything is asked, for its figures would
 * come twice. */
static void
test_places_that_overlap (void)
{
  static const struct
  {
    const char *places;
    gboolean overlap;
  } cases[] = {
    { "a b LEVEL-2 LEVEL-3", FALSE },
    { "a OU_GROUP-g LEVEL-2", FALSE },
    { "OU_GROUP-g OU_GROUP-h", FALSE },
    { "LEVEL-3.a LEVEL-2 b", FALSE },
    { "OU_GROUP-g.a OU_GROUP-g.b", FALSE },
    { "USER_ORGUNIT USER_ORGUNIT_CHILDREN", FALSE },
    { "USER_ORGUNIT a", TRUE },
    { "LEVEL-2 USER_ORGUNIT", TRUE },
    { "OU_GROUP-g LEVEL-3.a", TRUE },
    { "OU_GROUP-g.a LEVEL-3", TRUE },
    { "OU_GROUP-g.a OU_GROUP-h.a", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char *data[] = { (char *)"a", NULL };
      char *periods[] = { (char *)"2024", NULL };
      g_auto (GStrv) places = g_strsplit (cases[i].places, " ", -1);
      MiradorAsk ask = { data, places, periods, FALSE, 0 };
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (mirador_dhis2_may_overlap (places), ==, cases[i].overlap);
      if (!cases[i].overlap)
        continue;
      mirador_dhis2_ask_async ("http://127.0.0.1:9", NULL, &ask, NULL, NULL, NULL, NULL,
                               mirador_keep_result_cb, &result);
      mirador_wait_for (&result);
      g_assert_null (mirador_dhis2_ask_finish (result, &error));
      g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_DEFINITION);
    }
}

static void
test_groups (void)
{
  static const struct
  {
    const char *places, *groups;
  } cases[] = {
    { "a b a", "a;b" },
    { "a LEVEL-2 LEVEL-3", "a|LEVEL-2;LEVEL-3" },
    { "LEVEL-5.a LEVEL-5.b LEVEL-4.a", "LEVEL-5;a;b|LEVEL-4;a" },
    { "LEVEL-5.a LEVEL-5", "LEVEL-5" },
    { "USER_ORGUNIT b OU_GROUP-x", "b|OU_GROUP-x|USER_ORGUNIT" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) places = g_strsplit (cases[i].places, " ", -1);
      g_autoptr (GPtrArray) groups = mirador_dhis2_group_places (places);
      g_autoptr (GString) text = g_string_new (NULL);

      for (guint g = 0; g < groups->len; g++)
        {
          const MiradorDhis2Group *group = groups->pdata[g];

          for (guint w = 0; w < group->words->len; w++)
            g_string_append_printf (text, "%s%s",
                                    w > 0   ? ";"
                                    : g > 0 ? "|"
                                            : "",
                                    (char *)group->words->pdata[w]);
        }
      g_assert_cmpstr (text->str, ==, cases[i].groups);
    }
}

static void
test_drop_units (void)
{
  static const char answer[]
    = "{\"organisationUnits\":["
      "{\"id\":\"pe\",\"level\":1,\"path\":\"/pe\",\"organisationUnitGroups\":[]},"
      "{\"id\":\"lima\",\"level\":2,\"path\":\"/pe/"
      "lima\",\"organisationUnitGroups\":[{\"id\":\"g\"}]},"
      "{\"id\":\"sjl\",\"level\":4,\"path\":\"/pe/lima/p/sjl\"}]}";
  static const struct
  {
    const char *places;
    gboolean nested;
    const char *left;
  } cases[] = {
    { "pe lima sjl", FALSE, "pe lima sjl" },
    { "pe lima sjl", TRUE, "pe" },
    { "lima sjl LEVEL-2", FALSE, "sjl LEVEL-2" },
    { "lima sjl LEVEL-2.cusco", FALSE, "lima sjl LEVEL-2.cusco" },
    { "lima sjl LEVEL-4.lima", FALSE, "lima LEVEL-4.lima" },
    { "pe lima OU_GROUP-g", FALSE, "pe OU_GROUP-g" },
  };
  g_autoptr (GBytes) units = g_bytes_new_static (answer, strlen (answer));
  g_autoptr (GBytes) page = g_bytes_new_static ("<html>", 6);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GStrv places = g_strsplit (cases[i].places, " ", -1);
      g_autofree char *left = NULL;

      g_assert_true (mirador_dhis2_drop_units (&places, units, cases[i].nested));
      g_assert_false (mirador_dhis2_drop_units (&places, page, cases[i].nested));
      left = g_strjoinv (" ", places);
      g_assert_cmpstr (left, ==, cases[i].left);
      g_strfreev (places);
    }
}

/* Values of data sets: spans of days that have none in common, all data sets in one request. */
static void
test_values (void)
{
  static const struct
  {
    const char *periods, *spans;
  } cases[] = {
    { "202401 202402", "2024-01-01 2024-02-29" },
    { "202401 202403", "2024-01-01 2024-01-31|2024-03-01 2024-03-31" },
    { "202412 202501", "2024-12-01 2024-12-31|2025-01-01 2025-01-31" },
    { "2024 202406", "2024-01-01 2024-12-31" },
    { "2024July 2025", "2024-07-01 2025-12-31" },
    { "2024 2023", "2023-01-01 2023-12-31|2024-01-01 2024-12-31" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char *data[] = { (char *)"setA", (char *)"setB", NULL };
      char *places[] = { (char *)"lima", NULL };
      g_auto (GStrv) periods = g_strsplit (cases[i].periods, " ", -1);
      MiradorAsk ask = { data, places, periods, FALSE, 0 };
      g_autoptr (MiradorDhis2Plan) plan = mirador_dhis2_plan_new ("https://dhis2.pe", &ask, TRUE);
      g_autoptr (GString) spans = g_string_new (NULL);
      MiradorDhis2Part part;

      while (mirador_dhis2_plan_next (plan, &part))
        {
          g_autofree char *address = mirador_dhis2_plan_address (plan, &part);
          const char *start = strstr (address, "startDate=") + strlen ("startDate=");
          const char *end = strstr (address, "endDate=") + strlen ("endDate=");

          g_assert_true (g_str_has_prefix (
            address, "https://dhis2.pe/api/dataValueSets.json?dataSet=setA&dataSet=setB&"));
          g_assert_true (g_str_has_suffix (address, "&orgUnit=lima&children=true"));
          g_string_append_printf (spans, "%s%.10s %.10s", spans->len > 0 ? "|" : "", start, end);
        }
      g_assert_cmpstr (spans->str, ==, cases[i].spans);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dhis2-plan/base", test_base);
  g_test_add_func ("/dhis2-plan/every-cell-once", test_every_cell_once);
  g_test_add_func ("/dhis2-plan/few-requests", test_few_requests);
  g_test_add_func ("/dhis2-plan/learns", test_learns);
  g_test_add_func ("/dhis2-plan/words-that-overlap", test_words_that_overlap);
  g_test_add_func ("/dhis2-plan/places-that-overlap", test_places_that_overlap);
  g_test_add_func ("/dhis2-plan/groups", test_groups);
  g_test_add_func ("/dhis2-plan/drop-units", test_drop_units);
  g_test_add_func ("/dhis2-plan/values", test_values);
  return g_test_run ();
}
