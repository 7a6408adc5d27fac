/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/match.h"

#include <locale.h>
#include <string.h>

/* What codes and names of a source may stand for: with the real gazetteer and catalogue. */

static const struct
{
  const char *code, *name;
  MiradorLevel level;
  const char *within;
  const char *expected; /* (nullable) */
} place_cases[] = {
  /* codes */
  { "150101", NULL, MIRADOR_LEVEL_ANY, NULL, "150101" },
  { "10101", NULL, MIRADOR_LEVEL_ANY, NULL, "010101" },
  { "101", NULL, MIRADOR_LEVEL_ANY, NULL, "0101" },
  { "9", NULL, MIRADOR_LEVEL_ANY, NULL, "09" },
  { "PE-LAM", NULL, MIRADOR_LEVEL_ANY, NULL, "14" },
  { "pe-lam", NULL, MIRADOR_LEVEL_ANY, NULL, "14" },
  { "PER", NULL, MIRADOR_LEVEL_ANY, NULL, "PE" },
  { "diris-lima-norte", NULL, MIRADOR_LEVEL_ANY, NULL, "diris-lima-norte" },
  { "990101", NULL, MIRADOR_LEVEL_ANY, NULL, NULL },
  { "140101.0", NULL, MIRADOR_LEVEL_ANY, NULL, "140101" },
  { "10101.0", NULL, MIRADOR_LEVEL_ANY, NULL, "010101" },
  { "140101.5", NULL, MIRADOR_LEVEL_ANY, NULL, NULL },
  /* the number of a district within its province is no region */
  { "05", "05", MIRADOR_LEVEL_DISTRICT, NULL, NULL },
  { "5", "5", MIRADOR_LEVEL_PROVINCE, NULL, NULL },
  { "10101", "10101", MIRADOR_LEVEL_DISTRICT, NULL, "010101" },
  /* RENIEC's code of Lima is INEI's of Chiclayo: the name decides */
  { "140101", "Lima", MIRADOR_LEVEL_ANY, "Perú / Lima / Lima", "150101" },
  { "140101", "Hospital de Lima", MIRADOR_LEVEL_ANY, NULL, NULL },
  { "140101", "Distrito de Chiclayo", MIRADOR_LEVEL_ANY, NULL, "140101" },
  { "0801", "PROV. CUZCO", MIRADOR_LEVEL_ANY, NULL, "0801" },
  { "OU_525", NULL, MIRADOR_LEVEL_ANY, NULL, NULL },
  { NULL, "15 - Lima", MIRADOR_LEVEL_ANY, NULL, "15" },
  { NULL, "150101 LIMA", MIRADOR_LEVEL_ANY, NULL, "150101" },
  { NULL, "150101 Trujillo", MIRADOR_LEVEL_ANY, NULL, NULL },
  /* names, case and accents aside */
  { NULL, "ANCASH", MIRADOR_LEVEL_ANY, NULL, "02" },
  { NULL, "Áncash", MIRADOR_LEVEL_ANY, NULL, "02" },
  { NULL, "  apurimac ", MIRADOR_LEVEL_ANY, NULL, "03" },
  { NULL, "Perú", MIRADOR_LEVEL_ANY, NULL, "PE" },
  { NULL, "PERU", MIRADOR_LEVEL_ANY, NULL, "PE" },
  /* the same name at several levels: nothing, unless the level is known */
  { NULL, "Lima", MIRADOR_LEVEL_ANY, NULL, NULL },
  { "LIMA", "LIMA", MIRADOR_LEVEL_ANY, NULL, NULL },
  { NULL, "Lambayeque", MIRADOR_LEVEL_ANY, NULL, NULL },
  { NULL, "Chiclayo", MIRADOR_LEVEL_ANY, NULL, NULL },
  { NULL, "Lima", MIRADOR_LEVEL_REGION, NULL, "15" },
  { NULL, "Lima", MIRADOR_LEVEL_PROVINCE, NULL, "1501" },
  { NULL, "Lima", MIRADOR_LEVEL_DISTRICT, NULL, "150101" },
  { NULL, "Cuzco", MIRADOR_LEVEL_REGION, NULL, "08" },
  { NULL, "Región Lima", MIRADOR_LEVEL_ANY, NULL, "15" },
  { NULL, "REGION LIMA", MIRADOR_LEVEL_ANY, NULL, "15" },
  { NULL, "Departamento de Lima", MIRADOR_LEVEL_ANY, NULL, "15" },
  { NULL, "Provincia de Lima", MIRADOR_LEVEL_ANY, NULL, "1501" },
  { NULL, "Distrito de Chiclayo", MIRADOR_LEVEL_ANY, NULL, "140101" },
  { NULL, "Chiclayo (distrito)", MIRADOR_LEVEL_ANY, NULL, "140101" },
  { NULL, "LIMA METROPOLITANA", MIRADOR_LEVEL_ANY, NULL, "lima-metropolitana" },
  { NULL, "Lima Provincias", MIRADOR_LEVEL_ANY, NULL, "lima-provincias" },
  { NULL, "DIRIS Lima Norte", MIRADOR_LEVEL_ANY, NULL, "diris-lima-norte" },
  { NULL, "DIRIS LIMA NORTE", MIRADOR_LEVEL_REGION, NULL, "diris-lima-norte" },
  { NULL, "Lima Norte", MIRADOR_LEVEL_ANY, NULL, NULL },
  { NULL, "DIRESA Cusco", MIRADOR_LEVEL_ANY, NULL, NULL },
  { NULL, "Atlántida", MIRADOR_LEVEL_ANY, NULL, NULL },
  { NULL, "", MIRADOR_LEVEL_ANY, NULL, NULL },
  /* districts of one name: many «Santa Rosa», one of them in the province of Chiclayo */
  { NULL, "Santa Rosa", MIRADOR_LEVEL_DISTRICT, NULL, NULL },
  { NULL, "Santa Rosa", MIRADOR_LEVEL_ANY, "Perú / Lambayeque / Chiclayo", "140114" },
  /* below others, as a server has them */
  { NULL, "Lima", MIRADOR_LEVEL_ANY, "Perú", "15" },
  { NULL, "Lima", MIRADOR_LEVEL_ANY, "Perú / Lima", "1501" },
  { NULL, "Lima", MIRADOR_LEVEL_ANY, "PERU / LIMA / LIMA", "150101" },
  { NULL, "Lima", MIRADOR_LEVEL_ANY, "Perú / Lima / Lima / Lima", NULL },
  { NULL, "DIRIS Lima Norte", MIRADOR_LEVEL_ANY, "Perú / Lima", "diris-lima-norte" },
  { NULL, "Comas", MIRADOR_LEVEL_ANY, "Perú / Lima / DIRIS Lima Norte", "150110" },
  { NULL, "Lima", MIRADOR_LEVEL_ANY, "Sierra Leone", NULL },
  { NULL, "San Miguel", MIRADOR_LEVEL_ANY, "El Salvador", NULL },
  { NULL, "San Salvador", MIRADOR_LEVEL_ANY, "El Salvador", NULL },
  { NULL, "La Libertad", MIRADOR_LEVEL_ANY, "El Salvador", NULL },
  { NULL, "Amazonas", MIRADOR_LEVEL_ANY, "Colombia", NULL },
  { NULL, "Amazonas", MIRADOR_LEVEL_ANY, "Socios En Salud", "01" },
  { NULL, "San Salvador", MIRADOR_LEVEL_ANY, "Organización", NULL },
  { NULL, "Áncash", MIRADOR_LEVEL_ANY, "Socios En Salud", "02" },
};

