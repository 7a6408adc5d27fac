/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/load.h"
#include "feeds/pager.h"
#include "model/error.h"

static gboolean
pass_header (const char *const *names,
             guint n,
             const char *document,
             gpointer user_data,
             GError **error)
{
  return TRUE;
}

static gboolean
count_record (const MiradorRecord *record, gpointer user_data, GError **error)
{
  MiradorPage *page = user_data;

  page->rows++;
  return TRUE;
}

/* So a page that cannot be read, or must not be, ends the asking at once. */
static gboolean
count_rows (const MiradorPager *pager,
            GBytes *body,
            const char *shown,
            MiradorPage *page,
            GCancellable *cancellable,
            GError **error)
{
  const MiradorDecoder *decoder = mirador_decoder_find (pager->format, body, shown, error);
  const MiradorDecodeOptions options = { 0 };
  g_autoptr (GError) failure = NULL;

  if (decoder == NULL)
    return FALSE;
  if (decoder->decode (body, shown, &options, pass_header, count_record, page, cancellable,
                       &failure)
      || g_error_matches (failure, MIRADOR_ERROR, MIRADOR_ERROR_HEADER_ONLY)
      || g_error_matches (failure, MIRADOR_ERROR, MIRADOR_ERROR_EMPTY))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
mirador_pager_read (const MiradorPager *pager,
                    GBytes *body,
                    const char *address,
                    const char *shown,
                    MiradorPage *page,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (JsonNode) root = NULL;

  *page = (MiradorPage){ .total = -1 };
  if (!count_rows (pager, body, shown, page, cancellable, error))
    return FALSE;
  root = pager->read (body, pager->rows, shown);
  if (root != NULL)
    pager->look (root, address, page);
  return TRUE;
}

/* A page that is read in a thread of its own */

typedef struct
{
  const MiradorPager *pager; /* (nullable) */
  char *format;
  GBytes *body;
  char *address;
  char *shown;
  MiradorPage page;
} Turning;

static void
turning_free (Turning *turning)
{
  mirador_page_clear (&turning->page);
  g_bytes_unref (turning->body);
  g_free (turning->format);
  g_free (turning->address);
  g_free (turning->shown);
  g_free (turning);
}

/* What is wrong with the first one is for its decoder to say, as where there are no pages. */
static void
read_first (Turning *turning, GCancellable *cancellable)
{
  const MiradorDecoder *decoder
    = mirador_decoder_find (turning->format, turning->body, turning->shown, NULL);

  turning->pager = decoder != NULL ? mirador_pager_get (decoder->id) : NULL;
  if (turning->pager != NULL
      && !mirador_pager_read (turning->pager, turning->body, turning->address, turning->shown,
                              &turning->page, cancellable, NULL))
    turning->pager = NULL;
}

static void
turn_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Turning *turning = task_data;
  GError *error = NULL;

  if (turning->pager == NULL)
    read_first (turning, cancellable);
  else
    mirador_pager_read (turning->pager, turning->body, turning->address, turning->shown,
                        &turning->page, cancellable, &error);
  if (error == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
mirador_pager_read_async (const MiradorPager *pager,
                          const char *format,
                          GBytes *body,
                          const char *address,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Turning *turning = g_new0 (Turning, 1);

  turning->pager = pager;
  turning->format = g_strdup (format);
  turning->body = g_bytes_ref (body);
  turning->address = g_strdup (address);
  turning->shown = mirador_location_for_people (address);
  g_task_set_source_tag (task, mirador_pager_read_async);
  g_task_set_task_data (task, turning, (GDestroyNotify)turning_free);
  g_task_run_in_thread (task, turn_in_thread);
}

gboolean
mirador_pager_read_finish (GAsyncResult *result,
                           const MiradorPager **pager,
                           MiradorPage *page,
                           GError **error)
{
  Turning *turning = g_task_get_task_data (G_TASK (result));
  GError *failure = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &failure))
    {
      mirador_name_cancellation (&failure, turning->shown);
      g_propagate_error (error, failure);
      return FALSE;
    }
  *pager = turning->pager;
  *page = turning->page;
  turning->page.next = NULL;
  return TRUE;
}
