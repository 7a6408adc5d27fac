/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/catalogue-document.h"

static void
free_program (MiradorProgram *program)
{
  mirador_text_clear (&program->name);
  mirador_text_clear (&program->short_name);
  g_free (program);
}

static void
free_text (MiradorText *text)
{
  mirador_text_clear (text);
  g_free (text);
}

static void
free_measure (MiradorMeasure *measure)
{
  mirador_text_clear (&measure->name);
  g_hash_table_unref (measure->labels);
  g_free (measure);
}

static void
free_member (MiradorMember *member)
{
  mirador_text_clear (&member->name);
  g_free (member);
}

static void
free_breakdown (MiradorBreakdown *breakdown)
{
  mirador_text_clear (&breakdown->name);
  g_ptr_array_unref (breakdown->members);
  g_free (breakdown);
}

static void
free_cascade (MiradorCascadeEntry *cascade)
{
  mirador_text_clear (&cascade->note);
  g_free ((char *)cascade->path);
  g_free (cascade);
}

static void
free_preference (MiradorPreference *preference)
{
  g_ptr_array_unref (preference->feeds);
  g_free (preference);
}

MiradorCatalogueDocument *
mirador_catalogue_document_new (void)
{
  MiradorCatalogueDocument *document = g_new0 (MiradorCatalogueDocument, 1);

  document->programs = g_ptr_array_new_with_free_func ((GDestroyNotify)free_program);
  document->measures = g_ptr_array_new_with_free_func ((GDestroyNotify)free_measure);
  document->breakdowns = g_ptr_array_new_with_free_func ((GDestroyNotify)free_breakdown);
  document->cascades = g_ptr_array_new_with_free_func ((GDestroyNotify)free_cascade);
  document->subsets = g_ptr_array_new_with_free_func (g_free);
  document->preferences = g_ptr_array_new_with_free_func ((GDestroyNotify)free_preference);
  return document;
}

void
mirador_catalogue_document_free (MiradorCatalogueDocument *document)
{
  g_ptr_array_unref (document->programs);
  g_ptr_array_unref (document->measures);
  g_ptr_array_unref (document->breakdowns);
  g_ptr_array_unref (document->cascades);
  g_ptr_array_unref (document->subsets);
  g_ptr_array_unref (document->preferences);
  g_free (document);
}

MiradorMeasure *
mirador_catalogue_document_add_measure (MiradorCatalogueDocument *document)
{
  MiradorMeasure *measure = g_new0 (MiradorMeasure, 1);

  measure->labels
    = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)free_text);
  g_ptr_array_add (document->measures, measure);
  return measure;
}

MiradorBreakdown *
mirador_catalogue_document_add_breakdown (MiradorCatalogueDocument *document)
{
  MiradorBreakdown *breakdown = g_new0 (MiradorBreakdown, 1);

  breakdown->members = g_ptr_array_new_with_free_func ((GDestroyNotify)free_member);
  g_ptr_array_add (document->breakdowns, breakdown);
  return breakdown;
}

MiradorPreference *
mirador_catalogue_document_add_preference (MiradorCatalogueDocument *document)
{
  MiradorPreference *preference = g_new0 (MiradorPreference, 1);

  preference->feeds = g_ptr_array_new ();
  g_ptr_array_add (document->preferences, preference);
  return preference;
}
