/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/jsonstat.h"

#include <glib/gi18n-lib.h>

#include "feeds/json-document.h"
#include "model/error-phrase.h"

typedef struct
{
  MiradorJsonstatReading *reading;
  MiradorJsonstatCube *cube;
  JsonObject *head;       /* where "id", "size" and "role" are: in version 1 among the dimensions */
  JsonObject *dimensions; /* by id */
  const char *prefix;     /* of the head, in errors */
} Shape;

gboolean
mirador_jsonstat_fail (MiradorJsonstatReading *reading, const char *member, const char *why)
{
  g_autofree char *path = g_strconcat (reading->dataset, member, NULL);

  if (reading->error == NULL)
    mirador_set_error (&reading->error, MIRADOR_ERROR_SYNTAX, reading->source, path, why, NULL);
  return FALSE;
}

void
mirador_jsonstat_cube_free (MiradorJsonstatCube *cube)
{
  mirador_jsonstat_series_clear (&cube->values);
  mirador_jsonstat_series_clear (&cube->statuses);
  g_ptr_array_unref (cube->dimensions);
  g_free (cube->name);
  g_free (cube);
}

static gboolean
fail (Shape *shape, const char *member, const char *why)
{
  g_autofree char *path = g_strconcat (shape->prefix, member, NULL);

  return mirador_jsonstat_fail (shape->reading, path, why);
}

static gboolean
find_head (Shape *shape, JsonObject *object)
{
  shape->dimensions = mirador_json_object_of (object, "dimension");
  shape->head = object;
  shape->prefix = "";
  if (shape->dimensions == NULL)
    return fail (shape, "dimension", N_ ("should be an object"));
  if (mirador_json_array_of (object, "id") == NULL
      && mirador_json_array_of (shape->dimensions, "id") != NULL)
    {
      shape->head = shape->dimensions;
      shape->prefix = "dimension.";
    }
  return TRUE;
}

static gboolean
add_dimension (Shape *shape, JsonNode *id)
{
  GPtrArray *dimensions = shape->cube->dimensions;
  MiradorJsonstatDimension *dimension;

  if (!mirador_document_is_string (id))
    return fail (shape, "id", N_ ("should be a list of texts"));
  const char *name = json_node_get_string (id);
  for (guint i = 0; i < dimensions->len; i++)
    {
      if (g_str_equal (((MiradorJsonstatDimension *)dimensions->pdata[i])->id, name))
        return fail (shape, "id", N_ ("a dimension is there twice"));
    }
  JsonObject *object = mirador_json_object_of (shape->dimensions, name);
  if (object == NULL)
    {
      /* Translators: %1$s is the code of a table's dimension. */
      g_autofree char *why
        = mirador_phrase (N_ ("the dimension “%1$s” is not described"), name, NULL);
      return fail (shape, "id", why);
    }
  dimension = mirador_jsonstat_dimension_new (shape->reading, name, object);
  if (dimension != NULL)
    g_ptr_array_add (dimensions, dimension);
  return dimension != NULL;
}

static gboolean
read_dimensions (Shape *shape, JsonArray *ids)
{
  for (guint i = 0; i < json_array_get_length (ids); i++)
    {
      if (!add_dimension (shape, json_array_get_element (ids, i)))
        return FALSE;
    }
  return json_array_get_length (ids) > 0 || fail (shape, "id", N_ ("is empty"));
}

static gboolean
fail_size (Shape *shape, const MiradorJsonstatDimension *dimension, const char *size)
{
  g_autofree char *n = g_strdup_printf ("%u", dimension->n);
  /* Translators: %1$s is the code of a table's dimension, %2$s and %3$s are numbers. */
  g_autofree char *why = mirador_phrase (N_ ("the dimension “%1$s” has %2$s categories, not %3$s"),
                                         dimension->id, n, size, NULL);

  return fail (shape, "size", why);
}

static gboolean
fail_cells (Shape *shape)
{
  g_autofree char *limit = g_strdup_printf ("%d", MIRADOR_JSONSTAT_MAX_CELLS);
  /* Translators: %1$s is a number; the sizes are those of a table's dimensions. */
  g_autofree char *why = mirador_phrase (
    N_ ("the sizes make more than %1$s cells; ask for the table in parts"), limit, NULL);

  return fail (shape, "size", why);
}

/* The sizes may be written as texts; json-tree makes texts of the numbers. */
static gboolean
read_size (Shape *shape, JsonNode *node, const MiradorJsonstatDimension *dimension)
{
  MiradorJsonstatCube *cube = shape->cube;
  const char *text = mirador_document_is_string (node) ? json_node_get_string (node) : "";
  guint64 size;

  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT64, &size, NULL))
    return fail (shape, "size", N_ ("should be a list of whole numbers"));
  if (!g_uint64_checked_mul (&cube->n_cells, cube->n_cells, size)
      || cube->n_cells > MIRADOR_JSONSTAT_MAX_CELLS)
    return fail_cells (shape);
  return size == dimension->n || fail_size (shape, dimension, text);
}

