/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/mapping.h"
#include "workbook.h"

#define ROWS(rows) "<sheetData>" rows "</sheetData>"
#define ROW(cells) "<row>" cells "</row>"
#define NUMBER(value) "<c><v>" value "</v></c>"
#define STYLED(style, value) "<c s=\"" style "\"><v>" value "</v></c>"
#define SHARED(number) "<c t=\"s\"><v>" number "</v></c>"
#define TEXT(text) "<c t=\"inlineStr\"><is><t>" text "</t></is></c>"
#define AT(place, cell) "<c r=\"" place "\" t=\"inlineStr\"><is><t>" cell "</t></is></c>"
#define NUMBER_AT(place, value) "<c r=\"" place "\"><v>" value "</v></c>"
#define HEADER ROW (TEXT ("a") TEXT ("b"))
/* Styles 0 to 8. */
#define FORMATS                                                                                    \
  "<numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/><numFmt numFmtId=\"165\" "         \
  "formatCode=\"mmm\\-yy\"/><numFmt numFmtId=\"166\" formatCode=\"000000\"/><numFmt "              \
  "numFmtId=\"167\" formatCode=\"0.0&quot; dosis&quot;\"/><numFmt numFmtId=\"168\" "               \
  "formatCode=\"[h]:mm\"/><numFmt numFmtId=\"169\" formatCode=\"[Red]yyyy\"/></numFmts>"           \
  "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf "            \
  "numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"166\"/><xf numFmtId=\"167\"/><xf "       \
  "numFmtId=\"168\"/><xf numFmtId=\"22\"/><xf numFmtId=\"14\"/><xf numFmtId=\"169\"/></cellXfs>"

typedef struct
{
  const char *name;
  Book book;
  const char *expected;
} Case;

