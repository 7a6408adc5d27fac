/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/catalogue.h"
#include "model/error.h"
#include "model/resource.h"

static void
test_adds (void)
{
  static const char text[]
    = "{\"mirador\": 1, \"rows\": [[1, 2]],"
      " \"programs\": [{\"id\": \"ojos\", \"name\": {\"es\": \"Salud ocular\"}},"
      "                {\"id\": \"tb\", \"name\": {\"es\": \"Otra cosa\"}}],"
      " \"measures\": [{\"id\": \"glasses\", \"name\": {\"es\": \"Lentes\", \"en\": \"Glasses\"},"
      "   \"unit\": \"glasses\", \"kind\": \"flow\", \"adds\": [\"time\", \"place\"],"
      "   \"labels\": {\"ojos\": {\"es\": \"Lentes entregados\"}}}],"
      " \"breakdowns\": [{\"id\": \"eye\", \"name\": {\"es\": \"Ojo\"},"
      "   \"members\": [{\"id\": \"left\", \"name\": {\"es\": \"Izquierdo\"}}]}],"
      " \"cascades\": [{\"program\": \"ojos\", \"feed\": \"eyes\","
      "   \"stages\": {\"screened\": {\"measure\": \"people_screened\"},"
      "              \"started\": {\"measure\": \"glasses\"}}}]}";
  const MiradorProgram *tb = mirador_catalogue_program ("tb");
  g_autoptr (GError) error = NULL;
  const MiradorProgram *program;
  const MiradorMeasure *measure;

  /* Twice: a store tells the catalogue the same at every start. */
  for (guint i = 0; i < 2; i++)
    {
      mirador_catalogue_extend (text, -1, "ojos.json", &error);
      g_assert_no_error (error);
    }
  program = mirador_catalogue_program ("ojos");
  measure = mirador_catalogue_measure ("glasses");
  g_assert_cmpstr (mirador_program_get_short_name (program), ==, "Salud ocular");
  g_assert_cmpint (program->colour[0], ==, '#');
  g_assert_cmpuint (measure->adds, ==, MIRADOR_ADDS_TIME | MIRADOR_ADDS_PLACE);
  g_assert_true (measure->sensitive); /* unless it says that it is not */
  g_assert_cmpstr (mirador_measure_get_name (measure, program), ==, "Lentes entregados");
  g_assert_cmpstr (mirador_member_get_name ("eye", "left"), ==, "Izquierdo");
  g_assert_true (mirador_catalogue_cascade ("ojos", "eyes")->stages[MIRADOR_STAGE_STARTED]
                 == measure);
  g_assert_true (mirador_catalogue_program ("tb") == tb);
  g_assert_cmpstr (mirador_program_get_name (tb), ==, "Tuberculosis");
}

#define PROGRAM "{\"programs\": [{\"id\": \"leak\", \"name\": {\"es\": \"x\"}}],"
#define MEASURE                                                                                    \
  PROGRAM "\"measures\": [{\"id\": \"m\", \"name\": {\"es\": \"x\"}, \"unit\": \"people\""

static void
test_refuses (void)
{
  static const char *const documents[] = {
    "",
    "   ",
    "null",
    "[]",
    "3",
    "{\"programs\"",
    "{\"a\": \"\xff\"}",
    "{\"programs\": 3}",
    "{\"programs\": \"x\"}",
    "{\"programs\": {}}",
    "{\"programs\": [3]}",
    "{\"programs\": [null]}",
    "{\"programs\": [[]]}",
    "{\"programs\": [{}]}",
    "{\"programs\": [{\"id\": 3}]}",
    "{\"programs\": [{\"id\": {}}]}",
    "{\"programs\": [{\"id\": \"a b\", \"name\": {\"es\": \"x\"}}]}",
    "{\"programs\": [{\"id\": \"a;b=c\", \"name\": {\"es\": \"x\"}}]}",
    "{\"programs\": [{\"id\": \"\", \"name\": {\"es\": \"x\"}}]}",
    "{\"programs\": [{\"id\": \"leak\", \"name\": \"x\"}]}",
    "{\"programs\": [{\"id\": \"leak\", \"name\": {}}]}",
    "{\"programs\": [{\"id\": \"leak\", \"name\": {\"es\": 3}}]}",
    "{\"programs\": [{\"id\": \"leak\", \"name\": {\"es\": \"\"}}]}",
    "{\"programs\": [{\"id\": \"leak\", \"name\": {\"es\": \"a\\u0007b\"}}]}",
    "{\"programs\": [{\"id\": \"leak\", \"name\": {\"es\": \"x\"}, \"colour\": \"red\"}]}",
    "{\"programs\": [{\"id\": \"leak\", \"name\": {\"es\": \"x\"}, \"colour\": 3}]}",
    PROGRAM "\"measures\": true}",
    MEASURE "}]}",
    MEASURE ", \"kind\": \"sum\"}]}",
    MEASURE ", \"kind\": 1}]}",
    MEASURE ", \"kind\": \"flow\", \"adds\": \"time\"}]}",
    MEASURE ", \"kind\": \"flow\", \"adds\": [\"program\"]}]}",
    MEASURE ", \"kind\": \"flow\", \"adds\": [1]}]}",
    MEASURE ", \"kind\": \"flow\", \"adds\": [{}]}]}",
    MEASURE ", \"kind\": \"stock\", \"adds\": [\"time\"]}]}",
    MEASURE ", \"kind\": \"ratio\", \"adds\": [\"place\"]}]}",
    MEASURE ", \"kind\": \"ratio\", \"multiplier\": \"100\"}]}",
    MEASURE ", \"kind\": \"ratio\", \"multiplier\": -1}]}",
    MEASURE ", \"kind\": \"ratio\", \"multiplier\": 1e999}]}",
    MEASURE ", \"kind\": \"flow\", \"sensitive\": \"no\"}]}",
    MEASURE ", \"kind\": \"flow\", \"sensitive\": 0}]}",
    MEASURE ", \"kind\": \"flow\", \"stage\": \"cured\"}]}",
    MEASURE ", \"kind\": \"flow\", \"good\": \"left\"}]}",
    MEASURE ", \"kind\": \"flow\", \"labels\": []}]}",
    MEASURE ", \"kind\": \"flow\", \"labels\": {\"tb\": \"x\"}}]}",
    MEASURE ", \"kind\": \"flow\", \"labels\": {\"t b\": {\"es\": \"x\"}}}]}",
    PROGRAM "\"breakdowns\": [{\"id\": \"b\", \"name\": {\"es\": \"x\"}, \"members\": {}}]}",
    PROGRAM "\"breakdowns\": [{\"id\": \"b\", \"name\": {\"es\": \"x\"}, \"members\": [1]}]}",
    PROGRAM "\"cascades\": [{\"program\": \"leak\", \"feed\": \"f\"}]}",
    PROGRAM "\"cascades\": [{\"program\": \"leak\", \"feed\": \"f\", \"stages\": []}]}",
    PROGRAM "\"cascades\": [{\"program\": \"leak\", \"feed\": \"f\","
            " \"stages\": {\"cured\": {\"measure\": \"screenings\"}}}]}",
    PROGRAM "\"cascades\": [{\"program\": \"leak\", \"feed\": \"f\","
            " \"stages\": {\"screened\": \"screenings\"}}]}",
    PROGRAM "\"cascades\": [{\"program\": \"leak\", \"feed\": \"f\","
            " \"stages\": {\"screened\": {\"measure\": \"nobody\"}}}]}",
    PROGRAM "\"cascades\": [{\"program\": \"nobody\", \"feed\": \"f\", \"stages\": {}}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean extended = mirador_catalogue_extend (documents[i], -1, "bad.json", &error);

      if (extended)
        g_test_message ("taken: %s", documents[i]);
      g_assert_false (extended);
      g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_DEFINITION);
      g_assert_nonnull (strstr (error->message, "bad.json"));
      g_assert_null (mirador_catalogue_program ("leak"));
      g_assert_null (mirador_catalogue_measure ("m"));
    }
}

