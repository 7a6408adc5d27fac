/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/catalogue.h"

G_BEGIN_DECLS

/** A cascade as a document names it, before its program and measures are looked up. */
typedef struct
{
  const char *path; /* (owned) where it stands, for errors */
  const char *program;
  const char *feed;
  const char *measures[MIRADOR_N_STAGES];
  const char *tables[MIRADOR_N_STAGES];
  MiradorText note;
} MiradorCascadeEntry;

typedef struct
{
  const char *program;
  const char *feed;
  const char *part;
  const char *whole;
} MiradorSubset;

/** Feeds in the order of preference; a NULL program or measure stands for all. */
typedef struct
{
  const char *program;
  const char *measure;
  GPtrArray *feeds; /* (element-type utf8) interned */
} MiradorPreference;

/** What one catalogue document says. Internal to the model; ids are interned. */
typedef struct
{
  GPtrArray *programs;    /* (element-type MiradorProgram) */
  GPtrArray *measures;    /* (element-type MiradorMeasure) */
  GPtrArray *breakdowns;  /* (element-type MiradorBreakdown) */
  GPtrArray *cascades;    /* (element-type MiradorCascadeEntry) */
  GPtrArray *subsets;     /* (element-type MiradorSubset) */
  GPtrArray *preferences; /* (element-type MiradorPreference) */
} MiradorCatalogueDocument;

MiradorCatalogueDocument *mirador_catalogue_document_new (void);

/* (transfer none): a new entry with its empty tables, at the end of the document. */
MiradorMeasure *mirador_catalogue_document_add_measure (MiradorCatalogueDocument *document);
/** mirador_catalogue_document_add_targets: a target for every measure of the document. One that the
 * document describes itself keeps its names, and is and adds what its measure is and adds. */
void mirador_catalogue_document_add_targets (MiradorCatalogueDocument *document);
MiradorBreakdown *mirador_catalogue_document_add_breakdown (MiradorCatalogueDocument *document);
MiradorPreference *mirador_catalogue_document_add_preference (MiradorCatalogueDocument *document);
void mirador_catalogue_document_free (MiradorCatalogueDocument *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorCatalogueDocument, mirador_catalogue_document_free)

G_END_DECLS