static const Case cases[] = {
  { "shared-and-inline",
    { .strings = "<si><t>región</t></si><si><r><t xml:space=\"preserve\">a </t></r><r><t>b</t></r>"
                 "<rPh><t>no</t></rPh></si><si><t>x_x000A_y_x005F_z</t></si><si/>",
      .sheet = ROWS (ROW (SHARED ("0") TEXT ("n")) ROW (SHARED ("1") NUMBER ("010101"))
                       ROW (SHARED ("2") TEXT ("&lt;&#209;&gt;")) ROW (SHARED ("3") TEXT ("e"))) },
    "región|n\na b|010101\nx\ny_z|<Ñ>\n|e" },
  { "numbers",
    { .sheet = ROWS (HEADER ROW (NUMBER ("3.2999999999999998") NUMBER ("1E3")) ROW (
        NUMBER ("-0.10") NUMBER ("9007199254740993")) ROW (NUMBER (" 12 ") NUMBER ("1.5E-7"))) },
    "a|b\n3.3|1000\n-0.1|9007199254740993\n12|1.5e-07" },
  { "truth-errors-and-text-of-formulas",
    { .sheet = ROWS (HEADER ROW ("<c t=\"b\"><v>1</v></c><c t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>")
                       ROW ("<c t=\"b\"><v>0</v></c><c t=\"str\"><f>A1</f><v>x</v></c>")
                         ROW ("<c><f>SUM(A1)</f><v>7</v></c><c><f>B1*2</f></c>")) },
    "a|b\ntrue|#DIV/0!\nfalse|x\n7|=B1*2" },
  { "dates",
    { .formats = FORMATS,
      .sheet = ROWS (HEADER ROW (STYLED ("1", "45366") STYLED ("2", "45352")) ROW (
        STYLED ("7", "1") STYLED ("7", "59")) ROW (STYLED ("7", "60") STYLED ("7", "61"))
                       ROW (STYLED ("6", "45366.4375") STYLED ("6", "45366"))
                         ROW (STYLED ("8", "45366") STYLED ("5", "1.5"))
                           ROW (STYLED ("3", "10101") STYLED ("4", "2.5"))
                             ROW ("<c t=\"d\"><v>2024-03-15T00:00:00</v></c>" STYLED ("7", "-1"))
                               ROW (STYLED ("99", "5") STYLED ("7", "1e300"))) },
    "a|b\n2024-03-15|2024-03\n1900-01-01|1900-02-28\n60|1900-03-01\n"
    "2024-03-15T10:30:00|2024-03-15\n2024|1.5\n010101|2.5\n2024-03-15|-1\n5|1e+300" },
  { "dates-since-1904",
    { .formats = FORMATS,
      .workbook
      = "<workbookPr date1904=\"1\"/><sheets><sheet name=\"Uno\" r:id=\"rId1\"/></sheets>",
      .sheet = ROWS (HEADER ROW (STYLED ("7", "0") STYLED ("7", "43904"))) },
    "a|b\n1904-01-01|2024-03-15" },
  { "gaps-and-order",
    { .sheet
      = ROWS ("<row r=\"2\">" AT ("B2", "a")
                AT ("D2", "b") "</row><row r=\"3\" hidden=\"1\">" NUMBER_AT ("D3", "2") NUMBER_AT (
                  "B3",
                  "1") "</row><row r=\"5\"/><row r=\"6\">"
                       "<c r=\"B6\" s=\"0\"/></row><row r=\"9\">" NUMBER_AT ("B9", "3") "</row>") },
    "1|a|3|b\n|1||2\n|3||" },
  { "title-above",
    { .sheet = ROWS (ROW (TEXT ("Cuadro 1. Tamizajes")) ROW ("") HEADER ROW (
        NUMBER ("1") NUMBER ("2"))) "<mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells>" },
    "a|b\n1|2" },
  { "one-column", { .sheet = ROWS (ROW (TEXT ("a")) ROW (NUMBER ("1"))) }, "a\n1" },
  { "merged-header",
    { .sheet = ROWS (
        "<row r=\"1\">" AT ("A1", "Región") AT ("B1", "2023")
          AT ("D1", "2024") "</row><row r=\"2\">" AT ("B2", "Casos") AT ("C2", "Tasa")
            AT ("D2", "Casos") AT ("E2", "Tasa") "</row><row r=\"3\">" AT ("A3", "Ica")
              NUMBER_AT ("B3", "1") NUMBER_AT ("C3", "2") NUMBER_AT ("D3", "3")
                NUMBER_AT ("E3", "4") "</row>") "<mergeCells><mergeCell ref=\"A1:A2\"/><mergeCell "
                                                "ref=\"B1:C1\"/><mergeCell ref=\"D1:E1\"/>"
                                                "</mergeCells>" },
    "Región|2023 Casos|2023 Tasa|2024 Casos|2024 Tasa\nIca|1|2|3|4" },
  { "merged-header-without-parts",
    { .sheet = ROWS (
        "<row r=\"1\">" AT ("A1", "Lugar") AT ("C1", "n") "</row><row r=\"2\">" AT ("A2", "Ica")
          AT ("B2", "Ica")
            NUMBER_AT ("C2", "5") "</row>") "<mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells>" },
    "Lugar|Lugar (2)|n\nIca|Ica|5" },
  { "first-sheet-that-is-shown",
    { .workbook = "<sheets><sheet name=\"Uno\" state=\"hidden\" r:id=\"rId1\"/><sheet name=\"Dos\" "
                  "r:id=\"rId2\"/></sheets>" },
    "z\n9" },
};

