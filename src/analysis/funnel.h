/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/frame.h"

G_BEGIN_DECLS

/**
 * Funnel plots of proportions: Spiegelhalter (2005), "Funnel plots for comparing institutional
 * performance", Statistics in Medicine 24: 1185-1202.
 */

#define MIRADOR_FUNNEL_Z95 1.960
#define MIRADOR_FUNNEL_Z998 3.0902
/** Fewer places make no funnel. */
#define MIRADOR_FUNNEL_LEAST_PLACES 3

typedef enum
{
  /* overdispersed where at least 10 places, more than 1 in 5 of them outside the binomial 95%
     limits, and φ above 1 say that places differ by more than chance; else binomial */
  MIRADOR_FUNNEL_AUTOMATIC,
  MIRADOR_FUNNEL_BINOMIAL,
  MIRADOR_FUNNEL_OVERDISPERSED,
} MiradorFunnelLimits;

typedef struct
{
  guint row; /* of the numerator (or of the ratio) in the frame */
  double x, n;
  double share; /* x/n */
  double z;     /* in the limits that are used: 1.960 is the 95% limit */
  int outside;  /* 0 within 95%; 1 or 2 above the 95% or the 99.8% limit; -1, -2 below */
} MiradorFunnelPoint;

typedef struct
{
  GArray *points;                  /* MiradorFunnelPoint, in the order of the frame */
  const MiradorMeasure *part;      /* what is divided; a ratio: the measure itself */
  const MiradorMeasure *whole;     /* by what; NULL for a ratio or a rate */
  double per;                      /* 1: a proportion; 100,000: a rate of population */
  double share;                    /* overall: Σx/Σn */
  double phi;                      /* overdispersion, NaN where it cannot be told */
  gboolean overdispersed;          /* the limits are */
  gboolean exact;                  /* a place was judged by the exact binomial distribution */
  guint n_outside95, n_outside998; /* the second are among the first */
  guint n_hidden;                  /* places whose small counts are hidden */
  guint n_missing;                 /* places without one of the two figures, for other reasons */
  guint n_larger;                  /* places with a numerator above the denominator: not drawn */
} MiradorFunnel;

/**
 * mirador_funnel_new:
 * @frame: a row a place of a ratio or a rate, or rows of several stages by place
 *
 * Of stages, those two next to each other of which the later is declared a subset of the earlier
 * (mirador_catalogue_is_subset()), the first such pair that at least MIRADOR_FUNNEL_LEAST_PLACES
 * places have. A limit lies at p̄ ± z·sqrt(p̄(1 − p̄)/n); overdispersed at sin²(asin√p̄ ±
 * z·√φ/(2√n)), φ being the mean of the squared z after winsorising 10% at both ends. Where fewer
 * than 5 are expected on a side the normal form is wrong, and a place is outside only if the exact
 * binomial probability says so too.
 *
 * Returns: (transfer full): without points where there is no such proportion
 */
MiradorFunnel *mirador_funnel_new (const MiradorFrame *frame, MiradorFunnelLimits limits);
/** mirador_funnel_new_of_counts: the same of bare counts; @x[i] of @n[i], as many as @len; row is
 * then the index. */
MiradorFunnel *mirador_funnel_new_of_counts (const double *x,
                                             const double *n,
                                             guint len,
                                             MiradorFunnelLimits limits);
void mirador_funnel_free (MiradorFunnel *funnel);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorFunnel, mirador_funnel_free)

/** mirador_funnel_limit: the limit at @z (negative: the lower one) for a denominator of @n, 0 to 1.
 */
double mirador_funnel_limit (const MiradorFunnel *funnel, double n, double z);

G_END_DECLS
