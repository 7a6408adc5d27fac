/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/decode.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "feeds/dhis2-period.h"
#include "feeds/json-sniff.h"
#include "feeds/json-table.h"
#include "model/error-phrase.h"

/*
 * GET /api/analytics.json: {"headers": [{"name", "meta", …}], "metaData": {"items": {id:
 * {"name"}}}, "rows": [["…", …], …], "height", "width"}. Columns are found by the headers' names;
 * "height" is not read, for it may be wrong. Behind the columns of the answer come the names of its
 * codes (dx_name, ou_name), for people who choose among them; old servers have them in
 * metaData.names.
 */

#define PERIOD "pe"
#define VALUE "value"

/* A code of the answer and what it is called; texts belong to the answer's head. */
typedef struct _Item Item;
struct _Item
{
  const char *code;
  const char *name;
  Item *next; /* (nullable) what stood in the row after the last one that had it */
};

/* A column of codes that has a column of names behind. */
typedef struct
{
  guint column;
  Item *last; /* (nullable) in the row before */
} Coded;

/* One answer while its rows go by. */
typedef struct
{
  const MiradorJsonGiving *giving;
  GHashTable *items;  /* code → Item */
  GPtrArray *names;   /* of all columns */
  GArray *coded;      /* Coded */
  const char **cells; /* (nullable entries) */
  int period;         /* the column of periods, or -1 */
  gboolean checked;   /* that they are codes */
} Answer;

