/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/decode.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "feeds/fhir-outcome.h"
#include "feeds/fhir-report.h"
#include "feeds/json-sniff.h"
#include "feeds/json-tree.h"
#include "model/error-phrase.h"

/*
 * MeasureReports of FHIR R4, one or a Bundle of them. Only sums are read: whatever speaks of single
 * patients is refused before the first row is given, so that nothing of it reaches the store, and
 * no text of it goes into an error.
 */

/* The server's words in an error. */
#define MAX_MESSAGE 300

typedef struct
{
  GPtrArray *reports;  /* (element-type JsonObject) */
  GPtrArray *outcomes; /* (element-type JsonObject) OperationOutcomes */
  gboolean patients;   /* something is about single patients */
  gboolean other;      /* something is no report */
  gboolean untyped;    /* a report does not say which kind it is */
} Found;

static void
found_clear (Found *found)
{
  g_ptr_array_unref (found->reports);
  g_ptr_array_unref (found->outcomes);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Found, found_clear)

static void look (Found *found, JsonObject *resource);

/* A subject that is a patient makes a report one of a patient, whatever its type says. */
static gboolean
is_about_patient (JsonObject *report)
{
  JsonObject *subject = mirador_json_object_of (report, "subject");
  const char *reference = subject != NULL ? mirador_json_text_of (subject, "reference") : NULL;
  const char *type = subject != NULL ? mirador_json_text_of (subject, "type") : NULL;

  return (reference != NULL && strstr (reference, "Patient/") != NULL)
         || g_strcmp0 (type, "Patient") == 0;
}

static void
look_at_report (Found *found, JsonObject *report)
{
  const char *type = mirador_json_text_of (report, "type");

  if (type == NULL)
    found->untyped = TRUE;
  else if (!g_str_equal (type, "summary") || is_about_patient (report))
    found->patients = TRUE;
  g_ptr_array_add (found->reports, report);
}

static void
look_at_bundle (Found *found, JsonObject *bundle)
{
  JsonArray *entries = mirador_json_array_of (bundle, "entry");

  for (guint i = 0; entries != NULL && i < json_array_get_length (entries); i++)
    {
      JsonObject *entry = mirador_json_object_at (entries, i);
      JsonObject *resource = entry != NULL ? mirador_json_object_of (entry, "resource") : NULL;
      JsonObject *response = entry != NULL ? mirador_json_object_of (entry, "response") : NULL;
      JsonObject *outcome = response != NULL ? mirador_json_object_of (response, "outcome") : NULL;
      if (resource != NULL)
        look (found, resource);
      if (outcome != NULL)
        look (found, outcome);
    }
}

/* What else a search may send along that is about no patient. */
static gboolean
is_harmless (const char *kind)
{
  static const char *const kinds[]
    = { "Measure",    "Library",      "Organization",     "Location", "ValueSet",
        "CodeSystem", "Practitioner", "PractitionerRole", NULL };

  return g_strv_contains (kinds, kind);
}

static gboolean
is_of_patient (JsonObject *resource, const char *kind)
{
  static const char *const kinds[]
    = { "Patient", "Person", "RelatedPerson", "Group", "List", NULL };

  return g_strv_contains (kinds, kind) || json_object_has_member (resource, "patient")
         || json_object_has_member (resource, "subject");
}

static void
look (Found *found, JsonObject *resource)
{
  const char *kind = mirador_json_text_of (resource, "resourceType");

  if (kind == NULL)
    found->other = TRUE;
  else if (g_str_equal (kind, "MeasureReport"))
    look_at_report (found, resource);
  else if (g_str_equal (kind, "Bundle"))
    look_at_bundle (found, resource);
  else if (g_str_equal (kind, "OperationOutcome"))
    g_ptr_array_add (found->outcomes, resource);
  else if (is_of_patient (resource, kind))
    found->patients = TRUE;
  else if (!is_harmless (kind))
    found->other = TRUE;
}

