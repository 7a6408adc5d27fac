/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A million rows of a DHIS2 server, asked for in parts, from the first request to the committed
 * store; beside it Python, which gets the same answers from the same server, reads them with json
 * and puts them into a table of sqlite3. Each measurement is a process of its own, whose peak
 * memory is its VmHWM: with all that it has in memory, the pages of bodies in memory files that it
 * reads among them. The server is another process, and not counted.
 */
#include "bench-dhis2.h"

#include <glib/gstdio.h>
#include <time.h>

#include "feeds/mapping.h"
#include "feeds/refresh.h"
#include "store/ingest.h"
#include "store/schema.h"
#include "store/sqlite-store.h"

#define RUNS 3
#define AIM_SECONDS 1.6
#define AIM_MEGABYTES 100.0

static const char python[]
  = "import json, resource, sqlite3, sys, time, urllib.request\n"
    "base, path = sys.argv[1:]\n"
    "queries = urllib.request.urlopen(base + '/queries').read().decode().split('\\n')\n"
    "begin, spent = time.monotonic(), time.process_time()\n"
    "db = sqlite3.connect(path)\n"
    "db.execute('CREATE TABLE figures (dx TEXT, pe TEXT, ou TEXT, value REAL)')\n"
    "for query in queries:\n"
    "    with urllib.request.urlopen(base + '/api/analytics.json?' + query) as answer:\n"
    "        rows = json.load(answer)['rows']\n"
    "    db.executemany('INSERT INTO figures VALUES (?, ?, ?, ?)', rows)\n"
    "db.commit()\n"
    "print(time.monotonic() - begin, time.process_time() - spent, 0,\n"
    "      resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,\n"
    "      db.execute('SELECT count(*) FROM figures').fetchone()[0])\n";

/* What a process measured. */
typedef struct
{
  double seconds;
  double processor; /* seconds that it worked, in all threads: what others do counts less in it */
  double again;     /* the same once more */
  double megabytes;
  double rows;
} Measured;

