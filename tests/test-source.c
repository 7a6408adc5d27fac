/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "source-fixture.h"

#include "feeds/source-private.h"

/* How a feed is made of a table, and of national figures. */

static void
test_kinds (void)
{
  for (const MiradorSourceKind *kind = mirador_source_kind_list (); kind->id != NULL; kind++)
    {
      g_autoptr (MiradorSource) source = mirador_source_new (kind);
      g_autofree char *why = mirador_source_why_not (source);

      g_assert_true (mirador_source_kind_get (kind->id) == kind);
      g_assert_true (g_str_equal (kind->format, "auto")
                     || mirador_decoder_get (kind->format) != NULL);
      g_assert_nonnull (why);
      g_assert_cmpuint (kind->auths, >, 0);
    }
  g_assert_null (mirador_source_kind_get ("sigtb"));
  for (MiradorColumnUse use = MIRADOR_USE_NONE; use < MIRADOR_N_USES; use++)
    g_assert_cmpstr (mirador_column_use_to_text (use), !=, "");
}

static void
test_table_whole_way (void)
{
  g_autofree char *path = write_table ("tamizajes.csv", SPANISH_TABLE);
  g_autoptr (MiradorSource) source = source_new ("table", path);
  g_autoptr (GError) error = NULL, notice = NULL;
  guint64 n_values = 0;

  g_autoptr (MiradorSourceCheck) said = check (source, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (said->format, ==, "csv");
  g_assert_cmpuint (said->rows, ==, 7);
  g_autoptr (MiradorPreview) raw = preview (source, &error);
  g_assert_no_error (error);
  g_assert_null (raw->mapping);
  g_assert_cmpuint (raw->records->len, ==, 7);
  g_assert_cmpint (mirador_source_get_column (source, "Año"), ==, MIRADOR_USE_PERIOD);
  g_assert_cmpint (mirador_source_get_column (source, "Mes"), ==, MIRADOR_USE_PERIOD);
  g_assert_cmpint (mirador_source_get_column (source, "Departamento"), ==, MIRADOR_USE_PLACE);
  g_assert_cmpint (mirador_source_get_column (source, "Sexo"), ==, MIRADOR_USE_SEX);
  g_assert_cmpint (mirador_source_get_column (source, "Tamizajes"), ==, MIRADOR_USE_VALUE);
  g_assert_cmpint (mirador_source_get_column (source, "DNI responsable"), ==, MIRADOR_USE_NONE);

  /* The column names its region, and its M stands beside an H. */
  g_assert_cmpstr (match_of (source, MIRADOR_USE_PLACE, "LIMA")->target, ==, "15");
  g_assert_cmpuint (match_of (source, MIRADOR_USE_PLACE, "ANCASH")->count, ==, 4);
  g_assert_cmpstr (match_of (source, MIRADOR_USE_SEX, "M")->target, ==, "F");
  const MiradorMatch *unknown = match_of (source, MIRADOR_USE_PLACE, "NO PRECISA");
  g_assert_null (unknown->target);
  g_assert_true (g_ptr_array_index (mirador_source_get_matches (source), 0) == unknown);

  mirador_source_set_program (source, "same");
  confirm_all (source);
  mirador_source_set_match (source, match_of (source, MIRADOR_USE_PLACE, "NO PRECISA"), NULL, NULL);
  g_autoptr (MiradorPreview) seen = preview (source, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (seen->n_rejected, ==, 0);
  g_assert_cmpuint (seen->n_observations, ==, 5);
  /* As a refresh counts them, without the rows that are passed over. */
  g_assert_cmpuint (seen->n_rows - seen->n_left_out, ==, 5);

  set_title (source, "Tamizajes");
  g_assert_true (save (source, &notice, &error));
  g_assert_no_error (error);
  g_assert_no_error (notice);
  assert_nowhere ("45781234");
  g_autoptr (MiradorStore) store = pull ("tamizajes", &n_values);
  g_assert_cmpuint (n_values, ==, 5);
  g_assert_cmpfloat (figure (store, "screenings", "same", "15", "2024-01"), ==, 1520);
  g_assert_cmpfloat (figure (store, "screenings", "same", "02", "2024-01"), ==, 22);
  remove_feeds ();
}

static void
test_table_unmapped (void)
{
  g_autofree char *path = write_table ("tamizajes.csv", SPANISH_TABLE);
  g_autoptr (MiradorSource) source = source_new ("table", path);
  g_autoptr (GError) error = NULL;

  g_autoptr (MiradorPreview) raw = preview (source, &error);
  g_assert_no_error (error);
  mirador_source_set_program (source, "same");
  confirm_all (source);
  /* Nobody said what «NO PRECISA» is: its row is set aside, not guessed. */
  g_autoptr (MiradorPreview) seen = preview (source, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (seen->n_rejected, ==, 1);
  /* A column of persons is refused, and its cells are in no mapping. */
  mirador_source_set_column (source, "DNI responsable", MIRADOR_USE_MEASURE);
  g_autofree char *why = mirador_source_why_not (source);
  g_assert_nonnull (strstr (why, "DNI responsable"));
  g_autoptr (MiradorPreview) refused = preview (source, &error);
  g_assert_no_error (error);
  g_assert_null (refused->mapping);
  g_assert_null (match_of (source, MIRADOR_USE_MEASURE, "45781234"));
  g_autofree char *mapping = mirador_source_to_mapping (source);
  g_assert_null (strstr (mapping, "45781234"));
}

/* What the columns of other tables are taken for, and how many figures they give. */
static void
test_table_shapes (void)
{
  static const struct
  {
    const char *text;
    const char *program, *measure, *place;
    guint n;
    double first;
  } cases[] = {
    /* wide: a column a measure */
    { "periodo,ubigeo,personas_tamizadas,personas_derivadas\n2024-01,10101,5,2\n2024-02,10101,7,\n",
      "tb", NULL, NULL, 3, 5 },
    /* wide: a column a period */
    { "region,2023,2024\nAncash,5,6\nAmazonas,7,8\nApurimac,1,2\n", "tb", "people_screened", NULL,
      6, 5 },
    /* long, with programs and measures of their own */
    { "program,measure,period,place,value\ntb,people_screened,2024-03,14,9\n"
      "vih,people_referred,2024-03,PE-LIM,4\n",
      NULL, NULL, NULL, 2, 9 },
    /* of one place, decimal commas */
    { "fecha;valor\n31/01/2024;12,5\n29/02/2024;13,25\n", "tb", "people_screened", "PE", 2, 12.5 },
    { "mes/año;casos\n01/2024;1\n02/2024;2\n", "tb", "people_screened", "PE", 2, 1 },
    /* a point before thousands, where nothing else says what it is: people are whole */
    { "año;casos\n2023;1.500\n2024;980\n", "tb", "people_screened", "PE", 2, 1500 },
    { "año;casos\n2023;1.500\n2024;2.345\n", "tb", "people_screened", "PE", 2, 1500 },
    { "año;casos\n2023;1.500\n2024;2.345\n", "context", "tb_incidence", "PE", 2, 1.5 },
    { "año;casos\n2023;1.500\n2024;2.5\n", "tb", "people_screened", "PE", 2, 1.5 },
    { "año;casos\n2023;1,500\n2024;980\n", "tb", "people_screened", "PE", 2, 1500 },
    { "región;2023;2024\nANCASH;1.500;1.234.567\nICA;1;2\nPUNO;3;4\n", "tb", "people_screened",
      NULL, 6, 1500 },
    { "[{\"año\":2023,\"valor\":1.512},{\"año\":2024,\"valor\":3}]", "tb", "people_screened", "PE",
      2, 1.512 },
    { "[{\"periodo\":\"2024\",\"ubigeo\":\"14\",\"valor\":3},"
      "{\"periodo\":\"2023\",\"ubigeo\":\"14\",\"valor\":4}]",
      "tb", "people_screened", NULL, 2, 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = write_table ("table.txt", cases[i].text);
      g_autoptr (MiradorSource) source = source_new ("table", path);
      g_autoptr (GError) error = NULL;

      mirador_source_set_program (source, cases[i].program);
      mirador_source_set_measure (source, cases[i].measure);
      mirador_source_set_place (source, cases[i].place);
      g_autoptr (MiradorPreview) raw = preview (source, &error);
      g_assert_no_error (error);
      confirm_all (source);
      g_autofree char *why = mirador_source_why_not (source);
      g_test_message ("%s: %s", cases[i].text, why);
      g_assert_null (why);
      g_autoptr (MiradorPreview) seen = preview (source, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (seen->n_rejected, ==, 0);
      g_assert_cmpuint (seen->n_observations, ==, cases[i].n);
      const MiradorObservation *first = &g_array_index (seen->observations, MiradorObservation, 0);
      g_assert_cmpfloat (first->value, ==, cases[i].first);
    }
}

/* Beside «Lima Metropolitana» nobody knows whether «Lima» is all of it or the rest. */
static void
test_table_traps (void)
{
  static const struct
  {
    const char *text;
    const char *code;
    const char *expected;
  } cases[] = {
    { "mes,departamento,valor\n2024-01,LIMA,1\n", "LIMA", "15" },
    { "mes,departamento,valor\n2024-01,LIMA,1\n2024-01,LIMA METROPOLITANA,2\n", "LIMA", NULL },
    { "mes,departamento,valor\n2024-01,LIMA,1\n2024-01,LIMA METROPOLITANA,2\n",
      "LIMA METROPOLITANA", "lima-metropolitana" },
    { "mes,departamento,valor\n2024-01,REGION LIMA,1\n2024-01,DIRIS LIMA NORTE,2\n", "REGION LIMA",
      NULL },
    { "mes,lugar,valor\n2024-01,LIMA,1\n2024-01,CUSCO,2\n", "LIMA", NULL },
    { "mes,lugar,valor\n2024-01,LIMA,1\n2024-01,ANCASH,2\n2024-01,AMAZONAS,2\n", "LIMA", "15" },
    /* numbers of another list */
    { "mes,lugar,valor\n2024-01,150101,1\n2024-01,877,1\n2024-01,99,1\n2024-01,7311,1\n", "150101",
      NULL },
    { "mes,ubigeo,valor\n2024-01,10101,1\n2024-01,150101,1\n", "10101", "010101" },
    { "mes,ubigeo,valor\n2024-01,140101.0,1\n2024-01,10101.0,1\n", "10101.0", "010101" },
    /* of RENIEC, by the column's name or by the names beside them */
    { "mes,ubigeo_reniec,valor\n2024-01,140101,1\n", "140101", NULL },
    { "mes,ubigeo,region,valor\n2024-01,140101,LIMA,1\n2024-01,070101,CUSCO,1\n", "140101", NULL },
    { "mes,ubigeo,region,valor\n2024-01,140101,Lambayeque,1\n", "140101", "140101" },
    /* a district's number within its province */
    { "mes,cod_distrito,valor\n2024-01,01,1\n2024-01,15,1\n", "15", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = write_table ("table.csv", cases[i].text);
      g_autoptr (MiradorSource) source = source_new ("table", path);
      g_autoptr (GError) error = NULL;

      g_autoptr (MiradorPreview) first = preview (source, &error);
      g_assert_no_error (error);
      mirador_source_set_column (source, first->columns[1], MIRADOR_USE_PLACE);
      g_autoptr (MiradorPreview) raw = preview (source, &error);
      g_assert_no_error (error);
      g_test_message ("%s: %s", cases[i].text, cases[i].code);
      g_assert_cmpstr (match_of (source, MIRADOR_USE_PLACE, cases[i].code)->target, ==,
                       cases[i].expected);
    }
}

/* What stands between a table and its feed, in words, before anything is written. */
static void
test_table_refused (void)
{
  static const struct
  {
    const char *text;
    const char *part; /* (nullable) nothing does */
  } cases[] = {
    { "año,región,casos\n2024,ANCASH,3\n", NULL },
    /* a footnote and a total in a short table */
    { "año,región,casos\n2022,ICA,3\n2023,ICA,3\n2024,ICA,3\n2025,ICA,3\nFuente: X,,\n", NULL },
    /* the year is not the period: nobody can read the months beside it */
    { "año,trimestre,región,casos\n2024,1er trim.,ICA,3\n", "periods" },
    /* a list of people */
    { "año,región,casos,DNI,Apellidos\n2024,ICA,1,45781234,PEREZ\n", "DNI" },
    { "año,región,casos,Fec. Nac.,N° H.C.\n2024,ICA,1,1990,77\n", "Fec. Nac." },
    { "año,región,casos,DNI responsable\n2024,ICA,1,45781234\n", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = write_table ("table.csv", cases[i].text);
      g_autoptr (MiradorSource) source = source_new ("table", path);
      g_autoptr (GError) error = NULL;

      mirador_source_set_program (source, "tb");
      mirador_source_set_measure (source, "people_screened");
      g_autoptr (MiradorPreview) raw = preview (source, &error);
      g_assert_no_error (error);
      g_assert_null (raw->mapping);
      confirm_all (source);
      g_autofree char *why = mirador_source_why_not (source);
      g_test_message ("%s: %s", cases[i].text, why);
      g_assert_true (cases[i].part != NULL ? why != NULL && strstr (why, cases[i].part) != NULL
                                           : why == NULL);
      if (cases[i].part != NULL)
        g_assert_false (save (source, NULL, NULL));
    }
}

static void
test_personal_names (void)
{
  static const char *const personal[] = { "DNI",
                                          "D.N.I.",
                                          "N°DNI",
                                          "nro_dni",
                                          "H.C.",
                                          "N° H.C.",
                                          "Historia Clínica",
                                          "HistoriaClinica",
                                          "ApellidoPaterno",
                                          "Nombres y Apellidos",
                                          "PACIENTE",
                                          "Tipo Doc",
                                          "F. Nac.",
                                          "Teléfono1",
                                          "E-mail",
                                          "ID_PERSONA",
                                          NULL };
  static const char *const others[] = { "Pacientes",
                                        "N° de pacientes",
                                        "Nacimientos",
                                        "Documentos emitidos",
                                        "Establecimiento",
                                        "Dirección Regional de Salud",
                                        "Código único",
                                        "Ubigeo",
                                        "Nombre",
                                        "",
                                        NULL };

  for (guint i = 0; personal[i] != NULL; i++)
    {
      g_test_message ("%s", personal[i]);
      g_assert_true (mirador_source_column_name_is_personal (personal[i]));
    }
  for (guint i = 0; others[i] != NULL; i++)
    {
      g_test_message ("%s", others[i]);
      g_assert_false (mirador_source_column_name_is_personal (others[i]));
    }
}

static void
test_table_bad (void)
{
  static const struct
  {
    guint status;
    const char *body;
    MiradorError code;
  } cases[] = {
    { 200, "<!doctype html><html><body>Portal</body></html>", MIRADOR_ERROR_SYNTAX },
    { 401, "<html>no</html>", MIRADOR_ERROR_HTTP_STATUS },
    { 404, "<html>no</html>", MIRADOR_ERROR_HTTP_STATUS },
    { 200, "periodo,valor\n", MIRADOR_ERROR_HEADER_ONLY },
    { 200, "[]", MIRADOR_ERROR_EMPTY },
    { 200, "", MIRADOR_ERROR_EMPTY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TestServer) server = test_server_new (NULL);
      g_autofree char *location = g_strconcat (server->base, "/table", NULL);
      g_autoptr (MiradorSource) source = source_new ("table", location);
      g_autoptr (GError) error = NULL;

      test_server_put (server, "/table", cases[i].status, cases[i].body);
      g_assert_null (check (source, &error));
      g_test_message ("%s: %s", cases[i].body, error->message);
      g_assert_error (error, MIRADOR_ERROR, (int)cases[i].code);
    }
}

/* MINSA's table holds totals beside their parts: as long as the column that tells them apart is not
 * used, the second of two figures of one thing is set aside. */
static void
test_table_duplicates (void)
{
  g_autofree char *path = write_table ("table.csv", "mes,ubigeo,grupo,tamizajes\n"
                                                    "2024-01,140101,TOTAL,30\n"
                                                    "2024-01,140101,POSITIVOS,4\n");
  g_autoptr (MiradorSource) source = source_new ("table", path);
  g_autoptr (GError) error = NULL;

  mirador_source_set_program (source, "same");
  g_autoptr (MiradorPreview) raw = preview (source, &error);
  confirm_all (source);
  g_autoptr (MiradorPreview) both = preview (source, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (both->n_observations, ==, 1);
  g_assert_cmpuint (both->n_rejected, ==, 1);
  mirador_source_set_column (source, "grupo", MIRADOR_USE_MEASURE);
  g_autoptr (MiradorPreview) again = preview (source, &error);
  g_assert_no_error (error);
  mirador_source_set_match (source, match_of (source, MIRADOR_USE_MEASURE, "TOTAL"), "screenings",
                            NULL);
  mirador_source_set_match (source, match_of (source, MIRADOR_USE_MEASURE, "POSITIVOS"),
                            "positive_screenings", NULL);
  g_autoptr (MiradorPreview) apart = preview (source, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (apart->n_observations, ==, 2);
  g_assert_cmpuint (apart->n_rejected, ==, 0);
}

/* A column of too many texts is no column of codes; the mapping holds none beyond the limit. */
static void
test_table_too_many_codes (void)
{
  g_autoptr (GString) text = g_string_new ("mes,ubigeo,indicador,valor\n");
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 6000; i++)
    g_string_append_printf (text, "2024-01,14,texto %u,1\n", i);
  path = write_table ("table.csv", text->str);
  g_autoptr (MiradorSource) source = source_new ("table", path);
  mirador_source_set_program (source, "same");
  g_autoptr (MiradorPreview) raw = preview (source, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mirador_source_get_matches (source)->len, ==, 5001);
  g_autofree char *why = mirador_source_why_not (source);
  g_assert_nonnull (strstr (why, "indicador"));
}

/* National figures */

#define GHO_ANSWER                                                                                 \
  "{\"@odata.context\":\"x\",\"value\":["                                                          \
  "{\"Id\":1,\"IndicatorCode\":\"%s\",\"SpatialDimType\":\"COUNTRY\",\"SpatialDim\":\"PER\","      \
  "\"TimeDimType\":\"YEAR\",\"TimeDim\":2022,\"Dim1\":null,\"Value\":\"151 [120-185]\","           \
  "\"NumericValue\":151.0,\"Low\":120.0,\"High\":185.0},"                                          \
  "{\"Id\":2,\"IndicatorCode\":\"%s\",\"SpatialDimType\":\"COUNTRY\",\"SpatialDim\":\"BRA\","      \
  "\"TimeDimType\":\"YEAR\",\"TimeDim\":2022,\"Dim1\":null,\"Value\":\"49\","                      \
  "\"NumericValue\":49.0,\"Low\":41.0,\"High\":57.0}]}"

#define WORLD_BANK_ANSWER                                                                          \
  "[{\"page\":1,\"pages\":1,\"per_page\":50,\"total\":2},["                                        \
  "{\"indicator\":{\"id\":\"SH.TBS.INCD\",\"value\":\"Incidence\"},\"country\":{\"id\":\"PE\","    \
  "\"value\":\"Peru\"},\"countryiso3code\":\"PER\",\"date\":\"2022\",\"value\":151,\"unit\":\"\"," \
  "\"obs_status\":\"\",\"decimal\":0},"                                                            \
  "{\"indicator\":{\"id\":\"SH.TBS.INCD\",\"value\":\"Incidence\"},\"country\":{\"id\":\"PE\","    \
  "\"value\":\"Peru\"},\"countryiso3code\":\"PER\",\"date\":\"2021\",\"value\":130,\"unit\":\"\"," \
  "\"obs_status\":\"\",\"decimal\":0}]]"

static void
check_national (const char *kind,
                const char *answer,
                const char *by_hand,
                const char *measure,
                guint n)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  g_autofree char *location = g_strconcat (server->base, "/figures", NULL);
  g_autoptr (MiradorSource) source = source_new (kind, location);
  g_autoptr (GError) error = NULL, notice = NULL;
  guint64 n_values = 0;

  test_server_put (server, "/figures", 200, answer);
  g_autoptr (MiradorSourceCheck) said = check (source, &error);
  g_assert_no_error (error);
  g_autoptr (MiradorPreview) first = preview (source, &error);
  g_assert_no_error (error);
  if (by_hand != NULL)
    {
      g_assert_false (match_of (source, MIRADOR_USE_MEASURE, by_hand)->confirmed);
      mirador_source_set_match (source, match_of (source, MIRADOR_USE_MEASURE, by_hand), measure,
                                NULL);
    }
  g_autofree char *why = mirador_source_why_not (source);
  g_assert_cmpstr (why, ==, NULL);
  g_autoptr (MiradorPreview) seen = preview (source, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (seen->n_observations, ==, n);
  g_assert_cmpuint (seen->n_rejected, ==, 0);
  set_title (source, kind);
  g_assert_true (save (source, &notice, &error));
  g_assert_no_error (error);
  g_autoptr (MiradorStore) store = pull (mirador_source_get_definition (source)->id, &n_values);
  g_assert_cmpuint (n_values, ==, n);
  g_assert_cmpfloat (figure (store, measure, "context", "PE", "2022"), ==, 151);
  remove_feeds ();
}

static void
test_national (void)
{
  g_autofree char *known = g_strdup_printf (GHO_ANSWER, "MDG_0000000020", "MDG_0000000020");
  g_autofree char *other = g_strdup_printf (GHO_ANSWER, "TB_e_inc_100k", "TB_e_inc_100k");

  check_national ("who", known, NULL, "tb_incidence", 1);
  /* An indicator that the shipped mapping does not know is mapped then and there. */
  check_national ("who", other, "TB_e_inc_100k", "tb_incidence", 1);
  check_national ("world-bank", WORLD_BANK_ANSWER, NULL, "tb_incidence", 2);
}

int
main (int argc, char **argv)
{
  source_test_init (&argc, &argv);
  g_test_add_func ("/kind/table", test_kinds);
  g_test_add_func ("/table/duplicates", test_table_duplicates);
  g_test_add_func ("/table/whole-way", test_table_whole_way);
  g_test_add_func ("/table/too-many-codes", test_table_too_many_codes);
  g_test_add_func ("/table/unmapped", test_table_unmapped);
  g_test_add_func ("/table/shapes", test_table_shapes);
  g_test_add_func ("/table/traps", test_table_traps);
  g_test_add_func ("/table/bad", test_table_bad);
  g_test_add_func ("/column/personal-names", test_personal_names);
  g_test_add_func ("/table/refused", test_table_refused);
  g_test_add_func ("/national/whole-way", test_national);
  return g_test_run ();
}
