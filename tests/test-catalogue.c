/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "model/catalogue.h"
#include "model/place.h"
#include "model/resource.h"

#define REPORT "ses-annual-report-2025"
#define MINSA "minsa-mental-health"

/* The rows of a shipped table, split at commas: only what comes before the first quote is looked
 * at. */
static GPtrArray *
load_rows (const char *path, guint columns)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = mirador_data_load (path, &error);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);

  g_assert_no_error (error);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    g_ptr_array_add (rows, g_strsplit (lines[i], ",", columns));
  return rows;
}

/* A label that two feeds share must be true of both, so the project's name is not part of it. */
static const char *
expected_label (char **row)
{
  if (g_str_equal (row[0], "same") && g_str_equal (row[1], "screenings"))
    return "Tamizajes de salud mental";
  return row[2];
}

static void
test_annual_report (void)
{
  g_autoptr (GPtrArray) rows = load_rows ("feeds/annual-report-2025.csv", 11);

  g_assert_cmpuint (rows->len, ==, 150);
  for (guint i = 0; i < rows->len; i++)
    {
      char **row = rows->pdata[i];
      const MiradorProgram *program = mirador_catalogue_program (row[0]);
      const MiradorMeasure *measure = mirador_catalogue_measure (row[1]);

      g_assert_nonnull (program);
      g_assert_nonnull (measure);
      g_assert_cmpstr (measure->unit, ==, row[3]);
      g_assert_cmpstr (measure->stage != MIRADOR_STAGE_NONE ? mirador_stage_to_id (measure->stage)
                                                            : "",
                       ==, row[4]);
      g_assert_nonnull (mirador_place_by_code (row[6]));
      /* Or the published figure itself would be hidden. */
      if (measure->sensitive)
        g_assert_cmpfloat (g_ascii_strtod (row[8], NULL), >=, 5);
      mirador_language_set (MIRADOR_LANGUAGE_ES);
      g_assert_cmpstr (mirador_measure_get_name (measure, program), ==, expected_label (row));
      mirador_language_set (MIRADOR_LANGUAGE_EN);
      g_assert_cmpint (strlen (mirador_measure_get_name (measure, program)), >, 3);
    }
}

static void
test_history (void)
{
  g_autoptr (GPtrArray) rows = load_rows ("feeds/history.csv", 7);

  g_assert_cmpuint (rows->len, >, 0);
  for (guint i = 0; i < rows->len; i++)
    {
      char **row = rows->pdata[i];
      const MiradorMeasure *measure = mirador_catalogue_measure (row[2]);

      g_assert_nonnull (mirador_catalogue_program (row[1]));
      g_assert_nonnull (measure);
      g_assert_cmpstr (measure->unit, ==, row[5]);
      if (g_str_equal (measure->unit, "percent"))
        {
          g_assert_cmpint (measure->kind, ==, MIRADOR_KIND_RATIO);
          g_assert_cmpfloat (measure->multiplier, ==, 100);
        }
    }
}

static void
check_text (const MiradorText *text)
{
  static const char *const same_in_both[]
    = { "Webinars", "Partners In Health", "National Institutes of Health", "SES", "TB",
        "SAMIA",    "Tuberculosis" };

  g_assert_cmpint (strlen (text->es), >, 0);
  g_assert_cmpint (strlen (text->en), >, 0);
  for (guint i = 0; i < G_N_ELEMENTS (same_in_both); i++)
    if (g_str_equal (text->es, same_in_both[i]))
      return;
  g_assert_cmpstr (text->es, !=, text->en);
}

static void
test_two_languages (void)
{
  g_autoptr (GPtrArray) programs = mirador_catalogue_programs ();
  g_autoptr (GPtrArray) measures = mirador_catalogue_measures ();
  g_autoptr (GPtrArray) breakdowns = mirador_catalogue_breakdowns ();

  for (guint i = 0; i < programs->len; i++)
    {
      check_text (&((MiradorProgram *)programs->pdata[i])->name);
      check_text (&((MiradorProgram *)programs->pdata[i])->short_name);
    }
  for (guint i = 0; i < measures->len; i++)
    {
      const MiradorMeasure *measure = measures->pdata[i];
      GHashTableIter iter;
      gpointer program, label;

      check_text (&measure->name);
      g_hash_table_iter_init (&iter, measure->labels);
      while (g_hash_table_iter_next (&iter, &program, &label))
        {
          g_assert_nonnull (mirador_catalogue_program (program));
          check_text (label);
        }
    }
  for (guint i = 0; i < breakdowns->len; i++)
    {
      const MiradorBreakdown *breakdown = breakdowns->pdata[i];

      check_text (&breakdown->name);
      for (guint j = 0; j < breakdown->members->len; j++)
        check_text (&((MiradorMember *)breakdown->members->pdata[j])->name);
    }
}

