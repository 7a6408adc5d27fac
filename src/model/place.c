/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/place.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/error.h"
#include "model/gazetteer.h"

/* More names than this make an error no clearer. */
#define MAX_CANDIDATES 12

/* Spreadsheets eat the leading zero of a ubigeo, so an odd number of digits lacks one. */
static char *
canonical_code (const char *code)
{
  g_autofree char *text = g_strstrip (g_ascii_strdown (code, -1));
  gsize length = strlen (text);

  if (length % 2 == 1 && length < 6 && strspn (text, "0123456789") == length)
    return g_strconcat ("0", text, NULL);
  return g_steal_pointer (&text);
}

const MiradorPlace *
mirador_place_by_code (const char *code)
{
  const MiradorGazetteer *gazetteer = mirador_gazetteer_get ();
  g_autofree char *canonical = NULL;

  if (code == NULL)
    return NULL;
  canonical = canonical_code (code);
  return g_hash_table_lookup (gazetteer->by_code, canonical);
}

const MiradorPlace *
mirador_place_peru (void)
{
  return mirador_gazetteer_get ()->peru;
}

static char *
list_candidates (const GPtrArray *places)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < places->len && i < MAX_CANDIDATES; i++)
    {
      const MiradorPlace *place = places->pdata[i];
      g_string_append_printf (text, "%s%s (%s %s)", i > 0 ? ", " : "", place->name,
                              mirador_level_to_text (place->level, 1), place->code);
    }
  if (places->len > MAX_CANDIDATES)
    g_string_append (text, ", …");
  return g_string_free (text, FALSE);
}

static GPtrArray *
places_named (const char *name, MiradorLevel level, const MiradorPlace *parent)
{
  const GPtrArray *same = mirador_gazetteer_named (name);
  GPtrArray *fitting = g_ptr_array_new ();

  for (guint i = 0; same != NULL && i < same->len; i++)
    {
      MiradorPlace *place = same->pdata[i];
      if (level != MIRADOR_LEVEL_ANY && place->level != level)
        continue;
      if (parent != NULL && (place == parent || !mirador_place_is_within (place, parent)))
        continue;
      g_ptr_array_add (fitting, place);
    }
  return fitting;
}

const MiradorPlace *
mirador_place_by_name (const char *name,
                       MiradorLevel level,
                       const MiradorPlace *parent,
                       GError **error)
{
  g_autoptr (GPtrArray) fitting = places_named (name != NULL ? name : "", level, parent);

  if (fitting->len == 1)
    return fitting->pdata[0];
  if (fitting->len == 0)
    mirador_set_error (error, MIRADOR_ERROR_PLACE_UNKNOWN, name != NULL ? name : "", NULL);
  else
    {
      g_autofree char *candidates = list_candidates (fitting);
      mirador_set_error (error, MIRADOR_ERROR_PLACE_AMBIGUOUS, name, candidates, NULL);
    }
  return NULL;
}

const MiradorPlace *
mirador_place_find (const char *text, GError **error)
{
  const MiradorPlace *place = mirador_place_by_code (text);

  return place != NULL ? place : mirador_place_by_name (text, MIRADOR_LEVEL_ANY, NULL, error);
}

static gboolean
node_is_within (const MiradorPlace *inner, const MiradorPlace *outer)
{
  for (const MiradorPlace *node = inner; node != NULL; node = node->parent)
    if (node == outer)
      return TRUE;
  for (guint i = 0; i < outer->members->len; i++)
    if (node_is_within (inner, outer->members->pdata[i]))
      return TRUE;
  return FALSE;
}

gboolean
mirador_place_is_within (const MiradorPlace *inner, const MiradorPlace *outer)
{
  if (inner == outer)
    return TRUE;
  for (guint i = 0; i < inner->members->len; i++)
    if (!node_is_within (inner->members->pdata[i], outer))
      return FALSE;
  return inner->members->len > 0 || node_is_within (inner, outer);
}

gboolean
mirador_place_overlap (const MiradorPlace *a, const MiradorPlace *b)
{
  if (mirador_place_is_within (a, b) || mirador_place_is_within (b, a))
    return TRUE;
  for (guint i = 0; i < a->members->len; i++)
    if (mirador_place_overlap (a->members->pdata[i], b))
      return TRUE;
  for (guint i = 0; i < b->members->len; i++)
    if (mirador_place_overlap (a, b->members->pdata[i]))
      return TRUE;
  return FALSE;
}

