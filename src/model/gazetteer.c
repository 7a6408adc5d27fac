/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gazetteer.h"

#include <math.h>
#include <string.h>

#include "model/language.h"
#include "model/resource.h"

#define MAX_COLUMNS 16

static const char *const level_ids[MIRADOR_N_LEVELS]
  = { "country", "region", "province", "district", "facility", "authority", "area" };

/* Ends the field at *cursor with a NUL and moves on; quotes are taken off in place. */
static char *
next_field (char **cursor, gboolean *last)
{
  char *from = *cursor, *to = *cursor, *start = *cursor;
  gboolean quoted = FALSE;

  for (; *from != '\0'; from++)
    {
      if (*from == '"' && quoted && from[1] == '"')
        *to++ = *from++;
      else if (*from == '"')
        quoted = !quoted;
      else if (!quoted && (*from == ',' || *from == '\n'))
        break;
      else if (quoted || *from != '\r')
        *to++ = *from;
    }
  *last = *from != ',';
  *cursor = *from != '\0' ? from + 1 : from;
  *to = '\0';
  return start;
}

/* Our own well-formed tables: no row has more columns than MAX_COLUMNS, missing ones are empty. */
static gboolean
next_row (char **cursor, char *fields[MAX_COLUMNS])
{
  static char nothing[] = "";
  gboolean last = FALSE;
  guint n = 0;

  if (**cursor == '\0')
    return FALSE;
  while (!last)
    {
      char *field = next_field (cursor, &last);
      if (n < MAX_COLUMNS)
        fields[n++] = field;
    }
  while (n < MAX_COLUMNS)
    fields[n++] = nothing;
  return TRUE;
}

static char *
load_table (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = mirador_data_load (path, &error);
  gsize length = 0;
  const char *text;

  if (bytes == NULL)
    {
      g_warning ("%s: %s", path, error->message);
      return g_strdup ("");
    }
  text = g_bytes_get_data (bytes, &length);
  return g_strndup (text, length);
}

static gboolean
level_of_text (const char *id, MiradorLevel *level)
{
  for (guint i = 0; i < MIRADOR_N_LEVELS; i++)
    if (g_str_equal (id, level_ids[i]))
      {
        *level = i;
        return TRUE;
      }
  return FALSE;
}

static MiradorPlace *
add_place (MiradorGazetteer *gazetteer, const char *code, const char *name, MiradorLevel level)
{
  MiradorPlace *place = g_new0 (MiradorPlace, 1);

  place->code = g_intern_string (code);
  place->name = name;
  place->level = level;
  place->children = g_ptr_array_new ();
  place->members = g_ptr_array_new ();
  place->lat = place->lon = NAN;
  g_ptr_array_add (gazetteer->levels[level], place);
  g_hash_table_insert (gazetteer->by_code, g_ascii_strdown (code, -1), place);
  return place;
}

/* ubigeo, level, parent, name; a parent stands above its children. */
static void
load_tree (MiradorGazetteer *gazetteer, char *text)
{
  char *fields[MAX_COLUMNS];

  next_row (&text, fields);
  while (next_row (&text, fields))
    {
      g_autofree char *above = g_ascii_strdown (fields[2], -1);
      MiradorPlace *parent = g_hash_table_lookup (gazetteer->by_code, above);
      MiradorPlace *place;
      MiradorLevel level;

      if (!level_of_text (fields[1], &level))
        continue;
      place = add_place (gazetteer, fields[0], fields[3], level);
      place->parent = parent;
      if (parent != NULL)
        g_ptr_array_add (parent->children, place);
      if (level == MIRADOR_LEVEL_COUNTRY)
        {
          place->iso = place->code;
          gazetteer->peru = place;
        }
    }
}

