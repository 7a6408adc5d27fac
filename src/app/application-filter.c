/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/application-private.h"

#include "export/page.h"

/* A kind of chart that is drawn of any one figure. */
#define PLAIN_CHART "trend"

/* Of a program that has it; the organisation as a whole comes first. */
static const char *
find_program (MiradorSession *session, const MiradorMeasure *measure)
{
  const GArray *holdings = mirador_session_get_holdings (session);
  g_autoptr (GPtrArray) programs = mirador_session_list_programs (session);

  for (guint i = 0; i < programs->len; i++)
    for (guint j = 0; j < holdings->len; j++)
      {
        const MiradorHolding *one = &g_array_index (holdings, MiradorHolding, j);

        if (one->program == programs->pdata[i] && one->measure == measure)
          return one->program->id;
      }
  return "";
}

/* The stages of care are asked for as such: each program counts them by a measure of its own. */
static void
show_measure (MiradorWindow *window, const MiradorMeasure *measure)
{
  MiradorExplorePage *explore = mirador_window_get_explore_page (window);
  g_autofree char *kind = NULL;

  g_object_get (mirador_explore_page_get_card (explore), "kind", &kind, NULL);
  mirador_explore_page_show (
    explore, kind != NULL && mirador_page_takes_a_figure (kind) ? kind : PLAIN_CHART,
    measure->stage != MIRADOR_STAGE_NONE ? mirador_stage_to_id (measure->stage) : measure->id);
  mirador_window_show_page (window, "explore");
}

/* What was asked for is wanted with its latest figures. */
static void
apply (MiradorApplication *self, MiradorWindow *window)
{
  g_autoptr (GVariant) filter = g_steal_pointer (&self->wanted_filter);
  const char *program, *place, *id;
  const MiradorMeasure *measure;
  const MiradorPlace *found;

  g_variant_get (filter, "(&s&s&s)", &program, &place, &id);
  measure = *id != '\0' ? mirador_catalogue_measure (id) : NULL;
  found = *place != '\0' ? mirador_place_by_code (place) : NULL;
  if (*program == '\0' && measure != NULL)
    program = find_program (self->session, measure);
  mirador_session_set_program (self->session,
                               mirador_catalogue_program (program) != NULL ? program : "");
  mirador_session_set_place (self->session, found != NULL ? found->code : "");
  mirador_session_set_period (self->session, "");
  if (measure != NULL)
    show_measure (window, measure);
  else
    mirador_window_show_page (window, "overview");
}

static void
changed_cb (MiradorApplication *self)
{
  MiradorWindow *window = mirador_application_find_window (self);

  if (!mirador_session_is_ready (self->session))
    return;
  g_signal_handlers_disconnect_by_func (self->session, changed_cb, self);
  if (window != NULL && self->wanted_filter != NULL)
    apply (self, window);
}

void
mirador_application_show_filter (MiradorApplication *self, GVariant *filter)
{
  MiradorWindow *window = mirador_application_show_window (self);
  gboolean waits = self->wanted_filter != NULL;

  if (window == NULL)
    return;
  g_clear_pointer (&self->wanted_filter, g_variant_unref);
  self->wanted_filter = g_variant_ref (filter);
  if (mirador_session_is_ready (self->session))
    apply (self, window);
  else if (!waits)
    g_signal_connect_object (self->session, "changed", G_CALLBACK (changed_cb), self,
                             G_CONNECT_SWAPPED);
}
