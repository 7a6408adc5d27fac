/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/funnel.h"

#include "chart-picture.h"
#include "charts/chart-private.h"
#include "model/language.h"

#define NEAR 5e-4

/* Numbers */

/* Twelve places that differ by more than chance gives; the expected figures were computed apart
 * with the formulas of Spiegelhalter (2005) in CHARTS.md. */
static const double parts[] = { 120, 95, 210, 60, 33, 150, 410, 22, 75, 130, 18, 260 };
static const double wholes[] = { 1000, 900, 1500, 700, 400, 1000, 2500, 300, 500, 1200, 150, 3000 };

static const MiradorFunnelPoint *
point_at (const MiradorFunnel *funnel, guint i)
{
  return &g_array_index (funnel->points, MiradorFunnelPoint, i);
}

static void
test_binomial (void)
{
  static const double z[] = { -0.0370, -1.3667, 2.3351, -2.8186, -2.3282, 2.8784,
                              6.7024,  -2.5042, 2.0354, -1.2825, -0.0143, -5.6747 };
  static const int outside[] = { 0, 0, 1, -1, -1, 1, 2, -1, 1, 0, 0, -2 };
  g_autoptr (MiradorFunnel) funnel
    = mirador_funnel_new_of_counts (parts, wholes, 12, MIRADOR_FUNNEL_BINOMIAL);

  g_assert_false (funnel->overdispersed);
  g_assert_cmpfloat_with_epsilon (funnel->share, 0.120380, NEAR);
  g_assert_cmpuint (funnel->n_outside95, ==, 8);
  g_assert_cmpuint (funnel->n_outside998, ==, 2);
  for (guint i = 0; i < 12; i++)
    {
      g_assert_cmpfloat_with_epsilon (point_at (funnel, i)->z, z[i], NEAR);
      g_assert_cmpint (point_at (funnel, i)->outside, ==, outside[i]);
    }
  g_assert_cmpfloat_with_epsilon (mirador_funnel_limit (funnel, 1000, MIRADOR_FUNNEL_Z95), 0.140549,
                                  NEAR);
  g_assert_cmpfloat_with_epsilon (mirador_funnel_limit (funnel, 1000, -MIRADOR_FUNNEL_Z998),
                                  0.088581, NEAR);
}

static void
test_overdispersed (void)
{
  static const double z[] = { -0.0167, -0.6331, 1.0177, -1.3633, -1.1349, 1.2355,
                              2.8202,  -1.2497, 0.8736, -0.5908, -0.0064, -2.7385 };
  /* More than one in five lie outside: the limits widen by themselves. */
  g_autoptr (MiradorFunnel) funnel
    = mirador_funnel_new_of_counts (parts, wholes, 12, MIRADOR_FUNNEL_AUTOMATIC);

  g_assert_true (funnel->overdispersed);
  g_assert_cmpfloat_with_epsilon (funnel->phi, 4.929947, NEAR);
  g_assert_cmpuint (funnel->n_outside95, ==, 2);
  g_assert_cmpuint (funnel->n_outside998, ==, 0);
  for (guint i = 0; i < 12; i++)
    g_assert_cmpfloat_with_epsilon (point_at (funnel, i)->z, z[i], NEAR);
  g_assert_cmpfloat_with_epsilon (mirador_funnel_limit (funnel, 1000, MIRADOR_FUNNEL_Z95), 0.168610,
                                  NEAR);
  g_assert_cmpfloat_with_epsilon (mirador_funnel_limit (funnel, 1000, -MIRADOR_FUNNEL_Z998),
                                  0.059229, NEAR);
}