static gboolean
read_sizes (Shape *shape, JsonArray *ids)
{
  JsonArray *sizes = mirador_json_array_of (shape->head, "size");
  guint n = json_array_get_length (ids);

  if (sizes == NULL)
    return fail (shape, "size", N_ ("is missing"));
  if (json_array_get_length (sizes) != n)
    {
      g_autofree char *there = g_strdup_printf ("%u", json_array_get_length (sizes));
      g_autofree char *due = g_strdup_printf ("%u", n);
      /* Translators: %1$s and %2$s are numbers. */
      g_autofree char *why
        = mirador_phrase (N_ ("there are %1$s sizes for %2$s dimensions"), there, due, NULL);
      return fail (shape, "size", why);
    }
  shape->cube->n_cells = 1;
  for (guint i = 0; i < n; i++)
    {
      if (!read_size (shape, json_array_get_element (sizes, i), shape->cube->dimensions->pdata[i]))
        return FALSE;
    }
  return TRUE;
}

static MiradorJsonstatDimension *
find_dimension (const Shape *shape, const char *id)
{
  const GPtrArray *dimensions = shape->cube->dimensions;

  for (guint i = 0; i < dimensions->len; i++)
    {
      MiradorJsonstatDimension *dimension = dimensions->pdata[i];
      if (g_str_equal (dimension->id, id))
        return dimension;
    }
  return NULL;
}

static gboolean
read_role (Shape *shape, JsonObject *roles, const char *role)
{
  JsonArray *ids = mirador_json_array_of (roles, role);

  for (guint i = 0; ids != NULL && i < json_array_get_length (ids); i++)
    {
      JsonNode *node = json_array_get_element (ids, i);
      const char *id = mirador_document_is_string (node) ? json_node_get_string (node) : "";
      MiradorJsonstatDimension *dimension = find_dimension (shape, id);
      if (dimension == NULL)
        {
          /* Translators: %1$s is the code of a table's dimension. */
          g_autofree char *why = mirador_phrase (N_ ("there is no dimension “%1$s”"), id, NULL);
          return fail (shape, "role", why);
        }
      dimension->role = role;
    }
  return TRUE;
}

static gboolean
read_roles (Shape *shape)
{
  JsonObject *roles = mirador_json_object_of (shape->head, "role");

  return roles == NULL
         || (read_role (shape, roles, "time") && read_role (shape, roles, "geo")
             && read_role (shape, roles, "metric"));
}

/* Every dimension is listed; in version 1 the list itself stands among them. */
static gboolean
check_listed (Shape *shape)
{
  JsonObjectIter iter;
  const char *id;
  JsonNode *node;

  json_object_iter_init (&iter, shape->dimensions);
  while (json_object_iter_next (&iter, &id, &node))
    {
      gboolean head
        = shape->head == shape->dimensions
          && (g_str_equal (id, "id") || g_str_equal (id, "size") || g_str_equal (id, "role"));
      if (!head && find_dimension (shape, id) == NULL)
        {
          g_autofree char *why = mirador_phrase (N_ ("there is no dimension “%1$s”"), id, NULL);
          return fail (shape, "id", why);
        }
    }
  return TRUE;
}

static gboolean
read_shape (Shape *shape, JsonObject *object)
{
  if (!find_head (shape, object))
    return FALSE;
  JsonArray *ids = mirador_json_array_of (shape->head, "id");
  if (ids == NULL)
    return fail (shape, "id", N_ ("is missing"));
  return read_dimensions (shape, ids) && read_sizes (shape, ids) && check_listed (shape)
         && read_roles (shape);
}

MiradorJsonstatCube *
mirador_jsonstat_cube_new (MiradorJsonstatReading *reading, const char *name, JsonObject *object)
{
  g_autoptr (MiradorJsonstatCube) cube = g_new0 (MiradorJsonstatCube, 1);
  Shape shape = { .reading = reading, .cube = cube };

  cube->name = g_strdup (name);
  cube->object = object;
  cube->dimensions
    = g_ptr_array_new_with_free_func ((GDestroyNotify)mirador_jsonstat_dimension_free);
  if (read_shape (&shape, object)
      && mirador_jsonstat_series_open (&cube->values, reading, object, "value", cube->n_cells)
      && mirador_jsonstat_series_open (&cube->statuses, reading, object, "status", cube->n_cells))
    return g_steal_pointer (&cube);
  return NULL;
}
