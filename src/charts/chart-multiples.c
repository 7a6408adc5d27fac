/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>
#include "analysis/headline.h"
#include "analysis/label.h"
#include "charts/multiples-panel.h"
#include "model/format.h"

/* Of fewer places a median says little. */
#define LEAST_FOR_MEDIAN 5
#define MOST_NAMED 4
/* How many times as large the largest is as most others, before each gets its own scale. */
#define GIANT 5

static const MiradorChartChoice scales[] = { { "automatic", N_ ("Automatic scale") },
                                             { "common", N_ ("Common scale") },
                                             { "own", N_ ("Own scales") },
                                             { NULL, NULL } };
static const MiradorChartChoice orders[]
  = { { "value", N_ ("By value") }, { "geography", N_ ("As on the map") }, { NULL, NULL } };
const MiradorChartOption mirador_multiples_options[]
  = { { "scale", N_ ("Scale"), scales }, { "order", N_ ("Order"), orders }, { NULL, NULL, NULL } };

void
mirador_multiples_plan (const MiradorQuery *base, GPtrArray *queries)
{
  MiradorQuery *query = mirador_strips_ask (base);
  MiradorQuery *before;

  g_ptr_array_add (queries, query);
  if (mirador_range_is_all (query->range))
    return;
  before = mirador_query_copy (query);
  before->range = mirador_range_year_before (query->range);
  g_ptr_array_add (queries, before);
}

char *
mirador_multiples_fit (const MiradorChart *chart)
{
  g_autoptr (MiradorStrips) strips = mirador_strips_gather (mirador_chart_get_frame (chart, 0));

  if (strips->strips->len == 0)
    return NULL;
  if (strips->strips->len < 2)
    return mirador_chart_refuse (
      chart, g_strdup (_ ("Small trends compare two places or programs at least; here only one "
                          "has figures.")));
  if (strips->periods->len < 2)
    return mirador_chart_refuse (
      chart, g_strdup (_ ("Small trends need two periods at least. Choose a longer time, or "
                          "shorter periods.")));
  return NULL;
}

char *
mirador_multiples_headline (const MiradorChart *chart)
{
  return mirador_headline_multiples (mirador_chart_get_frame (chart, 0),
                                     mirador_chart_get_frame (chart, 1));
}

/* Where most lines would lie on the floor beside a giant, a common scale shows the giant only. */
static gboolean
has_giant (const MiradorStrips *strips)
{
  guint n_small = 0;

  for (guint i = 0; i < strips->strips->len; i++)
    if (((const MiradorStrip *)strips->strips->pdata[i])->largest * GIANT < strips->largest)
      n_small++;
  return 2 * n_small > strips->strips->len;
}

static gboolean
is_common (const MiradorChart *chart, const MiradorStrips *strips)
{
  const char *scale = mirador_chart_get_option (chart, "scale");

  if (!strips->one_unit || g_str_equal (scale, "own"))
    return FALSE;
  return g_str_equal (scale, "common") || !has_giant (strips);
}

static gboolean
is_by_place (const MiradorChart *chart)
{
  return g_str_equal (mirador_chart_get_option (chart, "order"), "geography");
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double one = *(const double *)a;
  double two = *(const double *)b;

  return (one > two) - (one < two);
}

/* Places differ in size: only where size is taken out of the figures is a middle one a measure. */
static gboolean
has_median (const MiradorStrips *strips)
{
  const MiradorStrip *first = strips->strips->len > 0 ? strips->strips->pdata[0] : NULL;

  return first != NULL && strips->one_unit && strips->strips->len >= LEAST_FOR_MEDIAN
         && first->any->measure != NULL && !mirador_row_is_count (first->any)
         && (mirador_frame_get_varying (strips->frame) & MIRADOR_VARIES_PLACE);
}

/* (transfer full) (nullable): NaN where too few have a figure. */
static double *
find_median (const MiradorStrips *strips)
{
  double *median;
  g_autofree double *values = NULL;

  if (!has_median (strips))
    return NULL;
  median = g_new (double, strips->periods->len);
  values = g_new (double, strips->strips->len);
  for (guint i = 0; i < strips->periods->len; i++)
    {
      guint n = 0;

      for (guint s = 0; s < strips->strips->len; s++)
        {
          double value = mirador_strips_value (strips, strips->strips->pdata[s], i);

          if (isfinite (value))
            values[n++] = value;
        }
      qsort (values, n, sizeof *values, compare_doubles);
      median[i] = n < LEAST_FOR_MEDIAN ? NAN : (values[n / 2] + values[(n - 1) / 2]) / 2;
    }
  return median;
}

static GPtrArray *
list_shown (const MiradorStrips *strips)
{
  GPtrArray *shown = g_ptr_array_new ();

  for (guint i = 0; i < strips->strips->len; i++)
    g_ptr_array_add (shown, strips->strips->pdata[i]);
  return shown;
}

/* Those that fit are the largest ones; then they stand in the order that was chosen. */
static void
put_in_order (MiradorMultiples *multiples, MiradorStrips *strips)
{
  g_autoptr (GHashTable) kept = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < multiples->shown->len; i++)
    g_hash_table_add (kept, multiples->shown->pdata[i]);
  if (!mirador_strips_sort_by_place (strips))
    return;
  g_ptr_array_set_size (multiples->shown, 0);
  for (guint i = 0; i < strips->strips->len; i++)
    if (g_hash_table_contains (kept, strips->strips->pdata[i]))
      g_ptr_array_add (multiples->shown, strips->strips->pdata[i]);
}

