/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <gio/gio.h>
#include <string.h>

#include "model/error.h"
#include "model/error-phrase.h"
#include "model/language.h"

static void
assert_sentence (GError *error, const char *expected)
{
  g_autoptr (GError) taken = error;
  g_autofree char *sentence = mirador_error_to_sentence (taken);

  g_assert_cmpstr (sentence, ==, expected);
}

static void
test_sentence (void)
{
  assert_sentence (mirador_error_new (MIRADOR_ERROR_FILE_NOT_FOUND, "tb.csv", NULL),
                   "There is no file “tb.csv”. Check its name and its folder.");
  assert_sentence (mirador_error_new (MIRADOR_ERROR_HTTP_STATUS, "https://dhis2.example", "401",
                                      "check the credentials", NULL),
                   "https://dhis2.example answered with the error 401: check the credentials.");
  assert_sentence (
    mirador_error_new (MIRADOR_ERROR_COLUMN_MISSING, "a.csv", "minsa", "Mes", "Año, Total", NULL),
    "“a.csv” has no column “Mes”, which the mapping “minsa” needs. "
    "Choose another mapping or correct the column's name. It has the columns: Año, Total.");
}

static void
test_too_many_rejected (void)
{
  assert_sentence (mirador_error_new (MIRADOR_ERROR_TOO_MANY_REJECTED, "a.csv", "1200", "10000",
                                      "5", "3", "Mes", mirador_reject_to_id (MIRADOR_REJECT_PERIOD),
                                      NULL),
                   "“a.csv”: 1,200 of 10,000 rows cannot be used, more than the 5% allowed. "
                   "First: row 3, column Mes: the period cannot be read. Nothing was stored.");
}

static void
test_optional_argument (void)
{
  const char *alone = "There is no measure “peple”. Check how it is written.";

  assert_sentence (mirador_error_new (MIRADOR_ERROR_MEASURE_UNKNOWN, "peple", NULL), alone);
  assert_sentence (mirador_error_new (MIRADOR_ERROR_MEASURE_UNKNOWN, "peple", "", NULL), alone);
  assert_sentence (
    mirador_error_new (MIRADOR_ERROR_MEASURE_UNKNOWN, "peple", "people_screened", NULL),
    "There is no measure “peple”. Check how it is written. Similar ones: people_screened.");
}

/* What a feed wrote cannot break the line, the arguments or the template. */
static void
test_hostile_argument (void)
{
  assert_sentence (
    mirador_error_new (MIRADOR_ERROR_FILE_UNREADABLE, "a\nb\r\n\x1f%2$s", "no", NULL),
    "The file “a b   %2$s” cannot be read: no. Check the file and its permissions.");
  assert_sentence (mirador_error_new (MIRADOR_ERROR_FILE_UNREADABLE, "%s%n", "100%", NULL),
                   "The file “%s%n” cannot be read: 100%. Check the file and its permissions.");
  /* An 8-bit control of terminals, a line end of Unicode, a turn of the writing; not an accent. */
  assert_sentence (
    mirador_error_new (MIRADOR_ERROR_FILE_UNREADABLE,
                       "a\xc2\x9b"
                       "b\u2028c\u202edñ",
                       "no", NULL),
    "The file “a  b   c   dñ” cannot be read: no. Check the file and its permissions.");
  assert_sentence (mirador_error_new (MIRADOR_ERROR_PERIOD, "\xff", NULL),
                   "“\ufffd” is not a period. Write it as 2024, 2024-03, 2024-Q1, AF2025 "
                   "or 2024-01..2024-06.");
}

/* Where and why are phrases with values in them; they are said when the error is read. */
static void
test_phrase (void)
{
  g_autofree char *where = mirador_phrase ("line %1$s, column %2$s", "3", "5%1$s\x1e", NULL);

  assert_sentence (
    mirador_error_new (MIRADOR_ERROR_SYNTAX, "a.json", where, "a comma is missing", NULL),
    "“a.json” cannot be understood at line 3, column 5%1$s : a comma is missing. "
    "Correct it or choose another format.");
  /* A name from outside is none, whatever it looks like. */
  assert_sentence (mirador_error_new (MIRADOR_ERROR_FILE_NOT_FOUND, "%1$s\x1e.csv", NULL),
                   "There is no file “%1$s .csv”. Check its name and its folder.");
}

