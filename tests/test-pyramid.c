/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "analysis/headline.h"
#include "charts/chart-private.h"
#include "charts/pyramid-rows.h"

#include "chart-picture.h"

/* Women and men by age; NaN is a gap, HIDDEN a small count that is not shown. */
typedef struct
{
  const char *age;
  double women;
  double men;
} Group;

#define HIDDEN -1e9

static void
add_cell (MiradorFrameBuilder *builder,
          const char *breakdown,
          const char *age,
          const char *sex,
          const char *measure,
          double value)
{
  const char *names[] = { breakdown, "sex" };
  const char *members[] = { age, sex };
  FrameKey key
    = { "same",    MIRADOR_STAGE_NONE, measure, NULL, mirador_period_new_fiscal_year (2025, 7),
        FRAME_DEMO };
  MiradorRow row = frame_row (&key, value == HIDDEN ? NAN : value);

  if (value == HIDDEN)
    {
      row.gap = MIRADOR_GAP_HIDDEN_BY_SOURCE;
      row.flags |= MIRADOR_FLAG_SUPPRESSED;
    }
  row.breakdown = age != NULL ? mirador_breakdown_key (2, names, members)
                              : mirador_breakdown_key (1, names + 1, members + 1);
  mirador_frame_builder_add (builder, &row);
}

static MiradorFrame *
make_frame (const char *breakdown, const char *measure, guint n, const Group *groups)
{
  MiradorFrameBuilder *builder = frame_begin (FRAME_DEMO);

  for (guint i = 0; i < n; i++)
    {
      add_cell (builder, breakdown, groups[i].age, "F", measure, groups[i].women);
      add_cell (builder, breakdown, groups[i].age, "M", measure, groups[i].men);
    }
  return mirador_frame_builder_finish (builder);
}

static MiradorFrame *
make_no_answer (void)
{
  MiradorFrameBuilder *builder = frame_begin (FRAME_DEMO);
  FrameKey key
    = { "same",    MIRADOR_STAGE_NONE, "screenings", NULL, mirador_period_new_fiscal_year (2025, 7),
        FRAME_DEMO };

  frame_add (builder, &key, NAN);
  return mirador_frame_builder_finish (builder);
}

/* Out of order, to see that the chart puts them in order. */
static const Group life_course[] = { { "60+", 4197, 2369 },
                                     { "0-11", 3896, 2204 },
                                     { "30-59", 9605, 5410 },
                                     { "18-29", 7218, 4056 },
                                     { "12-17", 5103, 2866 } };

static MiradorChart *
make_chart (const char *breakdown, guint n, const Group *groups)
{
  MiradorFrame *frames[] = { make_frame (breakdown, "screenings", n, groups) };

  return frame_chart ("pyramid", fiscal_year (2025), 1, frames);
}

static void
test_plan (void)
{
  g_autoptr (MiradorQuery) base = mirador_query_new ();
  g_autoptr (GPtrArray) queries
    = mirador_chart_plan (mirador_chart_kind_get ("pyramid", NULL), base);
  static const char *const ages[] = { "age", "life_course" };

  g_assert_cmpuint (queries->len, ==, 2);
  for (guint i = 0; i < queries->len; i++)
    {
      MiradorQuery *query = g_ptr_array_index (queries, i);

      g_assert_cmpint (query->by, ==, MIRADOR_BY_BREAKDOWN);
      g_assert_cmpstr (query->by_breakdowns->pdata[0], ==, ages[i]);
      g_assert_cmpstr (query->by_breakdowns->pdata[1], ==, "sex");
    }
}

