/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <unistd.h>
#include "analysis/explain.h"
#include "chart-checks.h"
#include "chart-questions.h"
#include "model/format.h"
#include "model/language.h"

/*
 * Whatever the figures are, every chart stands: nothing crashes, nothing is written on the standard
 * error, texts and marks lie in the picture, and what is hidden is nowhere to be read. Each case is
 * made from the seed, the kind and its number: MIRADOR_TEST_SEED asks for other cases,
 * MIRADOR_TEST_CASE for one of them alone, MIRADOR_TEST_CASES for another number of them.
 */
#define N_CASES 1000
#define N_CASES_FOR_LEAKS "15"
#define DEFAULT_SEED 2026
#define SMALL 5
#define LARGE 40000 /* hides numbers that can be told from others */
#define LEAST_TELLING 10000
#define MOST_BAD 20
#define QUOTED 60

typedef struct
{
  int width, height;
  MiradorTheme theme;
  gboolean embedded;
  int threshold;
} Look;

static char case_name[256];

static guint
number_of (const char *variable, guint otherwise)
{
  const char *text = g_getenv (variable);

  return text != NULL ? (guint)g_ascii_strtoull (text, NULL, 10) : otherwise;
}

/* Which case it was, should the program die in it. */
static void
say_case (void)
{
  if (write (STDERR_FILENO, case_name, strlen (case_name)) < 0)
    return;
}

static void
died_cb (int number)
{
  say_case ();
  signal (number, SIG_DFL);
  raise (number);
}

static void
warned_cb (const char *domain, GLogLevelFlags level, const char *message, gpointer unused)
{
  if ((level & (G_LOG_LEVEL_WARNING | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_ERROR)) != 0)
    say_case ();
  g_log_default_handler (domain, level, message, NULL);
}

#ifdef __SANITIZE_ADDRESS__
void __asan_on_error (void);
void
__asan_on_error (void)
{
  say_case ();
}
#endif

/* The first fault of a case stands for the others; the first cases for the later ones. */
static void
complain (char *fault)
{
  static guint n_bad;
  static char last[sizeof case_name];

  if (fault != NULL && !g_str_equal (last, case_name) && n_bad < MOST_BAD)
    {
      g_printerr ("%s%s\n", case_name, fault);
      g_strlcpy (last, case_name, sizeof last);
      n_bad++;
      g_test_fail ();
    }
  g_free (fault);
}

static int
pick_side (World *world)
{
  static const int usual[] = { 300, 320, 360, 240, 675, 800, 1200, 1920, 2000 };

  switch (world_roll (world, 12))
    {
    case 0:
      return 1 + (int)world_roll (world, 60);
    case 1:
      return world_roll (world, 3) == 0 ? 8000 : 2000 + (int)world_roll (world, 6000);
    case 2:
    case 3:
    case 4:
    case 5:
      return WORLD_PICK (world, usual);
    default:
      return 300 + (int)world_roll (world, 1700);
    }
}

static Look
pick_look (World *world)
{
  static const int thresholds[] = { SMALL, SMALL, 0, LARGE };

  return (Look){ pick_side (world), pick_side (world),
                 (MiradorTheme)world_roll (world, MIRADOR_N_THEMES), world_roll (world, 3) == 0,
                 WORLD_PICK (world, thresholds) };
}

/* Round numbers stand on axes and in «per 100,000»: they tell nothing. */
static void
add_figure (GHashTable *figures, double value, gboolean telling)
{
  if (isfinite (value) && fabs (value) >= LEAST_TELLING
      && (!telling || fabs (fmod (round (value), 100)) >= 1))
    g_hash_table_add (figures, mirador_format_value (value));
}

static void
add_figures (GHashTable *figures, const MiradorRow *row, gboolean telling)
{
  const double values[] = { row->value, row->numerator, row->denominator, row->low, row->high };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    add_figure (figures, values[i], telling);
}

/* A figure counts only whole: 1,234 is not in 11,234, in 1,234,567 nor in −1,234. */
static const char *
find_figure (const char *text, const char *figure)
{
  for (const char *at = strstr (text, figure); at != NULL; at = strstr (at + 1, figure))
    {
      char before = at > text ? at[-1] : ' ';
      const char *end = at + strlen (figure);

      gboolean negative = at - text >= 3 && g_str_has_prefix (at - 3, "−");

      if (!negative && !g_ascii_isdigit (before) && !strchr (",.", before)
          && !g_ascii_isdigit (*end) && !(strchr (",.", *end) && g_ascii_isdigit (end[1])))
        return at;
    }
  return NULL;
}

