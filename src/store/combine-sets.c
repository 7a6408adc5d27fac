/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/combine-sets.h"

static gboolean
has_name (const char *const *names, const char *name)
{
  for (; *names != NULL; names++)
    if (*names == name)
      return TRUE;
  return FALSE;
}

/* The members that make a breakdown whole, each counted once: what the feed says, else, for sex
 * alone, what the catalogue says; NULL where nobody knows, or the feed says that there are others.
 */
static GPtrArray *
find_whole_set (const MiradorIndex *index, const char *name)
{
  GPtrArray *set = NULL;
  const MiradorBreakdown *breakdown;

  if (index->terms != NULL)
    set = g_hash_table_lookup (index->terms->members, name);
  if (set != NULL && g_ptr_array_find (set, g_intern_string (MIRADOR_MEMBER_OTHERS), NULL))
    return NULL;
  if (set != NULL && set->len > 0)
    return g_ptr_array_ref (set);
  breakdown = g_str_equal (name, "sex") ? mirador_catalogue_breakdown (name) : NULL;
  if (breakdown == NULL || breakdown->members->len == 0)
    return NULL;
  set = g_ptr_array_new ();
  for (guint i = 0; i < breakdown->members->len; i++)
    g_ptr_array_add (set, (gpointer)((const MiradorMember *)breakdown->members->pdata[i])->id);
  return set;
}

static gboolean
key_has_members (const char *key, const MiradorWanted *wanted, const MiradorCombination *wish)
{
  for (guint i = 0; i < wanted->names->len; i++)
    {
      const char *member = mirador_breakdown_key_get (key, wanted->names->pdata[i]);

      if (member == NULL || !g_ptr_array_find (wish->members->pdata[i], member, NULL))
        return FALSE;
    }
  return TRUE;
}

static int
find_combination (const MiradorWanted *wanted, const char *key)
{
  for (guint i = 0; i < wanted->combinations->len; i++)
    if (key_has_members (key, wanted, wanted->combinations->pdata[i]))
      return i;
  return -1;
}

static gboolean
key_in_sets (const char *key, const GPtrArray *extra, const GPtrArray *sets)
{
  for (guint i = 0; i < extra->len; i++)
    {
      const GPtrArray *set = sets->pdata[i];

      if (set != NULL
          && !g_ptr_array_find ((GPtrArray *)set, mirador_breakdown_key_get (key, extra->pdata[i]),
                                NULL))
        return FALSE;
    }
  return TRUE;
}

static void
assign_keys (MiradorMemberFits *fits,
             const MiradorIndex *index,
             const MiradorClass *class,
             const MiradorWanted *wanted,
             const GPtrArray *extra,
             const GPtrArray *sets)
{
  for (guint i = 0; i < index->keys->len; i++)
    {
      const char *key = index->keys->pdata[i];

      if (g_array_index (index->key_names, guint, i) == class->names
          && key_in_sets (key, extra, sets))
        fits->of_key[i] = find_combination (wanted, key);
    }
}

/* The first breakdown of which several members would be added. */
static const char *
find_summed (const MiradorWanted *wanted, const MiradorCombination *wish, const GPtrArray *extra)
{
  for (guint i = 0; i < wish->members->len; i++)
    if (((const GPtrArray *)wish->members->pdata[i])->len > 1)
      return wanted->names->pdata[i];
  return extra->len > 0 ? extra->pdata[0] : NULL;
}

static void
set_gap (MiradorMemberFit *fit, MiradorGap gap, const char *detail)
{
  fit->gap = gap;
  fit->detail = detail;
}

static gboolean
is_known_member (const MiradorIndex *index, const char *name, const char *member)
{
  g_autoptr (GPtrArray) set = find_whole_set (index, name);

  if (set != NULL && g_ptr_array_find (set, member, NULL))
    return TRUE;
  for (guint i = 0; i < index->keys->len; i++)
    if (mirador_breakdown_key_get (index->keys->pdata[i], name) == member)
      return TRUE;
  return FALSE;
}

