/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/json-scan.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "model/error-phrase.h"

/* 2^53: from here on a double no longer counts by ones. */
#define EXACT_LIMIT 9007199254740992.0
/* No number that means anything is longer; the text is copied for strtod. */
#define MAX_NUMBER_LENGTH 400

typedef struct
{
  const char *text;
  gsize length;
  gsize at;
  MiradorJsonNumbers numbers;
  MiradorJsonFault *fault;
  char brackets[MIRADOR_JSON_MAX_DEPTH];
  guint depth;
  char last; /* the last structural character, 'v' for a value, 0 at the start */
} Scan;

static gboolean
fail (Scan *scan, MiradorError code, gsize offset, const char *why)
{
  *scan->fault = (MiradorJsonFault){ code, offset, why };
  return FALSE;
}

static gboolean
fail_here (Scan *scan, const char *why)
{
  return fail (scan, MIRADOR_ERROR_SYNTAX, scan->at, why);
}

static gboolean
read_hex (Scan *scan, gunichar *unit)
{
  *unit = 0;
  for (int i = 0; i < 4; i++, scan->at++)
    {
      if (scan->at >= scan->length)
        return fail (scan, MIRADOR_ERROR_TRUNCATED, scan->at,
                     N_ ("the end of a text in quotation marks"));
      int digit = g_ascii_xdigit_value (scan->text[scan->at]);
      if (digit < 0)
        return fail_here (scan, N_ ("\\u takes four hexadecimal digits"));
      *unit = *unit * 16 + (guint)digit;
    }
  return TRUE;
}

static gboolean
scan_unicode_escape (Scan *scan)
{
  gunichar first, second;

  if (!read_hex (scan, &first))
    return FALSE;
  if (first == 0)
    return fail_here (scan, N_ ("a character of zero in a string"));
  if (first >= 0xDC00 && first <= 0xDFFF)
    return fail_here (scan, N_ ("half a surrogate pair"));
  if (first < 0xD800 || first > 0xDBFF)
    return TRUE;
  if (scan->length - scan->at < 6 || scan->text[scan->at] != '\\'
      || scan->text[scan->at + 1] != 'u')
    return fail_here (scan, N_ ("half a surrogate pair"));
  scan->at += 2;
  if (!read_hex (scan, &second))
    return FALSE;
  return (second >= 0xDC00 && second <= 0xDFFF) || fail_here (scan, N_ ("half a surrogate pair"));
}

static gboolean
scan_escape (Scan *scan)
{
  if (++scan->at >= scan->length)
    return fail (scan, MIRADOR_ERROR_TRUNCATED, scan->at,
                 N_ ("the end of a text in quotation marks"));
  char c = scan->text[scan->at];
  if (strchr ("\"\\/bfnrt", c) == NULL || c == '\0')
    {
      if (c != 'u')
        return fail_here (scan, N_ ("an unknown escape in a string"));
      scan->at++;
      return scan_unicode_escape (scan);
    }
  scan->at++;
  return TRUE;
}

static gboolean
scan_string (Scan *scan)
{
  gsize start = scan->at++;

  while (scan->at < scan->length)
    {
      guchar c = (guchar)scan->text[scan->at];
      if (c == '"')
        {
          scan->at++;
          return TRUE;
        }
      if (c < 0x20)
        return fail_here (scan, N_ ("a control character in a string"));
      if (c != '\\')
        scan->at++;
      else if (!scan_escape (scan))
        return FALSE;
    }
  return fail (scan, MIRADOR_ERROR_TRUNCATED, start, N_ ("the end of a text in quotation marks"));
}

static gboolean
scan_digits (Scan *scan)
{
  gsize start = scan->at;

  while (scan->at < scan->length && g_ascii_isdigit (scan->text[scan->at]))
    scan->at++;
  if (scan->at > start)
    return TRUE;
  if (scan->at >= scan->length)
    return fail (scan, MIRADOR_ERROR_TRUNCATED, start, N_ ("the end of a number"));
  return fail_here (scan, N_ ("not a number of JSON"));
}

static gboolean
scan_whole_part (Scan *scan)
{
  gsize start = scan->at;

  if (!scan_digits (scan))
    return FALSE;
  if (scan->text[start] == '0' && scan->at - start > 1)
    return fail (scan, MIRADOR_ERROR_SYNTAX, start, N_ ("a number with a leading zero"));
  return TRUE;
}

