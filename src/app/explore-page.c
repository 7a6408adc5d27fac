/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/explore-page.h"

#include <glib/gi18n-lib.h>
#include "app/choice.h"
#include "app/filter-bar.h"
#include "app/trail-bar.h"
#include "app/wrap-layout.h"
#include "export/page.h"

struct _MiradorExplorePage
{
  AdwBin parent_instance;

  MiradorFilterBar *filter_bar;
  MiradorTrailBar *trail_bar;
  GtkWidget *simulated;
  GtkDropDown *kind;
  GtkDropDown *figure;
  GtkDropDown *unit; /* 0: counts, 1: rates by population */
  GListStore *kinds;
  GListStore *figures;
  GtkBox *options;
  MiradorChartCard *card;

  MiradorSession *session;
  gboolean filling; /* what the menus select meanwhile is no choice of the user */
};

G_DEFINE_FINAL_TYPE (MiradorExplorePage, mirador_explore_page, ADW_TYPE_BIN)

static const char *
get_chosen (GtkDropDown *menu)
{
  MiradorChoice *choice = gtk_drop_down_get_selected_item (menu);

  return choice != NULL ? mirador_choice_get_id (choice) : "";
}

static void
select_id (GtkDropDown *menu, GListStore *choices, const char *id)
{
  guint position = mirador_choice_find (G_LIST_MODEL (choices), id != NULL ? id : "");

  gtk_drop_down_set_selected (menu, position != G_MAXUINT ? position : 0);
}

static char *
get_figure (MiradorExplorePage *self)
{
  char *figure;

  g_object_get (self->card, "stage", &figure, NULL);
  return figure;
}

static gboolean
is_of_program (const MiradorHolding *holding, const char *program)
{
  return g_str_equal (holding->program->id, program);
}

static void
add_figure (MiradorExplorePage *self, const char *id, const char *label)
{
  if (mirador_choice_find (G_LIST_MODEL (self->figures), id) == G_MAXUINT)
    mirador_choice_append (self->figures, id, label);
}

static void
add_stages (MiradorExplorePage *self, const GArray *holdings, const char *program)
{
  for (MiradorStage stage = MIRADOR_STAGE_SCREENED; stage < MIRADOR_N_STAGES; stage++)
    for (guint i = 0; i < holdings->len; i++)
      {
        const MiradorHolding *one = &g_array_index (holdings, MiradorHolding, i);

        if (is_of_program (one, program) && one->measure->stage == stage)
          add_figure (self, mirador_stage_to_id (stage), mirador_stage_to_people (stage));
      }
}

static void
add_measures (MiradorExplorePage *self, const GArray *holdings, const char *program)
{
  for (guint i = 0; i < holdings->len; i++)
    {
      const MiradorHolding *one = &g_array_index (holdings, MiradorHolding, i);

      if (is_of_program (one, program) && one->measure->stage == MIRADOR_STAGE_NONE)
        add_figure (self, one->measure->id, mirador_measure_get_name (one->measure, one->program));
    }
}

/* What the program has: its stages of care, then its other measures. */
static void
fill_figures (MiradorExplorePage *self)
{
  const GArray *holdings = mirador_session_get_holdings (self->session);
  const char *program = mirador_session_get_program (self->session);
  g_autofree char *chosen = get_figure (self);

  if (holdings == NULL)
    return;
  self->filling = TRUE;
  g_list_store_remove_all (self->figures);
  add_figure (self, "", _ ("The chart’s own figures"));
  add_stages (self, holdings, program);
  add_measures (self, holdings, program);
  select_id (self->figure, self->figures, chosen);
  self->filling = FALSE;
  /* Another program need not have what was chosen. */
  if (g_strcmp0 (chosen != NULL ? chosen : "", get_chosen (self->figure)) != 0)
    g_object_set (self->card, "stage", get_chosen (self->figure), NULL);
}

