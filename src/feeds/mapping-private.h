/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "feeds/json-document.h"
#include "feeds/mapping.h"

G_BEGIN_DECLS

/**
 * What a mapping is made of. Columns are named by a slot, an index into the mapping's columns; a
 * mapper knows which column of its source each slot is. A slot of -1 is none.
 */
#define MIRADOR_SLOT_NONE (-1)

/** MiradorRule: an id from a cell, through a table of codes, or a constant. */
typedef struct
{
  int slot;
  const char *constant; /* interned */
  GHashTable *codes;    /* (nullable) cell → interned id; "" is the whole of a breakdown */
  GPtrArray *targets;   /* interned ids of the codes, each once, in their order */
  gboolean any;         /* a cell that is no code passes as it is */
} MiradorRule;

/** MiradorBreakdownRule: one breakdown of the rows. */
typedef struct
{
  const char *breakdown; /* interned */
  MiradorRule rule;
  gboolean complete; /* the codes' ids are all the members there are, and disjoint */
  gboolean open;     /* the mapping says that they are not */
} MiradorBreakdownRule;

typedef enum
{
  MIRADOR_PLACE_BY_CODE, /* ubigeo, ISO 3166-2 or group */
  MIRADOR_PLACE_BY_UBIGEO,
  MIRADOR_PLACE_BY_ISO,
  MIRADOR_PLACE_BY_NAME,
} MiradorPlaceBy;

typedef struct _MiradorPlaceRule MiradorPlaceRule;
struct _MiradorPlaceRule
{
  MiradorRule text;
  MiradorPlaceBy by;
  MiradorLevel level;       /* of names */
  MiradorPlaceRule *parent; /* (nullable) of names */
};

typedef enum
{
  MIRADOR_PERIOD_FROM_TEXT,    /* a cell or a constant */
  MIRADOR_PERIOD_FROM_PARTS,   /* a year and its month, quarter, half or week */
  MIRADOR_PERIOD_FROM_COLUMNS, /* wide: each listed column is a period */
  MIRADOR_PERIOD_FROM_HEADER,  /* wide: each column whose name is a period */
} MiradorPeriodFrom;

typedef enum
{
  MIRADOR_FORM_ANY,
  MIRADOR_FORM_YEAR,
  MIRADOR_FORM_FISCAL_YEAR,
  MIRADOR_FORM_MONTH,
  MIRADOR_FORM_MONTH_YEAR,     /* 3/2017 */
  MIRADOR_FORM_DAY_MONTH_YEAR, /* 31/3/2017 */
  MIRADOR_FORM_DHIS2,          /* 201703, 2017W9, 2017Nov: DHIS2's codes and nothing else */
} MiradorPeriodForm;

typedef struct
{
  MiradorPeriodFrom from;
  MiradorRule text; /* of PARTS: the part's cell */
  int year;         /* slot */
  MiradorGrain part;
  MiradorPeriodForm form;
  MiradorGrain grain; /* NONE: as written; else the period of this grain that holds its first day */
  GArray *slots;      /* int: wide columns */
  GArray *periods;    /* MiradorPeriod: theirs */
} MiradorPeriodRule;

/** MiradorCondition: the cell is, or is not, one of these. */
typedef struct
{
  int slot;
  GHashTable *cells; /* set */
  gboolean other;    /* none of them */
} MiradorCondition;

/** MiradorFlagRule: flags of all rows, or of those whose cell has a text in it. */
typedef struct
{
  int slot;
  MiradorFlags flags;
  char *text; /* (nullable) folded */
} MiradorFlagRule;

/** The names of flags in mappings and in our own format, ended by a NULL id. */
typedef struct
{
  const char *id;
  MiradorFlags flag;
} MiradorFlagName;
extern const MiradorFlagName mirador_flag_names[];

/** MiradorTake: one figure (or, wide, several) that a row gives. */
typedef struct
{
  GPtrArray *conditions; /* (element-type MiradorCondition) all of them */
  MiradorRule measure;
  MiradorRule program;
  MiradorPlaceRule *place;
  MiradorPeriodRule period;
  GPtrArray *breakdowns; /* (element-type MiradorBreakdownRule) */
  int key;               /* slot of a column of breakdown keys ("age=1-4;sex=F") */
  GPtrArray *flags;      /* (element-type MiradorFlagRule) */
  int value, numerator, denominator, low, high;
  char decimal;
} MiradorTake;