/* Look-ups would hide an id that stands twice in the document, so its text is read. */
static void
test_unique_ids (void)
{
  g_autoptr (GBytes) bytes = mirador_data_load ("catalogue.json", NULL);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autoptr (GPtrArray) programs = mirador_catalogue_programs ();
  g_autoptr (GPtrArray) measures = mirador_catalogue_measures ();
  g_autoptr (GPtrArray) breakdowns = mirador_catalogue_breakdowns ();
  guint entries = 0;

  /* A target that has a name of its own is listed with its measure. */
  for (const char *at = text; (at = strstr (at, "\n    {\"id\": \"")) != NULL; at++)
    {
      const char *id = strchr (at, ':') + strlen (": \"");
      g_autofree char *name = g_strndup (id, strcspn (id, "\""));

      entries += !g_str_has_suffix (name, MIRADOR_TARGET_SUFFIX);
    }
  g_assert_cmpuint (entries, ==, programs->len + measures->len + breakdowns->len);
  for (guint i = 0; i < breakdowns->len; i++)
    {
      const MiradorBreakdown *breakdown = breakdowns->pdata[i];

      for (guint j = 0; j < breakdown->members->len; j++)
        {
          const MiradorMember *member = breakdown->members->pdata[j];
          g_assert_true (mirador_catalogue_member (breakdown->id, member->id) == member);
          g_assert_cmpint (member->order, ==, j);
        }
    }
}

static void
test_additivity (void)
{
  static const struct
  {
    const char *measure;
    MiradorKind kind;
    guint adds;
    gboolean sensitive;
  } cases[] = {
    { "people_screened", MIRADOR_KIND_FLOW, MIRADOR_ADDS_PLACE | MIRADOR_ADDS_BREAKDOWN, TRUE },
    { "screenings", MIRADOR_KIND_FLOW,
      MIRADOR_ADDS_TIME | MIRADOR_ADDS_PLACE | MIRADOR_ADDS_BREAKDOWN, FALSE },
    { "positive_screenings", MIRADOR_KIND_FLOW,
      MIRADOR_ADDS_TIME | MIRADOR_ADDS_PLACE | MIRADOR_ADDS_BREAKDOWN, TRUE },
    { "people_attended", MIRADOR_KIND_FLOW, MIRADOR_ADDS_PLACE | MIRADOR_ADDS_BREAKDOWN, TRUE },
    { "consultations", MIRADOR_KIND_FLOW,
      MIRADOR_ADDS_TIME | MIRADOR_ADDS_PLACE | MIRADOR_ADDS_BREAKDOWN, TRUE },
    { "population", MIRADOR_KIND_STOCK, MIRADOR_ADDS_PLACE | MIRADOR_ADDS_BREAKDOWN, FALSE },
    { "regions_covered", MIRADOR_KIND_STOCK, 0, FALSE },
    { "people_trained_to_date", MIRADOR_KIND_STOCK, 0, FALSE },
    { "invested_total", MIRADOR_KIND_FLOW, MIRADOR_ADDS_TIME, FALSE },
    { "mdr_cure_rate", MIRADOR_KIND_RATIO, 0, FALSE },
    { "agents", MIRADOR_KIND_STOCK, MIRADOR_ADDS_PLACE | MIRADOR_ADDS_BREAKDOWN, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const MiradorMeasure *measure = mirador_catalogue_measure (cases[i].measure);

      g_assert_cmpint (measure->kind, ==, cases[i].kind);
      g_assert_cmpuint (measure->adds, ==, cases[i].adds);
      g_assert_cmpint (measure->sensitive, ==, cases[i].sensitive);
    }
}

/* No program's people may be added over time unless a feed says that it counts new ones. */
static void
test_people_do_not_add_over_time (void)
{
  g_autoptr (GPtrArray) measures = mirador_catalogue_measures ();

  for (guint i = 0; i < measures->len; i++)
    {
      const MiradorMeasure *measure = measures->pdata[i];

      if (measure->kind != MIRADOR_KIND_FLOW || g_str_equal (measure->unit, "people"))
        g_assert_false (measure->adds & MIRADOR_ADDS_TIME);
    }
}

static void
test_programs (void)
{
  static const char *const ids[]
    = { "all", "tb",  "vih",      "samia",  "same",      "ent", "pps",     "polses",
        "csg", "lab", "research", "ethics", "equipment", "acs", "finance", "context" };
  g_autoptr (GPtrArray) programs = mirador_catalogue_programs ();

  g_assert_cmpuint (programs->len, >=, G_N_ELEMENTS (ids));
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      const MiradorProgram *program = programs->pdata[i];

      g_assert_cmpstr (program->id, ==, ids[i]);
      g_assert_true (program->id == g_intern_string (ids[i]));
      g_assert_cmpint (program->order, ==, i);
      g_assert_true (mirador_catalogue_program (ids[i]) == program);
    }
  g_assert_null (mirador_catalogue_program ("tuberculosis"));
  g_assert_null (mirador_catalogue_program (NULL));
}

