/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/match.h"

#include <string.h>

#include "model/error.h"

/* So many names at least say together which level they are of. */
#define ENOUGH_NAMES 3

/* What may stand before or behind a name and says what it is the name of; folded. */
static const struct
{
  const char *word;
  MiradorLevel level;
} level_words[] = {
  { "region", MIRADOR_LEVEL_REGION },      { "departamento", MIRADOR_LEVEL_REGION },
  { "department", MIRADOR_LEVEL_REGION },  { "dpto", MIRADOR_LEVEL_REGION },
  { "dpto.", MIRADOR_LEVEL_REGION },       { "regiones", MIRADOR_LEVEL_REGION },
  { "provincia", MIRADOR_LEVEL_PROVINCE }, { "province", MIRADOR_LEVEL_PROVINCE },
  { "prov", MIRADOR_LEVEL_PROVINCE },      { "prov.", MIRADOR_LEVEL_PROVINCE },
  { "distrito", MIRADOR_LEVEL_DISTRICT },  { "district", MIRADOR_LEVEL_DISTRICT },
  { "dist", MIRADOR_LEVEL_DISTRICT },      { "dist.", MIRADOR_LEVEL_DISTRICT },
};

static MiradorLevel
level_of_word (const char *word, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (level_words); i++)
    {
      if (strlen (level_words[i].word) == length
          && strncmp (level_words[i].word, word, length) == 0)
        return level_words[i].level;
    }
  return MIRADOR_LEVEL_ANY;
}

MiradorLevel
mirador_match_level_of_column (const char *column)
{
  g_autofree char *folded = mirador_text_fold (column);
  g_auto (GStrv) words = g_strsplit_set (folded, " _-/()", -1);
  MiradorLevel level = MIRADOR_LEVEL_ANY;

  for (guint i = 0; words[i] != NULL; i++)
    {
      MiradorLevel said = level_of_word (words[i], strlen (words[i]));

      if (said != MIRADOR_LEVEL_ANY && level != MIRADOR_LEVEL_ANY && said != level)
        return MIRADOR_LEVEL_ANY;
      level = said != MIRADOR_LEVEL_ANY ? said : level;
    }
  return level;
}

/* Names are short: anything longer is no name of a place. */
#define LONGEST_NAME 120

/* «region (de) lima» → «lima», «lima province» → «lima». */
static MiradorLevel
strip_first (char *name)
{
  const char *blank = strchr (name, ' ');
  MiradorLevel level
    = blank != NULL ? level_of_word (name, (gsize)(blank - name)) : MIRADOR_LEVEL_ANY;

  if (level == MIRADOR_LEVEL_ANY)
    return level;
  const char *rest = blank + 1;
  if (g_str_has_prefix (rest, "de "))
    rest += strlen ("de ");
  else if (g_str_has_prefix (rest, "del "))
    rest += strlen ("del ");
  memmove (name, rest, strlen (rest) + 1);
  return level;
}

static MiradorLevel
strip_last (char *name)
{
  char *blank = strrchr (name, ' ');
  MiradorLevel level
    = blank != NULL ? level_of_word (blank + 1, strlen (blank + 1)) : MIRADOR_LEVEL_ANY;

  if (level != MIRADOR_LEVEL_ANY)
    *blank = '\0';
  return level;
}

/* «chiclayo (distrito, lambayeque)»: what the brackets say of level and place above. */
static MiradorLevel
strip_brackets (char *name, char **within)
{
  char *open = strchr (name, '(');
  gsize length = strlen (name);
  MiradorLevel level = MIRADOR_LEVEL_ANY;

  if (open == NULL || open == name || name[length - 1] != ')')
    return level;
  name[length - 1] = '\0';
  g_auto (GStrv) parts = g_strsplit (open + 1, ",", 3);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *part = g_strstrip (parts[i]);
      MiradorLevel said = level_of_word (part, strlen (part));

      if (said != MIRADOR_LEVEL_ANY)
        level = said;
      else if (*within == NULL)
        *within = g_strconcat ("peru / ", part, NULL);
    }
  *open = '\0';
  g_strchomp (name);
  return level;
}

static const MiradorPlace *
named (const char *name, MiradorLevel level, const MiradorPlace *parent)
{
  if (g_str_equal (name, "cuzco"))
    name = "cusco";
  return mirador_place_by_name (name, level, parent, NULL);
}

/* The place above, by the names from the root down. @all_known: no name on the way was another
 * thing than a place (a network, an office): then the next level is the next of ours. */
