/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/suppression-lines.h"

#include <math.h>

#include "analysis/label.h"
#include "analysis/suppression-nested.h"

#define ADDS_ALL (MIRADOR_ADDS_TIME | MIRADOR_ADDS_PLACE | MIRADOR_ADDS_BREAKDOWN)
#define MAX_NAMES 4

/* Where a row stands along one dimension, or a total that it is part of. */
typedef struct
{
  char *coordinate; /* of the row that would be the total */
  char *way;        /* what is added up to get there, "" for the row itself */
  gboolean direct;  /* one step up */
} Target;

typedef struct
{
  const MiradorFrame *frame;
  const double *counts;
  const gboolean *hidden;
  GPtrArray *groups;       /* (element-type MiradorPlace) groups that are rows */
  GHashTable *coordinates; /* coordinate → row number + 1 */
  GHashTable *lines;       /* coordinate and ways → MiradorLine */
  GHashTable *slices;      /* coordinate without a place → GArray of guint, rows */
} Search;

static void
target_clear (gpointer target)
{
  g_free (((Target *)target)->coordinate);
  g_free (((Target *)target)->way);
}

MiradorLine *
mirador_line_new (int total)
{
  MiradorLine *line = g_new0 (MiradorLine, 1);

  line->cells = g_array_new (FALSE, FALSE, sizeof (guint));
  line->total = total;
  return line;
}

double
mirador_lines_remainder (const MiradorLine *line, const double *counts)
{
  double rest = counts[line->total];

  for (guint i = 0; i < line->cells->len; i++)
    rest -= counts[g_array_index (line->cells, guint, i)];
  return rest;
}

void
mirador_line_free (gpointer line)
{
  g_array_unref (((MiradorLine *)line)->cells);
  g_free (line);
}

static void
add_target (GArray *targets, const char *coordinate, char *way, gboolean direct)
{
  Target target = { g_strdup (coordinate), way, direct };

  g_array_append_val (targets, target);
}

static GArray *
targets_new (void)
{
  GArray *targets = g_array_new (FALSE, FALSE, sizeof (Target));

  g_array_set_clear_func (targets, target_clear);
  return targets;
}

static MiradorAdds
adds_of (const MiradorFrame *frame, const MiradorRow *row)
{
  MiradorAdds adds = mirador_row_get_adds (frame, row);

  /* Ratios are combined from summed numerators, whatever is said of their own values. */
  if (row->measure->kind == MIRADOR_KIND_RATIO && adds == 0)
    return (MiradorAdds)ADDS_ALL;
  return adds;
}

/* Rows of one level within each place above it: a province may hold a single district, so that
 * only the region's total would give it away. */
static GArray *
place_targets (Search *search, const MiradorRow *row, gboolean adds)
{
  GArray *targets = targets_new ();
  const MiradorPlace *place = row->place;

  add_target (targets, place ? place->code : "", g_strdup (""), FALSE);
  if (!adds || place == NULL)
    return targets;
  for (const MiradorPlace *above = place->parent; above != NULL; above = above->parent)
    add_target (targets, above->code, g_strdup_printf ("level%d", place->level),
                above == place->parent);
  if (place->level == MIRADOR_LEVEL_AUTHORITY)
    add_target (targets, mirador_place_peru ()->code, g_strdup ("authorities"), TRUE);
  for (guint i = 0; i < search->groups->len; i++)
    {
      const MiradorPlace *group = search->groups->pdata[i];

      if (group != place && mirador_place_is_within (place, group))
        add_target (targets, group->code, g_strdup_printf ("level%d", place->level), TRUE);
    }
  return targets;
}

static void
add_dropped (GArray *targets, const char *key, const char **names, guint n, guint dropped)
{
  const char *kept[MAX_NAMES], *members[MAX_NAMES];
  g_autoptr (GString) way = g_string_new (NULL);
  guint n_kept = 0;

  for (guint i = 0; i < n; i++)
    {
      if (dropped & (1u << i))
        {
          g_string_append_printf (way, "%s;", names[i]);
          continue;
        }
      kept[n_kept] = names[i];
      members[n_kept++] = mirador_breakdown_key_get (key, names[i]);
    }
  add_target (targets, n_kept ? mirador_breakdown_key (n_kept, kept, members) : "",
              g_strdup (way->str), n_kept + 1 == n);
}

static GArray *
breakdown_targets (const MiradorRow *row, gboolean adds)
{
  GArray *targets = targets_new ();
  g_autofree const char **names = NULL;
  guint n = 0;

  add_target (targets, row->breakdown, g_strdup (""), FALSE);
  if (!adds || *row->breakdown == '\0')
    return targets;
  names = mirador_breakdown_key_names (row->breakdown);
  while (names[n] != NULL && n < MAX_NAMES)
    n++;
  if (names[n] != NULL)
    return targets;
  for (guint dropped = 1; dropped < (1u << n); dropped++)
    add_dropped (targets, row->breakdown, names, n, dropped);
  return targets;
}

