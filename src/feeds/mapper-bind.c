/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/mapper-private.h"

/* A sentence that names more columns than these is not read. */
#define MOST_COLUMNS 20
#define MOST_LETTERS 400

static void
bound_free (MiradorBound *bound)
{
  g_array_unref (bound->wide);
  mirador_memo_clear (&bound->measures);
  mirador_memo_clear (&bound->programs);
  mirador_memo_clear (&bound->places);
  mirador_memo_clear (&bound->periods);
  mirador_memo_clear (&bound->breakdowns);
  g_free (bound);
}

void
mirador_mapper_free (MiradorMapper *mapper)
{
  if (mapper == NULL)
    return;
  mirador_mapping_unref (mapper->mapping);
  g_free (mapper->columns);
  g_ptr_array_unref (mapper->bound);
  g_array_unref (mapper->made);
  g_string_chunk_free (mapper->tidied);
  g_string_free (mapper->written, TRUE);
  g_free (mapper);
}

/* By its exact name, else without regard to case and accents where that is one column only. */
static int
find_column (const char *wanted, const char *const *names, guint n)
{
  g_autofree char *folded = mirador_text_fold (wanted);
  int found = -1;

  for (guint i = 0; i < n; i++)
    {
      if (g_str_equal (names[i], wanted))
        return (int)i;
    }
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = mirador_text_fold (names[i]);
      if (!g_str_equal (name, folded))
        continue;
      if (found >= 0)
        return -1;
      found = (int)i;
    }
  return found;
}

char *
mirador_columns_to_text (const char *const *names, guint n)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      if (i == MOST_COLUMNS || text->len > MOST_LETTERS)
        {
          g_string_append (text, ", …");
          break;
        }
      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", names[i]);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
set_missing (const MiradorMapping *mapping,
             const char *column,
             const char *const *names,
             guint n,
             const char *source,
             GError **error)
{
  g_autofree char *known = mirador_columns_to_text (names, n);

  mirador_set_error (error, MIRADOR_ERROR_COLUMN_MISSING, source, mapping->id, column, known, NULL);
}

static gboolean
bind_columns (MiradorMapper *mapper,
              const char *const *names,
              guint n,
              const char *source,
              GError **error)
{
  const GPtrArray *columns = mapper->mapping->columns;

  mapper->columns = g_new (int, columns->len + 1);
  for (guint i = 0; i < columns->len; i++)
    {
      const char *column = g_ptr_array_index (columns, i);
      mapper->columns[i] = find_column (column, names, n);
      if (mapper->columns[i] < 0)
        {
          set_missing (mapper->mapping, column, names, n, source, error);
          return FALSE;
        }
    }
  return TRUE;
}

static void
add_wide (MiradorBound *bound, int column, MiradorPeriod period)
{
  MiradorWideColumn wide = { column, period };

  g_array_append_val (bound->wide, wide);
}

static void
bind_wide (const MiradorMapper *mapper, MiradorBound *bound, const char *const *names, guint n)
{
  const MiradorPeriodRule *rule = &bound->take->period;
  MiradorPeriod period;

  for (guint i = 0; rule->from == MIRADOR_PERIOD_FROM_COLUMNS && i < rule->slots->len; i++)
    add_wide (bound, mapper->columns[g_array_index (rule->slots, int, i)],
              g_array_index (rule->periods, MiradorPeriod, i));
  for (guint i = 0; rule->from == MIRADOR_PERIOD_FROM_HEADER && i < n; i++)
    {
      if (mirador_period_rule_parse (rule, names[i], mapper->mapping->fiscal_first_month, &period))
        add_wide (bound, (int)i, period);
    }
}

static MiradorBound *
bind_take (const MiradorMapper *mapper, const MiradorTake *take, const char *const *names, guint n)
{
  MiradorBound *bound = g_new0 (MiradorBound, 1);

  bound->take = take;
  bound->wide = g_array_new (FALSE, FALSE, sizeof (MiradorWideColumn));
  mirador_memo_init (&bound->measures, NULL);
  mirador_memo_init (&bound->programs, NULL);
  mirador_memo_init (&bound->places, NULL);
  mirador_memo_init (&bound->periods, g_free);
  mirador_memo_init (&bound->breakdowns, NULL);
  if (take->measure.constant != NULL)
    bound->measure = mirador_catalogue_measure (take->measure.constant);
  if (take->program.constant != NULL)
    bound->program = mirador_catalogue_program (take->program.constant);
  if (take->place->text.constant != NULL)
    bound->place = mirador_place_by_code (take->place->text.constant);
  if (take->period.text.constant != NULL)
    mirador_period_parse (take->period.text.constant, mapper->mapping->fiscal_first_month,
                          &bound->period, NULL);
  bind_wide (mapper, bound, names, n);
  return bound;
}

static void
note_beginnings (MiradorMapper *mapper, GHashTable *texts)
{
  GHashTableIter iter;
  gpointer text;

  g_hash_table_iter_init (&iter, texts);
  while (g_hash_table_iter_next (&iter, &text, NULL))
    mapper->beginnings[*(const guchar *)text] = TRUE;
}

static gboolean
has_periods (const MiradorBound *bound)
{
  return bound->take->period.from != MIRADOR_PERIOD_FROM_HEADER || bound->wide->len > 0;
}

MiradorMapper *
mirador_mapper_new (const MiradorMapping *mapping,
                    const char *const *names,
                    guint n,
                    const char *source,
                    GError **error)
{
  g_autoptr (MiradorMapper) mapper = g_new0 (MiradorMapper, 1);

  mapper->mapping = mirador_mapping_ref ((MiradorMapping *)mapping);
  mapper->bound = g_ptr_array_new_with_free_func ((GDestroyNotify)bound_free);
  mapper->made = g_array_new (FALSE, FALSE, sizeof (MiradorObservation));
  mapper->tidied = g_string_chunk_new (1024);
  mapper->written = g_string_new (NULL);
  note_beginnings (mapper, mapping->missing);
  note_beginnings (mapper, mapping->suppressed);
  if (!bind_columns (mapper, names, n, source, error))
    return NULL;
  for (guint i = 0; i < mapping->takes->len; i++)
    {
      MiradorBound *bound = bind_take (mapper, g_ptr_array_index (mapping->takes, i), names, n);
      g_ptr_array_add (mapper->bound, bound);
      if (!has_periods (bound))
        {
          set_missing (mapping, "2017-01", names, n, source, error);
          return NULL;
        }
    }
  return g_steal_pointer (&mapper);
}
