/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/secret-private.h"

#include "feeds/load.h"
#include "model/error.h"

#include "keyring-server.h"

/* Passwords and tokens: from the environment, and from a keyring in all its moods. */

#define SECRET "Contraseña-5aLuD"
#define SHORT_PATIENCE 200
#define LONG_PATIENCE 60000

static Keyring *keyring;

static MiradorDefinition *
make_definition (const char *id, MiradorAuth auth)
{
  MiradorDefinition *definition = mirador_definition_new (id);

  definition->auth = auth;
  definition->user = g_strdup ("ana");
  return definition;
}

static char *
look_up (const char *id, MiradorAuth auth, GCancellable *cancellable, GError **error)
{
  g_autoptr (MiradorDefinition) definition = make_definition (id, auth);
  g_autoptr (GAsyncResult) result = NULL;

  mirador_secret_look_up_async (definition, cancellable, mirador_keep_result_cb, &result);
  mirador_wait_for (&result);
  return mirador_secret_look_up_finish (result, error);
}

/* One sentence that says what to do, and nothing of the secret. */
static void
assert_refused (const GError *error, int code, const char *says)
{
  g_autofree char *sentence = NULL;

  g_assert_error (error, MIRADOR_ERROR, code);
  sentence = mirador_error_to_sentence (error);
  g_test_message ("%s", sentence);
  g_assert_nonnull (strstr (sentence, says));
  g_assert_nonnull (strstr (sentence, "MIRADOR_SECRET_"));
  g_assert_null (strstr (sentence, SECRET));
  g_assert_null (strstr (sentence, "hunter2"));
}

static void
assert_look_up_fails (int code, const char *says)
{
  g_autoptr (GError) error = NULL;
  char *value = look_up ("ses-dhis2", MIRADOR_AUTH_BASIC, NULL, &error);

  g_assert_null (value);
  assert_refused (error, code, says);
}

