/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "feeds/definition.h"
#include "feeds/refresh.h"

G_BEGIN_DECLS

/*
 * How a new feed is made, without a window: what kind of source it is, whether it answers, what it
 * has, how its codes match ours, and the definition and mapping files that come of it. The source
 * assistant of the window is a view of this. Everything runs on the main thread; what takes time is
 * asynchronous.
 *
 * Changed since it was first written: set_place() is new; PERIOD may be given to two columns, a
 * year and its month; the target "" of SEX and AGE is the whole («ambos sexos»); to_mapping() is
 * NULL for Mirador's own format, which needs none.
 */

/** MiradorSourceKind: a row of the table of what can be added. */
typedef struct
{
  const char *id;       /* "dhis2", "table", "who", "world-bank", "open-data", "openmrs", ... */
  const char *name;     /* N_() */
  const char *hint;     /* N_() what to write as the address */
  const char *format;   /* decoder id or "auto" */
  const char *mapping;  /* (nullable) the shipped mapping that reads it whole */
  const char *location; /* (nullable) the usual address, to begin with */
  guint auths;          /* bit (1 << MiradorAuth) for each way to prove who asks */
} MiradorSourceKind;
/** mirador_source_kind_list: (transfer none): the table, ended by an id of NULL. */
const MiradorSourceKind *mirador_source_kind_list (void);
/** mirador_source_kind_get: (transfer none) (nullable). */
const MiradorSourceKind *mirador_source_kind_get (const char *id);

/** MiradorColumnUse: what a column of a table is for. */
typedef enum
{
  MIRADOR_USE_NONE,
  MIRADOR_USE_PERIOD,
  MIRADOR_USE_PLACE,
  MIRADOR_USE_PROGRAM, /* its codes lead to programs */
  MIRADOR_USE_MEASURE, /* its codes lead to measures */
  MIRADOR_USE_VALUE,
  MIRADOR_USE_SEX,
  MIRADOR_USE_AGE,
  MIRADOR_N_USES
} MiradorColumnUse;
/** mirador_column_use_to_text: (transfer none): in the language of the moment. */
const char *mirador_column_use_to_text (MiradorColumnUse use);

/** How a code of the source came to one of ours. */
typedef enum
{
  MIRADOR_MATCH_NONE,
  MIRADOR_MATCH_BY_CODE, /* ubigeo, ISO 3166-2, or our own id */
  MIRADOR_MATCH_BY_NAME, /* the same name, accents and case aside */
  MIRADOR_MATCH_BY_HAND,
} MiradorMatchHow;

/** MiradorMatch: a code of the source and what it stands for here. */
typedef struct
{
  MiradorColumnUse use; /* PLACE, PROGRAM, MEASURE, SEX or AGE; of DHIS2's data MEASURE, which then
                           has a program too */
  char *column;         /* "dx", "ou", or the table's */
  char *code;           /* in the source */
  char *name;           /* (nullable) in the source, for people */
  guint64 count;        /* rows with it; 0: not known */
  char *target;         /* (nullable) our place, program or measure id, or breakdown member; "" is
                           the whole of a breakdown */
  char *program;        /* (nullable) DHIS2's data: the program beside the measure */
  MiradorMatchHow how;
  gboolean confirmed; /* a proposal is used only when somebody has said yes to it */
  gboolean left_out;  /* its rows are passed over on purpose */
} MiradorMatch;

/** What a DHIS2 server can be browsed for. */
typedef enum
{
  MIRADOR_REMOTE_INDICATOR,
  MIRADOR_REMOTE_DATA_ELEMENT,
  MIRADOR_REMOTE_DATA_SET, /* for its reports: completeness */
  MIRADOR_REMOTE_PLACE,    /* organisation units */
  MIRADOR_REMOTE_LEVEL,    /* of the organisation units: all of one level */
  MIRADOR_N_REMOTES
} MiradorRemoteKind;

/** MiradorRemote: one of them. */
typedef struct
{
  MiradorRemoteKind kind;
  char *id;   /* uid; of a level "LEVEL-3" */
  char *code; /* (nullable) */
  char *name;
  char *within; /* (nullable) the names above it, "Perú / Lima" */
  int level;    /* of a place or level, from 1; else 0 */
} MiradorRemote;
void mirador_remote_free (MiradorRemote *remote);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorRemote, mirador_remote_free)

/** MiradorSourceCheck: that a source answers, and what it says of itself. */
typedef struct
{
  char *server; /* (nullable) "DHIS2 2.41.3" */
  char *user;   /* (nullable) as the server names who asks */
  char *format; /* decoder id */
  guint64 rows; /* of a table; 0 where that is not known before asking */
} MiradorSourceCheck;
void mirador_source_check_free (MiradorSourceCheck *check);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorSourceCheck, mirador_source_check_free)

/** MiradorSource: a feed that is being made. */
typedef struct _MiradorSource MiradorSource;

MiradorSource *mirador_source_new (const MiradorSourceKind *kind);
void mirador_source_free (MiradorSource *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorSource, mirador_source_free)

const MiradorSourceKind *mirador_source_get_kind (MiradorSource *source);
/** mirador_source_get_definition: (transfer none): what the settings below write into; its id,
 * title, timeouts, user agent and schedule may be set directly. */
MiradorDefinition *mirador_source_get_definition (MiradorSource *source);
/** mirador_source_set_location: forgets what was read from another one. */
void mirador_source_set_location (MiradorSource *source, const char *location);
/** mirador_source_set_credentials: @secret (nullable) stays in memory until save(). */
void mirador_source_set_credentials (MiradorSource *source,
                                     MiradorAuth auth,
                                     const char *user,
                                     const char *secret);
