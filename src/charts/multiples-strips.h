/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/chart-private.h"

G_BEGIN_DECLS

/** A place (or program, or group) through time: a panel of small trends, a row of a heat map. */
typedef struct
{
  const MiradorRow *any; /* what it is */
  char *name;
  int *rows; /* of each period: a row of the frame, -1 where there is none */
  guint n_values;
  double largest; /* of the values; NaN without, as are the next two */
  double smallest;
  double mean;         /* of the values of whole periods, else of all */
  int last;            /* index of the last value of a whole period, -1 without */
  double completeness; /* NaN unknown */
} MiradorStrip;

/** A frame as a table of strips by periods. */
typedef struct
{
  MiradorFrame *frame;
  GArray *periods;   /* MiradorPeriod, without holes, from the first to the last with anything */
  GPtrArray *strips; /* (element-type MiradorStrip) with values */
  GPtrArray *empty;  /* (element-type MiradorStrip) without */
  MiradorPeriod asked_until; /* the last period of the frame */
  double largest, smallest;  /* of all values, NaN without */
  gboolean one_unit;
} MiradorStrips;

/** mirador_strips_ask: (transfer full): the question: one measure by places, else by what @base
 * asks for, in its periods, else months. */
MiradorQuery *mirador_strips_ask (const MiradorQuery *base);

MiradorStrips *mirador_strips_gather (MiradorFrame *frame);
void mirador_strips_free (MiradorStrips *strips);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorStrips, mirador_strips_free)

MiradorPeriod mirador_strips_period (const MiradorStrips *strips, guint i);
/** mirador_strips_row: (nullable): of the period @i. */
const MiradorRow *
mirador_strips_row (const MiradorStrips *strips, const MiradorStrip *strip, guint i);
/** mirador_strips_value: NaN in a gap. */
double mirador_strips_value (const MiradorStrips *strips, const MiradorStrip *strip, guint i);
gboolean
mirador_strips_is_partial (const MiradorStrips *strips, const MiradorStrip *strip, guint i);
/** mirador_strips_is_hidden: a small count, not a missing one. */
gboolean mirador_strips_is_hidden (const MiradorStrips *strips, const MiradorStrip *strip, guint i);

/* Order */
/** mirador_strips_sort_by_last: the largest last figure first. */
void mirador_strips_sort_by_last (MiradorStrips *strips);
/** mirador_strips_sort_by_mean: the largest mean first. */
void mirador_strips_sort_by_mean (MiradorStrips *strips);
/** mirador_strips_sort_by_completeness: the least complete first; with the empty ones. */
void mirador_strips_sort_by_completeness (MiradorStrips *strips);
/** mirador_strips_sort_by_place: from north to south: regions as on the tile grid. FALSE where the
 * strips are no places: then nothing is sorted. */
gboolean mirador_strips_sort_by_place (MiradorStrips *strips);
/** mirador_strips_has_tiles: whether each strip has a tile of its own. */
gboolean mirador_strips_has_tiles (const MiradorStrips *strips);

/* Words, all (transfer full) */
/** mirador_strips_name_some: names by comma, at most @most, then how many more. */
char *mirador_strips_name_some (const GPtrArray *strips, guint most);
/** mirador_strips_describe: a line a strip: last, largest, smallest, gaps; or how complete. */
char *mirador_strips_describe (const MiradorChart *chart,
                               const MiradorStrips *strips,
                               gboolean completeness);
/** mirador_strips_note_end: NULL, or that nothing is there after the last period drawn. */
char *mirador_strips_note_end (const MiradorStrips *strips);

/* Dates below */
/** mirador_strips_draw_dates: names of the periods, thinned, years below, centred on columns of
 * @pitch from @left, within @room; @y is the top of the first of two lines. */
void mirador_strips_draw_dates (const MiradorStrips *strips,
                                MiradorCanvas *canvas,
                                guint first,
                                double left,
                                double pitch,
                                double y,
                                MiradorBox room);

G_END_DECLS
