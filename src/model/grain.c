/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/period.h"

#include "model/period-private.h"

/* How long the periods of a grain are: in months, or else in days. */
static const struct
{
  const char *id;
  int months;
  int days;
} grains[MIRADOR_N_GRAINS] = {
  [MIRADOR_GRAIN_NONE] = { "none", 0, 0 },
  [MIRADOR_GRAIN_DAY] = { "day", 0, 1 },
  [MIRADOR_GRAIN_WEEK] = { "week", 0, 7 },
  [MIRADOR_GRAIN_EPI_WEEK] = { "epi-week", 0, 7 },
  [MIRADOR_GRAIN_BIWEEK] = { "biweek", 0, 14 },
  [MIRADOR_GRAIN_MONTH] = { "month", 1, 0 },
  [MIRADOR_GRAIN_BIMONTH] = { "bimonth", 2, 0 },
  [MIRADOR_GRAIN_QUARTER] = { "quarter", 3, 0 },
  [MIRADOR_GRAIN_HALF] = { "half", 6, 0 },
  [MIRADOR_GRAIN_YEAR] = { "year", 12, 0 },
  [MIRADOR_GRAIN_FISCAL_YEAR] = { "fiscal-year", 12, 0 },
};

int
mirador_grain_count_months (gint32 grain)
{
  return grains[grain].months;
}

int
mirador_grain_count_days (gint32 grain)
{
  return grains[grain].days;
}

const char *
mirador_grain_to_id (MiradorGrain grain)
{
  return grain < MIRADOR_N_GRAINS ? grains[grain].id : grains[MIRADOR_GRAIN_NONE].id;
}

gboolean
mirador_grain_from_id (const char *id, MiradorGrain *grain)
{
  for (int i = MIRADOR_GRAIN_DAY; i < MIRADOR_N_GRAINS; i++)
    if (g_strcmp0 (id, grains[i].id) == 0)
      {
        *grain = (MiradorGrain)i;
        return TRUE;
      }
  return FALSE;
}