static void
test_places (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (place_cases); i++)
    {
      const MiradorPlace *place = NULL;
      MiradorFound found
        = mirador_match_place (place_cases[i].code, place_cases[i].name, place_cases[i].level,
                               place_cases[i].within, &place);

      g_test_message ("%s, %s in %s", place_cases[i].code, place_cases[i].name,
                      place_cases[i].within);
      g_assert_cmpstr (place != NULL ? place->code : NULL, ==, place_cases[i].expected);
      g_assert_cmpint (found != MIRADOR_FOUND_NOTHING, ==, place_cases[i].expected != NULL);
    }
}

static const char *const region_names[]
  = { "AMAZONAS",  "ANCASH",        "APURIMAC",    "AREQUIPA",     "AYACUCHO",
      "CAJAMARCA", "CALLAO",        "CUSCO",       "HUANCAVELICA", "HUANUCO",
      "ICA",       "JUNIN",         "LA LIBERTAD", "LAMBAYEQUE",   "LIMA",
      "LORETO",    "MADRE DE DIOS", "MOQUEGUA",    "PASCO",        "PIURA",
      "PUNO",      "SAN MARTIN",    "TACNA",       "TUMBES",       "UCAYALI" };

static void
test_level (void)
{
  g_autoptr (GPtrArray) regions = g_ptr_array_new ();
  g_autoptr (GPtrArray) unclear = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (region_names); i++)
    g_ptr_array_add (regions, (gpointer)region_names[i]);
  g_assert_cmpint (mirador_match_level (regions), ==, MIRADOR_LEVEL_REGION);
  g_ptr_array_add (regions, "TOTAL");
  g_assert_cmpint (mirador_match_level (regions), ==, MIRADOR_LEVEL_REGION);
  /* Each of these is a region, a province and a district. */
  g_ptr_array_add (unclear, "Lima");
  g_ptr_array_add (unclear, "Lambayeque");
  g_ptr_array_add (unclear, "Cajamarca");
  g_assert_cmpint (mirador_match_level (unclear), ==, MIRADOR_LEVEL_ANY);
  g_ptr_array_add (unclear, "Ferreñafe");
  g_ptr_array_add (unclear, "Amazonas");
  g_assert_cmpint (mirador_match_level (unclear), ==, MIRADOR_LEVEL_ANY);
  g_assert_cmpint (mirador_match_level_of_column ("Departamento"), ==, MIRADOR_LEVEL_REGION);
  g_assert_cmpint (mirador_match_level_of_column ("REGIÓN"), ==, MIRADOR_LEVEL_REGION);
  g_assert_cmpint (mirador_match_level_of_column ("nombre_distrito"), ==, MIRADOR_LEVEL_DISTRICT);
  g_assert_cmpint (mirador_match_level_of_column ("Establecimiento"), ==, MIRADOR_LEVEL_ANY);
}