static void
test_choice (void)
{
  static const double x[] = { 40, 55, 38, 61 }, n[] = { 400, 520, 410, 580 };
  static const double few[] = { 10, 300, 20 }, of[] = { 1000, 1000, 1000 };
  g_autoptr (MiradorFunnel) alike
    = mirador_funnel_new_of_counts (x, n, 4, MIRADOR_FUNNEL_OVERDISPERSED);
  g_autoptr (MiradorFunnel) three
    = mirador_funnel_new_of_counts (few, of, 3, MIRADOR_FUNNEL_AUTOMATIC);

  /* Less than chance gives does not narrow the limits. */
  g_assert_false (alike->overdispersed);
  g_assert_cmpuint (alike->n_outside95, ==, 0);
  /* Three places are too few to tell how much places differ. */
  g_assert_false (three->overdispersed);
  g_assert_cmpuint (three->n_outside998, ==, 3);
}

/* 4 of 20 where 4% is usual: the normal form says far outside, the exact probability is 0.0074. */
static void
test_small (void)
{
  static const double x[] = { 400, 400, 4, 3 }, n[] = { 10000, 10000, 20, 20 };
  g_autoptr (MiradorFunnel) funnel
    = mirador_funnel_new_of_counts (x, n, 4, MIRADOR_FUNNEL_BINOMIAL);

  g_assert_true (funnel->exact);
  g_assert_cmpfloat (point_at (funnel, 2)->z, >, MIRADOR_FUNNEL_Z998);
  g_assert_cmpint (point_at (funnel, 2)->outside, ==, 1);
  g_assert_cmpfloat (point_at (funnel, 3)->z, >, MIRADOR_FUNNEL_Z95);
  g_assert_cmpint (point_at (funnel, 3)->outside, ==, 0);
}

static void
test_awkward (void)
{
  static const double x[] = { 0, 0, 11, NAN, -1, 5, 0 }, n[] = { 10, 20, 10, 5, 5, 0, 30 };
  static const double all[] = { 5, 6, 7 };
  g_autoptr (MiradorFunnel) funnel
    = mirador_funnel_new_of_counts (x, n, 7, MIRADOR_FUNNEL_AUTOMATIC);
  g_autoptr (MiradorFunnel) whole
    = mirador_funnel_new_of_counts (all, all, 3, MIRADOR_FUNNEL_OVERDISPERSED);
  g_autoptr (MiradorFunnel) none
    = mirador_funnel_new_of_counts (NULL, NULL, 0, MIRADOR_FUNNEL_AUTOMATIC);

  g_assert_cmpuint (funnel->points->len, ==, 3);
  g_assert_cmpuint (funnel->n_larger, ==, 1);
  g_assert_cmpuint (funnel->n_missing, ==, 3);
  g_assert_cmpuint (funnel->n_outside95, ==, 0);
  g_assert_cmpuint (whole->n_outside95, ==, 0);
  g_assert_cmpfloat (whole->share, ==, 1);
  g_assert_true (isnan (none->share));
  g_assert_true (isnan (mirador_funnel_limit (none, 10, 2)));
}

/* Charts */

/* Districts of Lambayeque: positives of screenings; NaN is no figure. */
static MiradorFrame *
places_frame (guint n, const double *x, const double *of)
{
  MiradorFrameBuilder *builder = frame_begin (FRAME_MINSA);
  g_autoptr (GPtrArray) places
    = mirador_place_list (mirador_place_by_code ("14"), MIRADOR_LEVEL_DISTRICT);

  for (guint stage = 0; stage < 2; stage++)
    for (guint i = 0; i < MIN (n, places->len); i++)
      {
        const MiradorPlace *place = g_ptr_array_index (places, i);
        FrameKey key = { "same",
                         stage == 0 ? MIRADOR_STAGE_SCREENED : MIRADOR_STAGE_DIAGNOSED,
                         stage == 0 ? "screenings" : "positive_screenings",
                         place->code,
                         mirador_period_new_year (2017),
                         FRAME_MINSA };

        frame_add (builder, &key, stage == 0 ? of[i] : x[i]);
      }
  return mirador_frame_builder_finish (builder);
}