static char *
range_coordinate (MiradorRange range)
{
  return g_strdup_printf ("%d-%d", range.first_day, range.last_day);
}

static void
add_longer (GArray *targets, const MiradorRow *row, MiradorGrain grain, int first_month)
{
  MiradorPeriod longer = mirador_period_of_day (row->period.first_day, grain, first_month);
  g_autofree char *coordinate = range_coordinate (mirador_period_get_range (longer));

  add_target (targets, coordinate, g_strdup_printf ("grain%d", row->period.grain), TRUE);
}

/* The totals that other pages show. A year less a fiscal year leaves half a year, so each half
 * stands for itself. */
static GArray *
time_targets (const MiradorRow *row, gboolean adds)
{
  GArray *targets = targets_new ();
  g_autofree char *own = range_coordinate (row->range);

  add_target (targets, own, g_strdup (""), FALSE);
  if (!adds || mirador_period_is_none (row->period))
    return targets;
  add_target (targets, "all", g_strdup_printf ("grain%d", row->period.grain), TRUE);
  if (row->period.grain < MIRADOR_GRAIN_QUARTER)
    add_longer (targets, row, MIRADOR_GRAIN_QUARTER, 1);
  if (row->period.grain < MIRADOR_GRAIN_HALF)
    add_longer (targets, row, MIRADOR_GRAIN_HALF, 1);
  if (row->period.grain < MIRADOR_GRAIN_YEAR)
    {
      add_longer (targets, row, MIRADOR_GRAIN_YEAR, 1);
      add_longer (targets, row, MIRADOR_GRAIN_FISCAL_YEAR, MIRADOR_FISCAL_FIRST_MONTH_DEFAULT);
    }
  return targets;
}

static char *
coordinate_of (const MiradorRow *row, const char *place, const char *breakdown, const char *time)
{
  return g_strdup_printf ("%s|%s|%s|%s|%s|%s", row->measure->id,
                          row->program ? row->program->id : "", row->feed ? row->feed : "", place,
                          breakdown, time);
}

/* One step up along one dimension, the row itself along the others. */
static gboolean
is_direct (const Target *place, const Target *breakdown, const Target *time)
{
  guint steps = (*place->way != '\0') + (*breakdown->way != '\0') + (*time->way != '\0');

  return steps == 1 && (place->direct || breakdown->direct || time->direct);
}

static void
join_line (Search *search,
           guint i,
           const Target *place,
           const Target *breakdown,
           const Target *time)
{
  const MiradorRow *row = mirador_frame_get_row (search->frame, i);
  g_autofree char *coordinate
    = coordinate_of (row, place->coordinate, breakdown->coordinate, time->coordinate);
  g_autofree char *key
    = g_strdup_printf ("%s#%s|%s|%s", coordinate, place->way, breakdown->way, time->way);
  MiradorLine *line = g_hash_table_lookup (search->lines, key);

  if (line == NULL)
    {
      line = mirador_line_new (
        GPOINTER_TO_INT (g_hash_table_lookup (search->coordinates, coordinate)) - 1);
      line->over_place = *place->way != '\0';
      line->mixed = *breakdown->way != '\0' || *time->way != '\0';
      line->direct = is_direct (place, breakdown, time);
      g_hash_table_insert (search->lines, g_steal_pointer (&key), line);
    }
  g_array_append_val (line->cells, i);
}

static void
join_lines (Search *search, guint i)
{
  const MiradorRow *row = mirador_frame_get_row (search->frame, i);
  MiradorAdds adds = adds_of (search->frame, row);
  g_autoptr (GArray) places = place_targets (search, row, (adds & MIRADOR_ADDS_PLACE) != 0);
  g_autoptr (GArray) breakdowns = breakdown_targets (row, (adds & MIRADOR_ADDS_BREAKDOWN) != 0);
  g_autoptr (GArray) times = time_targets (row, (adds & MIRADOR_ADDS_TIME) != 0);

  for (guint p = 0; p < places->len; p++)
    for (guint b = 0; b < breakdowns->len; b++)
      for (guint t = 0; t < times->len; t++)
        if (p + b + t > 0) /* the first of each is the row itself */
          join_line (search, i, &g_array_index (places, Target, p),
                     &g_array_index (breakdowns, Target, b), &g_array_index (times, Target, t));
}

static void
note_slice (Search *search, const MiradorRow *row, guint i, const char *time)
{
  g_autofree char *slice = coordinate_of (row, "", row->breakdown, time);
  GArray *rows = g_hash_table_lookup (search->slices, slice);

  if (row->place == NULL || !(adds_of (search->frame, row) & MIRADOR_ADDS_PLACE))
    return;
  if (rows == NULL)
    {
      rows = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (search->slices, g_steal_pointer (&slice), rows);
    }
  g_array_append_val (rows, i);
}

