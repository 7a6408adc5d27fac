/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/load.h"

#include "model/error.h"

/* One body after the other, as if they were one. */
typedef struct
{
  MiradorLoad *load;
  MiradorHeaderFunc header;
  MiradorRecordFunc record;
  gpointer user_data;
  guint n_bodies;
  guint64 before; /* rows of the bodies that have been read */
  guint64 row;    /* the last one given, counted over all */
  guint64 bytes;
  GChecksum *checksum;
} Reading;

static gboolean
pass_header (const char *const *names,
             guint n,
             const char *document,
             gpointer user_data,
             GError **error)
{
  Reading *reading = user_data;

  return reading->header (names, n, document, reading->user_data, error);
}

static gboolean
pass_record (const MiradorRecord *record, gpointer user_data, GError **error)
{
  Reading *reading = user_data;
  MiradorRecord moved = *record;

  moved.row += reading->before;
  reading->row = moved.row;
  return reading->record (&moved, reading->user_data, error);
}

/* What comes later may be an error document too. */
static gboolean
is_readable (const Reading *reading, GBytes *body, GError **error)
{
  return reading->n_bodies == 0
         || mirador_decoder_find (reading->load->decoder->id, body, reading->load->shown, error)
              != NULL;
}

/* Of several bodies one may be without rows. */
static gboolean
is_bare (const Reading *reading, const GError *failure)
{
  return reading->n_bodies > 0
         && (g_error_matches (failure, MIRADOR_ERROR, MIRADOR_ERROR_HEADER_ONLY)
             || g_error_matches (failure, MIRADOR_ERROR, MIRADOR_ERROR_EMPTY));
}

static void
add_to_whole (Reading *reading, GBytes *body)
{
  g_autofree char *sum = NULL;

  reading->bytes += g_bytes_get_size (body);
  if (reading->checksum == NULL)
    return;
  sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, body);
  g_checksum_update (reading->checksum, (const guchar *)sum, -1);
}

static gboolean
read_body (Reading *reading, GBytes *body, GCancellable *cancellable, GError **error)
{
  const MiradorLoad *load = reading->load;
  MiradorDecodeOptions options = { 0 };
  GError *failure = NULL;

  if (load->mapping != NULL)
    options = *mirador_mapping_get_options (load->mapping);
  if (!is_readable (reading, body, error))
    return FALSE;
  if (!load->decoder->decode (body, load->shown, &options, pass_header, pass_record, reading,
                              cancellable, &failure))
    {
      if (!is_bare (reading, failure))
        {
          g_propagate_error (error, failure);
          return FALSE;
        }
      g_error_free (failure);
    }
  add_to_whole (reading, body);
  reading->before = reading->row;
  reading->n_bodies++;
  return TRUE;
}

static gboolean
read_more (Reading *reading, GCancellable *cancellable, GError **error)
{
  GError *failure = NULL;

  for (;;)
    {
      g_autoptr (GBytes) body = mirador_parts_take (reading->load->more, cancellable, &failure);

      if (body == NULL)
        break;
      if (!read_body (reading, body, cancellable, error))
        return FALSE;
    }
  if (failure == NULL)
    return TRUE;
  mirador_name_cancellation (&failure, reading->load->shown);
  g_propagate_error (error, failure);
  return FALSE;
}

static void
complete_pull (const Reading *reading)
{
  MiradorPull *pull = reading->load->pull;

  if (pull == NULL)
    return;
  pull->bytes = reading->bytes;
  if (reading->checksum != NULL)
    pull->sha256 = g_strdup (g_checksum_get_string (reading->checksum));
  else if (pull->sha256 == NULL)
    pull->sha256 = mirador_parts_get_sum (reading->load->more);
}

/* Whoever asks must not go on for nothing. */
static gboolean
read_all (Reading *reading, GCancellable *cancellable, GError **error)
{
  MiradorLoad *load = reading->load;
  g_autoptr (GBytes) first = g_steal_pointer (&load->body);
  gboolean good = read_body (reading, first, cancellable, error);

  g_clear_pointer (&first, g_bytes_unref);
  if (load->more == NULL)
    return good;
  good = good && read_more (reading, cancellable, error);
  if (!good)
    mirador_parts_give_up (load->more);
  else
    complete_pull (reading);
  g_clear_pointer (&load->more, mirador_parts_unref);
  return good;
}

gboolean
mirador_load_read (MiradorLoad *load,
                   MiradorHeaderFunc header,
                   MiradorRecordFunc record,
                   gpointer user_data,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autofree char *known = load->more != NULL ? mirador_parts_get_sum (load->more) : NULL;
  gboolean sums
    = load->more != NULL && load->pull != NULL && load->pull->sha256 == NULL && known == NULL;
  g_autoptr (GChecksum) checksum = sums ? g_checksum_new (G_CHECKSUM_SHA256) : NULL;
  Reading reading = {
    .load = load, .header = header, .record = record, .user_data = user_data, .checksum = checksum
  };

  return read_all (&reading, cancellable, error);
}

typedef struct
{
  MiradorLoad *load;
  MiradorSink *sink;
  MiradorMapper *mapper;
} Run;

/* The columns of another body may stand in another order. */
static gboolean
bind_mapper (const char *const *names,
             guint n,
             const char *document,
             gpointer user_data,
             GError **error)
{
  Run *run = user_data;

  g_clear_pointer (&run->mapper, mirador_mapper_free);
  run->mapper = mirador_mapper_new (run->load->mapping, names, n, run->load->shown, error);
  return run->mapper != NULL;
}

static gboolean
map_record (const MiradorRecord *record, gpointer user_data, GError **error)
{
  Run *run = user_data;

  return mirador_mapper_map (run->mapper, record, run->sink, error);
}

gboolean
mirador_load_run (MiradorSink *sink, gpointer user_data, GCancellable *cancellable, GError **error)
{
  Run run = { .load = user_data, .sink = sink };
  gboolean good = mirador_load_read (run.load, bind_mapper, map_record, &run, cancellable, error);

  g_clear_pointer (&run.mapper, mirador_mapper_free);
  return good;
}
