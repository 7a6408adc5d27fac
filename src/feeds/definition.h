/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "model/language.h"

G_BEGIN_DECLS

/** One table of a feed: a file or address, its format, its mapping. */
typedef struct
{
  char *scope;    /* "" where the feed has one table only */
  char *location; /* (nullable) file:, http:, https:, resource: or demo: ; NULL: not pointed at
                     anything yet */
  char *format;   /* decoder id or "auto" */
  char *mapping;  /* (nullable) mapping id or file name beside the definition */
} MiradorTable;

/**
 * MiradorDefinition:
 *
 * A feed definition file (JSON): shipped with the program, in a system folder (mirador/feeds below
 * the system data folders) or the user's (mirador/feeds below the config folder); a later one with
 * the same id replaces the earlier. It holds no secrets.
 */
typedef struct
{
  gatomicrefcount ref_count;
  char *id;
  MiradorText title;
  MiradorText notes;     /* where the figures can be had, for people; may be empty */
  GPtrArray *tables;     /* (element-type MiradorTable), at least one */
  guint timeout_seconds; /* 60 by default; without a byte for so long, the refresh fails */
  guint64 max_bytes;     /* 512 MiB by default */
  double reject_limit;   /* 0.10 by default; below 0: the mapping's */
  char *user_agent;      /* (nullable) */
  gboolean bundled;      /* ships with the program and needs no address */
  gboolean user_owned;   /* lies in the user's folder */
  char *path;            /* (nullable) where it was read from */
} MiradorDefinition;

MiradorDefinition *mirador_definition_new (const char *id);
MiradorDefinition *mirador_definition_ref (MiradorDefinition *definition);
void mirador_definition_unref (MiradorDefinition *definition);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorDefinition, mirador_definition_unref)

/** mirador_definition_parse: NULL with DEFINITION (@source, member, why). */
MiradorDefinition *
mirador_definition_parse (const char *text, gssize length, const char *source, GError **error);
/** mirador_definition_list: (transfer full) (element-type MiradorDefinition) by id; files that
 * cannot be read are left out and told in @problems (nullable, element-type GError). */
GPtrArray *mirador_definition_list (GPtrArray **problems);
/** mirador_definition_find: (transfer full): NULL with FEED_UNKNOWN. */
MiradorDefinition *mirador_definition_find (const char *id, GError **error);
/** mirador_definition_save: writes it into the user's folder (made where missing), replacing the
 * file at once. */
gboolean mirador_definition_save (MiradorDefinition *definition, GError **error);
/** mirador_definition_remove: deletes the user's file; FEED_UNKNOWN where the feed is not the
 * user's. */
gboolean mirador_definition_remove (const char *id, GError **error);
/** mirador_definition_to_json: (transfer full): as save() writes it. */
char *mirador_definition_to_json (const MiradorDefinition *definition);
/** mirador_definition_add_table: (transfer none): a new table at the end. */
MiradorTable *mirador_definition_add_table (MiradorDefinition *definition, const char *scope);

G_END_DECLS
