/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/profile.h"

MiradorProfile *
mirador_profile_new (const char *id)
{
  MiradorProfile *profile = g_new0 (MiradorProfile, 1);

  g_atomic_ref_count_init (&profile->ref_count);
  profile->id = g_intern_string (id);
  profile->terms = g_ptr_array_new_with_free_func ((GDestroyNotify)mirador_terms_free);
  return profile;
}

MiradorProfile *
mirador_profile_ref (MiradorProfile *profile)
{
  g_atomic_ref_count_inc (&profile->ref_count);
  return profile;
}

void
mirador_profile_unref (MiradorProfile *profile)
{
  if (!g_atomic_ref_count_dec (&profile->ref_count))
    return;
  mirador_text_clear (&profile->title);
  mirador_text_clear (&profile->source);
  g_free (profile->licence);
  g_free (profile->issued);
  g_ptr_array_unref (profile->terms);
  g_free (profile);
}

MiradorTerms *
mirador_terms_new (const char *measure, const char *program)
{
  MiradorTerms *terms = g_new0 (MiradorTerms, 1);

  terms->measure = g_intern_string (measure);
  terms->program = g_intern_string (program);
  terms->adds = -1;
  terms->absent = MIRADOR_ABSENT_UNKNOWN;
  terms->complete_until = MIRADOR_PERIOD_NONE;
  terms->complete_from = MIRADOR_PERIOD_NONE;
  terms->covers = g_ptr_array_new ();
  terms->parts = g_ptr_array_new ();
  terms->members = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);
  return terms;
}

void
mirador_terms_free (MiradorTerms *terms)
{
  if (terms == NULL)
    return;
  g_ptr_array_unref (terms->covers);
  g_ptr_array_unref (terms->parts);
  g_hash_table_unref (terms->members);
  mirador_text_clear (&terms->note);
  g_free (terms);
}

void
mirador_terms_add_member (MiradorTerms *terms, const char *breakdown, const char *member)
{
  const char *key = g_intern_string (breakdown);
  const char *id = g_intern_string (member);
  GPtrArray *members = g_hash_table_lookup (terms->members, key);

  if (members == NULL)
    {
      members = g_ptr_array_new ();
      g_hash_table_insert (terms->members, (gpointer)key, members);
    }
  if (!g_ptr_array_find (members, id, NULL))
    g_ptr_array_add (members, (gpointer)id);
}

const MiradorTerms *
mirador_profile_find_terms (const MiradorProfile *profile, const char *measure, const char *program)
{
  const char *wanted = g_intern_string (measure);
  const char *of_program = g_intern_string (program);
  const MiradorTerms *general = NULL;

  for (guint i = 0; i < profile->terms->len; i++)
    {
      const MiradorTerms *terms = g_ptr_array_index (profile->terms, i);

      if (terms->measure != wanted)
        continue;
      if (terms->program == NULL)
        general = terms;
      else if (terms->program == of_program)
        return terms;
    }
  return general;
}
