/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/preview-table.h"

#include <glib/gi18n-lib.h>
#include "app/import-words.h"
#include "app/text-table.h"
#include "model/format.h"

/* So many of the rows that would be set aside are told one by one. */
#define TOLD_ROWS 5

struct _MiradorPreviewTable
{
  AdwBin parent_instance;

  GtkLabel *counts;
  GtkLabel *rejected;
  GtkWidget *reading;
  MiradorTextTable *table;
};

G_DEFINE_FINAL_TYPE (MiradorPreviewTable, mirador_preview_table, ADW_TYPE_BIN)

static void
mirador_preview_table_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MIRADOR_TYPE_PREVIEW_TABLE);
  G_OBJECT_CLASS (mirador_preview_table_parent_class)->dispose (object);
}

static void
mirador_preview_table_class_init (MiradorPreviewTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mirador_preview_table_dispose;
  g_type_ensure (MIRADOR_TYPE_TEXT_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/pe/org/sociosensalud/Mirador/ui/preview-table.ui");
  gtk_widget_class_bind_template_child (widget_class, MiradorPreviewTable, counts);
  gtk_widget_class_bind_template_child (widget_class, MiradorPreviewTable, rejected);
  gtk_widget_class_bind_template_child (widget_class, MiradorPreviewTable, reading);
  gtk_widget_class_bind_template_child (widget_class, MiradorPreviewTable, table);
}

static void
mirador_preview_table_init (MiradorPreviewTable *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  mirador_text_table_add_column (self->table, C_ ("column", "Measure"), FALSE);
  mirador_text_table_add_column (self->table, C_ ("column", "Program"), FALSE);
  mirador_text_table_add_column (self->table, C_ ("column", "Place"), FALSE);
  mirador_text_table_add_column (self->table, C_ ("column", "Period"), FALSE);
  mirador_text_table_add_column (self->table, C_ ("column", "Breakdown"), FALSE);
  mirador_text_table_add_column (self->table, C_ ("column", "Value"), TRUE);
}

/* Which of the first rows would be set aside, and why. */
static void
show_rejected (MiradorPreviewTable *self, const MiradorPreview *preview)
{
  guint n = preview->reasons != NULL ? MIN (preview->rejects->len, preview->reasons->len) : 0;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n && i < TOLD_ROWS; i++)
    {
      g_autofree char *row
        = mirador_format_count ((double)g_array_index (preview->rejects, guint64, i));
      /* Translators: %1$s is the number of a row, %2$s why it would be set aside */
      g_autofree char *line = g_strdup_printf (
        _ ("Row %1$s would be set aside: %2$s"), row,
        mirador_reject_to_text (g_array_index (preview->reasons, MiradorReject, i)));

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", line);
    }
  gtk_label_set_text (self->rejected, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->rejected), text->len > 0);
}

void
mirador_preview_table_show (MiradorPreviewTable *self, const MiradorPreview *preview)
{
  g_autofree char *counts = mirador_preview_describe (preview);

  gtk_label_set_text (self->counts, counts);
  show_rejected (self, preview);
  mirador_text_table_clear (self->table);
  for (guint i = 0; i < preview->observations->len; i++)
    mirador_text_table_append (self->table, mirador_observation_to_texts (&g_array_index (
                                              preview->observations, MiradorObservation, i)));
  gtk_widget_set_visible (GTK_WIDGET (self->table), preview->observations->len > 0);
  gtk_widget_set_visible (self->reading, preview->observations->len > 0);
}

void
mirador_preview_table_say (MiradorPreviewTable *self, const char *sentence)
{
  gtk_label_set_text (self->counts, sentence);
  mirador_text_table_clear (self->table);
  gtk_widget_set_visible (GTK_WIDGET (self->rejected), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->table), FALSE);
  gtk_widget_set_visible (self->reading, FALSE);
}

guint
mirador_preview_table_get_n_rows (MiradorPreviewTable *self)
{
  return mirador_text_table_get_n_rows (self->table);
}
