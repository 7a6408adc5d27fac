/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "feeds/source.h"

G_BEGIN_DECLS

/** MiradorFault: which field of a connection an error speaks of. */
typedef enum
{
  MIRADOR_FAULT_NONE,
  MIRADOR_FAULT_ADDRESS,
  MIRADOR_FAULT_CREDENTIALS,
  MIRADOR_FAULT_CERTIFICATE,
} MiradorFault;
/** mirador_error_to_fault: of NULL: none. */
MiradorFault mirador_error_to_fault (const GError *error);

/** mirador_auth_to_text: (transfer none): «Usuario y contraseña», ... */
const char *mirador_auth_to_text (MiradorAuth auth);
/** mirador_source_check_describe: (transfer full): that it answers, in words. */
char *mirador_source_check_describe (const MiradorSourceCheck *check);
/** mirador_remote_kind_to_text: (transfer none): «Indicadores», ... */
const char *mirador_remote_kind_to_text (MiradorRemoteKind kind);
/** mirador_match_describe_target: (transfer full): what the code stands for, or that it is not
 * known, or left out. */
char *mirador_match_describe_target (const MiradorMatch *match);
/** mirador_match_describe_code: (transfer full): where the code stands and how often. */
char *mirador_match_describe_code (const MiradorMatch *match);
/** mirador_matches_title: (transfer none): of those of one use: «Lugares», ... */
const char *mirador_matches_title (MiradorColumnUse use);
/** mirador_source_has_open_match: whether a code is neither settled nor left out. */
gboolean mirador_source_has_open_match (MiradorSource *source);
/** mirador_schedule_to_text: (transfer full): «Cada día», «Solo cuando se pide», ... */
char *mirador_schedule_to_text (double hours);

/** mirador_schedule_describe: (transfer full): the same as a sentence of a feed. */
char *mirador_schedule_describe (double hours);

/** mirador_assistant_set_title: the name of the feed that is being made, in every language. */
void mirador_assistant_set_title (MiradorSource *source, const char *title);

G_END_DECLS
