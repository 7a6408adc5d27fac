/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/suppression-nested.h"

#include <math.h>
#include <string.h>

/* Nodes of the tree that are taken, and the nodes above them. */
typedef struct
{
  GHashTable *covered;
  GHashTable *touched;
} Ground;

typedef struct
{
  GPtrArray *lines;
  const MiradorFrame *frame;
  const double *counts;
  const gboolean *hidden;
  GArray *remainders;
  GHashTable *numbers; /* codes of the ground that is left → cell */
} Nest;

static void
ground_init (Ground *ground)
{
  ground->covered = g_hash_table_new (NULL, NULL);
  ground->touched = g_hash_table_new (NULL, NULL);
}

static void
ground_clear (Ground *ground)
{
  g_hash_table_unref (ground->covered);
  g_hash_table_unref (ground->touched);
}

static gboolean
ground_is_free (const Ground *ground, const MiradorPlace *place)
{
  for (guint i = 0; i < place->members->len; i++)
    if (!ground_is_free (ground, place->members->pdata[i]))
      return FALSE;
  for (const MiradorPlace *node = place; node != NULL; node = node->parent)
    if (g_hash_table_contains (ground->covered, node))
      return FALSE;
  return !g_hash_table_contains (ground->touched, place);
}

static void
ground_take (Ground *ground, const MiradorPlace *place)
{
  for (guint i = 0; i < place->members->len; i++)
    ground_take (ground, place->members->pdata[i]);
  if (place->members->len > 0)
    return;
  g_hash_table_add (ground->covered, (gpointer)place);
  for (const MiradorPlace *node = place->parent; node != NULL; node = node->parent)
    g_hash_table_add (ground->touched, (gpointer)node);
}

/* The codes of the largest nodes of the place that nothing was taken of. */
static void
list_rest (const Ground *ground, const MiradorPlace *place, GString *codes)
{
  const GPtrArray *below = place->members->len > 0 ? place->members : place->children;

  if (g_hash_table_contains (ground->covered, place))
    return;
  if (place->members->len == 0
      && (below->len == 0 || !g_hash_table_contains (ground->touched, place)))
    {
      g_string_append_printf (codes, "%s;", place->code);
      return;
    }
  for (guint i = 0; i < below->len; i++)
    list_rest (ground, below->pdata[i], codes);
}

static const MiradorPlace *
place_of (const MiradorFrame *frame, guint row)
{
  return mirador_frame_get_row (frame, row)->place;
}

gboolean
mirador_lines_is_whole (const MiradorFrame *frame, const MiradorLine *line)
{
  g_autoptr (GString) codes = g_string_new (NULL);
  const MiradorPlace *whole = place_of (frame, (guint)line->total);
  Ground ground;

  ground_init (&ground);
  for (guint i = 0; i < line->cells->len; i++)
    ground_take (&ground, place_of (frame, g_array_index (line->cells, guint, i)));
  list_rest (&ground, whole, codes);
  ground_clear (&ground);
  return codes->len == 0;
}

static int
compare_parts (gconstpointer a, gconstpointer b, gpointer frame)
{
  guint row_a = *(const guint *)a, row_b = *(const guint *)b;
  int level_a = place_of (frame, row_a)->level, level_b = place_of (frame, row_b)->level;

  if (level_a != level_b)
    return level_a - level_b;
  return row_a < row_b ? -1 : row_a > row_b;
}

/* Shown elsewhere, the same ground is the same cell. */
static guint
remainder_number (Nest *nest, const char *slice, const char *codes, const MiradorLine *line)
{
  g_autofree char *key = g_strdup_printf ("%s#%s", slice, codes);
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (nest->numbers, key));
  double rest;

  if (number > 0)
    return number - 1;
  number = mirador_frame_get_n_rows (nest->frame) + nest->remainders->len;
  rest = mirador_lines_remainder (line, nest->counts);
  g_array_append_val (nest->remainders, rest);
  g_hash_table_insert (nest->numbers, g_steal_pointer (&key), GUINT_TO_POINTER (number + 1));
  return number;
}

