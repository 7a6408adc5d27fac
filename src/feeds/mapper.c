/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/mapper-private.h"

#include <math.h>
#include <string.h>

static gboolean
fits (MiradorMapper *mapper, const MiradorRecord *record, const GPtrArray *conditions)
{
  for (guint i = 0; i < conditions->len; i++)
    {
      const MiradorCondition *condition = g_ptr_array_index (conditions, i);
      const char *text = mirador_mapper_cell (mapper, record, condition->slot);
      if (g_hash_table_contains (condition->cells, text) == condition->other)
        return FALSE;
    }
  return TRUE;
}

static MiradorFlags
find_flags (MiradorMapper *mapper, const MiradorBound *bound, const MiradorRecord *record)
{
  MiradorFlags flags = mapper->mapping->simulated ? MIRADOR_FLAG_SIMULATED : 0;

  for (guint i = 0; i < bound->take->flags->len; i++)
    {
      const MiradorFlagRule *rule = g_ptr_array_index (bound->take->flags, i);
      if (rule->text == NULL)
        {
          flags |= rule->flags;
          continue;
        }
      const char *text = mirador_mapper_cell (mapper, record, rule->slot);
      g_autofree char *folded = *text != '\0' ? mirador_text_fold (text) : NULL;
      if (folded != NULL && strstr (folded, rule->text) != NULL)
        flags |= rule->flags;
    }
  return flags;
}

static gboolean
read_extra (MiradorMapper *mapper,
            const MiradorBound *bound,
            const MiradorRecord *record,
            int slot,
            double *value,
            MiradorRefusal *refusal)
{
  const char *text = mirador_mapper_cell (mapper, record, slot);
  MiradorReject reason;

  *value = NAN;
  if (*text == '\0'
      || mirador_mapper_read_number (text, bound->take->decimal, TRUE, value, &reason))
    return TRUE;
  return mirador_refuse (refusal, reason, mirador_mapper_column_of (mapper, slot));
}

static gboolean
find_extras (MiradorMapper *mapper,
             const MiradorBound *bound,
             const MiradorRecord *record,
             MiradorObservation *made,
             MiradorRefusal *refusal)
{
  const MiradorTake *take = bound->take;

  made->flags = find_flags (mapper, bound, record);
  return read_extra (mapper, bound, record, take->numerator, &made->numerator, refusal)
         && read_extra (mapper, bound, record, take->denominator, &made->denominator, refusal)
         && read_extra (mapper, bound, record, take->low, &made->low, refusal)
         && read_extra (mapper, bound, record, take->high, &made->high, refusal);
}

/* Most cells begin like none of the texts that stand for no number. */
static gboolean
is_one_of (const MiradorMapper *mapper, GHashTable *texts, const char *text)
{
  return mapper->beginnings[*(const guchar *)text] && g_hash_table_contains (texts, text);
}

/* One value: a missing one is no statement, a hidden one a statement without a number. */
static gboolean
take_value (MiradorMapper *mapper,
            const MiradorBound *bound,
            const MiradorRecord *record,
            int column,
            MiradorObservation *made,
            MiradorRefusal *refusal)
{
  const MiradorMapping *mapping = mapper->mapping;
  const char *text = mirador_mapper_cell_at (mapper, record, column);
  MiradorReject reason;

  if (is_one_of (mapper, mapping->missing, text))
    return TRUE;
  made->value = NAN;
  if (*text == '\0' && (made->flags & MIRADOR_FLAG_SUPPRESSED) != 0)
    made->value = NAN;
  else if (is_one_of (mapper, mapping->suppressed, text))
    made->flags |= MIRADOR_FLAG_SUPPRESSED;
  else if (!mirador_mapper_read_number (text, bound->take->decimal, mapping->negative, &made->value,
                                        &reason))
    return mirador_refuse (refusal, reason, column);
  g_array_append_val (mapper->made, *made);
  return TRUE;
}

static gboolean
take_values (MiradorMapper *mapper,
             const MiradorBound *bound,
             const MiradorRecord *record,
             MiradorObservation *made,
             MiradorRefusal *refusal)
{
  MiradorFlags flags = made->flags;

  if (bound->wide->len == 0)
    return take_value (mapper, bound, record, mirador_mapper_column_of (mapper, bound->take->value),
                       made, refusal);
  for (guint i = 0; i < bound->wide->len; i++)
    {
      const MiradorWideColumn *wide = &g_array_index (bound->wide, MiradorWideColumn, i);
      made->period = wide->period;
      made->flags = flags;
      if (!take_value (mapper, bound, record, wide->column, made, refusal))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_row (MiradorMapper *mapper,
          MiradorBound *bound,
          const MiradorRecord *record,
          MiradorRefusal *refusal)
{
  MiradorObservation made = { 0 };

  return mirador_mapper_find_series (mapper, bound, record, &made, refusal)
         && find_extras (mapper, bound, record, &made, refusal)
         && take_values (mapper, bound, record, &made, refusal);
}

static gboolean
is_left_out (MiradorMapper *mapper, const MiradorRecord *record)
{
  const GPtrArray *rules = mapper->mapping->leave_out;

  for (guint i = 0; i < rules->len; i++)
    {
      if (fits (mapper, record, g_ptr_array_index (rules, i)))
        return TRUE;
    }
  return FALSE;
}

/* A row that no take wants and that is not left out on purpose is something new in the source. */
static gboolean
refuse_unwanted (MiradorMapper *mapper, MiradorRefusal *refusal)
{
  const MiradorBound *first = g_ptr_array_index (mapper->bound, 0);
  const MiradorCondition *condition = g_ptr_array_index (first->take->conditions, 0);

  return mirador_refuse (refusal, MIRADOR_REJECT_CODE_UNMAPPED,
                         mirador_mapper_column_of (mapper, condition->slot));
}

static gboolean
take_all (MiradorMapper *mapper, const MiradorRecord *record, MiradorRefusal *refusal)
{
  gboolean wanted = FALSE;

  for (guint i = 0; i < mapper->bound->len; i++)
    {
      MiradorBound *bound = g_ptr_array_index (mapper->bound, i);
      if (!fits (mapper, record, bound->take->conditions))
        continue;
      wanted = TRUE;
      if (!take_row (mapper, bound, record, refusal))
        return FALSE;
    }
  return wanted || refuse_unwanted (mapper, refusal);
}

static void
forget_row (MiradorMapper *mapper)
{
  g_array_set_size (mapper->made, 0);
  if (mapper->has_tidied)
    g_string_chunk_clear (mapper->tidied);
  mapper->has_tidied = FALSE;
}

gboolean
mirador_mapper_map (MiradorMapper *mapper,
                    const MiradorRecord *record,
                    MiradorSink *sink,
                    GError **error)
{
  MiradorRefusal refusal = { record->reason, -1 };

  forget_row (mapper);
  if (record->bad)
    return sink->reject (sink, record->row, record->column != NULL ? record->column : "",
                         record->reason, error);
  if (is_left_out (mapper, record))
    return TRUE;
  if (!take_all (mapper, record, &refusal))
    return sink->reject (sink, record->row,
                         refusal.column >= 0 ? record->names[refusal.column] : "", refusal.reason,
                         error);
  for (guint i = 0; i < mapper->made->len; i++)
    {
      const MiradorObservation *made = &g_array_index (mapper->made, MiradorObservation, i);
      if (!sink->add (sink, made, record->row, error))
        return FALSE;
    }
  return TRUE;
}