static MiradorChart *
funnel_chart (MiradorFrame *frame, const char *options)
{
  g_autoptr (MiradorQuery) query = mirador_query_new ();
  g_autoptr (GPtrArray) frames
    = g_ptr_array_new_with_free_func ((GDestroyNotify)mirador_frame_unref);

  g_ptr_array_add (frames, frame);
  return mirador_chart_new_with_options (mirador_chart_kind_get ("funnel", NULL), query, frames, 5,
                                         options);
}

static gboolean
has_note (const MiradorChart *chart, const char *part)
{
  const char *const *notes = mirador_chart_get_notes (chart);

  for (guint i = 0; notes[i] != NULL; i++)
    if (strstr (notes[i], part) != NULL)
      return TRUE;
  return FALSE;
}

static void
test_headline (void)
{
  static const struct
  {
    double x[4], n[4];
    const char *english, *spanish;
  } cases[] = {
    { { 40, 55, 38, 61 },
      { 400, 520, 410, 580 },
      "4 of 4 districts lie within the 99.8% limits",
      "4 de 4 distritos están dentro de los límites de 99.8%" },
    { { 1000, 995, 1010, 250 },
      { 10000, 10000, 10000, 1000 },
      "Eten Puerto stands out: 25.0% against 10.5% overall",
      "Eten Puerto se aparta: 25.0% frente a 10.5% en conjunto" },
    { { 100, 900, 500, 500 }, { 10000, 10000, 10000, 10000 }, NULL, NULL },
    { { 100, 900, 100, 900 },
      { 10000, 10000, 10000, 10000 },
      "4 of 4 districts stand out from 5.0% overall; 2 above, 2 below",
      "4 de 4 distritos se apartan del 5.0% del conjunto; 2 por encima y 2 por debajo" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MiradorChart) chart = funnel_chart (places_frame (4, cases[i].x, cases[i].n), "");
      g_autoptr (MiradorChart) other = NULL;
      const char *text = mirador_chart_get_headline (chart);

      if (cases[i].english == NULL)
        {
          g_assert_nonnull (strstr (text, "(1.0%) and "));
          g_assert_nonnull (strstr (text, "(9.0%) stand out from 5.0% overall"));
          continue;
        }
      g_assert_cmpstr (text, ==, cases[i].english);
      mirador_language_set (MIRADOR_LANGUAGE_ES);
      other = funnel_chart (places_frame (4, cases[i].x, cases[i].n), "");
      text = mirador_chart_get_headline (other);
      /* The build's own translations may be older than the strings. */
      if (strstr (text, " within") == NULL && strstr (text, " stand") == NULL)
        g_assert_cmpstr (text, ==, cases[i].spanish);
      mirador_language_set (MIRADOR_LANGUAGE_EN);
    }
}

static void
test_fit (void)
{
  static const double x[] = { 40, 55, NAN }, n[] = { 400, 520, 300 };
  g_autoptr (MiradorChart) two = funnel_chart (places_frame (3, x, n), "");
  g_autoptr (MiradorChart) counts
    = funnel_chart (frame_places ("PE", MIRADOR_LEVEL_REGION, 3, n, FRAME_MINSA), "");
  g_autoptr (MiradorChart) empty = funnel_chart (places_frame (0, x, n), "");
  g_autofree char *of_two = mirador_chart_describe (two);
  g_autofree char *of_counts = mirador_chart_describe (counts);

  g_assert_true (mirador_chart_is_empty (two));
  g_assert_nonnull (strstr (of_two, "of three places at least: there are 2."));
  g_assert_nonnull (strstr (of_counts, "These figures have none."));
  g_assert_nonnull (strstr (of_counts, "can show them: Ranking"));
  g_assert_true (mirador_chart_is_empty (empty));
}

