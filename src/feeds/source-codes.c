/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/source-private.h"

#include <string.h>

/* The codes of a source and what they stand for. */

MiradorMatch *
mirador_source_find_match (const MiradorSource *source,
                           MiradorColumnUse use,
                           const char *column,
                           const char *code)
{
  for (guint i = 0; i < source->matches->len; i++)
    {
      MiradorMatch *match = g_ptr_array_index (source->matches, i);

      if (match->use == use && g_str_equal (match->code, code)
          && g_str_equal (match->column, column))
        return match;
    }
  return NULL;
}

MiradorMatch *
mirador_source_append_match (MiradorSource *source,
                             MiradorColumnUse use,
                             const char *column,
                             const char *code,
                             const char *name)
{
  MiradorSourceCode *made = g_new0 (MiradorSourceCode, 1);

  made->match.use = use;
  made->match.column = g_strdup (column);
  made->match.code = g_strdup (code);
  made->match.name = g_strdup (name);
  g_ptr_array_add (source->matches, made);
  return &made->match;
}

MiradorMatch *
mirador_source_add_match (MiradorSource *source,
                          MiradorColumnUse use,
                          const char *column,
                          const char *code,
                          const char *name)
{
  MiradorMatch *match = mirador_source_find_match (source, use, column, code);

  return match != NULL ? match : mirador_source_append_match (source, use, column, code, name);
}

static void
take_remote (MiradorMatch *match, const MiradorRemote *remote)
{
  MiradorSourceCode *code = (MiradorSourceCode *)match;

  g_free (code->within);
  code->within = g_strdup (remote->within);
  g_free (code->remote_code);
  code->remote_code = g_strdup (remote->code);
}

void
mirador_source_add_remote (MiradorSource *source,
                           MiradorColumnUse use,
                           const char *column,
                           const MiradorRemote *remote)
{
  take_remote (mirador_source_add_match (source, use, column, remote->id, remote->name), remote);
}

/* A level may have ten thousand of them: each is looked up once. */
void
mirador_source_add_remotes (MiradorSource *source,
                            MiradorColumnUse use,
                            const char *column,
                            const GPtrArray *remotes)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < source->matches->len; i++)
    {
      MiradorMatch *match = g_ptr_array_index (source->matches, i);

      if (match->use == use && g_str_equal (match->column, column))
        g_hash_table_insert (known, match->code, match);
    }
  for (guint i = 0; i < remotes->len; i++)
    {
      const MiradorRemote *remote = g_ptr_array_index (remotes, i);
      MiradorMatch *match = g_hash_table_lookup (known, remote->id);

      if (match == NULL)
        {
          match = mirador_source_append_match (source, use, column, remote->id, remote->name);
          g_hash_table_insert (known, match->code, match);
        }
      take_remote (match, remote);
    }
}

void
mirador_source_remove_match (MiradorSource *source, MiradorMatch *match)
{
  g_ptr_array_remove (source->matches, match);
}

static int
rank (const MiradorMatch *match)
{
  if (match->confirmed || match->left_out)
    return 2;
  return match->target != NULL ? 1 : 0;
}

/* As people sort: ÁNCASH beside Áncash. */
static int
compare_names (const char *first, const char *second)
{
  g_autofree char *one = first != NULL ? mirador_text_fold (first) : NULL;
  g_autofree char *other = second != NULL ? mirador_text_fold (second) : NULL;

  return g_strcmp0 (one, other);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const MiradorMatch *first = *(const MiradorMatch *const *)a;
  const MiradorMatch *second = *(const MiradorMatch *const *)b;
  int order = rank (first) - rank (second);

  if (order == 0)
    order = strcmp (first->column, second->column);
  if (order == 0 && first->count != second->count)
    order = first->count > second->count ? -1 : 1;
  if (order == 0)
    order = compare_names (first->name, second->name);
  return order != 0 ? order : strcmp (first->code, second->code);
}

GPtrArray *
mirador_source_get_matches (MiradorSource *source)
{
  g_ptr_array_sort (source->matches, compare);
  return source->matches;
}

static void
replace (char **slot, const char *text)
{
  char *copy = g_strdup (text);

  g_free (*slot);
  *slot = copy;
}

void
mirador_source_set_match (MiradorSource *source,
                          MiradorMatch *match,
                          const char *target,
                          const char *program)
{
  replace (&match->target, target);
  replace (&match->program, target != NULL ? program : NULL);
  match->how = MIRADOR_MATCH_BY_HAND;
  match->confirmed = TRUE;
  match->left_out = target == NULL;
}

static void
say_yes (MiradorMatch *match)
{
  if (match->target != NULL && !match->left_out)
    match->confirmed = TRUE;
}

void
mirador_source_confirm (MiradorSource *source, MiradorMatch *match, MiradorColumnUse use)
{
  if (match != NULL)
    {
      say_yes (match);
      return;
    }
  for (guint i = 0; i < source->matches->len; i++)
    {
      MiradorMatch *one = g_ptr_array_index (source->matches, i);

      if (one->use == use)
        say_yes (one);
    }
}
