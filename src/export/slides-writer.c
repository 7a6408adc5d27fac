/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/slides-writer.h"

#include <cairo-pdf.h>
#include "export/draft.h"
#include "model/error.h"

#define SUFFIX ".pdf"

struct _MiradorSlidesWriter
{
  MiradorSlides *slides;
  char *path;
  char *draft; /* (nullable) none when it was kept or given up */
  cairo_surface_t *surface;
  cairo_t *cr;
  guint next;
};

gboolean
mirador_slides_check_path (const char *path, GError **error)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  if (g_str_has_suffix (lower, SUFFIX))
    return TRUE;
  mirador_set_error (error, MIRADOR_ERROR_FORMAT_UNKNOWN, path, SUFFIX, NULL);
  return FALSE;
}

static gboolean
check (cairo_status_t status, const char *path, GError **error)
{
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  mirador_set_error (error, MIRADOR_ERROR_FILE_UNWRITABLE, path, cairo_status_to_string (status),
                     NULL);
  return FALSE;
}

static void
describe_document (MiradorSlidesWriter *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%dT%H:%M:%S%:z");

  cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_TITLE,
                                  mirador_slides_get_title (self->slides));
  cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_AUTHOR, "Mirador");
  cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_CREATOR, "Mirador");
  cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_CREATE_DATE, time);
}

MiradorSlidesWriter *
mirador_slides_writer_new (MiradorSlides *slides, const char *path, GError **error)
{
  g_autoptr (MiradorSlidesWriter) self = g_new0 (MiradorSlidesWriter, 1);

  self->slides = mirador_slides_ref (slides);
  self->path = g_strdup (path);
  if (!mirador_slides_check_path (path, error))
    return NULL;
  if (mirador_slides_get_n (slides) == 0)
    {
      mirador_set_error (error, MIRADOR_ERROR_NO_DATA, mirador_slides_get_title (slides), NULL);
      return NULL;
    }
  if (!mirador_canvas_init (error))
    return NULL;
  self->draft = mirador_draft_create (path, error);
  if (self->draft == NULL)
    return NULL;
  self->surface = cairo_pdf_surface_create (self->draft, MIRADOR_SLIDE_WIDTH, MIRADOR_SLIDE_HEIGHT);
  if (!check (cairo_surface_status (self->surface), path, error))
    return NULL;
  describe_document (self);
  self->cr = cairo_create (self->surface);
  return g_steal_pointer (&self);
}

gboolean
mirador_slides_writer_step (MiradorSlidesWriter *self)
{
  g_autofree char *link = NULL;

  if (self->next >= mirador_slides_get_n (self->slides))
    return FALSE;
  link = g_strdup_printf ("page=%u", self->next + 1);
  cairo_pdf_surface_add_outline (self->surface, CAIRO_PDF_OUTLINE_ROOT,
                                 mirador_slides_get_name (self->slides, self->next), link,
                                 (cairo_pdf_outline_flags_t)0);
  mirador_slides_draw (self->slides, self->next, self->cr);
  cairo_show_page (self->cr);
  self->next++;
  return self->next < mirador_slides_get_n (self->slides);
}

gboolean
mirador_slides_writer_finish (MiradorSlidesWriter *self, GError **error)
{
  g_autofree char *draft = NULL;

  g_return_val_if_fail (self->draft != NULL, FALSE);

  cairo_surface_finish (self->surface);
  if (!check (cairo_status (self->cr), self->path, error)
      || !check (cairo_surface_status (self->surface), self->path, error))
    return FALSE;
  draft = g_steal_pointer (&self->draft);
  return mirador_draft_keep (draft, self->path, error);
}

void
mirador_slides_writer_free (MiradorSlidesWriter *self)
{
  g_clear_pointer (&self->cr, cairo_destroy);
  g_clear_pointer (&self->surface, cairo_surface_destroy);
  if (self->draft != NULL)
    mirador_draft_drop (self->draft);
  mirador_slides_unref (self->slides);
  g_free (self->draft);
  g_free (self->path);
  g_free (self);
}

gboolean
mirador_slides_save (MiradorSlides *slides, const char *path, GError **error)
{
  g_autoptr (MiradorSlidesWriter) writer = mirador_slides_writer_new (slides, path, error);

  if (writer == NULL)
    return FALSE;
  while (mirador_slides_writer_step (writer))
    ;
  return mirador_slides_writer_finish (writer, error);
}