/* ubigeo, iso, name, type, capital, two populations, area, lat, lon, ... */
static void
load_regions (MiradorGazetteer *gazetteer, char *text)
{
  char *fields[MAX_COLUMNS];

  next_row (&text, fields);
  while (next_row (&text, fields))
    {
      MiradorPlace *place = g_hash_table_lookup (gazetteer->by_code, fields[0]);
      if (place == NULL)
        continue;
      place->iso = g_intern_string (fields[1]);
      place->lat = g_ascii_strtod (fields[8], NULL);
      place->lon = g_ascii_strtod (fields[9], NULL);
      g_hash_table_insert (gazetteer->by_code, g_ascii_strdown (fields[1], -1), place);
    }
}

/* group, name, kind, member */
static void
load_groups (MiradorGazetteer *gazetteer, char *text)
{
  char *fields[MAX_COLUMNS];

  next_row (&text, fields);
  while (next_row (&text, fields))
    {
      MiradorPlace *group = g_hash_table_lookup (gazetteer->by_code, fields[0]);
      MiradorPlace *member = g_hash_table_lookup (gazetteer->by_code, fields[3]);
      gboolean area = g_str_equal (fields[2], "area");

      if (group == NULL)
        group = add_place (gazetteer, fields[0], fields[1],
                           area ? MIRADOR_LEVEL_AREA : MIRADOR_LEVEL_AUTHORITY);
      if (member != NULL)
        g_ptr_array_add (group->members, member);
    }
}

static int
compare_codes (gconstpointer a, gconstpointer b)
{
  const MiradorPlace *const *one = a, *const *other = b;

  return strcmp ((*one)->code, (*other)->code);
}

static gpointer
load_gazetteer (gpointer unused)
{
  MiradorGazetteer *gazetteer = g_new0 (MiradorGazetteer, 1);
  g_autofree char *regions = load_table ("places/regions.csv");

  gazetteer->by_code = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < MIRADOR_N_LEVELS; i++)
    gazetteer->levels[i] = g_ptr_array_new ();
  /* These two texts are never freed: the places' names lie in them. */
  gazetteer->tree_text = load_table ("places/places.csv");
  gazetteer->groups_text = load_table ("places/groups.csv");
  load_tree (gazetteer, gazetteer->tree_text);
  load_regions (gazetteer, regions);
  load_groups (gazetteer, gazetteer->groups_text);
  for (guint i = 0; i < MIRADOR_N_LEVELS; i++)
    g_ptr_array_sort (gazetteer->levels[i], compare_codes);
  return gazetteer;
}

const MiradorGazetteer *
mirador_gazetteer_get (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, load_gazetteer, NULL);
}

/* Folding two thousand names takes longer than reading them, and a start needs none: apart. */
static gpointer
index_names (gpointer unused)
{
  const MiradorGazetteer *gazetteer = mirador_gazetteer_get ();
  GHashTable *names
    = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);

  for (guint level = 0; level < MIRADOR_N_LEVELS; level++)
    for (guint i = 0; i < gazetteer->levels[level]->len; i++)
      {
        MiradorPlace *place = gazetteer->levels[level]->pdata[i];
        char *folded = mirador_text_fold (place->name);
        GPtrArray *same = g_hash_table_lookup (names, folded);

        if (same == NULL)
          {
            same = g_ptr_array_new ();
            g_hash_table_insert (names, folded, same);
          }
        else
          g_free (folded);
        g_ptr_array_add (same, place);
      }
  return names;
}

const GPtrArray *
mirador_gazetteer_named (const char *name)
{
  static GOnce once = G_ONCE_INIT;
  GHashTable *names = g_once (&once, index_names, NULL);
  g_autofree char *folded = mirador_text_fold (name);

  return g_hash_table_lookup (names, folded);
}

const char *
mirador_level_to_id (MiradorLevel level)
{
  return level >= 0 && level < MIRADOR_N_LEVELS ? level_ids[level] : "any";
}

gboolean
mirador_level_from_id (const char *id, MiradorLevel *level)
{
  return id != NULL && level_of_text (id, level);
}
