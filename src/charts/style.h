/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include "model/catalogue.h"

G_BEGIN_DECLS

/** Lines in one picture that can still be told apart. */
#define MIRADOR_STYLE_MOST_SERIES 7

typedef enum
{
  MIRADOR_THEME_LIGHT,
  MIRADOR_THEME_DARK,
  MIRADOR_THEME_PROJECTOR, /* larger, stronger contrast, for the last row of a room */
  MIRADOR_THEME_PRINT,     /* black and white: greys and patterns */
  MIRADOR_N_THEMES
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

/** What stands for a colour, or beside it, where there is none: see canvas.h. */
typedef enum
{
  MIRADOR_PATTERN_NONE,
  MIRADOR_PATTERN_DIAGONAL,      /* rising */
  MIRADOR_PATTERN_BACK_DIAGONAL, /* falling */
  MIRADOR_PATTERN_HORIZONTAL,
  MIRADOR_PATTERN_VERTICAL,
  MIRADOR_PATTERN_CROSS,
  MIRADOR_PATTERN_DOTS,
  MIRADOR_N_PATTERNS
} MiradorPattern;

/** The shape that tells a line from its neighbours where there is no colour. */
typedef enum
{
  MIRADOR_MARKER_NONE,
  MIRADOR_MARKER_CIRCLE,
  MIRADOR_MARKER_SQUARE,
  MIRADOR_MARKER_TRIANGLE,
  MIRADOR_MARKER_DIAMOND,
  MIRADOR_MARKER_TRIANGLE_DOWN,
  MIRADOR_MARKER_PLUS,
  MIRADOR_MARKER_STAR,
  MIRADOR_N_MARKERS
} MiradorMarker;

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
  MiradorColour alert;   /* vermillion; alert and good are black in print: say it in words too */
  MiradorColour good;
  double text_scale;      /* of the three sizes: the desktop's in a card, larger for a projector */
  gboolean high_contrast; /* a card of a desktop in high contrast */
  double least_text;      /* contrast that coloured text has: 4.5, or 7 in high contrast */
  double least_outline;   /* contrast below which a fill needs its outline: 3, or 4.5 */
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
/** mirador_style_set_text_scale: how large the desktop's text is against its default, for every
 * style of a card that is made from now on; 1 at first. A picture of its own follows its size. Main
 * thread only. */
void mirador_style_set_text_scale (double scale);
/** mirador_style_set_high_contrast: for every style of a card that is made from now on: stronger
 * muted text, outlines, axes and grid lines. Main thread only. */
void mirador_style_set_high_contrast (gboolean high_contrast);
/** mirador_theme_from_id: "light" "dark" "projector" "print". */
gboolean mirador_theme_from_id (const char *id, MiradorTheme *theme);
const char *mirador_theme_to_id (MiradorTheme theme);
/** mirador_style_class_colour: of class @i of @n (at most 7), from the least (0) to the most: a
 * ramp of one hue in steps that look alike, whose strongest end stands out from the background;
 * greys in print. The weakest classes need their outline: mirador_style_outline_of(). */
MiradorColour mirador_style_class_colour (const MiradorStyle *style, guint i, guint n);
/** mirador_style_series_colour: of line @i of at most 7 in one picture, strong enough for text;
 * two greys in print, where mirador_style_marker() tells them apart. */
MiradorColour mirador_style_series_colour (const MiradorStyle *style, guint i);
/** mirador_style_program_colour: the catalogue's for the theme, 3:1 at least on a projector and in
 * print, where it is a grey; the accent without a program. */
MiradorColour mirador_style_program_colour (const MiradorStyle *style,
                                            const MiradorProgram *program);
/** mirador_style_stage_colour: of the care cascade, from the strongest (screened) on; the accent
 * for what is no stage. */
MiradorColour mirador_style_stage_colour (const MiradorStyle *style, MiradorStage stage);
/** mirador_style_ink_on: black or white, whichever can be read on @fill: 4.5:1 at least. */
MiradorColour mirador_style_ink_on (const MiradorStyle *style, MiradorColour fill);
/** mirador_style_pattern: of the series @i in black and white, so that neighbours differ; NONE in
 * themes with colours. */
MiradorPattern mirador_style_pattern (const MiradorStyle *style, guint i);
/** mirador_style_marker: of the line @i in black and white; NONE in themes with colours. */
MiradorMarker mirador_style_marker (const MiradorStyle *style, guint i);
/** mirador_style_strengthen: @colour, as much nearer to the text's as it takes to reach @contrast
 * (1 to 21) against the background. */
MiradorColour
mirador_style_strengthen (const MiradorStyle *style, MiradorColour colour, double contrast);
/** mirador_colour_mix: @share of @b in @a, 0 to 1. */
MiradorColour mirador_colour_mix (MiradorColour a, MiradorColour b, double share);
/** mirador_style_outline_of: the colour of the outline that a fill needs to reach 3:1
 * (style.least_outline) against the background: the fill itself where it does, else the same hue,
 * stronger. */
MiradorColour mirador_style_outline_of (const MiradorStyle *style, MiradorColour fill);
/** mirador_style_text_of: the colour nearest to @colour that text may have: 4.5:1. */
MiradorColour mirador_style_text_of (const MiradorStyle *style, MiradorColour colour);
/** mirador_colour_parse: "#rrggbb"; anything else is black. */
MiradorColour mirador_colour_parse (const char *text);
/** mirador_colour_contrast: WCAG 2.1 contrast ratio, 1 to 21. */
double mirador_colour_contrast (MiradorColour a, MiradorColour b);

G_END_DECLS
