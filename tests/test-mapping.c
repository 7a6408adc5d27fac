/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "feeds/mapping.h"
#include "memory-sink.h"

/* Most cases: this mapping, one row, and what becomes of it. */
#define HEAD "\"mapping\":1,\"id\":\"test\","
#define USUAL                                                                                      \
  "\"program\":\"tb\",\"measure\":\"people_started\",\"period\":{\"column\":\"p\"},"               \
  "\"place\":{\"column\":\"u\"},\"value\":\"v\""

typedef struct
{
  const char *name;
  const char *mapping; /* without braces */
  const char *table;
  const char *expected;
} Case;

static const Case cases[] = {
  { "plain", HEAD USUAL, "p,u,v\n2017-03,140101,12\n", "people_started tb 140101 2017-03 [] 12" },
  { "column-names-without-case-and-accents", HEAD USUAL, "P,ú,V\n2017-03,140101,12\n",
    "people_started tb 140101 2017-03 [] 12" },
  { "lost-leading-zero", HEAD USUAL, "p,u,v\n2017-03,10101,12\n",
    "people_started tb 010101 2017-03 [] 12" },
  { "iso-place", HEAD USUAL, "p,u,v\n2017-03,PE-LAM,12\n", "people_started tb 14 2017-03 [] 12" },
  { "texts-that-come-again", HEAD USUAL,
    "p,u,v\n2017-03,140101,1\n2017-04,140102,2\n2017-03,140102,3\n2017-3x,140101,4\n"
    "2017-04,999999,5\n\" 2017-03\",\"140101 \",6\n2017-04,140101,7\n",
    "people_started tb 140101 2017-03 [] 1\npeople_started tb 140102 2017-04 [] 2\n"
    "people_started tb 140102 2017-03 [] 3\n!bad-period@p#4\n!unknown-place@u#5\n"
    "people_started tb 140101 2017-03 [] 6\npeople_started tb 140101 2017-04 [] 7" },
  { "fiscal-year", HEAD USUAL, "p,u,v\nFY2025,PE,12\n", "people_started tb PE FY2025 [] 12" },
  { "fiscal-year-of-the-source", HEAD "\"fiscal_first_month\":4," USUAL, "p,u,v\nFY2025,PE,12\n",
    "people_started tb PE FY2025-04 [] 12" },
  { "blanks-around", HEAD USUAL, "p,u,v\n\" 2017-03 \",\" 140101\",\" 12 \"\n",
    "people_started tb 140101 2017-03 [] 12" },
  { "thousands", HEAD USUAL, "p;u;v\n2017-03;14;1,234.5\n",
    "people_started tb 14 2017-03 [] 1234.5" },
  { "decimal-comma", HEAD "\"decimal\":\",\"," USUAL, "p;u;v\n2017-03;14;1.234,5\n",
    "people_started tb 14 2017-03 [] 1234.5" },
  { "exact-limit", HEAD USUAL, "p,u,v\n2017-03,14,9007199254740992\n",
    "people_started tb 14 2017-03 [] 9007199254740992" },
  { "negative-where-allowed", HEAD "\"negative\":true," USUAL, "p,u,v\n2017-03,14,-3\n",
    "people_started tb 14 2017-03 [] -3" },
  { "missing-is-no-statement", HEAD "\"missing\":[\"NA\",\"-\",\"\"]," USUAL,
    "p,u,v\n2017-03,14,NA\n2017-04,14,-\n2017-05,14,\n2017-06,14,5\n",
    "people_started tb 14 2017-06 [] 5" },
  { "hidden-by-the-source", HEAD "\"suppressed\":[\"*\",\"<5\"]," USUAL, "p,u,v\n2017-03,14,<5\n",
    "people_started tb 14 2017-03 [] - suppressed" },
  { "left-out", HEAD "\"leave_out\":{\"u\":[\"Total\",\"14\"]}," USUAL,
    "p,u,v\n2017-03,Total,1\n2017-03,14,1\n2017-03,15,2\n", "people_started tb 15 2017-03 [] 2" },
  { "left-out-but-for", HEAD "\"leave_out\":{\"u\":{\"not\":\"15\"}}," USUAL,
    "p,u,v\n2017-03,Total,1\n2017-03,15,2\n", "people_started tb 15 2017-03 [] 2" },
  { "left-out-by-any-of-a-list",
    HEAD "\"leave_out\":[{\"u\":\"14\",\"p\":\"2017\"},{\"v\":\"9\"}]," USUAL,
    "p,u,v\n2017,14,1\n2018,14,9\n2018,14,3\n", "people_started tb 14 2018 [] 3" },
  { "month-and-year",
    HEAD "\"program\":\"tb\",\"measure\":\"people_started\",\"place\":\"PE\","
         "\"value\":\"v\",\"period\":{\"column\":\"p\",\"form\":\"month/year\"}",
    "p,v\n3/2017,1\n13/2017,1\n", "people_started tb PE 2017-03 [] 1\n!bad-period@p#2" },
  { "day-of-a-month",
    HEAD "\"program\":\"tb\",\"measure\":\"people_started\",\"place\":\"PE\","
         "\"value\":\"v\",\"period\":{\"column\":\"p\","
         "\"form\":\"day/month/year\",\"grain\":\"month\"}",
    "p,v\n31/03/2017,1\n31/02/2017,1\n", "people_started tb PE 2017-03 [] 1\n!bad-period@p#2" },
  { "year-and-month-name",
    HEAD "\"program\":\"tb\",\"measure\":\"people_started\","
         "\"place\":\"PE\",\"value\":\"v\",\"period\":{\"year\":\"y\","
         "\"month\":\"m\",\"codes\":{\"ENERO\":\"1\",\"SETIEMBRE\":\"9\"}}",
    "y,m,v\n2017,SETIEMBRE,1\n2017,FEBRERO,1\n",
    "people_started tb PE 2017-09 [] 1\n!unmapped-code@m#2" },
  { "year-and-quarter",
    HEAD "\"program\":\"tb\",\"measure\":\"people_started\",\"place\":\"PE\","
         "\"value\":\"v\",\"period\":{\"year\":\"y\",\"quarter\":\"q\"}",
    "y,q,v\n2017,2,1\n2017,5,1\n", "people_started tb PE 2017-Q2 [] 1\n!bad-period@q#2" },
  { "epidemiological-week",
    HEAD "\"program\":\"tb\",\"measure\":\"people_started\","
         "\"place\":\"PE\",\"value\":\"v\","
         "\"period\":{\"year\":\"y\",\"epi-week\":\"w\"}",
    "y,w,v\n2024,9,1\n2024,54,1\n", "people_started tb PE 2024-SE09 [] 1\n!bad-period@w#2" },
  { "columns-of-periods",
    HEAD "\"program\":\"tb\",\"measure\":\"people_started\","
         "\"place\":{\"column\":\"u\"},\"missing\":\"\","
         "\"period\":{\"columns\":true}",
    "u,2017-01,2017-02,Total\n14,1,,9\n15,3,4,9\n",
    "people_started tb 14 2017-01 [] 1\npeople_started tb 15 2017-01 [] 3\n"
    "people_started tb 15 2017-02 [] 4" },
  { "columns-of-named-periods",
    HEAD "\"program\":\"tb\",\"measure\":\"people_started\","
         "\"place\":\"PE\",\"period\":{\"columns\":"
         "{\"Ene\":\"2017-01\",\"Feb\":\"2017-02\"}}",
    "Ene,Feb,Mar\n1,2,3\n",
    "people_started tb PE 2017-01 [] 1\npeople_started tb PE 2017-02 [] 2" },
  { "column-for-each-measure",
    HEAD "\"program\":\"tb\",\"place\":\"PE\",\"period\":\"2017\","
         "\"take\":[{\"measure\":\"people_started\",\"value\":\"s\"},"
         "{\"measure\":\"people_adherent\",\"value\":\"a\"}]",
    "s,a\n5,4\n", "people_started tb PE 2017 [] 5\npeople_adherent tb PE 2017 [] 4" },
  { "one-bad-value-takes-the-row",
    HEAD "\"program\":\"tb\",\"place\":\"PE\",\"period\":\"2017\","
         "\"take\":[{\"measure\":\"people_started\",\"value\":\"s\"},"
         "{\"measure\":\"people_adherent\",\"value\":\"a\"}]",
    "s,a\n5,x\n", "!not-a-number@a#1" },
  { "measures-by-filter",
    HEAD "\"program\":\"tb\",\"place\":\"PE\",\"period\":\"2017\","
         "\"value\":\"v\",\"leave_out\":{\"k\":\"C\"},"
         "\"take\":[{\"where\":{\"k\":\"A\"},\"measure\":\"screenings\"},"
         "{\"where\":{\"k\":\"B\"},\"measure\":\"positive_screenings\"}]",
    "k,v\nA,5\nB,1\nC,9\nD,9\n",
    "screenings tb PE 2017 [] 5\npositive_screenings tb PE 2017 [] 1\n!unmapped-code@k#4" },
  { "breakdowns",
    HEAD "\"breakdowns\":{\"sex\":{\"column\":\"s\",\"codes\":{\"1\":\"M\","
         "\"2\":\"F\",\"Ambos  sexos\":\"\"}},\"age\":{\"column\":\"a\","
         "\"any\":true}}," USUAL,
    "p,u,v,s,a\n2017,14,1,2,1-4\n2017,14,2,Ambos sexos,5-9\n2017,14,3,3,5-9\n",
    "people_started tb 14 2017 [age=1-4;sex=F] 1\npeople_started tb 14 2017 [age=5-9] 2\n"
    "!unmapped-code@s#3" },
  { "breakdown-keys", HEAD "\"breakdown_key\":\"b\"," USUAL,
    "p,u,v,b\n2017,14,1,sex=F;age=1-4\n2017,14,2,\n2017,14,3,shoe=43\n2017,14,4,sex\n",
    "people_started tb 14 2017 [age=1-4;sex=F] 1\npeople_started tb 14 2017 [] 2\n"
    "!unmapped-code@b#3\n!unmapped-code@b#4" },
  { "place-by-name",
    HEAD "\"program\":\"tb\",\"measure\":\"people_started\",\"period\":\"2017\","
         "\"value\":\"v\",\"place\":{\"column\":\"d\",\"by\":\"name\","
         "\"level\":\"district\",\"parent\":{\"column\":\"r\",\"by\":\"name\","
         "\"level\":\"region\"}}",
    "r,d,v\nLAMBAYEQUE,Cañaris,1\nLima,Cañaris,1\nNowhere,Cañaris,1\n",
    "people_started tb 140202 2017 [] 1\n!unknown-place@d#2\n!unknown-place@d#3" },
  { "ambiguous-name",
    HEAD "\"program\":\"tb\",\"measure\":\"people_started\",\"period\":\"2017\","
         "\"value\":\"v\",\"place\":{\"column\":\"d\",\"by\":\"name\","
         "\"level\":\"district\"}",
    "d,v\nSanta Rosa,1\n", "!ambiguous-place@d#1" },
  { "place-codes",
    HEAD "\"program\":\"tb\",\"measure\":\"people_started\",\"period\":\"2017\","
         "\"value\":\"v\",\"place\":{\"column\":\"d\",\"codes\":{\"LE\":"
         "\"diris-lima-este\"}}",
    "d,v\nLE,1\nLC,1\n", "people_started tb diris-lima-este 2017 [] 1\n!unmapped-code@d#2" },
  { "flags",
    HEAD "\"flags\":[\"estimated\",{\"column\":\"q\",\"contains\":{\"más de\":"
         "\"more_than\",\"acum\":\"cumulative\"}}]," USUAL,
    "p,u,v,q\n2017,14,1,\n2017,14,2,Mas de; ACUM.\n",
    "people_started tb 14 2017 [] 1 estimated\n"
    "people_started tb 14 2017 [] 2 estimated more_than cumulative" },
  { "numerator-and-denominator",
    HEAD "\"program\":\"tb\",\"measure\":\"mdr_cure_rate\","
         "\"place\":\"PE\",\"period\":\"2017\",\"value\":\"v\","
         "\"numerator\":\"n\",\"denominator\":\"d\"",
    "v,n,d\n75,3,4\n75,,\n75,x,4\n",
    "mdr_cure_rate tb PE 2017 [] 75 3/4\nmdr_cure_rate tb PE 2017 [] 75\n!not-a-number@n#3" },
  { "codes-of-measures-and-programs",
    HEAD "\"program\":{\"column\":\"g\",\"codes\":{\"TBC\":"
         "\"tb\"}},\"measure\":{\"column\":\"m\"},"
         "\"place\":\"PE\",\"period\":\"2017\",\"value\":\"v\"",
    "g,m,v\nTBC,people_started,1\nVIH,people_started,1\nTBC,people_flown,1\n",
    "people_started tb PE 2017 [] 1\n!unmapped-code@g#2\n!unknown-measure@m#3" },
  /* Rejections one by one. */
  { "reject/too-short", HEAD USUAL, "p,u,v\n2017,14\n2017,14,1\n",
    "!too-short@v#1\npeople_started tb 14 2017 [] 1" },
  { "reject/too-long", HEAD USUAL, "p,u,v\n2017,14,1,2\n", "!too-long@v#1" },
  { "reject/month-13", HEAD USUAL, "p,u,v\n2017-13,14,1\n", "!bad-period@p#1" },
  { "reject/place-that-does-not-exist", HEAD USUAL, "p,u,v\n2017,990101,1\n",
    "!unknown-place@u#1" },
  { "reject/text", HEAD USUAL, "p,u,v\n2017,14,many\n", "!not-a-number@v#1" },
  { "reject/value-missing", HEAD USUAL, "p,u,v\n2017,14,\n", "!missing-value@v#1" },
  { "reject/nan", HEAD USUAL, "p,u,v\n2017,14,NaN\n", "!not-finite@v#1" },
  { "reject/infinite", HEAD USUAL, "p,u,v\n2017,14,-inf\n", "!not-finite@v#1" },
  { "reject/overflow", HEAD USUAL, "p,u,v\n2017,14,1e999\n", "!not-finite@v#1" },
  { "reject/beyond-2-53", HEAD USUAL, "p,u,v\n2017,14,9007199254740993\n", "!too-large@v#1" },
  { "reject/far-beyond", HEAD USUAL, "p,u,v\n2017,14,12345678901234567890123\n", "!too-large@v#1" },
  { "reject/negative", HEAD USUAL, "p,u,v\n2017,14,-1\n", "!negative@v#1" },
  { "reject/program",
    HEAD "\"program\":{\"column\":\"g\"},\"measure\":\"people_started\","
         "\"place\":\"PE\",\"period\":\"2017\",\"value\":\"v\"",
    "g,v\nxyz,1\n", "!unknown-program@g#1" },
  { "reject/ubigeo-of-another-level",
    HEAD "\"program\":\"tb\",\"measure\":\"people_started\","
         "\"period\":\"2017\",\"value\":\"v\",\"place\":"
         "{\"column\":\"u\",\"by\":\"ubigeo\","
         "\"level\":\"district\"}",
    "u,v\n140101,1\n1401,1\nPE-LAM,1\n",
    "people_started tb 140101 2017 [] 1\n!unknown-place@u#2\n!unknown-place@u#3" },
};