static void
note_row (Search *search, guint i)
{
  const MiradorRow *row = mirador_frame_get_row (search->frame, i);
  g_autofree char *time = range_coordinate (row->range);
  const MiradorPlace *place = row->place;

  g_hash_table_insert (search->coordinates,
                       coordinate_of (row, place ? place->code : "", row->breakdown, time),
                       GINT_TO_POINTER ((int)i + 1));
  note_slice (search, row, i, time);
  if (place != NULL && place->members->len > 0 && !g_ptr_array_find (search->groups, place, NULL))
    g_ptr_array_add (search->groups, (gpointer)place);
}

static int
compare_cells (const GArray *a, const GArray *b)
{
  if (a->len != b->len)
    return a->len < b->len ? -1 : 1;
  for (guint i = 0; i < a->len; i++)
    {
      guint cell_a = g_array_index (a, guint, i), cell_b = g_array_index (b, guint, i);

      if (cell_a != cell_b)
        return cell_a < cell_b ? -1 : 1;
    }
  return 0;
}

/* Never by address: the same table must always hide the same cells. */
static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const MiradorLine *line_a = *(MiradorLine *const *)a;
  const MiradorLine *line_b = *(MiradorLine *const *)b;
  int order = compare_cells (line_a->cells, line_b->cells);

  return order != 0 ? order : line_a->total - line_b->total;
}

/* Where the same cells have a total in the frame, it speaks for the unseen, larger ones. */
static void
drop_repeated (GPtrArray *lines)
{
  for (guint i = lines->len; i-- > 1;)
    {
      const MiradorLine *line = lines->pdata[i - 1];
      MiradorLine *next = lines->pdata[i];

      if ((line->total >= 0 && line->total != next->total)
          || compare_cells (line->cells, next->cells) != 0)
        continue;
      next->direct |= line->direct;
      g_ptr_array_remove_index (lines, i - 1);
    }
}

/* Where places of the total are missing, what they hold is a cell as well. A line along places
 * alone is then left to the nested ones, which say the same with fewer such cells. */
static gboolean
complete_line (Search *search, MiradorLine *line, GArray *remainders)
{
  guint number = mirador_frame_get_n_rows (search->frame) + remainders->len;
  double rest;

  if (line->total < 0 || !line->over_place || mirador_lines_is_whole (search->frame, line))
    return TRUE;
  if (!line->mixed || isnan (search->counts[line->total]))
    return FALSE;
  rest = mirador_lines_remainder (line, search->counts);
  g_array_append_val (remainders, rest);
  g_array_append_val (line->cells, number);
  return TRUE;
}

static GPtrArray *
sort_lines (GPtrArray *lines)
{
  g_ptr_array_sort (lines, compare_lines);
  drop_repeated (lines);
  return lines;
}

/* The lines leave the table for the list. A lone cell whose total is nowhere in sight can be
 * computed from nothing. */
static GPtrArray *
collect (Search *search, GArray *remainders)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (mirador_line_free);
  GPtrArray *kept = g_ptr_array_new_with_free_func (mirador_line_free);
  GHashTableIter iter;
  gpointer line;

  g_hash_table_iter_init (&iter, search->lines);
  while (g_hash_table_iter_next (&iter, NULL, &line))
    {
      if (((MiradorLine *)line)->cells->len > 1 || ((MiradorLine *)line)->total >= 0)
        g_ptr_array_add (lines, line);
      else
        mirador_line_free (line);
    }
  lines = sort_lines (lines);
  mirador_lines_add_nested (kept, search->frame, search->counts, search->hidden, search->slices,
                            remainders);
  while (lines->len > 0)
    {
      line = g_ptr_array_steal_index (lines, lines->len - 1);
      if (complete_line (search, line, remainders))
        g_ptr_array_add (kept, line);
      else
        mirador_line_free (line);
    }
  g_ptr_array_unref (lines);
  return sort_lines (kept);
}

GPtrArray *
mirador_lines_new (const MiradorFrame *frame,
                   const double *counts,
                   const gboolean *taken,
                   const gboolean *hidden,
                   GArray *remainders)
{
  g_autoptr (GPtrArray) groups = g_ptr_array_new ();
  g_autoptr (GHashTable) coordinates
    = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) slices
    = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
  Search search = { frame, counts, hidden, groups, coordinates, lines, slices };
  guint n = mirador_frame_get_n_rows (frame);

  for (guint i = 0; i < n; i++)
    if (taken[i])
      note_row (&search, i);
  for (guint i = 0; i < n; i++)
    if (taken[i])
      join_lines (&search, i);
  return collect (&search, remainders);
}
