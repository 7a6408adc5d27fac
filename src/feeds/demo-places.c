/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/demo-places.h"

#include <string.h>

#include "model/error.h"
#include "model/resource.h"

#define REGIONS "places/regions.csv"
#define REGIONS_CODE 0
#define REGIONS_PEOPLE 5

typedef struct
{
  const char *program;
  const char *codes;
} Coverage;

/* As many regions as SES reports for AF 2025; which ones they are is invented. */
static const Coverage coverage[] = {
  { "all", "PE" },
  { "tb", "02 04 07 08 11 12 13 14 15 16 20 25" },
  { "vih", "01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 19 20 21 22 23 24 25" },
  { "same", "02 04 05 07 08 12 13 14 15 16 20 24 25" },
  { "samia", "070101 070106 070107" },
  { "ent", "150106 150110 150135" },
};

typedef struct
{
  const char *code;
  double people;
} District;

/* Thousands of people, rounded: only their proportion counts. */
static const District districts[] = {
  { "070101", 451 }, { "070106", 316 }, { "070107", 45 },
  { "150106", 333 }, { "150110", 520 }, { "150135", 654 },
};

typedef struct
{
  const char *program;
  const char *place;
  int year;
  int month;
} Report;

/* Months in which a region could think of other things: protests in the south, floods in the north.
 */
static const Report missing[] = {
  { "tb", "16", 2022, 9 },    { "tb", "08", 2023, 1 },   { "tb", "14", 2023, 3 },
  { "tb", "20", 2023, 3 },    { "tb", "20", 2023, 4 },   { "same", "05", 2022, 12 },
  { "same", "08", 2022, 12 }, { "same", "08", 2023, 1 }, { "same", "20", 2023, 3 },
  { "same", "24", 2023, 3 },
};

static const Coverage late[] = {
  { "tb", "16 25" },
  { "vih", "01 09 16 17 25" },
  { "same", "05 16" },
};

static gboolean
holds (const char *codes, const char *code)
{
  g_auto (GStrv) list = g_strsplit (codes, " ", -1);

  return g_strv_contains ((const char *const *)list, code);
}

static GHashTable *
read_people (GError **error)
{
  g_autoptr (GBytes) file = mirador_data_load (REGIONS, error);
  g_autoptr (GHashTable) people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (file == NULL)
    return NULL;
  text = g_strndup (g_bytes_get_data (file, NULL), g_bytes_get_size (file));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], ",", -1);
      double *count;

      if (g_strv_length (cells) <= REGIONS_PEOPLE)
        continue;
      count = g_new (double, 1);
      *count = g_ascii_strtod (cells[REGIONS_PEOPLE], NULL);
      g_hash_table_insert (people, g_strdup (cells[REGIONS_CODE]), count);
    }
  return g_steal_pointer (&people);
}

static double
people_of (GHashTable *people, const char *code)
{
  const double *count = g_hash_table_lookup (people, code);

  for (guint i = 0; i < G_N_ELEMENTS (districts); i++)
    if (strcmp (districts[i].code, code) == 0)
      return districts[i].people;
  return count != NULL ? *count : 1;
}

GArray *
mirador_demo_places (const char *program, GError **error)
{
  g_autoptr (GHashTable) people = read_people (error);
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (MiradorDemoPlace));
  g_auto (GStrv) codes = NULL;

  if (people == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (coverage) && codes == NULL; i++)
    if (strcmp (coverage[i].program, program) == 0)
      codes = g_strsplit (coverage[i].codes, " ", -1);
  for (guint i = 0; codes != NULL && codes[i] != NULL; i++)
    {
      MiradorDemoPlace at = { mirador_place_by_code (codes[i]), people_of (people, codes[i]) };

      if (at.place != NULL)
        g_array_append_val (places, at);
    }
  if (places->len > 0)
    return g_steal_pointer (&places);
  mirador_set_error (error, MIRADOR_ERROR_PROGRAM_UNKNOWN, program, NULL);
  return NULL;
}

gboolean
mirador_demo_is_missing (const char *program, const char *place, int year, int month)
{
  for (guint i = 0; i < G_N_ELEMENTS (missing); i++)
    if (missing[i].year == year && missing[i].month == month
        && strcmp (missing[i].program, program) == 0 && strcmp (missing[i].place, place) == 0)
      return TRUE;
  return FALSE;
}

gboolean
mirador_demo_is_late (const char *program, const char *place)
{
  for (guint i = 0; i < G_N_ELEMENTS (late); i++)
    if (strcmp (late[i].program, program) == 0 && holds (late[i].codes, place))
      return TRUE;
  return FALSE;
}