static gboolean
check_size (Scan *scan, gsize start, gboolean whole)
{
  char copy[MAX_NUMBER_LENGTH + 1];
  gsize n = scan->at - start;

  if (n > MAX_NUMBER_LENGTH)
    return fail (scan, MIRADOR_ERROR_SYNTAX, start, N_ ("a number too long to be one"));
  memcpy (copy, scan->text + start, n);
  copy[n] = '\0';
  double value = g_ascii_strtod (copy, NULL);
  if (!isfinite (value))
    return fail (scan, MIRADOR_ERROR_SYNTAX, start, N_ ("a number that is not finite"));
  if (whole && scan->numbers == MIRADOR_JSON_NUMBERS_EXACT && fabs (value) > EXACT_LIMIT)
    return fail (scan, MIRADOR_ERROR_SYNTAX, start, N_ ("a number too large to be exact"));
  return TRUE;
}

static gboolean
scan_number (Scan *scan)
{
  gsize start = scan->at;
  gboolean whole = TRUE;

  if (scan->text[scan->at] == '-')
    scan->at++;
  if (!scan_whole_part (scan))
    return FALSE;
  if (scan->at < scan->length && scan->text[scan->at] == '.')
    {
      whole = FALSE;
      scan->at++;
      if (!scan_digits (scan))
        return FALSE;
    }
  if (scan->at < scan->length && (scan->text[scan->at] | 0x20) == 'e')
    {
      whole = FALSE;
      scan->at++;
      if (scan->at < scan->length && strchr ("+-", scan->text[scan->at]) != NULL)
        scan->at++;
      if (!scan_digits (scan))
        return FALSE;
    }
  /* Most numbers are short: nothing of fifteen digits can be too large. */
  return (whole && scan->at - start < 16) || check_size (scan, start, whole);
}

static gboolean
scan_literal (Scan *scan)
{
  static const char *const literals[] = { "true", "false", "null" };

  for (guint i = 0; i < G_N_ELEMENTS (literals); i++)
    {
      gsize n = strlen (literals[i]);
      gsize left = scan->length - scan->at;
      if (left < n && strncmp (scan->text + scan->at, literals[i], left) == 0)
        return fail (scan, MIRADOR_ERROR_TRUNCATED, scan->at, N_ ("the end of a word"));
      if (left >= n && strncmp (scan->text + scan->at, literals[i], n) == 0)
        {
          scan->at += n;
          return TRUE;
        }
    }
  return fail_here (scan, N_ ("neither a value nor punctuation of JSON"));
}

static gboolean
scan_opening (Scan *scan, char c)
{
  if (scan->depth == MIRADOR_JSON_MAX_DEPTH)
    return fail_here (scan, N_ ("nested deeper than 64 levels"));
  scan->brackets[scan->depth++] = c;
  scan->last = c;
  scan->at++;
  return TRUE;
}

static gboolean
scan_closing (Scan *scan, char c)
{
  char opened = c == ']' ? '[' : '{';

  if (scan->depth == 0 || scan->brackets[scan->depth - 1] != opened)
    return fail_here (scan, N_ ("a bracket closes that was not opened"));
  if (scan->last == ',' || scan->last == ':')
    return fail_here (scan, N_ ("a value is missing before the bracket"));
  scan->depth--;
  scan->last = 'v';
  scan->at++;
  return TRUE;
}

static gboolean
scan_separator (Scan *scan, char c)
{
  if (scan->depth == 0 || scan->last != 'v' || (c == ':' && scan->brackets[scan->depth - 1] == '['))
    return fail_here (scan, N_ ("punctuation where a value should be"));
  scan->last = c;
  scan->at++;
  return TRUE;
}

static gboolean
scan_scalar (Scan *scan, char c)
{
  scan->last = 'v';
  if (c == '"')
    return scan_string (scan);
  return c == '-' || g_ascii_isdigit (c) ? scan_number (scan) : scan_literal (scan);
}

static gboolean
scan_value (Scan *scan, char c)
{
  if (scan->last == 'v')
    return fail_here (scan, scan->depth == 0 ? N_ ("something follows the end")
                                             : N_ ("a comma is missing"));
  return c == '{' || c == '[' ? scan_opening (scan, c) : scan_scalar (scan, c);
}

