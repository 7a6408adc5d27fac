/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/text-encoding.h"

#include <string.h>

/* Enough to tell text from noise. */
#define SAMPLE_SIZE 8192

/* Windows-1252, bytes 80 to 9F (Unicode Consortium, CP1252.TXT); the five that it does not define
 * become U+FFFD. The other bytes are Latin-1. A table of our own, for iconv fails on those five. */
static const gunichar windows_1252[32] = {
  0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
  0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
  0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
};

static gboolean
starts_with (const guint8 *bytes, gsize length, const char *magic, gsize n)
{
  return length >= n && memcmp (bytes, magic, n) == 0;
}

static gboolean
has_utf16_mark (const guint8 *bytes, gsize length)
{
  return starts_with (bytes, length, "\xFF\xFE", 2) || starts_with (bytes, length, "\xFE\xFF", 2);
}

static gboolean
has_utf8_mark (const guint8 *bytes, gsize length)
{
  return starts_with (bytes, length, "\xEF\xBB\xBF", 3);
}

static gboolean
has_binary_magic (const guint8 *bytes, gsize length)
{
  static const struct
  {
    const char *magic;
    gsize n;
  } magics[] = {
    { "\x89PNG", 4 },      { "PK\x03\x04", 4 },       { "PK\x05\x06", 4 },
    { "%PDF-", 5 },        { "\x1F\x8B", 2 },         { "GIF8", 4 },
    { "\xFF\xD8\xFF", 3 }, { "\xD0\xCF\x11\xE0", 4 }, { "7z\xBC\xAF", 4 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (magics); i++)
    {
      if (starts_with (bytes, length, magics[i].magic, magics[i].n))
        return TRUE;
    }
  return FALSE;
}

static gsize
count_controls (const guint8 *bytes, gsize length)
{
  gsize n = 0;

  for (gsize i = 0; i < length; i++)
    n += bytes[i] < 0x20 && strchr ("\t\n\v\f\r\x1A", bytes[i]) == NULL ? 1 : 0;
  return n;
}

gboolean
mirador_text_is_binary (const guint8 *bytes, gsize length)
{
  gsize sample = MIN (length, SAMPLE_SIZE);

  if (has_binary_magic (bytes, length))
    return TRUE;
  if (has_utf16_mark (bytes, length))
    return FALSE;
  if (length > 0 && memchr (bytes, 0, length) != NULL)
    return TRUE;
  return count_controls (bytes, sample) * 50 > sample;
}

gboolean
mirador_text_is_blank (const guint8 *bytes, gsize length)
{
  gsize from = has_utf8_mark (bytes, length) ? 3 : has_utf16_mark (bytes, length) ? 2 : 0;

  for (gsize i = from; i < length; i++)
    {
      gboolean half_unit = bytes[i] == 0 && from == 2;
      if (!half_unit && !g_ascii_isspace (bytes[i]))
        return FALSE;
    }
  return TRUE;
}

/* A file of UTF-8 with a few spoilt bytes is no Windows-1252 file: in that, an accented letter is
 * hardly ever followed by just the bytes that make a sequence of UTF-8. */
static gboolean
is_mostly_utf8 (const char *text, gsize length)
{
  const char *end = text + length;
  gsize sequences = 0;
  gsize spoilt = 0;

  while (text < end)
    {
      const char *bad;
      g_utf8_validate_len (text, (gsize)(end - text), &bad);
      for (; text < bad; text = g_utf8_next_char (text))
        sequences += (guchar)*text >= 0x80 ? 1 : 0;
      if (text < end)
        {
          spoilt++;
          text++;
        }
      if (spoilt > sequences + 1000)
        return FALSE;
    }
  return sequences > spoilt;
}

static GBytes *
from_windows_1252 (const guint8 *bytes, gsize length)
{
  g_autoptr (GString) text = g_string_sized_new (length + length / 8);

  for (gsize i = 0; i < length; i++)
    {
      if (bytes[i] < 0x80)
        g_string_append_c (text, (char)bytes[i]);
      else
        g_string_append_unichar (text, bytes[i] < 0xA0 ? windows_1252[bytes[i] - 0x80] : bytes[i]);
    }
  return g_string_free_to_bytes (g_steal_pointer (&text));
}

static GBytes *
from_utf16 (const guint8 *bytes, gsize length, const char *source, GError **error)
{
  gboolean big = bytes[0] == 0xFE;
  glong n = (glong)(length / 2) - 1;
  g_autofree gunichar2 *units = g_new (gunichar2, n + 1);
  glong read = 0;
  glong written = 0;

  for (glong i = 0; i < n; i++)
    {
      const guint8 *unit = bytes + 2 * (i + 1);
      units[i] = (gunichar2)(big ? unit[0] << 8 | unit[1] : unit[1] << 8 | unit[0]);
    }
  units[n] = 0;
  char *text = g_utf16_to_utf8 (units, n, &read, &written, NULL);
  if (text != NULL && read == n && length % 2 == 0)
    return g_bytes_new_take (text, (gsize)written);
  g_free (text);
  g_autofree char *where = g_strdup_printf ("%ld", read);
  mirador_set_error (error, MIRADOR_ERROR_ENCODING, source, where, NULL);
  return NULL;
}

GBytes *
mirador_text_to_utf8 (GBytes *bytes,
                      const char *encoding,
                      const char *source,
                      gboolean *dirty,
                      GError **error)
{
  gsize length;
  const guint8 *start = g_bytes_get_data (bytes, &length);
  gsize mark = has_utf8_mark (start, length) ? 3 : 0;
  const char *text = (const char *)start + mark;

  *dirty = FALSE;
  if (has_utf16_mark (start, length))
    return from_utf16 (start, length, source, error);
  if (encoding != NULL && g_ascii_strcasecmp (encoding, "WINDOWS-1252") == 0 && mark == 0)
    return from_windows_1252 (start, length);
  *dirty = !g_utf8_validate_len (text, length - mark, NULL);
  if (*dirty && encoding == NULL && mark == 0 && !is_mostly_utf8 (text, length))
    {
      *dirty = FALSE;
      return from_windows_1252 (start, length);
    }
  return g_bytes_new_from_bytes (bytes, mark, length - mark);
}
