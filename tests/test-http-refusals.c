/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What servers say when they do not give figures: as a manager reads it, and with the figures that
 * were there before as they were. */

#include "fetching.h"
#include "refresh-fixture.h"

/* The error files of the fixtures, as they were sent. */

typedef struct
{
  const char *file;
  guint status;
  const char *content_type;
  int code;
  guint requests;
  const char *says;
} Sent;

static const Sent sent[] = {
  { "dhis2/error_401_body.xml", 401, "application/xml;charset=UTF-8", MIRADOR_ERROR_REFUSED, 1,
    "“401 Unauthorized”. Check what is asked for and the credentials" },
  { "dhis2/error_404_html.html", 404, "text/html;charset=utf-8", MIRADOR_ERROR_HTTP_STATUS, 1,
    "404: there is nothing at this address" },
  { "dhis2/error_409_webmessage.json", 409, "application/json", MIRADOR_ERROR_REFUSED, 1,
    "“409 Key 'config' already exists in namespace 'android'”" },
  { "dhis2/error_500_webmessage.json", 500, "application/json", MIRADOR_ERROR_REFUSED, 3,
    "“500 A wild internal server error appeared!”" },
  { "dhis2/error_504_html.html", 504, "text/html; charset=UTF-8", MIRADOR_ERROR_HTTP_STATUS, 3,
    "504: the server is out of order" },
  { "ckan-dkan/dkan7_error_503_html.html", 503, "text/html", MIRADOR_ERROR_HTTP_STATUS, 3,
    "503: the server is out of order" },
  { "ckan-dkan/ckan_not-found.json", 404, "application/json;charset=utf-8", MIRADOR_ERROR_REFUSED,
    1, "“404 Not found”" },
  { "ckan-dkan/ckan_server-error.json", 500, "application/json;charset=utf-8",
    MIRADOR_ERROR_REFUSED, 3, "“500 Internal Server Error”" },
  { "ckan-dkan/ckan_not-found.json", 200, "application/json;charset=utf-8", MIRADOR_ERROR_REFUSED,
    1, "Not found" },
  { "worldbank/error_200_invalid_value.json", 200, "application/json;charset=utf-8",
    MIRADOR_ERROR_REFUSED, 1, "“120 Invalid value: The provided parameter value is not valid”" },
  { "fhir/OperationOutcome_exception.json", 500, "application/fhir+json", MIRADOR_ERROR_REFUSED, 3,
    "“500 exception: SQL Link Communication Error (dbx = 34234)”" },
  { "fhir/OperationOutcome_searchfail.json", 400, "application/fhir+json", MIRADOR_ERROR_REFUSED, 1,
    "“400 code-invalid: The \"name\" parameter has the modifier \"exact\"" },
  { "fhir/OperationOutcome_validationfail.json", 422, "application/fhir+json",
    MIRADOR_ERROR_REFUSED, 1, "“422 structure: Error parsing resource XML" },
  { "fhir/OperationOutcome_exception.json", 200, "application/fhir+json", MIRADOR_ERROR_REFUSED, 1,
    "“exception: SQL Link Communication Error (dbx = 34234)”" },
  { "dhis2/error_404_html.html", 200, "text/html;charset=utf-8", MIRADOR_ERROR_SYNTAX, 1,
    "it is a web page, not a table; the server may want a log-in" },
  { "ckan-dkan/dkan7_error_503_html.html", 200, "application/json", MIRADOR_ERROR_SYNTAX, 1,
    "it is a web page, not a table; the server may want a log-in" },
};

/* (transfer full) (nullable) */
static GBytes *
load_fixture (const char *file)
{
  const char *folder = g_getenv ("MIRADOR_FIXTURES");
  g_autofree char *path = folder != NULL ? g_build_filename (folder, file, NULL) : NULL;
  gsize length;
  char *contents;

  if (path == NULL || !g_file_get_contents (path, &contents, &length, NULL))
    {
      g_test_skip ("MIRADOR_FIXTURES does not name the folder of fixtures");
      return NULL;
    }
  return g_bytes_new_take (contents, length);
}

static void
test_sent (Fixture *fixture, gconstpointer user_data)
{
  for (guint i = 0; i < G_N_ELEMENTS (sent); i++)
    {
      g_autoptr (GBytes) body = load_fixture (sent[i].file);
      TestPage *page;

      if (body == NULL)
        return;
      g_test_message ("%s with %u", sent[i].file, sent[i].status);
      if (i == 0)
        load_good (fixture);
      page = test_server_put_bytes (fixture->server, "/clinic.csv", body);
      page->status = sent[i].status;
      page->content_type = g_strdup (sent[i].content_type);
      fixture->server->n_requests = 0;
      refresh_badly (fixture, sent[i].code, sent[i].says);
      g_assert_cmpfloat (total (fixture, 0), ==, TOTAL);
      g_assert_cmpuint (fixture->server->n_requests, ==, sent[i].requests);
    }
}

