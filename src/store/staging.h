/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

/** One value on its way into the store. */
typedef struct
{
  gint64 period; /* packed */
  double value, numerator, denominator, low, high;
  guint flags;
} MiradorStagedPoint;

/** What values wait in: there may be a million of them. Internal to the staging. */
typedef struct _MiradorStagedBlock MiradorStagedBlock;

typedef struct
{
  const MiradorMeasure *measure;
  const MiradorProgram *program;
  const MiradorPlace *place;
  const char *breakdown;
  MiradorStagedBlock *first, *last;
  gint64 last_period; /* packed */
  gboolean in_order;  /* each period later than the one before */
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
 * there. Filled in one thread, read in another.
 */
typedef struct
{
  MiradorSink sink;
  MiradorDuplicates duplicates;
  GCancellable *cancellable;
  GHashTable *index; /* MiradorStagedSeries by what it is of */
  GPtrArray *series; /* MiradorStagedSeries; closed: by measure, program, place, breakdown */
  GArray *parts;     /* MiradorStagedPoint: those that are more than a value */
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
/** mirador_staging_read: fills @points (element-type MiradorStagedPoint) with those of a series; of
 * a closed staging one a period, in order. */
void mirador_staging_read (const MiradorStaging *staging,
                           const MiradorStagedSeries *series,
                           GArray *points);
/** mirador_staging_check: whether enough of the rows can be used. Returns: %FALSE with
 * TOO_MANY_REJECTED or NOTHING_USABLE */
gboolean
mirador_staging_check (const MiradorStaging *staging, const MiradorPull *pull, GError **error);

/* staging-points.c */
/** mirador_staged_series_add: at the end of what the series has. @row (from 1): for duplicates. */
void mirador_staged_series_add (MiradorStaging *staging,
                                MiradorStagedSeries *series,
                                const MiradorStagedPoint *point,
                                guint64 row);
/** mirador_staged_series_close: puts its points in order; @duplicate is called with the row of each
 * that gives a period once more and is left out. */
void mirador_staged_series_close (MiradorStaging *staging,
                                  MiradorStagedSeries *series,
                                  void (*duplicate) (MiradorStaging *staging, guint64 row));
void mirador_staged_series_free (MiradorStagedSeries *series);

G_END_DECLS
