/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/mapper-private.h"

#include <string.h>

/* Which series and period a row is about. */

#define MAX_BREAKDOWNS 16

static gboolean
find_measure (MiradorMapper *mapper,
              const MiradorBound *bound,
              const MiradorRecord *record,
              MiradorObservation *made,
              MiradorRefusal *refusal)
{
  const MiradorRule *rule = &bound->take->measure;

  made->measure = bound->measure;
  if (made->measure != NULL)
    return TRUE;
  const char *id = mirador_rule_translate (rule, mirador_mapper_cell (mapper, record, rule->slot));
  if (id == NULL)
    return mirador_refuse (refusal, MIRADOR_REJECT_CODE_UNMAPPED,
                           mirador_mapper_column_of (mapper, rule->slot));
  made->measure = mirador_catalogue_measure (id);
  return made->measure != NULL
         || mirador_refuse (refusal, MIRADOR_REJECT_MEASURE_UNKNOWN,
                            mirador_mapper_column_of (mapper, rule->slot));
}

static gboolean
find_program (MiradorMapper *mapper,
              const MiradorBound *bound,
              const MiradorRecord *record,
              MiradorObservation *made,
              MiradorRefusal *refusal)
{
  const MiradorRule *rule = &bound->take->program;

  made->program = bound->program;
  if (made->program != NULL)
    return TRUE;
  const char *id = mirador_rule_translate (rule, mirador_mapper_cell (mapper, record, rule->slot));
  if (id == NULL)
    return mirador_refuse (refusal, MIRADOR_REJECT_CODE_UNMAPPED,
                           mirador_mapper_column_of (mapper, rule->slot));
  made->program = mirador_catalogue_program (id);
  return made->program != NULL
         || mirador_refuse (refusal, MIRADOR_REJECT_PROGRAM_UNKNOWN,
                            mirador_mapper_column_of (mapper, rule->slot));
}

static gboolean
find_place (MiradorMapper *mapper,
            const MiradorBound *bound,
            const MiradorRecord *record,
            MiradorObservation *made,
            MiradorRefusal *refusal)
{
  const char *cells[MIRADOR_MAX_PARENTS + 2] = { NULL };
  MiradorReject reason = MIRADOR_REJECT_PLACE_UNKNOWN;
  guint n = 0;

  made->place = bound->place;
  if (made->place != NULL)
    return TRUE;
  for (const MiradorPlaceRule *rule = bound->take->place; rule != NULL && n <= MIRADOR_MAX_PARENTS;
       rule = rule->parent)
    cells[n++] = mirador_mapper_cell (mapper, record, rule->text.slot);
  g_autofree char *joined = n > 1 ? g_strjoinv ("\x1f", (char **)cells) : NULL;
  const char *key = joined != NULL ? joined : cells[0];
  made->place = g_hash_table_lookup (bound->places, key);
  if (made->place != NULL)
    return TRUE;
  made->place = mirador_place_rule_find (bound->take->place, cells, &reason);
  if (made->place == NULL)
    return mirador_refuse (refusal, reason,
                           mirador_mapper_column_of (mapper, bound->take->place->text.slot));
  g_hash_table_insert (bound->places, g_strdup (key), (gpointer)made->place);
  return TRUE;
}

static gboolean
compose_period (MiradorMapper *mapper,
                const MiradorPeriodRule *rule,
                const MiradorRecord *record,
                MiradorObservation *made,
                MiradorRefusal *refusal)
{
  const char *year = mirador_mapper_cell (mapper, record, rule->year);
  const char *part
    = mirador_rule_translate (&rule->text, mirador_mapper_cell (mapper, record, rule->text.slot));

  if (part == NULL)
    return mirador_refuse (refusal, MIRADOR_REJECT_CODE_UNMAPPED,
                           mirador_mapper_column_of (mapper, rule->text.slot));
  if (mirador_period_rule_compose (rule, year, part, &made->period))
    return TRUE;
  /* The year is to blame where it is none by itself. */
  gboolean bad_year
    = mirador_period_is_none (mirador_period_new_year ((int)g_ascii_strtoll (year, NULL, 10)));
  return mirador_refuse (
    refusal, MIRADOR_REJECT_PERIOD,
    mirador_mapper_column_of (mapper, bad_year ? rule->year : rule->text.slot));
}

