/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <archive.h>
#include <archive_entry.h>
#include <glib/gi18n-lib.h>

#include "feeds/xlsx.h"
#include "model/error-phrase.h"

struct _MiradorXlsxPart
{
  const MiradorXlsxPackage *package;
  const char *name;
  struct archive *archive;
  guint64 size;
  guint64 max_size;
  GError *error;
};

static void
fail (MiradorXlsxPart *part, const char *why)
{
  if (part->error == NULL)
    mirador_set_error (&part->error, MIRADOR_ERROR_SYNTAX, part->package->source, part->name, why,
                       NULL);
}

static void
fail_damaged (MiradorXlsxPart *part)
{
  fail (part, N_ ("the file is damaged; get it again"));
}

static void
fail_size (MiradorXlsxPart *part)
{
  g_autofree char *limit = g_strdup_printf ("%" G_GUINT64_FORMAT, part->max_size >> 20);
  /* Translators: %1$s is a number of megabytes. */
  g_autofree char *why = mirador_phrase (N_ ("unpacked it has more than %1$s MB"), limit, NULL);

  fail (part, why);
}

static gboolean
open_archive (MiradorXlsxPart *part)
{
  gsize length;
  const void *bytes = g_bytes_get_data (part->package->bytes, &length);

  part->archive = archive_read_new ();
  return part->archive != NULL && archive_read_support_format_zip (part->archive) == ARCHIVE_OK
         && archive_read_open_memory (part->archive, bytes, length) == ARCHIVE_OK;
}

static gboolean
is_named (struct archive_entry *entry, const char *name)
{
  const char *path = archive_entry_pathname (entry);

  if (path == NULL)
    return FALSE;
  return g_ascii_strcasecmp (*path == '/' ? path + 1 : path, name) == 0;
}

/* TRUE where the archive stands at the part; an error is set where it cannot be read. */
static gboolean
find_entry (MiradorXlsxPart *part)
{
  struct archive_entry *entry;
  int outcome;

  while ((outcome = archive_read_next_header (part->archive, &entry)) == ARCHIVE_OK
         || outcome == ARCHIVE_WARN)
    {
      if (!is_named (entry, part->name))
        continue;
      if (archive_entry_is_encrypted (entry))
        fail (part, N_ ("it is protected with a password; save a copy without one"));
      return part->error == NULL;
    }
  if (outcome != ARCHIVE_EOF)
    fail_damaged (part);
  return FALSE;
}

MiradorXlsxPart *
mirador_xlsx_part_open (const MiradorXlsxPackage *package,
                        const char *name,
                        guint64 max_size,
                        GError **error)
{
  MiradorXlsxPart *part = g_new0 (MiradorXlsxPart, 1);

  part->package = package;
  part->name = name;
  part->max_size = max_size;
  if (!open_archive (part))
    fail_damaged (part);
  else if (find_entry (part))
    return part;
  if (part->error != NULL)
    g_propagate_error (error, g_steal_pointer (&part->error));
  mirador_xlsx_part_free (part);
  return NULL;
}

/* A bomb gives itself away by what comes out of it, whatever its directory promises. */
static gboolean
check_size (MiradorXlsxPart *part)
{
  guint64 ratio_limit = g_bytes_get_size (part->package->bytes) * MIRADOR_XLSX_MAX_RATIO;

  if (part->size > part->max_size)
    fail_size (part);
  else if (part->size > MAX (ratio_limit, part->package->free_size))
    fail (part, N_ ("it swells to hundreds of times its size, which no table does"));
  return part->error == NULL;
}

int
mirador_xlsx_part_read (MiradorXlsxPart *part, char *buffer, int length)
{
  la_ssize_t n
    = part->error == NULL ? archive_read_data (part->archive, buffer, (size_t)length) : -1;

  if (n < 0)
    {
      fail_damaged (part);
      return -1;
    }
  part->size += (guint64)n;
  return check_size (part) ? (int)n : -1;
}

GError *
mirador_xlsx_part_steal_error (MiradorXlsxPart *part)
{
  return g_steal_pointer (&part->error);
}

void
mirador_xlsx_part_free (MiradorXlsxPart *part)
{
  g_clear_pointer (&part->archive, archive_read_free);
  g_clear_error (&part->error);
  g_free (part);
}
