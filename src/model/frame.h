/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include "model/catalogue.h"
#include "model/observation.h"
#include "model/period.h"
#include "model/place.h"
#include "model/profile.h"

G_BEGIN_DECLS

/**
 * MiradorGap:
 *
 * Why a row has no value. gap_detail holds what the sentence needs (untranslated: ids, codes,
 * counts), its parts separated by U+001F.
 */
typedef enum
{
  MIRADOR_GAP_NONE,
  MIRADOR_GAP_NO_DATA,          /* nothing is stored for it */
  MIRADOR_GAP_NOT_REPORTED,     /* a report is missing: parts there, parts expected */
  MIRADOR_GAP_NOT_COVERED,      /* the feed covers: place codes by comma */
  MIRADOR_GAP_NOT_AT_LEVEL,     /* published only at: level id */
  MIRADOR_GAP_NOT_BY_BREAKDOWN, /* not broken down by: breakdown id */
  MIRADOR_GAP_NOT_AT_GRAIN,     /* published only by: grain id */
  MIRADOR_GAP_ADDS_NOT_TIME,    /* does not add over time */
  MIRADOR_GAP_ADDS_NOT_PLACE,
  MIRADOR_GAP_ADDS_NOT_BREAKDOWN, /* breakdown id */
  MIRADOR_GAP_ADDS_NOT_PROGRAM,   /* program ids by comma */
  MIRADOR_GAP_SET_UNKNOWN,        /* nobody says which members make the whole: breakdown id */
  MIRADOR_GAP_PLACES_OVERLAP,     /* place codes */
  MIRADOR_GAP_FEEDS,              /* several feeds, none preferred: feed ids by comma */
  MIRADOR_GAP_NO_DENOMINATOR,     /* a ratio without numerator and denominator cannot be combined */
  MIRADOR_GAP_NO_POPULATION,      /* no population for this place or breakdown */
  MIRADOR_GAP_HIDDEN_BY_SOURCE,
  MIRADOR_GAP_SUPPRESSED, /* threshold: below it, or its complement */
  MIRADOR_GAP_NO_CASCADE, /* no measure of this stage in this program and feed */
  MIRADOR_N_GAPS
} MiradorGap;

/**
 * MiradorRow:
 *
 * One figure and everything that explains it. Pointers belong to the catalogue or are interned.
 */
typedef struct
{
  const MiradorMeasure *measure;
  const MiradorProgram *program; /* NULL: several (then the row is a gap) */
  const MiradorPlace *place;     /* NULL: several places as one sum */
  const char *breakdown;         /* canonical key, "" for none */
  MiradorStage stage;            /* of a stage query; else the measure's own */
  MiradorPeriod period; /* of a query by grain, or the period that the range is; else NONE */
  MiradorRange range;   /* the days that the figure speaks for */
  double value;         /* NaN in a gap; a ratio times its multiplier; a rate per 100,000 */
  double numerator;     /* ratios and rates, else NaN */
  double denominator;
  double low; /* interval given by the source, else NaN */
  double high;
  double completeness; /* 0 to 1: place-periods with a value over those expected; NaN unknown */
  guint n_parts;       /* how many stored values it was made of */
  MiradorFlags flags;
  MiradorGap gap;
  const char *gap_detail;      /* interned, "" for none */
  const char *feed;            /* interned feed id, NULL where no feed answers */
  const char *population_feed; /* rates: where the denominator is from */
  int population_year;         /* rates: its year, else 0 */
  gint64 received;             /* newest refresh among its parts, seconds since 1970 */
  MiradorPeriod data_until;    /* last period with data of this measure, program and feed */
} MiradorRow;

/**
 * MiradorFrame:
 *
 * An immutable table of rows in a stable order: measure or stage, program, place, breakdown,
 * period. Counted by reference, may be shared by threads.
 */
typedef struct _MiradorFrame MiradorFrame;

MiradorFrame *mirador_frame_ref (MiradorFrame *frame);
void mirador_frame_unref (MiradorFrame *frame);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorFrame, mirador_frame_unref)

guint mirador_frame_get_n_rows (const MiradorFrame *frame);
/** mirador_frame_get_row: (transfer none): @i below the number of rows. */
const MiradorRow *mirador_frame_get_row (const MiradorFrame *frame, guint i);
/** mirador_frame_get_profile: (transfer none) (nullable): of a feed that the frame names. */
const MiradorProfile *mirador_frame_get_profile (const MiradorFrame *frame, const char *feed);
/** mirador_frame_is_simulated: whether any row comes from a simulated feed. */
gboolean mirador_frame_is_simulated (const MiradorFrame *frame);
/** mirador_frame_has_values: whether any row has a value. */
gboolean mirador_frame_has_values (const MiradorFrame *frame);

/** MiradorFrameBuilder: the only way to make a frame; finish() ends it. */
typedef struct _MiradorFrameBuilder MiradorFrameBuilder;
MiradorFrameBuilder *mirador_frame_builder_new (void);
/** mirador_row_init: an empty row: NaN values, no gap, "" breakdown. */
void mirador_row_init (MiradorRow *row);
void mirador_frame_builder_add (MiradorFrameBuilder *builder, const MiradorRow *row);
void mirador_frame_builder_add_profile (MiradorFrameBuilder *builder, MiradorProfile *profile);
/** mirador_frame_builder_add_profiles_of: all profiles of another frame. */
void mirador_frame_builder_add_profiles_of (MiradorFrameBuilder *builder,
                                            const MiradorFrame *frame);
/** mirador_frame_builder_finish: (transfer full): the frame; frees the builder. */
MiradorFrame *mirador_frame_builder_finish (MiradorFrameBuilder *builder);

G_END_DECLS
