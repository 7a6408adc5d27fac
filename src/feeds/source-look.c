/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/source-scan.h"

#include <string.h>

#include "feeds/mapping-private.h"
#include "model/format.h"

/* So many cells of a column say what it is. */
#define LOOKED_AT 1000
/* Of them so many in a hundred have to agree: titles and totals stand among them; in a short table
 * one or two are more than that. */
#define AGREE 95
#define MOST_ASIDE 2
#define AGREE_OF_FEW 75

static const char *const forms[] = { "any", "year", "month/year", "day/month/year" };
static const MiradorPeriodForm form_ids[]
  = { MIRADOR_FORM_ANY, MIRADOR_FORM_YEAR, MIRADOR_FORM_MONTH_YEAR, MIRADOR_FORM_DAY_MONTH_YEAR };

struct _MiradorLook
{
  guint64 n_filled;
  guint n;
  guint n_forms[G_N_ELEMENTS (forms)];
  guint n_points;
  guint n_commas;
  guint n_grouped; /* "1.500": thousands, or three decimals */
  guint n_long;    /* "1500": whole thousands that are not grouped */
  guint n_whole;
  guint n_small; /* whole, 1 to 53 */
  guint n_years; /* whole, 1950 to 2100 */
  guint n_months;
  guint n_places;
};

static const char *const month_names[][12] = {
  { "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "setiembre",
    "octubre", "noviembre", "diciembre" },
  { "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december" },
  { "ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "set", "oct", "nov", "dic" },
};

int
mirador_month_number (const char *name)
{
  g_autofree char *folded = mirador_text_fold (name);

  if (g_str_equal (folded, "septiembre") || g_str_equal (folded, "sep"))
    return 9;
  for (guint i = 0; i < G_N_ELEMENTS (month_names); i++)
    {
      for (int month = 0; month < 12; month++)
        {
          if (g_str_equal (folded, month_names[i][month]))
            return month + 1;
        }
    }
  return 0;
}

MiradorLook *
mirador_look_new (void)
{
  return g_new0 (MiradorLook, 1);
}

/* One to three digits, then groups of three behind points. */
static gboolean
is_grouped (const char *cell)
{
  gsize n = strspn (cell, "0123456789");

  if (n == 0 || n > 3 || cell[n] != '.')
    return FALSE;
  for (cell += n; *cell == '.'; cell += 4)
    {
      if (strspn (cell + 1, "0123456789") != 3)
        return FALSE;
    }
  return *cell == '\0';
}

static void
look_at_number (MiradorLook *look, const char *cell)
{
  gboolean finite = TRUE;
  double value;
  gsize n_digits = strspn (cell, "0123456789");

  look->n_grouped += is_grouped (cell) ? 1 : 0;
  look->n_long += n_digits > 3 ? 1 : 0;
  if (mirador_format_parse_number (cell, '.', &value, &finite))
    look->n_points++;
  if (mirador_format_parse_number (cell, ',', &value, &finite))
    look->n_commas++;
  if (n_digits == 0 || n_digits > 6 || cell[n_digits] != '\0')
    return;
  gint64 whole = g_ascii_strtoll (cell, NULL, 10);
  look->n_whole++;
  look->n_small += whole >= 1 && whole <= 53 ? 1 : 0;
  look->n_years += n_digits == 4 && whole >= 1950 && whole <= 2100 ? 1 : 0;
  look->n_places += n_digits >= 2 && mirador_place_by_code (cell) != NULL ? 1 : 0;
}

/* What offices write where there is no figure, or where it is hidden. */
static gboolean
is_blank (const char *cell)
{
  static const char *const blanks[] = { "", "-", "*", "NA", "N/A", "ND", "S/D", NULL };

  return g_strv_contains (blanks, cell);
}

void
mirador_look_add (MiradorLook *look, const char *cell)
{
  MiradorPeriod period;

  if (is_blank (cell))
    return;
  look->n_filled++;
  if (look->n == LOOKED_AT)
    return;
  look->n++;
  look_at_number (look, cell);
  look->n_months += mirador_month_number (cell) > 0 ? 1 : 0;
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      const MiradorPeriodRule rule = { .form = form_ids[i] };

      look->n_forms[i]
        += mirador_period_rule_parse (&rule, cell, MIRADOR_FISCAL_FIRST_MONTH_DEFAULT, &period) ? 1
                                                                                                : 0;
    }
}

static gboolean
most (const MiradorLook *look, guint n)
{
  guint agree = look->n - n <= MOST_ASIDE ? AGREE_OF_FEW : AGREE;

  return look->n > 0 && n * 100 >= look->n * agree;
}

/* The name of a column of parts tells which part. */
static const char *
part_of_name (const char *name)
{
  static const struct
  {
    const char *word;
    const char *part;
  } words[] = {
    { "mes", "month" },         { "month", "month" },     { "nromes", "month" },
    { "trimestre", "quarter" }, { "quarter", "quarter" }, { "semestre", "half" },
    { "half", "half" },         { "semana", "epi-week" }, { "week", "week" },
  };
  g_autofree char *folded = mirador_text_fold (name);
  g_auto (GStrv) parts = g_strsplit_set (folded, " _-./", -1);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (g_strv_contains ((const char *const *)parts, words[i].word))
        return words[i].part;
    }
  return NULL;
}

static MiradorPeriodLook
period_of (const MiradorLook *look, const char *name)
{
  const char *part = part_of_name (name);

  if (most (look, look->n_months))
    return (MiradorPeriodLook){ NULL, "month" };
  if (part != NULL && most (look, look->n_small))
    return (MiradorPeriodLook){ NULL, part };
  if (most (look, look->n_years))
    return (MiradorPeriodLook){ "year", NULL };
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      if (form_ids[i] != MIRADOR_FORM_YEAR && most (look, look->n_forms[i]))
        return (MiradorPeriodLook){ forms[i], NULL };
    }
  return (MiradorPeriodLook){ NULL, NULL };
}

void
mirador_look_end (MiradorLook *look, MiradorSourceColumn *column)
{
  column->n_filled = look->n_filled;
  column->is_number = most (look, MAX (look->n_points, look->n_commas));
  column->has_comma = look->n_commas > look->n_points;
  column->has_point = look->n_points > look->n_commas;
  column->may_be_grouped
    = look->n_grouped > 0 && look->n_long == 0 && look->n_commas == look->n_points;
  column->has_place_codes = most (look, look->n_places);
  column->period = period_of (look, column->name);
  g_free (look);
}
