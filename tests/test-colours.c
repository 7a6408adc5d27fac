/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include "charts/palette.h"

/* What can be read and told apart, in every theme and by every colour vision. */

/* WCAG 2.1: 1.4.3 for text, 1.4.11 for shapes, 1.4.6 for text in high contrast. */
#define TEXT 4.5
#define SHAPE 3.0
#define STRONG_TEXT 7.0
/* CIEDE2000 distances. Lines that cross, of up to seven: three times what can be noticed at all. */
#define LINES_APART 10.0
/* Areas that touch: CIE 1976 distances. */
#define CLASSES_APART 10.0
#define MANY_CLASSES_APART 8.0
#define STAGES_APART 6.5

typedef enum
{
  TYPICAL,
  PROTANOPIA,
  DEUTERANOPIA,
  TRITANOPIA,
  N_VISIONS
} Vision;

/* Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision
 * Deficiency", IEEE TVCG 15 (6), 2009: severity 1.0, on linear RGB. */
static const double visions[N_VISIONS][3][3] = {
  { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } },
  { { 0.152286, 1.052583, -0.204868 },
    { 0.114503, 0.786281, 0.099216 },
    { -0.003882, -0.048116, 1.051998 } },
  { { 0.367322, 0.860646, -0.227968 },
    { 0.280085, 0.672501, 0.047413 },
    { -0.011820, 0.042940, 0.968881 } },
  { { 1.255528, -0.076749, -0.178779 },
    { -0.078411, 0.930809, 0.147602 },
    { 0.004733, 0.691367, 0.303900 } },
};
static const char *const vision_names[N_VISIONS] = { "any", "protan", "deutan", "tritan" };

/** A theme on one of its grounds. */
typedef struct
{
  MiradorTheme theme;
  gboolean embedded, high_contrast;
} Look;

static const Look looks[] = {
  { MIRADOR_THEME_LIGHT, FALSE, FALSE },     { MIRADOR_THEME_LIGHT, TRUE, FALSE },
  { MIRADOR_THEME_LIGHT, TRUE, TRUE },       { MIRADOR_THEME_DARK, FALSE, FALSE },
  { MIRADOR_THEME_DARK, TRUE, FALSE },       { MIRADOR_THEME_DARK, TRUE, TRUE },
  { MIRADOR_THEME_PROJECTOR, FALSE, FALSE }, { MIRADOR_THEME_PROJECTOR, TRUE, TRUE },
  { MIRADOR_THEME_PRINT, FALSE, FALSE },     { MIRADOR_THEME_PRINT, TRUE, FALSE },
};

static MiradorStyle
style_of (const Look *look)
{
  MiradorStyle style;

  mirador_style_set_high_contrast (look->high_contrast);
  mirador_style_init (&style, 1200, 675, look->theme, look->embedded);
  mirador_style_set_high_contrast (FALSE);
  return style;
}

static const char *
look_name (const Look *look)
{
  static char name[64];

  g_snprintf (name, sizeof name, "%s%s%s", mirador_theme_to_id (look->theme),
              look->embedded ? " card" : "", look->high_contrast ? " in high contrast" : "");
  return name;
}

