/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/catalogue.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/catalogue-json.h"
#include "model/error.h"
#include "model/error-phrase.h"
#include "model/resource.h"

#define SHIPPED "catalogue.json"

/* Everything that can be looked up. Tables are guarded by the lock; what is in them never changes.
 */
static struct
{
  GRWLock lock;
  GHashTable *programs;   /* id → MiradorProgram */
  GHashTable *measures;   /* id → MiradorMeasure */
  GHashTable *breakdowns; /* id → MiradorBreakdown */
  GHashTable *cascades;   /* program|feed → MiradorCascade */
  GPtrArray *program_order;
  GPtrArray *breakdown_order;
  MiradorCatalogueDocument *shipped; /* subsets and preferences come from here alone */
} catalogue;

static gpointer
lookup_either (GHashTable *table, GHashTable *added, const char *id)
{
  gpointer entry = g_hash_table_lookup (table, id);

  return entry != NULL ? entry : g_hash_table_lookup (added, id);
}

/* The cascade with its program and measures looked up, or NULL with what is not known. */
static MiradorCascade *
resolve_cascade (MiradorCascadeEntry *entry,
                 GHashTable *programs,
                 GHashTable *measures,
                 const char **unknown)
{
  g_autofree MiradorCascade *cascade = g_new0 (MiradorCascade, 1);

  *unknown = entry->program;
  cascade->feed = entry->feed;
  cascade->program = lookup_either (catalogue.programs, programs, entry->program);
  if (cascade->program == NULL)
    return NULL;
  for (guint i = 0; i < MIRADOR_N_STAGES; i++)
    {
      if (entry->measures[i] == NULL)
        continue;
      *unknown = entry->measures[i];
      cascade->table[i] = entry->tables[i];
      cascade->stages[i] = lookup_either (catalogue.measures, measures, entry->measures[i]);
      if (cascade->stages[i] == NULL)
        return NULL;
    }
  mirador_text_copy (&entry->note, &cascade->note);
  return g_steal_pointer (&cascade);
}

static void
free_cascade (MiradorCascade *cascade)
{
  mirador_text_clear (&cascade->note);
  g_free (cascade);
}

/* Programs, measures and breakdowns begin with their id. */
static const char *
entry_id (gconstpointer entry)
{
  return *(const char *const *)entry;
}

static GHashTable *
index_by_id (GPtrArray *entries)
{
  GHashTable *table = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < entries->len; i++)
    if (!g_hash_table_contains (table, entry_id (entries->pdata[i])))
      g_hash_table_insert (table, (gpointer)entry_id (entries->pdata[i]), entries->pdata[i]);
  return table;
}

static GPtrArray *
resolve_cascades (MiradorCatalogueDocument *document, const char *source, GError **error)
{
  g_autoptr (GHashTable) programs = index_by_id (document->programs);
  g_autoptr (GHashTable) measures = index_by_id (document->measures);
  g_autoptr (GPtrArray) cascades = g_ptr_array_new_with_free_func ((GDestroyNotify)free_cascade);

  for (guint i = 0; i < document->cascades->len; i++)
    {
      MiradorCascadeEntry *entry = document->cascades->pdata[i];
      const char *unknown = NULL;
      MiradorCascade *cascade = resolve_cascade (entry, programs, measures, &unknown);

      if (cascade == NULL)
        {
          /* Translators: %1$s is an id. */
          g_autofree char *why
            = mirador_phrase (N_ ("names “%1$s”, which is not known"), unknown, NULL);
          mirador_set_error (error, MIRADOR_ERROR_DEFINITION, source, entry->path, why, NULL);
          return NULL;
        }
      g_ptr_array_add (cascades, cascade);
    }
  return g_steal_pointer (&cascades);
}

/* Moves the entries with new ids into the table; the others stay behind. */
static void
adopt (GPtrArray *entries, GHashTable *table, GPtrArray *order)
{
  gsize n = 0;
  g_autofree gpointer *all = g_ptr_array_steal (entries, &n);

  for (gsize i = 0; i < n; i++)
    {
      const char *id = entry_id (all[i]);

      if (g_hash_table_contains (table, id))
        {
          g_ptr_array_add (entries, all[i]);
          continue;
        }
      g_hash_table_insert (table, (gpointer)id, all[i]);
      if (order != NULL)
        g_ptr_array_add (order, all[i]);
    }
}

