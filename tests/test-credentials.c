/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <ftw.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#include "test-server.h"

#include "keyring-server.h"
#include "program.h"
#include "store/database.h"

/* The program with a feed that wants a password: the keyring of the command line, and that the
 * secret is left nowhere. */

#define SECRET "qosqo-5ecr3t-W0rd"
#define ENCODED "YW5hOnFvc3FvLTVlY3IzdC1XMHJk" /* of ana:SECRET */
#define WRONG "n0t-th3-r1ght-0ne"
#define WRONG_ENCODED "YW5hOm4wdC10aDMtcjFnaHQtMG5l"

#define MAPPING                                                                                    \
  "{\"mapping\": 1, \"id\": \"clinic\", \"title\": {\"es\": \"Centro\", \"en\": \"Clinic\"},"      \
  " \"feed\": \"clinic\", \"program\": \"same\", \"measure\": \"screenings\","                     \
  " \"period\": {\"column\": \"month\"}, \"place\": {\"column\": \"ubigeo\", \"by\": \"ubigeo\"}," \
  " \"value\": \"cases\", \"terms\": {\"*\": {\"adds\": [\"time\", \"place\"]}}}"
#define TABLE "ubigeo,month,cases\n140101,2024-01,20\n140102,2024-01,30\n"

typedef struct
{
  char *store;
  TestServer *server;
  guint n_refused;
  guint n_welcome;
} Fixture;

static char *folder;
static Keyring *keyring;
static const char *const secrets[] = { SECRET, ENCODED, WRONG, WRONG_ENCODED };

static void
assert_clean (const char *text, gsize length, const char *where)
{
  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    if (memmem (text, length, secrets[i], strlen (secrets[i])) != NULL)
      g_error ("a secret is in %s", where);
}

/* While it asks: its command line, as everybody on the machine may read it. */
static void
look_at_command_line (void)
{
  g_autoptr (GDir) processes = g_dir_open ("/proc", 0, NULL);
  const char *name;

  while (processes != NULL && (name = g_dir_read_name (processes)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc", name, "cmdline", NULL);
      g_autofree char *line = NULL;
      gsize length;

      if (g_ascii_isdigit (*name) && g_file_get_contents (path, &line, &length, NULL))
        assert_clean (line, length, path);
    }
}

static void
answer_cb (SoupServer *soup,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  Fixture *fixture = user_data;
  SoupMessageHeaders *asked = soup_server_message_get_request_headers (message);
  const char *authorization = soup_message_headers_get_one (asked, "Authorization");

  look_at_command_line ();
  if (g_strcmp0 (authorization, "Basic " ENCODED) == 0)
    {
      fixture->n_welcome++;
      soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
      soup_server_message_set_response (message, "text/csv", SOUP_MEMORY_STATIC, TABLE,
                                        strlen (TABLE));
      return;
    }
  fixture->n_refused++;
  soup_server_message_set_status (message, SOUP_STATUS_UNAUTHORIZED, NULL);
  /* A server that quotes what it was sent. */
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY,
                                    "{\"message\": \"bad credentials\"}", 30);
}

