/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include "model/catalogue.h"
#include "model/error.h"
#include "model/period.h"
#include "model/place.h"

G_BEGIN_DECLS

typedef enum
{
  MIRADOR_FLAG_PARTIAL = 1 << 0, /* the period or the set of reports is not complete */
  MIRADOR_FLAG_ESTIMATED = 1 << 1,
  MIRADOR_FLAG_ABOUT = 1 << 2,     /* the source says "about" */
  MIRADOR_FLAG_MORE_THAN = 1 << 3, /* the source says "more than" */
  MIRADOR_FLAG_SIMULATED = 1 << 4,
  MIRADOR_FLAG_SUPPRESSED = 1 << 5, /* hidden by the source, or by analysis/suppression */
  MIRADOR_FLAG_CUMULATIVE = 1 << 6, /* to date, not of the period alone */
  MIRADOR_FLAG_WEEK_YEAR = 1 << 7,  /* answers: a year of whole weeks, not of days */
  MIRADOR_FLAG_REPEATS = 1 << 8,    /* answers: a person may be counted more than once */
  MIRADOR_FLAG_LESS_THAN = 1 << 9,  /* the source says "fewer than", "nearly" */
} MiradorFlags;

/**
 * MiradorObservation:
 *
 * One value of a (measure, program, place, breakdown) series in one period. Pointers belong to the
 * catalogue. A value hidden by its source is NaN with MIRADOR_FLAG_SUPPRESSED. numerator,
 * denominator, low and high are NaN where the source gives none.
 */
typedef struct
{
  const MiradorMeasure *measure;
  const MiradorProgram *program;
  const MiradorPlace *place;
  const char *breakdown; /* canonical key, interned */
  MiradorPeriod period;
  double value;
  double numerator;
  double denominator;
  double low;
  double high;
  MiradorFlags flags;
} MiradorObservation;

/**
 * MiradorSink:
 *
 * Where a mapping puts what it makes: the store's ingest, a preview, a test. Both functions return
 * %FALSE with an error to stop. @row counts from 1, the header not among them.
 */
typedef struct _MiradorSink MiradorSink;
struct _MiradorSink
{
  gboolean (*add) (MiradorSink *sink,
                   const MiradorObservation *observation,
                   guint64 row,
                   GError **error);
  gboolean (*reject) (MiradorSink *sink,
                      guint64 row,
                      const char *column,
                      MiradorReject reason,
                      GError **error);
};

G_END_DECLS
