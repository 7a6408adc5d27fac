/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/table.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "analysis/explain.h"
#include "analysis/headline.h"
#include "analysis/label.h"
#include "model/format.h"

/* A table of cells as text; the last column, the value, stands to the right. */
typedef struct
{
  GPtrArray *rows;    /* (element-type GStrv) the first is the header */
  GPtrArray *reasons; /* (element-type utf8) of the gaps, numbered from 1 */
  guint n_columns;
  gboolean full_names; /* places need more than their names */
} Grid;

/* Columns of a terminal: East Asian wide letters take two, combining marks none. */
static guint
display_width (const char *text)
{
  guint width = 0;

  for (const char *next = text; *next != '\0'; next = g_utf8_next_char (next))
    {
      gunichar letter = g_utf8_get_char (next);

      if (!g_unichar_iszerowidth (letter))
        width += g_unichar_iswide (letter) ? 2 : 1;
    }
  return width;
}

static guint
number_of_reason (Grid *grid, const MiradorRow *row)
{
  g_autofree char *reason = mirador_explain_gap (row);
  guint index;

  if (!g_ptr_array_find_with_equal_func (grid->reasons, reason, g_str_equal, &index))
    {
      index = grid->reasons->len;
      g_ptr_array_add (grid->reasons, g_steal_pointer (&reason));
    }
  return index + 1;
}

static char *
value_cell (Grid *grid, const MiradorRow *row)
{
  g_autofree char *value = mirador_explain_value (row);

  if (row->gap != MIRADOR_GAP_NONE)
    return g_strdup_printf ("%s (%u)", value, number_of_reason (grid, row));
  return g_strconcat (value, row->flags & MIRADOR_FLAG_PARTIAL ? "*" : "", NULL);
}

/* «Lambayeque» may be a region, a province and a district, and all of them in one table. */
static gboolean
has_namesakes (const MiradorFrame *frame)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorPlace *place = mirador_frame_get_row (frame, i)->place;
      const MiradorPlace *namesake = place ? g_hash_table_lookup (places, place->name) : NULL;

      if (namesake != NULL && namesake != place)
        return TRUE;
      if (place != NULL)
        g_hash_table_insert (places, (gpointer)place->name, (gpointer)place);
    }
  return FALSE;
}

static char *
place_cell (const Grid *grid, const MiradorRow *row)
{
  if (row->place == NULL)
    return g_strdup ("");
  return grid->full_names ? mirador_place_full_name (row->place) : g_strdup (row->place->name);
}

static const char *
program_cell (const MiradorRow *row)
{
  return row->program ? mirador_program_get_name (row->program) : "";
}

static char *
breakdown_cell (const MiradorRow *row)
{
  if (*row->breakdown == '\0')
    return g_strdup (C_ ("breakdown", "Total"));
  return mirador_breakdown_key_to_text (row->breakdown);
}

static char **
cells_of (Grid *grid, const MiradorRow *row, guint shown)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();

  if (shown & MIRADOR_VARIES_MEASURE)
    g_ptr_array_add (cells, g_strdup (mirador_row_measure_name (row)));
  if (shown & MIRADOR_VARIES_PROGRAM)
    g_ptr_array_add (cells, g_strdup (program_cell (row)));
  if (shown & MIRADOR_VARIES_PLACE)
    g_ptr_array_add (cells, place_cell (grid, row));
  if (shown & MIRADOR_VARIES_BREAKDOWN)
    g_ptr_array_add (cells, breakdown_cell (row));
  if (shown & MIRADOR_VARIES_PERIOD)
    g_ptr_array_add (cells, mirador_row_get_period_text (row, MIRADOR_FISCAL_FIRST_MONTH_DEFAULT));
  if (shown & MIRADOR_VARIES_FEED)
    g_ptr_array_add (cells, g_strdup (row->feed ? row->feed : ""));
  g_ptr_array_add (cells, value_cell (grid, row));
  g_ptr_array_add (cells, NULL);
  return (char **)g_ptr_array_free (g_steal_pointer (&cells), FALSE);
}

