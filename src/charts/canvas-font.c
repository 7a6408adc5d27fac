/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/canvas-private.h"

/* In order of preference; all three have the figures and accents that charts need. */
static const char *const families[] = { "Adwaita Sans", "Inter", "Cantarell" };

static gboolean
family_is_installed (PangoContext *context, const char *family)
{
  PangoFontDescription *wanted = pango_font_description_new ();
  PangoFont *font;
  gboolean installed = FALSE;

  pango_font_description_set_family (wanted, family);
  pango_font_description_set_size (wanted, 10 * PANGO_SCALE);
  font = pango_context_load_font (context, wanted);
  if (font != NULL)
    {
      PangoFontDescription *found = pango_font_describe (font);

      installed = g_strcmp0 (pango_font_description_get_family (found), family) == 0;
      pango_font_description_free (found);
      g_object_unref (font);
    }
  pango_font_description_free (wanted);
  return installed;
}

const char *
mirador_canvas_choose_family (void)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  const char *family = "sans";

  for (guint i = G_N_ELEMENTS (families); i > 0; i--)
    if (family_is_installed (context, families[i - 1]))
      family = families[i - 1];
  g_object_unref (context);
  return family;
}
