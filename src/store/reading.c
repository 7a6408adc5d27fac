/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/reading.h"

#include "store/reader.h"
#include "store/refresh-rows.h"

gpointer
mirador_reading_run_query (gpointer tool, GTask *task, GError **error)
{
  MiradorReader *reader = tool;
  GCancellable *cancellable = g_task_get_cancellable (task);
  MiradorFrame *frame = NULL;

  if (!g_cancellable_set_error_if_cancelled (cancellable, error)
      && mirador_reader_begin (reader, error))
    frame = mirador_answer (&reader->source, g_task_get_task_data (task), cancellable, error);
  mirador_reader_end (reader);
  return frame;
}

gpointer
mirador_reading_run_list_feeds (gpointer tool, GTask *task, GError **error)
{
  MiradorReader *reader = tool;
  GPtrArray *feeds = NULL;

  if (mirador_reader_begin (reader, error))
    feeds = mirador_reader_list_feeds (reader, error);
  mirador_reader_end (reader);
  return feeds;
}

gpointer
mirador_reading_run_list_rejected (gpointer tool, GTask *task, GError **error)
{
  MiradorReader *reader = tool;
  GPtrArray *rows = NULL;

  if (mirador_reader_begin (reader, error))
    rows = mirador_refresh_read_rejected (reader->database, g_task_get_task_data (task), error);
  mirador_reader_end (reader);
  return rows;
}

gpointer
mirador_reading_run_list_holdings (gpointer tool, GTask *task, GError **error)
{
  MiradorReader *reader = tool;
  gboolean is_open = mirador_reader_begin (reader, error);

  mirador_reader_end (reader);
  return is_open ? g_array_copy (reader->holdings) : NULL;
}
