/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** MiradorChoice: a line of a menu: what it stands for and what it says. Properties "id", "label".
 */
#define MIRADOR_TYPE_CHOICE (mirador_choice_get_type ())
G_DECLARE_FINAL_TYPE (MiradorChoice, mirador_choice, MIRADOR, CHOICE, GObject)

MiradorChoice *mirador_choice_new (const char *id, const char *label);
const char *mirador_choice_get_id (MiradorChoice *choice);
/** mirador_choice_find: position of @id in a list of choices, or G_MAXUINT. */
guint mirador_choice_find (GListModel *model, const char *id);
/** mirador_choice_append: a new choice at the end of a list store. */
void mirador_choice_append (GListStore *store, const char *id, const char *label);

G_END_DECLS
