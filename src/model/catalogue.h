/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include "model/language.h"

G_BEGIN_DECLS

/**
 * What can be counted, by whom, and how it adds. The catalogue is read from a JSON resource; a feed
 * in Mirador's own format may add to it. Entries are never freed or changed once they can be seen,
 * so pointers may be compared and shared by threads; additions are locked.
 */
typedef enum
{
  MIRADOR_STAGE_NONE,
  MIRADOR_STAGE_SCREENED,
  MIRADOR_STAGE_DIAGNOSED,
  MIRADOR_STAGE_REFERRED,
  MIRADOR_STAGE_ATTENDED,
  MIRADOR_STAGE_STARTED,
  MIRADOR_STAGE_ACCOMPANIED,
  MIRADOR_STAGE_ADHERENT,
  MIRADOR_STAGE_IMPROVED,
  MIRADOR_N_STAGES
} MiradorStage;

/**
 * MiradorKind:
 *
 * The value of a ratio is in units of its multiplier: where it can be recomputed it is multiplier ×
 * numerator / denominator (rule 6 of "How figures combine": never an average). A percent that was
 * published without numerator and denominator has the unit percent and the multiplier 100, and its
 * stored value is the percent itself: 85, not 0.85. A ratio adds over nothing.
 */
typedef enum
{
  MIRADOR_KIND_FLOW,  /* adds over time */
  MIRADOR_KIND_STOCK, /* the last value of the period */
  MIRADOR_KIND_RATIO, /* numerator over denominator, never averaged */
} MiradorKind;

/** Dimensions over which a measure may add. Nothing adds over programs. */
typedef enum
{
  MIRADOR_ADDS_TIME = 1 << 0,
  MIRADOR_ADDS_PLACE = 1 << 1,
  MIRADOR_ADDS_BREAKDOWN = 1 << 2,
} MiradorAdds;

typedef enum
{
  MIRADOR_GOOD_NONE,
  MIRADOR_GOOD_UP,
  MIRADOR_GOOD_DOWN,
} MiradorGood;

typedef struct
{
  const char *id; /* interned: tb */
  MiradorText name;
  MiradorText short_name; /* for narrow labels */
  const char *colour;     /* #rrggbb, fixed for the program */
  const char *colour_dark;
  int order;
} MiradorProgram;

typedef struct _MiradorMeasure MiradorMeasure;
struct _MiradorMeasure
{
  const char *id; /* interned: people_screened */
  MiradorText name;
  const char *unit; /* interned: people, screenings, tests, ... what is counted */
  MiradorStage stage;
  MiradorKind kind;
  MiradorAdds adds;
  MiradorGood good;
  gboolean sensitive;              /* small counts are hidden */
  double multiplier;               /* ratios: 100 for percent, else 1 */
  GHashTable *labels;              /* program id → MiradorText: the name within one program */
  const MiradorMeasure *target_of; /* of a target: what it is the target of; else NULL */
};

/** A target is a measure of its own, whose figures come from feeds like any other: its id is that
 * of its measure with this at the end. The catalogue makes one for every measure. */
#define MIRADOR_TARGET_SUFFIX "_target"

/** One category of a breakdown: sex=F. */
typedef struct
{
  const char *id; /* interned: F, "1-4", depression */
  MiradorText name;
  int order;
} MiradorMember;

typedef struct
{
  const char *id; /* interned: sex, age, condition, population */
  MiradorText name;
  GPtrArray *members; /* (element-type MiradorMember) known ones, in their order */
} MiradorBreakdown;

/** The measures of the care cascade of one program in one feed. */
typedef struct
{
  const MiradorProgram *program;
  const char *feed;                               /* interned */
  const MiradorMeasure *stages[MIRADOR_N_STAGES]; /* NULL where the feed has none */
  const char *table[MIRADOR_N_STAGES]; /* interned: steps of different tables are no subsets */
  MiradorText note;                    /* what to know about it, may be empty */
} MiradorCascade;

/* Look-ups: (transfer none), NULL where there is none. */
const MiradorProgram *mirador_catalogue_program (const char *id);
const MiradorMeasure *mirador_catalogue_measure (const char *id);
const MiradorBreakdown *mirador_catalogue_breakdown (const char *id);
const MiradorMember *mirador_catalogue_member (const char *breakdown, const char *id);
const MiradorCascade *mirador_catalogue_cascade (const char *program, const char *feed);

