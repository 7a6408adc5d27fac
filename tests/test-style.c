/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/style.h"

/* Every palette, on each of its grounds. */
static const struct
{
  MiradorTheme theme;
  gboolean embedded;
} looks[] = {
  { MIRADOR_THEME_LIGHT, FALSE },     { MIRADOR_THEME_LIGHT, TRUE },
  { MIRADOR_THEME_DARK, FALSE },      { MIRADOR_THEME_DARK, TRUE },
  { MIRADOR_THEME_PROJECTOR, FALSE }, { MIRADOR_THEME_PRINT, FALSE },
};

static void
test_text_can_be_read (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      MiradorStyle style;

      mirador_style_init (&style, 1200, 675, looks[i].theme, looks[i].embedded);
      g_assert_cmpfloat (mirador_colour_contrast (style.text, style.background), >=, 4.5);
      g_assert_cmpfloat (mirador_colour_contrast (style.muted, style.background), >=, 4.5);
      g_assert_cmpfloat (mirador_colour_contrast (style.alert, style.background), >=, 4.5);
      g_assert_cmpfloat (mirador_colour_contrast (style.good, style.background), >=, 4.5);
      g_assert_cmpfloat (mirador_colour_contrast (style.accent, style.background), >=, 4.5);
    }
}

static void
test_shapes_can_be_seen (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      MiradorStyle style;
      MiradorColour edge;

      mirador_style_init (&style, 1200, 675, looks[i].theme, looks[i].embedded);
      g_assert_cmpfloat (mirador_colour_contrast (style.accent2, style.background), >=, 3);
      g_assert_cmpfloat (mirador_colour_contrast (style.outline, style.background), >=, 3);
      g_assert_cmpfloat (mirador_colour_contrast (style.axis, style.background), >=, 3);
      edge = mirador_style_outline_of (&style, style.other);
      g_assert_cmpfloat (mirador_colour_contrast (edge, style.background), >=, 3);
    }
}

static void
test_any_colour_becomes_text (void)
{
  static const char *const colours[] = { "#ffffff", "#000000", "#ffff00", "#888888", "#a9d2ec" };

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    for (guint k = 0; k < G_N_ELEMENTS (colours); k++)
      {
        MiradorStyle style;
        MiradorColour text;

        mirador_style_init (&style, 360, 240, looks[i].theme, looks[i].embedded);
        text = mirador_style_text_of (&style, mirador_colour_parse (colours[k]));
        g_assert_cmpfloat (mirador_colour_contrast (text, style.background), >=, 4.5);
      }
}

static void
test_leaders_differ_without_colour (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      MiradorStyle style;

      mirador_style_init (&style, 1200, 675, looks[i].theme, looks[i].embedded);
      g_assert_cmpfloat (mirador_colour_contrast (style.accent, style.accent2), >=, 1.35);
    }
}

static void
test_text_follows_the_smaller_side (void)
{
  MiradorStyle small, slide, full, strip, broken;

  mirador_style_init (&small, 360, 240, MIRADOR_THEME_LIGHT, FALSE);
  mirador_style_init (&slide, 1200, 675, MIRADOR_THEME_LIGHT, FALSE);
  mirador_style_init (&full, 1920, 1080, MIRADOR_THEME_LIGHT, FALSE);
  mirador_style_init (&strip, 8000, 240, MIRADOR_THEME_LIGHT, FALSE);
  mirador_style_init (&broken, -1, 0.0 / 0.0, MIRADOR_THEME_LIGHT, FALSE);
  g_assert_cmpfloat_with_epsilon (slide.px[MIRADOR_TEXT_LARGE], 26, 0.01);
  g_assert_cmpfloat_with_epsilon (slide.px[MIRADOR_TEXT_NORMAL], 17, 0.01);
  g_assert_cmpfloat_with_epsilon (slide.px[MIRADOR_TEXT_SMALL], 13, 0.01);
  g_assert_cmpfloat_with_epsilon (full.px[MIRADOR_TEXT_NORMAL], 17 * 1.6, 0.01);
  g_assert_cmpfloat (small.px[MIRADOR_TEXT_SMALL], >=, 9);
  g_assert_cmpfloat (small.px[MIRADOR_TEXT_LARGE], >, small.px[MIRADOR_TEXT_NORMAL]);
  g_assert_cmpfloat_with_epsilon (strip.px[MIRADOR_TEXT_LARGE], small.px[MIRADOR_TEXT_LARGE], 0.01);
  g_assert_cmpfloat (broken.px[MIRADOR_TEXT_SMALL], >, 0);
}

