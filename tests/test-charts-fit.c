/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart-checks.h"
#include "chart-scenes.h"
#include "charts/chart-private.h"
#include "model/error.h"
#include "model/language.h"

/* A kind that is wrong everywhere need not say so a thousand times. */
#define MOST_FAULTS 12
/* Under the sanitizers every picture takes a hundred times as long: memory is looked after by a
 * few. */
#ifdef __SANITIZE_ADDRESS__
#define EVERY 8
#else
#define EVERY 1
#endif
/* From here on every chart has room for its figures; below, it may say that it has not. */
#define LEAST_HEIGHT 240

static guint n_faults;
static SceneFolder *folder;

static void
complain (const char *what, char *fault)
{
  if (fault != NULL)
    {
      if (n_faults++ < MOST_FAULTS)
        g_test_message ("%s: %s", what, fault);
      g_test_fail ();
    }
  g_free (fault);
}

static gboolean
is_simulated (const MiradorChart *chart)
{
  for (guint i = 0; i < mirador_chart_get_n_frames (chart); i++)
    if (mirador_frame_is_simulated (mirador_chart_get_frame (chart, i)))
      return TRUE;
  return FALSE;
}

static gboolean
says_no_room (const Picture *picture)
{
  return find_text (picture, "too little room") != NULL || find_text (picture, "espacio") != NULL;
}

static void
check_picture (const MiradorChart *chart,
               const char *name,
               double width,
               double height,
               MiradorTheme theme,
               gboolean embedded)
{
  Picture picture = draw (chart, width, height, theme, embedded);
  gboolean spanish = mirador_language_get () == MIRADOR_LANGUAGE_ES;
  g_autofree char *what
    = g_strdup_printf ("%s at %gx%g %s %s%s", name, width, height, mirador_theme_to_id (theme),
                       spanish ? "es" : "en", embedded ? " in a card" : "");

  complain (what, find_text_outside (&picture));
  complain (what, find_overlap (&picture));
  complain (what, find_wrong_mark (chart, &picture));
  complain (what, find_illegible (&picture));
  if (width >= 240 && height >= 100 && is_simulated (chart)
      && find_text (&picture, spanish ? "Datos simulados" : "Simulated data") == NULL)
    complain (what, g_strdup ("does not say that it is simulated"));
  if (width >= 300 && height >= 200 && !mirador_chart_is_empty (chart) && picture.marks->len == 0
      && !(height < LEAST_HEIGHT && says_no_room (&picture)))
    complain (what, g_strdup ("has no marks"));
  close_picture (&picture);
}

/* Every theme at the sizes that readers meet; odd sizes, and cards, once. */
static void
check_everywhere (MiradorChart *chart, const char *name)
{
  static const int sizes[][2]
    = { { 320, 240 }, { 360, 240 }, { 1200, 675 }, { 1200, 800 }, { 1920, 1080 }, { 3840, 2160 } };
  static const int odd[][2]
    = { { 360, 720 },   { 560, 360 },   { 480, 300 }, { 640, 400 }, { 794, 1123 },
        { 2160, 3840 }, { 8000, 8000 }, { 1, 1 },     { 40, 2000 }, { 2000, 40 } };
  static const int cards[][2]
    = { { 245, 112 }, { 320, 200 }, { 500, 294 }, { 900, 600 }, { 1, 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes) * MIRADOR_N_THEMES; i += EVERY)
    check_picture (chart, name, sizes[i / MIRADOR_N_THEMES][0], sizes[i / MIRADOR_N_THEMES][1],
                   (MiradorTheme)(i % MIRADOR_N_THEMES), FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (odd); i += EVERY)
    check_picture (chart, name, odd[i][0], odd[i][1], MIRADOR_THEME_LIGHT, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (cards); i += EVERY)
    check_picture (chart, name, cards[i][0], cards[i][1], MIRADOR_THEME_DARK, TRUE);
}

static void
check_chart (const char *kind, guint n, MiradorFrame **frames, const char *name)
{
  g_autofree char *full = g_strdup_printf ("%s of %s", kind, name);

  for (int language = MIRADOR_LANGUAGE_ES; language <= MIRADOR_LANGUAGE_EN; language++)
    {
      g_autoptr (MiradorChart) chart = NULL;
      g_autofree char *words = NULL;

      for (guint i = 0; i < n; i++)
        mirador_frame_ref (frames[i]);
      mirador_language_set ((MiradorLanguage)language);
      chart = frame_chart (kind, fiscal_year (2025), n, frames);
      words = mirador_chart_describe (chart);
      g_assert_nonnull (mirador_chart_get_headline (chart));
      g_assert_cmpuint (strlen (words), >, 0);
      check_everywhere (chart, full);
    }
}

