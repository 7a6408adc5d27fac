/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <math.h>
#include "model/outline.h"
#include "model/resource.h"

static gboolean
is_within (const MiradorRing *ring, double lon, double lat)
{
  gboolean within = FALSE;

  for (guint i = 0, k = ring->n - 1; i < ring->n; k = i++)
    if ((ring->lat[i] > lat) != (ring->lat[k] > lat)
        && lon
             < (ring->lon[k] - ring->lon[i]) * (lat - ring->lat[i]) / (ring->lat[k] - ring->lat[i])
                 + ring->lon[i])
      within = !within;
  return within;
}

static double
area (const MiradorRing *ring)
{
  double sum = 0;

  for (guint i = 0, k = ring->n - 1; i < ring->n; k = i++)
    sum += ring->lon[k] * ring->lat[i] - ring->lon[i] * ring->lat[k];
  return fabs (sum) / 2;
}

static void
test_every_region_has_one (void)
{
  g_autoptr (GPtrArray) regions = mirador_place_list (NULL, MIRADOR_LEVEL_REGION);

  g_assert_cmpuint (regions->len, ==, 25);
  for (guint i = 0; i < regions->len; i++)
    {
      const MiradorPlace *place = g_ptr_array_index (regions, i);
      const MiradorOutline *outline = mirador_outline_get (place);

      g_test_message ("%s", place->name);
      g_assert_nonnull (outline);
      g_assert_true (outline == mirador_outline_get (place));
      g_assert_true (outline->place == place);
      for (int detail = 0; detail < MIRADOR_N_DETAILS; detail++)
        {
          g_assert_cmpuint (outline->rings[detail][0].n, >=, 3);
          g_assert_true (is_within (&outline->rings[detail][0], outline->lon, outline->lat));
        }
    }
  g_assert_null (mirador_outline_get (mirador_place_peru ()));
  g_assert_null (mirador_outline_get (NULL));
  g_assert_null (mirador_outline_get (mirador_place_by_code ("1401")));
}

/* Natural Earth's Loreto and Callao in square degrees, from regions.geojson. */
static void
test_areas_are_kept (void)
{
  static const struct
  {
    const char *code;
    double least, most;
  } known[] = { { "16", 30.0, 31.5 }, { "07", 0.003, 0.02 }, { "lima-metropolitana", 0.15, 0.30 } };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      const MiradorOutline *outline = mirador_outline_get (mirador_place_by_code (known[i].code));

      g_assert_nonnull (outline);
      g_test_message ("%s %f", known[i].code, area (&outline->rings[0][0]));
      g_assert_cmpfloat (area (&outline->rings[0][0]), >=, known[i].least);
      g_assert_cmpfloat (area (&outline->rings[0][0]), <=, known[i].most);
    }
}

static void
test_detail_thins_out (void)
{
  g_autoptr (GPtrArray) regions = mirador_place_list (NULL, MIRADOR_LEVEL_REGION);
  guint counts[MIRADOR_N_DETAILS] = { 0 };

  for (guint i = 0; i < regions->len; i++)
    for (int detail = 0; detail < MIRADOR_N_DETAILS; detail++)
      counts[detail] += mirador_outline_get (g_ptr_array_index (regions, i))->rings[detail][0].n;
  for (int detail = 1; detail < MIRADOR_N_DETAILS; detail++)
    g_assert_cmpuint (counts[detail], <, counts[detail - 1] * 4 / 5);
}

/* A border that two regions share has the same vertices on both sides, at every level: no gaps. */
static void
test_neighbours_meet (void)
{
  g_autoptr (GPtrArray) regions = mirador_place_list (NULL, MIRADOR_LEVEL_REGION);
  g_autoptr (GHashTable) sides = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint shared[MIRADOR_N_DETAILS] = { 0 };
  guint all[MIRADOR_N_DETAILS] = { 0 };

  for (int detail = 0; detail < MIRADOR_N_DETAILS; detail++)
    {
      g_hash_table_remove_all (sides);
      for (guint i = 0; i < regions->len; i++)
        {
          const MiradorRing *ring
            = mirador_outline_get (g_ptr_array_index (regions, i))->rings[detail];

          for (guint k = 0, j = ring->n - 1; k < ring->n; j = k++)
            {
              /* Neighbours run along their border in opposite directions. */
              g_autofree char *back = g_strdup_printf ("%.4f %.4f %.4f %.4f", ring->lon[k],
                                                       ring->lat[k], ring->lon[j], ring->lat[j]);

              all[detail]++;
              shared[detail] += g_hash_table_contains (sides, back) ? 1 : 0;
              g_hash_table_add (sides, g_strdup_printf ("%.4f %.4f %.4f %.4f", ring->lon[j],
                                                        ring->lat[j], ring->lon[k], ring->lat[k]));
            }
        }
      /* The rest is coast and frontier. */
      g_assert_cmpuint (shared[detail], >, all[detail] / 4);
    }
}

static void
test_resource_is_small (void)
{
  g_autoptr (GBytes) bytes = mirador_data_load ("places/outlines.csv", NULL);

  g_assert_nonnull (bytes);
  g_assert_cmpuint (g_bytes_get_size (bytes), <, 60000);
}

static void
test_tiles (void)
{
  g_autoptr (GPtrArray) regions = mirador_place_list (NULL, MIRADOR_LEVEL_REGION);
  gboolean taken[16][16] = { { FALSE } };
  guint rows, columns;

  mirador_tile_get_size (&rows, &columns);
  g_assert_cmpuint (rows, ==, 8);
  g_assert_cmpuint (columns, ==, 5);
  for (guint i = 0; i < regions->len; i++)
    {
      guint row, column;

      g_assert_true (mirador_tile_get (g_ptr_array_index (regions, i), &row, &column));
      g_assert_cmpuint (row, <, rows);
      g_assert_cmpuint (column, <, columns);
      g_assert_false (taken[row][column]);
      taken[row][column] = TRUE;
    }
  g_assert_false (mirador_tile_get (mirador_place_peru (), &rows, &columns));
  g_assert_false (mirador_tile_get (NULL, &rows, &columns));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/outline/every-region-has-one", test_every_region_has_one);
  g_test_add_func ("/outline/areas-are-kept", test_areas_are_kept);
  g_test_add_func ("/outline/detail-thins-out", test_detail_thins_out);
  g_test_add_func ("/outline/neighbours-meet", test_neighbours_meet);
  g_test_add_func ("/outline/resource-is-small", test_resource_is_small);
  g_test_add_func ("/outline/tiles", test_tiles);
  return g_test_run ();
}