static void
test_card_keeps_its_size (void)
{
  MiradorStyle one, two, page, wall;

  mirador_style_init (&one, 245, 112, MIRADOR_THEME_LIGHT, TRUE);
  mirador_style_init (&two, 700, 500, MIRADOR_THEME_LIGHT, TRUE);
  /* A card that is a page by itself has more, a wall of it no more than that. */
  mirador_style_init (&page, 1000, 800, MIRADOR_THEME_LIGHT, TRUE);
  mirador_style_init (&wall, 3000, 2000, MIRADOR_THEME_LIGHT, TRUE);
  for (guint i = 0; i < MIRADOR_N_TEXTS; i++)
    {
      g_assert_cmpfloat (one.px[i], ==, two.px[i]);
      g_assert_cmpfloat (page.px[i], >, two.px[i]);
      g_assert_cmpfloat (wall.px[i], <=, 1.5 * two.px[i]);
    }
}

static void
test_card_follows_the_desktop (void)
{
  MiradorStyle usual, larger, picture, strong;

  mirador_style_init (&usual, 900, 600, MIRADOR_THEME_LIGHT, TRUE);
  mirador_style_set_text_scale (1.5);
  mirador_style_init (&larger, 900, 600, MIRADOR_THEME_LIGHT, TRUE);
  mirador_style_init (&picture, 1200, 675, MIRADOR_THEME_LIGHT, FALSE);
  mirador_style_set_text_scale (0.0 / 0.0);
  mirador_style_set_high_contrast (TRUE);
  mirador_style_init (&strong, 900, 600, MIRADOR_THEME_LIGHT, TRUE);
  mirador_style_set_high_contrast (FALSE);
  for (guint i = 0; i < MIRADOR_N_TEXTS; i++)
    {
      g_assert_cmpfloat_with_epsilon (larger.px[i], 1.5 * usual.px[i], 0.01);
      g_assert_cmpfloat (strong.px[i], ==, usual.px[i]);
    }
  g_assert_cmpfloat_with_epsilon (picture.px[MIRADOR_TEXT_NORMAL], 17, 0.01);
  g_assert_cmpfloat (mirador_colour_contrast (strong.grid, strong.background), >,
                     mirador_colour_contrast (usual.grid, usual.background));
  g_assert_cmpfloat (mirador_colour_contrast (strong.muted, strong.background), >=, 7);
}

static void
test_projector_is_larger (void)
{
  MiradorStyle usual, wall;

  mirador_style_init (&usual, 1920, 1080, MIRADOR_THEME_LIGHT, FALSE);
  mirador_style_init (&wall, 1920, 1080, MIRADOR_THEME_PROJECTOR, FALSE);
  for (guint i = 0; i < MIRADOR_N_TEXTS; i++)
    g_assert_cmpfloat_with_epsilon (wall.px[i], 1.3 * usual.px[i], 0.01);
  g_assert_cmpfloat (wall.scale, >, usual.scale);
  g_assert_cmpfloat_with_epsilon (wall.margin, usual.margin, 0.01);
}

static void
test_colour_is_parsed (void)
{
  static const struct
  {
    const char *text;
    double r, g, b;
  } cases[] = {
    { "#ff8000", 1, 128 / 255.0, 0 },
    { "#FFFFFF", 1, 1, 1 },
    { "#12345", 0, 0, 0 },
    { "red", 0, 0, 0 },
    { "#12345g", 0, 0, 0 },
    { NULL, 0, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MiradorColour colour = mirador_colour_parse (cases[i].text);

      g_assert_cmpfloat_with_epsilon (colour.r, cases[i].r, 1e-9);
      g_assert_cmpfloat_with_epsilon (colour.g, cases[i].g, 1e-9);
      g_assert_cmpfloat_with_epsilon (colour.b, cases[i].b, 1e-9);
      g_assert_cmpfloat (colour.a, ==, 1);
    }
}

static void
test_contrast_is_wcag (void)
{
  MiradorColour white = mirador_colour_parse ("#ffffff");

  g_assert_cmpfloat_with_epsilon (mirador_colour_contrast (white, mirador_colour_parse ("#000000")),
                                  21, 0.01);
  g_assert_cmpfloat_with_epsilon (mirador_colour_contrast (mirador_colour_parse ("#777777"), white),
                                  4.48, 0.01);
  g_assert_cmpfloat_with_epsilon (mirador_colour_contrast (white, white), 1, 1e-9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/style/text-can-be-read", test_text_can_be_read);
  g_test_add_func ("/style/shapes-can-be-seen", test_shapes_can_be_seen);
  g_test_add_func ("/style/any-colour-becomes-text", test_any_colour_becomes_text);
  g_test_add_func ("/style/leaders-differ-without-colour", test_leaders_differ_without_colour);
  g_test_add_func ("/style/text-follows-the-smaller-side", test_text_follows_the_smaller_side);
  g_test_add_func ("/style/card-keeps-its-size", test_card_keeps_its_size);
  g_test_add_func ("/style/card-follows-the-desktop", test_card_follows_the_desktop);
  g_test_add_func ("/style/projector-is-larger", test_projector_is_larger);
  g_test_add_func ("/colour/is-parsed", test_colour_is_parsed);
  g_test_add_func ("/colour/contrast-is-wcag", test_contrast_is_wcag);
  return g_test_run ();
}