static void
take_parts (Ground *ground, Nest *nest, const GArray *parts, gboolean groups, GArray *cells)
{
  for (guint i = 0; i < parts->len; i++)
    {
      guint row = g_array_index (parts, guint, i);
      const MiradorPlace *place = place_of (nest->frame, row);

      if ((place->members->len > 0) != groups || !ground_is_free (ground, place))
        continue;
      ground_take (ground, place);
      g_array_append_val (cells, row);
    }
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint first = *(const guint *)a, second = *(const guint *)b;

  return first < second ? -1 : first > second;
}

static void
add_line (Nest *nest, const char *slice, guint whole, const GArray *parts, gboolean groups_first)
{
  g_autoptr (GString) codes = g_string_new (NULL);
  MiradorLine *line = mirador_line_new ((int)whole);
  Ground ground;

  ground_init (&ground);
  take_parts (&ground, nest, parts, groups_first, line->cells);
  take_parts (&ground, nest, parts, !groups_first, line->cells);
  g_array_sort (line->cells, compare_numbers);
  list_rest (&ground, place_of (nest->frame, whole), codes);
  ground_clear (&ground);
  if (codes->len > 0 && isnan (nest->counts[whole]))
    {
      mirador_line_free (line); /* neither the whole nor what is left of it is known */
      return;
    }
  if (codes->len > 0)
    {
      guint rest = remainder_number (nest, slice, codes->str, line);

      g_array_append_val (line->cells, rest);
    }
  g_ptr_array_add (nest->lines, line);
}

static gboolean
holds_rows (const Nest *nest, const MiradorPlace *place, const GArray *rows)
{
  if (place->children->len == 0 && place->members->len == 0)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      const MiradorPlace *inner = place_of (nest->frame, g_array_index (rows, guint, i));

      if (inner != place && mirador_place_is_within (inner, place))
        return TRUE;
    }
  return FALSE;
}

/* With @through, a hidden place steps back for the parts of its own. */
static void
add_place (Nest *nest, const char *slice, guint whole, const GArray *rows, gboolean through)
{
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (guint));
  const MiradorPlace *place = place_of (nest->frame, whole);
  gboolean groups = FALSE, stepped_back = FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      guint row = g_array_index (rows, guint, i);
      const MiradorPlace *inner = place_of (nest->frame, row);

      if (inner == place || !mirador_place_is_within (inner, place))
        continue;
      if (through && nest->hidden[row] && holds_rows (nest, inner, rows))
        {
          stepped_back = TRUE;
          continue;
        }
      g_array_append_val (parts, row);
      groups |= inner->members->len > 0;
    }
  if (parts->len == 0 || (through && !stepped_back))
    return;
  add_line (nest, slice, whole, parts, FALSE);
  if (groups)
    add_line (nest, slice, whole, parts, TRUE);
}

static void
add_slice (Nest *nest, const char *slice, const GArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      guint whole = g_array_index (rows, guint, i);
      const MiradorPlace *place = place_of (nest->frame, whole);

      if (place->children->len == 0 && place->members->len == 0)
        continue;
      add_place (nest, slice, whole, rows, FALSE);
      if (!nest->hidden[whole])
        add_place (nest, slice, whole, rows, TRUE);
    }
}

void
mirador_lines_add_nested (GPtrArray *lines,
                          const MiradorFrame *frame,
                          const double *counts,
                          const gboolean *hidden,
                          GHashTable *slices,
                          GArray *remainders)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GList) keys = g_list_sort (g_hash_table_get_keys (slices), (GCompareFunc)strcmp);
  Nest nest = { lines, frame, counts, hidden, remainders, numbers };

  for (const GList *key = keys; key != NULL; key = key->next)
    {
      GArray *rows = g_hash_table_lookup (slices, key->data);

      g_array_sort_with_data (rows, compare_parts, (gpointer)frame);
      add_slice (&nest, key->data, rows);
    }
}
