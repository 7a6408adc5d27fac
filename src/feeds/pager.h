/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "feeds/record.h"

G_BEGIN_DECLS

/** MiradorPage: what a page says of those around it. */
typedef struct
{
  char *next;     /* (nullable) reference of the next one, relative or not; NULL: it is the last */
  gint64 total;   /* rows that there are in all, as the server says; -1: it does not */
  guint64 before; /* rows on the pages before, as the server says */
  guint64 rows;   /* on this one */
} MiradorPage;
void mirador_page_clear (MiradorPage *page);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MiradorPage, mirador_page_clear)

/**
 * MiradorPager:
 * @format: decoder id
 * @read: (transfer full) (nullable): what stands around the rows of a page
 * @rows: (nullable): dotted path to the rows, for @read
 * @cuts: (nullable): parameters of an address with which fewer rows come than the total says
 * @look: fills in @page, whose rows are counted already, from what @read gave
 *
 * How one kind of server gives a table page by page. To add a kind, add its row in pager.c.
 * Private to the feeds layer.
 */
typedef struct
{
  const char *format;
  JsonNode *(*read) (GBytes *body, const char *rows, const char *shown);
  const char *rows;
  const char *const *cuts;
  void (*look) (JsonNode *root, const char *address, MiradorPage *page);
} MiradorPager;

/** mirador_pager_get: (nullable): by the format; NULL where it has no pages. */
const MiradorPager *mirador_pager_get (const char *format);

/** mirador_pager_knows_total: whether the total that a server gives is that of what @location asks
 * for. */
gboolean mirador_pager_knows_total (const MiradorPager *pager, const char *location);

/**
 * mirador_pager_read:
 * @address: where the page is from
 * @shown: the same for people
 *
 * In a thread that may take its time. FALSE with what the decoder says of a page that cannot be
 * read; one without rows can.
 */
gboolean mirador_pager_read (const MiradorPager *pager,
                             GBytes *body,
                             const char *address,
                             const char *shown,
                             MiradorPage *page,
                             GCancellable *cancellable,
                             GError **error);

/**
 * mirador_pager_read_async:
 * @pager: (nullable): NULL: this is the first page
 * @format: (nullable): of the first page: decoder id; "auto" or NULL: found from the content
 *
 * The same in a thread of its own. Of a first page finish() gives the kind in @pager, or NULL where
 * it is none of these, or cannot be read: then it is the whole answer, and its decoder's.
 */
void mirador_pager_read_async (const MiradorPager *pager,
                               const char *format,
                               GBytes *body,
                               const char *address,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean mirador_pager_read_finish (GAsyncResult *result,
                                    const MiradorPager **pager,
                                    MiradorPage *page,
                                    GError **error);

G_END_DECLS
