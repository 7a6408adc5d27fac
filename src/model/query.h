/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include "model/catalogue.h"
#include "model/period.h"
#include "model/place.h"

G_BEGIN_DECLS

typedef enum
{
  MIRADOR_BY_PROGRAM = 1 << 0,
  MIRADOR_BY_PLACE = 1 << 1,
  MIRADOR_BY_BREAKDOWN = 1 << 2,
} MiradorBy;

/**
 * MiradorQuery:
 *
 * One question, which an engine answers whole. Measures (or stages) are always rows of their own.
 * Strings are interned; arrays belong to the query and are never NULL.
 *
 * - measures empty and stages 0: every measure that the store has.
 * - stages: a bit (1 << MiradorStage) for each stage asked for; the catalogue names the measure of
 *   each stage for a program and feed. Rows then carry their stage.
 * - programs empty: every program that has the measure; without BY_PROGRAM more than one is a gap,
 *   for nothing adds over programs.
 * - places empty: what the feed covers; without BY_PLACE they are one sum. With BY_PLACE each place
 *   is a row, or, where place_level is not ANY, each place of that level within them.
 * - range ALL: everything there is.
 * - filter: breakdown id → GPtrArray of member ids; several members are added.
 * - by_breakdowns: with BY_BREAKDOWN, the breakdowns whose members are rows.
 * - every NONE: one value for the range.
 */
typedef struct
{
  GPtrArray *measures;
  guint stages;
  GPtrArray *programs;
  GPtrArray *places; /* place codes */
  MiradorLevel place_level;
  MiradorRange range;
  GHashTable *filter;
  GPtrArray *by_breakdowns;
  MiradorBy by;
  MiradorGrain every;
  const char *feed;       /* (nullable) */
  gint64 as_of;           /* seconds since 1970, 0 for now */
  int fiscal_first_month; /* 1 to 12 */
  gboolean rate;          /* per 100,000 of the population feed */
} MiradorQuery;

MiradorQuery *mirador_query_new (void);
MiradorQuery *mirador_query_copy (const MiradorQuery *query);
void mirador_query_free (MiradorQuery *query);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorQuery, mirador_query_free)

void mirador_query_add_measure (MiradorQuery *query, const char *measure);
void mirador_query_add_program (MiradorQuery *query, const char *program);
void mirador_query_add_place (MiradorQuery *query, const char *code);
void mirador_query_add_member (MiradorQuery *query, const char *breakdown, const char *member);
void mirador_query_add_by_breakdown (MiradorQuery *query, const char *breakdown);

/* As the command line writes them; errors say what is known instead. */
gboolean mirador_query_parse_measures (MiradorQuery *query, const char *text, GError **error);
gboolean mirador_query_parse_programs (MiradorQuery *query, const char *text, GError **error);
gboolean mirador_query_parse_places (MiradorQuery *query, const char *text, GError **error);
gboolean mirador_query_parse_period (MiradorQuery *query, const char *text, GError **error);
/** mirador_query_parse_breakdown: "sex=F,age=1-4|5-9": pairs by comma, members of one breakdown by
 * |. */
gboolean mirador_query_parse_breakdown (MiradorQuery *query, const char *text, GError **error);
/** mirador_query_parse_by: "program", "place", a level ("region", "province", "district",
 * "authority"), a breakdown, by comma. */
gboolean mirador_query_parse_by (MiradorQuery *query, const char *text, GError **error);

G_END_DECLS
