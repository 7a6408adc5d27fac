/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/notice-bar.h"

struct _MiradorNoticeBar
{
  GtkWidget parent_instance;

  GtkRevealer *revealer;
  GtkLabel *label;

  MiradorSession *session;
};

G_DEFINE_FINAL_TYPE (MiradorNoticeBar, mirador_notice_bar, GTK_TYPE_WIDGET)

static void
show_notice (MiradorNoticeBar *self)
{
  const char *notice = mirador_session_get_notice (self->session);

  /* The words stay while it folds away. */
  if (notice != NULL)
    gtk_label_set_text (self->label, notice);
  gtk_revealer_set_reveal_child (self->revealer, notice != NULL);
}

static void
read_cb (MiradorNoticeBar *self)
{
  mirador_session_dismiss_notice (self->session);
}

static void
mirador_notice_bar_dispose (GObject *object)
{
  MiradorNoticeBar *self = MIRADOR_NOTICE_BAR (object);

  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), MIRADOR_TYPE_NOTICE_BAR);
  G_OBJECT_CLASS (mirador_notice_bar_parent_class)->dispose (object);
}

static void
mirador_notice_bar_class_init (MiradorNoticeBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mirador_notice_bar_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/pe/org/sociosensalud/Mirador/ui/notice-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, MiradorNoticeBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, MiradorNoticeBar, label);
  gtk_widget_class_bind_template_callback (widget_class, read_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
mirador_notice_bar_init (MiradorNoticeBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
mirador_notice_bar_set_session (MiradorNoticeBar *self, MiradorSession *session)
{
  g_set_object (&self->session, session);
  g_signal_connect_object (session, "notify::notice", G_CALLBACK (show_notice), self,
                           G_CONNECT_SWAPPED);
  show_notice (self);
}