static MiradorMapping *
parse (const char *members, GError **error)
{
  g_autofree char *text = g_strdup_printf ("{%s}", members);

  return mirador_mapping_parse (text, -1, "test.json", error);
}

static void
test_maps (gconstpointer user_data)
{
  const Case *one = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorMapping) mapping = parse (one->mapping, &error);

  g_assert_no_error (error);
  g_autoptr (MemorySink) sink = memory_sink_read (mapping, "csv", one->table, -1, &error);
  g_assert_no_error (error);
  g_autofree char *seen = memory_sink_to_text (sink);
  g_assert_cmpstr (seen, ==, one->expected);
}

/* What is wrong with a mapping is told with the member's name. */
typedef struct
{
  const char *name;
  const char *mapping;
  const char *says;
} Broken;

static const Broken broken[] = {
  { "no-version", "\"id\":\"x\"," USUAL, "mapping" },
  { "no-id", "\"mapping\":1," USUAL, "id" },
  { "misspelt-member", HEAD "\"colunm\":1," USUAL, "colunm" },
  { "unknown-measure",
    HEAD "\"program\":\"tb\",\"measure\":\"people_flown\",\"period\":\"2017\","
         "\"place\":\"PE\",\"value\":\"v\"",
    "people_flown" },
  { "unknown-program",
    HEAD "\"program\":\"moon\",\"measure\":\"people_started\","
         "\"period\":\"2017\",\"place\":\"PE\",\"value\":\"v\"",
    "moon" },
  { "unknown-breakdown", HEAD "\"breakdowns\":{\"shoe\":\"43\"}," USUAL, "shoe" },
  { "no-value",
    HEAD "\"program\":\"tb\",\"measure\":\"people_started\",\"period\":\"2017\","
         "\"place\":\"PE\"",
    "value" },
  { "no-place",
    HEAD "\"program\":\"tb\",\"measure\":\"people_started\",\"period\":\"2017\","
         "\"value\":\"v\"",
    "place" },
  { "period-that-is-none",
    HEAD "\"program\":\"tb\",\"measure\":\"people_started\","
         "\"period\":\"2017-13\",\"place\":\"PE\",\"value\":\"v\"",
    "period" },
  { "wrong-type", HEAD "\"snapshot\":\"yes\"," USUAL, "snapshot" },
  { "limit-out-of-range", HEAD "\"reject_limit\":3," USUAL, "reject_limit" },
  { "terms-of-another-measure", HEAD "\"terms\":{\"screenings\":{}}," USUAL, "terms" },
  { "unknown-place-covered", HEAD "\"terms\":{\"*\":{\"covers\":[\"99\"]}}," USUAL, "covers" },
  { "trailing-comma", HEAD USUAL ",", "at line 1, column " },
  { "comment", HEAD USUAL "/* x */", "at line 1, column " },
};

