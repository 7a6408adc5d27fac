/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/background-portal.h"

#define PORTAL "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define BACKGROUND "org.freedesktop.portal.Background"
#define REQUEST "org.freedesktop.portal.Request"

typedef struct
{
  GDBusConnection *connection;
  char *path;          /* of the request, guessed before the portal says it */
  guint response;      /* subscription: to the answers of all our requests */
  char *early_path;    /* (nullable) of an answer to another request, which may yet be this one */
  GVariant *early;     /* (nullable) */
  guint owner;         /* subscription: whether the portal is still there */
  GSource *cancelling; /* (nullable) */
  gboolean autostart;
} Request;

static void
leave (Request *request)
{
  if (request->cancelling != NULL)
    g_source_destroy (request->cancelling);
  g_clear_pointer (&request->cancelling, g_source_unref);
  if (request->response != 0)
    g_dbus_connection_signal_unsubscribe (request->connection, request->response);
  if (request->owner != 0)
    g_dbus_connection_signal_unsubscribe (request->connection, request->owner);
  request->response = request->owner = 0;
}

static void
request_free (gpointer pointer)
{
  Request *request = pointer;

  leave (request);
  g_object_unref (request->connection);
  g_clear_pointer (&request->early, g_variant_unref);
  g_free (request->early_path);
  g_free (request->path);
  g_free (request);
}

/* The first answer counts; the task keeps itself alive until then. */
static void
settle (GTask *task, MiradorPortalAnswer answer)
{
  Request *request = g_task_get_task_data (task);

  if (g_task_get_completed (task) || request->response == 0)
    return;
  leave (request);
  g_task_return_int (task, answer);
  g_object_unref (task);
}

static MiradorPortalAnswer
read_response (const Request *request, GVariant *parameters)
{
  g_autoptr (GVariant) results = NULL;
  gboolean background = FALSE, autostart = FALSE;
  guint32 response;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")))
    return MIRADOR_PORTAL_LOST;
  g_variant_get (parameters, "(u@a{sv})", &response, &results);
  g_variant_lookup (results, "background", "b", &background);
  g_variant_lookup (results, "autostart", "b", &autostart);
  if (response != 0 || !background)
    return MIRADOR_PORTAL_REFUSED;
  return autostart || !request->autostart ? MIRADOR_PORTAL_GRANTED : MIRADOR_PORTAL_NOT_AT_LOGIN;
}

static void
response_cb (GDBusConnection *connection,
             const char *sender,
             const char *path,
             const char *interface,
             const char *signal,
             GVariant *parameters,
             gpointer user_data)
{
  Request *request = g_task_get_task_data (user_data);

  if (g_str_equal (path, request->path))
    {
      settle (user_data, read_response (request, parameters));
      return;
    }
  g_clear_pointer (&request->early, g_variant_unref);
  g_free (request->early_path);
  request->early = g_variant_ref (parameters);
  request->early_path = g_strdup (path);
}

static void
owner_cb (GDBusConnection *connection,
          const char *sender,
          const char *path,
          const char *interface,
          const char *signal,
          GVariant *parameters,
          gpointer user_data)
{
  const char *after;

  g_variant_get (parameters, "(&s&s&s)", NULL, NULL, &after);
  if (*after == '\0')
    settle (user_data, MIRADOR_PORTAL_LOST);
}

/* At whatever path: one that the portal names later would be listened to too late. */
static void
listen (GTask *task)
{
  Request *request = g_task_get_task_data (task);

  request->response = g_dbus_connection_signal_subscribe (
    request->connection, PORTAL, REQUEST, "Response", NULL, NULL, G_DBUS_SIGNAL_FLAGS_NONE,
    response_cb, g_object_ref (task), g_object_unref);
}

/* The user need not answer a question that nobody waits for. */
static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  GTask *task = user_data;
  Request *request = g_task_get_task_data (task);

  g_dbus_connection_call (request->connection, PORTAL, request->path, REQUEST, "Close", NULL, NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
  settle (task, MIRADOR_PORTAL_CANCELLED);
  return G_SOURCE_REMOVE;
}

