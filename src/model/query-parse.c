/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/query.h"

#include <string.h>
#include "model/error.h"

/* How many suggestions a person still reads. */
#define N_SIMILAR 6

typedef gboolean (*ParsePart) (MiradorQuery *query, const char *part, GError **error);

/* An empty part ("tb,") asks for nothing, so it is passed over. */
static gboolean
parse_list (MiradorQuery *query, const char *text, ParsePart parse_part, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);

  for (char **part = parts; *part != NULL; part++)
    if (*g_strstrip (*part) != '\0' && !parse_part (query, *part, error))
      return FALSE;
  return TRUE;
}

static char *
join (GPtrArray *ids)
{
  g_autoptr (GPtrArray) terminated = g_ptr_array_copy (ids, NULL, NULL);

  g_ptr_array_add (terminated, NULL);
  return g_strjoinv (", ", (char **)terminated->pdata);
}

/* Levenshtein's distance: V. I. Levenshtein, Soviet Physics Doklady 10 (1966), 707-710. */
static guint
edit_distance (const char *a, const char *b)
{
  gsize width = strlen (b) + 1;
  g_autofree guint *row = g_new (guint, width);

  for (gsize j = 0; j < width; j++)
    row[j] = j;
  for (gsize i = 1; a[i - 1] != '\0'; i++)
    {
      guint diagonal = row[0];

      row[0] = i;
      for (gsize j = 1; j < width; j++)
        {
          guint above = row[j];
          guint replaced = diagonal + (a[i - 1] != b[j - 1]);

          row[j] = MIN (MIN (above, row[j - 1]) + 1, replaced);
          diagonal = above;
        }
    }
  return row[width - 1];
}

typedef struct
{
  const char *id;
  guint distance;
} Candidate;

/* One that begins with what was written, or holds it, is nearer than any misspelling. */
static guint
get_distance (const char *wanted, const char *id)
{
  if (g_str_has_prefix (id, wanted) || g_str_has_prefix (wanted, id))
    return 0;
  if (strlen (wanted) > 2 && strstr (id, wanted) != NULL)
    return 1;
  return 1 + edit_distance (wanted, id);
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *one = a, *other = b;

  if (one->distance != other->distance)
    return one->distance < other->distance ? -1 : 1;
  return strcmp (one->id, other->id);
}

/* The measures that are most like @wanted. */
static char *
suggest_measures (const char *wanted)
{
  g_autoptr (GPtrArray) measures = mirador_catalogue_measures ();
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  guint similar = 1 + MAX (2, strlen (wanted) / 3);

  for (guint i = 0; i < measures->len; i++)
    {
      const MiradorMeasure *measure = g_ptr_array_index (measures, i);
      Candidate candidate = { measure->id, get_distance (wanted, measure->id) };

      g_array_append_val (candidates, candidate);
    }
  g_array_sort (candidates, compare_candidates);
  for (guint i = 0; i < MIN (candidates->len, N_SIMILAR); i++)
    {
      const Candidate *candidate = &g_array_index (candidates, Candidate, i);

      if (candidate->distance <= similar || ids->len < 3)
        g_ptr_array_add (ids, (gpointer)candidate->id);
    }
  return join (ids);
}

static gboolean
parse_measure (MiradorQuery *query, const char *part, GError **error)
{
  g_autofree char *id = g_ascii_strdown (part, -1);
  g_autofree char *known = NULL;
  MiradorStage stage;

  if (mirador_catalogue_measure (id) != NULL)
    {
      mirador_query_add_measure (query, id);
      return TRUE;
    }
  if (mirador_stage_from_id (id, &stage) && stage != MIRADOR_STAGE_NONE)
    {
      query->stages |= 1u << stage;
      return TRUE;
    }
  known = suggest_measures (id);
  mirador_set_error (error, MIRADOR_ERROR_MEASURE_UNKNOWN, part, known, NULL);
  return FALSE;
}

gboolean
mirador_query_parse_measures (MiradorQuery *query, const char *text, GError **error)
{
  return parse_list (query, text, parse_measure, error);
}

static char *
list_programs (void)
{
  g_autoptr (GPtrArray) programs = mirador_catalogue_programs ();
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; i < programs->len; i++)
    g_ptr_array_add (ids, (gpointer)((const MiradorProgram *)programs->pdata[i])->id);
  return join (ids);
}

static gboolean
parse_program (MiradorQuery *query, const char *part, GError **error)
{
  g_autofree char *id = g_ascii_strdown (part, -1);
  g_autofree char *known = NULL;

  if (mirador_catalogue_program (id) != NULL)
    {
      mirador_query_add_program (query, id);
      return TRUE;
    }
  known = list_programs ();
  mirador_set_error (error, MIRADOR_ERROR_PROGRAM_UNKNOWN, part, known, NULL);
  return FALSE;
}

gboolean
mirador_query_parse_programs (MiradorQuery *query, const char *text, GError **error)
{
  return parse_list (query, text, parse_program, error);
}

