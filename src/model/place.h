/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  MIRADOR_LEVEL_COUNTRY,
  MIRADOR_LEVEL_REGION,
  MIRADOR_LEVEL_PROVINCE,
  MIRADOR_LEVEL_DISTRICT,
  MIRADOR_LEVEL_FACILITY,
  MIRADOR_LEVEL_AUTHORITY, /* a group: DIRIS, DIRESA */
  MIRADOR_LEVEL_AREA,      /* a group: Lima Metropolitana, Lima y Callao, ... */
  MIRADOR_N_LEVELS,
  MIRADOR_LEVEL_ANY = -1
} MiradorLevel;

/**
 * MiradorPlace:
 *
 * A node of the tree Peru, region, province, district, or a named group of such nodes. Places are
 * made once and never freed or changed, so pointers may be compared and shared by threads. A group
 * has members and no parent; a node has one parent (Peru has none) and no members.
 */
typedef struct _MiradorPlace MiradorPlace;

struct _MiradorPlace
{
  const char *code; /* interned: PE, 14, 1401, 140101, diris-lima-este */
  const char *name;
  MiradorLevel level;
  const MiradorPlace *parent;
  GPtrArray *children; /* (element-type MiradorPlace) by code, never NULL */
  GPtrArray *members;  /* (element-type MiradorPlace) of a group, never NULL */
  const char *iso;     /* (nullable) PE-LAM, regions only; "PE" for Peru */
  double lat, lon;     /* centroid, degrees; NaN where unknown */
};

/** mirador_place_by_code: (nullable): by code: ubigeo with or without its leading zero ("10101" is
 * 010101, "1" is 01, "101" is 0101), ISO 3166-2, group code; case is ignored. */
const MiradorPlace *mirador_place_by_code (const char *code);
const MiradorPlace *mirador_place_peru (void);

/**
 * mirador_place_by_name:
 * @level: the level to look at, or MIRADOR_LEVEL_ANY
 * @parent: (nullable): look only below this place
 *
 * Case and accents do not matter.
 *
 * Returns: (transfer none): the place; %NULL with PLACE_UNKNOWN, or PLACE_AMBIGUOUS with the
 * candidates, where there is not exactly one
 */
const MiradorPlace *mirador_place_by_name (const char *name,
                                           MiradorLevel level,
                                           const MiradorPlace *parent,
                                           GError **error);

/** mirador_place_find: a code, else a name at any level. What the command line and the filters
 * take. */
const MiradorPlace *mirador_place_find (const char *text, GError **error);

/** mirador_place_is_within: whether @inner is @outer or lies in it; a group lies in a place if all
 * its members do. */
gboolean mirador_place_is_within (const MiradorPlace *inner, const MiradorPlace *outer);
/** mirador_place_ancestor: (nullable): the place itself or the ancestor of @level; of a district
 * also the one AUTHORITY that holds it; of a group the node of @level that holds all its members.
 * Areas overlap, so nothing but an area itself has one. */
const MiradorPlace *mirador_place_ancestor (const MiradorPlace *place, MiradorLevel level);
/** mirador_place_overlap: whether the two share ground. */
gboolean mirador_place_overlap (const MiradorPlace *a, const MiradorPlace *b);
/** mirador_place_list: (transfer container) (element-type MiradorPlace): all of a level within a
 * place, by code. */
GPtrArray *mirador_place_list (const MiradorPlace *within, MiradorLevel level);
/** mirador_place_full_name: (transfer full): with what makes it unique: «Chiclayo (distrito,
 * Lambayeque)»; the plain name where it is unique. */
char *mirador_place_full_name (const MiradorPlace *place);

/** mirador_place_level_below: what @place is looked at by: the regions of the country (and of
 * NULL), the provinces of a region, the districts of anything else. */
MiradorLevel mirador_place_level_below (const MiradorPlace *place);

const char *mirador_level_to_id (MiradorLevel level);
/** mirador_level_from_id: "country" "region" "province" "district" "facility" "authority" "area".
 */
gboolean mirador_level_from_id (const char *id, MiradorLevel *level);
/** mirador_level_to_text: (transfer none): «región», plural with @n. */
const char *mirador_level_to_text (MiradorLevel level, guint n);

G_END_DECLS
