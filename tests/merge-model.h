/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-fixture.h"

/* Answers by lot, and a model of what a store makes of them that knows nothing of series, blocks
 * and orders: a list of cells that is searched from its beginning. */

#define MOST_CELLS 4000

typedef struct
{
  int feed, measure, program, place, breakdown, period;
} Key;

typedef struct
{
  Key key;
  double part[5]; /* value, numerator, denominator, low, high */
  guint flags;
  guint64 row;
  int scope; /* of the answer that said it so first */
} Cell;

typedef struct
{
  Cell cells[MOST_CELLS];
  guint n;
} State;

static const char *const feeds[] = { "feed-a", "feed-b" };
static const char *const scopes[] = { "", "north", "south" };
static const char *const measures[] = { "screenings", "mdr_cure_rate", "people_attended" };
static const char *const programs[] = { "same", "tb" };
static const char *const places[] = { "15", "14", "1401", "140101" };
static const char *const breakdowns[] = { "", "sex=F", "age=18-29|sex=M" };
static const char *const periods[]
  = { "2023",    "2024",     "2024-Q1",    "2023-11",    "2023-12", "2024-01",
      "2024-02", "2024-W05", "2024-01-31", "2024-02-01", "2024-S1", "FY2024" };

static inline int
draw (GRand *lot, int n)
{
  return g_rand_int_range (lot, 0, n);
}

static inline gboolean
same_key (const Key *a, const Key *b)
{
  return memcmp (a, b, sizeof *a) == 0;
}

static inline Cell *
find (State *state, const Key *key)
{
  for (guint i = 0; i < state->n; i++)
    if (same_key (&state->cells[i].key, key))
      return &state->cells[i];
  return NULL;
}

static inline gboolean
same_number (double a, double b)
{
  return (isnan (a) && isnan (b)) || a == b;
}

static inline gboolean
same_figure (const Cell *a, const Cell *b)
{
  for (guint i = 0; i < G_N_ELEMENTS (a->part); i++)
    if (!same_number (a->part[i], b->part[i]))
      return FALSE;
  return a->flags == b->flags;
}

/* What comes. */

typedef struct
{
  int feed, scope;
  gboolean snapshot, adds;
  guint measures; /* bits; 0: all */
  gboolean only_2024;
  double limit;
  Cell cells[MOST_CELLS];
  guint n;
} Answer;

static inline MiradorPeriod
get_period (int i)
{
  MiradorPeriod period;

  g_assert_true (
    mirador_period_parse (periods[i], MIRADOR_FISCAL_FIRST_MONTH_DEFAULT, &period, NULL));
  return period;
}

static inline double
draw_number (GRand *lot, int n_in_ten)
{
  static const double numbers[] = { 0, 1, 2, 2.5, 7, 1e9, -0.0 };

  return draw (lot, 10) < n_in_ten ? numbers[draw (lot, G_N_ELEMENTS (numbers))] : NAN;
}

static inline Cell
draw_cell (GRand *lot, const Answer *answer, guint64 row)
{
  static const guint flags[] = { 0,
                                 0,
                                 0,
                                 0,
                                 MIRADOR_FLAG_SUPPRESSED,
                                 MIRADOR_FLAG_ESTIMATED,
                                 MIRADOR_FLAG_PARTIAL | MIRADOR_FLAG_ABOUT };
  gboolean has_parts = draw (lot, 3) == 0;
  Cell cell = { .key = { .feed = answer->feed,
                         .measure = draw (lot, G_N_ELEMENTS (measures)),
                         .program = draw (lot, G_N_ELEMENTS (programs)),
                         .place = draw (lot, G_N_ELEMENTS (places)),
                         .breakdown = draw (lot, G_N_ELEMENTS (breakdowns)),
                         .period = draw (lot, G_N_ELEMENTS (periods)) },
                .row = row,
                .flags = flags[draw (lot, G_N_ELEMENTS (flags))],
                .scope = answer->scope };

  cell.part[0] = draw_number (lot, 9);
  for (guint i = 1; i < G_N_ELEMENTS (cell.part); i++)
    cell.part[i] = has_parts ? draw_number (lot, 6) : NAN;
  return cell;
}

static inline void
shuffle (GRand *lot, Answer *answer)
{
  for (guint i = answer->n; i > 1; i--)
    {
      guint j = draw (lot, i);
      Cell other = answer->cells[j];

      answer->cells[j] = answer->cells[i - 1];
      answer->cells[i - 1] = other;
    }
  for (guint i = 0; i < answer->n; i++)
    answer->cells[i].row = i + 1;
}

/* The same again, a little of it gone, revised or twice, and some that is new. */
static inline void
draw_rows (GRand *lot, Answer *answer, const State *state)
{
  int gone = draw (lot, 6) == 0 ? 100 : draw (lot, 3) * 10;
  int revised = draw (lot, 3) * 10, twice = draw (lot, 2) * 5;

  for (guint i = 0; i < state->n; i++)
    if (state->cells[i].key.feed == answer->feed && draw (lot, 100) >= gone)
      {
        Cell cell = state->cells[i];

        cell.scope = answer->scope;
        if (draw (lot, 100) < revised)
          {
            Key key = cell.key;

            cell = draw_cell (lot, answer, 0);
            cell.key = key;
          }
        answer->cells[answer->n++] = cell;
        if (draw (lot, 100) < twice)
          answer->cells[answer->n++] = cell;
      }
  for (int i = draw (lot, 4) * draw (lot, 60); i > 0; i--)
    answer->cells[answer->n++] = draw_cell (lot, answer, 0);
  if (answer->n == 0)
    answer->cells[answer->n++] = draw_cell (lot, answer, 0);
  if (draw (lot, 3) > 0)
    shuffle (lot, answer);
  for (guint i = 0; i < answer->n; i++)
    answer->cells[i].row = i + 1;
}

