/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/suppression.h"

#include <math.h>

#include "analysis/suppression-private.h"

typedef struct
{
  const MiradorFrame *frame;
  const guint *owners; /* by row: the frame that it is of; NULL: there is one */
  guint n_owners;
  int threshold;
  guint n_rows;
  guint n;         /* cells: the rows, then the remainders */
  double *counts;  /* of people behind each cell; NaN where that is not known */
  gboolean *taken; /* rows that take part */
  gboolean *hidden;
  gboolean *given_up; /* exposed, and nothing left to hide for it */
  GPtrArray *lines;   /* (element-type MiradorLine) */
  GArray **lines_of;  /* by row: guint, the lines that it is on, as a part or as the total */
  guint *n_hidden;    /* by line */
} Table;

/* A ratio or a rate says as much as its numerator. */
static double
count_behind (const MiradorRow *row)
{
  if (!isnan (row->numerator))
    return row->numerator;
  return row->measure->kind == MIRADOR_KIND_RATIO ? NAN : row->value;
}

static gboolean
is_simulated (const MiradorFrame *frame, const MiradorRow *row)
{
  const MiradorProfile *profile = mirador_frame_get_profile (frame, row->feed);

  return (row->flags & MIRADOR_FLAG_SIMULATED) || (profile != NULL && profile->simulated);
}

/* What the source hides is a hidden cell like ours, of a count that we do not know. */
static gboolean
is_hidden_by_source (const MiradorRow *row)
{
  return row->gap == MIRADOR_GAP_HIDDEN_BY_SOURCE && !isfinite (row->value);
}

static gboolean
is_small (double count, int threshold)
{
  return count > 0 && count < threshold;
}

/* None of three is still three people. */
static gboolean
is_of_few (const MiradorRow *row, int threshold)
{
  return row->measure->kind == MIRADOR_KIND_RATIO && is_small (row->denominator, threshold);
}

static gboolean
take_rows (Table *table, int threshold)
{
  gboolean any = FALSE;

  for (guint i = 0; i < table->n_rows; i++)
    {
      const MiradorRow *row = mirador_frame_get_row (table->frame, i);
      gboolean by_source = is_hidden_by_source (row);

      table->counts[i] = NAN;
      if (row->measure == NULL || !row->measure->sensitive || (!isfinite (row->value) && !by_source)
          || is_simulated (table->frame, row))
        continue;
      if (!by_source)
        table->counts[i] = count_behind (row);
      table->taken[i] = by_source || !isnan (table->counts[i]);
      table->hidden[i] = by_source || is_small (table->counts[i], threshold)
                         || (table->taken[i] && is_of_few (row, threshold));
      any |= table->taken[i];
    }
  return any;
}

/* What can be computed although no cell of the frame says it. A remainder that is not small may
 * be shown elsewhere. */
static void
take_remainders (Table *table, const GArray *remainders, int threshold)
{
  table->n = table->n_rows + remainders->len;
  table->counts = g_renew (double, table->counts, table->n);
  table->hidden = g_renew (gboolean, table->hidden, table->n);
  table->given_up = g_renew (gboolean, table->given_up, table->n);
  for (guint i = 0; i < remainders->len; i++)
    {
      guint cell = table->n_rows + i;

      table->counts[cell] = g_array_index (remainders, double, i);
      table->hidden[cell] = is_small (table->counts[cell], threshold);
      table->given_up[cell] = FALSE;
    }
}

static gboolean
is_shown_sum (const Table *table, const MiradorLine *line)
{
  if (line->total < 0 || !line->over_place || line->mixed || !table->hidden[line->total]
      || !isnan (table->counts[line->total]))
    return FALSE;
  for (guint i = 0; i < line->cells->len; i++)
    if (table->hidden[g_array_index (line->cells, guint, i)])
      return FALSE;
  return TRUE;
}

/* A total that the source does not give while it gives each place of it is no secret to keep. */
static void
reveal_sums (Table *table)
{
  gboolean changed;

  do
    {
      changed = FALSE;
      for (guint i = 0; i < table->lines->len; i++)
        if (is_shown_sum (table, table->lines->pdata[i]))
          {
            table->hidden[((MiradorLine *)table->lines->pdata[i])->total] = FALSE;
            changed = TRUE;
          }
  } while (changed);
}

static void
index_row (Table *table, guint row, guint line)
{
  if (table->lines_of[row] == NULL)
    table->lines_of[row] = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_append_val (table->lines_of[row], line);
  table->n_hidden[line] += table->hidden[row] ? 1 : 0;
}

static void
index_lines (Table *table)
{
  for (guint i = 0; i < table->lines->len; i++)
    {
      const MiradorLine *line = table->lines->pdata[i];

      for (guint j = 0; j < line->cells->len; j++)
        index_row (table, g_array_index (line->cells, guint, j), i);
      if (line->total >= 0)
        index_row (table, (guint)line->total, i);
    }
}