static double
to_linear (double value)
{
  return value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

static double
from_linear (double value)
{
  double shown = CLAMP (value, 0, 1);

  return shown <= 0.0031308 ? 12.92 * shown : 1.055 * pow (shown, 1 / 2.4) - 0.055;
}

static MiradorColour
seen_by (MiradorColour colour, Vision vision)
{
  double in[] = { to_linear (colour.r), to_linear (colour.g), to_linear (colour.b) };
  double out[3];

  for (guint i = 0; i < 3; i++)
    out[i] = from_linear (visions[vision][i][0] * in[0] + visions[vision][i][1] * in[1]
                          + visions[vision][i][2] * in[2]);
  return (MiradorColour){ out[0], out[1], out[2], 1 };
}

static double
hue_of (double a, double b)
{
  double degrees = a == 0 && b == 0 ? 0 : atan2 (b, a) * 180 / G_PI;

  return degrees < 0 ? degrees + 360 : degrees;
}

static double
mean_hue (double one, double two)
{
  if (fabs (one - two) <= 180)
    return (one + two) / 2;
  return one + two < 360 ? (one + two + 360) / 2 : (one + two - 360) / 2;
}

static double
cos_degrees (double degrees)
{
  return cos (degrees * G_PI / 180);
}

/* CIEDE2000, as Sharma, Wu and Dalal write it, "The CIEDE2000 Color-Difference Formula", Color
 * Research and Application 30 (1), 2005. */
static double
difference (MiradorLab one, MiradorLab two)
{
  double mean = (hypot (one.a, one.b) + hypot (two.a, two.b)) / 2;
  double g = 0.5 * (1 - sqrt (pow (mean, 7) / (pow (mean, 7) + pow (25, 7))));
  double a1 = one.a * (1 + g), a2 = two.a * (1 + g);
  double c1 = hypot (a1, one.b), c2 = hypot (a2, two.b), c = (c1 + c2) / 2;
  double h1 = hue_of (a1, one.b), h2 = hue_of (a2, two.b);
  double turn = c1 * c2 == 0 ? 0 : remainder (h2 - h1, 360);
  double h = c1 * c2 == 0 ? h1 + h2 : mean_hue (h1, h2);
  double l = (one.l + two.l) / 2 - 50;
  double t = 1 - 0.17 * cos_degrees (h - 30) + 0.24 * cos_degrees (2 * h)
             + 0.32 * cos_degrees (3 * h + 6) - 0.20 * cos_degrees (4 * h - 63);
  double lightness = (two.l - one.l) / (1 + 0.015 * l * l / sqrt (20 + l * l));
  double chroma = (c2 - c1) / (1 + 0.045 * c);
  double hue = 2 * sqrt (c1 * c2) * sin (turn / 2 * G_PI / 180) / (1 + 0.015 * c * t);
  double rotation = -2 * sqrt (pow (c, 7) / (pow (c, 7) + pow (25, 7)))
                    * sin (60 * exp (-pow ((h - 275) / 25, 2)) * G_PI / 180);

  return sqrt (lightness * lightness + chroma * chroma + hue * hue + rotation * chroma * hue);
}

static double
distance_76 (MiradorColour one, MiradorColour two, Vision vision)
{
  return mirador_lab_distance (mirador_colour_to_lab (seen_by (one, vision)),
                               mirador_colour_to_lab (seen_by (two, vision)));
}

static double
distance_2000 (MiradorColour one, MiradorColour two, Vision vision)
{
  return difference (mirador_colour_to_lab (seen_by (one, vision)),
                     mirador_colour_to_lab (seen_by (two, vision)));
}

static void
assert_contrast (const Look *look,
                 const char *what,
                 MiradorColour colour,
                 MiradorColour ground,
                 double least)
{
  double contrast = mirador_colour_contrast (colour, ground);

  if (contrast < least)
    g_test_fail_printf ("%s, %s: contrast %.2f, not %.1f", look_name (look), what, contrast, least);
}

static void
assert_apart (const Look *look,
              const char *one,
              const char *two,
              double (*measure) (MiradorColour, MiradorColour, Vision),
              MiradorColour a,
              MiradorColour b,
              double least)
{
  for (guint vision = 0; vision < N_VISIONS; vision++)
    {
      double distance = measure (a, b, (Vision)vision);

      if (distance < least)
        g_test_fail_printf ("%s, %s and %s: distance %.1f, not %.1f, for %s vision",
                            look_name (look), one, two, distance, least, vision_names[vision]);
    }
}

static void
test_lab_is_cie (void)
{
  MiradorLab red = mirador_colour_to_lab (mirador_colour_parse ("#ff0000"));
  MiradorColour back = mirador_colour_from_lab (red);

  g_assert_cmpfloat_with_epsilon (red.l, 53.24, 0.02);
  g_assert_cmpfloat_with_epsilon (red.a, 80.09, 0.05);
  g_assert_cmpfloat_with_epsilon (red.b, 67.20, 0.05);
  g_assert_cmpfloat_with_epsilon (back.r, 1, 1e-3);
  g_assert_cmpfloat_with_epsilon (back.g, 0, 1e-3);
}

/* From the test data of Sharma, Wu and Dalal. */
static void
test_distance_is_ciede2000 (void)
{
  static const struct
  {
    MiradorLab one, two;
    double distance;
  } cases[] = {
    { { 50, 2.6772, -79.7751 }, { 50, 0, -82.7485 }, 2.0425 },
    { { 50, 2.5, 0 }, { 50, 0, -2.5 }, 4.3065 },
    { { 50, 2.5, 0 }, { 73, 25, -18 }, 27.1492 },
    { { 60.2574, -34.0099, 36.2677 }, { 60.4626, -34.1751, 39.4387 }, 1.2644 },
    { { 2.0776, 0.0795, -1.1350 }, { 0.9033, -0.0636, -0.5514 }, 0.9082 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpfloat_with_epsilon (difference (cases[i].one, cases[i].two), cases[i].distance,
                                    1e-4);
}

static void
test_every_vision_sees_grey (void)
{
  MiradorColour grey = mirador_colour_parse ("#808080");

  for (guint vision = 0; vision < N_VISIONS; vision++)
    g_assert_cmpfloat (distance_76 (grey, grey, TYPICAL)
                         + mirador_lab_distance (mirador_colour_to_lab (grey),
                                                 mirador_colour_to_lab (seen_by (grey, vision))),
                       <, 0.5);
}

/* Footers and axes are muted: small text has the same limit as any. */
static void
test_text_can_be_read (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      const Look *look = &looks[i];
      MiradorStyle style = style_of (look);
      gboolean strong = look->high_contrast || look->theme == MIRADOR_THEME_PROJECTOR;
      double small = strong || look->theme == MIRADOR_THEME_PRINT ? STRONG_TEXT : TEXT;

      assert_contrast (look, "text", style.text, style.background, STRONG_TEXT);
      assert_contrast (look, "muted", style.muted, style.background, small);
      assert_contrast (look, "alert", style.alert, style.background, TEXT);
      assert_contrast (look, "good", style.good, style.background, TEXT);
      assert_contrast (look, "accent", style.accent, style.background, TEXT);
      g_assert_cmpfloat (style.least_text, >=, look->high_contrast ? STRONG_TEXT : TEXT);
    }
}

static void
test_shapes_can_be_seen (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      const Look *look = &looks[i];
      MiradorStyle style = style_of (look);

      assert_contrast (look, "axis", style.axis, style.background, SHAPE);
      assert_contrast (look, "outline", style.outline, style.background, SHAPE);
      assert_contrast (look, "accent2", style.accent2, style.background, SHAPE);
      assert_contrast (look, "others", mirador_style_outline_of (&style, style.other),
                       style.background, SHAPE);
      for (guint n = 1; n <= 7; n++)
        for (guint k = 0; k < n; k++)
          assert_contrast (
            look, "outline of a class",
            mirador_style_outline_of (&style, mirador_style_class_colour (&style, k, n)),
            style.background, SHAPE);
    }
}

static void
test_classes_can_be_told_apart (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    for (guint n = 2; n <= 7; n++)
      {
        const Look *look = &looks[i];
        MiradorStyle style = style_of (look);
        double least = G_MAXDOUBLE, most = 0;

        for (guint k = 0; k + 1 < n; k++)
          {
            MiradorColour one = mirador_style_class_colour (&style, k, n);
            MiradorColour two = mirador_style_class_colour (&style, k + 1, n);

            assert_apart (look, "a class", "the next", distance_76, one, two,
                          n <= 5 ? CLASSES_APART : MANY_CLASSES_APART);
            least = MIN (least, distance_76 (one, two, TYPICAL));
            most = MAX (most, distance_76 (one, two, TYPICAL));
          }
        g_assert_cmpfloat (most, <, 1.2 * least);
        assert_apart (look, "the weakest class", "the ground", distance_76,
                      mirador_style_class_colour (&style, 0, n), style.background, 4);
        assert_contrast (look, "the strongest class", mirador_style_class_colour (&style, n - 1, n),
                         style.background, TEXT);
      }
}

static void
test_ink_can_be_read_on_any_fill (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      const Look *look = &looks[i];
      MiradorStyle style = style_of (look);

      for (guint k = 0; k < 7; k++)
        {
          MiradorColour fill = mirador_style_class_colour (&style, k, 7);

          assert_contrast (look, "ink on a class", mirador_style_ink_on (&style, fill), fill, TEXT);
        }
      for (guint grey = 0; grey <= 100; grey++)
        {
          MiradorColour fill = { grey / 100.0, grey / 100.0, grey / 100.0, 1 };

          assert_contrast (look, "ink on grey", mirador_style_ink_on (&style, fill), fill, TEXT);
        }
    }
}

