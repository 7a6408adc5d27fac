/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/dhis2-ask.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "feeds/dhis2-places.h"
#include "feeds/dhis2-plan.h"
#include "feeds/dhis2-relative.h"
#include "feeds/http-refusal.h"
#include "feeds/location.h"
#include "feeds/secret.h"
#include "feeds/server-error.h"
#include "model/error-phrase.h"
#include "model/error.h"

/* Parts that nobody has read yet; the next one is asked for while they wait. */
#define MOST_WAITING 2
/* Units in one request about them; an address holds some three hundred. */
#define UNITS_AT_ONCE 200
/* An answer without rows has nothing but the names of what was asked for. */
#define LARGEST_EMPTY (1024 * 1024)
#define LARGEST_ANSWER (512 * 1024 * 1024)
#define MEGABYTE (1024 * 1024)
#define VALUES_FORMAT "dhis2-values"

/* One question on its way. It belongs to the request that is under way, or between two to the
 * watch on the parts; everything runs on one main context. */
typedef struct
{
  GTask *task; /* (nullable) until the first answer is out */
  char *base;
  char *shown;
  gboolean values;
  MiradorAsk *ask;
  char **units; /* of the question, while their levels are asked for */
  guint n_looked_up;
  MiradorDhis2Plan *plan;
  MiradorDhis2Part part;
  guint n_asked;
  gboolean is_resting; /* until somebody has read a part */

  MiradorFetchOptions options; /* with copies of its texts */
  GCancellable *inner;
  GCancellable *outer; /* (nullable) the user's */
  gulong outer_id;
  MiradorProgressFunc progress;
  gpointer progress_data;
  guint64 bytes;       /* of the parts that are there */
  MiradorParts *parts; /* (nullable) once the first answer is out */
} Asking;

static void ask_next (Asking *asking);

/* Addresses */

/* Where the path of a page that a browser may show begins; NULL where it is no such page. */
static const char *
find_page (const char *path)
{
  static const char *const starts[] = { "/api/", "/dhis-web-", "/apps/", NULL };
  const char *found = NULL;

  for (guint i = 0; starts[i] != NULL; i++)
    {
      const char *at = strstr (path, starts[i]);

      if (at != NULL && (found == NULL || at < found))
        found = at;
    }
  return found == NULL && g_str_has_suffix (path, "/api") ? path + strlen (path) - strlen ("/api")
                                                          : found;
}

char *
mirador_dhis2_base (const char *location)
{
  char *base = g_strndup (location, strcspn (location, "?#"));
  char *host = strstr (base, "://");
  char *path = strchr (host != NULL ? host + strlen ("://") : base, '/');
  const char *page = path != NULL ? find_page (path) : NULL;

  if (page != NULL)
    base[page - base] = '\0';
  for (gsize n = strlen (base); n > 0 && base[n - 1] == '/'; n--)
    base[n - 1] = '\0';
  return base;
}

/* Life */

static void
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static void
copy_options (Asking *asking, const MiradorFetchOptions *options)
{
  if (options != NULL)
    asking->options = *options;
  asking->options.etag = g_strdup (asking->options.etag);
  asking->options.last_modified = g_strdup (asking->options.last_modified);
  asking->options.user_agent = g_strdup (asking->options.user_agent);
  asking->options.authorization = g_strdup (asking->options.authorization);
  asking->options.authority = g_strdup (asking->options.authority);
  asking->options.keep_refusals = TRUE;
}

static void
asking_free (Asking *asking)
{
  if (asking->parts != NULL)
    mirador_parts_watch (asking->parts, NULL, NULL);
  g_clear_pointer (&asking->parts, mirador_parts_unref);
  g_cancellable_disconnect (asking->outer, asking->outer_id);
  g_clear_object (&asking->outer);
  g_object_unref (asking->inner);
  g_clear_pointer (&asking->plan, mirador_dhis2_plan_free);
  mirador_ask_free (asking->ask);
  g_strfreev (asking->units);
  g_free ((char *)asking->options.etag);
  g_free ((char *)asking->options.last_modified);
  g_free ((char *)asking->options.user_agent);
  g_free ((char *)asking->options.authority);
  mirador_secret_free ((char *)asking->options.authorization);
  g_free (asking->shown);
  g_free (asking->base);
  g_free (asking);
}

