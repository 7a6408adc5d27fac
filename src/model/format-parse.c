/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/format.h"

#include <math.h>
#include <string.h>

/* Characters whose digits are below 2^53 whatever they are. */
#define MOST_PLAIN 15

static gboolean
skip (const char **text, const char *prefix)
{
  if (!g_str_has_prefix (*text, prefix))
    return FALSE;
  *text += strlen (prefix);
  return TRUE;
}

/* The sign that feeds write, hyphen or minus, as the C library reads it. */
static void
read_sign (const char **text, GString *plain)
{
  if (skip (text, "-") || skip (text, "−"))
    g_string_append_c (plain, '-');
  else
    skip (text, "+");
}

static int
read_digits (const char **text, GString *plain)
{
  int count = 0;

  for (; g_ascii_isdigit (**text); (*text)++, count++)
    g_string_append_c (plain, **text);
  return count;
}

/* The mark that groups thousands at @text: the other mark, a blank or an apostrophe. */
static const char *
find_group_mark (const char *text, char decimal)
{
  static const char *const marks[] = { ",", ".", " ", "\u00a0", "\u2009", "\u202f", "'", "\u2019" };

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (marks[i][0] != decimal && g_str_has_prefix (text, marks[i]))
      return marks[i];
  return NULL;
}

/* One mark throughout, three digits behind each, one to three before the first and no zero there:
 * 0,123 is a fraction with another mark, not 123. */
static gboolean
read_groups (const char **text, char decimal, GString *plain)
{
  const char *first = *text;
  int count = read_digits (text, plain);
  const char *mark = count > 0 ? find_group_mark (*text, decimal) : NULL;

  if (mark == NULL)
    return count > 0 || **text == decimal;
  if (count > 3 || *first == '0')
    return FALSE;
  while (skip (text, mark))
    if (read_digits (text, plain) != 3)
      return FALSE;
  return TRUE;
}

static gboolean
read_fraction (const char **text, char decimal, GString *plain)
{
  if (**text != decimal)
    return TRUE;
  (*text)++;
  g_string_append_c (plain, '.');
  return read_digits (text, plain) > 0;
}

static gboolean
read_exponent (const char **text, GString *plain)
{
  if (**text != 'e' && **text != 'E')
    return TRUE;
  (*text)++;
  g_string_append_c (plain, 'e');
  read_sign (text, plain);
  return read_digits (text, plain) > 0;
}

static gboolean
is_word_not_finite (const char *text)
{
  static const char *const words[] = { "nan", "inf", "infinity", "1.#inf", "1.#ind", "1.#qnan" };

  if (*text == '-' || *text == '+')
    text++;
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (text, words[i]) == 0)
      return TRUE;
  return FALSE;
}

static char *
strip_blanks (const char *text)
{
  const char *last = text + strlen (text);

  while (*text != '\0' && g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  while (last > text)
    {
      const char *before = g_utf8_prev_char (last);

      if (!g_unichar_isspace (g_utf8_get_char (before)))
        break;
      last = before;
    }
  return g_strndup (text, (gsize)(last - text));
}

static gboolean
read_number (const char *text, char decimal, double *value)
{
  g_autoptr (GString) plain = g_string_new (NULL);

  read_sign (&text, plain);
  if (!read_groups (&text, decimal, plain) || !read_fraction (&text, decimal, plain)
      || !read_exponent (&text, plain) || *text != '\0')
    return FALSE;
  *value = g_ascii_strtod (plain->str, NULL);
  return TRUE;
}

/* What nearly every cell is: "120", "-3", "120.5". Where the digits are a whole number below 2^53
 * and the power of ten is one that a double holds, one division rounds as strtod() does (Clinger,
 * "How to Read Floating Point Numbers Accurately", 1990). */
static gboolean
read_plain (const char *text, char decimal, double *value)
{
  static const double powers[]
    = { 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15 };
  const char *first = *text == '-' ? text + 1 : text;
  const char *at = first, *mark = NULL;
  guint64 digits = 0;

  for (; g_ascii_isdigit (*at) || (*at == decimal && mark == NULL && at > first); at++)
    if (*at == decimal)
      mark = at;
    else if (at - first >= MOST_PLAIN)
      return FALSE;
    else
      digits = digits * 10 + (guint64)(*at - '0');
  if (*at != '\0' || at == first || (mark != NULL && at == mark + 1))
    return FALSE;
  *value = (double)digits / powers[mark != NULL ? at - mark - 1 : 0];
  if (first > text)
    *value = -*value;
  return TRUE;
}

gboolean
mirador_format_parse_number (const char *text, char decimal, double *value, gboolean *finite)
{
  double found = 0;

  if (finite != NULL)
    *finite = TRUE;
  if (text == NULL)
    return FALSE;
  if (read_plain (text, decimal, &found))
    {
      if (value != NULL)
        *value = found;
      return TRUE;
    }
  if (!g_utf8_validate (text, -1, NULL))
    return FALSE;

  g_autofree char *stripped = strip_blanks (text);
  gboolean not_finite = is_word_not_finite (stripped);

  if (!not_finite && !read_number (stripped, decimal, &found))
    return FALSE;
  if (not_finite || !isfinite (found))
    {
      if (finite != NULL)
        *finite = FALSE;
      return FALSE;
    }
  if (value != NULL)
    *value = found;
  return TRUE;
}
