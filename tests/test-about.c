/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/about.h"

#include <adwaita.h>
#include <string.h>

/* The window about the program says what the metainfo says. */

#define DOCUMENT                                                                                   \
  "<component><description><p>Not this</p></description>"                                          \
  "<url type=\"homepage\">https://a.example</url><url type=\"odd\">https://b.example</url>"        \
  "<url type=\"bugtracker\">https://c.example/?a=1&amp;b=2</url><releases>"                        \
  "<release version=\"2.0\"><description><p>New:</p><p xml:lang=\"de\">Neu:</p>"                   \
  "<p xml:lang=\"es\">Nuevo:</p><ul><li>Fish &amp; chips</li>"                                     \
  "<li xml:lang=\"es\">Pescado &amp; papas</li><li>Only so</li></ul></description></release>"      \
  "<release version=\"1.0\"><description><p>Old</p></description></release>"                       \
  "</releases></component>"

static void
test_languages (void)
{
  const struct
  {
    MiradorLanguage language;
    const char *notes;
  } cases[] = {
    { MIRADOR_LANGUAGE_EN, "<p>New:</p><ul><li>Fish &amp; chips</li><li>Only so</li></ul>" },
    { MIRADOR_LANGUAGE_ES, "<p>Nuevo:</p><ul><li>Pescado &amp; papas</li><li>Only so</li></ul>" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MiradorAbout) about = mirador_about_parse (DOCUMENT, -1, cases[i].language);

      g_assert_cmpstr (about->notes, ==, cases[i].notes);
      g_assert_cmpstr (about->version, ==, "2.0");
      g_assert_cmpstr (about->homepage, ==, "https://a.example");
      g_assert_cmpstr (about->bugtracker, ==, "https://c.example/?a=1&b=2");
      g_assert_null (about->help);
    }
}

static void
test_odd_documents (void)
{
  const char *const documents[] = { "", "<component>", "no XML", "<a><release/></a>" };

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autoptr (MiradorAbout) about = mirador_about_parse (documents[i], -1, MIRADOR_LANGUAGE_ES);

      g_assert_null (about->homepage);
      g_assert_true (about->notes == NULL || *about->notes == '\0');
    }
}

/* The newest release is that of this program, and says something. */
static void
test_window (void)
{
  g_autofree char *version = NULL, *notes = NULL, *notes_version = NULL, *website = NULL;
  g_autofree char *issues = NULL;
  GtkWindow *window;

  if (!gtk_init_check ())
    {
      g_test_skip ("there is no display");
      return;
    }
  adw_init ();
  window = mirador_about_window_new (NULL);
  g_object_get (window, "version", &version, "release-notes", &notes, "release-notes-version",
                &notes_version, "website", &website, "issue-url", &issues, NULL);
  g_assert_cmpstr (version, ==, notes_version);
  g_assert_nonnull (strstr (notes, "<li>"));
  g_assert_true (g_str_has_prefix (website, "https://"));
  g_assert_true (g_str_has_prefix (issues, website));
  gtk_window_destroy (window);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  mirador_language_init ("en", g_getenv ("MIRADOR_LOCALE_DIR"));
  g_test_add_func ("/about/languages", test_languages);
  g_test_add_func ("/about/odd-documents", test_odd_documents);
  g_test_add_func ("/about/window", test_window);
  return g_test_run ();
}