static void
test_reads (gconstpointer user_data)
{
  const Case *one = user_data;
  g_autoptr (GBytes) bytes = book_make (&one->book);
  g_autoptr (GError) error = NULL;
  g_autoptr (Decoded) decoded = decoded_new ("auto", bytes, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (decoded->decoder->id, ==, "xlsx");
  g_assert_cmpuint (decoded->n_bad, ==, 0);
  g_autofree char *seen = decoded_to_text (decoded);
  g_assert_cmpstr (seen, ==, one->expected);
}

#define GOOD ROWS (HEADER ROW (NUMBER ("1") NUMBER ("2")))
#define GOOD_ROWS "a|b\n1|2"

static const struct
{
  const char *name;
  Book book;
  MiradorError code;
  const char *says;
} refusals[] = {
  { "no-rows", { .sheet = ROWS (HEADER) }, MIRADOR_ERROR_HEADER_ONLY, "no rows" },
  { "nothing", { .sheet = NULL }, MIRADOR_ERROR_EMPTY, "is empty" },
  { "text-that-is-not-there",
    { .sheet = ROWS (HEADER ROW (SHARED ("7"))) },
    MIRADOR_ERROR_SYNTAX,
    "at A2: its text is missing" },
  { "beyond-the-last-column",
    { .sheet = ROWS (ROW (AT ("XFE1", "a"))) },
    MIRADOR_ERROR_SYNTAX,
    "at XFD1: a cell lies beyond" },
  { "broken-xml",
    { .sheet = "<sheetData><row></sheetData>" },
    MIRADOR_ERROR_SYNTAX,
    "at xl/worksheets/sheet1.xml, line 1: it is not valid XML" },
  { "not-xml", { .part = "Estimados todos" }, MIRADOR_ERROR_SYNTAX, "not valid XML" },
  { "bare-entity",
    { .sheet = ROWS (ROW (TEXT ("&secret;"))) },
    MIRADOR_ERROR_SYNTAX,
    "not valid XML" },
  { "entity-of-a-file",
    { .part
      = XML "<!DOCTYPE w [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><worksheet><sheetData>" ROW (
        TEXT ("&x;")) "</sheetData></worksheet>" },
    MIRADOR_ERROR_SYNTAX,
    "declares a document type" },
  { "entity-of-the-network",
    { .part = XML "<!DOCTYPE w SYSTEM \"http://127.0.0.1:1/x.dtd\"><worksheet/>" },
    MIRADOR_ERROR_SYNTAX,
    "declares a document type" },
  { "macros",
    { .sheet = GOOD, .extra = "xl/vbaProject.bin" },
    MIRADOR_ERROR_SYNTAX,
    "at xl/vbaProject.bin: it holds macros; save a copy without them" },
  { "no-sheets", { .workbook = "<sheets/>" }, MIRADOR_ERROR_SYNTAX, "no sheet with cells" },
};

static void
test_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autoptr (GBytes) bytes = book_make (&refusals[i].book);
      g_autoptr (GError) error = NULL;
      g_test_message ("%s", refusals[i].name);
      g_assert_null (decoded_new ("auto", bytes, NULL, &error));
      assert_says (error, refusals[i].code, refusals[i].says);
    }
}

/* Options */

static void
test_sheet (void)
{
  const Book book = { .sheet = GOOD };
  g_autoptr (GBytes) bytes = book_make (&book);
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorMapping) mapping = mirador_mapping_parse (
    "{\"mapping\":1,\"id\":\"x\",\"format\":\"xlsx\",\"sheet\":\"Dos\",\"program\":\"tb\","
    "\"measure\":\"screenings\",\"period\":\"2024\",\"place\":\"PE\",\"value\":\"z\"}",
    -1, "x", &error);
  MiradorDecodeOptions options = { .sheet = "Tres" };

  g_assert_no_error (error);
  g_autoptr (Decoded) second
    = decoded_new ("auto", bytes, mirador_mapping_get_options (mapping), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (decoded_cell (second, 0, "z"), ==, "9");
  g_assert_null (decoded_new ("auto", bytes, &options, &error));
  assert_says (error, MIRADOR_ERROR_SYNTAX,
               "at the sheet “Tres”: there is no such sheet; there are: Uno, Dos");
}

static void
test_options (void)
{
  const Book book
    = { .sheet = ROWS (ROW (NUMBER ("1") NUMBER ("2")) ROW (NUMBER ("3") NUMBER ("4"))) };
  g_autoptr (GBytes) bytes = book_make (&book);
  const MiradorDecodeOptions bare = { .no_header = TRUE };
  const MiradorDecodeOptions first = { .no_header = TRUE, .max_rows = 1 };
  g_autoptr (Decoded) all = decoded_new ("xlsx", bytes, &bare, NULL);
  g_autoptr (Decoded) one = decoded_new ("xlsx", bytes, &first, NULL);
  g_autofree char *seen_all = decoded_to_text (all);
  g_autofree char *seen_one = decoded_to_text (one);

  g_assert_cmpstr (seen_all, ==, "1|2\n1|2\n3|4");
  g_assert_cmpstr (seen_one, ==, "1|2\n1|2");
}

