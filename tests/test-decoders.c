/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "feeds/record.h"

/* What a decoder gives, as one text: columns and rows by newline, cells by |, ~ for a cell that is
 * not there, !reason@column for a bad row. */
static gboolean
header_cb (const char *const *names,
           guint n,
           const char *document,
           gpointer user_data,
           GError **error)
{
  GString *seen = user_data;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (seen, "%s%s", i > 0 ? "|" : "", names[i]);
  return TRUE;
}

static gboolean
record_cb (const MiradorRecord *record, gpointer user_data, GError **error)
{
  GString *seen = user_data;

  g_string_append_c (seen, '\n');
  if (record->bad)
    g_string_append_printf (seen, "!%s@%s#%" G_GUINT64_FORMAT,
                            mirador_reject_to_id (record->reason), record->column, record->row);
  for (guint i = 0; i < record->n && !record->bad; i++)
    g_string_append_printf (seen, "%s%s", i > 0 ? "|" : "",
                            record->values[i] != NULL ? record->values[i] : "~");
  return TRUE;
}

static char *
decode (const char *format,
        const char *bytes,
        gssize length,
        const MiradorDecodeOptions *options,
        GError **error)
{
  g_autoptr (GString) seen = g_string_new (NULL);
  gsize n = length < 0 ? strlen (bytes) : (gsize)length;
  g_autoptr (GBytes) all = g_bytes_new (bytes, n);
  const MiradorDecoder *decoder = mirador_decoder_find (format, all, "file", error);

  if (decoder == NULL
      || !decoder->decode (all, "file", options, header_cb, record_cb, seen, NULL, error))
    return NULL;
  return g_string_free (g_steal_pointer (&seen), FALSE);
}

typedef struct
{
  const char *name;
  const char *bytes;
  gssize length;
  const char *expected;
} Case;

static const Case csv_cases[] = {
  { "plain", "a,b\n1,2\n3,4\n", -1, "a|b\n1|2\n3|4" },
  { "no-last-newline", "a,b\n1,2", -1, "a|b\n1|2" },
  { "crlf", "a,b\r\n1,2\r\n", -1, "a|b\n1|2" },
  { "cr", "a,b\r1,2\r", -1, "a|b\n1|2" },
  { "bom",
    "\xEF\xBB\xBF"
    "a,b\n1,2\n",
    -1, "a|b\n1|2" },
  { "semicolon", "a;b\n1,5;2\n3;4,5\n", -1, "a|b\n1,5|2\n3|4,5" },
  { "pipe", "a|b\n1|2\n", -1, "a|b\n1|2" },
  { "tab", "a\tb\n1\t2\n\t4\n", -1, "a|b\n1|2\n|4" },
  { "excel-says-separator", "sep=;\r\na;b\r\n1;2\r\n", -1, "a|b\n1|2" },
  { "commas-in-quotes", "a;b\n\"x,y,z\";1\n\"u,v\";2\n", -1, "a|b\nx,y,z|1\nu,v|2" },
  { "doubled-quote", "a,b\n\"say \"\"hi\"\"\",2\n", -1, "a|b\nsay \"hi\"|2" },
  { "newline-in-cell", "a,b\n\"one\ntwo\",2\n", -1, "a|b\none\ntwo|2" },
  { "quote-within-cell", "a,b\n5\" pipe,2\n", -1, "a|b\n5\" pipe|2" },
  { "blank-lines", "a,b\n\n1,2\n\n\n3,4\n\n", -1, "a|b\n1|2\n3|4" },
  { "rows-of-nothing", "a,b\n1,2\n,\n,\n", -1, "a|b\n1|2" },
  { "empty-cells", "a,b,c\n1,,\n,,3\n", -1, "a|b|c\n1||\n||3" },
  { "too-short", "a,b,c\n1,2\n1,2,3\n", -1, "a|b|c\n!too-short@c#1\n1|2|3" },
  { "too-long", "a,b\n1,2,3\n1,2\n", -1, "a|b\n!too-long@b#1\n1|2" },
  { "trailing-empty-cells", "a,b\n1,2,,\n", -1, "a|b\n1|2" },
  { "trailing-delimiter-in-header", "a,b,\n1,2,\n", -1, "a|b\n1|2" },
  { "same-name-twice", "a,a,a\n1,2,3\n", -1, "a|a (2)|a (3)\n1|2|3" },
  { "column-without-name", "a,,c\n1,2,3\n", -1, "a|2|c\n1|2|3" },
  { "utf8", "región,n\nÁncash,1\n", -1, "región|n\nÁncash|1" },
  { "replacement-character-is-utf8",
    "p,n\nFERRE\xEF\xBF\xBD"
    "AFE,1\n",
    -1, "p|n\nFERRE\uFFFDAFE|1" },
  { "windows-1252",
    "regi\xF3n,n\n\xC1ncash,1\nFERRE\xD1"
    "AFE,2\n",
    -1, "región|n\nÁncash|1\nFERREÑAFE|2" },
  { "windows-1252-undefined-byte", "regi\xF3n,n\na\x81z,1\n", -1, "región|n\na\uFFFDz|1" },
  { "utf8-with-spoilt-row", "región,n\nÁncash,1\nAma\xFFzonas,2\nÑaña,3\n", -1,
    "región|n\nÁncash|1\n!bad-encoding@región#2\nÑaña|3" },
  { "utf16-little",
    "\xFF\xFE"
    "a\0,\0b\0\n\0"
    "1\0,\0\xD1\0\n\0",
    18, "a|b\n1|Ñ" },
  { "utf16-big",
    "\xFE\xFF"
    "\0a\0,\0b\0\n\0"
    "1\0,\0\xD1\0\n",
    18, "a|b\n1|Ñ" },
};

