/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/mapping-private.h"

#include <string.h>

void
mirador_rule_init (MiradorRule *rule)
{
  *rule = (MiradorRule){ .slot = MIRADOR_SLOT_NONE };
}

void
mirador_rule_clear (MiradorRule *rule)
{
  g_clear_pointer (&rule->codes, g_hash_table_unref);
  g_clear_pointer (&rule->targets, g_ptr_array_unref);
}

MiradorPlaceRule *
mirador_place_rule_new (void)
{
  MiradorPlaceRule *rule = g_new0 (MiradorPlaceRule, 1);

  mirador_rule_init (&rule->text);
  rule->level = MIRADOR_LEVEL_ANY;
  return rule;
}

void
mirador_place_rule_free (MiradorPlaceRule *rule)
{
  if (rule == NULL)
    return;
  mirador_place_rule_free (rule->parent);
  mirador_rule_clear (&rule->text);
  g_free (rule);
}

void
mirador_condition_free (MiradorCondition *condition)
{
  g_hash_table_unref (condition->cells);
  g_free (condition);
}

static void
breakdown_rule_free (MiradorBreakdownRule *rule)
{
  mirador_rule_clear (&rule->rule);
  g_free (rule);
}

static void
flag_rule_free (MiradorFlagRule *rule)
{
  g_free (rule->text);
  g_free (rule);
}

MiradorTake *
mirador_take_new (void)
{
  MiradorTake *take = g_new0 (MiradorTake, 1);

  take->conditions = g_ptr_array_new_with_free_func ((GDestroyNotify)mirador_condition_free);
  mirador_rule_init (&take->measure);
  mirador_rule_init (&take->program);
  mirador_rule_init (&take->period.text);
  take->period.year = MIRADOR_SLOT_NONE;
  take->period.slots = g_array_new (FALSE, FALSE, sizeof (int));
  take->period.periods = g_array_new (FALSE, FALSE, sizeof (MiradorPeriod));
  take->breakdowns = g_ptr_array_new_with_free_func ((GDestroyNotify)breakdown_rule_free);
  take->flags = g_ptr_array_new_with_free_func ((GDestroyNotify)flag_rule_free);
  take->key = take->value = take->numerator = MIRADOR_SLOT_NONE;
  take->denominator = take->low = take->high = MIRADOR_SLOT_NONE;
  take->decimal = '.';
  return take;
}

void
mirador_take_free (MiradorTake *take)
{
  g_ptr_array_unref (take->conditions);
  mirador_rule_clear (&take->measure);
  mirador_rule_clear (&take->program);
  mirador_place_rule_free (take->place);
  mirador_rule_clear (&take->period.text);
  g_array_unref (take->period.slots);
  g_array_unref (take->period.periods);
  g_ptr_array_unref (take->breakdowns);
  g_ptr_array_unref (take->flags);
  g_free (take);
}

static GHashTable *
text_set_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

MiradorMapping *
mirador_mapping_new (void)
{
  MiradorMapping *mapping = g_new0 (MiradorMapping, 1);

  g_atomic_ref_count_init (&mapping->ref_count);
  mapping->terms = g_ptr_array_new_with_free_func ((GDestroyNotify)mirador_terms_free);
  mapping->measures = g_ptr_array_new ();
  mapping->columns = g_ptr_array_new_with_free_func (g_free);
  mapping->takes = g_ptr_array_new_with_free_func ((GDestroyNotify)mirador_take_free);
  mapping->leave_out = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);
  mapping->missing = text_set_new ();
  mapping->suppressed = text_set_new ();
  mapping->reject_limit = 0.10;
  mapping->fiscal_first_month = MIRADOR_FISCAL_FIRST_MONTH_DEFAULT;
  return mapping;
}

MiradorMapping *
mirador_mapping_ref (MiradorMapping *mapping)
{
  g_atomic_ref_count_inc (&mapping->ref_count);
  return mapping;
}

static void
free_texts (MiradorMapping *mapping)
{
  g_free (mapping->id);
  mirador_text_clear (&mapping->title);
  g_free (mapping->feed);
  g_free (mapping->scope);
  g_free (mapping->format);
  g_free (mapping->encoding);
  g_free (mapping->rows);
  g_free (mapping->sheet);
  mirador_text_clear (&mapping->profile_title);
  mirador_text_clear (&mapping->profile_source);
  g_free (mapping->licence);
  g_free (mapping->issued);
  g_free (mapping->catalogue);
}

void
mirador_mapping_unref (MiradorMapping *mapping)
{
  if (!g_atomic_ref_count_dec (&mapping->ref_count))
    return;
  free_texts (mapping);
  g_ptr_array_unref (mapping->terms);
  g_ptr_array_unref (mapping->measures);
  g_ptr_array_unref (mapping->columns);
  g_ptr_array_unref (mapping->takes);
  g_ptr_array_unref (mapping->leave_out);
  g_hash_table_unref (mapping->missing);
  g_hash_table_unref (mapping->suppressed);
  g_free (mapping);
}

int
mirador_mapping_slot (MiradorMapping *mapping, const char *column)
{
  for (guint i = 0; i < mapping->columns->len; i++)
    {
      if (g_str_equal (g_ptr_array_index (mapping->columns, i), column))
        return (int)i;
    }
  g_ptr_array_add (mapping->columns, g_strdup (column));
  return (int)mapping->columns->len - 1;
}

void
mirador_mapping_add_measure (MiradorMapping *mapping, const char *measure)
{
  const char *id = g_intern_string (measure);

  if (!g_ptr_array_find (mapping->measures, id, NULL))
    g_ptr_array_add (mapping->measures, (gpointer)id);
}

void
mirador_mapping_add_measures_of (MiradorMapping *mapping, const MiradorRule *rule)
{
  if (rule->slot == MIRADOR_SLOT_NONE && rule->constant != NULL)
    mirador_mapping_add_measure (mapping, rule->constant);
  for (guint i = 0; rule->targets != NULL && i < rule->targets->len; i++)
    mirador_mapping_add_measure (mapping, g_ptr_array_index (rule->targets, i));
}

char *
mirador_cell_tidy (const char *text)
{
  GString *tidy = g_string_sized_new (strlen (text));

  for (; *text != '\0'; text++)
    {
      if (!g_ascii_isspace (*text))
        g_string_append_c (tidy, *text);
      else if (tidy->len > 0 && tidy->str[tidy->len - 1] != ' ')
        g_string_append_c (tidy, ' ');
    }
  if (tidy->len > 0 && tidy->str[tidy->len - 1] == ' ')
    g_string_truncate (tidy, tidy->len - 1);
  return g_string_free (tidy, FALSE);
}

const char *
mirador_mapping_get_id (const MiradorMapping *mapping)
{
  return mapping->id;
}

const char *
mirador_mapping_get_title (const MiradorMapping *mapping)
{
  const char *title = mirador_text_get (&mapping->title);

  return title != NULL ? title : mapping->id;
}

const char *
mirador_mapping_get_feed (const MiradorMapping *mapping)
{
  return mapping->feed;
}

const char *
mirador_mapping_get_scope (const MiradorMapping *mapping)
{
  return mapping->scope;
}

const MiradorDecodeOptions *
mirador_mapping_get_options (const MiradorMapping *mapping)
{
  return &mapping->options;
}

const char *
mirador_mapping_get_format (const MiradorMapping *mapping)
{
  return mapping->format;
}
