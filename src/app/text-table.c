/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/text-table.h"

#define MIRADOR_TYPE_TEXT_ROW (mirador_text_row_get_type ())
G_DECLARE_FINAL_TYPE (MiradorTextRow, mirador_text_row, MIRADOR, TEXT_ROW, GObject)

struct _MiradorTextRow
{
  GObject parent_instance;

  char **texts;
};

G_DEFINE_FINAL_TYPE (MiradorTextRow, mirador_text_row, G_TYPE_OBJECT)

struct _MiradorTextTable
{
  AdwBin parent_instance;

  GtkColumnView *view;
  GListStore *rows;
};

G_DEFINE_FINAL_TYPE (MiradorTextTable, mirador_text_table, ADW_TYPE_BIN)

static void
mirador_text_row_finalize (GObject *object)
{
  g_strfreev (MIRADOR_TEXT_ROW (object)->texts);
  G_OBJECT_CLASS (mirador_text_row_parent_class)->finalize (object);
}

static void
mirador_text_row_class_init (MiradorTextRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mirador_text_row_finalize;
}

static void
mirador_text_row_init (MiradorTextRow *self)
{
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer numeric)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), GPOINTER_TO_INT (numeric) ? 1 : 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), GPOINTER_TO_INT (numeric) ? 5 : 9);
  if (GPOINTER_TO_INT (numeric))
    gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer column)
{
  MiradorTextRow *row = gtk_list_item_get_item (item);
  guint i = GPOINTER_TO_UINT (column);

  if (i >= g_strv_length (row->texts))
    return;
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), row->texts[i]);
  gtk_widget_set_tooltip_text (gtk_list_item_get_child (item), row->texts[i]);
}

static void
mirador_text_table_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MIRADOR_TYPE_TEXT_TABLE);
  G_OBJECT_CLASS (mirador_text_table_parent_class)->dispose (object);
}

static void
mirador_text_table_class_init (MiradorTextTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mirador_text_table_dispose;
  g_type_ensure (MIRADOR_TYPE_TEXT_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/pe/org/sociosensalud/Mirador/ui/text-table.ui");
  gtk_widget_class_bind_template_child (widget_class, MiradorTextTable, view);
  gtk_widget_class_bind_template_child (widget_class, MiradorTextTable, rows);
}

static void
mirador_text_table_init (MiradorTextTable *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
mirador_text_table_add_column (MiradorTextTable *self, const char *title, gboolean numeric)
{
  guint i = g_list_model_get_n_items (gtk_column_view_get_columns (self->view));
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (title, factory);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GINT_TO_POINTER (numeric));
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GUINT_TO_POINTER (i));
  gtk_column_view_column_set_expand (column, !numeric);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_append_column (self->view, column);
}

void
mirador_text_table_append (MiradorTextTable *self, char **texts)
{
  g_autoptr (MiradorTextRow) row = g_object_new (MIRADOR_TYPE_TEXT_ROW, NULL);

  row->texts = texts;
  g_list_store_append (self->rows, row);
}

void
mirador_text_table_clear (MiradorTextTable *self)
{
  g_list_store_remove_all (self->rows);
}

guint
mirador_text_table_get_n_rows (MiradorTextTable *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->rows));
}
