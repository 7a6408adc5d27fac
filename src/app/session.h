/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/chart-drill.h"
#include "charts/chart.h"
#include "export/scope.h"
#include "feeds/definition.h"
#include "feeds/http.h"
#include "store/store.h"

G_BEGIN_DECLS

/**
 * MiradorSession:
 *
 * The one place that holds the filter. Pages receive the session and nothing else: they read its
 * properties, ask it for charts, and set its properties when the user chooses.
 *
 * Properties (all notify): "program" (id), "place" (code, "" for all that the feed covers),
 * "period" (a period's or range's code, "" for the default), "feed" (id, "" for the preferred),
 * "fiscal-first-month", "suppression-threshold", "demo" (construct only). "by-itself": whether
 * feeds that are due are refreshed by themselves from begin() on, FALSE by default; never in a
 * demo. "notice": (nullable) what must be read, of the store as a whole; read only.
 *
 * Signals: "changed": filter or figures are others now, pages ask again; coalesced in an idle.
 * "feeds-changed": how the feeds stand. "refreshing": a refresh began, moved or ended.
 */
#define MIRADOR_TYPE_SESSION (mirador_session_get_type ())
G_DECLARE_FINAL_TYPE (MiradorSession, mirador_session, MIRADOR, SESSION, GObject)

MiradorSession *mirador_session_new (MiradorStore *store, gboolean demo);

/** mirador_session_guard: what becomes of a store in which a damaged part is met.
 * @own_path: (nullable): where the user's own store lies: it is set aside, a new one is begun, and
 * a notice says so; of another one (%NULL) the notice says that it is damaged. Once, before
 * begin(). */
void mirador_session_guard (MiradorSession *session, const char *own_path);
/** mirador_session_say: makes a sentence of @error the "notice". */
void mirador_session_say (MiradorSession *session, const GError *error);
/** mirador_session_get_notice: (transfer none) (nullable): until it is dismissed. */
const char *mirador_session_get_notice (MiradorSession *session);
void mirador_session_dismiss_notice (MiradorSession *session);

MiradorStore *mirador_session_get_store (MiradorSession *session);
gboolean mirador_session_is_demo (MiradorSession *session);
const char *mirador_session_get_program (MiradorSession *session);
void mirador_session_set_program (MiradorSession *session, const char *program);
const char *mirador_session_get_place (MiradorSession *session);
void mirador_session_set_place (MiradorSession *session, const char *place);
const char *mirador_session_get_period (MiradorSession *session);
void mirador_session_set_period (MiradorSession *session, const char *period);
int mirador_session_get_fiscal_first_month (MiradorSession *session);
int mirador_session_get_suppression_threshold (MiradorSession *session);

/** mirador_session_get_holdings: (transfer none) (nullable): GArray of MiradorHolding, as last
 * read. */
const GArray *mirador_session_get_holdings (MiradorSession *session);
/** mirador_session_has_figures: whether the store holds anything but population; unknown (FALSE)
 * until the holdings were read: see "ready". */
gboolean mirador_session_has_figures (MiradorSession *session);
/** mirador_session_is_ready: whether the holdings were read once. */
gboolean mirador_session_is_ready (MiradorSession *session);
/** mirador_session_is_settled: whether nothing is on its way that would change the figures by
 * itself: no refresh, no question of what the store has, no "changed" that waits. */
gboolean mirador_session_is_settled (MiradorSession *session);
/** mirador_session_get_range: the range of the chosen or default period: the current fiscal year up
 * to its last complete month, or, without figures there, the last fiscal year with figures. */
MiradorRange mirador_session_get_range (MiradorSession *session);
/** mirador_session_get_data_until: the last period with figures of the chosen program; NONE
 * without. */
MiradorPeriod mirador_session_get_data_until (MiradorSession *session);
/** mirador_session_list_programs: (transfer container) (element-type MiradorProgram): those with
 * figures, in the catalogue's order, `context` left out. */