static inline Answer *
answer_draw (GRand *lot, const State *state)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->feed = draw (lot, G_N_ELEMENTS (feeds));
  answer->scope = draw (lot, 2) == 0 ? draw (lot, G_N_ELEMENTS (scopes)) : 0;
  answer->snapshot = draw (lot, 4) > 0;
  answer->adds = draw (lot, 2) == 0;
  answer->measures = draw (lot, 2) == 0 ? 0 : (guint)draw (lot, 1 << G_N_ELEMENTS (measures));
  answer->only_2024 = draw (lot, 4) == 0;
  answer->limit = draw (lot, 4) == 0 ? 0.02 : 1;
  draw_rows (lot, answer, state);
  return answer;
}

static inline gboolean
read_answer (MiradorSink *sink, gpointer user_data, GCancellable *cancellable, GError **error)
{
  const Answer *answer = user_data;

  for (guint i = 0; i < answer->n; i++)
    {
      const Cell *cell = &answer->cells[i];
      MiradorObservation observation = {
        .measure = mirador_catalogue_measure (measures[cell->key.measure]),
        .program = mirador_catalogue_program (programs[cell->key.program]),
        .place = mirador_place_by_code (places[cell->key.place]),
        .breakdown = g_intern_string (breakdowns[cell->key.breakdown]),
        .period = get_period (cell->key.period),
        .value = cell->part[0],
        .numerator = cell->part[1],
        .denominator = cell->part[2],
        .low = cell->part[3],
        .high = cell->part[4],
        .flags = cell->flags,
      };

      if (!sink->add (sink, &observation, cell->row, error))
        return FALSE;
    }
  return TRUE;
}

static inline MiradorPull *
make_pull (const Answer *answer)
{
  MiradorPull *pull = fixture_pull_new (feeds[answer->feed], scopes[answer->scope]);

  pull->snapshot = answer->snapshot;
  pull->duplicates = answer->adds ? MIRADOR_DUPLICATES_ADD : MIRADOR_DUPLICATES_REJECT;
  pull->reject_limit = answer->limit;
  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    if ((answer->measures & (1u << i)) != 0)
      g_ptr_array_add (pull->measures, (gpointer)g_intern_string (measures[i]));
  if (answer->only_2024)
    mirador_pull_add_asked (pull, mirador_period_get_range (mirador_period_new_year (2024)));
  return pull;
}

/* The model. */

typedef struct
{
  guint64 added, changed, retired, rejected;
} Counts;

static inline void
add_part (Cell *whole, const Cell *part)
{
  for (guint i = 0; i < 3; i++)
    whole->part[i] += part->part[i];
  whole->part[3] = whole->part[4] = NAN;
  whole->flags |= part->flags;
  if (g_str_equal (measures[whole->key.measure], "mdr_cure_rate"))
    whole->part[0] = whole->part[2] > 0 ? 100 * whole->part[1] / whole->part[2] : NAN;
  if ((whole->flags & MIRADOR_FLAG_SUPPRESSED) != 0)
    whole->part[0] = NAN;
}

static inline State *
stage (const Answer *answer, Counts *counts)
{
  State *came = g_new0 (State, 1);

  for (guint i = 0; i < answer->n; i++)
    {
      Cell cell = answer->cells[i];
      Cell *known = find (came, &cell.key);

      if ((cell.flags & MIRADOR_FLAG_SUPPRESSED) != 0)
        cell.part[0] = NAN;
      if (known == NULL)
        came->cells[came->n++] = cell;
      else if (answer->adds)
        add_part (known, &cell);
      else
        counts->rejected++;
    }
  return came;
}

static inline gboolean
may_retire (const Answer *answer, const Cell *cell)
{
  MiradorRange year = mirador_period_get_range (mirador_period_new_year (2024));
  MiradorRange days = mirador_period_get_range (get_period (cell->key.period));

  return answer->snapshot && cell->key.feed == answer->feed && cell->scope == answer->scope
         && (answer->measures == 0 || (answer->measures & (1u << cell->key.measure)) != 0)
         && (!answer->only_2024
             || (days.first_day >= year.first_day && days.last_day <= year.last_day));
}

static inline void
model_merge (State *state, const Answer *answer, State *came, Counts *counts)
{
  guint kept = 0;

  for (guint i = 0; i < state->n; i++)
    {
      Cell *cell = &state->cells[i];
      const Cell *new = find (came, &cell->key);

      if (new == NULL && may_retire (answer, cell))
        {
          counts->retired++;
          continue;
        }
      if (new != NULL && !same_figure (cell, new))
        {
          counts->changed++;
          *cell = *new;
        }
      state->cells[kept++] = *cell;
    }
  state->n = kept;
  for (guint i = 0; i < came->n; i++)
    if (find (state, &came->cells[i].key) == NULL)
      {
        counts->added++;
        state->cells[state->n++] = came->cells[i];
      }
}
