/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MiradorGrain:
 *
 * The length of a period. WEEK is seven days; an ISO week starts on Monday, DHIS2's shifted weeks
 * on other days. EPI_WEEK is Peru's epidemiological week (Sunday to Saturday; week 1 is the first
 * with at least four days in January). YEAR is a calendar year; FISCAL_YEAR starts in any other
 * month and is named by its last year.
 */
typedef enum
{
  MIRADOR_GRAIN_NONE,
  MIRADOR_GRAIN_DAY,
  MIRADOR_GRAIN_WEEK,
  MIRADOR_GRAIN_EPI_WEEK,
  MIRADOR_GRAIN_BIWEEK,
  MIRADOR_GRAIN_MONTH,
  MIRADOR_GRAIN_BIMONTH,
  MIRADOR_GRAIN_QUARTER,
  MIRADOR_GRAIN_HALF,
  MIRADOR_GRAIN_YEAR,
  MIRADOR_GRAIN_FISCAL_YEAR,
  MIRADOR_N_GRAINS
} MiradorGrain;

/**
 * MiradorPeriod:
 * @first_day: the first day, in days since 0001-01-01 = 1 (GDate's Julian day); 0 is no period
 * @grain: its length
 *
 * A small value, passed by value. Everything else (end, first month of a fiscal year, weekday of a
 * week) follows from the two.
 */
typedef struct
{
  gint32 first_day;
  gint32 grain;
} MiradorPeriod;

/**
 * MiradorRange:
 *
 * A span of days, both ends included; {0, 0} is "everything".
 */
typedef struct
{
  gint32 first_day;
  gint32 last_day;
} MiradorRange;

/** The first and the last day of a period that can be written: 1800-01-01 and 2999-12-31. A range
 * with an open end reaches to them. */
#define MIRADOR_DAY_FIRST 657072
#define MIRADOR_DAY_LAST 1095362

#define MIRADOR_PERIOD_NONE ((MiradorPeriod){ 0, MIRADOR_GRAIN_NONE })
#define MIRADOR_RANGE_ALL ((MiradorRange){ 0, 0 })

/** The SES fiscal year runs July to June. */
#define MIRADOR_FISCAL_FIRST_MONTH_DEFAULT 7

/* Making */
/** mirador_period_new_month: @month 1 to 12; anything else, or a year outside 1800 to 2999, is
 * NONE. */
MiradorPeriod mirador_period_new_month (int year, int month);
MiradorPeriod mirador_period_new_year (int year);
/**
 * mirador_period_new_fiscal_year:
 * @name_year: the year that names it, its last: AF 2025 = July 2024 to June 2025
 * @first_month: 1 to 12; 1 gives the calendar year (grain YEAR)
 */
MiradorPeriod mirador_period_new_fiscal_year (int name_year, int first_month);
/** mirador_period_new_week: ISO 8601 week 1 to 52 or 53. */
MiradorPeriod mirador_period_new_week (int iso_year, int week);
MiradorPeriod mirador_period_new_epi_week (int epi_year, int week);

/**
 * mirador_period_of_day:
 *
 * Returns: the period of @grain that holds @day (a Julian day); weeks are ISO weeks, biweeks
 * pair ISO weeks 1 and 2, 3 and 4, ... up to 51 and 52: a week 53 has none. A fiscal year from
 * January is a YEAR.
 */
MiradorPeriod mirador_period_of_day (gint32 day, MiradorGrain grain, int fiscal_first_month);

/**
 * mirador_period_parse:
 * @text: ISO 8601 (2024, 2024-03, 2024-03-15, 2024-W09, 20240315), quarters and halves (2024-Q1,
 *   2024Q1, 2024-T1, 2024S1, 2024-H1), fiscal years (FY2025, AF2025, "AF 2025"; with a first month
 *   of its own: FY2025-07), epidemiological weeks (2024-SE09, 2024SE9), and DHIS2's forms
 *   (20240115, 202401, 2024W1, 2024WedW5, 2024ThuW5, 2024SatW5, 2024SunW5, 2024BiW1, 202402B,
 *   2024Q1, 2024S1, 2024AprilS1, 2024NovS1, 2024April, 2024July, 2024Sep, 2024Oct, 2024Nov; the
 *   last starts in November 2023), the World Bank's months (2012M01); blanks around it and the
 *   case of its letters do not matter
 * @fiscal_first_month: the first month of a fiscal year named without one
 *
 * Returns: %FALSE with MIRADOR_ERROR_PERIOD where @text is no period; a month 13, a week 53 in a
 * year of 52 weeks and a 30 February are none.
 */
