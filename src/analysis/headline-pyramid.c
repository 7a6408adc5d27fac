/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/headline.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "analysis/claims.h"
#include "analysis/intervals.h"
#include "analysis/label.h"
#include "model/format.h"

/* «6 de cada 10» up to so many of ten: ten of ten would be a claim. */
#define MOST_OF_TEN 9

/* The rows added over age, and over sex. */
typedef struct
{
  double women;
  double men;
  GHashTable *ages; /* interned member → double * */
  gboolean whole;   /* every row is an exact count of either sex and an age */
} Sums;

static const char *
age_of (const MiradorRow *row, const char **breakdown)
{
  static const char *const names[] = { "age", "life_course" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *member = mirador_breakdown_key_get (row->breakdown, names[i]);

      *breakdown = names[i];
      if (member != NULL)
        return member;
    }
  return NULL;
}

static void
add_age (Sums *sums, const char *age, double value)
{
  double *sum = g_hash_table_lookup (sums->ages, age);

  if (sum == NULL)
    {
      sum = g_new0 (double, 1);
      g_hash_table_insert (sums->ages, (gpointer)age, sum);
    }
  *sum += value;
}

static void
add_row (Sums *sums, const MiradorRow *row)
{
  const char *breakdown;
  const char *sex = mirador_breakdown_key_get (row->breakdown, "sex");
  const char *age = age_of (row, &breakdown);

  if (sex == NULL || age == NULL || !isfinite (row->value) || row->value < 0
      || !mirador_row_is_count (row) || (row->flags & MIRADOR_CLAIM_INEXACT)
      || (!g_str_equal (sex, "F") && !g_str_equal (sex, "M")))
    {
      sums->whole = FALSE;
      return;
    }
  *(g_str_equal (sex, "F") ? &sums->women : &sums->men) += row->value;
  add_age (sums, age, row->value);
}

/* Of the larger sex: «6 de cada 10 personas tamizadas son mujeres». */
static char *
say_of_people (const char *share, gboolean ten, gboolean women, const char *what)
{
  if (ten)
    return women
             /* Translators: "6 of every 10 people screened are women"; %1$s is the 6. */
             ? g_strdup_printf (_ ("%1$s of every 10 %2$s are women"), share, what)
             /* Translators: "6 of every 10 people screened are men"; %1$s is the 6. */
             : g_strdup_printf (_ ("%1$s of every 10 %2$s are men"), share, what);
  return women
           /* Translators: "People screened: 53% are women"; %1$s is a measure of people. */
           ? g_strdup_printf (_ ("%1$s: %2$s are women"), what, share)
           /* Translators: "People screened: 53% are men"; %1$s is a measure of people. */
           : g_strdup_printf (_ ("%1$s: %2$s are men"), what, share);
}

static char *
say_of_things (const char *share, gboolean ten, gboolean women, const char *what)
{
  if (ten)
    return women
             /* Translators: "6 of every 10 screenings are of women"; %1$s is the 6. */
             ? g_strdup_printf (_ ("%1$s of every 10 %2$s are of women"), share, what)
             /* Translators: "6 of every 10 screenings are of men"; %1$s is the 6. */
             : g_strdup_printf (_ ("%1$s of every 10 %2$s are of men"), share, what);
  return women
           /* Translators: "Screenings: 53% are of women"; %1$s is a measure. */
           ? g_strdup_printf (_ ("%1$s: %2$s are of women"), what, share)
           /* Translators: "Screenings: 53% are of men"; %1$s is a measure. */
           : g_strdup_printf (_ ("%1$s: %2$s are of men"), what, share);
}

/* NULL where chance alone could have made the difference. */
static char *
say_sex (const Sums *sums, const MiradorRow *row)
{
  double n = sums->women + sums->men;
  gboolean women = sums->women > sums->men;
  double larger = MAX (sums->women, sums->men);
  MiradorInterval interval = mirador_interval_wilson (larger, n);
  int of_ten = n > 0 ? (int)round (10 * larger / n) : 0;
  gboolean ten = of_ten >= 6 && of_ten <= MOST_OF_TEN;
  const char *name = mirador_row_measure_name (row);
  g_autofree char *what = ten ? mirador_label_lower (name) : mirador_label_upper (name);
  g_autofree char *share = NULL;

  if (!interval.valid || interval.low <= 0.5)
    return NULL;
  /* 99.6% is not all of them. */
  share = ten ? mirador_format_count (of_ten)
              : mirador_format_percent (larger < n ? MIN (larger / n, 0.99) : 1, 0);
  return g_str_equal (row->measure->unit, "people") ? say_of_people (share, ten, women, what)
                                                    : say_of_things (share, ten, women, what);
}

/* The age group with clearly more than any other; NULL without. */
static const char *
find_largest (const Sums *sums)
{
  GHashTableIter iter;
  gpointer age, sum;
  const char *largest = NULL;
  double most = -1, next = -1;

  g_hash_table_iter_init (&iter, sums->ages);
  while (g_hash_table_iter_next (&iter, &age, &sum))
    {
      double value = *(double *)sum;

      if (value > most)
        {
          next = most;
          most = value;
          largest = age;
        }
      else
        next = MAX (next, value);
    }
  if (next < 0 || mirador_change_of_counts (most, next).kind != MIRADOR_CHANGE_UP)
    return NULL;
  return largest;
}

/* «Adultos (30 a 59 años)» is long in the middle of a sentence: what is in the brackets says it. */
static char *
name_age (const char *breakdown, const char *member)
{
  const char *name = mirador_member_get_name (breakdown, member);
  const char *open = strchr (name, '(');
  const char *close = open != NULL ? strchr (open, ')') : NULL;

  return close != NULL ? g_strndup (open + 1, close - open - 1) : mirador_label_lower (name);
}

static char *
say_largest (const Sums *sums, const MiradorRow *row)
{
  const char *breakdown = "age";
  const char *largest = find_largest (sums);

  if (largest == NULL)
    return NULL;
  age_of (row, &breakdown);
  return name_age (breakdown, largest);
}

static char *
say_title (const MiradorFrame *frame)
{
  g_autofree char *what = NULL;

  if (mirador_frame_get_n_rows (frame) == 0)
    return g_strdup (_ ("Age and sex"));
  what = mirador_label_upper (mirador_row_measure_name (mirador_frame_get_row (frame, 0)));
  /* Translators: %s is a measure. */
  return g_strdup_printf (_ ("%s by age and sex"), what);
}

char *
mirador_headline_pyramid (const MiradorFrame *frame)
{
  Sums sums = { 0, 0, g_hash_table_new_full (NULL, NULL, NULL, g_free), TRUE };
  g_autoptr (GHashTable) ages = sums.ages;
  g_autofree char *sex = NULL, *largest = NULL, *title = NULL;
  const MiradorRow *row;

  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    add_row (&sums, mirador_frame_get_row (frame, i));
  if (mirador_frame_get_n_rows (frame) == 0 || !sums.whole || !(sums.women + sums.men > 0))
    return say_title (frame);
  row = mirador_frame_get_row (frame, 0);
  sex = say_sex (&sums, row);
  largest = say_largest (&sums, row);
  if (largest == NULL)
    return sex != NULL ? g_steal_pointer (&sex) : say_title (frame);
  title = sex != NULL ? g_steal_pointer (&sex) : say_title (frame);
  /* Translators: %1$s is a sentence, %2$s an age group as "30 to 59 years". */
  return g_strdup_printf (_ ("%1$s; the largest group is %2$s"), title, largest);
}
