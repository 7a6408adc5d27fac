/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/suppression.h"

#include <string.h>

#include "test-rows.h"
#include "test-suppression-attack.h"

#define SHOWN(row) (!isnan ((row)->value))
#define BY_SOURCE (-1)
#define MAX_ROWS 12

typedef struct
{
  const char *name;
  const char *measure;
  const char *places[MAX_ROWS];
  double values[MAX_ROWS];
  const char *hidden; /* "s" what the source hides */
} Case;

static MiradorRow
cell (const char *measure, const char *place, double value)
{
  MiradorRow row = row_new (measure, "same", place, "2017-03", value);

  row.breakdown = g_intern_static_string ("");
  if (value == BY_SOURCE)
    {
      row.value = NAN;
      row.gap = MIRADOR_GAP_HIDDEN_BY_SOURCE;
      row.n_parts = 0;
    }
  return row;
}

static char *
pattern_of (MiradorFrame *shown)
{
  GString *pattern = g_string_new (NULL);

  for (guint i = 0; i < mirador_frame_get_n_rows (shown); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (shown, i);

      g_string_append_c (pattern, row->gap == MIRADOR_GAP_HIDDEN_BY_SOURCE ? 's'
                                  : SHOWN (row)                            ? '.'
                                                                           : 'x');
    }
  return g_string_free (pattern, FALSE);
}

static const Case cases[] = {
  { "part-not-asked-for", NULL, { "17", "1701", "1703" }, { 12, 10, 0 }, ".x." },
  { "all-parts", NULL, { "17", "1701", "1702", "1703" }, { 12, 10, 2, 0 }, ".xx." },
  { "group-less-member", NULL, { "lima-y-callao", "15" }, { 503, 500 }, ".x" },
  { "group-with-members", NULL, { "lima-y-callao", "15", "07" }, { 503, 500, 3 }, ".xx" },
  { "two-parts", NULL, { "17", "1701", "1702" }, { 40, 30, 8 }, "..x" },
  { "large-remainder", NULL, { "17", "1701", "1703" }, { 22, 10, 0 }, "..." },
  { "no-remainder", NULL, { "17", "1701", "1703" }, { 22, 10, 12 }, "..." },
  { "remainder-at-threshold", NULL, { "17", "1701" }, { 15, 10 }, ".." },
  { "country-less-province", NULL, { "PE", "1701" }, { 103, 100 }, ".x" },
  /* The province hidden for 17 is not to be had from the country either. */
  { "levels", NULL, { "PE", "17", "1701", "1702" }, { 900, 40, 30, 8 }, "...x" },
  { "region-and-country", NULL, { "PE", "17", "1701" }, { 43, 40, 38 }, ".x." },
  { "country-less-hidden-region", NULL, { "PE", "17", "1701" }, { 42, 40, 38 }, ".xx" },
  { "district-of-country", NULL, { "PE", "17", "170101" }, { 90, 30, 28 }, "..x" },
  { "not-sensitive", "screenings", { "17", "1701", "1703" }, { 12, 10, 0 }, "..." },
  { "source-hides-part", NULL, { "17", "1701", "1702", "1703" }, { 12, 10, BY_SOURCE, 0 }, ".xs." },
  { "source-hides-total", NULL, { "17", "1701", "1702", "1703" }, { BY_SOURCE, 10, 8, 9 }, "s..." },
  { "source-hides-total-of-some", NULL, { "17", "1701", "1702" }, { BY_SOURCE, 10, 8 }, "s.." },
  { "source-hides-two",
    NULL,
    { "17", "1701", "1702", "1703" },
    { 32, 20, BY_SOURCE, BY_SOURCE },
    "..ss" },
  { "source-hides-and-part-left-out",
    NULL,
    { "17", "1701", "1702" },
    { 12, 10, BY_SOURCE },
    ".xs" },
  { "source-hides-insensitive",
    "screenings",
    { "17", "1701", "1702", "1703" },
    { 12, 10, BY_SOURCE, 0 },
    "..s." },
};

