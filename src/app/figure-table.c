/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/figure-table.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include "analysis/explain.h"
#include "analysis/label.h"
#include "app/text-table.h"
#include "model/format.h"

struct _MiradorFigureTable
{
  AdwBin parent_instance;

  GtkLabel *headline;
  GtkLabel *subtitle;
  AdwBin *place; /* of the table, which is made anew: its columns are other ones */
  MiradorTextTable *table;
};

G_DEFINE_FINAL_TYPE (MiradorFigureTable, mirador_figure_table, ADW_TYPE_BIN)

/* A column: what it is called, its text of a row, whether it is worth showing. */
typedef struct
{
  const char *title; /* N_(), with the context "column" */
  gboolean numeric;
  MiradorVaries varies; /* shown where this differs; 0: where any row has a text */
  char *(*write) (const MiradorRow *row, int fiscal_first_month);
} Column;

static char *
write_measure (const MiradorRow *row, int fiscal_first_month)
{
  return g_strdup (row->measure != NULL ? mirador_measure_get_name (row->measure, row->program)
                                        : mirador_stage_to_text (row->stage));
}

static char *
write_program (const MiradorRow *row, int fiscal_first_month)
{
  return g_strdup (row->program != NULL ? mirador_program_get_name (row->program) : "");
}

static char *
write_place (const MiradorRow *row, int fiscal_first_month)
{
  return row->place != NULL ? mirador_place_full_name (row->place) : g_strdup ("");
}

static char *
write_group (const MiradorRow *row, int fiscal_first_month)
{
  return mirador_breakdown_key_to_text (row->breakdown);
}

static char *
write_period (const MiradorRow *row, int fiscal_first_month)
{
  return mirador_format_range (row->range, fiscal_first_month);
}

static char *
write_feed (const MiradorRow *row, int fiscal_first_month)
{
  return g_strdup (row->feed != NULL ? row->feed : "");
}

static char *
write_value (const MiradorRow *row, int fiscal_first_month)
{
  return mirador_explain_value (row);
}

static char *
write_numerator (const MiradorRow *row, int fiscal_first_month)
{
  return isfinite (row->numerator) ? mirador_format_value (row->numerator) : g_strdup ("");
}

static char *
write_denominator (const MiradorRow *row, int fiscal_first_month)
{
  return isfinite (row->denominator) ? mirador_format_value (row->denominator) : g_strdup ("");
}

/* Rounded down: 99.96% of the reports is not all of them. */
static char *
write_completeness (const MiradorRow *row, int fiscal_first_month)
{
  return isfinite (row->completeness)
           ? mirador_format_percent (floor (row->completeness * 1000) / 1000, 1)
           : g_strdup ("");
}

static char *
write_reason (const MiradorRow *row, int fiscal_first_month)
{
  return row->gap != MIRADOR_GAP_NONE ? mirador_explain_gap (row) : g_strdup ("");
}

static const Column columns[] = {
  { NC_ ("column", "Measure"), FALSE, MIRADOR_VARIES_MEASURE, write_measure },
  { NC_ ("column", "Program"), FALSE, MIRADOR_VARIES_PROGRAM, write_program },
  { NC_ ("column", "Place"), FALSE, MIRADOR_VARIES_PLACE, write_place },
  { NC_ ("column", "Group"), FALSE, MIRADOR_VARIES_BREAKDOWN, write_group },
  { NC_ ("column", "Period"), FALSE, MIRADOR_VARIES_PERIOD, write_period },
  { NC_ ("column", "Feed"), FALSE, MIRADOR_VARIES_FEED, write_feed },
  { NC_ ("column", "Value"), TRUE, 0, write_value },
  { NC_ ("column", "Numerator"), TRUE, 0, write_numerator },
  { NC_ ("column", "Denominator"), TRUE, 0, write_denominator },
  { NC_ ("column", "Completeness"), TRUE, 0, write_completeness },
  { NC_ ("column", "Why there is no value"), FALSE, 0, write_reason },
};

/* What the chart is compared with is drawn as well where it has a value; what two questions have in
   common comes once. */
