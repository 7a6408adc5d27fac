/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/filter-bar.h"

#include <glib/gi18n-lib.h>
#include "app/choice.h"
#include "app/wrap-layout.h"
#include "model/format.h"

struct _MiradorFilterBar
{
  AdwBin parent_instance;

  GtkDropDown *period;
  GtkDropDown *program;
  GtkDropDown *place;
  GListStore *periods;
  GListStore *programs;
  GListStore *places;

  MiradorSession *session;
  gboolean filling; /* the menus are being filled: what they select is no choice of the user */
};

G_DEFINE_FINAL_TYPE (MiradorFilterBar, mirador_filter_bar, ADW_TYPE_BIN)

static const char *
get_chosen (GtkDropDown *menu)
{
  MiradorChoice *choice = gtk_drop_down_get_selected_item (menu);

  return choice != NULL ? mirador_choice_get_id (choice) : "";
}

static void
chosen_cb (GtkDropDown *menu, GParamSpec *pspec, gpointer user_data)
{
  MiradorFilterBar *self = user_data;

  if (self->filling || self->session == NULL)
    return;
  if (menu == self->period)
    mirador_session_set_period (self->session, get_chosen (menu));
  else if (menu == self->program)
    mirador_session_set_program (self->session, get_chosen (menu));
  else
    mirador_session_set_place (self->session, get_chosen (menu));
}

static void
select_id (GtkDropDown *menu, GListStore *choices, const char *id)
{
  guint position = mirador_choice_find (G_LIST_MODEL (choices), id);

  gtk_drop_down_set_selected (menu, position != G_MAXUINT ? position : 0);
}

static void
append_period (MiradorFilterBar *self, const char *code)
{
  int first_month = mirador_session_get_fiscal_first_month (self->session);
  g_autofree char *label = NULL;
  MiradorPeriod period;
  MiradorRange range;

  if (mirador_period_parse (code, first_month, &period, NULL))
    label = mirador_format_period_long (period);
  else if (mirador_range_parse (code, first_month, &range, NULL))
    label = mirador_format_range (range, first_month);
  if (label != NULL)
    mirador_choice_append (self->periods, code, label);
}

static void
fill_periods (MiradorFilterBar *self)
{
  g_autoptr (GPtrArray) codes = mirador_session_list_periods (self->session);
  int first_month = mirador_session_get_fiscal_first_month (self->session);
  const char *chosen = mirador_session_get_period (self->session);

  g_list_store_remove_all (self->periods);
  if (*chosen == '\0')
    {
      g_autofree char *label
        = mirador_format_range (mirador_session_get_range (self->session), first_month);

      mirador_choice_append (self->periods, "", label);
    }
  else
    mirador_choice_append (self->periods, "", _ ("Latest figures"));
  for (guint i = 0; i < codes->len; i++)
    append_period (self, g_ptr_array_index (codes, i));
  /* A period that a chart was entered by need not be among those. */
  if (mirador_choice_find (G_LIST_MODEL (self->periods), chosen) == G_MAXUINT)
    append_period (self, chosen);
  select_id (self->period, self->periods, chosen);
}

static const char *
name_program (const MiradorProgram *program)
{
  return g_str_equal (program->id, "all") ? C_ ("filter", "All programs")
                                          : mirador_program_get_short_name (program);
}

static void
fill_programs (MiradorFilterBar *self)
{
  g_autoptr (GPtrArray) programs = mirador_session_list_programs (self->session);

  g_list_store_remove_all (self->programs);
  for (guint i = 0; i < programs->len; i++)
    {
      const MiradorProgram *program = g_ptr_array_index (programs, i);

      mirador_choice_append (self->programs, program->id, name_program (program));
    }
  select_id (self->program, self->programs, mirador_session_get_program (self->session));
}

static void
append_places (MiradorFilterBar *self, const GPtrArray *places)
{
  for (guint i = 0; i < places->len; i++)
    {
      const MiradorPlace *place = g_ptr_array_index (places, i);
      g_autofree char *name = mirador_place_full_name (place);

      mirador_choice_append (self->places, place->code, name);
    }
}