static double
since (gint64 start)
{
  return (double)(g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

static double
worked_since (clock_t start)
{
  return (double)(clock () - start) / CLOCKS_PER_SEC;
}

static double
peak_megabytes (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0;
  line = strstr (status, "VmHWM:");
  return line != NULL ? g_ascii_strtod (line + strlen ("VmHWM:"), NULL) * 1024 / 1e6 : 0;
}

/* The feed */

static void
append_codes (GString *json, const char *column, char kind, guint n, const char *(*target) (guint))
{
  g_string_append_printf (json, "{\"column\":\"%s\",\"codes\":{", column);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *uid = bench_uid (kind, i);

      g_string_append_printf (json, "%s\"%s\":\"%s\"", i > 0 ? "," : "", uid, target (i));
    }
  g_string_append (json, "}}");
}

static const char *
measure_of (guint i)
{
  static const char *const measures[]
    = { "screenings", "consultations", "sessions", "trainings", "home_visits" };

  return measures[i % G_N_ELEMENTS (measures)];
}

static const char *
program_of (guint i)
{
  return i < 5 ? "same" : "tb";
}

static const char *
place_of (guint i)
{
  g_autoptr (GPtrArray) places = mirador_place_list (mirador_place_peru (), MIRADOR_LEVEL_DISTRICT);
  const MiradorPlace *place = places->pdata[i];

  return place->code;
}

static gboolean
write_mapping (const char *path)
{
  g_autoptr (GString) json = g_string_new (
    "{\"mapping\":1,\"id\":\"bench\",\"feed\":\"bench\",\"title\":{\"en\":\"Bench\"},"
    "\"format\":\"dhis2-analytics\",\"profile\":{\"title\":{\"en\":\"Bench\"},"
    "\"source\":{\"en\":\"Bench\"}},\"value\":\"value\",\"snapshot\":true,"
    "\"period\":{\"column\":\"pe\",\"form\":\"dhis2\"},\"program\":");

  append_codes (json, "dx", 'd', N_DATA, program_of);
  g_string_append (json, ",\"measure\":");
  append_codes (json, "dx", 'd', N_DATA, measure_of);
  g_string_append (json, ",\"place\":");
  append_codes (json, "ou", 'u', N_UNITS, place_of);
  g_string_append_c (json, '}');
  return g_file_set_contents (path, json->str, (gssize)json->len, NULL);
}

static MiradorDefinition *
make_definition (const char *base, const char *mapping)
{
  MiradorDefinition *definition = mirador_definition_new ("bench");
  MiradorTable *table = mirador_definition_add_table (definition, "");
  MiradorAsk *ask = g_new0 (MiradorAsk, 1);

  ask->data = g_new0 (char *, N_DATA + 1);
  for (guint i = 0; i < N_DATA; i++)
    ask->data[i] = bench_uid ('d', i);
  ask->periods = g_new0 (char *, N_MONTHS + 1);
  for (guint i = 0; i < N_MONTHS; i++)
    ask->periods[i] = bench_month (i);
  ask->places = g_strsplit ("LEVEL-4", " ", -1);
  table->location = g_strdup (base);
  table->format = g_strdup ("dhis2-analytics");
  table->mapping = g_strdup (mapping);
  table->ask = ask;
  return definition;
}

/* One measurement, in a process of its own */

static gboolean
refresh (MiradorStore *store, MiradorDefinition *definition, Measured *measured, double *seconds)
{
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  clock_t worked = clock ();
  g_autoptr (GPtrArray) done = mirador_refresh_feed_sync (store, definition, &error);

  *seconds = since (start);
  measured->processor = measured->processor > 0 ? measured->processor : worked_since (worked);
  if (done == NULL)
    {
      g_printerr ("%s\n", error->message);
      return FALSE;
    }
  measured->rows = (double)((const MiradorRefresh *)done->pdata[0])->rows;
  return TRUE;
}

static int
run_load (const char *base, const char *folder)
{
  g_autofree char *mapping = g_build_filename (folder, "bench.json", NULL);
  g_autofree char *path = g_build_filename (folder, "store.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorDefinition) definition = make_definition (base, mapping);
  g_autoptr (MiradorStore) store = mirador_sqlite_store_open (path, &error);
  Measured measured = { 0 };

  if (store == NULL || !refresh (store, definition, &measured, &measured.seconds))
    return 1;
  measured.megabytes = peak_megabytes ();
  if (!refresh (store, definition, &measured, &measured.again))
    return 1;
  g_print ("%.6f %.6f %.6f %.3f %.0f\n", measured.seconds, measured.processor, measured.again,
           measured.megabytes, measured.rows);
  return 0;
}

/* What the time goes to: each step by itself, on the same bytes */

typedef struct
{
  MiradorMapping *mapping;
  MiradorMapper *mapper;
  MiradorSink *sink; /* NULL: nothing is mapped */
  MiradorSink nothing;
} Steps;

static gboolean
take_header (const char *const *names,
             guint n,
             const char *document,
             gpointer user_data,
             GError **error)
{
  Steps *steps = user_data;

  g_clear_pointer (&steps->mapper, mirador_mapper_free);
  steps->mapper = mirador_mapper_new (steps->mapping, names, n, "bench", error);
  return steps->mapper != NULL;
}

static gboolean
take_record (const MiradorRecord *record, gpointer user_data, GError **error)
{
  Steps *steps = user_data;

  return steps->sink == NULL || mirador_mapper_map (steps->mapper, record, steps->sink, error);
}

static gboolean
add_nothing (MiradorSink *sink, const MiradorObservation *made, guint64 row, GError **error)
{
  return TRUE;
}

/* All parts, kept. */
static GPtrArray *
fetch_parts (const char *base, GError **error)
{
  GPtrArray *bodies = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  g_autofree char *address = g_strconcat (base, "/queries", NULL);
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (SoupMessage) list = soup_message_new ("GET", address);
  g_autoptr (GBytes) text = soup_session_send_and_read (session, list, NULL, error);
  g_autofree char *lines = NULL;
  g_auto (GStrv) queries = NULL;

  if (text == NULL)
    return bodies;
  lines = g_strndup (g_bytes_get_data (text, NULL), g_bytes_get_size (text));
  queries = g_strsplit (lines, "\n", -1);
  for (guint i = 0; queries[i] != NULL; i++)
    {
      g_autofree char *part = g_strconcat (base, "/api/analytics.json?", queries[i], NULL);
      g_autoptr (SoupMessage) message = soup_message_new ("GET", part);
      GBytes *body = soup_session_send_and_read (session, message, NULL, error);

      if (body != NULL)
        g_ptr_array_add (bodies, body);
    }
  return bodies;
}

static double
time_reading (GPtrArray *bodies, Steps *steps)
{
  const MiradorDecoder *decoder = mirador_decoder_get ("dhis2-analytics");
  const MiradorDecodeOptions *options = mirador_mapping_get_options (steps->mapping);
  clock_t start = clock ();

  for (guint i = 0; i < bodies->len; i++)
    decoder->decode (bodies->pdata[i], "bench", options, take_header, take_record, steps, NULL,
                     NULL);
  g_clear_pointer (&steps->mapper, mirador_mapper_free);
  return worked_since (start);
}

static double
time_writing (const MiradorStaging *staging, MiradorMapping *mapping, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorDatabase) database = mirador_database_open (path, FALSE, &error);
  g_autoptr (MiradorPull) pull = mirador_mapping_make_pull (mapping, "bench");
  guint n_steps;
  const MiradorSchemaStep *schema = mirador_schema_steps (&n_steps);
  clock_t start;

  if (database == NULL || !mirador_schema_upgrade (database, schema, n_steps, &error))
    return 0;
  start = clock ();
  mirador_refresh_free (mirador_ingest (database, pull, staging, NULL, NULL, &error));
  if (error != NULL)
    g_printerr ("%s\n", error->message);
  return worked_since (start);
}

static int
run_steps (const char *base, const char *folder)
{
  g_autofree char *file = g_build_filename (folder, "bench.json", NULL);
  g_autofree char *path = g_build_filename (folder, "store.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorMapping) mapping = mirador_mapping_load (file, &error);
  g_autoptr (MiradorStaging) staging = mirador_staging_new (MIRADOR_DUPLICATES_REJECT, NULL);
  clock_t start = clock ();
  g_autoptr (GPtrArray) bodies = fetch_parts (base, &error);
  double fetching = worked_since (start), decoding, mapped, staged;
  Steps steps = { .mapping = mapping, .nothing = { add_nothing, NULL } };

  decoding = time_reading (bodies, &steps);
  steps.sink = &steps.nothing;
  mapped = time_reading (bodies, &steps);
  steps.sink = &staging->sink;
  staged = time_reading (bodies, &steps);
  start = clock ();
  mirador_staging_close (staging);
  staged += worked_since (start);
  g_print ("seconds of processor, each by itself: fetching %.2f, decoding %.2f, mapping %.2f, "
           "keeping by series "
           "%.2f, writing %.2f\n",
           fetching, decoding, mapped - decoding, staged - mapped,
           time_writing (staging, mapping, path));
  return 0;
}

/* Beside each other */

static void
empty (const char *folder, const char *kept)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_strcmp0 (name, kept) != 0)
        g_unlink (path);
    }
}

