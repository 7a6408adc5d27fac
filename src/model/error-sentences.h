/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/error.h"

G_BEGIN_DECLS

/**
 * MiradorErrorSentence:
 * @id: the name that the store keeps; it never changes
 * @sentence: (untranslated): what and where
 * @more: (untranslated) (nullable): a further sentence, said only where its arguments are known
 * @phrases: a bit for each argument that is a phrase (model/error-phrase.h), the first argument's
 *   is the lowest
 */
typedef struct
{
  const char *id;
  const char *sentence;
  const char *more;
  guint phrases;
} MiradorErrorSentence;

extern const MiradorErrorSentence mirador_error_sentences[MIRADOR_N_ERRORS];

G_END_DECLS