static gboolean
parse_place (MiradorQuery *query, const char *part, GError **error)
{
  const MiradorPlace *place = mirador_place_find (part, error);

  if (place == NULL)
    return FALSE;
  mirador_query_add_place (query, place->code);
  return TRUE;
}

gboolean
mirador_query_parse_places (MiradorQuery *query, const char *text, GError **error)
{
  return parse_list (query, text, parse_place, error);
}

gboolean
mirador_query_parse_period (MiradorQuery *query, const char *text, GError **error)
{
  return mirador_range_parse (text, query->fiscal_first_month, &query->range, error);
}

static GPtrArray *
list_breakdowns (void)
{
  g_autoptr (GPtrArray) breakdowns = mirador_catalogue_breakdowns ();
  GPtrArray *ids = g_ptr_array_new ();

  for (guint i = 0; i < breakdowns->len; i++)
    g_ptr_array_add (ids, (gpointer)((const MiradorBreakdown *)breakdowns->pdata[i])->id);
  return ids;
}

static char *
list_members (const MiradorBreakdown *breakdown)
{
  g_autoptr (GPtrArray) pairs = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < breakdown->members->len; i++)
    {
      const MiradorMember *member = g_ptr_array_index (breakdown->members, i);

      g_ptr_array_add (pairs, g_strdup_printf ("%s=%s", breakdown->id, member->id));
    }
  g_ptr_array_add (pairs, NULL);
  return g_strjoinv (", ", (char **)pairs->pdata);
}

/* A feed may have members that the catalogue does not know, so any id will do; one that differs
 * from a known one by its case only is that one. */
static const char *
find_member (const MiradorBreakdown *breakdown, const char *text)
{
  if (mirador_catalogue_member (breakdown->id, text) != NULL)
    return text;
  for (guint i = 0; i < breakdown->members->len; i++)
    {
      const MiradorMember *member = g_ptr_array_index (breakdown->members, i);

      if (g_ascii_strcasecmp (member->id, text) == 0)
        return member->id;
    }
  return text;
}

static guint
add_members (MiradorQuery *query, const MiradorBreakdown *breakdown, const char *text)
{
  g_auto (GStrv) members = g_strsplit (text, "|", -1);
  guint added = 0;

  for (char **member = members; *member != NULL; member++)
    if (*g_strstrip (*member) != '\0')
      {
        mirador_query_add_member (query, breakdown->id, find_member (breakdown, *member));
        added++;
      }
  return added;
}

static gboolean
parse_pair (MiradorQuery *query, const char *part, GError **error)
{
  g_auto (GStrv) pair = g_strsplit (part, "=", 2);
  g_autofree char *id = g_ascii_strdown (g_strstrip (pair[0]), -1);
  const MiradorBreakdown *breakdown = mirador_catalogue_breakdown (id);
  g_autoptr (GPtrArray) ids = NULL;
  g_autofree char *known = NULL;

  if (breakdown != NULL && pair[1] != NULL && add_members (query, breakdown, pair[1]) > 0)
    return TRUE;
  ids = list_breakdowns ();
  known = breakdown != NULL ? list_members (breakdown) : join (ids);
  mirador_set_error (error, MIRADOR_ERROR_BREAKDOWN_UNKNOWN, part, known, NULL);
  return FALSE;
}

gboolean
mirador_query_parse_breakdown (MiradorQuery *query, const char *text, GError **error)
{
  return parse_list (query, text, parse_pair, error);
}

static void
set_by_unknown (const char *part, GError **error)
{
  g_autoptr (GPtrArray) ids = list_breakdowns ();
  g_autofree char *known = NULL;

  g_ptr_array_insert (ids, 0, (gpointer) "program");
  g_ptr_array_insert (ids, 1, (gpointer) "place");
  for (int level = MIRADOR_LEVEL_COUNTRY; level < MIRADOR_N_LEVELS; level++)
    g_ptr_array_insert (ids, 2 + level, (gpointer)mirador_level_to_id (level));
  known = join (ids);
  mirador_set_error (error, MIRADOR_ERROR_BREAKDOWN_UNKNOWN, part, known, NULL);
}

static gboolean
parse_dimension (MiradorQuery *query, const char *part, GError **error)
{
  g_autofree char *id = g_ascii_strdown (part, -1);
  MiradorLevel level;

  if (g_str_equal (id, "program"))
    query->by |= MIRADOR_BY_PROGRAM;
  else if (g_str_equal (id, "place"))
    query->by |= MIRADOR_BY_PLACE;
  else if (mirador_level_from_id (id, &level))
    {
      query->by |= MIRADOR_BY_PLACE;
      query->place_level = level;
    }
  else if (mirador_catalogue_breakdown (id) != NULL)
    mirador_query_add_by_breakdown (query, id);
  else
    {
      set_by_unknown (part, error);
      return FALSE;
    }
  return TRUE;
}

gboolean
mirador_query_parse_by (MiradorQuery *query, const char *text, GError **error)
{
  return parse_list (query, text, parse_dimension, error);
}
