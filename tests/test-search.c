/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/search.h"
#include "model/language.h"
#include "store/store.h"

#include "holdings.h"

/* What SES has: programs of its own report, one of them by district every month. */
#define STORE                                                                                      \
  "people_screened all country 2025-06\n"                                                          \
  "people_screened tb country 2025-06\n"                                                           \
  "people_diagnosed tb country 2025-06\n"                                                          \
  "people_screened vih country 2025-06\n"                                                          \
  "screenings same district 2026-10\n"                                                             \
  "screenings same region 2026-09\n"                                                               \
  "population context region 2025-12\n"

typedef struct
{
  const char *name;
  MiradorLanguage language;
  const char *holdings;
  const char *words; /* as the Shell parts them: by blanks */
  const char *found; /* ids, the best first; "…" at the end: and others */
} Case;

static const Case cases[] = {
  { "beginning-of-a-word", MIRADOR_LANGUAGE_EN, STORE, "tuberc", "program/tb …" },
  { "accents-and-case", MIRADOR_LANGUAGE_ES, STORE, "TAMIZÁDAS", "measure/all/people_screened …" },
  { "inside-of-a-word", MIRADOR_LANGUAGE_EN, STORE, "berculosis", "" },
  { "other-language", MIRADOR_LANGUAGE_EN, STORE, "salud mental", "program/same …" },
  { "english-in-spanish", MIRADOR_LANGUAGE_ES, STORE, "mental health", "program/same …" },
  { "short-name", MIRADOR_LANGUAGE_EN, STORE, "TB", "program/tb …" },
  { "id", MIRADOR_LANGUAGE_EN, STORE, "vih", "program/vih …" },
  { "every-word", MIRADOR_LANGUAGE_EN, STORE, "tuberculosis nonsense", "" },
  { "order-of-words", MIRADOR_LANGUAGE_EN, STORE, "health mental", "program/same …" },
  { "measure-of-a-program", MIRADOR_LANGUAGE_EN, STORE, "screened tuberculosis",
    "measure/tb/people_screened" },
  { "label-within-a-program", MIRADOR_LANGUAGE_ES, STORE, "tamizadas para vih",
    "measure/vih/people_screened" },
  { "program-alone-is-no-measure", MIRADOR_LANGUAGE_EN, STORE, "stis", "program/vih" },
  { "region", MIRADOR_LANGUAGE_EN, STORE, "lambay", "place/14" },
  { "region-by-its-code", MIRADOR_LANGUAGE_EN, STORE, "14", "place/14" },
  { "region-by-iso", MIRADOR_LANGUAGE_EN, STORE, "lam", "place/14" },
  { "region-and-its-level", MIRADOR_LANGUAGE_ES, STORE, "región ancash", "place/02" },
  { "level-alone", MIRADOR_LANGUAGE_ES, STORE, "región", "" },
  { "country", MIRADOR_LANGUAGE_ES, STORE, "peru", "place/PE" },
  { "province-and-district", MIRADOR_LANGUAGE_EN, STORE, "chiclayo", "place/1401 place/140101" },
  { "province-not-yet-named", MIRADOR_LANGUAGE_EN, STORE, "chiclay", "" },
  { "province-by-its-level", MIRADOR_LANGUAGE_EN, STORE, "province chiclayo", "place/1401" },
  { "district-and-its-region", MIRADOR_LANGUAGE_EN, STORE, "chiclayo distrito lambayeque",
    "place/140101" },
  { "district-by-its-code", MIRADOR_LANGUAGE_EN, STORE, "140101", "place/140101" },
  { "long-name", MIRADOR_LANGUAGE_ES, STORE, "san juan de miraflores", "place/150133" },
  { "too-many-namesakes", MIRADOR_LANGUAGE_ES, STORE, "santa rosa", "" },
  { "namesakes-told-apart", MIRADOR_LANGUAGE_ES, STORE, "santa rosa lambayeque", "place/140114" },
  { "group", MIRADOR_LANGUAGE_ES, STORE, "diris lima este", "place/diris-lima-este" },
  { "punctuation", MIRADOR_LANGUAGE_ES, STORE, "vih/its", "program/vih …" },
  { "one-letter", MIRADOR_LANGUAGE_EN, STORE, "t", "" },
  { "no-word", MIRADOR_LANGUAGE_EN, STORE, "", "" },
  { "only-signs", MIRADOR_LANGUAGE_EN, STORE, "… --", "" },
  { "not-utf-8", MIRADOR_LANGUAGE_EN, STORE, "\xff\xfe", "" },
  { "program-without-figures", MIRADOR_LANGUAGE_EN, STORE, "laboratory", "" },
  { "context-is-no-filter", MIRADOR_LANGUAGE_EN, STORE, "population", "" },
  { "empty-store", MIRADOR_LANGUAGE_EN, "", "tuberculosis", "" },
  { "empty-store-region", MIRADOR_LANGUAGE_EN, "", "lambayeque", "" },
  { "only-population", MIRADOR_LANGUAGE_EN, "population context region 2025-12\n", "lambayeque",
    "" },
  { "national-only-region", MIRADOR_LANGUAGE_EN, "people_screened tb country 2025-06\n",
    "lambayeque", "" },
  { "by-region-only-district", MIRADOR_LANGUAGE_EN, "screenings same region 2026-09\n",
    "chiclayo distrito", "" },
  { "twice-held-once-found", MIRADOR_LANGUAGE_EN, STORE, "screenings", "measure/same/screenings" },
  { "target-is-no-result", MIRADOR_LANGUAGE_EN, "people_screened_target tb country 2026-06\n",
    "screened", "" },
};

