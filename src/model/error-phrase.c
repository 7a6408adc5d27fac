/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/error-phrase.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <stdarg.h>
#include <string.h>

#define MAX_PARTS 9

/* Translators: the phrases that follow stand after a colon, as the reason why a file cannot be read
 * or written, or a server not be reached. Begin them with a small letter and leave out the full
 * stop. */
static const struct
{
  int code; /* of G_IO_ERROR */
  const char *phrase;
} io_phrases[] = {
  { G_IO_ERROR_NOT_FOUND, N_ ("it does not exist") },
  { G_IO_ERROR_EXISTS, N_ ("it exists already") },
  { G_IO_ERROR_IS_DIRECTORY, N_ ("it is a folder, not a file") },
  { G_IO_ERROR_NOT_DIRECTORY, N_ ("a part of its path is a file, not a folder") },
  { G_IO_ERROR_NOT_REGULAR_FILE, N_ ("it is not an ordinary file") },
  { G_IO_ERROR_FILENAME_TOO_LONG, N_ ("its name is too long") },
  { G_IO_ERROR_INVALID_FILENAME, N_ ("its name is not valid") },
  { G_IO_ERROR_TOO_MANY_LINKS, N_ ("its links lead in a circle") },
  { G_IO_ERROR_NO_SPACE, N_ ("there is no space left") },
  { G_IO_ERROR_PERMISSION_DENIED, N_ ("you have no permission") },
  { G_IO_ERROR_READ_ONLY, N_ ("it may only be read") },
  { G_IO_ERROR_BUSY, N_ ("another program is using it") },
  { G_IO_ERROR_TOO_MANY_OPEN_FILES, N_ ("too many files are open") },
  { G_IO_ERROR_TIMED_OUT, N_ ("there was no answer in time") },
  { G_IO_ERROR_CONNECTION_REFUSED, N_ ("nobody answers at that address") },
  { G_IO_ERROR_CONNECTION_CLOSED, N_ ("the server hung up") },
  { G_IO_ERROR_PARTIAL_INPUT, N_ ("the server hung up") },
  { G_IO_ERROR_HOST_NOT_FOUND, N_ ("the server was not found") },
  { G_IO_ERROR_HOST_UNREACHABLE, N_ ("the server cannot be reached from here") },
  { G_IO_ERROR_NETWORK_UNREACHABLE, N_ ("there is no network") },
  { G_IO_ERROR_NOT_CONNECTED, N_ ("there is no connection") },
  { G_IO_ERROR_PROXY_FAILED, N_ ("the proxy does not let it pass") },
  { G_IO_ERROR_PROXY_NEED_AUTH, N_ ("the proxy asks for a user and a password") },
  { G_IO_ERROR_PROXY_AUTH_FAILED, N_ ("the proxy refuses the user or the password") },
  { G_IO_ERROR_PROXY_NOT_ALLOWED, N_ ("the proxy does not let it pass") },
  { G_IO_ERROR_INVALID_DATA, N_ ("what came cannot be understood") },
};

static const struct
{
  int code; /* of G_FILE_ERROR */
  int io_code;
} file_codes[] = {
  { G_FILE_ERROR_EXIST, G_IO_ERROR_EXISTS },
  { G_FILE_ERROR_ISDIR, G_IO_ERROR_IS_DIRECTORY },
  { G_FILE_ERROR_ACCES, G_IO_ERROR_PERMISSION_DENIED },
  { G_FILE_ERROR_PERM, G_IO_ERROR_PERMISSION_DENIED },
  { G_FILE_ERROR_NAMETOOLONG, G_IO_ERROR_FILENAME_TOO_LONG },
  { G_FILE_ERROR_NOENT, G_IO_ERROR_NOT_FOUND },
  { G_FILE_ERROR_NOTDIR, G_IO_ERROR_NOT_DIRECTORY },
  { G_FILE_ERROR_ROFS, G_IO_ERROR_READ_ONLY },
  { G_FILE_ERROR_TXTBSY, G_IO_ERROR_BUSY },
  { G_FILE_ERROR_LOOP, G_IO_ERROR_TOO_MANY_LINKS },
  { G_FILE_ERROR_NOSPC, G_IO_ERROR_NO_SPACE },
  { G_FILE_ERROR_MFILE, G_IO_ERROR_TOO_MANY_OPEN_FILES },
  { G_FILE_ERROR_NFILE, G_IO_ERROR_TOO_MANY_OPEN_FILES },
};

