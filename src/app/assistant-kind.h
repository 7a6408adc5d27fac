/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/assistant-step.h"

G_BEGIN_DECLS

/** MiradorAssistantKind: the first step: what kind of source it is. */
#define MIRADOR_TYPE_ASSISTANT_KIND (mirador_assistant_kind_get_type ())
G_DECLARE_FINAL_TYPE (MiradorAssistantKind,
                      mirador_assistant_kind,
                      MIRADOR,
                      ASSISTANT_KIND,
                      MiradorAssistantStep)

/** mirador_assistant_kind_get: (transfer none) (nullable): what was chosen. */
const MiradorSourceKind *mirador_assistant_kind_get (MiradorAssistantKind *step);
/** mirador_assistant_kind_choose: as if the user had chosen it. */
void mirador_assistant_kind_choose (MiradorAssistantKind *step, const MiradorSourceKind *kind);

G_END_DECLS
