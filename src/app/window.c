/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window.h"

#include <glib/gi18n-lib.h>
#include "app/assistant.h"
#include "app/feeds-page.h"
#include "app/filter-bar.h"
#include "app/help.h"
#include "app/import-dialog.h"
#include "app/notice-bar.h"
#include "app/overview-page.h"
#include "app/page-export.h"
#include "app/presenter.h"
#include "app/welcome-page.h"

struct _MiradorWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  AdwLeaflet *leaflet;
  GtkListBox *sidebar;
  GtkStack *stack;
  AdwWindowTitle *title;
  MiradorNoticeBar *notice;
  MiradorOverviewPage *overview;
  MiradorExplorePage *explore;
  MiradorFeedsPage *feeds;
  MiradorWelcomePage *welcome;

  MiradorSession *session;
  const char *first_page; /* interned */
  guint present_id;       /* waits for the charts that shall be presented */
};

enum
{
  PROP_0,
  PROP_PAGE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (MiradorWindow, mirador_window, ADW_TYPE_APPLICATION_WINDOW)

/* The pages of the sidebar, in its order. */
static const char *const pages[] = { "overview", "explore", "feeds" };

static void
update_title (MiradorWindow *self)
{
  GtkStackPage *page = gtk_stack_get_page (self->stack, gtk_stack_get_visible_child (self->stack));

  adw_window_title_set_title (self->title, gtk_stack_page_get_title (page));
}

/* An empty store has nothing to overview, nor to explore. */
static gboolean
is_empty (MiradorWindow *self)
{
  return mirador_session_is_ready (self->session) && !mirador_session_has_figures (self->session)
         && !mirador_session_is_demo (self->session);
}

void
mirador_window_show_page (MiradorWindow *self, const char *page)
{
  if (!g_str_equal (page, "feeds") && is_empty (self))
    page = "welcome";
  gtk_stack_set_visible_child_name (self->stack, page);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_str_equal (page, pages[i]))
      gtk_list_box_select_row (self->sidebar,
                               gtk_list_box_get_row_at_index (self->sidebar, (int)i));
  adw_leaflet_set_visible_child_name (self->leaflet, "content");
  update_title (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PAGE]);
}

gboolean
mirador_window_has_page (const char *page)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_str_equal (page, pages[i]))
      return TRUE;
  return FALSE;
}

const char *
mirador_window_get_page (MiradorWindow *self)
{
  return gtk_stack_get_visible_child_name (self->stack);
}

static void
row_activated_cb (GtkListBox *box, GtkListBoxRow *row, gpointer user_data)
{
  MiradorWindow *self = user_data;

  mirador_window_show_page (self, pages[gtk_list_box_row_get_index (row)]);
}

/* The first figures bring the overview, the last ones that go take it away. */
static void
session_changed_cb (MiradorWindow *self)
{
  const char *page = gtk_stack_get_visible_child_name (self->stack);
  gboolean figures = mirador_session_has_figures (self->session);

  if (!mirador_session_is_ready (self->session))
    return;
  if (figures && g_str_equal (page, "starting"))
    mirador_window_show_page (self, self->first_page);
  else if (figures && g_str_equal (page, "welcome"))
    mirador_window_show_page (self, "overview");
  else if (is_empty (self) && !g_str_equal (page, "feeds"))
    mirador_window_show_page (self, "welcome");
}

/* Who chose a page by the keyboard goes on in it. */
static void
show_page_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MiradorWindow *self = MIRADOR_WINDOW (widget);

  mirador_window_show_page (self, g_variant_get_string (parameter, NULL));
  gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
}

/* In a narrow window the pages are not seen beside the one that was chosen. */
static gboolean
focus_filters (GtkWidget *page)
{
  if (MIRADOR_IS_FILTER_BAR (page))
    return gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
  for (GtkWidget *child = gtk_widget_get_first_child (page); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (focus_filters (child))
      return TRUE;
  return FALSE;
}

/* Round the parts of the window: the pages, the filters, the first chart. */
static void
next_part_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MiradorWindow *self = MIRADOR_WINDOW (widget);
  GtkWidget *page = gtk_stack_get_visible_child (self->stack);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  gtk_window_set_focus_visible (GTK_WINDOW (self), TRUE);
  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->sidebar)))
    gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
  else if (focus != NULL && gtk_widget_get_ancestor (focus, MIRADOR_TYPE_CHART_CARD) == NULL
           && gtk_widget_is_ancestor (focus, page) && mirador_chart_card_focus_first (page))
    return;
  else if (gtk_widget_get_mapped (GTK_WIDGET (self->sidebar)))
    gtk_widget_child_focus (GTK_WIDGET (self->sidebar), GTK_DIR_TAB_FORWARD);
  else if (!focus_filters (page))
    gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}

static void
refresh_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  mirador_session_refresh (MIRADOR_WINDOW (widget)->session, NULL);
}

