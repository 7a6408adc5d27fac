/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "store/sqlite-store.h"

/*
 * A million generated observations through the ingest, then one measure of them by month and
 * region; beside it the sqlite3 shell, which does the same on the same file.
 */
#define N_MEASURES 5
#define N_AGES 10
#define N_MONTHS 100
#define N_QUERIES 20
#define BATCH_COLUMN "real "

static const char *const measures[N_MEASURES]
  = { "screenings", "consultations", "sessions", "trainings", "home_visits" };
static const char *const programs[]
  = { "tb", "vih", "samia", "same", "ent", "pps", "polses", "lab" };
static const char *const ages[N_AGES]
  = { "<1", "1-4", "5-9", "10-11", "12-14", "15-17", "18-24", "25-29", "30-39", "40-59" };

static GPtrArray *
list_regions (void)
{
  return mirador_place_list (mirador_place_peru (), MIRADOR_LEVEL_REGION);
}

static gboolean
add_series (MiradorSink *sink,
            MiradorObservation *observation,
            guint *row,
            guint32 *seed,
            GError **error)
{
  for (guint month = 0; month < N_MONTHS; month++)
    {
      *seed = *seed * 1664525u + 1013904223u;
      observation->period = mirador_period_new_month (2017 + month / 12, 1 + month % 12);
      observation->value = *seed >> 22;
      if (!sink->add (sink, observation, ++*row, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_ages (MiradorSink *sink,
          MiradorObservation *observation,
          guint *row,
          guint32 *seed,
          GError **error)
{
  static const char *const breakdowns[] = { "age" };

  for (guint age = 0; age < N_AGES; age++)
    {
      observation->breakdown = mirador_breakdown_key (1, breakdowns, &ages[age]);
      if (!add_series (sink, observation, row, seed, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
generate (MiradorSink *sink, gpointer user_data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) regions = list_regions ();
  MiradorObservation observation
    = { .numerator = NAN, .denominator = NAN, .low = NAN, .high = NAN };
  guint row = 0;
  guint32 seed = 2025;

  for (guint i = 0; i < N_MEASURES * G_N_ELEMENTS (programs); i++)
    for (guint region = 0; region < regions->len; region++)
      {
        observation.measure = mirador_catalogue_measure (measures[i % N_MEASURES]);
        observation.program = mirador_catalogue_program (programs[i / N_MEASURES]);
        observation.place = regions->pdata[region];
        if (!add_ages (sink, &observation, &row, &seed, error))
          return FALSE;
      }
  return TRUE;
}

static MiradorPull *
pull_new (void)
{
  g_autoptr (MiradorProfile) profile = mirador_profile_new ("bench");

  for (guint i = 0; i < N_MEASURES; i++)
    {
      MiradorTerms *terms = mirador_terms_new (measures[i], NULL);

      terms->adds = MIRADOR_ADDS_TIME | MIRADOR_ADDS_PLACE | MIRADOR_ADDS_BREAKDOWN;
      for (guint age = 0; age < N_AGES; age++)
        mirador_terms_add_member (terms, "age", ages[age]);
      g_ptr_array_add (profile->terms, terms);
    }
  return mirador_pull_new (profile);
}

static MiradorQuery *
query_new (void)
{
  MiradorQuery *query = mirador_query_new ();

  mirador_query_add_measure (query, "screenings");
  mirador_query_add_program (query, "same");
  query->by = MIRADOR_BY_PLACE;
  query->place_level = MIRADOR_LEVEL_REGION;
  query->every = MIRADOR_GRAIN_MONTH;
  return query;
}

static double
since (gint64 start)
{
  return (g_get_monotonic_time () - start) / 1000.0;
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  double one = *(const double *)a, other = *(const double *)b;

  return (one > other) - (one < other);
}

static double
get_median (GArray *times)
{
  g_array_sort (times, compare_times);
  return times->len > 0 ? g_array_index (times, double, times->len / 2) : NAN;
}

/* Returns: milliseconds, the median of what the shell's timer says of the statements; NaN without
 * a shell. */
static double
time_in_shell (const char *path, const char *sql)
{
  g_autoptr (GSubprocess) shell = g_subprocess_new (
    G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, "sqlite3", path, NULL);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree char *output = NULL;
  const char *found;

  if (shell == NULL || !g_subprocess_communicate_utf8 (shell, sql, NULL, &output, NULL, NULL))
    return NAN;
  for (found = output; (found = strstr (found, BATCH_COLUMN)) != NULL;
       found += strlen (BATCH_COLUMN))
    {
      double milliseconds = 1000 * g_ascii_strtod (found + strlen (BATCH_COLUMN), NULL);

      g_array_append_val (times, milliseconds);
    }
  return get_median (times);
}

static void
print_ratio (const char *what, double ours, double theirs, const char *target)
{
  g_print ("%-52s %9.1f ms   sqlite3 shell %9.1f ms   ratio %5.2f   %s\n", what, ours, theirs,
           ours / theirs, target);
}

static void
bench_load (MiradorStore *store, const char *path)
{
  g_autofree char *copy = g_strconcat (path, "-copy", NULL);
  g_autofree char *sql = g_strdup_printf (
    "ATTACH '%s' AS full;\nPRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
    " CREATE TABLE observation (series INTEGER, period INTEGER, value REAL, numerator REAL,"
    " denominator REAL, low REAL, high REAL, flags INTEGER, refresh INTEGER,"
    " PRIMARY KEY (series, period)) WITHOUT ROWID;\n.timer on\n"
    "INSERT INTO observation SELECT * FROM full.observation;",
    path);
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  g_autoptr (MiradorRefresh) refresh
    = mirador_store_ingest_sync (store, pull_new (), generate, NULL, NULL, NULL, &error);
  double ours = since (start);
  g_autofree char *what = NULL;

  if (refresh == NULL)
    {
      g_printerr ("%s\n", error->message);
      exit (1);
    }
  what = g_strdup_printf ("load of %" G_GUINT64_FORMAT " observations", refresh->added);
  print_ratio (what, ours, time_in_shell (copy, sql), "(the shell only copies the rows)");
}

/* The same pull once more: everything is compared, nothing is written. */
static void
bench_unchanged (MiradorStore *store)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (MiradorRefresh) refresh
    = mirador_store_ingest_sync (store, pull_new (), generate, NULL, NULL, NULL, NULL);

  g_print ("%-52s %9.1f ms   %s\n", "the same again, compared", since (start),
           refresh != NULL && refresh->unchanged ? "unchanged" : "CHANGED");
}

static char *
shell_query (void)
{
  GString *sql = g_string_new (".timer on\n");

  for (guint i = 0; i < N_QUERIES; i++)
    g_string_append (sql, "SELECT count(*), sum(total) FROM (SELECT place, period, sum(value) AS"
                          " total FROM series JOIN observation ON series = id WHERE feed = 'bench'"
                          " AND measure = 'screenings' AND program = 'same'"
                          " GROUP BY place, period);\n");
  return g_string_free (sql, FALSE);
}

static void
bench_query (MiradorStore *store, const char *path)
{
  g_autoptr (MiradorQuery) query = query_new ();
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree char *sql = shell_query ();
  g_autofree char *what = NULL;
  guint n_rows = 0, n_values = 0;

  for (guint i = 0; i < N_QUERIES; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (MiradorFrame) frame = mirador_store_query_sync (store, query, NULL);
      double milliseconds = since (start);

      n_rows = frame != NULL ? mirador_frame_get_n_rows (frame) : 0;
      n_values = 0;
      for (guint row = 0; row < n_rows; row++)
        n_values += isfinite (mirador_frame_get_row (frame, row)->value);
      g_array_append_val (times, milliseconds);
    }
  g_print ("%-52s %9.1f ms\n", "first query after a load", g_array_index (times, double, 0));
  what = g_strdup_printf ("query by month and region (%u rows, %u values)", n_rows, n_values);
  print_ratio (what, get_median (times), time_in_shell (path, sql), "target 20 ms");
}

int
main (void)
{
  g_autofree char *folder = g_dir_make_tmp ("mirador-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "store.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorStore) store = mirador_sqlite_store_open (path, &error);
  const char *const removal[] = { "rm", "-r", folder, NULL };
  GStatBuf status = { 0 };

  if (store == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  bench_load (store, path);
  bench_query (store, path);
  bench_unchanged (store);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&store);
  g_stat (path, &status);
  g_print ("%-52s %9.1f MB\n", "file", status.st_size / 1e6);
  g_spawn_sync (NULL, (char **)removal, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL,
                NULL);
  return 0;
}
