/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "model/language.h"

/*
 * A message catalogue with one message, as msgfmt writes it, so that the test does not depend on
 * what has been translated: seven words of header, the tables of originals and translations (length
 * and offset), the texts.
 */
#define ORIGINAL "Refresh"
#define TRANSLATION "Actualizar"
#define META "Content-Type: text/plain; charset=UTF-8\n"

static void
write_catalogue (const char *path)
{
  static const char texts[] = "\0" ORIGINAL "\0" META "\0" TRANSLATION;
  const guint32 start = 15 * 4, original = start + 1, meta = original + sizeof ORIGINAL;
  const guint32 header[15] = {
    0x950412de,
    0,
    2,
    7 * 4,
    11 * 4,
    0,
    0,
    0,
    start,
    strlen (ORIGINAL),
    original,
    strlen (META),
    meta,
    strlen (TRANSLATION),
    meta + sizeof META,
  };
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const guint8 *)header, sizeof header);
  g_byte_array_append (bytes, (const guint8 *)texts, sizeof texts);
  g_assert_true (g_file_set_contents (path, (const char *)bytes->data, (gssize)bytes->len, NULL));
}

static char *
make_locale_dir (void)
{
  g_autofree char *root = g_dir_make_tmp ("mirador-language-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (root, "es", "LC_MESSAGES", NULL);
  g_autofree char *path = g_build_filename (folder, "mirador.mo", NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  write_catalogue (path);
  return g_steal_pointer (&root);
}

static void
remove_locale_dir (const char *root)
{
  static const char *const parts[] = { "es/LC_MESSAGES/mirador.mo", "es/LC_MESSAGES", "es", "" };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *path = g_build_filename (root, parts[i], NULL);

      g_remove (path);
    }
}

static void
set_locale_variables (const char *lang, const char *language)
{
  g_unsetenv ("LC_ALL");
  g_unsetenv ("LC_MESSAGES");
  g_unsetenv ("LANGUAGE");
  g_setenv ("LANG", lang, TRUE);
  if (language != NULL)
    g_setenv ("LANGUAGE", language, TRUE);
}

/* Runs in a process of its own: what was asked for, then what the system says. */
static void
test_translation_child (void)
{
  const char *requested = g_getenv ("TEST_REQUESTED");

  mirador_language_init (requested, "/nowhere");
  printf ("%s %s", mirador_language_get () == MIRADOR_LANGUAGE_ES ? "es" : "en", _ (ORIGINAL));
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  printf (" %s", _ (ORIGINAL));
  mirador_language_set (MIRADOR_LANGUAGE_ES);
  printf (" %s", _ (ORIGINAL));
  /* Plural forms are looked up in the default domain; a one-form message does for both. */
  printf (" %s %.1f\n", ngettext (ORIGINAL, "Refreshes", 1), 0.5);
}

static void
test_translation (void)
{
  static const struct
  {
    const char *lang, *language, *requested, *expected;
  } cases[] = {
    { "C", NULL, "es", "es Actualizar" },
    { "POSIX", NULL, "es", "es Actualizar" },
    { "C.UTF-8", NULL, "es", "es Actualizar" },
    { "en_US.UTF-8", "en", "es", "es Actualizar" },
    { "de_DE.UTF-8", NULL, "es", "es Actualizar" },
    { "C", NULL, "en", "en Refresh" },
    { "es_PE.UTF-8", "es_PE:es", "en", "en Refresh" },
    { "C", NULL, NULL, "es Actualizar" },
    { "en_US.UTF-8", NULL, NULL, "en Refresh" },
    { "es_PE.UTF-8", NULL, NULL, "es Actualizar" },
    { "fr_FR.UTF-8", "fr:en", NULL, "en Refresh" },
    { "fr_FR.UTF-8", NULL, NULL, "es Actualizar" },
    { "C", NULL, "qu", "es Actualizar" },
  };
  g_autofree char *locale_dir = make_locale_dir ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *pattern
        = g_strdup_printf ("*%s Refresh Actualizar Actualizar 0.5*", cases[i].expected);

      g_test_message ("%s %s", cases[i].lang, cases[i].requested);
      set_locale_variables (cases[i].lang, cases[i].language);
      g_setenv ("MIRADOR_LOCALE_DIR", locale_dir, TRUE);
      g_unsetenv ("TEST_REQUESTED");
      if (cases[i].requested != NULL)
        g_setenv ("TEST_REQUESTED", cases[i].requested, TRUE);
      g_test_trap_subprocess ("/language/translation/subprocess", 0, 0);
      g_test_trap_assert_passed ();
      g_test_trap_assert_stdout (pattern);
    }
  remove_locale_dir (locale_dir);
}