typedef struct
{
  GQuark domain;
  int code;
  const char *says;
} Cause;

/* What the system says is said in our own words; what we have no words for is quoted. */
static void
test_cause (void)
{
  const Cause causes[] = {
    { G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, "you have no permission" },
    { G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY, "it is a folder, not a file" },
    { G_IO_ERROR, G_IO_ERROR_NO_SPACE, "there is no space left" },
    { G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED, "nobody answers at that address" },
    { G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, "the server hung up" },
    { G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE, "the server cannot be reached from here" },
    { G_FILE_ERROR, G_FILE_ERROR_ACCES, "you have no permission" },
    { G_FILE_ERROR, G_FILE_ERROR_ISDIR, "it is a folder, not a file" },
    { G_FILE_ERROR, G_FILE_ERROR_ROFS, "it may only be read" },
    { G_IO_ERROR, G_IO_ERROR_FAILED, "the system says “Kernel panic”" },
    { G_FILE_ERROR, G_FILE_ERROR_NXIO, "the system says “Kernel panic”" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (causes); i++)
    {
      g_autoptr (GError) cause
        = g_error_new_literal (causes[i].domain, causes[i].code, "Kernel panic");
      g_autofree char *why = mirador_phrase_of_cause (cause);
      g_autofree char *text = mirador_phrase_to_text (why);

      g_assert_cmpstr (text, ==, causes[i].says);
    }
}

static void
test_number_of_cause (void)
{
  const struct
  {
    int number;
    const char *says;
  } causes[] = {
    { EACCES, "you have no permission" },     { ENOENT, "it does not exist" },
    { ENOSPC, "there is no space left" },     { EROFS, "it may only be read" },
    { EISDIR, "it is a folder, not a file" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (causes); i++)
    {
      g_autofree char *why = mirador_phrase_of_errno (causes[i].number);
      g_autofree char *text = mirador_phrase_to_text (why);

      g_assert_cmpstr (text, ==, causes[i].says);
    }
}

/* SQLite has no other language; the store keeps what it says. */
static void
test_store_cause (void)
{
  assert_sentence (
    mirador_error_new (MIRADOR_ERROR_STORE, "a.db", "unable to open database file", NULL),
    "The store “a.db” cannot be used: it cannot be opened there. Check the file and its folder.");
}

/* An error that was kept in one language is read in the other, its phrases too. */
static void
test_other_language (void)
{
  g_autofree char *where = mirador_phrase ("line %1$s, column %2$s", "3", "5", NULL);
  g_autoptr (GError) error
    = mirador_error_new (MIRADOR_ERROR_SYNTAX, "a.json", where, "a comma is missing", NULL);
  g_autofree char *line = mirador_error_serialize (error);
  g_autofree char *sentence = NULL;

  mirador_language_set (MIRADOR_LANGUAGE_ES);
  gboolean is_translated
    = !g_str_equal (g_dgettext (GETTEXT_PACKAGE, "a comma is missing"), "a comma is missing");
  g_autoptr (GError) again = mirador_error_deserialize (line);
  sentence = mirador_error_to_sentence (again);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  if (!is_translated)
    {
      g_test_skip ("no translations here");
      return;
    }
  g_assert_nonnull (strstr (sentence, "línea 3, columna 5"));
  g_assert_nonnull (strstr (sentence, "falta una coma"));
}

/* Every code has a sentence of its own that uses all that it was given. */
static void
test_every_code (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int code = 0; code < MIRADOR_N_ERRORS; code++)
    {
      g_autoptr (GError) error = mirador_error_new (code, "one", "two", "three", "four", NULL);
      g_autofree char *line = mirador_error_serialize (error);
      g_autoptr (GError) again = mirador_error_deserialize (line);
      char *sentence = mirador_error_to_sentence (error);

      g_test_message ("%s", sentence);
      g_assert_nonnull (strstr (sentence, "one"));
      g_assert_null (strchr (sentence, '$'));
      g_assert_null (strchr (sentence, '\n'));
      g_assert_true (g_hash_table_add (seen, sentence));
      g_assert_error (again, MIRADOR_ERROR, code);
      g_assert_cmpstr (again->message, ==, error->message);
    }
}

static void
test_no_arguments (void)
{
  for (int code = 0; code < MIRADOR_N_ERRORS; code++)
    {
      g_autoptr (GError) error = mirador_error_new (code, NULL);
      g_autofree char *sentence = mirador_error_to_sentence (error);
      g_autofree char *line = mirador_error_serialize (error);
      g_autoptr (GError) again = mirador_error_deserialize (line);

      g_assert_null (strchr (sentence, '$'));
      g_assert_error (again, MIRADOR_ERROR, code);
    }
}

static void
test_stable_text (void)
{
  g_autoptr (GError) error = mirador_error_new (MIRADOR_ERROR_TIMEOUT, "https://a", "30", NULL);
  g_autofree char *line = mirador_error_serialize (error);

  g_assert_cmpstr (line, ==,
                   "timeout\x1fhttps://a\x1f"
                   "30");
}

static void
test_unknown_text (void)
{
  static const char *const texts[] = { "", "something odd", "no-such-code\x1fx", "time\x1fx" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = mirador_error_deserialize (texts[i]);

      g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_FAILED);
    }
}

