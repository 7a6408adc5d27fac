/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#define TWO_MONTHS "screenings same 14 - 2017-03 100\nscreenings same 14 - 2017-04 50\n"

typedef struct
{
  const char *name;
  const char *before; /* NULL: the feed is new */
  const char *figures;
  gboolean snapshot;
  MiradorDuplicates duplicates;
  const char *after;
  guint64 added, changed, retired, rejected;
  gboolean unchanged;
} Case;

static const Case cases[] = {
  { "new-feed", NULL, TWO_MONTHS, TRUE, 0, TWO_MONTHS, 2, 0, 0, 0, FALSE },
  { "any-order", NULL, "screenings same 14 - 2017-04 50\nscreenings same 14 - 2017-03 100\n", TRUE,
    0, TWO_MONTHS, 2, 0, 0, 0, FALSE },
  { "new-month", TWO_MONTHS, TWO_MONTHS "screenings same 14 - 2017-05 7\n", TRUE, 0,
    TWO_MONTHS "screenings same 14 - 2017-05 7\n", 1, 0, 0, 0, FALSE },
  { "changed", TWO_MONTHS, "screenings same 14 - 2017-03 101\nscreenings same 14 - 2017-04 50\n",
    TRUE, 0, "screenings same 14 - 2017-03 101\nscreenings same 14 - 2017-04 50\n", 0, 1, 0, 0,
    FALSE },
  { "zero-is-a-value", TWO_MONTHS, "screenings same 14 - 2017-03 0\n", FALSE, 0,
    "screenings same 14 - 2017-03 0\nscreenings same 14 - 2017-04 50\n", 0, 1, 0, 0, FALSE },
  { "hidden-now", TWO_MONTHS, "screenings same 14 - 2017-03 *\n", FALSE, 0,
    "screenings same 14 - 2017-03 *\nscreenings same 14 - 2017-04 50\n", 0, 1, 0, 0, FALSE },
  { "hidden-still", "screenings same 14 - 2017-03 *\n", "screenings same 14 - 2017-03 *\n", TRUE, 0,
    "screenings same 14 - 2017-03 *\n", 0, 0, 0, 0, TRUE },
  { "retired", TWO_MONTHS, "screenings same 14 - 2017-03 100\n", TRUE, 0,
    "screenings same 14 - 2017-03 100\n", 0, 0, 1, 0, FALSE },
  { "retired-series", TWO_MONTHS "screenings same 1401 - 2017-03 8\n", TWO_MONTHS, TRUE, 0,
    TWO_MONTHS, 0, 0, 1, 0, FALSE },
  { "incremental", TWO_MONTHS, "screenings same 14 - 2017-04 51\n", FALSE, 0,
    "screenings same 14 - 2017-03 100\nscreenings same 14 - 2017-04 51\n", 0, 1, 0, 0, FALSE },
  { "unchanged", TWO_MONTHS, TWO_MONTHS, TRUE, 0, TWO_MONTHS, 0, 0, 0, 0, TRUE },
  { "duplicates-add", NULL,
    TWO_MONTHS "screenings same 14 - 2017-03 5\nscreenings same 14 - 2017-03 2\n", TRUE,
    MIRADOR_DUPLICATES_ADD, "screenings same 14 - 2017-03 107\nscreenings same 14 - 2017-04 50\n",
    2, 0, 0, 0, FALSE },
  { "a-hidden-part-hides-the-sum", NULL,
    "screenings same 14 - 2017-03 5\nscreenings same 14 - 2017-03 *\n"
    "screenings same 14 - 2017-03 2\n",
    TRUE, MIRADOR_DUPLICATES_ADD, "screenings same 14 - 2017-03 *\n", 1, 0, 0, 0, FALSE },
  { "duplicates-reject", NULL,
    "screenings same 14 sex=F 2017-03 5\nscreenings same 14 sex=F 2017-04 5\n"
    "screenings same 14 sex=F 2017-03 6\nscreenings same 14 sex=F 2017-05 1\n",
    TRUE, MIRADOR_DUPLICATES_REJECT,
    "screenings same 14 sex=F 2017-03 5\nscreenings same 14 sex=F 2017-04 5\n"
    "screenings same 14 sex=F 2017-05 1\n",
    3, 0, 0, 1, FALSE },
  { "grains-side-by-side", NULL, "screenings same 14 - 2017 9\nscreenings same 14 - 2017-01 1\n",
    TRUE, 0, "screenings same 14 - 2017-01 1\nscreenings same 14 - 2017 9\n", 2, 0, 0, 0, FALSE },
  { "some-rows-rejected", NULL, "reject month bad-period\n" TWO_MONTHS "reject ubigeo no-place\n",
    TRUE, 0, TWO_MONTHS, 2, 0, 0, 2, FALSE },
};

