/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "analysis/explain.h"
#include "analysis/headline.h"
#include "charts/bullet-rows.h"
#include "model/format.h"

/* Who asks for targets wants to see what they are targets of. */
static void
ask_for_figures (MiradorQuery *query)
{
  const MiradorMeasure *measure
    = query->measures->len > 0 ? mirador_catalogue_measure (g_ptr_array_index (query->measures, 0))
                               : NULL;

  if (measure == NULL || measure->target_of == NULL)
    return;
  g_ptr_array_set_size (query->measures, 0);
  mirador_query_add_measure (query, measure->target_of->id);
}

void
mirador_bullet_plan (const MiradorQuery *base, GPtrArray *queries)
{
  MiradorQuery *query = mirador_chart_base_query (base);

  mirador_chart_ask_one (query);
  ask_for_figures (query);
  query->by = MIRADOR_BY_PROGRAM | (base->by & MIRADOR_BY_PLACE);
  if (base->by & MIRADOR_BY_PLACE)
    query->place_level = base->place_level;
  g_ptr_array_add (queries, query);
  mirador_chart_ask_targets (query, queries);
}

static gboolean
has_values (MiradorFrame *frame)
{
  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    if (mirador_row_has_value (mirador_frame_get_row (frame, i)))
      return TRUE;
  return FALSE;
}

/* The id under which the target of what is shown would be brought. */
static const char *
find_target_id (MiradorFrame *frame)
{
  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (frame, i);
      const MiradorMeasure *target
        = row->measure != NULL ? mirador_measure_get_target (row->measure) : NULL;

      if (target != NULL && mirador_row_has_value (row))
        return target->id;
    }
  return NULL;
}

char *
mirador_bullet_fit (const MiradorChart *chart)
{
  MiradorFrame *frame = mirador_chart_get_frame (chart, 0);
  g_autoptr (GArray) targeted = mirador_chart_match_targets (chart, 1);
  const char *id = find_target_id (frame);

  if (!has_values (frame) || mirador_targets_count (targeted) > 0)
    return NULL;
  if (mirador_range_is_all (chart->query->range))
    return mirador_chart_refuse (
      chart, g_strdup (_ ("A target is for a period: choose one, as a fiscal year.")));
  if (id == NULL)
    return mirador_chart_refuse (chart, g_strdup (_ ("These figures cannot have targets.")));
  return mirador_chart_refuse (
    /* Translators: %s is the id of a measure, as "people_screened_target". */
    chart, g_strdup_printf (_ ("There are no targets for these figures. Bring them as figures of "
                               "the measure %s, in a file or a feed."),
                            id));
}

char *
mirador_bullet_headline (const MiradorChart *chart)
{
  g_autoptr (GArray) targeted = mirador_chart_match_targets (chart, 1);

  return mirador_headline_targets (mirador_chart_get_frame (chart, 0), targeted);
}

static void
draw_rest (MiradorBullet *bullet, double middle)
{
  guint n = bullet->targeted->len - bullet->n_rows;
  g_autofree char *text = NULL;

  if (n == 0 || middle > bullet->plot.y + bullet->plot.height)
    return;
  /* Translators: %u is a number of rows of a chart. */
  text = g_strdup_printf (ngettext ("%u more not shown", "%u more not shown", n), n);
  mirador_canvas_text (bullet->canvas, bullet->left, middle, text, MIRADOR_TEXT_SMALL, FALSE,
                       bullet->style->muted, MIRADOR_ALIGN_START,
                       MAX (bullet->plot.x + bullet->plot.width - bullet->left, 1));
}

void
mirador_bullet_draw (const MiradorChart *chart,
                     MiradorCanvas *canvas,
                     MiradorBox plot,
                     GArray *marks)
{
  g_autoptr (GArray) targeted = mirador_bullet_new_rows (chart);
  MiradorBullet bullet
    = { chart, canvas, mirador_canvas_get_style (canvas), marks, plot, targeted };
  double middle;

  if (targeted->len == 0)
    return;
  bullet.varies = mirador_bullet_get_varying (chart);
  mirador_bullet_lay_out (&bullet);
  middle = plot.y + bullet.pitch / 2;
  for (guint i = 0; i < bullet.n_rows; i++, middle += bullet.pitch)
    mirador_bullet_draw_row (&bullet, i, middle);
  if (bullet.n_rows < targeted->len)
    {
      draw_rest (&bullet, middle);
      middle += bullet.pitch;
    }
  if (mirador_bullet_axis_height (&bullet) > 0)
    mirador_bullet_draw_axis (&bullet, middle - bullet.pitch / 2);
}

static char *
name_of (const MiradorChart *chart, const MiradorRow *row)
{
  return mirador_bullet_name_row (row, mirador_bullet_get_varying (chart));
}

