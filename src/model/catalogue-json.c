/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/catalogue-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/json-member.h"

/* What a program looks like that says nothing about it: grey on either background. */
#define DEFAULT_COLOUR "#6b6b6b"
#define DEFAULT_COLOUR_DARK "#a8a8a8"

typedef gboolean (*ReadEntry) (const MiradorJsonReader *reader,
                               JsonObject *object,
                               MiradorCatalogueDocument *document);

static gboolean
read_colour (const MiradorJsonReader *reader,
             JsonObject *object,
             const char *member,
             const char **colour)
{
  const char *text = NULL;

  if (!mirador_json_string (reader, object, member, &text))
    return FALSE;
  if (text == NULL)
    return TRUE;
  if (strlen (text) != 7 || text[0] != '#' || strspn (text + 1, "0123456789abcdefABCDEF") != 6)
    return mirador_json_fail (reader, member, N_ ("is not a colour of the form #rrggbb"));
  *colour = g_intern_string (text);
  return TRUE;
}

static gboolean
read_program (const MiradorJsonReader *reader,
              JsonObject *object,
              MiradorCatalogueDocument *document)
{
  MiradorProgram *program = g_new0 (MiradorProgram, 1);

  g_ptr_array_add (document->programs, program);
  program->colour = g_intern_static_string (DEFAULT_COLOUR);
  program->colour_dark = g_intern_static_string (DEFAULT_COLOUR_DARK);
  if (!mirador_json_id (reader, object, "id", TRUE, &program->id)
      || !mirador_json_text (reader, object, "name", TRUE, &program->name)
      || !mirador_json_text (reader, object, "short", FALSE, &program->short_name)
      || !read_colour (reader, object, "colour", &program->colour)
      || !read_colour (reader, object, "colour_dark", &program->colour_dark))
    return FALSE;
  if (program->short_name.es == NULL && program->short_name.en == NULL)
    mirador_text_copy (&program->name, &program->short_name);
  return TRUE;
}

/* A word out of a short list of words: its position goes to @choice. */
static gboolean
read_choice (const MiradorJsonReader *reader,
             JsonObject *object,
             const char *member,
             const char *const *words,
             int *choice)
{
  const char *text = NULL;

  if (!mirador_json_string (reader, object, member, &text))
    return FALSE;
  for (int i = 0; text != NULL && words[i] != NULL; i++)
    if (g_str_equal (text, words[i]))
      {
        *choice = i;
        return TRUE;
      }
  return text == NULL || mirador_json_fail (reader, member, N_ ("is not one of the known words"));
}

static gboolean
read_adds (const MiradorJsonReader *reader, JsonObject *object, MiradorAdds *adds)
{
  static const char *const words[] = { "time", "place", "breakdown", NULL };
  JsonArray *dimensions = NULL;

  if (!mirador_json_array (reader, object, "adds", &dimensions))
    return FALSE;
  for (guint i = 0; dimensions != NULL && i < json_array_get_length (dimensions); i++)
    {
      JsonNode *node = json_array_get_element (dimensions, i);
      const char *word = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
      guint bit = 0;

      while (word != NULL && words[bit] != NULL && !g_str_equal (word, words[bit]))
        bit++;
      if (word == NULL || words[bit] == NULL)
        return mirador_json_fail (reader, "adds",
                                  N_ ("takes \"time\", \"place\" and \"breakdown\" only"));
      *adds |= 1 << bit;
    }
  return TRUE;
}

static gboolean
read_labels (const MiradorJsonReader *reader, JsonObject *object, MiradorMeasure *measure)
{
  g_autofree char *path = g_strconcat (reader->path, ".labels", NULL);
  MiradorJsonReader inner = { reader->source, path, reader->error };
  JsonObject *labels = NULL;
  JsonObjectIter iter;
  const char *program;

  if (!mirador_json_object (reader, object, "labels", &labels))
    return FALSE;
  if (labels == NULL)
    return TRUE;
  json_object_iter_init_ordered (&iter, labels);
  while (json_object_iter_next_ordered (&iter, &program, NULL))
    {
      MiradorText *text;
      if (!mirador_json_id_is_valid (program))
        return mirador_json_fail (&inner, NULL, N_ ("has a member that is no id of a program"));
      text = g_new0 (MiradorText, 1);
      g_hash_table_insert (measure->labels, (gpointer)g_intern_string (program), text);
      if (!mirador_json_text (&inner, labels, program, TRUE, text))
        return FALSE;
    }
  return TRUE;
}

