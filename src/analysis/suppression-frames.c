/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/suppression.h"

#include <math.h>

#include "analysis/suppression-private.h"

static void
blank (MiradorRow *row, int threshold)
{
  g_autofree char *detail = g_strdup_printf ("%d", threshold);

  row->value = row->numerator = row->denominator = NAN;
  row->low = row->high = row->completeness = NAN;
  row->n_parts = 0;
  row->gap = MIRADOR_GAP_SUPPRESSED;
  row->gap_detail = g_intern_string (detail);
  row->flags |= MIRADOR_FLAG_SUPPRESSED;
}

static MiradorFrame *
blank_hidden (MiradorFrame *frame, const gboolean *hidden, int threshold)
{
  guint n = mirador_frame_get_n_rows (frame);
  MiradorFrameBuilder *builder;
  gboolean any = FALSE;

  for (guint i = 0; i < n && !any; i++)
    any = hidden[i];
  if (!any)
    return mirador_frame_ref (frame);
  builder = mirador_frame_builder_new ();
  for (guint i = 0; i < n; i++)
    {
      MiradorRow row = *mirador_frame_get_row (frame, i);

      if (hidden[i])
        blank (&row, threshold);
      mirador_frame_builder_add (builder, &row);
    }
  mirador_frame_builder_add_profiles_of (builder, frame);
  return mirador_frame_builder_finish (builder);
}

MiradorFrame *
mirador_suppress (MiradorFrame *frame, int threshold)
{
  g_autofree gboolean *hidden = mirador_suppression_choose (frame, NULL, 1, NULL, threshold);

  return blank_hidden (frame, hidden, threshold);
}

/* All rows, one frame after the other; @owners: which one each is of. */
static MiradorFrame *
join_frames (GPtrArray *frames, GArray *owners)
{
  MiradorFrameBuilder *builder = mirador_frame_builder_new ();

  for (guint f = 0; f < frames->len; f++)
    {
      const MiradorFrame *frame = frames->pdata[f];

      for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
        {
          mirador_frame_builder_add (builder, mirador_frame_get_row (frame, i));
          g_array_append_val (owners, f);
        }
      mirador_frame_builder_add_profiles_of (builder, frame);
    }
  return mirador_frame_builder_finish (builder);
}

/* What each frame hides by itself, so that a picture never shows what another one of the same frame
 * hides. */
static gboolean *
choose_each (GPtrArray *frames, guint n_rows, int threshold)
{
  gboolean *hidden = g_new0 (gboolean, n_rows + 1);
  guint at = 0;

  for (guint f = 0; f < frames->len; f++)
    {
      MiradorFrame *frame = frames->pdata[f];
      guint n = mirador_frame_get_n_rows (frame);
      g_autofree gboolean *alone = mirador_suppression_choose (frame, NULL, 1, NULL, threshold);

      for (guint i = 0; i < n; i++)
        hidden[at + i] = alone[i];
      at += n;
    }
  return hidden;
}

static gboolean *
choose_together (GPtrArray *frames, int threshold)
{
  g_autoptr (GArray) owners = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (MiradorFrame) all = join_frames (frames, owners);
  g_autofree gboolean *each = choose_each (frames, owners->len, threshold);

  if (frames->len < 2)
    return g_steal_pointer (&each);
  return mirador_suppression_choose (all, (const guint *)owners->data, frames->len, each,
                                     threshold);
}

GPtrArray *
mirador_suppress_together (GPtrArray *frames, int threshold)
{
  GPtrArray *shown = g_ptr_array_new_with_free_func ((GDestroyNotify)mirador_frame_unref);
  g_autofree gboolean *hidden = choose_together (frames, threshold);
  guint at = 0;

  for (guint f = 0; f < frames->len; f++)
    {
      MiradorFrame *frame = frames->pdata[f];

      g_ptr_array_add (shown, blank_hidden (frame, hidden + at, threshold));
      at += mirador_frame_get_n_rows (frame);
    }
  return shown;
}