static void
test_broken (gconstpointer user_data)
{
  const Broken *one = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorMapping) mapping = parse (one->mapping, &error);

  g_assert_null (mapping);
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_DEFINITION);
  g_autofree char *sentence = mirador_error_to_sentence (error);
  g_assert_nonnull (strstr (sentence, one->says));
  g_assert_nonnull (strstr (sentence, "test.json"));
}

static void
test_missing_column (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorMapping) mapping = parse (HEAD USUAL, NULL);
  g_autoptr (MemorySink) sink = memory_sink_read (mapping, "csv", "p,v\n2017,1\n", -1, &error);

  g_assert_null (sink);
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_COLUMN_MISSING);
  g_autofree char *sentence = mirador_error_to_sentence (error);
  g_assert_nonnull (strstr (sentence, "u"));
}

static void
test_json_rows (void)
{
  g_autoptr (MiradorMapping) mapping = parse (HEAD USUAL, NULL);
  g_autoptr (MemorySink) sink
    = memory_sink_read (mapping, "records",
                        "[{\"p\":\"2017\",\"u\":\"14\",\"v\":1},{\"p\":2017,\"u\":14,\"v\":\"2\"},"
                        "{\"p\":\"2017\",\"u\":\"14\",\"v\":12345678901234567890123},"
                        "{\"p\":\"2017\",\"u\":\"14\",\"v\":9007199254740993},"
                        "{\"p\":\"2017\",\"u\":\"14\",\"v\":-1.5},"
                        "{\"p\":\"2017\",\"u\":\"14\"}]",
                        -1, NULL);
  g_autofree char *seen = memory_sink_to_text (sink);

  g_assert_cmpstr (seen, ==,
                   "people_started tb 14 2017 [] 1\npeople_started tb 14 2017 [] 2\n"
                   "!too-large@v#3\n!too-large@v#4\n!negative@v#5\n!missing-value@v#6");
}

