/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "feeds/source-private.h"

G_BEGIN_DECLS

/** MiradorShape: what the columns of a source are for, taken together. Borrowed from it. */
typedef struct
{
  const MiradorSourceColumn *column[MIRADOR_N_USES]; /* (nullable) the first of each use */
  const MiradorSourceColumn *part; /* (nullable) the part of a year; then the year is the period */
  GPtrArray *values;               /* (element-type MiradorSourceColumn) */
  gboolean wide_periods;           /* the columns of values are periods */
  gboolean wide_measures;          /* they are measures, a code each */
} MiradorShape;

MiradorShape *mirador_shape_new (const MiradorSource *source);
void mirador_shape_free (MiradorShape *shape);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorShape, mirador_shape_free)

G_END_DECLS
