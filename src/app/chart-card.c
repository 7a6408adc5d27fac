/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/chart-card.h"

#include "app/card-query.h"
#include "app/chart-card-private.h"
#include "app/window.h"
#include "export/page.h"
#include "model/error.h"

enum
{
  PROP_0,
  PROP_KIND,
  PROP_STAGE,
  PROP_AS_TABLE,
  PROP_RATE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (MiradorChartCard, mirador_chart_card, ADW_TYPE_BIN)

const MiradorChartKind *
mirador_chart_card_get_kind (MiradorChartCard *self)
{
  return self->kind != NULL ? mirador_chart_kind_get (self->kind, NULL) : NULL;
}

static char *
join_options (MiradorChartCard *self)
{
  GString *text = g_string_new (NULL);
  GHashTableIter iter;
  gpointer id, value;

  g_hash_table_iter_init (&iter, self->options);
  while (g_hash_table_iter_next (&iter, &id, &value))
    g_string_append_printf (text, "%s%s=%s", text->len > 0 ? "," : "", (const char *)id,
                            (const char *)value);
  return g_string_free (text, FALSE);
}

static void loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data);

static void
ask (MiradorChartCard *self, const MiradorQuery *query)
{
  g_autofree char *options = join_options (self);

  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  mirador_session_load_chart_with_options_async (self->session, mirador_chart_card_get_kind (self),
                                                 query, options, self->cancellable, loaded_cb,
                                                 g_object_ref (self));
}

static void
show_problem (MiradorChartCard *self, const GError *error)
{
  g_autofree char *sentence = mirador_error_to_sentence (error);

  mirador_chart_view_set_chart (self->view, NULL);
  mirador_figure_table_set_chart (self->table, NULL);
  gtk_label_set_text (self->problem, sentence);
  gtk_stack_set_visible_child_name (self->stack, "problem");
}

static void
show_chart (MiradorChartCard *self)
{
  mirador_figure_table_set_chart (
    self->table, self->as_table ? mirador_chart_view_get_chart (self->view) : NULL);
  gtk_stack_set_visible_child_name (self->stack, self->as_table ? "table" : "chart");
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
      show_problem (self, error);
      return;
    }
  narrower = self->session != NULL ? mirador_card_narrow_query (chart) : NULL;
  if (narrower != NULL)
    {
      ask (self, narrower);
      return;
    }
  mirador_chart_view_set_chart (self->view, chart);
  if (self->session != NULL)
    mirador_chart_view_set_chosen (
      self->view, mirador_place_by_code (mirador_session_get_place (self->session)));
  mirador_chart_card_update_menu (self);
  show_chart (self);
  g_signal_emit_by_name (self, "loaded");
}

/* A figure of no stage is asked for by its measure. */
static MiradorQuery *
make_query (MiradorChartCard *self)
{
  const MiradorMeasure *measure = NULL;
  MiradorStage stage = MIRADOR_STAGE_NONE;
  MiradorQuery *query;

  if (self->stage != NULL && mirador_page_takes_a_figure (self->kind)
      && !mirador_stage_from_id (self->stage, &stage))
    measure = mirador_catalogue_measure (self->stage);
  query = mirador_card_make_query (self->session, self->kind, measure == NULL ? self->stage : NULL);
  if (measure != NULL)
    {
      query->stages = 0;
      query->feed = NULL; /* which was chosen for the stages */
      mirador_query_add_measure (query, measure->id);
    }
  query->rate = self->rate && mirador_page_takes_a_rate (self->kind);
  return query;
}

static void
load (MiradorChartCard *self)
{
  g_autoptr (MiradorQuery) query = NULL;

  if (self->session == NULL || mirador_chart_card_get_kind (self) == NULL
      || !mirador_session_has_figures (self->session))
    return;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  query = make_query (self);
  ask (self, query);
}

static void
mark_activated_cb (MiradorChartView *view, guint frame, guint row, gpointer user_data)
{
  MiradorChartCard *self = user_data;
  g_autofree char *why = NULL;

  if (self->session != NULL
      && !mirador_session_drill (self->session, mirador_chart_view_get_chart (view), frame, row,
                                 &why))
    mirador_window_say (GTK_WIDGET (self), why);
}

static void
right_click_cb (GtkGestureClick *gesture, int n_press, double x, double y, gpointer user_data)
{
  MiradorChartCard *self = user_data;

  mirador_chart_view_focus_at (self->view, x, y);
  mirador_chart_card_open_menu (self, x, y);
}

static void
long_press_cb (GtkGestureLongPress *gesture, double x, double y, gpointer user_data)
{
  right_click_cb (NULL, 1, x, y, user_data);
}

void
mirador_chart_card_set_as_table (MiradorChartCard *self, gboolean as_table)
{
  gboolean had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self->stack)) != NULL;

  if (self->as_table == as_table)
    return;
  self->as_table = as_table;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_AS_TABLE]);
  if (mirador_chart_view_get_chart (self->view) == NULL)
    return;
  show_chart (self);
  if (had_focus && as_table)
    gtk_widget_child_focus (GTK_WIDGET (self->table), GTK_DIR_TAB_FORWARD);
  else if (had_focus)
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
  mirador_chart_card_update_menu (self);
}

