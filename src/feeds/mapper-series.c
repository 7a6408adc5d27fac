/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/mapper-private.h"

#include <string.h>

/* Which series and period a row is about. */

#define MAX_BREAKDOWNS 16

static gboolean
find_measure (MiradorMapper *mapper,
              MiradorBound *bound,
              const MiradorRecord *record,
              MiradorObservation *made,
              MiradorRefusal *refusal)
{
  const MiradorRule *rule = &bound->take->measure;

  made->measure = bound->measure;
  if (made->measure != NULL)
    return TRUE;
  const char *written = mirador_mapper_written (mapper, record, &rule->slot, 1);
  made->measure = mirador_memo_find (&bound->measures, written);
  if (made->measure != NULL)
    return TRUE;
  const char *id = mirador_rule_translate (rule, mirador_mapper_cell (mapper, record, rule->slot));
  if (id == NULL)
    return mirador_refuse (refusal, MIRADOR_REJECT_CODE_UNMAPPED,
                           mirador_mapper_column_of (mapper, rule->slot));
  made->measure = mirador_catalogue_measure (id);
  if (made->measure == NULL)
    return mirador_refuse (refusal, MIRADOR_REJECT_MEASURE_UNKNOWN,
                           mirador_mapper_column_of (mapper, rule->slot));
  mirador_memo_keep (&bound->measures, written, made->measure);
  return TRUE;
}

static gboolean
find_program (MiradorMapper *mapper,
              MiradorBound *bound,
              const MiradorRecord *record,
              MiradorObservation *made,
              MiradorRefusal *refusal)
{
  const MiradorRule *rule = &bound->take->program;

  made->program = bound->program;
  if (made->program != NULL)
    return TRUE;
  const char *written = mirador_mapper_written (mapper, record, &rule->slot, 1);
  made->program = mirador_memo_find (&bound->programs, written);
  if (made->program != NULL)
    return TRUE;
  const char *id = mirador_rule_translate (rule, mirador_mapper_cell (mapper, record, rule->slot));
  if (id == NULL)
    return mirador_refuse (refusal, MIRADOR_REJECT_CODE_UNMAPPED,
                           mirador_mapper_column_of (mapper, rule->slot));
  made->program = mirador_catalogue_program (id);
  if (made->program == NULL)
    return mirador_refuse (refusal, MIRADOR_REJECT_PROGRAM_UNKNOWN,
                           mirador_mapper_column_of (mapper, rule->slot));
  mirador_memo_keep (&bound->programs, written, made->program);
  return TRUE;
}

