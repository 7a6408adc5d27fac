/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>
#include "analysis/headline.h"
#include "charts/heatmap-cells.h"
#include "model/format.h"

#define LEAST_PITCH 9.0
#define LEAST_COLUMN 2.0
#define MOST_NAMED 4
/* More are read in the table, not in a picture, and take longer to draw than all else. */
#define MOST_NUMBERS 180

static const MiradorChartChoice shown[]
  = { { "value", N_ ("Values") }, { "completeness", N_ ("Completeness") }, { NULL, NULL } };
const MiradorChartOption mirador_heatmap_options[]
  = { { "show", N_ ("Show"), shown }, { NULL, NULL, NULL } };

void
mirador_heatmap_plan (const MiradorQuery *base, GPtrArray *queries)
{
  g_ptr_array_add (queries, mirador_strips_ask (base));
}

static gboolean
shows_completeness (const MiradorChart *chart)
{
  return g_str_equal (mirador_chart_get_option (chart, "show"), "completeness");
}

static gboolean
is_completeness_known (const MiradorFrame *frame)
{
  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    if (isfinite (mirador_frame_get_row (frame, i)->completeness))
      return TRUE;
  return FALSE;
}

char *
mirador_heatmap_fit (const MiradorChart *chart)
{
  MiradorFrame *frame = mirador_chart_get_frame (chart, 0);
  g_autoptr (MiradorStrips) strips = mirador_strips_gather (frame);

  if (strips->strips->len == 0)
    return NULL;
  if (strips->strips->len + strips->empty->len < 2)
    return mirador_chart_refuse (
      chart, g_strdup (_ ("A heat map compares two places or programs at least; here there is "
                          "only one.")));
  if (strips->periods->len < 2)
    return mirador_chart_refuse (
      chart, g_strdup (_ ("A heat map needs two periods at least. Choose a longer time, or shorter "
                          "periods.")));
  if (shows_completeness (chart) && !is_completeness_known (frame))
    return mirador_chart_refuse (
      chart, g_strdup (_ ("The source does not say how complete these figures are.")));
  return NULL;
}

char *
mirador_heatmap_headline (const MiradorChart *chart)
{
  MiradorFrame *frame = mirador_chart_get_frame (chart, 0);

  return shows_completeness (chart) ? mirador_headline_completeness (frame)
                                    : mirador_headline_heatmap (frame);
}

static guint
date_lines (const MiradorHeatmap *heatmap)
{
  gint32 grain = mirador_strips_period (heatmap->strips, 0).grain;

  return grain == MIRADOR_GRAIN_YEAR || grain == MIRADOR_GRAIN_FISCAL_YEAR ? 1 : 2;
}

static double
widest_name (const MiradorHeatmap *heatmap, MiradorTextSize size)
{
  double widest = 0;

  for (guint i = 0; i < heatmap->n_rows; i++)
    widest = MAX (widest,
                  mirador_canvas_text_width (
                    heatmap->canvas, ((MiradorStrip *)heatmap->rows->pdata[i])->name, size, FALSE));
  return widest;
}

/* Figures are written where all of them fit: one left out would look like a gap. */
static gboolean
fits_numbers (const MiradorHeatmap *heatmap)
{
  g_autofree char *longest = g_strdup ("");
  double px = heatmap->style->px[MIRADOR_TEXT_SMALL];

  if (heatmap->column_width < 1.5 * px || heatmap->n_rows * heatmap->n_columns > MOST_NUMBERS)
    return FALSE;
  for (guint r = 0; r < heatmap->n_rows; r++)
    for (guint i = 0; i < heatmap->n_columns; i++)
      {
        char *text
          = mirador_heatmap_figure (heatmap, heatmap->rows->pdata[r], heatmap->first_column + i);

        if (g_utf8_strlen (text, -1) > g_utf8_strlen (longest, -1))
          {
            char *shorter = longest;

            longest = text;
            text = shorter;
          }
        g_free (text);
      }
  /* Digits are as wide as each other, but for the 1. */
  return 1.06 * mirador_canvas_text_width (heatmap->canvas, longest, MIRADOR_TEXT_SMALL, FALSE)
           + 0.5 * px
         <= heatmap->column_width;
}

