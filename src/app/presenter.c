/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/presenter.h"

#include <glib/gi18n-lib.h>
#include "app/chart-card.h"
#include "app/chart-view.h"
#include "app/help.h"
#include "model/format.h"

#define SECONDS_OF_REST 2

struct _MiradorPresenter
{
  GtkWindow parent_instance;

  GtkStack *stack;
  MiradorChartView *view;
  GtkRevealer *counter_revealer;
  GtkLabel *counter;
  GtkRevealer *note_revealer;
  GtkLabel *note;

  MiradorSession *session;
  GtkApplication *application; /* (nullable) that keeps the screen awake */
  GPtrArray *cards;            /* MiradorChartCard */
  guint current;               /* index of a card */
  guint awake;                 /* cookie of the inhibition, 0 for none */
  guint rest_id;
  guint note_id;
  double pointer_x;
  double pointer_y;
};

G_DEFINE_FINAL_TYPE (MiradorPresenter, mirador_presenter, GTK_TYPE_WINDOW)

static MiradorChart *
get_chart (MiradorPresenter *self, guint card)
{
  return mirador_chart_card_get_chart (g_ptr_array_index (self->cards, card));
}

/* What has nothing to show is no slide, unless a step deeper has emptied the one on the screen. */
static gboolean
is_slide (MiradorPresenter *self, guint card)
{
  MiradorChart *chart = get_chart (self, card);

  return chart != NULL && (card == self->current || !mirador_chart_is_empty (chart));
}

static guint
count_slides (MiradorPresenter *self, guint until)
{
  guint n = 0;

  for (guint i = 0; i < until; i++)
    n += is_slide (self, i);
  return n;
}

static gboolean
rest_cb (gpointer user_data)
{
  MiradorPresenter *self = user_data;

  self->rest_id = 0;
  gtk_revealer_set_reveal_child (self->counter_revealer, FALSE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "none");
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self->view), "none");
  return G_SOURCE_REMOVE;
}

static void
await_rest (MiradorPresenter *self)
{
  g_clear_handle_id (&self->rest_id, g_source_remove);
  self->rest_id = g_timeout_add_seconds (SECONDS_OF_REST, rest_cb, self);
}

static gboolean
note_over_cb (gpointer user_data)
{
  MiradorPresenter *self = user_data;

  self->note_id = 0;
  gtk_revealer_set_reveal_child (self->note_revealer, FALSE);
  return G_SOURCE_REMOVE;
}

static void
say (MiradorPresenter *self, const char *sentence)
{
  gtk_label_set_text (self->note, sentence);
  gtk_revealer_set_reveal_child (self->note_revealer, TRUE);
  g_clear_handle_id (&self->note_id, g_source_remove);
  self->note_id = g_timeout_add_seconds (2 * SECONDS_OF_REST, note_over_cb, self);
}

static void
show_counter (MiradorPresenter *self)
{
  g_autofree char *number = mirador_format_count (mirador_presenter_get_position (self) + 1);
  g_autofree char *all = mirador_format_count (mirador_presenter_get_n (self));
  /* Translators: the number of the slide, and how many there are: “3 / 10”. */
  g_autofree char *text = g_strdup_printf (_ ("%1$s / %2$s"), number, all);

  gtk_label_set_text (self->counter, text);
  gtk_revealer_set_reveal_child (self->counter_revealer, TRUE);
  await_rest (self);
}

static void
show_current (MiradorPresenter *self)
{
  MiradorChart *chart = get_chart (self, self->current);

  if (chart != mirador_chart_view_get_chart (self->view))
    mirador_chart_view_set_chart (self->view, chart);
  mirador_chart_view_set_chosen (self->view,
                                 mirador_place_by_code (mirador_session_get_place (self->session)));
  show_counter (self);
}

static void
loaded_cb (MiradorChartCard *card, MiradorPresenter *self)
{
  if (g_ptr_array_index (self->cards, self->current) == card)
    show_current (self);
}

