/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GNOME Shell's part is played: its calls come over a session bus of the test's own. */
#include "app/search-provider.h"
#include "model/language.h"

#include "session-bus.h"
#include "store-fixture.h"

#define NAME "pe.org.sociosensalud.Mirador.Test"
#define PATH "/pe/org/sociosensalud/Mirador/Test"

#define FIGURES                                                                                    \
  "people_screened tb PE - 2025-06 1000\n"                                                         \
  "screenings same 14 - 2026-09 700\n"                                                             \
  "screenings same 140101 - 2026-09 3\n"                                                           \
  "screenings same 13 - 2026-09 *\n"                                                               \
  "population context 02 - 2025 1180638\n"

static struct
{
  Fixture fixture;
  GApplication *application;
  MiradorSearchProvider *provider;
  gboolean has_store;
  guint n_opened;
  guint n_activated;
  char *filter; /* what "show-filter" was given */
} world;

static SessionBus bus;

static MiradorStore *
get_store_cb (gpointer user_data)
{
  world.n_opened++;
  return world.has_store ? world.fixture.store : NULL;
}

static void
show_filter_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_free (world.filter);
  world.filter = g_variant_print (parameter, FALSE);
}

static void
activate_cb (GApplication *application, gpointer user_data)
{
  world.n_activated++;
}

static void
set_up (const char *figures)
{
  const GActionEntry actions[] = { { "show-filter", show_filter_cb, "(sss)" } };
  g_autoptr (GError) error = NULL;

  fixture_set_up (&world.fixture, NULL);
  if (*figures != '\0')
    fixture_load (&world.fixture, "office", figures);
  world.has_store = TRUE;
  world.n_opened = world.n_activated = 0;
  world.application = g_application_new (NAME, G_APPLICATION_DEFAULT_FLAGS);
  g_signal_connect (world.application, "activate", G_CALLBACK (activate_cb), NULL);
  g_action_map_add_action_entries (G_ACTION_MAP (world.application), actions,
                                   G_N_ELEMENTS (actions), NULL);
  g_application_register (world.application, NULL, &error);
  g_assert_no_error (error);
  world.provider = mirador_search_provider_new (world.application, get_store_cb, NULL);
  mirador_search_provider_export (
    world.provider, g_application_get_dbus_connection (world.application), PATH, &error);
  g_assert_no_error (error);
}

static void
tear_down (void)
{
  g_clear_object (&world.provider);
  g_object_run_dispose (G_OBJECT (world.application));
  g_clear_object (&world.application);
  g_clear_pointer (&world.filter, g_free);
  session_bus_await_end (&bus, NAME);
  fixture_tear_down (&world.fixture, NULL);
}

static GVariant *
ask (const char *method, GVariant *parameters)
{
  g_autoptr (GError) error = NULL;
  GVariant *answer
    = session_bus_call (bus.connection, NAME, PATH "/SearchProvider",
                        "org.gnome.Shell.SearchProvider2", method, parameters, &error);

  g_assert_no_error (error);
  return answer;
}

static GVariant *
make_words (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  return g_variant_new_strv ((const char *const *)words, -1);
}

/* (transfer full): by blanks */
static char *
search (const char *words)
{
  g_autoptr (GVariant) answer
    = ask ("GetInitialResultSet", g_variant_new ("(@as)", make_words (words)));
  g_autofree const char **ids = NULL;

  g_variant_get (answer, "(^a&s)", &ids);
  return g_strjoinv (" ", (char **)ids);
}

