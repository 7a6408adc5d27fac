/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "model/error.h"
#include "model/language.h"
#include "model/place.h"

static const MiradorPlace *
must_find (const char *text)
{
  g_autoptr (GError) error = NULL;
  const MiradorPlace *place = mirador_place_find (text, &error);

  g_assert_no_error (error);
  g_assert_nonnull (place);
  return place;
}

static void
test_counts (void)
{
  static const struct
  {
    MiradorLevel level;
    guint n;
  } expected[] = {
    { MIRADOR_LEVEL_COUNTRY, 1 },    { MIRADOR_LEVEL_REGION, 25 },
    { MIRADOR_LEVEL_PROVINCE, 196 }, { MIRADOR_LEVEL_DISTRICT, 1890 },
    { MIRADOR_LEVEL_FACILITY, 0 },   { MIRADOR_LEVEL_AUTHORITY, 5 },
    { MIRADOR_LEVEL_AREA, 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (GPtrArray) places = mirador_place_list (mirador_place_peru (), expected[i].level);

      g_assert_cmpuint (places->len, ==, expected[i].n);
      for (guint j = 1; j < places->len; j++)
        g_assert_cmpstr (((MiradorPlace *)places->pdata[j - 1])->code, <,
                         ((MiradorPlace *)places->pdata[j])->code);
    }
}

static void
test_tree (void)
{
  g_autoptr (GPtrArray) all = mirador_place_list (NULL, MIRADOR_LEVEL_ANY);

  g_assert_cmpuint (all->len, ==, 1 + 25 + 196 + 1890 + 5 + 3);
  for (guint i = 0; i < all->len; i++)
    {
      const MiradorPlace *place = all->pdata[i];

      g_assert_true (mirador_place_by_code (place->code) == place);
      g_assert_true (mirador_place_is_within (place, mirador_place_peru ()));
      g_assert_cmpint (strlen (place->name), >, 0);
      if (place->level == MIRADOR_LEVEL_AUTHORITY || place->level == MIRADOR_LEVEL_AREA)
        {
          g_assert_null (place->parent);
          g_assert_cmpuint (place->members->len, >, 0);
          g_assert_cmpuint (place->children->len, ==, 0);
        }
      else if (place->level != MIRADOR_LEVEL_COUNTRY)
        {
          g_assert_cmpint (place->parent->level, ==, place->level - 1);
          g_assert_true (g_ptr_array_find (place->parent->children, place, NULL));
          g_assert_cmpuint (place->members->len, ==, 0);
        }
    }
}

static void
test_code (void)
{
  static const struct
  {
    const char *text;
    const char *code; /* NULL: no such place */
  } cases[] = {
    { "14", "14" },
    { "1401", "1401" },
    { "140101", "140101" },
    { "10101", "010101" },
    { "1", "01" },
    { "101", "0101" },
    { " 140101 ", "140101" },
    { "PE", "PE" },
    { "pe", "PE" },
    { "PE-LAM", "14" },
    { "pe-lam", "14" },
    { "PE-CAL", "07" },
    { "diris-lima-este", "diris-lima-este" },
    { "DIRIS-Lima-Este", "diris-lima-este" },
    { "lima-y-callao", "lima-y-callao" },
    { "26", NULL },
    { "1499", NULL },
    { "149999", NULL },
    { "99999", NULL },
    { "0", NULL },
    { "", NULL },
    { "1401011", NULL },
    { "0140101", NULL },
    { "14x", NULL },
    { "+1", NULL },
    { "PE-XXX", NULL },
    { "\xff\xfe", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const MiradorPlace *place = mirador_place_by_code (cases[i].text);
      g_assert_cmpstr (place != NULL ? place->code : NULL, ==, cases[i].code);
    }
  g_assert_null (mirador_place_by_code (NULL));
}

static void
test_name (void)
{
  static const struct
  {
    const char *name;
    MiradorLevel level;
    const char *parent;
    const char *code;
  } cases[] = {
    { "Lima", MIRADOR_LEVEL_REGION, NULL, "15" },
    { "LIMA", MIRADOR_LEVEL_PROVINCE, NULL, "1501" },
    { "lima", MIRADOR_LEVEL_DISTRICT, "15", "150101" },
    { "Ferreñafe", MIRADOR_LEVEL_PROVINCE, NULL, "1402" },
    { "FERRENAFE", MIRADOR_LEVEL_PROVINCE, NULL, "1402" },
    { "ancash", MIRADOR_LEVEL_ANY, NULL, "02" },
    { "Ventanilla", MIRADOR_LEVEL_ANY, NULL, "070106" },
    { "Peru", MIRADOR_LEVEL_ANY, NULL, "PE" },
    { "DIRIS Lima Este", MIRADOR_LEVEL_ANY, NULL, "diris-lima-este" },
    { "lima metropolitana", MIRADOR_LEVEL_AREA, NULL, "lima-metropolitana" },
    { "Miraflores", MIRADOR_LEVEL_DISTRICT, "1501", "150122" },
    { "Miraflores", MIRADOR_LEVEL_DISTRICT, "lima-metropolitana", "150122" },
    { "Miraflores", MIRADOR_LEVEL_DISTRICT, "lima-provincias", "151021" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      const MiradorPlace *parent = mirador_place_by_code (cases[i].parent);
      const MiradorPlace *place
        = mirador_place_by_name (cases[i].name, cases[i].level, parent, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (place->code, ==, cases[i].code);
    }
}

static void
test_ambiguous (void)
{
  static const struct
  {
    const char *name;
    MiradorLevel level;
    const char *parent;
  } cases[] = {
    { "Lima", MIRADOR_LEVEL_ANY, NULL },
    { "Lambayeque", MIRADOR_LEVEL_ANY, NULL },
    { "Miraflores", MIRADOR_LEVEL_DISTRICT, NULL },
    { "Miraflores", MIRADOR_LEVEL_DISTRICT, "15" },
  };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) each = NULL;

      g_assert_null (mirador_place_by_name (cases[i].name, cases[i].level,
                                            mirador_place_by_code (cases[i].parent), &each));
      g_assert_error (each, MIRADOR_ERROR, MIRADOR_ERROR_PLACE_AMBIGUOUS);
    }
  g_assert_null (mirador_place_find ("Lima", &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_PLACE_AMBIGUOUS);
  g_assert_nonnull (strstr (error->message, "Lima (region 15), Lima (province 1501), "
                                            "Lima (district 150101)"));
}

static void
test_unknown (void)
{
  static const char *const names[] = { "", "Atlantis", "149999", "26", "\xff" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (mirador_place_find (names[i], &error));
      g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_PLACE_UNKNOWN);
    }
}

static void
test_members (void)
{
  static const struct
  {
    const char *group;
    MiradorLevel level;
    guint n;
  } groups[] = {
    { "diris-lima-centro", MIRADOR_LEVEL_AUTHORITY, 14 },
    { "diris-lima-este", MIRADOR_LEVEL_AUTHORITY, 8 },
    { "diris-lima-norte", MIRADOR_LEVEL_AUTHORITY, 9 },
    { "diris-lima-sur", MIRADOR_LEVEL_AUTHORITY, 13 },
    { "diresa-lima", MIRADOR_LEVEL_AUTHORITY, 9 },
    { "lima-metropolitana", MIRADOR_LEVEL_AREA, 1 },
    { "lima-provincias", MIRADOR_LEVEL_AREA, 9 },
    { "lima-y-callao", MIRADOR_LEVEL_AREA, 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      const MiradorPlace *group = must_find (groups[i].group);

      g_assert_cmpint (group->level, ==, groups[i].level);
      g_assert_cmpuint (group->members->len, ==, groups[i].n);
    }
}

/* Every district of the region Lima has exactly one health authority, or a case is lost or counted
 * twice. */
static void
test_authorities_partition_lima (void)
{
  g_autoptr (GPtrArray) districts = mirador_place_list (must_find ("15"), MIRADOR_LEVEL_DISTRICT);
  g_autoptr (GPtrArray) authorities
    = mirador_place_list (must_find ("15"), MIRADOR_LEVEL_AUTHORITY);

  g_assert_cmpuint (authorities->len, ==, 5);
  for (guint i = 0; i < districts->len; i++)
    {
      const MiradorPlace *district = districts->pdata[i];
      guint holders = 0;

      for (guint j = 0; j < authorities->len; j++)
        holders += mirador_place_is_within (district, authorities->pdata[j]);
      g_assert_cmpuint (holders, ==, 1);
    }
}

static void
test_ancestor (void)
{
  static const struct
  {
    const char *place;
    MiradorLevel level;
    const char *ancestor;
  } cases[] = {
    { "140101", MIRADOR_LEVEL_PROVINCE, "1401" },
    { "140101", MIRADOR_LEVEL_REGION, "14" },
    { "140101", MIRADOR_LEVEL_COUNTRY, "PE" },
    { "140101", MIRADOR_LEVEL_DISTRICT, "140101" },
    { "140101", MIRADOR_LEVEL_AUTHORITY, NULL },
    { "14", MIRADOR_LEVEL_DISTRICT, NULL },
    { "150103", MIRADOR_LEVEL_AUTHORITY, "diris-lima-este" },
    { "150101", MIRADOR_LEVEL_AUTHORITY, "diris-lima-centro" },
    { "150201", MIRADOR_LEVEL_AUTHORITY, "diresa-lima" },
    { "1502", MIRADOR_LEVEL_AUTHORITY, "diresa-lima" },
    { "1501", MIRADOR_LEVEL_AUTHORITY, NULL },
    { "150101", MIRADOR_LEVEL_AREA, NULL },
    { "diris-lima-este", MIRADOR_LEVEL_AUTHORITY, "diris-lima-este" },
    { "diris-lima-este", MIRADOR_LEVEL_PROVINCE, "1501" },
    { "diris-lima-este", MIRADOR_LEVEL_REGION, "15" },
    { "lima-y-callao", MIRADOR_LEVEL_REGION, NULL },
    { "lima-y-callao", MIRADOR_LEVEL_COUNTRY, "PE" },
    { "PE", MIRADOR_LEVEL_FACILITY, NULL },
    { "140101", MIRADOR_LEVEL_ANY, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const MiradorPlace *ancestor
        = mirador_place_ancestor (must_find (cases[i].place), cases[i].level);
      g_assert_cmpstr (ancestor != NULL ? ancestor->code : NULL, ==, cases[i].ancestor);
    }
}

static void
test_within (void)
{
  static const struct
  {
    const char *inner;
    const char *outer;
    gboolean within;
    gboolean overlap;
  } cases[] = {
    { "140101", "14", TRUE, TRUE },
    { "14", "140101", FALSE, TRUE },
    { "14", "14", TRUE, TRUE },
    { "14", "15", FALSE, FALSE },
    { "1501", "lima-metropolitana", TRUE, TRUE },
    { "lima-metropolitana", "1501", TRUE, TRUE },
    { "diris-lima-este", "lima-metropolitana", TRUE, TRUE },
    { "diris-lima-este", "diris-lima-sur", FALSE, FALSE },
    { "diris-lima-este", "lima-provincias", FALSE, FALSE },
    { "lima-y-callao", "15", FALSE, TRUE },
    { "15", "lima-y-callao", TRUE, TRUE },
    { "070106", "lima-y-callao", TRUE, TRUE },
    { "15", "lima-provincias", FALSE, TRUE },
    { "diresa-lima", "lima-provincias", TRUE, TRUE },
    { "lima-provincias", "diresa-lima", TRUE, TRUE },
    { "14", "lima-y-callao", FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const MiradorPlace *inner = must_find (cases[i].inner);
      const MiradorPlace *outer = must_find (cases[i].outer);

      g_assert_cmpint (mirador_place_is_within (inner, outer), ==, cases[i].within);
      g_assert_cmpint (mirador_place_overlap (inner, outer), ==, cases[i].overlap);
      g_assert_cmpint (mirador_place_overlap (outer, inner), ==, cases[i].overlap);
    }
}

static void
test_list (void)
{
  g_autoptr (GPtrArray) provinces = mirador_place_list (must_find ("14"), MIRADOR_LEVEL_PROVINCE);
  g_autoptr (GPtrArray) east
    = mirador_place_list (must_find ("diris-lima-este"), MIRADOR_LEVEL_DISTRICT);
  g_autoptr (GPtrArray) self = mirador_place_list (must_find ("14"), MIRADOR_LEVEL_REGION);

  g_assert_cmpuint (provinces->len, ==, 3);
  g_assert_cmpstr (((MiradorPlace *)provinces->pdata[0])->name, ==, "Chiclayo");
  g_assert_cmpuint (east->len, ==, 8);
  g_assert_cmpuint (self->len, ==, 1);
}

static void
test_regions (void)
{
  g_autoptr (GPtrArray) regions = mirador_place_list (mirador_place_peru (), MIRADOR_LEVEL_REGION);

  for (guint i = 0; i < regions->len; i++)
    {
      const MiradorPlace *region = regions->pdata[i];

      g_assert_true (g_str_has_prefix (region->iso, "PE-"));
      g_assert_true (mirador_place_by_code (region->iso) == region);
      g_assert_cmpfloat (region->lat, <, 0.1);
      g_assert_cmpfloat (region->lat, >, -18.5);
      g_assert_cmpfloat (region->lon, <, -68.5);
      g_assert_cmpfloat (region->lon, >, -81.5);
    }
  g_assert_cmpstr (mirador_place_peru ()->iso, ==, "PE");
  g_assert_true (isnan (must_find ("140101")->lat));
  g_assert_null (must_find ("140101")->iso);
}

static void
test_full_name (void)
{
  static const struct
  {
    const char *code;
    const char *name;
  } cases[] = {
    { "140101", "Chiclayo (district, Lambayeque)" },
    { "14", "Lambayeque (region)" },
    { "1403", "Lambayeque (province)" },
    { "070106", "Ventanilla" },
    { "150122", "Miraflores (district, Lima, Lima)" },
    { "151021", "Miraflores (district, Yauyos, Lima)" },
    { "diris-lima-este", "DIRIS Lima Este" },
    { "PE", "Perú" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = mirador_place_full_name (must_find (cases[i].code));
      g_assert_cmpstr (name, ==, cases[i].name);
    }
}

static void
test_full_names_are_unique (void)
{
  g_autoptr (GPtrArray) all = mirador_place_list (NULL, MIRADOR_LEVEL_ANY);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < all->len; i++)
    g_assert_true (g_hash_table_add (seen, mirador_place_full_name (all->pdata[i])));
}

static void
test_level (void)
{
  for (int i = 0; i < MIRADOR_N_LEVELS; i++)
    {
      MiradorLevel level = MIRADOR_LEVEL_ANY;

      g_assert_true (mirador_level_from_id (mirador_level_to_id (i), &level));
      g_assert_cmpint (level, ==, i);
      g_assert_cmpstr (mirador_level_to_text (i, 1), !=, mirador_level_to_text (i, 2));
    }
  g_assert_cmpstr (mirador_level_to_text (MIRADOR_LEVEL_REGION, 25), ==, "regions");
  for (guint i = 0; i < 2; i++)
    {
      MiradorLevel level = MIRADOR_LEVEL_ANY;
      g_assert_false (mirador_level_from_id (i == 0 ? "departamento" : NULL, &level));
    }
}

/* The first look-up reads the tables: threads that come together must all see them whole. */
static gpointer
look_up (gpointer unused)
{
  for (guint i = 0; i < 200; i++)
    if (mirador_place_by_code ("140101") == NULL || mirador_place_find ("Ventanilla", NULL) == NULL)
      return NULL;
  return (gpointer)mirador_place_peru ();
}

static void
test_threads (void)
{
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("look-up", look_up, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_nonnull (g_thread_join (threads[i]));
}

static void
test_level_below (void)
{
  static const struct
  {
    const char *code;
    MiradorLevel level;
  } cases[] = {
    { "PE", MIRADOR_LEVEL_REGION },
    { "14", MIRADOR_LEVEL_PROVINCE },
    { "1401", MIRADOR_LEVEL_DISTRICT },
    { "diris-lima-este", MIRADOR_LEVEL_DISTRICT },
  };

  g_assert_cmpint (mirador_place_level_below (NULL), ==, MIRADOR_LEVEL_REGION);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (mirador_place_level_below (mirador_place_by_code (cases[i].code)), ==,
                     cases[i].level);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  mirador_language_init ("en", g_getenv ("MIRADOR_LOCALE_DIR"));
  g_test_add_func ("/place/threads", test_threads); /* before anything is read */
  g_test_add_func ("/place/counts", test_counts);
  g_test_add_func ("/place/tree", test_tree);
  g_test_add_func ("/place/code", test_code);
  g_test_add_func ("/place/name", test_name);
  g_test_add_func ("/place/ambiguous-name-is-an-error", test_ambiguous);
  g_test_add_func ("/place/unknown", test_unknown);
  g_test_add_func ("/place/group-members", test_members);
  g_test_add_func ("/place/authorities-partition-lima", test_authorities_partition_lima);
  g_test_add_func ("/place/ancestor", test_ancestor);
  g_test_add_func ("/place/within-and-overlap", test_within);
  g_test_add_func ("/place/list", test_list);
  g_test_add_func ("/place/regions", test_regions);
  g_test_add_func ("/place/full-name", test_full_name);
  g_test_add_func ("/place/full-names-are-unique", test_full_names_are_unique);
  g_test_add_func ("/place/level", test_level);
  g_test_add_func ("/place/level-below", test_level_below);
  return g_test_run ();
}
