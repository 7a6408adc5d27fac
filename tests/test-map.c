/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map-frames.h"
#include "model/language.h"

/* The parts of Lima that a feed may know. */
static MiradorFrame *
make_parts (gboolean authorities, double each)
{
  static const char *const codes[]
    = { "diris-lima-norte", "diris-lima-centro",  "diris-lima-este",
        "diris-lima-sur",   "lima-metropolitana", "lima-provincias" };
  MiradorFrameBuilder *builder = frame_begin (FRAME_MINSA);

  for (guint i = authorities ? 0 : 4; i < (authorities ? 4 : 6); i++)
    {
      FrameKey key = {
        "same",     MIRADOR_STAGE_NONE, "people_attended", codes[i], mirador_period_new_year (2017),
        FRAME_MINSA
      };

      frame_add (builder, &key, each + 10 * i);
    }
  return mirador_frame_builder_finish (builder);
}

static guint
count_fills (const Picture *picture, MiradorColour colour)
{
  guint n = 0;

  for (guint i = 0; i < n_ops (picture); i++)
    n += op_at (picture, i)->kind == MIRADOR_OP_FILL
             && is_colour (op_at (picture, i)->colour, colour)
           ? 1
           : 0;
  return n;
}

static guint
count_patterns (const Picture *picture)
{
  guint n = 0;

  for (guint i = 0; i < n_ops (picture); i++)
    n += op_at (picture, i)->kind == MIRADOR_OP_PATTERN ? 1 : 0;
  return n;
}

static const MiradorMark *
find_mark (const Picture *picture, const MiradorChart *chart, const char *code)
{
  for (guint i = 0; i < picture->marks->len; i++)
    {
      const MiradorMark *mark = &g_array_index (picture->marks, MiradorMark, i);
      const MiradorRow *row
        = mirador_frame_get_row (mirador_chart_get_frame (chart, mark->frame), mark->row);

      if (g_str_equal (row->place->code, code))
        return mark;
    }
  return NULL;
}

static void
test_plan (void)
{
  static const char *const kinds[] = { "map", "tiles" };
  static const struct
  {
    const char *place;
    guint n; /* places asked for */
    MiradorLevel level;
  } known[] = {
    { NULL, 25, MIRADOR_LEVEL_ANY },           { "PE", 25, MIRADOR_LEVEL_ANY },
    { "lima-y-callao", 2, MIRADOR_LEVEL_ANY }, { "14", 1, MIRADOR_LEVEL_PROVINCE },
    { "1401", 1, MIRADOR_LEVEL_DISTRICT },
  };

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (guint i = 0; i < G_N_ELEMENTS (known); i++)
      {
        g_autoptr (MiradorQuery) base = mirador_query_new ();
        g_autoptr (GPtrArray) queries = NULL;
        const MiradorQuery *first;

        if (known[i].place != NULL)
          mirador_query_add_place (base, known[i].place);
        base->rate = TRUE;
        queries = mirador_chart_plan (mirador_chart_kind_get (kinds[k], NULL), base);
        first = g_ptr_array_index (queries, 0);
        g_assert_cmpuint (queries->len, ==, k == 0 ? 2 : 1);
        g_assert_cmpuint (first->places->len, ==, known[i].n);
        g_assert_cmpint (first->place_level, ==, known[i].level);
        g_assert_cmpint (first->by, ==, MIRADOR_BY_PLACE);
        g_assert_true (first->rate);
      }
}

static void
test_refuses (void)
{
  static const double provinces[] = { 10, 20, 30 };
  static const double one[] = { 10, NAN, NAN };
  static const char *const kinds[] = { "map", "tiles" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (MiradorChart) smaller = make_chart (
        kinds[i], frame_places ("14", MIRADOR_LEVEL_PROVINCE, 3, provinces, FRAME_MINSA), NULL,
        NULL);
      g_autoptr (MiradorChart) single
        = make_chart (kinds[i], make_regions_of (one, 3, FALSE), NULL, NULL);
      g_autofree char *words = mirador_chart_describe (smaller);

      g_assert_true (mirador_chart_is_empty (smaller));
      g_assert_nonnull (strstr (words, "The map shows regions"));
      g_assert_nonnull (strstr (words, "can show them: Ranking"));
      g_assert_true (mirador_chart_is_empty (single));
    }
}