static const Case records_cases[] = {
  { "list", "[{\"a\":\"x\",\"b\":1},{\"a\":\"y\",\"b\":2.50}]", -1, "a|b\nx|1\ny|2.50" },
  { "member", "{\"total\":2,\"records\":[{\"a\":1}]}", -1, "a\n1" },
  { "columns-of-all-rows", "[{\"a\":1},{\"b\":2},{\"a\":3,\"c\":4}]", -1,
    "a|b|c\n1|~|~\n~|2|~\n3|~|4" },
  { "null-and-truth", "[{\"a\":null,\"b\":true}]", -1, "a|b\n~|true" },
  { "nested", "[{\"a\":{\"x\":[1,2]},\"b\":[]}]", -1, "a|b\n{\"x\":[1,2]}|[]" },
  { "escapes", "[{\"a\":\"\\u00d1and\\u00fa \\ud83d\\ude00\",\"b\":\"]}\"}]", -1,
    "a|b\nÑandú 😀|]}" },
  { "exact-limit", "[{\"a\":9007199254740993}]", -1, "a\n9007199254740993" },
  { "large-whole-number", "[{\"a\":1},{\"a\":12345678901234567890},{\"a\":2}]", -1,
    "a\n1\n12345678901234567890\n2" },
  { "not-a-record", "[{\"a\":1},7,[1],{\"a\":2}]", -1, "a\n1\n!too-short@a#2\n!too-short@a#3\n2" },
  { "bom", "\xEF\xBB\xBF[{\"a\":1}]", -1, "a\n1" },
};

static const Case own_cases[] = {
  { "plain", "{\"mirador\":1,\"columns\":[\"a\",\"b\"],\"rows\":[[\"x\",1],[\"y\",null]]}", -1,
    "a|b\nx|1\ny|~" },
  { "ragged", "{\"mirador\":1,\"columns\":[\"a\",\"b\"],\"rows\":[[1],[1,2,3],[1,2,null]]}", -1,
    "a|b\n!too-short@b#1\n!too-long@b#2\n1|2" },
  { "rows-first", "{\"rows\":[[1]],\"columns\":[\"a\"],\"places\":[],\"mirador\":1}", -1, "a\n1" },
};

