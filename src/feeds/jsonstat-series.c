/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/jsonstat.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "feeds/json-document.h"
#include "feeds/json-scan.h"
#include "model/error-phrase.h"

typedef struct
{
  guint64 number;
  gsize start;
  gsize end;
} Entry;

static gsize
skip_blank (const MiradorJsonTree *tree, gsize at)
{
  return mirador_json_skip_blank (tree->text, tree->length, at);
}

static gsize
skip_value (const MiradorJsonTree *tree, gsize at)
{
  return mirador_json_skip_value (tree->text, tree->length, at);
}

/* From one element of a list to the next; the scan has seen to the commas. */
static gboolean
next_element (const MiradorJsonTree *tree, gsize *at, gsize *start)
{
  gsize i = skip_blank (tree, *at);

  if (i < tree->length && tree->text[i] == ',')
    i = skip_blank (tree, i + 1);
  if (i >= tree->length || tree->text[i] == ']')
    return FALSE;
  *start = i;
  *at = skip_value (tree, i);
  return TRUE;
}

static guint64
count_elements (const MiradorJsonTree *tree, gsize at)
{
  guint64 n = 0;
  gsize start;

  while (next_element (tree, &at, &start))
    n++;
  return n;
}

static gboolean
fail_count (MiradorJsonstatReading *reading, const char *member, guint64 n, guint64 n_cells)
{
  g_autofree char *there = g_strdup_printf ("%" G_GUINT64_FORMAT, n);
  g_autofree char *due = g_strdup_printf ("%" G_GUINT64_FORMAT, n_cells);
  /* Translators: %1$s and %2$s are numbers; the sizes are those of the table's dimensions. */
  g_autofree char *why
    = mirador_phrase (N_ ("it has %1$s entries, but its sizes make %2$s"), there, due, NULL);

  return mirador_jsonstat_fail (reading, member, why);
}

/* A list of one status is that of every cell. */
static gboolean
open_list (MiradorJsonstatSeries *series,
           MiradorJsonstatReading *reading,
           const char *member,
           gsize start,
           guint64 n_cells)
{
  guint64 n = count_elements (reading->tree, start);

  series->form = MIRADOR_JSONSTAT_LIST;
  series->start = series->at = start;
  if (n == n_cells)
    return TRUE;
  if (n != 1 || g_str_equal (member, "value"))
    return fail_count (reading, member, n, n_cells);
  series->form = MIRADOR_JSONSTAT_ONE;
  return TRUE;
}

static gboolean
read_number (const char *text, gsize length, guint64 *number)
{
  char digits[16] = { 0 };

  if (length == 0 || length >= sizeof digits)
    return FALSE;
  memcpy (digits, text, length);
  return strspn (digits, "0123456789") == length
         && g_ascii_string_to_unsigned (digits, 10, 0, G_MAXUINT64, number, NULL);
}

static gboolean
read_entry (const MiradorJsonTree *tree, gsize *at, Entry *entry)
{
  gsize key = *at;
  gsize key_end = skip_value (tree, key);

  if (tree->text[key] != '"'
      || !read_number (tree->text + key + 1, key_end - key - 2, &entry->number))
    return FALSE;
  gsize colon = skip_blank (tree, key_end);
  if (colon >= tree->length || tree->text[colon] != ':')
    return FALSE;
  entry->start = skip_blank (tree, colon + 1);
  entry->end = *at = skip_value (tree, entry->start);
  return TRUE;
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *one = a;
  const Entry *other = b;

  return (one->number > other->number) - (one->number < other->number);
}

static gboolean
check_entries (MiradorJsonstatReading *reading,
               const char *member,
               const GArray *entries,
               guint64 n_cells)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);
      if (entry->number >= n_cells)
        return mirador_jsonstat_fail (reading, member,
                                      N_ ("an entry has a number beyond the last cell"));
      if (i > 0 && entry[-1].number == entry->number)
        return mirador_jsonstat_fail (reading, member, N_ ("two entries have the same number"));
    }
  return TRUE;
}