static void
write_file (const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, "mirador", name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  static guint n = 0;
  g_autofree char *definition = NULL;

  fixture->store = g_strdup_printf ("%s/store-%u.db", folder, n++);
  fixture->server = test_server_new (NULL);
  soup_server_add_handler (fixture->server->soup, "/clinic.csv", answer_cb, fixture, NULL);
  definition = g_strdup_printf (
    "{\"feed\": 1, \"id\": \"clinic\", \"title\": {\"es\": \"Centro\", \"en\": \"Clinic\"},"
    " \"auth\": {\"scheme\": \"basic\", \"user\": \"ana\"},"
    " \"tables\": [{\"location\": \"%s/clinic.csv\", \"format\": \"csv\","
    " \"mapping\": \"clinic.json\"}]}",
    fixture->server->base);
  write_file ("feeds/clinic.feed.json", definition);
  write_file ("feeds/clinic.json", MAPPING);
  keyring->mood = KEYRING_OPEN;
  g_ptr_array_set_size (keyring->items, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  test_server_free (fixture->server);
  g_free (fixture->store);
}

static int
look_into_cb (const char *path, const struct stat *entry, int type, struct FTW *unused)
{
  g_autofree char *text = NULL;
  gsize length;

  if (type == FTW_F && g_file_get_contents (path, &text, &length, NULL))
    assert_clean (text, length, path);
  return 0;
}

static void
run (Fixture *fixture,
     const char *variable,
     const char *input,
     const char *verb,
     const char *object,
     int status,
     const char *says)
{
  const char *const refresh[] = { "refresh", "clinic", NULL };
  const char *const feeds[] = { "feeds", verb, object, NULL };
  g_autoptr (Program) program
    = program_start (fixture->store, variable, input, verb != NULL ? feeds : refresh);

  program_wait (program);
  g_test_message ("%s%s", program->said, program->error);
  assert_clean (program->said, strlen (program->said), "standard output");
  assert_clean (program->error, strlen (program->error), "standard error");
  g_assert_cmpint (nftw (folder, look_into_cb, 16, FTW_PHYS), ==, 0);
  g_assert_cmpint (program->status, ==, status);
  g_assert_nonnull (strstr (status == 0 ? program->said : program->error, says));
}

static void
test_environment (Fixture *fixture, gconstpointer unused)
{
  run (fixture, NULL, NULL, NULL, NULL, 1, "MIRADOR_SECRET_CLINIC");
  g_assert_cmpuint (fixture->n_refused + fixture->n_welcome, ==, 0);
  run (fixture, "MIRADOR_SECRET_CLINIC=" WRONG, NULL, NULL, NULL, 1, "401");
  g_assert_cmpuint (fixture->n_welcome, ==, 0);
  run (fixture, "MIRADOR_SECRET_CLINIC=" SECRET, NULL, NULL, NULL, 0, "2 rows read");
  g_assert_cmpuint (fixture->n_welcome, ==, 1);
}

static void
test_keyring (Fixture *fixture, gconstpointer unused)
{
  run (fixture, NULL, WRONG "\n", "secret", "clinic", 0, "in the keyring");
  run (fixture, NULL, NULL, NULL, NULL, 1, "401");
  run (fixture, NULL, SECRET "\r\n", "secret", "clinic", 0, "in the keyring");
  g_assert_cmpuint (keyring->items->len, ==, 1);
  run (fixture, NULL, NULL, "test", "clinic", 0, "2 rows");
  run (fixture, NULL, NULL, NULL, NULL, 0, "2 rows read");
  g_assert_cmpuint (fixture->n_welcome, ==, 2);
  run (fixture, NULL, NULL, "forget", "clinic", 0, "forgotten");
  g_assert_cmpuint (keyring->items->len, ==, 0);
  run (fixture, NULL, NULL, NULL, NULL, 1, "MIRADOR_SECRET_CLINIC");
}

/* A feed that goes takes its password with it. */
static void
test_remove (Fixture *fixture, gconstpointer unused)
{
  run (fixture, NULL, SECRET "\n", "secret", "clinic", 0, "in the keyring");
  run (fixture, NULL, NULL, "remove", "clinic", 0, "removed");
  g_assert_cmpuint (keyring->items->len, ==, 0);
}

static void
change_store (Fixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorDatabase) database = mirador_database_open (fixture->store, FALSE, &error);

  g_assert_no_error (error);
  g_assert_true (mirador_database_execute (database, sql, &error));
}

/* Where the figures cannot go, nothing goes, and removing it again takes the password too. */
static void
test_remove_refused (Fixture *fixture, gconstpointer unused)
{
  run (fixture, NULL, SECRET "\n", "secret", "clinic", 0, "in the keyring");
  run (fixture, NULL, NULL, NULL, NULL, 0, "2 rows read");
  change_store (fixture, "CREATE TRIGGER stays BEFORE DELETE ON feed"
                         " BEGIN SELECT raise (ABORT, 'stays'); END");
  run (fixture, NULL, NULL, "remove", "clinic", 1, "stays");
  run (fixture, NULL, NULL, "show", "clinic", 0, "clinic.csv");
  change_store (fixture, "DROP TRIGGER stays");
  run (fixture, NULL, NULL, "remove", "clinic", 0, "removed");
  g_assert_cmpuint (keyring->items->len, ==, 0);
}

static void
test_locked (Fixture *fixture, gconstpointer unused)
{
  run (fixture, NULL, SECRET "\n", "secret", "clinic", 0, "in the keyring");
  keyring->mood = KEYRING_LOCKED;
  run (fixture, NULL, NULL, NULL, NULL, 1, "it is locked");
  run (fixture, "MIRADOR_SECRET_CLINIC=" SECRET, NULL, NULL, NULL, 0, "2 rows read");
}

