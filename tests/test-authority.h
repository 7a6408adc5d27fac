/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A made-up authority and the certificates that it gives, with the openssl tool. */

#include <gio/gio.h>
#include <glib/gstdio.h>

typedef struct
{
  char *folder;
  char *key;
  char *certificate; /* the PEM file that one would trust */
} TestAuthority;

#define TEST_NEW_KEY "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"

static inline gboolean
test_authority_run (const char *const *arguments)
{
  GSpawnFlags quiet = G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL;
  int status = 1;

  return g_spawn_sync (NULL, (char **)arguments, NULL, quiet, NULL, NULL, NULL, NULL, &status, NULL)
         && g_spawn_check_wait_status (status, NULL);
}

static inline void
test_authority_free (TestAuthority *authority)
{
  g_autoptr (GDir) folder = g_dir_open (authority->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (authority->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (authority->folder);
  g_free (authority->certificate);
  g_free (authority->key);
  g_free (authority->folder);
  g_free (authority);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestAuthority, test_authority_free)

/* (transfer full) (nullable): NULL, and the test is skipped, without the tool. */
static inline TestAuthority *
test_authority_new (void)
{
  g_autoptr (TestAuthority) made = g_new0 (TestAuthority, 1);
  g_autofree char *tool = g_find_program_in_path ("openssl");

  made->folder = g_dir_make_tmp ("mirador-authority-XXXXXX", NULL);
  made->key = g_build_filename (made->folder, "authority.key", NULL);
  made->certificate = g_build_filename (made->folder, "authority.pem", NULL);

  const char *arguments[]
    = { "openssl", "req",  "-x509",           TEST_NEW_KEY, "-days",   "2", "-subj",
        "/CN=A",   "-out", made->certificate, "-keyout",    made->key, NULL };

  if (tool == NULL || !g_tls_backend_supports_tls (g_tls_backend_get_default ()))
    {
      g_test_skip ("no openssl tool or no TLS backend");
      return NULL;
    }
  g_assert_true (test_authority_run (arguments));
  return g_steal_pointer (&made);
}

#define TEST_SIGN                                                                                  \
  "openssl", "x509", "-req", "-in", request, "-CA", authority->certificate, "-CAkey",              \
    authority->key, "-CAcreateserial", "-extfile", extensions, "-out", certificate

/* (transfer full): for the server of @names, as "IP:127.0.0.1,DNS:localhost"; with @days below 0 it
 * has expired. */
static inline GTlsCertificate *
test_authority_issue (TestAuthority *authority, const char *names, int days)
{
  g_autofree char *key = g_build_filename (authority->folder, "server.key", NULL);
  g_autofree char *request = g_build_filename (authority->folder, "server.csr", NULL);
  g_autofree char *certificate = g_build_filename (authority->folder, "server.pem", NULL);
  g_autofree char *extensions = g_build_filename (authority->folder, "server.cnf", NULL);
  g_autofree char *line = g_strdup_printf ("subjectAltName=%s\n", names);
  g_autofree char *valid = g_strdup_printf ("%d", days);
  const char *ask[]
    = { "openssl", "req", TEST_NEW_KEY, "-subj", "/CN=B", "-keyout", key, "-out", request, NULL };
  const char *sign[] = { TEST_SIGN, "-days", valid, NULL };
  /* From 3.4 on openssl knows these, and soon no days in the past any more. */
  const char *sign_past[]
    = { TEST_SIGN, "-not_before", "20200101000000Z", "-not_after", "20200102000000Z", NULL };
  g_autoptr (GError) error = NULL;
  GTlsCertificate *issued;

  g_assert_true (g_file_set_contents (extensions, line, -1, NULL));
  g_assert_true (test_authority_run (ask));
  g_assert_true ((days < 0 && test_authority_run (sign_past)) || test_authority_run (sign));
  issued = g_tls_certificate_new_from_files (certificate, key, &error);
  g_assert_no_error (error);
  return issued;
}