static void
choose_rows (MiradorHeatmap *heatmap, double height)
{
  double normal = mirador_canvas_line_height (heatmap->canvas, MIRADOR_TEXT_NORMAL);
  double least = MAX (LEAST_PITCH, 1.1 * heatmap->style->px[MIRADOR_TEXT_SMALL]);
  guint room = height > least ? (guint)(height / least) : 0;

  heatmap->n_rows = MIN (heatmap->rows->len, room);
  if (heatmap->n_rows > 0)
    heatmap->pitch = MIN (height / heatmap->n_rows, 4.5 * normal);
}

static void
choose_columns (MiradorHeatmap *heatmap)
{
  double normal = mirador_canvas_line_height (heatmap->canvas, MIRADOR_TEXT_NORMAL);
  MiradorTextSize size = heatmap->pitch >= normal ? MIRADOR_TEXT_NORMAL : MIRADOR_TEXT_SMALL;
  double pad = 0.6 * heatmap->style->px[size];
  guint n = heatmap->strips->periods->len;
  double width;

  heatmap->label_width = MIN (widest_name (heatmap, size), heatmap->plot.width * 0.3);
  heatmap->left = round (heatmap->plot.x + heatmap->label_width + pad);
  width = heatmap->plot.x + heatmap->plot.width - heatmap->left;
  heatmap->n_columns = MIN (n, (guint)MAX (width / LEAST_COLUMN, 1));
  heatmap->first_column = n - heatmap->n_columns;
  heatmap->column_width = width / heatmap->n_columns;
}

/* Legend, cells, dates, and where something is left out a line that says so. */
static gboolean
lay_out (MiradorHeatmap *heatmap)
{
  double line = mirador_canvas_line_height (heatmap->canvas, MIRADOR_TEXT_SMALL);
  double legend = mirador_heatmap_legend_height (heatmap);
  double height = heatmap->plot.height - legend - (date_lines (heatmap) + 0.2) * line;

  heatmap->top = round (heatmap->plot.y + legend);
  choose_rows (heatmap, height);
  if (heatmap->n_rows == 0)
    return FALSE;
  choose_columns (heatmap);
  if (heatmap->n_rows < heatmap->rows->len || heatmap->first_column > 0)
    {
      choose_rows (heatmap, height - 1.3 * line);
      if (heatmap->n_rows == 0)
        return FALSE;
      choose_columns (heatmap);
    }
  heatmap->numbers = fits_numbers (heatmap);
  return TRUE;
}

static char *
say_rows (const MiradorHeatmap *heatmap)
{
  guint n = heatmap->rows->len - heatmap->n_rows;

  if (n == 0)
    return g_strdup ("");
  if (heatmap->completeness)
    /* Translators: %u is a number of rows. */
    return g_strdup_printf (ngettext ("The least complete are shown; %u more is not.",
                                      "The least complete are shown; %u more are not.", n),
                            n);
  /* Translators: %u is a number of panels. */
  return g_strdup_printf (ngettext ("The largest are shown; %u more is not.",
                                    "The largest are shown; %u more are not.", n),
                          n);
}

static void
say_what_is_missing (const MiradorHeatmap *heatmap)
{
  double line = mirador_canvas_line_height (heatmap->canvas, MIRADOR_TEXT_SMALL);
  guint n = heatmap->first_column;
  g_autofree char *rows = say_rows (heatmap);
  g_autofree char *periods
    = n == 0 ? g_strdup ("")
             /* Translators: %u is a number of periods. */
             : g_strdup_printf (
               ngettext ("%u earlier period not shown.", "%u earlier periods not shown.", n), n);
  g_autofree char *text
    = g_strdup_printf ("%s%s%s", rows, *rows != '\0' && *periods != '\0' ? " " : "", periods);

  if (*text != '\0')
    mirador_canvas_text (
      heatmap->canvas, heatmap->plot.x, heatmap->plot.y + heatmap->plot.height - line / 2, text,
      MIRADOR_TEXT_SMALL, FALSE, heatmap->style->muted, MIRADOR_ALIGN_START, heatmap->plot.width);
}

