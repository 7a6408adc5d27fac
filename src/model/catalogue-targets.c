/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/catalogue-document.h"

#include <string.h>

/* What a program wants to reach, as a measure beside the one that says what it has reached. */

/* «Meta: personas tamizadas», in the middle of which no name begins with a capital; «TB-MDR» keeps
 * its own. */
static char *
name_target (const char *word, const char *name)
{
  const char *rest = *name != '\0' ? g_utf8_next_char (name) : name;
  char first[7] = { 0 };

  if (*name == '\0' || g_unichar_isupper (g_utf8_get_char (rest)))
    return g_strconcat (word, name, NULL);
  g_unichar_to_utf8 (g_unichar_tolower (g_utf8_get_char (name)), first);
  return g_strconcat (word, first, rest, NULL);
}

/* Texts of the catalogue are in both languages at once. */
static void
name_in_both (const MiradorText *name, MiradorText *target)
{
  if (name->es != NULL)
    target->es = name_target ("Meta: ", name->es);
  if (name->en != NULL)
    target->en = name_target ("Target: ", name->en);
}

static void
copy_labels (const MiradorMeasure *measure, MiradorMeasure *target)
{
  GHashTableIter iter;
  gpointer program, label;

  g_hash_table_iter_init (&iter, measure->labels);
  while (g_hash_table_iter_next (&iter, &program, &label))
    {
      MiradorText *text = g_new0 (MiradorText, 1);

      name_in_both (label, text);
      g_hash_table_insert (target->labels, program, text);
    }
}

/* Nobody is counted in a target: there is nobody to protect. */
static void
follow (MiradorMeasure *target, const MiradorMeasure *measure)
{
  target->unit = measure->unit;
  target->stage = MIRADOR_STAGE_NONE;
  target->kind = measure->kind;
  target->adds = measure->adds;
  target->good = measure->good;
  target->multiplier = measure->multiplier;
  target->sensitive = FALSE;
  target->target_of = measure;
}

static MiradorMeasure *
find_measure (const MiradorCatalogueDocument *document, const char *id)
{
  for (guint i = 0; i < document->measures->len; i++)
    {
      MiradorMeasure *measure = document->measures->pdata[i];

      if (measure->id == id)
        return measure;
    }
  return NULL;
}

void
mirador_catalogue_document_add_targets (MiradorCatalogueDocument *document)
{
  guint n = document->measures->len;

  for (guint i = 0; i < n; i++)
    {
      const MiradorMeasure *measure = document->measures->pdata[i];
      g_autofree char *id = g_strconcat (measure->id, MIRADOR_TARGET_SUFFIX, NULL);
      MiradorMeasure *target;

      /* Of two entries with one id the first is taken. */
      if (g_str_has_suffix (measure->id, MIRADOR_TARGET_SUFFIX)
          || find_measure (document, measure->id) != measure)
        continue;
      target = find_measure (document, g_intern_string (id));
      if (target == NULL)
        {
          target = mirador_catalogue_document_add_measure (document);
          target->id = g_intern_string (id);
          name_in_both (&measure->name, &target->name);
          copy_labels (measure, target);
        }
      follow (target, measure);
    }
}
