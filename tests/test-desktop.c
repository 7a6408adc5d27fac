/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/preferences-window.h"
#include "app/presenter.h"
#include "app/store-problem.h"
#include "desktop-fixture.h"
#include "feeds/refresh.h"

/* What the desktop asks of the application. */

static void
test_activate_opens_one_window (void)
{
  MiradorWindow *window;

  call_activate ();
  window = find_window ();
  g_assert_nonnull (window);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (window)));
  call_activate ();
  g_assert_true (find_window () == window);
  g_assert_cmpuint (g_list_length (gtk_application_get_windows (GTK_APPLICATION (application))), ==,
                    1);
  close_all ();
}

static void
fill_store (void)
{
  g_autoptr (GError) error = NULL;
  const char *const feeds[] = { "ses-annual-report-2025", "population" };

  for (guint i = 0; i < G_N_ELEMENTS (feeds); i++)
    {
      g_autoptr (MiradorDefinition) definition = mirador_definition_find (feeds[i], &error);
      g_autoptr (GPtrArray) refreshes = mirador_refresh_feed_sync (
        mirador_session_get_store (get_session ()), definition, &error);

      g_assert_no_error (error);
    }
}

/* From anywhere, with whatever in it. */
static void
test_show_page (void)
{
  static const struct
  {
    const char *asked;
    const char *shown;
  } table[] = { { "explore", "explore" }, { "feeds", "feeds" },   { "", "feeds" },
                { "nowhere", "feeds" },   { "welcome", "feeds" }, { "overview", "overview" } };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      call_action ("show-page", g_variant_new_string (table[i].asked));
      await ();
      g_assert_cmpstr (mirador_window_get_page (find_window ()), ==, table[i].shown);
    }
  close_all ();
}

