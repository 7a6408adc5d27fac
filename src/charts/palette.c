/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/palette.h"

#include <math.h>

/* What a high contrast desktop asks of text (WCAG 2.1, 1.4.6) and of shapes. */
#define STRONG_TEXT_CONTRAST 7.0
#define STRONG_SHAPE_CONTRAST 4.5
#define GRID_CONTRAST 2.0
#define RAMP_STOPS 5

/** The grounds that a picture may lie on. A card's own ground is paler than a dark page. */
typedef enum
{
  GROUND_LIGHT,
  GROUND_DARK,
  GROUND_DARK_CARD,
  GROUND_PROJECTOR,
  GROUND_PRINT,
  N_GROUNDS
} Ground;

typedef struct
{
  const char *background, *text, *muted, *grid, *axis, *accent, *accent2, *other, *outline, *alert,
    *good;
} Palette;

/* Blue and vermillion stay apart for every colour vision; the blues differ in lightness, so the
 * picture survives a black and white printer. A projector in a lit room lifts its blacks: what is
 * pale elsewhere is darker there. */
static const Palette palettes[N_GROUNDS] = {
  { "#ffffff", "#1c1c1e", "#5e5c64", "#e6e6ea", "#8c8c92", "#1f6f9f", "#4090c0", "#d5d4dc",
    "#85848d", "#c0501c", "#1b7f4b" },
  { "#1d1d20", "#f2f2f4", "#b4b3ba", "#3a3a40", "#8f8e96", "#62b5e5", "#3987b8", "#4a4a52",
    "#85848d", "#ff8a5c", "#57d38c" },
  { "#36363a", "#f2f2f4", "#c0bfc6", "#4c4c52", "#9f9ea6", "#6fbcea", "#4f97c4", "#5c5c64",
    "#a3a2aa", "#ff9468", "#57d38c" },
  { "#ffffff", "#000000", "#45444b", "#c9c9d0", "#5c5c62", "#0a4f80", "#2b7db3", "#b9b8c2",
    "#5e5d66", "#a83c08", "#0f6136" },
  { "#ffffff", "#000000", "#454545", "#d0d0d0", "#5a5a5a", "#1a1a1a", "#808080", "#dcdcdc",
    "#3a3a3a", "#000000", "#000000" },
};

/* One hue from the least to the most, along which equal distances look equal; on dark ground the
 * most is the lightest. */
static const char *const ramps[N_GROUNDS][RAMP_STOPS] = {
  { "#d6e5f1", "#a9cde5", "#6ba6cf", "#2b77ab", "#0b3554" },
  { "#2a4359", "#3a6789", "#5691bb", "#94c1e1", "#e3f2fd" },
  { "#436078", "#4f7fa3", "#6aa3cc", "#9fcae6", "#ecf6fd" },
  { "#c9deee", "#94c0de", "#5797c4", "#1f6899", "#06263e" },
  { "#f1f1f1", "#c4c4c4", "#929292", "#5c5c5c", "#1a1a1a" },
};

/* Lines of a chart with several: strong enough for their names at the ends. Told apart by every
 * colour vision, through lightness where not through hue (tests/test-colours.c). In print their
 * markers tell them apart, and two greys. */
static const char *const series[N_GROUNDS][MIRADOR_STYLE_MOST_SERIES] = {
  { "#0b3a5b", "#c0501c", "#29715b", "#93618d", "#0b72e0", "#1c1c1e", "#553000" },
  { "#65a2f1", "#ff8a5c", "#44e7aa", "#bf96ad", "#bfd3fa", "#f2f2f4", "#ffea58" },
  { "#65a2f1", "#ff8a5c", "#44e7aa", "#bf96ad", "#bfd3fa", "#f2f2f4", "#ffea58" },
  { "#0b3a5b", "#c0501c", "#29715b", "#93618d", "#0b72e0", "#1c1c1e", "#553000" },
  { "#000000", "#6a6a6a", "#000000", "#6a6a6a", "#000000", "#6a6a6a", "#000000" },
};

static Ground
ground_of (const MiradorStyle *style)
{
  switch (style->theme)
    {
    case MIRADOR_THEME_DARK:
      return style->embedded ? GROUND_DARK_CARD : GROUND_DARK;
    case MIRADOR_THEME_PROJECTOR:
      return GROUND_PROJECTOR;
    case MIRADOR_THEME_PRINT:
      return GROUND_PRINT;
    case MIRADOR_THEME_LIGHT:
    case MIRADOR_N_THEMES:
    default:
      return GROUND_LIGHT;
    }
}

