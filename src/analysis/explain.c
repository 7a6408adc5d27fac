/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/explain.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "analysis/label.h"
#include "model/format.h"

static char *
format_plain (const MiradorRow *row)
{
  if (mirador_row_is_rate (row))
    return mirador_format_number (row->value, 1);
  if (row->measure != NULL && row->measure->kind == MIRADOR_KIND_RATIO
      && row->measure->multiplier == 100)
    return mirador_format_percent (row->value / 100, 1);
  return mirador_format_value (row->value);
}

char *
mirador_explain_value (const MiradorRow *row)
{
  g_autofree char *plain = format_plain (row);

  if (!isfinite (row->value))
    return g_steal_pointer (&plain);
  if (row->flags & MIRADOR_FLAG_MORE_THAN)
    /* Translators: %s is a number; the source says "more than". */
    return g_strdup_printf (_ ("more than %s"), plain);
  if (row->flags & MIRADOR_FLAG_LESS_THAN)
    /* Translators: %s is a number; the source says "fewer than" or "nearly". */
    return g_strdup_printf (_ ("fewer than %s"), plain);
  if (row->flags & MIRADOR_FLAG_ABOUT)
    /* Translators: %s is a number; the source says "about". */
    return g_strdup_printf (_ ("about %s"), plain);
  return g_steal_pointer (&plain);
}
