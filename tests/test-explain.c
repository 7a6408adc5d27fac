/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/explain.h"

#include <string.h>

#include "test-rows.h"

/* 18/02/2025 12:00 in Lima */
#define RECEIVED 1739898000

static void
test_values (void)
{
  static const struct
  {
    const char *measure;
    double value;
    guint flags;
    int population_year;
    const char *text;
  } cases[] = {
    { "people_screened", 303705, 0, 0, "303,705" },
    { "people_screened", 38000, MIRADOR_FLAG_MORE_THAN, 0, "more than 38,000" },
    { "people_screened", 38000, MIRADOR_FLAG_ABOUT, 0, "about 38,000" },
    { "people_screened", 38000, MIRADOR_FLAG_LESS_THAN, 0, "fewer than 38,000" },
    { "people_screened", 12.34, 0, 2025, "12.3" },
    { "mdr_cure_rate", 85, 0, 0, "85.0%" },
    { "people_screened", NAN, MIRADOR_FLAG_MORE_THAN, 0, "—" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MiradorRow row = row_new (cases[i].measure, "tb", "PE", "2017", cases[i].value);
      g_autofree char *text = NULL;

      row.flags = (MiradorFlags)cases[i].flags;
      row.population_year = cases[i].population_year;
      text = mirador_explain_value (&row);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_gaps (void)
{
  static const struct
  {
    MiradorGap gap;
    const char *detail;
    const char *text;
  } cases[] = {
    { MIRADOR_GAP_NOT_REPORTED,
      "24\x1f"
      "25",
      "Not complete: there are 24 of 25 reports; the others are missing or published in another "
      "way. Choose a period or places that are complete." },
    { MIRADOR_GAP_NOT_REPORTED,
      "0\x1f"
      "1",
      "The report is missing or published in another way. Choose a period or places that are "
      "complete." },
    { MIRADOR_GAP_ADDS_NOT_PROGRAM, "tb,vih",
      "It does not add over programs (TB, HIV and STIs): the same person may be in two. Choose one "
      "program." },
    { MIRADOR_GAP_NOT_COVERED, "14", "The source covers: Lambayeque. Choose a place there." },
    { MIRADOR_GAP_NOT_COVERED, "01,02,03,04,05,06,07,08",
      "The source covers: Amazonas, Áncash, Apurímac, Arequipa, Ayacucho and 3 more. Choose a "
      "place there." },
    { MIRADOR_GAP_NOT_AT_GRAIN, "fiscal-year",
      "It is published only by fiscal year. Choose a whole one." },
    { MIRADOR_GAP_SUPPRESSED, "5",
      "Value hidden for confidentiality: it is under 5, or would give away one that is. Choose a "
      "larger place or a longer period." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MiradorRow row = row_gap ("people_screened", "tb", "PE", cases[i].gap, cases[i].detail);
      g_autofree char *text = mirador_explain_gap (&row);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* Each says what to do, and an unknown or missing detail does no harm. */
static void
test_every_gap (void)
{
  for (guint gap = MIRADOR_GAP_NONE + 1; gap < MIRADOR_N_GAPS; gap++)
    {
      MiradorRow row = row_gap ("people_screened", "tb", "PE", (MiradorGap)gap, "");
      g_autofree char *text = mirador_explain_gap (&row);

      g_assert_true (g_str_has_suffix (text, "."));
      g_assert_nonnull (strstr (text, "hoose"));
      row.gap_detail = g_intern_static_string ("no such thing");
      g_free (text);
      text = mirador_explain_gap (&row);
      g_assert_cmpstr (text, !=, "");
    }
}

/* Data beyond what the source calls complete do not make it newer: Lambayeque has 219 screenings
 * of September 2017. */
static void
test_source (void)
{
  MiradorRow rows[] = { row_new ("screenings", "same", "14", "2017-01..2017-09", 192267),
                        row_new ("people_attended", "same", "14", "2017-01..2017-09", 5681) };
  g_autoptr (MiradorFrame) frame = NULL;
  g_autofree char *english = NULL, *dateless = NULL;

  rows[0].data_until = mirador_period_new_month (2017, 9);
  rows[1].data_until = mirador_period_new_month (2017, 7);
  rows[1].received = RECEIVED;
  frame = frame_new (rows, 2);
  english = mirador_explain_source (frame);
  g_assert_cmpstr (english, ==,
                   "Source: MINSA, National Open Data Platform. Data until Aug 2017, received on "
                   "18 Feb 2025.");
  rows[0].feed = g_intern_static_string ("a-feed-without-profile");
  rows[0].data_until = mirador_period_new_fiscal_year (2025, 7);
  mirador_frame_unref (g_steal_pointer (&frame));
  frame = frame_new (rows, 1);
  dateless = mirador_explain_source (frame);
  g_assert_cmpstr (dateless, ==, "Source: a-feed-without-profile. Data until Jun 2025.");
}

static void
assert_notes (MiradorFrame *frame, const char *expected)
{
  g_auto (GStrv) notes = mirador_explain_notes (frame);
  g_autofree char *all = g_strjoinv ("|", notes);

  g_assert_cmpstr (all, ==, expected);
}

static void
test_notes_of_a_sum (void)
{
  MiradorRow row = row_new ("people_attended", "same", "14", "2017-01..2017-09", 5681);
  g_autoptr (MiradorFrame) frame = NULL;

  row.n_parts = 300;
  row.flags = MIRADOR_FLAG_PARTIAL | MIRADOR_FLAG_REPEATS;
  row.data_until = mirador_period_new_month (2017, 9);
  row.completeness = 0.9997;
  frame = frame_new (&row, 1);
  assert_notes (frame, "The figures include incomplete periods: Sep 2017.|"
                       "Attended by month and diagnosis; a person may be counted again.|"
                       "Completeness: 99.9% of the expected reports.");
}

static void
test_notes_of_periods (void)
{
  MiradorRow rows[] = { row_new ("screenings", "same", "14", "2017-08", 25537),
                        row_new ("screenings", "same", "14", "2017-09", 219) };
  g_autoptr (MiradorFrame) frame = NULL;

  rows[1].flags = MIRADOR_FLAG_PARTIAL;
  frame = frame_new (rows, 2);
  assert_notes (frame, "Incomplete: Sep 2017. Shown hollow and left out of comparisons.");
}

static void
test_notes_in_order (void)
{
  MiradorRow rows[] = { row_new ("screenings", "same", "14", "2017-08", 25537),
                        row_gap ("screenings", "same", "14", MIRADOR_GAP_SUPPRESSED, "5") };
  g_autoptr (MiradorFrame) frame = NULL;
  g_auto (GStrv) notes = NULL;

  rows[0].flags = MIRADOR_FLAG_SIMULATED | MIRADOR_FLAG_CUMULATIVE | MIRADOR_FLAG_ABOUT;
  frame = frame_new (rows, 2);
  notes = mirador_explain_notes (frame);
  g_assert_cmpuint (g_strv_length (notes), ==, 4);
  g_assert_true (g_str_has_prefix (notes[0], "Simulated data:"));
  g_assert_cmpstr (notes[1], ==, "Values hidden for confidentiality (fewer than 5).");
  g_assert_cmpstr (notes[2], ==, "Figures to date, not of the period alone.");
}

static void
test_no_notes (void)
{
  MiradorRow row = row_new ("screenings", "same", "14", "2017-08", 25537);
  g_autoptr (MiradorFrame) frame = frame_new (&row, 1);

  assert_notes (frame, "");
}

static void
test_row (void)
{
  MiradorRow row = row_new ("screenings", "same", "1401", "2017-03", 12000);
  g_autoptr (MiradorFrame) frame = NULL;
  g_autofree char *text = NULL;

  row.n_parts = 20;
  row.received = RECEIVED;
  row.data_until = mirador_period_new_month (2017, 9);
  row.completeness = 0.95;
  frame = frame_new (&row, 1);
  text = mirador_explain_row (frame, mirador_frame_get_row (frame, 0));
  g_assert_cmpstr (text, ==,
                   "Mental health screenings · Mental health (SAME)\n"
                   "12,000 screenings\n"
                   "Period: March 2017\n"
                   "Place: Chiclayo (province, Lambayeque)\n"
                   "Sum of 20 figures of the source\n"
                   "Feed: Mental health, MINSA\n"
                   "Source: MINSA, National Open Data Platform. Data until Aug 2017, received on "
                   "18 Feb 2025.\n"
                   "Completeness: 95.0% of the expected reports.");
}

static void
test_rate_row (void)
{
  MiradorRow row = row_new ("screenings", "same", "14", "2017-03", 1523.4);
  g_autoptr (MiradorFrame) frame = NULL;
  g_autofree char *text = NULL;

  row.numerator = 20000;
  row.denominator = 1312855;
  row.population_feed = g_intern_static_string ("MINSA/REUNIS");
  row.population_year = 2025;
  frame = frame_new (&row, 1);
  text = mirador_explain_row (frame, mirador_frame_get_row (frame, 0));
  g_assert_nonnull (strstr (text, "\n1,523.4 per 100,000 inhabitants\n"));
  g_assert_nonnull (strstr (text, "\nFormula: 20,000 among 1,312,855 inhabitants\n"));
  g_assert_nonnull (strstr (text, "\nPopulation of 2025: MINSA/REUNIS."));
}

/* A hidden figure says so, and nothing of what it was made of. */
static void
test_gap_row (void)
{
  MiradorRow row = row_gap ("positive_screenings", "same", "1401", MIRADOR_GAP_SUPPRESSED, "5");
  g_autoptr (MiradorFrame) frame = frame_new (&row, 1);
  g_autofree char *text = mirador_explain_row (frame, mirador_frame_get_row (frame, 0));

  g_assert_nonnull (strstr (text, "Value hidden for confidentiality"));
  g_assert_null (strstr (text, "Sum of"));
  g_assert_null (strstr (text, "Completeness"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  g_test_add_func ("/explain/values", test_values);
  g_test_add_func ("/explain/gaps", test_gaps);
  g_test_add_func ("/explain/every-gap", test_every_gap);
  g_test_add_func ("/explain/source", test_source);
  g_test_add_func ("/explain/notes-of-a-sum", test_notes_of_a_sum);
  g_test_add_func ("/explain/notes-of-periods", test_notes_of_periods);
  g_test_add_func ("/explain/notes-in-order", test_notes_in_order);
  g_test_add_func ("/explain/no-notes", test_no_notes);
  g_test_add_func ("/explain/row", test_row);
  g_test_add_func ("/explain/rate-row", test_rate_row);
  g_test_add_func ("/explain/gap-row", test_gap_row);
  return g_test_run ();
}
