/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/pager-walk.h"

#include <glib/gi18n-lib.h>

#include "feeds/location.h"
#include "feeds/pager-tally.h"
#include "feeds/secret.h"
#include "model/error.h"

#define DEFAULT_MAX_BYTES (G_GUINT64_CONSTANT (512) << 20)
/* Pages that change while they are read are read once more. */
#define MOST_STARTS 2

static guint most_pages = 10000;

/* A table on its way, page by page. */
typedef struct
{
  char *location;
  char *format; /* (nullable) */
  MiradorFetchOptions options;
  MiradorProgressFunc progress;
  gpointer progress_data;
  guint starts;

  const MiradorPager *pager; /* (nullable) known after the first page */
  char *address;             /* of the page of the moment */
  MiradorAnswer *answer;     /* the first page */
  MiradorAnswer *page;       /* the one of the moment, while it is read */
  GPtrArray *bodies;         /* (element-type GBytes) those after it */
  MiradorTally *tally;
} Walk;

static void
forget_pages (Walk *walk)
{
  g_clear_pointer (&walk->answer, mirador_answer_free);
  g_clear_pointer (&walk->page, mirador_answer_free);
  g_clear_pointer (&walk->bodies, g_ptr_array_unref);
  g_clear_pointer (&walk->tally, mirador_tally_free);
  g_clear_pointer (&walk->address, g_free);
}

static void
walk_free (Walk *walk)
{
  forget_pages (walk);
  g_free ((char *)walk->options.etag);
  g_free ((char *)walk->options.last_modified);
  g_free ((char *)walk->options.user_agent);
  g_free ((char *)walk->options.authority);
  mirador_secret_free ((char *)walk->options.authorization);
  g_free (walk->location);
  g_free (walk->format);
  g_free (walk);
}

static void
copy_options (Walk *walk, const MiradorFetchOptions *options)
{
  if (options != NULL)
    walk->options = *options;
  walk->options.etag = g_strdup (walk->options.etag);
  walk->options.last_modified = g_strdup (walk->options.last_modified);
  walk->options.user_agent = g_strdup (walk->options.user_agent);
  walk->options.authority = g_strdup (walk->options.authority);
  walk->options.authorization = g_strdup (walk->options.authorization);
  if (walk->options.max_bytes == 0)
    walk->options.max_bytes = DEFAULT_MAX_BYTES;
}

static gboolean
is_first (const Walk *walk)
{
  return walk->answer == NULL;
}

/* The end */

static void
fail (GTask *task, GError *error)
{
  g_task_return_error (task, error);
  g_object_unref (task);
}

static MiradorParts *
make_parts (Walk *walk)
{
  MiradorParts *parts = mirador_parts_new ();

  for (guint i = 0; i < walk->bodies->len; i++)
    mirador_parts_push (parts, g_bytes_ref (g_ptr_array_index (walk->bodies, i)));
  mirador_parts_close (parts, NULL);
  return parts;
}

static void
succeed (GTask *task)
{
  Walk *walk = g_task_get_task_data (task);
  MiradorAnswer *answer = g_steal_pointer (&walk->answer);

  if (walk->bodies->len > 0)
    {
      /* They say that the first page is the same, not that the others are. */
      g_clear_pointer (&answer->etag, g_free);
      g_clear_pointer (&answer->last_modified, g_free);
      g_free (answer->sha256);
      answer->sha256 = g_strdup (g_checksum_get_string (walk->tally->checksum));
      answer->more = make_parts (walk);
    }
  /* The bodies are the reader's alone. */
  forget_pages (walk);
  g_task_return_pointer (task, answer, (GDestroyNotify)mirador_answer_free);
  g_object_unref (task);
}

/* One page */

static void ask_page (GTask *task);

static void
start_pages (GTask *task)
{
  Walk *walk = g_task_get_task_data (task);

  forget_pages (walk);
  walk->starts++;
  walk->pager = NULL;
  walk->address = g_strdup (walk->location);
  walk->bodies = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  walk->tally = mirador_tally_new (walk->location);
  ask_page (task);
}

/* (transfer full) (nullable): why it cannot. A reference is relative to the page that it is on. */
static GError *
go_to (Walk *walk, const char *reference)
{
  GError *error = NULL;
  g_autoptr (GUri) page = mirador_location_parse_web (walk->address, &error);
  g_autoptr (GUri) next = NULL;

  /* Strict as with credentials, for which server has the rest of a table is no small matter. */
  if (page != NULL)
    next = mirador_location_follow (page, reference, TRUE, &error);
  if (next == NULL)
    return error;
  g_free (walk->address);
  walk->address = g_uri_to_string (next);
  return mirador_tally_go_on (walk->tally, walk->address, most_pages);
}