/* A feed groups ages in one way: whichever answer has figures is shown, with its notes. */
static void
test_either_breakdown (void)
{
  for (guint i = 0; i < 2; i++)
    {
      MiradorFrame *answer
        = make_frame ("life_course", "screenings", G_N_ELEMENTS (life_course), life_course);
      MiradorFrame *frames[2] = { make_no_answer (), make_no_answer () };
      g_autoptr (MiradorChart) chart = NULL;

      mirador_frame_unref (frames[i]);
      frames[i] = answer;
      chart = frame_chart ("pyramid", fiscal_year (2025), 2, frames);
      g_assert_false (mirador_chart_is_empty (chart));
      /* Other groups of age in its table would cut the same people elsewhere. */
      g_assert_cmpuint (mirador_chart_get_n_frames (chart), ==, 1);
      g_assert_cmpuint (mirador_frame_get_n_rows (mirador_chart_get_frame (chart, 0)), ==, 10);
      g_assert_cmpstr (
        mirador_chart_get_headline (chart), ==,
        "6 of every 10 screenings are of women; the largest group is 30 to 59 years");
    }
}

static void
test_fit (void)
{
  MiradorFrameBuilder *builder = frame_begin (FRAME_DEMO);
  MiradorFrame *frames[1];
  g_autoptr (MiradorChart) chart = NULL;

  add_cell (builder, "age", NULL, "F", "screenings", 30);
  add_cell (builder, "age", NULL, "M", "screenings", 20);
  frames[0] = mirador_frame_builder_finish (builder);
  chart = frame_chart ("pyramid", fiscal_year (2025), 1, frames);
  g_assert_true (mirador_chart_is_empty (chart));
  g_assert_nonnull (strstr (chart->why_empty, "not by age and sex at once"));
  g_assert_nonnull (strstr (chart->why_empty, "can show them: Ranking"));
}

static void
test_groups (void)
{
  static const char *const order[] = { "0-11", "12-17", "18-29", "30-59", "60+" };
  g_autoptr (MiradorFrame) frame
    = make_frame ("life_course", "screenings", G_N_ELEMENTS (life_course), life_course);
  g_autoptr (GArray) groups = mirador_pyramid_groups (frame);

  g_assert_cmpuint (groups->len, ==, G_N_ELEMENTS (order));
  for (guint i = 0; i < groups->len; i++)
    g_assert_cmpstr (g_array_index (groups, MiradorAgeGroup, i).member, ==, order[i]);
  g_assert_cmpfloat (mirador_pyramid_total (frame, groups, MIRADOR_SIDE_WOMEN), ==, 30019);
  g_assert_cmpfloat (mirador_pyramid_total (frame, groups, MIRADOR_SIDE_MEN), ==, 16905);
}

static void
test_what_is_drawn (void)
{
  g_autoptr (MiradorChart) chart
    = make_chart ("life_course", G_N_ELEMENTS (life_course), life_course);
  Picture picture = draw (chart, 1200, 800, MIRADOR_THEME_LIGHT, FALSE);
  const MiradorOp *men = find_text (&picture, "5,410");
  const MiradorOp *women = find_text (&picture, "9,605");

  g_assert_nonnull (find_text (&picture, "Men: 16,905 (36%)"));
  g_assert_nonnull (find_text (&picture, "Women: 30,019 (64%)"));
  g_assert_cmpfloat (men->box.x, <, women->box.x);
  g_assert_cmpfloat (find_text (&picture, "60 years and over")->box.y, <,
                     find_text (&picture, "0 to 11 years")->box.y);
  g_assert_cmpuint (picture.marks->len, ==, 10);
  close_picture (&picture);
}

/* The bars of both sides have one scale: as long as each other where the figures are the same. */
static void
test_same_scale (void)
{
  static const Group groups[] = { { "18-29", 500, 1000 }, { "30-59", 1000, 250 } };
  g_autoptr (MiradorChart) chart = make_chart ("life_course", 2, groups);
  Picture picture = draw (chart, 1200, 800, MIRADOR_THEME_LIGHT, FALSE);
  double widest[2] = { 0, 0 };

  for (guint i = 0; i < n_ops (&picture); i++)
    {
      const MiradorOp *op = op_at (&picture, i);

      if (op->kind == MIRADOR_OP_FILL && is_colour (op->colour, picture.style.accent2))
        widest[0] = MAX (widest[0], op->box.width);
      if (op->kind == MIRADOR_OP_FILL && is_colour (op->colour, picture.style.accent))
        widest[1] = MAX (widest[1], op->box.width);
    }
  g_assert_cmpfloat (widest[0], >, 100);
  g_assert_cmpfloat_with_epsilon (widest[0], widest[1], 2);
  close_picture (&picture);
}

