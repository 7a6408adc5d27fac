/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  MIRADOR_LANGUAGE_ES,
  MIRADOR_LANGUAGE_EN,
} MiradorLanguage;

/**
 * MiradorText:
 *
 * A text of the catalogue in both languages; a missing one is answered by the other. The strings
 * belong to whoever holds the struct.
 */
typedef struct
{
  char *es;
  char *en;
} MiradorText;

/** mirador_text_get: (transfer none) (nullable): the text in the language of the moment. */
const char *mirador_text_get (const MiradorText *text);
void mirador_text_clear (MiradorText *text);
void mirador_text_copy (const MiradorText *from, MiradorText *to);

/**
 * mirador_language_set:
 *
 * Sets the language of the process: catalogue texts, formats, and gettext (through LANGUAGE, with
 * a locale other than C, C.UTF-8 where the system has no better one). Called once at start by
 * main(), and by tests.
 */
void mirador_language_set (MiradorLanguage language);
MiradorLanguage mirador_language_get (void);

/** mirador_language_is_complete: whether the translations into the language are at hand; where the
 * installation lacks them, catalogue and numbers are in the language and sentences in English. */
gboolean mirador_language_is_complete (void);

/** mirador_language_from_text: "es", "es_PE.UTF-8", "en" ...; anything else gives FALSE. */
gboolean mirador_language_from_text (const char *text, MiradorLanguage *language);

/**
 * mirador_language_init:
 * @requested: (nullable): "es", "en" or %NULL for the system's (Spanish unless it says English)
 * @locale_dir: where the message catalogues lie
 *
 * Prepares gettext for the domain "mirador" and sets the language.
 */
void mirador_language_init (const char *requested, const char *locale_dir);

/**
 * mirador_text_fold:
 *
 * Returns: (transfer full): @text without case, accents and doubled blanks, for comparing names.
 * Ñ becomes n.
 */
char *mirador_text_fold (const char *text);

G_END_DECLS