/* Errors of the server */

static char *
shorten (const char *text)
{
  g_autofree char *clean = mirador_error_clean (text, "");

  if (g_utf8_strlen (clean, -1) <= MAX_MESSAGE)
    return g_steal_pointer (&clean);
  g_autofree char *start = g_utf8_substring (clean, 0, MAX_MESSAGE - 1);
  return g_strconcat (start, "…", NULL);
}

/* An answer beside an outcome may have warnings only. */
static gboolean
check_outcomes (const Found *found, const char *source, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean alone = found->reports->len == 0;

  for (guint i = 0; i < found->outcomes->len; i++)
    mirador_fhir_outcome_describe (text, found->outcomes->pdata[i], alone);
  if (text->len == 0 && (!alone || found->outcomes->len == 0))
    return TRUE;
  g_autofree char *message = shorten (text->len > 0 ? text->str : "OperationOutcome");
  mirador_set_error (error, MIRADOR_ERROR_REFUSED, source, message, NULL);
  return FALSE;
}

static gboolean
check (const Found *found, const char *source, GError **error)
{
  if (found->patients)
    {
      mirador_set_error (error, MIRADOR_ERROR_PATIENT_DATA, source, NULL);
      return FALSE;
    }
  if (!check_outcomes (found, source, error))
    return FALSE;
  if (found->other || found->untyped)
    {
      mirador_set_error (
        error, MIRADOR_ERROR_SYNTAX, source, found->other ? "resourceType" : "MeasureReport.type",
        found->other ? N_ ("it is not a MeasureReport of FHIR") : N_ ("should be “summary”"), NULL);
      return FALSE;
    }
  if (found->reports->len == 0)
    mirador_set_error (error, MIRADOR_ERROR_EMPTY, source, NULL);
  return found->reports->len > 0;
}

static gboolean
find (Found *found, const MiradorJsonTree *tree, const char *source, GError **error)
{
  if (JSON_NODE_HOLDS_OBJECT (tree->root))
    look (found, json_node_get_object (tree->root));
  else
    found->other = TRUE;
  return check (found, source, error);
}

gboolean
mirador_fhir_decode (GBytes *bytes,
                     const char *source,
                     const MiradorDecodeOptions *options,
                     MiradorHeaderFunc header,
                     MiradorRecordFunc record,
                     gpointer user_data,
                     GCancellable *cancellable,
                     GError **error)
{
  g_auto (MiradorJsonTree) tree = { 0 };
  g_auto (Found) found = { .reports = g_ptr_array_new (), .outcomes = g_ptr_array_new () };
  g_autoptr (MiradorFhirTable) table = mirador_fhir_table_new ();

  if (!mirador_json_tree_load (&tree, bytes, NULL, source, error)
      || !find (&found, &tree, source, error))
    return FALSE;
  for (guint i = 0; i < found.reports->len; i++)
    mirador_fhir_table_add (table, found.reports->pdata[i]);
  if (table->rows->len == 0)
    {
      mirador_set_error (error, MIRADOR_ERROR_HEADER_ONLY, source, NULL);
      return FALSE;
    }
  return header ((const char *const *)table->names->pdata, table->names->len, NULL, user_data,
                 error)
         && mirador_fhir_table_give (table, source, options != NULL ? options->max_rows : 0, record,
                                     user_data, cancellable, error);
}

/* Every resource of FHIR, so that one about a patient is refused and not read as something else. */
int
mirador_fhir_sniff (const guint8 *bytes, gsize length, const char *source)
{
  static const char report[] = "\"MeasureReport\"";

  if (mirador_json_sniff_root (bytes, length) == 0)
    return 0;
  if (mirador_json_sniff (bytes, length, "resourceType") == '"')
    return 95;
  return memmem (bytes, length, report, strlen (report)) != NULL ? 88 : 0;
}