static void
test_case (gconstpointer user_data)
{
  const Case *this = user_data;
  Fixture fixture = { 0 };
  MiradorPull *pull = fixture_pull_new ("feed-a", "");
  g_autoptr (MiradorRefresh) refresh = NULL;
  g_autoptr (GError) error = NULL;

  fixture_set_up (&fixture, NULL);
  if (this->before != NULL)
    fixture_load (&fixture, "feed-a", this->before);
  pull->snapshot = this->snapshot;
  pull->duplicates = this->duplicates;
  pull->reject_limit = 0.5;
  refresh = fixture_ingest (&fixture, pull, this->figures, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (refresh->added, ==, this->added);
  g_assert_cmpuint (refresh->changed, ==, this->changed);
  g_assert_cmpuint (refresh->retired, ==, this->retired);
  g_assert_cmpuint (refresh->rejected, ==, this->rejected);
  g_assert_cmpint (refresh->unchanged, ==, this->unchanged);
  fixture_assert_figures (&fixture, this->after);
  fixture_tear_down (&fixture, NULL);
}

/* Numerator and denominator are parts of a figure, and count when it is compared. */
static gboolean
read_ratio (MiradorSink *sink, gpointer user_data, GCancellable *cancellable, GError **error)
{
  const double *part = user_data;
  MiradorObservation observation = {
    .measure = mirador_catalogue_measure ("mdr_cure_rate"),
    .program = mirador_catalogue_program ("tb"),
    .place = mirador_place_peru (),
    .breakdown = g_intern_static_string (""),
    .period = mirador_period_new_year (2024),
    .value = part[0],
    .numerator = part[1],
    .denominator = part[2],
    .low = NAN,
    .high = NAN,
  };

  return sink->add (sink, &observation, 1, error)
         && (part[3] == 0 || sink->add (sink, &observation, 2, error));
}

static void
test_ratio (Fixture *fixture, gconstpointer unused)
{
  static double first[] = { 50, 5, 10, 0 }, same_share[] = { 50, 10, 20, 0 },
                halves[] = { 50, 5, 10, 1 };
  g_autoptr (GError) error = NULL;
  MiradorPull *pull = fixture_pull_new ("feed-a", "");
  MiradorRefresh *refresh;

  refresh = mirador_store_ingest_sync (fixture->store, fixture_pull_new ("feed-a", ""), read_ratio,
                                       first, NULL, NULL, &error);
  g_assert_no_error (error);
  mirador_refresh_free (refresh);
  refresh = mirador_store_ingest_sync (fixture->store, fixture_pull_new ("feed-a", ""), read_ratio,
                                       same_share, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (refresh->changed, ==, 1);
  mirador_refresh_free (refresh);

  /* Two halves that add up to what is there already: 5 of 10 twice is 10 of 20, not 100%. */
  pull->duplicates = MIRADOR_DUPLICATES_ADD;
  refresh
    = mirador_store_ingest_sync (fixture->store, pull, read_ratio, halves, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (refresh->unchanged);
  mirador_refresh_free (refresh);
}

/* Rejected rows */

static char *
rows_with_rejects (guint n_rows, guint n_rejects)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_rows - n_rejects; i++)
    g_string_append_printf (text, "screenings same 14 - %04u-01 1\n", 1900 + i);
  for (guint i = 0; i < n_rejects; i++)
    g_string_append (text, "reject month bad-period\n");
  return g_string_free (text, FALSE);
}

static const struct
{
  guint rows, rejects;
  double limit;
  gboolean passes;
} shares[] = {
  { 10, 1, 0.1, TRUE },    { 30, 3, 0.1, TRUE },   { 70, 7, 0.1, TRUE }, { 70, 8, 0.1, FALSE },
  { 100, 10, 0.1, TRUE },  { 99, 10, 0.1, FALSE }, { 10, 0, 0, TRUE },   { 10, 1, 0, FALSE },
  { 300, 21, 0.07, TRUE }, { 4, 3, 1, TRUE },      { 9, 1, 0.1, FALSE },
};

static void
test_reject_share (Fixture *fixture, gconstpointer unused)
{
  for (guint i = 0; i < G_N_ELEMENTS (shares); i++)
    {
      g_autofree char *text = rows_with_rejects (shares[i].rows, shares[i].rejects);
      MiradorPull *pull = fixture_pull_new ("feed-a", "");
      g_autoptr (GError) error = NULL;
      g_autoptr (MiradorRefresh) refresh = NULL;

      pull->reject_limit = shares[i].limit;
      refresh = fixture_ingest (fixture, pull, text, &error);
      g_test_message ("%u of %u", shares[i].rejects, shares[i].rows);
      if (shares[i].passes)
        {
          g_assert_no_error (error);
          g_assert_cmpuint (refresh->rejected, ==, shares[i].rejects);
          g_assert_cmpuint (refresh->rows, ==, shares[i].rows);
        }
      else
        g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_TOO_MANY_REJECTED);
    }
}

