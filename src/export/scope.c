/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/scope.h"

#include "model/format.h"

#define N_MONTHS_TO_CHOOSE 12

static const MiradorHolding *
holding (const MiradorScope *scope, guint i)
{
  return &g_array_index (scope->holdings, MiradorHolding, i);
}

static guint
n_holdings (const MiradorScope *scope)
{
  return scope->holdings != NULL ? scope->holdings->len : 0;
}

/* Population and national figures are what others are compared with, not work of a program. */
static gboolean
is_context (const MiradorHolding *one)
{
  return g_str_equal (one->program->id, "context");
}

static gboolean
is_of_feed (const MiradorScope *scope, const MiradorHolding *one)
{
  return *scope->feed == '\0' || g_str_equal (one->feed, scope->feed);
}

gboolean
mirador_scope_has_figures (const MiradorScope *scope)
{
  for (guint i = 0; i < n_holdings (scope); i++)
    if (!is_context (holding (scope, i)))
      return TRUE;
  return FALSE;
}

static int
compare_programs (gconstpointer a, gconstpointer b)
{
  const MiradorProgram *one = *(const MiradorProgram *const *)a;
  const MiradorProgram *other = *(const MiradorProgram *const *)b;

  return one->order != other->order ? one->order - other->order : g_strcmp0 (one->id, other->id);
}

GPtrArray *
mirador_scope_list_programs (const MiradorScope *scope)
{
  GPtrArray *programs = g_ptr_array_new ();

  for (guint i = 0; i < n_holdings (scope); i++)
    {
      const MiradorHolding *one = holding (scope, i);

      if (!is_context (one) && is_of_feed (scope, one)
          && !g_ptr_array_find (programs, one->program, NULL))
        g_ptr_array_add (programs, (gpointer)one->program);
    }
  g_ptr_array_sort (programs, compare_programs);
  return programs;
}

const char *
mirador_scope_get_program (const MiradorScope *scope)
{
  g_autoptr (GPtrArray) programs = NULL;

  if (*scope->program != '\0')
    return scope->program;
  /* The organisation as a whole comes first in the catalogue's order. */
  programs = mirador_scope_list_programs (scope);
  return programs->len > 0 ? ((const MiradorProgram *)g_ptr_array_index (programs, 0))->id : "";
}

/* Only figures of the care cascade say how far a program's data reach: a count of laboratories of
   last year does not make last year's screenings fresh. */
static gboolean
counts_for_period (const MiradorScope *scope, const MiradorHolding *one)
{
  return one->measure->stage != MIRADOR_STAGE_NONE && is_of_feed (scope, one)
         && g_str_equal (one->program->id, mirador_scope_get_program (scope));
}

/* A measure of the stage that the cascade does not use is not what the charts ask for. */
static gboolean
is_of_stage (const MiradorHolding *one, MiradorStage stage)
{
  const MiradorCascade *cascade = mirador_catalogue_cascade (one->program->id, one->feed);

  if (stage == MIRADOR_STAGE_NONE)
    return TRUE;
  return cascade != NULL ? cascade->stages[stage] == one->measure : one->measure->stage == stage;
}

MiradorPeriod
mirador_scope_get_data_until (const MiradorScope *scope)
{
  MiradorPeriod until = MIRADOR_PERIOD_NONE;

  for (guint i = 0; i < n_holdings (scope); i++)
    {
      const MiradorHolding *one = holding (scope, i);

      if (counts_for_period (scope, one)
          && mirador_period_get_last_day (one->data_until) > mirador_period_get_last_day (until))
        until = one->data_until;
    }
  return until;
}

/* The last day that the program's figures are complete for, 0 without figures. */
static gint32
complete_until_day (const MiradorScope *scope)
{
  gint32 until = 0;

  for (guint i = 0; i < n_holdings (scope); i++)
    {
      const MiradorHolding *one = holding (scope, i);
      gint32 day;

      if (!counts_for_period (scope, one))
        continue;
      day = mirador_period_get_last_day (one->data_until);
      if (!mirador_period_is_none (one->complete_until))
        day = MIN (day, mirador_period_get_last_day (one->complete_until));
      until = MAX (until, day);
    }
  return until;
}

static MiradorRange
default_range (const MiradorScope *scope)
{
  int first_month = scope->fiscal_first_month;
  gint32 today = mirador_day_today ();
  MiradorPeriod current = mirador_period_of_day (today, MIRADOR_GRAIN_FISCAL_YEAR, first_month);
  MiradorPeriod month
    = mirador_period_previous (mirador_period_of_day (today, MIRADOR_GRAIN_MONTH, first_month));
  gint32 until = complete_until_day (scope);
  MiradorRange range = mirador_period_get_range (current);
  gint32 last = MIN (until, mirador_period_get_last_day (month));

  if (until == 0)
    return MIRADOR_RANGE_ALL;
  if (last >= range.first_day)
    {
      /* Whole months only: a month that goes on is no month to compare. */
      MiradorPeriod whole = mirador_period_of_day (last, MIRADOR_GRAIN_MONTH, first_month);

      if (mirador_period_get_last_day (whole) > last)
        whole = mirador_period_previous (whole);
      if (mirador_period_get_last_day (whole) >= range.first_day)
        {
          range.last_day = mirador_period_get_last_day (whole);
          return range;
        }
    }
  return mirador_period_get_range (
    mirador_period_of_day (until, MIRADOR_GRAIN_FISCAL_YEAR, first_month));
}

