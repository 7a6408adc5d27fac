/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "feeds/http.h"
#include "feeds/match.h"
#include "feeds/source.h"

G_BEGIN_DECLS

/* As many codes of one column are shown and written into a mapping. */
#define MIRADOR_SOURCE_MOST_CODES 5000

/** How the periods of a column are written: the "form" of a mapping, and which part of the period
 * the column holds where the year stands in another one. */
typedef struct
{
  const char *form; /* (nullable) "any", "year", "month/year", …; NULL: none that is known */
  const char *part; /* (nullable) "month", "quarter", …: a year is needed beside it */
} MiradorPeriodLook;

/** MiradorSourceColumn: what is known of a column of a table. */
typedef struct
{
  char *name;
  MiradorColumnUse use;
  gboolean by_hand; /* somebody chose its use: it is guessed no more */

  /* Found in its cells. */
  guint64 n_filled;
  gboolean is_number;
  gboolean has_comma;       /* for a decimal point */
  gboolean has_point;       /* for itself: some cell can be read in no other way */
  gboolean may_be_grouped;  /* "1.500": of text, and nothing in it says which of both it is */
  gboolean has_place_codes; /* ubigeo */
  gboolean is_contradicted; /* the names beside its codes are those of other places: RENIEC's codes
                               look like INEI's */
  MiradorPeriodLook period;
  gboolean is_personal; /* its name says that it tells people apart: its cells go nowhere */
  GHashTable *codes;    /* (nullable) (element-type utf8 guint64*): only of columns whose use needs
                           them */
  gboolean is_cut;      /* it has more codes than are shown */
} MiradorSourceColumn;

MiradorSourceColumn *mirador_source_column_new (const char *name);
void mirador_source_column_free (MiradorSourceColumn *column);
/** mirador_source_column_name_is_personal: "DNI", "Apellidos", "Historia clínica", … */
gboolean mirador_source_column_name_is_personal (const char *name);
/** mirador_column_use_has_codes: whether the cells of such a column lead to something of ours. */
gboolean mirador_column_use_has_codes (MiradorColumnUse use);

/**
 * A feed that is being made. Only the main thread sees it. What is under way keeps a reference, so
 * that the window may forget it at any time.
 */
struct _MiradorSource
{
  guint ref_count;
  const MiradorSourceKind *kind;
  MiradorDefinition *definition;
  char *secret;
  char *saved_id; /* (nullable) under which it was saved already */
  char *server;   /* (nullable) what it says of itself */

  GPtrArray *chosen; /* (element-type MiradorRemote) in the order of the choice */
  char **periods;    /* of DHIS2 */

  GPtrArray *columns; /* (element-type MiradorSourceColumn) as in the source */
  gboolean is_guessed;
  char *program;
  char *measure;
  char *place;
  char *sheet;

  GPtrArray *bodies; /* (nullable) (element-type GBytes): the answer, its pages in their order */
  char *format;      /* (nullable) decoder id, found in the answer */
  guint64 n_rows;

  GPtrArray *matches; /* (element-type MiradorMatch) */
  JsonNode *base;     /* (nullable) the shipped mapping that it begins with */
};

