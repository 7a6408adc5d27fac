/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>
#include "analysis/headline.h"
#include "charts/heatmap-cells.h"
#include "model/format.h"

/* The legend may take this much of the plot with whole limits; else only the lower ones stand. */
#define MOST_SHARE 0.16

typedef struct
{
  int class;
  gboolean partial;
  char *text;
} Entry;

static void
clear_entry (gpointer entry)
{
  g_free (((Entry *)entry)->text);
}

static char *
share_text (guint class, gboolean narrow)
{
  static const double limits[] = { 0, 0.5, 0.75, MIRADOR_COMPLETENESS_GOOD };
  g_autofree char *low = mirador_format_percent (class > 0 ? limits[class - 1] : 0, 0);
  g_autofree char *high
    = mirador_format_percent (limits[MIN (class, G_N_ELEMENTS (limits) - 1)], 0);

  if (class == 0)
    return g_steal_pointer (&low);
  if (class == MIRADOR_HEATMAP_CLASSES - 1 && !narrow)
    /* Translators: %s is a percentage; a class in a legend. */
    return g_strdup_printf (_ ("from %s: good"), low);
  if (class == MIRADOR_HEATMAP_CLASSES - 1)
    return g_strdup_printf ("≥ %s", low);
  if (class == 1 || narrow)
    return g_strdup_printf ("< %s", high);
  /* Translators: %1$s and %2$s are percentages; the second is not part of the class. */
  return g_strdup_printf (_ ("%1$s to under %2$s"), low, high);
}

char *
mirador_heatmap_class_text (const MiradorHeatmap *heatmap, guint class, gboolean narrow)
{
  double top;
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;

  if (heatmap->completeness)
    return share_text (class, narrow);
  if (heatmap->zero_apart && class == 0)
    return g_strdup ("0");
  class -= heatmap->zero_apart ? 1 : 0;
  top = mirador_classes_get_top (&heatmap->classes, class);
  low = mirador_format_value (heatmap->classes.limits[class]);
  high = mirador_format_value (top);
  if (g_str_equal (low, high))
    return g_steal_pointer (&low);
  if (narrow)
    return g_strdup_printf ("≥ %s", low);
  /* Translators: the limits of a class in a legend. */
  return g_strdup_printf (C_ ("class", "%1$s to %2$s"), low, high);
}

static void
add_entry (GArray *entries, int class, gboolean partial, char *text)
{
  Entry entry = { class, partial, text };

  g_array_append_val (entries, entry);
}

static GArray *
list_entries (const MiradorHeatmap *heatmap, gboolean narrow)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (Entry));

  g_array_set_clear_func (entries, clear_entry);
  for (guint i = 0; i < heatmap->n_classes; i++)
    add_entry (entries, (int)i, FALSE, mirador_heatmap_class_text (heatmap, i, narrow));
  if (heatmap->partial)
    add_entry (entries, (int)heatmap->n_classes / 2, TRUE,
               g_strdup (C_ ("legend", "incomplete period")));
  if (heatmap->missing)
    add_entry (
      entries, MIRADOR_CELL_NONE, FALSE,
      g_strdup (heatmap->completeness ? C_ ("legend", "not known") : C_ ("legend", "no figure")));
  if (heatmap->hidden)
    add_entry (entries, MIRADOR_CELL_HIDDEN, FALSE, g_strdup (C_ ("legend", "hidden")));
  return entries;
}

static double
swatch_width (const MiradorHeatmap *heatmap)
{
  return 1.5 * heatmap->style->px[MIRADOR_TEXT_SMALL];
}

/* Entry by entry, on as many lines as needed; draws them where @draw. Returns: the lines. */
static guint
flow (const MiradorHeatmap *heatmap, const GArray *entries, gboolean draw)
{
  double px = heatmap->style->px[MIRADOR_TEXT_SMALL];
  double line = mirador_canvas_line_height (heatmap->canvas, MIRADOR_TEXT_SMALL);
  double x = 0;
  guint lines = 1;

  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);
      double text
        = mirador_canvas_text_width (heatmap->canvas, entry->text, MIRADOR_TEXT_SMALL, FALSE);
      double width = swatch_width (heatmap) + 0.45 * px + text;
      double middle;

      if (x > 0 && x + width > heatmap->plot.width)
        {
          x = 0;
          lines++;
        }
      middle = heatmap->plot.y + (lines - 0.5) * 1.2 * line;
      if (draw)
        {
          MiradorBox box
            = { heatmap->plot.x + x, middle - 0.42 * line, swatch_width (heatmap), 0.84 * line };

          mirador_heatmap_draw_swatch (heatmap, mirador_box_snap (box), entry->class,
                                       entry->partial);
          mirador_canvas_text (
            heatmap->canvas, box.x + box.width + 0.45 * px, middle, entry->text, MIRADOR_TEXT_SMALL,
            FALSE, heatmap->style->muted, MIRADOR_ALIGN_START,
            MAX (heatmap->plot.x + heatmap->plot.width - box.x - box.width - 0.45 * px, 1));
        }
      x += width + 1.1 * px;
    }
  return lines;
}

static GArray *
choose_entries (const MiradorHeatmap *heatmap)
{
  double line = mirador_canvas_line_height (heatmap->canvas, MIRADOR_TEXT_SMALL);
  GArray *entries = list_entries (heatmap, FALSE);
  guint lines = flow (heatmap, entries, FALSE);

  if (lines == 1 || lines * 1.2 * line <= MOST_SHARE * heatmap->plot.height)
    return entries;
  g_array_unref (entries);
  return list_entries (heatmap, TRUE);
}

double
mirador_heatmap_legend_height (const MiradorHeatmap *heatmap)
{
  double line = mirador_canvas_line_height (heatmap->canvas, MIRADOR_TEXT_SMALL);
  g_autoptr (GArray) entries = choose_entries (heatmap);

  return (flow (heatmap, entries, FALSE) * 1.2 + 0.4) * line;
}

void
mirador_heatmap_draw_legend (const MiradorHeatmap *heatmap)
{
  g_autoptr (GArray) entries = choose_entries (heatmap);

  flow (heatmap, entries, TRUE);
}
