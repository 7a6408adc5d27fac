/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/chart-card.h"
#include "app/chart-view.h"
#include "app/figure-table.h"

G_BEGIN_DECLS

struct _MiradorChartCard
{
  AdwBin parent_instance;

  MiradorChartView *view;
  MiradorFigureTable *table;
  GtkStack *stack;
  GtkLabel *problem;
  GtkPopoverMenu *context_menu;
  GMenuModel *menu;
  GMenu *option_menu; /* the section of what the kind lets one choose */
  GSimpleActionGroup *option_actions;

  MiradorSession *session;
  GCancellable *cancellable;
  char *kind;
  char *stage;
  GHashTable *options; /* id → value */
  gboolean as_table;
  gboolean rate;
};

/* chart-card.c */
const MiradorChartKind *mirador_chart_card_get_kind (MiradorChartCard *self);
void mirador_chart_card_set_as_table (MiradorChartCard *self, gboolean as_table);

/* chart-card-menu.c */
/** mirador_chart_card_install_menu: the actions, and the keys that do the same. */
void mirador_chart_card_install_menu (GtkWidgetClass *widget_class);
void mirador_chart_card_make_menu (MiradorChartCard *self);
/** mirador_chart_card_update_menu: what the kind and the figure in focus allow. */
void mirador_chart_card_update_menu (MiradorChartCard *self);
/** mirador_chart_card_fill_options: the options of another kind. */
void mirador_chart_card_fill_options (MiradorChartCard *self);
void mirador_chart_card_open_menu (MiradorChartCard *self, double x, double y);

G_END_DECLS
