/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Places of a question as DHIS2 takes them. Units beside a level would not be asked for themselves:
 * DHIS2 then looks for the level in them. So they are asked for apart, each group in requests of
 * its own:
 *
 * - units (uids), of which one is one place;
 * - words for many of them, LEVEL-n and OU_GROUP-uid;
 * - the same in a unit: "LEVEL-5.uid" is all of level 5 in that unit;
 * - USER_ORGUNIT and its like.
 */
typedef struct
{
  GPtrArray *words;    /* (element-type utf8) each is a part of the ou dimension */
  gboolean is_counted; /* each word is one place; else nobody knows how many */
  gboolean is_whole;   /* not to be parted: the words may overlap */
  guint most_periods;  /* that the server can take at once; 0: not known yet */
} MiradorDhis2Group;
void mirador_dhis2_group_free (MiradorDhis2Group *group);

/** mirador_dhis2_group_places: (transfer full) (element-type MiradorDhis2Group): without a group
 * that is empty. Of words that say the same, one. */
GPtrArray *mirador_dhis2_group_places (char *const *places);

/** mirador_dhis2_may_overlap: whether a unit may be in two of the groups that @places make, which
 * nobody finds out beforehand: members of a group, or the user's own, beside others. */
gboolean mirador_dhis2_may_overlap (char *const *places);

/** mirador_dhis2_find_units: (transfer full): the uids among @places. */
char **mirador_dhis2_find_units (char *const *places);
/** mirador_dhis2_has_words: whether there is a level or a group among them. */
gboolean mirador_dhis2_has_words (char *const *places);

/**
 * mirador_dhis2_drop_units:
 * @places: (inout) (transfer full): units that others hold already are taken out of it
 * @units: the answer of /api/organisationUnits.json?fields=id,level,path,organisationUnitGroups[id]
 * @nested: whether a unit in another of them is held by it
 *
 * Returns: %FALSE where the answer is no list of units
 */
gboolean mirador_dhis2_drop_units (char ***places, GBytes *units, gboolean nested);

G_END_DECLS
