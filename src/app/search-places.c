/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/search-places.h"

#include <string.h>
#include "app/search-words.h"

/* More places of one name than this say that the name is not enough. */
#define MOST_NAMESAKES 4

/* What people call the levels, in both languages. */
static const char *const level_words[MIRADOR_N_LEVELS] = {
  [MIRADOR_LEVEL_COUNTRY] = "país country",
  [MIRADOR_LEVEL_REGION] = "región region departamento department",
  [MIRADOR_LEVEL_PROVINCE] = "provincia province",
  [MIRADOR_LEVEL_DISTRICT] = "distrito district",
  [MIRADOR_LEVEL_FACILITY] = "establecimiento facility",
  [MIRADOR_LEVEL_AUTHORITY] = "dirección health authority",
  [MIRADOR_LEVEL_AREA] = "área area",
};

static gboolean
is_large (const MiradorPlace *place)
{
  return place->level <= MIRADOR_LEVEL_REGION;
}

/* Levels of all figures, a bit each. */
static guint
gather_levels (const GArray *holdings)
{
  guint levels = 0;

  for (guint i = 0; i < holdings->len; i++)
    if (mirador_search_is_shown (&g_array_index (holdings, MiradorHolding, i)))
      levels |= g_array_index (holdings, MiradorHolding, i).levels;
  return levels;
}

/* Figures of a level, or of what is within, may answer for a place of it. */
static gboolean
may_have_figures (const MiradorPlace *place, guint levels)
{
  const guint below_groups = (1u << MIRADOR_LEVEL_PROVINCE) | (1u << MIRADOR_LEVEL_DISTRICT)
                             | (1u << MIRADOR_LEVEL_FACILITY);

  if (place->level == MIRADOR_LEVEL_AUTHORITY || place->level == MIRADOR_LEVEL_AREA)
    return (levels & (below_groups | (1u << place->level) | (1u << MIRADOR_LEVEL_REGION))) != 0;
  return levels >> place->level != 0;
}

static void
add_code (MiradorWords *words, const MiradorPlace *place)
{
  const char *dash = place->iso != NULL ? strchr (place->iso, '-') : NULL;

  mirador_words_add (words, place->code, MIRADOR_WORD_KEY);
  /* The part that all regions share would find them all. */
  mirador_words_add (words, dash != NULL ? dash + 1 : NULL, MIRADOR_WORD_KEY);
}

static MiradorWords *
make_words (const MiradorPlace *place)
{
  MiradorWords *words = mirador_words_new ();

  mirador_words_add (words, place->name, MIRADOR_WORD_NAME);
  add_code (words, place);
  mirador_words_add (words, level_words[place->level], MIRADOR_WORD_CONTEXT);
  for (const MiradorPlace *above = place->parent; above != NULL; above = above->parent)
    mirador_words_add (words, above->name, MIRADOR_WORD_CONTEXT);
  return words;
}

typedef struct
{
  const MiradorPlace *place;
  GPtrArray *words; /* (element-type utf8) of its name */
} SmallPlace;

static gpointer
list_small_places (gpointer unused)
{
  g_autoptr (GPtrArray) places = mirador_place_list (NULL, MIRADOR_LEVEL_ANY);
  GArray *small = g_array_new (FALSE, FALSE, sizeof (SmallPlace));

  for (guint i = 0; i < places->len; i++)
    {
      const MiradorPlace *place = places->pdata[i];
      const char *const name[] = { place->name, NULL };
      SmallPlace one = { place, NULL };

      if (is_large (place))
        continue;
      one.words = mirador_words_split (name);
      g_array_append_val (small, one);
    }
  return small;
}

static gboolean
is_among (const GPtrArray *terms, const char *word)
{
  return g_ptr_array_find_with_equal_func ((GPtrArray *)terms, word, g_str_equal, NULL);
}

/* Whether all of the place's own name was written, or its code. */
static gboolean
is_named (const SmallPlace *one, const GPtrArray *terms)
{
  if (is_among (terms, one->place->code))
    return TRUE;
  for (guint i = 0; i < one->words->len; i++)
    if (!is_among (terms, one->words->pdata[i]))
      return FALSE;
  return one->words->len > 0;
}

static void
rank_place (const MiradorPlace *place, const GPtrArray *terms, GArray *ranked)
{
  g_autoptr (MiradorWords) words = make_words (place);

  mirador_search_add (ranked, (MiradorFinding){ .place = place },
                      mirador_words_rank (words, terms));
}

static void
find_large (const GPtrArray *terms, guint levels, GArray *ranked)
{
  for (int level = MIRADOR_LEVEL_COUNTRY; level <= MIRADOR_LEVEL_REGION; level++)
    {
      g_autoptr (GPtrArray) places = mirador_place_list (NULL, level);

      for (guint i = 0; i < places->len; i++)
        if (may_have_figures (places->pdata[i], levels))
          rank_place (places->pdata[i], terms, ranked);
    }
}

static void
find_small (const GPtrArray *terms, guint levels, GArray *ranked)
{
  static GOnce once = G_ONCE_INIT;
  const GArray *small = g_once (&once, list_small_places, NULL);
  guint before = ranked->len;

  for (guint i = 0; i < small->len; i++)
    {
      const SmallPlace *one = &g_array_index (small, SmallPlace, i);

      if (is_named (one, terms) && may_have_figures (one->place, levels))
        rank_place (one->place, terms, ranked);
    }
  if (ranked->len - before > MOST_NAMESAKES)
    g_array_set_size (ranked, before);
}

void
mirador_search_find_places (const GArray *holdings, const GPtrArray *terms, GArray *ranked)
{
  guint levels = gather_levels (holdings);

  if (levels == 0)
    return;
  find_large (terms, levels, ranked);
  find_small (terms, levels, ranked);
}
