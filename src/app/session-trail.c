/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include "app/session-private.h"
#include "model/format.h"

/* The way down: what the filter was before each step. */

typedef enum
{
  STEP_PLACE,
  STEP_PROGRAM,
  STEP_PERIOD,
} StepKind;

typedef struct
{
  StepKind kind; /* what this step chose */
  char *program; /* all as they were before it */
  char *place;
  char *period;
  const char *shown; /* interned: the program that the charts showed, chosen or not */
} Step;

static void
step_free (gpointer pointer)
{
  Step *step = pointer;

  g_free (step->program);
  g_free (step->place);
  g_free (step->period);
  g_free (step);
}

GPtrArray *
mirador_session_new_trail (void)
{
  return g_ptr_array_new_with_free_func (step_free);
}

static void
begin_step (MiradorSession *self, StepKind kind)
{
  Step *step = g_new0 (Step, 1);

  step->kind = kind;
  step->program = g_strdup (self->program);
  step->place = g_strdup (self->place);
  step->period = g_strdup (self->period);
  step->shown = g_intern_string (mirador_session_get_program (self));
  g_ptr_array_add (self->trail, step);
}

static gboolean
is_same_period (MiradorSession *self, MiradorPeriod period)
{
  MiradorRange now = mirador_session_get_range (self);
  MiradorRange range = mirador_period_get_range (period);

  return now.first_day == range.first_day && now.last_day == range.last_day;
}

static gboolean
can_choose_place (MiradorSession *self, const MiradorPlace *place)
{
  return place != NULL && place != mirador_place_by_code (self->place);
}

/* A map shows the places beside the chosen one too: the way to them goes back up first. */
static void
go_up_to (MiradorSession *self, const MiradorPlace *place)
{
  const MiradorPlace *now = mirador_place_by_code (self->place);

  while (self->trail->len > 0 && now != NULL && !mirador_place_is_within (place, now)
         && ((Step *)g_ptr_array_index (self->trail, self->trail->len - 1))->kind == STEP_PLACE)
    {
      mirador_session_go_back (self);
      now = mirador_place_by_code (self->place);
    }
}

static gboolean
can_choose_program (MiradorSession *self, const MiradorProgram *program)
{
  return program != NULL && !g_str_equal (program->id, "context")
         && !g_str_equal (program->id, mirador_session_get_program (self));
}

/* The deepest that the figure offers and the filter does not say yet. */
static gboolean
find_step (MiradorSession *self, const MiradorDrill *drill, StepKind *kind)
{
  if (can_choose_place (self, drill->place))
    *kind = STEP_PLACE;
  else if (can_choose_program (self, drill->program))
    *kind = STEP_PROGRAM;
  else if (!mirador_period_is_none (drill->period) && !is_same_period (self, drill->period))
    *kind = STEP_PERIOD;
  else
    return FALSE;
  return TRUE;
}

static void
take_step (MiradorSession *self, const MiradorDrill *drill, StepKind kind)
{
  g_autofree char *period = mirador_period_to_code (drill->period);

  if (kind == STEP_PLACE)
    go_up_to (self, drill->place);
  if (kind == STEP_PLACE && g_str_equal (self->place, drill->place->code))
    return;
  begin_step (self, kind);
  self->stepping = TRUE;
  if (kind == STEP_PLACE)
    mirador_session_set_place (self, drill->place->code);
  else if (kind == STEP_PROGRAM)
    mirador_session_set_program (self, drill->program->id);
  else
    mirador_session_set_period (self, period);
  self->stepping = FALSE;
}

static gboolean
has_figures_within (MiradorSession *self, const MiradorPlace *place)
{
  guint levels, grains;

  mirador_session_get_reach (self, MIRADOR_STAGE_NONE, &levels, &grains);
  return (levels & (1u << mirador_place_level_below (place))) != 0;
}

