/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "feeds/source.h"

G_BEGIN_DECLS

/**
 * MiradorTargetDialog: what a code of a source stands for, chosen from all that we have.
 *
 * Signals: "chosen" (target, program): program is NULL where it is not asked for.
 */
#define MIRADOR_TYPE_TARGET_DIALOG (mirador_target_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MiradorTargetDialog, mirador_target_dialog, MIRADOR, TARGET_DIALOG, AdwWindow)

/** mirador_target_dialog_new: @with_program asks for the program beside the measure. */
MiradorTargetDialog *
mirador_target_dialog_new (GtkWindow *parent, const MiradorMatch *match, gboolean with_program);
/** mirador_target_dialog_choose: as if the user had; FALSE where there is no such target. */
gboolean
mirador_target_dialog_choose (MiradorTargetDialog *dialog, const char *target, const char *program);

G_END_DECLS
