/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/import-words.h"

#include <glib/gi18n-lib.h>
#include "model/format.h"

char *
mirador_preview_describe (const MiradorPreview *preview)
{
  g_autofree char *rows = mirador_format_count ((double)preview->n_rows);
  g_autofree char *rejected = mirador_format_count ((double)preview->n_rejected);
  g_autofree char *values = mirador_format_count ((double)preview->n_observations);

  if (preview->n_rejected == 0)
    /* Translators: counts of rows and of the values read from them */
    return g_strdup_printf (_ ("Rows: %1$s. Values: %2$s. None would be set aside."), rows, values);
  /* Translators: counts of rows, of the values read from them, and of rows that cannot be used */
  return g_strdup_printf (_ ("Rows: %1$s. Values: %2$s. Rows that would be set aside: %3$s."), rows,
                          values, rejected);
}

char *
mirador_preview_describe_mapping (const MiradorPreview *preview)
{
  /* Translators: %s is what the columns were taken for: MINSA, mental health: screenings */
  return g_strdup_printf (_ ("Read as “%s”"), mirador_mapping_get_title (preview->mapping));
}

char *
mirador_preview_describe_columns (const MiradorPreview *preview)
{
  g_autofree char *columns
    = preview->columns != NULL ? g_strjoinv (", ", preview->columns) : g_strdup ("—");

  /* Translators: %s is a list of the names of columns */
  return g_strdup_printf (_ ("Mirador does not know what these columns mean: %s. Choose above what "
                             "they are, or another file."),
                          columns);
}

char **
mirador_observation_to_texts (const MiradorObservation *observation)
{
  char **texts = g_new0 (char *, 7);

  texts[0] = g_strdup (mirador_measure_get_name (observation->measure, observation->program));
  texts[1] = g_strdup (mirador_program_get_short_name (observation->program));
  texts[2] = mirador_place_full_name (observation->place);
  texts[3] = mirador_format_period (observation->period);
  texts[4] = mirador_breakdown_key_to_text (observation->breakdown);
  texts[5] = mirador_format_value (observation->value);
  return texts;
}