static void
test_bad_input (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *endless = g_strnfill (40000, 'x');
  const struct
  {
    const char *input;
    const char *feed;
    const char *says;
  } table[] = {
    { "", "clinic", "one line of text" },
    { "\n", "clinic", "one line of text" },
    { "a\x03"
      "b\n",
      "clinic", "one line of text" },
    { endless, "clinic", "one line of text" },
    { SECRET "\n", "absent", "There is no source" },
    { SECRET "\n", "population", "asks for no password" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    run (fixture, NULL, table[i].input, "secret", table[i].feed, 1, table[i].says);
  g_assert_cmpuint (keyring->items->len, ==, 0);
}

/* What is typed at a terminal, and whether that shows again what is typed afterwards. */
typedef struct
{
  const char *name;
  const char *typed;
  guint n_more; /* so many times x behind it, and then the end of the line */
  int status;
} Typing;

static const Typing typings[] = {
  { "a-line", SECRET "\n", 0, 0 },
  { "mended", SECRET "z\x7f\n", 0, 0 },
  { "control-c-ends-it", "qosqo\x03", 0, 1 },
  { "end-of-file", "\x04", 0, 1 },
  { "as-long-as-it-fits", "", 4000, 0 },
  { "longer-than-a-terminal-gives", "", 5000, 1 },
};

static gboolean
shows_what_is_typed (int terminal)
{
  struct termios state;

  g_assert_cmpint (tcgetattr (terminal, &state), ==, 0);
  return (state.c_lflag & ECHO) != 0;
}

static void
type (int terminal, const Typing *typing)
{
  g_autofree char *more = g_strnfill (typing->n_more, 'x');
  g_autofree char *all = g_strconcat (typing->typed, more, typing->n_more > 0 ? "\n" : "", NULL);

  /* Not before the program has made it unseen: that throws away what was typed ahead. */
  while (shows_what_is_typed (terminal))
    g_main_context_iteration (NULL, FALSE);
  for (gsize i = 0; i < strlen (all); i++)
    g_assert_cmpint (write (terminal, all + i, 1), ==, 1);
}

static void
test_terminal (Fixture *fixture, gconstpointer user_data)
{
  const Typing *typing = user_data;
  int terminal = posix_openpt (O_RDWR | O_NOCTTY | O_CLOEXEC), end;
  g_autoptr (GSubprocessLauncher) launcher
    = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (Program) program = g_new0 (Program, 1);
  g_autoptr (GError) error = NULL;

  g_assert_true (grantpt (terminal) == 0 && unlockpt (terminal) == 0);
  end = open (ptsname (terminal), O_RDWR | O_NOCTTY | O_CLOEXEC);
  g_subprocess_launcher_take_stdin_fd (launcher, end);
  program->process = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("MIRADOR_PROGRAM"),
                                                  "--lang=en", "feeds", "secret", "clinic", NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8_async (program->process, NULL, NULL, program_over_cb, program);
  type (terminal, typing);
  program_wait (program);
  assert_clean (program->error, strlen (program->error), "standard error");
  g_assert_cmpint (program->status, ==, typing->status);
  g_assert_cmpuint (keyring->items->len, ==, typing->status == 0);
  g_assert_true (shows_what_is_typed (terminal));
  close (terminal);
}

static void
test_null (Fixture *fixture, gconstpointer unused)
{
  static const char typed[] = "qosqo\0" SECRET "\n";
  const char *const words[]
    = { g_getenv ("MIRADOR_PROGRAM"), "--lang=en", "feeds", "secret", "clinic", NULL };
  g_autoptr (GBytes) input = g_bytes_new_static (typed, sizeof typed - 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_newv (
    words, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);

  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate (process, input, NULL, NULL, NULL, &error));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
}

int
main (int argc, char **argv)
{
  int status;

  folder = g_dir_make_tmp ("mirador-credentials-XXXXXX", NULL);
  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
  g_setenv ("XDG_CACHE_HOME", folder, TRUE);
  g_setenv ("XDG_STATE_HOME", folder, TRUE);
  g_unsetenv ("DISPLAY");
  g_test_init (&argc, &argv, NULL);
  keyring = keyring_new ();
  keyring_appear (keyring);
#define ADD(name, func) g_test_add ("/credentials/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("environment", test_environment);
  ADD ("keyring", test_keyring);
  ADD ("remove", test_remove);
  ADD ("remove-refused", test_remove_refused);
  ADD ("locked", test_locked);
  ADD ("bad-input", test_bad_input);
  ADD ("null-character", test_null);
#undef ADD
  for (guint i = 0; i < G_N_ELEMENTS (typings); i++)
    {
      g_autofree char *path = g_strconcat ("/credentials/terminal/", typings[i].name, NULL);

      g_test_add (path, Fixture, &typings[i], set_up, test_terminal, tear_down);
    }
  status = g_test_run ();
  keyring_free (keyring);
  return status;
}