gboolean mirador_period_parse (const char *text,
                               int fiscal_first_month,
                               MiradorPeriod *period,
                               GError **error);

/** mirador_range_parse: "FROM..TO", "FROM..", "..TO" or one period; whole periods at both ends. An
 * open end is MIRADOR_DAY_FIRST or MIRADOR_DAY_LAST; ".." is everything. */
gboolean
mirador_range_parse (const char *text, int fiscal_first_month, MiradorRange *range, GError **error);

/* Reading */
gboolean mirador_period_is_none (MiradorPeriod period);
gint32 mirador_period_get_last_day (MiradorPeriod period);
/** mirador_period_get_n_days: at least 1. */
int mirador_period_get_n_days (MiradorPeriod period);
/** mirador_period_get_year: the year that names it: of a week its week year, of a fiscal year its
 * last. */
int mirador_period_get_year (MiradorPeriod period);
/** mirador_period_get_month: 1 to 12, the month of its first day. */
int mirador_period_get_month (MiradorPeriod period);
/** mirador_period_get_number: the number in the year: week 1 to 53, month, quarter 1 to 4, half,
 * day of the month; 0 for years. */
int mirador_period_get_number (MiradorPeriod period);
/** mirador_period_get_fiscal_first_month: 1 to 12, for FISCAL_YEAR and YEAR; else 0. */
int mirador_period_get_fiscal_first_month (MiradorPeriod period);
MiradorRange mirador_period_get_range (MiradorPeriod period);

/* Moving: a shift keeps the grain; a period one year earlier of a week 53 or of a 29 February is
 * NONE. */
MiradorPeriod mirador_period_shift (MiradorPeriod period, int n);
MiradorPeriod mirador_period_next (MiradorPeriod period);
MiradorPeriod mirador_period_previous (MiradorPeriod period);
MiradorPeriod mirador_period_year_before (MiradorPeriod period);
/** mirador_range_year_before: the same days a year earlier; a range of whole months stays whole (29
 * February). */
MiradorRange mirador_range_year_before (MiradorRange range);

/* Comparing */
gboolean mirador_period_equal (MiradorPeriod a, MiradorPeriod b);
/** mirador_period_compare: by first day, then longer first. */
int mirador_period_compare (MiradorPeriod a, MiradorPeriod b);
/** mirador_period_contains: whether every day of @inner lies in @outer. */
gboolean mirador_period_contains (MiradorPeriod outer, MiradorPeriod inner);
gboolean mirador_range_contains (MiradorRange outer, MiradorRange inner);
gboolean mirador_range_is_all (MiradorRange range);
/** mirador_range_count: how many whole periods of @grain tile @range exactly; -1 where none do. */
int mirador_range_count (MiradorRange range, MiradorGrain grain, int fiscal_first_month);
/**
 * mirador_range_to_period:
 *
 * Returns: the largest named period that is exactly @range (AF 2025, 2024, T1 2025, mar 2025, ...),
 * or NONE
 */
MiradorPeriod mirador_range_to_period (MiradorRange range, int fiscal_first_month);

/* Text that never changes with the language; parse() reads it back. */
/** mirador_period_to_code: (transfer full): 2024-03-15, 2024-W09, 2024-SE09, 2024-03, 2024-Q1,
 * 2024-S1, 2024, FY2025 (July), FY2025-04 (another first month); the rarer ones as DHIS2 writes
 * them (2024BiW5, 202402B, 2024WedW5, 2024AprilS1). Empty for NONE. A code is read back with
 * MIRADOR_FISCAL_FIRST_MONTH_DEFAULT, whatever the setting, for FY2025 is always from July. */
char *mirador_period_to_code (MiradorPeriod period);
char *mirador_range_to_code (MiradorRange range, int fiscal_first_month);

/** mirador_period_pack: a 64-bit key that sorts by first day, then grain; 0 for NONE. */
gint64 mirador_period_pack (MiradorPeriod period);
MiradorPeriod mirador_period_unpack (gint64 packed);

/* Days */
/** mirador_day_new: the Julian day of a date, 0 where there is none. */
gint32 mirador_day_new (int year, int month, int day);
void mirador_day_get_date (gint32 day, int *year, int *month, int *day_of_month);
/** mirador_day_today: the Julian day of the local date. MIRADOR_TODAY (ISO date) replaces it, for
 * tests and pictures. */
gint32 mirador_day_today (void);

const char *mirador_grain_to_id (MiradorGrain grain);
/** mirador_grain_from_id: "day" "week" "epi-week" "biweek" "month" "bimonth" "quarter" "half"
 * "year" "fiscal-year". */
gboolean mirador_grain_from_id (const char *id, MiradorGrain *grain);

G_END_DECLS