static char *
cascade_key (const char *program, const char *feed)
{
  return g_strconcat (program, "|", feed, NULL);
}

static void
adopt_cascades (GPtrArray *cascades)
{
  gsize n = 0;
  g_autofree gpointer *all = g_ptr_array_steal (cascades, &n);

  for (gsize i = 0; i < n; i++)
    {
      MiradorCascade *cascade = all[i];
      g_autofree char *key = cascade_key (cascade->program->id, cascade->feed);

      if (g_hash_table_contains (catalogue.cascades, key))
        g_ptr_array_add (cascades, cascade);
      else
        g_hash_table_insert (catalogue.cascades, g_steal_pointer (&key), cascade);
    }
}

static gboolean
merge (MiradorCatalogueDocument *document, const char *source, GError **error)
{
  g_autoptr (GRWLockWriterLocker) locker = g_rw_lock_writer_locker_new (&catalogue.lock);
  g_autoptr (GPtrArray) cascades = resolve_cascades (document, source, error);
  guint first = catalogue.program_order->len;

  if (cascades == NULL)
    return FALSE;
  mirador_catalogue_document_add_targets (document);
  adopt (document->programs, catalogue.programs, catalogue.program_order);
  adopt (document->measures, catalogue.measures, NULL);
  adopt (document->breakdowns, catalogue.breakdowns, catalogue.breakdown_order);
  adopt_cascades (cascades);
  for (guint i = first; i < catalogue.program_order->len; i++)
    ((MiradorProgram *)catalogue.program_order->pdata[i])->order = i;
  return TRUE;
}

static gpointer
load_shipped (gpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = mirador_data_load (SHIPPED, &error);
  g_autoptr (MiradorCatalogueDocument) document = NULL;
  gsize length = 0;
  const char *text = bytes != NULL ? g_bytes_get_data (bytes, &length) : "";

  catalogue.programs = g_hash_table_new (g_str_hash, g_str_equal);
  catalogue.measures = g_hash_table_new (g_str_hash, g_str_equal);
  catalogue.breakdowns = g_hash_table_new (g_str_hash, g_str_equal);
  catalogue.cascades = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  catalogue.program_order = g_ptr_array_new ();
  catalogue.breakdown_order = g_ptr_array_new ();
  if (bytes != NULL)
    document = mirador_catalogue_document_read (text, length, SHIPPED, &error);
  if (document == NULL || !merge (document, SHIPPED, &error))
    g_warning ("%s: %s", SHIPPED, error->message);
  else
    catalogue.shipped = g_steal_pointer (&document);
  return &catalogue;
}

static void
ensure_loaded (void)
{
  static GOnce once = G_ONCE_INIT;

  g_once (&once, load_shipped, NULL);
}

static gpointer
lookup (GHashTable *const *table, const char *id)
{
  g_autoptr (GRWLockReaderLocker) locker = NULL;

  ensure_loaded ();
  if (id == NULL)
    return NULL;
  locker = g_rw_lock_reader_locker_new (&catalogue.lock);
  return g_hash_table_lookup (*table, id);
}

const MiradorProgram *
mirador_catalogue_program (const char *id)
{
  return lookup (&catalogue.programs, id);
}

const MiradorMeasure *
mirador_catalogue_measure (const char *id)
{
  return lookup (&catalogue.measures, id);
}

const MiradorBreakdown *
mirador_catalogue_breakdown (const char *id)
{
  return lookup (&catalogue.breakdowns, id);
}

const MiradorMember *
mirador_catalogue_member (const char *breakdown, const char *id)
{
  const MiradorBreakdown *known = mirador_catalogue_breakdown (breakdown);

  for (guint i = 0; known != NULL && id != NULL && i < known->members->len; i++)
    {
      const MiradorMember *member = known->members->pdata[i];
      if (g_str_equal (member->id, id))
        return member;
    }
  return NULL;
}