static void
test_all_regions (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (region_names); i++)
    {
      g_autofree char *code = g_strdup_printf ("%02u", i + 1);
      const MiradorPlace *place = NULL;

      g_assert_cmpint (
        mirador_match_place (NULL, region_names[i], MIRADOR_LEVEL_REGION, NULL, &place), ==,
        MIRADOR_FOUND_BY_NAME);
      g_assert_cmpstr (place->code, ==, code);
    }
}

static void
test_programs (void)
{
  static const struct
  {
    const char *text;
    const char *expected;
  } cases[] = {
    { "tb", "tb" },
    { "TB", "tb" },
    { "Tuberculosis", "tb" },
    { "TUBERCULOSIS", "tb" },
    { "Salud Mental", "same" },
    { "Mental health", "same" },
    { "VIH e ITS", "vih" },
    { "Malaria", NULL },
    /* all of that table, not of Socios En Salud */
    { "all", NULL },
    { "ALL", NULL },
    { "", NULL },
  };
  g_autoptr (MiradorNames) names = mirador_names_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *id = NULL;

      mirador_match_program (names, cases[i].text, NULL, &id);
      g_assert_cmpstr (id, ==, cases[i].expected);
    }
}

static void
test_measures (void)
{
  static const struct
  {
    const char *text, *program;
    const char *expected;
  } cases[] = {
    { "people_screened", NULL, "people_screened" },
    { "Personas tamizadas", NULL, "people_screened" },
    { "PERSONAS TAMIZADAS", NULL, "people_screened" },
    { "personas_tamizadas", NULL, "people_screened" },
    { "People screened", NULL, "people_screened" },
    { "Tamizajes", NULL, "screenings" },
    /* a label counts within its program only */
    { "Tamizajes de salud mental", NULL, NULL },
    { "Tamizajes de salud mental", "same", "screenings" },
    { "Tamizajes de salud mental", "tb", NULL },
    /* «total» is the id of a number of pieces of equipment, and no measure of a table */
    { "total", NULL, NULL },
    { "Total", NULL, NULL },
    { "PEOPLE_SCREENED", NULL, "people_screened" },
    { "Casos", NULL, NULL },
  };
  g_autoptr (MiradorNames) names = mirador_names_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *id = NULL;

      g_test_message ("%s", cases[i].text);
      mirador_match_measure (names, cases[i].text, NULL, cases[i].program, &id);
      g_assert_cmpstr (id, ==, cases[i].expected);
    }
}