static guint
count_lines (const Table *table, guint row)
{
  return table->lines_of[row] != NULL ? table->lines_of[row]->len : 0;
}

static guint
line_of (const Table *table, guint row, guint i)
{
  return g_array_index (table->lines_of[row], guint, i);
}

/* Neither a remainder nor what the source does not give can be hidden by us. */
static gboolean
may_hide (const Table *table, guint cell)
{
  return cell < table->n_rows && !table->hidden[cell] && !isnan (table->counts[cell]);
}

static void
hide (Table *table, guint row)
{
  table->hidden[row] = TRUE;
  for (guint i = 0; i < count_lines (table, row); i++)
    table->n_hidden[line_of (table, row, i)]++;
}

/* Of the lines that the row is a part of: how many would be left with one hidden cell alone, less
 * those that would be so no longer. */
static int
count_new_loners (const Table *table, guint row)
{
  int n = 0;

  for (guint i = 0; i < count_lines (table, row); i++)
    {
      guint line = line_of (table, row, i);
      guint n_hidden = table->n_hidden[line];

      if (((MiradorLine *)table->lines->pdata[line])->total != (int)row)
        n += n_hidden == 0 ? 1 : n_hidden == 1 ? -1 : 0;
    }
  return n;
}

/* The next smallest, a zero only where there is nothing else; in a table of several dimensions
 * first of all one that leaves the fewest other cells to be hidden in turn. */
static gboolean
is_better (const Table *table, guint row, int than)
{
  int loners, loners_than;

  if (than < 0)
    return TRUE;
  if ((table->counts[row] == 0) != (table->counts[than] == 0))
    return table->counts[than] == 0;
  loners = count_new_loners (table, row);
  loners_than = count_new_loners (table, (guint)than);
  if (loners != loners_than)
    return loners < loners_than;
  return table->counts[row] < table->counts[than];
}

static int
choose_on_line (const Table *table, const MiradorLine *line, int best)
{
  for (guint i = 0; i < line->cells->len; i++)
    {
      guint cell = g_array_index (line->cells, guint, i);

      if (may_hide (table, cell) && is_better (table, cell, best))
        best = (int)cell;
    }
  return best;
}

static int
choose_complement (const Table *table, const MiradorLine *line)
{
  int best = choose_on_line (table, line, -1);

  if (best < 0 && line->total >= 0 && may_hide (table, (guint)line->total))
    return line->total;
  return best;
}

/* One cell hidden alone on its line; on to the next line until none is left so. */
static void
complement_lines (Table *table)
{
  gboolean changed;

  do
    {
      changed = FALSE;
      for (guint i = 0; i < table->lines->len; i++)
        {
          int choice
            = table->n_hidden[i] == 1 ? choose_complement (table, table->lines->pdata[i]) : -1;

          if (choice < 0)
            continue;
          hide (table, (guint)choice);
          changed = TRUE;
        }
  } while (changed);
}

static gboolean
complement_cell (Table *table, guint cell)
{
  int best = -1;

  for (guint i = 0; i < count_lines (table, cell); i++)
    best = choose_on_line (table, table->lines->pdata[line_of (table, cell, i)], best);
  for (guint i = 0; i < count_lines (table, cell) && best < 0; i++)
    best = choose_complement (table, table->lines->pdata[line_of (table, cell, i)]);
  if (best >= 0)
    hide (table, (guint)best);
  else
    table->given_up[cell] = TRUE;
  return best >= 0;
}

/* Two hidden cells on each line are not enough: subtracting several lines from one another may
 * still leave one of them alone. Each round hides a cell or gives one up, so it ends. */
static gboolean
protect_exposed (Table *table)
{
  g_autofree gboolean *exposed = g_new0 (gboolean, table->n);
  guint n = mirador_lines_find_exposed (table->lines, table->counts, table->hidden, table->n,
                                        table->threshold - 1, exposed);

  for (guint i = 0; n > 0 && i < table->n; i++)
    if (exposed[i] && !table->given_up[i] && complement_cell (table, i))
      return TRUE;
  return FALSE;
}

static char *
spot_of (const MiradorRow *row, double count)
{
  return g_strdup_printf ("%s|%s|%s|%s|%d|%d|%.17g", row->program ? row->program->id : "",
                          row->feed ? row->feed : "", row->place ? row->place->code : "",
                          row->breakdown, row->range.first_day, row->range.last_day, count);
}

static gboolean
repeats_hidden (GHashTable *spots, const MiradorRow *row, double count)
{
  g_autofree char *spot = isnan (count) ? NULL : spot_of (row, count);

  return spot != NULL && g_hash_table_contains (spots, spot);
}

