/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/application.h"
#include "app/background.h"
#include "app/feed-alerts.h"
#include "app/memory.h"
#include "app/opening.h"
#include "app/search-provider.h"
#include "app/store-problem.h"
#include "app/window.h"

G_BEGIN_DECLS

#define MIRADOR_APPLICATION_ID "pe.org.sociosensalud.Mirador"

struct _MiradorApplication
{
  AdwApplication parent_instance;

  char *store_path;
  gboolean demo;
  const MiradorLaunch *launch; /* (nullable) of the command line, while it runs */
  MiradorSession *session;
  gboolean begun;
  MiradorMemory *memory;         /* (nullable): none in a demonstration */
  MiradorFeedAlerts *alerts;     /* (nullable): none in a demonstration */
  MiradorBackground *background; /* (nullable): none in a demonstration */
  MiradorSearchProvider *search; /* (nullable): none in a demonstration */
  MiradorOpening *opening;       /* documents that wait to be shown */
  MiradorStoreProblem *problem;  /* (nullable) (weak) says why the store is not open */
  GError *failure;               /* (nullable) the same */
  GVariant *wanted_filter;       /* (nullable) of app.show-filter, until what there is was read */
};

/* application.c */
/** mirador_application_find_window: (transfer none) (nullable): the one window. */
MiradorWindow *mirador_application_find_window (MiradorApplication *self);
/** mirador_application_show_window: (transfer none) (nullable): it, made where there is none, and
 * before the user; NULL where the store cannot be opened, which a window says. */
MiradorWindow *mirador_application_show_window (MiradorApplication *self);

/* application-actions.c */
void mirador_application_add_actions (MiradorApplication *self);

/* application-filter.c */
/** mirador_application_show_filter: @filter: (sss) program, place, measure: "" for the default;
 * what is not known is passed over. */
void mirador_application_show_filter (MiradorApplication *self, GVariant *filter);

G_END_DECLS
