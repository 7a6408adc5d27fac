/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "model/language.h"

G_BEGIN_DECLS

/** What the metainfo says of the program, for the window about it. */
typedef struct
{
  char *version; /* of the newest release */
  char *notes;   /* of that release: <p>, <ul> and <li>, as AdwAboutWindow takes them */
  char *homepage;
  char *bugtracker;
  char *help;
} MiradorAbout;

/**
 * mirador_about_parse:
 * @metainfo: an AppStream document; texts of a language follow those that they translate
 *
 * Returns: (transfer full): what it says in @language; what it does not say is %NULL
 */
MiradorAbout *mirador_about_parse (const char *metainfo, gssize length, MiradorLanguage language);
void mirador_about_free (MiradorAbout *about);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorAbout, mirador_about_free)

/** mirador_about_read: (transfer full): the same of the metainfo that ships, in the language of the
 * moment. */
MiradorAbout *mirador_about_read (void);

/** mirador_about_window_new: (transfer full): the window about the program. */
GtkWindow *mirador_about_window_new (GtkWindow *parent);

G_END_DECLS