static void
option_chosen_cb (GtkDropDown *menu, GParamSpec *pspec, gpointer user_data)
{
  MiradorExplorePage *self = user_data;

  mirador_chart_card_set_option (self->card, g_object_get_data (G_OBJECT (menu), "option"),
                                 get_chosen (menu));
}

static void
option_typed_cb (GtkEntry *entry, gpointer user_data)
{
  MiradorExplorePage *self = user_data;

  mirador_chart_card_set_option (self->card, g_object_get_data (G_OBJECT (entry), "option"),
                                 gtk_editable_get_text (GTK_EDITABLE (entry)));
}

/* Who goes on to something else has finished typing. */
static void
option_left_cb (GtkEventControllerFocus *controller, gpointer user_data)
{
  option_typed_cb (GTK_ENTRY (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller))),
                   user_data);
}

static GtkWidget *
make_option_menu (MiradorExplorePage *self, const MiradorChartOption *option)
{
  GListStore *choices = g_list_store_new (MIRADOR_TYPE_CHOICE);
  GtkWidget *menu = gtk_drop_down_new (
    G_LIST_MODEL (choices), gtk_property_expression_new (MIRADOR_TYPE_CHOICE, NULL, "label"));

  for (const MiradorChartChoice *choice = option->choices; choice->id != NULL; choice++)
    mirador_choice_append (choices, choice->id, _ (choice->name));
  select_id (GTK_DROP_DOWN (menu), choices, mirador_chart_card_get_option (self->card, option->id));
  g_signal_connect_object (menu, "notify::selected", G_CALLBACK (option_chosen_cb), self, 0);
  return menu;
}

static GtkWidget *
make_option_entry (MiradorExplorePage *self, const MiradorChartOption *option)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry),
                         mirador_chart_card_get_option (self->card, option->id));
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 10);
  g_signal_connect_object (entry, "activate", G_CALLBACK (option_typed_cb), self, 0);
  g_signal_connect_object (focus, "leave", G_CALLBACK (option_left_cb), self, 0);
  gtk_widget_add_controller (entry, focus);
  return entry;
}

static void
add_option (MiradorExplorePage *self, const MiradorChartOption *option)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (_ (option->name));
  GtkWidget *chooser
    = option->choices != NULL ? make_option_menu (self, option) : make_option_entry (self, option);

  g_object_set_data (G_OBJECT (chooser), "option", (gpointer)option->id);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chooser), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (option->name), -1);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), chooser);
  gtk_box_append (self->options, row);
}

static void
fill_options (MiradorExplorePage *self)
{
  const MiradorChartKind *kind = mirador_chart_kind_get (get_chosen (self->kind), NULL);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->options)); child != NULL;
       child = gtk_widget_get_first_child (GTK_WIDGET (self->options)))
    gtk_box_remove (self->options, child);
  for (const MiradorChartOption *option = kind != NULL ? kind->options : NULL;
       option != NULL && option->id != NULL; option++)
    add_option (self, option);
}

static void
kind_chosen_cb (GtkDropDown *menu, GParamSpec *pspec, gpointer user_data)
{
  MiradorExplorePage *self = user_data;

  if (self->filling)
    return;
  g_object_set (self->card, "kind", get_chosen (menu), NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->figure),
                            mirador_page_takes_a_figure (get_chosen (menu)));
  gtk_widget_set_visible (GTK_WIDGET (self->unit), mirador_page_takes_a_rate (get_chosen (menu)));
  fill_options (self);
}

static void
unit_chosen_cb (GtkDropDown *menu, GParamSpec *pspec, gpointer user_data)
{
  MiradorExplorePage *self = user_data;

  g_object_set (self->card, "rate", gtk_drop_down_get_selected (menu) == 1, NULL);
}

static void
figure_chosen_cb (GtkDropDown *menu, GParamSpec *pspec, gpointer user_data)
{
  MiradorExplorePage *self = user_data;

  if (!self->filling)
    g_object_set (self->card, "stage", get_chosen (menu), NULL);
}

