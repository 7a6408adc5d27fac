/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/error.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <stdarg.h>
#include <string.h>

#include "model/error-sentences.h"

/* Unit separator: no text from outside keeps one, so a message splits back into its arguments. */
#define SEPARATOR "\x1f"
#define MAX_ARGUMENTS 9
#define REJECT_ARGUMENT 7

typedef struct
{
  const char *id;
  const char *text;
} RejectText;

static const RejectText rejects[MIRADOR_N_REJECTS] = {
  [MIRADOR_REJECT_TOO_SHORT] = { "too-short", N_ ("the row has too few columns") },
  [MIRADOR_REJECT_TOO_LONG] = { "too-long", N_ ("the row has too many columns") },
  [MIRADOR_REJECT_ENCODING] = { "bad-encoding", N_ ("the text is not valid in its encoding") },
  [MIRADOR_REJECT_PERIOD] = { "bad-period", N_ ("the period cannot be read") },
  [MIRADOR_REJECT_PLACE_UNKNOWN] = { "unknown-place", N_ ("the place is not known") },
  [MIRADOR_REJECT_PLACE_AMBIGUOUS] = { "ambiguous-place", N_ ("several places have this name") },
  [MIRADOR_REJECT_MEASURE_UNKNOWN] = { "unknown-measure", N_ ("the measure is not known") },
  [MIRADOR_REJECT_PROGRAM_UNKNOWN] = { "unknown-program", N_ ("the program is not known") },
  [MIRADOR_REJECT_CODE_UNMAPPED] = { "unmapped-code", N_ ("the mapping does not know the code") },
  [MIRADOR_REJECT_VALUE_MISSING] = { "missing-value", N_ ("the value is missing") },
  [MIRADOR_REJECT_NOT_A_NUMBER] = { "not-a-number", N_ ("the value is not a number") },
  [MIRADOR_REJECT_NOT_FINITE] = { "not-finite", N_ ("the value is not a finite number") },
  [MIRADOR_REJECT_TOO_LARGE] = { "too-large", N_ ("the value is too large to be counted exactly") },
  [MIRADOR_REJECT_NEGATIVE] = { "negative", N_ ("the value is negative") },
  [MIRADOR_REJECT_DUPLICATE] = { "duplicate", N_ ("the same figure is already in another row") },
};

G_DEFINE_QUARK (mirador - error - quark, mirador_error)

/* One line of valid UTF-8 without control characters. */
static char *
clean_argument (const char *argument)
{
  char *clean = g_utf8_make_valid (argument, -1);

  for (char *next = clean; *next != '\0'; next++)
    if (g_ascii_iscntrl (*next))
      *next = ' ';
  return clean;
}

static GError *
new_with_arguments (MiradorError code, va_list arguments)
{
  g_autoptr (GString) message = g_string_new (NULL);
  const char *argument;

  for (int i = 0; (argument = va_arg (arguments, const char *)) != NULL; i++)
    {
      g_autofree char *clean = clean_argument (argument);

      if (i > 0)
        g_string_append (message, SEPARATOR);
      g_string_append (message, clean);
    }
  return g_error_new_literal (MIRADOR_ERROR, (int)code, message->str);
}

GError *
mirador_error_new (MiradorError code, ...)
{
  va_list arguments;

  va_start (arguments, code);
  GError *error = new_with_arguments (code, arguments);
  va_end (arguments);
  return error;
}

void
mirador_set_error (GError **error, MiradorError code, ...)
{
  va_list arguments;

  if (error == NULL)
    return;

  va_start (arguments, code);
  g_propagate_error (error, new_with_arguments (code, arguments));
  va_end (arguments);
}

static gboolean
is_placeholder (const char *text)
{
  return text[0] == '%' && text[1] >= '1' && text[1] <= '9' && text[2] == '$' && text[3] == 's';
}

/*
 * printf cannot be used: the arguments are counted at run time, and a translation may leave one
 * out. %% is a percent sign, as xgettext expects of a format.
 */
static char *
fill (const char *template, GStrv arguments)
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
        if (next[0] == '%' && next[1] == '%')
          next++;
      }
  return g_string_free (g_steal_pointer (&filled), FALSE);
}

