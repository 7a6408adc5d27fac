/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>
#include <string.h>

#include "store/answer.h"

/*
 * An engine in memory, and a short way to write figures and to read answers:
 * "PLACE BREAKDOWN PERIOD VALUE [MARKS]" a line, "-" for no breakdown; a ratio's value may be
 * "40=2/5"; marks are e estimated, ~ about, + more than, c cumulative, * hidden by the source.
 * Answers are written alike, with p partial, w year of weeks, r repeats, s simulated.
 */

typedef struct
{
  const char *feed, *measure, *program;
  const MiradorPlace *place;
  const char *breakdown;
  MiradorPoint point;
} MemoryValue;

typedef struct
{
  MiradorSource source;
  GArray *holdings;   /* MiradorHolding */
  GPtrArray *feeds;   /* MiradorProfile */
  GArray *values;     /* MemoryValue */
  const char *prefer; /* the manager's preferred feed */
} Memory;

#define MEMORY_MARKS "pe~+s*cwr-"

static inline MiradorPeriod
memory_period (const char *text)
{
  g_autoptr (GError) error = NULL;
  MiradorPeriod period = MIRADOR_PERIOD_NONE;

  mirador_period_parse (text, 7, &period, &error);
  g_assert_no_error (error);
  return period;
}

static inline int
memory_preference (MiradorSource *source,
                   const char *program,
                   const char *measure,
                   const char *feed)
{
  return g_strcmp0 (((Memory *)source)->prefer, feed) == 0 ? 0 : -1;
}

static inline MiradorProfile *
memory_feed (Memory *memory, const char *id)
{
  MiradorProfile *profile;

  for (guint i = 0; i < memory->feeds->len; i++)
    if (g_str_equal (((MiradorProfile *)memory->feeds->pdata[i])->id, id))
      return memory->feeds->pdata[i];
  profile = mirador_profile_new (id);
  g_ptr_array_add (memory->feeds, profile);
  return profile;
}

static inline MiradorTerms *
memory_terms (Memory *memory, const char *feed, const char *measure)
{
  MiradorTerms *terms = mirador_terms_new (measure, NULL);

  g_ptr_array_add (memory_feed (memory, feed)->terms, terms);
  return terms;
}

static inline int
memory_compare (gconstpointer a, gconstpointer b)
{
  const MemoryValue *one = a, *other = b;
  int order = strcmp (one->place->code, other->place->code);

  if (order == 0)
    order = strcmp (one->breakdown, other->breakdown);
  return order != 0 ? order : mirador_period_compare (one->point.period, other->point.period);
}

static inline gboolean
memory_overlaps (MiradorPeriod period, MiradorRange range)
{
  return mirador_range_is_all (range)
         || (period.first_day <= range.last_day
             && mirador_period_get_last_day (period) >= range.first_day);
}

static inline void
memory_add_to_slab (MiradorSlab *slab, const MemoryValue *value, MiradorRange range)
{
  const MiradorSeries *last
    = slab->series->len > 0 ? &g_array_index (slab->series, MiradorSeries, slab->series->len - 1)
                            : NULL;

  if (last == NULL || last->place != value->place || last->breakdown != value->breakdown)
    mirador_slab_add_series (slab, value->place, value->breakdown);
  if (memory_overlaps (value->point.period, range))
    mirador_slab_add_point (slab, &value->point);
}

static inline MiradorSlab *
memory_load (MiradorSource *source,
             const MiradorHolding *holding,
             MiradorRange range,
             gint64 as_of,
             GError **error)
{
  Memory *memory = (Memory *)source;
  MiradorSlab *slab
    = mirador_slab_new (holding->measure, holding->program, memory_feed (memory, holding->feed));

  slab->extent = holding->range;
  slab->data_until = holding->data_until;
  g_array_sort (memory->values, memory_compare);
  for (guint i = 0; i < memory->values->len; i++)
    {
      MemoryValue *value = &g_array_index (memory->values, MemoryValue, i);

      if (g_str_equal (value->feed, holding->feed)
          && g_str_equal (value->measure, holding->measure->id)
          && g_str_equal (value->program, holding->program->id))
        memory_add_to_slab (slab, value, range);
    }
  return slab;
}

static inline Memory *
memory_new (void)
{
  Memory *memory = g_new0 (Memory, 1);

  memory->holdings = g_array_new (FALSE, FALSE, sizeof (MiradorHolding));
  memory->feeds = g_ptr_array_new_with_free_func ((GDestroyNotify)mirador_profile_unref);
  memory->values = g_array_new (FALSE, FALSE, sizeof (MemoryValue));
  memory->source = (MiradorSource){ memory->holdings, memory_preference, memory_load };
  return memory;
}

