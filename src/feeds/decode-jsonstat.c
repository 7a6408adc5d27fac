/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/decode.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "feeds/column-names.h"
#include "feeds/json-document.h"
#include "feeds/json-sniff.h"
#include "feeds/jsonstat.h"
#include "model/error-phrase.h"

/*
 * JSON-stat 2.0 (json-stat.org/full) and the bundles of version 1: one record a cell, its values
 * in row-major order. Columns: "dataset" where there are several of them, each dimension's code
 * under the dimension's id, its label under "ID.label", "role.time", "role.geo" and "role.metric"
 * with the codes of the first dimension of that role, "status" and "value".
 */

static const char *const roles[] = { "time", "geo", "metric" };
#define N_ROLES G_N_ELEMENTS (roles)

/* The columns that there always are. */
enum
{
  VALUE,
  STATUS,
  FIRST_ROLE,
  DATASET = FIRST_ROLE + N_ROLES, /* only where there are several */
};

typedef struct
{
  MiradorJsonTree tree;
  const char *source;
  GPtrArray *cubes;      /* (element-type MiradorJsonstatCube) */
  guint n_elsewhere;     /* datasets that are only named */
  const char *elsewhere; /* (nullable) the address of the first */
  GPtrArray *names;
  GHashTable *columns; /* id of a dimension → its column */
  const char **cells;
} Reader;

static void
reader_clear (Reader *reader)
{
  g_clear_pointer (&reader->cubes, g_ptr_array_unref);
  g_clear_pointer (&reader->names, g_ptr_array_unref);
  g_clear_pointer (&reader->columns, g_hash_table_unref);
  g_free (reader->cells);
  mirador_json_tree_clear (&reader->tree);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

/* Finding the datasets */

static gboolean gather (Reader *reader, JsonObject *object, const char *name, GError **error);

static gboolean
refuse (const Reader *reader, const char *where, const char *why, GError **error)
{
  mirador_set_error (error, MIRADOR_ERROR_SYNTAX, reader->source, where, why, NULL);
  return FALSE;
}

static gboolean
is_dataset (JsonObject *object)
{
  return g_strcmp0 (mirador_json_text_of (object, "class"), "dataset") == 0
         || mirador_json_object_of (object, "dimension") != NULL;
}

/* A member of a collection that has an address in the place of what it is. */
static gboolean
lies_elsewhere (JsonObject *object, const char *name)
{
  return *name != '\0' && mirador_json_text_of (object, "href") != NULL
         && mirador_json_object_of (object, "dimension") == NULL
         && mirador_json_object_of (object, "link") == NULL
         && g_strcmp0 (mirador_json_text_of (object, "class"), "dimension") != 0;
}

static gboolean
add_cube (Reader *reader, JsonObject *object, const char *name, GError **error)
{
  g_autofree char *dataset = *name != '\0' ? g_strconcat (name, ".", NULL) : g_strdup ("");
  MiradorJsonstatReading reading
    = { .tree = &reader->tree, .source = reader->source, .dataset = dataset };

  MiradorJsonstatCube *cube = mirador_jsonstat_cube_new (&reading, name, object);
  if (cube != NULL)
    g_ptr_array_add (reader->cubes, cube);
  else
    g_propagate_error (error, reading.error);
  return cube != NULL;
}

static gboolean
gather_collection (Reader *reader, JsonObject *object, GError **error)
{
  JsonObject *link = mirador_json_object_of (object, "link");
  JsonArray *items = link != NULL ? mirador_json_array_of (link, "item") : NULL;

  if (items == NULL)
    return refuse (reader, "link.item", N_ ("is missing"), error);
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *item = mirador_json_object_at (items, i);
      g_autofree char *number = g_strdup_printf ("%u", i + 1);
      if (item == NULL)
        return refuse (reader, "link.item", N_ ("should be a list of objects"), error);
      const char *name = mirador_json_text_of (item, "label");
      name = name != NULL ? name : mirador_json_text_of (item, "href");
      if (!gather (reader, item, name != NULL ? name : number, error))
        return FALSE;
    }
  return TRUE;
}