static void
test_show_filter (void)
{
  static const struct
  {
    const char *program;
    const char *place;
    const char *measure;
    const char *shown_program; /* NULL: the default */
    const char *shown_place;
    const char *page;
    const char *figure;
  } table[] = {
    { "tb", "", "", "tb", "", "overview" },
    { "same", "15", "", "same", "15", "overview" },
    { "", "PE-LIM", "", NULL, "15", "overview" },
    { "tb", "", "people_screened", "tb", "", "explore", "screened" },
    { "", "", "people_screened", "all", "", "explore", "screened" },
    { "nobody", "nowhere", "nothing", NULL, "", "overview" },
    { "", "", "", NULL, "", "overview" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *figure = NULL;

      g_test_message ("%s %s %s", table[i].program, table[i].place, table[i].measure);
      /* The second half without a window, as a search result finds it. */
      if (i % 2 == 0)
        close_all ();
      call_action ("show-filter",
                   g_variant_new ("(sss)", table[i].program, table[i].place, table[i].measure));
      await ();
      if (table[i].shown_program != NULL)
        g_assert_cmpstr (mirador_session_get_program (get_session ()), ==, table[i].shown_program);
      else
        g_assert_cmpstr (mirador_session_get_scope (get_session ()).program, ==, "");
      g_assert_cmpstr (mirador_session_get_place (get_session ()), ==, table[i].shown_place);
      g_assert_cmpstr (mirador_window_get_page (find_window ()), ==, table[i].page);
      if (table[i].figure == NULL)
        continue;
      g_object_get (
        mirador_explore_page_get_card (mirador_window_get_explore_page (find_window ())), "stage",
        &figure, NULL);
      g_assert_cmpstr (figure, ==, table[i].figure);
    }
  close_all ();
}

/* Asked for before anything is there to present, it waits; asked for twice, there is one. */
static void
test_present_waits (void)
{
  MiradorPresenter *presenter;

  call_action ("show-page", g_variant_new_string ("overview"));
  close_all ();
  call_action ("present", NULL);
  while ((presenter = find_toplevel (MIRADOR_TYPE_PRESENTER)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (mirador_presenter_get_chart (presenter));
  call_action ("present", NULL);
  await ();
  g_assert_true (find_toplevel (MIRADOR_TYPE_PRESENTER) == presenter);
  gtk_window_destroy (GTK_WINDOW (presenter));
  close_all ();
}

static void
test_refresh_is_seen (void)
{
  call_action ("refresh", NULL);
  g_assert_cmpstr (mirador_window_get_page (find_window ()), ==, "feeds");
  await ();
  g_assert_true (has_feed ("ses-annual-report-2025"));
  close_all ();
}

/* Nobody's window: what stood there alone would go as soon as a program without a window does. */
static void
test_dialogs_have_a_window (void)
{
  const char *const actions[] = { "preferences", "about" };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      GtkWindow *dialog = NULL;

      close_all ();
      call_action (actions[i], NULL);
      g_assert_nonnull (find_window ());
      dialog = find_toplevel (i == 0 ? MIRADOR_TYPE_PREFERENCES_WINDOW : ADW_TYPE_ABOUT_WINDOW);
      g_assert_true (gtk_window_get_transient_for (dialog) == GTK_WINDOW (find_window ()));
      gtk_window_destroy (dialog);
      close_all ();
    }
}

typedef struct
{
  gboolean is_over;
  int status;
} Start;

static void
over_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Start *start = user_data;

  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  g_assert_true (g_subprocess_get_if_exited (G_SUBPROCESS (source)));
  start->status = g_subprocess_get_exit_status (G_SUBPROCESS (source));
  start->is_over = TRUE;
}

/* The program itself, which finds us on the bus. */
static void
start_again (const char *const *arguments)
{
  g_autoptr (GPtrArray) line = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  Start start = { FALSE, -1 };

  g_ptr_array_add (line, (gpointer)g_getenv ("MIRADOR_PROGRAM"));
  for (; *arguments != NULL; arguments++)
    g_ptr_array_add (line, (gpointer)*arguments);
  g_ptr_array_add (line, NULL);
  process = g_subprocess_newv ((const char *const *)line->pdata, G_SUBPROCESS_FLAGS_NONE, &error);
  g_assert_no_error (error);
  g_subprocess_wait_async (process, NULL, over_cb, &start);
  while (!start.is_over)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (start.status, ==, 0);
  drain ();
}

static void
test_second_start_hands_over (void)
{
  g_autofree char *path = write_file ("second.mirador.json", DOCUMENT ("second", "5"));
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  MiradorWindow *window;

  start_again ((const char *const[]){ NULL });
  window = find_window ();
  g_assert_nonnull (window);
  start_again ((const char *const[]){ path, NULL });
  gtk_window_destroy (GTK_WINDOW (await_dialog ()));
  start_again ((const char *const[]){ "--lang", "es", uri, NULL });
  gtk_window_destroy (GTK_WINDOW (await_dialog ()));
  start_again ((const char *const[]){ "--action", "refresh", NULL });
  await ();
  g_assert_true (find_window () == window);
  g_assert_cmpstr (mirador_window_get_page (window), ==, "feeds");
  close_all ();
}

/* Where the store cannot be opened the window says which, why and what to do; and goes on as soon
 * as it can. */
static void
test_store_problem (void)
{
  g_autofree char *path = write_file ("broken.db", "");
  g_autoptr (MiradorApplication) other = NULL;
  MiradorStoreProblem *problem;
  MiradorWindow *window;

  g_remove (path);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  other = mirador_application_new (path, TRUE);
  g_assert_true (g_application_register (G_APPLICATION (other), NULL, NULL));
  g_application_activate (G_APPLICATION (other));
  drain ();
  problem = find_toplevel (MIRADOR_TYPE_STORE_PROBLEM);
  g_assert_nonnull (problem);
  g_assert_null (find_window ());
  g_assert_true (says (problem, path));
  g_assert_true (says (problem, "cannot be used"));
  gtk_widget_activate_action (GTK_WIDGET (problem), "problem.try-again", NULL);
  drain ();
  g_assert_true (find_toplevel (MIRADOR_TYPE_STORE_PROBLEM) == problem);
  g_assert_cmpint (g_rmdir (path), ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (problem), "problem.try-again", NULL);
  drain ();
  g_assert_null (find_toplevel (MIRADOR_TYPE_STORE_PROBLEM));
  window = find_window ();
  g_assert_nonnull (window);
  while (!mirador_session_is_settled (mirador_window_get_session (window)))
    drain ();
  close_all ();
}

int
main (int argc, char **argv)
{
  if (!begin_desktop (&argc, &argv))
    {
      g_print ("1..0 # SKIP there is no display\n");
      return 0;
    }
  g_test_add_func ("/desktop/activate-opens-one-window", test_activate_opens_one_window);
  fill_store ();
  g_test_add_func ("/desktop/action/show-page", test_show_page);
  g_test_add_func ("/desktop/action/show-filter", test_show_filter);
  g_test_add_func ("/desktop/action/present-waits", test_present_waits);
  g_test_add_func ("/desktop/action/refresh-is-seen", test_refresh_is_seen);
  g_test_add_func ("/desktop/dialogs-have-a-window", test_dialogs_have_a_window);
  g_test_add_func ("/desktop/second-start-hands-over", test_second_start_hands_over);
  g_test_add_func ("/desktop/store-problem", test_store_problem);
  return g_test_run ();
}