static void
test_row_too_long (void)
{
  const Book book = { .sheet = ROWS (HEADER ROW (NUMBER ("1") NUMBER ("2") NUMBER ("3"))) };
  g_autoptr (GBytes) bytes = book_make (&book);
  g_autoptr (Decoded) decoded = decoded_new ("xlsx", bytes, NULL, NULL);

  g_assert_cmpuint (decoded->n_bad, ==, 1);
}

/* Files that mean harm, or are no workbooks */

/* Right in every byte, were it not for its size. */
static GBytes *
bomb_make (const char *part, const char *head, const char *piece, guint n_megabytes)
{
  g_autoptr (GString) megabyte = g_string_new (NULL);
  const Book book = { .sheet = NULL };
  Zip zip;

  while (megabyte->len < 1 << 20)
    g_string_append (megabyte, piece);
  zip_start (&zip, 16 << 20);
  if (!g_str_has_prefix (part, "xl/shared"))
    zip_add_frame (&zip, &book);
  zip_add (&zip, part, head, megabyte->str, n_megabytes);
  if (g_str_has_prefix (part, "xl/shared"))
    zip_add_frame (&zip, &book);
  return zip_finish (&zip);
}

static const struct
{
  const char *part;
  const char *head;
  const char *piece;
} bombs[] = {
  { "xl/worksheets/sheet1.xml", "", " " },
  { "xl/worksheets/sheet1.xml", XML "<worksheet><sheetData>", "<row><c><v>1</v></c></row>" },
  { "xl/worksheets/sheet1.xml", XML "<worksheet><sheetData><row><c t=\"str\"><v>", "x" },
  { "xl/sharedStrings.xml", XML "<sst>", "<si><t>Lambayeque</t></si>" },
};

static void
test_bomb (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bombs); i++)
    {
      g_autoptr (GBytes) bytes = bomb_make (bombs[i].part, bombs[i].head, bombs[i].piece, 300);
      g_autoptr (GError) error = NULL;
      g_assert_cmpuint (g_bytes_get_size (bytes), <, 2 << 20);
      g_assert_null (decoded_new ("auto", bytes, NULL, &error));
      assert_says (error, MIRADOR_ERROR_SYNTAX, bombs[i].part);
    }
}

static void
test_depth (void)
{
  g_autoptr (GString) part = g_string_new (XML "<worksheet><sheetData><row>");

  for (guint i = 0; i < 100000; i++)
    g_string_append (part, "<c>");
  const Book book = { .part = part->str };
  g_autoptr (GBytes) bytes = book_make (&book);
  g_autoptr (GError) error = NULL;
  g_assert_null (decoded_new ("auto", bytes, NULL, &error));
  assert_says (error, MIRADOR_ERROR_SYNTAX, "nested");
}

static void
test_expansion (void)
{
  g_autoptr (GString) part = g_string_new (XML "<!DOCTYPE w [<!ENTITY a0 \"aaaaaaaaaaaaaaaa\">");

  for (guint i = 1; i < 20; i++)
    g_string_append_printf (part, "<!ENTITY a%u \"&a%u;&a%u;&a%u;&a%u;\">", i, i - 1, i - 1, i - 1,
                            i - 1);
  g_string_append (part, "]><worksheet x=\"&a19;\"><sheetData>&a19;</sheetData></worksheet>");
  const Book book = { .part = part->str };
  g_autoptr (GBytes) bytes = book_make (&book);
  g_autoptr (GError) error = NULL;
  g_assert_null (decoded_new ("auto", bytes, NULL, &error));
  assert_says (error, MIRADOR_ERROR_SYNTAX, "sheet1.xml, line 1");
}

static void
test_long_text (void)
{
  g_autofree char *letters = g_strnfill (16 << 20, 'x');
  g_autofree char *part = g_strconcat (XML "<worksheet><sheetData><row><c t=\"str\"><v>", letters,
                                       "</v></c></row></sheetData></worksheet>", NULL);
  const Book book = { .part = part };
  g_autoptr (GBytes) bytes = book_make (&book);
  g_autoptr (GError) error = NULL;

  g_assert_null (decoded_new ("auto", bytes, NULL, &error));
  assert_says (error, MIRADOR_ERROR_SYNTAX, "sheet1.xml");
}

#define UTF16_ENCRYPTED "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"

