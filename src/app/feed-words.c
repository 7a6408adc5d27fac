/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/feed-words.h"

#include <glib/gi18n-lib.h>
#include "feeds/http.h"
#include "model/error.h"
#include "model/format.h"

#define MICROSECONDS 1000000

const char *
mirador_feed_title (const MiradorDefinition *definition, const MiradorFeedStatus *status)
{
  const char *title = definition != NULL ? mirador_text_get (&definition->title) : NULL;

  if (title == NULL && status != NULL)
    title = mirador_text_get (&status->profile->title);
  if (title != NULL)
    return title;
  return definition != NULL ? definition->id : status->profile->id;
}

gboolean
mirador_feed_points_somewhere (const MiradorDefinition *definition)
{
  for (guint i = 0; definition != NULL && i < definition->tables->len; i++)
    {
      const MiradorTable *table = g_ptr_array_index (definition->tables, i);

      if (table->location != NULL && *table->location != '\0')
        return TRUE;
    }
  return FALSE;
}

gboolean
mirador_feed_asks_a_server (const MiradorDefinition *definition)
{
  for (guint i = 0; i < definition->tables->len; i++)
    {
      const MiradorTable *table = g_ptr_array_index (definition->tables, i);

      if (table->location != NULL && g_str_has_prefix (table->location, "http"))
        return TRUE;
    }
  return FALSE;
}

static char *
describe_location (const char *location)
{
  if (g_str_has_prefix (location, "resource:"))
    return g_strdup (_ ("Comes with Mirador"));
  if (g_str_has_prefix (location, "demo:"))
    return g_strdup (_ ("Made up by Mirador, month by month"));
  return mirador_location_for_people (location);
}

static void
append_line (GString *text, const char *line)
{
  /* Two tables of one file say the same. */
  if (*line == '\0' || strstr (text->str, line) != NULL)
    return;
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, line);
}

