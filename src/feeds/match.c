/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/match.h"

#include <string.h>

/* What a text leads to: a measure, a program, or both. */
typedef struct
{
  const char *measure;
  const char *program;
} Target;

struct _MiradorNames
{
  GHashTable *programs; /* folded name → Target */
  GHashTable *measures;
  GHashTable *labels; /* folded label → Target: a measure's name within one program */
};

/* A text of several targets is kept, with none: it must not lead to the first of them. */
static void
add_text (GHashTable *table, const char *text, Target target)
{
  g_autofree char *folded = text != NULL ? mirador_text_fold (text) : NULL;
  Target *known;

  if (folded == NULL || *folded == '\0')
    return;
  known = g_hash_table_lookup (table, folded);
  if (known == NULL)
    g_hash_table_insert (table, g_steal_pointer (&folded), g_memdup2 (&target, sizeof target));
  else if (known->measure != target.measure || known->program != target.program)
    *known = (Target){ NULL, NULL };
}

static void
add_names (GHashTable *table, const MiradorText *text, Target target)
{
  add_text (table, text->es, target);
  add_text (table, text->en, target);
}

static void
add_measure (MiradorNames *names, const MiradorMeasure *measure)
{
  GHashTableIter iter;
  gpointer program, label;

  add_names (names->measures, &measure->name, (Target){ measure->id, NULL });
  if (measure->labels == NULL)
    return;
  g_hash_table_iter_init (&iter, measure->labels);
  while (g_hash_table_iter_next (&iter, &program, &label))
    add_names (names->labels, label, (Target){ measure->id, g_intern_string (program) });
}

MiradorNames *
mirador_names_new (void)
{
  MiradorNames *names = g_new0 (MiradorNames, 1);
  g_autoptr (GPtrArray) programs = mirador_catalogue_programs ();
  g_autoptr (GPtrArray) measures = mirador_catalogue_measures ();

  names->programs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  names->measures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  names->labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < programs->len; i++)
    {
      const MiradorProgram *program = g_ptr_array_index (programs, i);
      Target target = { NULL, program->id };

      /* «All» in a column is all of that table. */
      if (!g_str_equal (program->id, "all"))
        add_text (names->programs, program->id, target);
      add_names (names->programs, &program->name, target);
      add_names (names->programs, &program->short_name, target);
    }
  for (guint i = 0; i < measures->len; i++)
    add_measure (names, g_ptr_array_index (measures, i));
  return names;
}

void
mirador_names_free (MiradorNames *names)
{
  g_hash_table_unref (names->programs);
  g_hash_table_unref (names->measures);
  g_hash_table_unref (names->labels);
  g_free (names);
}

static const Target *
look_up (GHashTable *table, const char *text)
{
  g_autofree char *folded = text != NULL ? mirador_text_fold (text) : NULL;
  const Target *found = folded != NULL ? g_hash_table_lookup (table, folded) : NULL;

  /* As columns are called: personas_tamizadas. */
  if (found == NULL && folded != NULL && strchr (folded, '_') != NULL)
    found = g_hash_table_lookup (table, g_strdelimit (folded, "_", ' '));
  return found;
}

/* Ids are compared as they are written: "TOTAL" in a column is no measure. */
static const MiradorMeasure *
measure_of_id (const char *code)
{
  /* "total" is the number of pieces of equipment here, and anything elsewhere. */
  if (code == NULL || g_str_equal (code, "total"))
    return NULL;
  return mirador_catalogue_measure (code);
}

MiradorFound
mirador_match_program (const MiradorNames *names,
                       const char *code,
                       const char *name,
                       const char **id)
{
  const MiradorProgram *program
    = code != NULL && !g_str_equal (code, "all") ? mirador_catalogue_program (code) : NULL;
  const char *texts[] = { name, code };

  if (program != NULL)
    {
      *id = program->id;
      return MIRADOR_FOUND_BY_CODE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const Target *target = look_up (names->programs, texts[i]);

      if (target == NULL || target->program == NULL)
        continue;
      *id = target->program;
      return MIRADOR_FOUND_BY_NAME;
    }
  return MIRADOR_FOUND_NOTHING;
}

static const char *
measure_of_text (const MiradorNames *names, const char *text, const char *program)
{
  const Target *target = look_up (names->measures, text);
  const Target *label;

  if (target != NULL)
    return target->measure;
  label = program != NULL ? look_up (names->labels, text) : NULL;
  return label != NULL && label->program == program ? label->measure : NULL;
}

MiradorFound
mirador_match_measure (const MiradorNames *names,
                       const char *code,
                       const char *name,
                       const char *program,
                       const char **id)
{
  const MiradorMeasure *measure = measure_of_id (code);
  const char *within = program != NULL ? g_intern_string (program) : NULL;

  if (measure != NULL)
    {
      *id = measure->id;
      return MIRADOR_FOUND_BY_CODE;
    }
  const char *found = measure_of_text (names, name, within);
  if (found == NULL)
    found = measure_of_text (names, code, within);
  if (found == NULL)
    return MIRADOR_FOUND_NOTHING;
  *id = found;
  return MIRADOR_FOUND_BY_NAME;
}

