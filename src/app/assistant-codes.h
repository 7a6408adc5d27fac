/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/assistant-step.h"

G_BEGIN_DECLS

/** MiradorAssistantCodes: the step that says what the codes of the source stand for here: proposals
 * to be confirmed, and those that nothing was found for. */
#define MIRADOR_TYPE_ASSISTANT_CODES (mirador_assistant_codes_get_type ())
G_DECLARE_FINAL_TYPE (MiradorAssistantCodes,
                      mirador_assistant_codes,
                      MIRADOR,
                      ASSISTANT_CODES,
                      MiradorAssistantStep)

G_END_DECLS
