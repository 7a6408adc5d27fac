/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "merge-model.h"
#include "store/holdings.h"

/* Many answers in a row, drawn by lot, against a model: after each every cell, its parts, and the
 * counts of the refresh are compared, and in the end all states that there were. */

#define N_RUNS 30
#define N_ANSWERS 14
#define DAY 86400

/* Both as text */

static void
write_line (GPtrArray *lines, const char *feed, const char *of, const double *part, guint flags)
{
  GString *line = g_string_new (NULL);

  g_string_append_printf (line, "%s %s", feed, of);
  for (guint i = 0; i < 5; i++)
    if (isnan (part[i]))
      g_string_append (line, " -");
    else
      g_string_append_printf (line, " %.17g", part[i] + 0.0);
  g_string_append_printf (line, " %u", flags);
  g_ptr_array_add (lines, g_string_free (line, FALSE));
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static char *
join (GPtrArray *lines)
{
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **)lines->pdata);
}

static char *
state_to_text (const State *state)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < state->n; i++)
    {
      const Cell *cell = &state->cells[i];
      g_autofree char *period = mirador_period_to_code (get_period (cell->key.period));
      g_autofree char *of = g_strdup_printf ("%s %s %s [%s] %s", measures[cell->key.measure],
                                             programs[cell->key.program], places[cell->key.place],
                                             breakdowns[cell->key.breakdown], period);

      write_line (lines, feeds[cell->key.feed], of, cell->part, cell->flags);
    }
  return join (lines);
}

static void
write_slab (GPtrArray *lines, const MiradorSlab *slab, const char *feed)
{
  for (guint i = 0; i < slab->series->len; i++)
    {
      const MiradorSeries *series = &g_array_index (slab->series, MiradorSeries, i);

      for (guint j = series->first; j < series->first + series->n; j++)
        {
          const MiradorPoint *point = &g_array_index (slab->points, MiradorPoint, j);
          const double part[]
            = { point->value, point->numerator, point->denominator, point->low, point->high };
          g_autofree char *period = mirador_period_to_code (point->period);
          g_autofree char *of
            = g_strdup_printf ("%s %s %s [%s] %s", slab->measure->id, slab->program->id,
                               series->place->code, series->breakdown, period);

          write_line (lines, feed, of, part, point->flags);
        }
    }
}

static char *
store_to_text (Fixture *fixture, gint64 as_of)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorReader) reader = mirador_reader_new (fixture->path, &error);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) holdings = NULL;

  g_assert_no_error (error);
  g_assert_true (mirador_reader_begin (reader, &error));
  holdings = as_of == 0
               ? g_array_ref (reader->holdings)
               : mirador_holdings_read_as_of (reader->database, reader->profiles, as_of, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < holdings->len; i++)
    {
      const MiradorHolding *holding = &g_array_index (holdings, MiradorHolding, i);
      g_autoptr (MiradorSlab) slab
        = mirador_load (&reader->source, holding, MIRADOR_RANGE_ALL, as_of, &error);

      g_assert_no_error (error);
      write_slab (lines, slab, holding->feed);
    }
  mirador_reader_end (reader);
  return join (lines);
}

/* The refresh of each answer ends at a time of its own: its number of days. */
static void
set_time (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorDatabase) database = mirador_database_open (fixture->path, FALSE, &error);

  g_assert_no_error (error);
  g_assert_true (mirador_database_execute (
    database, "UPDATE refresh SET finished = id * 86400, started = id * 86400", &error));
}

static gint64
read_number (Fixture *fixture, const char *sql)
{
  g_autoptr (MiradorDatabase) database = mirador_database_open (fixture->path, FALSE, NULL);
  gint64 number;

  g_assert_true (mirador_database_read_number (database, sql, &number, NULL));
  return number;
}

static void
assert_sound (Fixture *fixture)
{
  g_assert_cmpint (read_number (fixture,
                                "SELECT count(*) FROM series WHERE n_values <>"
                                " (SELECT count(*) FROM observation WHERE series = series.id)"),
                   ==, 0);
  g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM observation WHERE series NOT IN"
                                         " (SELECT id FROM series)"),
                   ==, 0);
  g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM observation WHERE flags & 32"
                                         " AND value IS NOT NULL"),
                   ==, 0);
}

static void
assert_refresh (const Answer *answer, const MiradorRefresh *refresh, const Counts *counts)
{
  g_assert_cmpuint (refresh->rows, ==, answer->n);
  g_assert_cmpuint (refresh->rejected, ==, counts->rejected);
  g_assert_cmpuint (refresh->added, ==, counts->added);
  g_assert_cmpuint (refresh->changed, ==, counts->changed);
  g_assert_cmpuint (refresh->retired, ==, counts->retired);
}

/* Returns: whether it was kept. */
static gboolean
bring (Fixture *fixture, State *state, Answer *answer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorRefresh) refresh = mirador_store_ingest_sync (
    fixture->store, make_pull (answer), read_answer, answer, NULL, NULL, &error);
  Counts counts = { 0 };
  g_autofree State *came = stage (answer, &counts);

  if (counts.rejected > answer->limit * answer->n * (1 + 1e-12))
    {
      g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_TOO_MANY_REJECTED);
      return FALSE;
    }
  g_assert_no_error (error);
  model_merge (state, answer, came, &counts);
  assert_refresh (answer, refresh, &counts);
  return TRUE;
}

static void
assert_history (Fixture *fixture, const GPtrArray *history)
{
  for (guint i = 0; i < history->len; i++)
    {
      g_autofree char *then = store_to_text (fixture, (gint64)(i + 1) * DAY + 1);

      g_assert_cmpstr (then, ==, history->pdata[i]);
    }
}

static void
test_run (gconstpointer user_data)
{
  guint32 seed = GPOINTER_TO_UINT (user_data);
  g_autoptr (GRand) lot = g_rand_new_with_seed (seed);
  g_autofree State *state = g_new0 (State, 1);
  g_autoptr (GPtrArray) history = g_ptr_array_new_with_free_func (g_free);
  Fixture fixture = { 0 };

  fixture_set_up (&fixture, NULL);
  for (guint i = 0; i < N_ANSWERS; i++)
    {
      g_autofree Answer *answer = answer_draw (lot, state);
      g_autofree char *expected = NULL;
      g_autofree char *now = NULL;

      bring (&fixture, state, answer);
      set_time (&fixture);
      expected = state_to_text (state);
      now = store_to_text (&fixture, 0);
      g_assert_cmpstr (now, ==, expected);
      assert_sound (&fixture);
      g_ptr_array_add (history, g_steal_pointer (&expected));
    }
  assert_history (&fixture, history);
  fixture_tear_down (&fixture, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint seed = 1; seed <= N_RUNS; seed++)
    {
      g_autofree char *path = g_strdup_printf ("/merge/any/%02u", seed);

      g_test_add_data_func (path, GUINT_TO_POINTER (seed), test_run);
    }
  return g_test_run ();
}