struct _MiradorMapping
{
  gatomicrefcount ref_count;
  char *id;
  MiradorText title;
  char *feed;
  char *scope;
  char *format;
  MiradorDecodeOptions options;
  char *encoding; /* options.encoding points at it */
  char *rows;     /* options.rows points at it */
  char *sheet;    /* options.sheet points at it */

  MiradorText profile_title;
  MiradorText profile_source;
  char *licence;
  char *issued;
  gboolean simulated;
  GPtrArray *terms;    /* (element-type MiradorTerms) */
  GPtrArray *measures; /* interned */
  char *catalogue;     /* (nullable) JSON */

  GPtrArray *columns;   /* names, by slot */
  GPtrArray *takes;     /* (element-type MiradorTake) */
  GPtrArray *leave_out; /* (element-type GPtrArray of MiradorCondition) a row that fits one */
  GHashTable *missing;  /* set of texts */
  GHashTable *suppressed;
  gboolean negative;
  gboolean snapshot;
  MiradorDuplicates duplicates;
  double reject_limit;
  int fiscal_first_month;
};

MiradorMapping *mirador_mapping_new (void);
/** mirador_mapping_slot: the slot of a column, made where there is none yet. */
int mirador_mapping_slot (MiradorMapping *mapping, const char *column);
void mirador_mapping_add_measure (MiradorMapping *mapping, const char *measure);
void mirador_mapping_add_measures_of (MiradorMapping *mapping, const MiradorRule *rule);

MiradorTake *mirador_take_new (void);
void mirador_take_free (MiradorTake *take);
void mirador_rule_init (MiradorRule *rule);
void mirador_rule_clear (MiradorRule *rule);
MiradorPlaceRule *mirador_place_rule_new (void);
void mirador_place_rule_free (MiradorPlaceRule *rule);
void mirador_condition_free (MiradorCondition *condition);

/** mirador_cell_tidy: (transfer full): without blanks around it, inner ones single; how cells and
 * codes are compared. */
char *mirador_cell_tidy (const char *text);

/** MiradorMappingReading: a mapping while it is read. */
typedef struct
{
  MiradorDocumentReading json;
  MiradorMapping *mapping;
} MiradorMappingReading;

/* mapping-rules.c: what a row means. */
/** mirador_mapping_read_take: a figure; its members come from @own, else from @base. */
void mirador_mapping_read_take (MiradorMappingReading *reading, JsonObject *base, JsonObject *own);
GPtrArray *mirador_mapping_read_conditions (MiradorMappingReading *reading,
                                            JsonNode *node,
                                            const char *member);
/** mirador_mapping_read_rule: an id as a constant, or {"column", "codes", "any"}. */
void mirador_mapping_read_rule (MiradorMappingReading *reading,
                                JsonNode *node,
                                const char *member,
                                MiradorRule *rule);
/** mirador_mapping_read_cells: the members "column", "codes" and "any" of @object. */
void mirador_mapping_read_cells (MiradorMappingReading *reading,
                                 JsonObject *object,
                                 const char *column,
                                 MiradorRule *rule);
/** mirador_take_add_flag: @text (nullable): what a cell of @slot must contain. */
void mirador_take_add_flag (MiradorTake *take, int slot, const char *text, MiradorFlags flags);
/** mirador_rule_translate: (nullable): the id of a cell, NULL where it is no code. */
const char *mirador_rule_translate (const MiradorRule *rule, const char *cell);

/* mapping-place.c */
MiradorPlaceRule *mirador_mapping_read_place (MiradorMappingReading *reading, JsonNode *node);
/** mirador_place_rule_find: (nullable): @reason says why there is none.
 * @cells: (nullable entries): the texts of the rule and of its parents, outermost last */
const MiradorPlace *mirador_place_rule_find (const MiradorPlaceRule *rule,
                                             const char *const *cells,
                                             MiradorReject *reason);

/* mapping-period.c */
void mirador_mapping_read_period (MiradorMappingReading *reading,
                                  JsonNode *node,
                                  MiradorPeriodRule *rule);
/** mirador_period_rule_parse: @cell translated already. */
gboolean mirador_period_rule_parse (const MiradorPeriodRule *rule,
                                    const char *cell,
                                    int fiscal_first_month,
                                    MiradorPeriod *period);
gboolean mirador_period_rule_compose (const MiradorPeriodRule *rule,
                                      const char *year,
                                      const char *part,
                                      MiradorPeriod *period);

/* mapping-profile.c: what a mapping says of its feed. */
void mirador_mapping_read_profile (MiradorMappingReading *reading, JsonObject *object);
void mirador_mapping_read_terms (MiradorMappingReading *reading, JsonObject *object);

G_END_DECLS