/* One frame for every kind of chart; a plan of several gets it for each. */
static void
check_frame (const char *kind, MiradorFrame *frame, const char *name)
{
  g_autoptr (MiradorQuery) query = mirador_query_new ();
  g_autoptr (GPtrArray) plan = mirador_chart_plan (mirador_chart_kind_get (kind, NULL), query);
  g_autofree MiradorFrame **frames = g_new (MiradorFrame *, plan->len);

  for (guint i = 0; i < plan->len; i++)
    frames[i] = frame;
  check_chart (kind, plan->len, frames, name);
  mirador_frame_unref (frame);
}

static MiradorFrame *
make_no_rows (void)
{
  return mirador_frame_builder_finish (frame_begin (FRAME_DEMO));
}

static MiradorFrame *
make_one_row (void)
{
  static const double values[] = { 303705 };

  return frame_cascade ("all", FRAME_DEMO, 1, values);
}

static MiradorFrame *
make_zeros (void)
{
  static const double values[] = { 0, 0, 0, 0, 0, 0, 0, 0 };

  return frame_cascade ("tb", FRAME_DEMO, 8, values);
}

static MiradorFrame *
make_regions (void)
{
  double values[25];

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    values[i] = i % 3 == 1 ? NAN : (i * 977 % 2711) * 13 + 120;
  return frame_places ("PE", MIRADOR_LEVEL_REGION, 25, values, FRAME_DEMO);
}

static MiradorFrame *
make_huge_among_small (void)
{
  double values[40];

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    values[i] = i == 7 ? 9e12 : 6 + i;
  return frame_places ("15", MIRADOR_LEVEL_DISTRICT, 40, values, FRAME_MINSA);
}

static MiradorFrame *
make_negatives (void)
{
  static const double values[] = { 50, -20, 30, -70.5, 12 };

  return frame_places ("PE", MIRADOR_LEVEL_REGION, 5, values, FRAME_MINSA);
}

static MiradorFrame *
make_not_finite (void)
{
  MiradorFrameBuilder *builder = frame_begin (FRAME_DEMO);
  static const double values[] = { INFINITY, -INFINITY, 7000, NAN };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      FrameKey key = { "tb",
                       (MiradorStage)(i + 1),
                       frame_stage_measures[i + 1],
                       NULL,
                       mirador_period_new_month (2025, (int)i + 1),
                       FRAME_DEMO };
      MiradorRow row = frame_row (&key, 1);

      row.value = values[i];
      mirador_frame_builder_add (builder, &row);
    }
  return mirador_frame_builder_finish (builder);
}

/* A name that fits nowhere: of a measure without a stage, as its program calls it. */
static MiradorFrame *
make_long_names (void)
{
  MiradorFrameBuilder *builder = frame_begin (FRAME_MINSA);
  static const char *const places[] = { "230110", "150142", "15", "200115", "180106" };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      FrameKey key = { "samia",
                       MIRADOR_STAGE_NONE,
                       "development_risk_improved",
                       places[i],
                       mirador_period_new_year (2025),
                       FRAME_MINSA };

      frame_add (builder, &key, 123456789 * (double)(i + 1));
    }
  return mirador_frame_builder_finish (builder);
}

/* Regions by months: a few gaps, and one region that says nothing. */
static MiradorFrame *
make_regions_by_month (void)
{
  MiradorFrameBuilder *builder = frame_begin (FRAME_DEMO);
  g_autoptr (GPtrArray) places = mirador_place_list (mirador_place_peru (), MIRADOR_LEVEL_REGION);
  double values[28];

  for (guint p = 0; p < places->len; p++)
    {
      FrameKey key = { "vih",
                       MIRADOR_STAGE_SCREENED,
                       "people_screened",
                       ((const MiradorPlace *)places->pdata[p])->code,
                       MIRADOR_PERIOD_NONE,
                       FRAME_DEMO };

      for (guint i = 0; i < G_N_ELEMENTS (values); i++)
        values[i]
          = p == 4 || (i * 7 + p) % 41 == 3 ? NAN : floor (900 + 90 * p + 300 * sin (i * 0.7 + p));
      frame_add_months (builder, key, mirador_period_new_month (2024, 7), G_N_ELEMENTS (values),
                        values, TRUE);
    }
  return mirador_frame_builder_finish (builder);
}

/* Proportions of regions: of small and of large numbers, one of more than all. */
static MiradorFrame *
make_proportions (void)
{
  MiradorFrameBuilder *builder = frame_begin (FRAME_MINSA);
  g_autoptr (GPtrArray) places = mirador_place_list (mirador_place_peru (), MIRADOR_LEVEL_REGION);

  for (guint i = 0; i < places->len; i++)
    {
      FrameKey key = { "samia",
                       MIRADOR_STAGE_NONE,
                       "depression_improved",
                       ((const MiradorPlace *)places->pdata[i])->code,
                       mirador_period_new_year (2025),
                       FRAME_MINSA };
      MiradorRow row = frame_row (&key, 0);

      row.denominator = floor (20 * pow (1.4, i));
      row.numerator = floor (row.denominator * (i == 7 ? 1.2 : 0.5 + 0.3 * sin (i)));
      row.value = 100 * row.numerator / row.denominator;
      mirador_frame_builder_add (builder, &row);
    }
  return mirador_frame_builder_finish (builder);
}

