/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/palette.h"

#include <math.h>

/* The reference picture is 1200 x 675; text grows and shrinks with the smaller side from there. */
#define REFERENCE_SIDE 675.0
/* Beyond this a card is a page by itself. */
#define LARGE_CARD_SIDE 720.0
#define MOST_CARD_SCALE 1.4
#define OUTLINE_CONTRAST 3.0
#define STRONG_OUTLINE_CONTRAST 4.5
#define TEXT_CONTRAST 4.5
#define STRONG_TEXT_CONTRAST 7.0
/* So that the last row of a meeting room can read it. */
#define PROJECTOR_SCALE 1.3

static const char *const theme_ids[MIRADOR_N_THEMES] = { "light", "dark", "projector", "print" };

/* Neighbours differ in the direction of their lines or in having none. */
static const MiradorPattern patterns[] = {
  MIRADOR_PATTERN_NONE,          MIRADOR_PATTERN_DIAGONAL, MIRADOR_PATTERN_DOTS,
  MIRADOR_PATTERN_HORIZONTAL,    MIRADOR_PATTERN_CROSS,    MIRADOR_PATTERN_VERTICAL,
  MIRADOR_PATTERN_BACK_DIAGONAL,
};

/* What the desktop asks of every card. */
static double desktop_text_scale = 1;
static gboolean desktop_high_contrast;

void
mirador_style_set_text_scale (double scale)
{
  desktop_text_scale = isfinite (scale) ? CLAMP (scale, 0.5, 3.0) : 1;
}

void
mirador_style_set_high_contrast (gboolean high_contrast)
{
  desktop_high_contrast = high_contrast;
}

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
  double text = scale * style->text_scale;

  style->px[MIRADOR_TEXT_LARGE] = MAX (26.0 * text, 13.5);
  style->px[MIRADOR_TEXT_NORMAL] = MAX (17.0 * text, 11.0);
  style->px[MIRADOR_TEXT_SMALL] = MAX (13.0 * text, 9.5);
  style->scale = MAX (text, 0.6);
  style->margin = MAX (48.0 * scale, MIN (10.0, side / 20.0));
}

/* The widgets around a card keep their size whatever the window's, and so does its text; only a
 * card that is a page by itself reads better with more. */
static void
set_card_sizes (MiradorStyle *style, double width, double height)
{
  double side = MIN (clamp_side (width), 1.4 * clamp_side (height));
  double scale = CLAMP (side / LARGE_CARD_SIDE, 1.0, MOST_CARD_SCALE) * style->text_scale;

  style->px[MIRADOR_TEXT_LARGE] = 15.0 * scale;
  style->px[MIRADOR_TEXT_NORMAL] = 13.0 * scale;
  style->px[MIRADOR_TEXT_SMALL] = 11.5 * scale;
  style->scale = 0.75 * scale;
  style->margin = 16.0;
}

void
mirador_style_init (MiradorStyle *style,
                    double width,
                    double height,
                    MiradorTheme theme,
                    gboolean embedded)
{
  gboolean strong;

  *style = (MiradorStyle){ .theme = theme, .embedded = embedded };
  style->high_contrast = embedded && desktop_high_contrast;
  style->text_scale = (theme == MIRADOR_THEME_PROJECTOR ? PROJECTOR_SCALE : 1)
                      * (embedded ? desktop_text_scale : 1);
  strong = theme == MIRADOR_THEME_PROJECTOR || style->high_contrast;
  style->least_text = style->high_contrast ? STRONG_TEXT_CONTRAST : TEXT_CONTRAST;
  style->least_outline = strong ? STRONG_OUTLINE_CONTRAST : OUTLINE_CONTRAST;
  if (embedded)
    set_card_sizes (style, width, height);
  else
    set_sizes (style, width, height);
  mirador_palette_apply (style);
}

MiradorColour
mirador_style_strengthen (const MiradorStyle *style, MiradorColour colour, double contrast)
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

MiradorColour
mirador_style_outline_of (const MiradorStyle *style, MiradorColour fill)
{
  return mirador_style_strengthen (style, fill, style->least_outline);
}

MiradorColour
mirador_style_text_of (const MiradorStyle *style, MiradorColour colour)
{
  return mirador_style_strengthen (style, colour, style->least_text);
}

/* No fill is too dark for white and too light for black at once: where the softer black falls
 * short, on a middle grey, the full one does not. */
MiradorColour
mirador_style_ink_on (const MiradorStyle *style, MiradorColour fill)
{
  MiradorColour white = { 1, 1, 1, 1 };
  MiradorColour soft = { 0.07, 0.07, 0.08, 1 };
  MiradorColour black = { 0, 0, 0, 1 };
  double on_white = mirador_colour_contrast (fill, white);
  double on_soft = mirador_colour_contrast (fill, soft);

  if (MAX (on_white, on_soft) < style->least_text)
    return on_white >= mirador_colour_contrast (fill, black) ? white : black;
  return on_white >= on_soft ? white : soft;
}

MiradorPattern
mirador_style_pattern (const MiradorStyle *style, guint i)
{
  if (style->theme != MIRADOR_THEME_PRINT)
    return MIRADOR_PATTERN_NONE;
  return patterns[i % G_N_ELEMENTS (patterns)];
}

MiradorMarker
mirador_style_marker (const MiradorStyle *style, guint i)
{
  if (style->theme != MIRADOR_THEME_PRINT)
    return MIRADOR_MARKER_NONE;
  return (MiradorMarker)(MIRADOR_MARKER_CIRCLE + i % (MIRADOR_N_MARKERS - MIRADOR_MARKER_CIRCLE));
}

gboolean
mirador_theme_from_id (const char *id, MiradorTheme *theme)
{
  for (guint i = 0; i < MIRADOR_N_THEMES; i++)
    if (g_strcmp0 (id, theme_ids[i]) == 0)
      {
        *theme = (MiradorTheme)i;
        return TRUE;
      }
  return FALSE;
}

const char *
mirador_theme_to_id (MiradorTheme theme)
{
  return theme_ids[MIN ((guint)theme, MIRADOR_N_THEMES - 1)];
}