/* Rates are areas of five colours, and their legend prints the limits. */
static void
test_rates_are_areas (void)
{
  g_autoptr (MiradorChart) chart = make_chart ("map", make_rates (REGIONS), NULL, NULL);
  Picture picture = draw (chart, 1200, 800, MIRADOR_THEME_LIGHT, FALSE);
  guint least = count_fills (&picture, mirador_style_class_colour (&picture.style, 0, 5));

  /* Five regions in each class, their tiles, and the legend. */
  g_assert_cmpuint (least, >=, 11);
  g_assert_nonnull (find_text (&picture, "100 to 199"));
  g_assert_nonnull (find_text (&picture, "500 to 580"));
  g_assert_nonnull (find_text (&picture, "Lima and Callao"));
  g_assert_nonnull (find_text (&picture, "Loreto"));
  g_assert_cmpuint (count_patterns (&picture), ==, 0);
  g_assert_true (g_strv_contains (mirador_chart_get_notes (chart),
                                  "5 classes with the same number of regions each."));
  close_picture (&picture);
}

static void
test_classing_can_be_chosen (void)
{
  static const struct
  {
    const char *options, *note;
  } known[] = {
    { NULL, "5 classes with the same number of regions each." },
    { "classes=quantile", "5 classes with the same number of regions each." },
    { "classes=equal", "5 classes of equal width." },
    { "classes=natural", "5 classes by natural breaks (Jenks)." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autoptr (MiradorChart) chart
        = make_chart ("tiles", make_rates (REGIONS), NULL, known[i].options);

      g_assert_true (g_strv_contains (mirador_chart_get_notes (chart), known[i].note));
    }
}

static const double *
widest_circle (const Picture *picture)
{
  static double width;

  width = 0;
  for (guint i = 0; i < n_ops (picture); i++)
    if (op_at (picture, i)->kind == MIRADOR_OP_FILL
        && is_colour (op_at (picture, i)->colour, picture->style.accent))
      width = MAX (width, op_at (picture, i)->box.width);
  return &width;
}

/* The area of a circle, not its radius, follows the count. */
static void
test_counts_are_circles (void)
{
  static const double values[] = { 400, 100, NAN };
  g_autoptr (MiradorChart) chart
    = make_chart ("map", make_regions_of (values, 3, FALSE), NULL, NULL);
  Picture picture = draw (chart, 1200, 800, MIRADOR_THEME_LIGHT, FALSE);
  const MiradorMark *large = find_mark (&picture, chart, "01");
  const MiradorMark *small = find_mark (&picture, chart, "02");

  g_assert_nonnull (large);
  g_assert_nonnull (small);
  g_assert_cmpuint (large->n_corners, ==, 16);
  g_assert_cmpfloat_with_epsilon (large->box.width / small->box.width, 2, 0.01);
  g_assert_cmpfloat_with_epsilon (*widest_circle (&picture), large->box.width, 0.5);
  for (guint i = 0; i < 5; i++)
    g_assert_cmpuint (count_fills (&picture, mirador_style_class_colour (&picture.style, i, 5)), ==,
                      0);
  g_assert_nonnull (find_text (&picture, "No data"));
  g_assert_cmpuint (count_patterns (&picture), ==, 2);
  close_picture (&picture);
}

static void
test_hidden_is_not_missing (void)
{
  static const double values[] = { 400, 3, 300, 200, NAN, 500, 700 };
  g_autoptr (MiradorChart) chart
    = make_chart ("tiles", make_regions_of (values, 7, FALSE), NULL, NULL);
  g_autofree char *words = mirador_chart_describe (chart);
  Picture picture = draw (chart, 1200, 800, MIRADOR_THEME_LIGHT, FALSE);

  g_assert_nonnull (find_text (&picture, "No data"));
  g_assert_nonnull (find_text (&picture, "Hidden"));
  for (guint i = 0; i < n_ops (&picture); i++)
    g_assert_cmpstr (op_at (&picture, i)->text, !=, "3");
  /* The hidden one, its complement if any, the missing one, and both in the legend. */
  g_assert_cmpuint (count_patterns (&picture), >=, 4);
  g_assert_cmpstr (mirador_chart_get_headline (chart), ==, "People attended by region");
  g_assert_nonnull (strstr (words, "Class "));
  close_picture (&picture);
}

/* Marks are the regions' own shapes: a point between two bays belongs to nobody or a neighbour. */
static void
test_marks (void)
{
  g_autoptr (MiradorChart) chart = make_chart ("map", make_rates (REGIONS), NULL, NULL);
  Picture picture = draw (chart, 700, 900, MIRADOR_THEME_LIGHT, FALSE);
  const MiradorMark *loreto = find_mark (&picture, chart, "16");
  const MiradorMark *first = &g_array_index (picture.marks, MiradorMark, 0);
  gboolean seen[REGIONS] = { FALSE };

  g_assert_true (first == find_mark (&picture, chart, "24")); /* Tumbes, the northernmost */
  g_assert_cmpuint (loreto->n_corners, >, 20);
  for (guint i = 0; i < picture.marks->len; i++)
    seen[g_array_index (picture.marks, MiradorMark, i).row] = TRUE;
  for (guint i = 0; i < REGIONS; i++)
    g_assert_true (seen[i]);
  g_assert_cmpint (mirador_chart_find_mark (picture.marks, loreto->box.x + loreto->box.width / 2,
                                            loreto->box.y + loreto->box.height * 0.45),
                   ==, (int)(loreto - first));
  g_assert_cmpint (mirador_chart_find_mark (picture.marks, loreto->box.x + 2, loreto->box.y + 2),
                   !=, 0);
  close_picture (&picture);
}

static void
test_authorities_of_lima (void)
{
  g_autoptr (MiradorChart) chart = make_chart ("map", make_counts (), make_parts (TRUE, 700), NULL);
  g_autoptr (MiradorChart) alone = make_chart ("map", make_counts (), NULL, NULL);
  Picture picture = draw (chart, 1200, 800, MIRADOR_THEME_LIGHT, FALSE);
  Picture without = draw (alone, 1200, 800, MIRADOR_THEME_LIGHT, FALSE);
  const MiradorMark *north = find_mark (&picture, chart, "diris-lima-norte");
  const MiradorMark *south = find_mark (&picture, chart, "diris-lima-sur");

  g_assert_nonnull (find_text (&picture, "Norte"));
  g_assert_nonnull (find_text (&picture, "Centro"));
  g_assert_nonnull (find_text (&picture, "700"));
  g_assert_nonnull (north);
  g_assert_cmpfloat (north->box.y, <, south->box.y);
  g_assert_cmpfloat_with_epsilon (north->box.width, north->box.height, 1);
  g_assert_null (find_text (&without, "Norte"));
  close_picture (&picture);
  close_picture (&without);
}

/* What is known of Lima's parts would give a hidden Lima away. */
static void
test_parts_of_a_hidden_region_stay_hidden (void)
{
  double values[REGIONS];
  g_autoptr (MiradorChart) chart = NULL;
  Picture picture;

  for (guint i = 0; i < REGIONS; i++)
    values[i] = i == 0 ? 3 : 1000 + 10 * i;
  values[14] = 6; /* Lima: the next smallest, hidden so that the 3 does not follow */
  chart = make_chart ("map", make_regions_of (values, REGIONS, FALSE), make_parts (TRUE, 0), NULL);
  g_assert_cmpint (mirador_frame_get_row (mirador_chart_get_frame (chart, 0), 14)->gap, ==,
                   MIRADOR_GAP_SUPPRESSED);
  picture = draw (chart, 1200, 800, MIRADOR_THEME_LIGHT, FALSE);
  g_assert_null (find_text (&picture, "Norte"));
  g_assert_null (find_mark (&picture, chart, "diris-lima-sur"));
  close_picture (&picture);
}

static void
test_parts_of_lima_as_areas (void)
{
  g_autoptr (MiradorChart) chart
    = make_chart ("map", make_counts (), make_parts (FALSE, 700), NULL);
  Picture picture = draw (chart, 1200, 800, MIRADOR_THEME_LIGHT, FALSE);

  g_assert_nonnull (find_mark (&picture, chart, "lima-metropolitana"));
  g_assert_nonnull (find_text (&picture, "Lima Met."));
  close_picture (&picture);
}

static void
test_small_picture (void)
{
  g_autoptr (MiradorChart) chart = make_chart ("map", make_rates (REGIONS), NULL, NULL);
  Picture picture = draw (chart, 360, 240, MIRADOR_THEME_LIGHT, FALSE);

  g_assert_nonnull (find_text (&picture, "100 to 199"));
  g_assert_null (find_text (&picture, "Lima and Callao"));
  g_assert_cmpuint (picture.marks->len, ==, REGIONS);
  close_picture (&picture);
}

static void
test_tiles (void)
{
  g_autoptr (MiradorChart) chart = make_chart ("tiles", make_rates (REGIONS), NULL, NULL);
  g_autoptr (MiradorChart) counts = make_chart ("tiles", make_counts (), NULL, NULL);
  Picture picture = draw (chart, 1200, 800, MIRADOR_THEME_LIGHT, FALSE);
  const MiradorMark *tumbes = find_mark (&picture, chart, "24");
  const MiradorMark *tacna = find_mark (&picture, chart, "23");

  g_assert_cmpuint (picture.marks->len, ==, REGIONS);
  g_assert_nonnull (find_text (&picture, "TUM"));
  g_assert_cmpfloat (tumbes->box.x, <, tacna->box.x);
  g_assert_cmpfloat (tumbes->box.y, <, tacna->box.y);
  g_assert_cmpfloat (tumbes->box.width, ==, tumbes->box.height);
  g_assert_nonnull (find_text (&picture, "100 to 199"));
  g_assert_true (g_strv_contains (mirador_chart_get_notes (counts),
                                  "The colours show counts, which grow with the population of a "
                                  "region; each tile is the same size."));
  close_picture (&picture);
}

static gboolean
collide (MiradorBox a, MiradorBox b)
{
  double slack = 0.12 * MIN (a.height, b.height);

  return a.x + 0.5 < b.x + b.width && b.x + 0.5 < a.x + a.width && a.y + slack < b.y + b.height
         && b.y + slack < a.y + a.height;
}

static void
check_texts (const Picture *picture, double width, double height)
{
  for (guint i = 0; i < n_ops (picture); i++)
    {
      const MiradorOp *a = op_at (picture, i);

      g_assert_true (isfinite (a->box.x + a->box.y + a->box.width + a->box.height));
      if (a->text == NULL)
        continue;
      g_assert_cmpfloat (a->box.x, >=, -1);
      g_assert_cmpfloat (a->box.x + a->box.width, <=, width + 1);
      g_assert_cmpfloat (a->box.y + a->box.height, <=, height + 1.5);
      for (guint k = i + 1; k < n_ops (picture); k++)
        if (op_at (picture, k)->text != NULL && collide (a->box, op_at (picture, k)->box))
          {
            MiradorBox b = op_at (picture, k)->box;

            g_test_message ("at %gx%g “%s” (%.1f, %.1f, %.1f x %.1f) and “%s” (%.1f, %.1f, %.1f x "
                            "%.1f) overlap",
                            width, height, a->text, a->box.x, a->box.y, a->box.width, a->box.height,
                            op_at (picture, k)->text, b.x, b.y, b.width, b.height);
            g_test_fail ();
          }
    }
}

static void
fill_awkward (double *values, guint way)
{
  static const double odd[] = { 0, NAN, -70.5, 9e12, INFINITY, 1e-9, -INFINITY, 4, 1e300, 12 };

  for (guint i = 0; i < REGIONS; i++)
    switch (way)
      {
      case 0:
        values[i] = 0;
        break;
      case 1:
        values[i] = NAN;
        break;
      case 2:
        values[i] = i == 14 ? 9e12 : 6 + i;
        break;
      case 3:
        values[i] = i % 2 == 0 ? -1000.0 * i : 50.0 * i;
        break;
      case 4:
        values[i] = odd[i % G_N_ELEMENTS (odd)];
        break;
      default:
        values[i] = 1234567.8 * (i + 1);
        break;
      }
}

static void
test_awkward_figures (void)
{
  static const char *const kinds[] = { "map", "tiles" };
  static const int sizes[][2]
    = { { 1200, 800 },  { 360, 240 }, { 320, 240 },   { 300, 900 }, { 1920, 400 }, { 700, 900 },
        { 3840, 2160 }, { 1, 1 },     { 8000, 8000 }, { 245, 112 }, { 900, 520 } };
  double values[REGIONS];

  for (guint round = 0; round < 2 * 2 * 6; round++)
    {
      guint way = round / 4;
      g_autoptr (MiradorChart) chart = NULL;
      g_autofree char *words = NULL;

      fill_awkward (values, way);
      chart = make_chart (kinds[round % 2], make_regions_of (values, REGIONS, (round / 2) % 2 == 0),
                          make_parts (way % 2 == 0, way == 5 ? 123456789 : 40), NULL);
      words = mirador_chart_describe (chart);
      g_assert_cmpuint (strlen (words), >, 0);
      for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
        {
          Picture picture = draw (chart, sizes[i][0], sizes[i][1],
                                  (MiradorTheme)(i % MIRADOR_N_THEMES), i % 3 == 2);

          check_texts (&picture, sizes[i][0], sizes[i][1]);
          close_picture (&picture);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  g_test_add_func ("/map/plan", test_plan);
  g_test_add_func ("/map/refuses", test_refuses);
  g_test_add_func ("/map/rates-are-areas", test_rates_are_areas);
  g_test_add_func ("/map/classing-can-be-chosen", test_classing_can_be_chosen);
  g_test_add_func ("/map/counts-are-circles", test_counts_are_circles);
  g_test_add_func ("/map/hidden-is-not-missing", test_hidden_is_not_missing);
  g_test_add_func ("/map/marks", test_marks);
  g_test_add_func ("/map/authorities-of-lima", test_authorities_of_lima);
  g_test_add_func ("/map/parts-of-a-hidden-region-stay-hidden",
                   test_parts_of_a_hidden_region_stay_hidden);
  g_test_add_func ("/map/parts-of-lima-as-areas", test_parts_of_lima_as_areas);
  g_test_add_func ("/map/small-picture", test_small_picture);
  g_test_add_func ("/tiles/tiles", test_tiles);
  g_test_add_func ("/map/awkward-figures", test_awkward_figures);
  return g_test_run ();
}