static void
fail (Asking *asking, GError *error)
{
  if (asking->task != NULL)
    {
      g_task_return_error (asking->task, error);
      g_object_unref (asking->task);
    }
  else
    mirador_parts_close (asking->parts, error);
  asking_free (asking);
}

static void
end (Asking *asking)
{
  if (asking->task != NULL)
    {
      fail (asking, mirador_error_new (MIRADOR_ERROR_HEADER_ONLY, asking->shown, NULL));
      return;
    }
  mirador_parts_close (asking->parts, NULL);
  asking_free (asking);
}

/* Parts */

static void
room_cb (gpointer user_data)
{
  Asking *asking = user_data;

  if (mirador_parts_is_given_up (asking->parts))
    g_cancellable_cancel (asking->inner);
  if (!asking->is_resting || mirador_parts_get_n_waiting (asking->parts) >= MOST_WAITING)
    return;
  asking->is_resting = FALSE;
  ask_next (asking);
}

/* The first one is the answer, the others follow in it. */
static void
give_first (Asking *asking, MiradorAnswer *answer)
{
  GTask *task = g_steal_pointer (&asking->task);

  if (!mirador_dhis2_plan_is_done (asking->plan))
    {
      g_clear_pointer (&answer->etag, g_free);
      g_clear_pointer (&answer->last_modified, g_free);
      asking->parts = mirador_parts_new ();
      mirador_parts_add_sum (asking->parts, answer->sha256);
      g_clear_pointer (&answer->sha256, g_free);
      mirador_parts_watch (asking->parts, room_cb, asking);
      answer->more = mirador_parts_ref (asking->parts);
    }
  g_task_return_pointer (task, answer, (GDestroyNotify)mirador_answer_free);
  g_object_unref (task);
  if (asking->parts != NULL)
    ask_next (asking);
  else
    asking_free (asking);
}

static void
give_next (Asking *asking, MiradorAnswer *answer)
{
  mirador_parts_add_sum (asking->parts, answer->sha256);
  mirador_parts_push (asking->parts, g_steal_pointer (&answer->body));
  mirador_answer_free (answer);
  if (!mirador_dhis2_plan_is_done (asking->plan)
      && mirador_parts_get_n_waiting (asking->parts) >= MOST_WAITING)
    asking->is_resting = TRUE;
  else
    ask_next (asking);
}

/* Finds "rows": [] (of data value sets "dataValues": [], or nothing) without reading the whole. */
static gboolean
is_empty (const Asking *asking, GBytes *body)
{
  gsize length;
  const char *text = g_bytes_get_data (body, &length);
  const char *member = asking->values ? "\"dataValues\"" : "\"rows\"";
  const char *at = length <= LARGEST_EMPTY ? g_strstr_len (text, (gssize)length, member) : NULL;
  const char *end = text + length;

  if (at == NULL)
    return asking->values && length <= strlen ("{}\r\n");
  for (at += strlen (member); at < end && (g_ascii_isspace (*at) || strchr (":[", *at)); at++)
    ;
  return at < end && *at == ']';
}

