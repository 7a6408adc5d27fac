/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/source-parts.h"

#include <string.h>

/* Which figures a row gives: the last part of a mapping. */

static void
add_texts (JsonObject *root, const char *member, const char *const *texts)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; texts[i] != NULL; i++)
    json_array_add_string_element (array, texts[i]);
  json_object_set_array_member (root, member, array);
}

static gboolean
is_ratio (const char *id)
{
  const MiradorMeasure *measure = id != NULL ? mirador_catalogue_measure (id) : NULL;

  return measure != NULL && measure->kind == MIRADOR_KIND_RATIO;
}

static gboolean
any_is_ratio (const MiradorSource *source)
{
  gboolean any = is_ratio (source->measure);

  for (guint i = 0; i < source->matches->len && !any; i++)
    {
      const MiradorMatch *match = g_ptr_array_index (source->matches, i);
      any = match->use == MIRADOR_USE_MEASURE && mirador_match_is_used (match)
            && is_ratio (match->target);
    }
  return any;
}

/* Whether the decimal mark of @column is a comma. «1.500» is a thousand and a half of people, who
 * are whole, where no cell beside it says what a point means. */
static gboolean
has_decimal_comma (const MiradorShape *shape, const MiradorSourceColumn *column, gboolean ratio)
{
  if (column->has_comma || column->has_point || !column->may_be_grouped)
    return column->has_comma;
  for (guint i = 0; i < shape->values->len; i++)
    {
      const MiradorSourceColumn *other = g_ptr_array_index (shape->values, i);
      if (other->has_comma)
        return TRUE;
    }
  return !ratio;
}

/* Of columns that are periods: one mark for all of them. */
static gboolean
have_decimal_comma (const MiradorShape *shape, gboolean ratio)
{
  gboolean comma = FALSE, point = FALSE;

  for (guint i = 0; i < shape->values->len; i++)
    {
      const MiradorSourceColumn *column = g_ptr_array_index (shape->values, i);
      comma = comma || has_decimal_comma (shape, column, ratio);
      point = point || column->has_point;
    }
  return comma && !point;
}

/* One figure for each column of values that leads to a measure. */
static void
add_wide_takes (const MiradorSource *source, const MiradorShape *shape, JsonObject *root)
{
  JsonArray *takes = json_array_new ();

  for (guint i = 0; i < shape->values->len; i++)
    {
      const MiradorSourceColumn *column = g_ptr_array_index (shape->values, i);
      const MiradorMatch *match
        = mirador_source_find_match (source, MIRADOR_USE_MEASURE, column->name, column->name);
      JsonObject *take;

      if (match == NULL || !mirador_match_is_used (match))
        continue;
      take = json_object_new ();
      json_object_set_string_member (take, "measure", match->target);
      json_object_set_string_member (take, "value", column->name);
      if (has_decimal_comma (shape, column, is_ratio (match->target)))
        json_object_set_string_member (take, "decimal", ",");
      json_array_add_object_element (takes, take);
    }
  json_object_set_array_member (root, "take", takes);
}

void
mirador_source_add_values (const MiradorSource *source, const MiradorShape *shape, JsonObject *root)
{
  static const char *const missing[] = { "", "-", "NA", "N/A", "ND", "S/D", NULL };
  static const char *const suppressed[] = { "*", NULL };
  const MiradorSourceColumn *value = shape->values->len > 0 ? shape->values->pdata[0] : NULL;

  if (shape->wide_measures)
    add_wide_takes (source, shape, root);
  else if (value != NULL && !shape->wide_periods)
    json_object_set_string_member (root, "value", value->name);
  if (value != NULL && !shape->wide_measures && have_decimal_comma (shape, any_is_ratio (source)))
    json_object_set_string_member (root, "decimal", ",");
  if (source->base != NULL)
    return;
  add_texts (root, "missing", missing);
  add_texts (root, "suppressed", suppressed);
}

/* Indicators have a numerator and a denominator: where the measure is a ratio, they are kept, so
 * that it can be computed anew. */
static void
add_ratios (const MiradorSource *source, const char *column, JsonObject *root)
{
  JsonArray *ratios = json_array_new ();

  for (guint i = 0; i < source->matches->len; i++)
    {
      const MiradorMatch *match = g_ptr_array_index (source->matches, i);
      const MiradorMeasure *measure
        = match->use == MIRADOR_USE_MEASURE && mirador_match_is_used (match)
            ? mirador_catalogue_measure (match->target)
            : NULL;

      if (measure != NULL && measure->kind == MIRADOR_KIND_RATIO)
        json_array_add_string_element (ratios, match->code);
    }
  if (json_array_get_length (ratios) == 0)
    {
      json_array_unref (ratios);
      return;
    }
  JsonArray *takes = json_array_new ();
  JsonObject *of_ratios = json_object_new (), *of_others = json_object_new ();
  JsonObject *where = json_object_new (), *other = json_object_new (), *inner = json_object_new ();
  json_object_set_array_member (where, column, json_array_ref (ratios));
  json_object_set_object_member (of_ratios, "where", where);
  json_object_set_string_member (of_ratios, "numerator", "numerator");
  json_object_set_string_member (of_ratios, "denominator", "denominator");
  json_object_set_array_member (inner, "not", ratios);
  json_object_set_object_member (other, column, inner);
  json_object_set_object_member (of_others, "where", other);
  json_array_add_object_element (takes, of_ratios);
  json_array_add_object_element (takes, of_others);
  json_object_set_array_member (root, "take", takes);
}

void
mirador_source_add_dhis2 (const MiradorSource *source, const MiradorShape *shape, JsonObject *root)
{
  const MiradorSourceColumn *column = shape->column[MIRADOR_USE_MEASURE];

  /* Periods that move with the clock leave no gap behind: only days that were asked for retire. */
  json_object_set_boolean_member (root, "snapshot", TRUE);
  if (column != NULL
      && mirador_source_get_n_chosen ((MiradorSource *)source, MIRADOR_REMOTE_INDICATOR) > 0)
    add_ratios (source, column->name, root);
}