static void
answer_clear (Answer *answer)
{
  g_clear_pointer (&answer->items, g_hash_table_unref);
  g_clear_pointer (&answer->names, g_ptr_array_unref);
  g_clear_pointer (&answer->coded, g_array_unref);
  g_clear_pointer (&answer->cells, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

static gboolean
fail (const char *source, const char *where, const char *why, GError **error)
{
  mirador_set_error (error, MIRADOR_ERROR_SYNTAX, source, where, why, NULL);
  return FALSE;
}

static gboolean
has_column (const MiradorJsonTable *table, const char *name)
{
  return g_ptr_array_find_with_equal_func (table->names, name, g_str_equal, NULL);
}

/* A pivot table's answer has no column of values: its periods, or units, are columns. */
static gboolean
read_columns (JsonNode *head, MiradorJsonTable *table, const char *source, GError **error)
{
  JsonArray *headers = mirador_json_head_array (mirador_json_head_find (head, "headers", NULL));

  table->positional = TRUE;
  mirador_json_table_add_named (table, headers, "name");
  if (table->names->len == 0)
    return fail (source, "headers", N_ ("should name the columns"), error);
  if (has_column (table, VALUE))
    return TRUE;
  return fail (source, "headers",
               N_ ("there is no column “value”, for it was asked for as a pivot table; ask without "
                   "tableLayout=true"),
               error);
}

static void
add_item (GHashTable *items, const char *code, JsonNode *node)
{
  const char *name = mirador_json_head_text (node, "name");
  Item *item;

  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    name = json_node_get_string (node);
  if (name == NULL)
    return;
  item = g_new0 (Item, 1);
  item->code = code;
  item->name = name;
  g_hash_table_insert (items, (gpointer)code, item);
}

static GHashTable *
read_items (JsonNode *head)
{
  GHashTable *items = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  JsonNode *found = mirador_json_head_find (head, "metaData", "items", NULL);
  JsonObjectIter iter;
  const char *code;
  JsonNode *node;

  if (found == NULL)
    found = mirador_json_head_find (head, "metaData", "names", NULL);
  if (found == NULL || !JSON_NODE_HOLDS_OBJECT (found))
    return items;
  json_object_iter_init (&iter, json_node_get_object (found));
  while (json_object_iter_next (&iter, &code, &node))
    add_item (items, code, node);
  return items;
}

/* Rows go through the codes in one order over and over, so the one that followed the last time
 * mostly follows again, and need not be looked for. */
static const char *
find_name (const Answer *answer, Coded *coded, const char *code)
{
  Item *next = coded->last != NULL ? coded->last->next : NULL;

  if (code == NULL)
    return NULL;
  if (next == NULL || strcmp (next->code, code) != 0)
    {
      next = g_hash_table_lookup (answer->items, code);
      if (next == NULL)
        return NULL;
      if (coded->last != NULL)
        coded->last->next = next;
    }
  coded->last = next;
  return next->name;
}

static gboolean
is_coded (JsonNode *header, const char *name)
{
  JsonNode *meta = mirador_json_head_find (header, "meta", NULL);

  return meta != NULL && JSON_NODE_HOLDS_VALUE (meta)
         && json_node_get_value_type (meta) == G_TYPE_BOOLEAN && json_node_get_boolean (meta)
         && !g_str_equal (name, PERIOD);
}

static void
plan_columns (Answer *answer, JsonNode *head, const MiradorJsonTable *table)
{
  JsonArray *headers = mirador_json_head_array (mirador_json_head_find (head, "headers", NULL));

  answer->names = g_ptr_array_new_with_free_func (g_free);
  answer->coded = g_array_new (FALSE, FALSE, sizeof (Coded));
  answer->period = -1;
  for (guint i = 0; i < table->names->len; i++)
    {
      const char *name = table->names->pdata[i];
      const Coded coded = { i, NULL };

      g_ptr_array_add (answer->names, g_strdup (name));
      if (g_str_equal (name, PERIOD))
        answer->period = (int)i;
      if (g_hash_table_size (answer->items) > 0
          && is_coded (json_array_get_element (headers, i), name))
        g_array_append_val (answer->coded, coded);
    }
  for (guint i = 0; i < answer->coded->len; i++)
    g_ptr_array_add (
      answer->names,
      g_strconcat (table->names->pdata[g_array_index (answer->coded, Coded, i).column], "_name",
                   NULL));
  answer->cells = g_new0 (const char *, answer->names->len);
}

static gboolean
header_cb (const char *const *names,
           guint n,
           const char *document,
           gpointer user_data,
           GError **error)
{
  const Answer *answer = user_data;

  return answer->giving->header ((const char *const *)answer->names->pdata, answer->names->len,
                                 document, answer->giving->user_data, error);
}

/* With outputIdScheme=NAME periods come in the words of the server's language. That shows in the
 * first row that has one; a later one that is spoilt is its row's own fault. */
static gboolean
check_period (Answer *answer, const MiradorRecord *record, GError **error)
{
  const char *text = answer->period >= 0 && !record->bad ? record->values[answer->period] : NULL;
  MiradorPeriod period;

  if (answer->checked || text == NULL || *text == '\0')
    return TRUE;
  answer->checked = TRUE;
  if (mirador_dhis2_period_parse (text, &period))
    return TRUE;
  g_autofree char *row = g_strdup_printf ("%" G_GUINT64_FORMAT, record->row);
  /* Translators: a place in a file, in the middle of a sentence; %1$s is the number of a row. */
  g_autofree char *where = mirador_phrase (N_ ("row %1$s"), row, NULL);
  return fail (answer->giving->source, where,
               N_ ("the periods are names instead of codes; ask with outputIdScheme=UID"), error);
}

static gboolean
record_cb (const MiradorRecord *record, gpointer user_data, GError **error)
{
  Answer *answer = user_data;
  MiradorRecord extended = *record;

  if (!check_period (answer, record, error))
    return FALSE;
  extended.n = answer->names->len;
  extended.names = (const char *const *)answer->names->pdata;
  extended.values = answer->cells;
  memcpy (answer->cells, record->values, record->n * sizeof *answer->cells);
  for (guint i = 0; i < answer->coded->len; i++)
    {
      Coded *coded = &g_array_index (answer->coded, Coded, i);

      answer->cells[record->n + i] = find_name (answer, coded, record->values[coded->column]);
    }
  return answer->giving->record (&extended, answer->giving->user_data, error);
}

gboolean
mirador_dhis2_analytics_decode (GBytes *bytes,
                                const char *source,
                                const MiradorDecodeOptions *options,
                                MiradorHeaderFunc header,
                                MiradorRecordFunc record,
                                gpointer user_data,
                                GCancellable *cancellable,
                                GError **error)
{
  g_autoptr (MiradorJsonRows) rows = mirador_json_rows_open (bytes, "rows", source, error);
  g_autoptr (JsonNode) head = rows != NULL ? mirador_json_head (rows, source, error) : NULL;
  g_autoptr (MiradorJsonTable) table = mirador_json_table_new ();
  gsize max_rows = options != NULL ? options->max_rows : 0;
  const MiradorJsonGiving giving = { source, max_rows, header, record, user_data, cancellable };
  g_auto (Answer) answer = { .giving = &giving };

  if (head == NULL || !read_columns (head, table, source, error))
    return FALSE;
  answer.items = read_items (head);
  plan_columns (&answer, head, table);
  const MiradorJsonGiving inner = { source, max_rows, header_cb, record_cb, &answer, cancellable };
  return mirador_json_table_give (table, rows, &inner, error);
}

int
mirador_dhis2_analytics_sniff (const guint8 *bytes, gsize length, const char *source)
{
  if (mirador_json_sniff_root (bytes, length) != '{')
    return 0;
  if (mirador_json_sniff (bytes, length, "headers") == '['
      && mirador_json_sniff (bytes, length, "headers/name") == '"'
      && (mirador_json_sniff (bytes, length, "headers/meta") != 0
          || mirador_json_sniff (bytes, length, "headers/valueType") != 0))
    return 95;
  /* The headers may come late, after names enough to fill what is seen here. */
  return mirador_json_sniff (bytes, length, "metaData/items") == '{'
             || mirador_json_sniff (bytes, length, "metaData/dimensions") == '{'
           ? 90
           : 0;
}
