/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/language.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <string.h>

static MiradorLanguage current_language = MIRADOR_LANGUAGE_ES;

static const char *const language_codes[] = { "es", "en" };

/*
 * gettext ignores LANGUAGE where the locale of messages is C; newer C libraries (2.41) take C.UTF-8
 * for C as well, the one locale that a small system has. They load it by the name of a region too,
 * and then do translate. Which of them it is does not matter: LANGUAGE decides.
 */
static const char *const translating_locales[]
  = { "es_PE.UTF-8", "es_ES.UTF-8", "en_US.UTF-8", "C_PE.UTF-8", "C.UTF-8", "C.utf8" };

const char *
mirador_text_get (const MiradorText *text)
{
  if (text == NULL)
    return NULL;

  const char *wanted = current_language == MIRADOR_LANGUAGE_EN ? text->en : text->es;
  const char *other = current_language == MIRADOR_LANGUAGE_EN ? text->es : text->en;

  return wanted != NULL && *wanted != '\0' ? wanted : other;
}

void
mirador_text_clear (MiradorText *text)
{
  g_clear_pointer (&text->es, g_free);
  g_clear_pointer (&text->en, g_free);
}

void
mirador_text_copy (const MiradorText *from, MiradorText *to)
{
  to->es = g_strdup (from->es);
  to->en = g_strdup (from->en);
}

static gboolean
is_c_locale (const char *name)
{
  return name == NULL || g_str_equal (name, "C") || g_str_equal (name, "POSIX")
         || g_ascii_strcasecmp (name, "C.UTF-8") == 0 || g_ascii_strcasecmp (name, "C.utf8") == 0;
}

static void
set_first_locale (int category)
{
  for (gsize i = 0; i < G_N_ELEMENTS (translating_locales); i++)
    if (setlocale (category, translating_locales[i]) != NULL)
      return;
}

static void
prepare_locale (void)
{
  const char *charset_locale = setlocale (LC_CTYPE, NULL);

  if (g_strcmp0 (charset_locale, "C") == 0 || g_strcmp0 (charset_locale, "POSIX") == 0)
    set_first_locale (LC_CTYPE);
  /* Libraries that print or read numbers must not meet a decimal comma. */
  setlocale (LC_NUMERIC, "C");
  if (is_c_locale (setlocale (LC_MESSAGES, NULL)))
    set_first_locale (LC_MESSAGES);
}

/*
 * ngettext() looks in the default domain. GLib decides once, by that domain, whether it translates
 * at all, and would decline where the first language is English; so it is asked before. Naming the
 * domain also makes gettext forget what it answered in another language.
 */
static void
make_default_domain (void)
{
  g_dgettext (GETTEXT_PACKAGE, " ");
  textdomain (GETTEXT_PACKAGE);
}

static void
bind_domain (const char *locale_dir)
{
  const char *override = g_getenv ("MIRADOR_LOCALE_DIR");

  if (override != NULL && *override != '\0')
    locale_dir = override;
  if (locale_dir != NULL)
    bindtextdomain (GETTEXT_PACKAGE, locale_dir);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  make_default_domain ();
}

void
mirador_language_set (MiradorLanguage language)
{
  current_language = language == MIRADOR_LANGUAGE_EN ? MIRADOR_LANGUAGE_EN : MIRADOR_LANGUAGE_ES;
  g_setenv ("LANGUAGE", language_codes[current_language], TRUE);
  bind_domain (NULL);
  prepare_locale ();
}

MiradorLanguage
mirador_language_get (void)
{
  return current_language;
}

/* Any text of ours that no translation leaves as it is. */
gboolean
mirador_language_is_complete (void)
{
  const char *text = N_ ("Commands:");

  return current_language == MIRADOR_LANGUAGE_EN || !g_str_equal (_ (text), text);
}

gboolean
mirador_language_from_text (const char *text, MiradorLanguage *language)
{
  if (text == NULL || strlen (text) < 2 || (text[2] != '\0' && strchr ("_-.@", text[2]) == NULL))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (language_codes); i++)
    if (g_ascii_strncasecmp (text, language_codes[i], 2) == 0)
      {
        *language = (MiradorLanguage)i;
        return TRUE;
      }
  return FALSE;
}

/* As it is asked for, whether or not the system has it. */
static const char *
get_wanted_locale (void)
{
  static const char *const variables[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

  for (gsize i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      const char *wanted = g_getenv (variables[i]);

      if (wanted != NULL && *wanted != '\0')
        return wanted;
    }
  return NULL;
}

static MiradorLanguage
get_system_language (void)
{
  const char *const *names = g_get_language_names ();
  MiradorLanguage language;

  for (gsize i = 0; names[i] != NULL; i++)
    if (mirador_language_from_text (names[i], &language))
      return language;
  /* LANGUAGE may list languages of which we have none. */
  if (mirador_language_from_text (get_wanted_locale (), &language))
    return language;
  return MIRADOR_LANGUAGE_ES;
}

void
mirador_language_init (const char *requested, const char *locale_dir)
{
  MiradorLanguage language;

  setlocale (LC_ALL, "");
  if (!mirador_language_from_text (requested, &language))
    language = get_system_language ();
  bind_domain (locale_dir);
  mirador_language_set (language);
}

static gboolean
is_mark (gunichar character)
{
  GUnicodeType type = g_unichar_type (character);

  return type == G_UNICODE_NON_SPACING_MARK || type == G_UNICODE_SPACING_MARK
         || type == G_UNICODE_ENCLOSING_MARK;
}

static char *
drop_marks_and_blanks (const char *decomposed)
{
  g_autoptr (GString) kept = g_string_new (NULL);
  gboolean blank = FALSE;

  for (const char *next = decomposed; *next != '\0'; next = g_utf8_next_char (next))
    {
      gunichar character = g_utf8_get_char (next);

      if (g_unichar_isspace (character))
        blank = TRUE;
      else if (!is_mark (character))
        {
          if (blank && kept->len > 0)
            g_string_append_c (kept, ' ');
          blank = FALSE;
          g_string_append_unichar (kept, character);
        }
    }
  return g_string_free (g_steal_pointer (&kept), FALSE);
}

char *
mirador_text_fold (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_autofree char *decomposed = g_utf8_normalize (valid, -1, G_NORMALIZE_NFD);
  g_autofree char *plain = drop_marks_and_blanks (decomposed);

  return g_utf8_casefold (plain, -1);
}