/* WCAG 2.1, relative luminance and contrast ratio. */
static double
luminance (const char *colour)
{
  static const double weights[3] = { 0.2126, 0.7152, 0.0722 };
  double sum = 0;

  for (guint i = 0; i < 3; i++)
    {
      double c
        = (g_ascii_xdigit_value (colour[1 + 2 * i]) * 16 + g_ascii_xdigit_value (colour[2 + 2 * i]))
          / 255.0;
      sum += weights[i] * (c <= 0.03928 ? c / 12.92 : pow ((c + 0.055) / 1.055, 2.4));
    }
  return sum;
}

static double
contrast (const char *one, const char *other)
{
  double a = luminance (one), b = luminance (other);

  return (MAX (a, b) + 0.05) / (MIN (a, b) + 0.05);
}

static void
test_colours (void)
{
  g_autoptr (GPtrArray) programs = mirador_catalogue_programs ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < programs->len; i++)
    {
      const MiradorProgram *program = programs->pdata[i];

      g_assert_cmpfloat (contrast (program->colour, "#ffffff"), >=, 3);
      g_assert_cmpfloat (contrast (program->colour_dark, "#242424"), >=, 3);
      g_assert_true (g_hash_table_add (seen, (gpointer)program->colour));
    }
  for (MiradorStage stage = MIRADOR_STAGE_SCREENED; stage + 1 < MIRADOR_N_STAGES; stage++)
    {
      g_assert_cmpfloat (luminance (mirador_catalogue_stage_colour (stage, FALSE)), <,
                         luminance (mirador_catalogue_stage_colour (stage + 1, FALSE)));
      g_assert_cmpfloat (luminance (mirador_catalogue_stage_colour (stage, TRUE)), >,
                         luminance (mirador_catalogue_stage_colour (stage + 1, TRUE)));
    }
}

static void
test_cascades (void)
{
  static const char *const programs[] = { "all", "tb", "vih", "samia", "same", "ent" };
  static const char *const feeds[] = { REPORT, "demo" };

  for (guint i = 0; i < G_N_ELEMENTS (programs); i++)
    for (guint f = 0; f < G_N_ELEMENTS (feeds); f++)
      {
        const MiradorCascade *cascade = mirador_catalogue_cascade (programs[i], feeds[f]);

        g_assert_nonnull (cascade);
        g_assert_cmpstr (cascade->program->id, ==, programs[i]);
        g_assert_true (cascade->feed == g_intern_string (feeds[f]));
        for (guint stage = MIRADOR_STAGE_SCREENED; stage < MIRADOR_N_STAGES; stage++)
          {
            const MiradorMeasure *measure = cascade->stages[stage];

            g_assert_cmpint (measure != NULL, ==, cascade->table[stage] != NULL);
            if (measure != NULL)
              g_assert_cmpint (measure->stage, ==, stage);
            if (f == 1)
              g_assert_cmpint (measure != NULL, ==, stage <= MIRADOR_STAGE_ACCOMPANIED);
          }
      }
  g_assert_null (mirador_catalogue_cascade ("finance", REPORT));
  g_assert_null (mirador_catalogue_cascade ("tb", MINSA));
}

