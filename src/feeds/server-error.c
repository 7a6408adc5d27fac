/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/server-error.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "feeds/fhir-outcome.h"
#include "feeds/json-scan.h"
#include "feeds/json-sniff.h"
#include "model/error-phrase.h"

/* An error document is short; what is longer is no error, and not parsed twice. */
#define MAX_DOCUMENT 65536
#define MAX_MESSAGE 300

void
mirador_server_error_free (MiradorServerError *server_error)
{
  g_free (server_error->code);
  g_free (server_error->message);
  g_free (server_error);
}

static MiradorServerError *
server_error_new (int status, const char *code, const char *message)
{
  MiradorServerError *server_error = g_new0 (MiradorServerError, 1);
  g_autofree char *valid = g_utf8_make_valid (message, -1);

  server_error->status = status;
  server_error->code = g_strdup (code);
  server_error->message = g_utf8_strlen (valid, -1) > MAX_MESSAGE
                            ? g_utf8_substring (valid, 0, MAX_MESSAGE)
                            : g_steal_pointer (&valid);
  return server_error;
}

char *
mirador_server_error_to_text (const MiradorServerError *server_error)
{
  GString *text = g_string_new (NULL);

  if (server_error->status > 0)
    g_string_append_printf (text, "%d ", server_error->status);
  if (server_error->code != NULL)
    g_string_append_printf (text, "%s ", server_error->code);
  g_string_append (text, server_error->message);
  return g_string_free (text, FALSE);
}

/* JSON */

static const char *
get_string (JsonObject *object, const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
             && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node)
           : NULL;
}

static int
get_status (JsonObject *object, const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;
  gint64 status = node != NULL && JSON_NODE_HOLDS_VALUE (node)
                      && json_node_get_value_type (node) == G_TYPE_INT64
                    ? json_node_get_int (node)
                    : 0;

  return status >= 400 && status < 600 ? (int)status : 0;
}

static JsonObject *
get_object (JsonObject *object, const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static gboolean
is_false (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
         && json_node_get_value_type (node) == G_TYPE_BOOLEAN && !json_node_get_boolean (node);
}

/* {"httpStatus": …, "httpStatusCode": 409, "status": "ERROR", "message": …, "errorCode": …} */
static MiradorServerError *
read_dhis2 (JsonObject *root)
{
  const char *message = get_string (root, "message");

  if (g_strcmp0 (get_string (root, "status"), "ERROR") != 0
      || get_string (root, "httpStatus") == NULL)
    return NULL;
  return server_error_new (get_status (root, "httpStatusCode"), get_string (root, "errorCode"),
                           message != NULL ? message : get_string (root, "httpStatus"));
}

/* {"success": false, "error": {"__type": …, "message": …}}; a validation error has lists of
 * messages by parameter instead. */
static MiradorServerError *
read_ckan (JsonObject *root)
{
  JsonObject *fault = get_object (root, "error");
  const char *message = get_string (fault, "message");
  g_autofree char *all = NULL;

  if (!json_object_has_member (root, "success") || !is_false (root, "success"))
    return NULL;
  if (message == NULL)
    message = get_string (root, "error");
  if (message == NULL && json_object_has_member (root, "error"))
    message = all = json_to_string (json_object_get_member (root, "error"), FALSE);
  return server_error_new (get_status (fault, "status"), NULL,
                           message != NULL ? message : "success: false");
}

/* OData and OpenMRS: {"error": {"code": …, "message": …}}, in older OData {"message": {"value"}} */
static MiradorServerError *
read_error_member (JsonObject *root)
{
  JsonObject *fault = get_object (root, "error");
  const char *message = get_string (fault, "message");

  if (message == NULL)
    message = get_string (get_object (fault, "message"), "value");
  if (message == NULL || json_object_get_size (root) > 1)
    return NULL;
  const char *code = get_string (fault, "code");
  return server_error_new (0, code != NULL && *code != '\0' ? code : NULL, message);
}

/* What frameworks say by themselves: {"timestamp", "status": 404, "error": "Not Found", "path"} */
static MiradorServerError *
read_framework (JsonObject *root)
{
  int status = get_status (root, "status");
  const char *message = get_string (root, "message");

  if (status == 0 || get_string (root, "error") == NULL)
    return NULL;
  return server_error_new (
    status, NULL, message != NULL && *message != '\0' ? message : get_string (root, "error"));
}

/* [{"message": [{"id": "120", "key": "Invalid value", "value": …}]}], with status 200 */
static MiradorServerError *
read_world_bank (JsonArray *root)
{
  JsonNode *first = json_array_get_length (root) == 1 ? json_array_get_element (root, 0) : NULL;
  JsonObject *only
    = first != NULL && JSON_NODE_HOLDS_OBJECT (first) ? json_node_get_object (first) : NULL;
  JsonNode *messages = only != NULL && json_object_get_size (only) == 1
                         ? json_object_get_member (only, "message")
                         : NULL;

  if (messages == NULL || !JSON_NODE_HOLDS_ARRAY (messages)
      || json_array_get_length (json_node_get_array (messages)) == 0)
    return NULL;
  JsonNode *node = json_array_get_element (json_node_get_array (messages), 0);
  JsonObject *message = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *key = get_string (message, "key");
  const char *value = get_string (message, "value");
  if (value == NULL)
    return NULL;
  g_autofree char *text
    = g_strconcat (key != NULL ? key : "", key != NULL ? ": " : "", value, NULL);
  return server_error_new (0, get_string (message, "id"), text);
}

static MiradorServerError *
read_fhir (JsonObject *root)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (g_strcmp0 (get_string (root, "resourceType"), "OperationOutcome") != 0)
    return NULL;
  mirador_fhir_outcome_describe (text, root, TRUE);
  return server_error_new (0, NULL, text->len > 0 ? text->str : "OperationOutcome");
}