/* (transfer full): "id|name|description|icon", one a line */
static char *
get_metas (const char *ids)
{
  g_autoptr (GVariant) answer = ask ("GetResultMetas", g_variant_new ("(@as)", make_words (ids)));
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GVariantIter) metas = NULL;
  GVariant *meta;

  g_variant_get (answer, "(aa{sv})", &metas);
  while (g_variant_iter_loop (metas, "@a{sv}", &meta))
    {
      const char *id = "", *name = "", *description = "-";
      g_autoptr (GVariant) serialized = g_variant_lookup_value (meta, "icon", NULL);
      g_autoptr (GIcon) icon = g_icon_deserialize (serialized);

      g_variant_lookup (meta, "id", "&s", &id);
      g_variant_lookup (meta, "name", "&s", &name);
      g_variant_lookup (meta, "description", "&s", &description);
      g_string_append_printf (text, "%s|%s|%s|%s\n", id, name, description,
                              g_themed_icon_get_names (G_THEMED_ICON (icon))[0]);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

typedef struct
{
  const char *name;
  const char *words;
  const char *found;
} Search;

static const Search searches[] = {
  { "program-before-its-measure", "mental health", "program/same measure/same/screenings" },
  { "region", "lambayeque", "place/14" },
  { "small-counts-are-figures-too", "chiclayo district", "place/140101" },
  { "hidden-by-its-source", "libertad", "place/13" },
  { "region-without-figures", "puno", "" },
  { "region-of-population-only", "ancash", "" },
  { "province-of-a-district-with-figures", "chiclayo province", "place/1401" },
  { "nothing", "xyz", "" },
};

static void
test_search (gconstpointer user_data)
{
  const Search *one = user_data;
  g_autofree char *ids = NULL;

  set_up (FIGURES);
  ids = search (one->words);
  g_assert_cmpstr (ids, ==, one->found);
  g_assert_cmpuint (world.n_activated, ==, 0);
  tear_down ();
}

static void
test_subsearch (void)
{
  g_autoptr (GVariant) answer = NULL;
  g_autofree char *text = NULL;

  set_up (FIGURES);
  /* More letters may find what fewer did not: a district is found by its whole name. */
  answer = ask ("GetSubsearchResultSet", g_variant_new ("(@as@as)", make_words ("place/14"),
                                                        make_words ("chiclayo distrito")));
  text = g_variant_print (answer, FALSE);
  g_assert_cmpstr (text, ==, "(['place/140101'],)");
  tear_down ();
}

static void
test_metas (void)
{
  g_autofree char *metas = NULL;

  set_up (FIGURES);
  metas = get_metas ("program/same place/14 measure/tb/people_screened place/nowhere place/21");
  g_assert_cmpstr (metas, ==,
                   "program/same|Mental health (SAME)|Program · figures until September 2026|"
                   "pe.org.sociosensalud.Mirador\n"
                   "place/14|Lambayeque (region)|Region · figures of Mental health|"
                   "mark-location-symbolic\n"
                   "measure/tb/people_screened|People screened|"
                   "Tuberculosis · figures until June 2025|pe.org.sociosensalud.Mirador\n"
                   /* It had figures when it was found. */
                   "place/21|Puno (region)|-|mark-location-symbolic\n");
  /* No figure of any store stands in a description, a hidden one least of all. */
  g_assert_null (strstr (metas, "1000"));
  g_assert_null (strstr (metas, "700"));
  tear_down ();
}

/* Anybody on the session bus may ask for anything: the window does not stand still for it. */
static void
test_too_much (void)
{
  g_autoptr (GString) text = g_string_new ("place/14");
  g_autofree char *metas = NULL, *ids = NULL;
  g_auto (GStrv) lines = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append (text, " place/14 place/nowhere");
  set_up (FIGURES);
  metas = get_metas (text->str);
  lines = g_strsplit (metas, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 100 + 1);
  g_string_assign (text, "lambayeque");
  for (guint i = 0; i < 1000; i++)
    g_string_append (text, " lambayeque");
  g_string_append (text, " xyz");
  ids = search (text->str);
  g_assert_cmpstr (ids, ==, "place/14");
  tear_down ();
}

static void
test_metas_in_spanish (void)
{
  g_autofree char *metas = NULL;

  mirador_language_set (MIRADOR_LANGUAGE_ES);
  set_up (FIGURES);
  metas = get_metas ("program/same");
  g_assert_nonnull (strstr (metas, "|Salud mental (SAME)|"));
  g_assert_nonnull (strstr (metas, "de 2026"));
  tear_down ();
  mirador_language_set (MIRADOR_LANGUAGE_EN);
}

static void
test_empty_store (void)
{
  g_autofree char *ids = NULL, *metas = NULL;

  set_up ("");
  ids = search ("tuberculosis");
  g_assert_cmpstr (ids, ==, "");
  metas = get_metas ("program/tb");
  g_assert_cmpstr (metas, ==, "program/tb|Tuberculosis|-|pe.org.sociosensalud.Mirador\n");
  tear_down ();
}

static void
test_no_store (void)
{
  g_autofree char *ids = NULL, *metas = NULL;

  set_up ("");
  world.has_store = FALSE;
  ids = search ("tuberculosis");
  g_assert_cmpstr (ids, ==, "");
  metas = get_metas ("program/tb");
  g_assert_cmpstr (metas, ==, "");
  g_assert_cmpuint (world.n_opened, ==, 2);
  tear_down ();
}

/* Who types fast asks again before the first answer is there. */
static void
test_at_once (void)
{
  const char *const words[] = { "same", "lambayeque", "tuberculosis" };
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func (g_object_unref);
  GAsyncResult *results[G_N_ELEMENTS (words)] = { NULL };
  const char *const found[] = { "(['program/same'],)", "(['place/14'],)", "(['program/tb'],)" };

  set_up (FIGURES);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_dbus_connection_call (bus.connection, NAME, PATH "/SearchProvider",
                            "org.gnome.Shell.SearchProvider2", "GetInitialResultSet",
                            g_variant_new ("(@as)", make_words (words[i])), NULL,
                            G_DBUS_CALL_FLAGS_NONE, -1, NULL, session_bus_keep_cb, &results[i]);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr (GVariant) answer = NULL;
      g_autofree char *text = NULL;

      while (results[i] == NULL)
        g_main_context_iteration (NULL, TRUE);
      answer = g_dbus_connection_call_finish (bus.connection, results[i], NULL);
      text = g_variant_print (answer, FALSE);
      g_assert_cmpstr (text, ==, found[i]);
      g_object_unref (results[i]);
    }
  tear_down ();
}