/* Every stage of the report's cascades is a figure that the report has. */
static void
test_report_cascades_are_published (void)
{
  g_autoptr (GPtrArray) rows = load_rows ("feeds/annual-report-2025.csv", 11);
  g_autoptr (GPtrArray) programs = mirador_catalogue_programs ();

  for (guint i = 0; i < programs->len; i++)
    {
      const MiradorProgram *program = programs->pdata[i];
      const MiradorCascade *cascade = mirador_catalogue_cascade (program->id, REPORT);

      for (guint stage = 0; cascade != NULL && stage < MIRADOR_N_STAGES; stage++)
        {
          gboolean found = cascade->stages[stage] == NULL;

          for (guint j = 0; j < rows->len && !found; j++)
            {
              char **row = rows->pdata[j];
              found = g_str_equal (row[0], program->id)
                      && g_str_equal (row[1], cascade->stages[stage]->id);
            }
          g_assert_true (found);
        }
    }
}

static void
test_minsa_cascade (void)
{
  const MiradorCascade *cascade = mirador_catalogue_cascade ("same", MINSA);

  g_assert_cmpstr (cascade->stages[MIRADOR_STAGE_SCREENED]->id, ==, "screenings");
  g_assert_cmpstr (cascade->stages[MIRADOR_STAGE_DIAGNOSED]->id, ==, "positive_screenings");
  g_assert_cmpstr (cascade->stages[MIRADOR_STAGE_ATTENDED]->id, ==, "people_attended");
  g_assert_null (cascade->stages[MIRADOR_STAGE_REFERRED]);
  g_assert_true (cascade->table[MIRADOR_STAGE_SCREENED] == cascade->table[MIRADOR_STAGE_DIAGNOSED]);
  g_assert_false (cascade->table[MIRADOR_STAGE_DIAGNOSED]
                  == cascade->table[MIRADOR_STAGE_ATTENDED]);
  g_assert_nonnull (strstr (cascade->note.es, "ansiedad"));
  g_assert_nonnull (strstr (cascade->note.en, "anxiety"));
}

static void
test_subset (void)
{
  g_assert_true (mirador_catalogue_is_subset ("same", MINSA, "positive_screenings", "screenings"));
  g_assert_false (mirador_catalogue_is_subset ("same", MINSA, "screenings", "positive_screenings"));
  g_assert_false (
    mirador_catalogue_is_subset ("same", MINSA, "people_attended", "positive_screenings"));
  g_assert_false (mirador_catalogue_is_subset ("same", REPORT, "people_diagnosed", "screenings"));
  g_assert_false (
    mirador_catalogue_is_subset ("samia", REPORT, "people_diagnosed", "people_screened"));
  g_assert_false (mirador_catalogue_is_subset ("same", MINSA, "people_attended", "screenings"));
  g_assert_false (mirador_catalogue_is_subset ("tb", MINSA, "positive_screenings", "screenings"));
  g_assert_false (mirador_catalogue_is_subset (NULL, NULL, NULL, NULL));
}