static const MiradorPlace *
find_parent (const char *within, gboolean *all_known)
{
  g_auto (GStrv) names = g_strsplit (within, " / ", -1);
  const MiradorPlace *parent = mirador_place_peru ();
  gboolean rooted = FALSE;

  *all_known = TRUE;
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *name = mirador_text_fold (names[i]);
      const MiradorPlace *place = NULL;

      if (g_str_equal (name, "peru"))
        {
          rooted = TRUE;
          continue;
        }
      strip_first (name);
      strip_last (name);
      if (parent->level < MIRADOR_LEVEL_DISTRICT)
        place = named (name, (MiradorLevel)(parent->level + 1), parent);
      *all_known = *all_known && place != NULL;
      parent = place != NULL ? place : parent;
    }
  *all_known = *all_known && rooted;
  return parent;
}

/* Others have a La Libertad, an Amazonas and a San Salvador of their own. */
static gboolean
is_abroad (const char *within)
{
  static const char *const countries[] = { "argentina",
                                           "bolivia",
                                           "brasil",
                                           "brazil",
                                           "chile",
                                           "colombia",
                                           "costa rica",
                                           "cuba",
                                           "ecuador",
                                           "el salvador",
                                           "espana",
                                           "spain",
                                           "guatemala",
                                           "haiti",
                                           "honduras",
                                           "mexico",
                                           "panama",
                                           "nicaragua",
                                           "paraguay",
                                           "uruguay",
                                           "venezuela",
                                           "puerto rico",
                                           "lesotho",
                                           "philippines",
                                           "republica dominicana",
                                           "dominican republic",
                                           NULL };
  g_auto (GStrv) names = g_strsplit (within, " / ", 2);
  g_autofree char *root = mirador_text_fold (names[0]);

  return g_strv_contains (countries, root);
}

static const MiradorPlace *
find_below (const char *name, MiradorLevel level, const char *within)
{
  gboolean all_known = FALSE;
  const MiradorPlace *parent = find_parent (within, &all_known);
  const MiradorPlace *group, *place;

  if (is_abroad (within))
    return NULL;
  if (level != MIRADOR_LEVEL_ANY)
    return named (name, level, parent);
  if (!all_known && parent != mirador_place_peru ())
    return named (name, MIRADOR_LEVEL_ANY, parent);
  if (!all_known)
    {
      /* Nothing above it says that it lies in Peru: a district of that name may be anywhere. */
      place = named (name, MIRADOR_LEVEL_ANY, NULL);
      return place != NULL && (place->level == MIRADOR_LEVEL_REGION || place->members->len > 0)
               ? place
               : NULL;
    }
  if (parent->level >= MIRADOR_LEVEL_DISTRICT)
    return NULL;
  /* An office or an area has a name of its own and may stand anywhere. */
  group = named (name, MIRADOR_LEVEL_ANY, NULL);
  if (group != NULL && group->members->len > 0)
    return group;
  return named (name, (MiradorLevel)(parent->level + 1), parent);
}

static const MiradorPlace *
find_by_name (const char *text, MiradorLevel level, const char *within)
{
  g_autofree char *name = mirador_text_fold (text);
  g_autofree char *inside = NULL;
  MiradorLevel said = strip_brackets (name, &inside);

  if (said == MIRADOR_LEVEL_ANY)
    said = strip_first (name);
  if (said == MIRADOR_LEVEL_ANY)
    said = strip_last (name);
  if (said != MIRADOR_LEVEL_ANY)
    level = said;
  if (within == NULL)
    within = inside;
  if (g_str_equal (name, "peru"))
    return level == MIRADOR_LEVEL_ANY ? mirador_place_peru () : NULL;
  if (within != NULL)
    return find_below (name, level, within);
  const MiradorPlace *place = named (name, level, NULL);
  /* A column of districts may have an office among them. */
  if (place == NULL && level != MIRADOR_LEVEL_ANY && said == MIRADOR_LEVEL_ANY)
    place = named (name, MIRADOR_LEVEL_ANY, NULL);
  return place != NULL
             && (level == MIRADOR_LEVEL_ANY || place->level == level || place->members->len > 0)
           ? place
           : NULL;
}