/* Of a server's data both the measure and the program have to be known. */
static void
test_data (void)
{
  static const struct
  {
    const char *code, *name;
    const char *measure, *program;
  } cases[] = {
    { NULL, "TB: Personas tamizadas", "people_screened", "tb" },
    { NULL, "tuberculosis - personas tamizadas", "people_screened", "tb" },
    { NULL, "Personas tamizadas (TB)", "people_screened", "tb" },
    { NULL, "People screened, Tuberculosis", "people_screened", "tb" },
    { NULL, "Salud mental: Tamizajes positivos", "positive_screenings", "same" },
    { NULL, "Salud mental: Tamizajes", "screenings", "same" },
    { NULL, "Personas diagnosticadas con tuberculosis", "people_diagnosed", "tb" },
    { "tb.people_screened", "Anything", "people_screened", "tb" },
    /* one alone is nothing */
    { NULL, "Personas tamizadas", NULL, NULL },
    { NULL, "TB: Personas observadas", NULL, NULL },
    { NULL, "TB", NULL, NULL },
    { "TB_TAMIZADOS", "Malaria: Personas tamizadas", NULL, NULL },
    /* a label of two programs */
    { NULL, "Personas derivadas al sistema de salud para recibir atención", NULL, NULL },
    { NULL, "", NULL, NULL },
    { NULL, NULL, NULL, NULL },
  };
  g_autoptr (MiradorNames) names = mirador_names_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *measure = NULL, *program = NULL;

      g_test_message ("%s", cases[i].name);
      mirador_match_datum (names, cases[i].code, cases[i].name, &measure, &program);
      g_assert_cmpstr (measure, ==, cases[i].measure);
      g_assert_cmpstr (program, ==, cases[i].program);
    }
}

static void
test_reports (void)
{
  static const struct
  {
    const char *code, *name;
    const char *measure, *program;
  } cases[] = {
    { "a.ACTUAL_REPORTS", "Informe mensual de tuberculosis", "reports_received", "tb" },
    { "a.EXPECTED_REPORTS", "Informe TB 2024", "reports_received_target", "tb" },
    { "a.EXPECTED_REPORTS", "Informe TB y salud mental", NULL, NULL },
    { "a.ACTUAL_REPORTS", "Informe mensual", NULL, NULL },
    { "a.REPORTING_RATE", "Informe de tuberculosis", NULL, NULL },
    { "a.ACTUAL_REPORTS", NULL, NULL, NULL },
  };
  g_autoptr (MiradorNames) names = mirador_names_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *measure = NULL, *program = NULL;

      mirador_match_reports (names, cases[i].code, cases[i].name, &measure, &program);
      g_assert_cmpstr (measure, ==, cases[i].measure);
      g_assert_cmpstr (program, ==, cases[i].program);
    }
}

static void
test_sex (void)
{
  static const struct
  {
    const char *beside;
    const char *code;
    const char *expected;
  } cases[] = {
    { "F,M", "F", "F" },
    { "F,M", "M", "M" },
    /* «hombre» and «mujer» */
    { "H,M", "M", "F" },
    { "H,M", "H", "M" },
    { "M", "M", NULL },
    { "F,H,M", "M", NULL },
    { "Femenino,Masculino", "Femenino", "F" },
    { "MUJERES,VARONES,TOTAL", "VARONES", "M" },
    { "MUJERES,VARONES,TOTAL", "TOTAL", "" },
    { "1,2", "1", NULL },
    { "SEX_FMLE,SEX_MLE,SEX_BTSX", "SEX_FMLE", "F" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) texts = g_strsplit (cases[i].beside, ",", -1);
      g_autoptr (GPtrArray) beside = g_ptr_array_new ();
      const char *member = NULL;

      for (guint j = 0; texts[j] != NULL; j++)
        g_ptr_array_add (beside, texts[j]);
      g_test_message ("%s in %s", cases[i].code, cases[i].beside);
      mirador_match_sex (cases[i].code, beside, &member);
      g_assert_cmpstr (member, ==, cases[i].expected);
    }
}

static void
test_age (void)
{
  static const struct
  {
    const char *code;
    const char *expected;
  } cases[] = {
    { "1-4", "1-4" },
    { "1 - 4", "1-4" },
    { "1 a 4 años", "1-4" },
    { "< 1", "<1" },
    { "Menores de 1 año", "<1" },
    { "80 +", "80+" },
    { "80 años a más", "80+" },
    { "80+", "80+" },
    { "12 to 14 years", "12-14" },
    { "TOTAL", "" },
    { "1-5", NULL },
    { "1 a 4 meses", NULL },
    { "60+", NULL },
    { "joven", NULL },
    { "", NULL },
    { "-", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *member = NULL;

      g_test_message ("%s", cases[i].code);
      mirador_match_age (cases[i].code, &member);
      g_assert_cmpstr (member, ==, cases[i].expected);
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/place/matches", test_places);
  g_test_add_func ("/place/level-of-many", test_level);
  g_test_add_func ("/place/all-regions", test_all_regions);
  g_test_add_func ("/program/matches", test_programs);
  g_test_add_func ("/measure/matches", test_measures);
  g_test_add_func ("/datum/needs-both", test_data);
  g_test_add_func ("/reports/matches", test_reports);
  g_test_add_func ("/sex/matches", test_sex);
  g_test_add_func ("/age/matches", test_age);
  return g_test_run ();
}
