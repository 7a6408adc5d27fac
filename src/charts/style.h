/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  MIRADOR_THEME_LIGHT,
  MIRADOR_THEME_DARK,
} MiradorTheme;

/** The three sizes of text in a picture. */
typedef enum
{
  MIRADOR_TEXT_SMALL,  /* sources, axis */
  MIRADOR_TEXT_NORMAL, /* labels, subtitle */
  MIRADOR_TEXT_LARGE,  /* headline, key figures */
  MIRADOR_N_TEXTS
} MiradorTextSize;

typedef struct
{
  double r, g, b, a;
} MiradorColour;

/** What a picture looks like; made for a size, because text follows the smaller side. */
typedef struct
{
  MiradorTheme theme;
  gboolean embedded;          /* in a card: no source line, tighter margins */
  double scale;               /* 1 at 1200 x 675: thickness of lines, gaps */
  double px[MIRADOR_N_TEXTS]; /* font sizes */
  double margin;
  MiradorColour background;
  MiradorColour text; /* 4.5:1 at least, as is muted */
  MiradorColour muted;
  MiradorColour grid;
  MiradorColour axis;
  MiradorColour accent;  /* the chart's own single colour */
  MiradorColour accent2; /* a lighter one for the rest */
  MiradorColour other;   /* "others" bars */
  MiradorColour outline; /* around paler fills, 3:1 at least */
  MiradorColour alert;   /* vermillion */
  MiradorColour good;
} MiradorStyle;

/**
 * mirador_style_init:
 * @embedded: in a card of the window: text stays near the widgets' size whatever the card's; else
 *   it follows the smaller side
 */
void mirador_style_init (MiradorStyle *style,
                         double width,
                         double height,
                         MiradorTheme theme,
                         gboolean embedded);
/** mirador_colour_mix: @share of @b in @a, 0 to 1. */
MiradorColour mirador_colour_mix (MiradorColour a, MiradorColour b, double share);
/** mirador_style_outline_of: the colour of the outline that a fill needs to reach 3:1 against the
 * background: the fill itself where it does, else the same hue, stronger. */
MiradorColour mirador_style_outline_of (const MiradorStyle *style, MiradorColour fill);
/** mirador_style_text_of: the colour nearest to @colour that text may have: 4.5:1. */
MiradorColour mirador_style_text_of (const MiradorStyle *style, MiradorColour colour);
/** mirador_colour_parse: "#rrggbb"; anything else is black. */
MiradorColour mirador_colour_parse (const char *text);
/** mirador_colour_contrast: WCAG 2.1 contrast ratio, 1 to 21. */
double mirador_colour_contrast (MiradorColour a, MiradorColour b);

G_END_DECLS