static gboolean
is_absent (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_INTERFACE)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_OBJECT);
}

/* Portals before 0.9 chose the path themselves. */
static void
called_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Request *request = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply
    = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  const char *path;

  if (reply == NULL)
    {
      settle (task, is_absent (error) ? MIRADOR_PORTAL_ABSENT : MIRADOR_PORTAL_LOST);
      return;
    }
  g_variant_get (reply, "(&o)", &path);
  if (g_task_get_completed (task) || request->response == 0 || g_str_equal (path, request->path))
    return;
  g_free (request->path);
  request->path = g_strdup (path);
  if (g_strcmp0 (request->early_path, path) == 0)
    settle (task, read_response (request, request->early));
}

static GVariant *
make_options (const char *token, const char *reason, gboolean autostart)
{
  /* Not by D-Bus activation, which would open the window. */
  const char *const commandline[] = { "mirador", "--gapplication-service", NULL };
  GVariantBuilder options;

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (token));
  g_variant_builder_add (&options, "{sv}", "reason", g_variant_new_string (reason));
  g_variant_builder_add (&options, "{sv}", "autostart", g_variant_new_boolean (autostart));
  g_variant_builder_add (&options, "{sv}", "commandline", g_variant_new_strv (commandline, -1));
  g_variant_builder_add (&options, "{sv}", "dbus-activatable", g_variant_new_boolean (FALSE));
  return g_variant_builder_end (&options);
}

static char *
make_token (void)
{
  return g_strdup_printf ("mirador%u", g_random_int ());
}

static char *
guess_path (GDBusConnection *connection, const char *token)
{
  g_autofree char *sender = g_strdup (g_dbus_connection_get_unique_name (connection) + 1);

  g_strdelimit (sender, ".", '_');
  return g_strdup_printf ("%s/request/%s/%s", PORTAL_PATH, sender, token);
}

static GTask *
make_task (GDBusConnection *connection,
           const char *token,
           gboolean autostart,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  g_task_set_source_tag (task, mirador_background_portal_request_async);
  /* Cancelled is an answer too. */
  g_task_set_check_cancellable (task, FALSE);
  request->connection = g_object_ref (connection);
  request->path = guess_path (connection, token);
  request->autostart = autostart;
  g_task_set_task_data (task, request, request_free);
  return task;
}

static void
watch (GTask *task)
{
  Request *request = g_task_get_task_data (task);

  listen (task);
  request->owner = g_dbus_connection_signal_subscribe (
    request->connection, "org.freedesktop.DBus", "org.freedesktop.DBus", "NameOwnerChanged",
    "/org/freedesktop/DBus", PORTAL, G_DBUS_SIGNAL_FLAGS_NONE, owner_cb, g_object_ref (task),
    g_object_unref);
  if (g_task_get_cancellable (task) == NULL)
    return;
  request->cancelling = g_cancellable_source_new (g_task_get_cancellable (task));
  g_task_attach_source (task, request->cancelling, G_SOURCE_FUNC (cancelled_cb));
}

void
mirador_background_portal_request_async (GDBusConnection *connection,
                                         const char *reason,
                                         gboolean autostart,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  g_autofree char *token = make_token ();
  GTask *task = make_task (connection, token, autostart, cancellable, callback, user_data);

  /* The answer may come before the call returns: who listens first misses nothing. */
  watch (task);
  g_dbus_connection_call (connection, PORTAL, PORTAL_PATH, BACKGROUND, "RequestBackground",
                          g_variant_new ("(s@a{sv})", "", make_options (token, reason, autostart)),
                          G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, called_cb,
                          g_object_ref (task));
}

MiradorPortalAnswer
mirador_background_portal_request_finish (GAsyncResult *result)
{
  return (MiradorPortalAnswer)g_task_propagate_int (G_TASK (result), NULL);
}

void
mirador_background_portal_set_status (GDBusConnection *connection, const char *status)
{
  GVariantBuilder options;

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "message", g_variant_new_string (status));
  g_dbus_connection_call (connection, PORTAL, PORTAL_PATH, BACKGROUND, "SetStatus",
                          g_variant_new ("(a{sv})", &options), NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
}