/** mirador_catalogue_programs: (transfer container): all, in their order. */
GPtrArray *mirador_catalogue_programs (void);
/** mirador_catalogue_measures: (transfer container): all but the targets, by id. */
GPtrArray *mirador_catalogue_measures (void);
GPtrArray *mirador_catalogue_breakdowns (void);

/**
 * mirador_catalogue_feed_rank:
 *
 * Returns: the catalogue's preference among feeds for a measure of a program, 0 the most preferred;
 * -1 where it has none. Simulated feeds are never ranked. A target has the preferences of its
 * measure.
 */
int mirador_catalogue_feed_rank (const char *program, const char *measure, const char *feed);

/** mirador_catalogue_is_subset: whether @part is declared to be a subset of @whole for this program
 * and feed, so that a proportion and its interval make sense. */
gboolean mirador_catalogue_is_subset (const char *program,
                                      const char *feed,
                                      const char *part,
                                      const char *whole);

/** mirador_catalogue_colour: (transfer none): of a stage, #rrggbb: a single-hue ramp from dark
 * (screened) to light; reversed on dark. */
const char *mirador_catalogue_stage_colour (MiradorStage stage, gboolean dark);

/** mirador_catalogue_unit_name: (transfer none): the unit's name for a count of @n («personas»,
 * «tamizajes»). */
const char *mirador_catalogue_unit_name (const char *unit, double n);

/** mirador_measure_get_target: (transfer none) (nullable): the measure of its targets; NULL for a
 * target. */
const MiradorMeasure *mirador_measure_get_target (const MiradorMeasure *measure);
/** mirador_measure_get_name: (transfer none): its name within @program (nullable), else its own. */
const char *mirador_measure_get_name (const MiradorMeasure *measure, const MiradorProgram *program);
const char *mirador_program_get_name (const MiradorProgram *program);
const char *mirador_program_get_short_name (const MiradorProgram *program);
const char *mirador_stage_to_id (MiradorStage stage);
gboolean mirador_stage_from_id (const char *id, MiradorStage *stage);
/** mirador_stage_to_text: (transfer none): «Tamizadas», «Diagnosticadas», ... */
const char *mirador_stage_to_text (MiradorStage stage);
/** mirador_stage_to_people: (transfer none): «Personas tamizadas», ... for headline numbers. */
const char *mirador_stage_to_people (MiradorStage stage);

/**
 * mirador_catalogue_extend:
 * @text: a JSON document with "programs", "measures", "breakdowns" or "cascades", as the
 *   catalogue's own (data/catalogue.json); entries that exist already are left as they are
 * @source: for errors
 *
 * Nothing in the document is trusted: it may be 4 MB and 64 levels deep at most, other members are
 * passed over, and a count that does not say whether it is sensitive is taken to be. Preferences
 * among feeds and subsets are the program's own and are not taken from elsewhere.
 *
 * Returns: %FALSE with MIRADOR_ERROR_DEFINITION; then nothing was added
 */
gboolean
mirador_catalogue_extend (const char *text, gssize length, const char *source, GError **error);

/* Breakdown keys: "age=1-4;sex=F", pairs sorted by breakdown; "" for none. Interned. */
/** mirador_breakdown_key: (transfer none): the canonical interned key of the @n pairs. */
const char *
mirador_breakdown_key (guint n, const char *const *breakdowns, const char *const *members);
/** mirador_breakdown_key_get: (transfer none) (nullable): the interned member of @breakdown in
 * @key. */
const char *mirador_breakdown_key_get (const char *key, const char *breakdown);
/** mirador_breakdown_key_names: (transfer full): the breakdowns of a key, interned, NULL-terminated
 * (free the array only). */
const char **mirador_breakdown_key_names (const char *key);
/** mirador_breakdown_key_to_text: (transfer full): «mujeres, 1 a 4 años» in the language of the
 * moment. */
char *mirador_breakdown_key_to_text (const char *key);
/** mirador_member_get_name: (transfer none): the catalogue's name, else the id itself. */
const char *mirador_member_get_name (const char *breakdown, const char *member);

G_END_DECLS
