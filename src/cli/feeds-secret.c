/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/feeds-secret.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>
#include "cli/cli.h"
#include "feeds/definition.h"
#include "feeds/secret.h"
#include "model/error-phrase.h"
#include "model/error.h"

/* Tokens of a few thousand characters exist (JSON Web Tokens). */
#define MOST_BYTES 16384

/* A terminal gives the first 4095 bytes of a line and drops the rest without a word. */
#define MOST_TYPED 4094

/* Byte by byte, for a stream would keep a copy of its own. FALSE: more than fits, unreadable, or
 * @refusal (a character; 0: none) came. */
static gboolean
read_line (char *line, gsize size, char refusal)
{
  gsize length = 0;
  gssize n = 0;
  gboolean is_refused = FALSE;

  while (length < size - 1 && !is_refused)
    {
      do
        n = read (STDIN_FILENO, line + length, 1);
      while (n < 0 && errno == EINTR);
      if (n <= 0 || line[length] == '\n')
        break;
      /* What stands behind a NUL would be cut off, and the wrong password kept. */
      is_refused = line[length] == '\0' || (refusal != '\0' && line[length] == refusal);
      length++;
    }
  if (length > 0 && line[length - 1] == '\r')
    length--;
  line[length] = '\0';
  return n >= 0 && length < size - 1 && !is_refused;
}

/* Without echo, and without signals: nobody shall be left at a terminal that shows nothing. Ctrl+C
 * ends the line instead. */
static gboolean
read_line_unseen (char *line, gsize size)
{
  struct termios before, unseen;
  gboolean is_read;

  if (tcgetattr (STDIN_FILENO, &before) != 0)
    return read_line (line, size, '\0');
  unseen = before;
  unseen.c_lflag &= ~(tcflag_t)(ECHO | ISIG);
  unseen.c_cc[VEOL] = before.c_cc[VINTR];
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &unseen);
  is_read = read_line (line, MIN (size, MOST_TYPED + 1), (char)before.c_cc[VINTR]);
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &before);
  g_printerr ("\n");
  return is_read;
}

static int
fail (const char *phrase, const char *feed)
{
  g_autofree char *why = mirador_phrase (phrase, feed, NULL);
  g_autoptr (GError) error = mirador_error_new (MIRADOR_ERROR_FAILED, why, NULL);

  return mirador_cli_fail (error);
}

static gboolean
ask (const char *feed, char *line, gsize size)
{
  if (!isatty (STDIN_FILENO))
    return read_line (line, size, '\0');
  /* Translators: %s is the id of a source; the user types on the same line, unseen. */
  g_printerr (_ ("Password or token of the source “%s” (it is not shown): "), feed);
  return read_line_unseen (line, size);
}

int
mirador_feeds_keep_secret (const char *feed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorDefinition) definition = mirador_definition_find (feed, &error);
  char line[MOST_BYTES];
  gboolean is_kept;

  if (definition == NULL)
    return mirador_cli_fail (error);
  if (definition->auth == MIRADOR_AUTH_NONE)
    /* Translators: %1$s is the id of a source. */
    return fail (N_ ("the definition of the source “%1$s” asks for no password or token"), feed);
  if (!ask (feed, line, sizeof line) || !mirador_secret_is_usable (line))
    {
      explicit_bzero (line, sizeof line);
      /* Translators: %1$s is the id of a source. */
      return fail (N_ ("no password or token for the source “%1$s” came on the standard input; it "
                       "is one line of text"),
                   feed);
    }
  is_kept = mirador_secret_store_sync (feed, line, &error);
  explicit_bzero (line, sizeof line);
  if (!is_kept)
    return mirador_cli_fail (error);
  /* Translators: %s is the id of a source */
  g_print (_ ("%s: the password or token is in the keyring\n"), feed);
  return MIRADOR_EXIT_OK;
}

int
mirador_feeds_forget_secret (const char *feed)
{
  g_autoptr (GError) error = NULL;

  if (!mirador_secret_clear_sync (feed, &error))
    return mirador_cli_fail (error);
  /* Translators: %s is the id of a source */
  g_print (_ ("%s: the password or token is forgotten\n"), feed);
  return MIRADOR_EXIT_OK;
}