static void
turn_to (MiradorPresenter *self, guint card)
{
  if (card == self->current)
    return;
  self->current = card;
  show_current (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
go_forward (MiradorPresenter *self)
{
  for (guint i = self->current + 1; i < self->cards->len; i++)
    if (is_slide (self, i))
      {
        turn_to (self, i);
        return;
      }
  show_counter (self);
}

static void
go_backward (MiradorPresenter *self)
{
  for (guint i = self->current; i-- > 0;)
    if (is_slide (self, i))
      {
        turn_to (self, i);
        return;
      }
  show_counter (self);
}

static void
go_to_first (MiradorPresenter *self)
{
  for (guint i = 0; i < self->cards->len; i++)
    if (is_slide (self, i))
      {
        turn_to (self, i);
        return;
      }
}

static void
go_to_last (MiradorPresenter *self)
{
  for (guint i = self->cards->len; i-- > 0;)
    if (is_slide (self, i))
      {
        turn_to (self, i);
        return;
      }
}

static void
make_black (MiradorPresenter *self)
{
  gtk_revealer_set_reveal_child (self->counter_revealer, FALSE);
  gtk_revealer_set_reveal_child (self->note_revealer, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "black");
}

static void
leave (MiradorPresenter *self)
{
  gtk_window_destroy (GTK_WINDOW (self));
}

static const struct
{
  guint keyval;
  void (*act) (MiradorPresenter *self);
} keys[] = {
  { GDK_KEY_Right, go_forward },
  { GDK_KEY_Down, go_forward },
  { GDK_KEY_space, go_forward },
  { GDK_KEY_Page_Down, go_forward },
  { GDK_KEY_KP_Right, go_forward },
  { GDK_KEY_KP_Down, go_forward },
  { GDK_KEY_KP_Page_Down, go_forward },
  { GDK_KEY_Left, go_backward },
  { GDK_KEY_Up, go_backward },
  { GDK_KEY_BackSpace, go_backward },
  { GDK_KEY_Page_Up, go_backward },
  { GDK_KEY_KP_Left, go_backward },
  { GDK_KEY_KP_Up, go_backward },
  { GDK_KEY_KP_Page_Up, go_backward },
  { GDK_KEY_Home, go_to_first },
  { GDK_KEY_KP_Home, go_to_first },
  { GDK_KEY_End, go_to_last },
  { GDK_KEY_KP_End, go_to_last },
  { GDK_KEY_b, make_black },
  { GDK_KEY_B, make_black },
  { GDK_KEY_period, make_black },
  { GDK_KEY_KP_Decimal, make_black },
  { GDK_KEY_Escape, leave },
  { GDK_KEY_F5, leave },
};

static gboolean
is_modifier (guint keyval)
{
  return keyval >= GDK_KEY_Shift_L && keyval <= GDK_KEY_Hyper_R;
}

/* Before the chart, whose arrow keys would walk its figures. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                gpointer user_data)
{
  MiradorPresenter *self = user_data;
  GdkModifierType held = state & gtk_accelerator_get_default_mod_mask ();

  if (mirador_presenter_is_black (self) && !is_modifier (keyval))
    {
      gtk_stack_set_visible_child_name (self->stack, "chart");
      gtk_widget_grab_focus (GTK_WIDGET (self->view));
      return TRUE;
    }
  if (held == GDK_ALT_MASK && keyval == GDK_KEY_Left)
    return mirador_session_go_back (self->session);
  if ((held & ~GDK_SHIFT_MASK) != 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].keyval == keyval)
      {
        keys[i].act (self);
        return TRUE;
      }
  return FALSE;
}

/* A chart that is drawn anew below a pointer that rests is no motion. */
static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, gpointer user_data)
{
  MiradorPresenter *self = user_data;

  if (x == self->pointer_x && y == self->pointer_y)
    return;
  self->pointer_x = x;
  self->pointer_y = y;
  gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
  gtk_widget_set_cursor (GTK_WIDGET (self->view), NULL);
  await_rest (self);
}

static void
mark_activated_cb (MiradorChartView *view, guint frame, guint row, gpointer user_data)
{
  MiradorPresenter *self = user_data;
  MiradorChart *chart = mirador_chart_view_get_chart (view);
  g_autofree char *why = NULL;

  if (chart != NULL && !mirador_session_drill (self->session, chart, frame, row, &why)
      && why != NULL)
    say (self, why);
}

static void
keep_awake (MiradorPresenter *self, GtkWindow *parent)
{
  GtkApplication *application = gtk_window_get_application (parent);

  if (application == NULL)
    return;
  self->application = g_object_ref (application);
  /* Translators: why the screen does not lock. */
  self->awake = gtk_application_inhibit (application, parent, GTK_APPLICATION_INHIBIT_IDLE,
                                         _ ("Charts are being presented"));
}

static void
mirador_presenter_dispose (GObject *object)
{
  MiradorPresenter *self = MIRADOR_PRESENTER (object);

  g_clear_handle_id (&self->rest_id, g_source_remove);
  g_clear_handle_id (&self->note_id, g_source_remove);
  if (self->awake != 0)
    gtk_application_uninhibit (self->application, self->awake);
  self->awake = 0;
  for (guint i = 0; self->cards != NULL && i < self->cards->len; i++)
    g_signal_handlers_disconnect_by_func (g_ptr_array_index (self->cards, i), loaded_cb, self);
  g_clear_pointer (&self->cards, g_ptr_array_unref);
  g_clear_object (&self->application);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), MIRADOR_TYPE_PRESENTER);
  G_OBJECT_CLASS (mirador_presenter_parent_class)->dispose (object);
}

