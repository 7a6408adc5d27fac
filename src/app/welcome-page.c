/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/welcome-page.h"

struct _MiradorWelcomePage
{
  AdwBin parent_instance;

  GtkSpinner *spinner;

  MiradorSession *session;
};

G_DEFINE_FINAL_TYPE (MiradorWelcomePage, mirador_welcome_page, ADW_TYPE_BIN)

/* Real figures that ship with the program: there is something to see without a file at hand. */
static void
load_report_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MiradorWelcomePage *self = MIRADOR_WELCOME_PAGE (widget);

  mirador_session_refresh (self->session, "ses-annual-report-2025");
  mirador_session_refresh (self->session, "population");
  mirador_session_refresh (self->session, "ses-history");
}

static void
refreshing_cb (MiradorWelcomePage *self)
{
  gboolean busy
    = mirador_session_is_refreshing (self->session, "ses-annual-report-2025", NULL, NULL);

  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "welcome.load-report", !busy);
}

static void
mirador_welcome_page_dispose (GObject *object)
{
  g_clear_object (&MIRADOR_WELCOME_PAGE (object)->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), MIRADOR_TYPE_WELCOME_PAGE);
  G_OBJECT_CLASS (mirador_welcome_page_parent_class)->dispose (object);
}

static void
mirador_welcome_page_class_init (MiradorWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mirador_welcome_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/pe/org/sociosensalud/Mirador/ui/welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MiradorWelcomePage, spinner);
  gtk_widget_class_install_action (widget_class, "welcome.load-report", NULL, load_report_cb);
}

static void
mirador_welcome_page_init (MiradorWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
mirador_welcome_page_set_session (MiradorWelcomePage *self, MiradorSession *session)
{
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "refreshing", G_CALLBACK (refreshing_cb), self,
                           G_CONNECT_SWAPPED);
}