static void
test_own_format (void)
{
  const char *text
    = "{\"mirador\":1,\"title\":{\"es\":\"Prueba\",\"en\":\"Trial\"},\"source\":\"Somebody\","
      "\"issued\":\"2025-07-01\",\"simulated\":true,\"feed\":\"trial\",\"gives\":[\"balloons\"],"
      "\"measures\":[{\"id\":\"balloons\",\"name\":{\"es\":\"Globos\",\"en\":\"Balloons\"},"
      "\"unit\":\"items\",\"kind\":\"flow\",\"adds\":[\"time\"],\"good\":\"none\","
      "\"sensitive\":false}],"
      "\"terms\":{\"balloons\":{\"adds\":[\"time\",\"place\"],\"covers\":[\"PE\"]}},"
      "\"columns\":[\"measure\",\"program\",\"place\",\"period\",\"breakdown\",\"value\",\"flags\"]"
      ","
      "\"rows\":[[\"balloons\",\"tb\",\"14\",\"2025-03\",\"sex=F\",7,\"about,more_than\"],"
      "[\"balloons\",\"tb\",\"15\",\"2025-03\",\"\",null,\"suppressed\"],"
      "[\"balloons\",\"tb\",\"15\",\"2025-04\",\"\",null,\"\"]]}";
  g_autoptr (GError) error = NULL;
  g_autoptr (MemorySink) sink = memory_sink_read (NULL, "auto", text, -1, &error);

  g_assert_no_error (error);
  g_autofree char *seen = memory_sink_to_text (sink);
  g_assert_cmpstr (seen, ==,
                   "balloons tb 14 2025-03 [sex=F] 7 about more_than simulated\n"
                   "balloons tb 15 2025-03 [] - suppressed simulated\n"
                   "!missing-value@value#3");
  g_autoptr (MiradorPull) pull = mirador_mapping_make_pull (sink->mapping, NULL);
  g_assert_cmpstr (pull->profile->id, ==, "trial");
  g_assert_true (pull->profile->simulated);
  g_assert_cmpstr (pull->profile->issued, ==, "2025-07-01");
  g_assert_nonnull (strstr (pull->catalogue, "balloons"));
  g_assert_cmpuint (pull->measures->len, ==, 1);
  const MiradorTerms *terms = mirador_profile_find_terms (pull->profile, "balloons", "tb");
  g_assert_cmpint (terms->adds, ==, MIRADOR_ADDS_TIME | MIRADOR_ADDS_PLACE);
}

