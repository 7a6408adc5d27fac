/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** How close a word is to the thing; a search that meets CONTEXT only does not name the thing. */
typedef enum
{
  MIRADOR_WORD_NAME,    /* of its name in the language of the moment */
  MIRADOR_WORD_OTHER,   /* of its name in the other language, of its short name */
  MIRADOR_WORD_KEY,     /* its id or code */
  MIRADOR_WORD_CONTEXT, /* of what it belongs to */
} MiradorWordRole;

/** MiradorWords: the words that a thing is found by, without case and accents. */
typedef struct _MiradorWords MiradorWords;

MiradorWords *mirador_words_new (void);
void mirador_words_free (MiradorWords *words);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorWords, mirador_words_free)

/** mirador_words_add: every word of @text (nullable). */
void mirador_words_add (MiradorWords *words, const char *text, MiradorWordRole role);

/** mirador_words_rank: how well @terms (folded words, see mirador_words_split()) fit, 0 the best;
 * -1: not, because a term begins no word, or none names the thing itself. */
int mirador_words_rank (const MiradorWords *words, const GPtrArray *terms);

/** mirador_words_split: (transfer full) (element-type utf8): the words of all @texts, folded; what
 * is neither letter nor digit parts them. */
GPtrArray *mirador_words_split (const char *const *texts);

G_END_DECLS
