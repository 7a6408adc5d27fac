/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/opening.h"

#include "app/import-dialog.h"

struct _MiradorOpening
{
  GObject parent_instance;

  GQueue files;                /* GFile, that is shown first; it leaves when its preview closes */
  MiradorImportDialog *dialog; /* (nullable) (weak) the preview of the first */
  MiradorWindow *window;       /* (nullable) (weak) */
};

G_DEFINE_FINAL_TYPE (MiradorOpening, mirador_opening, G_TYPE_OBJECT)

static void
closed_cb (MiradorOpening *self)
{
  g_autoptr (GFile) shown = g_queue_pop_head (&self->files);

  g_clear_weak_pointer (&self->dialog);
  /* With the window everything that waited is gone. */
  if (self->window == NULL || gtk_widget_in_destruction (GTK_WIDGET (self->window)))
    g_queue_clear_full (&self->files, g_object_unref);
  else
    mirador_opening_show (self, self->window);
}

static void
mirador_opening_dispose (GObject *object)
{
  MiradorOpening *self = MIRADOR_OPENING (object);

  g_clear_weak_pointer (&self->dialog);
  g_clear_weak_pointer (&self->window);
  g_queue_clear_full (&self->files, g_object_unref);
  G_OBJECT_CLASS (mirador_opening_parent_class)->dispose (object);
}

static void
mirador_opening_class_init (MiradorOpeningClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mirador_opening_dispose;
}

static void
mirador_opening_init (MiradorOpening *self)
{
  g_queue_init (&self->files);
}

MiradorOpening *
mirador_opening_new (void)
{
  return g_object_new (MIRADOR_TYPE_OPENING, NULL);
}

static int
compare_files (gconstpointer a, gconstpointer b)
{
  return g_file_equal ((GFile *)a, (GFile *)b) ? 0 : 1;
}

void
mirador_opening_add (MiradorOpening *self, GFile *file)
{
  if (g_queue_find_custom (&self->files, file, compare_files) == NULL)
    g_queue_push_tail (&self->files, g_object_ref (file));
}

void
mirador_opening_show (MiradorOpening *self, MiradorWindow *window)
{
  GFile *first = g_queue_peek_head (&self->files);

  g_set_weak_pointer (&self->window, window);
  if (first == NULL)
    return;
  if (self->dialog == NULL)
    {
      g_set_weak_pointer (
        &self->dialog,
        mirador_import_dialog_new (GTK_WINDOW (window), mirador_window_get_session (window)));
      g_signal_connect_object (self->dialog, "destroy", G_CALLBACK (closed_cb), self,
                               G_CONNECT_SWAPPED);
      mirador_import_dialog_set_document (self->dialog, first);
    }
  gtk_window_present (GTK_WINDOW (self->dialog));
}
