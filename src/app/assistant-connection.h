/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/assistant-step.h"

G_BEGIN_DECLS

/** MiradorAssistantConnection: the step of the address, of who asks, and of whether it answers. */
#define MIRADOR_TYPE_ASSISTANT_CONNECTION (mirador_assistant_connection_get_type ())
G_DECLARE_FINAL_TYPE (MiradorAssistantConnection,
                      mirador_assistant_connection,
                      MIRADOR,
                      ASSISTANT_CONNECTION,
                      MiradorAssistantStep)

/** mirador_assistant_connection_is_touched: whether anything was entered that could be lost. */
gboolean mirador_assistant_connection_is_touched (MiradorAssistantConnection *step);
/** mirador_assistant_connection_get_result: (transfer none): what the last test said, "" without
 * one. */
const char *mirador_assistant_connection_get_result (MiradorAssistantConnection *step);

G_END_DECLS
