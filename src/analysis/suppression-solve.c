/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/suppression-lines.h"

/*
 * Each line is an equation whose unknowns are its hidden cells. A hidden value follows from the
 * shown ones exactly where every solution of the homogeneous system is zero there; one random
 * solution tells. Arithmetic is modulo a prime, so no rounding decides; a coefficient is 1 for a
 * part and −1 for a total. (Fellegi 1972, "On the question of statistical confidentiality".)
 */
#define PRIME 2147483647u /* 2^31 − 1 */
#define SEED 20250630u    /* fixed: the same table hides the same cells */

typedef struct
{
  guint unknown;
  guint32 factor;
} Term;

typedef struct
{
  double most; /* that is hidden for itself */
  const double *counts;
  const gboolean *hidden;
  gboolean *known;   /* hidden, but plain to see: zero, one, the most */
  guint *number;     /* row → number of its unknown */
  guint *row;        /* number → row */
  guint n;           /* unknowns */
  GArray **pivots;   /* by number: an equation that starts there, factor 1 */
  guint32 *solution; /* by number */
} System;

static guint32
multiply (guint32 a, guint32 b)
{
  return (guint32)((guint64)a * b % PRIME);
}

static guint32
invert (guint32 a)
{
  guint32 result = 1;

  /* Fermat's little theorem */
  for (guint32 power = PRIME - 2; power > 0; power >>= 1, a = multiply (a, a))
    if (power & 1)
      result = multiply (result, a);
  return result;
}

static gboolean
is_unknown (const System *system, guint row)
{
  return system->hidden[row] && !system->known[row];
}

static int
compare_terms (gconstpointer a, gconstpointer b)
{
  guint first = ((const Term *)a)->unknown, second = ((const Term *)b)->unknown;

  return first < second ? -1 : first > second;
}

static GArray *
equation_new (const System *system, const MiradorLine *line)
{
  GArray *terms = g_array_new (FALSE, FALSE, sizeof (Term));

  for (guint i = 0; i < line->cells->len; i++)
    {
      guint cell = g_array_index (line->cells, guint, i);
      Term term = { system->number[cell], 1 };

      if (is_unknown (system, cell))
        g_array_append_val (terms, term);
    }
  if (line->total >= 0 && is_unknown (system, (guint)line->total))
    {
      Term term = { system->number[line->total], PRIME - 1 };

      g_array_append_val (terms, term);
    }
  g_array_sort (terms, compare_terms);
  return terms;
}

static void
append_term (GArray *terms, guint unknown, guint32 factor)
{
  Term term = { unknown, factor };

  if (factor != 0)
    g_array_append_val (terms, term);
}

/* equation − factor × pivot; both start at the same unknown, which falls away. */
static GArray *
reduce (const GArray *equation, const GArray *pivot)
{
  GArray *terms = g_array_sized_new (FALSE, FALSE, sizeof (Term), equation->len + pivot->len);
  guint32 minus = PRIME - g_array_index (equation, Term, 0).factor;
  guint e = 1, p = 1;

  while (e < equation->len || p < pivot->len)
    {
      const Term *ours = e < equation->len ? &g_array_index (equation, Term, e) : NULL;
      const Term *theirs = p < pivot->len ? &g_array_index (pivot, Term, p) : NULL;
      guint64 factor = 0;
      guint unknown
        = !theirs || (ours && ours->unknown < theirs->unknown) ? ours->unknown : theirs->unknown;

      if (ours != NULL && ours->unknown == unknown)
        factor = ours->factor, e++;
      if (theirs != NULL && theirs->unknown == unknown)
        factor += multiply (minus, theirs->factor), p++;
      append_term (terms, unknown, (guint32)(factor % PRIME));
    }
  return terms;
}

static void
normalise (GArray *equation)
{
  guint32 inverse = invert (g_array_index (equation, Term, 0).factor);

  for (guint i = 0; i < equation->len; i++)
    {
      Term *term = &g_array_index (equation, Term, i);

      term->factor = multiply (term->factor, inverse);
    }
}

static void
take_equation (System *system, const MiradorLine *line)
{
  g_autoptr (GArray) equation = equation_new (system, line);

  while (equation->len > 0)
    {
      guint start = g_array_index (equation, Term, 0).unknown;
      GArray *reduced;

      if (system->pivots[start] == NULL)
        {
          normalise (equation);
          system->pivots[start] = g_steal_pointer (&equation);
          return;
        }
      reduced = reduce (equation, system->pivots[start]);
      g_array_unref (equation);
      equation = reduced;
    }
}

