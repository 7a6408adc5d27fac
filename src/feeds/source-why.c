/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/source-private.h"

#include <glib/gi18n-lib.h>

#include "feeds/source-shape.h"
#include "model/error-phrase.h"

/* What is missing before a source can be saved, the first thing first. */

static char *
say (const char *sentence)
{
  return g_strdup (sentence);
}

static char *
say_of_column (const char *sentence, const MiradorSourceColumn *column)
{
  char *arguments[] = { column->name, NULL };

  return mirador_error_fill (sentence, arguments);
}

static gboolean
any_used (const MiradorSource *source, MiradorColumnUse use)
{
  for (guint i = 0; i < source->matches->len; i++)
    {
      const MiradorMatch *match = g_ptr_array_index (source->matches, i);

      if (match->use == use && match->confirmed && !match->left_out && match->target != NULL)
        return TRUE;
    }
  return FALSE;
}

static char *
why_not_server (MiradorSource *source)
{
  if (mirador_source_get_n_chosen (source, MIRADOR_REMOTE_INDICATOR) == 0
      && mirador_source_get_n_chosen (source, MIRADOR_REMOTE_DATA_ELEMENT) == 0
      && mirador_source_get_n_chosen (source, MIRADOR_REMOTE_DATA_SET) == 0)
    return say (_ ("Choose an indicator or a data element of the server."));
  if (mirador_source_get_n_chosen (source, MIRADOR_REMOTE_PLACE) == 0
      && mirador_source_get_n_chosen (source, MIRADOR_REMOTE_LEVEL) == 0)
    return say (_ ("Choose places of the server, or a level of them."));
  if (source->periods == NULL || source->periods[0] == NULL)
    return say (_ ("Choose the periods to ask for."));
  return NULL;
}

/* Columns that say who somebody is go nowhere, least of all into a mapping. */
static char *
why_not_column (const MiradorSourceColumn *column)
{
  if (column->use != MIRADOR_USE_NONE && column->is_personal)
    /* Translators: %1$s is the name of a column. */
    return say_of_column (
      _ ("The column “%1$s” seems to say who a person is. Mirador does not read "
         "such columns: choose another one."),
      column);
  if (column->is_cut)
    /* Translators: %1$s is the name of a column. */
    return say_of_column (_ ("The column “%1$s” has too many different texts to be matched one by "
                             "one. Choose another column."),
                          column);
  return NULL;
}

static char *
why_not_period (const MiradorShape *shape)
{
  const MiradorSourceColumn *column = shape->column[MIRADOR_USE_PERIOD];

  if (shape->wide_periods)
    return NULL;
  if (column == NULL && shape->part != NULL)
    /* Translators: %1$s is the name of a column. */
    return say_of_column (_ ("The column “%1$s” has parts of years only. Choose the column of the "
                             "years too."),
                          shape->part);
  if (column == NULL)
    return say (_ ("Choose the column that has the periods."));
  if (column->period.form == NULL)
    /* Translators: %1$s is the name of a column. */
    return say_of_column (_ ("The texts of the column “%1$s” cannot be read as periods. Choose "
                             "another column."),
                          column);
  return NULL;
}

static char *
why_not_values (const MiradorSource *source, const MiradorShape *shape)
{
  if (shape->values->len == 0)
    return say (_ ("Choose the column that has the values."));
  if (shape->values->len > 1 && shape->column[MIRADOR_USE_MEASURE] != NULL && !shape->wide_periods)
    return say (_ ("Beside a column of measures there can be one column of values only."));
  if (shape->column[MIRADOR_USE_MEASURE] == NULL && source->measure == NULL
      && !shape->wide_measures)
    return say (_ ("Choose the measure that the values count."));
  return NULL;
}

