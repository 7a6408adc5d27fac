/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/picture.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include "export/draft.h"
#include "model/error.h"

#define LARGEST_SIDE 8000
#define KNOWN_FORMATS ".png, .svg, .pdf"

/** A format is a row: how its surface is made on a file. */
typedef struct
{
  const char *suffix;
  cairo_surface_t *(*create) (const char *path, double width, double height);
} PictureFormat;

static cairo_surface_t *
create_image (const char *path, double width, double height)
{
  return cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int)width, (int)height);
}

static cairo_surface_t *
create_svg (const char *path, double width, double height)
{
  cairo_surface_t *surface = cairo_svg_surface_create (path, width, height);

  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
  return surface;
}

static const PictureFormat formats[] = {
  { ".png", create_image },
  { ".svg", create_svg },
  { ".pdf", cairo_pdf_surface_create },
};

static const PictureFormat *
find_format (const char *path, GError **error)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_has_suffix (lower, formats[i].suffix))
      return &formats[i];
  mirador_set_error (error, MIRADOR_ERROR_FORMAT_UNKNOWN, path, KNOWN_FORMATS, NULL);
  return NULL;
}

static gboolean
check_size (const MiradorChart *chart, int width, int height, GError **error)
{
  g_autofree char *why = NULL;

  if (width >= 1 && height >= 1 && width <= LARGEST_SIDE && height <= LARGEST_SIDE)
    return TRUE;
  why = g_strdup_printf ("%dx%d: 1x1 .. %dx%d", width, height, LARGEST_SIDE, LARGEST_SIDE);
  mirador_set_error (error, MIRADOR_ERROR_CHART, mirador_chart_get_kind (chart)->id, why, NULL);
  return FALSE;
}

static void
describe_document (cairo_surface_t *surface, const MiradorChart *chart)
{
  if (cairo_surface_get_type (surface) != CAIRO_SURFACE_TYPE_PDF)
    return;
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE,
                                  mirador_chart_get_headline (chart));
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT,
                                  mirador_chart_get_subtitle (chart));
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_KEYWORDS,
                                  mirador_chart_get_source (chart));
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Mirador");
}

static void
draw_on_surface (MiradorChart *chart,
                 cairo_surface_t *surface,
                 int width,
                 int height,
                 MiradorTheme theme)
{
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GArray) marks = mirador_chart_draw (chart, cr, width, height, theme, FALSE);

  cairo_destroy (cr);
}

static cairo_status_t
write_whole (cairo_surface_t *surface, const char *path)
{
  if (cairo_surface_get_type (surface) == CAIRO_SURFACE_TYPE_IMAGE)
    return cairo_surface_write_to_png (surface, path);
  cairo_surface_finish (surface);
  return cairo_surface_status (surface);
}

static gboolean
draw_draft (MiradorChart *chart,
            const PictureFormat *format,
            const char *draft,
            int width,
            int height,
            MiradorTheme theme,
            GError **error)
{
  cairo_surface_t *surface = format->create (draft, width, height);
  cairo_status_t status = cairo_surface_status (surface);

  if (status == CAIRO_STATUS_SUCCESS)
    {
      describe_document (surface, chart);
      draw_on_surface (chart, surface, width, height, theme);
      status = write_whole (surface, draft);
    }
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  mirador_set_error (error, MIRADOR_ERROR_CHART, mirador_chart_get_kind (chart)->id,
                     cairo_status_to_string (status), NULL);
  return FALSE;
}

gboolean
mirador_picture_save (MiradorChart *chart,
                      const char *path,
                      int width,
                      int height,
                      MiradorTheme theme,
                      GError **error)
{
  const PictureFormat *format = find_format (path, error);
  g_autofree char *draft = NULL;

  if (format == NULL || !check_size (chart, width, height, error) || !mirador_canvas_init (error))
    return FALSE;
  draft = mirador_draft_create (path, error);
  if (draft == NULL)
    return FALSE;
  if (draw_draft (chart, format, draft, width, height, theme, error))
    return mirador_draft_keep (draft, path, error);
  mirador_draft_drop (draft);
  return FALSE;
}

cairo_surface_t *
mirador_picture_render (MiradorChart *chart, int width, int height, MiradorTheme theme)
{
  int w = CLAMP (width, 1, LARGEST_SIDE);
  int h = CLAMP (height, 1, LARGEST_SIDE);
  cairo_surface_t *surface = create_image (NULL, w, h);

  draw_on_surface (chart, surface, w, h, theme);
  return surface;
}
