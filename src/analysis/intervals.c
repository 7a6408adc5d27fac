/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intervals.h"

#include <math.h>

static const MiradorInterval no_interval = { FALSE, NAN, NAN };

/* Wilson, E. B. (1927), "Probable inference, the law of succession, and statistical inference",
 * JASA 22: 209-212, in the form of Public Health England's technical guide. */
MiradorInterval
mirador_interval_wilson (double x, double n)
{
  const double z2 = MIRADOR_Z95 * MIRADOR_Z95;
  double middle, reach, base;

  if (!isfinite (x) || !isfinite (n) || n < 1 || x < 0 || x > n)
    return no_interval;
  middle = 2 * x + z2;
  reach = MIRADOR_Z95 * sqrt (z2 + 4 * x * (1 - x / n));
  base = 2 * (n + z2);
  return (MiradorInterval){ TRUE, fmax (0, (middle - reach) / base),
                            fmin (1, (middle + reach) / base) };
}

/* Breslow, N. E. and Day, N. E. (1987), "Statistical Methods in Cancer Research" II, p. 69. */
static double
byar_limit (double x, double sign)
{
  double root = 1 - 1 / (9 * x) + sign * MIRADOR_Z95 / (3 * sqrt (x));

  return x * root * root * root;
}

MiradorInterval
mirador_interval_byar (double x)
{
  if (!isfinite (x) || x < 0)
    return no_interval;
  return (MiradorInterval){ TRUE, x > 0 ? fmax (0, byar_limit (x, -1)) : 0, byar_limit (x + 1, 1) };
}

/* Przyborowski, J. and Wilenski, H. (1940), "Homogeneity of results in testing samples from
 * Poisson series", Biometrika 31: 313-323; normal form of their conditional test. */
MiradorChange
mirador_change_of_counts (double now, double before)
{
  MiradorChange change = { MIRADOR_CHANGE_NONE, NAN };

  if (!isfinite (now) || !isfinite (before) || now < 0 || before < 0)
    return change;
  if (before > 0)
    change.fraction = now / before - 1;
  if (fabs (now - before) <= MIRADOR_Z95 * sqrt (now + before))
    change.kind = MIRADOR_CHANGE_UNCLEAR;
  else
    change.kind = now > before ? MIRADOR_CHANGE_UP : MIRADOR_CHANGE_DOWN;
  return change;
}