char *
mirador_feed_describe_locations (const MiradorDefinition *definition,
                                 const MiradorFeedStatus *status)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; definition != NULL && i < definition->tables->len; i++)
    {
      const MiradorTable *table = g_ptr_array_index (definition->tables, i);
      g_autofree char *line = table->location != NULL ? describe_location (table->location) : NULL;

      if (line != NULL)
        append_line (text, line);
    }
  if (text->len == 0 && status != NULL && status->last_good != NULL)
    {
      g_autofree char *line = status->last_good->origin != NULL
                                ? describe_location (status->last_good->origin)
                                : g_strdup ("");
      /* Translators: %s is a file or an address */
      g_autofree char *once = g_strdup_printf (_ ("Imported once from %s"), line);

      append_line (text, once);
    }
  if (text->len == 0)
    append_line (text, _ ("Does not point at a file or an address yet"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
mirador_feed_describe_received (const MiradorFeedStatus *status)
{
  g_autofree char *time = NULL, *age = NULL;

  if (status == NULL || status->last_good == NULL)
    return g_strdup (C_ ("received", "never"));
  time = mirador_format_time (status->last_good->finished);
  age = mirador_format_age (status->last_good->finished, g_get_real_time () / MICROSECONDS);
  /* Translators: date and time, then how long ago that is: 18/02/2025 14:05 (3 days ago) */
  return g_strdup_printf (_ ("%1$s (%2$s)"), time, age);
}

char *
mirador_feed_describe_rows (const MiradorFeedStatus *status)
{
  g_autofree char *rows_text = NULL, *rejected = NULL;
  guint64 rows = 0;

  if (status == NULL || status->last_good == NULL)
    return g_strdup ("—");
  for (guint i = 0; i < status->tables->len; i++)
    rows += ((const MiradorRefresh *)g_ptr_array_index (status->tables, i))->rows;
  rows_text = mirador_format_count ((double)rows);
  if (status->n_rejected == 0)
    return g_steal_pointer (&rows_text);
  rejected = mirador_format_count ((double)status->n_rejected);
  /* Translators: a count of rows read, then how many of them were set aside */
  return g_strdup_printf (
    ngettext ("%1$s, %2$s set aside", "%1$s, %2$s set aside", (gulong)status->n_rejected),
    rows_text, rejected);
}

char *
mirador_feed_describe_changes (const MiradorFeedStatus *status)
{
  g_autofree char *added = NULL, *changed = NULL, *retired = NULL;
  guint64 counts[3] = { 0 };

  if (status == NULL || status->last_good == NULL)
    return g_strdup (_ ("Nothing was received yet."));
  if (status->last != NULL && status->last->unchanged)
    return g_strdup (_ ("The last refresh found nothing new."));
  for (guint i = 0; i < status->tables->len; i++)
    {
      const MiradorRefresh *refresh = g_ptr_array_index (status->tables, i);

      counts[0] += refresh->added;
      counts[1] += refresh->changed;
      counts[2] += refresh->retired;
    }
  added = mirador_format_count ((double)counts[0]);
  changed = mirador_format_count ((double)counts[1]);
  retired = mirador_format_count ((double)counts[2]);
  /* Translators: counts of values: new, revised and retired ones */
  return g_strdup_printf (_ ("Last received values: %1$s new, %2$s revised, %3$s retired."), added,
                          changed, retired);
}

char *
mirador_feed_describe_error (const MiradorFeedStatus *status)
{
  g_autofree char *sentence = NULL;

  if (status == NULL || status->last == NULL || status->last->error == NULL)
    return NULL;
  sentence = mirador_error_to_sentence (status->last->error);
  if (status->last_good == NULL)
    return g_steal_pointer (&sentence);
  return g_strdup_printf ("%s\n%s", sentence, _ ("The figures received before are still shown."));
}

char *
mirador_feed_describe_progress (guint64 bytes, guint64 total)
{
  g_autofree char *came = mirador_format_bytes (bytes);
  g_autofree char *all = NULL;

  if (bytes == 0)
    return g_strdup (_ ("Refreshing…"));
  if (total == 0)
    return g_steal_pointer (&came);
  all = mirador_format_bytes (total);
  /* Translators: how much came of how much: 1.2 MB of 3.4 MB */
  return g_strdup_printf (_ ("%1$s of %2$s"), came, all);
}

static gboolean
is_of_code (MiradorReject reason)
{
  return reason == MIRADOR_REJECT_PLACE_UNKNOWN || reason == MIRADOR_REJECT_PLACE_AMBIGUOUS
         || reason == MIRADOR_REJECT_MEASURE_UNKNOWN || reason == MIRADOR_REJECT_PROGRAM_UNKNOWN
         || reason == MIRADOR_REJECT_CODE_UNMAPPED;
}

static guint
count_in_column (const GPtrArray *rejected, const char *column)
{
  guint n = 0;

  for (guint i = 0; i < rejected->len; i++)
    {
      const MiradorRejected *row = g_ptr_array_index (rejected, i);

      if (is_of_code (row->reason) && g_strcmp0 (row->column, column) == 0)
        n++;
    }
  return n;
}

char *
mirador_feed_describe_unmapped (const GPtrArray *rejected)
{
  g_autoptr (GHashTable) told = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < rejected->len; i++)
    {
      const MiradorRejected *row = g_ptr_array_index (rejected, i);
      guint n;
      g_autofree char *count = NULL;

      if (!is_of_code (row->reason) || row->column == NULL || !g_hash_table_add (told, row->column))
        continue;
      n = count_in_column (rejected, row->column);
      count = mirador_format_count (n);
      g_string_append_c (text, '\n');
      /* Translators: %1$s is the name of a column, %2$s a count of rows */
      g_string_append_printf (text,
                              ngettext ("“%1$s”: %2$s row with a code that is not known here",
                                        "“%1$s”: %2$s rows with codes that are not known here", n),
                              row->column, count);
    }
  if (text->len == 0)
    return NULL;
  return g_strconcat (_ ("Codes that nobody has said what they stand for:"), text->str, NULL);
}
