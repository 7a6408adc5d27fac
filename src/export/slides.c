/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include "export/slides-private.h"

static void
slide_free (gpointer pointer)
{
  MiradorSlide *slide = pointer;

  g_free (slide->name);
  g_ptr_array_unref (slide->charts);
  g_free (slide);
}

static MiradorSlide *
add_slide (MiradorSlides *self, const char *name)
{
  MiradorSlide *slide = g_new0 (MiradorSlide, 1);

  slide->name = g_strdup (name);
  slide->charts = g_ptr_array_new_with_free_func ((GDestroyNotify)mirador_chart_unref);
  g_ptr_array_add (self->slides, slide);
  return slide;
}

const char *
mirador_slide_name_chart (const MiradorChart *chart)
{
  const MiradorChartKind *kind = mirador_chart_get_kind (chart);
  MiradorFrame *frame = mirador_chart_get_frame (chart, 0);
  const MiradorRow *row
    = mirador_frame_get_n_rows (frame) > 0 ? mirador_frame_get_row (frame, 0) : NULL;

  if (!kind->one_figure || row == NULL)
    return _ (kind->name);
  if (row->stage != MIRADOR_STAGE_NONE)
    return mirador_stage_to_people (row->stage);
  return row->measure != NULL ? mirador_measure_get_name (row->measure, row->program)
                              : _ (kind->name);
}

static void
plan_slides (MiradorSlides *self, GPtrArray *charts)
{
  MiradorSlide *figures = NULL;

  for (guint i = 0; i < charts->len; i++)
    {
      MiradorChart *chart = g_ptr_array_index (charts, i);
      gboolean is_figure = mirador_chart_get_kind (chart)->one_figure;
      MiradorSlide *slide = is_figure ? figures : NULL;

      if (mirador_chart_is_empty (chart))
        continue;
      if (slide == NULL)
        slide = add_slide (self, is_figure ? _ ("Key figures") : mirador_slide_name_chart (chart));
      if (is_figure)
        figures = slide;
      g_ptr_array_add (slide->charts, mirador_chart_ref (chart));
    }
}

static void
list_missing (MiradorSlides *self, GPtrArray *charts)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < charts->len; i++)
    {
      const MiradorChart *chart = g_ptr_array_index (charts, i);

      if (!mirador_chart_is_empty (chart))
        continue;
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                              mirador_slide_name_chart (chart));
      /* Translators: the name of a chart, then a sentence that says why it has nothing to show. */
      g_ptr_array_add (self->reasons,
                       g_strdup_printf (_ ("%1$s: %2$s"), mirador_slide_name_chart (chart),
                                        mirador_chart_get_reason (chart)));
    }
  if (self->reasons->len == 0)
    return;
  /* Translators: %s is a list of the names of charts. */
  self->missing = g_strdup_printf (_ ("No figures for: %s"), names->str);
  if (self->slides->len > 0)
    add_slide (self, _ ("Charts without figures"));
}

MiradorSlides *
mirador_slides_new (GPtrArray *charts, const char *title, const char *scope, MiradorTheme theme)
{
  MiradorSlides *self = g_new0 (MiradorSlides, 1);

  self->ref_count = 1;
  self->title = *scope != '\0' ? g_strdup_printf ("%s · %s", title, scope) : g_strdup (title);
  self->scope = g_strdup (scope);
  self->theme = theme;
  self->reasons = g_ptr_array_new_with_free_func (g_free);
  self->slides = g_ptr_array_new_with_free_func (slide_free);
  plan_slides (self, charts);
  list_missing (self, charts);
  return self;
}

MiradorSlides *
mirador_slides_ref (MiradorSlides *self)
{
  self->ref_count++;
  return self;
}

void
mirador_slides_unref (MiradorSlides *self)
{
  if (--self->ref_count > 0)
    return;
  g_free (self->title);
  g_free (self->scope);
  g_free (self->missing);
  g_ptr_array_unref (self->reasons);
  g_ptr_array_unref (self->slides);
  g_free (self);
}

guint
mirador_slides_get_n (const MiradorSlides *self)
{
  return self->slides->len;
}

const char *
mirador_slides_get_title (const MiradorSlides *self)
{
  return self->title;
}

const char *
mirador_slides_get_name (const MiradorSlides *self, guint i)
{
  return i < self->slides->len ? ((MiradorSlide *)g_ptr_array_index (self->slides, i))->name : "";
}

const char *
mirador_slides_get_missing (const MiradorSlides *self)
{
  return self->missing;
}
