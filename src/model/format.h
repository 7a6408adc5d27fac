/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include "model/period.h"

G_BEGIN_DECLS

/**
 * The one place where numbers and dates become text and back. Nothing here reads the C locale:
 * the language is mirador_language_get(), the digits follow the number style.
 */
typedef enum
{
  MIRADOR_NUMBERS_PERU,  /* 1,234.5 */
  MIRADOR_NUMBERS_SPACE, /* 1 234.5, thin no-break space */
  MIRADOR_NUMBERS_COMMA, /* 1.234,5 */
} MiradorNumberStyle;

void mirador_format_set_number_style (MiradorNumberStyle style);
MiradorNumberStyle mirador_format_get_number_style (void);

/* All return (transfer full). A value that is not finite gives an em dash. Rounding is half away
 * from zero on the shortest decimal text of the value: 2.675 with 2 decimals is 2.68. What rounds
 * to zero has no sign. */

/** mirador_format_count: a whole number with thousands separators: 303,705; minus is U+2212. */
char *mirador_format_count (double value);
/** mirador_format_number: with @decimals (0 to 6) decimals. */
char *mirador_format_number (double value, int decimals);
/** mirador_format_value: whole numbers as counts, others with one decimal. */
char *mirador_format_value (double value);
/** mirador_format_percent: @fraction 0.452 with 1 decimal: 45.2%. */
char *mirador_format_percent (double fraction, int decimals);
/** mirador_format_change: with its sign: +12.4%, −2.0%. */
char *mirador_format_change (double fraction, int decimals);
/** mirador_format_short: for axes: 0, 800, 1,200, 30 mil / 30 K, 72.6 mil, 1.2 M; exact where three
 * digits suffice (1.25 M), else 1 decimal; in full below 10,000. */
char *mirador_format_short (double value);
/** mirador_format_bytes: 1.2 MB. */
char *mirador_format_bytes (guint64 bytes);
/** mirador_format_machine: for CSV and JSON: C locale, no separators, shortest text that reads
 * back; empty for NaN. */
char *mirador_format_machine (double value);

/** mirador_format_day: 31/12/2025 (es), 31 Dec 2025 (en). */
char *mirador_format_day (gint32 day);
/** mirador_format_time: of seconds since 1970, local: 31/12/2025 14:05; 0 (never) gives an em dash.
 */
char *mirador_format_time (gint64 unix_seconds);
/** mirador_format_age: how long ago by local days, in words: "hace 3 días", "hoy"; the date where
 * @unix_seconds lies after the day of @now, an em dash where it is 0 (never). */
char *mirador_format_age (gint64 unix_seconds, gint64 now);
/** mirador_format_period: short: «15/03/2025», «sem. 9 2025», «SE 9 2025», «mar 2025», «mar–abr
 * 2025», «T1 2025», «S1 2025», «2025», «AF 2025»; en: "W9 2025", "EW 9 2025", "Mar 2025", "Q1
 * 2025", "H1 2025", "FY 2025". */
char *mirador_format_period (MiradorPeriod period);
/** mirador_format_period_long: «marzo de 2025», «AF 2025 (jul 2024 – jun 2025)»; others as the
 * short form. */
char *mirador_format_period_long (MiradorPeriod period);
/** mirador_format_period_tick: for an axis beside others of one year: «mar», «T1», «9», «15»,
 * «2025», «AF 2025». */
char *mirador_format_period_tick (MiradorPeriod period);
/** mirador_format_range: the day, week, month or year that it is (a quarter or half by its months),
 * else «ene – set 2017», «jul 2024 – oct 2025», «01/02/2025 – 15/02/2025», «desde jul 2024»,
 * «Todo». */
char *mirador_format_range (MiradorRange range, int fiscal_first_month);
/** mirador_format_month: @month 1 to 12, «mar» or «marzo» (setiembre, set). */
const char *mirador_format_month (int month, gboolean full);

/**
 * mirador_format_parse_number:
 * @text: as a feed wrote it
 * @decimal: the decimal mark, '.' or ','; the other one, blanks and apostrophes may group thousands
 *   in threes, nowhere else
 *
 * Plain decimals and exponents (12e3), blanks around them, a hyphen or a minus sign before them.
 * Percent signs, units and hexadecimal numbers are none.
 *
 * Returns: whether @text is a number; *@value is left alone where not. Not finite ("NaN", "inf") is
 * none and sets *@finite to %FALSE.
 */
gboolean
mirador_format_parse_number (const char *text, char decimal, double *value, gboolean *finite);

G_END_DECLS
