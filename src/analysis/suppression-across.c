/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "analysis/label.h"
#include "analysis/suppression-nested.h"
#include "analysis/suppression-private.h"

/* Frames of one picture: a year and its months, a region and its parts. Each by itself may hide
 * other complements, so that one of them shows what the other needs hidden. */

typedef struct
{
  GPtrArray *lines;
  const MiradorFrame *frame;
  const guint *owners;
  const double *counts;
  const gboolean *hidden;
  GArray *remainders;
  GHashTable *first_of; /* coordinate → row number + 1 */
  GHashTable *slices;   /* coordinate without a place → GArray of guint, rows */
  GHashTable *series;   /* coordinate without a time → GArray of guint, rows */
} Across;

static char *
write_key (const MiradorRow *row, gboolean place, gboolean time)
{
  g_autofree char *days
    = time ? g_strdup_printf ("%d-%d", row->range.first_day, row->range.last_day) : NULL;

  return g_strdup_printf ("%s|%s|%s|%s|%s|%s", row->measure->id,
                          row->program ? row->program->id : "", row->feed ? row->feed : "",
                          place && row->place ? row->place->code : "", row->breakdown,
                          days != NULL ? days : "");
}

static void
note (GHashTable *lists, char *key, guint row)
{
  GArray *rows = g_hash_table_lookup (lists, key);

  if (rows == NULL)
    {
      rows = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (lists, g_strdup (key), rows);
    }
  g_array_append_val (rows, row);
  g_free (key);
}

/* The same figure twice is hidden twice. */
static gboolean
repeats (Across *across, guint row)
{
  g_autofree char *key = write_key (mirador_frame_get_row (across->frame, row), TRUE, TRUE);
  guint first = GPOINTER_TO_UINT (g_hash_table_lookup (across->first_of, key));
  MiradorLine *line;

  if (first == 0 || across->owners[first - 1] == across->owners[row])
    {
      g_hash_table_insert (across->first_of, g_steal_pointer (&key), GUINT_TO_POINTER (row + 1));
      return FALSE;
    }
  line = mirador_line_new ((int)(first - 1));
  g_array_append_val (line->cells, row);
  g_ptr_array_add (across->lines, line);
  return TRUE;
}

static void
note_row (Across *across, guint i)
{
  const MiradorRow *row = mirador_frame_get_row (across->frame, i);
  MiradorAdds adds = mirador_row_get_adds (across->frame, row);

  if (repeats (across, i))
    return;
  if (row->place != NULL && (adds & MIRADOR_ADDS_PLACE))
    note (across->slices, write_key (row, FALSE, TRUE), i);
  if (adds & MIRADOR_ADDS_TIME)
    note (across->series, write_key (row, TRUE, FALSE), i);
}

static gboolean
has_one_owner (const Across *across, const GArray *rows)
{
  for (guint i = 1; i < rows->len; i++)
    if (across->owners[g_array_index (rows, guint, i)]
        != across->owners[g_array_index (rows, guint, 0)])
      return FALSE;
  return TRUE;
}

static gboolean
is_of_one_frame (gpointer key, gpointer rows, gpointer across)
{
  return has_one_owner (across, rows);
}

static gint32
count_days (MiradorRange range)
{
  return range.last_day - range.first_day + 1;
}

/* What the shorter times leave of the longer one is a cell as well. */
static void
add_rest (Across *across, MiradorLine *line)
{
  guint number = mirador_frame_get_n_rows (across->frame) + across->remainders->len;
  double rest = mirador_lines_remainder (line, across->counts);

  g_array_append_val (across->remainders, rest);
  g_array_append_val (line->cells, number);
}

static void
add_time (Across *across, guint whole, const GArray *rows, guint owner)
{
  const MiradorRow *total = mirador_frame_get_row (across->frame, whole);
  MiradorLine *line = mirador_line_new ((int)whole);
  gint32 days = count_days (total->range);

  for (guint i = 0; i < rows->len; i++)
    {
      guint part = g_array_index (rows, guint, i);
      const MiradorRow *row = mirador_frame_get_row (across->frame, part);

      if (across->owners[part] != owner || count_days (row->range) >= count_days (total->range)
          || !mirador_range_contains (total->range, row->range))
        continue;
      g_array_append_val (line->cells, part);
      days -= count_days (row->range);
    }
  if (line->cells->len == 0 || days < 0 || (days > 0 && isnan (across->counts[whole])))
    {
      mirador_line_free (line);
      return;
    }
  if (days > 0)
    add_rest (across, line);
  g_ptr_array_add (across->lines, line);
}

static void
add_times (Across *across, const GArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      guint whole = g_array_index (rows, guint, i);
      guint last = across->owners[whole]; /* rows come frame by frame */

      for (guint k = 0; k < rows->len; k++)
        {
          guint owner = across->owners[g_array_index (rows, guint, k)];

          if (owner != across->owners[whole] && owner != last)
            add_time (across, whole, rows, owner);
          last = owner;
        }
    }
}

static void
add_all_times (Across *across)
{
  g_autoptr (GList) keys
    = g_list_sort (g_hash_table_get_keys (across->series), (GCompareFunc)g_strcmp0);

  for (const GList *key = keys; key != NULL; key = key->next)
    add_times (across, g_hash_table_lookup (across->series, key->data));
}

/* A rest that is no small count is seen in none of the frames: it leaves its line open. */
static gboolean
is_open (const Across *across, const MiradorLine *line, int threshold)
{
  guint n = mirador_frame_get_n_rows (across->frame);

  for (guint i = 0; i < line->cells->len; i++)
    {
      guint cell = g_array_index (line->cells, guint, i);

      if (cell >= n && fabs (g_array_index (across->remainders, double, cell - n)) >= threshold)
        return TRUE;
    }
  return FALSE;
}

static void
drop_open (const Across *across, guint from, int threshold)
{
  for (guint i = across->lines->len; i-- > from;)
    if (is_open (across, across->lines->pdata[i], threshold))
      g_ptr_array_remove_index (across->lines, i);
}

void
mirador_lines_add_across (GPtrArray *lines,
                          const MiradorFrame *frame,
                          const guint *owners,
                          const double *counts,
                          const gboolean *taken,
                          const gboolean *hidden,
                          GArray *remainders,
                          int threshold)
{
  g_autoptr (GHashTable) first_of = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) slices
    = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
  g_autoptr (GHashTable) series
    = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
  Across across = { lines, frame, owners, counts, hidden, remainders, first_of, slices, series };
  guint n_before = lines->len;

  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    if (taken[i])
      note_row (&across, i);
  g_hash_table_foreach_remove (slices, is_of_one_frame, &across);
  g_hash_table_foreach_remove (series, is_of_one_frame, &across);
  add_all_times (&across);
  mirador_lines_add_nested (lines, frame, counts, hidden, slices, remainders);
  drop_open (&across, n_before, threshold);
}
