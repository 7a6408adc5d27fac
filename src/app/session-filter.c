/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/session-private.h"

/* What the filter can be, seen from what the store holds. */

#define N_MONTHS_TO_CHOOSE 12

static const MiradorHolding *
holding (MiradorSession *self, guint i)
{
  return &g_array_index (self->holdings, MiradorHolding, i);
}

static guint
n_holdings (MiradorSession *self)
{
  return self->holdings != NULL ? self->holdings->len : 0;
}

/* Population and national figures are what others are compared with, not work of a program. */
static gboolean
is_context (const MiradorHolding *one)
{
  return g_str_equal (one->program->id, "context");
}

gboolean
mirador_session_has_figures (MiradorSession *self)
{
  for (guint i = 0; i < n_holdings (self); i++)
    if (!is_context (holding (self, i)))
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
mirador_session_list_programs (MiradorSession *self)
{
  GPtrArray *programs = g_ptr_array_new ();

  for (guint i = 0; i < n_holdings (self); i++)
    {
      const MiradorHolding *one = holding (self, i);

      if (!is_context (one) && !g_ptr_array_find (programs, one->program, NULL))
        g_ptr_array_add (programs, (gpointer)one->program);
    }
  g_ptr_array_sort (programs, compare_programs);
  return programs;
}

const char *
mirador_session_get_program (MiradorSession *self)
{
  g_autoptr (GPtrArray) programs = NULL;

  if (*self->program != '\0')
    return self->program;
  /* The organisation as a whole comes first in the catalogue's order. */
  programs = mirador_session_list_programs (self);
  return programs->len > 0 ? ((const MiradorProgram *)g_ptr_array_index (programs, 0))->id : "";
}

/* Only figures of the care cascade say how far a program's data reach: a count of laboratories of
   last year does not make last year's screenings fresh. */
static gboolean
counts_for_period (MiradorSession *self, const MiradorHolding *one)
{
  return g_str_equal (one->program->id, mirador_session_get_program (self))
         && one->measure->stage != MIRADOR_STAGE_NONE;
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

void
mirador_session_get_reach (MiradorSession *self, MiradorStage stage, guint *levels, guint *grains)
{
  *levels = *grains = 0;
  for (guint i = 0; i < n_holdings (self); i++)
    {
      const MiradorHolding *one = holding (self, i);

      if (!counts_for_period (self, one) || !is_of_stage (one, stage))
        continue;
      *levels |= one->levels;
      *grains |= one->grains;
    }
}

MiradorPeriod
mirador_session_get_data_until (MiradorSession *self)
{
  MiradorPeriod until = MIRADOR_PERIOD_NONE;

  for (guint i = 0; i < n_holdings (self); i++)
    {
      const MiradorHolding *one = holding (self, i);

      if (counts_for_period (self, one)
          && mirador_period_get_last_day (one->data_until) > mirador_period_get_last_day (until))
        until = one->data_until;
    }
  return until;
}

/* The last day that the program's figures are complete for, 0 without figures. */
static gint32
complete_until_day (MiradorSession *self)
{
  gint32 until = 0;

  for (guint i = 0; i < n_holdings (self); i++)
    {
      const MiradorHolding *one = holding (self, i);
      gint32 day;

      if (!counts_for_period (self, one))
        continue;
      day = mirador_period_get_last_day (one->data_until);
      if (!mirador_period_is_none (one->complete_until))
        day = MIN (day, mirador_period_get_last_day (one->complete_until));
      until = MAX (until, day);
    }
  return until;
}

static MiradorRange
default_range (MiradorSession *self)
{
  int first_month = self->fiscal_first_month;
  gint32 today = mirador_day_today ();
  MiradorPeriod current = mirador_period_of_day (today, MIRADOR_GRAIN_FISCAL_YEAR, first_month);
  MiradorPeriod month
    = mirador_period_previous (mirador_period_of_day (today, MIRADOR_GRAIN_MONTH, first_month));
  gint32 until = complete_until_day (self);
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
mirador_session_get_range (MiradorSession *self)
{
  MiradorRange range;

  if (*self->period != '\0'
      && mirador_range_parse (self->period, self->fiscal_first_month, &range, NULL))
    return range;
  return default_range (self);
}

static gint32
first_day_of_figures (MiradorSession *self)
{
  gint32 first = 0;

  for (guint i = 0; i < n_holdings (self); i++)
    {
      const MiradorHolding *one = holding (self, i);

      if (counts_for_period (self, one) && (first == 0 || one->range.first_day < first))
        first = one->range.first_day;
    }
  return first;
}

GPtrArray *
mirador_session_list_periods (MiradorSession *self)
{
  GPtrArray *codes = g_ptr_array_new_with_free_func (g_free);
  MiradorPeriod until = mirador_session_get_data_until (self);
  gint32 first = first_day_of_figures (self);
  MiradorPeriod period;

  if (mirador_period_is_none (until))
    return codes;
  period = mirador_period_of_day (mirador_period_get_last_day (until), MIRADOR_GRAIN_FISCAL_YEAR,
                                  self->fiscal_first_month);
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
mirador_session_make_query (MiradorSession *self)
{
  MiradorQuery *query = mirador_query_new ();
  const char *program = mirador_session_get_program (self);

  query->fiscal_first_month = self->fiscal_first_month;
  query->range = mirador_session_get_range (self);
  if (*program != '\0')
    mirador_query_add_program (query, program);
  if (*self->place != '\0')
    mirador_query_add_place (query, self->place);
  return query;
}
