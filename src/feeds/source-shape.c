/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/source-shape.h"

#include "model/period.h"

static gboolean
all_are_periods (const GPtrArray *columns)
{
  MiradorPeriod period;

  for (guint i = 0; i < columns->len; i++)
    {
      const MiradorSourceColumn *column = g_ptr_array_index (columns, i);

      if (!mirador_period_parse (column->name, MIRADOR_FISCAL_FIRST_MONTH_DEFAULT, &period, NULL))
        return FALSE;
    }
  return columns->len > 0;
}

static void
take (MiradorShape *shape, const MiradorSourceColumn *column)
{
  if (column->use == MIRADOR_USE_VALUE)
    g_ptr_array_add (shape->values, (gpointer)column);
  if (column->use == MIRADOR_USE_PERIOD && column->period.part != NULL)
    shape->part = column;
  else if (shape->column[column->use] == NULL)
    shape->column[column->use] = column;
}

MiradorShape *
mirador_shape_new (const MiradorSource *source)
{
  MiradorShape *shape = g_new0 (MiradorShape, 1);

  shape->values = g_ptr_array_new ();
  for (guint i = 0; i < source->columns->len; i++)
    take (shape, g_ptr_array_index (source->columns, i));
  shape->wide_periods = shape->column[MIRADOR_USE_PERIOD] == NULL && shape->part == NULL
                        && source->base == NULL && all_are_periods (shape->values);
  shape->wide_measures = !shape->wide_periods && source->base == NULL
                         && shape->column[MIRADOR_USE_MEASURE] == NULL && shape->values->len > 0
                         && (shape->values->len > 1 || source->measure == NULL);
  return shape;
}

void
mirador_shape_free (MiradorShape *shape)
{
  g_ptr_array_unref (shape->values);
  g_free (shape);
}