/* With or without "gives", the terms of "*" are those of the measures in the rows. */
static void
test_own_format_gives (void)
{
  static const char *const says[] = { "", "\"gives\":[\"home_visits\",\"screenings\"]," };

  for (gsize i = 0; i < G_N_ELEMENTS (says); i++)
    {
      g_autofree char *text = g_strconcat (
        "{\"mirador\":1,\"feed\":\"trial\",", says[i],
        "\"terms\":{\"*\":{\"adds\":[\"time\",\"place\"],\"absent\":\"zero\",\"covers\":[\"14\"],"
        "\"complete_until\":\"2025-03\",\"members\":{\"sex\":[\"F\",\"M\"]}},"
        "\"screenings\":{\"adds\":[\"time\"]}},"
        "\"columns\":[\"measure\",\"program\",\"place\",\"period\",\"value\"],"
        "\"rows\":[[\"home_visits\",\"tb\",\"14\",\"2025-03\",7],"
        "[\"flights\",\"tb\",\"14\",\"2025-03\",8],[\"screenings\",\"tb\",\"14\",\"2025-03\",9]]}",
        NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (MemorySink) sink = memory_sink_read (NULL, "auto", text, -1, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (sink->lines->str, ==,
                       "home_visits tb 14 2025-03 [] 7\n!unknown-measure@measure#2\n"
                       "screenings tb 14 2025-03 [] 9");
      g_autoptr (MiradorPull) pull = mirador_mapping_make_pull (sink->mapping, NULL);
      g_assert_true (pull->snapshot);
      g_assert_cmpuint (pull->measures->len, ==, 2);
      const MiradorTerms *terms = mirador_profile_find_terms (pull->profile, "home_visits", "tb");
      g_assert_nonnull (terms);
      g_assert_cmpint (terms->adds, ==, MIRADOR_ADDS_TIME | MIRADOR_ADDS_PLACE);
      g_assert_cmpint (terms->absent, ==, MIRADOR_ABSENT_ZERO);
      g_assert_cmpuint (terms->covers->len, ==, 1);
      g_assert_cmpuint (g_hash_table_size (terms->members), ==, 1);
      g_autofree char *until = mirador_period_to_code (terms->complete_until);
      g_assert_cmpstr (until, ==, "2025-03");
      terms = mirador_profile_find_terms (pull->profile, "screenings", "tb");
      g_assert_cmpint (terms->adds, ==, MIRADOR_ADDS_TIME);
    }
}

static void
test_pull (void)
{
  g_autoptr (MiradorMapping) mapping
    = parse (HEAD "\"feed\":\"f\",\"scope\":\"s\",\"reject_limit\":0.25,\"duplicates\":\"add\","
                  "\"profile\":{\"title\":\"T\",\"source\":{\"es\":\"F\",\"en\":\"S\"}},"
                  "\"breakdowns\":{\"sex\":{\"column\":\"s\",\"codes\":{\"1\":\"M\",\"2\":\"F\","
                  "\"T\":\"\"}},\"age\":{\"column\":\"a\",\"codes\":{\"x\":\"1-4\"},"
                  "\"complete\":false}},"
                  "\"terms\":{\"*\":{\"absent\":\"zero\",\"complete_until\":\"2017-08\"},"
                  "\"people_started\":{\"repeats\":true}}," USUAL,
             NULL);
  g_autoptr (MiradorPull) pull = mirador_mapping_make_pull (mapping, "other");
  const MiradorTerms *terms = mirador_profile_find_terms (pull->profile, "people_started", "tb");
  const GPtrArray *sexes = g_hash_table_lookup (terms->members, g_intern_string ("sex"));

  g_assert_cmpstr (pull->profile->id, ==, "other");
  g_assert_cmpstr (pull->scope, ==, "s");
  g_assert_cmpfloat (pull->reject_limit, ==, 0.25);
  g_assert_cmpint (pull->duplicates, ==, MIRADOR_DUPLICATES_ADD);
  g_assert_true (pull->snapshot);
  g_assert_cmpint (terms->adds, ==, -1);
  g_assert_cmpint (terms->absent, ==, MIRADOR_ABSENT_ZERO);
  g_assert_true (terms->repeats);
  g_autofree char *until = mirador_period_to_code (terms->complete_until);
  g_assert_cmpstr (until, ==, "2017-08");
  g_assert_cmpuint (sexes->len, ==, 2);
  /* Of ages the mapping says that there are others. */
  const GPtrArray *ages = g_hash_table_lookup (terms->members, g_intern_string ("age"));
  g_assert_cmpuint (ages->len, ==, 1);
  g_assert_cmpstr (ages->pdata[0], ==, MIRADOR_MEMBER_OTHERS);
}

static void
test_unknown_mapping (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (mirador_mapping_load ("no-such-mapping", &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_MAPPING_UNKNOWN);
  g_autofree char *sentence = mirador_error_to_sentence (error);
  g_assert_nonnull (strstr (sentence, "minsa-mental-health-screenings"));
}

static void
test_users_mapping (void)
{
  g_autofree char *folder
    = g_build_filename (g_get_user_config_dir (), "mirador", "mappings", NULL);
  g_autofree char *path = g_build_filename (folder, "mine.json", NULL);
  const char *text
    = "{\"mapping\":1,\"id\":\"mine\",\"program\":\"tb\",\"measure\":\"screenings\","
      "\"period\":{\"column\":\"strange_p\"},\"place\":\"PE\",\"value\":\"strange_v\"}";
  const char *const names[] = { "strange_v", "strange_p", "more" };

  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_autoptr (MiradorMapping) by_id = mirador_mapping_load ("mine", NULL);
  g_autoptr (MiradorMapping) by_file = mirador_mapping_load (path, NULL);
  g_autoptr (MiradorMapping) guessed = mirador_mapping_guess (names, 3, "csv");
  g_assert_cmpstr (mirador_mapping_get_id (by_id), ==, "mine");
  g_assert_cmpstr (mirador_mapping_get_id (by_file), ==, "mine");
  g_assert_cmpstr (mirador_mapping_get_id (guessed), ==, "mine");
  g_assert_null (mirador_mapping_guess (names, 1, "csv"));
  g_unlink (path);
}

int
main (int argc, char **argv)
{
  g_autofree char *home = g_dir_make_tmp ("mirador-mapping-XXXXXX", NULL);

  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/mapping/%s", cases[i].name);
      g_test_add_data_func (path, &cases[i], test_maps);
    }
  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autofree char *path = g_strdup_printf ("/mapping/broken/%s", broken[i].name);
      g_test_add_data_func (path, &broken[i], test_broken);
    }
  g_test_add_func ("/mapping/missing-column", test_missing_column);
  g_test_add_func ("/mapping/json-rows", test_json_rows);
  g_test_add_func ("/mapping/own-format", test_own_format);
  g_test_add_func ("/mapping/own-format-gives", test_own_format_gives);
  g_test_add_func ("/mapping/pull", test_pull);
  g_test_add_func ("/mapping/unknown", test_unknown_mapping);
  g_test_add_func ("/mapping/users", test_users_mapping);
  return g_test_run ();
}
