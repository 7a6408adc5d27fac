/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/catalogue.h"

#include <string.h>

/* A pair of a key: both point into it and do not end with NUL. */
typedef struct
{
  const char *breakdown;
  gsize breakdown_length;
  const char *member;
  gsize member_length;
} Pair;

/* Takes the pair at *at off a key; FALSE at its end. */
static gboolean
next_pair (const char **at, Pair *pair)
{
  const char *end, *equals;

  if (*at == NULL || **at == '\0')
    return FALSE;
  end = strchrnul (*at, ';');
  equals = memchr (*at, '=', end - *at);
  if (equals == NULL)
    equals = end;
  pair->breakdown = *at;
  pair->breakdown_length = equals - *at;
  pair->member = equals < end ? equals + 1 : end;
  pair->member_length = end - pair->member;
  *at = *end != '\0' ? end + 1 : end;
  return TRUE;
}

/* A source's own code may hold the signs that part a key; they are written as in an address. */
static void
append_escaped (GString *key, const char *text)
{
  for (; *text != '\0'; text++)
    if (strchr ("%;=", *text) != NULL)
      g_string_append_printf (key, "%%%02X", (guchar)*text);
    else
      g_string_append_c (key, *text);
}

static const char *
intern_unescaped (const char *text, gsize length)
{
  g_autofree char *escaped = g_strndup (text, length);
  g_autofree char *plain = NULL;

  if (memchr (text, '%', length) == NULL)
    return g_intern_string (escaped);
  plain = g_uri_unescape_string (escaped, NULL);
  return g_intern_string (plain != NULL ? plain : escaped);
}

static int
compare_names (gconstpointer a, gconstpointer b, gpointer breakdowns)
{
  const char *const *names = breakdowns;

  return strcmp (names[*(const guint *)a], names[*(const guint *)b]);
}

const char *
mirador_breakdown_key (guint n, const char *const *breakdowns, const char *const *members)
{
  if (n == 0)
    return g_intern_static_string ("");

  g_autoptr (GString) key = g_string_new (NULL);
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));
  const char *previous = NULL;

  for (guint i = 0; i < n; i++)
    if (breakdowns[i] != NULL && members[i] != NULL && *members[i] != '\0')
      g_array_append_val (order, i);
  g_array_sort_with_data (order, compare_names, (gpointer)breakdowns);
  for (guint i = 0; i < order->len; i++)
    {
      guint at = g_array_index (order, guint, i);

      if (g_strcmp0 (previous, breakdowns[at]) == 0)
        continue; /* the first of two members stands */
      if (key->len > 0)
        g_string_append_c (key, ';');
      append_escaped (key, breakdowns[at]);
      g_string_append_c (key, '=');
      append_escaped (key, members[at]);
      previous = breakdowns[at];
    }
  return g_intern_string (key->str);
}

const char *
mirador_breakdown_key_get (const char *key, const char *breakdown)
{
  gsize length = strlen (breakdown);
  Pair pair;

  while (next_pair (&key, &pair))
    if (pair.breakdown_length == length && memcmp (pair.breakdown, breakdown, length) == 0)
      return intern_unescaped (pair.member, pair.member_length);
  return NULL;
}

const char **
mirador_breakdown_key_names (const char *key)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  Pair pair;

  while (next_pair (&key, &pair))
    g_ptr_array_add (names, (gpointer)intern_unescaped (pair.breakdown, pair.breakdown_length));
  g_ptr_array_add (names, NULL);
  return (const char **)g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

const char *
mirador_member_get_name (const char *breakdown, const char *member)
{
  const MiradorMember *known = mirador_catalogue_member (breakdown, member);
  const char *name = known != NULL ? mirador_text_get (&known->name) : NULL;

  return name != NULL ? name : member;
}

/* «Mujeres» within a line is «mujeres»; «VIH» stays as it is. */
static void
append_in_line (GString *line, const char *name)
{
  const char *rest = *name != '\0' ? g_utf8_next_char (name) : name;

  if (line->len > 0)
    g_string_append (line, ", ");
  if (*rest != '\0' && g_unichar_islower (g_utf8_get_char (rest)))
    g_string_append_unichar (line, g_unichar_tolower (g_utf8_get_char (name)));
  else
    g_string_append_len (line, name, rest - name);
  g_string_append (line, rest);
}

char *
mirador_breakdown_key_to_text (const char *key)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (GPtrArray) known = mirador_catalogue_breakdowns ();
  Pair pair;

  /* In the catalogue's order: sex before age. */
  for (guint i = 0; i < known->len; i++)
    {
      const MiradorBreakdown *breakdown = known->pdata[i];
      const char *member = mirador_breakdown_key_get (key, breakdown->id);

      if (member != NULL)
        append_in_line (line, mirador_member_get_name (breakdown->id, member));
    }
  while (next_pair (&key, &pair))
    {
      const char *name = intern_unescaped (pair.breakdown, pair.breakdown_length);

      if (mirador_catalogue_breakdown (name) == NULL)
        append_in_line (line, intern_unescaped (pair.member, pair.member_length));
    }
  return g_string_free (g_steal_pointer (&line), FALSE);
}
