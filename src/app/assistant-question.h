/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/assistant-step.h"

G_BEGIN_DECLS

/** MiradorAssistantQuestion: the step that chooses among what a DHIS2 server has. */
#define MIRADOR_TYPE_ASSISTANT_QUESTION (mirador_assistant_question_get_type ())
G_DECLARE_FINAL_TYPE (MiradorAssistantQuestion,
                      mirador_assistant_question,
                      MIRADOR,
                      ASSISTANT_QUESTION,
                      MiradorAssistantStep)

/** mirador_assistant_question_browse: as if the user had chosen what to look at. */
void mirador_assistant_question_browse (MiradorAssistantQuestion *step, MiradorRemoteKind kind);
/** mirador_assistant_question_get_n_rows: of what is listed. */
guint mirador_assistant_question_get_n_rows (MiradorAssistantQuestion *step);

G_END_DECLS