static char **
header_of (guint shown)
{
  const struct
  {
    guint column;
    const char *title;
  } titles[] = {
    { MIRADOR_VARIES_MEASURE, C_ ("column", "Measure") },
    { MIRADOR_VARIES_PROGRAM, C_ ("column", "Program") },
    { MIRADOR_VARIES_PLACE, C_ ("column", "Place") },
    { MIRADOR_VARIES_BREAKDOWN, C_ ("column", "Group") },
    { MIRADOR_VARIES_PERIOD, C_ ("column", "Period") },
    { MIRADOR_VARIES_FEED, C_ ("column", "Feed") },
  };
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (shown & titles[i].column)
      g_ptr_array_add (cells, g_strdup (titles[i].title));
  g_ptr_array_add (cells, g_strdup (C_ ("column", "Value")));
  g_ptr_array_add (cells, NULL);
  return (char **)g_ptr_array_free (g_steal_pointer (&cells), FALSE);
}

static guint
column_width (const Grid *grid, guint column)
{
  guint width = 0;

  for (guint i = 0; i < grid->rows->len; i++)
    width = MAX (width, display_width (((char **)grid->rows->pdata[i])[column]));
  return width;
}

static void
pad (GString *text, guint n)
{
  for (guint i = 0; i < n; i++)
    g_string_append_c (text, ' ');
}

static void
append_grid (GString *text, const Grid *grid)
{
  g_autofree guint *widths = g_new0 (guint, grid->n_columns);

  for (guint column = 0; column < grid->n_columns; column++)
    widths[column] = column_width (grid, column);
  for (guint i = 0; i < grid->rows->len; i++)
    {
      char **cells = grid->rows->pdata[i];

      for (guint column = 0; column < grid->n_columns; column++)
        {
          gboolean last = column + 1 == grid->n_columns;
          guint blanks = widths[column] - display_width (cells[column]);

          if (last)
            pad (text, blanks);
          g_string_append (text, cells[column]);
          if (!last)
            pad (text, blanks + 2);
        }
      g_string_append_c (text, '\n');
    }
}

static void
append_line (GString *text, char *line)
{
  if (*line != '\0')
    g_string_append_printf (text, "%s\n", line);
  g_free (line);
}

static gboolean
has_partial (const MiradorFrame *frame)
{
  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    if (mirador_frame_get_row (frame, i)->flags & MIRADOR_FLAG_PARTIAL)
      return TRUE;
  return FALSE;
}

static void
append_below (GString *text, const MiradorFrame *frame, const Grid *grid)
{
  g_auto (GStrv) notes = mirador_explain_notes (frame);

  g_string_append_c (text, '\n');
  for (guint i = 0; i < grid->reasons->len; i++)
    g_string_append_printf (text, "(%u) %s\n", i + 1, (char *)grid->reasons->pdata[i]);
  if (has_partial (frame))
    append_line (text, g_strconcat ("* ", _ ("incomplete"), NULL));
  for (guint i = 0; notes[i] != NULL; i++)
    g_string_append_printf (text, "%s\n", notes[i]);
  append_line (text, mirador_explain_source (frame));
}

/* With nothing that differs, the measure names the only figure. */
static guint
shown_columns (const MiradorFrame *frame)
{
  guint varies = mirador_frame_get_varying (frame);

  return varies & ~(guint)MIRADOR_VARIES_FEED ? varies : varies | MIRADOR_VARIES_MEASURE;
}

char *
mirador_table_to_text (const MiradorFrame *frame)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  g_autoptr (GPtrArray) reasons = g_ptr_array_new_with_free_func (g_free);
  guint shown = shown_columns (frame);
  Grid grid = { rows, reasons, 0, has_namesakes (frame) };
  g_autofree char *title = mirador_subtitle (frame, MIRADOR_FISCAL_FIRST_MONTH_DEFAULT);

  if (mirador_frame_get_n_rows (frame) == 0)
    {
      g_string_append_printf (text, "%s\n", _ ("No figures."));
      return g_string_free (text, FALSE);
    }
  g_ptr_array_add (rows, header_of (shown));
  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    g_ptr_array_add (rows, cells_of (&grid, mirador_frame_get_row (frame, i), shown));
  grid.n_columns = g_strv_length (rows->pdata[0]);
  g_string_append_printf (text, "%s\n\n", title);
  append_grid (text, &grid);
  append_below (text, frame, &grid);
  return g_string_free (text, FALSE);
}
