/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The program itself, run while the test's main context goes on: what it talks to (a server, a
 * keyring) is played there. */

#include <gio/gio.h>

typedef struct
{
  GSubprocess *process;
  gboolean is_over;
  int status;
  char *said;
  char *error;
} Program;

static inline void
program_over_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Program *program = user_data;
  g_autoptr (GError) error = NULL;

  g_subprocess_communicate_utf8_finish (G_SUBPROCESS (source), result, &program->said,
                                        &program->error, &error);
  g_assert_no_error (error);
  /* A program that crashed did not exit. */
  g_assert_true (g_subprocess_get_if_exited (program->process));
  program->status = g_subprocess_get_exit_status (program->process);
  program->is_over = TRUE;
}

/* @words after --lang=en --store @store; @variable: (nullable) NAME=VALUE in its environment */
static inline Program *
program_start (const char *store, const char *variable, const char *input, const char *const *words)
{
  g_autoptr (GSubprocessLauncher) launcher
    = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                 | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GPtrArray) line = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  Program *program = g_new0 (Program, 1);

  g_ptr_array_add (line, (gpointer)g_getenv ("MIRADOR_PROGRAM"));
  g_ptr_array_add (line, (gpointer) "--lang=en");
  g_ptr_array_add (line, (gpointer) "--store");
  g_ptr_array_add (line, (gpointer)store);
  for (; *words != NULL; words++)
    g_ptr_array_add (line, (gpointer)*words);
  g_ptr_array_add (line, NULL);
  if (variable != NULL)
    {
      g_auto (GStrv) parts = g_strsplit (variable, "=", 2);

      g_subprocess_launcher_setenv (launcher, parts[0], parts[1], TRUE);
    }
  program->process
    = g_subprocess_launcher_spawnv (launcher, (const char *const *)line->pdata, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8_async (program->process, input, NULL, program_over_cb, program);
  return program;
}

static inline void
program_wait (Program *program)
{
  while (!program->is_over)
    g_main_context_iteration (NULL, TRUE);
}

static inline void
program_free (Program *program)
{
  g_object_unref (program->process);
  g_free (program->said);
  g_free (program->error);
  g_free (program);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Program, program_free)
