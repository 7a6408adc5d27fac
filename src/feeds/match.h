/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/catalogue.h"
#include "model/place.h"

G_BEGIN_DECLS

/*
 * What a code or name of a source may stand for here. What is not certain is not proposed: a name
 * that two of ours have gives nothing.
 */

/** How a proposal came about. */
typedef enum
{
  MIRADOR_FOUND_NOTHING,
  MIRADOR_FOUND_BY_CODE,
  MIRADOR_FOUND_BY_NAME,
} MiradorFound;

/** MiradorNames: the catalogue's ids and names of both languages, to look many texts up. Made for
 * one round: the catalogue may grow. */
typedef struct _MiradorNames MiradorNames;
MiradorNames *mirador_names_new (void);
void mirador_names_free (MiradorNames *names);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorNames, mirador_names_free)

/** mirador_match_program: @code and @name may be NULL; @id (out) (transfer none) is interned. */
MiradorFound mirador_match_program (const MiradorNames *names,
                                    const char *code,
                                    const char *name,
                                    const char **id);
/** mirador_match_measure: @program: (nullable): labels within it count as names too. */
MiradorFound mirador_match_measure (const MiradorNames *names,
                                    const char *code,
                                    const char *name,
                                    const char *program,
                                    const char **id);
/** mirador_match_datum: both at once, «TB: personas tamizadas»: one alone is nothing. */
MiradorFound mirador_match_datum (const MiradorNames *names,
                                  const char *code,
                                  const char *name,
                                  const char **measure,
                                  const char **program);

/** mirador_match_reports: of a data set's reports on DHIS2: @code ends in .ACTUAL_REPORTS or
 * .EXPECTED_REPORTS, @name is that of the data set and names one program. */
MiradorFound mirador_match_reports (const MiradorNames *names,
                                    const char *code,
                                    const char *name,
                                    const char **measure,
                                    const char **program);

/** mirador_match_sex: @beside: (element-type utf8): all codes of the column: beside an H, M is
 * «mujer»; alone it may be either. @member (out): "F", "M", or "" for the whole. */
MiradorFound mirador_match_sex (const char *code, const GPtrArray *beside, const char **member);
/** mirador_match_age: @member (out): of the breakdown `age`; "" for the whole. */
MiradorFound mirador_match_age (const char *code, const char **member);

/**
 * mirador_match_place:
 * @code: (nullable): a ubigeo, its leading zeros lost or not; ISO 3166-2; our own code
 * @name: (nullable): case and accents aside, with or without its level («Región Lima»)
 * @level: what the name is of, where that is known, else MIRADOR_LEVEL_ANY
 * @within: (nullable): the names above it, parted by " / "
 *
 * Returns: how @place (out) was found; NOTHING where there is none, or where the name is that of
 * several
 */
MiradorFound mirador_match_place (const char *code,
                                  const char *name,
                                  MiradorLevel level,
                                  const char *within,
                                  const MiradorPlace **place);

/** mirador_match_level: which level all these names (element-type utf8) are of, where one of them
 * at least is of no other; else MIRADOR_LEVEL_ANY. */
MiradorLevel mirador_match_level (const GPtrArray *names);
/** mirador_match_level_of_column: what a column's own name says: "Departamento", "distrito"; else
 * MIRADOR_LEVEL_ANY. */
MiradorLevel mirador_match_level_of_column (const char *column);

G_END_DECLS
