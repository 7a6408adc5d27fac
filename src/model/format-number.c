/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/format.h"

#include <math.h>
#include <string.h>

#include "model/language.h"

/* Seventeen significant digits tell every double from its neighbours. */
#define MAX_DIGITS 17
#define EM_DASH "—"
#define MINUS "−"

/* 0.DIGITS × 10^point: the shortest decimal text of a number, taken apart. */
typedef struct
{
  gboolean negative;
  char digits[MAX_DIGITS + 2];
  int n_digits;
  int point;
} Decimal;

static const struct
{
  const char *group;
  const char *mark;
} styles[] = {
  [MIRADOR_NUMBERS_PERU] = { ",", "." },
  [MIRADOR_NUMBERS_SPACE] = { "\u202f", "." },
  [MIRADOR_NUMBERS_COMMA] = { ".", "," },
};

static MiradorNumberStyle current_style = MIRADOR_NUMBERS_PERU;

void
mirador_format_set_number_style (MiradorNumberStyle style)
{
  current_style = style < G_N_ELEMENTS (styles) ? style : MIRADOR_NUMBERS_PERU;
}

MiradorNumberStyle
mirador_format_get_number_style (void)
{
  return current_style;
}

/* Most doubles that were read from text come back with 15 digits; the others need 16 or 17. */
static void
write_shortest (double value, char conversion, char *text, int size)
{
  char format[8];

  for (int digits = 15; digits <= MAX_DIGITS; digits++)
    {
      g_snprintf (format, sizeof format, "%%.%d%c", conversion == 'e' ? digits - 1 : digits,
                  conversion);
      g_ascii_formatd (text, size, format, value);
      if (g_ascii_strtod (text, NULL) == value)
        return;
    }
}

static Decimal
take_apart (double value)
{
  Decimal decimal = { .negative = value < 0 };
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  write_shortest (fabs (value), 'e', text, sizeof text);
  for (const char *next = text; *next != '\0' && *next != 'e'; next++)
    if (g_ascii_isdigit (*next))
      decimal.digits[decimal.n_digits++] = *next;
  decimal.point = (int)g_ascii_strtoll (strchr (text, 'e') + 1, NULL, 10) + 1;
  while (decimal.n_digits > 0 && decimal.digits[decimal.n_digits - 1] == '0')
    decimal.n_digits--;
  return decimal;
}

static void
set_one (Decimal *decimal)
{
  decimal->digits[0] = '1';
  decimal->n_digits = 1;
  decimal->point++;
}

static void
round_up (Decimal *decimal)
{
  int last = decimal->n_digits - 1;

  while (last >= 0 && decimal->digits[last] == '9')
    last--;
  if (last < 0)
    {
      set_one (decimal);
      return;
    }
  decimal->digits[last]++;
  decimal->n_digits = last + 1;
}

/* Half away from zero, on the decimal digits: 2.675 is 2.68, whatever its binary says. */
static void
round_decimal (Decimal *decimal, int decimals)
{
  int kept = decimal->point + decimals;

  if (kept >= decimal->n_digits)
    return;
  if (kept < 0)
    {
      decimal->n_digits = 0;
      return;
    }

  gboolean up = decimal->digits[kept] >= '5';

  decimal->n_digits = kept;
  if (up)
    round_up (decimal);
}

static char
digit_at (const Decimal *decimal, int position)
{
  return position >= 0 && position < decimal->n_digits ? decimal->digits[position] : '0';
}

static void
append_whole (GString *text, const Decimal *decimal)
{
  int length = MAX (decimal->point, 1);

  for (int i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append (text, styles[current_style].group);
      g_string_append_c (text, digit_at (decimal, i + decimal->point - length));
    }
}