static void
test_stages_can_be_told_apart (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      const Look *look = &looks[i];
      MiradorStyle style = style_of (look);

      for (guint stage = MIRADOR_STAGE_SCREENED; stage < MIRADOR_N_STAGES; stage++)
        {
          MiradorColour colour = mirador_style_stage_colour (&style, (MiradorStage)stage);

          assert_contrast (look, mirador_stage_to_id ((MiradorStage)stage),
                           mirador_style_outline_of (&style, colour), style.background, SHAPE);
          if (stage + 1 < MIRADOR_N_STAGES)
            assert_apart (
              look, mirador_stage_to_id ((MiradorStage)stage), "the next stage", distance_76,
              colour, mirador_style_stage_colour (&style, (MiradorStage)(stage + 1)), STAGES_APART);
        }
    }
}

static void
test_programs_can_be_seen (void)
{
  g_autoptr (GPtrArray) programs = mirador_catalogue_programs ();

  g_assert_cmpuint (programs->len, >=, 10);
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    for (guint k = 0; k < programs->len; k++)
      {
        const MiradorProgram *program = g_ptr_array_index (programs, k);
        MiradorStyle style = style_of (&looks[i]);
        MiradorColour colour = mirador_style_program_colour (&style, program);

        assert_contrast (&looks[i], program->id, colour, style.background, SHAPE);
        assert_contrast (&looks[i], program->id, mirador_style_text_of (&style, colour),
                         style.background, style.least_text);
        if (looks[i].theme == MIRADOR_THEME_PRINT)
          g_assert_cmpfloat (fabs (colour.r - colour.g) + fabs (colour.g - colour.b), <, 0.01);
      }
}

