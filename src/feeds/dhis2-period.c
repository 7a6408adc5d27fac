/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/dhis2-period.h"

#include <string.h>

/*
 * DHIS2 developer guide, "Date and period format". After the four digits of the year stand digits
 * alone (months and days), or one of these names and the digits that it takes; 02B has its digits
 * before the name. The names are written just so.
 */
static const struct
{
  const char *name;
  guint n_least, n_most; /* digits after it */
} names[] = {
  { "W", 1, 2 },      { "TueW", 1, 2 }, { "WedW", 1, 2 },  { "ThuW", 1, 2 }, { "FriW", 1, 2 },
  { "SatW", 1, 2 },   { "SunW", 1, 2 }, { "BiW", 1, 2 },   { "Q", 1, 1 },    { "S", 1, 1 },
  { "AprilS", 1, 1 }, { "NovS", 1, 1 }, { "April", 0, 0 }, { "July", 0, 0 }, { "Sep", 0, 0 },
  { "Oct", 0, 0 },    { "Nov", 0, 0 },
};

static gsize
count_digits (const char *text)
{
  return strspn (text, "0123456789");
}

static gboolean
is_known_form (const char *text)
{
  gsize n = count_digits (text);
  const char *rest = text + n;

  if (*rest == '\0')
    return n == 4 || n == 6 || n == 8;
  if (n == 6)
    return g_str_equal (rest, "B");
  for (guint i = 0; n == 4 && i < G_N_ELEMENTS (names); i++)
    {
      gsize length = strlen (names[i].name);
      if (strncmp (rest, names[i].name, length) != 0)
        continue;
      gsize digits = count_digits (rest + length);
      if (rest[length + digits] == '\0' && digits >= names[i].n_least && digits <= names[i].n_most)
        return TRUE;
    }
  return FALSE;
}

gboolean
mirador_dhis2_period_parse (const char *text, MiradorPeriod *period)
{
  *period = MIRADOR_PERIOD_NONE;
  return is_known_form (text)
         && mirador_period_parse (text, MIRADOR_FISCAL_FIRST_MONTH_DEFAULT, period, NULL);
}

char *
mirador_dhis2_period_to_code (MiradorPeriod period)
{
  int year, month, day;
  int number = mirador_period_get_number (period);

  mirador_day_get_date (period.first_day, &year, &month, &day);
  switch ((MiradorGrain)period.grain)
    {
    case MIRADOR_GRAIN_DAY:
      return g_strdup_printf ("%04d%02d%02d", year, month, day);
    case MIRADOR_GRAIN_MONTH:
      return g_strdup_printf ("%04d%02d", year, month);
    case MIRADOR_GRAIN_QUARTER:
      return g_strdup_printf ("%04dQ%d", year, number);
    case MIRADOR_GRAIN_FISCAL_YEAR:
      return g_strdup_printf ("%04dJuly", year);
    case MIRADOR_GRAIN_WEEK:
    case MIRADOR_GRAIN_HALF:
      return g_strdup_printf ("%04d%s%d", mirador_period_get_year (period),
                              period.grain == MIRADOR_GRAIN_WEEK ? "W" : "S", number);
    default:
      return mirador_period_to_code (period);
    }
}
