/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** MiradorDhis2Span: a piece of the time that a DHIS2 server is asked for. */
typedef struct
{
  char *text; /* as the address has it */
  int year;   /* that it begins in */
} MiradorDhis2Span;

/** mirador_dhis2_spans_of_periods: (transfer full) (element-type MiradorDhis2Span): for analytics:
 * each of the fixed periods, once, in the order of years. */
GArray *mirador_dhis2_spans_of_periods (char *const *texts);

/** mirador_dhis2_spans_of_days: (transfer full) (element-type MiradorDhis2Span): for data value
 * sets: the first and last days of what the fixed periods are together. */
GArray *mirador_dhis2_spans_of_days (char *const *texts);

G_END_DECLS