typedef struct
{
  const char *measure;
  guint n;
  Group groups[3];
  const char *en;
  const char *es;
} Sentence;

static const Sentence sentences[] = {
  { "people_screened",
    2,
    { { "18-29", 300, 200 }, { "30-59", 600, 400 } },
    "6 of every 10 people screened are women; the largest group is 30 to 59 years",
    "6 de cada 10 personas tamizadas son mujeres; el grupo mayor es el de 30 a 59 años" },
  { "people_screened",
    2,
    { { "18-29", 200, 700 }, { "30-59", 90, 610 } },
    "8 of every 10 people screened are men; the largest group is 18 to 29 years",
    "8 de cada 10 personas tamizadas son hombres; el grupo mayor es el de 18 a 29 años" },
  { "people_screened", /* too few to say that it is no chance */
    2,
    { { "18-29", 6, 5 }, { "30-59", 7, 5 } },
    "People screened by age and sex",
    "Personas tamizadas por edad y sexo" },
  { "people_screened", /* clear, but 5 of every 10 would not say it */
    2,
    { { "18-29", 53000, 47000 }, { "30-59", 53000, 47000 } },
    "People screened: 53% are women",
    "Personas tamizadas: 53% son mujeres" },
  { "people_screened",
    2,
    { { "18-29", 99990, 10 }, { "30-59", 0, 0 } },
    "People screened: 99% are women; the largest group is 18 to 29 years",
    "Personas tamizadas: 99% son mujeres; el grupo mayor es el de 18 a 29 años" },
  { "people_screened", /* a hidden part could be anywhere */
    2,
    { { "18-29", 300, HIDDEN }, { "30-59", 600, 400 } },
    "People screened by age and sex",
    "Personas tamizadas por edad y sexo" },
  { "people_screened",
    2,
    { { "18-29", 300, NAN }, { "30-59", 600, 400 } },
    "People screened by age and sex",
    "Personas tamizadas por edad y sexo" },
  { "people_screened", /* nobody */
    2,
    { { "18-29", 0, 0 }, { "30-59", 0, 0 } },
    "People screened by age and sex",
    "Personas tamizadas por edad y sexo" },
};

static void
check_sentence (const Sentence *sentence, const char *expected)
{
  g_autoptr (MiradorFrame) frame
    = make_frame ("life_course", sentence->measure, sentence->n, sentence->groups);
  g_autofree char *headline = mirador_headline_pyramid (frame);

  g_assert_cmpstr (headline, ==, expected);
}

static void
test_headline (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    check_sentence (&sentences[i], sentences[i].en);
}

static void
test_headline_es (void)
{
  mirador_language_set (MIRADOR_LANGUAGE_ES);
  if (g_strcmp0 (g_dgettext (GETTEXT_PACKAGE, "Age and sex"), "Edad y sexo") != 0)
    g_test_skip ("the Spanish messages are not built");
  else
    for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
      check_sentence (&sentences[i], sentences[i].es);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
}

/* Hidden is hatched, missing is a dash, and neither lets a total be computed. */
static void
test_gaps (void)
{
  static const Group groups[]
    = { { "18-29", 300, HIDDEN }, { "30-59", 600, 400 }, { "60+", NAN, 90 } };
  g_autoptr (MiradorChart) chart = make_chart ("life_course", 3, groups);
  g_autofree char *notes = g_strjoinv ("\n", (char **)mirador_chart_get_notes (chart));
  Picture picture = draw (chart, 1200, 800, MIRADOR_THEME_LIGHT, FALSE);

  g_assert_nonnull (strstr (notes, "Hatched: hidden."));
  g_assert_nonnull (find_text (&picture, "—"));
  g_assert_null (find_text (&picture, "Men: "));
  g_assert_null (find_text (&picture, "Women: "));
  g_assert_cmpuint (picture.marks->len, ==, 6);
  close_picture (&picture);
}

