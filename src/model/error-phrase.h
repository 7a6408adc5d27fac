/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Phrases are arguments of errors that are said in words: why a file cannot be read, where in it a
 * fault is. An error keeps them untranslated, marked with N_(), and mirador_error_to_sentence()
 * says them in the language of the moment. Which arguments of a code are phrases stands in
 * error-sentences.c. They begin with a small letter and have no full stop.
 */

/**
 * mirador_phrase: (constructor)
 * @phrase: an N_()-marked text with %1$s …
 * @...: what stands in it, strings, %NULL-terminated
 *
 * Returns: (transfer full): an argument for mirador_set_error(); a phrase without values needs no
 * call and is passed as it is
 */
char *mirador_phrase (const char *phrase, ...) G_GNUC_NULL_TERMINATED;

/** mirador_phrase_of_cause: (transfer full): why a call of GLib or GIO failed, as an argument. */
char *mirador_phrase_of_cause (const GError *cause);

/** mirador_phrase_of_errno: (transfer full): why a call of the system failed, as an argument. */
char *mirador_phrase_of_errno (int number);

/** mirador_phrase_to_text: (transfer full): an argument in the language of the moment. A text that
 * is no phrase of ours stays as it is. */
char *mirador_phrase_to_text (const char *argument);

/** mirador_error_fill: (transfer full): @template with %1$s … replaced. Neither of them is trusted
 * with printf: the arguments are counted at run time, and a translation may leave one out. */
char *mirador_error_fill (const char *template, char **arguments);

/** mirador_error_clean: (transfer full): one line of valid UTF-8 without control characters, but
 * for those of @kept. */
char *mirador_error_clean (const char *text, const char *kept);

/** What parts a phrase from its values. */
#define MIRADOR_PHRASE_SEPARATOR "\x1e"

G_END_DECLS