/* The card itself goes from the map to the tile grid. */
static void
card_kind_cb (MiradorExplorePage *self)
{
  g_autofree char *kind = NULL;

  g_object_get (self->card, "kind", &kind, NULL);
  if (g_strcmp0 (kind, get_chosen (self->kind)) != 0)
    select_id (self->kind, self->kinds, kind);
}

static void
fill_kinds (MiradorExplorePage *self)
{
  self->filling = TRUE;
  for (const MiradorChartKind *kind = mirador_chart_kind_list (); kind->id != NULL; kind++)
    mirador_choice_append (self->kinds, kind->id, _ (kind->name));
  self->filling = FALSE;
}

static void
mirador_explore_page_dispose (GObject *object)
{
  g_clear_object (&MIRADOR_EXPLORE_PAGE (object)->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), MIRADOR_TYPE_EXPLORE_PAGE);
  G_OBJECT_CLASS (mirador_explore_page_parent_class)->dispose (object);
}

static void
mirador_explore_page_class_init (MiradorExplorePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mirador_explore_page_dispose;
  g_type_ensure (MIRADOR_TYPE_CHART_CARD);
  g_type_ensure (MIRADOR_TYPE_CHOICE);
  g_type_ensure (MIRADOR_TYPE_FILTER_BAR);
  g_type_ensure (MIRADOR_TYPE_TRAIL_BAR);
  g_type_ensure (MIRADOR_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/pe/org/sociosensalud/Mirador/ui/explore-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MiradorExplorePage, filter_bar);
  gtk_widget_class_bind_template_child (widget_class, MiradorExplorePage, trail_bar);
  gtk_widget_class_bind_template_child (widget_class, MiradorExplorePage, simulated);
  gtk_widget_class_bind_template_child (widget_class, MiradorExplorePage, kind);
  gtk_widget_class_bind_template_child (widget_class, MiradorExplorePage, figure);
  gtk_widget_class_bind_template_child (widget_class, MiradorExplorePage, unit);
  gtk_widget_class_bind_template_child (widget_class, MiradorExplorePage, kinds);
  gtk_widget_class_bind_template_child (widget_class, MiradorExplorePage, figures);
  gtk_widget_class_bind_template_child (widget_class, MiradorExplorePage, options);
  gtk_widget_class_bind_template_child (widget_class, MiradorExplorePage, card);
  gtk_widget_class_bind_template_callback (widget_class, kind_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, figure_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, unit_chosen_cb);
}

static void
mirador_explore_page_init (MiradorExplorePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_kinds (self);
  card_kind_cb (self);
  fill_options (self);
  /* This is where that action leads to. */
  gtk_widget_action_set_enabled (GTK_WIDGET (self->card), "chart.explore", FALSE);
  g_signal_connect_object (self->card, "notify::kind", G_CALLBACK (card_kind_cb), self,
                           G_CONNECT_SWAPPED);
}

void
mirador_explore_page_set_session (MiradorExplorePage *self, MiradorSession *session)
{
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  gtk_widget_set_visible (self->simulated, mirador_session_is_demo (session));
  mirador_filter_bar_set_session (self->filter_bar, session);
  mirador_trail_bar_set_session (self->trail_bar, session);
  mirador_chart_card_set_session (self->card, session);
  g_signal_connect_object (session, "changed", G_CALLBACK (fill_figures), self, G_CONNECT_SWAPPED);
  fill_figures (self);
}

void
mirador_explore_page_show (MiradorExplorePage *self, const char *kind, const char *figure)
{
  g_object_set (self->card, "stage", figure, "kind", kind, NULL);
  fill_figures (self);
}

MiradorChartCard *
mirador_explore_page_get_card (MiradorExplorePage *self)
{
  return self->card;
}

GListModel *
mirador_explore_page_list_kinds (MiradorExplorePage *self)
{
  return G_LIST_MODEL (self->kinds);
}
