/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/frame.h"
#include "model/query.h"
#include "store/store.h"

G_BEGIN_DECLS

/**
 * How figures combine, apart from where they lie: an engine loads what is stored (MiradorSource),
 * this answers a query from it. No SQL here.
 */

/** One stored value of a series. */
typedef struct
{
  MiradorPeriod period;
  double value, numerator, denominator, low, high; /* NaN where there is none */
  MiradorFlags flags;
  gint64 received; /* seconds since 1970, its refresh */
} MiradorPoint;

/** One stored series: its points are points[first] to points[first + n - 1], by period. */
typedef struct
{
  const MiradorPlace *place;
  const char *breakdown; /* canonical key, interned */
  guint first;
  guint n;
} MiradorSeries;

/**
 * MiradorSlab:
 *
 * All series of one measure of one program from one feed, with the points that lie in the range
 * that was asked for.
 */
typedef struct
{
  const MiradorMeasure *measure;
  const MiradorProgram *program;
  MiradorProfile *profile; /* reference owned */
  GArray *series;          /* MiradorSeries */
  GArray *points;          /* MiradorPoint */
  MiradorRange extent;     /* of everything that is stored, not only of the range */
  MiradorPeriod data_until;
} MiradorSlab;

MiradorSlab *mirador_slab_new (const MiradorMeasure *measure,
                               const MiradorProgram *program,
                               MiradorProfile *profile);
void mirador_slab_free (MiradorSlab *slab);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorSlab, mirador_slab_free)
/** mirador_slab_add_series: (transfer none): a new, empty series; points added next belong to it.
 */
void mirador_slab_add_series (MiradorSlab *slab, const MiradorPlace *place, const char *breakdown);
void mirador_slab_add_point (MiradorSlab *slab, const MiradorPoint *point);

/**
 * MiradorSource:
 *
 * What an engine gives. Called on its reader thread.
 * @holdings: (element-type MiradorHolding): what the store has; valid during the answer
 * @preference: rank (0 the most preferred) of the manager's own preferences, -1 for none
 * @load: (transfer full): the slab, points limited to those that overlap @range (ALL: everything);
 *   NULL with an error
 */
typedef struct _MiradorSource MiradorSource;
struct _MiradorSource
{
  const GArray *holdings;
  int (*preference) (MiradorSource *source,
                     const char *program,
                     const char *measure,
                     const char *feed);
  MiradorSlab *(*load) (MiradorSource *source,
                        const MiradorHolding *holding,
                        MiradorRange range,
                        gint64 as_of,
                        GError **error);
};

/**
 * mirador_answer:
 *
 * Returns: (transfer full): the frame that answers @query by the nine rules of "How figures
 * combine"; NULL only with an error of the source or of @cancellable
 */
MiradorFrame *mirador_answer (MiradorSource *source,
                              const MiradorQuery *query,
                              GCancellable *cancellable,
                              GError **error);

G_END_DECLS