/* Answers that never become one */

static void
test_ways (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *elsewhere
    = g_strdup_printf ("http://localhost%s/clinic.csv", strrchr (fixture->server->base, ':'));
  const struct
  {
    guint status;
    const char *location;
    gboolean endless;
    int code;
    const char *says;
  } cases[] = {
    { 302, elsewhere, FALSE, MIRADOR_ERROR_REDIRECT, "it is on another server, http://localhost" },
    { 302, "http://example.invalid/", FALSE, MIRADOR_ERROR_REDIRECT, "it is not encrypted" },
    { 302, "/clinic.csv", FALSE, MIRADOR_ERROR_REDIRECT, "it leads on too many times" },
    { 200, NULL, TRUE, MIRADOR_ERROR_TOO_LARGE, "larger than the limit of 1 MB" },
    { 401, NULL, FALSE, MIRADOR_ERROR_HTTP_STATUS, "check the address and the credentials" },
  };
  g_autofree char *rows = g_strnfill (50000, '1');

  load_good (fixture);
  fixture->definition->max_bytes = 1000000;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TestPage *page = test_server_put (fixture->server, "/clinic.csv", cases[i].status, rows);

      page->location = g_strdup (cases[i].location);
      page->endless = cases[i].endless;
      refresh_badly (fixture, cases[i].code, cases[i].says);
      g_assert_cmpfloat (total (fixture, 0), ==, TOTAL);
    }
}

/* Documents */

typedef struct
{
  guint status;
  const char *body;
  int code;
  const char *says;
} Document;

static const Document documents[] = {
  { 409,
    "{\"httpStatus\":\"Conflict\",\"httpStatusCode\":409,\"status\":\"ERROR\",\"message\":"
    "\"Query failed because of too many cells\",\"errorCode\":\"E7128\"}",
    MIRADOR_ERROR_REFUSED, "“409 E7128 Query failed because of too many cells”" },
  { 403,
    "<webMessage xmlns=\"http://dhis2.org/schema/dxf/2.0\" httpStatus=\"Forbidden\""
    " httpStatusCode=\"403\" status=\"ERROR\" errorCode=\"E1006\"><message>No access</message>"
    "</webMessage>",
    MIRADOR_ERROR_REFUSED, "“403 E1006 No access”. Check what is asked for and the credentials" },
  { 404, "{\"error\":{\"code\":\"\",\"message\":\"Resource not found for the segment 'X'.\"}}",
    MIRADOR_ERROR_REFUSED, "“404 Resource not found for the segment 'X'.”" },
  { 400, "{\"error\":{\"code\":\"9\",\"message\":{\"lang\":\"en\",\"value\":\"Bad filter\"}}}",
    MIRADOR_ERROR_REFUSED, "“400 9 Bad filter”" },
  { 400, "{\"success\":false,\"error\":{\"__type\":\"Validation Error\",\"limit\":[\"No\"]}}",
    MIRADOR_ERROR_REFUSED, "“400 {\"__type\":\"Validation Error\",\"limit\":[\"No\"]}”" },
  { 404, "{\"timestamp\":1,\"status\":404,\"error\":\"Not Found\",\"path\":\"/x\"}",
    MIRADOR_ERROR_REFUSED, "“404 Not Found”" },
  /* The status is the one that was sent, whatever the document says. */
  { 401,
    "{\"httpStatus\":\"Conflict\",\"httpStatusCode\":409,\"status\":\"ERROR\",\"message\":\"m\"}",
    MIRADOR_ERROR_REFUSED, "“401 m”" },
  { 401, "", MIRADOR_ERROR_HTTP_STATUS, "401: the server does not let us in; check the address" },
  { 403, "<html><body>No</body></html>", MIRADOR_ERROR_HTTP_STATUS, "check the address and the" },
  { 400, "No", MIRADOR_ERROR_HTTP_STATUS, "400: the server does not accept the request" },
  { 400, "{\"error\":", MIRADOR_ERROR_HTTP_STATUS, "400: the server does not accept the request" },
  { 400, "[[[[", MIRADOR_ERROR_HTTP_STATUS, "400: the server does not accept the request" },
  { 418, "{\"rows\":[]}", MIRADOR_ERROR_HTTP_STATUS, "418: the server does not accept" },
};

static void
test_documents (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  g_autofree char *location = g_strconcat (server->base, "/a.json", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autofree char *sentence = NULL;

      test_server_put (server, "/a.json", documents[i].status, documents[i].body);
      sentence = fetch_in_vain (location, NULL, documents[i].code);
      assert_holds (sentence, documents[i].says);
    }
}