static GPtrArray *
list_rows (MiradorChart *chart)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *rows = g_ptr_array_new ();

  for (guint f = 0; f < mirador_chart_get_n_frames (chart); f++)
    {
      MiradorFrame *frame = mirador_chart_get_frame (chart, f);

      for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
        {
          const MiradorRow *row = mirador_frame_get_row (frame, i);
          char *key;

          if (f > 0 && row->gap != MIRADOR_GAP_NONE)
            continue;
          key = g_strdup_printf ("%p %p %p %s %d %d %d %s", (gconstpointer)row->measure,
                                 (gconstpointer)row->program, (gconstpointer)row->place,
                                 row->breakdown, row->stage, row->range.first_day,
                                 row->range.last_day, row->feed != NULL ? row->feed : "");

          if (g_hash_table_add (seen, key))
            g_ptr_array_add (rows, (gpointer)row);
        }
    }
  return rows;
}

static MiradorVaries
find_varying (const GPtrArray *rows)
{
  MiradorFrameBuilder *builder = mirador_frame_builder_new ();
  g_autoptr (MiradorFrame) frame = NULL;

  for (guint i = 0; i < rows->len; i++)
    mirador_frame_builder_add (builder, rows->pdata[i]);
  frame = mirador_frame_builder_finish (builder);
  return mirador_frame_get_varying (frame);
}

static gboolean
is_shown (const Column *column, const GPtrArray *rows, MiradorVaries varies)
{
  if (column->varies != 0)
    return (varies & column->varies) != 0;
  for (guint i = 0; i < rows->len; i++)
    {
      g_autofree char *text = column->write (rows->pdata[i], MIRADOR_FISCAL_FIRST_MONTH_DEFAULT);

      if (*text != '\0')
        return TRUE;
    }
  return FALSE;
}

static void
fill (MiradorFigureTable *self, const GPtrArray *rows, int fiscal_first_month)
{
  MiradorVaries varies = find_varying (rows);
  g_autoptr (GPtrArray) shown = g_ptr_array_new ();

  for (guint c = 0; c < G_N_ELEMENTS (columns); c++)
    if (is_shown (&columns[c], rows, varies))
      {
        g_ptr_array_add (shown, (gpointer)&columns[c]);
        mirador_text_table_add_column (self->table,
                                       g_dpgettext2 (GETTEXT_PACKAGE, "column", columns[c].title),
                                       columns[c].numeric);
      }
  for (guint i = 0; i < rows->len; i++)
    {
      char **texts = g_new0 (char *, shown->len + 1);

      for (guint c = 0; c < shown->len; c++)
        texts[c] = ((const Column *)shown->pdata[c])->write (rows->pdata[i], fiscal_first_month);
      mirador_text_table_append (self->table, texts);
    }
}

static void
mirador_figure_table_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MIRADOR_TYPE_FIGURE_TABLE);
  G_OBJECT_CLASS (mirador_figure_table_parent_class)->dispose (object);
}

static void
mirador_figure_table_class_init (MiradorFigureTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mirador_figure_table_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/pe/org/sociosensalud/Mirador/ui/figure-table.ui");
  gtk_widget_class_bind_template_child (widget_class, MiradorFigureTable, headline);
  gtk_widget_class_bind_template_child (widget_class, MiradorFigureTable, subtitle);
  gtk_widget_class_bind_template_child (widget_class, MiradorFigureTable, place);
}

static void
mirador_figure_table_init (MiradorFigureTable *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
mirador_figure_table_set_chart (MiradorFigureTable *self, MiradorChart *chart)
{
  g_autoptr (GPtrArray) rows = NULL;

  adw_bin_set_child (self->place, NULL);
  self->table = NULL;
  if (chart == NULL)
    return;
  gtk_label_set_text (self->headline, mirador_chart_get_headline (chart));
  gtk_label_set_text (self->subtitle, mirador_chart_get_subtitle (chart));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  mirador_chart_get_headline (chart), -1);
  self->table = g_object_new (MIRADOR_TYPE_TEXT_TABLE, "vexpand", TRUE, NULL);
  rows = list_rows (chart);
  fill (self, rows, mirador_chart_get_query (chart)->fiscal_first_month);
  adw_bin_set_child (self->place, GTK_WIDGET (self->table));
}

guint
mirador_figure_table_get_n_rows (MiradorFigureTable *self)
{
  return self->table != NULL ? mirador_text_table_get_n_rows (self->table) : 0;
}