/* A ratio beside the counts that it is made of must not repeat a hidden one. */
static gboolean
hide_repeated (Table *table)
{
  g_autoptr (GHashTable) spots = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean changed = FALSE;

  for (guint i = 0; i < table->n_rows; i++)
    if (table->hidden[i] && table->counts[i] > 0)
      g_hash_table_add (spots, spot_of (mirador_frame_get_row (table->frame, i), table->counts[i]));
  for (guint i = 0; i < table->n_rows; i++)
    {
      const MiradorRow *row = mirador_frame_get_row (table->frame, i);

      if (table->hidden[i] || row->measure == NULL || is_simulated (table->frame, row))
        continue;
      if (!repeats_hidden (spots, row, row->numerator)
          && !repeats_hidden (spots, row, row->denominator))
        continue;
      hide (table, i);
      changed = TRUE;
    }
  return changed;
}

/* What would follow from the totals even if every cell were hidden (a province with one district,
 * where those of the region and of its other provinces are known) cannot be protected here: its
 * own total is as small and is hidden where it is shown. Hiding the rest would be in vain. */
static void
give_up_hopeless (Table *table)
{
  g_autofree gboolean *all = g_new0 (gboolean, table->n);

  for (guint i = 0; i < table->n; i++)
    all[i] = table->hidden[i] || (i < table->n_rows && !isnan (table->counts[i]));
  mirador_lines_find_exposed (table->lines, table->counts, all, table->n, table->threshold - 1,
                              table->given_up);
}

/* The lines of each frame by itself, then those between frames. */
static GPtrArray *
find_lines (const Table *table, GArray *remainders)
{
  g_autofree gboolean *of_frame = g_new0 (gboolean, table->n_rows);
  GPtrArray *lines = g_ptr_array_new_with_free_func (mirador_line_free);

  if (table->owners == NULL)
    {
      g_ptr_array_unref (lines);
      return mirador_lines_new (table->frame, table->counts, table->taken, table->hidden,
                                remainders);
    }
  for (guint owner = 0; owner < table->n_owners; owner++)
    {
      for (guint i = 0; i < table->n_rows; i++)
        of_frame[i] = table->taken[i] && table->owners[i] == owner;
      g_ptr_array_extend_and_steal (lines, mirador_lines_new (table->frame, table->counts, of_frame,
                                                              table->hidden, remainders));
    }
  mirador_lines_add_across (lines, table->frame, table->owners, table->counts, table->taken,
                            table->hidden, remainders, table->threshold);
  return lines;
}

static void
hide_complements (Table *table, int threshold)
{
  g_autoptr (GArray) remainders = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GPtrArray) lines = find_lines (table, remainders);
  g_autofree guint *n_hidden = g_new0 (guint, lines->len);
  g_autofree GArray **lines_of = NULL;

  take_remainders (table, remainders, threshold);
  lines_of = g_new0 (GArray *, table->n);
  table->lines = lines;
  table->lines_of = lines_of;
  table->n_hidden = n_hidden;
  reveal_sums (table);
  index_lines (table);
  give_up_hopeless (table);
  do
    complement_lines (table);
  while (protect_exposed (table) || hide_repeated (table));
  for (guint i = 0; i < table->n; i++)
    g_clear_pointer (&lines_of[i], g_array_unref);
}

static guint
count_hidden (const Table *table)
{
  guint n = 0;

  for (guint i = 0; i < table->n_rows; i++)
    n += table->hidden[i] ? 1 : 0;
  return n;
}

/* A place hidden as a complement no longer stands between a larger place and its own parts: what
 * is left between these two is then a cell as well. */
static void
hide_all_complements (Table *table, int threshold)
{
  guint n;

  do
    {
      n = count_hidden (table);
      hide_complements (table, threshold);
  } while (count_hidden (table) > n);
}

gboolean *
mirador_suppression_choose (const MiradorFrame *frame,
                            const guint *owners,
                            guint n_owners,
                            const gboolean *already,
                            int threshold)
{
  guint n = mirador_frame_get_n_rows (frame);
  g_autofree gboolean *taken = g_new0 (gboolean, n);
  Table table = { .frame = frame,
                  .owners = owners,
                  .n_owners = n_owners,
                  .threshold = threshold,
                  .n_rows = n,
                  .n = n };

  table.taken = taken;
  table.counts = g_new0 (double, n);
  table.hidden = g_new0 (gboolean, n);
  table.given_up = g_new0 (gboolean, n);
  if (threshold >= 1 && take_rows (&table, threshold))
    {
      for (guint i = 0; already != NULL && i < n; i++)
        table.hidden[i] |= already[i];
      hide_all_complements (&table, threshold);
    }
  for (guint i = 0; i < n; i++)
    table.hidden[i] = table.hidden[i] && !is_hidden_by_source (mirador_frame_get_row (frame, i));
  g_free (table.counts);
  g_free (table.given_up);
  return table.hidden;
}
