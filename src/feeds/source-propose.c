/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/source-private.h"

#include <string.h>

#include "feeds/source-shape.h"

/* Proposals: what a code may stand for, waiting for somebody's yes. */

/* Of the codes that are numbers so many in a hundred have to be those of places. */
#define MOST_ARE_PLACES 95

/* The codes of one column, together: some are clear only beside the others. */
typedef struct
{
  const MiradorNames *names;
  const char *column;
  MiradorColumnUse use;
  GPtrArray *codes;   /* (element-type MiradorSourceCode) */
  GPtrArray *texts;   /* (element-type utf8) their names, or they themselves */
  MiradorLevel level; /* of places */
  gboolean numbers_are_places;
} Group;

static const char *
text_of (const MiradorSourceCode *code)
{
  return code->match.name != NULL ? code->match.name : code->match.code;
}

/* What may be a code of ours: that of the server beside its uid, or the cell. */
static const char *
code_of (const MiradorSourceCode *code)
{
  return code->remote_code != NULL ? code->remote_code : code->match.code;
}

/* "140101.0" too, a ubigeo that was taken for a figure. */
static gboolean
is_number (const char *text)
{
  gsize n = strspn (text, "0123456789");

  return n > 0 && (text[n] == '\0' || g_str_equal (text + n, ".0"));
}

static gboolean
is_code_of_place (const char *code)
{
  const MiradorPlace *place = NULL;

  return mirador_match_place (code, NULL, MIRADOR_LEVEL_ANY, NULL, &place) != MIRADOR_FOUND_NOTHING;
}

/* RENIEC's numbers are those of INEI for other places: a table may say so by the column's name, or
 * by the names beside them. */
static gboolean
numbers_are_of_others (const MiradorSource *source, const char *name)
{
  g_autofree char *folded = mirador_text_fold (name);

  if (strstr (folded, "reniec") != NULL)
    return TRUE;
  for (guint i = 0; i < source->columns->len; i++)
    {
      const MiradorSourceColumn *column = g_ptr_array_index (source->columns, i);

      if (g_str_equal (column->name, name))
        return column->is_contradicted;
    }
  return FALSE;
}

/* Numbers of another list hit a ubigeo here and there. */
static gboolean
numbers_are_places (const GPtrArray *codes)
{
  guint n = 0, n_places = 0;

  for (guint i = 0; i < codes->len; i++)
    {
      const char *code = code_of (g_ptr_array_index (codes, i));

      if (!is_number (code))
        continue;
      n++;
      n_places += is_code_of_place (code) ? 1 : 0;
    }
  return n_places * 100 >= n * MOST_ARE_PLACES;
}

static void
set_proposal (MiradorMatch *match, MiradorFound found, const char *target, const char *program)
{
  if (found == MIRADOR_FOUND_NOTHING)
    return;
  match->how = found == MIRADOR_FOUND_BY_CODE ? MIRADOR_MATCH_BY_CODE : MIRADOR_MATCH_BY_NAME;
  match->target = g_strdup (target);
  match->program = g_strdup (program);
}

static void
propose_place (const Group *group, MiradorSourceCode *code)
{
  const char *text = code_of (code);
  const MiradorPlace *place = NULL;
  MiradorFound found;

  if (is_number (text) && !group->numbers_are_places)
    text = NULL;
  found = mirador_match_place (text, text_of (code), group->level, code->within, &place);
  set_proposal (&code->match, found, place != NULL ? place->code : NULL, NULL);
}

static void
propose_measure (const Group *group, MiradorSource *source, MiradorSourceCode *code)
{
  MiradorMatch *match = &code->match;
  const char *measure = NULL, *program = NULL;
  MiradorFound found;

  if (mirador_source_is_dhis2 (source))
    {
      found = mirador_match_datum (group->names, code_of (code), match->name, &measure, &program);
      if (found == MIRADOR_FOUND_NOTHING)
        found = mirador_match_reports (group->names, match->code, match->name, &measure, &program);
      set_proposal (match, found, measure, program);
      return;
    }
  found = mirador_match_measure (group->names, match->code, match->name, source->program, &measure);
  set_proposal (match, found, measure, NULL);
}

static void
propose_one (const Group *group, MiradorSource *source, MiradorSourceCode *code)
{
  MiradorMatch *match = &code->match;
  const char *target = NULL;
  MiradorFound found;

  switch (match->use)
    {
    case MIRADOR_USE_PLACE:
      propose_place (group, code);
      return;
    case MIRADOR_USE_MEASURE:
      propose_measure (group, source, code);
      return;
    case MIRADOR_USE_PROGRAM:
      found = mirador_match_program (group->names, match->code, match->name, &target);
      break;
    case MIRADOR_USE_SEX:
      found = mirador_match_sex (match->code, group->texts, &target);
      break;
    case MIRADOR_USE_AGE:
      found = mirador_match_age (match->code, &target);
      break;
    case MIRADOR_USE_NONE:
    case MIRADOR_USE_PERIOD:
    case MIRADOR_USE_VALUE:
    case MIRADOR_N_USES:
    default:
      return;
    }
  set_proposal (match, found, target, NULL);
}

/* What the shipped mapping says needs no yes: it came with the program. */
static gboolean
take_from_base (MiradorSource *source, MiradorSourceCode *code)
{
  MiradorMatch *match = &code->match;
  const char *target = mirador_source_base_target (source, match->use, match->code);

  if (target == NULL)
    return FALSE;
  match->target = g_strdup (target);
  match->how = MIRADOR_MATCH_BY_CODE;
  match->confirmed = TRUE;
  code->by_us = TRUE;
  return TRUE;
}

