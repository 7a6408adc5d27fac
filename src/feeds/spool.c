/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "model/error.h"
#include "model/error-phrase.h"

struct _MiradorSpool
{
  int fd;
  guint64 length;
  GChecksum *checksum;
};

typedef struct
{
  void *start;
  gsize length;
} Mapped;

static gboolean
fail (GError **error)
{
  g_autofree char *why = mirador_phrase_of_errno (errno);

  mirador_set_error (error, MIRADOR_ERROR_FAILED, why, NULL);
  return FALSE;
}

static void
unmap (gpointer user_data)
{
  Mapped *mapped = user_data;

  munmap (mapped->start, mapped->length);
  g_free (mapped);
}

MiradorSpool *
mirador_spool_new (void)
{
  MiradorSpool *spool = g_new0 (MiradorSpool, 1);

  /* Where this fails, the first write says so. */
  spool->fd = memfd_create ("mirador-body", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  spool->checksum = g_checksum_new (G_CHECKSUM_SHA256);
  return spool;
}

void
mirador_spool_free (MiradorSpool *spool)
{
  if (spool->fd >= 0)
    close (spool->fd);
  g_checksum_free (spool->checksum);
  g_free (spool);
}

gboolean
mirador_spool_write (MiradorSpool *spool, const guint8 *bytes, gsize length, GError **error)
{
  gsize done = 0;

  while (done < length)
    {
      gssize written = write (spool->fd, bytes + done, length - done);

      if (written < 0 && errno == EINTR)
        continue;
      if (written <= 0)
        return fail (error);
      done += written;
    }
  g_checksum_update (spool->checksum, bytes, length);
  spool->length += length;
  return TRUE;
}

guint64
mirador_spool_get_length (const MiradorSpool *spool)
{
  return spool->length;
}

char *
mirador_spool_get_sha256 (const MiradorSpool *spool)
{
  g_autoptr (GChecksum) checksum = g_checksum_copy (spool->checksum);

  return g_strdup (g_checksum_get_string (checksum));
}

GBytes *
mirador_spool_finish (MiradorSpool *spool, GError **error)
{
  Mapped *mapped;
  void *start;

  if (spool->length == 0)
    return g_bytes_new (NULL, 0);
  /* Sealed, so that no one can cut the file below the mapping while a decoder reads it. */
  if (fcntl (spool->fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL) < 0)
    {
      fail (error);
      return NULL;
    }
  start = mmap (NULL, spool->length, PROT_READ, MAP_PRIVATE, spool->fd, 0);
  if (start == MAP_FAILED)
    {
      fail (error);
      return NULL;
    }
  mapped = g_new (Mapped, 1);
  *mapped = (Mapped){ start, spool->length };
  return g_bytes_new_with_free_func (start, spool->length, unmap, mapped);
}
