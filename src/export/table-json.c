/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/table.h"

#include <json-glib/json-glib.h>
#include <math.h>

#include "analysis/explain.h"
#include "export/table-names.h"

/* Whole numbers without a fraction, up to where a double counts by ones. */
#define MAX_WHOLE 9007199254740992.0

static void
add_text (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  if (text != NULL && *text != '\0')
    json_builder_add_string_value (builder, text);
  else
    json_builder_add_null_value (builder);
}

static void
add_own_text (JsonBuilder *builder, const char *name, char *text)
{
  add_text (builder, name, text);
  g_free (text);
}

static void
add_number (JsonBuilder *builder, const char *name, double value)
{
  json_builder_set_member_name (builder, name);
  if (!isfinite (value))
    json_builder_add_null_value (builder);
  else if (value == floor (value) && fabs (value) <= MAX_WHOLE)
    json_builder_add_int_value (builder, (gint64)value);
  else
    json_builder_add_double_value (builder, value);
}

static void
add_flags (JsonBuilder *builder, MiradorFlags flags)
{
  g_autofree char *ids = mirador_flags_to_ids (flags);
  g_auto (GStrv) list = g_strsplit (ids, " ", -1);

  json_builder_set_member_name (builder, "flags");
  json_builder_begin_array (builder);
  for (guint i = 0; list[i] != NULL; i++)
    if (*list[i] != '\0')
      json_builder_add_string_value (builder, list[i]);
  json_builder_end_array (builder);
}

static void
add_dimensions (JsonBuilder *builder, const MiradorRow *row)
{
  add_text (builder, "measure", row->measure ? row->measure->id : NULL);
  add_text (builder, "stage",
            row->stage != MIRADOR_STAGE_NONE ? mirador_stage_to_id (row->stage) : NULL);
  add_text (builder, "program", row->program ? row->program->id : NULL);
  add_text (builder, "place", row->place ? row->place->code : NULL);
  add_text (builder, "place_name", row->place ? row->place->name : NULL);
  add_text (builder, "breakdown", row->breakdown);
  add_own_text (builder, "period", mirador_row_period_code (row));
  add_own_text (builder, "from", mirador_day_to_iso (row->range.first_day));
  add_own_text (builder, "to", mirador_day_to_iso (row->range.last_day));
}

static void
add_row (JsonBuilder *builder, const MiradorRow *row)
{
  json_builder_begin_object (builder);
  add_dimensions (builder, row);
  add_number (builder, "value", row->value);
  add_number (builder, "numerator", row->numerator);
  add_number (builder, "denominator", row->denominator);
  add_number (builder, "low", row->low);
  add_number (builder, "high", row->high);
  add_number (builder, "completeness", row->completeness);
  add_flags (builder, row->flags);
  add_text (builder, "gap", mirador_gap_to_id (row->gap));
  add_own_text (builder, "reason", mirador_explain_gap (row));
  add_text (builder, "feed", row->feed);
  add_own_text (builder, "received", mirador_received_to_iso (row->received));
  add_own_text (
    builder, "data_until",
    mirador_period_is_none (row->data_until) ? NULL : mirador_period_to_code (row->data_until));
  add_text (builder, "population_feed", row->population_feed);
  add_number (builder, "population_year", row->population_year != 0 ? row->population_year : NAN);
  json_builder_end_object (builder);
}

static void
add_feed (JsonBuilder *builder, const MiradorFrame *frame, const char *feed)
{
  const MiradorProfile *profile = mirador_frame_get_profile (frame, feed);

  json_builder_set_member_name (builder, feed);
  json_builder_begin_object (builder);
  add_text (builder, "title", profile ? mirador_text_get (&profile->title) : NULL);
  add_text (builder, "source", profile ? mirador_text_get (&profile->source) : NULL);
  json_builder_set_member_name (builder, "simulated");
  json_builder_add_boolean_value (builder, profile != NULL && profile->simulated);
  json_builder_end_object (builder);
}

/* Ids are interned, so the set compares them by address; the order is that of the rows. */
static void
add_feed_once (JsonBuilder *builder, const MiradorFrame *frame, GHashTable *seen, const char *feed)
{
  if (feed != NULL && g_hash_table_add (seen, (gpointer)feed))
    add_feed (builder, frame, feed);
}

static void
add_feeds (JsonBuilder *builder, const MiradorFrame *frame)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  json_builder_set_member_name (builder, "feeds");
  json_builder_begin_object (builder);
  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      add_feed_once (builder, frame, seen, mirador_frame_get_row (frame, i)->feed);
      add_feed_once (builder, frame, seen, mirador_frame_get_row (frame, i)->population_feed);
    }
  json_builder_end_object (builder);
}

static char *
to_text (JsonBuilder *builder)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = json_builder_get_root (builder);

  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  return json_generator_to_data (generator, NULL);
}

char *
mirador_table_to_json (const MiradorFrame *frame)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "mirador");
  json_builder_add_int_value (builder, 1);
  json_builder_set_member_name (builder, "rows");
  json_builder_begin_array (builder);
  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    add_row (builder, mirador_frame_get_row (frame, i));
  json_builder_end_array (builder);
  add_feeds (builder, frame);
  json_builder_end_object (builder);
  return to_text (builder);
}
