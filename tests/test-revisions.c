/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

/* What is gone from an answer, and what was only not asked for. */

#define YEARS                                                                                      \
  "screenings same 14 - 2023-11 1\nscreenings same 14 - 2023-12 2\n"                               \
  "screenings same 14 - 2024-01 3\nscreenings same 14 - 2024-02 4\n"

typedef struct
{
  const char *name;
  const char *before;
  const char *asked; /* days, with blanks between; "": all; "=2024": that very period */
  const char *figures;
  gboolean snapshot;
  const char *after;
  guint64 retired;
} Case;

static const Case cases[] = {
  { "older-months-stay", YEARS, "2024", "screenings same 14 - 2024-01 3\n", TRUE,
    "screenings same 14 - 2023-11 1\nscreenings same 14 - 2023-12 2\n"
    "screenings same 14 - 2024-01 3\n",
    1 },
  { "all-asked-for", YEARS, "", "screenings same 14 - 2024-01 3\n", TRUE,
    "screenings same 14 - 2024-01 3\n", 3 },
  { "months-one-by-one", YEARS, "2023-12 2024-01 2024-02", "screenings same 14 - 2024-01 3\n", TRUE,
    "screenings same 14 - 2023-11 1\nscreenings same 14 - 2024-01 3\n", 2 },
  { "between-the-months", YEARS, "2023-11 2024-01", "screenings same 14 - 2024-01 3\n", TRUE,
    "screenings same 14 - 2023-12 2\nscreenings same 14 - 2024-01 3\n"
    "screenings same 14 - 2024-02 4\n",
    1 },
  { "any-order", YEARS, "2024-02 2023-12 2024-01", "screenings same 14 - 2024-01 3\n", TRUE,
    "screenings same 14 - 2023-11 1\nscreenings same 14 - 2024-01 3\n", 2 },
  { "a-year-reaches-out", "screenings same 14 - 2024 9\nscreenings same 14 - 2024-02 4\n",
    "2024-01 2024-02 2024-03", "screenings same 14 - 2024-01 3\n", TRUE,
    "screenings same 14 - 2024-01 3\nscreenings same 14 - 2024 9\n", 1 },
  { "a-series-of-before", "screenings same 1401 - 2023-12 8\n" YEARS, "2024", YEARS, TRUE,
    YEARS "screenings same 1401 - 2023-12 8\n", 0 },
  { "a-series-of-now", "screenings same 1401 - 2024-02 8\n" YEARS, "2024",
    "screenings same 14 - 2024-01 3\nscreenings same 14 - 2024-02 4\n", TRUE, YEARS, 1 },
  { "outside-what-was-asked", YEARS, "2024-02", "screenings same 14 - 2023-11 5\n", TRUE,
    "screenings same 14 - 2023-11 5\nscreenings same 14 - 2023-12 2\n"
    "screenings same 14 - 2024-01 3\n",
    1 },
  /* A year beside months: the year before was not asked for, though all of its months were. */
  { "very-periods", "screenings same 14 - 2024 9\n" YEARS, "=2023 =2024-01 =2024-02 =2025",
    "screenings same 14 - 2024-01 3\n", TRUE,
    "screenings same 14 - 2023-11 1\nscreenings same 14 - 2023-12 2\n"
    "screenings same 14 - 2024-01 3\nscreenings same 14 - 2024 9\n",
    1 },
  { "very-periods-with-all-days",
    "screenings same 14 - 2024-Q1 9\nscreenings same 14 - 2024-Q2 8\n",
    "=2024-01 =2024-02 =2024-03 =2024-Q2", "screenings same 14 - 2024-01 3\n", TRUE,
    "screenings same 14 - 2024-01 3\nscreenings same 14 - 2024-Q1 9\n", 1 },
  { "another-grain", YEARS, "=2024-Q1", "screenings same 14 - 2024-Q1 7\n", TRUE,
    "screenings same 14 - 2023-11 1\nscreenings same 14 - 2023-12 2\n"
    "screenings same 14 - 2024-Q1 7\n",
    2 },
  { "incremental", YEARS, "2024", "screenings same 14 - 2024-01 3\n", FALSE, YEARS, 0 },
};

static void
add_asked (MiradorPull *pull, const char *text)
{
  MiradorPeriod period;
  MiradorRange days;

  if (*text == '=')
    {
      g_assert_true (mirador_period_parse (text + 1, 7, &period, NULL));
      mirador_pull_add_asked_period (pull, period);
      return;
    }
  g_assert_true (mirador_range_parse (text, 7, &days, NULL));
  mirador_pull_add_asked (pull, days);
}

static void
test_case (gconstpointer user_data)
{
  const Case *this = user_data;
  g_auto (GStrv) asked = g_strsplit (this->asked, " ", -1);
  Fixture fixture = { 0 };
  MiradorPull *pull = fixture_pull_new ("feed-a", "");
  g_autoptr (MiradorRefresh) refresh = NULL;
  g_autoptr (GError) error = NULL;

  fixture_set_up (&fixture, NULL);
  fixture_load (&fixture, "feed-a", this->before);
  pull->snapshot = this->snapshot;
  for (guint i = 0; asked[i] != NULL && *asked[i] != '\0'; i++)
    add_asked (pull, asked[i]);
  refresh = fixture_ingest (&fixture, pull, this->figures, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (refresh->retired, ==, this->retired);
  fixture_assert_figures (&fixture, this->after);
  fixture_tear_down (&fixture, NULL);
}

/* A server that has nothing to say, for whatever reason, has not said that all is gone. */
static void
test_empty_answer (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorFeedStatus) status = NULL;

  fixture_load (fixture, "feed-a", YEARS);
  g_assert_null (fixture_ingest (fixture, fixture_pull_new ("feed-a", ""), "", &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_NOTHING_USABLE);
  fixture_assert_figures (fixture, YEARS);
  status = fixture_get_status (fixture);
  g_assert_error (status->last->error, MIRADOR_ERROR, MIRADOR_ERROR_NOTHING_USABLE);
}

/* What has been retired is still known to have been said. */
static void
test_as_of (Fixture *fixture, gconstpointer unused)
{
  MiradorPull *pull = fixture_pull_new ("feed-a", "");
  g_autoptr (MiradorRefresh) refresh = NULL;
  g_autoptr (GError) error = NULL;

  fixture_load (fixture, "feed-a", YEARS);
  mirador_pull_add_asked (pull, mirador_period_get_range (mirador_period_new_year (2024)));
  refresh = fixture_ingest (fixture, pull, "screenings same 14 - 2024-02 5\n", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (refresh->changed, ==, 1);
  g_assert_cmpuint (refresh->retired, ==, 1);
  g_assert_cmpint (fixture_read_number (fixture->path, "SELECT count(*) FROM revision"), ==, 2);
  g_assert_cmpint (fixture_read_number (fixture->path, "SELECT sum(n_values) FROM series"), ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/revisions/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add ("/revisions/empty-answer", Fixture, NULL, fixture_set_up, test_empty_answer,
              fixture_tear_down);
  g_test_add ("/revisions/kept-as-history", Fixture, NULL, fixture_set_up, test_as_of,
              fixture_tear_down);
  return g_test_run ();
}
