/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/set-aside.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>
#include "model/error-phrase.h"
#include "model/error.h"
#include "model/period.h"
#include "store/copy.h"
#include "store/salvage.h"
#include "store/schema.h"

#define ENDING ".db"
#define BEGINNING ".new"
#define MARK "-damaged"

/* Where SQLite locks a file, https://www.sqlite.org/fileformat2.html#the_lock_byte_page: the
 * reserved and shared bytes, which every open connection to a file with a log holds. */
#define LOCKS_FIRST 0x40000000
#define LOCKS_LENGTH 512

/* The log first: a store that is begun in the old one's place must not find it there. */
static const char *const endings[] = { "-wal", "-shm", "" };

static void
set_store_error (const char *path, int number, GError **error)
{
  g_autofree char *why = mirador_phrase_of_errno (number);

  if (number == ENOSPC)
    mirador_set_error (error, MIRADOR_ERROR_DISK_FULL, path, NULL);
  else
    mirador_set_error (error, MIRADOR_ERROR_STORE, path, why, NULL);
}

/* The folder itself is locked: no further file is left behind. Closing it gives the lock back. */
static int
lock_folder (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int lock = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (lock >= 0 && flock (lock, LOCK_EX) == 0)
    return lock;
  set_store_error (path, errno, error);
  if (lock >= 0)
    close (lock);
  return -1;
}

/* Keeps others from it until the file is closed. */
static int
lock_file (const char *path, GError **error)
{
  struct flock lock
    = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = LOCKS_FIRST, .l_len = LOCKS_LENGTH };
  int file = open (path, O_RDWR | O_CLOEXEC);

  if (file >= 0 && fcntl (file, F_OFD_SETLK, &lock) == 0)
    return file;
  if (file >= 0 && (errno == EAGAIN || errno == EACCES))
    mirador_set_error (error, MIRADOR_ERROR_STORE, path,
                       N_ ("it is damaged, and another program is using it; end that one first"),
                       NULL);
  else
    set_store_error (path, errno, error);
  if (file >= 0)
    close (file);
  return -1;
}

/* How the file fares by itself; its own words are English and for nobody. */
static gboolean
is_whole (MiradorDatabase *database, GError **error)
{
  g_autoptr (MiradorStatement) statement
    = mirador_database_prepare (database, error, "PRAGMA integrity_check (1)", "");
  int row = statement != NULL ? mirador_database_next (database, statement, error) : -1;

  return row == 1 && g_strcmp0 ((const char *)sqlite3_column_text (statement, 0), "ok") == 0;
}

/* FALSE with an error where that is not known: a locked file is not damaged. */
static gboolean
is_damaged (const char *path, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (MiradorDatabase) database = NULL;
  guint n_steps;

  mirador_schema_steps (&n_steps);
  if (!g_file_test (path, G_FILE_TEST_EXISTS) || !mirador_schema_check (path, n_steps, error))
    return FALSE;
  database = mirador_database_open (path, FALSE, &failure);
  if (database != NULL)
    {
      mirador_database_set_folds (database, FALSE);
      if (is_whole (database, &failure))
        return FALSE;
    }
  if (failure == NULL || g_error_matches (failure, MIRADOR_ERROR, MIRADOR_ERROR_STORE_CORRUPT))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static char *
get_stem (const char *path)
{
  return g_str_has_suffix (path, ENDING) ? g_strndup (path, strlen (path) - strlen (ENDING))
                                         : g_strdup (path);
}

static gboolean
is_free (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *file = g_strconcat (name, endings[i], NULL);

      if (g_file_test (file, G_FILE_TEST_EXISTS))
        return FALSE;
    }
  return TRUE;
}

static char *
choose_name (const char *path)
{
  g_autofree char *stem = get_stem (path);
  int year, month, day;
  char *name;

  mirador_day_get_date (mirador_day_today (), &year, &month, &day);
  name = g_strdup_printf ("%s-%04d-%02d-%02d" MARK ENDING, stem, year, month, day);
  for (int i = 2; !is_free (name); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s-%04d-%02d-%02d" MARK "-%d" ENDING, stem, year, month, day, i);
    }
  return name;
}

