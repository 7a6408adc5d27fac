/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>
#include "model/error-phrase.h"
#include "model/error.h"
#include "store/copy.h"
#include "store/database.h"
#include "store/schema.h"

static gboolean
set_unwritable (GError **error, const char *target, int number)
{
  g_autofree char *why = number == EEXIST
                           ? g_strdup (N_ ("there is one already, and only --force replaces it"))
                           : mirador_phrase_of_errno (number);

  mirador_set_error (error, MIRADOR_ERROR_FILE_UNWRITABLE, target, why, NULL);
  return FALSE;
}

/* The log of a store in use would go on as if the file below it was the old one. */
static gboolean
is_same_file (const char *path, const char *target)
{
  GStatBuf one, other;

  return g_stat (path, &one) == 0 && g_stat (target, &other) == 0 && one.st_dev == other.st_dev
         && one.st_ino == other.st_ino;
}

/* SQLite would take it for the copy's own, and put what is in it over the copy's figures. */
static gboolean
has_log (const char *target)
{
  const char *const endings[] = { "-wal", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *log = g_strconcat (target, endings[i], NULL);

      if (g_file_test (log, G_FILE_TEST_EXISTS))
        return TRUE;
    }
  return FALSE;
}

static gboolean
set_phrase (GError **error, const char *target, const char *why)
{
  mirador_set_error (error, MIRADOR_ERROR_FILE_UNWRITABLE, target, why, NULL);
  return FALSE;
}

static gboolean
check_target (const char *path, const char *target, gboolean replaces, GError **error)
{
  if (g_file_test (target, G_FILE_TEST_IS_DIR))
    return set_unwritable (error, target, EISDIR);
  if (is_same_file (path, target))
    return set_phrase (error, target, N_ ("it is the store itself"));
  if (has_log (target))
    return set_phrase (error, target,
                       N_ ("the log of another store lies beside it; choose another name"));
  return replaces || !g_file_test (target, G_FILE_TEST_EXISTS)
         || set_unwritable (error, target, EEXIST);
}

/* Who may write opens it so, for SQLite takes its log away behind such a one only. Where nothing
 * can be written beside the store the log cannot be opened; a store that was closed has none. */
static MiradorDatabase *
open_store (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      mirador_set_error (error, MIRADOR_ERROR_FILE_NOT_FOUND, path, NULL);
      return NULL;
    }
  if (!mirador_schema_check (path, G_MAXUINT, error))
    return NULL;
  if (access (folder, W_OK) != 0 && !g_file_test (log, G_FILE_TEST_EXISTS))
    return mirador_database_open_still (path, error);
  return mirador_database_open (path, access (path, W_OK) != 0, error);
}

static char *
create_part (const char *target, GError **error)
{
  g_autofree char *part = g_strconcat (target, ".XXXXXX", NULL);
  int fd = g_mkstemp_full (part, O_RDWR | O_CLOEXEC, 0644);

  if (fd < 0)
    {
      set_unwritable (error, target, errno);
      return NULL;
    }
  close (fd);
  return g_steal_pointer (&part);
}

/* What cannot be read now could not be brought back later. Without a log beside it, for which there
 * may be no space left. */
static gboolean
is_sound (const char *part, GError **error)
{
  g_autoptr (MiradorDatabase) copy = mirador_database_open_still (part, error);
  g_autoptr (MiradorStatement) check
    = copy != NULL ? mirador_database_prepare (copy, error, "PRAGMA quick_check (1)", "") : NULL;

  return check != NULL && mirador_database_next (copy, check, error) == 1
         && g_strcmp0 ((const char *)sqlite3_column_text (check, 0), "ok") == 0;
}

/* The part's name means nothing to a person: a damage is the store's, a full disk the target's. */
static gboolean
set_about (GError **error, const GError *cause, const char *path, const char *target)
{
  if (cause == NULL || g_error_matches (cause, MIRADOR_ERROR, MIRADOR_ERROR_STORE_CORRUPT))
    mirador_set_error (error, MIRADOR_ERROR_STORE_CORRUPT, path, NULL);
  else if (g_error_matches (cause, MIRADOR_ERROR, MIRADOR_ERROR_DISK_FULL))
    mirador_set_error (error, MIRADOR_ERROR_DISK_FULL, target, NULL);
  else
    set_unwritable (error, target, EIO);
  return FALSE;
}

static gboolean
write_part (const char *path, const char *part, const char *target, GError **error)
{
  g_autoptr (MiradorDatabase) database = open_store (path, error);
  g_autoptr (GError) cause = NULL;

  if (database == NULL)
    return FALSE;
  if (!mirador_copy_write (database, part, &cause) || !is_sound (part, &cause))
    return set_about (error, cause, path, target);
  return TRUE;
}

static gboolean
name_part (const char *part, const char *target, gboolean replaces, GError **error)
{
  int number = 0;

  if (!replaces)
    number = mirador_copy_move (part, target);
  else if (g_rename (part, target) != 0)
    number = errno;
  return number == 0 || set_unwritable (error, target, number);
}

gboolean
mirador_backup_write (const char *path, const char *target, gboolean replaces, GError **error)
{
  g_autofree char *part = NULL;

  if (!check_target (path, target, replaces, error))
    return FALSE;
  part = create_part (target, error);
  if (part == NULL)
    return FALSE;
  if (write_part (path, part, target, error) && name_part (part, target, replaces, error))
    return TRUE;
  mirador_copy_drop (part);
  return FALSE;
}
