/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/search-words.h"

#include "model/language.h"

/* Nothing has a longer name; whoever asks with more is not a person. */
#define MOST_WORDS 64

typedef struct
{
  char *text;
  MiradorWordRole role;
  gboolean is_first; /* of its text */
} Word;

struct _MiradorWords
{
  GArray *words; /* (element-type Word) */
};

static void
clear_word (gpointer pointer)
{
  g_free (((Word *)pointer)->text);
}

MiradorWords *
mirador_words_new (void)
{
  MiradorWords *self = g_new0 (MiradorWords, 1);

  self->words = g_array_new (FALSE, FALSE, sizeof (Word));
  g_array_set_clear_func (self->words, clear_word);
  return self;
}

void
mirador_words_free (MiradorWords *self)
{
  g_array_unref (self->words);
  g_free (self);
}

static void
split (const char *text, GPtrArray *words)
{
  g_autofree char *folded = mirador_text_fold (text);
  const char *begin = NULL;

  for (const char *c = folded; words->len < MOST_WORDS; c = g_utf8_next_char (c))
    {
      gboolean inside = *c != '\0' && g_unichar_isalnum (g_utf8_get_char (c));

      if (inside && begin == NULL)
        begin = c;
      else if (!inside && begin != NULL)
        {
          g_ptr_array_add (words, g_strndup (begin, (gsize)(c - begin)));
          begin = NULL;
        }
      if (*c == '\0')
        return;
    }
}

GPtrArray *
mirador_words_split (const char *const *texts)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  for (; *texts != NULL && words->len < MOST_WORDS; texts++)
    split (*texts, words);
  return words;
}

void
mirador_words_add (MiradorWords *self, const char *text, MiradorWordRole role)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  if (text == NULL)
    return;
  split (text, words);
  for (guint i = 0; i < words->len; i++)
    {
      Word word = { words->pdata[i], role, i == 0 };

      g_array_append_val (self->words, word);
    }
}

/* The role weighs most, then whether the word was written out, then its place in the name. */
static int
weigh (const Word *word, const char *term)
{
  int rank = (int)word->role * 4;

  if (!g_str_has_prefix (word->text, term))
    return -1;
  return rank + (g_str_equal (word->text, term) ? 0 : 2) + (word->is_first ? 0 : 1);
}

/* The best word for the term, or -1. */
static int
rank_term (const MiradorWords *self, const char *term, gboolean *names)
{
  int best = -1;

  for (guint i = 0; i < self->words->len; i++)
    {
      const Word *word = &g_array_index (self->words, Word, i);
      int rank = weigh (word, term);

      if (rank < 0)
        continue;
      *names = *names || word->role != MIRADOR_WORD_CONTEXT;
      if (best < 0 || rank < best)
        best = rank;
    }
  return best;
}

int
mirador_words_rank (const MiradorWords *self, const GPtrArray *terms)
{
  gboolean names = FALSE;
  int sum = 0;

  for (guint i = 0; i < terms->len; i++)
    {
      int rank = rank_term (self, terms->pdata[i], &names);

      if (rank < 0)
        return -1;
      sum += rank;
    }
  return names ? sum : -1;
}
