/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/reading.h"

#include "store/holdings.h"
#include "store/reader.h"
#include "store/refresh-rows.h"

/* What a feed has retired since is no holding of today, but it was one then. */
static MiradorFrame *
answer_as_of (MiradorReader *reader,
              const MiradorQuery *query,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (GArray) holdings
    = mirador_holdings_read_as_of (reader->database, reader->profiles, query->as_of, error);
  MiradorFrame *frame;

  if (holdings == NULL)
    return NULL;
  reader->source.holdings = holdings;
  frame = mirador_answer (&reader->source, query, cancellable, error);
  reader->source.holdings = reader->holdings;
  return frame;
}

gpointer
mirador_reading_run_query (gpointer tool, GTask *task, GError **error)
{
  MiradorReader *reader = tool;
  GCancellable *cancellable = g_task_get_cancellable (task);
  const MiradorQuery *query = g_task_get_task_data (task);
  MiradorFrame *frame = NULL;

  if (!g_cancellable_set_error_if_cancelled (cancellable, error)
      && mirador_reader_begin (reader, error))
    frame = query->as_of != 0 ? answer_as_of (reader, query, cancellable, error)
                              : mirador_answer (&reader->source, query, cancellable, error);
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