static gboolean
measure (const char *const *arguments, Measured *measured)
{
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;
  int status = 0;

  if (g_spawn_sync (NULL, (char **)arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL,
                    &status, &error)
      && status == 0
      && sscanf (output, "%lf %lf %lf %lf %lf", &measured->seconds, &measured->processor,
                 &measured->again, &measured->megabytes, &measured->rows)
           == 5)
    return TRUE;
  g_printerr ("%s failed\n", arguments[0]);
  return FALSE;
}

static int
compare_measured (gconstpointer a, gconstpointer b)
{
  const Measured *one = a, *other = b;

  return (one->seconds > other->seconds) - (one->seconds < other->seconds);
}

static void
print_row (const char *name, const Measured *measured)
{
  g_print ("%-8s %9.0f rows  %6.2f s (%.2f s of processor)  %9.0f rows/s  peak %6.1f MB", name,
           measured->rows, measured->seconds, measured->processor,
           measured->rows / measured->seconds, measured->megabytes);
}

static int
compare (const char *program, const char *base, const char *folder)
{
  g_autofree char *database = g_build_filename (folder, "python.db", NULL);
  const char *const load[] = { program, "--load", base, folder, NULL };
  const char *const script[] = { "python3", "-c", python, base, database, NULL };
  const char *const steps[] = { program, "--steps", base, folder, NULL };
  Measured ours[RUNS], theirs[RUNS], first;

  /* The first one makes the server's answers. */
  if (!measure (load, &first))
    return 1;
  for (guint i = 0; i < RUNS; i++)
    {
      empty (folder, "bench.json");
      if (!measure (load, &ours[i]) || !measure (script, &theirs[i]))
        return 1;
    }
  qsort (ours, RUNS, sizeof *ours, compare_measured);
  qsort (theirs, RUNS, sizeof *theirs, compare_measured);
  print_row ("mirador", &ours[RUNS / 2]);
  g_print ("  [%.1f s, %.0f MB]; the same again, compared: %.2f s\n", AIM_SECONDS, AIM_MEGABYTES,
           ours[RUNS / 2].again);
  print_row ("python3", &theirs[RUNS / 2]);
  g_print ("  (json and sqlite3); mirador takes %.2f of its time, %.2f of its memory\n",
           ours[RUNS / 2].seconds / theirs[RUNS / 2].seconds,
           ours[RUNS / 2].megabytes / theirs[RUNS / 2].megabytes);
  fflush (stdout);
  empty (folder, "bench.json");
  return g_spawn_sync (NULL, (char **)steps, NULL, G_SPAWN_CHILD_INHERITS_STDIN, NULL, NULL, NULL,
                       NULL, NULL, NULL)
           ? 0
           : 1;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) server = NULL;
  g_autoptr (GDataInputStream) said = NULL;
  g_autofree char *base = NULL, *folder = NULL, *mapping = NULL;
  int result;

  if (argc > 1 && g_str_equal (argv[1], "--serve"))
    return bench_serve ();
  if (argc > 3)
    return g_str_equal (argv[1], "--load") ? run_load (argv[2], argv[3])
                                           : run_steps (argv[2], argv[3]);
  folder = g_dir_make_tmp ("mirador-bench-XXXXXX", &error);
  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
  mapping = g_build_filename (folder, "bench.json", NULL);
  server = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, argv[0], "--serve", NULL);
  if (server == NULL || !write_mapping (mapping))
    return 1;
  said = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server));
  base = g_data_input_stream_read_line (said, NULL, NULL, &error);
  result = base != NULL ? compare (argv[0], base, folder) : 1;
  g_subprocess_force_exit (server);
  empty (folder, NULL);
  g_rmdir (folder);
  return result;
}