/* SQLite speaks English only. What it says most often, and what our own store says. */
static const struct
{
  const char *said;
  const char *phrase;
} store_phrases[] = {
  { "not a Mirador store", N_ ("it is not a store of Mirador") },
  { "unable to open database file", N_ ("it cannot be opened there") },
  { "attempt to write a readonly database", N_ ("it may only be read") },
  { "database is locked", N_ ("another program is using it") },
  { "disk I/O error", N_ ("the disk reports a fault") },
  { "out of memory", N_ ("there is not enough memory") },
};

/* Translators: %1$s is what the system says, as it says it. */
#define SYSTEM_SAYS N_ ("the system says “%1$s”")

/* Controls beyond ASCII: those of terminals, ends of lines, and what turns the writing round. */
static gboolean
is_control (gunichar c)
{
  return (c >= 0x80 && c < 0xA0) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

char *
mirador_error_clean (const char *text, const char *kept)
{
  char *clean = g_utf8_make_valid (text, -1);

  for (char *next = clean, *after; *next != '\0'; next = after)
    {
      after = g_utf8_next_char (next);
      if (is_control (g_utf8_get_char (next))
          || (g_ascii_iscntrl (*next) && strchr (kept, *next) == NULL))
        memset (next, ' ', after - next);
    }
  return clean;
}

char *
mirador_phrase (const char *phrase, ...)
{
  g_autoptr (GString) argument = g_string_new (phrase);
  const char *value;
  va_list values;

  va_start (values, phrase);
  while ((value = va_arg (values, const char *)) != NULL)
    {
      g_autofree char *clean = mirador_error_clean (value, "");

      g_string_append_printf (argument, MIRADOR_PHRASE_SEPARATOR "%s", clean);
    }
  va_end (values);
  return g_string_free (g_steal_pointer (&argument), FALSE);
}

static const char *
find_io_phrase (int code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (io_phrases); i++)
    if (io_phrases[i].code == code)
      return io_phrases[i].phrase;
  return NULL;
}

static const char *
find_file_phrase (int code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (file_codes); i++)
    if (file_codes[i].code == code)
      return find_io_phrase (file_codes[i].io_code);
  return NULL;
}

char *
mirador_phrase_of_cause (const GError *cause)
{
  const char *known = NULL;

  if (cause->domain == G_IO_ERROR)
    known = find_io_phrase (cause->code);
  else if (cause->domain == G_FILE_ERROR)
    known = find_file_phrase (cause->code);
  else if (g_error_matches (cause, G_RESOURCE_ERROR, G_RESOURCE_ERROR_NOT_FOUND))
    known = find_io_phrase (G_IO_ERROR_NOT_FOUND);
  return known != NULL ? g_strdup (known) : mirador_phrase (SYSTEM_SAYS, cause->message, NULL);
}

char *
mirador_phrase_of_errno (int number)
{
  const char *known = find_io_phrase ((int)g_io_error_from_errno (number));

  if (number == EROFS)
    known = find_io_phrase (G_IO_ERROR_READ_ONLY);
  return known != NULL ? g_strdup (known) : mirador_phrase (SYSTEM_SAYS, g_strerror (number), NULL);
}

static const char *
translate (const char *phrase)
{
  for (gsize i = 0; i < G_N_ELEMENTS (store_phrases); i++)
    if (g_str_equal (phrase, store_phrases[i].said))
      return _ (store_phrases[i].phrase);
  /* The translation of nothing is the head of the catalogue. */
  return *phrase != '\0' ? _ (phrase) : phrase;
}

char *
mirador_phrase_to_text (const char *argument)
{
  g_auto (GStrv) parts = g_strsplit (argument, MIRADOR_PHRASE_SEPARATOR, MAX_PARTS + 1);

  if (parts[0] == NULL)
    return g_strdup ("");
  if (parts[1] == NULL)
    return g_strdup (translate (parts[0]));
  return mirador_error_fill (translate (parts[0]), parts + 1);
}

static gboolean
is_placeholder (const char *text)
{
  return text[0] == '%' && text[1] >= '1' && text[1] <= '9' && text[2] == '$' && text[3] == 's';
}

char *
mirador_error_fill (const char *template, char **arguments)
{
  g_autoptr (GString) filled = g_string_new (NULL);
  guint n_arguments = g_strv_length (arguments);

  for (const char *next = template; *next != '\0'; next++)
    if (is_placeholder (next))
      {
        guint number = (guint)(next[1] - '1');

        g_string_append (filled, number < n_arguments ? arguments[number] : "");
        next += 3;
      }
    else
      {
        g_string_append_c (filled, *next);
        /* %% is a percent sign, as xgettext expects of a format. */
        if (next[0] == '%' && next[1] == '%')
          next++;
      }
  return g_string_free (g_steal_pointer (&filled), FALSE);
}
