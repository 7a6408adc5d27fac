/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/search.h"

#include "app/search-places.h"
#include "app/search-words.h"
#include "store/store.h"

/* The Shell shows a handful, and more when it is asked to. */
#define MOST 20

static const MiradorHolding *
holding (const GArray *holdings, guint i)
{
  return &g_array_index (holdings, MiradorHolding, i);
}

static void
add_text (MiradorWords *words, const MiradorText *text)
{
  gboolean spanish = mirador_language_get () == MIRADOR_LANGUAGE_ES;

  mirador_words_add (words, mirador_text_get (text), MIRADOR_WORD_NAME);
  mirador_words_add (words, spanish ? text->en : text->es, MIRADOR_WORD_OTHER);
}

static void
add_program (MiradorWords *words, const MiradorProgram *program)
{
  add_text (words, &program->name);
  mirador_words_add (words, program->short_name.es, MIRADOR_WORD_OTHER);
  mirador_words_add (words, program->short_name.en, MIRADOR_WORD_OTHER);
  mirador_words_add (words, program->id, MIRADOR_WORD_KEY);
}

static int
rank_program (const MiradorProgram *program, const GPtrArray *terms)
{
  g_autoptr (MiradorWords) words = mirador_words_new ();

  add_program (words, program);
  return mirador_words_rank (words, terms);
}

static void
add_context (MiradorWords *words, const MiradorProgram *program)
{
  const char *const texts[] = { program->name.es, program->name.en, program->short_name.es,
                                program->short_name.en, program->id };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    mirador_words_add (words, texts[i], MIRADOR_WORD_CONTEXT);
}

static int
rank_measure (const MiradorHolding *one, const GPtrArray *terms)
{
  g_autoptr (MiradorWords) words = mirador_words_new ();
  const MiradorText *label = one->measure->labels != NULL
                               ? g_hash_table_lookup (one->measure->labels, one->program->id)
                               : NULL;

  if (label != NULL)
    add_text (words, label);
  /* Under its name within the program it is shown; the general one finds it too. */
  mirador_words_add (words, one->measure->name.es,
                     label != NULL ? MIRADOR_WORD_OTHER : MIRADOR_WORD_NAME);
  mirador_words_add (words, one->measure->name.en, MIRADOR_WORD_OTHER);
  mirador_words_add (words, one->measure->id, MIRADOR_WORD_KEY);
  add_context (words, one->program);
  return mirador_words_rank (words, terms);
}

static gboolean
is_first_of_program (const GArray *holdings, guint i)
{
  for (guint j = 0; j < i; j++)
    if (holding (holdings, j)->program == holding (holdings, i)->program)
      return FALSE;
  return TRUE;
}

/* Several feeds may have it. */
static gboolean
is_first_of_measure (const GArray *holdings, guint i)
{
  const MiradorHolding *one = holding (holdings, i);

  for (guint j = 0; j < i; j++)
    if (holding (holdings, j)->program == one->program
        && holding (holdings, j)->measure == one->measure)
      return FALSE;
  return TRUE;
}

static void
find_in_holdings (const GArray *holdings, const GPtrArray *terms, GArray *ranked)
{
  for (guint i = 0; i < holdings->len; i++)
    {
      const MiradorHolding *one = holding (holdings, i);

      if (!mirador_search_is_shown (one))
        continue;
      if (is_first_of_program (holdings, i))
        mirador_search_add (ranked, (MiradorFinding){ .program = one->program },
                            rank_program (one->program, terms));
      if (is_first_of_measure (holdings, i))
        mirador_search_add (ranked,
                            (MiradorFinding){ .program = one->program, .measure = one->measure },
                            rank_measure (one, terms));
    }
}

/* Programs, then places from the largest to the smallest, then measures. */
static int
order_of_kind (const MiradorFinding *finding)
{
  if (finding->place != NULL)
    return 1 + (int)finding->place->level;
  return finding->measure == NULL ? 0 : 1 + MIRADOR_N_LEVELS;
}

static int
compare_ranked (gconstpointer a, gconstpointer b)
{
  const MiradorRanked *one = a, *other = b;
  int kinds = order_of_kind (&one->finding) - order_of_kind (&other->finding);

  if (one->rank != other->rank)
    return one->rank - other->rank;
  if (kinds != 0)
    return kinds;
  if (one->finding.place != NULL)
    return g_strcmp0 (one->finding.place->code, other->finding.place->code);
  if (one->finding.program != other->finding.program)
    return one->finding.program->order - other->finding.program->order;
  return one->finding.measure != NULL
           ? g_strcmp0 (one->finding.measure->id, other->finding.measure->id)
           : 0;
}

static gboolean
says_something (const GPtrArray *terms)
{
  for (guint i = 0; i < terms->len; i++)
    if (g_utf8_strlen (terms->pdata[i], -1) > 1)
      return TRUE;
  return FALSE;
}

GArray *
mirador_search_find (const GArray *holdings, const char *const *terms)
{
  g_autoptr (GPtrArray) words = mirador_words_split (terms);
  g_autoptr (GArray) ranked = g_array_new (FALSE, FALSE, sizeof (MiradorRanked));
  GArray *findings = g_array_new (FALSE, FALSE, sizeof (MiradorFinding));

  if (holdings == NULL || !says_something (words))
    return findings;
  find_in_holdings (holdings, words, ranked);
  mirador_search_find_places (holdings, words, ranked);
  g_array_sort (ranked, compare_ranked);
  for (guint i = 0; i < ranked->len && i < MOST; i++)
    g_array_append_val (findings, g_array_index (ranked, MiradorRanked, i).finding);
  return findings;
}

void
mirador_search_add (GArray *ranked, MiradorFinding finding, int rank)
{
  MiradorRanked one = { finding, rank };

  if (rank >= 0)
    g_array_append_val (ranked, one);
}

gboolean
mirador_search_is_shown (const MiradorHolding *one)
{
  return !g_str_equal (one->program->id, "context") && one->measure->target_of == NULL;
}