static void
test_names_the_member (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (mirador_catalogue_extend (
    "{\"programs\": [{\"id\": \"p\", \"name\": {\"es\": \"x\"}}, {\"id\": \"leak\", "
    "\"name\": {\"es\": 3}}]}",
    -1, "eyes.json", &error));
  g_assert_nonnull (strstr (error->message, "programs[1].name.es"));
}

static void
test_refuses_depth_and_size (void)
{
  g_autofree char *deep = g_strnfill (200000, '[');
  g_autofree char *large = g_strnfill (5 * 1024 * 1024, ' ');
  const char *const documents[] = { deep, large };
  const char *const reasons[] = { "64 deep", "4 MB" };

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (mirador_catalogue_extend (documents[i], -1, "bad.json", &error));
      g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_DEFINITION);
      g_assert_nonnull (strstr (error->message, reasons[i]));
    }
}

/* Whatever is cut off or overwritten, the shipped document is taken or refused, never a crash. */
static void
test_survives_damage (void)
{
  g_autoptr (GBytes) bytes = mirador_data_load ("catalogue.json", NULL);
  gsize length = g_bytes_get_size (bytes);
  static const char replacements[] = { '[', '{', '"', '3', '\0', '\x80', ',', 'n' };

  for (guint i = 0; i < 150; i++)
    {
      g_autofree char *text = g_memdup2 (g_bytes_get_data (bytes, NULL), length);
      g_autoptr (GError) error = NULL;
      gsize at = g_test_rand_int_range (0, length);
      gsize end = i % 3 == 0 ? at : length;

      text[at] = replacements[i % G_N_ELEMENTS (replacements)];
      if (!mirador_catalogue_extend (text, end, "damaged.json", &error))
        g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_DEFINITION);
    }
}

static gpointer
read_while_extended (gpointer unused)
{
  for (guint i = 0; i < 2000; i++)
    {
      g_autoptr (GPtrArray) measures = i % 100 == 0 ? mirador_catalogue_measures () : NULL;

      if (mirador_catalogue_measure ("people_screened") == NULL
          || mirador_catalogue_cascade ("tb", "ses-annual-report-2025") == NULL)
        return NULL;
    }
  return (gpointer) "all found";
}

static void
test_threads (void)
{
  GThread *threads[3];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("reader", read_while_extended, NULL);
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *text = g_strdup_printf (
        "{\"programs\": [{\"id\": \"thread-%u\", \"name\": {\"es\": \"Hilo\"}}]}", i);
      g_assert_true (mirador_catalogue_extend (text, -1, "threads", NULL));
    }
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_nonnull (g_thread_join (threads[i]));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  mirador_language_init ("en", g_getenv ("MIRADOR_LOCALE_DIR"));
  g_test_add_func ("/extend/threads", test_threads);
  g_test_add_func ("/extend/adds", test_adds);
  g_test_add_func ("/extend/refuses", test_refuses);
  g_test_add_func ("/extend/names-the-member", test_names_the_member);
  g_test_add_func ("/extend/refuses-depth-and-size", test_refuses_depth_and_size);
  g_test_add_func ("/extend/survives-damage", test_survives_damage);
  return g_test_run ();
}
