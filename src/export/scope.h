/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

/**
 * MiradorScope:
 *
 * What the manager chose, over what the store holds: window and command line ask the same of it.
 * It borrows everything. "" stands for the default: of the program the first with figures, of the
 * place all that the feeds cover, of the period see mirador_scope_get_range(), of the feed the
 * preferred one.
 */
typedef struct
{
  const GArray *holdings; /* (nullable) of MiradorHolding */
  const char *program;
  const char *place;
  const char *period;
  const char *feed;
  int fiscal_first_month;
} MiradorScope;

/** mirador_scope_has_figures: whether the store holds anything but what figures are compared with.
 */
gboolean mirador_scope_has_figures (const MiradorScope *scope);
/** mirador_scope_list_programs: (transfer container) (element-type MiradorProgram): those with
 * figures, in the catalogue's order, `context` left out. */
GPtrArray *mirador_scope_list_programs (const MiradorScope *scope);
/** mirador_scope_get_program: (transfer none): the chosen or default one, "" without figures. */
const char *mirador_scope_get_program (const MiradorScope *scope);
/** mirador_scope_get_reach: what the program's figures of @stage (NONE: of any stage) are published
 * at: a bit (1 << MiradorLevel) for each level, (1 << MiradorGrain) for each grain. */
void mirador_scope_get_reach (const MiradorScope *scope,
                              MiradorStage stage,
                              guint *levels,
                              guint *grains);
/** mirador_scope_get_data_until: the last period with figures of the program; NONE without. */
MiradorPeriod mirador_scope_get_data_until (const MiradorScope *scope);
/** mirador_scope_get_range: of the chosen period; else the current fiscal year up to its last
 * complete month, or, without figures there, the last fiscal year with figures; ALL without any. */
MiradorRange mirador_scope_get_range (const MiradorScope *scope);
/** mirador_scope_list_periods: (transfer full) (element-type utf8): codes to choose from: fiscal
 * years with figures, newest first, then the last twelve months. */
GPtrArray *mirador_scope_list_periods (const MiradorScope *scope);
/** mirador_scope_make_query: (transfer full): as a query without measures or stages. */
MiradorQuery *mirador_scope_make_query (const MiradorScope *scope);
/** mirador_scope_to_text: (transfer full): program, place and period in words: «Tuberculosis ·
 * Callao · AF 2025». */
char *mirador_scope_to_text (const MiradorScope *scope);

G_END_DECLS
