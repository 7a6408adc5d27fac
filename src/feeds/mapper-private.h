/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <limits.h>

#include "feeds/mapping-private.h"

G_BEGIN_DECLS

#define MIRADOR_MAX_PARENTS 4

/** MiradorWideColumn: a column of values and the period that it is. */
typedef struct
{
  int column;
  MiradorPeriod period;
} MiradorWideColumn;

/** MiradorMemo: what cells were found to mean, by their texts as they are written. A refusal is not
 * kept: it is thought through again. */
typedef struct
{
  GHashTable *known;
  const char *last; /* (nullable) a key of known */
  gconstpointer meaning;
} MiradorMemo;

void mirador_memo_init (MiradorMemo *memo, GDestroyNotify free_meaning);
void mirador_memo_clear (MiradorMemo *memo);
/** mirador_memo_find: (nullable) */
gconstpointer mirador_memo_find (MiradorMemo *memo, const char *text);
/** mirador_memo_keep: FALSE where it is full; @meaning is then still the caller's. */
gboolean mirador_memo_keep (MiradorMemo *memo, const char *text, gconstpointer meaning);

/** MiradorBound: a take of the mapping, with all that is the same for every row. */
typedef struct
{
  const MiradorTake *take;
  const MiradorMeasure *measure; /* (nullable) where a column says */
  const MiradorProgram *program;
  const MiradorPlace *place;
  MiradorPeriod period;
  GArray *wide; /* MiradorWideColumn */
  MiradorMemo measures;
  MiradorMemo programs;
  MiradorMemo places;
  MiradorMemo periods;    /* MiradorPeriod, owned */
  MiradorMemo breakdowns; /* keys */
} MiradorBound;

struct _MiradorMapper
{
  MiradorMapping *mapping;
  int *columns; /* slot → column of the source */
  GPtrArray *bound;
  GArray *made; /* MiradorObservation: of the current row */
  GStringChunk *tidied;
  gboolean has_tidied;
  GString *written;                   /* cells put together */
  gboolean beginnings[UCHAR_MAX + 1]; /* of the texts that stand for no number */
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

/** mirador_mapper_written: the cells of @slots as the source writes them, one after the other;
 * valid until the next call. */
const char *mirador_mapper_written (MiradorMapper *mapper,
                                    const MiradorRecord *record,
                                    const int *slots,
                                    guint n);

/** mirador_mapper_find_series: measure, program, period, place and breakdown of a row. */
gboolean mirador_mapper_find_series (MiradorMapper *mapper,
                                     MiradorBound *bound,
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