static void
test_notes (void)
{
  static const double x[] = { 40, 55, 38, 700, 61, NAN, 2 };
  static const double n[] = { 400, 520, 410, 500, 580, 300, 90 };
  g_autoptr (MiradorChart) chart = funnel_chart (places_frame (7, x, n), "");
  g_autofree char *text = mirador_chart_describe (chart);

  g_assert_true (has_note (chart, "1 place is left out: its part is larger than its whole."));
  g_assert_true (has_note (chart, "1 place has no proportion.")
                 || has_note (chart, "are not drawn: small counts are hidden"));
  g_assert_true (has_note (chart, "binomial."));
  g_assert_nonnull (strstr (text, "Positive screenings, % of screenings"));
}

static void
test_options (void)
{
  g_autoptr (MiradorChart) automatic = funnel_chart (places_frame (12, parts, wholes), "");
  g_autoptr (MiradorChart) binomial
    = funnel_chart (places_frame (12, parts, wholes), "limits=binomial");

  g_assert_true (has_note (automatic, "widened for overdispersion"));
  g_assert_true (has_note (automatic, "φ = 4.9"));
  g_assert_false (has_note (binomial, "widened"));
  g_assert_nonnull (strstr (mirador_chart_get_headline (binomial), "stand out from 12.0% overall"));
}

static void
test_drawn (void)
{
  g_autoptr (MiradorChart) chart
    = funnel_chart (places_frame (12, parts, wholes), "limits=binomial");
  Picture picture = draw (chart, 1200, 800, MIRADOR_THEME_LIGHT, FALSE);
  g_autofree char *text = mirador_chart_describe (chart);

  g_assert_nonnull (strstr (text, "Above the limit of 99.8%: "));
  g_assert_nonnull (strstr (text, "Below the limit of 99.8%: "));
  g_assert_nonnull (find_text (&picture, "Positive screenings, % of screenings"));
  g_assert_nonnull (find_text (&picture, "overall 12.0%"));
  g_assert_nonnull (find_text (&picture, "logarithmic"));
  g_assert_cmpuint (picture.marks->len, ==, 12);
  for (guint i = 0; i < picture.marks->len; i++)
    {
      const MiradorMark *mark = &g_array_index (picture.marks, MiradorMark, i);
      const MiradorRow *row
        = mirador_frame_get_row (mirador_chart_get_frame (chart, mark->frame), mark->row);

      g_assert_cmpstr (row->measure->id, ==, "positive_screenings");
    }
  close_picture (&picture);
}

static void
test_plan (void)
{
  g_autoptr (MiradorQuery) base = mirador_query_new ();
  g_autoptr (GPtrArray) queries = NULL;
  g_autoptr (GPtrArray) of_ratio = NULL;
  const MiradorQuery *asked;

  mirador_query_add_place (base, "14");
  base->every = MIRADOR_GRAIN_MONTH;
  queries = mirador_chart_plan (mirador_chart_kind_get ("funnel", NULL), base);
  g_assert_cmpuint (queries->len, ==, 2);
  asked = queries->pdata[0];
  g_assert_cmpint (asked->by, ==, MIRADOR_BY_PLACE);
  g_assert_cmpint (asked->place_level, ==, MIRADOR_LEVEL_PROVINCE);
  g_assert_cmpint (asked->every, ==, MIRADOR_GRAIN_NONE);
  g_assert_cmpuint (asked->stages, ==,
                    1u << MIRADOR_STAGE_SCREENED | 1u << MIRADOR_STAGE_DIAGNOSED);
  mirador_query_add_measure (base, "screenings");
  mirador_query_add_measure (base, "mdr_cure_rate");
  of_ratio = mirador_chart_plan (mirador_chart_kind_get ("funnel", NULL), base);
  g_assert_cmpuint (of_ratio->len, ==, 1);
  asked = of_ratio->pdata[0];
  g_assert_cmpuint (asked->measures->len, ==, 1);
  g_assert_cmpuint (asked->stages, ==, 0);
}

