/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/options.h"

#include "charts/chart.h"
#include "charts/style.h"
#include "feeds/mapping.h"
#include "feeds/record.h"
#include "model/catalogue.h"
#include "model/period.h"
#include "model/place.h"

/* What mirador_filter_to_query() takes: the two-week and two-month spans of DHIS2 are for reading
 * only. */
static const char *const spans[]
  = { "day", "week", "epi-week", "month", "quarter", "half", "year", "fiscal-year", NULL };
static const char *const tables[] = { "table", "csv", "json", NULL };
static const char *const actions[] = { "present", "refresh", NULL };
static const char *const languages[] = { "es", "en", NULL };
static const char *const sizes[] = { "800x450", "1200x675", "1920x1080", NULL };
static const char *const dimensions[]
  = { "program", "place", "region", "province", "district", "authority", NULL };

static void
add_all (GStrvBuilder *builder, const char *const *texts)
{
  g_strv_builder_addv (builder, (const char **)texts);
}

static void
add_measures (GStrvBuilder *builder)
{
  g_autoptr (GPtrArray) measures = mirador_catalogue_measures ();

  for (guint i = 0; i < measures->len; i++)
    g_strv_builder_add (builder, ((const MiradorMeasure *)measures->pdata[i])->id);
}

static void
add_stages (GStrvBuilder *builder)
{
  for (MiradorStage stage = MIRADOR_STAGE_NONE + 1; stage < MIRADOR_N_STAGES; stage++)
    g_strv_builder_add (builder, mirador_stage_to_id (stage));
}

static void
add_programs (GStrvBuilder *builder)
{
  g_autoptr (GPtrArray) programs = mirador_catalogue_programs ();

  for (guint i = 0; i < programs->len; i++)
    g_strv_builder_add (builder, ((const MiradorProgram *)programs->pdata[i])->id);
}

/* The country, its regions by both of their codes, and the groups: the thousands below them are
 * known by their ubigeo or their name. */
static void
add_places (GStrvBuilder *builder)
{
  const MiradorLevel levels[]
    = { MIRADOR_LEVEL_REGION, MIRADOR_LEVEL_AUTHORITY, MIRADOR_LEVEL_AREA };

  g_strv_builder_add (builder, mirador_place_peru ()->code);
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    {
      g_autoptr (GPtrArray) places = mirador_place_list (mirador_place_peru (), levels[i]);

      for (guint j = 0; j < places->len; j++)
        {
          const MiradorPlace *place = places->pdata[j];

          g_strv_builder_add (builder, place->code);
          if (place->iso != NULL)
            g_strv_builder_add (builder, place->iso);
        }
    }
}

static void
add_breakdowns (GStrvBuilder *builder)
{
  g_autoptr (GPtrArray) breakdowns = mirador_catalogue_breakdowns ();

  for (guint i = 0; i < breakdowns->len; i++)
    {
      const MiradorBreakdown *breakdown = breakdowns->pdata[i];

      for (guint j = 0; j < breakdown->members->len; j++)
        {
          const MiradorMember *member = breakdown->members->pdata[j];
          g_autofree char *pair = g_strdup_printf ("%s=%s", breakdown->id, member->id);

          g_strv_builder_add (builder, pair);
        }
    }
}

static void
add_dimensions (GStrvBuilder *builder)
{
  g_autoptr (GPtrArray) breakdowns = mirador_catalogue_breakdowns ();

  add_all (builder, dimensions);
  for (guint i = 0; i < breakdowns->len; i++)
    g_strv_builder_add (builder, ((const MiradorBreakdown *)breakdowns->pdata[i])->id);
}

static void
add_themes (GStrvBuilder *builder)
{
  for (MiradorTheme theme = 0; theme < MIRADOR_N_THEMES; theme++)
    g_strv_builder_add (builder, mirador_theme_to_id (theme));
}

static void
add_charts (GStrvBuilder *builder)
{
  for (const MiradorChartKind *kind = mirador_chart_kind_list (); kind->id != NULL; kind++)
    g_strv_builder_add (builder, kind->id);
}

static void
add_formats (GStrvBuilder *builder)
{
  g_strv_builder_add (builder, "auto");
  for (const MiradorDecoder *decoder = mirador_decoder_list (); decoder->id != NULL; decoder++)
    g_strv_builder_add (builder, decoder->id);
}

static void
add_mappings (GStrvBuilder *builder)
{
  g_autoptr (GPtrArray) mappings = mirador_mapping_list ();

  for (guint i = 0; i < mappings->len; i++)
    g_strv_builder_add (builder, mirador_mapping_get_id (mappings->pdata[i]));
}

/* To offer values behind a new option, add a row. */
static const struct
{
  const char *id;
  const char *const *fixed;
  void (*add) (GStrvBuilder *builder);
  gboolean are_many;
} kinds[MIRADOR_N_VALUES] = {
  [MIRADOR_VALUES_NONE] = { "" },
  [MIRADOR_VALUES_ANY] = { "any" },
  [MIRADOR_VALUES_FILES] = { "files" },
  [MIRADOR_VALUES_LANGUAGES] = { "languages", .fixed = languages },
  [MIRADOR_VALUES_MEASURES] = { "measures", .add = add_measures, .are_many = TRUE },
  [MIRADOR_VALUES_STAGES] = { "stages", .add = add_stages, .are_many = TRUE },
  [MIRADOR_VALUES_PROGRAMS] = { "programs", .add = add_programs, .are_many = TRUE },
  [MIRADOR_VALUES_PLACES] = { "places", .add = add_places, .are_many = TRUE },
  [MIRADOR_VALUES_PERIODS] = { "periods" },
  [MIRADOR_VALUES_BREAKDOWNS] = { "breakdowns", .add = add_breakdowns, .are_many = TRUE },
  [MIRADOR_VALUES_DIMENSIONS] = { "dimensions", .add = add_dimensions, .are_many = TRUE },
  [MIRADOR_VALUES_SPANS] = { "spans", .fixed = spans },
  [MIRADOR_VALUES_TIMES] = { "times" },
  [MIRADOR_VALUES_SIZES] = { "sizes", .fixed = sizes },
  [MIRADOR_VALUES_THEMES] = { "themes", .add = add_themes },
  [MIRADOR_VALUES_TABLES] = { "tables", .fixed = tables },
  [MIRADOR_VALUES_CHARTS] = { "charts", .add = add_charts },
  [MIRADOR_VALUES_CHART_OPTIONS] = { "chart-options", .are_many = TRUE },
  [MIRADOR_VALUES_FORMATS] = { "formats", .add = add_formats },
  [MIRADOR_VALUES_MAPPINGS] = { "mappings", .add = add_mappings },
  [MIRADOR_VALUES_FEEDS] = { "feeds" },
  [MIRADOR_VALUES_ACTIONS] = { "actions", .fixed = actions },
};

const char *
mirador_values_to_id (MiradorValues values)
{
  return kinds[values].id;
}

GStrv
mirador_values_list (MiradorValues values)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (kinds[values].fixed != NULL)
    add_all (builder, kinds[values].fixed);
  else if (kinds[values].add != NULL)
    kinds[values].add (builder);
  return g_strv_builder_end (builder);
}

char *
mirador_values_to_text (MiradorValues values)
{
  g_auto (GStrv) list = mirador_values_list (values);

  return g_strjoinv (", ", list);
}

gboolean
mirador_values_contain (MiradorValues values, const char *text)
{
  g_auto (GStrv) list = mirador_values_list (values);

  return g_strv_contains ((const char *const *)list, text);
}

gboolean
mirador_values_are_many (MiradorValues values)
{
  return kinds[values].are_many;
}
