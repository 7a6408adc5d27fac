/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/mapping-private.h"

#include <glib/gi18n-lib.h>

#include "model/error-phrase.h"

/* What a mapping says of its feed: who published it, how its figures add, what absence means. */

void
mirador_mapping_read_profile (MiradorMappingReading *reading, JsonObject *object)
{
  static const char *const members[]
    = { "title", "source", "licence", "issued", "simulated", NULL };
  MiradorMapping *mapping = reading->mapping;
  JsonObject *profile = mirador_document_object (&reading->json, object, "profile");

  if (profile == NULL)
    return;
  mirador_document_allow (&reading->json, profile, "profile", members);
  mirador_document_text (&reading->json, profile, "title", &mapping->profile_title);
  mirador_document_text (&reading->json, profile, "source", &mapping->profile_source);
  mapping->licence = g_strdup (mirador_document_string (&reading->json, profile, "licence", NULL));
  mapping->issued = g_strdup (mirador_document_string (&reading->json, profile, "issued", NULL));
  mapping->simulated = mirador_document_boolean (&reading->json, profile, "simulated", FALSE);
}

static void
read_adds (MiradorMappingReading *reading, JsonObject *object, MiradorTerms *terms)
{
  static const char *const dimensions[] = { "time", "place", "breakdown" };
  JsonNode *node = mirador_document_node (object, "adds");

  if (node == NULL)
    return;
  terms->adds = 0;
  g_autoptr (GPtrArray) names = mirador_document_strings (&reading->json, node, "terms.adds");
  for (guint i = 0; i < names->len; i++)
    {
      guint bit = 0;
      while (bit < G_N_ELEMENTS (dimensions) && !g_str_equal (names->pdata[i], dimensions[bit]))
        bit++;
      if (bit == G_N_ELEMENTS (dimensions))
        mirador_document_fail_choice (&reading->json, "terms.adds", "time, place, breakdown");
      else
        terms->adds |= 1 << bit;
    }
}

static void
read_absent (MiradorMappingReading *reading, JsonObject *object, MiradorTerms *terms)
{
  const char *absent = mirador_document_string (&reading->json, object, "absent", NULL);

  if (absent == NULL)
    return;
  if (!g_str_equal (absent, "zero") && !g_str_equal (absent, "unknown"))
    mirador_document_fail_choice (&reading->json, "terms.absent", "zero, unknown");
  terms->absent = g_str_equal (absent, "zero") ? MIRADOR_ABSENT_ZERO : MIRADOR_ABSENT_UNKNOWN;
}

static void
read_period (MiradorMappingReading *reading,
             JsonObject *object,
             const char *member,
             MiradorPeriod *period)
{
  const char *text = mirador_document_string (&reading->json, object, member, NULL);

  if (text != NULL
      && !mirador_period_parse (text, reading->mapping->fiscal_first_month, period, NULL))
    mirador_document_fail (&reading->json, member, N_ ("is not a period"));
}

static void
read_places (MiradorMappingReading *reading,
             JsonObject *object,
             const char *member,
             GPtrArray *places)
{
  JsonNode *node = mirador_document_node (object, member);

  if (node == NULL)
    return;
  g_autoptr (GPtrArray) codes = mirador_document_strings (&reading->json, node, member);
  g_ptr_array_set_size (places, 0);
  for (guint i = 0; i < codes->len; i++)
    {
      const MiradorPlace *place = mirador_place_by_code (codes->pdata[i]);
      if (place == NULL)
        {
          /* Translators: %1$s is a place's code. */
          g_autofree char *why
            = mirador_phrase (N_ ("there is no place “%1$s”"), codes->pdata[i], NULL);
          mirador_document_fail (&reading->json, member, why);
        }
      else
        g_ptr_array_add (places, (gpointer)place->code);
    }
}

static void
read_members (MiradorMappingReading *reading, JsonObject *object, MiradorTerms *terms)
{
  JsonObject *sets = mirador_document_object (&reading->json, object, "members");
  g_autoptr (GList) breakdowns = sets != NULL ? json_object_get_members (sets) : NULL;

  for (GList *item = breakdowns; item != NULL; item = item->next)
    {
      JsonNode *node = mirador_document_node (sets, item->data);
      g_autoptr (GPtrArray) members
        = mirador_document_strings (&reading->json, node, "terms.members");
      for (guint i = 0; i < members->len; i++)
        mirador_terms_add_member (terms, item->data, members->pdata[i]);
    }
}

static void
read_note (MiradorMappingReading *reading, JsonObject *object, MiradorTerms *terms)
{
  if (mirador_document_node (object, "note") != NULL)
    mirador_document_text (&reading->json, object, "note", &terms->note);
}

/* Applied first for "*", then for the measure itself, so that the latter has the last word. */
static void
apply_terms (MiradorMappingReading *reading, JsonObject *object, MiradorTerms *terms)
{
  static const char *const members[]
    = { "adds",  "absent",  "complete_until", "complete_from", "covers",
        "parts", "repeats", "note",           "members",       NULL };

  mirador_document_allow (&reading->json, object, "terms", members);
  read_adds (reading, object, terms);
  read_absent (reading, object, terms);
  read_period (reading, object, "complete_until", &terms->complete_until);
  read_period (reading, object, "complete_from", &terms->complete_from);
  read_places (reading, object, "covers", terms->covers);
  read_places (reading, object, "parts", terms->parts);
  read_members (reading, object, terms);
  read_note (reading, object, terms);
  terms->repeats = mirador_document_boolean (&reading->json, object, "repeats", terms->repeats);
}

