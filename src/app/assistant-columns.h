/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/assistant-step.h"

G_BEGIN_DECLS

/** MiradorAssistantColumns: the step that says what the columns of a table are, while showing what
 * becomes of its first rows. */
#define MIRADOR_TYPE_ASSISTANT_COLUMNS (mirador_assistant_columns_get_type ())
G_DECLARE_FINAL_TYPE (MiradorAssistantColumns,
                      mirador_assistant_columns,
                      MIRADOR,
                      ASSISTANT_COLUMNS,
                      MiradorAssistantStep)

/** mirador_assistant_columns_get_n_rows: how many figures its preview shows. */
guint mirador_assistant_columns_get_n_rows (MiradorAssistantColumns *step);

G_END_DECLS