/* The chosen place with the way up to it. */
static void
append_way (MiradorFilterBar *self, const MiradorPlace *chosen)
{
  g_autoptr (GPtrArray) way = g_ptr_array_new ();

  for (const MiradorPlace *place = chosen;
       place != NULL
       && (place->level == MIRADOR_LEVEL_PROVINCE || place->level == MIRADOR_LEVEL_DISTRICT);
       place = place->parent)
    g_ptr_array_insert (way, 0, (gpointer)place);
  append_places (self, way);
}

/* What can be drilled into: the way to the chosen place, what lies just below, then every region
   and group: from the country to a district in four steps, and back in one. Figures that are
   published for the whole country only cannot be. */
static void
fill_places (MiradorFilterBar *self)
{
  const MiradorPlace *chosen = mirador_place_by_code (mirador_session_get_place (self->session));
  const MiradorLevel groups[]
    = { MIRADOR_LEVEL_REGION, MIRADOR_LEVEL_AUTHORITY, MIRADOR_LEVEL_AREA };
  guint levels, grains;
  gboolean can_drill;

  mirador_session_get_reach (self->session, MIRADOR_STAGE_NONE, &levels, &grains);
  g_list_store_remove_all (self->places);
  mirador_choice_append (self->places, "", _ ("All places"));
  append_way (self, chosen);
  if (chosen != NULL && chosen->level != MIRADOR_LEVEL_COUNTRY
      && (levels >> (MIRADOR_LEVEL_REGION + 1)) != 0)
    append_places (self, chosen->children);
  for (guint i = 0; i < G_N_ELEMENTS (groups) && (levels >> MIRADOR_LEVEL_REGION) != 0; i++)
    {
      g_autoptr (GPtrArray) places = mirador_place_list (mirador_place_peru (), groups[i]);

      append_places (self, places);
    }
  if (chosen != NULL
      && mirador_choice_find (G_LIST_MODEL (self->places), chosen->code) == G_MAXUINT)
    mirador_choice_append (self->places, chosen->code, chosen->name);
  can_drill = g_list_model_get_n_items (G_LIST_MODEL (self->places)) > 1;
  gtk_widget_set_sensitive (GTK_WIDGET (self->place), can_drill);
  gtk_widget_set_tooltip_text (
    GTK_WIDGET (self->place),
    can_drill ? _ ("Place") : _ ("These figures are published for all places together"));
  select_id (self->place, self->places, mirador_session_get_place (self->session));
}

static void
fill (MiradorFilterBar *self)
{
  self->filling = TRUE;
  fill_periods (self);
  fill_programs (self);
  fill_places (self);
  self->filling = FALSE;
}

static void
mirador_filter_bar_dispose (GObject *object)
{
  MiradorFilterBar *self = MIRADOR_FILTER_BAR (object);

  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), MIRADOR_TYPE_FILTER_BAR);
  G_OBJECT_CLASS (mirador_filter_bar_parent_class)->dispose (object);
}

static void
mirador_filter_bar_class_init (MiradorFilterBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mirador_filter_bar_dispose;
  g_type_ensure (MIRADOR_TYPE_CHOICE);
  g_type_ensure (MIRADOR_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/pe/org/sociosensalud/Mirador/ui/filter-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, MiradorFilterBar, period);
  gtk_widget_class_bind_template_child (widget_class, MiradorFilterBar, program);
  gtk_widget_class_bind_template_child (widget_class, MiradorFilterBar, place);
  gtk_widget_class_bind_template_child (widget_class, MiradorFilterBar, periods);
  gtk_widget_class_bind_template_child (widget_class, MiradorFilterBar, programs);
  gtk_widget_class_bind_template_child (widget_class, MiradorFilterBar, places);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
}

static void
mirador_filter_bar_init (MiradorFilterBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
mirador_filter_bar_set_session (MiradorFilterBar *self, MiradorSession *session)
{
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  if (mirador_session_is_ready (session))
    fill (self);
}