static void
take_part (Asking *asking, MiradorAnswer *answer)
{
  guint64 most = asking->options.max_bytes > 0 ? asking->options.max_bytes : LARGEST_ANSWER;

  asking->bytes += answer->body != NULL ? g_bytes_get_size (answer->body) : 0;
  if (asking->bytes > most)
    {
      g_autofree char *megabytes = g_strdup_printf ("%" G_GUINT64_FORMAT, most / MEGABYTE);

      mirador_answer_free (answer);
      fail (asking, mirador_error_new (MIRADOR_ERROR_TOO_LARGE, asking->shown, megabytes, NULL));
    }
  else if (answer->body != NULL && is_empty (asking, answer->body))
    {
      mirador_answer_free (answer);
      ask_next (asking);
    }
  else if (asking->task != NULL)
    give_first (asking, answer);
  else
    give_next (asking, answer);
}

/* Refusals */

/* Older servers say it without a code. */
static gboolean
is_too_large (const MiradorServerError *said)
{
  return said != NULL
         && (g_strcmp0 (said->code, "E7128") == 0 || strstr (said->message, "max limit") != NULL);
}

static MiradorServerError *
read_refusal (const MiradorAnswer *answer)
{
  gsize length;
  const guint8 *bytes;

  if (answer->body == NULL)
    return NULL;
  bytes = g_bytes_get_data (answer->body, &length);
  return length > 0 ? mirador_server_error_read (bytes, length) : NULL;
}

/* A server that lets nobody in says no more than that; what to do about it is ours to say. */
static GError *
make_refusal (const Asking *asking, const MiradorAnswer *answer)
{
  gboolean is_locked = answer->status == 401 || answer->status == 403;

  return mirador_http_refusal_new (asking->shown, (guint)answer->status,
                                   is_locked ? NULL : answer->body, asking->options.authorization,
                                   NULL);
}

static GError *
make_too_large (const Asking *asking, const MiradorServerError *said)
{
  g_autofree char *words = mirador_server_error_to_text (said);
  g_autofree char *part = mirador_dhis2_plan_describe (asking->plan, &asking->part);
  g_autofree char *text = g_strdup_printf ("%s (%s)", words, part);

  return mirador_error_new (MIRADOR_ERROR_REFUSED, asking->shown, text, NULL);
}

static void
take_refusal (Asking *asking, MiradorAnswer *answer)
{
  g_autoptr (MiradorServerError) said = read_refusal (answer);
  GError *error = NULL;

  if (!is_too_large (said))
    error = make_refusal (asking, answer);
  else if (!mirador_dhis2_plan_halve (asking->plan, &asking->part))
    error = make_too_large (asking, said);
  mirador_answer_free (answer);
  if (error != NULL)
    fail (asking, error);
  else
    ask_next (asking);
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Asking *asking = user_data;
  GError *error = NULL;
  MiradorAnswer *answer = mirador_fetch_finish (result, &error);

  if (answer == NULL)
    fail (asking, error);
  else if (answer->status >= 400)
    take_refusal (asking, answer);
  else
    take_part (asking, answer);
}

static void
progress_cb (guint64 bytes, guint64 total, gpointer user_data)
{
  Asking *asking = user_data;

  if (asking->progress != NULL)
    asking->progress (asking->bytes + bytes, 0, asking->progress_data);
}

/* Validators are those of the one request that is the whole question. */
static void
ask_next (Asking *asking)
{
  MiradorFetchOptions options = asking->options;
  g_autofree char *address = NULL;

  if (!mirador_dhis2_plan_next (asking->plan, &asking->part))
    {
      end (asking);
      return;
    }
  if (asking->n_asked++ > 0 || !mirador_dhis2_plan_is_done (asking->plan))
    options.etag = options.last_modified = NULL;
  address = mirador_dhis2_plan_address (asking->plan, &asking->part);
  mirador_fetch_async (address, &options, asking->task != NULL ? progress_cb : NULL, asking,
                       asking->inner, fetched_cb, asking);
}

/* Before */

static void
begin (Asking *asking)
{
  asking->plan = mirador_dhis2_plan_new (asking->base, asking->ask, asking->values);
  ask_next (asking);
}