static MiradorServerError *
read_object (JsonObject *root)
{
  MiradorServerError *server_error = read_dhis2 (root);

  if (server_error == NULL)
    server_error = read_ckan (root);
  if (server_error == NULL)
    server_error = read_error_member (root);
  if (server_error == NULL)
    server_error = read_fhir (root);
  return server_error != NULL ? server_error : read_framework (root);
}

static MiradorServerError *
read_json (const char *text, gsize length)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  MiradorJsonFault fault;

  if (length >= 3 && memcmp (text, "\xEF\xBB\xBF", 3) == 0)
    {
      text += 3;
      length -= 3;
    }
  if (!mirador_json_scan (text, length, MIRADOR_JSON_NUMBERS_ANY, &fault)
      || !json_parser_load_from_data (parser, text, (gssize)length, NULL))
    return NULL;
  JsonNode *root = json_parser_get_root (parser);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    return read_object (json_node_get_object (root));
  return root != NULL && JSON_NODE_HOLDS_ARRAY (root) ? read_world_bank (json_node_get_array (root))
                                                      : NULL;
}

/* XML */

/* <webMessage httpStatusCode="401" errorCode="…"><message>…</message></webMessage> */
typedef struct
{
  gboolean known; /* the root is a webMessage */
  int status;
  char *code;
  char *message;
} WebMessage;

static void
start_element_cb (GMarkupParseContext *context,
                  const char *element,
                  const char **names,
                  const char **values,
                  gpointer user_data,
                  GError **error)
{
  WebMessage *web = user_data;

  if (!g_str_equal (element, "webMessage"))
    return;
  web->known = TRUE;
  for (guint i = 0; names[i] != NULL; i++)
    {
      if (g_str_equal (names[i], "httpStatusCode"))
        web->status = (int)g_ascii_strtoll (values[i], NULL, 10);
      else if (g_str_equal (names[i], "errorCode") && web->code == NULL)
        web->code = g_strdup (values[i]);
    }
}

static void
text_cb (GMarkupParseContext *context,
         const char *text,
         gsize length,
         gpointer user_data,
         GError **error)
{
  WebMessage *web = user_data;

  if (web->message == NULL && g_str_equal (g_markup_parse_context_get_element (context), "message"))
    web->message = g_strndup (text, length);
}

static MiradorServerError *
read_xml (const char *text, gsize length)
{
  static const GMarkupParser parser = { .start_element = start_element_cb, .text = text_cb };
  WebMessage web = { 0 };
  g_autoptr (GMarkupParseContext) context
    = g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &web, NULL);
  MiradorServerError *server_error = NULL;

  if (g_markup_parse_context_parse (context, text, (gssize)length, NULL) && web.known
      && web.message != NULL)
    server_error = server_error_new (web.status, web.code, web.message);
  g_free (web.code);
  g_free (web.message);
  return server_error;
}

static gsize
find_start (const guint8 *bytes, gsize length)
{
  gsize at = length >= 3 && memcmp (bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

  while (at < length && g_ascii_isspace (bytes[at]))
    at++;
  return at;
}

MiradorServerError *
mirador_server_error_read (const guint8 *bytes, gsize length)
{
  gsize start = find_start (bytes, length);

  if (length > MAX_DOCUMENT || start >= length)
    return NULL;
  if (bytes[start] == '<')
    return read_xml ((const char *)bytes + start, length - start);
  if (mirador_json_sniff_root (bytes, length) == 0)
    return NULL;
  return read_json ((const char *)bytes, length);
}

/* A server that is in trouble, or wants a log-in, answers with a page instead of the file; a page
 * has commas and semicolons enough to pass for a table. A table may begin with "<5". */
static gboolean
is_page (const guint8 *bytes, gsize length)
{
  gsize at = find_start (bytes, length);

  return at + 1 < length && bytes[at] == '<'
         && (g_ascii_isalpha (bytes[at + 1]) || bytes[at + 1] == '!' || bytes[at + 1] == '?');
}

gboolean
mirador_server_error_check (const guint8 *bytes, gsize length, const char *source, GError **error)
{
  g_autoptr (MiradorServerError) server_error = mirador_server_error_read (bytes, length);

  if (server_error != NULL)
    {
      g_autofree char *text = mirador_server_error_to_text (server_error);
      mirador_set_error (error, MIRADOR_ERROR_REFUSED, source, text, NULL);
      return FALSE;
    }
  if (!is_page (bytes, length))
    return TRUE;
  g_autofree char *where = mirador_phrase (N_ ("line %1$s, column %2$s"), "1", "1", NULL);
  mirador_set_error (
    error, MIRADOR_ERROR_SYNTAX, source, where,
    N_ ("it is a web page, not a table; the server may want a log-in or be in trouble"), NULL);
  return FALSE;
}
