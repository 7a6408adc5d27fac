/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/suppression.h"

#include <math.h>
#include <string.h>

#include "test-rows.h"

static MiradorRow
cell (const char *place, const char *period, double value)
{
  return row_new ("positive_screenings", "same", place, period, value);
}

static MiradorRow
span (const char *place, const char *range, double value)
{
  MiradorRow row = cell (place, "2025", value);

  g_assert_true (mirador_range_parse (range, 7, &row.range, NULL));
  row.period = mirador_range_to_period (row.range, 7);
  return row;
}

static GPtrArray *
suppress (MiradorFrame *first, MiradorFrame *second)
{
  g_autoptr (GPtrArray) frames = g_ptr_array_new ();

  g_ptr_array_add (frames, first);
  g_ptr_array_add (frames, second);
  return mirador_suppress_together (frames, 5);
}

/* A point for a figure that is shown, an x for a hidden one. */
static void
assert_hidden (GPtrArray *shown, guint i, const char *pattern)
{
  const MiradorFrame *frame = shown->pdata[i];
  g_autoptr (GString) got = g_string_new (NULL);

  for (guint k = 0; k < mirador_frame_get_n_rows (frame); k++)
    g_string_append_c (got, isnan (mirador_frame_get_row (frame, k)->value) ? 'x' : '.');
  g_assert_cmpstr (got->str, ==, pattern);
}

/* Months by number from @first on, of @n. */
static MiradorFrame *
months_new (guint first, const double *values, guint n)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (MiradorRow));

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *period = g_strdup_printf ("2025-%02u", first + i);
      MiradorRow row = cell ("1401", period, values[i]);

      g_array_append_val (rows, row);
    }
  return frame_new ((MiradorRow *)rows->data, n);
}

/* A key figure beside its months: January hides with February what the half year would give away,
 * but not what February to April does; and with March January would follow again. */
static void
test_total_beside_months (void)
{
  static const struct
  {
    const char *range;
    const double total;
    const char *hidden;
  } cases[] = {
    { "2025-02..2025-04", 70, "xxxx" },
    { "2025-01..2025-02", 7, "xx.." },
    { "2025-03..2025-04", 67, "xx.." },
    { "2025-01..2025-04", 74, "xx.." },
  };
  static const double values[] = { 4, 3, 33, 34 };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MiradorRow total = span ("1401", cases[i].range, cases[i].total);
      g_autoptr (MiradorFrame) whole = frame_new (&total, 1);
      g_autoptr (MiradorFrame) months = months_new (1, values, G_N_ELEMENTS (values));
      g_autoptr (GPtrArray) shown = suppress (whole, months);

      assert_hidden (shown, 0, ".");
      assert_hidden (shown, 1, cases[i].hidden);
    }
}

/* The months reach only a part of the way back: what is left of the total is no secret unless it
 * is small. */
static void
test_total_reaches_further (void)
{
  static const double values[] = { 30, 31, 32 };
  static const struct
  {
    double total;
    const char *hidden;
  } cases[] = { { 200, "..." }, { 96, "xxx" }, { 93, "..." } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MiradorRow total = span ("1401", "2025-02..2025-06", cases[i].total);
      g_autoptr (MiradorFrame) whole = frame_new (&total, 1);
      g_autoptr (MiradorFrame) months = months_new (4, values, G_N_ELEMENTS (values));
      g_autoptr (GPtrArray) shown = suppress (whole, months);

      assert_hidden (shown, 1, cases[i].hidden);
    }
}

/* Lines of two years beside the same a year before: what one hides the other must not show. */
static void
test_same_figure_twice (void)
{
  static const double values[] = { 30, 3, 31, 32, 20, 33, 34 };
  g_autoptr (MiradorFrame) now = months_new (1, values, 4);
  g_autoptr (MiradorFrame) before = months_new (2, values + 1, 5);
  g_autoptr (GPtrArray) shown = suppress (now, before);

  for (guint i = 1; i < 4; i++)
    g_assert_true (isnan (mirador_frame_get_row (shown->pdata[0], i)->value)
                   == isnan (mirador_frame_get_row (shown->pdata[1], i - 1)->value));
  g_assert_true (isnan (mirador_frame_get_row (shown->pdata[0], 1)->value));
}

/* The country's regions, and beside them what is known of the parts of one. */
static void
test_parts_beside_regions (void)
{
  static const struct
  {
    double metropolitan;
    const char *regions, *parts;
  } cases[] = { { 40, "..", "." }, { 57, "..", "x" }, { 3, "..", "x" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MiradorRow rows[] = { cell ("15", "2025", 60), cell ("14", "2025", 80) };
      MiradorRow part = cell ("lima-metropolitana", "2025", cases[i].metropolitan);
      g_autoptr (MiradorFrame) regions = frame_new (rows, 2);
      g_autoptr (MiradorFrame) parts = frame_new (&part, 1);
      g_autoptr (GPtrArray) shown = suppress (regions, parts);

      assert_hidden (shown, 0, cases[i].regions);
      assert_hidden (shown, 1, cases[i].parts);
    }
}

/* A key figure of last year says nothing of this one's. */
static void
test_strangers (void)
{
  MiradorRow now = span ("1401", "2025-02..2025-04", 70);
  MiradorRow before = span ("1401", "2024-02..2024-04", 3);
  g_autoptr (MiradorFrame) first = frame_new (&now, 1);
  g_autoptr (MiradorFrame) second = frame_new (&before, 1);
  g_autoptr (GPtrArray) shown = suppress (first, second);

  assert_hidden (shown, 0, ".");
  assert_hidden (shown, 1, "x");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  g_test_add_func ("/suppression-together/total-beside-months", test_total_beside_months);
  g_test_add_func ("/suppression-together/total-reaches-further", test_total_reaches_further);
  g_test_add_func ("/suppression-together/same-figure-twice", test_same_figure_twice);
  g_test_add_func ("/suppression-together/parts-beside-regions", test_parts_beside_regions);
  g_test_add_func ("/suppression-together/strangers", test_strangers);
  return g_test_run ();
}