const MiradorCascade *
mirador_catalogue_cascade (const char *program, const char *feed)
{
  g_autofree char *key = NULL;

  if (program == NULL || feed == NULL)
    return NULL;
  key = cascade_key (program, feed);
  return lookup (&catalogue.cascades, key);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  const gpointer *one = a, *other = b;

  return strcmp (entry_id (*one), entry_id (*other));
}

static GPtrArray *
copy_in_order (GPtrArray *const *order)
{
  g_autoptr (GRWLockReaderLocker) locker = NULL;

  ensure_loaded ();
  locker = g_rw_lock_reader_locker_new (&catalogue.lock);
  return g_ptr_array_copy (*order, NULL, NULL);
}

GPtrArray *
mirador_catalogue_programs (void)
{
  return copy_in_order (&catalogue.program_order);
}

GPtrArray *
mirador_catalogue_breakdowns (void)
{
  return copy_in_order (&catalogue.breakdown_order);
}

GPtrArray *
mirador_catalogue_measures (void)
{
  GPtrArray *measures = g_ptr_array_new ();
  g_autoptr (GRWLockReaderLocker) locker = NULL;
  GHashTableIter iter;
  gpointer measure;

  ensure_loaded ();
  locker = g_rw_lock_reader_locker_new (&catalogue.lock);
  g_hash_table_iter_init (&iter, catalogue.measures);
  while (g_hash_table_iter_next (&iter, NULL, &measure))
    if (((const MiradorMeasure *)measure)->target_of == NULL)
      g_ptr_array_add (measures, measure);
  g_ptr_array_sort (measures, compare_ids);
  return measures;
}

static gboolean
is_about (const MiradorPreference *preference, const char *program, const char *measure)
{
  return (preference->program == NULL || g_strcmp0 (preference->program, program) == 0)
         && (preference->measure == NULL || g_strcmp0 (preference->measure, measure) == 0);
}

const MiradorMeasure *
mirador_measure_get_target (const MiradorMeasure *measure)
{
  g_autofree char *id = g_strconcat (measure->id, MIRADOR_TARGET_SUFFIX, NULL);
  const MiradorMeasure *target = mirador_catalogue_measure (id);

  return target != NULL && target->target_of == measure ? target : NULL;
}

/* What a target is preferred by: what it is the target of. */
static const char *
preferred_as (const char *measure)
{
  const MiradorMeasure *known = mirador_catalogue_measure (measure);

  return known != NULL && known->target_of != NULL ? known->target_of->id : measure;
}

/* All preferences that are about the two, one after the other, are one list of feeds. */
int
mirador_catalogue_feed_rank (const char *program, const char *measure, const char *feed)
{
  int rank = 0;

  ensure_loaded ();
  if (catalogue.shipped == NULL)
    return -1;
  measure = preferred_as (measure);
  for (guint i = 0; i < catalogue.shipped->preferences->len; i++)
    {
      const MiradorPreference *preference = catalogue.shipped->preferences->pdata[i];

      if (!is_about (preference, program, measure))
        continue;
      for (guint j = 0; j < preference->feeds->len; j++, rank++)
        if (g_strcmp0 (preference->feeds->pdata[j], feed) == 0)
          return rank;
    }
  return -1;
}

gboolean
mirador_catalogue_is_subset (const char *program,
                             const char *feed,
                             const char *part,
                             const char *whole)
{
  ensure_loaded ();
  for (guint i = 0; catalogue.shipped != NULL && i < catalogue.shipped->subsets->len; i++)
    {
      const MiradorSubset *subset = catalogue.shipped->subsets->pdata[i];

      if (g_strcmp0 (subset->program, program) == 0 && g_strcmp0 (subset->feed, feed) == 0
          && g_strcmp0 (subset->part, part) == 0 && g_strcmp0 (subset->whole, whole) == 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
mirador_catalogue_extend (const char *text, gssize length, const char *source, GError **error)
{
  g_autoptr (MiradorCatalogueDocument) document = NULL;

  ensure_loaded ();
  document = mirador_catalogue_document_read (text, length, source, error);
  return document != NULL && merge (document, source, error);
}