typedef struct
{
  const char *name;
  const char *id;
  const char *filter; /* NULL: the window alone */
} Activation;

static const Activation activations[] = {
  { "program", "program/tb", "('tb', '', '')" },
  /* Of a program that has figures there. */
  { "region", "place/14", "('same', '14', '')" },
  { "measure", "measure/tb/people_screened", "('tb', '', 'people_screened')" },
  { "gone", "program/of-last-year", NULL },
  { "nonsense", "", NULL },
};

static void
test_activate (gconstpointer user_data)
{
  const Activation *one = user_data;
  g_autoptr (GVariant) answer = NULL;

  set_up (FIGURES);
  answer = ask ("ActivateResult",
                g_variant_new ("(s@asu)", one->id, make_words ("some words"), (guint32)0));
  while (world.filter == NULL && world.n_activated == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (world.filter, ==, one->filter);
  g_assert_cmpuint (world.n_activated, ==, one->filter == NULL ? 1 : 0);
  tear_down ();
}

static void
test_activate_without_store (void)
{
  g_autoptr (GVariant) answer = NULL;

  set_up ("");
  world.has_store = FALSE;
  answer = ask ("ActivateResult",
                g_variant_new ("(s@asu)", "program/tb", make_words ("tb"), (guint32)0));
  g_assert_cmpuint (world.n_activated, ==, 1);
  tear_down ();
}

static void
test_launch (void)
{
  g_autoptr (GVariant) answer = NULL;

  set_up (FIGURES);
  answer = ask ("LaunchSearch", g_variant_new ("(@asu)", make_words ("tb"), (guint32)0));
  g_assert_cmpuint (world.n_activated, ==, 1);
  tear_down ();
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  session_bus_up (&bus, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      g_autofree char *path = g_strconcat ("/search-provider/search/", searches[i].name, NULL);

      g_test_add_data_func (path, &searches[i], test_search);
    }
  g_test_add_func ("/search-provider/subsearch", test_subsearch);
  g_test_add_func ("/search-provider/metas", test_metas);
  g_test_add_func ("/search-provider/too-much", test_too_much);
  g_test_add_func ("/search-provider/metas-in-spanish", test_metas_in_spanish);
  g_test_add_func ("/search-provider/empty-store", test_empty_store);
  g_test_add_func ("/search-provider/no-store", test_no_store);
  g_test_add_func ("/search-provider/at-once", test_at_once);
  for (guint i = 0; i < G_N_ELEMENTS (activations); i++)
    {
      g_autofree char *path = g_strconcat ("/search-provider/activate/", activations[i].name, NULL);

      g_test_add_data_func (path, &activations[i], test_activate);
    }
  g_test_add_func ("/search-provider/activate-without-store", test_activate_without_store);
  g_test_add_func ("/search-provider/launch", test_launch);
  status = g_test_run ();
  g_clear_object (&bus.connection);
  return status;
}