/* The programs with a care cascade are those that are drawn as lines of one trend. */
static void
test_care_programs_can_be_told_apart (void)
{
  static const char *const ids[] = { "tb", "vih", "samia", "same", "ent" };

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    for (guint k = 0; k < G_N_ELEMENTS (ids); k++)
      for (guint m = k + 1; m < G_N_ELEMENTS (ids); m++)
        {
          MiradorStyle style = style_of (&looks[i]);
          MiradorColour one
            = mirador_style_program_colour (&style, mirador_catalogue_program (ids[k]));
          MiradorColour two
            = mirador_style_program_colour (&style, mirador_catalogue_program (ids[m]));

          /* In print markers tell lines apart. */
          if (looks[i].theme != MIRADOR_THEME_PRINT)
            assert_apart (&looks[i], ids[k], ids[m], distance_2000,
                          mirador_style_strengthen (&style, one, TEXT),
                          mirador_style_strengthen (&style, two, TEXT), LINES_APART);
        }
}

static void
test_lines_can_be_told_apart (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    for (guint k = 0; k < MIRADOR_STYLE_MOST_SERIES; k++)
      {
        MiradorStyle style = style_of (&looks[i]);
        MiradorColour one = mirador_style_series_colour (&style, k);

        assert_contrast (&looks[i], "a line", one, style.background, TEXT);
        for (guint m = k + 1; m < MIRADOR_STYLE_MOST_SERIES; m++)
          if (looks[i].theme == MIRADOR_THEME_PRINT)
            g_assert_cmpint (mirador_style_marker (&style, k), !=,
                             mirador_style_marker (&style, m));
          else
            assert_apart (&looks[i], "a line", "another", distance_2000, one,
                          mirador_style_series_colour (&style, m), LINES_APART);
      }
}

static void
test_neighbours_differ_in_print (void)
{
  const Look print = { MIRADOR_THEME_PRINT, FALSE, FALSE };
  const Look light = { MIRADOR_THEME_LIGHT, FALSE, FALSE };
  MiradorStyle style = style_of (&print);
  MiradorStyle coloured = style_of (&light);

  for (guint i = 0; i < 20; i++)
    {
      g_assert_cmpint (mirador_style_pattern (&style, i), !=,
                       mirador_style_pattern (&style, i + 1));
      g_assert_cmpint (mirador_style_pattern (&coloured, i), ==, MIRADOR_PATTERN_NONE);
      g_assert_cmpint (mirador_style_marker (&coloured, i), ==, MIRADOR_MARKER_NONE);
    }
}

/* Alert and good never stand without a sign or a word, so they may come nearer than lines. */
static void
test_warnings_stand_out (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      MiradorStyle style = style_of (&looks[i]);

      if (looks[i].theme == MIRADOR_THEME_PRINT)
        continue;
      assert_apart (&looks[i], "accent", "alert", distance_2000, style.accent, style.alert, 15);
      assert_apart (&looks[i], "accent2", "alert", distance_2000, style.accent2, style.alert, 15);
      assert_apart (&looks[i], "accent", "good", distance_2000, style.accent, style.good, 7);
      assert_apart (&looks[i], "alert", "good", distance_2000, style.alert, style.good, 7);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/colour/lab-is-cie", test_lab_is_cie);
  g_test_add_func ("/colour/distance-is-ciede2000", test_distance_is_ciede2000);
  g_test_add_func ("/colour/every-vision-sees-grey", test_every_vision_sees_grey);
  g_test_add_func ("/themes/text-can-be-read", test_text_can_be_read);
  g_test_add_func ("/themes/shapes-can-be-seen", test_shapes_can_be_seen);
  g_test_add_func ("/themes/warnings-stand-out", test_warnings_stand_out);
  g_test_add_func ("/classes/can-be-told-apart", test_classes_can_be_told_apart);
  g_test_add_func ("/classes/ink-can-be-read", test_ink_can_be_read_on_any_fill);
  g_test_add_func ("/stages/can-be-told-apart", test_stages_can_be_told_apart);
  g_test_add_func ("/programs/can-be-seen", test_programs_can_be_seen);
  g_test_add_func ("/programs/of-care-can-be-told-apart", test_care_programs_can_be_told_apart);
  g_test_add_func ("/lines/can-be-told-apart", test_lines_can_be_told_apart);
  g_test_add_func ("/print/neighbours-differ", test_neighbours_differ_in_print);
  return g_test_run ();
}
