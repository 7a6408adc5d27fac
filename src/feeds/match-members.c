/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/match.h"

#include <stdio.h>
#include <string.h>

/* Members of the breakdowns by sex and age. */

static gboolean
is_one_of (const char *folded, const char *const *words)
{
  return g_strv_contains (words, folded);
}

/* The whole, beside its parts. */
static gboolean
is_whole (const char *folded)
{
  static const char *const words[]
    = { "total",      "todos", "todas",    "ambos",         "ambos sexos",      "both",     "all",
        "both sexes", "btsx",  "sex_btsx", "total general", "todas las edades", "all ages", NULL };

  return is_one_of (folded, words);
}

static gboolean
has_letter (const GPtrArray *beside, const char *letter)
{
  for (guint i = 0; beside != NULL && i < beside->len; i++)
    {
      if (g_ascii_strcasecmp (g_ptr_array_index (beside, i), letter) == 0)
        return TRUE;
    }
  return FALSE;
}

/* An M is «masculino» beside an F and «mujer» beside an H («hombre»). */
static const char *
read_letter (const char *folded, const GPtrArray *beside)
{
  gboolean has_f = has_letter (beside, "f");
  gboolean has_h = has_letter (beside, "h");

  if (g_str_equal (folded, "f"))
    return has_h ? NULL : "F";
  if (g_str_equal (folded, "h"))
    return has_f ? NULL : "M";
  if (!g_str_equal (folded, "m") || has_f == has_h)
    return NULL;
  return has_f ? "M" : "F";
}

MiradorFound
mirador_match_sex (const char *code, const GPtrArray *beside, const char **member)
{
  static const char *const women[] = { "femenino", "mujer", "mujeres",  "female", "females",
                                       "women",    "woman", "sex_fmle", "fmle",   NULL };
  static const char *const men[] = { "masculino", "hombre", "hombres", "varon",   "varones", "male",
                                     "males",     "men",    "man",     "sex_mle", "mle",     NULL };
  g_autofree char *folded = mirador_text_fold (code);
  const char *found = read_letter (folded, beside);

  if (found == NULL && is_whole (folded))
    found = "";
  else if (found == NULL && is_one_of (folded, women))
    found = "F";
  else if (found == NULL && is_one_of (folded, men))
    found = "M";
  if (found == NULL)
    return MIRADOR_FOUND_NOTHING;
  *member = g_intern_string (found);
  return MIRADOR_FOUND_BY_NAME;
}

/* Words that say nothing but years; months and days are another unit. */
static char *
without_years (const char *folded)
{
  static const char *const years[]
    = { "anos", "ano", "years", "year", "de", "edad", "of", "age", NULL };
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  g_autoptr (GString) kept = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] != '\0' && !g_strv_contains (years, words[i]))
        g_string_append_printf (kept, "%s%s", kept->len > 0 ? " " : "", words[i]);
    }
  return g_string_free (g_steal_pointer (&kept), FALSE);
}

/* "1 - 4", "1 a 4", "1 to 4" → "1-4"; "< 1", "menores 1" → "<1"; "80 +", "80 a mas" → "80+". */
static char *
write_age (const char *text)
{
  static const char *const over[]
    = { "+", "a mas", "y mas", "and over", "and older", "or more", "mas", NULL };
  static const char *const between[] = { "-", "a", "to", "–", NULL };
  static const char *const under[] = { "<", "menor", "menores", "under", "menos", NULL };
  int low = 0, high = 0, n = 0;
  char word[16] = "";

  if (sscanf (text, "%d%n", &low, &n) == 1)
    {
      const char *rest = text + n + strspn (text + n, " ");
      g_autofree char *tail = g_strchomp (g_strdup (rest));

      if (is_one_of (tail, over))
        return g_strdup_printf ("%d+", low);
      /* Without a blank on either side of its mark too. */
      if (sscanf (rest, "%15[^0-9 ] %d%n", word, &high, &n) == 2 && rest[n] == '\0'
          && is_one_of (word, between))
        return g_strdup_printf ("%d-%d", low, high);
      return NULL;
    }
  if (sscanf (text, "%15[^0-9 ] %d%n", word, &high, &n) == 2 && text[n] == '\0'
      && is_one_of (word, under))
    return g_strdup_printf ("<%d", high);
  return NULL;
}

MiradorFound
mirador_match_age (const char *code, const char **member)
{
  g_autofree char *folded = mirador_text_fold (code);
  const MiradorMember *known = mirador_catalogue_member ("age", code);

  if (known != NULL)
    {
      *member = known->id;
      return MIRADOR_FOUND_BY_CODE;
    }
  if (is_whole (folded))
    {
      *member = g_intern_static_string ("");
      return MIRADOR_FOUND_BY_NAME;
    }
  g_autofree char *plain = without_years (folded);
  g_autofree char *age = write_age (plain);
  known = age != NULL ? mirador_catalogue_member ("age", age) : NULL;
  if (known == NULL)
    return MIRADOR_FOUND_NOTHING;
  *member = known->id;
  return MIRADOR_FOUND_BY_NAME;
}
