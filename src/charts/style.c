/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/style.h"

#include <math.h>
#include <string.h>

/* The reference picture is 1200 x 675; text grows and shrinks with the smaller side from there. */
#define REFERENCE_SIDE 675.0
#define OUTLINE_CONTRAST 3.0
#define TEXT_CONTRAST 4.5

/** One row a palette: light, dark, and dark within a card, whose ground is paler. */
typedef struct
{
  const char *background, *text, *muted, *grid, *axis, *accent, *accent2, *other, *outline, *alert,
    *good;
} Palette;

/* Blue and vermillion stay apart for every colour vision; the blues differ in lightness, so the
 * picture survives a black and white printer. */
static const Palette palettes[] = {
  { "#ffffff", "#1c1c1e", "#5e5c64", "#e6e6ea", "#8c8c92", "#1f6f9f", "#4090c0", "#d5d4dc",
    "#85848d", "#c0501c", "#1b7f4b" },
  { "#1d1d20", "#f2f2f4", "#b4b3ba", "#3a3a40", "#8f8e96", "#62b5e5", "#3987b8", "#4a4a52",
    "#85848d", "#ff8a5c", "#57d38c" },
  { "#36363a", "#f2f2f4", "#c0bfc6", "#4c4c52", "#9f9ea6", "#6fbcea", "#4f97c4", "#5c5c64",
    "#a3a2aa", "#ff9468", "#57d38c" },
};

static double
clamp_side (double side)
{
  return isfinite (side) ? CLAMP (side, 1.0, 32000.0) : 1.0;
}

static void
set_sizes (MiradorStyle *style, double width, double height)
{
  double side = MIN (clamp_side (width), clamp_side (height));
  double scale = side / REFERENCE_SIDE;

  style->px[MIRADOR_TEXT_LARGE] = MAX (26.0 * scale, 13.5);
  style->px[MIRADOR_TEXT_NORMAL] = MAX (17.0 * scale, 11.0);
  style->px[MIRADOR_TEXT_SMALL] = MAX (13.0 * scale, 9.5);
  style->scale = MAX (scale, 0.6);
  style->margin = MAX (48.0 * scale, MIN (10.0, side / 20.0));
}

/* The widgets around a card keep their size whatever the window's, and so does its text. */
static void
set_card_sizes (MiradorStyle *style)
{
  style->px[MIRADOR_TEXT_LARGE] = 15.0;
  style->px[MIRADOR_TEXT_NORMAL] = 13.0;
  style->px[MIRADOR_TEXT_SMALL] = 11.5;
  style->scale = 0.75;
  style->margin = 16.0;
}

static void
set_colours (MiradorStyle *style, const Palette *palette)
{
  style->background = mirador_colour_parse (palette->background);
  style->text = mirador_colour_parse (palette->text);
  style->muted = mirador_colour_parse (palette->muted);
  style->grid = mirador_colour_parse (palette->grid);
  style->axis = mirador_colour_parse (palette->axis);
  style->accent = mirador_colour_parse (palette->accent);
  style->accent2 = mirador_colour_parse (palette->accent2);
  style->other = mirador_colour_parse (palette->other);
  style->outline = mirador_colour_parse (palette->outline);
  style->alert = mirador_colour_parse (palette->alert);
  style->good = mirador_colour_parse (palette->good);
}

static double
linear_channel (double value)
{
  return value <= 0.03928 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

/* WCAG 2.1, relative luminance. */
static double
luminance (MiradorColour colour)
{
  return 0.2126 * linear_channel (colour.r) + 0.7152 * linear_channel (colour.g)
         + 0.0722 * linear_channel (colour.b);
}

static MiradorColour
strengthen (const MiradorStyle *style, MiradorColour colour, double contrast)
{
  MiradorColour stronger = colour;

  for (int step = 1; step <= 20; step++)
    {
      if (mirador_colour_contrast (stronger, style->background) >= contrast)
        break;
      stronger = mirador_colour_mix (colour, style->text, step / 20.0);
    }
  return stronger;
}

void
mirador_style_init (MiradorStyle *style,
                    double width,
                    double height,
                    MiradorTheme theme,
                    gboolean embedded)
{
  gboolean dark = theme == MIRADOR_THEME_DARK;

  style->theme = theme;
  style->embedded = embedded;
  if (embedded)
    set_card_sizes (style);
  else
    set_sizes (style, width, height);
  set_colours (style, &palettes[dark ? (embedded ? 2 : 1) : 0]);
}

MiradorColour
mirador_colour_mix (MiradorColour a, MiradorColour b, double share)
{
  return (MiradorColour){ a.r + (b.r - a.r) * share, a.g + (b.g - a.g) * share,
                          a.b + (b.b - a.b) * share, a.a + (b.a - a.a) * share };
}

MiradorColour
mirador_style_outline_of (const MiradorStyle *style, MiradorColour fill)
{
  return strengthen (style, fill, OUTLINE_CONTRAST);
}

MiradorColour
mirador_style_text_of (const MiradorStyle *style, MiradorColour colour)
{
  return strengthen (style, colour, TEXT_CONTRAST);
}

MiradorColour
mirador_colour_parse (const char *text)
{
  MiradorColour colour = { 0, 0, 0, 1 };
  int digits[6];

  if (text == NULL || text[0] != '#' || strlen (text) != 7)
    return colour;
  for (int i = 0; i < 6; i++)
    {
      digits[i] = g_ascii_xdigit_value (text[i + 1]);
      if (digits[i] < 0)
        return colour;
    }
  colour.r = (digits[0] * 16 + digits[1]) / 255.0;
  colour.g = (digits[2] * 16 + digits[3]) / 255.0;
  colour.b = (digits[4] * 16 + digits[5]) / 255.0;
  return colour;
}

double
mirador_colour_contrast (MiradorColour a, MiradorColour b)
{
  double one = luminance (a);
  double two = luminance (b);

  return (MAX (one, two) + 0.05) / (MIN (one, two) + 0.05);
}
