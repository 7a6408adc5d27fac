/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/period.h"

G_BEGIN_DECLS

/** mirador_dhis2_relative_list: (transfer none): the relative periods that are known
 * ("LAST_12_MONTHS", ...), NULL-terminated. */
const char *const *mirador_dhis2_relative_list (void);

/**
 * mirador_dhis2_resolve:
 * @words: fixed periods as DHIS2 writes them, and relative ones
 * @today: a Julian day, for the relative ones; what is called last ends before the period that
 *   holds it
 * @source: names the asker in the error
 *
 * Financial years are those from July, whatever the server's own setting.
 *
 * Returns: (transfer full): fixed periods, each once, in the order of @words; NULL with DEFINITION
 * where a word is neither
 */
char **mirador_dhis2_resolve (char *const *words, gint32 today, const char *source, GError **error);

/** mirador_dhis2_asked_periods: (transfer full) (element-type MiradorPeriod): the periods that
 * @words are; empty where one of them is none. */
GArray *mirador_dhis2_asked_periods (char *const *words, gint32 today);

G_END_DECLS