static void
test_decodes (gconstpointer user_data)
{
  const Case *one = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *seen = decode ("auto", one->bytes, one->length, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (seen, ==, one->expected);
}

typedef struct
{
  const char *name;
  const char *format;
  const char *bytes;
  gssize length;
  MiradorError code;
  const char *says; /* (nullable) part of the sentence */
} Failure;

static const Failure failures[] = {
  { "csv/empty", NULL, "", 0, MIRADOR_ERROR_EMPTY, "file" },
  { "csv/only-blanks", NULL, " \r\n \n", -1, MIRADOR_ERROR_EMPTY, NULL },
  { "csv/only-bom", NULL, "\xEF\xBB\xBF\n", -1, MIRADOR_ERROR_EMPTY, NULL },
  { "csv/header-only", "csv", "a,b,c\n", -1, MIRADOR_ERROR_HEADER_ONLY, NULL },
  { "csv/unclosed-quote", "csv", "a,b\n1,2\n\"x,3\n4,5\n", -1, MIRADOR_ERROR_TRUNCATED,
    "closes a cell of row 2" },
  { "csv/cut-off", "csv", "a,b,c\n1,2,3\n4,5", -1, MIRADOR_ERROR_TRUNCATED,
    "the end of row 2, from the column “c” on" },
  { "csv/nul", NULL, "a,b\n1,\0\n", 8, MIRADOR_ERROR_BINARY, NULL },
  { "csv/png", "csv", "\x89PNG\r\n\x1a\n....", -1, MIRADOR_ERROR_BINARY, NULL },
  { "csv/zip", NULL, "PK\x03\x04,,,,\n", -1, MIRADOR_ERROR_BINARY, NULL },
  { "csv/pdf", NULL, "%PDF-1.7\n1,2\n", -1, MIRADOR_ERROR_BINARY, NULL },
  { "csv/control-characters", NULL, "\x01\x02\x03,\x04\x05\n", -1, MIRADOR_ERROR_BINARY, NULL },
  { "csv/page", NULL, "\n<!DOCTYPE html><html><body>a,b;c</body></html>", -1, MIRADOR_ERROR_SYNTAX,
    "web page" },
  { "csv/page-where-a-table-is-due", "csv", "<HTML><p>1,2\n3,4", -1, MIRADOR_ERROR_SYNTAX,
    "web page" },
  { "csv/prose", NULL, "Dear all\nplease find nothing attached\n", -1, MIRADOR_ERROR_FORMAT_UNKNOWN,
    "csv" },
  { "csv/format-that-is-none", "xls", "a,b\n1,2\n", -1, MIRADOR_ERROR_FORMAT_UNKNOWN, "xls" },
  { "json/truncated", NULL, "[{\"a\":1},{\"a\":", -1, MIRADOR_ERROR_TRUNCATED, NULL },
  { "json/truncated-string", NULL, "[{\"a\":\"x", -1, MIRADOR_ERROR_TRUNCATED, NULL },
  { "json/truncated-word", NULL, "[{\"a\":tru", -1, MIRADOR_ERROR_TRUNCATED,
    "Missing: the end of a word." },
  { "json/nan", NULL, "[{\"a\":NaN}]", -1, MIRADOR_ERROR_SYNTAX, "at line 1, column 7: neither" },
  { "json/infinity", NULL, "[{\"a\":-Infinity}]", -1, MIRADOR_ERROR_SYNTAX, NULL },
  { "json/single-quotes", NULL, "[{'a':1}]", -1, MIRADOR_ERROR_SYNTAX, NULL },
  { "json/trailing-comma", NULL, "[{\"a\":1},]", -1, MIRADOR_ERROR_SYNTAX, NULL },
  { "json/trailing-comma-in-object", NULL, "[{\"a\":1,}]", -1, MIRADOR_ERROR_SYNTAX, NULL },
  { "json/comment", NULL, "[/* x */{\"a\":1}]", -1, MIRADOR_ERROR_SYNTAX, NULL },
  { "json/leading-zero", NULL, "[{\"a\":010}]", -1, MIRADOR_ERROR_SYNTAX, "zero" },
  { "json/not-finite", NULL, "[{\"a\":1e999}]", -1, MIRADOR_ERROR_SYNTAX, "finite" },
  { "json/plus-sign", NULL, "[{\"a\":+1}]", -1, MIRADOR_ERROR_SYNTAX, NULL },
  { "json/bare-point", NULL, "[{\"a\":1.}]", -1, MIRADOR_ERROR_SYNTAX, NULL },
  { "json/wrong-bracket", NULL, "[{\"a\":1]]", -1, MIRADOR_ERROR_SYNTAX, NULL },
  { "json/no-colon", NULL, "[{\"a\" 1}]", -1, MIRADOR_ERROR_SYNTAX, NULL },
  { "json/more-after-the-end", NULL, "[{\"a\":1}] []", -1, MIRADOR_ERROR_SYNTAX, NULL },
  { "json/half-surrogate", NULL, "[{\"a\":\"\\ud83d\"}]", -1, MIRADOR_ERROR_SYNTAX, NULL },
  { "json/escaped-nul", NULL, "[{\"a\":\"x\\u0000y\"}]", -1, MIRADOR_ERROR_SYNTAX, NULL },
  { "json/not-utf8", NULL, "[{\"a\":\"\xFF\"}]", -1, MIRADOR_ERROR_ENCODING, NULL },
  { "json/no-rows", "records", "{\"a\":1}", -1, MIRADOR_ERROR_SYNTAX, NULL },
  { "json/two-lists", "records", "{\"a\":[{}],\"b\":[{}]}", -1, MIRADOR_ERROR_SYNTAX, NULL },
  { "json/empty-list", NULL, "[]", -1, MIRADOR_ERROR_EMPTY, NULL },
  { "json/list-of-numbers", NULL, "[1,2]", -1, MIRADOR_ERROR_SYNTAX, "at row 1: rows" },
  { "mirador/other-version", NULL, "{\"mirador\":2,\"columns\":[\"a\"],\"rows\":[[1]]}", -1,
    MIRADOR_ERROR_DEFINITION_NEWER, "2" },
  { "mirador/no-columns", NULL, "{\"mirador\":1,\"rows\":[[1]]}", -1, MIRADOR_ERROR_DEFINITION,
    "columns" },
  { "mirador/no-rows", NULL, "{\"mirador\":1,\"columns\":[\"a\"],\"rows\":[]}", -1,
    MIRADOR_ERROR_HEADER_ONLY, NULL },
  { "mirador/number-too-large-in-head", NULL,
    "{\"mirador\":12345678901234567890,\"columns\":[\"a\"],\"rows\":[[1]]}", -1,
    MIRADOR_ERROR_DEFINITION, NULL },
};

static void
test_fails (gconstpointer user_data)
{
  const Failure *one = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *seen = decode (one->format, one->bytes, one->length, NULL, &error);

  g_assert_null (seen);
  g_assert_error (error, MIRADOR_ERROR, (int)one->code);
  g_autofree char *sentence = mirador_error_to_sentence (error);
  g_assert_nonnull (strstr (sentence, one->says != NULL ? one->says : ""));
}

static void
test_depth (gconstpointer user_data)
{
  const char *opening = user_data;
  gsize depth = 100000;
  g_autoptr (GString) bomb = g_string_new ("[");
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < depth; i++)
    g_string_append (bomb, opening);
  g_autofree char *seen = decode ("auto", bomb->str, -1, NULL, &error);
  g_assert_null (seen);
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_SYNTAX);
}

