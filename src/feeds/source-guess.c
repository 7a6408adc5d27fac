/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/source-private.h"

#include <string.h>

#include "model/period.h"

/* What the columns of a table may be for, by their names and what their cells look like. A guess is
 * seen by somebody before it is used. */

#define MOST_WORDS 24

static const struct
{
  MiradorColumnUse use;
  const char *words[MOST_WORDS];
} words_of_uses[] = {
  { MIRADOR_USE_PERIOD,
    { "periodo", "fecha", "mes", "anio", "ano", "year", "month", "date", "period", "semana", "week",
      "trimestre", "quarter", "semestre", "nromes", "pe", NULL } },
  { MIRADOR_USE_PLACE,
    { "ubigeo", "departamento", "region", "provincia", "distrito", "lugar", "place", "province",
      "district", "department", "orgunit", "diresa", "diris", "geresa", NULL } },
  { MIRADOR_USE_PROGRAM, { "programa", "program", "estrategia", NULL } },
  { MIRADOR_USE_MEASURE, { "indicador", "medida", "measure", "indicator", "variable", NULL } },
  { MIRADOR_USE_SEX, { "sexo", "sex", "genero", "gender", NULL } },
  { MIRADOR_USE_AGE, { "edad", "etapa", "age", "etario", "grupoedad", NULL } },
  { MIRADOR_USE_VALUE,
    { "valor", "value", "casos", "cantidad", "numero", "total", "count", "cases", "n", "conteo",
      "atendidos", "tamizajes", "personas", "nrotamizajes", NULL } },
};

/* Columns of numbers that count nothing. */
static const char *const no_values[]
  = { "id",  "codigo", "cod",  "code",  "lat", "lon",  "latitud", "longitud",
      "lng", "fila",   "item", "orden", "nro", "zona", "renaes",  NULL };

static char **
words_of (const char *name)
{
  g_autofree char *folded = mirador_text_fold (name);

  return g_strsplit_set (folded, " _-./()", -1);
}