/* Who somebody is, said by two columns: the rows are people. */
static char *
why_not_people (const MiradorSource *source)
{
  char *found[3] = { NULL, NULL, NULL };
  guint n = 0;

  for (guint i = 0; i < source->columns->len && n < 2; i++)
    {
      const MiradorSourceColumn *column = g_ptr_array_index (source->columns, i);

      if (column->is_personal)
        found[n++] = column->name;
    }
  return n < 2 ? NULL
               : mirador_error_fill (
                 /* Translators: %1$s and %2$s are names of columns. */
                 _ ("The columns “%1$s” and “%2$s” seem to say who a person is. Mirador does not "
                    "read lists of people: use a table of sums without such columns."),
                 found);
}

static char *
why_not_table (const MiradorSource *source, const MiradorShape *shape)
{
  char *why = why_not_people (source);

  if (why != NULL)
    return why;
  for (guint i = 0; i < source->columns->len; i++)
    {
      if ((why = why_not_column (g_ptr_array_index (source->columns, i))) != NULL)
        return why;
    }
  if (source->base == NULL && (why = why_not_period (shape)) != NULL)
    return why;
  if ((why = why_not_values (source, shape)) != NULL)
    return why;
  if (shape->column[MIRADOR_USE_PLACE] == NULL && source->place == NULL && source->base == NULL)
    return say (_ ("Choose the column that has the places."));
  if (shape->column[MIRADOR_USE_PROGRAM] == NULL && source->program == NULL && source->base == NULL)
    return say (_ ("Choose the program that the figures are of."));
  return NULL;
}

/* Where one column leads to both, a measure without its program is of no use. */
static gboolean
lacks_program (const MiradorSource *source)
{
  if (source->program != NULL || !mirador_source_programs_are_by_measure (source))
    return FALSE;
  for (guint i = 0; i < source->matches->len; i++)
    {
      const MiradorMatch *match = g_ptr_array_index (source->matches, i);

      if (match->use == MIRADOR_USE_MEASURE && match->confirmed && match->target != NULL
          && match->program == NULL)
        return TRUE;
    }
  return FALSE;
}

static char *
why_not_matches (const MiradorSource *source, const MiradorShape *shape)
{
  if ((shape->column[MIRADOR_USE_MEASURE] != NULL || shape->wide_measures)
      && !any_used (source, MIRADOR_USE_MEASURE))
    return say (_ ("Say of one of the source’s measures at least what it is here, or confirm what "
                   "is proposed."));
  if (lacks_program (source))
    return say (_ ("Choose the program that the figures are of."));
  if (shape->column[MIRADOR_USE_PLACE] != NULL && !any_used (source, MIRADOR_USE_PLACE))
    return say (_ ("Say of one of the source’s places at least what it is here, or confirm what is "
                   "proposed."));
  if (shape->column[MIRADOR_USE_PROGRAM] != NULL && !any_used (source, MIRADOR_USE_PROGRAM))
    return say (_ ("Say of one of the source’s programs at least what it is here, or confirm what "
                   "is proposed."));
  return NULL;
}

static char *
why_not (MiradorSource *source, gboolean with_matches)
{
  const MiradorDefinition *definition = source->definition;
  char *why = NULL;

  if (mirador_source_get_table (source)->location == NULL)
    return say (_ ("Give the address or the file of the source."));
  if (definition->auth == MIRADOR_AUTH_BASIC && definition->user == NULL)
    return say (_ ("Give the user whose password it is."));
  if (g_strcmp0 (source->format, "mirador") == 0)
    return NULL;
  mirador_source_know_columns (source);
  g_autoptr (MiradorShape) shape = mirador_shape_new (source);
  if (mirador_source_is_dhis2 (source))
    why = why_not_server (source);
  else if (source->columns->len == 0)
    why = say (_ ("Read the source first, to see its columns."));
  else
    why = why_not_table (source, shape);
  return why != NULL || !with_matches ? why : why_not_matches (source, shape);
}

char *
mirador_source_why_not (MiradorSource *source)
{
  return why_not (source, TRUE);
}

char *
mirador_source_why_not_columns (MiradorSource *source)
{
  return why_not (source, FALSE);
}