static gboolean
has_unknown_member (const MiradorIndex *index,
                    const MiradorWanted *wanted,
                    const MiradorCombination *wish)
{
  for (guint i = 0; i < wish->members->len; i++)
    {
      const GPtrArray *members = wish->members->pdata[i];

      for (guint k = 0; k < members->len; k++)
        if (!is_known_member (index, wanted->names->pdata[i], members->pdata[k]))
          return TRUE;
    }
  return FALSE;
}

static void
fit_combination (MiradorMemberFit *fit,
                 const MiradorIndex *index,
                 const MiradorWanted *wanted,
                 const MiradorCombination *wish,
                 const GPtrArray *extra,
                 const GPtrArray *sets)
{
  *fit = (MiradorMemberFit){ .n_expected = 1, .detail = "" };
  fit->summed = find_summed (wanted, wish, extra);
  fit->unknown = has_unknown_member (index, wanted, wish);
  for (guint i = 0; i < wish->members->len; i++)
    fit->n_expected *= ((const GPtrArray *)wish->members->pdata[i])->len;
  for (guint i = 0; i < extra->len; i++)
    {
      const GPtrArray *set = sets->pdata[i];

      if (set != NULL)
        fit->n_expected *= set->len;
      else if (fit->gap == MIRADOR_GAP_NONE)
        set_gap (fit, MIRADOR_GAP_SET_UNKNOWN, extra->pdata[i]);
    }
  if (fit->summed != NULL && !(index->adds & MIRADOR_ADDS_BREAKDOWN))
    set_gap (fit, MIRADOR_GAP_ADDS_NOT_BREAKDOWN, fit->summed);
}

static void
unref_set (gpointer set)
{
  if (set != NULL)
    g_ptr_array_unref (set);
}

static void
fit_extras (MiradorMemberFits *fits,
            const MiradorIndex *index,
            const MiradorClass *class,
            const MiradorWanted *wanted)
{
  const char *const *names = mirador_index_get_names (index, class->names);
  g_autoptr (GPtrArray) extra = g_ptr_array_new ();
  g_autoptr (GPtrArray) sets = g_ptr_array_new_with_free_func (unref_set);

  for (; *names != NULL; names++)
    if (!g_ptr_array_find (wanted->names, *names, NULL))
      {
        g_ptr_array_add (extra, (gpointer)*names);
        g_ptr_array_add (sets, find_whole_set (index, *names));
      }
  fits->n_extra = extra->len;
  for (guint i = 0; i < wanted->combinations->len; i++)
    fit_combination (&fits->fits[i], index, wanted, wanted->combinations->pdata[i], extra, sets);
  assign_keys (fits, index, class, wanted, extra, sets);
}

void
mirador_member_fits_init (MiradorMemberFits *fits,
                          const MiradorIndex *index,
                          const MiradorClass *class,
                          const MiradorWanted *wanted)
{
  const char *const *names = mirador_index_get_names (index, class->names);

  *fits = (MiradorMemberFits){ .detail = "" };
  fits->fits = g_new0 (MiradorMemberFit, wanted->combinations->len);
  fits->of_key = g_new (int, index->keys->len + 1);
  for (guint i = 0; i < index->keys->len; i++)
    fits->of_key[i] = -1;
  for (guint i = 0; i < wanted->names->len; i++)
    if (!has_name (names, wanted->names->pdata[i]))
      {
        fits->gap = MIRADOR_GAP_NOT_BY_BREAKDOWN;
        fits->detail = wanted->names->pdata[i];
        return;
      }
  fit_extras (fits, index, class, wanted);
}

void
mirador_member_fits_clear (MiradorMemberFits *fits)
{
  g_clear_pointer (&fits->fits, g_free);
  g_clear_pointer (&fits->of_key, g_free);
}