/* Version 1: an object of datasets by name. */
static gboolean
gather_bundle (Reader *reader, JsonObject *object, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      if (JSON_NODE_HOLDS_OBJECT (node) && is_dataset (json_node_get_object (node))
          && !add_cube (reader, json_node_get_object (node), name, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
gather (Reader *reader, JsonObject *object, const char *name, GError **error)
{
  const char *class = mirador_json_text_of (object, "class");

  if (lies_elsewhere (object, name))
    {
      if (reader->n_elsewhere++ == 0)
        reader->elsewhere = mirador_json_text_of (object, "href");
      return TRUE;
    }
  if (g_strcmp0 (class, "collection") == 0)
    return gather_collection (reader, object, error);
  if (g_strcmp0 (class, "dimension") == 0)
    return *name != '\0'
           || refuse (reader, "class", N_ ("it describes a dimension and has no figures"), error);
  if (is_dataset (object))
    return add_cube (reader, object, name, error);
  return *name != '\0' || gather_bundle (reader, object, error);
}

static gboolean
refuse_elsewhere (const Reader *reader, GError **error)
{
  g_autofree char *n = g_strdup_printf ("%u", reader->n_elsewhere);
  g_autofree char *first = mirador_error_clean (reader->elsewhere, "");
  /* What is there is no whole where the rest is not. */
  const char *phrase
    = reader->cubes->len > 0
        /* Translators: %1$s is a number, %2$s an address. */
        ? N_ ("beside the tables in it, it names others that lie elsewhere (%1$s of them); ask for "
              "each by its own address, as %2$s")
        /* Translators: %1$s is a number, %2$s an address. */
        : N_ ("it only names tables that lie elsewhere (%1$s of them); ask for one of "
              "their addresses, as %2$s");
  g_autofree char *why = mirador_phrase (phrase, n, first, NULL);

  return refuse (reader, "link.item", why, error);
}

static gboolean
gather_all (Reader *reader, GError **error)
{
  reader->cubes = g_ptr_array_new_with_free_func ((GDestroyNotify)mirador_jsonstat_cube_free);
  if (!JSON_NODE_HOLDS_OBJECT (reader->tree.root))
    return refuse (reader, "JSON", N_ ("should be an object"), error);
  if (!gather (reader, json_node_get_object (reader->tree.root), "", error))
    return FALSE;
  if (reader->cubes->len > 0 && reader->n_elsewhere == 0)
    return TRUE;
  if (reader->n_elsewhere > 0)
    return refuse_elsewhere (reader, error);
  return refuse (reader, "class", N_ ("there is no table of JSON-stat in it"), error);
}

/* Columns */

static void
add_column (Reader *reader, GHashTable *seen, const char *name)
{
  mirador_column_names_add (reader->names, seen, name);
}

static void
add_dimensions (Reader *reader, GHashTable *seen, const MiradorJsonstatCube *cube)
{
  for (guint i = 0; i < cube->dimensions->len; i++)
    {
      MiradorJsonstatDimension *dimension = cube->dimensions->pdata[i];
      g_autofree char *label = g_strconcat (dimension->id, ".label", NULL);
      dimension->column = GPOINTER_TO_UINT (g_hash_table_lookup (reader->columns, dimension->id));
      for (guint role = 0; role < N_ROLES; role++)
        {
          if (g_strcmp0 (dimension->role, roles[role]) == 0)
            dimension->role_column = FIRST_ROLE + role;
        }
      if (dimension->column > 0)
        continue;
      dimension->column = reader->names->len;
      g_hash_table_insert (reader->columns, (gpointer)dimension->id,
                           GUINT_TO_POINTER (dimension->column));
      add_column (reader, seen, dimension->id);
      add_column (reader, seen, label);
    }
}

/* The names that are ours come first, so that no dimension takes one. */
static void
name_columns (Reader *reader)
{
  g_autoptr (GHashTable) seen = mirador_column_names_set ();

  reader->names = g_ptr_array_new_with_free_func (g_free);
  reader->columns = g_hash_table_new (g_str_hash, g_str_equal);
  add_column (reader, seen, "value");
  add_column (reader, seen, "status");
  for (guint i = 0; i < N_ROLES; i++)
    {
      g_autofree char *name = g_strconcat ("role.", roles[i], NULL);
      add_column (reader, seen, name);
    }
  if (reader->cubes->len > 1)
    add_column (reader, seen, "dataset");
  for (guint i = 0; i < reader->cubes->len; i++)
    add_dimensions (reader, seen, reader->cubes->pdata[i]);
  reader->cells = g_new0 (const char *, reader->names->len);
}

static void
describe_text (JsonBuilder *builder, JsonObject *object, const char *member)
{
  const char *text = mirador_json_text_of (object, member);

  if (text == NULL)
    return;
  json_builder_set_member_name (builder, member);
  json_builder_add_string_value (builder, text);
}

static void
describe_cube (JsonBuilder *builder, const MiradorJsonstatCube *cube)
{
  json_builder_begin_object (builder);
  describe_text (builder, cube->object, "label");
  describe_text (builder, cube->object, "source");
  describe_text (builder, cube->object, "updated");
  json_builder_set_member_name (builder, "dimensions");
  json_builder_begin_object (builder);
  for (guint i = 0; i < cube->dimensions->len; i++)
    {
      const MiradorJsonstatDimension *dimension = cube->dimensions->pdata[i];
      json_builder_set_member_name (builder, dimension->id);
      json_builder_add_string_value (builder, dimension->label);
    }
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

/* {"datasets": [{"label", "source", "updated", "dimensions": {id: label}}]} */
static char *
describe (const Reader *reader)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "datasets");
  json_builder_begin_array (builder);
  for (guint i = 0; i < reader->cubes->len; i++)
    describe_cube (builder, reader->cubes->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

/* Records */

/* The last dimension turns fastest; the first one of a role is written last. */
static void
put_place (Reader *reader, const MiradorJsonstatCube *cube, guint64 cell)
{
  for (guint i = cube->dimensions->len; i > 0; i--)
    {
      const MiradorJsonstatDimension *dimension = cube->dimensions->pdata[i - 1];
      guint category = (guint)(cell % dimension->n);
      cell /= dimension->n;
      reader->cells[dimension->column] = dimension->codes[category];
      reader->cells[dimension->column + 1] = dimension->labels[category];
      if (dimension->role_column > 0)
        reader->cells[dimension->role_column] = dimension->codes[category];
    }
}

typedef struct
{
  MiradorRecord record;
  MiradorRecordFunc take;
  gpointer user_data;
  gsize max_rows;
  GCancellable *cancellable;
} Giving;

static gboolean
is_enough (const Giving *giving)
{
  return giving->max_rows > 0 && giving->record.row >= giving->max_rows;
}

static gboolean
give_cube (Reader *reader, MiradorJsonstatCube *cube, Giving *giving, GError **error)
{
  memset (reader->cells, 0, reader->names->len * sizeof *reader->cells);
  if (reader->cubes->len > 1)
    reader->cells[DATASET] = cube->name;
  for (guint64 cell = 0; cell < cube->n_cells && !is_enough (giving); cell++)
    {
      if (g_cancellable_is_cancelled (giving->cancellable))
        {
          mirador_set_error (error, MIRADOR_ERROR_CANCELLED, reader->source, NULL);
          return FALSE;
        }
      put_place (reader, cube, cell);
      reader->cells[VALUE] = mirador_jsonstat_series_next (&cube->values, &reader->tree, cell);
      reader->cells[STATUS] = mirador_jsonstat_series_next (&cube->statuses, &reader->tree, cell);
      giving->record.row++;
      if (!giving->take (&giving->record, giving->user_data, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_cells (const Reader *reader, GError **error)
{
  for (guint i = 0; i < reader->cubes->len; i++)
    {
      if (((const MiradorJsonstatCube *)reader->cubes->pdata[i])->n_cells > 0)
        return TRUE;
    }
  mirador_set_error (error, MIRADOR_ERROR_HEADER_ONLY, reader->source, NULL);
  return FALSE;
}

gboolean
mirador_jsonstat_decode (GBytes *bytes,
                         const char *source,
                         const MiradorDecodeOptions *options,
                         MiradorHeaderFunc header,
                         MiradorRecordFunc record,
                         gpointer user_data,
                         GCancellable *cancellable,
                         GError **error)
{
  static const char *const cut[] = { "value", "status", NULL };
  g_auto (Reader) reader = { .source = source };
  Giving giving = { .take = record, .user_data = user_data, .cancellable = cancellable };

  if (!mirador_json_tree_load (&reader.tree, bytes, cut, source, error)
      || !gather_all (&reader, error) || !has_cells (&reader, error))
    return FALSE;
  name_columns (&reader);
  giving.record.n = reader.names->len;
  giving.record.names = (const char *const *)reader.names->pdata;
  giving.record.values = reader.cells;
  giving.max_rows = options != NULL ? options->max_rows : 0;
  g_autofree char *document = describe (&reader);
  if (!header (giving.record.names, giving.record.n, document, user_data, error))
    return FALSE;
  for (guint i = 0; i < reader.cubes->len; i++)
    {
      if (!give_cube (&reader, reader.cubes->pdata[i], &giving, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_text (const guint8 *bytes, gsize length, const char *text)
{
  return memmem (bytes, length, text, strlen (text)) != NULL;
}

/* Where the values come first they may fill all that is seen; no other format has numbers there. */
static gboolean
is_list_of_values (const guint8 *bytes, gsize length)
{
  static const char name[] = "\"value\"";
  const guint8 *found = memmem (bytes, length, name, strlen (name));
  gsize at = found != NULL ? (gsize)(found - bytes) + strlen (name) : length;

  while (at < length && (g_ascii_isspace (bytes[at]) || bytes[at] == ':'))
    at++;
  if (at >= length || bytes[at] != '[')
    return FALSE;
  for (at++; at < length && g_ascii_isspace (bytes[at]);)
    at++;
  return at < length && (bytes[at] == '-' || bytes[at] == 'n' || g_ascii_isdigit (bytes[at]));
}

int
mirador_jsonstat_sniff (const guint8 *bytes, gsize length, const char *source)
{
  static const char *const classes[] = { "\"dataset\"", "\"collection\"", "\"dimension\"" };

  if (mirador_json_sniff_root (bytes, length) != '{')
    return 0;
  if (has_text (bytes, length, "\"dimension\"") && has_text (bytes, length, "\"category\""))
    return 85;
  if (mirador_json_sniff (bytes, length, "class") == '"')
    {
      for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
        {
          if (has_text (bytes, length, classes[i]))
            return 80;
        }
    }
  return is_list_of_values (bytes, length) ? 70 : 0;
}