GPtrArray *mirador_session_list_programs (MiradorSession *session);
/** mirador_session_get_reach: what the chosen program's figures of @stage (NONE: of any stage) are
 * published at: a bit (1 << MiradorLevel) for each level, (1 << MiradorGrain) for each grain. */
void mirador_session_get_reach (MiradorSession *session,
                                MiradorStage stage,
                                guint *levels,
                                guint *grains);
/** mirador_session_list_periods: (transfer full) (element-type utf8): codes to choose from: fiscal
 * years with figures, newest first, then the last twelve months. */
GPtrArray *mirador_session_list_periods (MiradorSession *session);

/** mirador_session_get_scope: the filter as a value; it borrows from the session, until that
 * changes. */
MiradorScope mirador_session_get_scope (MiradorSession *session);
/** mirador_session_make_query: (transfer full): the filter as a query without measures or stages.
 */
MiradorQuery *mirador_session_make_query (MiradorSession *session);

/**
 * mirador_session_load_chart_async: plans, asks the store, suppresses; finish() gives (transfer
 * full) the chart.
 */
void mirador_session_load_chart_async (MiradorSession *session,
                                       const MiradorChartKind *kind,
                                       const MiradorQuery *base,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
MiradorChart *
mirador_session_load_chart_finish (MiradorSession *session, GAsyncResult *result, GError **error);

/** mirador_session_load_chart_with_options_async: as load_chart_async(), drawn as @options
 * (nullable) say; finished by load_chart_finish() too. */
void mirador_session_load_chart_with_options_async (MiradorSession *session,
                                                    const MiradorChartKind *kind,
                                                    const MiradorQuery *base,
                                                    const char *options,
                                                    GCancellable *cancellable,
                                                    GAsyncReadyCallback callback,
                                                    gpointer user_data);

/* The trail: the steps taken deeper, by figures of charts. A filter that is set by itself ends it.
 */

/**
 * mirador_session_drill: narrows the filter by what a figure of @chart stands for.
 * @why: (out) (optional) (transfer full): a sentence, where there is nothing deeper
 *
 * Returns: whether the filter has changed
 */
gboolean mirador_session_drill (MiradorSession *session,
                                const MiradorChart *chart,
                                guint frame,
                                guint row,
                                char **why);
/** mirador_session_go_back: one step; FALSE where there is none. */
gboolean mirador_session_go_back (MiradorSession *session);
/** mirador_session_get_n_steps: stops of the trail with its beginning and the present one; 0
 * without a trail. */
guint mirador_session_get_n_steps (MiradorSession *session);
/** mirador_session_name_step: (transfer full): «Perú», «Lambayeque», ... */
char *mirador_session_name_step (MiradorSession *session, guint i);
/** mirador_session_go_to_step: back to stop @i; FALSE where it is the present one or none. */
gboolean mirador_session_go_to_step (MiradorSession *session, guint i);

/* Feeds. */

/** mirador_session_owns_feed: whether the feed belongs into this session's store: simulated figures
 * into that of the demonstration, all others into the manager's. */
gboolean mirador_session_owns_feed (MiradorSession *session, const char *feed);

/** mirador_session_refresh: pulls one feed (NULL: every feed that points at something) one after
 * the other; state by "refreshing" and is_refreshing(). */
void mirador_session_refresh (MiradorSession *session, const char *feed);
void mirador_session_cancel_refresh (MiradorSession *session, const char *feed);
/** mirador_session_is_refreshing: and how far: *@bytes of *@total (0 unknown). */
gboolean mirador_session_is_refreshing (MiradorSession *session,
                                        const char *feed,
                                        guint64 *bytes,
                                        guint64 *total);
/** mirador_session_begin: reads holdings, and loads the bundled feeds that the store lacks (real
 * ones; in a demonstration the simulated one and population, renewed when the month has changed).
 */
void mirador_session_begin (MiradorSession *session);
/** mirador_session_set_network: what tells it of the network, once it refreshes by itself, in place
 * of the system's; for tests. */
void mirador_session_set_network (MiradorSession *session, GNetworkMonitor *network);

G_END_DECLS