static void
test_feed_rank (void)
{
  static const struct
  {
    const char *program;
    const char *measure;
    const char *feed;
    int rank;
  } cases[] = {
    { "same", "positive_screenings", MINSA, 0 },  { "same", "people_attended", MINSA, 0 },
    { "same", "consultations", MINSA, 0 },        { "same", "screenings", REPORT, 0 },
    { "same", "screenings", MINSA, 1 },           { "tb", "people_screened", REPORT, 0 },
    { "context", "population", "population", 1 }, { "tb", "people_screened", MINSA, -1 },
    { "same", "screenings", "demo", -1 },         { "tb", "people_screened", "demo", -1 },
    { "tb", "people_screened", "nothing", -1 },   { "tb", "people_screened", NULL, -1 },
    { "same", "screenings_target", MINSA, 1 },    { "same", "screenings_target", "demo", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (
      mirador_catalogue_feed_rank (cases[i].program, cases[i].measure, cases[i].feed), ==,
      cases[i].rank);
}

static void
test_name (void)
{
  const MiradorMeasure *screened = mirador_catalogue_measure ("people_screened");
  const MiradorProgram *samia = mirador_catalogue_program ("samia");
  const MiradorProgram *tb = mirador_catalogue_program ("tb");

  mirador_language_set (MIRADOR_LANGUAGE_ES);
  g_assert_cmpstr (mirador_measure_get_name (screened, samia), ==, "Niñas y niños tamizados");
  g_assert_cmpstr (mirador_measure_get_name (screened, tb), ==, "Personas tamizadas");
  g_assert_cmpstr (mirador_measure_get_name (screened, NULL), ==, "Personas tamizadas");
  g_assert_cmpstr (mirador_program_get_name (mirador_catalogue_program ("all")), ==,
                   "Socios En Salud (todos los programas)");
  g_assert_cmpstr (mirador_program_get_short_name (tb), ==, "TB");
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  g_assert_cmpstr (mirador_measure_get_name (screened, samia), ==, "Children screened");
  g_assert_cmpstr (mirador_measure_get_name (screened, NULL), ==, "People screened");
}

static void
test_stage (void)
{
  for (guint i = 0; i < MIRADOR_N_STAGES; i++)
    {
      MiradorStage stage = MIRADOR_N_STAGES;

      g_assert_true (mirador_stage_from_id (mirador_stage_to_id (i), &stage));
      g_assert_cmpint (stage, ==, i);
      g_assert_cmpint (*mirador_stage_to_text (i) != '\0', ==, i != MIRADOR_STAGE_NONE);
      g_assert_cmpint (*mirador_stage_to_people (i) != '\0', ==, i != MIRADOR_STAGE_NONE);
    }
  for (guint i = 0; i < 2; i++)
    {
      MiradorStage stage = MIRADOR_STAGE_NONE;
      g_assert_false (mirador_stage_from_id (i == 0 ? "cured" : NULL, &stage));
    }
  g_assert_cmpstr (mirador_stage_to_people (MIRADOR_STAGE_SCREENED), ==, "People screened");
}

static void
test_unit_name (void)
{
  g_autoptr (GPtrArray) measures = mirador_catalogue_measures ();

  g_assert_cmpstr (mirador_catalogue_unit_name ("people", 1), ==, "person");
  g_assert_cmpstr (mirador_catalogue_unit_name ("people", 0), ==, "people");
  g_assert_cmpstr (mirador_catalogue_unit_name ("people", 1.5), ==, "people");
  g_assert_cmpstr (mirador_catalogue_unit_name ("people", 303705), ==, "people");
  g_assert_cmpstr (mirador_catalogue_unit_name ("people", NAN), ==, "people");
  g_assert_cmpstr (mirador_catalogue_unit_name ("people", INFINITY), ==, "people");
  g_assert_cmpstr (mirador_catalogue_unit_name ("screenings", 2), ==, "screenings");
  g_assert_cmpstr (mirador_catalogue_unit_name ("PEN", 2), ==, "soles");
  g_assert_cmpstr (mirador_catalogue_unit_name ("bed-nets", 2), ==, "bed-nets");
  g_assert_cmpstr (mirador_catalogue_unit_name (NULL, 2), ==, "");
  /* A unit without a name would show its id to a reader of Spanish: a name is not the id itself
   * but for plurals that are spelt alike. */
  for (guint i = 0; i < measures->len; i++)
    {
      const char *unit = ((MiradorMeasure *)measures->pdata[i])->unit;
      if (!g_str_equal (unit, "percent"))
        g_assert_cmpstr (mirador_catalogue_unit_name (unit, 1), !=, unit);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  mirador_language_init ("en", g_getenv ("MIRADOR_LOCALE_DIR"));
  g_test_add_func ("/catalogue/annual-report", test_annual_report);
  g_test_add_func ("/catalogue/history", test_history);
  g_test_add_func ("/catalogue/two-languages", test_two_languages);
  g_test_add_func ("/catalogue/unique-ids", test_unique_ids);
  g_test_add_func ("/catalogue/additivity", test_additivity);
  g_test_add_func ("/catalogue/people-do-not-add-over-time", test_people_do_not_add_over_time);
  g_test_add_func ("/catalogue/programs", test_programs);
  g_test_add_func ("/catalogue/colours", test_colours);
  g_test_add_func ("/catalogue/cascades", test_cascades);
  g_test_add_func ("/catalogue/report-cascades-are-published", test_report_cascades_are_published);
  g_test_add_func ("/catalogue/minsa-cascade", test_minsa_cascade);
  g_test_add_func ("/catalogue/subset", test_subset);
  g_test_add_func ("/catalogue/feed-rank", test_feed_rank);
  g_test_add_func ("/catalogue/name", test_name);
  g_test_add_func ("/catalogue/stage", test_stage);
  g_test_add_func ("/catalogue/unit-name", test_unit_name);
  return g_test_run ();
}
