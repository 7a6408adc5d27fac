/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/dhis2-plan.h"

#include <string.h>

#include "feeds/dhis2-places.h"
#include "feeds/dhis2-span.h"

#define USUAL_CELLS 50000
/* Servers and proxies take lines of 8 kB as a rule, older ones of half that. */
#define LONGEST_ADDRESS 4000

struct _MiradorDhis2Plan
{
  char *base;
  gboolean values;
  gboolean num_den;
  char **data;
  GArray *spans;     /* MiradorDhis2Span */
  GPtrArray *groups; /* MiradorDhis2Group */
  guint most_cells;
  GQueue parts; /* MiradorDhis2Part, the next one first */
};

static void
push (MiradorDhis2Plan *plan, const MiradorDhis2Part *part)
{
  g_queue_push_head (&plan->parts, g_memdup2 (part, sizeof *part));
}

static char **
copy_once (char *const *texts)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GStrvBuilder) copy = g_strv_builder_new ();

  for (guint i = 0; texts[i] != NULL; i++)
    {
      if (g_hash_table_add (seen, texts[i]))
        g_strv_builder_add (copy, texts[i]);
    }
  return g_strv_builder_end (copy);
}

static const MiradorDhis2Group *
get_group (const MiradorDhis2Plan *plan, guint i)
{
  return plan->groups->pdata[i];
}

MiradorDhis2Plan *
mirador_dhis2_plan_new (const char *base, const MiradorAsk *ask, gboolean values)
{
  MiradorDhis2Plan *plan = g_new0 (MiradorDhis2Plan, 1);

  plan->base = g_strdup (base);
  plan->values = values;
  plan->num_den = ask->num_den;
  plan->most_cells = ask->most_cells > 0 ? ask->most_cells : USUAL_CELLS;
  plan->data = copy_once (ask->data);
  plan->groups = mirador_dhis2_group_places (ask->places);
  plan->spans = values ? mirador_dhis2_spans_of_days (ask->periods)
                       : mirador_dhis2_spans_of_periods (ask->periods);
  g_queue_init (&plan->parts);
  for (guint i = plan->groups->len; i-- > 0 && plan->data[0] != NULL && plan->spans->len > 0;)
    {
      const MiradorDhis2Part part = { 0, g_strv_length (plan->data),     0, plan->spans->len, i,
                                      0, get_group (plan, i)->words->len };
      push (plan, &part);
    }
  return plan;
}

void
mirador_dhis2_plan_free (MiradorDhis2Plan *plan)
{
  g_queue_clear_full (&plan->parts, g_free);
  g_array_unref (plan->spans);
  g_ptr_array_unref (plan->groups);
  g_strfreev (plan->data);
  g_free (plan->base);
  g_free (plan);
}

/* Parting. Each cut pushes pieces that together are the part, the first one on top. */

static void
cut_data (MiradorDhis2Plan *plan, const MiradorDhis2Part *part, guint n)
{
  for (guint i = n; i-- > 0;)
    {
      MiradorDhis2Part piece = *part;

      piece.data = part->data + (guint)((guint64)part->n_data * i / n);
      piece.n_data = part->data + (guint)((guint64)part->n_data * (i + 1) / n) - piece.data;
      push (plan, &piece);
    }
}

static void
cut_places (MiradorDhis2Plan *plan, const MiradorDhis2Part *part, guint n)
{
  for (guint i = n; i-- > 0;)
    {
      MiradorDhis2Part piece = *part;

      piece.place = part->place + (guint)((guint64)part->n_places * i / n);
      piece.n_places = part->place + (guint)((guint64)part->n_places * (i + 1) / n) - piece.place;
      push (plan, &piece);
    }
}

static int
get_year (const MiradorDhis2Plan *plan, guint span)
{
  return g_array_index (plan->spans, MiradorDhis2Span, span).year;
}

/* At the turn of a year next to the middle, or there where it is all one year. */
static void
cut_periods (MiradorDhis2Plan *plan, const MiradorDhis2Part *part)
{
  guint middle = part->period + part->n_periods / 2;
  guint cut = middle;
  MiradorDhis2Part first = *part, second = *part;

  for (guint i = 0; i < part->n_periods; i++)
    {
      guint at = i % 2 == 0 ? middle - i / 2 : middle + (i + 1) / 2;

      if (at > part->period && at < part->period + part->n_periods
          && get_year (plan, at - 1) != get_year (plan, at))
        {
          cut = at;
          break;
        }
    }
  first.n_periods = cut - part->period;
  second.period = cut;
  second.n_periods = part->n_periods - first.n_periods;
  push (plan, &second);
  push (plan, &first);
}