/* (transfer full) (nullable): why the page cannot be taken, or the next one cannot be asked for. */
static GError *
take_page (Walk *walk, MiradorAnswer *answer, const MiradorPage *page)
{
  GError *error = mirador_tally_take (walk->tally, answer, page,
                                      mirador_pager_knows_total (walk->pager, walk->location));

  if (error != NULL)
    mirador_answer_free (answer);
  else if (is_first (walk))
    walk->answer = answer;
  else
    {
      g_ptr_array_add (walk->bodies, g_steal_pointer (&answer->body));
      mirador_answer_free (answer);
    }
  if (error != NULL)
    return error;
  /* A file is never asked for more: it is whole, or it is refused. */
  if (!mirador_location_is_web (walk->location))
    return mirador_tally_end_file (walk->tally, page);
  return page->next != NULL ? go_to (walk, page->next) : mirador_tally_end (walk->tally);
}

/* Takes the page over. */
static void
turn_page (GTask *task, MiradorAnswer *answer, const MiradorPage *page)
{
  Walk *walk = g_task_get_task_data (task);
  GError *error = take_page (walk, answer, page);

  if (error != NULL)
    fail (task, error);
  else if (page->next == NULL)
    succeed (task);
  else
    ask_page (task);
}

static void
start_again (GTask *task)
{
  const Walk *walk = g_task_get_task_data (task);

  if (walk->starts < MOST_STARTS)
    start_pages (task);
  else
    fail (task, mirador_tally_error (walk->tally, N_ ("the number of rows changed twice while they "
                                                      "were read; try again later")));
}

static void
page_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Walk *walk = g_task_get_task_data (task);
  g_autoptr (MiradorAnswer) answer = g_steal_pointer (&walk->page);
  g_auto (MiradorPage) page = { 0 };
  GError *error = NULL;

  if (!mirador_pager_read_finish (result, &walk->pager, &page, &error))
    fail (task, error);
  else if (walk->pager == NULL)
    {
      walk->answer = g_steal_pointer (&answer);
      succeed (task);
    }
  else if (mirador_tally_has_changed (walk->tally, &page))
    start_again (task);
  else
    {
      /* Of a file nobody said that its pages before were not wanted. */
      if (!mirador_location_is_web (walk->location))
        page.before = 0;
      turn_page (task, g_steal_pointer (&answer), &page);
    }
}

/* The limit was what the pages before had left of it; people know that of the whole. */
static GError *
name_limit (const Walk *walk, GError *error)
{
  g_autoptr (GError) owned = error;
  g_autofree char *limit
    = g_strdup_printf ("%" G_GUINT64_FORMAT, (walk->options.max_bytes + 999999) / 1000000);

  if (!g_error_matches (error, MIRADOR_ERROR, MIRADOR_ERROR_TOO_LARGE))
    return g_steal_pointer (&owned);
  return mirador_error_new (MIRADOR_ERROR_TOO_LARGE, walk->tally->shown, limit, NULL);
}

static void
page_fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Walk *walk = g_task_get_task_data (task);
  GError *error = NULL;
  MiradorAnswer *answer = mirador_fetch_finish (result, &error);

  if (answer == NULL)
    fail (task, name_limit (walk, error));
  else if (answer->status == 200 && answer->body != NULL)
    {
      walk->page = answer;
      mirador_pager_read_async (walk->pager, walk->format, answer->body, walk->address,
                                g_task_get_cancellable (task), page_read_cb, task);
    }
  else
    {
      /* Only the first may be unchanged, or be wanted although it is refused. */
      walk->answer = answer;
      succeed (task);
    }
}

static void
page_progress_cb (guint64 bytes, guint64 total, gpointer user_data)
{
  const Walk *walk = user_data;

  walk->progress (walk->tally->bytes + bytes, is_first (walk) ? total : 0, walk->progress_data);
}

static void
ask_page (GTask *task)
{
  Walk *walk = g_task_get_task_data (task);
  MiradorFetchOptions options = walk->options;

  if (!is_first (walk))
    {
      options.etag = NULL;
      options.last_modified = NULL;
      options.keep_refusals = FALSE;
      options.max_bytes
        = MAX (walk->options.max_bytes, walk->tally->bytes + 1) - walk->tally->bytes;
    }
  mirador_fetch_async (walk->address, &options, walk->progress != NULL ? page_progress_cb : NULL,
                       walk, g_task_get_cancellable (task), page_fetched_cb, task);
}

void
mirador_pager_walk_async (const char *location,
                          const char *format,
                          const MiradorFetchOptions *options,
                          MiradorProgressFunc progress,
                          gpointer progress_data,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Walk *walk = g_new0 (Walk, 1);

  walk->location = g_strdup (location);
  walk->format = g_strdup (format);
  walk->progress = progress;
  walk->progress_data = progress_data;
  copy_options (walk, options);
  g_task_set_source_tag (task, mirador_pager_walk_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, walk, (GDestroyNotify)walk_free);
  start_pages (task);
}

MiradorAnswer *
mirador_pager_walk_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
mirador_pager_set_most_pages (guint most)
{
  most_pages = most;
}
