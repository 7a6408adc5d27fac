/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "feeds/mapping-private.h"

G_BEGIN_DECLS

#define MIRADOR_MAX_PARENTS 4

/** MiradorWideColumn: a column of values and the period that it is. */
typedef struct
{
  int column;
  MiradorPeriod period;
} MiradorWideColumn;

/** MiradorBound: a take of the mapping, with all that is the same for every row. */
typedef struct
{
  const MiradorTake *take;
  const MiradorMeasure *measure; /* (nullable) where a column says */
  const MiradorProgram *program;
  const MiradorPlace *place;
  MiradorPeriod period;
  GArray *wide;        /* MiradorWideColumn */
  GHashTable *places;  /* cells → MiradorPlace, found before */
  GHashTable *periods; /* cell → MiradorPeriod, read before */
} MiradorBound;

struct _MiradorMapper
{
  MiradorMapping *mapping;
  int *columns; /* slot → column of the source */
  GPtrArray *bound;
  GArray *made; /* MiradorObservation: of the current row */
  GStringChunk *tidied;
  gboolean has_tidied;
};

/** MiradorRefusal: why a row is set aside, and because of which column (-1: none). */
typedef struct
{
  MiradorReject reason;
  int column;
} MiradorRefusal;

/** mirador_refuse: always FALSE. */
gboolean mirador_refuse (MiradorRefusal *refusal, MiradorReject reason, int column);

/* Cells: tidy, "" where there is none; valid during the row. */
const char *mirador_mapper_cell_at (MiradorMapper *mapper, const MiradorRecord *record, int column);
const char *mirador_mapper_cell (MiradorMapper *mapper, const MiradorRecord *record, int slot);
int mirador_mapper_column_of (const MiradorMapper *mapper, int slot);

/** mirador_mapper_find_series: measure, program, period, place and breakdown of a row. */
gboolean mirador_mapper_find_series (MiradorMapper *mapper,
                                     const MiradorBound *bound,
                                     const MiradorRecord *record,
                                     MiradorObservation *made,
                                     MiradorRefusal *refusal);

/** mirador_mapper_read_number: a finite number that counts exactly; @reason says what it is else.
 */
gboolean mirador_mapper_read_number (const char *text,
                                     char decimal,
                                     gboolean negative,
                                     double *value,
                                     MiradorReject *reason);

G_END_DECLS