static gboolean
take_gives (const MiradorTake *take, const char *measure)
{
  if (take->measure.slot == MIRADOR_SLOT_NONE)
    return take->measure.constant == measure;
  return take->measure.targets == NULL || g_ptr_array_find (take->measure.targets, measure, NULL);
}

/* The ids that a table of codes leads to are all the members there are. */
static gboolean
add_members_of_rules (const MiradorMapping *mapping, MiradorTerms *terms)
{
  gboolean added = FALSE;

  for (guint t = 0; t < mapping->takes->len; t++)
    {
      const MiradorTake *take = g_ptr_array_index (mapping->takes, t);
      for (guint b = 0; take_gives (take, terms->measure) && b < take->breakdowns->len; b++)
        {
          const MiradorBreakdownRule *rule = g_ptr_array_index (take->breakdowns, b);
          const GPtrArray *targets = rule->complete ? rule->rule.targets : NULL;
          if (rule->open)
            mirador_terms_add_member (terms, rule->breakdown, MIRADOR_MEMBER_OTHERS);
          added = added || rule->open;
          for (guint i = 0; targets != NULL && i < targets->len; i++)
            {
              const char *member = g_ptr_array_index (targets, i);
              if (*member != '\0')
                mirador_terms_add_member (terms, rule->breakdown, member);
              added = TRUE;
            }
        }
    }
  return added;
}

static JsonObject *
find_terms (MiradorMappingReading *reading, JsonObject *all, const char *measure)
{
  return all != NULL ? mirador_document_object (&reading->json, all, measure) : NULL;
}

static void
check_term_names (MiradorMappingReading *reading, JsonObject *all)
{
  g_autoptr (GList) names = all != NULL ? json_object_get_members (all) : NULL;

  for (GList *item = names; item != NULL; item = item->next)
    {
      if (!g_str_equal (item->data, "*")
          && !g_ptr_array_find (reading->mapping->measures, g_intern_string (item->data), NULL))
        mirador_document_fail (&reading->json, "terms",
                               N_ ("terms of a measure that is not mapped"));
    }
}

void
mirador_mapping_read_terms (MiradorMappingReading *reading, JsonObject *object)
{
  MiradorMapping *mapping = reading->mapping;
  JsonObject *all = mirador_document_object (&reading->json, object, "terms");
  JsonObject *general = find_terms (reading, all, "*");

  check_term_names (reading, all);
  for (guint i = 0; i < mapping->measures->len; i++)
    {
      const char *measure = g_ptr_array_index (mapping->measures, i);
      JsonObject *own = find_terms (reading, all, measure);
      g_autoptr (MiradorTerms) terms = mirador_terms_new (measure, NULL);
      gboolean said = add_members_of_rules (mapping, terms);
      if (general != NULL)
        apply_terms (reading, general, terms);
      if (own != NULL)
        apply_terms (reading, own, terms);
      if (said || general != NULL || own != NULL)
        g_ptr_array_add (mapping->terms, g_steal_pointer (&terms));
    }
}

static MiradorTerms *
copy_terms (const MiradorTerms *from)
{
  MiradorTerms *terms = mirador_terms_new (from->measure, from->program);
  GHashTableIter iter;
  gpointer breakdown, members;

  terms->adds = from->adds;
  terms->absent = from->absent;
  terms->complete_until = from->complete_until;
  terms->complete_from = from->complete_from;
  terms->repeats = from->repeats;
  mirador_text_copy (&from->note, &terms->note);
  g_ptr_array_extend (terms->covers, from->covers, NULL, NULL);
  g_ptr_array_extend (terms->parts, from->parts, NULL, NULL);
  g_hash_table_iter_init (&iter, from->members);
  while (g_hash_table_iter_next (&iter, &breakdown, &members))
    {
      GPtrArray *ids = members;
      for (guint i = 0; i < ids->len; i++)
        mirador_terms_add_member (terms, breakdown, ids->pdata[i]);
    }
  return terms;
}

static void
describe_feed (const MiradorMapping *mapping, MiradorProfile *profile)
{
  mirador_text_copy (&mapping->profile_title, &profile->title);
  mirador_text_copy (&mapping->profile_source, &profile->source);
  profile->licence = g_strdup (mapping->licence);
  profile->issued = g_strdup (mapping->issued);
  profile->simulated = mapping->simulated;
  for (guint i = 0; i < mapping->terms->len; i++)
    g_ptr_array_add (profile->terms, copy_terms (mapping->terms->pdata[i]));
}

MiradorPull *
mirador_mapping_make_pull (const MiradorMapping *mapping, const char *feed)
{
  g_autoptr (MiradorProfile) profile = mirador_profile_new (feed != NULL ? feed : mapping->feed);

  describe_feed (mapping, profile);
  MiradorPull *pull = mirador_pull_new (profile);
  g_free (pull->scope);
  pull->scope = g_strdup (mapping->scope);
  for (guint i = 0; i < mapping->measures->len; i++)
    g_ptr_array_add (pull->measures, mapping->measures->pdata[i]);
  pull->snapshot = mapping->snapshot && mapping->measures->len > 0;
  pull->duplicates = mapping->duplicates;
  pull->reject_limit = mapping->reject_limit;
  pull->catalogue = g_strdup (mapping->catalogue);
  g_free (pull->mapping);
  pull->mapping = g_strdup (mapping->id);
  return pull;
}
