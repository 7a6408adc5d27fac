/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/assistant-step.h"

G_BEGIN_DECLS

/** MiradorAssistantSave: the last step: its name, how often it is refreshed, what becomes of
 * figures that are gone; and it is saved. */
#define MIRADOR_TYPE_ASSISTANT_SAVE (mirador_assistant_save_get_type ())
G_DECLARE_FINAL_TYPE (MiradorAssistantSave,
                      mirador_assistant_save,
                      MIRADOR,
                      ASSISTANT_SAVE,
                      MiradorAssistantStep)

/** mirador_assistant_save_get_notice: (transfer none) (nullable): what is to be said although it
 * was saved: the password could not be kept. */
const char *mirador_assistant_save_get_notice (MiradorAssistantSave *step);

G_END_DECLS
