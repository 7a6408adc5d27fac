/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

/** One value on its way into the store. */
typedef struct
{
  gint64 period; /* packed */
  guint64 row;
  double value, numerator, denominator, low, high;
  guint flags;
} MiradorStagedPoint;

typedef struct
{
  const MiradorMeasure *measure;
  const MiradorProgram *program;
  const MiradorPlace *place;
  const char *breakdown;
  GArray *points; /* MiradorStagedPoint; after mirador_staging_close() one a period, in order */
} MiradorStagedSeries;

typedef struct
{
  guint64 row;
  const char *column; /* belongs to the staging */
  MiradorReject reason;
} MiradorStagedReject;

/**
 * MiradorStaging:
 *
 * The sink of an ingest: it keeps what comes by series, away from the store, until all of it is
 * there.
 */
typedef struct
{
  MiradorSink sink;
  MiradorDuplicates duplicates;
  GCancellable *cancellable;
  GHashTable *index; /* MiradorStagedSeries by what it is of */
  GPtrArray *series; /* MiradorStagedSeries; closed: by measure, program, place, breakdown */
  GArray *rejects;   /* MiradorStagedReject, MIRADOR_MAX_REJECTS at most; closed: by row */
  GArray *bad_rows;  /* guint64: closed: rows with a reject, each once */
  GStringChunk *columns;
  guint64 n_rows;
  guint64 last_row;
  guint64 n_points;
  MiradorStagedSeries *last_series;
} MiradorStaging;

/** How many rejected rows of a refresh are kept. */
#define MIRADOR_MAX_REJECTS 10000

MiradorStaging *mirador_staging_new (MiradorDuplicates duplicates, GCancellable *cancellable);
void mirador_staging_free (MiradorStaging *staging);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorStaging, mirador_staging_free)

/** mirador_staging_close: adds or rejects duplicates, and puts everything in its order. */
void mirador_staging_close (MiradorStaging *staging);
/** mirador_staging_check: whether enough of the rows can be used. Returns: %FALSE with
 * TOO_MANY_REJECTED or NOTHING_USABLE */
gboolean
mirador_staging_check (const MiradorStaging *staging, const MiradorPull *pull, GError **error);

G_END_DECLS