/* (transfer full): what a row says besides its figure. */
static char *
describe_row (const MiradorChart *chart, const MiradorTargeted *one)
{
  g_autofree char *name = name_of (chart, one->row);
  g_autofree char *share = NULL;
  g_autofree char *amounts = NULL;

  if (one->target == NULL)
    /* Translators: %s is the name of a figure. */
    return g_strdup_printf (_ ("%s: without target"), name);
  if (!isfinite (one->share))
    return NULL;
  share = mirador_target_share_to_text (one->share, mirador_targeted_get_good (one));
  amounts = mirador_target_amounts_to_text (one);
  /* Translators: %1$s is a name, %2$s a percentage, %3$s is as "72,570 of 75,000". */
  return g_strdup_printf (_ ("%1$s: %2$s of the target, %3$s"), name, share, amounts);
}

char *
mirador_bullet_describe (const MiradorChart *chart)
{
  g_autoptr (GArray) targeted = mirador_bullet_new_rows (chart);
  g_autoptr (GString) extra = g_string_new (NULL);

  for (guint i = 0; chart->why_empty == NULL && i < targeted->len; i++)
    {
      g_autofree char *line = describe_row (chart, &g_array_index (targeted, MiradorTargeted, i));

      if (line != NULL)
        g_string_append_printf (extra, "%s%s", extra->len > 0 ? "\n" : "", line);
    }
  return mirador_chart_describe_rows (chart, name_of, extra->str);
}

static char *
say_bands (MiradorGood good)
{
  gboolean down = good == MIRADOR_GOOD_DOWN;
  g_autofree char *one
    = mirador_format_percent (down ? 1 / MIRADOR_TARGET_FAIR : MIRADOR_TARGET_FAIR, 0);
  g_autofree char *two
    = mirador_format_percent (down ? 1 / MIRADOR_TARGET_GOOD : MIRADOR_TARGET_GOOD, 0);

  if (good == MIRADOR_GOOD_NONE)
    return NULL;
  if (down)
    /* Translators: %1$s and %2$s are percentages of a target, the larger one first. */
    return g_strdup_printf (_ ("Less is better. Bands: above %1$s of the target, down to %2$s, and "
                               "below."),
                            one, two);
  /* Translators: %1$s and %2$s are percentages of a target, the smaller one first. */
  return g_strdup_printf (_ ("More is better. Bands: below %1$s of the target, up to %2$s, and "
                             "from there."),
                          one, two);
}

static char *
say_direction (MiradorGood good)
{
  if (good == MIRADOR_GOOD_NONE)
    return NULL;
  return g_strdup (good == MIRADOR_GOOD_DOWN ? _ ("Less is better.") : _ ("More is better."));
}

static char *
say_open (const MiradorTargeted *one)
{
  g_autofree char *period
    = mirador_format_range (one->target->range, MIRADOR_FISCAL_FIRST_MONTH_DEFAULT);

  if (!one->open)
    return NULL;
  if (one->part)
    /* Translators: %s is a period, as "FY 2027". */
    return g_strdup_printf (_ ("The targets are for all of %s; the figures are of a part of it."),
                            period);
  if (one->passed < 1 && one->target->range.last_day < mirador_day_today ())
    /* Translators: %s is a period, as "FY 2027". */
    return g_strdup_printf (_ ("The targets are for all of %s; the figures are of its first part. "
                               "Dashed: how long that is, as if all days counted alike."),
                            period);
  if (one->passed < 1)
    /* Translators: %s is a period, as "FY 2027". */
    return g_strdup_printf (_ ("The targets are for all of %s, which goes on. Dashed: the part of "
                               "it that has passed, as if all days counted alike."),
                            period);
  /* Translators: %s is a period, as "FY 2027". */
  return g_strdup_printf (_ ("The targets are for all of %s; the figures are not complete yet."),
                          period);
}

static void
take_note (GPtrArray *notes, char *note)
{
  if (note != NULL)
    g_ptr_array_add (notes, note);
}

char **
mirador_bullet_notes (const MiradorChart *chart)
{
  g_autoptr (GArray) targeted = mirador_bullet_new_rows (chart);
  GPtrArray *notes = g_ptr_array_new ();

  for (guint i = 0; i < targeted->len; i++)
    {
      const MiradorTargeted *one = &g_array_index (targeted, MiradorTargeted, i);

      if (one->target == NULL)
        continue;
      take_note (notes, say_open (one));
      take_note (notes, one->open ? say_direction (mirador_targeted_get_good (one))
                                  : say_bands (mirador_targeted_get_good (one)));
    }
  take_note (notes, mirador_chart_cite_targets (chart, targeted, 1));
  g_ptr_array_add (notes, NULL);
  return (char **)g_ptr_array_free (notes, FALSE);
}