static void
test_case (gconstpointer user_data)
{
  const Case *test = user_data;
  MiradorRow rows[MAX_ROWS];
  g_autoptr (MiradorFrame) frame = NULL;
  g_autoptr (MiradorFrame) shown = NULL;
  g_autofree char *got = NULL;
  guint n = 0;

  for (; n < MAX_ROWS && test->places[n] != NULL; n++)
    rows[n] = cell (test->measure ? test->measure : "positive_screenings", test->places[n],
                    test->values[n]);
  frame = frame_new (rows, n);
  shown = mirador_suppress (frame, 5);
  got = pattern_of (shown);
  g_assert_cmpstr (got, ==, test->hidden);
}

/* Where nothing is real nothing is hidden, and the frame comes back as it was. */
static void
test_simulated (void)
{
  MiradorRow rows[]
    = { cell ("positive_screenings", "17", 12), cell ("positive_screenings", "1701", 10) };
  g_autoptr (MiradorFrame) frame = NULL;
  g_autoptr (MiradorFrame) shown = NULL;

  rows[0].flags = rows[1].flags = MIRADOR_FLAG_SIMULATED;
  frame = frame_new (rows, 2);
  shown = mirador_suppress (frame, 5);
  g_assert_true (shown == frame);
}

/* Provinces of two regions; the last unknown is the rest of the country. */
static const char *const codes[]
  = { "1701", "1702", "1703", "2301", "2302", "2303", "2304", "17", "23", "PE" };
static const guint first_of[] = { 0, 1, 2, 3, 4, 5, 6, 0, 3, 0 };
static const guint after_of[] = { 1, 2, 3, 4, 5, 6, 7, 3, 7, 8 };

#define N_PLACES G_N_ELEMENTS (codes)
#define N_ATOMS 8
#define N_PROVINCES 7

typedef struct
{
  int atoms[N_ATOMS];
  gboolean asked[N_PLACES];
  gboolean by_source[N_PLACES];
} Country;

static Country
random_country (GRand *random, gboolean sources)
{
  Country country;

  for (guint i = 0; i < N_ATOMS; i++)
    country.atoms[i] = g_rand_int_range (random, 0, 3) ? g_rand_int_range (random, 5, 40)
                                                       : g_rand_int_range (random, 0, 5);
  for (guint i = 0; i < N_PLACES; i++)
    {
      country.asked[i] = g_rand_int_range (random, 0, 4) > 0;
      country.by_source[i]
        = sources && country.asked[i] && i < N_PROVINCES && !g_rand_int_range (random, 0, 5);
    }
  return country;
}

static MiradorFrame *
frame_of_country (const Country *country)
{
  MiradorRow rows[N_PLACES];
  guint n = 0;

  for (guint i = 0; i < N_PLACES; i++)
    {
      int sum = 0;

      for (guint atom = first_of[i]; atom < after_of[i]; atom++)
        sum += country->atoms[atom];
      if (country->asked[i])
        rows[n++] = cell ("positive_screenings", codes[i], country->by_source[i] ? BY_SOURCE : sum);
    }
  return frame_new (rows, n);
}

static void
add_equation (Attack *attack, guint place)
{
  double *terms = attack->terms[attack->n_equations++];

  memset (terms, 0, sizeof attack->terms[0]);
  for (guint atom = first_of[place]; atom < after_of[place]; atom++)
    terms[atom] = 1;
}

static guint
count_rank (const Attack *attack)
{
  guint rank = 0;

  for (guint i = 0; i < attack->n_equations; i++)
    for (guint j = 0; j < attack->n_unknowns; j++)
      if (fabs (attack->terms[i][j]) > 1e-9)
        {
          rank++;
          break;
        }
  return rank;
}

