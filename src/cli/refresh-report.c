/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/refresh-report.h"

#include <glib/gi18n-lib.h>
#include "model/format.h"

#define MAX_LISTED 20

static char *
count (guint64 n)
{
  return mirador_format_count ((double)n);
}

void
mirador_report_refresh (const MiradorRefresh *refresh)
{
  g_autofree char *name = refresh->scope != NULL && *refresh->scope != '\0'
                            ? g_strdup_printf ("%s/%s", refresh->feed, refresh->scope)
                            : g_strdup (refresh->feed);
  g_autofree char *rows = count (refresh->rows);
  g_autofree char *rejected = count (refresh->rejected);
  g_autofree char *added = count (refresh->added);
  g_autofree char *changed = count (refresh->changed);
  g_autofree char *retired = count (refresh->retired);

  if (refresh->unchanged)
    {
      /* Translators: %s is the feed */
      g_print (_ ("%s: nothing new\n"), name);
      return;
    }
  /* Translators: feed, then counts of rows read, rows set aside, values new, revised, retired */
  g_print (
    _ ("%1$s: %2$s rows read, %3$s set aside; %4$s values new, %5$s revised, %6$s retired\n"), name,
    rows, rejected, added, changed, retired);
}

void
mirador_report_rejected (MiradorStore *store, const char *feed)
{
  g_autoptr (GPtrArray) rejected = mirador_store_list_rejected_sync (store, feed, NULL);

  for (guint i = 0; rejected != NULL && i < MIN (rejected->len, MAX_LISTED); i++)
    {
      const MiradorRejected *row = g_ptr_array_index (rejected, i);
      g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, row->row);

      /* Translators: row number, column name, reason why the row was set aside */
      g_print (_ ("  row %1$s, column %2$s: %3$s\n"), number,
               row->column != NULL ? row->column : "—", mirador_reject_to_text (row->reason));
    }
  if (rejected != NULL && rejected->len > MAX_LISTED)
    {
      g_autofree char *more = count (rejected->len - MAX_LISTED);

      /* Translators: %s is a count of rows */
      g_print (_ ("  and %s more\n"), more);
    }
}
