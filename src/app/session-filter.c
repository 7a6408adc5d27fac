/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/session-private.h"

/* What the filter can be, seen from what the store holds: the rules are those of every page, see
 * export/scope.h. */

MiradorScope
mirador_session_get_scope (MiradorSession *self)
{
  return (MiradorScope){
    .holdings = self->holdings,
    .program = self->program,
    .place = self->place,
    .period = self->period,
    .feed = "",
    .fiscal_first_month = self->fiscal_first_month,
  };
}

gboolean
mirador_session_has_figures (MiradorSession *self)
{
  MiradorScope scope = mirador_session_get_scope (self);

  return mirador_scope_has_figures (&scope);
}

GPtrArray *
mirador_session_list_programs (MiradorSession *self)
{
  MiradorScope scope = mirador_session_get_scope (self);

  return mirador_scope_list_programs (&scope);
}

const char *
mirador_session_get_program (MiradorSession *self)
{
  MiradorScope scope = mirador_session_get_scope (self);

  return mirador_scope_get_program (&scope);
}

void
mirador_session_get_reach (MiradorSession *self, MiradorStage stage, guint *levels, guint *grains)
{
  MiradorScope scope = mirador_session_get_scope (self);

  mirador_scope_get_reach (&scope, stage, levels, grains);
}

MiradorPeriod
mirador_session_get_data_until (MiradorSession *self)
{
  MiradorScope scope = mirador_session_get_scope (self);

  return mirador_scope_get_data_until (&scope);
}

MiradorRange
mirador_session_get_range (MiradorSession *self)
{
  MiradorScope scope = mirador_session_get_scope (self);

  return mirador_scope_get_range (&scope);
}

GPtrArray *
mirador_session_list_periods (MiradorSession *self)
{
  MiradorScope scope = mirador_session_get_scope (self);

  return mirador_scope_list_periods (&scope);
}

MiradorQuery *
mirador_session_make_query (MiradorSession *self)
{
  MiradorScope scope = mirador_session_get_scope (self);

  return mirador_scope_make_query (&scope);
}
