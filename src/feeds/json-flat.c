/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/json-flat.h"

#include <string.h>

#include "feeds/json-scan.h"

/* As many digits as a whole number keeps whatever reads it. */
#define MAX_DIGITS 18

void
mirador_json_flat_init (MiradorJsonFlat *flat)
{
  flat->texts = g_string_sized_new (256);
  flat->starts = g_array_new (FALSE, FALSE, sizeof (gsize));
}

void
mirador_json_flat_clear (MiradorJsonFlat *flat)
{
  g_string_free (flat->texts, TRUE);
  g_array_unref (flat->starts);
}

static void
add_cell (MiradorJsonFlat *flat, const char *text, gsize length)
{
  gsize start = flat->texts->len;

  g_string_append_len (flat->texts, text, (gssize)length);
  g_string_append_c (flat->texts, '\0');
  g_array_append_val (flat->starts, start);
}

/* A text without escapes ends at the next quote; before one that is escaped stands the escape. */
static gsize
read_string (MiradorJsonFlat *flat, const char *text, gsize at, gsize last)
{
  const char *start = text + at + 1;
  const char *end = memchr (start, '"', last - at - 1);

  if (end == NULL || memchr (start, '\\', (gsize)(end - start)) != NULL)
    return 0;
  add_cell (flat, start, (gsize)(end - start));
  return (gsize)(end - text) + 1;
}

static gsize
count_digits (const char *text, gsize at, gsize last)
{
  gsize n = 0;

  while (at + n < last && g_ascii_isdigit (text[at + n]))
    n++;
  return n;
}

/* Exponents and the longest numbers are left to the parser, and so is -0. */
static gsize
read_number (MiradorJsonFlat *flat, const char *text, gsize at, gsize last)
{
  gsize end = at + (text[at] == '-' ? 1 : 0);
  gsize whole = count_digits (text, end, last);
  gsize fraction = 0;

  end += whole;
  if (end < last && text[end] == '.')
    {
      fraction = count_digits (text, end + 1, last);
      end += fraction + 1;
      if (fraction == 0)
        return 0;
    }
  if (whole == 0 || whole + fraction > MAX_DIGITS || (text[at] == '-' && text[at + 1] == '0'))
    return 0;
  add_cell (flat, text + at, end - at);
  return end;
}

static gsize
read_word (MiradorJsonFlat *flat, const char *text, gsize at, gsize last)
{
  static const char *const words[] = { "null", "true", "false" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize length = strlen (words[i]);
      if (last - at < length || strncmp (text + at, words[i], length) != 0)
        continue;
      gsize nothing = MIRADOR_JSON_FLAT_NULL;
      if (i == 0)
        g_array_append_val (flat->starts, nothing);
      else
        add_cell (flat, words[i], length);
      return at + length;
    }
  return 0;
}

static gsize
read_cell (MiradorJsonFlat *flat, const char *text, gsize at, gsize last)
{
  if (text[at] == '"')
    return read_string (flat, text, at, last);
  if (text[at] == '-' || g_ascii_isdigit (text[at]))
    return read_number (flat, text, at, last);
  return read_word (flat, text, at, last);
}

gsize
mirador_json_flat_read (MiradorJsonFlat *flat, const char *text, gsize at, gsize last)
{
  g_string_truncate (flat->texts, 0);
  g_array_set_size (flat->starts, 0);
  at = mirador_json_skip_blank (text, last, at + 1);
  if (at < last && text[at] == ']')
    return at + 1;
  while (at < last)
    {
      at = read_cell (flat, text, at, last);
      if (at == 0)
        return 0;
      at = mirador_json_skip_blank (text, last, at);
      if (at < last && text[at] == ']')
        return at + 1;
      if (at >= last || text[at] != ',')
        return 0;
      at = mirador_json_skip_blank (text, last, at + 1);
    }
  return 0;
}

const char *
mirador_json_flat_get (const MiradorJsonFlat *flat, guint i)
{
  gsize start = g_array_index (flat->starts, gsize, i);

  return start == MIRADOR_JSON_FLAT_NULL ? NULL : flat->texts->str + start;
}