static void
test_other_domains (void)
{
  g_autoptr (GError) missing = g_error_new (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "No such\nfile");
  g_autoptr (GError) cancelled = g_error_new (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Stop");
  g_autofree char *sentence = mirador_error_to_sentence (missing);
  g_autofree char *missing_line = mirador_error_serialize (missing);
  g_autofree char *cancelled_line = mirador_error_serialize (cancelled);
  g_autoptr (GError) again = mirador_error_deserialize (cancelled_line);

  g_assert_cmpstr (sentence, ==, "The operation failed: it does not exist.");
  g_assert_cmpstr (missing_line, ==, "failed\x1fit does not exist");
  g_assert_error (again, MIRADOR_ERROR, MIRADOR_ERROR_CANCELLED);
}

static void
test_set (void)
{
  g_autoptr (GError) error = NULL;

  mirador_set_error (NULL, MIRADOR_ERROR_FAILED, "unheard", NULL);
  mirador_set_error (&error, MIRADOR_ERROR_EMPTY, "a.csv", NULL);
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_EMPTY);
}

static void
test_rejects (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (int reason = 0; reason < MIRADOR_N_REJECTS; reason++)
    {
      g_assert_cmpint (mirador_reject_from_id (mirador_reject_to_id (reason)), ==, reason);
      g_assert_true (g_hash_table_add (seen, (gpointer)mirador_reject_to_id (reason)));
      g_assert_true (g_hash_table_add (seen, (gpointer)mirador_reject_to_text (reason)));
    }
  g_assert_cmpstr (mirador_reject_to_id (MIRADOR_REJECT_PERIOD), ==, "bad-period");
  g_assert_cmpint (mirador_reject_from_id ("of the future"), ==, MIRADOR_REJECT_CODE_UNMAPPED);
  g_assert_cmpint (mirador_reject_from_id (NULL), ==, MIRADOR_REJECT_CODE_UNMAPPED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  g_test_add_func ("/error/sentence", test_sentence);
  g_test_add_func ("/error/too-many-rejected", test_too_many_rejected);
  g_test_add_func ("/error/optional-argument", test_optional_argument);
  g_test_add_func ("/error/hostile-argument", test_hostile_argument);
  g_test_add_func ("/error/phrase", test_phrase);
  g_test_add_func ("/error/cause", test_cause);
  g_test_add_func ("/error/number-of-cause", test_number_of_cause);
  g_test_add_func ("/error/store-cause", test_store_cause);
  g_test_add_func ("/error/other-language", test_other_language);
  g_test_add_func ("/error/every-code", test_every_code);
  g_test_add_func ("/error/no-arguments", test_no_arguments);
  g_test_add_func ("/error/stable-text", test_stable_text);
  g_test_add_func ("/error/unknown-text", test_unknown_text);
  g_test_add_func ("/error/other-domains", test_other_domains);
  g_test_add_func ("/error/set", test_set);
  g_test_add_func ("/reject/ids", test_rejects);
  return g_test_run ();
}
