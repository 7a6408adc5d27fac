/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "feeds/http.h"
#include "feeds/pager.h"

G_BEGIN_DECLS

/**
 * MiradorTally:
 *
 * What is known of the pages of a table that came so far, and whether they make one whole. Private
 * to the feeds layer.
 */
typedef struct
{
  char *shown;           /* the table's address for people */
  GHashTable *addresses; /* of the pages that were asked for */
  GHashTable *sums;      /* sha256 of those that came */
  GChecksum *checksum;   /* of the sums, in order */
  guint n_pages;
  guint64 bytes;
  guint64 rows; /* with those before the first page */
  gint64 total; /* as the first page says; -1: not known */
} MiradorTally;

MiradorTally *mirador_tally_new (const char *location);
void mirador_tally_free (MiradorTally *tally);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorTally, mirador_tally_free)

/** mirador_tally_go_on: (transfer full) (nullable): why the page at @address may not be asked for:
 * PAGES where there are too many rows already, or where it was asked for already, or is one too
 * many. */
GError *mirador_tally_go_on (MiradorTally *tally, const char *address, guint most);

/** mirador_tally_has_changed: whether @page gives another total than the first one. */
gboolean mirador_tally_has_changed (const MiradorTally *tally, const MiradorPage *page);

/** mirador_tally_take: (transfer full) (nullable): notes a page; PAGES where it cannot be one of
 * this table's.
 * @knows_total: whether the total is that of what was asked for */
GError *mirador_tally_take (MiradorTally *tally,
                            const MiradorAnswer *answer,
                            const MiradorPage *page,
                            gboolean knows_total);

/** mirador_tally_end: (transfer full) (nullable): PAGES where rows are missing at the end. */
GError *mirador_tally_end (const MiradorTally *tally);
/** mirador_tally_end_file: (transfer full) (nullable): PAGES where a file, whose only page is
 * @page, is one page of several. */
GError *mirador_tally_end_file (const MiradorTally *tally, const MiradorPage *page);

/** mirador_tally_error: (transfer full): PAGES, because of @why. */
GError *mirador_tally_error (const MiradorTally *tally, const char *why);

G_END_DECLS
