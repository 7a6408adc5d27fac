/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include "model/catalogue.h"
#include "model/period.h"

G_BEGIN_DECLS

typedef enum
{
  MIRADOR_ABSENT_UNKNOWN, /* a missing row says nothing */
  MIRADOR_ABSENT_ZERO,    /* a missing row is a zero, within coverage and up to complete_until */
} MiradorAbsent;

/**
 * MiradorTerms:
 *
 * What a feed says of one of its measures (in one program, or in all where @program is %NULL):
 * how it adds, what absence means, what it covers. It narrows or widens the catalogue for this
 * feed's data only. Strings are interned; arrays are owned.
 */
typedef struct
{
  const char *measure; /* measure id */
  const char *program; /* program id, or NULL for all */
  gint adds;           /* MiradorAdds, or -1: as in the catalogue */
  MiradorAbsent absent;
  MiradorPeriod complete_until; /* NONE: no statement; later periods are partial */
  MiradorPeriod complete_from;  /* NONE: from the first period with data */
  GPtrArray *covers; /* (element-type utf8) place codes that the feed speaks for as a whole */
  GPtrArray *parts; /* (element-type utf8) codes of the places expected to report; empty: those that
                       ever did */
  GHashTable *members; /* breakdown id → GPtrArray of member ids: the complete, disjoint set; with
                          MIRADOR_MEMBER_OTHERS among them it is not complete */
  gboolean repeats;    /* adding over time or breakdown may count a person again; label it */
  MiradorText note; /* said where figures are added («atendidos por mes y diagnóstico; ...») */
} MiradorTerms;

/**
 * MiradorProfile:
 *
 * What has to be known of a feed to answer from it and to print its source. Immutable once shared;
 * counted by reference.
 */
typedef struct
{
  gatomicrefcount ref_count;
  const char *id;     /* interned: minsa-mental-health */
  MiradorText title;  /* «Reporte Anual 2025 de SES» */
  MiradorText source; /* as cited below a chart, without the word «Fuente» */
  char *licence;
  char *issued; /* ISO date or NULL */
  gboolean simulated;
  GPtrArray *terms; /* (element-type MiradorTerms) */
} MiradorProfile;

MiradorProfile *mirador_profile_new (const char *id);
MiradorProfile *mirador_profile_ref (MiradorProfile *profile);
void mirador_profile_unref (MiradorProfile *profile);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorProfile, mirador_profile_unref)

MiradorTerms *mirador_terms_new (const char *measure, const char *program);
void mirador_terms_free (MiradorTerms *terms);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorTerms, mirador_terms_free)
/** MIRADOR_MEMBER_OTHERS: a member that stands for what has none here (sex not stated): then the
 * members never make the whole. */
#define MIRADOR_MEMBER_OTHERS "*"
void mirador_terms_add_member (MiradorTerms *terms, const char *breakdown, const char *member);
/** mirador_profile_find_terms: (nullable): those of the program, else those of all programs. */
const MiradorTerms *mirador_profile_find_terms (const MiradorProfile *profile,
                                                const char *measure,
                                                const char *program);

G_END_DECLS