/** mirador_source_set_authority: (nullable): a PEM file. */
void mirador_source_set_authority (MiradorSource *source, const char *path);

/**
 * mirador_source_check_async:
 *
 * Asks a little, to find out what is wrong: fails with HOST_NOT_FOUND, CONNECTION, TLS, INSECURE,
 * HTTP_STATUS (401: the credentials), REFUSED, WRONG_SERVER (it answers, but is no DHIS2),
 * FORMAT_UNKNOWN, or HEADER_ONLY (reached, but empty).
 */
void mirador_source_check_async (MiradorSource *source,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
/** mirador_source_check_finish: (transfer full). */
MiradorSourceCheck *
mirador_source_check_finish (MiradorSource *source, GAsyncResult *result, GError **error);

/* DHIS2: what the server has, and what is wanted of it */

/**
 * mirador_source_browse_async:
 * @search: (nullable): a part of the name or code
 * @parent: (nullable): uid: only places below it
 *
 * finish() gives (transfer full) (element-type MiradorRemote) by name, all pages of the list, 2,000
 * at most; @is_cut tells that there were more.
 */
void mirador_source_browse_async (MiradorSource *source,
                                  MiradorRemoteKind kind,
                                  const char *search,
                                  const char *parent,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GPtrArray *mirador_source_browse_finish (MiradorSource *source,
                                         GAsyncResult *result,
                                         gboolean *is_cut,
                                         GError **error);
/** mirador_source_choose: takes @remote into the question, or out of it. Its matches come and go:
 * of a level or a place with all below it, the places are asked of the server: see
 * read_codes_async(). */
void mirador_source_choose (MiradorSource *source, const MiradorRemote *remote, gboolean wanted);
gboolean mirador_source_is_chosen (MiradorSource *source, MiradorRemoteKind kind, const char *id);
/** mirador_source_get_n_chosen: how many of a kind. */
guint mirador_source_get_n_chosen (MiradorSource *source, MiradorRemoteKind kind);
/** mirador_source_set_periods: of DHIS2, NULL-terminated: "LAST_12_MONTHS", "2024", ... */
void mirador_source_set_periods (MiradorSource *source, const char *const *periods);

/* Tables: what their columns are */

/** mirador_source_set_column: VALUE may be given to several columns: then the column's name is the
 * code of the measure, or, where it is one, the period; PERIOD to a year and its month. */
void mirador_source_set_column (MiradorSource *source, const char *column, MiradorColumnUse use);
MiradorColumnUse mirador_source_get_column (MiradorSource *source, const char *column);
/** mirador_source_set_program: (nullable): all rows are of this one. */
void mirador_source_set_program (MiradorSource *source, const char *program);
void mirador_source_set_measure (MiradorSource *source, const char *measure);
/** mirador_source_set_place: (nullable): all rows are of this one, where no column has places. */
void mirador_source_set_place (MiradorSource *source, const char *place);
/** mirador_source_set_sheet: (nullable): of a workbook. */
void mirador_source_set_sheet (MiradorSource *source, const char *sheet);

/**
 * mirador_source_preview_async:
 *
 * The first 50 rows as they will be stored with the columns and matches of the moment, and the
 * matches of all codes of the source (counted). The first call also guesses what the columns are.
 * The source is asked once; a later call reads the same bytes. Of DHIS2 the first part.
 */
void mirador_source_preview_async (MiradorSource *source,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
/** mirador_source_preview_finish: (transfer full). */
MiradorPreview *
mirador_source_preview_finish (MiradorSource *source, GAsyncResult *result, GError **error);

/* Codes */

/** mirador_source_read_codes_async: DHIS2: asks for the places of chosen levels, so that all of
 * them have a match with a proposal. */
void mirador_source_read_codes_async (MiradorSource *source,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean
mirador_source_read_codes_finish (MiradorSource *source, GAsyncResult *result, GError **error);
/** mirador_source_get_matches: (transfer none) (element-type MiradorMatch): those without a target
 * first, then proposals, then the confirmed; by column and count. */
GPtrArray *mirador_source_get_matches (MiradorSource *source);
/** mirador_source_set_match: by hand, and confirmed. @target: (nullable): leave its rows out */
void mirador_source_set_match (MiradorSource *source,
                               MiradorMatch *match,
                               const char *target,
                               const char *program);
/** mirador_source_confirm: says yes to the proposal of @match, or (NULL) to all of one use. */
void mirador_source_confirm (MiradorSource *source, MiradorMatch *match, MiradorColumnUse use);

/** mirador_source_why_not: (transfer full) (nullable): the sentence that says what is missing
 * before it can be saved. */
char *mirador_source_why_not (MiradorSource *source);
/** mirador_source_why_not_columns: (transfer full) (nullable): the same before its codes are looked
 * at. */
char *mirador_source_why_not_columns (MiradorSource *source);
/** mirador_source_to_mapping: (transfer full) (nullable): the mapping file as save() writes it;
 * NULL where Mirador's own format needs none. */
char *mirador_source_to_mapping (MiradorSource *source);

/**
 * mirador_source_save_async:
 *
 * Writes the mapping beside the definition, the definition, and the secret into the keyring. A
 * keyring that cannot be used does not keep the feed from being made: finish() then gives the
 * reason in @notice.
 */
void mirador_source_save_async (MiradorSource *source,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean mirador_source_save_finish (MiradorSource *source,
                                     GAsyncResult *result,
                                     GError **notice,
                                     GError **error);

G_END_DECLS