static void
assert_look_up_gives (const char *id, MiradorAuth auth, const char *expected)
{
  g_autoptr (GError) error = NULL;
  char *value = look_up (id, auth, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (value, ==, expected);
  mirador_secret_free (value);
}

static void
test_variable (void)
{
  const struct
  {
    const char *feed;
    const char *variable;
  } table[] = {
    { "ses-dhis2", "MIRADOR_SECRET_SES_DHIS2" },
    { "clinic", "MIRADOR_SECRET_CLINIC" },
    { "a.b_c-2", "MIRADOR_SECRET_A_B_C_2" },
    { "ñandú", "MIRADOR_SECRET___AND__" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *variable = mirador_secret_variable (table[i].feed);

      g_assert_cmpstr (variable, ==, table[i].variable);
    }
}

/* No program that is started from here inherits it. */
static void
test_environment_is_taken (void)
{
  g_setenv ("MIRADOR_SECRET_TAKEN", "t0k3n", TRUE);
  mirador_secret_take_environment ();
  g_assert_null (g_getenv ("MIRADOR_SECRET_TAKEN"));
  assert_look_up_gives ("taken", MIRADOR_AUTH_API_TOKEN, "ApiToken t0k3n");
}

static void
test_authorization (void)
{
  const struct
  {
    MiradorAuth auth;
    const char *user;
    const char *secret;
    const char *expected;
  } table[] = {
    { MIRADOR_AUTH_BASIC, "Aladdin", "open sesame", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==" },
    { MIRADOR_AUTH_BASIC, "ana", "ñ", "Basic YW5hOsOx" },
    { MIRADOR_AUTH_BASIC, NULL, "x", "Basic Ong=" },
    { MIRADOR_AUTH_API_TOKEN, NULL, "d2pat_1", "ApiToken d2pat_1" },
    { MIRADOR_AUTH_BEARER, NULL, "t", "Bearer t" },
    { MIRADOR_AUTH_NONE, NULL, "t", NULL },
    /* What would end the header, or cannot be written into one. */
    { MIRADOR_AUTH_BEARER, NULL, "t\r\nX-Evil: 1", NULL },
    { MIRADOR_AUTH_BEARER, NULL, "t\n", NULL },
    { MIRADOR_AUTH_BASIC, "ana", "\x03", NULL },
    { MIRADOR_AUTH_BASIC, "ana", "\xff\xfe", NULL },
    { MIRADOR_AUTH_BASIC, "ana", "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      char *value = mirador_secret_authorization (table[i].auth, table[i].user, table[i].secret);

      g_assert_cmpstr (value, ==, table[i].expected);
      mirador_secret_free (value);
    }
}

static void
test_environment (void)
{
  guint n_calls = keyring->n_calls;

  g_setenv ("MIRADOR_SECRET_FROM_OUTSIDE", "t0k3n", TRUE);
  assert_look_up_gives ("from-outside", MIRADOR_AUTH_API_TOKEN, "ApiToken t0k3n");
  assert_look_up_gives ("from-outside", MIRADOR_AUTH_NONE, NULL);
  assert_look_up_gives ("no-secret-at-all", MIRADOR_AUTH_NONE, NULL);
  g_unsetenv ("MIRADOR_SECRET_FROM_OUTSIDE");
  g_assert_cmpuint (keyring->n_calls, ==, n_calls);
}

static void
test_environment_unusable (void)
{
  g_autoptr (GError) error = NULL;

  g_setenv ("MIRADOR_SECRET_TWO_LINES", "one\ntwo", TRUE);
  g_assert_null (look_up ("two-lines", MIRADOR_AUTH_BEARER, NULL, &error));
  assert_refused (error, MIRADOR_ERROR_FAILED, "MIRADOR_SECRET_TWO_LINES");
  g_unsetenv ("MIRADOR_SECRET_TWO_LINES");
}

/* In a process of its own: GLib keeps the session bus that it has found. */
static void
test_no_bus (void)
{
  if (g_test_subprocess ())
    {
      g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/at/all", TRUE);
      assert_look_up_fails (MIRADOR_ERROR_SECRET_SERVICE, "MIRADOR_SECRET_SES_DHIS2");
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

static void
test_no_keyring (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) other = NULL;

  assert_look_up_fails (MIRADOR_ERROR_SECRET_SERVICE, "no keyring is running here");
  g_assert_false (mirador_secret_store_sync ("ses-dhis2", SECRET, &error));
  assert_refused (error, MIRADOR_ERROR_SECRET_SERVICE, "no keyring is running here");
  g_assert_false (mirador_secret_clear_sync ("ses-dhis2", &other));
  assert_refused (other, MIRADOR_ERROR_SECRET_SERVICE, "no keyring is running here");
}

static void
reset (KeyringMood mood)
{
  keyring->mood = mood;
  keyring->n_prompts = 0;
  keyring_forget_pending (keyring);
  mirador_secret_set_patience (LONG_PATIENCE);
}

static void
store (const char *feed)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (mirador_secret_store_sync (feed, SECRET, &error));
  g_assert_no_error (error);
}

static void
test_round_trip (void)
{
  g_autoptr (GError) error = NULL;
  const KeyringItem *item;
  const char *feed, *schema;

  reset (KEYRING_OPEN);
  assert_look_up_fails (MIRADOR_ERROR_SECRET_MISSING, "MIRADOR_SECRET_SES_DHIS2");
  store ("ses-dhis2");
  store ("other");
  store ("ses-dhis2");
  g_assert_cmpuint (keyring->items->len, ==, 2);
  item = keyring->items->pdata[0];
  g_assert_cmpstr (item->label, ==, "Mirador: source “ses-dhis2”");
  g_assert_true (g_variant_lookup (item->attributes, "feed", "&s", &feed));
  g_assert_true (g_variant_lookup (item->attributes, "xdg:schema", "&s", &schema));
  g_assert_cmpstr (feed, ==, "ses-dhis2");
  g_assert_cmpstr (schema, ==, "pe.org.sociosensalud.Mirador.Feed");
  assert_look_up_gives ("ses-dhis2", MIRADOR_AUTH_BASIC, "Basic YW5hOkNvbnRyYXNlw7FhLTVhTHVE");
  assert_look_up_gives ("ses-dhis2", MIRADOR_AUTH_BEARER, "Bearer " SECRET);
  g_assert_true (mirador_secret_clear_sync ("ses-dhis2", &error));
  g_assert_no_error (error);
  g_assert_cmpuint (keyring->items->len, ==, 1);
  assert_look_up_fails (MIRADOR_ERROR_SECRET_MISSING, "MIRADOR_SECRET_SES_DHIS2");
  g_assert_true (mirador_secret_clear_sync ("ses-dhis2", &error));
  g_assert_no_error (error);
  g_assert_true (mirador_secret_clear_sync ("other", &error));
}

static void
test_store_refuses_lines (void)
{
  g_autoptr (GError) error = NULL;

  reset (KEYRING_OPEN);
  g_assert_false (mirador_secret_store_sync ("ses-dhis2", "one\ntwo", &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_FAILED);
  g_assert_cmpuint (keyring->items->len, ==, 0);
}

static void
test_unlocked_by_prompt (void)
{
  reset (KEYRING_OPEN);
  store ("ses-dhis2");
  reset (KEYRING_LOCKED_UNTIL_ASKED);
  assert_look_up_gives ("ses-dhis2", MIRADOR_AUTH_BEARER, "Bearer " SECRET);
  g_assert_cmpuint (keyring->n_prompts, ==, 1);
}

/* Locked, and the prompt is dismissed: nothing is lost, and it is said. */
static void
test_locked (void)
{
  g_autoptr (GError) store_error = NULL;
  g_autoptr (GError) clear_error = NULL;

  reset (KEYRING_OPEN);
  store ("ses-dhis2");
  reset (KEYRING_LOCKED);
  assert_look_up_fails (MIRADOR_ERROR_SECRET_SERVICE, "it is locked");
  g_assert_cmpuint (keyring->n_prompts, >, 0);
  g_assert_false (mirador_secret_store_sync ("ses-dhis2", "another", &store_error));
  assert_refused (store_error, MIRADOR_ERROR_SECRET_SERVICE, "it is locked");
  g_assert_false (mirador_secret_clear_sync ("ses-dhis2", &clear_error));
  assert_refused (clear_error, MIRADOR_ERROR_SECRET_SERVICE, "it is locked");
  reset (KEYRING_OPEN);
  assert_look_up_gives ("ses-dhis2", MIRADOR_AUTH_BEARER, "Bearer " SECRET);
}

static void
test_no_answer (gconstpointer mood)
{
  g_autoptr (GError) error = NULL;

  reset (KEYRING_OPEN);
  store ("ses-dhis2");
  reset ((KeyringMood)GPOINTER_TO_INT (mood));
  mirador_secret_set_patience (SHORT_PATIENCE);
  assert_look_up_fails (MIRADOR_ERROR_SECRET_SERVICE, "it does not answer");
  g_assert_false (mirador_secret_store_sync ("ses-dhis2", SECRET, &error));
  assert_refused (error, MIRADOR_ERROR_SECRET_SERVICE, "it does not answer");
  reset (KEYRING_OPEN);
  assert_look_up_gives ("ses-dhis2", MIRADOR_AUTH_BEARER, "Bearer " SECRET);
}

/* What the keyring says may quote anything: only the error's name is passed on. */
static void
test_broken (void)
{
  reset (KEYRING_BROKEN);
  assert_look_up_fails (MIRADOR_ERROR_SECRET_SERVICE, "org.freedesktop.DBus.Error.AccessDenied");
}

static gboolean
cancel_cb (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

static void
test_cancel (gconstpointer mood)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) again = NULL;

  reset ((KeyringMood)GPOINTER_TO_INT (mood));
  g_idle_add (cancel_cb, cancellable);
  g_assert_null (look_up ("ses-dhis2", MIRADOR_AUTH_BASIC, cancellable, &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_CANCELLED);
  g_assert_null (look_up ("ses-dhis2", MIRADOR_AUTH_BASIC, cancellable, &again));
  g_assert_error (again, MIRADOR_ERROR, MIRADOR_ERROR_CANCELLED);
  reset (KEYRING_OPEN);
}

static int
run_with_keyring (void)
{
  GDBusConnection *session;
  int status;

  keyring = keyring_new ();
  session = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_dbus_connection_set_exit_on_close (session, FALSE);
  /* Before it appears: what there is where no keyring runs. */
  test_no_keyring ();
  keyring_appear (keyring);
  status = g_test_run ();
  g_object_unref (session);
  keyring_free (keyring);
  return status;
}

int
main (int argc, char **argv)
{
  g_unsetenv ("DISPLAY");
  g_test_init (&argc, &argv, NULL);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  g_test_add_func ("/secret/variable", test_variable);
  g_test_add_func ("/secret/authorization", test_authorization);
  g_test_add_func ("/secret/no-bus", test_no_bus);
  g_test_add_func ("/secret/environment/comes-first", test_environment);
  g_test_add_func ("/secret/environment/taken", test_environment_is_taken);
  g_test_add_func ("/secret/environment/unusable", test_environment_unusable);
  g_test_add_func ("/secret/keyring/round-trip", test_round_trip);
  g_test_add_func ("/secret/keyring/one-line-only", test_store_refuses_lines);
  g_test_add_func ("/secret/keyring/unlocked-by-prompt", test_unlocked_by_prompt);
  g_test_add_func ("/secret/keyring/locked", test_locked);
  g_test_add_data_func ("/secret/keyring/silent", GINT_TO_POINTER (KEYRING_SILENT), test_no_answer);
  g_test_add_data_func ("/secret/keyring/prompts-for-ever",
                        GINT_TO_POINTER (KEYRING_PROMPTS_FOR_EVER), test_no_answer);
  g_test_add_func ("/secret/keyring/broken", test_broken);
  g_test_add_data_func ("/secret/cancel/silent", GINT_TO_POINTER (KEYRING_SILENT), test_cancel);
  g_test_add_data_func ("/secret/cancel/open", GINT_TO_POINTER (KEYRING_OPEN), test_cancel);
  if (g_test_subprocess ())
    return g_test_run ();
  return run_with_keyring ();
}