static void
test_no_header (void)
{
  MiradorDecodeOptions options = { .no_header = TRUE };
  g_autofree char *seen = decode ("csv", "Lima|Lima|Ate\nIca|Ica|Ica\n", -1, &options, NULL);

  g_assert_cmpstr (seen, ==, "1|2|3\nLima|Lima|Ate\nIca|Ica|Ica");
}

static void
test_first_rows (void)
{
  MiradorDecodeOptions options = { .max_rows = 2 };
  g_autofree char *table = decode ("csv", "a,b\n1,2\n3,4\n5,6\n", -1, &options, NULL);
  g_autofree char *list = decode ("records", "[{\"a\":1},{\"a\":2},{\"a\":3}]", -1, &options, NULL);

  g_assert_cmpstr (table, ==, "a|b\n1|2\n3|4");
  g_assert_cmpstr (list, ==, "a\n1\n2");
}

static void
test_options_win (void)
{
  MiradorDecodeOptions comma = { .delimiter = ';' };
  MiradorDecodeOptions encoding = { .encoding = "WINDOWS-1252" };
  g_autofree char *one = decode ("csv", "a,b;c\n1,2;3\n", -1, &comma, NULL);
  g_autofree char *two = decode ("csv", "a,b\n\xC3\xB1,2\n", -1, &encoding, NULL);

  g_assert_cmpstr (one, ==, "a,b|c\n1,2|3");
  g_assert_cmpstr (two, ==, "a|b\nÃ±|2");
}