MiradorSource *mirador_source_ref (MiradorSource *source);
void mirador_source_unref (MiradorSource *source);
/** mirador_source_is_dhis2: whether it is asked in parts, by what was chosen. */
gboolean mirador_source_is_dhis2 (const MiradorSource *source);
/** mirador_source_get_table: (transfer none): the only one of its definition. */
MiradorTable *mirador_source_get_table (const MiradorSource *source);
/** mirador_source_forget_answer: what was read; columns and matches stay. */
void mirador_source_forget_answer (MiradorSource *source);
/** mirador_source_task_new: (transfer full): a task that keeps @source while it runs. */
GTask *mirador_source_task_new (MiradorSource *source,
                                gpointer tag,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/** mirador_source_of: (transfer none): that of the task. */
MiradorSource *mirador_source_of (GTask *task);

/** mirador_source_take_pointer: what such a task ends with; its cancellation as Mirador's error. */
gpointer mirador_source_take_pointer (GAsyncResult *result, GError **error);
gboolean mirador_source_take_boolean (GAsyncResult *result, GError **error);

/** mirador_source_fetch_options: the definition's patience and the credentials at hand;
 * @authorization (out) (transfer full) is freed with mirador_secret_free() after the call. */
MiradorFetchOptions mirador_source_fetch_options (MiradorSource *source, char **authorization);

/* source-choose.c */
/** mirador_source_make_ask: (transfer full) (nullable): the question that was chosen. */
MiradorAsk *mirador_source_make_ask (const MiradorSource *source);

/* source-fetch.c */
/** mirador_source_fetch_async: asks once; later calls end at once, with what is there. */
void mirador_source_fetch_async (MiradorSource *source,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean mirador_source_fetch_finish (GAsyncResult *result, GError **error);

/** MiradorSourceCode: a match, and what only proposing needs. */
typedef struct
{
  MiradorMatch match;
  char *within;      /* (nullable) of places: the names above it, parted by " / " */
  char *remote_code; /* (nullable) what the server calls its code, beside the uid */
  gboolean by_us;    /* the shipped mapping says it */
  gboolean is_old;   /* a proposal was looked for already */
} MiradorSourceCode;

/* source-codes.c */
MiradorMatch *mirador_source_find_match (const MiradorSource *source,
                                         MiradorColumnUse use,
                                         const char *column,
                                         const char *code);
/** mirador_source_add_match: (transfer none): the match of a code, made where there is none; its
 * target is not proposed yet. */
MiradorMatch *mirador_source_add_match (MiradorSource *source,
                                        MiradorColumnUse use,
                                        const char *column,
                                        const char *code,
                                        const char *name);
/** mirador_source_append_match: the same of a code that is known to be new. */
MiradorMatch *mirador_source_append_match (MiradorSource *source,
                                           MiradorColumnUse use,
                                           const char *column,
                                           const char *code,
                                           const char *name);
/** mirador_source_add_remote: the same for something that was chosen on a server. */
void mirador_source_add_remote (MiradorSource *source,
                                MiradorColumnUse use,
                                const char *column,
                                const MiradorRemote *remote);
/** mirador_source_add_remotes: the same for many (element-type MiradorRemote). */
void mirador_source_add_remotes (MiradorSource *source,
                                 MiradorColumnUse use,
                                 const char *column,
                                 const GPtrArray *remotes);
void mirador_source_remove_match (MiradorSource *source, MiradorMatch *match);
/** mirador_source_propose: looks for targets of the matches that are new. */
void mirador_source_propose (MiradorSource *source);
/** mirador_source_take_codes: the matches of a table: those of the codes its columns have, no
 * others. */
void mirador_source_take_codes (MiradorSource *source);

/* source-base.c: the shipped mapping that a source begins with. */
/** mirador_source_load_base: @id: (nullable): none. */
void mirador_source_load_base (MiradorSource *source, const char *id);
/** mirador_source_base_use: what it takes a column for; NONE where there is no base. */
MiradorColumnUse mirador_source_base_use (const MiradorSource *source, const char *column);
/** mirador_source_base_target: (transfer none) (nullable): where its codes of a use lead. */
const char *
mirador_source_base_target (const MiradorSource *source, MiradorColumnUse use, const char *code);

/** mirador_source_base_is_whole: whether it has codes of its own, and is no form to fill in. */
gboolean mirador_source_base_is_whole (const MiradorSource *source);
/** mirador_source_programs_are_by_measure: whether one column leads to measure and program both, as
 * DHIS2's dx does. */
gboolean mirador_source_programs_are_by_measure (const MiradorSource *source);
/** mirador_source_copy_base: all of its members into @root. */
void mirador_source_copy_base (const MiradorSource *source, JsonObject *root);
/** mirador_source_know_columns: a server that was not asked yet has the columns that its mapping
 * names. */
void mirador_source_know_columns (MiradorSource *source);

/* source-guess.c */
void mirador_source_guess (MiradorSource *source);

G_END_DECLS