static void
import_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MiradorImportDialog *dialog
    = mirador_import_dialog_new (GTK_WINDOW (widget), MIRADOR_WINDOW (widget)->session);

  gtk_window_present (GTK_WINDOW (dialog));
}

static void
add_source_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MiradorAssistant *assistant
    = mirador_assistant_new (GTK_WINDOW (widget), MIRADOR_WINDOW (widget)->session);

  gtk_window_present (GTK_WINDOW (assistant));
}

/* The charts of the page on the screen; a page without any leaves those of the overview. */
static GPtrArray *
list_cards (MiradorWindow *self)
{
  GtkWidget *page = gtk_stack_get_visible_child (self->stack);
  GPtrArray *cards;

  if (!MIRADOR_IS_EXPLORE_PAGE (page))
    return mirador_overview_page_list_cards (self->overview);
  cards = g_ptr_array_new ();
  g_ptr_array_add (cards, mirador_explore_page_get_card (MIRADOR_EXPLORE_PAGE (page)));
  return cards;
}

static MiradorPresenter *
find_presenter (MiradorWindow *self)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (MIRADOR_IS_PRESENTER (window)
          && gtk_window_get_transient_for (window) == GTK_WINDOW (self))
        return MIRADOR_PRESENTER (window);
    }
  return NULL;
}

static void
present (MiradorWindow *self)
{
  g_autoptr (GPtrArray) cards = list_cards (self);
  MiradorPresenter *presenter = find_presenter (self);

  if (presenter == NULL)
    presenter = mirador_presenter_new (GTK_WINDOW (self), self->session, cards);
  if (presenter != NULL)
    gtk_window_present (GTK_WINDOW (presenter));
  else
    mirador_window_say (GTK_WIDGET (self), _ ("There are no figures to present yet"));
}

static gboolean
present_when_loaded_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  MiradorWindow *self = MIRADOR_WINDOW (widget);

  if (mirador_window_is_loading (self))
    return G_SOURCE_CONTINUE;
  self->present_id = 0;
  present (self);
  return G_SOURCE_REMOVE;
}

/* Asked for right at the start, or just after a filter was chosen, it waits for the charts. */
static void
present_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MiradorWindow *self = MIRADOR_WINDOW (widget);

  if (!mirador_window_is_loading (self))
    present (self);
  else if (self->present_id == 0)
    self->present_id = gtk_widget_add_tick_callback (widget, present_when_loaded_cb, NULL, NULL);
}

/* The page of the guide about what is on the screen. */
static void
help_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MiradorWindow *self = MIRADOR_WINDOW (widget);
  const char *page = mirador_window_get_page (self);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  GtkWidget *card = focus != NULL ? gtk_widget_get_ancestor (focus, MIRADOR_TYPE_CHART_CARD) : NULL;
  g_autofree char *kind = NULL;
  g_autofree char *of_chart = NULL;

  if (card == NULL && g_str_equal (page, "explore"))
    card = GTK_WIDGET (mirador_explore_page_get_card (self->explore));
  if (card != NULL)
    g_object_get (card, "kind", &kind, NULL);
  of_chart = kind != NULL ? g_strconcat ("chart-", kind, NULL) : NULL;
  if (of_chart != NULL)
    page = of_chart;
  else if (g_str_equal (page, "overview"))
    page = "filters";
  else if (!g_str_equal (page, "feeds"))
    page = "first-steps";
  mirador_help_show (GTK_WINDOW (self), page);
}

static void
export_page_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MiradorWindow *self = MIRADOR_WINDOW (widget);
  g_autoptr (GPtrArray) cards = list_cards (self);
  GtkWidget *page
    = cards->len > 1 ? GTK_WIDGET (self->overview) : gtk_stack_get_visible_child (self->stack);

  mirador_page_export (widget, self->session,
                       gtk_stack_page_get_title (gtk_stack_get_page (self->stack, page)), cards);
}

static void
back_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AdwLeaflet *leaflet = MIRADOR_WINDOW (widget)->leaflet;

  if (adw_leaflet_get_folded (leaflet))
    adw_leaflet_navigate (leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

/* Up one step on the way down to the figures, if one was taken; else back to the pages. */
static void
step_back_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (!mirador_session_go_back (MIRADOR_WINDOW (widget)->session))
    back_cb (widget, action, parameter);
}

static void
explore_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MiradorWindow *self = MIRADOR_WINDOW (widget);
  const char *kind, *figure;

  g_variant_get (parameter, "(&s&s)", &kind, &figure);
  mirador_explore_page_show (self->explore, kind, figure);
  mirador_window_show_page (self, "explore");
}

static void
mirador_window_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_string (value, mirador_window_get_page (MIRADOR_WINDOW (object)));
}