static void
test_reject_sentence (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  fixture_load (fixture, "feed-a", TWO_MONTHS);
  g_assert_null (fixture_ingest (fixture, fixture_pull_new ("feed-a", ""),
                                 "screenings same 14 - 2017-03 1\nreject mes bad-period\n"
                                 "reject ubigeo unknown-place\n",
                                 &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_TOO_MANY_REJECTED);
  sentence = mirador_error_to_sentence (error);
  g_test_message ("%s", sentence);
  g_assert_nonnull (strstr (sentence, "figures.csv"));
  g_assert_nonnull (strstr (sentence, "mes"));
  g_assert_nonnull (strstr (sentence, "10%"));
  fixture_assert_figures (fixture, TWO_MONTHS);
}

static void
test_rejects_listed (Fixture *fixture, gconstpointer unused)
{
  MiradorPull *pull = fixture_pull_new ("feed-a", "");
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorRefresh) refresh = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (MiradorFeedStatus) status = NULL;
  const MiradorRejected *first, *last;

  pull->reject_limit = 0.9;
  refresh = fixture_ingest (fixture, pull,
                            "screenings same 14 - 2017-03 1\nscreenings same 14 - 2017-03 2\n"
                            "reject mes bad-period\n",
                            &error);
  g_assert_no_error (error);
  rows = mirador_store_list_rejected_sync (fixture->store, "feed-a", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 2);
  first = rows->pdata[0];
  last = rows->pdata[1];
  g_assert_cmpuint (first->row, ==, 2);
  g_assert_cmpint (first->reason, ==, MIRADOR_REJECT_DUPLICATE);
  g_assert_cmpuint (last->row, ==, 3);
  g_assert_cmpstr (last->column, ==, "mes");
  g_assert_cmpint (last->reason, ==, MIRADOR_REJECT_PERIOD);
  status = fixture_get_status (fixture);
  g_assert_cmpuint (status->n_rejected, ==, 2);
}

/* A row of a wide table gives several values; one bad cell does not take the others with it, and
 * two make it no more than one bad row. */
static void
test_wide_rows (Fixture *fixture, gconstpointer unused)
{
  MiradorPull *pull = fixture_pull_new ("feed-a", "");
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorRefresh) refresh = NULL;

  pull->reject_limit = 0.5;
  refresh = fixture_ingest (fixture, pull,
                            "screenings same 14 sex=F 2017-03 1\n"
                            "+ screenings same 14 sex=M 2017-03 2\n"
                            "screenings same 14 sex=F 2017-04 1\n"
                            "+ reject hombres not-a-number\n"
                            "+ reject total not-a-number\n",
                            &error);
  g_assert_no_error (error);
  g_assert_cmpuint (refresh->rows, ==, 2);
  g_assert_cmpuint (refresh->rejected, ==, 1);
  g_assert_cmpuint (refresh->added, ==, 3);
}

static void
test_nothing_usable (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  g_assert_null (fixture_ingest (fixture, fixture_pull_new ("feed-a", ""), "", &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_NOTHING_USABLE);
  sentence = mirador_error_to_sentence (error);
  g_test_message ("%s", sentence);
  g_assert_nonnull (strstr (sentence, "figures.csv"));
  g_assert_nonnull (strstr (sentence, "a-mapping"));
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/ingest/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  add ("/ingest/ratio-keeps-its-parts", test_ratio);
  add ("/reject/share", test_reject_share);
  add ("/reject/sentence", test_reject_sentence);
  add ("/reject/listed", test_rejects_listed);
  add ("/reject/wide-rows", test_wide_rows);
  add ("/reject/nothing-usable", test_nothing_usable);
  return g_test_run ();
}