static void
set_kind (MiradorChartCard *self, const char *kind)
{
  if (g_strcmp0 (self->kind, kind) == 0)
    return;
  g_free (self->kind);
  self->kind = g_strdup (kind);
  mirador_chart_card_fill_options (self);
  mirador_chart_card_update_menu (self);
  load (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_KIND]);
}

static void
set_stage (MiradorChartCard *self, const char *stage)
{
  if (g_strcmp0 (self->stage, stage) == 0)
    return;
  g_free (self->stage);
  self->stage = g_strdup (stage);
  load (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STAGE]);
}

static void
set_rate (MiradorChartCard *self, gboolean rate)
{
  if (self->rate == rate)
    return;
  self->rate = rate;
  load (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RATE]);
}

static void
mirador_chart_card_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MiradorChartCard *self = MIRADOR_CHART_CARD (object);

  if (id == PROP_KIND)
    set_kind (self, g_value_get_string (value));
  else if (id == PROP_STAGE)
    set_stage (self, g_value_get_string (value));
  else if (id == PROP_RATE)
    set_rate (self, g_value_get_boolean (value));
  else
    mirador_chart_card_set_as_table (self, g_value_get_boolean (value));
}

static void
mirador_chart_card_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MiradorChartCard *self = MIRADOR_CHART_CARD (object);

  if (id == PROP_AS_TABLE)
    g_value_set_boolean (value, self->as_table);
  else if (id == PROP_RATE)
    g_value_set_boolean (value, self->rate);
  else
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
  g_clear_object (&self->option_actions);
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
  g_hash_table_unref (self->options);
  G_OBJECT_CLASS (mirador_chart_card_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  props[PROP_KIND] = g_param_spec_string ("kind", NULL, NULL, NULL, flags);
  props[PROP_STAGE] = g_param_spec_string ("stage", NULL, NULL, NULL, flags);
  props[PROP_AS_TABLE] = g_param_spec_boolean ("as-table", NULL, NULL, FALSE, flags);
  props[PROP_RATE] = g_param_spec_boolean ("rate", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
mirador_chart_card_class_init (MiradorChartCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = mirador_chart_card_set_property;
  object_class->get_property = mirador_chart_card_get_property;
  object_class->dispose = mirador_chart_card_dispose;
  object_class->finalize = mirador_chart_card_finalize;
  install_properties (object_class);
  g_signal_new ("loaded", MIRADOR_TYPE_CHART_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);
  g_type_ensure (MIRADOR_TYPE_CHART_VIEW);
  g_type_ensure (MIRADOR_TYPE_FIGURE_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/pe/org/sociosensalud/Mirador/ui/chart-card.ui");
  gtk_widget_class_bind_template_child (widget_class, MiradorChartCard, view);
  gtk_widget_class_bind_template_child (widget_class, MiradorChartCard, table);
  gtk_widget_class_bind_template_child (widget_class, MiradorChartCard, stack);
  gtk_widget_class_bind_template_child (widget_class, MiradorChartCard, problem);
  gtk_widget_class_bind_template_child (widget_class, MiradorChartCard, menu);
  gtk_widget_class_bind_template_child (widget_class, MiradorChartCard, option_menu);
  gtk_widget_class_bind_template_callback (widget_class, right_click_cb);
  gtk_widget_class_bind_template_callback (widget_class, long_press_cb);
  gtk_widget_class_bind_template_callback (widget_class, mark_activated_cb);
  mirador_chart_card_install_menu (widget_class);
}

static void
mirador_chart_card_init (MiradorChartCard *self)
{
  self->options = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  mirador_chart_card_make_menu (self);
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

const char *
mirador_chart_card_get_option (MiradorChartCard *self, const char *id)
{
  const MiradorChartKind *kind = mirador_chart_card_get_kind (self);
  const MiradorChartOption *option = kind != NULL ? mirador_chart_kind_get_option (kind, id) : NULL;
  const char *value = g_hash_table_lookup (self->options, id);

  if (value != NULL)
    return value;
  return option != NULL && option->choices != NULL ? option->choices[0].id : "";
}

void
mirador_chart_card_set_option (MiradorChartCard *self, const char *id, const char *value)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->option_actions), id);

  if (g_str_equal (mirador_chart_card_get_option (self, id), value))
    return;
  g_hash_table_insert (self->options, g_strdup (id), g_strdup (value));
  if (action != NULL)
    g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (value));
  load (self);
}

gboolean
mirador_chart_card_focus_first (GtkWidget *page)
{
  if (MIRADOR_IS_CHART_VIEW (page) && gtk_widget_get_mapped (page))
    return gtk_widget_grab_focus (page);
  for (GtkWidget *child = gtk_widget_get_first_child (page); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (mirador_chart_card_focus_first (child))
      return TRUE;
  return FALSE;
}
