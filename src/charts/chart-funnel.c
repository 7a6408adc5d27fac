/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include "analysis/headline.h"
#include "analysis/label.h"
#include "charts/funnel-panel.h"
#include "model/format.h"

/* An axis and something between. */
#define LEAST_LINES 4.0
#define FIRST_STAGES ((1u << MIRADOR_STAGE_SCREENED) | (1u << MIRADOR_STAGE_DIAGNOSED))
#define ALL_STAGES (((1u << MIRADOR_N_STAGES) - 1) & ~(1u << MIRADOR_STAGE_NONE))

static const MiradorChartChoice limits[] = { { "automatic", N_ ("Automatic limits") },
                                             { "binomial", N_ ("Binomial limits") },
                                             { "overdispersed", N_ ("Overdispersed limits") },
                                             { NULL, NULL } };
const MiradorChartOption mirador_funnel_options[]
  = { { "limits", N_ ("Limits"), limits }, { NULL, NULL, NULL } };

static MiradorLevel
level_within (const MiradorQuery *base)
{
  const MiradorPlace *place
    = base->places->len == 1 ? mirador_place_by_code (g_ptr_array_index (base->places, 0)) : NULL;

  if (base->place_level != MIRADOR_LEVEL_ANY)
    return base->place_level;
  return base->places->len > 1 ? MIRADOR_LEVEL_ANY : mirador_place_level_below (place);
}

static const char *
find_ratio (const MiradorQuery *base)
{
  for (guint i = 0; i < base->measures->len; i++)
    {
      const char *id = g_ptr_array_index (base->measures, i);
      const MiradorMeasure *measure = mirador_catalogue_measure (id);

      if (measure != NULL && measure->kind == MIRADOR_KIND_RATIO)
        return id;
    }
  return NULL;
}

static gboolean
has_two (guint stages)
{
  return (stages & (stages - 1)) != 0;
}

static void
ask_stages (const MiradorQuery *query, guint stages, GPtrArray *queries)
{
  MiradorQuery *asked = mirador_query_copy (query);

  asked->stages = 0;
  mirador_chart_ask_stages (asked, stages);
  g_ptr_array_add (queries, asked);
}

static void
ask_ratio (const MiradorQuery *query, const char *ratio, GPtrArray *queries)
{
  MiradorQuery *asked = mirador_query_copy (query);

  g_ptr_array_set_size (asked->measures, 0);
  mirador_query_add_measure (asked, ratio);
  asked->stages = 0;
  g_ptr_array_add (queries, asked);
}

/* A ratio or a rate divides by itself; else two stages have to, of those that were asked for, or
 * the first two; what only the later ones declare is found in the second frame. */
void
mirador_funnel_plan (const MiradorQuery *base, GPtrArray *queries)
{
  g_autoptr (MiradorQuery) query = mirador_chart_base_query (base);
  const char *ratio = find_ratio (base);

  query->by = MIRADOR_BY_PLACE;
  query->place_level = level_within (base);
  if (ratio != NULL)
    ask_ratio (query, ratio, queries);
  else if (base->rate)
    {
      mirador_chart_ask_one (query);
      g_ptr_array_add (queries, g_steal_pointer (&query));
    }
  else if (has_two (base->stages))
    ask_stages (query, base->stages, queries);
  else
    {
      ask_stages (query, FIRST_STAGES, queries);
      ask_stages (query, ALL_STAGES, queries);
    }
}

/* @frame: (out) (optional): the index of the frame that the points are rows of. */
static MiradorFunnel *
gather (const MiradorChart *chart, guint *frame)
{
  const char *chosen = mirador_chart_get_option (chart, "limits");
  MiradorFunnelLimits how = MIRADOR_FUNNEL_AUTOMATIC;
  MiradorFunnel *funnel = NULL;
  guint index = 0;

  if (g_str_equal (chosen, "binomial"))
    how = MIRADOR_FUNNEL_BINOMIAL;
  else if (g_str_equal (chosen, "overdispersed"))
    how = MIRADOR_FUNNEL_OVERDISPERSED;
  for (guint i = 0; i < mirador_chart_get_n_frames (chart); i++)
    {
      MiradorFunnel *found = mirador_funnel_new (mirador_chart_get_frame (chart, i), how);

      if (funnel == NULL || found->points->len >= MIRADOR_FUNNEL_LEAST_PLACES)
        index = i;
      else
        g_clear_pointer (&found, mirador_funnel_free);
      if (found == NULL)
        continue;
      g_clear_pointer (&funnel, mirador_funnel_free);
      funnel = found;
      if (funnel->points->len >= MIRADOR_FUNNEL_LEAST_PLACES)
        break;
    }
  if (frame != NULL)
    *frame = index;
  return funnel;
}

char *
mirador_funnel_fit (const MiradorChart *chart)
{
  g_autoptr (MiradorFunnel) funnel = gather (chart, NULL);
  guint n = funnel->points->len;

  if (n >= MIRADOR_FUNNEL_LEAST_PLACES
      || !mirador_frame_has_values (mirador_chart_get_frame (chart, 0)))
    return NULL;
  if (n == 0)
    return mirador_chart_refuse (
      chart, g_strdup (_ ("A funnel needs a proportion by place: a part and the whole that it is "
                          "declared to be a part of. These figures have none.")));
  return mirador_chart_refuse (
    chart, g_strdup_printf (
             /* Translators: %u is a number of places. */
             ngettext ("A funnel needs a proportion of three places at least: there is %u.",
                       "A funnel needs a proportion of three places at least: there are %u.", n),
             n));
}

char *
mirador_funnel_headline (const MiradorChart *chart)
{
  guint frame;
  g_autoptr (MiradorFunnel) funnel = gather (chart, &frame);

  return mirador_headline_funnel (mirador_chart_get_frame (chart, frame), funnel);
}

