/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/source-grid.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include "model/format.h"

/* The menus and names stand above the rows, the marks before the columns. */
#define USE_LINE 0
#define NAME_LINE 1
#define FIRST_LINE 2
#define MOST_CHARACTERS 24

struct _MiradorSourceGrid
{
  AdwBin parent_instance;

  GtkGrid *grid;

  char **columns; /* (nullable) that the menus are of */
  gboolean filling;
};

enum
{
  USE_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MiradorSourceGrid, mirador_source_grid, ADW_TYPE_BIN)

static void
chosen_cb (GtkDropDown *menu, GParamSpec *pspec, gpointer user_data)
{
  MiradorSourceGrid *self = user_data;

  if (!self->filling)
    g_signal_emit (self, signals[USE_CHOSEN], 0, g_object_get_data (G_OBJECT (menu), "column"),
                   gtk_drop_down_get_selected (menu));
}

static GtkWidget *
make_menu (MiradorSourceGrid *self, const char *column)
{
  const char *uses[MIRADOR_N_USES + 1] = { NULL };
  /* Translators: %s is the name of a column of a table */
  g_autofree char *label = g_strdup_printf (_ ("What the column “%s” is"), column);
  GtkWidget *menu;

  for (guint use = 0; use < MIRADOR_N_USES; use++)
    uses[use] = mirador_column_use_to_text (use);
  menu = gtk_drop_down_new_from_strings (uses);
  g_object_set_data_full (G_OBJECT (menu), "column", g_strdup (column), g_free);
  gtk_widget_set_tooltip_text (menu, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (menu), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (menu, "notify::selected", G_CALLBACK (chosen_cb), self, 0);
  return menu;
}

static GtkWidget *
make_cell (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), MOST_CHARACTERS);
  gtk_widget_set_tooltip_text (label, text);
  return label;
}

static void
drop_lines_from (MiradorSourceGrid *self, int line)
{
  while (gtk_grid_get_child_at (self->grid, 0, line) != NULL)
    gtk_grid_remove_row (self->grid, line);
}

/* Menus that stay keep the focus. */
static void
show_columns (MiradorSourceGrid *self, const char *const *columns)
{
  GtkWidget *title;

  if (self->columns != NULL && g_strv_equal ((const char *const *)self->columns, columns))
    return;
  g_strfreev (self->columns);
  self->columns = g_strdupv ((char **)columns);
  drop_lines_from (self, USE_LINE);
  gtk_grid_attach (self->grid, make_cell (""), 0, USE_LINE, 1, 1);
  gtk_grid_attach (self->grid, make_cell (""), 0, NAME_LINE, 1, 1);
  for (int i = 0; columns[i] != NULL; i++)
    {
      title = make_cell (columns[i]);
      gtk_widget_add_css_class (title, "heading");
      gtk_grid_attach (self->grid, make_menu (self, columns[i]), i + 1, USE_LINE, 1, 1);
      gtk_grid_attach (self->grid, title, i + 1, NAME_LINE, 1, 1);
    }
}

static void
show_uses (MiradorSourceGrid *self, MiradorSource *source)
{
  self->filling = TRUE;
  for (int i = 0; self->columns[i] != NULL; i++)
    gtk_drop_down_set_selected (GTK_DROP_DOWN (gtk_grid_get_child_at (self->grid, i + 1, USE_LINE)),
                                mirador_source_get_column (source, self->columns[i]));
  self->filling = FALSE;
}

/* (nullable): why the row would be set aside. */
static const char *
find_reason (const MiradorPreview *preview, guint64 row)
{
  for (guint i = 0; i < preview->rejects->len; i++)
    if (g_array_index (preview->rejects, guint64, i) == row)
      return preview->reasons != NULL && i < preview->reasons->len
               ? mirador_reject_to_text (g_array_index (preview->reasons, MiradorReject, i))
               : _ ("Set aside");
  return NULL;
}

static GtkWidget *
make_mark (guint64 row, const char *reason)
{
  g_autofree char *number = mirador_format_count ((double)row);
  GtkWidget *label = make_cell (reason != NULL ? reason : number);

  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, reason != NULL ? "set-aside" : "secondary");
  return label;
}

static void
show_rows (MiradorSourceGrid *self, const MiradorPreview *preview)
{
  drop_lines_from (self, FIRST_LINE);
  for (guint i = 0; i < preview->records->len; i++)
    {
      char **texts = g_ptr_array_index (preview->records, i);
      const char *reason = find_reason (preview, i + 1);
      int line = FIRST_LINE + (int)i;

      gtk_grid_attach (self->grid, make_mark (i + 1, reason), 0, line, 1, 1);
      for (int j = 0; texts[j] != NULL && self->columns[j] != NULL; j++)
        {
          GtkWidget *cell = make_cell (texts[j]);

          if (reason != NULL)
            gtk_widget_add_css_class (cell, "set-aside-cell");
          gtk_grid_attach (self->grid, cell, j + 1, line, 1, 1);
        }
    }
}

static void
mirador_source_grid_dispose (GObject *object)
{
  g_clear_pointer (&MIRADOR_SOURCE_GRID (object)->columns, g_strfreev);
  gtk_widget_dispose_template (GTK_WIDGET (object), MIRADOR_TYPE_SOURCE_GRID);
  G_OBJECT_CLASS (mirador_source_grid_parent_class)->dispose (object);
}

static void
mirador_source_grid_class_init (MiradorSourceGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mirador_source_grid_dispose;
  signals[USE_CHOSEN] = g_signal_new ("use-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                      NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_UINT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/pe/org/sociosensalud/Mirador/ui/source-grid.ui");
  gtk_widget_class_bind_template_child (widget_class, MiradorSourceGrid, grid);
}

static void
mirador_source_grid_init (MiradorSourceGrid *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
mirador_source_grid_show (MiradorSourceGrid *self,
                          MiradorSource *source,
                          const MiradorPreview *preview)
{
  if (preview->columns == NULL)
    return;
  show_columns (self, (const char *const *)preview->columns);
  show_uses (self, source);
  show_rows (self, preview);
}

gboolean
mirador_source_grid_choose (MiradorSourceGrid *self, const char *column, MiradorColumnUse use)
{
  for (int i = 0; self->columns != NULL && self->columns[i] != NULL; i++)
    if (strcmp (self->columns[i], column) == 0)
      {
        gtk_drop_down_set_selected (
          GTK_DROP_DOWN (gtk_grid_get_child_at (self->grid, i + 1, USE_LINE)), use);
        return TRUE;
      }
  return FALSE;
}
