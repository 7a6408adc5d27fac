/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A feed on its way from the first address to figures in a store, against servers on loopback and
 * in folders of the test. */

#include "feeds/source.h"

#include <locale.h>
#include <math.h>

#include "feeds/http-error.h"
#include "feeds/mapping.h"
#include "feeds/secret.h"
#include "model/error.h"
#include "store/sqlite-store.h"

#include "dhis2-server.h"
#include "test-server.h"

/* Waiting */

static inline void
keep_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static inline void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static inline MiradorSourceCheck *
check (MiradorSource *source, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  mirador_source_check_async (source, NULL, keep_cb, &result);
  wait_for (&result);
  return mirador_source_check_finish (source, result, error);
}

static inline GPtrArray *
browse (MiradorSource *source,
        MiradorRemoteKind kind,
        const char *search,
        const char *parent,
        GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  mirador_source_browse_async (source, kind, search, parent, NULL, keep_cb, &result);
  wait_for (&result);
  return mirador_source_browse_finish (source, result, NULL, error);
}

static inline MiradorPreview *
preview (MiradorSource *source, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  mirador_source_preview_async (source, NULL, keep_cb, &result);
  wait_for (&result);
  return mirador_source_preview_finish (source, result, error);
}

static inline gboolean
read_codes (MiradorSource *source, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  mirador_source_read_codes_async (source, NULL, keep_cb, &result);
  wait_for (&result);
  return mirador_source_read_codes_finish (source, result, error);
}

static inline gboolean
save (MiradorSource *source, GError **notice, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  mirador_source_save_async (source, NULL, keep_cb, &result);
  wait_for (&result);
  return mirador_source_save_finish (source, result, notice, error);
}

/* What is there */

static inline MiradorMatch *
match_of (MiradorSource *source, MiradorColumnUse use, const char *code)
{
  GPtrArray *matches = mirador_source_get_matches (source);

  for (guint i = 0; i < matches->len; i++)
    {
      MiradorMatch *match = g_ptr_array_index (matches, i);

      if (match->use == use && g_str_equal (match->code, code))
        return match;
    }
  return NULL;
}

static inline void
choose_by_id (MiradorSource *source, MiradorRemoteKind kind, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) remotes = browse (source, kind, NULL, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < remotes->len; i++)
    {
      const MiradorRemote *remote = g_ptr_array_index (remotes, i);

      if (g_str_equal (remote->id, id))
        mirador_source_choose (source, remote, TRUE);
    }
  g_assert_true (mirador_source_is_chosen (source, kind, id));
}

static inline MiradorSource *
source_new (const char *kind, const char *location)
{
  MiradorSource *source = mirador_source_new (mirador_source_kind_get (kind));

  mirador_source_set_location (source, location);
  return source;
}

static inline MiradorSource *
dhis2_source_new (Dhis2Server *server)
{
  MiradorSource *source = source_new ("dhis2", server->base);

  mirador_source_set_credentials (source, MIRADOR_AUTH_BASIC, DHIS2_USER, DHIS2_PASSWORD);
  return source;
}

static inline void
set_title (MiradorSource *source, const char *title)
{
  MiradorDefinition *definition = mirador_source_get_definition (source);

  mirador_text_clear (&definition->title);
  definition->title.es = g_strdup (title);
  definition->title.en = g_strdup (title);
}

/* The feed as anybody reads it from its file, pulled into a store of its own. */
static inline MiradorStore *
pull (const char *id, guint64 *n_values)
{
  g_autofree char *folder = g_dir_make_tmp ("mirador-source-store-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "store.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorDefinition) definition = mirador_definition_find (id, &error);
  MiradorStore *store;

  g_assert_no_error (error);
  store = mirador_sqlite_store_open (path, &error);
  g_assert_no_error (error);
  g_autoptr (GPtrArray) done = mirador_refresh_feed_sync (store, definition, &error);
  g_assert_no_error (error);
  g_autoptr (GPtrArray) feeds = mirador_store_list_feeds_sync (store, &error);
  g_assert_no_error (error);
  *n_values = 0;
  for (guint i = 0; i < feeds->len; i++)
    {
      const MiradorFeedStatus *status = g_ptr_array_index (feeds, i);
      *n_values += status->n_values;
    }
  return store;
}