static void
remove_new (const char *new)
{
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *file = g_strconcat (new, endings[i], NULL);

      g_unlink (file);
    }
}

static gboolean
make_new (const char *new, const MiradorSalvage *salvage, const char *kept, GError **error)
{
  g_autofree char *shown = g_path_get_basename (kept);
  g_autoptr (MiradorDatabase) database = mirador_database_open (new, FALSE, error);
  guint n_steps;
  const MiradorSchemaStep *steps = mirador_schema_steps (&n_steps);

  return database != NULL && mirador_schema_upgrade (database, steps, n_steps, error)
         && mirador_salvage_write (salvage, database, shown, error);
}

/* Without its log it would be another store, and perhaps a sound one of some days ago. */
static void
move_back (const char *path, const char *kept, guint n)
{
  while (n-- > 0)
    {
      g_autofree char *from = g_strconcat (kept, endings[n], NULL);
      g_autofree char *to = g_strconcat (path, endings[n], NULL);

      mirador_copy_move (from, to);
    }
}

static gboolean
move_all (const char *path, const char *kept, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *from = g_strconcat (path, endings[i], NULL);
      g_autofree char *to = g_strconcat (kept, endings[i], NULL);
      int number = mirador_copy_move (from, to);

      if (number != 0 && (number != ENOENT || *endings[i] == '\0'))
        {
          move_back (path, kept, i);
          set_store_error (path, number, error);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
exchange (const char *path, const char *new, const char *kept, GError **error)
{
  int number;

  if (!move_all (path, kept, error))
    return FALSE;
  number = mirador_copy_move (new, path);
  /* EEXIST: another program has begun one by itself in between, an empty one. */
  if (number == 0 || number == EEXIST)
    return TRUE;
  move_back (path, kept, G_N_ELEMENTS (endings));
  set_store_error (path, number, error);
  return FALSE;
}

static char *
replace (const char *path, GError **error)
{
  g_autofree char *kept = choose_name (path);
  g_autofree char *new = g_strconcat (path, BEGINNING, NULL);
  g_autoptr (MiradorSalvage) salvage = mirador_salvage_read (path);
  int file = lock_file (path, error);
  gboolean is_done;

  if (file < 0)
    return NULL;
  remove_new (new);
  is_done = make_new (new, salvage, kept, error) && exchange (path, new, kept, error);
  remove_new (new);
  close (file);
  return is_done ? g_steal_pointer (&kept) : NULL;
}

char *
mirador_set_aside (const char *path, GError **error)
{
  int lock = lock_folder (path, error);
  char *kept;

  if (lock < 0)
    return NULL;
  kept = is_damaged (path, error) ? replace (path, error) : NULL;
  close (lock);
  return kept;
}

/* By their dates, and of one day by their numbers: 10 is longer than 9, and 2 than none. */
static gboolean
is_newer (const char *file, const char *than)
{
  gsize known = than != NULL ? strlen (than) : 0, length = strlen (file);
  const char *end = than != NULL ? strstr (than, MARK) : NULL;
  int order = end != NULL ? strncmp (file, than, (gsize)(end - than)) : 1;

  if (order != 0)
    return order > 0;
  return length != known ? length > known : strcmp (file, than) > 0;
}

char *
mirador_set_aside_find (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *stem = get_stem (path);
  g_autofree char *name = g_path_get_basename (stem);
  g_autofree char *pattern = g_strdup_printf ("%s-*" MARK "*" ENDING, name);
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  g_autofree char *newest = NULL;
  const char *file;

  while (files != NULL && (file = g_dir_read_name (files)) != NULL)
    if (g_pattern_match_simple (pattern, file) && is_newer (file, newest))
      {
        g_free (newest);
        newest = g_strdup (file);
      }
  return newest != NULL ? g_build_filename (folder, newest, NULL) : NULL;
}