static MiradorFrame *
make_ages (void)
{
  MiradorFrameBuilder *builder = frame_begin (FRAME_MINSA);
  const MiradorBreakdown *ages = mirador_catalogue_breakdown ("age");
  static const char *const names[] = { "age", "sex" };
  static const char *const sexes[] = { "F", "M" };

  for (guint i = 0; i < 2 * ages->members->len; i++)
    {
      const char *members[]
        = { ((const MiradorMember *)ages->members->pdata[i / 2])->id, sexes[i % 2] };
      FrameKey key
        = { "same",     MIRADOR_STAGE_NONE, "screenings", "14", mirador_period_new_year (2017),
            FRAME_MINSA };
      MiradorRow row = frame_row (&key, i == 5 ? NAN : 23099 - 700 * i);

      row.breakdown = mirador_breakdown_key (2, names, members);
      mirador_frame_builder_add (builder, &row);
    }
  return mirador_frame_builder_finish (builder);
}

static void
test_everything_fits (gconstpointer kind)
{
  static const struct
  {
    const char *name;
    MiradorFrame *(*make) (void);
  } cases[] = {
    { "no rows", make_no_rows },
    { "one row", make_one_row },
    { "zeros", make_zeros },
    { "gaps", make_gaps },
    { "a cascade", make_cascade },
    { "MINSA's cascade", frame_minsa_cascade },
    { "programs", frame_programs },
    { "regions", make_regions },
    { "one huge among small", make_huge_among_small },
    { "negatives", make_negatives },
    { "what is not finite", make_not_finite },
    { "ten years", make_ten_years },
    { "many lines", make_many_lines },
    { "lines far apart", make_lines_apart },
    { "long names", make_long_names },
    { "regions by month", make_regions_by_month },
    { "proportions", make_proportions },
    { "ages and sexes", make_ages },
  };

  n_faults = 0;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check_frame (kind, cases[i].make (), cases[i].name);
  if (n_faults > MOST_FAULTS)
    g_test_message ("%s: %u faults in all", (const char *)kind, n_faults);
}

/* What the demonstration shows. */
static void
test_demonstration_fits (gconstpointer id)
{
  const MiradorChartKind *kind = mirador_chart_kind_get (id, NULL);
  g_autoptr (GPtrArray) scenes = scene_list (SCENE_DEMONSTRATION, id);

  n_faults = 0;
  for (guint i = 0; i < scenes->len; i++)
    {
      g_autofree char *name = scene_name (scenes->pdata[i], id);

      for (int language = MIRADOR_LANGUAGE_ES; language <= MIRADOR_LANGUAGE_EN; language++)
        {
          g_autoptr (MiradorChart) chart = NULL;

          mirador_language_set ((MiradorLanguage)language);
          chart = scene_chart (scenes->pdata[i], folder->store, kind);
          if (mirador_chart_is_empty (chart))
            complain (name, g_strdup_printf ("has nothing to draw: %s", chart->why_empty));
          check_everywhere (chart, name);
        }
    }
}

static void
test_nothing_to_draw (void)
{
  for (const MiradorChartKind *kind = mirador_chart_kind_list (); kind->id != NULL; kind++)
    {
      g_autoptr (MiradorChart) chart = frame_chart (kind->id, MIRADOR_RANGE_ALL, 0, NULL);

      if (!mirador_chart_is_empty (chart))
        complain (kind->id, g_strdup ("is not empty without frames"));
      check_everywhere (chart, kind->id);
    }
}

int
main (int argc, char **argv)
{
  int status;

  g_setenv ("MIRADOR_TODAY", "2026-11-21", TRUE);
  g_test_init (&argc, &argv, NULL);
  mirador_language_init ("es", g_getenv ("MIRADOR_LOCALE_DIR"));
  folder = scene_folder_new ();
  scene_load (folder, "demo");
  scene_load (folder, "population");
  for (const MiradorChartKind *kind = mirador_chart_kind_list (); kind->id != NULL; kind++)
    {
      g_autofree char *path = g_strdup_printf ("/%s/everything-fits", kind->id);

      g_autofree char *scenes = g_strdup_printf ("/%s/demonstration-fits", kind->id);

      g_test_add_data_func (path, kind->id, test_everything_fits);
      g_test_add_data_func (scenes, kind->id, test_demonstration_fits);
    }
  g_test_add_func ("/chart/nothing-to-draw", test_nothing_to_draw);
  status = g_test_run ();
  scene_folder_free (folder);
  return status;
}