static void
say_what_is_missing (const MiradorMultiples *multiples, MiradorBox plot)
{
  guint n = multiples->strips->strips->len - multiples->shown->len;
  double line = mirador_canvas_line_height (multiples->canvas, MIRADOR_TEXT_SMALL);
  g_autofree char *text = NULL;

  if (n == 0)
    return;
  /* Translators: %u is a number of panels. */
  text = g_strdup_printf (ngettext ("The largest are shown; %u more is not.",
                                    "The largest are shown; %u more are not.", n),
                          n);
  mirador_canvas_text (multiples->canvas, plot.x, plot.y + plot.height - line / 2, text,
                       MIRADOR_TEXT_SMALL, FALSE, multiples->style->muted, MIRADOR_ALIGN_START,
                       plot.width);
}

static gboolean
arrange (MiradorMultiples *multiples, MiradorBox plot)
{
  double line = mirador_canvas_line_height (multiples->canvas, MIRADOR_TEXT_SMALL);
  gboolean tiles = multiples->tiles;

  if (!mirador_multiples_arrange (multiples))
    return FALSE;
  if (multiples->shown->len == multiples->strips->strips->len)
    return TRUE;
  /* A line to say that some are missing. */
  multiples->plot.height -= 1.4 * line;
  multiples->tiles = tiles;
  return mirador_multiples_arrange (multiples);
}

void
mirador_multiples_draw (const MiradorChart *chart,
                        MiradorCanvas *canvas,
                        MiradorBox plot,
                        GArray *marks)
{
  g_autoptr (MiradorStrips) strips = mirador_strips_gather (mirador_chart_get_frame (chart, 0));
  g_autofree double *median = NULL;
  g_autoptr (GPtrArray) shown = NULL;
  MiradorMultiples multiples = { canvas, mirador_canvas_get_style (canvas), strips, marks, plot };

  if (strips->strips->len == 0 || strips->periods->len == 0)
    return;
  mirador_strips_sort_by_last (strips);
  multiples.shown = shown = list_shown (strips);
  multiples.median = median = find_median (strips);
  multiples.common = is_common (chart, strips);
  multiples.tiles = is_by_place (chart);
  if (!arrange (&multiples, plot))
    {
      mirador_chart_draw_sentence (canvas, plot, _ ("There is too little room for this chart."));
      return;
    }
  if (is_by_place (chart))
    put_in_order (&multiples, strips);
  for (guint i = 0; i < multiples.shown->len; i++)
    mirador_multiples_draw_panel (&multiples, i);
  say_what_is_missing (&multiples, plot);
}

char *
mirador_multiples_describe (const MiradorChart *chart)
{
  g_autoptr (MiradorStrips) strips = mirador_strips_gather (mirador_chart_get_frame (chart, 0));

  if (!is_by_place (chart) || !mirador_strips_sort_by_place (strips))
    mirador_strips_sort_by_last (strips);
  return mirador_strips_describe (chart, strips, FALSE);
}

static char *
note_scale (const MiradorChart *chart, const MiradorStrips *strips)
{
  if (is_common (chart, strips))
    return g_strdup (strips->smallest < 0 ? _ ("Same scale in all panels.")
                                          : _ ("Same scale in all panels, from zero."));
  if (!strips->one_unit)
    return g_strdup (_ ("Each panel has its own scale, for they count different things."));
  return g_strdup (_ ("Each panel has its own scale, from zero."));
}

static char *
note_order (const MiradorChart *chart, MiradorStrips *strips)
{
  if (!is_by_place (chart) || !mirador_strips_sort_by_place (strips))
    return g_strdup (_ ("Above, the last complete figure, the largest first."));
  if (mirador_strips_has_tiles (strips))
    return g_strdup (_ ("From north to south, as on the map; above, the last complete figure."));
  return g_strdup (_ ("From north to south; above, the last complete figure."));
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

static gboolean
has_gaps (const MiradorStrips *strips, gboolean hidden)
{
  for (guint s = 0; s < strips->strips->len; s++)
    for (guint i = 0; i < strips->periods->len; i++)
      {
        const MiradorStrip *strip = strips->strips->pdata[s];

        if (!isfinite (mirador_strips_value (strips, strip, i))
            && mirador_strips_is_hidden (strips, strip, i) == hidden)
          return TRUE;
      }
  return FALSE;
}

char **
mirador_multiples_notes (const MiradorChart *chart)
{
  g_autoptr (MiradorStrips) strips = mirador_strips_gather (mirador_chart_get_frame (chart, 0));
  GPtrArray *notes = g_ptr_array_new ();
  char *last[] = { NULL, NULL, NULL };

  g_ptr_array_add (notes, note_scale (chart, strips));
  g_ptr_array_add (notes, note_order (chart, strips));
  if (has_median (strips))
    g_ptr_array_add (notes, g_strdup (_ ("Grey line: the median of those with a figure.")));
  if (has_gaps (strips, FALSE))
    g_ptr_array_add (notes, g_strdup (_ ("× marks a period without a figure.")));
  if (has_gaps (strips, TRUE))
    g_ptr_array_add (notes, g_strdup (_ ("A dot on the axis marks a hidden figure.")));
  last[0] = note_empty (strips);
  last[1] = mirador_strips_note_end (strips);
  for (guint i = 0; i < 2; i++)
    if (last[i] != NULL)
      g_ptr_array_add (notes, last[i]);
  g_ptr_array_add (notes, NULL);
  return (char **)g_ptr_array_free (notes, FALSE);
}