static guint64
count_cells (const MiradorDhis2Part *part)
{
  return (guint64)part->n_data * part->n_periods * part->n_places;
}

static guint
count_pieces (guint n, guint64 cells, guint most)
{
  return (guint)MIN ((guint64)n, (cells + most - 1) / most);
}

static gboolean
spans_years (const MiradorDhis2Plan *plan, const MiradorDhis2Part *part)
{
  return get_year (plan, part->period) != get_year (plan, part->period + part->n_periods - 1);
}

static gboolean
cut_counted (MiradorDhis2Plan *plan, const MiradorDhis2Part *part)
{
  guint64 cells = count_cells (part);

  if (cells <= plan->most_cells)
    return FALSE;
  if (part->n_data > 1)
    cut_data (plan, part, count_pieces (part->n_data, cells, plan->most_cells));
  else if (part->n_periods > 1)
    cut_periods (plan, part);
  else if (part->n_places > 1)
    cut_places (plan, part, count_pieces (part->n_places, cells, plan->most_cells));
  else
    return FALSE;
  return TRUE;
}

/* By measure and year, and by what the server could take before. */
static gboolean
cut_uncounted (MiradorDhis2Plan *plan, const MiradorDhis2Part *part)
{
  guint most = get_group (plan, part->group)->most_periods;

  if (part->n_data > 1)
    cut_data (plan, part, part->n_data);
  else if (spans_years (plan, part) || (most > 0 && part->n_periods > most))
    cut_periods (plan, part);
  else
    return FALSE;
  return TRUE;
}

/* All data sets at once: an element of two of them is then told once. */
static gboolean
cut_values (MiradorDhis2Plan *plan, const MiradorDhis2Part *part)
{
  if (part->n_periods > 1)
    cut_periods (plan, part);
  return part->n_periods > 1;
}

static gsize
measure_data (const MiradorDhis2Plan *plan, const MiradorDhis2Part *part)
{
  gsize length = 0;

  for (guint i = part->data; i < part->data + part->n_data; i++)
    length += strlen (plan->data[i]) + 1;
  return length;
}

static gsize
measure_places (const MiradorDhis2Plan *plan, const MiradorDhis2Part *part)
{
  const GPtrArray *words = get_group (plan, part->group)->words;
  gsize length = 0;

  for (guint i = part->place; i < part->place + part->n_places; i++)
    length += strlen (words->pdata[i]) + 1;
  return length;
}

static gsize
measure_periods (const MiradorDhis2Plan *plan, const MiradorDhis2Part *part)
{
  gsize length = 0;

  for (guint i = part->period; i < part->period + part->n_periods; i++)
    length += strlen (g_array_index (plan->spans, MiradorDhis2Span, i).text) + 1;
  return length;
}

/* What is longest is halved. */
static gboolean
cut_long (MiradorDhis2Plan *plan, const MiradorDhis2Part *part)
{
  g_autofree char *address = mirador_dhis2_plan_address (plan, part);
  gsize data = part->n_data > 1 && !plan->values ? measure_data (plan, part) : 0;
  gsize periods = part->n_periods > 1 ? measure_periods (plan, part) : 0;
  gsize places = part->n_places > 1 && !get_group (plan, part->group)->is_whole
                   ? measure_places (plan, part)
                   : 0;

  if (strlen (address) <= LONGEST_ADDRESS || MAX (data, MAX (periods, places)) == 0)
    return FALSE;
  if (places >= data && places >= periods)
    cut_places (plan, part, 2);
  else if (data >= periods)
    cut_data (plan, part, 2);
  else
    cut_periods (plan, part);
  return TRUE;
}

static gboolean
cut_once (MiradorDhis2Plan *plan, const MiradorDhis2Part *part)
{
  gboolean was_cut;

  if (plan->values)
    was_cut = cut_values (plan, part);
  else if (get_group (plan, part->group)->is_counted)
    was_cut = cut_counted (plan, part);
  else
    was_cut = cut_uncounted (plan, part);
  return was_cut || cut_long (plan, part);
}