static gboolean
scan_token (Scan *scan)
{
  char c = scan->text[scan->at];

  switch (c)
    {
    case '}':
    case ']':
      return scan_closing (scan, c);
    case ',':
    case ':':
      return scan_separator (scan, c);
    default:
      return scan_value (scan, c);
    }
}

gboolean
mirador_json_scan (const char *text,
                   gsize length,
                   MiradorJsonNumbers numbers,
                   MiradorJsonFault *fault)
{
  Scan scan = { .text = text, .length = length, .numbers = numbers, .fault = fault };
  const char *bad;

  if (!g_utf8_validate_len (text, length, &bad))
    return fail (&scan, MIRADOR_ERROR_ENCODING, (gsize)(bad - text), "UTF-8");
  for (;;)
    {
      scan.at = mirador_json_skip_blank (text, length, scan.at);
      if (scan.at >= length)
        break;
      if (!scan_token (&scan))
        return FALSE;
    }
  if (scan.depth > 0 || scan.last != 'v')
    return fail (&scan, MIRADOR_ERROR_TRUNCATED, length, N_ ("a closing bracket"));
  return TRUE;
}

static void
count_lines (const char *text, const MiradorJsonFault *fault, gsize *line, gsize *column)
{
  *line = 1;
  *column = 1;
  for (gsize i = 0; i < fault->offset; i++)
    {
      (*column)++;
      if (text[i] == '\n')
        {
          (*line)++;
          *column = 1;
        }
    }
}

char *
mirador_json_fault_where (const char *text, const MiradorJsonFault *fault)
{
  gsize line, column;

  count_lines (text, fault, &line, &column);
  g_autofree char *line_number = g_strdup_printf ("%" G_GSIZE_FORMAT, line);
  g_autofree char *column_number = g_strdup_printf ("%" G_GSIZE_FORMAT, column);

  /* Translators: a place in a text file, in the middle of a sentence. */
  return mirador_phrase (N_ ("line %1$s, column %2$s"), line_number, column_number, NULL);
}

void
mirador_json_fault_set_error (const MiradorJsonFault *fault,
                              const char *text,
                              const char *source,
                              GError **error)
{
  g_autofree char *where = mirador_json_fault_where (text, fault);

  if (fault->code == MIRADOR_ERROR_TRUNCATED)
    mirador_set_error (error, MIRADOR_ERROR_TRUNCATED, source, fault->why, NULL);
  else if (fault->code == MIRADOR_ERROR_ENCODING)
    {
      gsize line, column;
      count_lines (text, fault, &line, &column);
      /* This sentence has a number there, not a phrase. */
      g_autofree char *number = g_strdup_printf ("%" G_GSIZE_FORMAT, line);
      mirador_set_error (error, MIRADOR_ERROR_ENCODING, source, number, NULL);
    }
  else
    mirador_set_error (error, MIRADOR_ERROR_SYNTAX, source, where, fault->why, NULL);
}

gsize
mirador_json_skip_blank (const char *text, gsize length, gsize at)
{
  while (at < length
         && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t'))
    at++;
  return at;
}

/* A quote ends the text unless an odd number of backslashes stands before it. */
static gsize
skip_string (const char *text, gsize length, gsize at)
{
  gsize start = at + 1;

  for (gsize from = start; from < length;)
    {
      const char *quote = memchr (text + from, '"', length - from);
      if (quote == NULL)
        return length;
      gsize end = (gsize)(quote - text);
      gsize n = 0;
      while (end - n > start && text[end - n - 1] == '\\')
        n++;
      if (n % 2 == 0)
        return end + 1;
      from = end + 1;
    }
  return length;
}

gsize
mirador_json_skip_value (const char *text, gsize length, gsize at)
{
  guint depth = 0;

  while (at < length)
    {
      char c = text[at];
      if (c == '"')
        at = skip_string (text, length, at);
      else if (depth == 0 && strchr (",]} \n\r\t", c) != NULL)
        return at;
      else
        {
          depth += c == '{' || c == '[' ? 1 : 0;
          depth -= c == '}' || c == ']' ? 1 : 0;
          at++;
        }
      if (depth == 0 && strchr ("\"}]", text[at - 1]) != NULL)
        return at;
    }
  return at;
}