static inline void
memory_free (Memory *memory)
{
  g_array_unref (memory->holdings);
  g_ptr_array_unref (memory->feeds);
  g_array_unref (memory->values);
  g_free (memory);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Memory, memory_free)

static inline MiradorHolding *
memory_holding (Memory *memory, const char *feed, const char *measure, const char *program)
{
  MiradorHolding holding = { .measure = mirador_catalogue_measure (measure),
                             .program = mirador_catalogue_program (program),
                             .feed = g_intern_string (feed),
                             .simulated = memory_feed (memory, feed)->simulated };

  g_assert_nonnull (holding.measure);
  g_assert_nonnull (holding.program);
  for (guint i = 0; i < memory->holdings->len; i++)
    {
      MiradorHolding *known = &g_array_index (memory->holdings, MiradorHolding, i);

      if (known->measure == holding.measure && known->program == holding.program
          && known->feed == holding.feed)
        return known;
    }
  g_array_append_val (memory->holdings, holding);
  return &g_array_index (memory->holdings, MiradorHolding, memory->holdings->len - 1);
}

static inline void
memory_widen (MiradorHolding *holding, MiradorPeriod period)
{
  MiradorRange days = mirador_period_get_range (period);

  if (mirador_range_is_all (holding->range))
    holding->range = days;
  holding->range.first_day = MIN (holding->range.first_day, days.first_day);
  if (days.last_day >= holding->range.last_day)
    {
      holding->range.last_day = days.last_day;
      holding->data_until = period;
    }
}

static inline void
memory_add (Memory *memory,
            const char *feed,
            const char *measure,
            const char *program,
            const char *place,
            const char *breakdown,
            const char *period,
            double value)
{
  MemoryValue one = { g_intern_string (feed), g_intern_string (measure), g_intern_string (program),
                      mirador_place_by_code (place),
                      g_intern_string (g_str_equal (breakdown, "-") ? "" : breakdown) };

  g_assert_nonnull (one.place);
  one.point = (MiradorPoint){ memory_period (period), value, NAN, NAN, NAN, NAN, 0, 1000 };
  memory_widen (memory_holding (memory, feed, measure, program), one.point.period);
  g_array_append_val (memory->values, one);
}

static inline void
memory_mark (Memory *memory, const char *value, const char *marks)
{
  MiradorPoint *point = &g_array_index (memory->values, MemoryValue, memory->values->len - 1).point;
  const char *numerator = strchr (value, '=');

  if (numerator != NULL)
    {
      point->numerator = g_ascii_strtod (numerator + 1, NULL);
      point->denominator = g_ascii_strtod (strchr (numerator, '/') + 1, NULL);
    }
  for (; marks != NULL && *marks != '\0'; marks++)
    point->flags |= 1u << (strchr (MEMORY_MARKS, *marks) - MEMORY_MARKS);
  if (point->flags & MIRADOR_FLAG_SUPPRESSED)
    point->value = NAN;
}

/* Many values, one a line. */
static inline void
memory_write (Memory *memory,
              const char *feed,
              const char *measure,
              const char *program,
              const char *lines)
{
  g_auto (GStrv) all = g_strsplit (lines, "\n", -1);

  for (guint i = 0; all[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (g_strstrip (all[i]), " ", -1);

      if (words[0] == NULL || *words[0] == '\0')
        continue;
      memory_add (memory, feed, measure, program, words[0], words[1], words[2],
                  g_ascii_strtod (words[3], NULL));
      memory_mark (memory, words[3], words[4]);
    }
}

/* What a command line would say. */
typedef struct
{
  const char *measures, *programs, *places, *period, *breakdown, *by;
  MiradorGrain every;
  int fiscal_first_month;
  const char *feed;
  const char *stages;
  gboolean rate;
} MemoryQuestion;

static inline void
memory_ask_stages (MiradorQuery *query, const char *stages)
{
  g_auto (GStrv) ids = g_strsplit (stages != NULL ? stages : "", ",", -1);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      MiradorStage stage;

      g_assert_true (mirador_stage_from_id (ids[i], &stage));
      query->stages |= 1u << stage;
    }
}

