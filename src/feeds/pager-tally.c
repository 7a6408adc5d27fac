/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/pager-tally.h"

#include <glib/gi18n-lib.h>

#include "model/error.h"
#include "model/error-phrase.h"

MiradorTally *
mirador_tally_new (const char *location)
{
  MiradorTally *tally = g_new0 (MiradorTally, 1);

  tally->shown = mirador_location_for_people (location);
  tally->addresses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  tally->sums = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  tally->checksum = g_checksum_new (G_CHECKSUM_SHA256);
  tally->total = -1;
  g_hash_table_add (tally->addresses, g_strdup (location));
  return tally;
}

void
mirador_tally_free (MiradorTally *tally)
{
  g_hash_table_unref (tally->addresses);
  g_hash_table_unref (tally->sums);
  g_checksum_free (tally->checksum);
  g_free (tally->shown);
  g_free (tally);
}

GError *
mirador_tally_error (const MiradorTally *tally, const char *why)
{
  return mirador_error_new (MIRADOR_ERROR_PAGES, tally->shown, why, NULL);
}

static GError *
count_error (const MiradorTally *tally, const char *phrase)
{
  g_autofree char *rows = g_strdup_printf ("%" G_GUINT64_FORMAT, tally->rows);
  g_autofree char *total = g_strdup_printf ("%" G_GINT64_FORMAT, tally->total);
  g_autofree char *why = mirador_phrase (phrase, rows, total, NULL);

  return mirador_tally_error (tally, why);
}

static GError *
other_count (const MiradorTally *tally)
{
  /* Translators: why pages make no whole; %1$s and %2$s are numbers. */
  return count_error (tally, N_ ("%1$s rows came where the server has %2$s; try again later"));
}

static GError *
too_many (const MiradorTally *tally, guint most)
{
  g_autofree char *limit = g_strdup_printf ("%u", most);
  /* Translators: why pages make no whole; %1$s is a number. */
  g_autofree char *why = mirador_phrase (
    N_ ("there are more than %1$s; ask for less, or for larger pages"), limit, NULL);

  return mirador_tally_error (tally, why);
}

GError *
mirador_tally_go_on (MiradorTally *tally, const char *address, guint most)
{
  /* Pages that overlap may have no end. */
  if (tally->total >= 0 && tally->rows > (guint64)tally->total)
    return other_count (tally);
  if (g_hash_table_contains (tally->addresses, address))
    return mirador_tally_error (tally, N_ ("one of them leads back to an earlier one"));
  if (tally->n_pages >= most)
    return too_many (tally, most);
  g_hash_table_add (tally->addresses, g_strdup (address));
  return NULL;
}

gboolean
mirador_tally_has_changed (const MiradorTally *tally, const MiradorPage *page)
{
  return tally->n_pages > 0 && tally->total >= 0 && page->total >= 0 && page->total != tally->total;
}

GError *
mirador_tally_take (MiradorTally *tally,
                    const MiradorAnswer *answer,
                    const MiradorPage *page,
                    gboolean knows_total)
{
  if (!g_hash_table_add (tally->sums, g_strdup (answer->sha256)))
    return mirador_tally_error (tally, N_ ("one of them came twice"));
  g_checksum_update (tally->checksum, (const guchar *)answer->sha256, -1);
  tally->bytes += g_bytes_get_size (answer->body);
  tally->rows += page->rows;
  if (tally->n_pages++ == 0)
    {
      tally->rows += page->before;
      tally->total = knows_total ? page->total : -1;
    }
  return NULL;
}

GError *
mirador_tally_end (const MiradorTally *tally)
{
  return tally->total >= 0 && tally->rows != (guint64)tally->total ? other_count (tally) : NULL;
}

GError *
mirador_tally_end_file (const MiradorTally *tally, const MiradorPage *page)
{
  if (tally->total >= 0 && tally->rows < (guint64)tally->total)
    /* Translators: why a file makes no whole; %1$s and %2$s are numbers. */
    return count_error (tally, N_ ("the file is one page of several, with %1$s of %2$s rows; give "
                                   "the address it came from"));
  if (page->next != NULL)
    return mirador_tally_error (
      tally, N_ ("the file is one page of several; give the address it came from"));
  return NULL;
}
