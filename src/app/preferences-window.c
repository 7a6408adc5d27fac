/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/preferences-window.h"

#include "app/help.h"
#include "model/format.h"

#define N_CHOICES 5

struct _MiradorPreferencesWindow
{
  AdwPreferencesWindow parent_instance;

  AdwPreferencesGroup *problem;
  GtkStringList *months;
  AdwComboRow *rows[N_CHOICES];
  GtkSwitch *refresh_by_itself;
  AdwActionRow *background_row;
  GtkSwitch *background_switch;

  MiradorBackground *background; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (MiradorPreferencesWindow,
                     mirador_preferences_window,
                     ADW_TYPE_PREFERENCES_WINDOW)

/* A key of the settings, its row in the template, and what each line of the row stands for. */
typedef struct
{
  const char *key;
  const char *row;
  const char *values[13];
} Choice;

static const Choice choices[N_CHOICES] = {
  { "language", "language", { "", "es", "en", NULL } },
  { "colour-scheme", "colour_scheme", { "system", "light", "dark", NULL } },
  { "fiscal-first-month",
    "fiscal_first_month",
    { "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", NULL } },
  { "number-style", "number_style", { "peru", "space", "comma", NULL } },
  { "suppression-threshold", "suppression_threshold", { "5", "8", "10", NULL } },
};

static gboolean
value_to_line_cb (GValue *line, GVariant *variant, gpointer user_data)
{
  const Choice *choice = user_data;
  g_autofree char *value = g_variant_is_of_type (variant, G_VARIANT_TYPE_INT32)
                             ? g_strdup_printf ("%d", g_variant_get_int32 (variant))
                             : g_variant_dup_string (variant, NULL);

  for (guint i = 0; choice->values[i] != NULL; i++)
    if (g_str_equal (choice->values[i], value))
      {
        g_value_set_uint (line, i);
        return TRUE;
      }
  return FALSE;
}

static GVariant *
line_to_value_cb (const GValue *line, const GVariantType *type, gpointer user_data)
{
  const Choice *choice = user_data;
  guint i = g_value_get_uint (line);

  if (i >= g_strv_length ((char **)choice->values))
    return NULL;
  if (g_variant_type_equal (type, G_VARIANT_TYPE_INT32))
    return g_variant_new_int32 ((gint32)g_ascii_strtoll (choice->values[i], NULL, 10));
  return g_variant_new_string (choice->values[i]);
}

static void
bind_rows (MiradorPreferencesWindow *self, GSettings *settings)
{
  gtk_widget_set_visible (GTK_WIDGET (self->problem), settings == NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->refresh_by_itself), settings != NULL);
  if (settings != NULL)
    g_settings_bind (settings, "refresh-by-itself", self->refresh_by_itself, "active",
                     G_SETTINGS_BIND_DEFAULT);
  for (guint i = 0; i < N_CHOICES; i++)
    if (settings == NULL)
      gtk_widget_set_sensitive (GTK_WIDGET (self->rows[i]), FALSE);
    else
      g_settings_bind_with_mapping (settings, choices[i].key, self->rows[i], "selected",
                                    G_SETTINGS_BIND_DEFAULT, value_to_line_cb, line_to_value_cb,
                                    (gpointer)&choices[i], NULL);
}

/* Taken back without asking again. */
static void
show_background (MiradorPreferencesWindow *self)
{
  gboolean on = mirador_background_is_on (self->background);

  g_signal_handlers_block_matched (self->background_switch, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL,
                                   self);
  gtk_switch_set_active (self->background_switch, on);
  gtk_switch_set_state (self->background_switch, on);
  g_signal_handlers_unblock_matched (self->background_switch, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL,
                                     self);
}

static void
switched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MiradorPreferencesWindow) self = user_data;
  g_autofree char *sentence = NULL;

  mirador_background_switch_finish (MIRADOR_BACKGROUND (source), result, &sentence);
  if (self->background == NULL)
    return;
  show_background (self);
  if (sentence != NULL)
    adw_action_row_set_subtitle (self->background_row, sentence);
}

/* The switch moves when the desktop has said yes. */
static gboolean
background_cb (GtkSwitch *button, gboolean on, gpointer user_data)
{
  MiradorPreferencesWindow *self = user_data;

  mirador_background_switch_async (self->background, on, switched_cb, g_object_ref (self));
  return TRUE;
}

static void
mirador_preferences_window_dispose (GObject *object)
{
  g_clear_object (&MIRADOR_PREFERENCES_WINDOW (object)->background);
  gtk_widget_dispose_template (GTK_WIDGET (object), MIRADOR_TYPE_PREFERENCES_WINDOW);
  G_OBJECT_CLASS (mirador_preferences_window_parent_class)->dispose (object);
}

static void
mirador_preferences_window_class_init (MiradorPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mirador_preferences_window_dispose;
  mirador_help_add_page (widget_class, "filters");
  gtk_widget_class_set_template_from_resource (
    widget_class, "/pe/org/sociosensalud/Mirador/ui/preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, MiradorPreferencesWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, MiradorPreferencesWindow, months);
  gtk_widget_class_bind_template_child (widget_class, MiradorPreferencesWindow, refresh_by_itself);
  gtk_widget_class_bind_template_child (widget_class, MiradorPreferencesWindow, background_row);
  gtk_widget_class_bind_template_child (widget_class, MiradorPreferencesWindow, background_switch);
  for (guint i = 0; i < N_CHOICES; i++)
    gtk_widget_class_bind_template_child_full (widget_class, choices[i].row, FALSE,
                                               G_STRUCT_OFFSET (MiradorPreferencesWindow, rows)
                                                 + (gssize)(i * sizeof (AdwComboRow *)));
}

static void
mirador_preferences_window_init (MiradorPreferencesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (int month = 1; month <= 12; month++)
    gtk_string_list_append (self->months, mirador_format_month (month, TRUE));
  /* What holds where there are no settings to bind to. */
  adw_combo_row_set_selected (self->rows[2], MIRADOR_FISCAL_FIRST_MONTH_DEFAULT - 1);
}

MiradorPreferencesWindow *
mirador_preferences_window_new (GtkWindow *parent, GSettings *settings)
{
  MiradorPreferencesWindow *self
    = g_object_new (MIRADOR_TYPE_PREFERENCES_WINDOW, "transient-for", parent, NULL);

  bind_rows (self, settings);
  return self;
}

void
mirador_preferences_window_set_background (MiradorPreferencesWindow *self,
                                           MiradorBackground *background)
{
  g_set_object (&self->background, background);
  gtk_widget_set_visible (GTK_WIDGET (self->background_row), background != NULL);
  if (background == NULL)
    return;
  show_background (self);
  g_signal_connect_object (self->background_switch, "state-set", G_CALLBACK (background_cb), self,
                           0);
  /* There is nothing to do in the background for feeds that wait to be asked for. */
  g_object_bind_property (self->refresh_by_itself, "active", self->background_row, "sensitive",
                          G_BINDING_SYNC_CREATE);
}