static gboolean
open_sparse (MiradorJsonstatSeries *series,
             MiradorJsonstatReading *reading,
             const char *member,
             gsize start,
             guint64 n_cells)
{
  const MiradorJsonTree *tree = reading->tree;
  gsize at = skip_blank (tree, start);

  series->form = MIRADOR_JSONSTAT_SPARSE;
  series->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  while (at < tree->length && tree->text[at] != '}')
    {
      Entry entry;
      if (tree->text[at] == ',')
        at = skip_blank (tree, at + 1);
      if (!read_entry (tree, &at, &entry))
        return mirador_jsonstat_fail (reading, member,
                                      N_ ("an entry is not named by the number of its cell"));
      g_array_append_val (series->entries, entry);
      at = skip_blank (tree, at);
    }
  g_array_sort (series->entries, compare_entries);
  return check_entries (reading, member, series->entries, n_cells);
}

gboolean
mirador_jsonstat_series_open (MiradorJsonstatSeries *series,
                              MiradorJsonstatReading *reading,
                              JsonObject *object,
                              const char *member,
                              guint64 n_cells)
{
  const MiradorJsonSpan *span = mirador_json_tree_span (reading->tree, object, member);
  const char *one = mirador_json_text_of (object, member);
  gboolean is_value = g_str_equal (member, "value");

  series->cell = g_string_new (one);
  if (span != NULL && reading->tree->text[span->start] == '[')
    return open_list (series, reading, member, span->start + 1, n_cells);
  if (span != NULL)
    return open_sparse (series, reading, member, span->start + 1, n_cells);
  if (one != NULL && !is_value)
    {
      series->form = MIRADOR_JSONSTAT_ONE;
      return TRUE;
    }
  if (mirador_document_node (object, member) == NULL && !is_value)
    return TRUE;
  return mirador_jsonstat_fail (reading, member,
                                N_ ("should be a list, or an object by the numbers of cells"));
}

/* json-glib knows the escapes; most texts have none. */
static const char *
give_string (GString *cell, const char *text, gsize length)
{
  g_string_truncate (cell, 0);
  if (memchr (text, '\\', length) == NULL)
    {
      g_string_append_len (cell, text + 1, (gssize)length - 2);
      return cell->str;
    }
  g_autofree char *copy = g_strndup (text, length);
  g_autoptr (JsonNode) node = json_from_string (copy, NULL);
  g_string_append (cell, mirador_document_is_string (node) ? json_node_get_string (node) : "");
  return cell->str;
}

static const char *
give (MiradorJsonstatSeries *series, const MiradorJsonTree *tree, gsize start, gsize end)
{
  const char *text = tree->text + start;
  gsize length = end - start;

  if (length == 4 && memcmp (text, "null", 4) == 0)
    return NULL;
  if (*text == '"')
    return give_string (series->cell, text, length);
  g_string_truncate (series->cell, 0);
  g_string_append_len (series->cell, text, (gssize)length);
  return series->cell->str;
}

static const char *
give_one (MiradorJsonstatSeries *series, const MiradorJsonTree *tree)
{
  gsize at = series->start;
  gsize start;

  if (series->start == 0)
    return series->cell->str;
  return next_element (tree, &at, &start) ? give (series, tree, start, at) : NULL;
}

const char *
mirador_jsonstat_series_next (MiradorJsonstatSeries *series,
                              const MiradorJsonTree *tree,
                              guint64 cell)
{
  gsize start;

  if (series->form == MIRADOR_JSONSTAT_ONE)
    return give_one (series, tree);
  if (series->form == MIRADOR_JSONSTAT_LIST && next_element (tree, &series->at, &start))
    return give (series, tree, start, series->at);
  if (series->form != MIRADOR_JSONSTAT_SPARSE || series->next >= series->entries->len)
    return NULL;
  const Entry *entry = &g_array_index (series->entries, Entry, series->next);
  if (entry->number != cell)
    return NULL;
  series->next++;
  return give (series, tree, entry->start, entry->end);
}

void
mirador_jsonstat_series_clear (MiradorJsonstatSeries *series)
{
  g_clear_pointer (&series->entries, g_array_unref);
  if (series->cell != NULL)
    g_string_free (g_steal_pointer (&series->cell), TRUE);
}
