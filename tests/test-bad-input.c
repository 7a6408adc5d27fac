/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/language.h"

#include "refresh-fixture.h"

static void
test_bad_body (Fixture *fixture, gconstpointer unused)
{
  const struct
  {
    const char *body;
    int code;
    const char *says;
  } cases[] = {
    { HEADER, MIRADOR_ERROR_HEADER_ONLY, "no rows" },
    { "", MIRADOR_ERROR_EMPTY, "is empty" },
    { " \n\n", MIRADOR_ERROR_EMPTY, "is empty" },
    { "place,month,cases\n140101,2024-01,1\n", MIRADOR_ERROR_COLUMN_MISSING, "no column “ubigeo”" },
    { HEADER "140101,2024-01,1\n140102,2024-0", MIRADOR_ERROR_TRUNCATED,
      "the end of row 2, from the column “cases” on" },
    { "<!DOCTYPE html><html><body>Log in, please</body></html>", MIRADOR_ERROR_SYNTAX,
      "a web page" },
    { "{\"mirador\": 1, \"columns\": [\"measure\"", MIRADOR_ERROR_TRUNCATED, "a closing bracket" },
  };
  static const char binary[] = "PK\003\004\024\000\006\000\010\000\000\000!\000";
  g_autoptr (GBytes) zip = g_bytes_new_static (binary, sizeof binary);

  load_good (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("body %u", i);
      serve (fixture, cases[i].body);
      refresh_badly (fixture, cases[i].code, cases[i].says);
    }
  test_server_put_bytes (fixture->server, "/clinic.csv", zip);
  refresh_badly (fixture, MIRADOR_ERROR_BINARY, "is not text");
}

static void
test_bad_server (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (TestRaw) cut = test_raw_new (
    "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" HEADER "140101,2024-01,1\n", TRUE);
  g_autoptr (TestRaw) silent = test_raw_new ("", FALSE);
  g_autofree char *absent = g_strconcat (fixture->server->base, "/absent.csv", NULL);
  g_autofree char *refusing = test_refusing_address ();
  g_autofree char *missing = g_build_filename (fixture->folder, "missing.csv", NULL);
  const struct
  {
    const char *location;
    int code;
    const char *says;
  } cases[] = {
    { absent, MIRADOR_ERROR_HTTP_STATUS, "404: there is nothing at this address" },
    { refusing, MIRADOR_ERROR_CONNECTION, "nobody answers at that address" },
    { cut->base, MIRADOR_ERROR_TRUNCATED, "ends too early" },
    { silent->base, MIRADOR_ERROR_TIMEOUT, "within 1 seconds" },
    { missing, MIRADOR_ERROR_FILE_NOT_FOUND, "missing.csv" },
    { fixture->folder, MIRADOR_ERROR_FILE_UNREADABLE, "a folder, not a file" },
    { "http://example.invalid/a.csv", MIRADOR_ERROR_INSECURE, "not encrypted" },
  };

  load_good (fixture);
  fixture->definition->timeout_seconds = 1;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      point_at (fixture, cases[i].location);
      refresh_badly (fixture, cases[i].code, cases[i].says);
    }
}

typedef struct
{
  const char *row;
  const char *column;
  MiradorReject reason;
} BadRow;

static void
assert_rejected (Fixture *fixture, const BadRow *bad)
{
  g_autoptr (MiradorRefresh) refresh = refresh_well (fixture);
  g_autoptr (GPtrArray) rejected
    = mirador_store_list_rejected_sync (fixture->store, "clinic", NULL);
  const MiradorRejected *first;

  g_assert_cmpuint (refresh->rows, ==, N_ROWS);
  g_assert_cmpuint (refresh->rejected, ==, 2);
  g_assert_cmpuint (rejected->len, ==, 2);
  first = g_ptr_array_index (rejected, 0);
  g_assert_cmpuint (first->row, ==, 1);
  g_assert_cmpint (first->reason, ==, bad->reason);
  g_assert_cmpstr (first->column, ==, bad->column);
}

static void
test_bad_rows (Fixture *fixture, gconstpointer unused)
{
  const BadRow cases[] = {
    { "140101,2024-01", "cases", MIRADOR_REJECT_TOO_SHORT },
    { "140101,2024-13,10", "month", MIRADOR_REJECT_PERIOD },
    { "999999,2024-01,10", "ubigeo", MIRADOR_REJECT_PLACE_UNKNOWN },
    { "140101,2024-01,ten", "cases", MIRADOR_REJECT_NOT_A_NUMBER },
    { "140101,2024-01,9007199254740994", "cases", MIRADOR_REJECT_TOO_LARGE },
    { "140101,2024-01,NaN", "cases", MIRADOR_REJECT_NOT_FINITE },
    { "140101,2024-01,-1", "cases", MIRADOR_REJECT_NEGATIVE },
  };

  load_good (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      /* Three of twenty are more than a tenth, two are not. */
      g_autofree char *many = make_table (cases[i].row, 3);
      g_autofree char *few = make_table (cases[i].row, 2);
      g_autofree char *good = make_table (NULL, 0);
      g_autofree char *says = g_strdup_printf (
        "3 of 20 rows cannot be used, more than the 10%% allowed. First: row 1, column %s: %s.",
        cases[i].column, mirador_reject_to_text (cases[i].reason));
      g_autoptr (MiradorRefresh) again = NULL;

      g_test_message ("%s", cases[i].row);
      serve (fixture, many);
      refresh_badly (fixture, MIRADOR_ERROR_TOO_MANY_REJECTED, says);
      serve (fixture, few);
      assert_rejected (fixture, &cases[i]);
      serve (fixture, good);
      again = refresh_well (fixture);
      g_assert_cmpfloat (total (fixture, 0), ==, TOTAL);
    }
}

static void
test_reject_limit (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *table = make_table ("140101,2024-13,10", 3);
  g_autoptr (MiradorRefresh) refresh = NULL;

  fixture->definition->reject_limit = 0.2;
  serve (fixture, table);
  refresh = refresh_well (fixture);
  g_assert_cmpuint (refresh->rejected, ==, 3);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/bad-input/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *home = g_dir_make_tmp ("mirador-home-XXXXXX", NULL);
  int result;

  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("MIRADOR_TODAY", "2026-11-21", TRUE);
  g_test_init (&argc, &argv, NULL);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  mirador_http_set_first_pause (1);
  ADD ("body", test_bad_body);
  ADD ("server", test_bad_server);
  ADD ("rows", test_bad_rows);
  ADD ("reject-limit", test_reject_limit);
  result = g_test_run ();
  g_rmdir (home);
  return result;
}