static void
check_texts (const Picture *picture, double width)
{
  for (guint i = 0; i < n_ops (picture); i++)
    {
      const MiradorOp *op = op_at (picture, i);

      if (op->kind != MIRADOR_OP_TEXT || op->box.width <= 0)
        continue;
      g_assert_cmpfloat (op->box.x, >=, -1);
      g_assert_cmpfloat (op->box.x + op->box.width, <=, width + 1);
      for (guint j = 0; j < i; j++)
        {
          const MiradorOp *other = op_at (picture, j);
          double x = MIN (op->box.x + op->box.width, other->box.x + other->box.width)
                     - MAX (op->box.x, other->box.x);
          double y = MIN (op->box.y + op->box.height, other->box.y + other->box.height)
                     - MAX (op->box.y, other->box.y);

          if (other->kind == MIRADOR_OP_TEXT && x > 1.5 && y > op->box.height * 0.35)
            g_error ("at %g “%s” lies on “%s”", width, op->text, other->text);
        }
    }
}

static void
test_sizes (void)
{
  static const Group ages[]
    = { { "<1", 23099, 23211 },   { "1-4", 21264, 21854 }, { "5-9", 6606, 6656 },
        { "10-11", 2149, 1886 },  { "12-14", 3420, 2911 }, { "15-17", 4246, 2142 },
        { "18-24", 16190, 2660 }, { "25-29", 9508, 1473 }, { "30-39", 14690, 2656 },
        { "40-59", 11823, 3862 }, { "60-79", 5212, 3046 }, { "80+", 938, 765 } };
  static const struct
  {
    double width, height;
  } sizes[] = { { 320, 240 },   { 360, 240 }, { 600, 400 }, { 1200, 800 }, { 1920, 1080 },
                { 3840, 2160 }, { 240, 900 }, { 1, 1 },     { 8000, 8000 } };
  g_autoptr (MiradorChart) chart = make_chart ("age", G_N_ELEMENTS (ages), ages);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (MiradorTheme theme = 0; theme < MIRADOR_N_THEMES; theme++)
      {
        Picture picture = draw (chart, sizes[i].width, sizes[i].height, theme, FALSE);

        if (sizes[i].width >= 320)
          check_texts (&picture, sizes[i].width);
        close_picture (&picture);
      }
}

static void
test_awkward (void)
{
  static const Group cases[][3] = {
    { { "0-11", 0, 0 }, { "12-17", 0, 0 }, { "60+", 0, 0 } },
    { { "0-11", NAN, NAN }, { "12-17", NAN, NAN }, { "60+", NAN, NAN } },
    { { "0-11", 1, 2 }, { "12-17", 1e300, 3 }, { "60+", -7, 4 } },
    { { "0-11", INFINITY, 2 }, { "12-17", 5, 3 }, { "60+", 7, 4 } },
    { { "Not known", 10, 20 }, { "95+", 5, 6 }, { "90-94", 7, 40 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MiradorChart) chart = make_chart ("life_course", 3, cases[i]);
      g_autofree char *words = mirador_chart_describe (chart);
      Picture picture = draw (chart, 600, 400, MIRADOR_THEME_PRINT, FALSE);

      g_assert_cmpint (words[0], !=, '\0');
      close_picture (&picture);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  mirador_language_init ("en", g_getenv ("MIRADOR_LOCALE_DIR"));
  g_assert_true (mirador_canvas_init (NULL));
  g_test_add_func ("/pyramid/plan", test_plan);
  g_test_add_func ("/pyramid/either-breakdown", test_either_breakdown);
  g_test_add_func ("/pyramid/fit", test_fit);
  g_test_add_func ("/pyramid/groups", test_groups);
  g_test_add_func ("/pyramid/what-is-drawn", test_what_is_drawn);
  g_test_add_func ("/pyramid/same-scale", test_same_scale);
  g_test_add_func ("/pyramid/headline", test_headline);
  g_test_add_func ("/pyramid/headline-es", test_headline_es);
  g_test_add_func ("/pyramid/gaps", test_gaps);
  g_test_add_func ("/pyramid/sizes", test_sizes);
  g_test_add_func ("/pyramid/awkward", test_awkward);
  return g_test_run ();
}
