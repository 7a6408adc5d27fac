/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include "model/catalogue.h"
#include "model/error.h"
#include "model/format.h"
#include "store/reader.h"
#include "store/sqlite-store.h"

/*
 * A store of its own in a folder of its own, and figures as text, one a line:
 *
 *   screenings same 14 sex=F 2017-03 100      measure program place breakdown period value
 *   screenings same 14 - 2017-03 *            hidden by its source
 *   reject month bad-period                   a row that cannot be used: column, reason
 *   + screenings same 14 - 2017-04 3          of the same row as the line before
 */
typedef struct
{
  char *folder;
  char *path;
  MiradorStore *store;
} Fixture;

static inline void
fixture_open (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->store = mirador_sqlite_store_open (fixture->path, &error);
  g_assert_no_error (error);
}

/* Without opening a store. */
static inline void
fixture_set_up_folder (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("mirador-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "store.db", NULL);
}

static inline void
fixture_set_up (Fixture *fixture, gconstpointer unused)
{
  fixture_set_up_folder (fixture, unused);
  fixture_open (fixture);
}

static inline void
fixture_close (Fixture *fixture)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&fixture->store);
}

static inline void
fixture_tear_down (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GDir) folder = NULL;
  const char *name;

  fixture_close (fixture);
  folder = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static inline gboolean
fixture_add_figure (MiradorSink *sink, char **word, guint64 row, GError **error)
{
  gboolean is_hidden = g_str_equal (word[5], "*");
  MiradorObservation observation = {
    .measure = mirador_catalogue_measure (word[0]),
    .program = mirador_catalogue_program (word[1]),
    .place = mirador_place_by_code (word[2]),
    .breakdown = g_intern_string (g_str_equal (word[3], "-") ? "" : word[3]),
    .value = is_hidden ? NAN : g_ascii_strtod (word[5], NULL),
    .numerator = NAN,
    .denominator = NAN,
    .low = NAN,
    .high = NAN,
    .flags = is_hidden ? MIRADOR_FLAG_SUPPRESSED : 0,
  };

  g_assert_nonnull (observation.measure);
  g_assert_nonnull (observation.program);
  g_assert_nonnull (observation.place);
  if (!mirador_period_parse (word[4], MIRADOR_FISCAL_FIRST_MONTH_DEFAULT, &observation.period,
                             error))
    return FALSE;
  return sink->add (sink, &observation, row, error);
}

/* A MiradorIngestFunc: @user_data is the text. */
static inline gboolean
fixture_read_figures (MiradorSink *sink,
                      gpointer user_data,
                      GCancellable *cancellable,
                      GError **error)
{
  g_auto (GStrv) lines = g_strsplit (user_data, "\n", -1);
  guint64 row = 0;

  for (char **line = lines; *line != NULL; line++)
    {
      g_auto (GStrv) words = g_strsplit (*line, " ", -1);
      char **word = words;
      gboolean is_same_row = g_strcmp0 (word[0], "+") == 0;

      if (**line == '\0')
        continue;
      row += !is_same_row;
      word += is_same_row;
      if (g_str_equal (word[0], "reject")
            ? !sink->reject (sink, row, word[1], mirador_reject_from_id (word[2]), error)
            : !fixture_add_figure (sink, word, row, error))
        return FALSE;
    }
  return TRUE;
}

static inline MiradorPull *
fixture_pull_new (const char *feed, const char *scope)
{
  g_autoptr (MiradorProfile) profile = mirador_profile_new (feed);
  MiradorPull *pull;

  profile->title.es = g_strdup (feed);
  pull = mirador_pull_new (profile);
  g_free (pull->scope);
  pull->scope = g_strdup (scope);
  g_free (pull->origin);
  pull->origin = g_strdup ("figures.csv");
  pull->mapping = g_strdup ("a-mapping");
  return pull;
}

static inline MiradorRefresh *
fixture_ingest (Fixture *fixture, MiradorPull *pull, const char *figures, GError **error)
{
  return mirador_store_ingest_sync (fixture->store, pull, fixture_read_figures, (gpointer)figures,
                                    NULL, NULL, error);
}

/* One that must go well. */
static inline void
fixture_load (Fixture *fixture, const char *feed, const char *figures)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorRefresh) refresh
    = fixture_ingest (fixture, fixture_pull_new (feed, ""), figures, &error);

  g_assert_no_error (error);
  g_assert_nonnull (refresh);
}

static inline void
fixture_write_slab (GString *text, const MiradorSlab *slab)
{
  for (guint i = 0; i < slab->series->len; i++)
    {
      const MiradorSeries *series = &g_array_index (slab->series, MiradorSeries, i);

      for (guint j = series->first; j < series->first + series->n; j++)
        {
          const MiradorPoint *point = &g_array_index (slab->points, MiradorPoint, j);
          g_autofree char *period = mirador_period_to_code (point->period);
          g_autofree char *value = mirador_format_machine (point->value);

          g_string_append_printf (text, "%s %s %s %s %s %s\n", slab->measure->id, slab->program->id,
                                  series->place->code,
                                  *series->breakdown != '\0' ? series->breakdown : "-", period,
                                  point->flags & MIRADOR_FLAG_SUPPRESSED ? "*" : value);
        }
    }
}

/* All figures that answers are made of, by feed, measure, program, place, breakdown, period. */
static inline char *
fixture_figures_at (Fixture *fixture, MiradorRange range, gint64 as_of)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorReader) reader = mirador_reader_new (fixture->path, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  g_assert_true (mirador_reader_begin (reader, &error));
  for (guint i = 0; i < reader->holdings->len; i++)
    {
      g_autoptr (MiradorSlab) slab
        = mirador_load (&reader->source, &g_array_index (reader->holdings, MiradorHolding, i),
                        range, as_of, &error);

      g_assert_no_error (error);
      fixture_write_slab (text, slab);
    }
  mirador_reader_end (reader);
  return g_string_free (text, FALSE);
}

static inline char *
fixture_figures (Fixture *fixture)
{
  return fixture_figures_at (fixture, MIRADOR_RANGE_ALL, 0);
}

static inline void
fixture_assert_figures (Fixture *fixture, const char *expected)
{
  g_autofree char *figures = fixture_figures (fixture);

  g_assert_cmpstr (figures, ==, expected);
}

/* How the only feed stands. */
static inline MiradorFeedStatus *
fixture_get_status (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) feeds = mirador_store_list_feeds_sync (fixture->store, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (feeds->len, ==, 1);
  g_ptr_array_set_free_func (feeds, NULL);
  return feeds->pdata[0];
}

/* What no function of the store does, with the file closed or open. */
static inline void
fixture_run_sql (Fixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorDatabase) database = mirador_database_open (fixture->path, FALSE, &error);

  g_assert_no_error (error);
  mirador_database_execute (database, sql, &error);
  g_assert_no_error (error);
}

static inline gint64
fixture_read_number (const char *path, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorDatabase) database = mirador_database_open (path, FALSE, &error);
  gint64 number = 0;

  g_assert_no_error (error);
  mirador_database_read_number (database, sql, &number, &error);
  g_assert_no_error (error);
  return number;
}
