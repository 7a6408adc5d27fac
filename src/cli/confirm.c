/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/confirm.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <unistd.h>
#include "model/error.h"

gboolean
mirador_confirm_is_sensitive (const MiradorFrame *frame)
{
  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (frame, i);

      if (row->measure != NULL && row->measure->sensitive
          && (row->flags & MIRADOR_FLAG_SIMULATED) == 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
mirador_confirm_no_suppression (const MiradorFrame *frame, GError **error)
{
  char line[16] = "";

  if (!mirador_confirm_is_sensitive (frame))
    return TRUE;
  /* Only a person at a terminal can take this on: a script that pipes "yes" cannot. */
  if (isatty (STDIN_FILENO) && isatty (STDERR_FILENO))
    {
      g_printerr ("%s ", _ ("Small counts may show who somebody is. Show them? Type yes:"));
      if (fgets (line, sizeof line, stdin) != NULL
          && g_str_equal (g_strstrip (line), C_ ("typed answer", "yes")))
        return TRUE;
    }
  mirador_set_error (error, MIRADOR_ERROR_USAGE, "--no-suppression", NULL);
  return FALSE;
}
