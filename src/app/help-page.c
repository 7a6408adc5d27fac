/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/help-page.h"

#include <string.h>

#include "model/error.h"
#include "model/language.h"

#define PICTURE "<img src=\"figures/"
#define HEAD "<head>"

/* Where the guide may lie: a folder of pages, a folder a language, and one of HTML guides. */
typedef struct
{
  char *pages;
  char *guides;
} Shelf;

static void
shelf_free (Shelf *shelf)
{
  g_free (shelf->pages);
  g_free (shelf->guides);
  g_free (shelf);
}

static void
add_shelf (GPtrArray *shelves, const char *pages_base, const char *pages, const char *guides)
{
  Shelf *shelf = g_new (Shelf, 1);

  shelf->pages = g_build_filename (pages_base, pages, NULL);
  shelf->guides = g_build_filename (pages_base, guides, NULL);
  g_ptr_array_add (shelves, shelf);
}

static GPtrArray *
list_shelves (void)
{
  const char *const *system = g_get_system_data_dirs ();
  const char *override = g_getenv ("MIRADOR_HELP_DIR");
  GPtrArray *shelves = g_ptr_array_new_with_free_func ((GDestroyNotify)shelf_free);

  /* Who names a folder means that one, whatever is installed besides. */
  if (override != NULL && *override != '\0')
    {
      add_shelf (shelves, override, ".", ".");
      return shelves;
    }
  add_shelf (shelves, MIRADOR_DATA_DIR, "help", "mirador");
  for (gsize i = 0; system[i] != NULL; i++)
    add_shelf (shelves, system[i], "help", "mirador");
  return shelves;
}

static gboolean
is_spanish (void)
{
  return mirador_language_get () == MIRADOR_LANGUAGE_ES;
}

/* (nullable): a folder or a file of the guide that is there; @of_guide: among the HTML guides. */
static char *
find (gboolean of_guide, const char *name)
{
  g_autoptr (GPtrArray) shelves = list_shelves ();

  for (guint i = 0; i < shelves->len; i++)
    {
      const Shelf *shelf = shelves->pdata[i];
      g_autofree char *path = of_guide ? g_build_filename (shelf->guides, name, NULL)
                                       : g_build_filename (shelf->pages, is_spanish () ? "es" : "C",
                                                           "mirador", name, NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        return g_canonicalize_filename (path, NULL);
    }
  return NULL;
}

char *
mirador_help_find_page (const char *page)
{
  g_autofree char *name = g_strconcat (page, ".page", NULL);

  return find (FALSE, name);
}

static const char *
guide_name (void)
{
  return is_spanish () ? "guide-es.html" : "guide-en.html";
}

static void
append_picture (GString *html, const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *bytes = NULL;
  gsize length = 0;

  /* Without it its words stay. */
  if (strstr (name, "..") != NULL || !g_file_get_contents (path, &bytes, &length, NULL))
    return;

  g_autofree char *text = g_base64_encode ((const guchar *)bytes, length);

  g_string_append_printf (html, "data:image/%s;base64,%s",
                          g_str_has_suffix (name, ".svg") ? "svg+xml" : "png", text);
}

/*
 * A browser outside the sandbox is given this one file and no folder beside it, so the pictures go
 * into it; and the portal passes no anchor on, so the file itself leads to the page.
 */
static char *
compose (const char *guide, const char *folder, const char *page)
{
  GString *html = g_string_sized_new (1 << 20);
  const char *head = strstr (guide, HEAD);
  const char *rest = guide;
  const char *picture;

  if (head != NULL)
    {
      rest = head + strlen (HEAD);
      g_string_append_len (html, guide, rest - guide);
      g_string_append_printf (html, "<script>location.replace ('#%s');</script>", page);
    }
  while (folder != NULL && (picture = strstr (rest, PICTURE)) != NULL)
    {
      const char *name = picture + strlen ("<img src=\"");
      g_autofree char *path = g_strndup (name, strcspn (name, "\""));

      g_string_append_len (html, rest, name - rest);
      append_picture (html, folder, path);
      rest = name + strlen (path);
    }
  g_string_append (html, rest);
  return g_string_free (html, FALSE);
}

static char *
write_html (const char *page, GError **error)
{
  g_autofree char *guide_path = find (TRUE, guide_name ());
  g_autofree char *index = mirador_help_find_page ("index");
  g_autofree char *figures = index != NULL ? g_path_get_dirname (index) : NULL;
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "mirador", NULL);
  g_autofree char *path = g_build_filename (folder, guide_name (), NULL);
  g_autofree char *guide = NULL;
  g_autofree char *html = NULL;
  g_autoptr (GError) failure = NULL;

  if (guide_path == NULL || !g_file_get_contents (guide_path, &guide, NULL, &failure))
    {
      mirador_set_error (error, MIRADOR_ERROR_FILE_NOT_FOUND,
                         guide_path != NULL ? guide_path : guide_name (), NULL);
      return NULL;
    }
  html = compose (guide, figures, page);
  g_mkdir_with_parents (folder, 0700);
  if (g_file_set_contents (path, html, -1, &failure))
    return g_steal_pointer (&path);
  /* A home that cannot be written to: the guide where it lies, pictures or not. */
  return g_steal_pointer (&guide_path);
}

static void
write_html_in_thread (GTask *task, gpointer source, gpointer page, GCancellable *cancellable)
{
  GError *error = NULL;
  char *path = write_html (page, &error);

  if (path != NULL)
    g_task_return_pointer (task, path, g_free);
  else
    g_task_return_error (task, error);
}

void
mirador_help_write_html_async (const char *page,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, mirador_help_write_html_async);
  g_task_set_task_data (task, g_strdup (page), g_free);
  g_task_run_in_thread (task, write_html_in_thread);
}

char *
mirador_help_write_html_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
