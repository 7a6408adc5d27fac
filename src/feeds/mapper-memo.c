/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/mapper-private.h"

#include <string.h>

/* A source that writes the same code in ever new ways is not remembered without end. */
#define MOST_KEPT 65536

void
mirador_memo_init (MiradorMemo *memo, GDestroyNotify free_meaning)
{
  *memo = (MiradorMemo){ 0 };
  memo->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_meaning);
}

void
mirador_memo_clear (MiradorMemo *memo)
{
  g_clear_pointer (&memo->known, g_hash_table_unref);
}

/* Rows beside each other speak mostly of the same month or measure. */
gconstpointer
mirador_memo_find (MiradorMemo *memo, const char *text)
{
  gpointer kept, meaning;

  if (memo->last != NULL && strcmp (memo->last, text) == 0)
    return memo->meaning;
  if (!g_hash_table_lookup_extended (memo->known, text, &kept, &meaning))
    return NULL;
  memo->last = kept;
  memo->meaning = meaning;
  return meaning;
}

gboolean
mirador_memo_keep (MiradorMemo *memo, const char *text, gconstpointer meaning)
{
  if (g_hash_table_size (memo->known) >= MOST_KEPT)
    return FALSE;
  g_hash_table_insert (memo->known, g_strdup (text), (gpointer)meaning);
  return TRUE;
}

static const char *
written_at (const MiradorMapper *mapper, const MiradorRecord *record, int slot)
{
  int column = mirador_mapper_column_of (mapper, slot);
  const char *text = column >= 0 ? record->values[column] : NULL;

  return text != NULL ? text : "";
}

const char *
mirador_mapper_written (MiradorMapper *mapper,
                        const MiradorRecord *record,
                        const int *slots,
                        guint n)
{
  if (n == 1)
    return written_at (mapper, record, slots[0]);
  g_string_truncate (mapper->written, 0);
  for (guint i = 0; i < n; i++)
    {
      /* No UTF-8 text has this byte in it. */
      if (i > 0)
        g_string_append_c (mapper->written, '\xff');
      g_string_append (mapper->written, written_at (mapper, record, slots[i]));
    }
  return mapper->written->str;
}
