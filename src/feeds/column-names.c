/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/column-names.h"

void
mirador_column_names_add (GPtrArray *names, GHashTable *seen, const char *name)
{
  g_autofree char *base
    = *name != '\0' ? g_utf8_make_valid (name, -1) : g_strdup_printf ("%u", names->len + 1);
  char *unique = g_strdup (base);

  for (guint n = 2; g_hash_table_contains (seen, unique); n++)
    {
      g_free (unique);
      unique = g_strdup_printf ("%s (%u)", base, n);
    }
  g_hash_table_add (seen, g_strdup (unique));
  g_ptr_array_add (names, unique);
}

GHashTable *
mirador_column_names_set (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}
