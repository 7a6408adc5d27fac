/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/chart-card.h"

#include <glib/gi18n-lib.h>
#include "app/card-query.h"
#include "app/chart-export.h"
#include "app/chart-view.h"
#include "model/error.h"

struct _MiradorChartCard
{
  AdwBin parent_instance;

  MiradorChartView *view;
  GtkStack *stack;
  GtkLabel *problem;
  GtkPopoverMenu *context_menu;
  GMenuModel *menu;

  MiradorSession *session;
  GCancellable *cancellable;
  char *kind;
  char *stage;
};

enum
{
  PROP_0,
  PROP_KIND,
  PROP_STAGE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (MiradorChartCard, mirador_chart_card, ADW_TYPE_BIN)

static void loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data);

static void
ask (MiradorChartCard *self, const MiradorQuery *query)
{
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  mirador_session_load_chart_async (self->session, mirador_chart_kind_get (self->kind, NULL), query,
                                    self->cancellable, loaded_cb, g_object_ref (self));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MiradorChartCard) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorChart) chart
    = mirador_session_load_chart_finish (MIRADOR_SESSION (source), result, &error);
  g_autoptr (MiradorQuery) narrower = NULL;

  /* A later question has taken this one's place. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || g_error_matches (error, MIRADOR_ERROR, MIRADOR_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  if (chart == NULL)
    {
      g_autofree char *sentence = mirador_error_to_sentence (error);

      mirador_chart_view_set_chart (self->view, NULL);
      gtk_label_set_text (self->problem, sentence);
      gtk_stack_set_visible_child_name (self->stack, "problem");
      return;
    }
  narrower = self->session != NULL ? mirador_card_narrow_query (chart) : NULL;
  if (narrower != NULL)
    {
      ask (self, narrower);
      return;
    }
  mirador_chart_view_set_chart (self->view, chart);
  gtk_stack_set_visible_child_name (self->stack, "chart");
}

static void
load (MiradorChartCard *self)
{
  g_autoptr (MiradorQuery) query = NULL;

  if (self->session == NULL || self->kind == NULL || !mirador_session_has_figures (self->session))
    return;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  query = mirador_card_make_query (self->session, self->kind, self->stage);
  ask (self, query);
}

static void
export_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MiradorChartCard *self = MIRADOR_CHART_CARD (widget);
  MiradorChart *chart = mirador_chart_view_get_chart (self->view);

  if (chart != NULL)
    mirador_chart_export (widget, chart, g_variant_get_string (parameter, NULL));
}

static void
copy_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MiradorChart *chart = mirador_chart_view_get_chart (MIRADOR_CHART_CARD (widget)->view);

  if (chart != NULL)
    mirador_chart_copy (widget, chart);
}

static void
open_context_menu (MiradorChartCard *self, double x, double y)
{
  gtk_popover_set_pointing_to (GTK_POPOVER (self->context_menu),
                               &(GdkRectangle){ (int)x, (int)y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->context_menu));
}

static void
right_click_cb (GtkGestureClick *gesture, int n_press, double x, double y, gpointer user_data)
{
  open_context_menu (user_data, x, y);
}

static void
long_press_cb (GtkGestureLongPress *gesture, double x, double y, gpointer user_data)
{
  open_context_menu (user_data, x, y);
}

static void
menu_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  open_context_menu (MIRADOR_CHART_CARD (widget), gtk_widget_get_width (widget) / 2, 24);
}

static void
mirador_chart_card_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MiradorChartCard *self = MIRADOR_CHART_CARD (object);

  if (id == PROP_KIND)
    {
      g_free (self->kind);
      self->kind = g_value_dup_string (value);
    }
  else
    {
      g_free (self->stage);
      self->stage = g_value_dup_string (value);
    }
}

static void
mirador_chart_card_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MiradorChartCard *self = MIRADOR_CHART_CARD (object);

  g_value_set_string (value, id == PROP_KIND ? self->kind : self->stage);
}

static void
mirador_chart_card_dispose (GObject *object)
{
  MiradorChartCard *self = MIRADOR_CHART_CARD (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer ((GtkWidget **)&self->context_menu, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), MIRADOR_TYPE_CHART_CARD);
  G_OBJECT_CLASS (mirador_chart_card_parent_class)->dispose (object);
}

static void
mirador_chart_card_finalize (GObject *object)
{
  MiradorChartCard *self = MIRADOR_CHART_CARD (object);

  g_free (self->kind);
  g_free (self->stage);
  G_OBJECT_CLASS (mirador_chart_card_parent_class)->finalize (object);
}

static void
mirador_chart_card_class_init (MiradorChartCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = mirador_chart_card_set_property;
  object_class->get_property = mirador_chart_card_get_property;
  object_class->dispose = mirador_chart_card_dispose;
  object_class->finalize = mirador_chart_card_finalize;
  props[PROP_KIND] = g_param_spec_string ("kind", NULL, NULL, NULL, flags);
  props[PROP_STAGE] = g_param_spec_string ("stage", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  g_type_ensure (MIRADOR_TYPE_CHART_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/pe/org/sociosensalud/Mirador/ui/chart-card.ui");
  gtk_widget_class_bind_template_child (widget_class, MiradorChartCard, view);
  gtk_widget_class_bind_template_child (widget_class, MiradorChartCard, stack);
  gtk_widget_class_bind_template_child (widget_class, MiradorChartCard, problem);
  gtk_widget_class_bind_template_child (widget_class, MiradorChartCard, menu);
  gtk_widget_class_bind_template_callback (widget_class, right_click_cb);
  gtk_widget_class_bind_template_callback (widget_class, long_press_cb);
  gtk_widget_class_install_action (widget_class, "chart.export", "s", export_cb);
  gtk_widget_class_install_action (widget_class, "chart.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "chart.menu", NULL, menu_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "chart.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "chart.menu",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "chart.copy",
                                       NULL);
}

static void
mirador_chart_card_init (MiradorChartCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->context_menu = GTK_POPOVER_MENU (gtk_popover_menu_new_from_model (self->menu));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->context_menu), FALSE);
  /* A tooltip would lie over the menu that was asked for. */
  g_object_bind_property (self->context_menu, "visible", self->view, "has-tooltip",
                          G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
  gtk_widget_set_halign (GTK_WIDGET (self->context_menu), GTK_ALIGN_START);
  gtk_widget_set_parent (GTK_WIDGET (self->context_menu), GTK_WIDGET (self->view));
}

void
mirador_chart_card_set_session (MiradorChartCard *self, MiradorSession *session)
{
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  load (self);
}

gboolean
mirador_chart_card_is_loading (MiradorChartCard *self)
{
  return self->cancellable != NULL;
}

MiradorChart *
mirador_chart_card_get_chart (MiradorChartCard *self)
{
  return mirador_chart_view_get_chart (self->view);
}
