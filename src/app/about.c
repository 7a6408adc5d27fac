/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/about.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include "app/application-private.h"
#include "mirador-about.h"

#define METAINFO "/pe/org/sociosensalud/Mirador/about/metainfo.xml"

/* Of a paragraph or a point of a list: whether it is kept, and instead of what is before it. */
typedef enum
{
  TAKE_NOT,
  TAKE,
  TAKE_INSTEAD,
} Take;

typedef struct
{
  MiradorAbout *about;
  const char *language;
  GPtrArray *notes; /* marked texts, a translation in the place of its original */
  GString *text;    /* of the element at hand */
  Take take;
  guint n_releases;
  gboolean in_notes;
  char **address; /* (nullable): where the URL at hand goes */
} Reading;

static gboolean
is_note (const char *element)
{
  return g_str_equal (element, "p") || g_str_equal (element, "li");
}

static const char *
find_attribute (const char **names, const char **values, const char *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return values[i];
  return NULL;
}

static char **
find_address (MiradorAbout *about, const char *type)
{
  if (g_strcmp0 (type, "homepage") == 0)
    return &about->homepage;
  if (g_strcmp0 (type, "bugtracker") == 0)
    return &about->bugtracker;
  return g_strcmp0 (type, "help") == 0 ? &about->help : NULL;
}

static void
start_release (Reading *reading, const char *version)
{
  reading->n_releases++;
  if (reading->n_releases == 1)
    reading->about->version = g_strdup (version);
}

static void
start_note (Reading *reading, const char *language)
{
  if (language == NULL)
    reading->take = TAKE;
  else
    reading->take = g_str_equal (language, reading->language) ? TAKE_INSTEAD : TAKE_NOT;
}

static void
start_cb (GMarkupParseContext *context,
          const char *element,
          const char **names,
          const char **values,
          gpointer user_data,
          GError **error)
{
  Reading *reading = user_data;

  g_string_truncate (reading->text, 0);
  if (g_str_equal (element, "release"))
    start_release (reading, find_attribute (names, values, "version"));
  else if (g_str_equal (element, "description"))
    reading->in_notes = reading->n_releases == 1;
  else if (g_str_equal (element, "url"))
    reading->address = find_address (reading->about, find_attribute (names, values, "type"));
  else if (reading->in_notes && is_note (element))
    start_note (reading, find_attribute (names, values, "xml:lang"));
  else if (reading->in_notes && g_str_equal (element, "ul"))
    g_ptr_array_add (reading->notes, g_strdup ("<ul>"));
}

static void
take_note (Reading *reading, const char *element)
{
  char *note = g_markup_printf_escaped ("<%s>%s</%s>", element, reading->text->str, element);

  if (reading->take == TAKE_INSTEAD && reading->notes->len > 0)
    g_ptr_array_remove_index (reading->notes, reading->notes->len - 1);
  g_ptr_array_add (reading->notes, note);
}

static void
end_cb (GMarkupParseContext *context, const char *element, gpointer user_data, GError **error)
{
  Reading *reading = user_data;

  if (g_str_equal (element, "description"))
    reading->in_notes = FALSE;
  else if (reading->in_notes && is_note (element) && reading->take != TAKE_NOT)
    take_note (reading, element);
  else if (reading->in_notes && g_str_equal (element, "ul"))
    g_ptr_array_add (reading->notes, g_strdup ("</ul>"));
  else if (g_str_equal (element, "url") && reading->address != NULL && *reading->address == NULL)
    *reading->address = g_strdup (reading->text->str);
}

static void
text_cb (GMarkupParseContext *context,
         const char *text,
         gsize length,
         gpointer user_data,
         GError **error)
{
  g_string_append_len (((Reading *)user_data)->text, text, (gssize)length);
}

static char *
join_notes (GPtrArray *notes)
{
  g_ptr_array_add (notes, NULL);
  return g_strjoinv ("", (char **)notes->pdata);
}

MiradorAbout *
mirador_about_parse (const char *metainfo, gssize length, MiradorLanguage language)
{
  static const GMarkupParser parser = { start_cb, end_cb, text_cb, NULL, NULL };
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) text = g_string_new (NULL);
  MiradorAbout *about = g_new0 (MiradorAbout, 1);
  Reading reading = {
    .about = about,
    .language = language == MIRADOR_LANGUAGE_ES ? "es" : "en",
    .notes = notes,
    .text = text,
  };
  g_autoptr (GMarkupParseContext) context
    = g_markup_parse_context_new (&parser, G_MARKUP_DEFAULT_FLAGS, &reading, NULL);

  if (g_markup_parse_context_parse (context, metainfo, length, NULL))
    about->notes = join_notes (notes);
  return about;
}

void
mirador_about_free (MiradorAbout *about)
{
  g_free (about->version);
  g_free (about->notes);
  g_free (about->homepage);
  g_free (about->bugtracker);
  g_free (about->help);
  g_free (about);
}

MiradorAbout *
mirador_about_read (void)
{
  g_autoptr (GBytes) bytes = NULL;
  gsize length = 0;

  g_resources_register (mirador_about_get_resource ());
  bytes = g_resources_lookup_data (METAINFO, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  const char *text = bytes != NULL ? g_bytes_get_data (bytes, &length) : "";

  return mirador_about_parse (text, (gssize)length, mirador_language_get ());
}

static void
set_address (GtkWindow *window, const char *property, const char *address)
{
  if (address != NULL)
    g_object_set (window, property, address, NULL);
}

GtkWindow *
mirador_about_window_new (GtkWindow *parent)
{
  g_autoptr (MiradorAbout) about = mirador_about_read ();
  GtkWindow *window = g_object_new (
    ADW_TYPE_ABOUT_WINDOW, "transient-for", parent, "modal", parent != NULL, "application-name",
    "Mirador", "application-icon", MIRADOR_APPLICATION_ID, "version", PACKAGE_VERSION,
    "developer-name", "Socios En Salud", "copyright", "© 2026 Socios En Salud", "license-type",
    GTK_LICENSE_GPL_3_0, "comments", _ ("Watch and present the indicators of health programs"),
    /* Translators: your name, one a line */
    "translator-credits", _ ("translator-credits"), NULL);

  set_address (window, "website", about->homepage);
  set_address (window, "issue-url", about->bugtracker);
  set_address (window, "support-url", about->help);
  if (about->notes != NULL && g_strcmp0 (about->version, PACKAGE_VERSION) == 0)
    g_object_set (window, "release-notes-version", about->version, "release-notes", about->notes,
                  NULL);
  return window;
}
