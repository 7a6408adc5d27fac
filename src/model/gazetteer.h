/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/place.h"

G_BEGIN_DECLS

/** The places that ship with the program: read once, never changed. Internal to the model. */
typedef struct
{
  GPtrArray *levels[MIRADOR_N_LEVELS]; /* (element-type MiradorPlace) by code */
  const MiradorPlace *peru;
  char *tree_text; /* the names lie in these */
  char *groups_text;
  GHashTable *by_code; /* lower-case code or ISO 3166-2 → MiradorPlace */
} MiradorGazetteer;

const MiradorGazetteer *mirador_gazetteer_get (void);

/** mirador_gazetteer_named: (transfer none) (nullable): all places of a name, case and accents
 * apart, the larger first. */
const GPtrArray *mirador_gazetteer_named (const char *name);

G_END_DECLS