static void look_up_next (Asking *asking);

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Asking *asking = user_data;
  GError *error = NULL;
  g_autoptr (MiradorAnswer) answer = mirador_fetch_finish (result, &error);

  if (answer != NULL && answer->status >= 400)
    error = make_refusal (asking, answer);
  else if (answer != NULL
           && !mirador_dhis2_drop_units (&asking->ask->places, answer->body, asking->values))
    error = mirador_error_new (MIRADOR_ERROR_WRONG_SERVER, asking->shown, "DHIS2", NULL);
  if (error != NULL)
    fail (asking, error);
  else
    look_up_next (asking);
}

/* A unit that is of a level which is asked for too would come twice, and so would the values of a
 * unit in another one. */
static void
look_up_next (Asking *asking)
{
  guint left = g_strv_length (asking->units) - asking->n_looked_up;
  guint n = MIN (left, UNITS_AT_ONCE);
  MiradorFetchOptions options = asking->options;
  g_autofree char **some = NULL;
  g_autofree char *address = NULL;

  if (n == 0)
    {
      begin (asking);
      return;
    }
  some = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    some[i] = asking->units[asking->n_looked_up + i];
  asking->n_looked_up += n;
  options.etag = options.last_modified = NULL;
  address = mirador_dhis2_units_address (asking->base, some);
  mirador_fetch_async (address, &options, NULL, NULL, asking->inner, looked_up_cb, asking);
}

/* Returns: (nullable): why they cannot be asked for. */
static const char *
judge_places (const Asking *asking)
{
  char *const *places = asking->ask->places;

  if (asking->values && g_strv_length (asking->units) < g_strv_length (asking->ask->places))
    return N_ ("values of data sets are asked for by units, not by levels or groups");
  if (mirador_dhis2_may_overlap (places))
    return N_ ("a unit of the OU_GROUP or of the user may be among the others too, and would come "
               "twice; ask for the others in a table of their own");
  return NULL;
}

static gboolean
resolve (Asking *asking, GError **error)
{
  const char *why;
  char **periods
    = mirador_dhis2_resolve (asking->ask->periods, mirador_day_today (), asking->shown, error);

  if (periods == NULL)
    return FALSE;
  g_strfreev (asking->ask->periods);
  asking->ask->periods = periods;
  asking->units = mirador_dhis2_find_units (asking->ask->places);
  why = judge_places (asking);
  if (why != NULL)
    mirador_set_error (error, MIRADOR_ERROR_DEFINITION, asking->shown, "places", why, NULL);
  return why == NULL;
}

static void
start (Asking *asking)
{
  guint n_units;
  GError *error = NULL;

  if (!resolve (asking, &error))
    {
      fail (asking, error);
      return;
    }
  n_units = g_strv_length (asking->units);
  if (n_units > 0 && (asking->values ? n_units > 1 : mirador_dhis2_has_words (asking->ask->places)))
    look_up_next (asking);
  else
    begin (asking);
}

void
mirador_dhis2_ask_async (const char *location,
                         const char *format,
                         const MiradorAsk *ask,
                         const MiradorFetchOptions *options,
                         MiradorProgressFunc progress,
                         gpointer progress_data,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  Asking *asking = g_new0 (Asking, 1);

  asking->task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (asking->task, mirador_dhis2_ask_async);
  g_task_set_check_cancellable (asking->task, FALSE);
  asking->base = mirador_dhis2_base (location);
  asking->shown = mirador_location_for_people (asking->base);
  asking->values = g_strcmp0 (format, VALUES_FORMAT) == 0;
  asking->ask = mirador_ask_copy (ask);
  copy_options (asking, options);
  asking->progress = progress;
  asking->progress_data = progress_data;
  asking->inner = g_cancellable_new ();
  if (cancellable != NULL)
    {
      asking->outer = g_object_ref (cancellable);
      asking->outer_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                                g_object_ref (asking->inner), g_object_unref);
    }
  start (asking);
}

MiradorAnswer *
mirador_dhis2_ask_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