void
mirador_funnel_draw (const MiradorChart *chart,
                     MiradorCanvas *canvas,
                     MiradorBox plot,
                     GArray *marks)
{
  guint frame;
  g_autoptr (MiradorFunnel) funnel = gather (chart, &frame);

  if (funnel->points->len == 0)
    return;
  if (plot.height < LEAST_LINES * mirador_canvas_line_height (canvas, MIRADOR_TEXT_SMALL))
    {
      mirador_chart_draw_sentence (canvas, plot, _ ("There is too little room for this chart."));
      return;
    }
  mirador_funnel_draw_panel (funnel, mirador_chart_get_frame (chart, frame), frame, canvas, plot,
                             marks);
}

/* Words */

static char *
name_row (const MiradorChart *chart, const MiradorRow *row)
{
  MiradorVaries varies = mirador_frame_get_varying (mirador_chart_get_frame (chart, 0))
                         & ~(guint)(MIRADOR_VARIES_FEED | MIRADOR_VARIES_PERIOD);

  return mirador_row_get_label (row, (MiradorVaries)(varies | MIRADOR_VARIES_PLACE));
}

/* The places outside one limit, by comma; NULL for none. */
static char *
list_outside (const MiradorFrame *frame, const MiradorFunnel *funnel, int outside)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < funnel->points->len; i++)
    {
      const MiradorFunnelPoint *point = &g_array_index (funnel->points, MiradorFunnelPoint, i);
      g_autofree char *name = NULL, *share = NULL;

      if (point->outside != outside)
        continue;
      name
        = mirador_row_get_label (mirador_frame_get_row (frame, point->row), MIRADOR_VARIES_PLACE);
      share = mirador_funnel_share_to_text (funnel, point->share);
      g_string_append_printf (names, "%s%s (%s)", names->len > 0 ? ", " : "", name, share);
    }
  return names->len > 0 ? g_strdup (names->str) : NULL;
}

static void
add_outside (GString *text,
             const MiradorFrame *frame,
             const MiradorFunnel *funnel,
             int outside,
             const char *what)
{
  g_autofree char *names = list_outside (frame, funnel, outside);

  if (names == NULL)
    return;
  g_string_append_c (text, '\n');
  /* Translators: %1$s is as "Above the limit of 99.8%", %2$s a list of places. */
  g_string_append_printf (text, C_ ("funnel", "%1$s: %2$s."), what, names);
}

char *
mirador_funnel_describe (const MiradorChart *chart)
{
  guint index;
  g_autoptr (MiradorFunnel) funnel = gather (chart, &index);
  MiradorFrame *frame = mirador_chart_get_frame (chart, index);
  g_autoptr (GString) extra = g_string_new (NULL);
  g_autofree char *what = mirador_funnel_what_to_text (funnel);

  if (funnel->points->len > 0)
    {
      g_string_append (extra, what);
      add_outside (extra, frame, funnel, 2, _ ("Above the limit of 99.8%"));
      add_outside (extra, frame, funnel, -2, _ ("Below the limit of 99.8%"));
      add_outside (extra, frame, funnel, 1, _ ("Above the limit of 95%"));
      add_outside (extra, frame, funnel, -1, _ ("Below the limit of 95%"));
    }
  return mirador_chart_describe_rows (chart, name_row, extra->str);
}

static char *
say_limits (const MiradorFunnel *funnel)
{
  g_autofree char *phi = NULL;

  if (!funnel->overdispersed)
    return g_strdup (_ ("Limits: 95%, dashed, and 99.8%, binomial."));
  phi = mirador_format_number (funnel->phi, 1);
  /* Translators: %s is a number. */
  return g_strdup_printf (
    _ ("Limits: 95%%, dashed, and 99.8%%, widened for overdispersion (φ = %s): "
       "places differ by more than chance gives."),
    phi);
}

static void
add_left_out (GPtrArray *notes, const MiradorFunnel *funnel)
{
  if (funnel->n_hidden > 0)
    g_ptr_array_add (
      notes, g_strdup_printf (
               /* Translators: %u is a number of places. */
               ngettext ("%u place is not drawn: small counts are hidden.",
                         "%u places are not drawn: small counts are hidden.", funnel->n_hidden),
               funnel->n_hidden));
  if (funnel->n_larger > 0)
    g_ptr_array_add (
      notes, g_strdup_printf (
               /* Translators: %u is a number of places. */
               ngettext ("%u place is left out: its part is larger than its whole.",
                         "%u places are left out: their parts are larger than their wholes.",
                         funnel->n_larger),
               funnel->n_larger));
  if (funnel->n_missing > 0)
    g_ptr_array_add (notes, g_strdup_printf (
                              /* Translators: %u is a number of places. */
                              ngettext ("%u place has no proportion.",
                                        "%u places have no proportion.", funnel->n_missing),
                              funnel->n_missing));
}

char **
mirador_funnel_notes (const MiradorChart *chart)
{
  g_autoptr (MiradorFunnel) funnel = gather (chart, NULL);
  GPtrArray *notes = g_ptr_array_new ();

  if (funnel->points->len > 0)
    {
      g_ptr_array_add (notes, say_limits (funnel));
      add_left_out (notes, funnel);
      if (funnel->exact)
        g_ptr_array_add (notes, g_strdup (_ ("Where fewer than 5 are expected, the exact binomial "
                                             "distribution decides.")));
      if (mirador_funnel_reach (funnel).cut)
        g_ptr_array_add (notes, g_strdup (_ ("The vertical axis does not start at zero.")));
    }
  g_ptr_array_add (notes, NULL);
  return (char **)g_ptr_array_free (notes, FALSE);
}
