/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>
#include "analysis/label.h"
#include "charts/map-figures.h"
#include "model/format.h"

/* What the map and the tiles ask, and what they say. */

static char *
print_limit (const MiradorMapFigures *figures, double limit)
{
  const MiradorRow *row = figures->sample;
  int decimals = figures->classes.unit < 1 ? 1 : 0;

  if (row->measure != NULL && row->measure->kind == MIRADOR_KIND_RATIO
      && row->measure->multiplier == 100 && !mirador_row_is_rate (row))
    return mirador_format_percent (limit / 100, decimals);
  return mirador_format_number (limit, decimals);
}

char *
mirador_map_figures_limits (const MiradorMapFigures *figures, guint i)
{
  g_autofree char *low = print_limit (figures, figures->classes.limits[i]);
  g_autofree char *high = print_limit (figures, mirador_classes_get_top (&figures->classes, i));

  if (g_str_equal (low, high))
    return g_steal_pointer (&low);
  /* Translators: the limits of a class, both within it: "2.5 to 11.1". */
  return g_strdup_printf (C_ ("limits", "%1$s to %2$s"), low, high);
}

static char *
name_class (const MiradorMapFigures *figures, guint class_index)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < mirador_map_figures_get_n (figures); i++)
    {
      const MiradorMapFigure *figure = mirador_map_figures_get (figures, i);

      if (figure->class_index == (int)class_index)
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", figure->place->name);
    }
  return g_string_free (names, FALSE);
}

char *
mirador_map_describe_classes (const MiradorMapFigures *figures)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < figures->classes.n; i++)
    {
      g_autofree char *limits = mirador_map_figures_limits (figures, i);
      g_autofree char *names = name_class (figures, i);

      g_string_append_printf (text, "%s", text->len > 0 ? "\n" : "");
      if (*names != '\0')
        /* Translators: %1$s are the limits of a class, %2$s its regions by comma. */
        g_string_append_printf (text, _ ("Class %1$s: %2$s."), limits, names);
      else
        /* Translators: %s are the limits of a class. */
        g_string_append_printf (text, _ ("Class %s: no region."), limits);
    }
  return g_string_free (text, FALSE);
}

static gboolean
has_even_counts (const MiradorClasses *classes)
{
  for (guint i = 1; i < classes->n; i++)
    if (classes->counts[i] != classes->counts[0])
      return FALSE;
  return TRUE;
}

static char *
say_classes (const MiradorMapFigures *figures)
{
  guint n = figures->classes.n;

  if (n < 2)
    return NULL;
  if (figures->classing == MIRADOR_CLASSES_EQUAL)
    /* Translators: %u is a number of classes, 2 or more. */
    return g_strdup_printf (ngettext ("%u class of equal width.", "%u classes of equal width.", n),
                            n);
  if (figures->classing == MIRADOR_CLASSES_NATURAL)
    return g_strdup_printf (
      /* Translators: %u is a number of classes, 2 or more. */
      ngettext ("%u class by natural breaks (Jenks).", "%u classes by natural breaks (Jenks).", n),
      n);
  if (has_even_counts (&figures->classes))
    return g_strdup_printf (
      /* Translators: %u is a number of classes, 2 or more. */
      ngettext ("%u class with the same number of regions.",
                "%u classes with the same number of regions each.", n),
      n);
  return g_strdup_printf (
    /* Translators: %u is a number of classes, 2 or more. */
    ngettext ("%u class with about the same number of regions.",
              "%u classes with about the same number of regions each.", n),
    n);
}

void
mirador_map_add_notes (const MiradorMapFigures *figures, GPtrArray *notes)
{
  gboolean circles
    = figures->counts && g_str_equal (mirador_chart_get_kind (figures->chart)->id, "map");
  char *classes = circles ? NULL : say_classes (figures);

  if (circles)
    g_ptr_array_add (notes,
                     g_strdup (_ ("The area of each circle is proportional to its figure.")));
  if (circles && figures->has_negative)
    g_ptr_array_add (notes, g_strdup (_ ("Hollow circles are figures below zero.")));
  if (classes != NULL)
    g_ptr_array_add (notes, classes);
  if (figures->counts && !circles)
    g_ptr_array_add (notes, g_strdup (_ ("The colours show counts, which grow with the population "
                                         "of a region; each tile is the same size.")));
}

/* Each region within the places that were asked for, by its code: those without a figure then say
 * why. Nothing where a place has no regions below. */
static gboolean
add_regions (const MiradorQuery *base, MiradorQuery *query)
{
  const GPtrArray *regions = mirador_place_peru ()->children;

  g_ptr_array_set_size (query->places, 0);
  for (guint i = 0; i < base->places->len; i++)
    {
      const MiradorPlace *place = mirador_place_by_code (g_ptr_array_index (base->places, i));
      g_autoptr (GPtrArray) within
        = place != NULL ? mirador_place_list (place, MIRADOR_LEVEL_REGION) : NULL;

      if (within == NULL)
        continue;
      for (guint k = 0; k < within->len; k++)
        mirador_query_add_place (query, ((MiradorPlace *)within->pdata[k])->code);
    }
  for (guint i = 0; base->places->len == 0 && i < regions->len; i++)
    mirador_query_add_place (query, ((MiradorPlace *)regions->pdata[i])->code);
  return query->places->len > 1;
}

MiradorQuery *
mirador_map_ask_regions (const MiradorQuery *base)
{
  MiradorQuery *query = mirador_chart_base_query (base);

  mirador_chart_ask_one (query);
  query->by = MIRADOR_BY_PLACE;
  if (add_regions (base, query))
    return query;
  /* One region, or a place in it: its parts, so that it can be said which charts show them. */
  g_ptr_array_set_size (query->places, 0);
  for (guint i = 0; i < base->places->len; i++)
    mirador_query_add_place (query, g_ptr_array_index (base->places, i));
  if (base->places->len == 1)
    query->place_level
      = mirador_place_level_below (mirador_place_by_code (g_ptr_array_index (base->places, 0)));
  return query;
}

char *
mirador_map_refuse (const MiradorChart *chart)
{
  MiradorFrame *frame = mirador_chart_get_frame (chart, 0);
  guint n_regions = 0, n_values = 0;

  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (frame, i);
      gboolean region = row->place != NULL && row->place->level == MIRADOR_LEVEL_REGION;

      n_values += mirador_row_has_value (row) ? 1 : 0;
      n_regions += region
                       && (mirador_row_has_value (row) || row->gap == MIRADOR_GAP_SUPPRESSED
                           || row->gap == MIRADOR_GAP_NOT_REPORTED
                           || row->gap == MIRADOR_GAP_HIDDEN_BY_SOURCE)
                     ? 1
                     : 0;
    }
  if (n_values == 0 || n_regions > 1)
    return NULL;
  if (n_regions == 1)
    return mirador_chart_refuse (
      chart, g_strdup (_ ("Only one region has figures here; a map compares several.")));
  return mirador_chart_refuse (
    chart, g_strdup (_ ("The map shows regions; these figures are not of several regions.")));
}