static gboolean
is_same_row (const MiradorRow *a, const MiradorRow *b)
{
  return a->measure == b->measure && a->program == b->program && a->place == b->place
         && a->breakdown == b->breakdown && a->stage == b->stage
         && mirador_period_equal (a->period, b->period);
}

static gboolean
is_same_frame (const MiradorFrame *a, const MiradorFrame *b)
{
  guint n = mirador_frame_get_n_rows (a);
  guint i = 0;

  if (n != mirador_frame_get_n_rows (b))
    return FALSE;
  while (i < n && is_same_row (mirador_frame_get_row (a, i), mirador_frame_get_row (b, i)))
    i++;
  return i == n;
}

/* (nullable): what became of frame @f in the chart, which may have kept others only. */
static MiradorFrame *
find_shown (const MiradorChart *chart, const MiradorFrame *frame, guint f)
{
  guint n = mirador_chart_get_n_frames (chart);

  for (guint k = 0; k < n; k++)
    if (is_same_frame (frame, mirador_chart_get_frame (chart, (f + k) % n)))
      return mirador_chart_get_frame (chart, (f + k) % n);
  return NULL;
}

static void
sort_figures (MiradorFrame *frame, MiradorFrame *after, GHashTable *shown, GHashTable *secrets)
{
  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (frame, i);

      if (isfinite (mirador_frame_get_row (after, i)->value) || !isfinite (row->value))
        add_figures (shown, row, FALSE);
      else
        add_figures (secrets, row, TRUE);
    }
}

/* Numbers that stood in the rows that are hidden now, and in no row that shows. */
static GHashTable *
list_secrets (const MiradorChart *chart, GPtrArray *frames)
{
  GHashTable *secrets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer figure;

  for (guint f = 0; f < frames->len; f++)
    {
      MiradorFrame *after = find_shown (chart, frames->pdata[f], f);

      /* A chart may leave out what it does not draw. */
      if (after != NULL)
        sort_figures (frames->pdata[f], after, shown, secrets);
    }
  g_hash_table_iter_init (&iter, shown);
  while (g_hash_table_iter_next (&iter, &figure, NULL))
    g_hash_table_remove (secrets, figure);
  return secrets;
}

/* (transfer full): the figure that shows, and the text around it. */
static char *
quote (const char *figure, const char *text, const char *at)
{
  const char *from = MAX (text, at - QUOTED);
  g_autofree char *part = g_strndup (from, (gsize)(at - from) + QUOTED);
  g_autofree char *valid = g_utf8_make_valid (part, -1);

  return g_strdup_printf ("the hidden %s is in “%s”", figure, valid);
}

static void
check_text (const char *text, GHashTable *secrets)
{
  GHashTableIter iter;
  gpointer figure;

  complain (find_nonsense (text));
  g_hash_table_iter_init (&iter, secrets);
  while (g_hash_table_iter_next (&iter, &figure, NULL))
    if (find_figure (text, figure) != NULL)
      complain (quote (figure, text, find_figure (text, figure)));
}

static void
check_texts (const MiradorChart *chart, const Picture *picture, GHashTable *secrets)
{
  g_autofree char *words = mirador_chart_describe (chart);
  const char *headline = mirador_chart_get_headline (chart);

  if (headline == NULL || *headline == '\0')
    complain (g_strdup ("no headline"));
  if (*words == '\0')
    complain (g_strdup ("no description"));
  check_text (words, secrets);
  check_text (headline, secrets);
  for (guint i = 0; i < n_ops (picture); i++)
    if (op_at (picture, i)->text != NULL)
      check_text (op_at (picture, i)->text, secrets);
  for (guint i = 0; i < picture->marks->len; i += 7)
    {
      MiradorMark mark = g_array_index (picture->marks, MiradorMark, i);
      MiradorFrame *frame = mirador_chart_get_frame (chart, mark.frame);
      g_autofree char *tooltip
        = mirador_explain_row (frame, mirador_frame_get_row (frame, mark.row));

      check_text (tooltip, secrets);
    }
}

