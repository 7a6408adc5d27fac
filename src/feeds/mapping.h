/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "feeds/record.h"
#include "model/observation.h"
#include "model/profile.h"
#include "store/store.h"

G_BEGIN_DECLS

/**
 * MiradorMapping:
 *
 * Data that says what the columns of a source mean: which is the period (and how it is written),
 * the place, the program, the measures, the value, the breakdowns, which rows to take, what to say
 * of the feed (its profile: how it adds, what absence means, what it covers). Read from JSON; see
 * README.md, "Mapping". Immutable, counted by reference, may be used by any thread.
 */
typedef struct _MiradorMapping MiradorMapping;

/** mirador_mapping_parse: NULL with DEFINITION (@source, member, why). */
MiradorMapping *
mirador_mapping_parse (const char *text, gssize length, const char *source, GError **error);
/** mirador_mapping_is_text: whether what names a mapping is the mapping's JSON itself. */
gboolean mirador_mapping_is_text (const char *mapping);
/** mirador_mapping_load: a shipped mapping's id, a file, or JSON. */
MiradorMapping *mirador_mapping_load (const char *id_or_file, GError **error);
/** mirador_mapping_list: (transfer full) (element-type MiradorMapping): the shipped ones, then the
 * user's (config folder, mirador/mappings). */
GPtrArray *mirador_mapping_list (void);
/** mirador_mapping_guess: (transfer full) (nullable): the shipped or user's mapping whose columns
 * @names all has. Where several do, one that needs no filling in comes before a form, then one made
 * for @format (nullable); several alike are none. */
MiradorMapping *mirador_mapping_guess (const char *const *names, guint n, const char *format);
/** mirador_mapping_from_document: (transfer full): for the format "mirador": its columns are fixed,
 * its head is @document. */
MiradorMapping *
mirador_mapping_from_document (const char *document, const char *source, GError **error);

MiradorMapping *mirador_mapping_ref (MiradorMapping *mapping);
void mirador_mapping_unref (MiradorMapping *mapping);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorMapping, mirador_mapping_unref)

const char *mirador_mapping_get_id (const MiradorMapping *mapping);
const char *mirador_mapping_get_title (const MiradorMapping *mapping);
/** mirador_mapping_get_feed: the feed that it feeds by default. */
const char *mirador_mapping_get_feed (const MiradorMapping *mapping);
/** mirador_mapping_get_scope: the feed's table, "" where it has one only. */
const char *mirador_mapping_get_scope (const MiradorMapping *mapping);
const MiradorDecodeOptions *mirador_mapping_get_options (const MiradorMapping *mapping);
const char *mirador_mapping_get_format (const MiradorMapping *mapping);
/** mirador_mapping_make_pull: (transfer full): a pull with the profile, measures, policy and limit
 * of this mapping, for @feed (NULL: its own). */
MiradorPull *mirador_mapping_make_pull (const MiradorMapping *mapping, const char *feed);

/** mirador_columns_to_text: (transfer full): the names of a source's columns for an error, the
 * first of them where there are many. */
char *mirador_columns_to_text (const char *const *names, guint n);

/**
 * MiradorMapper:
 *
 * A mapping bound to the columns of one source; used by one thread.
 */
typedef struct _MiradorMapper MiradorMapper;
/** mirador_mapper_new: NULL with COLUMN_MISSING where the source lacks a column. */
MiradorMapper *mirador_mapper_new (const MiradorMapping *mapping,
                                   const char *const *names,
                                   guint n,
                                   const char *source,
                                   GError **error);
void mirador_mapper_free (MiradorMapper *mapper);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorMapper, mirador_mapper_free)
/** mirador_mapper_map: gives the record's observations, or one rejection, to @sink; a record left
 * out by the mapping's filter gives neither. FALSE only where the sink says so. */
gboolean mirador_mapper_map (MiradorMapper *mapper,
                             const MiradorRecord *record,
                             MiradorSink *sink,
                             GError **error);

G_END_DECLS