/* «Lima» beside «Lima Metropolitana» may be all of it or the rest of it. */
static void
withdraw (MiradorSourceCode *code, const MiradorPlace *part)
{
  MiradorMatch *match = &code->match;
  const MiradorPlace *place = match->target != NULL ? mirador_place_by_code (match->target) : NULL;

  if (match->confirmed || match->how != MIRADOR_MATCH_BY_NAME || place == NULL || place == part
      || place->level == MIRADOR_LEVEL_COUNTRY || !mirador_place_is_within (part, place))
    return;
  g_clear_pointer (&match->target, g_free);
  match->how = MIRADOR_MATCH_NONE;
}

static void
withdraw_unclear (const Group *group)
{
  for (guint i = 0; i < group->codes->len; i++)
    {
      const MiradorSourceCode *code = g_ptr_array_index (group->codes, i);
      const MiradorPlace *place
        = code->match.target != NULL ? mirador_place_by_code (code->match.target) : NULL;

      if (place == NULL || place->members->len == 0)
        continue;
      for (guint j = 0; j < group->codes->len; j++)
        withdraw (g_ptr_array_index (group->codes, j), place);
    }
}

static void
propose_group (MiradorSource *source, Group *group)
{
  for (guint i = 0; i < group->codes->len; i++)
    g_ptr_array_add (group->texts, (gpointer)text_of (g_ptr_array_index (group->codes, i)));
  if (group->use == MIRADOR_USE_PLACE)
    {
      group->numbers_are_places
        = !numbers_are_of_others (source, group->column) && numbers_are_places (group->codes);
      group->level = MIRADOR_LEVEL_ANY;
      if (!mirador_source_is_dhis2 (source))
        group->level = mirador_match_level_of_column (group->column);
      if (group->level == MIRADOR_LEVEL_ANY && !mirador_source_is_dhis2 (source))
        group->level = mirador_match_level (group->texts);
    }
  for (guint i = 0; i < group->codes->len; i++)
    {
      MiradorSourceCode *code = g_ptr_array_index (group->codes, i);

      if (code->is_old)
        continue;
      code->is_old = TRUE;
      if (!take_from_base (source, code))
        propose_one (group, source, code);
    }
  if (group->use == MIRADOR_USE_PLACE)
    withdraw_unclear (group);
}

static void
propose_column (MiradorSource *source,
                const MiradorNames *names,
                MiradorColumnUse use,
                const char *column)
{
  g_autoptr (GPtrArray) codes = g_ptr_array_new ();
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  Group group = { names, column, use, codes, texts, MIRADOR_LEVEL_ANY, TRUE };
  gboolean any_new = FALSE;

  for (guint i = 0; i < source->matches->len; i++)
    {
      MiradorSourceCode *code = g_ptr_array_index (source->matches, i);

      if (code->match.use != use || !g_str_equal (code->match.column, column))
        continue;
      any_new = any_new || !code->is_old;
      g_ptr_array_add (codes, code);
    }
  if (any_new)
    propose_group (source, &group);
}

void
mirador_source_propose (MiradorSource *source)
{
  g_autoptr (MiradorNames) names = mirador_names_new ();

  for (guint i = 0; i < source->matches->len; i++)
    {
      const MiradorSourceCode *code = g_ptr_array_index (source->matches, i);

      if (!code->is_old)
        propose_column (source, names, code->match.use, code->match.column);
    }
}

/* The codes of a table */

static char *
key_of (MiradorColumnUse use, const char *column, const char *code)
{
  return g_strdup_printf ("%d\x1f%s\x1f%s", use, column, code);
}

static GHashTable *
index_matches (const MiradorSource *source)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < source->matches->len; i++)
    {
      MiradorMatch *match = g_ptr_array_index (source->matches, i);

      g_hash_table_insert (index, key_of (match->use, match->column, match->code), match);
      match->count = 0;
    }
  return index;
}

static void
take_code (MiradorSource *source,
           GHashTable *index,
           MiradorColumnUse use,
           const char *column,
           const char *code,
           guint64 count)
{
  g_autofree char *key = key_of (use, column, code);
  MiradorMatch *match = g_hash_table_lookup (index, key);

  if (match == NULL)
    match = mirador_source_append_match (source, use, column, code, NULL);
  match->count = count;
}

static void
take_column (MiradorSource *source,
             GHashTable *index,
             const MiradorShape *shape,
             const MiradorSourceColumn *column)
{
  GHashTableIter iter;
  gpointer code, count;

  if (column->use == MIRADOR_USE_VALUE && shape->wide_measures)
    take_code (source, index, MIRADOR_USE_MEASURE, column->name, column->name, column->n_filled);
  if (column->codes == NULL || !mirador_column_use_has_codes (column->use))
    return;
  g_hash_table_iter_init (&iter, column->codes);
  while (g_hash_table_iter_next (&iter, &code, &count))
    take_code (source, index, column->use, column->name, code, *(guint64 *)count);
}

/* What was chosen on a server stays, whether the first part has it or not. */
static void
drop_gone (MiradorSource *source)
{
  for (guint i = source->matches->len; i > 0; i--)
    {
      const MiradorMatch *match = g_ptr_array_index (source->matches, i - 1);

      if (match->count == 0 && !mirador_source_is_dhis2 (source))
        g_ptr_array_remove_index (source->matches, i - 1);
    }
}

void
mirador_source_take_codes (MiradorSource *source)
{
  g_autoptr (GHashTable) index = index_matches (source);
  g_autoptr (MiradorShape) shape = mirador_shape_new (source);

  for (guint i = 0; i < source->columns->len; i++)
    take_column (source, index, shape, g_ptr_array_index (source->columns, i));
  drop_gone (source);
  mirador_source_propose (source);
}