static void
test_rows_path (void)
{
  MiradorDecodeOptions options = { .rows = "result.records" };
  const char *text = "{\"x\":[1],\"result\":{\"n\":1,\"records\":[{\"a\":1}],\"fields\":[]}}";
  g_autoptr (GError) error = NULL;
  g_autofree char *seen = decode ("records", text, -1, &options, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (seen, ==, "a\n1");
  options.rows = "result.rows";
  g_autofree char *none = decode ("records", text, -1, &options, &error);
  g_assert_null (none);
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_SYNTAX);
}

static gboolean
document_cb (const char *const *names,
             guint n,
             const char *document,
             gpointer user_data,
             GError **error)
{
  *(char **)user_data = g_strdup (document);
  return TRUE;
}

static gboolean
ignore_cb (const MiradorRecord *record, gpointer user_data, GError **error)
{
  return TRUE;
}

static void
test_document_without_rows (void)
{
  const char *text = "{\"mirador\":1,\"columns\":[\"a\"],\"rows\":[[1],[2]],\"licence\":\"x\"}";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autofree char *document = NULL;
  gboolean done = mirador_decoder_get ("mirador")->decode (bytes, "f", NULL, document_cb, ignore_cb,
                                                           &document, NULL, NULL);

  g_assert_true (done);
  g_assert_cmpstr (document, ==,
                   "{\"mirador\":1,\"columns\":[\"a\"],\"rows\":[],\"licence\":\"x\"}");
}

#define GIVES_COLUMNS "\"columns\":[\"value\",\"measure\"]"
#define GIVES_ROWS                                                                                 \
  "\"rows\":[[1,\"home_visits\"],[2,\" screenings \"],[3,\"flights\"],[4,\"home_visits\"],"        \
  "[5],7,{\"a\":1,\"b\":\"population\"},[6,null],[7,\"balloons\"]]"
#define GIVES_REST GIVES_COLUMNS ",\"rows\":[]"

/* What the mapping is told of a document that does not say what it gives. */
static const struct
{
  const char *name;
  const char *text;
  const char *document;
} gives_cases[] = {
  { "missing", "{\"mirador\":1," GIVES_COLUMNS "," GIVES_ROWS "}",
    "{\"mirador\":1," GIVES_REST ",\"gives\":[\"home_visits\",\"screenings\"]}" },
  { "null", "{\"mirador\":1,\"gives\":null," GIVES_COLUMNS "," GIVES_ROWS "}",
    "{\"mirador\":1,\"gives\":[\"home_visits\",\"screenings\"]," GIVES_REST "}" },
  { "empty", "{\"mirador\":1,\"gives\":[]," GIVES_COLUMNS "," GIVES_ROWS "}",
    "{\"mirador\":1,\"gives\":[\"home_visits\",\"screenings\"]," GIVES_REST "}" },
  { "described-in-the-document",
    "{\"mirador\":1,\"measures\":[{\"id\":\"balloons\"}]," GIVES_COLUMNS "," GIVES_ROWS "}",
    "{\"mirador\":1,\"measures\":[{\"id\":\"balloons\"}]," GIVES_REST
    ",\"gives\":[\"home_visits\",\"screenings\",\"balloons\"]}" },
  { "said", "{\"mirador\":1, \"gives\":[\"screenings\"]," GIVES_COLUMNS "," GIVES_ROWS "}",
    "{\"mirador\":1, \"gives\":[\"screenings\"]," GIVES_REST "}" },
  { "one-text", "{\"mirador\":1, \"gives\":\"screenings\"," GIVES_COLUMNS "," GIVES_ROWS "}",
    "{\"mirador\":1, \"gives\":\"screenings\"," GIVES_REST "}" },
  { "no-measure-is-known", "{\"mirador\":1, " GIVES_COLUMNS ",\"rows\":[[1,\"flights\"]]}",
    "{\"mirador\":1, " GIVES_REST "}" },
  { "no-column-of-measures", "{\"mirador\":1, \"columns\":[\"a\"],\"rows\":[[\"screenings\"]]}",
    "{\"mirador\":1, \"columns\":[\"a\"],\"rows\":[]}" },
};