static inline double
figure (MiradorStore *store,
        const char *measure,
        const char *program,
        const char *place,
        const char *period)
{
  g_autoptr (MiradorQuery) query = mirador_query_new ();
  g_autoptr (GError) error = NULL;

  mirador_query_add_measure (query, measure);
  mirador_query_add_program (query, program);
  mirador_query_add_place (query, place);
  g_assert_true (
    mirador_range_parse (period, MIRADOR_FISCAL_FIRST_MONTH_DEFAULT, &query->range, &error));
  g_autoptr (MiradorFrame) frame = mirador_store_query_sync (store, query, &error);
  g_assert_no_error (error);
  return mirador_frame_get_n_rows (frame) > 0 ? mirador_frame_get_row (frame, 0)->value : NAN;
}

static inline char *
feeds_folder (void)
{
  return g_build_filename (g_get_user_config_dir (), "mirador", "feeds", NULL);
}

static inline char *
read_feed_file (const char *name)
{
  g_autofree char *folder = feeds_folder ();
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

/* No file of the user's folder says it. */
static inline void
assert_nowhere (const char *secret)
{
  g_autofree char *folder = feeds_folder ();
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autofree char *encoded = g_base64_encode ((const guchar *)secret, strlen (secret));
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *text = read_feed_file (name);

      g_assert_null (strstr (text, secret));
      g_assert_null (strstr (text, encoded));
      n++;
    }
  g_assert_cmpuint (n, >, 0);
}

static inline void
remove_feeds (void)
{
  g_autofree char *folder = feeds_folder ();
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
}

static inline void
assert_sentence (GError *error, MiradorError code, const char *part)
{
  g_autofree char *sentence = NULL;

  g_assert_error (error, MIRADOR_ERROR, (int)code);
  sentence = mirador_error_to_sentence (error);
  g_test_message ("%s", sentence);
  g_assert_nonnull (strstr (sentence, part));
  g_assert_null (strstr (sentence, DHIS2_PASSWORD));
}

static inline void
confirm_all (MiradorSource *source)
{
  static const MiradorColumnUse uses[] = { MIRADOR_USE_PLACE, MIRADOR_USE_PROGRAM,
                                           MIRADOR_USE_MEASURE, MIRADOR_USE_SEX, MIRADOR_USE_AGE };

  for (guint i = 0; i < G_N_ELEMENTS (uses); i++)
    mirador_source_confirm (source, NULL, uses[i]);
}

static inline void
choose_demo (MiradorSource *source)
{
  static const char *const periods[] = { "202501", "202502", NULL };
  g_autoptr (GError) error = NULL;

  choose_by_id (source, MIRADOR_REMOTE_DATA_ELEMENT, DHIS2_TB_SCREENED);
  choose_by_id (source, MIRADOR_REMOTE_DATA_ELEMENT, DHIS2_MH_SCREENINGS);
  choose_by_id (source, MIRADOR_REMOTE_LEVEL, "LEVEL-2");
  mirador_source_set_periods (source, periods);
  g_assert_true (read_codes (source, &error));
  g_assert_no_error (error);
}

#define SPANISH_TABLE                                                                              \
  "Año;Mes;Departamento;Sexo;DNI responsable;Tamizajes\r\n"                                       \
  "2024;enero;ANCASH;H;45781234;10\r\n2024;enero;ANCASH;M;45781234;12\r\n"                         \
  "2024;enero;LIMA;H;45781234;20\r\n2024;enero;LIMA;M;45781234;1,500\r\n"                          \
  "2024;febrero;ANCASH;H;45781234;11\r\n2024;febrero;ANCASH;M;45781234;-\r\n"                      \
  "2024;febrero;NO PRECISA;M;45781234;3\r\n"

static inline char *
write_table (const char *name, const char *text)
{
  g_autofree char *folder = g_dir_make_tmp ("mirador-source-XXXXXX", NULL);
  char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

/* A home of its own, without a keyring. */
static inline void
source_test_init (int *argc, char ***argv)
{
  g_autofree char *folder = g_dir_make_tmp ("mirador-source-home-XXXXXX", NULL);

  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  g_setenv ("MIRADOR_TODAY", "2025-07-15", TRUE);
  setlocale (LC_ALL, "");
  g_test_init (argc, argv, NULL);
  mirador_http_set_first_pause (1);
}
