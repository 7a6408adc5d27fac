/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/mapper-private.h"

#include <math.h>

#include "model/format.h"

/* 2^53: beyond it a double no longer counts by ones. */
#define EXACT_LIMIT 9007199254740992.0
#define EXACT_LIMIT_TEXT "9007199254740992"

gboolean
mirador_refuse (MiradorRefusal *refusal, MiradorReject reason, int column)
{
  *refusal = (MiradorRefusal){ reason, column };
  return FALSE;
}

static gboolean
is_tidy (const char *text)
{
  char before = ' ';

  for (; *text != '\0'; text++)
    {
      if (g_ascii_isspace (*text) && (*text != ' ' || before == ' '))
        return FALSE;
      before = *text;
    }
  return before != ' ';
}

const char *
mirador_mapper_cell_at (MiradorMapper *mapper, const MiradorRecord *record, int column)
{
  const char *text = column >= 0 ? record->values[column] : NULL;

  if (text == NULL || *text == '\0')
    return "";
  if (is_tidy (text))
    return text;
  g_autofree char *tidy = mirador_cell_tidy (text);
  mapper->has_tidied = TRUE;
  return g_string_chunk_insert (mapper->tidied, tidy);
}

int
mirador_mapper_column_of (const MiradorMapper *mapper, int slot)
{
  return slot == MIRADOR_SLOT_NONE ? -1 : mapper->columns[slot];
}

const char *
mirador_mapper_cell (MiradorMapper *mapper, const MiradorRecord *record, int slot)
{
  return mirador_mapper_cell_at (mapper, record, mirador_mapper_column_of (mapper, slot));
}

/* 2^53 + 1 reads as 2^53, so at the limit itself the text decides. */
static gboolean
is_exact (const char *text, double value)
{
  if (fabs (value) != EXACT_LIMIT)
    return fabs (value) < EXACT_LIMIT;
  return g_str_equal (*text == '-' ? text + 1 : text, EXACT_LIMIT_TEXT);
}

gboolean
mirador_mapper_read_number (const char *text,
                            char decimal,
                            gboolean negative,
                            double *value,
                            MiradorReject *reason)
{
  gboolean finite = TRUE;

  if (*text == '\0')
    *reason = MIRADOR_REJECT_VALUE_MISSING;
  else if (!mirador_format_parse_number (text, decimal, value, &finite))
    *reason = finite ? MIRADOR_REJECT_NOT_A_NUMBER : MIRADOR_REJECT_NOT_FINITE;
  else if (!isfinite (*value))
    *reason = MIRADOR_REJECT_NOT_FINITE;
  else if (!is_exact (text, *value))
    *reason = MIRADOR_REJECT_TOO_LARGE;
  else if (*value < 0 && !negative)
    *reason = MIRADOR_REJECT_NEGATIVE;
  else
    return TRUE;
  return FALSE;
}