/* What a kind implies must not be said otherwise, or sums would be wrong. */
static gboolean
check_measure (const MiradorJsonReader *reader, const MiradorMeasure *measure)
{
  if (measure->kind == MIRADOR_KIND_RATIO && measure->adds != 0)
    return mirador_json_fail (reader, "adds", N_ ("must be empty: a ratio is never added"));
  if (measure->kind == MIRADOR_KIND_STOCK && (measure->adds & MIRADOR_ADDS_TIME))
    return mirador_json_fail (reader, "adds",
                              N_ ("has \"time\", but a stock does not add over time"));
  if (measure->multiplier <= 0)
    return mirador_json_fail (reader, "multiplier", N_ ("is not above zero"));
  return TRUE;
}

static gboolean
read_stage (const MiradorJsonReader *reader, JsonObject *object, MiradorStage *stage)
{
  const char *id = NULL;

  if (!mirador_json_string (reader, object, "stage", &id))
    return FALSE;
  if (id != NULL && !mirador_stage_from_id (id, stage))
    return mirador_json_fail (reader, "stage", N_ ("is not a stage of the care cascade"));
  return TRUE;
}

static gboolean
read_measure_kind (const MiradorJsonReader *reader, JsonObject *object, MiradorMeasure *measure)
{
  static const char *const kinds[] = { "flow", "stock", "ratio", NULL };
  static const char *const directions[] = { "none", "up", "down", NULL };
  int kind = -1, good = MIRADOR_GOOD_NONE;

  if (!read_choice (reader, object, "kind", kinds, &kind)
      || !read_choice (reader, object, "good", directions, &good)
      || !read_stage (reader, object, &measure->stage)
      || !read_adds (reader, object, &measure->adds))
    return FALSE;
  if (kind < 0)
    return mirador_json_fail (reader, "kind", N_ ("is missing"));
  measure->kind = kind;
  measure->good = good;
  return TRUE;
}

static gboolean
read_measure (const MiradorJsonReader *reader,
              JsonObject *object,
              MiradorCatalogueDocument *document)
{
  MiradorMeasure *measure = mirador_catalogue_document_add_measure (document);

  if (!mirador_json_id (reader, object, "id", TRUE, &measure->id)
      || !mirador_json_text (reader, object, "name", TRUE, &measure->name)
      || !mirador_json_id (reader, object, "unit", TRUE, &measure->unit)
      || !read_measure_kind (reader, object, measure))
    return FALSE;
  /* A count that does not say whether it may be shown in full is hidden where it is small. */
  measure->sensitive = measure->kind != MIRADOR_KIND_RATIO;
  measure->multiplier = g_str_equal (measure->unit, "percent") ? 100 : 1;
  return mirador_json_boolean (reader, object, "sensitive", &measure->sensitive)
         && mirador_json_number (reader, object, "multiplier", &measure->multiplier)
         && read_labels (reader, object, measure) && check_measure (reader, measure);
}

/* Reads every object of a list; a document without the list has no such entries. */
static gboolean
read_list (const MiradorJsonReader *reader,
           JsonObject *object,
           const char *member,
           ReadEntry read_entry,
           MiradorCatalogueDocument *document)
{
  JsonArray *entries = NULL;

  if (!mirador_json_array (reader, object, member, &entries))
    return FALSE;
  for (guint i = 0; entries != NULL && i < json_array_get_length (entries); i++)
    {
      JsonNode *node = json_array_get_element (entries, i);
      g_autofree char *path
        = g_strdup_printf ("%s%s%s[%u]", reader->path != NULL ? reader->path : "",
                           reader->path != NULL ? "." : "", member, i);
      MiradorJsonReader inner = { reader->source, path, reader->error };

      if (!JSON_NODE_HOLDS_OBJECT (node))
        return mirador_json_fail (&inner, NULL, N_ ("is not an object"));
      if (!read_entry (&inner, json_node_get_object (node), document))
        return FALSE;
    }
  return TRUE;
}

/* Belongs to the breakdown that was begun last. */
static gboolean
read_member (const MiradorJsonReader *reader,
             JsonObject *object,
             MiradorCatalogueDocument *document)
{
  MiradorBreakdown *breakdown = document->breakdowns->pdata[document->breakdowns->len - 1];
  MiradorMember *member = g_new0 (MiradorMember, 1);

  member->order = breakdown->members->len;
  g_ptr_array_add (breakdown->members, member);
  return mirador_json_id (reader, object, "id", TRUE, &member->id)
         && mirador_json_text (reader, object, "name", TRUE, &member->name);
}

static gboolean
read_breakdown (const MiradorJsonReader *reader,
                JsonObject *object,
                MiradorCatalogueDocument *document)
{
  MiradorBreakdown *breakdown = mirador_catalogue_document_add_breakdown (document);

  return mirador_json_id (reader, object, "id", TRUE, &breakdown->id)
         && mirador_json_text (reader, object, "name", TRUE, &breakdown->name)
         && read_list (reader, object, "members", read_member, document);
}

