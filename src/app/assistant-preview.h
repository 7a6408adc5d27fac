/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/assistant-step.h"

G_BEGIN_DECLS

/** MiradorAssistantPreview: the step that shows the first figures as they will be stored. */
#define MIRADOR_TYPE_ASSISTANT_PREVIEW (mirador_assistant_preview_get_type ())
G_DECLARE_FINAL_TYPE (MiradorAssistantPreview,
                      mirador_assistant_preview,
                      MIRADOR,
                      ASSISTANT_PREVIEW,
                      MiradorAssistantStep)

/** mirador_assistant_preview_get_n_rows: how many figures it shows. */
guint mirador_assistant_preview_get_n_rows (MiradorAssistantPreview *step);

G_END_DECLS