static void
mirador_window_dispose (GObject *object)
{
  MiradorWindow *self = MIRADOR_WINDOW (object);

  if (self->present_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->present_id);
  self->present_id = 0;
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), MIRADOR_TYPE_WINDOW);
  G_OBJECT_CLASS (mirador_window_parent_class)->dispose (object);
}

static void
mirador_window_class_init (MiradorWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mirador_window_dispose;
  G_OBJECT_CLASS (klass)->get_property = mirador_window_get_property;
  props[PROP_PAGE]
    = g_param_spec_string ("page", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, props);
  g_type_ensure (MIRADOR_TYPE_NOTICE_BAR);
  g_type_ensure (MIRADOR_TYPE_OVERVIEW_PAGE);
  g_type_ensure (MIRADOR_TYPE_EXPLORE_PAGE);
  g_type_ensure (MIRADOR_TYPE_FEEDS_PAGE);
  g_type_ensure (MIRADOR_TYPE_WELCOME_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/pe/org/sociosensalud/Mirador/ui/window.ui");
  gtk_widget_class_bind_template_child (widget_class, MiradorWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, MiradorWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, MiradorWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, MiradorWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, MiradorWindow, title);
  gtk_widget_class_bind_template_child (widget_class, MiradorWindow, notice);
  gtk_widget_class_bind_template_child (widget_class, MiradorWindow, overview);
  gtk_widget_class_bind_template_child (widget_class, MiradorWindow, explore);
  gtk_widget_class_bind_template_child (widget_class, MiradorWindow, feeds);
  gtk_widget_class_bind_template_child (widget_class, MiradorWindow, welcome);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_install_action (widget_class, "win.show-page", "s", show_page_cb);
  gtk_widget_class_install_action (widget_class, "win.refresh", NULL, refresh_cb);
  gtk_widget_class_install_action (widget_class, "win.import", NULL, import_cb);
  gtk_widget_class_install_action (widget_class, "win.add-source", NULL, add_source_cb);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_cb);
  gtk_widget_class_install_action (widget_class, "win.present", NULL, present_cb);
  gtk_widget_class_install_action (widget_class, "win.help", NULL, help_cb);
  gtk_widget_class_install_action (widget_class, "win.export-page", NULL, export_page_cb);
  gtk_widget_class_install_action (widget_class, "win.step-back", NULL, step_back_cb);
  gtk_widget_class_install_action (widget_class, "win.next-part", NULL, next_part_cb);
  gtk_widget_class_install_action (widget_class, "win.explore", "(ss)", explore_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.step-back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F6, 0, "win.next-part", NULL);
}

static void
mirador_window_init (MiradorWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->first_page = pages[0];
  gtk_list_box_select_row (self->sidebar, gtk_list_box_get_row_at_index (self->sidebar, 0));
}

MiradorWindow *
mirador_window_new (AdwApplication *application, MiradorSession *session)
{
  MiradorWindow *self = g_object_new (MIRADOR_TYPE_WINDOW, "application", application, NULL);

  self->session = g_object_ref (session);
  mirador_notice_bar_set_session (self->notice, session);
  mirador_overview_page_set_session (self->overview, session);
  mirador_explore_page_set_session (self->explore, session);
  mirador_feeds_page_set_session (self->feeds, session);
  mirador_welcome_page_set_session (self->welcome, session);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  update_title (self);
  /* The session may be older than its window. */
  session_changed_cb (self);
  return self;
}

void
mirador_window_set_first_page (MiradorWindow *self, const char *page)
{
  self->first_page = mirador_window_has_page (page) ? g_intern_string (page) : pages[0];
  if (mirador_session_has_figures (self->session))
    mirador_window_show_page (self, self->first_page);
}

MiradorExplorePage *
mirador_window_get_explore_page (MiradorWindow *self)
{
  return self->explore;
}

MiradorSession *
mirador_window_get_session (MiradorWindow *self)
{
  return self->session;
}

void
mirador_window_show_feed (MiradorWindow *self, const char *feed)
{
  mirador_window_show_page (self, "feeds");
  mirador_feeds_page_show (self->feeds, feed);
}

void
mirador_window_say (GtkWidget *widget, const char *sentence)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWindow *window = GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;

  while (window != NULL && !MIRADOR_IS_WINDOW (window))
    window = gtk_window_get_transient_for (window);
  /* A window that is closed has nothing to say it with. */
  if (window != NULL && MIRADOR_WINDOW (window)->toasts != NULL)
    adw_toast_overlay_add_toast (MIRADOR_WINDOW (window)->toasts, adw_toast_new (sentence));
}

gboolean
mirador_window_is_loading (MiradorWindow *self)
{
  return g_str_equal (mirador_window_get_page (self), "starting")
         || !mirador_session_is_ready (self->session)
         || mirador_overview_page_is_loading (self->overview)
         || mirador_chart_card_is_loading (mirador_explore_page_get_card (self->explore));
}
