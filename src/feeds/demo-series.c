/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/demo-series.h"

#include <math.h>

/* Where AF 2025 has its middle. */
#define MIDDLE_OF_2025 41.5
#define GROWTH_A_MONTH 0.0045
#define PANDEMIC_GAP 0.58
#define PANDEMIC_FADES_IN_MONTHS 9.0
/* January and February 2022: the third wave. */
#define WAVE_FIRST 6
#define WAVE_LAST 7
#define WAVE_LEFT 0.7

/* July first. In the summer holidays (January, February) few are screened; campaigns peak in July.
 */
static const double season[12]
  = { 1.16, 1.08, 1.05, 1.04, 1.00, 0.86, 0.80, 0.79, 1.01, 1.06, 1.08, 1.07 };

/* FNV-1a, then the finalizer of splitmix64 to spread its bits. */
static guint64
hash_text (guint64 hash, const char *text)
{
  for (; *text != '\0'; text++)
    hash = (hash ^ (guchar)*text) * G_GUINT64_CONSTANT (0x100000001b3);
  return (hash ^ 0x1f) * G_GUINT64_CONSTANT (0x100000001b3);
}

double
mirador_demo_chance (const char *const *words, int number)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (guint i = 0; words[i] != NULL; i++)
    hash = hash_text (hash, words[i]);
  hash += (guint64)(number + 1) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  hash = (hash ^ (hash >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  hash = (hash ^ (hash >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  hash ^= hash >> 31;
  return (double)(hash >> 11) / (double)(G_GUINT64_CONSTANT (1) << 53);
}

double
mirador_demo_level (int month)
{
  double level = 1 + GROWTH_A_MONTH * (month - MIDDLE_OF_2025);

  level -= PANDEMIC_GAP * exp (-month / PANDEMIC_FADES_IN_MONTHS);
  if (month >= WAVE_FIRST && month <= WAVE_LAST)
    level *= WAVE_LEFT;
  return level * season[month % 12];
}

double
mirador_demo_year_level (int first_month)
{
  double sum = 0;

  for (int month = first_month; month < first_month + 12; month++)
    sum += mirador_demo_level (month);
  return sum;
}

void
mirador_demo_apportion (guint total, const double *weights, guint n, double start, guint *shares)
{
  double sum = 0;
  double running = 0;
  guint given = 0;

  for (guint i = 0; i < n; i++)
    sum += weights[i];
  for (guint i = 0; i < n; i++)
    {
      guint due = total;

      running += weights[i];
      if (i + 1 < n && sum > 0)
        due = MIN (total, (guint)floor (total * (running / sum) + start));
      shares[i] = due - given;
      given = due;
    }
}