/* Whether the sum of some atoms follows: then to know it adds nothing. */
static gboolean
follows (const Attack *known, const gboolean *wanted)
{
  Attack with = *known;
  double *terms = with.terms[with.n_equations++];

  memset (terms, 0, sizeof with.terms[0]);
  for (guint i = 0; i < N_ATOMS; i++)
    terms[i] = wanted[i];
  eliminate (&with);
  return count_rank (&with) == count_rank (known);
}

static void
assert_safe (const Attack *known, const Country *country, guint first, guint after)
{
  gboolean left_out[N_ATOMS] = { FALSE };
  int rest = 0;

  for (guint i = first; i < after; i++)
    {
      gboolean alone[N_ATOMS] = { FALSE };

      alone[i] = TRUE;
      if ((country->atoms[i] > 0 && country->atoms[i] < 5)
          || (i < N_PROVINCES && country->by_source[i]))
        g_assert_false (follows (known, alone));
      left_out[i] = i == N_PROVINCES || !country->asked[i];
      rest += left_out[i] ? country->atoms[i] : 0;
    }
  if (rest > 0 && rest < 5)
    g_assert_false (follows (known, left_out));
}

static gboolean
asks_province (const Country *country, guint region)
{
  for (guint i = first_of[region]; i < after_of[region]; i++)
    if (country->asked[i])
      return TRUE;
  return FALSE;
}

/* The country less the parts that are left when hidden regions step back for their provinces. */
static void
assert_rest_safe (const Attack *known, const Country *country, const gboolean *visible)
{
  gboolean left_out[N_ATOMS] = { [N_PROVINCES] = TRUE };
  int rest = 0;

  for (guint i = 0; i < N_ATOMS; i++)
    {
      guint region = i < 3 ? 7 : 8;
      gboolean in_region
        = country->asked[region] && (visible[region] || !asks_province (country, region));

      if (i < N_PROVINCES)
        left_out[i] = !country->asked[i] && !in_region;
      rest += left_out[i] ? country->atoms[i] : 0;
    }
  if (rest > 0 && rest < 5)
    g_assert_false (follows (known, left_out));
}

static void
attack_country (MiradorFrame *shown, const Country *country)
{
  Attack attack = { .n_equations = 0, .n_unknowns = N_ATOMS };
  gboolean visible[N_PLACES] = { FALSE };
  guint row = 0;

  for (guint i = 0; i < N_PLACES; i++)
    {
      visible[i] = country->asked[i] && SHOWN (mirador_frame_get_row (shown, row++));
      if (visible[i])
        add_equation (&attack, i);
    }
  eliminate (&attack);
  assert_safe (&attack, country, 0, 3);
  assert_safe (&attack, country, 3, 7);
  assert_safe (&attack, country, 7, 8);
  assert_rest_safe (&attack, country, visible);
}

static void
attack_countries (gconstpointer sources)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (17);
  guint n_shown = 0, n_rows = 0;

  for (guint round = 0; round < 2000; round++)
    {
      Country country = random_country (random, sources != NULL);
      g_autoptr (MiradorFrame) frame = frame_of_country (&country);
      g_autoptr (MiradorFrame) shown = mirador_suppress (frame, 5);

      attack_country (shown, &country);
      for (guint i = 0; i < mirador_frame_get_n_rows (shown); i++)
        n_shown += SHOWN (mirador_frame_get_row (shown, i));
      n_rows += mirador_frame_get_n_rows (shown);
    }
  g_test_message ("%u of %u rows shown", n_shown, n_rows);
  g_assert_cmpuint (n_shown, >, n_rows / 4); /* hiding everything would be safe as well */
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/nested-suppression/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/nested-suppression/simulated", test_simulated);
  g_test_add_data_func ("/nested-suppression/attack", NULL, attack_countries);
  g_test_add_data_func ("/nested-suppression/attack-with-source", "sources", attack_countries);
  return g_test_run ();
}
