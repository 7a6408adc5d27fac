/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MIRADOR_MOST_CLASSES 7

typedef enum
{
  MIRADOR_CLASSES_QUANTILE, /* as many values in each as ties allow */
  MIRADOR_CLASSES_EQUAL,    /* as wide as each other */
  MIRADOR_CLASSES_NATURAL,  /* as little spread within each as there can be */
} MiradorClassing;

/**
 * MiradorClasses:
 *
 * Values are sorted into classes as they are printed, rounded to @unit, and the limits are whole
 * multiples of it: whoever compares a printed value with printed limits finds the same class. Class
 * i holds what is at least limits[i] and, but for the last class, less than limits[i + 1].
 */
typedef struct
{
  guint n;                                 /* 0 without values */
  double unit;                             /* 1 where all values are whole, else 0.1 */
  double limits[MIRADOR_MOST_CLASSES + 1]; /* n + 1 */
  guint counts[MIRADOR_MOST_CLASSES];      /* values in each; equal intervals may be empty */
} MiradorClasses;

/**
 * mirador_classes_init:
 * @values: those that are not finite are left out
 * @most: 1 to MIRADOR_MOST_CLASSES; there are fewer where there are fewer different values
 *
 * Equal values are never in two classes.
 */
void mirador_classes_init (MiradorClasses *classes,
                           const double *values,
                           guint n_values,
                           guint most,
                           MiradorClassing classing);
/** mirador_classes_find: the class of @value, which need not be one of those that made the classes;
 * -1 where it lies outside or is not finite. */
int mirador_classes_find (const MiradorClasses *classes, double value);
/** mirador_classes_get_top: the highest value, rounded to the unit, that class @i can hold: what is
 * printed beside its lower limit. */
double mirador_classes_get_top (const MiradorClasses *classes, guint i);
/** mirador_classes_round: to one decimal as it is printed: half away from zero on the shortest
 * decimal text. */
double mirador_classes_round (double value);

G_END_DECLS