static inline MiradorQuery *
memory_query (const MemoryQuestion *question)
{
  MiradorQuery *query = mirador_query_new ();
  g_autoptr (GError) error = NULL;
  gboolean read = TRUE;

  if (question->fiscal_first_month > 0)
    query->fiscal_first_month = question->fiscal_first_month;
  if (question->measures != NULL)
    mirador_query_add_measure (query, question->measures);
  if (question->programs != NULL)
    read = read && mirador_query_parse_programs (query, question->programs, &error);
  if (question->places != NULL)
    read = read && mirador_query_parse_places (query, question->places, &error);
  if (question->period != NULL)
    read = read && mirador_query_parse_period (query, question->period, &error);
  if (question->breakdown != NULL)
    read = read && mirador_query_parse_breakdown (query, question->breakdown, &error);
  if (question->by != NULL)
    read = read && mirador_query_parse_by (query, question->by, &error);
  g_assert_no_error (error);
  memory_ask_stages (query, question->stages);
  query->every = question->every;
  query->feed = question->feed != NULL ? g_intern_string (question->feed) : NULL;
  query->rate = question->rate;
  return query;
}

static inline MiradorFrame *
memory_answer (Memory *memory, const MemoryQuestion *question)
{
  g_autoptr (MiradorQuery) query = memory_query (question);
  g_autoptr (GError) error = NULL;
  MiradorFrame *frame = mirador_answer (&memory->source, query, NULL, &error);

  g_assert_no_error (error);
  return frame;
}

static inline const char *
memory_gap_id (MiradorGap gap)
{
  static const char *const ids[MIRADOR_N_GAPS]
    = { "none",           "no-data",     "not-reported",     "not-covered",
        "not-at-level",   "not-by",      "not-at-grain",     "adds-not-time",
        "adds-not-place", "adds-not-by", "adds-not-program", "set-unknown",
        "overlap",        "feeds",       "no-denominator",   "no-population",
        "hidden",         "suppressed",  "no-cascade" };

  return ids[gap];
}

static inline void
memory_append_value (GString *text, const MiradorRow *row)
{
  if (row->gap == MIRADOR_GAP_NONE)
    {
      g_assert_true (isfinite (row->value));
      g_string_append_printf (text, "%.10g", row->value);
      return;
    }
  g_assert_true (isnan (row->value));
  g_string_append (text, memory_gap_id (row->gap));
  if (*row->gap_detail != '\0')
    {
      g_autofree char *detail = g_strdelimit (g_strdup (row->gap_detail), "\x1f", '/');
      g_string_append_printf (text, "(%s)", detail);
    }
}

static inline char *
memory_row_to_text (const MiradorRow *row)
{
  g_autofree char *period = mirador_period_to_code (row->period);
  g_autofree char *range = mirador_range_to_code (row->range, 7);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s %s %s ", row->place != NULL ? row->place->code : "sum",
                          *row->breakdown != '\0' ? row->breakdown : "-",
                          *period != '\0' ? period : range);
  memory_append_value (text, row);
  if (row->flags != 0)
    g_string_append_c (text, ' ');
  for (guint i = 0; MEMORY_MARKS[i] != '\0'; i++)
    if (row->flags & (1u << i))
      g_string_append_c (text, MEMORY_MARKS[i]);
  return g_string_free (text, FALSE);
}

static inline char *
memory_frame_to_text (const MiradorFrame *frame)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      g_autofree char *row = memory_row_to_text (mirador_frame_get_row (frame, i));
      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", row);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Asks and compares all rows. */
#define memory_expect(memory, expected, ...)                                                       \
  G_STMT_START                                                                                     \
  {                                                                                                \
    MemoryQuestion _question = { __VA_ARGS__ };                                                    \
    g_autoptr (MiradorFrame) _frame = memory_answer (memory, &_question);                          \
    g_autofree char *_text = memory_frame_to_text (_frame);                                        \
    g_assert_cmpstr (_text, ==, expected);                                                         \
  }                                                                                                \
  G_STMT_END

static inline void
memory_extend_catalogue (void)
{
  static const char entries[]
    = "{\"measures\":["
      "{\"id\":\"t_flow\",\"name\":{\"en\":\"f\",\"es\":\"f\"},\"unit\":\"tests\","
      "\"kind\":\"flow\",\"adds\":[\"time\",\"place\",\"breakdown\"]},"
      "{\"id\":\"t_people\",\"name\":{\"en\":\"p\",\"es\":\"p\"},\"unit\":\"people\","
      "\"kind\":\"flow\",\"adds\":[]},"
      "{\"id\":\"t_stock\",\"name\":{\"en\":\"s\",\"es\":\"s\"},\"unit\":\"people\","
      "\"kind\":\"stock\",\"adds\":[\"place\",\"breakdown\"]},"
      "{\"id\":\"t_ratio\",\"name\":{\"en\":\"r\",\"es\":\"r\"},\"unit\":\"percent\","
      "\"kind\":\"ratio\",\"adds\":[],\"multiplier\":100}]}";
  g_autoptr (GError) error = NULL;

  mirador_catalogue_extend (entries, -1, "test", &error);
  g_assert_no_error (error);
}