gboolean
mirador_dhis2_plan_next (MiradorDhis2Plan *plan, MiradorDhis2Part *part)
{
  for (;;)
    {
      g_autofree MiradorDhis2Part *top = g_queue_pop_head (&plan->parts);

      if (top == NULL)
        return FALSE;
      if (cut_once (plan, top))
        continue;
      *part = *top;
      return TRUE;
    }
}

gboolean
mirador_dhis2_plan_is_done (const MiradorDhis2Plan *plan)
{
  return plan->parts.length == 0;
}

/* What the server could not take once it will not take a second time. */
static void
learn (MiradorDhis2Plan *plan, const MiradorDhis2Part *part)
{
  MiradorDhis2Group *group = plan->groups->pdata[part->group];

  if (group->is_counted)
    plan->most_cells = (guint)MAX (1, MIN (plan->most_cells, (count_cells (part) + 1) / 2));
  else if (part->n_data == 1 && part->n_periods > 1)
    group->most_periods = (part->n_periods + 1) / 2;
}

gboolean
mirador_dhis2_plan_halve (MiradorDhis2Plan *plan, const MiradorDhis2Part *part)
{
  const MiradorDhis2Group *group = get_group (plan, part->group);

  if (part->n_data > 1 && !plan->values)
    cut_data (plan, part, 2);
  else if (part->n_periods > 1)
    cut_periods (plan, part);
  else if (part->n_places > 1 && !group->is_whole)
    cut_places (plan, part, 2);
  else
    return FALSE;
  learn (plan, part);
  return TRUE;
}

/* Addresses. Codes are letters, digits, points, hyphens and _ only (a definition with others is
 * refused), so nothing needs escaping but our own brackets. */

static void
append_all (GString *address,
            const char *before,
            const char *between,
            char *const *texts,
            guint from,
            guint n)
{
  for (guint i = from; i < from + n; i++)
    g_string_append_printf (address, "%s%s", i == from ? before : between, texts[i]);
}

static void
append_analytics (const MiradorDhis2Plan *plan, const MiradorDhis2Part *part, GString *address)
{
  const GPtrArray *words = get_group (plan, part->group)->words;

  g_string_append (address, "/api/analytics.json");
  append_all (address, "?dimension=dx:", ";", plan->data, part->data, part->n_data);
  for (guint i = part->period; i < part->period + part->n_periods; i++)
    g_string_append_printf (address, "%s%s", i == part->period ? "&dimension=pe:" : ";",
                            g_array_index (plan->spans, MiradorDhis2Span, i).text);
  append_all (address, "&dimension=ou:", ";", (char **)words->pdata, part->place, part->n_places);
  g_string_append (address, "&outputIdScheme=UID");
  if (plan->num_den)
    g_string_append (address, "&includeNumDen=true");
}

static void
append_values (const MiradorDhis2Plan *plan, const MiradorDhis2Part *part, GString *address)
{
  const GPtrArray *words = get_group (plan, part->group)->words;

  g_string_append (address, "/api/dataValueSets.json");
  append_all (address, "?dataSet=", "&dataSet=", plan->data, part->data, part->n_data);
  g_string_append (address, g_array_index (plan->spans, MiradorDhis2Span, part->period).text);
  append_all (address, "&orgUnit=", "&orgUnit=", (char **)words->pdata, part->place,
              part->n_places);
  g_string_append (address, "&children=true");
}

char *
mirador_dhis2_plan_address (const MiradorDhis2Plan *plan, const MiradorDhis2Part *part)
{
  GString *address = g_string_new (plan->base);

  if (plan->values)
    append_values (plan, part, address);
  else
    append_analytics (plan, part, address);
  return g_string_free (address, FALSE);
}

char *
mirador_dhis2_plan_describe (const MiradorDhis2Plan *plan, const MiradorDhis2Part *part)
{
  return g_strdup_printf ("%s, %s, %s", plan->data[part->data],
                          g_array_index (plan->spans, MiradorDhis2Span, part->period).text,
                          (char *)get_group (plan, part->group)->words->pdata[part->place]);
}

char *
mirador_dhis2_units_address (const char *base, char *const *units)
{
  g_autofree char *list = g_strjoinv (",", (char **)units);

  return g_strconcat (base, "/api/organisationUnits.json?paging=false&fields=",
                      "id,level,path,organisationUnitGroups%5Bid%5D&filter=id:in:%5B", list, "%5D",
                      NULL);
}