static void
test_no_workbook (void)
{
  static const char encrypted[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0" UTF16_ENCRYPTED;
  static const char old[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0W\0o\0r\0k\0b\0o\0o\0k\0";
  static const char other_zip[] = "PK\x03\x04\x14\0\0\0\0\0hello.txt";
  const struct
  {
    const char *format;
    const char *bytes;
    gsize length;
    MiradorError code;
    const char *says;
  } files[] = {
    { "auto", encrypted, sizeof encrypted, MIRADOR_ERROR_SYNTAX, "protected with a password" },
    { "auto", old, sizeof old, MIRADOR_ERROR_SYNTAX, "before 2007" },
    { "auto", other_zip, sizeof other_zip, MIRADOR_ERROR_BINARY, "is not text" },
    { "csv", encrypted, sizeof encrypted, MIRADOR_ERROR_BINARY, "is not text" },
    { "xlsx", other_zip, sizeof other_zip, MIRADOR_ERROR_SYNTAX, "damaged" },
    { "xlsx", "a,b\n1,2\n", 8, MIRADOR_ERROR_SYNTAX, "not a workbook" },
    { "xlsx", "", 0, MIRADOR_ERROR_EMPTY, "is empty" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (files[i].bytes, files[i].length);
      g_autoptr (GError) error = NULL;
      g_test_message ("%u", i);
      g_assert_null (decoded_new (files[i].format, bytes, NULL, &error));
      assert_says (error, files[i].code, files[i].says);
    }
}

/* Wherever a file is cut off there is a sentence, and no row of it but whole ones before. */
static void
test_cut_off (void)
{
  const Book book = { .sheet = GOOD };
  g_autoptr (GBytes) whole = book_make (&book);
  gsize length = g_bytes_get_size (whole);

  for (gsize n = 200; n < length - 1; n += 97)
    {
      g_autoptr (GBytes) part = g_bytes_new_from_bytes (whole, 0, n);
      g_autoptr (GError) error = NULL;
      g_autoptr (Decoded) decoded = decoded_new ("xlsx", part, NULL, &error);
      g_assert_true (decoded != NULL || error != NULL);
    }
}

/* A bit that fell over is found by the sums of the zip, or does not matter; never is a figure
 * another one. */
static void
test_damaged (void)
{
  const Book book = { .sheet = GOOD };
  g_autoptr (GBytes) whole = book_make (&book);
  gsize length;
  const guint8 *start = g_bytes_get_data (whole, &length);
  guint n_found = 0;

  for (gsize i = 4; i < length; i++)
    {
      guint8 *copy = g_memdup2 (start, length);
      copy[i] ^= (guint8)(1 << i % 8);
      g_autoptr (GBytes) damaged = g_bytes_new_take (copy, length);
      g_autoptr (GError) error = NULL;
      g_autoptr (Decoded) decoded = decoded_new ("xlsx", damaged, NULL, &error);
      g_assert_true ((decoded != NULL) == (error == NULL));
      n_found += error != NULL ? 1 : 0;
      g_autofree char *seen = decoded != NULL ? decoded_to_text (decoded) : g_strdup (GOOD_ROWS);
      g_assert_cmpstr (seen, ==, GOOD_ROWS);
    }
  g_assert_cmpuint (n_found, >, 500);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/xlsx/reads/", cases[i].name, NULL);
      g_test_add_data_func (path, &cases[i], test_reads);
    }
  g_test_add_func ("/xlsx/refused", test_refused);
  g_test_add_func ("/xlsx/named-sheet", test_sheet);
  g_test_add_func ("/xlsx/options", test_options);
  g_test_add_func ("/xlsx/row-too-long", test_row_too_long);
  g_test_add_func ("/xlsx/bomb", test_bomb);
  g_test_add_func ("/xlsx/nested-100000-deep", test_depth);
  g_test_add_func ("/xlsx/entities-that-multiply", test_expansion);
  g_test_add_func ("/xlsx/text-too-long", test_long_text);
  g_test_add_func ("/xlsx/no-workbook", test_no_workbook);
  g_test_add_func ("/xlsx/cut-off", test_cut_off);
  g_test_add_func ("/xlsx/damaged", test_damaged);
  return g_test_run ();
}