/* "tb.people_screened", "tb:people_screened" */
static gboolean
match_joined_ids (const char *code, const char **measure, const char **program)
{
  const char *mark = code != NULL ? strpbrk (code, ".:/") : NULL;

  if (mark == NULL)
    return FALSE;
  g_autofree char *first = g_strndup (code, (gsize)(mark - code));
  const MiradorProgram *known = mirador_catalogue_program (first);
  const MiradorMeasure *counted = measure_of_id (mark + 1);
  if (known == NULL || counted == NULL)
    return FALSE;
  *program = known->id;
  *measure = counted->id;
  return TRUE;
}

static gboolean
match_halves (const MiradorNames *names,
              const char *program_text,
              const char *measure_text,
              const char **measure,
              const char **program)
{
  const Target *target = look_up (names->programs, program_text);
  const char *counted;

  if (target == NULL || target->program == NULL)
    return FALSE;
  counted = measure_of_text (names, measure_text, target->program);
  if (counted == NULL)
    return FALSE;
  *program = target->program;
  *measure = counted;
  return TRUE;
}

/* A name in two, at each mark or blank in turn: «TB: personas tamizadas», «Personas tamizadas
 * (TB)». Two different readings are none. */
static gboolean
match_in_two (const MiradorNames *names,
              const char *name,
              const char **measure,
              const char **program)
{
  g_autofree char *tidy = g_strdelimit (mirador_text_fold (name), ":-()/|,;", ' ');
  g_auto (GStrv) words = g_strsplit_set (tidy, " ", -1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  guint n_found = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] != '\0')
        g_ptr_array_add (kept, words[i]);
    }
  for (guint i = 1; i < kept->len; i++)
    {
      g_autoptr (GString) first = g_string_new (NULL);
      g_autoptr (GString) second = g_string_new (NULL);
      const char *found_measure = NULL, *found_program = NULL;

      for (guint j = 0; j < kept->len; j++)
        g_string_append_printf (j < i ? first : second, "%s%s", j == 0 || j == i ? "" : " ",
                                (const char *)kept->pdata[j]);
      if (!match_halves (names, first->str, second->str, &found_measure, &found_program)
          && !match_halves (names, second->str, first->str, &found_measure, &found_program))
        continue;
      if (n_found > 0 && (*measure != found_measure || *program != found_program))
        return FALSE;
      *measure = found_measure;
      *program = found_program;
      n_found++;
    }
  return n_found > 0;
}

MiradorFound
mirador_match_datum (const MiradorNames *names,
                     const char *code,
                     const char *name,
                     const char **measure,
                     const char **program)
{
  const char *found_measure = NULL, *found_program = NULL;
  const Target *label = look_up (names->labels, name);
  MiradorFound found = MIRADOR_FOUND_BY_NAME;

  if (match_joined_ids (code, &found_measure, &found_program))
    found = MIRADOR_FOUND_BY_CODE;
  else if (label != NULL && label->measure != NULL && look_up (names->measures, name) == NULL)
    {
      found_measure = label->measure;
      found_program = label->program;
    }
  else if (name == NULL || !match_in_two (names, name, &found_measure, &found_program))
    return MIRADOR_FOUND_NOTHING;
  *measure = found_measure;
  *program = found_program;
  return found;
}

static gboolean
has_words (const char *folded, const char *words)
{
  const char *found = strstr (folded, words);
  gsize length = strlen (words);

  for (; found != NULL; found = strstr (found + 1, words))
    {
      if ((found == folded || !g_ascii_isalnum (found[-1])) && !g_ascii_isalnum (found[length]))
        return TRUE;
    }
  return FALSE;
}

/* (nullable): the one program that a longer name names. */
static const char *
program_within (const MiradorNames *names, const char *name)
{
  g_autofree char *folded = mirador_text_fold (name);
  const char *program = NULL;
  GHashTableIter iter;
  gpointer words, target;

  g_hash_table_iter_init (&iter, names->programs);
  while (g_hash_table_iter_next (&iter, &words, &target))
    {
      const char *said = ((const Target *)target)->program;

      if (said == NULL || !has_words (folded, words))
        continue;
      if (program != NULL && program != said)
        return NULL;
      program = said;
    }
  return program;
}

MiradorFound
mirador_match_reports (const MiradorNames *names,
                       const char *code,
                       const char *name,
                       const char **measure,
                       const char **program)
{
  const char *found_program = name != NULL ? program_within (names, name) : NULL;
  const MiradorMeasure *found = NULL;

  if (g_str_has_suffix (code, ".ACTUAL_REPORTS"))
    found = mirador_catalogue_measure ("reports_received");
  else if (g_str_has_suffix (code, ".EXPECTED_REPORTS"))
    found = mirador_catalogue_measure ("reports_received" MIRADOR_TARGET_SUFFIX);
  if (found == NULL || found_program == NULL)
    return MIRADOR_FOUND_NOTHING;
  *measure = found->id;
  *program = found_program;
  return MIRADOR_FOUND_BY_NAME;
}