void
mirador_heatmap_draw (const MiradorChart *chart,
                      MiradorCanvas *canvas,
                      MiradorBox plot,
                      GArray *marks)
{
  g_autoptr (MiradorStrips) strips = mirador_strips_gather (mirador_chart_get_frame (chart, 0));
  g_autoptr (GPtrArray) rows = NULL;
  MiradorHeatmap heatmap = { canvas, mirador_canvas_get_style (canvas), strips, marks, plot };

  if (strips->strips->len == 0 || strips->periods->len == 0)
    return;
  mirador_heatmap_init (&heatmap, strips, shows_completeness (chart));
  rows = heatmap.rows;
  if (!lay_out (&heatmap))
    {
      mirador_chart_draw_sentence (canvas, plot, _ ("There is too little room for this chart."));
      return;
    }
  mirador_heatmap_draw_legend (&heatmap);
  mirador_heatmap_draw_cells (&heatmap);
  mirador_strips_draw_dates (
    strips, canvas, heatmap.first_column, heatmap.left, heatmap.column_width,
    heatmap.top + heatmap.n_rows * heatmap.pitch + 0.1 * heatmap.pitch, plot);
  say_what_is_missing (&heatmap);
}

char *
mirador_heatmap_describe (const MiradorChart *chart)
{
  g_autoptr (MiradorStrips) strips = mirador_strips_gather (mirador_chart_get_frame (chart, 0));

  if (shows_completeness (chart))
    mirador_strips_sort_by_completeness (strips);
  else
    mirador_strips_sort_by_mean (strips);
  return mirador_strips_describe (chart, strips, shows_completeness (chart));
}

static char *
note_order (const MiradorHeatmap *heatmap)
{
  if (heatmap->completeness)
    return g_strdup (_ ("The least complete first, by the mean of their periods."));
  return g_strdup (_ ("In the order of their means, the largest first."));
}

/* Equal figures are never parted, so that a class may hold many more than another. */
static gboolean
are_even (const MiradorClasses *classes)
{
  guint least = G_MAXUINT;
  guint most = 0;

  for (guint i = 0; i < classes->n; i++)
    {
      least = MIN (least, classes->counts[i]);
      most = MAX (most, classes->counts[i]);
    }
  return most <= 2 * least;
}

static char *
note_classes (const MiradorHeatmap *heatmap)
{
  guint n = heatmap->classes.n;

  if (heatmap->completeness || n < 2 || !are_even (&heatmap->classes))
    return NULL;
  if (heatmap->zero_apart)
    /* Translators: %u is 2 to 5. */
    return g_strdup_printf (ngettext ("Above zero, %u class with about as many figures each.",
                                      "Above zero, %u classes with about as many figures each.", n),
                            n);
  /* Translators: %u is 2 to 5. */
  return g_strdup_printf (ngettext ("%u class with about as many figures each.",
                                    "%u classes with about as many figures each.", n),
                          n);
}

static char *
note_empty (const MiradorStrips *strips)
{
  guint n = strips->empty->len;
  g_autofree char *names = mirador_strips_name_some (strips->empty, MOST_NAMED);

  if (n == 0)
    return NULL;
  /* Translators: %1$u is a number of places, %2$s their names. */
  return g_strdup_printf (ngettext ("%1$u has no figures: %2$s.", "%1$u have no figures: %2$s.", n),
                          n, names);
}

char **
mirador_heatmap_notes (const MiradorChart *chart)
{
  g_autoptr (MiradorStrips) strips = mirador_strips_gather (mirador_chart_get_frame (chart, 0));
  MiradorHeatmap heatmap = { NULL };
  GPtrArray *notes = g_ptr_array_new ();
  char *lines[4];

  mirador_heatmap_init (&heatmap, strips, shows_completeness (chart));
  lines[0] = note_classes (&heatmap);
  lines[1] = note_order (&heatmap);
  lines[2] = note_empty (strips);
  lines[3] = mirador_strips_note_end (strips);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    if (lines[i] != NULL)
      g_ptr_array_add (notes, lines[i]);
  g_ptr_array_unref (heatmap.rows);
  g_ptr_array_add (notes, NULL);
  return (char **)g_ptr_array_free (notes, FALSE);
}
