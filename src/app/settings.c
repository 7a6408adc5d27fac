/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/application.h"

#define SCHEMA_ID "pe.org.sociosensalud.Mirador"

/* Apart from the rest of the application: the command line reads it, where there is no display. */
GSettings *
mirador_application_get_settings (void)
{
  static GSettings *settings = NULL;
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (settings != NULL || source == NULL)
    return settings;
  /* g_settings_new() would end the program where the schema is missing. */
  schema = g_settings_schema_source_lookup (source, SCHEMA_ID, TRUE);
  if (schema != NULL)
    settings = g_settings_new_full (schema, NULL, NULL);
  return settings;
}
