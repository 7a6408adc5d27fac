/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/http-trust.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "feeds/http-error.h"
#include "model/error.h"

/* All authorities of a system are 300 kB. */
#define MAX_FILE (4 << 20)

static void
set_unusable (const char *file, const char *why, GError **error)
{
  mirador_set_error (error, MIRADOR_ERROR_FILE_UNREADABLE, file, why, NULL);
}

/* A pipe or a device would be read for ever. */
static gboolean
check_file (const char *file, GError **error)
{
  GStatBuf status;

  if (g_stat (file, &status) != 0)
    {
      g_autoptr (GError) cause
        = g_error_new_literal (G_IO_ERROR, g_io_error_from_errno (errno), "stat");

      g_propagate_error (error, mirador_file_error (cause, file));
      return FALSE;
    }
  if (S_ISREG (status.st_mode) && status.st_size <= MAX_FILE)
    return TRUE;
  set_unusable (file, N_ ("it is no file of certificates"), error);
  return FALSE;
}

/* GIO takes a file without certificates for an authority that vouches for nobody. */
static gboolean
check_certificates (const char *file, GError **error)
{
  g_autoptr (GError) cause = NULL;
  GList *certificates = g_tls_certificate_list_new_from_file (file, &cause);
  gboolean has_some = certificates != NULL;

  g_list_free_full (certificates, g_object_unref);
  if (cause != NULL && cause->domain != G_TLS_ERROR)
    g_propagate_error (error, mirador_file_error (cause, file));
  else if (!has_some)
    set_unusable (
      file, N_ ("it holds no certificate; ask for that of the authority, as a PEM file"), error);
  return has_some;
}

static void
load_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const char *file = task_data;
  g_autoptr (GError) cause = NULL;
  GError *error = NULL;
  GTlsDatabase *authority = NULL;

  if (check_file (file, &error) && check_certificates (file, &error))
    {
      authority = g_tls_file_database_new (file, &cause);
      if (authority == NULL)
        error = mirador_file_error (cause, file);
    }
  if (authority != NULL)
    g_task_return_pointer (task, authority, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
mirador_http_trust_load_async (const char *file,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, mirador_http_trust_load_async);
  /* GIO reads files of whole paths only. */
  g_task_set_task_data (task, g_canonicalize_filename (file, NULL), g_free);
  g_task_run_in_thread (task, load_thread);
}

GTlsDatabase *
mirador_http_trust_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct
{
  GTlsDatabase *authority;
  GTlsCertificateFlags *faults;
} Trust;

static void
trust_free (gpointer pointer, GClosure *closure)
{
  Trust *trust = pointer;

  g_object_unref (trust->authority);
  g_free (trust);
}

static gboolean
accept_certificate_cb (SoupMessage *message,
                       GTlsCertificate *certificate,
                       GTlsCertificateFlags faults,
                       gpointer user_data)
{
  Trust *trust = user_data;
  GUri *uri = soup_message_get_uri (message);
  g_autoptr (GSocketConnectable) server
    = g_network_address_new (g_uri_get_host (uri), (guint16)g_uri_get_port (uri));

  *trust->faults = g_tls_database_verify_chain (trust->authority, certificate,
                                                G_TLS_DATABASE_PURPOSE_AUTHENTICATE_SERVER, server,
                                                NULL, G_TLS_DATABASE_VERIFY_NONE, NULL, NULL);
  return *trust->faults == 0;
}

void
mirador_http_trust_watch (SoupMessage *message,
                          GTlsDatabase *authority,
                          GTlsCertificateFlags *faults)
{
  Trust *trust = g_new0 (Trust, 1);

  trust->authority = g_object_ref (authority);
  trust->faults = faults;
  g_signal_connect_data (message, "accept-certificate", G_CALLBACK (accept_certificate_cb), trust,
                         trust_free, 0);
}
