/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/outline.h"

#include <string.h>

#include "model/resource.h"

#define OUTLINES "places/outlines.csv"
#define TILES "places/tilegrid.csv"
#define UNITS 10000.0 /* of a degree, see make-outlines.py */

typedef struct
{
  guint row, column;
} Tile;

typedef struct
{
  GHashTable *outlines; /* MiradorPlace → MiradorOutline */
  GHashTable *tiles;    /* MiradorPlace → Tile */
  guint rows, columns;
} Ground;

/* (transfer full): the lines below the heading; none where the program's own file is not there. */
static char **
load_lines (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = mirador_data_load (path, &error);
  g_autofree char *text = NULL;
  const char *body;

  if (bytes == NULL)
    {
      g_warning ("%s: %s", path, error->message);
      return g_new0 (char *, 1);
    }
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  body = strchr (text, '\n');
  return g_strsplit (body != NULL ? body + 1 : "", "\n", -1);
}

static MiradorRing
take_ring (GArray *lon, GArray *lat)
{
  MiradorRing ring = { lon->len, NULL, NULL };

  /* Two vertices enclose nothing. */
  if (ring.n < 3)
    ring.n = 0;
  ring.lon = (double *)(gpointer)g_array_free (lon, FALSE);
  ring.lat = (double *)(gpointer)g_array_free (lat, FALSE);
  return ring;
}

/* A letter, the level up to which the vertex is kept, and a signed step in either direction. */
static gboolean
next_vertex (const char **text, int *level, gint64 *x, gint64 *y)
{
  char *end;

  if (**text < 'a' || **text >= 'a' + MIRADOR_N_DETAILS)
    return FALSE;
  *level = **text - 'a';
  *x += g_ascii_strtoll (*text + 1, &end, 10);
  *y += g_ascii_strtoll (end, &end, 10);
  *text = end;
  return TRUE;
}

static void
read_ring (const char *text, MiradorRing rings[MIRADOR_N_DETAILS])
{
  GArray *lon[MIRADOR_N_DETAILS];
  GArray *lat[MIRADOR_N_DETAILS];
  gint64 x = 0, y = 0;
  int level;

  for (guint i = 0; i < MIRADOR_N_DETAILS; i++)
    {
      lon[i] = g_array_new (FALSE, FALSE, sizeof (double));
      lat[i] = g_array_new (FALSE, FALSE, sizeof (double));
    }
  while (next_vertex (&text, &level, &x, &y))
    for (int i = 0; i <= level; i++)
      {
        double degrees[] = { x / UNITS, y / UNITS };

        g_array_append_val (lon[i], degrees[0]);
        g_array_append_val (lat[i], degrees[1]);
      }
  for (guint i = 0; i < MIRADOR_N_DETAILS; i++)
    rings[i] = take_ring (lon[i], lat[i]);
}

static void
add_ring (MiradorOutline *outline, const char *text)
{
  MiradorRing rings[MIRADOR_N_DETAILS];

  read_ring (text, rings);
  for (guint i = 0; i < MIRADOR_N_DETAILS; i++)
    {
      MiradorRing *longer
        = g_renew (MiradorRing, (MiradorRing *)outline->rings[i], outline->n_rings + 1);

      longer[outline->n_rings] = rings[i];
      outline->rings[i] = longer;
    }
  outline->n_rings++;
}

/* place, longitude and latitude of its spot, a ring; the rings of a place follow each other. */
static void
load_outlines (Ground *ground)
{
  g_auto (GStrv) lines = load_lines (OUTLINES);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], ",", 4);
      const MiradorPlace *place = mirador_place_by_code (fields[0]);
      MiradorOutline *outline;

      if (g_strv_length (fields) != 4 || place == NULL)
        continue;
      outline = g_hash_table_lookup (ground->outlines, place);
      if (outline == NULL)
        {
          outline = g_new0 (MiradorOutline, 1);
          outline->place = place;
          outline->lon = g_ascii_strtod (fields[1], NULL);
          outline->lat = g_ascii_strtod (fields[2], NULL);
          g_hash_table_insert (ground->outlines, (gpointer)place, outline);
        }
      add_ring (outline, fields[3]);
    }
}

/* ubigeo, row, column */
static void
load_tiles (Ground *ground)
{
  g_auto (GStrv) lines = load_lines (TILES);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], ",", 3);
      const MiradorPlace *place = mirador_place_by_code (fields[0]);
      Tile *tile;

      if (g_strv_length (fields) != 3 || place == NULL)
        continue;
      tile = g_new0 (Tile, 1);
      tile->row = (guint)g_ascii_strtoull (fields[1], NULL, 10);
      tile->column = (guint)g_ascii_strtoull (fields[2], NULL, 10);
      ground->rows = MAX (ground->rows, tile->row + 1);
      ground->columns = MAX (ground->columns, tile->column + 1);
      g_hash_table_insert (ground->tiles, (gpointer)place, tile);
    }
}

static gpointer
load_ground (gpointer unused)
{
  Ground *ground = g_new0 (Ground, 1);

  ground->outlines = g_hash_table_new (NULL, NULL);
  ground->tiles = g_hash_table_new (NULL, NULL);
  load_outlines (ground);
  load_tiles (ground);
  return ground;
}

static const Ground *
get_ground (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, load_ground, NULL);
}

const MiradorOutline *
mirador_outline_get (const MiradorPlace *place)
{
  return place != NULL ? g_hash_table_lookup (get_ground ()->outlines, place) : NULL;
}

gboolean
mirador_tile_get (const MiradorPlace *place, guint *row, guint *column)
{
  const Tile *tile = place != NULL ? g_hash_table_lookup (get_ground ()->tiles, place) : NULL;

  if (tile == NULL)
    return FALSE;
  *row = tile->row;
  *column = tile->column;
  return TRUE;
}

void
mirador_tile_get_size (guint *rows, guint *columns)
{
  *rows = get_ground ()->rows;
  *columns = get_ground ()->columns;
}
