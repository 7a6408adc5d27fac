/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/source-scan.h"

#include <string.h>

#include "feeds/match.h"

/* Ubigeos of RENIEC are those of INEI for other places: 140101 is Lima in one list and Chiclayo in
 * the other. Where a table has names of regions, provinces or districts too, they tell. */

/* So many rows are enough to see it. */
#define LOOKED_AT 2000
/* Of a hundred names so many may be written in another way, or be wrong. */
#define MOST_WRONG 5

typedef struct
{
  guint n_told;
  guint n_wrong;
} Telling;

struct _MiradorBeside
{
  GPtrArray *columns; /* (element-type MiradorSourceColumn) */
  GArray *levels;     /* MiradorLevel: what each column is named for */
  GArray *tellings;   /* Telling: of each column as codes */
  gboolean any_level;
  guint n;
};

MiradorBeside *
mirador_beside_new (GPtrArray *columns)
{
  MiradorBeside *beside = g_new0 (MiradorBeside, 1);

  beside->columns = g_ptr_array_ref (columns);
  beside->levels = g_array_new (FALSE, FALSE, sizeof (MiradorLevel));
  beside->tellings = g_array_new (FALSE, TRUE, sizeof (Telling));
  g_array_set_size (beside->tellings, columns->len);
  for (guint i = 0; i < columns->len; i++)
    {
      const MiradorSourceColumn *column = g_ptr_array_index (columns, i);
      MiradorLevel level = mirador_match_level_of_column (column->name);

      g_array_append_val (beside->levels, level);
      beside->any_level = beside->any_level || level != MIRADOR_LEVEL_ANY;
    }
  return beside;
}

void
mirador_beside_free (MiradorBeside *beside)
{
  g_ptr_array_unref (beside->columns);
  g_array_unref (beside->levels);
  g_array_unref (beside->tellings);
  g_free (beside);
}

/* Only names of that level count: offices and totals stand among them. */
static void
compare (Telling *telling, const MiradorPlace *coded, const char *cell, MiradorLevel level)
{
  const MiradorPlace *above = mirador_place_ancestor (coded, level);
  const MiradorPlace *named = NULL;

  if (above == NULL
      || mirador_match_place (NULL, cell, level, NULL, &named) == MIRADOR_FOUND_NOTHING)
    return;
  telling->n_told++;
  telling->n_wrong += named->members->len == 0 && named != above ? 1 : 0;
}

static void
look_beside (MiradorBeside *beside, const MiradorRecord *record, guint column)
{
  const char *cell = record->values[column];
  const MiradorPlace *coded = NULL;

  if (cell == NULL || !g_ascii_isdigit (*cell)
      || mirador_match_place (cell, NULL, MIRADOR_LEVEL_ANY, NULL, &coded) == MIRADOR_FOUND_NOTHING)
    return;
  for (guint i = 0; i < beside->levels->len && i < record->n; i++)
    {
      MiradorLevel level = g_array_index (beside->levels, MiradorLevel, i);

      if (i != column && level != MIRADOR_LEVEL_ANY && record->values[i] != NULL)
        compare (&g_array_index (beside->tellings, Telling, column), coded, record->values[i],
                 level);
    }
}

void
mirador_beside_add (MiradorBeside *beside, const MiradorRecord *record)
{
  if (!beside->any_level || beside->n++ >= LOOKED_AT)
    return;
  for (guint i = 0; i < beside->columns->len && i < record->n; i++)
    {
      const MiradorSourceColumn *column = g_ptr_array_index (beside->columns, i);

      if (column->codes != NULL)
        look_beside (beside, record, i);
    }
}

void
mirador_beside_end (MiradorBeside *beside)
{
  for (guint i = 0; i < beside->columns->len; i++)
    {
      MiradorSourceColumn *column = g_ptr_array_index (beside->columns, i);
      const Telling *telling = &g_array_index (beside->tellings, Telling, i);

      column->is_contradicted = telling->n_wrong * 100 > telling->n_told * MOST_WRONG;
    }
}