static gboolean
find_period (MiradorMapper *mapper,
             const MiradorBound *bound,
             const MiradorRecord *record,
             MiradorObservation *made,
             MiradorRefusal *refusal)
{
  const MiradorPeriodRule *rule = &bound->take->period;

  made->period = bound->period;
  if (!mirador_period_is_none (made->period) || bound->wide->len > 0)
    return TRUE;
  if (rule->from == MIRADOR_PERIOD_FROM_PARTS)
    return compose_period (mapper, rule, record, made, refusal);
  const char *text = mirador_mapper_cell (mapper, record, rule->text.slot);
  const MiradorPeriod *known = g_hash_table_lookup (bound->periods, text);
  if (known != NULL)
    {
      made->period = *known;
      return TRUE;
    }
  const char *code = mirador_rule_translate (&rule->text, text);
  if (code == NULL)
    return mirador_refuse (refusal, MIRADOR_REJECT_CODE_UNMAPPED,
                           mirador_mapper_column_of (mapper, rule->text.slot));
  if (!mirador_period_rule_parse (rule, code, mapper->mapping->fiscal_first_month, &made->period))
    return mirador_refuse (refusal, MIRADOR_REJECT_PERIOD,
                           mirador_mapper_column_of (mapper, rule->text.slot));
  g_hash_table_insert (bound->periods, g_strdup (text),
                       g_memdup2 (&made->period, sizeof made->period));
  return TRUE;
}

/* "age=1-4;sex=F", in any order. */
static gboolean
read_key (MiradorMapper *mapper,
          int slot,
          const MiradorRecord *record,
          MiradorObservation *made,
          MiradorRefusal *refusal)
{
  const char *names[MAX_BREAKDOWNS];
  const char *members[MAX_BREAKDOWNS];
  g_auto (GStrv) pairs
    = g_strsplit (mirador_mapper_cell (mapper, record, slot), ";", MAX_BREAKDOWNS + 1);
  guint n = 0;

  for (; pairs[n] != NULL; n++)
    {
      char *sign = strchr (pairs[n], '=');
      if (sign != NULL)
        *sign = '\0';
      if (n == MAX_BREAKDOWNS || sign == NULL || sign[1] == '\0'
          || mirador_catalogue_breakdown (pairs[n]) == NULL)
        return mirador_refuse (refusal, MIRADOR_REJECT_CODE_UNMAPPED,
                               mirador_mapper_column_of (mapper, slot));
      names[n] = pairs[n];
      members[n] = sign + 1;
    }
  made->breakdown = mirador_breakdown_key (n, names, members);
  return TRUE;
}

static gboolean
find_breakdown (MiradorMapper *mapper,
                const MiradorBound *bound,
                const MiradorRecord *record,
                MiradorObservation *made,
                MiradorRefusal *refusal)
{
  const GPtrArray *rules = bound->take->breakdowns;
  const char *names[MAX_BREAKDOWNS];
  const char *members[MAX_BREAKDOWNS];
  guint n = 0;

  if (bound->take->key != MIRADOR_SLOT_NONE)
    return read_key (mapper, bound->take->key, record, made, refusal);
  for (guint i = 0; i < MIN (rules->len, MAX_BREAKDOWNS); i++)
    {
      const MiradorBreakdownRule *rule = g_ptr_array_index (rules, i);
      gboolean constant = rule->rule.slot == MIRADOR_SLOT_NONE;
      names[n] = rule->breakdown;
      members[n] = constant ? rule->rule.constant
                            : mirador_rule_translate (
                              &rule->rule, mirador_mapper_cell (mapper, record, rule->rule.slot));
      if (members[n] == NULL)
        return mirador_refuse (refusal, MIRADOR_REJECT_CODE_UNMAPPED,
                               mirador_mapper_column_of (mapper, rule->rule.slot));
      /* The whole of a breakdown is no pair of the key. */
      n += *members[n] != '\0' ? 1 : 0;
    }
  made->breakdown = mirador_breakdown_key (n, names, members);
  return TRUE;
}

gboolean
mirador_mapper_find_series (MiradorMapper *mapper,
                            const MiradorBound *bound,
                            const MiradorRecord *record,
                            MiradorObservation *made,
                            MiradorRefusal *refusal)
{
  return find_measure (mapper, bound, record, made, refusal)
         && find_program (mapper, bound, record, made, refusal)
         && find_period (mapper, bound, record, made, refusal)
         && find_place (mapper, bound, record, made, refusal)
         && find_breakdown (mapper, bound, record, made, refusal);
}