/* Only a start of it is read, whatever its length. */
static void
test_long_document (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  g_autofree char *location = g_strconcat (server->base, "/a.json", NULL);
  g_autofree char *filling = g_strnfill (200000, ' ');
  g_autofree char *document
    = g_strconcat (filling, "{\"success\":false,\"error\":{\"message\":\"m\"}}", NULL);
  MiradorFetchOptions small = { .max_bytes = 1000 };
  TestPage *page = test_server_put (server, "/a.json", 404, document);

  g_free (fetch_in_vain (location, &small, MIRADOR_ERROR_HTTP_STATUS));
  page->endless = TRUE;
  g_free (fetch_in_vain (location, NULL, MIRADOR_ERROR_HTTP_STATUS));
}

static void
test_cut_document (void)
{
  g_autoptr (TestRaw) raw = test_raw_new ("HTTP/1.1 404 Not Found\r\nContent-Length: 1000\r\n\r\n"
                                          "{\"success\":false,",
                                          TRUE);
  g_autofree char *location = g_strconcat (raw->base, "/a.json", NULL);

  g_free (fetch_in_vain (location, NULL, MIRADOR_ERROR_HTTP_STATUS));
}

/* Kept */

static void
test_kept (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  MiradorFetchOptions keeping = { .keep_refusals = TRUE, .max_bytes = 10 };
  const struct
  {
    guint status;
    const char *body;
    guint requests;
  } cases[] = {
    { 401, "{\"message\":\"no\"}", 1 },
    { 404, "", 1 },
    { 409, "{\"errorCode\":\"E7128\"}", 1 },
    { 500, "out of order", 3 },
    { 503, "<html>", 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TestPage *page = test_server_put (server, "/a.json", cases[i].status, cases[i].body);
      g_autoptr (GError) error = NULL;
      g_autoptr (MiradorAnswer) answer = NULL;

      page->content_type = g_strdup ("application/json; charset=utf-8");
      server->n_requests = 0;
      answer = fetch (server->base, "/a.json", &keeping, &error);
      g_assert_no_error (error);
      g_assert_cmpint (answer->status, ==, (int)cases[i].status);
      assert_body (answer, cases[i].body);
      g_assert_cmpstr (answer->content_type, ==, "application/json");
      g_assert_cmpuint (server->n_requests, ==, cases[i].requests);
    }
}

static void
test_kept_long (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  g_autofree char *large = g_strnfill (200000, 'x');
  MiradorFetchOptions keeping = { .keep_refusals = TRUE };
  TestPage *page = test_server_put (server, "/a.json", 400, large);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MiradorAnswer) answer = NULL;

      page->endless = i > 0;
      answer = fetch (server->base, "/a.json", &keeping, &error);
      g_assert_no_error (error);
      g_assert_cmpint (answer->status, ==, 400);
      g_assert_cmpuint (g_bytes_get_size (answer->body), ==, 65536);
    }
}

/* What is no refusal is as it always is. */
static void
test_kept_others (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  g_autofree char *location = g_strconcat (server->base, "/a.json", NULL);
  g_autofree char *refusing = test_refusing_address ();
  MiradorFetchOptions keeping = { .keep_refusals = TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorAnswer) answer = NULL;

  test_server_put (server, "/a.json", 204, NULL);
  assert_fails (location, &keeping, MIRADOR_ERROR_EMPTY);
  test_server_put (server, "/a.json", 304, NULL);
  assert_fails (location, &keeping, MIRADOR_ERROR_HTTP_STATUS);
  assert_fails (refusing, &keeping, MIRADOR_ERROR_CONNECTION);
  test_server_put (server, "/a.json", 200, "{}");
  answer = fetch (server->base, "/a.json", &keeping, &error);
  g_assert_no_error (error);
  g_assert_cmpint (answer->status, ==, 200);
  assert_body (answer, "{}");
}

/* Secrets */

/* "Basic " and the base64 of "ana:c0ntrasena" */
#define BASIC "Basic YW5hOmMwbnRyYXNlbmE="

