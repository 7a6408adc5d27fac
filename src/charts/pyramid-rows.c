/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/pyramid-rows.h"

#include <math.h>
#include <string.h>

#include "analysis/label.h"

static const char *const breakdowns[] = { "age", "life_course" };

static const char *
find_age (const MiradorRow *row, const char **breakdown)
{
  for (guint i = 0; i < G_N_ELEMENTS (breakdowns); i++)
    {
      const char *member = mirador_breakdown_key_get (row->breakdown, breakdowns[i]);

      *breakdown = breakdowns[i];
      if (member != NULL)
        return member;
    }
  return NULL;
}

static gboolean
find_side (const MiradorRow *row, MiradorSide *side)
{
  const char *sex = mirador_breakdown_key_get (row->breakdown, "sex");

  *side = g_strcmp0 (sex, "F") == 0 ? MIRADOR_SIDE_WOMEN : MIRADOR_SIDE_MEN;
  return g_strcmp0 (sex, "F") == 0 || g_strcmp0 (sex, "M") == 0;
}

const char *
mirador_pyramid_find_breakdown (MiradorFrame *frame)
{
  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (frame, i);
      const char *breakdown;
      MiradorSide side;

      if (find_age (row, &breakdown) != NULL && find_side (row, &side))
        return breakdown;
    }
  return NULL;
}

static int
order_of (const char *breakdown, const char *member)
{
  const MiradorMember *known = mirador_catalogue_member (breakdown, member);

  return known != NULL ? known->order : G_MAXINT;
}

static int
compare_groups (gconstpointer a, gconstpointer b, gpointer breakdown)
{
  const MiradorAgeGroup *one = a, *other = b;
  int order = order_of (breakdown, one->member), next = order_of (breakdown, other->member);
  gint64 from = g_ascii_strtoll (one->member, NULL, 10);
  gint64 next_from = g_ascii_strtoll (other->member, NULL, 10);

  if (order != next)
    return order < next ? -1 : 1;
  if (from != next_from)
    return from < next_from ? -1 : 1;
  return strcmp (one->member, other->member);
}

static MiradorAgeGroup *
find_group (GArray *groups, const char *member)
{
  MiradorAgeGroup group = { member, { -1, -1 } };

  for (guint i = 0; i < groups->len; i++)
    if (g_array_index (groups, MiradorAgeGroup, i).member == member)
      return &g_array_index (groups, MiradorAgeGroup, i);
  g_array_append_val (groups, group);
  return &g_array_index (groups, MiradorAgeGroup, groups->len - 1);
}

GArray *
mirador_pyramid_groups (MiradorFrame *frame)
{
  GArray *groups = g_array_new (FALSE, FALSE, sizeof (MiradorAgeGroup));
  const char *of_frame = mirador_pyramid_find_breakdown (frame);

  for (guint i = 0; of_frame != NULL && i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (frame, i);
      const char *breakdown;
      const char *age = find_age (row, &breakdown);
      MiradorSide side;
      MiradorAgeGroup *group;

      if (age == NULL || !find_side (row, &side) || breakdown != of_frame)
        continue;
      group = find_group (groups, age);
      if (group->rows[side] < 0)
        group->rows[side] = (int)i;
    }
  g_array_sort_with_data (groups, compare_groups, (gpointer)of_frame);
  return groups;
}

double
mirador_pyramid_total (MiradorFrame *frame, const GArray *groups, MiradorSide side)
{
  double total = 0;

  for (guint i = 0; i < groups->len; i++)
    {
      int index = g_array_index (groups, MiradorAgeGroup, i).rows[side];
      const MiradorRow *row = index >= 0 ? mirador_frame_get_row (frame, (guint)index) : NULL;

      if (row == NULL || !mirador_row_has_value (row) || !mirador_row_is_count (row))
        return NAN;
      total += row->value;
    }
  return groups->len > 0 ? total : NAN;
}

char *
mirador_pyramid_name (const char *breakdown, const char *member, gboolean narrow)
{
  const char *name = mirador_member_get_name (breakdown, member);
  const char *open = narrow ? strchr (name, '(') : NULL;
  const char *close = open != NULL ? strchr (open, ')') : NULL;

  return close != NULL ? g_strndup (open + 1, close - open - 1) : g_strdup (name);
}
