/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/trail-bar.h"

#include <glib/gi18n-lib.h>
#include "app/wrap-layout.h"

struct _MiradorTrailBar
{
  AdwBin parent_instance;

  GtkBox *stops;

  MiradorSession *session;
};

G_DEFINE_FINAL_TYPE (MiradorTrailBar, mirador_trail_bar, ADW_TYPE_BIN)

static void
stop_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  mirador_session_go_to_step (MIRADOR_TRAIL_BAR (widget)->session,
                              g_variant_get_uint32 (parameter));
}

static GtkWidget *
make_button (const char *name, guint i)
{
  GtkWidget *button = gtk_button_new_with_label (name);
  /* Translators: %s is a place, a program or a period. */
  g_autofree char *text = g_strdup_printf (_ ("Back to %s"), name);

  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "trail.stop");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", i);
  gtk_widget_set_tooltip_text (button, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  return button;
}

static GtkWidget *
make_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, style);
  return label;
}

static void
fill (MiradorTrailBar *self)
{
  guint n = mirador_session_get_n_steps (self->session);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->stops)); child != NULL;
       child = gtk_widget_get_first_child (GTK_WIDGET (self->stops)))
    gtk_box_remove (self->stops, child);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = mirador_session_name_step (self->session, i);

      if (i > 0)
        gtk_box_append (self->stops, make_label ("›", "secondary"));
      gtk_box_append (self->stops,
                      i + 1 < n ? make_button (name, i) : make_label (name, "heading"));
    }
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
}

static void
mirador_trail_bar_dispose (GObject *object)
{
  g_clear_object (&MIRADOR_TRAIL_BAR (object)->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), MIRADOR_TYPE_TRAIL_BAR);
  G_OBJECT_CLASS (mirador_trail_bar_parent_class)->dispose (object);
}

static void
mirador_trail_bar_class_init (MiradorTrailBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mirador_trail_bar_dispose;
  g_type_ensure (MIRADOR_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/pe/org/sociosensalud/Mirador/ui/trail-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, MiradorTrailBar, stops);
  gtk_widget_class_install_action (widget_class, "trail.stop", "u", stop_cb);
}

static void
mirador_trail_bar_init (MiradorTrailBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
mirador_trail_bar_set_session (MiradorTrailBar *self, MiradorSession *session)
{
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  fill (self);
}