static void
solve (System *system)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);

  for (guint i = system->n; i-- > 0;)
    {
      const GArray *pivot = system->pivots[i];
      guint64 sum = 0;

      if (pivot == NULL)
        {
          system->solution[i] = (guint32)g_rand_int_range (random, 1, G_MAXINT32);
          continue;
        }
      for (guint j = 1; j < pivot->len; j++)
        {
          const Term *term = &g_array_index (pivot, Term, j);

          sum += multiply (term->factor, system->solution[term->unknown]);
        }
      system->solution[i] = (guint32)((PRIME - sum % PRIME) % PRIME);
    }
}

static void
free_pivots (System *system)
{
  for (guint i = 0; i < system->n; i++)
    g_clear_pointer (&system->pivots[i], g_array_unref);
}

/* Whether the total leaves that count for each of its hidden cells, and how many there are. */
static gboolean
leaves_each (const System *system, const MiradorLine *line, double count, guint *n_cells)
{
  *n_cells = 0;
  if (line->total >= 0 && is_unknown (system, (guint)line->total))
    return FALSE;
  for (guint i = 0; i < line->cells->len; i++)
    {
      guint cell = g_array_index (line->cells, guint, i);

      if (!is_unknown (system, cell))
        continue;
      if (system->counts[cell] != count)
        return FALSE;
      (*n_cells)++;
    }
  return *n_cells > 0;
}

/* What a total leaves open tells every hidden cell where it is the least that they can be: each a
 * zero, or, as a zero stays, each a one; or the most: of two cells one may be a complement, which
 * is larger, of three none is. */
static gboolean
learn_ends (System *system, const MiradorLine *line, gboolean *exposed, guint *n)
{
  guint n_cells;
  gboolean zeros = leaves_each (system, line, 0, &n_cells);

  if (!zeros && !leaves_each (system, line, 1, &n_cells)
      && !(leaves_each (system, line, system->most, &n_cells) && n_cells > 2))
    return FALSE;
  for (guint i = 0; i < line->cells->len; i++)
    {
      guint cell = g_array_index (line->cells, guint, i);

      if (!is_unknown (system, cell))
        continue;
      *n += !zeros && !exposed[cell] ? 1 : 0;
      exposed[cell] |= !zeros;
      system->known[cell] = TRUE;
    }
  return TRUE;
}

static gboolean
is_known (const MiradorLine *line)
{
  return line->direct || line->total >= 0;
}

static guint
mark_exposed (System *system, const GPtrArray *lines, gboolean zeros_too, gboolean *exposed)
{
  guint n = 0;

  for (guint i = 0; i < lines->len; i++)
    if (is_known (lines->pdata[i]))
      take_equation (system, lines->pdata[i]);
  solve (system);
  free_pivots (system);
  for (guint i = 0; i < system->n; i++)
    {
      guint row = system->row[i];

      if (!is_unknown (system, row) || system->solution[i] != 0)
        continue;
      if (exposed[row] || (!zeros_too && system->counts[row] == 0))
        continue;
      exposed[row] = TRUE;
      n++;
    }
  return n;
}

static guint
find (System *system, const GPtrArray *lines, gboolean *exposed)
{
  guint n = mark_exposed (system, lines, TRUE, exposed);
  gboolean any = FALSE, learned;

  do
    {
      learned = FALSE;
      for (guint i = 0; i < lines->len; i++)
        if (is_known (lines->pdata[i]))
          learned |= learn_ends (system, lines->pdata[i], exposed, &n);
      any |= learned;
  } while (learned);
  return any ? n + mark_exposed (system, lines, FALSE, exposed) : n;
}

guint
mirador_lines_find_exposed (const GPtrArray *lines,
                            const double *counts,
                            const gboolean *hidden,
                            guint n_rows,
                            double most,
                            gboolean *exposed)
{
  g_autofree gboolean *known = g_new0 (gboolean, n_rows);
  g_autofree guint *number = g_new0 (guint, n_rows);
  g_autofree guint *row = g_new0 (guint, n_rows);
  g_autofree GArray **pivots = g_new0 (GArray *, n_rows);
  g_autofree guint32 *solution = g_new0 (guint32, n_rows);
  System system = { most, counts, hidden, known, number, row, 0, pivots, solution };

  for (guint i = 0; i < n_rows; i++)
    {
      exposed[i] = FALSE;
      if (!hidden[i])
        continue;
      number[i] = system.n;
      row[system.n++] = i;
    }
  return find (&system, lines, exposed);
}
