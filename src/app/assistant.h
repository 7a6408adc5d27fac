/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/assistant-step.h"
#include "app/session.h"

G_BEGIN_DECLS

/**
 * MiradorAssistant:
 *
 * The way from nothing to a feed: what kind of source, whether it answers, what is wanted of it,
 * what its codes stand for, how often. Its steps are views of one MiradorSource.
 */
#define MIRADOR_TYPE_ASSISTANT (mirador_assistant_get_type ())
G_DECLARE_FINAL_TYPE (MiradorAssistant, mirador_assistant, MIRADOR, ASSISTANT, AdwWindow)

MiradorAssistant *mirador_assistant_new (GtkWindow *parent, MiradorSession *session);
/** mirador_assistant_choose_kind: as if the user had chosen it in the first step. */
void mirador_assistant_choose_kind (MiradorAssistant *assistant, const char *kind);
/** mirador_assistant_get_step: (transfer none): the one that is shown. */
MiradorAssistantStep *mirador_assistant_get_step (MiradorAssistant *assistant);
/** mirador_assistant_get_step_name: "kind", "connection", "question", "columns", "codes",
 * "preview", "save". */
const char *mirador_assistant_get_step_name (MiradorAssistant *assistant);
/** mirador_assistant_get_source: (transfer none) (nullable). */
MiradorSource *mirador_assistant_get_source (MiradorAssistant *assistant);
/** mirador_assistant_is_busy: whether the step waits for an answer. */
gboolean mirador_assistant_is_busy (MiradorAssistant *assistant);

G_END_DECLS