static void
test_from_text (void)
{
  static const struct
  {
    const char *text;
    int language; /* -1: none */
  } cases[] = {
    { "es", MIRADOR_LANGUAGE_ES },
    { "ES", MIRADOR_LANGUAGE_ES },
    { "es_PE.UTF-8", MIRADOR_LANGUAGE_ES },
    { "es-PE", MIRADOR_LANGUAGE_ES },
    { "en", MIRADOR_LANGUAGE_EN },
    { "en_US", MIRADOR_LANGUAGE_EN },
    { "en@quot", MIRADOR_LANGUAGE_EN },
    { "C", -1 },
    { "", -1 },
    { NULL, -1 },
    { "est", -1 },
    { "español", -1 },
    { "fr", -1 },
    { "e", -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MiradorLanguage language = MIRADOR_LANGUAGE_EN;
      gboolean known = mirador_language_from_text (cases[i].text, &language);

      g_assert_cmpint (known ? (int)language : -1, ==, cases[i].language);
    }
}

static void
test_fold (void)
{
  static const struct
  {
    const char *text, *folded;
  } cases[] = {
    { "Áncash", "ancash" },
    { "ÁNCASH", "ancash" },
    { "A\u0301ncash", "ancash" },
    { "Ñaña", "nana" },
    { "  San   Juan\tde  Lurigancho \n", "san juan de lurigancho" },
    { "Lima\u00a0Metropolitana", "lima metropolitana" },
    { "Güeppí", "gueppi" },
    { "Straße", "strasse" },
    { "", "" },
    { " ", "" },
    { "14-01", "14-01" },
    { NULL, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folded = mirador_text_fold (cases[i].text);

      g_assert_cmpstr (folded, ==, cases[i].folded);
    }
}

static void
test_fold_invalid (void)
{
  g_autofree char *folded = mirador_text_fold ("Jun\xedn");

  g_assert_true (g_utf8_validate (folded, -1, NULL));
  g_assert_true (g_str_has_prefix (folded, "jun"));
}

static void
test_text (void)
{
  MiradorText both = { (char *)"Tamizaje", (char *)"Screening" };
  MiradorText spanish = { (char *)"Tamizaje", NULL };
  MiradorText english = { (char *)"", (char *)"Screening" };
  MiradorText neither = { NULL, NULL };
  MiradorText copy;

  mirador_language_set (MIRADOR_LANGUAGE_ES);
  g_assert_cmpstr (mirador_text_get (&both), ==, "Tamizaje");
  g_assert_cmpstr (mirador_text_get (&english), ==, "Screening");
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  g_assert_cmpstr (mirador_text_get (&both), ==, "Screening");
  g_assert_cmpstr (mirador_text_get (&spanish), ==, "Tamizaje");
  g_assert_null (mirador_text_get (&neither));
  g_assert_null (mirador_text_get (NULL));
  mirador_text_copy (&both, &copy);
  g_assert_cmpstr (copy.es, ==, "Tamizaje");
  mirador_text_clear (&copy);
  g_assert_null (copy.en);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/language/translation", test_translation);
  g_test_add_func ("/language/translation/subprocess", test_translation_child);
  g_test_add_func ("/language/from-text", test_from_text);
  g_test_add_func ("/text/fold", test_fold);
  g_test_add_func ("/text/fold-invalid", test_fold_invalid);
  g_test_add_func ("/text/get", test_text);
  return g_test_run ();
}