static char *
list_ids (const GArray *findings)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      g_autofree char *id = mirador_search_to_id (&g_array_index (findings, MiradorFinding, i));

      g_string_append_printf (ids, "%s%s", i > 0 ? " " : "", id);
    }
  return g_string_free (g_steal_pointer (&ids), FALSE);
}

static void
test_find (gconstpointer user_data)
{
  const Case *one = user_data;
  g_autoptr (GArray) holdings = holdings_parse (one->holdings);
  g_auto (GStrv) words = g_strsplit (one->words, " ", -1);
  g_autoptr (GArray) findings = NULL;
  g_autofree char *ids = NULL;

  mirador_language_set (one->language);
  findings = mirador_search_find (holdings, (const char *const *)words);
  ids = list_ids (findings);
  if (g_str_has_suffix (one->found, " …"))
    {
      g_autofree char *first = g_strndup (one->found, strlen (one->found) - strlen (" …"));

      if (strlen (ids) > strlen (first))
        ids[strlen (first)] = '\0';
      g_assert_cmpstr (ids, ==, first);
    }
  else
    g_assert_cmpstr (ids, ==, one->found);
}

static void
test_flood (void)
{
  g_autoptr (GString) all = g_string_new (NULL);
  g_autoptr (GPtrArray) measures = mirador_catalogue_measures ();
  const char *const words[] = { "pe", NULL };
  g_autoptr (GArray) holdings = NULL, findings = NULL;

  mirador_language_set (MIRADOR_LANGUAGE_ES);
  for (guint i = 0; i < measures->len; i++)
    g_string_append_printf (all, "%s tb region 2025-06\n",
                            ((const MiradorMeasure *)measures->pdata[i])->id);
  holdings = holdings_parse (all->str);
  findings = mirador_search_find (holdings, words);
  g_assert_cmpuint (findings->len, >, 0);
  g_assert_cmpuint (findings->len, <=, 20);
}

static void
test_ids (void)
{
  const char *const ids[] = { "program/tb", "place/14", "place/140101", "place/diris-lima-este",
                              "measure/tb/people_screened" };
  const char *const unknown[] = { "",
                                  "tb",
                                  "program/",
                                  "program/nothing",
                                  "place/999999",
                                  "measure/tb",
                                  "measure/tb/",
                                  "measure/nothing/people_screened",
                                  "measure/tb/nothing",
                                  "elsewhere/tb" };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      MiradorFinding finding;
      g_autofree char *again = NULL;

      g_assert_true (mirador_search_from_id (ids[i], &finding));
      again = mirador_search_to_id (&finding);
      g_assert_cmpstr (again, ==, ids[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (unknown); i++)
    {
      MiradorFinding finding;

      g_assert_false (mirador_search_from_id (unknown[i], &finding));
    }
}

typedef struct
{
  const char *name;
  const char *holdings;
  const char *id;
  const char *programs; /* of a place: ids by blanks */
  const char *shown;
  const char *description; /* NULL: none */
} Described;

static const Described described[] = {
  { "program", STORE, "program/same", "", "Mental health (SAME)",
    "Program · figures until October 2026" },
  { "measure", STORE, "measure/vih/people_screened", "", "People screened for HIV",
    "HIV and STIs · figures until June 2025" },
  { "simulated", "screenings same region 2026-09 simulated\n", "program/same", "",
    "Mental health (SAME)", "Program · simulated figures until September 2026" },
  { "region", STORE, "place/14", "same", "Lambayeque (region)",
    "Region · figures of Mental health" },
  { "two-programs", STORE, "place/14", "tb same", "Lambayeque (region)",
    "Region · figures of TB, Mental health" },
  { "many-programs", STORE, "place/140101", "tb same vih ent", "Chiclayo (district, Lambayeque)",
    "District · figures of 4 programs" },
  { "place-without-figures", STORE, "place/14", "", "Lambayeque (region)", NULL },
  { "program-without-figures", STORE, "program/lab", "", "Laboratory", NULL },
};

static void
test_describe (gconstpointer user_data)
{
  const Described *one = user_data;
  g_autoptr (GArray) holdings = holdings_parse (one->holdings);
  g_auto (GStrv) ids = g_strsplit (one->programs, " ", -1);
  g_autoptr (GPtrArray) programs = g_ptr_array_new ();
  g_autofree char *name = NULL, *description = NULL;
  MiradorFinding finding;

  mirador_language_set (MIRADOR_LANGUAGE_EN);
  for (char **id = ids; *id != NULL; id++)
    if (**id != '\0')
      g_ptr_array_add (programs, (gpointer)mirador_catalogue_program (*id));
  g_assert_true (mirador_search_from_id (one->id, &finding));
  name = mirador_search_get_name (&finding);
  description = mirador_search_describe (&finding, holdings, programs);
  g_assert_cmpstr (name, ==, one->shown);
  g_assert_cmpstr (description, ==, one->description);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/search/find/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_find);
    }
  g_test_add_func ("/search/find/no-flood", test_flood);
  g_test_add_func ("/search/ids", test_ids);
  for (guint i = 0; i < G_N_ELEMENTS (described); i++)
    {
      g_autofree char *path = g_strconcat ("/search/describe/", described[i].name, NULL);

      g_test_add_data_func (path, &described[i], test_describe);
    }
  return g_test_run ();
}