/* Small pictures are drawn dot by dot as well. */
static void
paint (const MiradorChart *chart, const Look *look)
{
  cairo_surface_t *surface;
  cairo_t *cr;

  if ((gint64)look->width * look->height > 200 * 1000)
    return;
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, look->width, look->height);
  cr = cairo_create (surface);
  g_array_unref (
    mirador_chart_draw (chart, cr, look->width, look->height, look->theme, look->embedded));
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
check_case (const MiradorChartKind *kind, guint32 seed, guint number)
{
  g_autoptr (World) world = world_new (seed ^ g_str_hash (kind->id) ^ (number * 2654435761u));
  Look look = pick_look (world);
  MiradorLanguage language = world_roll (world, 2) == 0 ? MIRADOR_LANGUAGE_ES : MIRADOR_LANGUAGE_EN;
  g_autoptr (MiradorQuery) query = question_new (world, kind);
  g_autofree char *options = question_options (world, kind);
  g_autoptr (GPtrArray) frames = NULL;
  g_autoptr (MiradorChart) chart = NULL;
  g_autoptr (GHashTable) secrets = NULL;
  Picture picture;

  g_snprintf (case_name, sizeof case_name, "%s seed %u case %u, %dx%d %s%s %s %s: ", kind->id, seed,
              number, look.width, look.height, mirador_theme_to_id (look.theme),
              look.embedded ? " card" : "", language == MIRADOR_LANGUAGE_ES ? "es" : "en",
              options != NULL ? options : "");
  mirador_language_set (language);
  frames = world_answers (world, kind, query);
  chart = mirador_chart_new_with_options (kind, query, frames, look.threshold, options);
  secrets = list_secrets (chart, frames);
  picture = draw (chart, look.width, look.height, look.theme, look.embedded);
  check_texts (chart, &picture, secrets);
  complain (find_text_outside (&picture));
  complain (find_wrong_mark (chart, &picture));
  close_picture (&picture);
  paint (chart, &look);
}

static void
check_cases (const MiradorChartKind *kind)
{
  guint seed = number_of ("MIRADOR_TEST_SEED", DEFAULT_SEED);
  guint one = number_of ("MIRADOR_TEST_CASE", G_MAXUINT);

  g_log_set_default_handler (warned_cb, NULL);
  signal (SIGABRT, died_cb);
#ifndef __SANITIZE_ADDRESS__
  signal (SIGSEGV, died_cb);
  signal (SIGFPE, died_cb);
#endif
  for (guint i = 0; i < number_of ("MIRADOR_TEST_CASES", N_CASES); i++)
    if (one == G_MAXUINT || i == one)
      check_case (kind, seed, i);
}

static void
draw_in_a_program (void)
{
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_stderr ("");
  g_test_trap_assert_passed ();
}

#ifdef __SANITIZE_ADDRESS__
/* Naming leaks walks the whole stack at every allocation: the first cases are enough for them, and
 * all of them for other faults. */
static void
draw_sanitized (void)
{
  g_autofree char *options = g_strdup (g_getenv ("ASAN_OPTIONS"));

  g_setenv ("MIRADOR_TEST_CASES", N_CASES_FOR_LEAKS, TRUE);
  draw_in_a_program ();
  g_unsetenv ("MIRADOR_TEST_CASES");
  g_setenv ("ASAN_OPTIONS", "detect_leaks=0:fast_unwind_on_malloc=1", TRUE);
  draw_in_a_program ();
  if (options != NULL)
    g_setenv ("ASAN_OPTIONS", options, TRUE);
  else
    g_unsetenv ("ASAN_OPTIONS");
}
#endif

/* In a program of its own, whose standard error is then looked at. */
static void
test_any_frames (gconstpointer kind)
{
  if (g_test_subprocess ())
    {
      check_cases (kind);
      return;
    }
  g_test_message ("seed %u", number_of ("MIRADOR_TEST_SEED", DEFAULT_SEED));
#ifdef __SANITIZE_ADDRESS__
  draw_sanitized ();
#else
  draw_in_a_program ();
#endif
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  mirador_language_init ("es", g_getenv ("MIRADOR_LOCALE_DIR"));
  world_add_long_names ();
  for (const MiradorChartKind *kind = mirador_chart_kind_list (); kind->id != NULL; kind++)
    {
      g_autofree char *path = g_strdup_printf ("/%s/any-frames", kind->id);

      g_test_add_data_func (path, kind, test_any_frames);
    }
  return g_test_run ();
}