/* A published ratio brings its own numerator and denominator. */
static void
test_ratio (void)
{
  MiradorFrameBuilder *builder = frame_begin (FRAME_MINSA);
  static const char *const codes[] = { "01", "02", "03", "04" };
  g_autoptr (MiradorChart) chart = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      FrameKey key = {
        "tb",       MIRADOR_STAGE_NONE, "mdr_cure_rate", codes[i], mirador_period_new_year (2017),
        FRAME_MINSA
      };
      MiradorRow row = frame_row (&key, i == 3 ? 90 : 56 + i);

      row.denominator = 200;
      row.numerator = row.value * 2;
      mirador_frame_builder_add (builder, &row);
    }
  chart = funnel_chart (mirador_frame_builder_finish (builder), "");
  g_assert_cmpstr (mirador_chart_get_headline (chart), ==,
                   "Arequipa stands out: 90.0% against 65.3% overall");
}

static void
assert_readable (const MiradorChart *chart, double width, double height, MiradorTheme theme)
{
  Picture picture = draw (chart, width, height, theme, FALSE);

  for (guint i = 0; i < n_ops (&picture); i++)
    {
      const MiradorOp *op = op_at (&picture, i);

      if (op->kind != MIRADOR_OP_TEXT || op->box.width <= 0 || width < 2)
        continue;
      g_assert_cmpfloat (op->box.x, >=, -1);
      g_assert_cmpfloat (op->box.x + op->box.width, <=, width + 1);
      for (guint k = 0; k < i && width >= 320; k++)
        {
          const MiradorOp *other = op_at (&picture, k);

          if (other->kind != MIRADOR_OP_TEXT || other->box.width <= 0)
            continue;
          g_assert_false (
            op->box.x + 1 < other->box.x + other->box.width
            && other->box.x + 1 < op->box.x + op->box.width
            && op->box.y + 0.3 * op->box.height < other->box.y + 0.7 * other->box.height
            && other->box.y + 0.3 * other->box.height < op->box.y + 0.7 * op->box.height);
        }
    }
  close_picture (&picture);
}

static void
test_awkward_pictures (void)
{
  static const double sizes[][2]
    = { { 1, 1 }, { 120, 90 }, { 320, 240 }, { 360, 240 }, { 1200, 800 }, { 3840, 2160 } };
  double x[4][38], n[4][38];

  for (guint i = 0; i < 38; i++)
    {
      n[0][i] = 100 + 97 * i;
      x[0][i] = floor (n[0][i] * (0.1 + 0.02 * sin (i)));
      n[1][i] = pow (10, 1 + i % 7);
      x[1][i] = floor (n[1][i] / 20);
      n[2][i] = 1000;
      x[2][i] = i % 2 == 0 ? 0 : 1000;
      n[3][i] = i == 5 ? 1e12 : 50;
      x[3][i] = i == 5 ? 9e11 : 45;
    }
  for (guint k = 0; k < 4; k++)
    for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
      {
        g_autoptr (MiradorChart) chart = funnel_chart (places_frame (38, x[k], n[k]), "");

        assert_readable (chart, sizes[s][0], sizes[s][1], (MiradorTheme)(s % MIRADOR_N_THEMES));
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  g_test_add_func ("/funnel/binomial", test_binomial);
  g_test_add_func ("/funnel/overdispersed", test_overdispersed);
  g_test_add_func ("/funnel/choice", test_choice);
  g_test_add_func ("/funnel/small", test_small);
  g_test_add_func ("/funnel/awkward", test_awkward);
  g_test_add_func ("/funnel/headline", test_headline);
  g_test_add_func ("/funnel/fit", test_fit);
  g_test_add_func ("/funnel/notes", test_notes);
  g_test_add_func ("/funnel/options", test_options);
  g_test_add_func ("/funnel/drawn", test_drawn);
  g_test_add_func ("/funnel/plan", test_plan);
  g_test_add_func ("/funnel/ratio", test_ratio);
  g_test_add_func ("/funnel/awkward-pictures", test_awkward_pictures);
  return g_test_run ();
}