/* «150101 Lima», «15 - Lima»: the code counts where it is the name's. */
static const MiradorPlace *
find_by_both (const char *text)
{
  gsize n = strspn (text, "0123456789");
  g_autofree char *code = g_strndup (text, n);
  const MiradorPlace *place = n == 2 || n == 4 || n == 6 ? mirador_place_by_code (code) : NULL;

  if (place == NULL)
    return NULL;
  g_autofree char *rest = mirador_text_fold (text + n + strspn (text + n, " -:._"));
  g_autofree char *name = mirador_text_fold (place->name);
  return g_str_equal (rest, name) ? place : NULL;
}

/* Whether a name says the place's own among its words. */
static gboolean
says_name (const char *text, const MiradorPlace *place)
{
  g_autofree char *folded = mirador_text_fold (text);
  g_autofree char *own = mirador_text_fold (place->name);
  gsize length = strlen (own);

  if (strstr (folded, "cuzco") != NULL && g_str_equal (own, "cusco"))
    return TRUE;
  for (const char *at = strstr (folded, own); at != NULL; at = strstr (at + 1, own))
    {
      if ((at == folded || !g_ascii_isalnum (at[-1])) && !g_ascii_isalnum (at[length]))
        return TRUE;
    }
  return FALSE;
}

/* "140101.0": what is left of a ubigeo that was taken for a figure. */
static char *
without_point (const char *code)
{
  gsize n = strspn (code, "0123456789");

  return n > 0 && g_str_equal (code + n, ".0") ? g_strndup (code, n) : g_strdup (code);
}

/* Numbers are other lists' codes too: RENIEC's, a district's within its province. They count where
 * neither the name beside them nor the level says another thing. */
static const MiradorPlace *
find_by_code (const char *code, const char *name, MiradorLevel level)
{
  g_autofree char *tidy = without_point (code);
  const MiradorPlace *found = mirador_place_by_code (tidy);

  if (found == NULL || !g_ascii_isdigit (*tidy))
    return g_ascii_strcasecmp (code, "PER") == 0 ? mirador_place_peru () : found;
  if (level != MIRADOR_LEVEL_ANY && found->level != level)
    return NULL;
  if (name != NULL && strpbrk (name, "0123456789") == NULL && strlen (name) <= LONGEST_NAME
      && !says_name (name, found))
    return NULL;
  return found;
}

MiradorFound
mirador_match_place (const char *code,
                     const char *name,
                     MiradorLevel level,
                     const char *within,
                     const MiradorPlace **place)
{
  const MiradorPlace *found = NULL;

  if (code != NULL && *code != '\0')
    found = find_by_code (code, name, level);
  if (found == NULL && name != NULL && strlen (name) <= LONGEST_NAME)
    found = find_by_both (name);
  if (found != NULL)
    {
      *place = found;
      return MIRADOR_FOUND_BY_CODE;
    }
  if (name != NULL && *name != '\0' && strlen (name) <= LONGEST_NAME)
    found = find_by_name (name, level, within);
  if (found == NULL)
    return MIRADOR_FOUND_NOTHING;
  *place = found;
  return MIRADOR_FOUND_BY_NAME;
}

/* A name that no other level has too. */
static gboolean
is_of_this_level_only (const char *name, MiradorLevel level)
{
  const MiradorPlace *place = named (name, MIRADOR_LEVEL_ANY, NULL);

  return place != NULL && place->level == level;
}

static gboolean
is_place_of_tree (const char *name)
{
  g_autoptr (GError) error = NULL;
  const MiradorPlace *place = mirador_place_by_name (name, MIRADOR_LEVEL_ANY, NULL, &error);

  if (place != NULL)
    return place->members->len == 0 && place->level != MIRADOR_LEVEL_COUNTRY;
  return g_error_matches (error, MIRADOR_ERROR, MIRADOR_ERROR_PLACE_AMBIGUOUS);
}

static gboolean
is_level_of (const GPtrArray *names, MiradorLevel level)
{
  guint n = 0;
  gboolean sure = FALSE;

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *name = mirador_text_fold (g_ptr_array_index (names, i));

      if (!is_place_of_tree (name))
        continue;
      if (named (name, level, NULL) == NULL)
        return FALSE;
      sure = sure || is_of_this_level_only (name, level);
      n++;
    }
  return sure && n >= ENOUGH_NAMES;
}

MiradorLevel
mirador_match_level (const GPtrArray *names)
{
  static const MiradorLevel levels[]
    = { MIRADOR_LEVEL_REGION, MIRADOR_LEVEL_PROVINCE, MIRADOR_LEVEL_DISTRICT };

  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    {
      if (is_level_of (names, levels[i]))
        return levels[i];
    }
  return MIRADOR_LEVEL_ANY;
}