/* A further sentence has one placeholder; without its argument it would end in nothing. */
static gboolean
knows_argument_of (const char *more, GStrv arguments)
{
  const char *placeholder = strchr (more, '%');

  while (placeholder != NULL && !is_placeholder (placeholder))
    placeholder = strchr (placeholder + 1, '%');
  if (placeholder == NULL)
    return TRUE;

  guint number = (guint)(placeholder[1] - '1');

  return number < g_strv_length (arguments) && *arguments[number] != '\0';
}

static void
translate_reject (GStrv arguments)
{
  if (g_strv_length (arguments) < REJECT_ARGUMENT)
    return;

  char **id = &arguments[REJECT_ARGUMENT - 1];

  for (int i = 0; i < MIRADOR_N_REJECTS; i++)
    if (g_str_equal (*id, rejects[i].id))
      {
        g_free (*id);
        *id = g_strdup (mirador_reject_to_text ((MiradorReject)i));
        return;
      }
}

static gboolean
is_known (const GError *error)
{
  return error->domain == MIRADOR_ERROR && error->code >= 0 && error->code < MIRADOR_N_ERRORS;
}

char *
mirador_error_to_sentence (const GError *error)
{
  if (error == NULL)
    return g_strdup ("");
  if (!is_known (error))
    return clean_argument (error->message);

  g_auto (GStrv) arguments = g_strsplit (error->message, SEPARATOR, MAX_ARGUMENTS);
  const MiradorErrorSentence *known = &mirador_error_sentences[error->code];

  if (error->code == MIRADOR_ERROR_TOO_MANY_REJECTED)
    translate_reject (arguments);

  g_autofree char *sentence = fill (_ (known->sentence), arguments);

  if (known->more == NULL || !knows_argument_of (known->more, arguments))
    return g_steal_pointer (&sentence);

  g_autofree char *more = fill (_ (known->more), arguments);

  return g_strconcat (sentence, " ", more, NULL);
}

static MiradorError
get_kept_code (const GError *error)
{
  if (is_known (error))
    return (MiradorError)error->code;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return MIRADOR_ERROR_CANCELLED;
  return MIRADOR_ERROR_FAILED;
}

char *
mirador_error_serialize (const GError *error)
{
  if (error == NULL)
    return g_strdup ("");

  const char *id = mirador_error_sentences[get_kept_code (error)].id;

  if (is_known (error))
    return g_strconcat (id, SEPARATOR, error->message, NULL);

  g_autofree char *message = clean_argument (error->message);

  return g_strconcat (id, SEPARATOR, message, NULL);
}

GError *
mirador_error_deserialize (const char *text)
{
  const char *separator = text != NULL ? strstr (text, SEPARATOR) : NULL;
  gsize length = separator != NULL ? (gsize)(separator - text) : 0;

  for (int i = 0; separator != NULL && i < MIRADOR_N_ERRORS; i++)
    if (strlen (mirador_error_sentences[i].id) == length
        && strncmp (text, mirador_error_sentences[i].id, length) == 0)
      return g_error_new_literal (MIRADOR_ERROR, i, separator + strlen (SEPARATOR));
  return mirador_error_new (MIRADOR_ERROR_FAILED, text != NULL ? text : "", NULL);
}

const char *
mirador_reject_to_text (MiradorReject reason)
{
  return _ (rejects[reason < MIRADOR_N_REJECTS ? reason : MIRADOR_REJECT_CODE_UNMAPPED].text);
}

const char *
mirador_reject_to_id (MiradorReject reason)
{
  return rejects[reason < MIRADOR_N_REJECTS ? reason : MIRADOR_REJECT_CODE_UNMAPPED].id;
}

MiradorReject
mirador_reject_from_id (const char *id)
{
  for (int i = 0; i < MIRADOR_N_REJECTS; i++)
    if (g_strcmp0 (id, rejects[i].id) == 0)
      return (MiradorReject)i;
  return MIRADOR_REJECT_CODE_UNMAPPED;
}