/* Alert, good and accent stay as they are: nearer to black they would be nearer to each other. */
static void
strengthen_all (MiradorStyle *style)
{
  MiradorColour *const shapes[] = { &style->axis, &style->outline, &style->accent2 };

  style->muted = mirador_style_strengthen (style, style->muted, STRONG_TEXT_CONTRAST);
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    *shapes[i] = mirador_style_strengthen (style, *shapes[i], STRONG_SHAPE_CONTRAST);
  style->grid = mirador_style_strengthen (style, style->grid, GRID_CONTRAST);
}

void
mirador_palette_apply (MiradorStyle *style)
{
  const Palette *palette = &palettes[ground_of (style)];

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
  if (style->high_contrast)
    strengthen_all (style);
}

/* @share: of the way along the ramp, 0 to 1, measured as the eye does. */
static MiradorColour
along_ramp (const MiradorStyle *style, double share)
{
  const char *const *stops = ramps[ground_of (style)];
  MiradorLab lab[RAMP_STOPS];
  double reach[RAMP_STOPS] = { 0 };
  double wanted, part;
  guint k = 1;

  for (guint i = 0; i < RAMP_STOPS; i++)
    lab[i] = mirador_colour_to_lab (mirador_colour_parse (stops[i]));
  for (guint i = 1; i < RAMP_STOPS; i++)
    reach[i] = reach[i - 1] + mirador_lab_distance (lab[i - 1], lab[i]);
  wanted = CLAMP (share, 0, 1) * reach[RAMP_STOPS - 1];
  while (k < RAMP_STOPS - 1 && reach[k] < wanted)
    k++;
  part = (wanted - reach[k - 1]) / (reach[k] - reach[k - 1]);
  return mirador_colour_from_lab ((MiradorLab){ lab[k - 1].l + (lab[k].l - lab[k - 1].l) * part,
                                                lab[k - 1].a + (lab[k].a - lab[k - 1].a) * part,
                                                lab[k - 1].b + (lab[k].b - lab[k - 1].b) * part });
}

MiradorColour
mirador_style_class_colour (const MiradorStyle *style, guint i, guint n)
{
  return along_ramp (style, n > 1 ? (double)MIN (i, n - 1) / (n - 1) : 1);
}

MiradorColour
mirador_style_series_colour (const MiradorStyle *style, guint i)
{
  return mirador_colour_parse (series[ground_of (style)][i % MIRADOR_STYLE_MOST_SERIES]);
}

/* As dark as the colour itself, and dark enough to be seen. */
static MiradorColour
grey_of (const MiradorStyle *style, MiradorColour colour)
{
  MiradorLab lab = mirador_colour_to_lab (colour);

  lab.a = lab.b = 0;
  return mirador_style_outline_of (style, mirador_colour_from_lab (lab));
}

MiradorColour
mirador_style_program_colour (const MiradorStyle *style, const MiradorProgram *program)
{
  if (program == NULL)
    return style->accent;
  switch (style->theme)
    {
    case MIRADOR_THEME_DARK:
      return mirador_colour_parse (program->colour_dark);
    case MIRADOR_THEME_PROJECTOR:
      return mirador_style_outline_of (style, mirador_colour_parse (program->colour));
    case MIRADOR_THEME_PRINT:
      return grey_of (style, mirador_colour_parse (program->colour));
    case MIRADOR_THEME_LIGHT:
    case MIRADOR_N_THEMES:
    default:
      return mirador_colour_parse (program->colour);
    }
}

MiradorColour
mirador_style_stage_colour (const MiradorStyle *style, MiradorStage stage)
{
  guint last = MIRADOR_N_STAGES - 1;
  double share = last > 1 ? (double)(stage - 1) / (last - 1) : 0;

  if (stage <= MIRADOR_STAGE_NONE || stage >= MIRADOR_N_STAGES)
    return style->accent;
  /* The palest steps of a screen are lost on a wall, and on a copier. */
  if (style->theme == MIRADOR_THEME_PROJECTOR)
    return along_ramp (style, 1 - 0.8 * share);
  if (style->theme == MIRADOR_THEME_PRINT)
    return along_ramp (style, 1 - 0.95 * share);
  return mirador_colour_parse (
    mirador_catalogue_stage_colour (stage, style->theme == MIRADOR_THEME_DARK));
}
