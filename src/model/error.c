/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/error.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <stdarg.h>
#include <string.h>

#include "model/error-phrase.h"
#include "model/error-sentences.h"
#include "model/format.h"

/* Unit separator: no text from outside keeps one, so a message splits back into its arguments. */
#define SEPARATOR "\x1f"
#define MAX_ARGUMENTS 9
#define COLUMN_ARGUMENT 6
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

/* clang-format off */
G_DEFINE_QUARK (mirador-error-quark, mirador_error)
/* clang-format on */

static gboolean
is_phrase (MiradorError code, guint argument)
{
  return (mirador_error_sentences[code].phrases & (1u << argument)) != 0;
}

/* Only a phrase keeps the sign that parts it from its values. */
static char *
clean_argument (MiradorError code, guint argument, const char *text)
{
  gboolean known = code < MIRADOR_N_ERRORS && is_phrase (code, argument);

  return mirador_error_clean (text, known ? MIRADOR_PHRASE_SEPARATOR : "");
}

static GError *
new_with_arguments (MiradorError code, va_list arguments)
{
  g_autoptr (GString) message = g_string_new (NULL);
  const char *argument;

  for (guint i = 0; (argument = va_arg (arguments, const char *)) != NULL; i++)
    {
      g_autofree char *clean = clean_argument (code, i, argument);

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

/* A further sentence would end in nothing without its argument. */
static gboolean
knows_argument_of (const char *more, GStrv arguments)
{
  for (const char *next = strchr (more, '%'); next != NULL; next = strchr (next + 1, '%'))
    if (next[1] >= '1' && next[1] <= '9' && next[2] == '$')
      {
        guint number = (guint)(next[1] - '1');

        if (number >= g_strv_length (arguments) || *arguments[number] == '\0')
          return FALSE;
      }
  return TRUE;
}

static void
replace (char **argument, char *text)
{
  g_free (*argument);
  *argument = text;
}

static void
group_digits (char **count)
{
  guint64 number;

  if (g_ascii_string_to_unsigned (*count, 10, 0, G_MAXINT64, &number, NULL))
    replace (count, mirador_format_count ((double)number));
}

static void
translate_reject (GStrv arguments)
{
  if (g_strv_length (arguments) < REJECT_ARGUMENT)
    return;

  char **id = &arguments[REJECT_ARGUMENT - 1];
  char **column = &arguments[COLUMN_ARGUMENT - 1];

  group_digits (&arguments[1]);
  group_digits (&arguments[2]);
  group_digits (&arguments[4]);
  /* A row may be wrong as a whole. */
  if (**column == '\0')
    replace (column, g_strdup ("—"));
  for (int i = 0; i < MIRADOR_N_REJECTS; i++)
    if (g_str_equal (*id, rejects[i].id))
      {
        replace (id, g_strdup (mirador_reject_to_text ((MiradorReject)i)));
        return;
      }
}

static void
translate_arguments (MiradorError code, GStrv arguments)
{
  if (code == MIRADOR_ERROR_TOO_MANY_REJECTED)
    translate_reject (arguments);
  for (guint i = 0; arguments[i] != NULL; i++)
    if (is_phrase (code, i))
      replace (&arguments[i], mirador_phrase_to_text (arguments[i]));
}

static gboolean
is_known (const GError *error)
{
  return error->domain == MIRADOR_ERROR && error->code >= 0 && error->code < MIRADOR_N_ERRORS;
}

/* (transfer full): an error of ours that says the same. */
static GError *
make_known (const GError *error)
{
  g_autofree char *why = NULL;

  if (is_known (error))
    return g_error_copy (error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return mirador_error_new (MIRADOR_ERROR_CANCELLED, NULL);
  why = mirador_phrase_of_cause (error);
  return mirador_error_new (MIRADOR_ERROR_FAILED, why, NULL);
}

char *
mirador_error_to_sentence (const GError *error)
{
  if (error == NULL)
    return g_strdup ("");

  g_autoptr (GError) known = make_known (error);
  g_auto (GStrv) arguments = g_strsplit (known->message, SEPARATOR, MAX_ARGUMENTS);
  const MiradorErrorSentence *words = &mirador_error_sentences[known->code];

  translate_arguments ((MiradorError)known->code, arguments);

  g_autofree char *sentence = mirador_error_fill (_ (words->sentence), arguments);

  if (words->more == NULL || !knows_argument_of (words->more, arguments))
    return g_steal_pointer (&sentence);

  g_autofree char *more = mirador_error_fill (_ (words->more), arguments);

  return g_strconcat (sentence, " ", more, NULL);
}

char *
mirador_error_serialize (const GError *error)
{
  if (error == NULL)
    return g_strdup ("");

  g_autoptr (GError) known = make_known (error);

  return g_strconcat (mirador_error_sentences[known->code].id, SEPARATOR, known->message, NULL);
}

char *
mirador_error_get_argument (const GError *error, guint argument)
{
  g_auto (GStrv) arguments = g_strsplit (error->message, SEPARATOR, MAX_ARGUMENTS);

  return g_strdup (argument < g_strv_length (arguments) ? arguments[argument] : "");
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