MiradorRange
mirador_scope_get_range (const MiradorScope *scope)
{
  MiradorRange range;

  if (*scope->period != '\0'
      && mirador_range_parse (scope->period, scope->fiscal_first_month, &range, NULL))
    return range;
  return default_range (scope);
}

static gboolean
is_within (const MiradorHolding *one, MiradorRange range)
{
  return mirador_range_is_all (range)
         || (one->range.first_day <= range.last_day && one->range.last_day >= range.first_day);
}

static void
add_reach (const MiradorScope *scope,
           MiradorStage stage,
           MiradorRange range,
           guint *levels,
           guint *grains)
{
  for (guint i = 0; i < n_holdings (scope); i++)
    {
      const MiradorHolding *one = holding (scope, i);

      if (!counts_for_period (scope, one) || !is_of_stage (one, stage) || !is_within (one, range))
        continue;
      *levels |= one->levels;
      *grains |= one->grains;
    }
}

/* A feed of other years does not make this year's figures finer than they are. */
void
mirador_scope_get_reach (const MiradorScope *scope,
                         MiradorStage stage,
                         guint *levels,
                         guint *grains)
{
  *levels = *grains = 0;
  add_reach (scope, stage, mirador_scope_get_range (scope), levels, grains);
  if (*levels == 0)
    add_reach (scope, stage, MIRADOR_RANGE_ALL, levels, grains);
}

/* Of several feeds the store has one that it prefers, whatever the period; where another one alone
   has figures of the chosen period, it is that one that is meant. */
static const char *
find_only_feed (const MiradorScope *scope)
{
  MiradorRange range = mirador_scope_get_range (scope);
  const char *only = NULL;
  gboolean others = FALSE;

  for (guint i = 0; i < n_holdings (scope); i++)
    {
      const MiradorHolding *one = holding (scope, i);

      if (!counts_for_period (scope, one) || one->feed == only)
        continue;
      if (!is_within (one, range))
        others = TRUE;
      else if (only != NULL)
        return NULL;
      else
        only = one->feed;
    }
  return others ? only : NULL;
}

static gint32
first_day_of_figures (const MiradorScope *scope)
{
  gint32 first = 0;

  for (guint i = 0; i < n_holdings (scope); i++)
    {
      const MiradorHolding *one = holding (scope, i);

      if (counts_for_period (scope, one) && (first == 0 || one->range.first_day < first))
        first = one->range.first_day;
    }
  return first;
}

GPtrArray *
mirador_scope_list_periods (const MiradorScope *scope)
{
  GPtrArray *codes = g_ptr_array_new_with_free_func (g_free);
  MiradorPeriod until = mirador_scope_get_data_until (scope);
  gint32 first = first_day_of_figures (scope);
  MiradorPeriod period;

  if (mirador_period_is_none (until))
    return codes;
  period = mirador_period_of_day (mirador_period_get_last_day (until), MIRADOR_GRAIN_FISCAL_YEAR,
                                  scope->fiscal_first_month);
  for (; mirador_period_get_last_day (period) >= first; period = mirador_period_previous (period))
    g_ptr_array_add (codes, mirador_period_to_code (period));
  if (until.grain != MIRADOR_GRAIN_MONTH)
    return codes;
  period = until;
  for (guint i = 0; i < N_MONTHS_TO_CHOOSE && period.first_day >= first; i++)
    {
      g_ptr_array_add (codes, mirador_period_to_code (period));
      period = mirador_period_previous (period);
    }
  return codes;
}

MiradorQuery *
mirador_scope_make_query (const MiradorScope *scope)
{
  MiradorQuery *query = mirador_query_new ();
  const char *program = mirador_scope_get_program (scope);

  query->fiscal_first_month = scope->fiscal_first_month;
  query->range = mirador_scope_get_range (scope);
  if (*program != '\0')
    mirador_query_add_program (query, program);
  if (*scope->place != '\0')
    mirador_query_add_place (query, scope->place);
  query->feed = *scope->feed != '\0' ? g_intern_string (scope->feed) : find_only_feed (scope);
  return query;
}

static void
append_part (GString *text, const char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

static char *
range_to_text (MiradorRange range, int fiscal_first_month)
{
  MiradorPeriod period = mirador_range_to_period (range, fiscal_first_month);

  return period.grain == MIRADOR_GRAIN_FISCAL_YEAR
           ? mirador_format_period_long (period)
           : mirador_format_range (range, fiscal_first_month);
}

char *
mirador_scope_to_text (const MiradorScope *scope)
{
  const MiradorProgram *program = mirador_catalogue_program (mirador_scope_get_program (scope));
  const MiradorPlace *place = *scope->place != '\0' ? mirador_place_by_code (scope->place) : NULL;
  g_autofree char *where = place != NULL ? mirador_place_full_name (place) : NULL;
  g_autofree char *when
    = range_to_text (mirador_scope_get_range (scope), scope->fiscal_first_month);
  GString *text = g_string_new (NULL);

  append_part (text, program != NULL ? mirador_program_get_name (program) : NULL);
  append_part (text, where);
  append_part (text, when);
  return g_string_free (text, FALSE);
}
