/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/json-sniff.h"

#include <string.h>

#include "feeds/json-scan.h"

typedef struct
{
  const char *text;
  gsize length;
  gsize at;
  char *const *names;
  guint n_names;
  guint n_found; /* how many names lead to where we are */
  guint depth;   /* objects around us, those on the path and others */
  GByteArray *open;
} Search;

static gsize
skip_blank (const Search *search, gsize at)
{
  return mirador_json_skip_blank (search->text, search->length, at);
}

/* At an opening quote: to behind the closing one. */
static void
skip_string (Search *search)
{
  for (search->at++; search->at < search->length && search->text[search->at] != '"'; search->at++)
    {
      if (search->text[search->at] == '\\')
        search->at++;
    }
  search->at = MIN (search->at + 1, search->length);
}

static gboolean
is_wanted (const Search *search, gsize from, gsize to)
{
  const char *name = search->names[search->n_found];

  return search->depth == search->n_found + 1 && strlen (name) == to - from
         && strncmp (search->text + from, name, to - from) == 0;
}

/* At a quote: a member's name, or a text. TRUE where the last name of the path is found. */
static gboolean
take_string (Search *search)
{
  gsize from = search->at + 1;

  skip_string (search);
  gsize colon = skip_blank (search, search->at);
  if (colon >= search->length || search->text[colon] != ':'
      || !is_wanted (search, from, search->at - 1))
    return FALSE;
  gsize value = skip_blank (search, colon + 1);
  if (value >= search->length)
    return FALSE;
  search->at = value;
  if (search->n_found + 1 == search->n_names)
    return TRUE;
  /* Only an object, or an array of them, leads further. */
  if (search->text[value] == '{' || search->text[value] == '[')
    search->n_found++;
  return FALSE;
}

static gboolean
take_bracket (Search *search, guint8 bracket)
{
  if (search->open->len >= MIRADOR_JSON_MAX_DEPTH)
    return FALSE;
  g_byte_array_append (search->open, &bracket, 1);
  search->depth += bracket == '{';
  return TRUE;
}

/* Leaving the object that a name led into takes the name back. */
static gboolean
leave_bracket (Search *search)
{
  if (search->open->len == 0)
    return FALSE;
  search->depth -= search->open->data[search->open->len - 1] == '{';
  g_byte_array_set_size (search->open, search->open->len - 1);
  if (search->open->len > 0 && search->open->data[search->open->len - 1] == '{'
      && search->depth <= search->n_found)
    search->n_found = search->depth - 1;
  return TRUE;
}

static gboolean
step (Search *search, gboolean *found)
{
  switch (search->text[search->at])
    {
    case '"':
      *found = take_string (search);
      return !*found;
    case '{':
    case '[':
      return take_bracket (search, (guint8)search->text[search->at++]);
    case '}':
    case ']':
      search->at++;
      return leave_bracket (search);
    default:
      search->at++;
      return TRUE;
    }
}

static gsize
find_start (const guint8 *bytes, gsize length)
{
  gsize at = length >= 3 && memcmp (bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

  return mirador_json_skip_blank ((const char *)bytes, length, at);
}

char
mirador_json_sniff_root (const guint8 *bytes, gsize length)
{
  gsize at = find_start (bytes, length);

  return at < length && (bytes[at] == '{' || bytes[at] == '[') ? (char)bytes[at] : 0;
}

char
mirador_json_sniff (const guint8 *bytes, gsize length, const char *path)
{
  g_auto (GStrv) names = g_strsplit (path, "/", -1);
  g_autoptr (GByteArray) open = g_byte_array_new ();
  Search search = { .text = (const char *)bytes,
                    .length = length,
                    .at = find_start (bytes, length),
                    .names = names,
                    .n_names = g_strv_length (names),
                    .open = open };
  gboolean found = FALSE;

  if (mirador_json_sniff_root (bytes, length) == 0)
    return 0;
  while (search.at < length && step (&search, &found))
    ;
  return found ? search.text[search.at] : 0;
}
