/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/copy.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include "model/error-phrase.h"
#include "model/error.h"
#include "store/database.h"

static gboolean
copy_into (MiradorDatabase *database, MiradorDatabase *copy, GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (copy->sqlite, "main", database->sqlite, "main");

  if (backup != NULL)
    {
      sqlite3_backup_step (backup, -1);
      if (sqlite3_backup_finish (backup) == SQLITE_OK)
        return TRUE;
    }
  mirador_database_set_error (copy, error);
  return FALSE;
}

gboolean
mirador_copy_write (MiradorDatabase *database, const char *part, GError **error)
{
  g_autoptr (MiradorDatabase) copy = mirador_database_open (part, FALSE, error);

  return copy != NULL && copy_into (database, copy, error);
}

/* A connection of its own: SQLite does not copy from one that is writing. */
static gboolean
write_copy (const char *path, const char *part, GError **error)
{
  g_autoptr (MiradorDatabase) database = mirador_database_open (path, TRUE, error);

  return database != NULL && mirador_copy_write (database, part, error);
}

void
mirador_copy_drop (const char *part)
{
  const char *const endings[] = { "", "-journal", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (part, endings[i], NULL);

      g_unlink (name);
    }
}

int
mirador_copy_move (const char *from, const char *to)
{
  if (renameat2 (AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
    return 0;
  /* Not every file system can look and move in one. */
  if (errno != EINVAL && errno != ENOSYS)
    return errno;
  if (g_file_test (to, G_FILE_TEST_EXISTS))
    return EEXIST;
  return g_rename (from, to) == 0 ? 0 : errno;
}

static gboolean
name_part (const char *part, const char *path, gint64 version, GError **error)
{
  g_autofree char *first = g_strdup_printf ("%s.version-%" G_GINT64_FORMAT, path, version);
  g_autofree char *name = g_strdup (first);
  g_autofree char *why = NULL;
  int number = EEXIST;

  for (int i = 2; (number = mirador_copy_move (part, name)) == EEXIST; i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s-%d", first, i);
    }
  if (number == 0)
    return TRUE;
  why = mirador_phrase_of_errno (number);
  mirador_set_error (error, MIRADOR_ERROR_FILE_UNWRITABLE, name, why, NULL);
  return FALSE;
}

gboolean
mirador_copy_keep (const char *path, gint64 version, GError **error)
{
  g_autofree char *part = g_strdup_printf ("%s.version-%" G_GINT64_FORMAT ".part", path, version);

  /* What a program that was stopped left behind. */
  mirador_copy_drop (part);
  if (write_copy (path, part, error) && name_part (part, path, version, error))
    return TRUE;
  mirador_copy_drop (part);
  return FALSE;
}