static gboolean
find_place (MiradorMapper *mapper,
            MiradorBound *bound,
            const MiradorRecord *record,
            MiradorObservation *made,
            MiradorRefusal *refusal)
{
  const char *cells[MIRADOR_MAX_PARENTS + 2] = { NULL };
  int slots[MIRADOR_MAX_PARENTS + 1];
  MiradorReject reason = MIRADOR_REJECT_PLACE_UNKNOWN;
  guint n = 0;

  made->place = bound->place;
  if (made->place != NULL)
    return TRUE;
  for (const MiradorPlaceRule *rule = bound->take->place; rule != NULL && n <= MIRADOR_MAX_PARENTS;
       rule = rule->parent)
    slots[n++] = rule->text.slot;
  const char *written = mirador_mapper_written (mapper, record, slots, n);
  made->place = mirador_memo_find (&bound->places, written);
  if (made->place != NULL)
    return TRUE;
  for (guint i = 0; i < n; i++)
    cells[i] = mirador_mapper_cell (mapper, record, slots[i]);
  made->place = mirador_place_rule_find (bound->take->place, cells, &reason);
  if (made->place == NULL)
    return mirador_refuse (refusal, reason,
                           mirador_mapper_column_of (mapper, bound->take->place->text.slot));
  mirador_memo_keep (&bound->places, written, made->place);
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
parse_period (MiradorMapper *mapper,
              const MiradorPeriodRule *rule,
              const MiradorRecord *record,
              MiradorObservation *made,
              MiradorRefusal *refusal)
{
  const char *code
    = mirador_rule_translate (&rule->text, mirador_mapper_cell (mapper, record, rule->text.slot));

  if (code == NULL)
    return mirador_refuse (refusal, MIRADOR_REJECT_CODE_UNMAPPED,
                           mirador_mapper_column_of (mapper, rule->text.slot));
  if (mirador_period_rule_parse (rule, code, mapper->mapping->fiscal_first_month, &made->period))
    return TRUE;
  return mirador_refuse (refusal, MIRADOR_REJECT_PERIOD,
                         mirador_mapper_column_of (mapper, rule->text.slot));
}

static void
keep_period (MiradorMemo *periods, const char *written, MiradorPeriod period)
{
  g_autofree MiradorPeriod *copy = g_memdup2 (&period, sizeof period);

  if (mirador_memo_keep (periods, written, copy))
    g_steal_pointer (&copy);
}

static gboolean
find_period (MiradorMapper *mapper,
             MiradorBound *bound,
             const MiradorRecord *record,
             MiradorObservation *made,
             MiradorRefusal *refusal)
{
  const MiradorPeriodRule *rule = &bound->take->period;
  gboolean in_parts = rule->from == MIRADOR_PERIOD_FROM_PARTS;
  const int slots[] = { rule->text.slot, rule->year };

  made->period = bound->period;
  if (!mirador_period_is_none (made->period) || bound->wide->len > 0)
    return TRUE;
  const char *written = mirador_mapper_written (mapper, record, slots, in_parts ? 2 : 1);
  const MiradorPeriod *known = mirador_memo_find (&bound->periods, written);
  if (known != NULL)
    {
      made->period = *known;
      return TRUE;
    }
  if (in_parts ? !compose_period (mapper, rule, record, made, refusal)
               : !parse_period (mapper, rule, record, made, refusal))
    return FALSE;
  keep_period (&bound->periods, written, made->period);
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
join_breakdowns (MiradorMapper *mapper,
                 const GPtrArray *rules,
                 const MiradorRecord *record,
                 MiradorObservation *made,
                 MiradorRefusal *refusal)
{
  const char *names[MAX_BREAKDOWNS];
  const char *members[MAX_BREAKDOWNS];
  guint n = 0;

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

static const char *
write_breakdowns (MiradorMapper *mapper, const MiradorTake *take, const MiradorRecord *record)
{
  int slots[MAX_BREAKDOWNS] = { MIRADOR_SLOT_NONE };
  guint n = MIN (take->breakdowns->len, MAX_BREAKDOWNS);

  if (take->key != MIRADOR_SLOT_NONE)
    return mirador_mapper_written (mapper, record, &take->key, 1);
  for (guint i = 0; i < n; i++)
    slots[i] = ((const MiradorBreakdownRule *)g_ptr_array_index (take->breakdowns, i))->rule.slot;
  return mirador_mapper_written (mapper, record, slots, MAX (n, 1));
}

static gboolean
find_breakdown (MiradorMapper *mapper,
                MiradorBound *bound,
                const MiradorRecord *record,
                MiradorObservation *made,
                MiradorRefusal *refusal)
{
  const MiradorTake *take = bound->take;
  const char *written = write_breakdowns (mapper, take, record);

  made->breakdown = mirador_memo_find (&bound->breakdowns, written);
  if (made->breakdown != NULL)
    return TRUE;
  if (take->key != MIRADOR_SLOT_NONE
        ? !read_key (mapper, take->key, record, made, refusal)
        : !join_breakdowns (mapper, take->breakdowns, record, made, refusal))
    return FALSE;
  mirador_memo_keep (&bound->breakdowns, written, made->breakdown);
  return TRUE;
}

gboolean
mirador_mapper_find_series (MiradorMapper *mapper,
                            MiradorBound *bound,
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