static void
mirador_presenter_class_init (MiradorPresenterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mirador_presenter_dispose;
  g_type_ensure (MIRADOR_TYPE_CHART_VIEW);
  mirador_help_add_page (widget_class, "keyboard");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/pe/org/sociosensalud/Mirador/ui/presenter.ui");
  gtk_widget_class_bind_template_child (widget_class, MiradorPresenter, stack);
  gtk_widget_class_bind_template_child (widget_class, MiradorPresenter, view);
  gtk_widget_class_bind_template_child (widget_class, MiradorPresenter, counter_revealer);
  gtk_widget_class_bind_template_child (widget_class, MiradorPresenter, counter);
  gtk_widget_class_bind_template_child (widget_class, MiradorPresenter, note_revealer);
  gtk_widget_class_bind_template_child (widget_class, MiradorPresenter, note);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, motion_cb);
  gtk_widget_class_bind_template_callback (widget_class, mark_activated_cb);
}

static void
mirador_presenter_init (MiradorPresenter *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  mirador_chart_view_set_presenting (self->view, TRUE);
}

MiradorPresenter *
mirador_presenter_new (GtkWindow *parent, MiradorSession *session, GPtrArray *cards)
{
  MiradorPresenter *self;
  guint first = 0;

  while (first < cards->len
         && (mirador_chart_card_get_chart (cards->pdata[first]) == NULL
             || mirador_chart_is_empty (mirador_chart_card_get_chart (cards->pdata[first]))))
    first++;
  if (first == cards->len)
    return NULL;
  self = g_object_new (MIRADOR_TYPE_PRESENTER, "transient-for", parent, "destroy-with-parent", TRUE,
                       NULL);
  self->session = g_object_ref (session);
  self->cards = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < cards->len; i++)
    {
      g_ptr_array_add (self->cards, g_object_ref (cards->pdata[i]));
      g_signal_connect (cards->pdata[i], "loaded", G_CALLBACK (loaded_cb), self);
    }
  self->current = first;
  keep_awake (self, parent);
  show_current (self);
  gtk_window_fullscreen (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  return self;
}

guint
mirador_presenter_get_n (MiradorPresenter *self)
{
  return count_slides (self, self->cards->len);
}

guint
mirador_presenter_get_position (MiradorPresenter *self)
{
  return count_slides (self, self->current);
}

MiradorChart *
mirador_presenter_get_chart (MiradorPresenter *self)
{
  return mirador_chart_view_get_chart (self->view);
}

gboolean
mirador_presenter_is_black (MiradorPresenter *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "black") == 0;
}
