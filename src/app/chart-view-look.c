/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/chart-view-private.h"

#define USUAL_DPI 96.0
#define USUAL_POINTS 11.0

/* How much larger than usual the system writes: by the resolution that it claims, which is how
   desktops scale text, and by a larger font. */
static double
get_text_scale (GtkWidget *widget)
{
  GtkSettings *settings = gtk_widget_get_settings (widget);
  g_autofree char *font = NULL;
  PangoFontDescription *description;
  double points;
  int dpi;

  g_object_get (settings, "gtk-xft-dpi", &dpi, "gtk-font-name", &font, NULL);
  description = pango_font_description_from_string (font != NULL ? font : "");
  points = pango_font_description_get_size (description) / (double)PANGO_SCALE;
  pango_font_description_free (description);
  return (dpi > 0 ? dpi / 1024.0 / USUAL_DPI : 1) * MAX (1, points / USUAL_POINTS);
}

static void
look_changed_cb (MiradorChartView *self)
{
  mirador_style_set_text_scale (get_text_scale (GTK_WIDGET (self)));
  mirador_style_set_high_contrast (
    adw_style_manager_get_high_contrast (adw_style_manager_get_default ()));
  mirador_chart_view_redraw (self);
}

void
mirador_chart_view_follow_look (MiradorChartView *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  GtkSettings *settings = gtk_widget_get_settings (GTK_WIDGET (self));

  g_signal_connect_object (style, "notify::dark", G_CALLBACK (look_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (look_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "notify::gtk-xft-dpi", G_CALLBACK (look_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "notify::gtk-font-name", G_CALLBACK (look_changed_cb), self,
                           G_CONNECT_SWAPPED);
  look_changed_cb (self);
}
