/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What a store holds, without one: "measure program level until [simulated]", one a line. */

#include "store/store.h"

static inline void
holdings_add (GArray *holdings, const char *line)
{
  g_auto (GStrv) word = g_strsplit (line, " ", -1);
  MiradorHolding one = {
    .measure = mirador_catalogue_measure (word[0]),
    .program = mirador_catalogue_program (word[1]),
    .feed = g_intern_static_string ("a-feed"),
    .simulated = word[4] != NULL,
  };
  MiradorLevel level;

  g_assert_nonnull (one.measure);
  g_assert_nonnull (one.program);
  g_assert_true (mirador_level_from_id (word[2], &level));
  g_assert_true (mirador_period_parse (word[3], 7, &one.data_until, NULL));
  one.levels = 1u << level;
  one.range = mirador_period_get_range (one.data_until);
  g_array_append_val (holdings, one);
}

/* (transfer full) of MiradorHolding */
static inline GArray *
holdings_parse (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GArray *holdings = g_array_new (FALSE, FALSE, sizeof (MiradorHolding));

  for (char **line = lines; *line != NULL; line++)
    if (**line != '\0')
      holdings_add (holdings, *line);
  return holdings;
}
