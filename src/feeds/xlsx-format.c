/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "feeds/xlsx.h"
#include "model/period.h"

/* ECMA-376 part 1, 18.8.30 (number formats) and 18.17.4 (dates). */

#define SECONDS_A_DAY 86400

/* The built-in formats that are dates or times; 27 to 36 and 50 to 58 are those of East Asia. */
MiradorXlsxFormat
mirador_xlsx_format_builtin (guint id)
{
  MiradorXlsxKind kind = MIRADOR_XLSX_NUMBER;

  if (id == 17)
    kind = MIRADOR_XLSX_MONTH;
  else if (id == 22)
    kind = MIRADOR_XLSX_MOMENT;
  else if ((id >= 14 && id <= 16) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54)
           || id == 57 || id == 58)
    kind = MIRADOR_XLSX_DAY;
  else if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id == 45 || id == 47)
    kind = MIRADOR_XLSX_TIME;
  return (MiradorXlsxFormat){ kind, 0 };
}

/* The first section's letters that stand for a part of a date, without what is quoted, escaped,
 * for width, or in brackets; "[h]" counts hours on and is no time of the day. */
static char *
find_letters (const char *code)
{
  GString *letters = g_string_new (NULL);

  for (; *code != '\0' && *code != ';'; code++)
    {
      char c = g_ascii_tolower (*code);
      const char *end = c == '"' ? strchr (code + 1, '"') : c == '[' ? strchr (code, ']') : NULL;
      if (c == '[' && end != NULL && end > code + 1
          && strspn (code + 1, "hmsHMS") == (gsize)(end - code - 1))
        g_string_append_c (letters, '[');
      if (end != NULL)
        code = end;
      else if (strchr ("\\_*", c) != NULL && code[1] != '\0')
        code++;
      else if (g_ascii_strncasecmp (code, "am/pm", 5) == 0)
        code += 4;
      else if (strchr ("ymdhs", c) != NULL)
        g_string_append_c (letters, c);
    }
  return g_string_free (letters, FALSE);
}

static gboolean
has (const char *letters, char letter)
{
  return strchr (letters, letter) != NULL;
}

static MiradorXlsxKind
kind_of (const char *letters)
{
  gboolean time = has (letters, 'h') || has (letters, 's');

  if (*letters == '\0' || has (letters, '['))
    return MIRADOR_XLSX_NUMBER;
  if (has (letters, 'd') || (has (letters, 'y') && time))
    return time ? MIRADOR_XLSX_MOMENT : MIRADOR_XLSX_DAY;
  if (time)
    return MIRADOR_XLSX_TIME;
  if (has (letters, 'y'))
    return has (letters, 'm') ? MIRADOR_XLSX_MONTH : MIRADOR_XLSX_YEAR;
  return MIRADOR_XLSX_DAY;
}

MiradorXlsxFormat
mirador_xlsx_format_parse (const char *code)
{
  gsize length = strlen (code);
  MiradorXlsxFormat format = { MIRADOR_XLSX_NUMBER, 0 };

  if (length >= 2 && length <= 15 && strspn (code, "0") == length)
    format.digits = (guint)length;
  else if (g_ascii_strncasecmp (code, "general", 7) != 0)
    {
      g_autofree char *letters = find_letters (code);
      format.kind = kind_of (letters);
    }
  return format;
}

/* The shortest of the usual forms that reads back the same: Excel writes 3.2999999999999998. */
static void
append_number (MiradorXlsxFormat format, const char *written, GString *text)
{
  char shortest[G_ASCII_DTOSTR_BUF_SIZE];
  double value = g_ascii_strtod (written, NULL);
  gsize length = strlen (written);

  if (format.digits > length && strspn (written, "0123456789") == length)
    {
      for (gsize i = length; i < format.digits; i++)
        g_string_append_c (text, '0');
    }
  if (strpbrk (written, ".eE") == NULL || !isfinite (value))
    {
      g_string_append (text, written);
      return;
    }
  g_ascii_formatd (shortest, sizeof shortest, "%.15g", value);
  if (g_ascii_strtod (shortest, NULL) != value)
    g_ascii_formatd (shortest, sizeof shortest, "%.17g", value);
  /* A whole number below 10^15 needs no exponent. */
  if (strchr (shortest, 'e') != NULL && fabs (value) < 1e15 && floor (value) == value)
    g_ascii_formatd (shortest, sizeof shortest, "%.0f", value);
  g_string_append (text, shortest);
}

/* Excel's year 1900 has a 29 February, the serial number 60, as Lotus 1-2-3 had it. 0: none. */
static gint32
day_of (gint64 serial, gboolean from_1904)
{
  if (from_1904)
    return mirador_day_new (1904, 1, 1) + (gint32)serial;
  if (serial == 60)
    return 0;
  return mirador_day_new (1899, 12, serial < 60 ? 31 : 30) + (gint32)serial;
}

static void
append_day (MiradorXlsxKind kind, gint32 day, GString *text)
{
  int year, month, day_of_month;

  mirador_day_get_date (day, &year, &month, &day_of_month);
  g_string_append_printf (text, "%04d", year);
  if (kind != MIRADOR_XLSX_YEAR)
    g_string_append_printf (text, "-%02d", month);
  if (kind != MIRADOR_XLSX_YEAR && kind != MIRADOR_XLSX_MONTH)
    g_string_append_printf (text, "-%02d", day_of_month);
}

static void
append_time (int seconds, GString *text)
{
  g_string_append_printf (text, "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

void
mirador_xlsx_format_number (MiradorXlsxFormat format,
                            gboolean from_1904,
                            const char *number,
                            GString *text)
{
  double value = g_ascii_strtod (number, NULL);

  if (format.kind == MIRADOR_XLSX_NUMBER || !(value >= 0) || value > 200000)
    {
      append_number (format, number, text);
      return;
    }
  gint64 seconds = (gint64)floor (value * SECONDS_A_DAY + 0.5);
  gint64 serial = seconds / SECONDS_A_DAY;
  int rest = (int)(seconds % SECONDS_A_DAY);
  gint32 day = day_of (serial, from_1904);
  if (format.kind == MIRADOR_XLSX_TIME && serial == 0)
    append_time (rest, text);
  else if (format.kind == MIRADOR_XLSX_TIME || day == 0)
    append_number ((MiradorXlsxFormat){ 0 }, number, text);
  else
    {
      append_day (format.kind, day, text);
      if (format.kind == MIRADOR_XLSX_MOMENT && rest > 0)
        {
          g_string_append_c (text, 'T');
          append_time (rest, text);
        }
    }
}
