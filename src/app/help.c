/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/help.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include "app/help-page.h"
#include "model/error.h"

/* One wish for a page, until something shows it. */
typedef struct
{
  GWeakRef parent; /* GtkWindow, or nothing */
  char *page;
  char *path; /* (nullable): the HTML file */
} Wish;

/* Anybody on the session bus may ask for a page: it becomes part of a path and of a script. */
static gboolean
is_page (const char *page)
{
  return page != NULL && *page != '\0'
         && page[strspn (page, "abcdefghijklmnopqrstuvwxyz0123456789-")] == '\0';
}

static Wish *
wish_new (GtkWindow *parent, const char *page)
{
  Wish *wish = g_new0 (Wish, 1);

  g_weak_ref_init (&wish->parent, parent);
  wish->page = g_strdup (is_page (page) ? page : "index");
  return wish;
}

static void
wish_free (Wish *wish)
{
  g_weak_ref_clear (&wish->parent);
  g_free (wish->page);
  g_free (wish->path);
  g_free (wish);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wish, wish_free)

static void
say (GtkWindow *parent, const char *sentence)
{
  GtkWidget *dialog
    = adw_message_dialog_new (parent, _ ("The User Guide Could Not Be Opened"), sentence);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static gboolean
is_in_sandbox (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

/* (nullable) (transfer full) */
static GAppLaunchContext *
make_context (void)
{
  GdkDisplay *display = gdk_display_get_default ();

  return display != NULL ? G_APP_LAUNCH_CONTEXT (gdk_display_get_app_launch_context (display))
                         : NULL;
}

static gboolean
launch (GAppInfo *program, const char *uri)
{
  g_autoptr (GAppLaunchContext) context = make_context ();
  g_autoptr (GList) uris = g_list_prepend (NULL, (gpointer)uri);

  return g_app_info_launch_uris (program, uris, context, NULL);
}

static void
say_where (const Wish *wish)
{
  g_autoptr (GtkWindow) parent = g_weak_ref_get ((GWeakRef *)&wish->parent);
  g_autofree char *sentence = g_strdup_printf (
    /* Translators: %s is the path of a file */
    _ ("No program on this computer shows it. It is the file %s: open it with a web browser."),
    wish->path);

  say (parent, sentence);
}

static void
portal_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Wish) wish = user_data;

  if (!g_app_info_launch_default_for_uri_finish (result, NULL))
    say_where (wish);
}

/* A sandbox has no browser of its own: the portal asks the desktop for one. */
static void
show_in_browser (Wish *wish)
{
  g_autofree char *uri = g_filename_to_uri (wish->path, NULL, NULL);
  g_autoptr (GAppLaunchContext) context = NULL;
  g_autoptr (GAppInfo) browser = NULL;

  if (is_in_sandbox ())
    {
      context = make_context ();
      g_app_info_launch_default_for_uri_async (uri, context, NULL, portal_cb, wish);
      return;
    }
  browser = g_app_info_get_default_for_type ("text/html", TRUE);
  if (browser == NULL || !launch (browser, uri))
    say_where (wish);
  wish_free (wish);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Wish) wish = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GtkWindow) parent = NULL;
  g_autofree char *sentence = NULL;

  wish->path = mirador_help_write_html_finish (result, &error);
  if (wish->path != NULL)
    {
      show_in_browser (g_steal_pointer (&wish));
      return;
    }
  parent = g_weak_ref_get (&wish->parent);
  sentence = mirador_error_to_sentence (error);
  say (parent, sentence);
}

/*
 * (nullable): the program for help, if it is Yelp and can see what this program sees. Yelp on the
 * other side of a sandbox's wall finds no page; and others read no Mallard.
 */
static GAppInfo *
find_yelp (void)
{
  g_autoptr (GAppInfo) shown_by = NULL;
  g_autofree char *name = NULL;

  if (is_in_sandbox ())
    return NULL;
  shown_by = g_app_info_get_default_for_uri_scheme ("help");
  if (shown_by != NULL)
    name = g_path_get_basename (g_app_info_get_executable (shown_by));
  return g_strcmp0 (name, "yelp") == 0 ? g_steal_pointer (&shown_by) : NULL;
}

/*
 * By the file's path and not as help:mirador/PAGE: Yelp would take the page of the system's
 * language, and the program may speak another.
 */
static gboolean
show_in_yelp (const char *page)
{
  g_autofree char *path = mirador_help_find_page (page);
  g_autoptr (GAppInfo) yelp = path != NULL ? find_yelp () : NULL;
  g_autofree char *uri = NULL;

  if (yelp == NULL)
    return FALSE;
  uri = g_filename_to_uri (path, NULL, NULL);
  return launch (yelp, uri);
}

void
mirador_help_show (GtkWindow *parent, const char *page)
{
  g_autoptr (Wish) wish = wish_new (parent, page);

  if (!show_in_yelp (wish->page))
    {
      const char *shown = wish->page;

      mirador_help_write_html_async (shown, NULL, written_cb, g_steal_pointer (&wish));
    }
}

static void
help_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  mirador_help_show (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                     g_variant_get_string (parameter, NULL));
}

void
mirador_help_add_page (GtkWidgetClass *klass, const char *page)
{
  gtk_widget_class_install_action (klass, "help.show", "s", help_cb);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_F1, 0, "help.show", "s", page);
}
