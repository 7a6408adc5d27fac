/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/confirm.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <unistd.h>
#include "model/error.h"
#include "model/language.h"

static gboolean
is_sensitive (const MiradorFrame *frame)
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

/* «sí» is also written without its accent. */
static gboolean
is_yes (void)
{
  char line[32] = "";
  g_autofree char *expected = mirador_text_fold (C_ ("typed answer", "yes"));

  if (fgets (line, sizeof line, stdin) == NULL)
    return FALSE;
  g_autofree char *typed = mirador_text_fold (line);
  return g_str_equal (typed, expected);
}

gboolean
mirador_confirm_no_suppression (const MiradorFrame *frame, GError **error)
{
  const char *why = N_ ("only a person at a terminal can ask for them");

  if (!is_sensitive (frame))
    return TRUE;
  /* Only a person at a terminal can take this on: a script that pipes "yes" cannot. */
  if (isatty (STDIN_FILENO) && isatty (STDERR_FILENO))
    {
      g_printerr ("%s ", _ ("Small counts may show who somebody is. Show them? Type yes:"));
      if (is_yes ())
        return TRUE;
      why = N_ ("the answer was not yes");
    }
  mirador_set_error (error, MIRADOR_ERROR_SMALL_COUNTS, why, NULL);
  return FALSE;
}

gboolean
mirador_confirm_picture (const MiradorFrame *frame, GError **error)
{
  if (!is_sensitive (frame))
    return TRUE;
  /* What a picture shows can no longer be taken back. */
  mirador_set_error (error, MIRADOR_ERROR_SMALL_COUNTS,
                     N_ ("a picture is passed on and cannot be taken back; ask with “query” at a "
                         "terminal"),
                     NULL);
  return FALSE;
}
