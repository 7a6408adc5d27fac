/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Fetching as the tests do it: waiting in the main loop, in which their servers answer. */

#include "feeds/http.h"

#include <string.h>

#include "model/error.h"

static inline void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

typedef struct
{
  guint n;
  guint64 bytes;
  guint64 total;
  GCancellable *cancel_at_first;
} Seen;

static inline void
seen_cb (guint64 bytes, guint64 total, gpointer user_data)
{
  Seen *seen = user_data;

  g_assert_cmpuint (bytes, >, seen->bytes);
  seen->n++;
  seen->bytes = bytes;
  seen->total = total;
  if (seen->cancel_at_first != NULL)
    g_cancellable_cancel (seen->cancel_at_first);
}

static inline MiradorAnswer *
fetch_full (const char *location,
            const MiradorFetchOptions *options,
            Seen *seen,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  mirador_fetch_async (location, options, seen != NULL ? seen_cb : NULL, seen, cancellable,
                       fetched_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return mirador_fetch_finish (result, error);
}

static inline MiradorAnswer *
fetch (const char *base, const char *path, const MiradorFetchOptions *options, GError **error)
{
  g_autofree char *location = g_strconcat (base, path, NULL);

  return fetch_full (location, options, NULL, NULL, error);
}

static inline void
assert_fails (const char *location, const MiradorFetchOptions *options, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorAnswer) answer = fetch_full (location, options, NULL, NULL, &error);

  g_assert_null (answer);
  g_assert_error (error, MIRADOR_ERROR, code);
}

static inline void
assert_body (const MiradorAnswer *answer, const char *expected)
{
  g_assert_nonnull (answer->body);
  g_assert_cmpmem (g_bytes_get_data (answer->body, NULL), g_bytes_get_size (answer->body), expected,
                   strlen (expected));
}

/* The same, and what a manager reads then; (transfer full). */
static inline char *
fetch_in_vain (const char *location, const MiradorFetchOptions *options, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorAnswer) answer = fetch_full (location, options, NULL, NULL, &error);

  g_assert_null (answer);
  g_assert_error (error, MIRADOR_ERROR, code);
  return mirador_error_to_sentence (error);
}

static inline void
assert_holds (const char *sentence, const char *part)
{
  g_test_message ("“%s” should say “%s”", sentence, part);
  g_assert_nonnull (strstr (sentence, part));
}
