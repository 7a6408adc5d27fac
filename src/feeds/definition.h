/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "model/language.h"

G_BEGIN_DECLS

/** MiradorAuth: how a feed proves who asks. The password or token itself is feeds/secret.h's. */
typedef enum
{
  MIRADOR_AUTH_NONE,
  MIRADOR_AUTH_BASIC,     /* a user and a password */
  MIRADOR_AUTH_API_TOKEN, /* DHIS2: "Authorization: ApiToken d2pat_..." */
  MIRADOR_AUTH_BEARER,    /* "Authorization: Bearer ..." */
  MIRADOR_N_AUTHS
} MiradorAuth;
/** mirador_auth_to_id: (transfer none): as definitions write it: "none", "basic", ... */
const char *mirador_auth_to_id (MiradorAuth auth);

/** MiradorRevisions: what becomes of figures that are gone from a table. */
typedef enum
{
  MIRADOR_REVISIONS_OF_MAPPING,  /* as the mapping says */
  MIRADOR_REVISIONS_SNAPSHOT,    /* they are retired, and that is said */
  MIRADOR_REVISIONS_INCREMENTAL, /* they stay: the table only adds and corrects */
} MiradorRevisions;

/**
 * MiradorAsk:
 *
 * What a DHIS2 server is asked for; the table's location is then the server's address (that of its
 * start page, without api/). Lists are NULL-terminated.
 */
typedef struct
{
  char **data;      /* uids of indicators and data elements; "<data set>.ACTUAL_REPORTS", ... */
  char **places;    /* uids, "LEVEL-3" (all of it), "LEVEL-5.<uid>" (those in that unit),
                       "OU_GROUP-<uid>", "USER_ORGUNIT": each asked for by itself */
  char **periods;   /* of DHIS2: "2024", "202401", "2024Q1", "LAST_12_MONTHS", "THIS_YEAR", ... */
  gboolean num_den; /* numerators and denominators beside the values */
  guint most_cells; /* of one request: data by places by periods; 0: 50,000 */
} MiradorAsk;
MiradorAsk *mirador_ask_copy (const MiradorAsk *ask);
void mirador_ask_free (MiradorAsk *ask);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorAsk, mirador_ask_free)

/** One table of a feed: a file or address, its format, its mapping. */
typedef struct
{
  char *scope;    /* "" where the feed has one table only */
  char *location; /* (nullable) file:, http:, https:, resource: or demo: ; NULL: not pointed at
                     anything yet */
  char *format;   /* decoder id or "auto" */
  char *mapping;  /* (nullable) mapping id, file name beside the definition, or the mapping's JSON
                     itself: mirador_mapping_is_text() */
  MiradorRevisions revisions;
  MiradorAsk *ask; /* (nullable) for DHIS2; else the location is the whole question */
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
  MiradorAuth auth;
  char *user;             /* (nullable) for BASIC */
  char *authority;        /* (nullable) PEM file of a private authority for certificates, trusted
                             beside the system's */
  guint requests_at_once; /* to one host; 1 by default */
  double every_hours;     /* how often it is due; 24 by default; 0: only when somebody asks */
  double alert_hours;     /* failing for longer is worth a notification; 72 by default; 0: never */
  gboolean bundled;       /* ships with the program and needs no address */
  gboolean user_owned;    /* lies in the user's folder */
  char *path;             /* (nullable) where it was read from */
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
/** mirador_definition_is_offer: ships with the program and comes from elsewhere: it waits until
 * somebody has asked for it by its name. */
gboolean mirador_definition_is_offer (const MiradorDefinition *definition);
/** mirador_definition_find: (transfer full): NULL with FEED_UNKNOWN, or with what is wrong with the
 * user's file of that name. */
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