/* A group has no parent: its ancestor is the node that holds all its members. */
static const MiradorPlace *
ancestor_node (const MiradorPlace *place, MiradorLevel level)
{
  const MiradorPlace *node = place;

  if (place->members->len > 0)
    node = place->members->pdata[0];
  while (node != NULL && node->level != level)
    node = node->parent;
  return node != NULL && mirador_place_is_within (place, node) ? node : NULL;
}

const MiradorPlace *
mirador_place_ancestor (const MiradorPlace *place, MiradorLevel level)
{
  const GPtrArray *authorities;

  if (place->level == level)
    return place;
  if (level < MIRADOR_LEVEL_COUNTRY || level == MIRADOR_LEVEL_AREA || level >= MIRADOR_N_LEVELS)
    return NULL; /* areas overlap: none is the one above */
  if (level != MIRADOR_LEVEL_AUTHORITY)
    return ancestor_node (place, level);
  authorities = mirador_gazetteer_get ()->levels[MIRADOR_LEVEL_AUTHORITY];
  for (guint i = 0; i < authorities->len; i++)
    if (mirador_place_is_within (place, authorities->pdata[i]))
      return authorities->pdata[i];
  return NULL;
}

GPtrArray *
mirador_place_list (const MiradorPlace *within, MiradorLevel level)
{
  const MiradorGazetteer *gazetteer = mirador_gazetteer_get ();
  GPtrArray *places = g_ptr_array_new ();

  for (guint l = 0; l < MIRADOR_N_LEVELS; l++)
    {
      if (level != MIRADOR_LEVEL_ANY && level != (MiradorLevel)l)
        continue;
      for (guint i = 0; i < gazetteer->levels[l]->len; i++)
        if (within == NULL || mirador_place_is_within (gazetteer->levels[l]->pdata[i], within))
          g_ptr_array_add (places, gazetteer->levels[l]->pdata[i]);
    }
  return places;
}

/* Within one region a few districts share a name: then the province tells them apart. */
static gboolean
is_unique_in (const MiradorPlace *place, const MiradorPlace *region)
{
  g_autoptr (GPtrArray) same = places_named (place->name, place->level, region);

  return same->len == 1;
}

char *
mirador_place_full_name (const MiradorPlace *place)
{
  const MiradorPlace *region = mirador_place_ancestor (place, MIRADOR_LEVEL_REGION);
  const char *level = mirador_level_to_text (place->level, 1);

  if (mirador_gazetteer_named (place->name)->len == 1)
    return g_strdup (place->name);
  if (region != NULL && !is_unique_in (place, region) && place->level == MIRADOR_LEVEL_DISTRICT)
    /* Translators: a place: its name, its level (district), its province, its region */
    return g_strdup_printf (_ ("%1$s (%2$s, %3$s, %4$s)"), place->name, level, place->parent->name,
                            region->name);
  if (region != NULL && !g_str_equal (region->name, place->name))
    /* Translators: a place: its name, its level (province, district), its region */
    return g_strdup_printf (_ ("%1$s (%2$s, %3$s)"), place->name, level, region->name);
  /* Translators: a place: its name, its level (region, province, district) */
  return g_strdup_printf (_ ("%1$s (%2$s)"), place->name, level);
}

const char *
mirador_level_to_text (MiradorLevel level, guint n)
{
  switch (level)
    {
    case MIRADOR_LEVEL_COUNTRY:
      return ngettext ("country", "countries", n);
    case MIRADOR_LEVEL_REGION:
      return ngettext ("region", "regions", n);
    case MIRADOR_LEVEL_PROVINCE:
      return ngettext ("province", "provinces", n);
    case MIRADOR_LEVEL_DISTRICT:
      return ngettext ("district", "districts", n);
    case MIRADOR_LEVEL_FACILITY:
      return ngettext ("facility", "facilities", n);
    case MIRADOR_LEVEL_AUTHORITY:
      return ngettext ("health authority", "health authorities", n);
    case MIRADOR_LEVEL_AREA:
      return ngettext ("area", "areas", n);
    default:
      return ngettext ("place", "places", n);
    }
}

MiradorLevel
mirador_place_level_below (const MiradorPlace *place)
{
  if (place == NULL || place->level == MIRADOR_LEVEL_COUNTRY)
    return MIRADOR_LEVEL_REGION;
  return place->level == MIRADOR_LEVEL_REGION ? MIRADOR_LEVEL_PROVINCE : MIRADOR_LEVEL_DISTRICT;
}
