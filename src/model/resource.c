/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/resource.h"

#include "mirador-data.h"

void
mirador_data_init (void)
{
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      g_resources_register (mirador_data_get_resource ());
      g_once_init_leave (&once, 1);
    }
}

GBytes *
mirador_data_load (const char *path, GError **error)
{
  g_autofree char *full = g_strconcat (MIRADOR_DATA_PREFIX, path, NULL);

  mirador_data_init ();
  return g_resources_lookup_data (full, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
}