/* "stages": {"screened": {"measure": "screenings", "table": "screenings"}, ...} */
static gboolean
read_cascade_stage (const MiradorJsonReader *reader,
                    JsonObject *stages,
                    const char *id,
                    MiradorCascadeEntry *cascade)
{
  MiradorStage stage = MIRADOR_STAGE_NONE;
  JsonObject *object = NULL;

  if (!mirador_stage_from_id (id, &stage) || stage == MIRADOR_STAGE_NONE)
    return mirador_json_fail (reader, "stages", N_ ("has a member that is no stage"));
  if (!mirador_json_object (reader, stages, id, &object))
    return FALSE;
  return object == NULL
         || (mirador_json_id (reader, object, "measure", TRUE, &cascade->measures[stage])
             && mirador_json_id (reader, object, "table", FALSE, &cascade->tables[stage]));
}

static gboolean
read_cascade (const MiradorJsonReader *reader,
              JsonObject *object,
              MiradorCatalogueDocument *document)
{
  MiradorCascadeEntry *cascade = g_new0 (MiradorCascadeEntry, 1);
  JsonObject *stages = NULL;
  JsonObjectIter iter;
  const char *id;

  cascade->path = g_strdup (reader->path);
  g_ptr_array_add (document->cascades, cascade);
  if (!mirador_json_id (reader, object, "program", TRUE, &cascade->program)
      || !mirador_json_id (reader, object, "feed", TRUE, &cascade->feed)
      || !mirador_json_text (reader, object, "note", FALSE, &cascade->note)
      || !mirador_json_object (reader, object, "stages", &stages))
    return FALSE;
  if (stages == NULL)
    return mirador_json_fail (reader, "stages", N_ ("is missing"));
  json_object_iter_init_ordered (&iter, stages);
  while (json_object_iter_next_ordered (&iter, &id, NULL))
    if (!read_cascade_stage (reader, stages, id, cascade))
      return FALSE;
  return TRUE;
}

static gboolean
read_subset (const MiradorJsonReader *reader,
             JsonObject *object,
             MiradorCatalogueDocument *document)
{
  MiradorSubset *subset = g_new0 (MiradorSubset, 1);

  g_ptr_array_add (document->subsets, subset);
  return mirador_json_id (reader, object, "program", TRUE, &subset->program)
         && mirador_json_id (reader, object, "feed", TRUE, &subset->feed)
         && mirador_json_id (reader, object, "part", TRUE, &subset->part)
         && mirador_json_id (reader, object, "whole", TRUE, &subset->whole);
}

static gboolean
read_preference (const MiradorJsonReader *reader,
                 JsonObject *object,
                 MiradorCatalogueDocument *document)
{
  MiradorPreference *preference = mirador_catalogue_document_add_preference (document);
  JsonArray *feeds = NULL;

  if (!mirador_json_id (reader, object, "program", FALSE, &preference->program)
      || !mirador_json_id (reader, object, "measure", FALSE, &preference->measure)
      || !mirador_json_array (reader, object, "feeds", &feeds))
    return FALSE;
  for (guint i = 0; feeds != NULL && i < json_array_get_length (feeds); i++)
    {
      JsonNode *node = json_array_get_element (feeds, i);
      const char *feed = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

      if (feed == NULL || !mirador_json_id_is_valid (feed))
        return mirador_json_fail (reader, "feeds", N_ ("has an element that is no id"));
      g_ptr_array_add (preference->feeds, (gpointer)g_intern_string (feed));
    }
  return TRUE;
}

MiradorCatalogueDocument *
mirador_catalogue_document_read (const char *text,
                                 gssize length,
                                 const char *source,
                                 GError **error)
{
  g_autoptr (MiradorCatalogueDocument) document = mirador_catalogue_document_new ();
  MiradorJsonReader reader = { source, NULL, error };
  g_autoptr (JsonNode) root = mirador_json_parse (&reader, text, length);
  JsonObject *object;

  if (root == NULL)
    return NULL;
  object = json_node_get_object (root);
  if (!read_list (&reader, object, "programs", read_program, document)
      || !read_list (&reader, object, "measures", read_measure, document)
      || !read_list (&reader, object, "breakdowns", read_breakdown, document)
      || !read_list (&reader, object, "cascades", read_cascade, document)
      || !read_list (&reader, object, "subsets", read_subset, document)
      || !read_list (&reader, object, "preferences", read_preference, document))
    return NULL;
  return g_steal_pointer (&document);
}