static gboolean
has_word (const char *name, const char *const *words)
{
  g_auto (GStrv) parts = words_of (name);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (g_strv_contains ((const char *const *)parts, words[i]))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_named_for (const MiradorSourceColumn *column, MiradorColumnUse use)
{
  for (guint i = 0; i < G_N_ELEMENTS (words_of_uses); i++)
    {
      if (words_of_uses[i].use == use)
        return has_word (column->name, words_of_uses[i].words);
    }
  return FALSE;
}

static MiradorSourceColumn *
column_at (const MiradorSource *source, guint i)
{
  return g_ptr_array_index (source->columns, i);
}

static gboolean
is_free (const MiradorSourceColumn *column)
{
  return column->use == MIRADOR_USE_NONE && !column->by_hand && !column->is_personal;
}

static gboolean
is_taken (const MiradorSource *source, MiradorColumnUse use)
{
  for (guint i = 0; i < source->columns->len; i++)
    {
      if (column_at (source, i)->use == use)
        return TRUE;
    }
  return FALSE;
}

/* «I Trimestre»: the year beside it is not the period, although nobody can read what is. */
static gboolean
is_unread_part (const MiradorSourceColumn *column)
{
  static const char *const words[]
    = { "mes", "month", "trimestre", "quarter", "semestre", "semana", "week", "bimestre", NULL };

  return column->period.part == NULL && column->period.form == NULL && column->n_filled > 0
         && has_word (column->name, words);
}

/* A whole period, else a year with what divides it. */
static void
guess_period (MiradorSource *source)
{
  MiradorSourceColumn *year = NULL, *part = NULL, *whole = NULL;
  gboolean unread = FALSE;

  for (guint i = 0; i < source->columns->len; i++)
    {
      MiradorSourceColumn *column = column_at (source, i);
      gboolean named = is_named_for (column, MIRADOR_USE_PERIOD);

      if (!is_free (column))
        continue;
      unread = unread || (named && is_unread_part (column));
      if (column->period.part != NULL && named && part == NULL)
        part = column;
      else if (g_strcmp0 (column->period.form, "year") == 0 && named && year == NULL)
        year = column;
      else if (column->period.form != NULL && !g_str_equal (column->period.form, "year")
               && (named || !column->is_number) && whole == NULL)
        whole = column;
    }
  if (whole != NULL)
    whole->use = MIRADOR_USE_PERIOD;
  else if (year != NULL && (part != NULL || !unread))
    {
      year->use = MIRADOR_USE_PERIOD;
      if (part != NULL)
        part->use = MIRADOR_USE_PERIOD;
    }
}

/* Codes before names, smaller places before larger ones. */
static int
place_rank (const MiradorSourceColumn *column)
{
  MiradorLevel level = mirador_match_level_of_column (column->name);

  if (column->has_place_codes && has_word (column->name, (const char *const[]){ "ubigeo", NULL }))
    return 100;
  if (column->is_number || !is_named_for (column, MIRADOR_USE_PLACE))
    return column->has_place_codes && is_named_for (column, MIRADOR_USE_PLACE) ? 90 : 0;
  return level == MIRADOR_LEVEL_ANY ? 5 : 10 + (int)level;
}

static void
guess_place (MiradorSource *source)
{
  MiradorSourceColumn *best = NULL;

  for (guint i = 0; i < source->columns->len; i++)
    {
      MiradorSourceColumn *column = column_at (source, i);

      if (is_free (column) && place_rank (column) > (best != NULL ? place_rank (best) : 0))
        best = column;
    }
  if (best != NULL)
    best->use = MIRADOR_USE_PLACE;
}

static void
guess_coded (MiradorSource *source, MiradorColumnUse use)
{
  for (guint i = 0; i < source->columns->len && !is_taken (source, use); i++)
    {
      MiradorSourceColumn *column = column_at (source, i);

      /* Single years of age are no groups. */
      if (is_free (column) && is_named_for (column, use) && !column->is_number)
        column->use = use;
    }
}

static gboolean
may_be_value (const MiradorSourceColumn *column)
{
  return is_free (column) && column->is_number && column->n_filled > 0 && !column->has_place_codes
         && !has_word (column->name, no_values) && !is_named_for (column, MIRADOR_USE_PERIOD)
         && !is_named_for (column, MIRADOR_USE_PLACE);
}

/* One column that is called so, else all that count something: a column a measure. */
static void
guess_values (MiradorSource *source)
{
  guint n_named = 0;

  for (guint i = 0; i < source->columns->len; i++)
    {
      const MiradorSourceColumn *column = column_at (source, i);
      n_named += may_be_value (column) && is_named_for (column, MIRADOR_USE_VALUE) ? 1 : 0;
    }
  gboolean long_form = is_taken (source, MIRADOR_USE_MEASURE) || n_named == 1;
  for (guint i = 0; i < source->columns->len; i++)
    {
      MiradorSourceColumn *column = column_at (source, i);

      if (!may_be_value (column) || (n_named > 0 && !is_named_for (column, MIRADOR_USE_VALUE)))
        continue;
      column->use = MIRADOR_USE_VALUE;
      if (long_form)
        return;
    }
}

static void
guess_by_base (MiradorSource *source)
{
  for (guint i = 0; i < source->columns->len; i++)
    {
      MiradorSourceColumn *column = column_at (source, i);

      if (!column->by_hand)
        column->use = mirador_source_base_use (source, column->name);
    }
}

/* Columns of periods have no other name than their period. */
static gboolean
name_is_period (const MiradorSourceColumn *column)
{
  MiradorPeriod period;

  return mirador_period_parse (column->name, MIRADOR_FISCAL_FIRST_MONTH_DEFAULT, &period, NULL);
}

static void
guess_wide_periods (MiradorSource *source)
{
  for (guint i = 0; i < source->columns->len && !is_taken (source, MIRADOR_USE_PERIOD); i++)
    {
      MiradorSourceColumn *column = column_at (source, i);

      if (is_free (column) && column->is_number && name_is_period (column))
        column->use = MIRADOR_USE_VALUE;
    }
}

void
mirador_source_guess (MiradorSource *source)
{
  source->is_guessed = TRUE;
  if (source->base != NULL)
    {
      guess_by_base (source);
      return;
    }
  if (!is_taken (source, MIRADOR_USE_PERIOD))
    guess_period (source);
  if (!is_taken (source, MIRADOR_USE_PLACE))
    guess_place (source);
  guess_coded (source, MIRADOR_USE_PROGRAM);
  guess_coded (source, MIRADOR_USE_MEASURE);
  guess_coded (source, MIRADOR_USE_SEX);
  guess_coded (source, MIRADOR_USE_AGE);
  if (!is_taken (source, MIRADOR_USE_VALUE))
    guess_wide_periods (source);
  if (!is_taken (source, MIRADOR_USE_VALUE))
    guess_values (source);
}