static void
test_gives (void)
{
  /* The first row only, and still what all of them are about. */
  const MiradorDecodeOptions options = { .max_rows = 1 };

  for (gsize i = 0; i < G_N_ELEMENTS (gives_cases); i++)
    {
      const char *text = gives_cases[i].text;
      g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
      g_autofree char *document = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", gives_cases[i].name);
      mirador_decoder_get ("mirador")->decode (bytes, "f", &options, document_cb, ignore_cb,
                                               &document, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (document, ==, gives_cases[i].document);
    }
}

static void
test_gives_cancelled (void)
{
  const char *text = gives_cases[0].text;
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *document = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (mirador_decoder_get ("mirador")->decode (bytes, "f", NULL, document_cb, ignore_cb,
                                                           &document, cancellable, &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_CANCELLED);
  g_assert_null (document);
}

static void
test_cancel (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static ("a,b\n1,2\n", 8);
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (mirador_decoder_get ("csv")->decode (bytes, "f", NULL, header_cb, record_cb, seen,
                                                       cancellable, &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_CANCELLED);
  g_assert_cmpstr (seen->str, ==, "");
}

typedef struct
{
  const char *name;
  gboolean no_header;
  guint n_rows;
  const char *columns;
} Fixture;

/* Row counts of SOURCES.md: lines without the header. */
static const Fixture fixtures[] = {
  { "csv/smental_tamizaje_2017.csv", FALSE, 10701,
    "Anio|NroMes|ubigeo|Departamento|Provincia|Distrito|Sexo|Etapa|GrupoTamizaje|DetalleTamizaje|"
    "Casos" },
  { "csv/smental_atendidos_2017.csv", FALSE, 3539, NULL },
  { "csv/peru_address_hierarchy_pipe.csv", TRUE, 1874, "1|2|3" },
  { "csv/ubigeo_departamento.csv", FALSE, 25, NULL },
  { "csv/cdc_smoking_rates.csv", FALSE, 51, NULL },
  { "ckan-dkan/dkan7_louisville_full_page_100.json", FALSE, 100, NULL },
};

static void
test_fixture (gconstpointer user_data)
{
  const Fixture *fixture = user_data;
  const char *folder = g_getenv ("MIRADOR_FIXTURES");
  MiradorDecodeOptions options = { .no_header = fixture->no_header, .rows = NULL };
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  if (folder == NULL)
    {
      g_test_skip ("MIRADOR_FIXTURES is not set");
      return;
    }
  g_autofree char *path = g_build_filename (folder, fixture->name, NULL);
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  if (g_str_has_suffix (path, ".json"))
    options.rows = "result.records";
  g_autofree char *seen = decode ("auto", text, (gssize)length, &options, &error);
  g_assert_no_error (error);
  g_auto (GStrv) lines = g_strsplit (seen, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines) - 1, ==, fixture->n_rows);
  g_assert_null (strstr (seen, "\n!"));
  if (fixture->columns != NULL)
    g_assert_cmpstr (lines[0], ==, fixture->columns);
}

static void
add_cases (const char *format, const Case *cases, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("/%s/%s", format, cases[i].name);
      g_test_add_data_func (path, &cases[i], test_decodes);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_cases ("csv", csv_cases, G_N_ELEMENTS (csv_cases));
  add_cases ("records", records_cases, G_N_ELEMENTS (records_cases));
  add_cases ("mirador", own_cases, G_N_ELEMENTS (own_cases));
  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      g_autofree char *path = g_strdup_printf ("/refused/%s", failures[i].name);
      g_test_add_data_func (path, &failures[i], test_fails);
    }
  g_test_add_data_func ("/refused/json/arrays-100000-deep", "[", test_depth);
  g_test_add_data_func ("/refused/json/objects-100000-deep", "{\"a\":", test_depth);
  g_test_add_func ("/csv/no-header", test_no_header);
  g_test_add_func ("/decoder/first-rows-only", test_first_rows);
  g_test_add_func ("/csv/what-is-said-wins", test_options_win);
  g_test_add_func ("/records/path-to-rows", test_rows_path);
  g_test_add_func ("/mirador/document-without-rows", test_document_without_rows);
  g_test_add_func ("/mirador/gives-what-the-rows-have", test_gives);
  g_test_add_func ("/mirador/cancel", test_gives_cancelled);
  g_test_add_func ("/decoder/cancel", test_cancel);
  for (guint i = 0; i < G_N_ELEMENTS (fixtures); i++)
    {
      g_autofree char *path = g_strdup_printf ("/fixture/%s", fixtures[i].name);
      g_test_add_data_func (path, &fixtures[i], test_fixture);
    }
  return g_test_run ();
}
