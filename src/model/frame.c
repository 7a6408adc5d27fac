/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/frame.h"

#include <math.h>

struct _MiradorFrame
{
  gatomicrefcount ref_count;
  GArray *rows;         /* MiradorRow */
  GHashTable *profiles; /* interned feed id → MiradorProfile */
};

struct _MiradorFrameBuilder
{
  MiradorFrame *frame;
};

MiradorFrame *
mirador_frame_ref (MiradorFrame *frame)
{
  g_atomic_ref_count_inc (&frame->ref_count);
  return frame;
}

void
mirador_frame_unref (MiradorFrame *frame)
{
  if (!g_atomic_ref_count_dec (&frame->ref_count))
    return;
  g_array_unref (frame->rows);
  g_hash_table_unref (frame->profiles);
  g_free (frame);
}

guint
mirador_frame_get_n_rows (const MiradorFrame *frame)
{
  return frame->rows->len;
}

const MiradorRow *
mirador_frame_get_row (const MiradorFrame *frame, guint i)
{
  g_return_val_if_fail (i < frame->rows->len, NULL);
  return &g_array_index (frame->rows, MiradorRow, i);
}

const MiradorProfile *
mirador_frame_get_profile (const MiradorFrame *frame, const char *feed)
{
  return feed ? g_hash_table_lookup (frame->profiles, g_intern_string (feed)) : NULL;
}

gboolean
mirador_frame_is_simulated (const MiradorFrame *frame)
{
  for (guint i = 0; i < frame->rows->len; i++)
    {
      const MiradorRow *row = mirador_frame_get_row (frame, i);
      const MiradorProfile *profile = mirador_frame_get_profile (frame, row->feed);

      if ((row->flags & MIRADOR_FLAG_SIMULATED) || (profile != NULL && profile->simulated))
        return TRUE;
    }
  return FALSE;
}

gboolean
mirador_frame_has_values (const MiradorFrame *frame)
{
  for (guint i = 0; i < frame->rows->len; i++)
    if (isfinite (mirador_frame_get_row (frame, i)->value))
      return TRUE;
  return FALSE;
}

MiradorFrameBuilder *
mirador_frame_builder_new (void)
{
  MiradorFrameBuilder *builder = g_new0 (MiradorFrameBuilder, 1);

  builder->frame = g_new0 (MiradorFrame, 1);
  g_atomic_ref_count_init (&builder->frame->ref_count);
  builder->frame->rows = g_array_new (FALSE, FALSE, sizeof (MiradorRow));
  builder->frame->profiles
    = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)mirador_profile_unref);
  return builder;
}

void
mirador_row_init (MiradorRow *row)
{
  *row = (MiradorRow){
    .breakdown = g_intern_static_string (""),
    .gap_detail = g_intern_static_string (""),
    .value = NAN,
    .numerator = NAN,
    .denominator = NAN,
    .low = NAN,
    .high = NAN,
    .completeness = NAN,
  };
}

void
mirador_frame_builder_add (MiradorFrameBuilder *builder, const MiradorRow *row)
{
  g_array_append_vals (builder->frame->rows, row, 1);
}

void
mirador_frame_builder_add_profile (MiradorFrameBuilder *builder, MiradorProfile *profile)
{
  g_hash_table_insert (builder->frame->profiles, (gpointer)profile->id,
                       mirador_profile_ref (profile));
}

void
mirador_frame_builder_add_profiles_of (MiradorFrameBuilder *builder, const MiradorFrame *frame)
{
  GHashTableIter iter;
  gpointer profile;

  g_hash_table_iter_init (&iter, frame->profiles);
  while (g_hash_table_iter_next (&iter, NULL, &profile))
    mirador_frame_builder_add_profile (builder, profile);
}

MiradorFrame *
mirador_frame_builder_finish (MiradorFrameBuilder *builder)
{
  MiradorFrame *frame = builder->frame;

  g_free (builder);
  return frame;
}