static char *
write_number (double value, int decimals, const char *plus)
{
  if (!isfinite (value))
    return g_strdup (EM_DASH);

  g_autoptr (GString) text = g_string_new (NULL);
  Decimal decimal = take_apart (value);

  round_decimal (&decimal, decimals);
  /* What rounds to zero has no sign. */
  if (decimal.n_digits > 0)
    g_string_append (text, decimal.negative ? MINUS : plus);
  append_whole (text, &decimal);
  if (decimals > 0)
    g_string_append (text, styles[current_style].mark);
  for (int i = 0; i < decimals; i++)
    g_string_append_c (text, digit_at (&decimal, decimal.point + i));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
append_percent (char *number)
{
  g_autofree char *taken = number;

  return g_str_equal (taken, EM_DASH) ? g_strdup (taken) : g_strconcat (taken, "%", NULL);
}

/* Moving the mark, not multiplying: 0.145 × 100 is not 14.5 in binary. */
static double
to_percent (double fraction)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE + 8];

  if (!isfinite (fraction))
    return fraction;

  Decimal decimal = take_apart (fraction);

  decimal.digits[decimal.n_digits] = '\0';
  g_snprintf (text, sizeof text, "%s0.%se%d", decimal.negative ? "-" : "",
              decimal.n_digits > 0 ? decimal.digits : "0", decimal.point + 2);
  return g_ascii_strtod (text, NULL);
}

char *
mirador_format_count (double value)
{
  return write_number (value, 0, "");
}

char *
mirador_format_number (double value, int decimals)
{
  return write_number (value, CLAMP (decimals, 0, 6), "");
}

char *
mirador_format_value (double value)
{
  return write_number (value, value == floor (value) ? 0 : 1, "");
}

char *
mirador_format_percent (double fraction, int decimals)
{
  return append_percent (write_number (to_percent (fraction), CLAMP (decimals, 0, 6), ""));
}

char *
mirador_format_change (double fraction, int decimals)
{
  return append_percent (write_number (to_percent (fraction), CLAMP (decimals, 0, 6), "+"));
}

/* A round tick has three digits at most and is written as it is; anything else gets one decimal. */
static int
count_short_decimals (const Decimal *decimal)
{
  int decimals = decimal->n_digits - decimal->point;

  if (decimals <= 0)
    return 0;
  return decimal->n_digits <= 3 && decimals <= 3 ? decimals : 1;
}

static double
scale (double value, int exponent)
{
  return exponent == 0 ? value : value / pow (10, exponent);
}

char *
mirador_format_short (double value)
{
  /* 999,950 is a million once it has one decimal. */
  int exponent = fabs (value) >= 999950 ? 6 : fabs (value) >= 10000 ? 3 : 0;

  if (!isfinite (value))
    return g_strdup (EM_DASH);

  double scaled = scale (value, exponent);
  Decimal decimal = take_apart (scaled);
  g_autofree char *number = write_number (scaled, count_short_decimals (&decimal), "");

  if (exponent == 0)
    return g_steal_pointer (&number);
  if (exponent == 6)
    return g_strconcat (number, " M", NULL);
  return g_strconcat (number, mirador_language_get () == MIRADOR_LANGUAGE_EN ? " K" : " mil", NULL);
}

char *
mirador_format_bytes (guint64 bytes)
{
  static const char *const units[] = { "B", "kB", "MB", "GB", "TB" };
  double size = (double)bytes;
  guint unit = 0;

  while (size >= (unit == 0 ? 1000 : 999.95) && unit + 1 < G_N_ELEMENTS (units))
    {
      size /= 1000;
      unit++;
    }

  g_autofree char *number = write_number (size, unit == 0 ? 0 : 1, "");

  return g_strconcat (number, " ", units[unit], NULL);
}

char *
mirador_format_machine (double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (value))
    return g_strdup ("");
  if (value == 0)
    return g_strdup ("0");
  /* Counts are whole up to 2^53; they stay free of exponents. */
  if (value == floor (value) && fabs (value) <= 9007199254740992.0)
    g_ascii_formatd (text, sizeof text, "%.0f", value);
  else
    write_shortest (value, 'g', text, sizeof text);
  return g_strdup (text);
}
