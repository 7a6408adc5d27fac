/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "feeds/json-tree.h"

G_BEGIN_DECLS

/** More cells than this are refused: a sparse cube of a few bytes may claim any number. */
#define MIRADOR_JSONSTAT_MAX_CELLS 10000000

/** A dimension; its texts belong to the tree. */
typedef struct
{
  const char *id;
  const char *label; /* its id where it has none */
  const char *role;  /* (nullable) time, geo or metric */
  guint n;
  const char **codes; /* of its categories, in their order */
  const char **labels;
  guint column;      /* of the code among the decoder's columns; that of the label is the next */
  guint role_column; /* 0: none */
} MiradorJsonstatDimension;

typedef enum
{
  MIRADOR_JSONSTAT_NONE,
  MIRADOR_JSONSTAT_ONE,    /* the same for all cells */
  MIRADOR_JSONSTAT_LIST,   /* one for each cell */
  MIRADOR_JSONSTAT_SPARSE, /* by the number of the cell */
} MiradorJsonstatForm;

/** MiradorJsonstatSeries: the values, or the statuses, of a cube's cells, read in their order. */
typedef struct
{
  MiradorJsonstatForm form;
  gsize start;     /* of LIST: the first byte after the bracket */
  gsize at;        /* of LIST */
  GArray *entries; /* of SPARSE, by number */
  guint next;      /* of SPARSE */
  GString *cell;   /* the text that was last given */
} MiradorJsonstatSeries;

/** MiradorJsonstatCube: a dataset, checked. */
typedef struct
{
  char *name; /* of one dataset among several */
  JsonObject *object;
  GPtrArray *dimensions; /* (element-type MiradorJsonstatDimension) */
  guint64 n_cells;
  MiradorJsonstatSeries values;
  MiradorJsonstatSeries statuses;
} MiradorJsonstatCube;

/** MiradorJsonstatReading: what is wrong with a dataset, noted once. */
typedef struct
{
  const MiradorJsonTree *tree;
  const char *source;
  const char *dataset; /* its name and a dot, or "" */
  GError *error;       /* (nullable) SYNTAX: source, member, why */
} MiradorJsonstatReading;

/** mirador_jsonstat_fail: FALSE; @member is a path within the dataset. */
gboolean
mirador_jsonstat_fail (MiradorJsonstatReading *reading, const char *member, const char *why);

/** mirador_jsonstat_cube_new: NULL where the dataset breaks the rules of JSON-stat 2.0 or 1.x. */
MiradorJsonstatCube *
mirador_jsonstat_cube_new (MiradorJsonstatReading *reading, const char *name, JsonObject *object);
void mirador_jsonstat_cube_free (MiradorJsonstatCube *cube);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorJsonstatCube, mirador_jsonstat_cube_free)

/* jsonstat-dimension.c */
MiradorJsonstatDimension *mirador_jsonstat_dimension_new (MiradorJsonstatReading *reading,
                                                          const char *id,
                                                          JsonObject *object);
void mirador_jsonstat_dimension_free (MiradorJsonstatDimension *dimension);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorJsonstatDimension, mirador_jsonstat_dimension_free)

/* jsonstat-series.c */
/** mirador_jsonstat_series_open: @member "value" or "status". */
gboolean mirador_jsonstat_series_open (MiradorJsonstatSeries *series,
                                       MiradorJsonstatReading *reading,
                                       JsonObject *object,
                                       const char *member,
                                       guint64 n_cells);
/** mirador_jsonstat_series_next: (nullable): the text of the cell; cells are asked for in their
 * order, each once. Valid until the next call. */
const char *mirador_jsonstat_series_next (MiradorJsonstatSeries *series,
                                          const MiradorJsonTree *tree,
                                          guint64 cell);
void mirador_jsonstat_series_clear (MiradorJsonstatSeries *series);

G_END_DECLS