static char *
say_why_not (MiradorSession *self, const MiradorDrill *drill)
{
  const MiradorPlace *place = drill->place;

  if (place != NULL && place->level == MIRADOR_LEVEL_DISTRICT)
    /* Translators: %s is a place. */
    return g_strdup_printf (_ ("%s is a district: no figures are published within it."),
                            place->name);
  if (place != NULL && !has_figures_within (self, place))
    /* Translators: %s is a place. */
    return g_strdup_printf (_ ("No figures are published within %s."), place->name);
  if (place != NULL)
    /* Translators: %s is a place. */
    return g_strdup_printf (_ ("%s is what the charts show already."), place->name);
  if (!mirador_period_is_none (drill->period))
    {
      g_autofree char *period = mirador_format_period (drill->period);

      /* Translators: %s is a period. */
      return g_strdup_printf (_ ("%s is the period that the charts show already."), period);
    }
  if (drill->program != NULL)
    /* Translators: %s is a program. */
    return g_strdup_printf (_ ("%s is the program that the charts show already."),
                            mirador_program_get_short_name (drill->program));
  return g_strdup (_ ("Nothing lies within this figure. Choose a program, a place or a period in "
                      "another chart."));
}

gboolean
mirador_session_drill (MiradorSession *self,
                       const MiradorChart *chart,
                       guint frame,
                       guint row,
                       char **why)
{
  MiradorDrill drill = mirador_chart_find_drill (chart, frame, row);
  StepKind kind;

  if (!find_step (self, &drill, &kind))
    {
      if (why != NULL)
        *why = say_why_not (self, &drill);
      return FALSE;
    }
  take_step (self, &drill, kind);
  return TRUE;
}

void
mirador_session_forget_trail (MiradorSession *self)
{
  g_ptr_array_set_size (self->trail, 0);
}

guint
mirador_session_get_n_steps (MiradorSession *self)
{
  return self->trail->len > 0 ? self->trail->len + 1 : 0;
}

gboolean
mirador_session_go_to_step (MiradorSession *self, guint i)
{
  g_autofree char *program = NULL, *place = NULL, *period = NULL;
  Step *step;

  if (i >= self->trail->len)
    return FALSE;
  step = g_ptr_array_index (self->trail, i);
  program = g_steal_pointer (&step->program);
  place = g_steal_pointer (&step->place);
  period = g_steal_pointer (&step->period);
  g_ptr_array_set_size (self->trail, (int)i);
  self->stepping = TRUE;
  mirador_session_set_program (self, program);
  mirador_session_set_place (self, place);
  mirador_session_set_period (self, period);
  self->stepping = FALSE;
  return TRUE;
}

gboolean
mirador_session_go_back (MiradorSession *self)
{
  return self->trail->len > 0 && mirador_session_go_to_step (self, self->trail->len - 1);
}

static char *
name_place (const char *code)
{
  const MiradorPlace *place = *code != '\0' ? mirador_place_by_code (code) : mirador_place_peru ();

  return g_strdup (place != NULL ? place->name : code);
}

static char *
name_program (const char *id)
{
  const MiradorProgram *program = mirador_catalogue_program (id);

  if (program == NULL || g_str_equal (program->id, "all"))
    return g_strdup (C_ ("filter", "All programs"));
  return g_strdup (mirador_program_get_short_name (program));
}

static char *
name_period (MiradorSession *self, const char *code)
{
  MiradorRange range;

  if (*code == '\0' || !mirador_range_parse (code, self->fiscal_first_month, &range, NULL))
    return g_strdup (_ ("Latest figures"));
  return mirador_format_range (range, self->fiscal_first_month);
}

/* A stop is named by what led to it, the first one by what led away from it. */
char *
mirador_session_name_step (MiradorSession *self, guint i)
{
  const Step *into, *from;

  if (i > self->trail->len || self->trail->len == 0)
    return g_strdup ("");
  into = g_ptr_array_index (self->trail, i > 0 ? i - 1 : 0);
  from = i < self->trail->len ? g_ptr_array_index (self->trail, i) : NULL;
  switch (into->kind)
    {
    case STEP_PLACE:
      return name_place (from != NULL ? from->place : self->place);
    case STEP_PROGRAM:
      return name_program (from != NULL ? from->shown : mirador_session_get_program (self));
    default:
      return name_period (self, from != NULL ? from->period : self->period);
    }
}
