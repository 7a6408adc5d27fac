/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "feeds/refresh.h"
#include "store/sqlite-store.h"

/*
 * How long the table of screenings takes from the file into the store, beside what the sqlite3
 * shell takes to import the same file into a table of texts. Prints one line:
 *
 *   import  ROWS rows  SECONDS s  (sqlite3 .import SECONDS s, ratio)
 */

#define RUNS 5
#define TABLE "smental_tamizaje_2017.csv"
#define MAPPING "minsa-mental-health-screenings"

static int
compare_seconds (gconstpointer a, gconstpointer b)
{
  double x = *(const double *)a;
  double y = *(const double *)b;

  return (x > y) - (x < y);
}

static double
median (double *seconds)
{
  qsort (seconds, RUNS, sizeof *seconds, compare_seconds);
  return seconds[RUNS / 2];
}

/* Into an empty store each time; the opening is not counted. Returns: seconds, below 0 where it
 * failed. */
static double
import_once (const char *folder, const char *table, guint64 *rows)
{
  g_autofree char *path = g_build_filename (folder, "store.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorStore) store = mirador_sqlite_store_open (path, &error);
  g_autoptr (MiradorRefresh) refresh = NULL;
  gint64 start = g_get_monotonic_time ();
  double seconds;

  if (store != NULL)
    refresh = mirador_import_sync (store, table, NULL, MAPPING, NULL, &error);
  seconds = (g_get_monotonic_time () - start) / (double)G_USEC_PER_SEC;
  if (refresh == NULL)
    {
      g_printerr ("import failed: %s\n", error->message);
      return -1;
    }
  *rows = refresh->rows;
  return seconds;
}

static void
empty (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_remove (path);
    }
}

static double
shell_once (const char *folder, const char *table)
{
  g_autofree char *path = g_build_filename (folder, "shell.db", NULL);
  g_autofree char *command = g_strdup_printf (".import \"%s\" screenings", table);
  const char *arguments[] = { "sqlite3", "-csv", path, command, NULL };
  gint64 start = g_get_monotonic_time ();
  int status = 0;

  if (!g_spawn_sync (NULL, (char **)arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL,
                     &status, NULL)
      || status != 0)
    return -1;
  return (g_get_monotonic_time () - start) / (double)G_USEC_PER_SEC;
}

static int
measure (const char *folder, const char *table)
{
  double ours[RUNS];
  double shell[RUNS];
  guint64 rows = 0;

  for (guint i = 0; i < RUNS; i++)
    {
      empty (folder);
      ours[i] = import_once (folder, table, &rows);
      shell[i] = shell_once (folder, table);
      if (ours[i] < 0)
        return 1;
    }
  g_print ("import  %" G_GUINT64_FORMAT " rows  %.3f s", rows, median (ours));
  if (median (shell) > 0)
    g_print ("  (sqlite3 .import %.3f s, %.1f times)", median (shell),
             median (ours) / median (shell));
  g_print ("\n");
  return 0;
}

int
main (int argc, char **argv)
{
  const char *fixtures = g_getenv ("MIRADOR_FIXTURES");
  g_autofree char *folder = NULL;
  g_autofree char *table = NULL;
  int result;

  if (fixtures == NULL)
    {
      g_print ("import  skipped: MIRADOR_FIXTURES does not name the recorded tables\n");
      return 0;
    }
  folder = g_dir_make_tmp ("mirador-bench-XXXXXX", NULL);
  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
  table = g_build_filename (fixtures, "csv", TABLE, NULL);
  result = measure (folder, table);
  empty (folder);
  g_rmdir (folder);
  return result;
}