static void
test_told_back (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  g_autofree char *location = g_strconcat (server->base, "/a.json", NULL);
  const struct
  {
    const char *authorization;
    const char *said;
    const char *secret;
  } cases[] = {
    { "ApiToken d2pat_0123456789", "d2pat_0123456789", "0123" },
    { "Bearer abcdefgh", "Bearer abcdefgh", "abcd" },
    { BASIC, "YW5hOmMwbnRyYXNlbmE=", "YW5h" },
    { BASIC, "c0ntrasena", "c0nt" },
    { BASIC, "c0ntra\\u0073ena", "c0nt" },
    { BASIC, "Basic%20YW5hOmMwbnRyYXNlbmE%3D", "YW5h" },
    { BASIC, "YW5hOmMwbnRyYXNlbmE", "YW5h" },
    { "Bearer abcd/efgh+ijkl", "abcd%2Fefgh%2Bijkl", "abcd" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases) * 2; i++)
    {
      guint c = i / 2;
      MiradorFetchOptions options = { .authorization = cases[c].authorization };
      /* Also where the sentence is cut in the middle of it. */
      g_autofree char *filling = g_strnfill (i % 2 == 0 ? 4 : 295, '.');
      g_autofree char *document = g_strdup_printf (
        "{\"success\":false,\"error\":{\"message\":\"not for %s %s\"}}", filling, cases[c].said);
      g_autofree char *sentence = NULL;

      if (i % 2 == 1 && strchr (cases[c].said, '\\') != NULL)
        continue;
      test_server_put (server, "/a.json", 401, document);
      sentence = fetch_in_vain (location, &options, MIRADOR_ERROR_REFUSED);
      assert_holds (sentence, "not for ....");
      g_assert_null (strstr (sentence, cases[c].secret));
    }
}

static void
test_query_told_back (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  g_autofree char *location
    = g_strconcat (server->base, "/a.json?dx=abcdefgh&api_key=s3cr%20eto", NULL);
  g_autofree char *sentence = NULL;

  test_server_put (
    server, "/a.json", 409,
    "{\"success\":false,\"error\":{\"message\":\"abcdefgh for s3cr eto and s3cr%20eto\"}}");
  sentence = fetch_in_vain (location, NULL, MIRADOR_ERROR_REFUSED);
  assert_holds (sentence, "abcdefgh for … and …");
}

static void
test_told_back_kept (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  MiradorFetchOptions keeping = { .keep_refusals = TRUE, .authorization = "Bearer abcdefgh" };
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorAnswer) answer = NULL;

  test_server_put (server, "/a.json", 401, "no abcdefgh here");
  answer = fetch (server->base, "/a.json", &keeping, &error);
  g_assert_no_error (error);
  assert_body (answer, "no … here");
}

/* Error documents come with 200 too, and are read later; PHP writes "/" with a backslash. */
static void
test_told_back_well (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  MiradorFetchOptions options = { .authorization = "Bearer abcd/efgh" };
  const struct
  {
    const char *said;
    const char *kept;
  } cases[] = {
    { "{\"success\":false,\"error\":{\"message\":\"no abcd/efgh\"}}",
      "{\"success\":false,\"error\":{\"message\":\"no …\"}}" },
    { "{\"success\":false,\"error\":{\"message\":\"no abcd\\/efgh\"}}",
      "{\"success\":false,\"error\":{\"message\":\"no …\"}}" },
    { "[{\"message\":[{\"id\":\"120\",\"key\":\"no\",\"value\":\"abcd/efgh\"}]}]",
      "[{\"message\":[{\"id\":\"120\",\"key\":\"no\",\"value\":\"…\"}]}]" },
    /* What is a table stays as it is. */
    { "a,b\nabcd/efgh,2\n", "a,b\nabcd/efgh,2\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MiradorAnswer) answer = NULL;

      test_server_put (server, "/a.json", 200, cases[i].said);
      answer = fetch (server->base, "/a.json", &options, &error);
      g_assert_no_error (error);
      assert_body (answer, cases[i].kept);
    }
}

/* They would be kept in the store. */
static void
test_told_back_in_validators (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  MiradorFetchOptions options = { .authorization = BASIC };
  TestPage *page = test_server_put (server, "/a.csv", 200, "a\n1\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorAnswer) answer = NULL;

  page->etag = g_strdup ("\"for-YW5hOmMwbnRyYXNlbmE=\"");
  page->last_modified = g_strdup ("by c0ntrasena");
  answer = fetch (server->base, "/a.csv", &options, &error);
  g_assert_no_error (error);
  g_assert_null (answer->etag);
  g_assert_null (answer->last_modified);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  mirador_http_set_first_pause (1);
  g_test_add ("/refusals/as-sent", Fixture, NULL, set_up, test_sent, tear_down);
  g_test_add ("/refusals/ways", Fixture, NULL, set_up, test_ways, tear_down);
  g_test_add_func ("/refusals/documents", test_documents);
  g_test_add_func ("/refusals/long", test_long_document);
  g_test_add_func ("/refusals/cut", test_cut_document);
  g_test_add_func ("/refusals/kept", test_kept);
  g_test_add_func ("/refusals/kept-long", test_kept_long);
  g_test_add_func ("/refusals/kept-others", test_kept_others);
  g_test_add_func ("/refusals/told-back", test_told_back);
  g_test_add_func ("/refusals/query-told-back", test_query_told_back);
  g_test_add_func ("/refusals/told-back-kept", test_told_back_kept);
  g_test_add_func ("/refusals/told-back-well", test_told_back_well);
  g_test_add_func ("/refusals/told-back-in-validators", test_told_back_in_validators);
  return g_test_run ();
}
