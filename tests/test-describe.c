/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include "analysis/explain.h"
#include "chart-checks.h"
#include "chart-scenes.h"
#include "charts/chart-private.h"
#include "model/format.h"
#include "model/language.h"

/* «mirador chart KIND --describe»: the same story as the picture's, wholly in one language, with
 * the figures that «mirador query» gives. */

#define TODAY "2026-11-21"
#define WIDTH 1200
#define HEIGHT 800
#define MOST_TOLD 60
#define LEAST_TELLING 14 /* bytes of an English sentence that cannot be there by chance */

static SceneFolder *folders[N_SCENE_STORES];
static GHashTable *english; /* parts of English sentences that have a Spanish form */

typedef struct
{
  const MiradorChartKind *kind;
  SceneStore store;
} Subject;

static void
add_word (GPtrArray *line, const char *option, const char *value)
{
  if (value == NULL || *value == '\0')
    return;
  g_ptr_array_add (line, g_strdup (option));
  g_ptr_array_add (line, g_strdup (value));
}

/* (transfer full): what the program says; it must end well and silently. */
static char *
run (SceneStore store, const char *language, GPtrArray *words)
{
  g_autoptr (GPtrArray) line = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *complaint = NULL;
  char *said = NULL;
  int status;

  g_ptr_array_add (line, g_strdup (g_getenv ("MIRADOR_PROGRAM")));
  add_word (line, "--lang", language);
  add_word (line, "--store", folders[store]->path);
  for (guint i = 0; i < words->len; i++)
    g_ptr_array_add (line, g_strdup (words->pdata[i]));
  g_ptr_array_add (line, NULL);
  g_spawn_sync (NULL, (char **)line->pdata, NULL, G_SPAWN_DEFAULT, NULL, NULL, &said, &complaint,
                &status, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (complaint, ==, "");
  g_assert_true (g_spawn_check_wait_status (status, NULL));
  return said;
}

static GPtrArray *
scene_words (const Scene *scene, const char *kind)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  add_word (words, "chart", kind);
  g_ptr_array_add (words, g_strdup ("--describe"));
  add_word (words, "--program", scene->program);
  add_word (words, "--measure", scene->measure);
  add_word (words, "--stage", scene->stage);
  add_word (words, "--place", scene->place);
  add_word (words, "--period", scene->period);
  add_word (words, "--by", scene->by);
  add_word (words, "--every", scene->every);
  add_word (words, "--option", scene->options);
  if (scene->rate)
    g_ptr_array_add (words, g_strdup ("--rate"));
  return words;
}

/* Figures: each one where they can be told one by one; of many, and of those that they are compared
 * with, whose they are. */
static gboolean
is_told (const MiradorRow *row, gboolean one_by_one, const char *said)
{
  g_autofree char *value = mirador_explain_value (row);

  if (one_by_one)
    return strstr (said, value) != NULL;
  return row->place == NULL || strstr (said, row->place->name) != NULL;
}

static void
check_figures (const MiradorChart *chart, const char *name, const char *said)
{
  Picture picture = draw (chart, WIDTH, HEIGHT, MIRADOR_THEME_LIGHT, FALSE);
  const MiradorRow *missing = NULL;
  guint n_missing = 0;
  gboolean one_by_one = picture.marks->len <= MOST_TOLD;

  for (guint i = 0; i < picture.marks->len; i++)
    {
      MiradorMark mark = g_array_index (picture.marks, MiradorMark, i);
      const MiradorRow *row
        = mirador_frame_get_row (mirador_chart_get_frame (chart, mark.frame), mark.row);

      if (!mirador_row_has_value (row) || is_told (row, one_by_one && mark.frame == 0, said))
        continue;
      n_missing++;
      missing = row;
    }
  if (n_missing > 0)
    {
      g_autofree char *value = mirador_explain_value (missing);

      g_test_message ("%s: %u of %u figures are drawn and not described, as %s of %s", name,
                      n_missing, picture.marks->len, value,
                      missing->place != NULL ? missing->place->name : "several places");
      g_test_fail ();
    }
  if (!mirador_chart_is_empty (chart) && picture.marks->len == 0)
    {
      g_test_message ("%s: no figures are drawn", name);
      g_test_fail ();
    }
  close_picture (&picture);
}

/* Against the command line's own query */
static void
add_strings (GPtrArray *words, const char *option, const GPtrArray *strings)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < strings->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "," : "", (const char *)strings->pdata[i]);
  add_word (words, option, text->str);
}

static char *
by_text (const MiradorQuery *query)
{
  GString *text = g_string_new (NULL);

  if ((query->by & MIRADOR_BY_PROGRAM) != 0)
    g_string_append (text, ",program");
  if ((query->by & MIRADOR_BY_PLACE) != 0)
    g_string_append_printf (
      text, ",%s",
      query->place_level == MIRADOR_LEVEL_ANY ? "place" : mirador_level_to_id (query->place_level));
  for (guint i = 0; (query->by & MIRADOR_BY_BREAKDOWN) != 0 && i < query->by_breakdowns->len; i++)
    g_string_append_printf (text, ",%s", (const char *)query->by_breakdowns->pdata[i]);
  if (text->len > 0)
    g_string_erase (text, 0, 1);
  return g_string_free (text, FALSE);
}

static char *
stages_text (const MiradorQuery *query)
{
  GString *text = g_string_new (NULL);

  for (guint stage = 1; stage < MIRADOR_N_STAGES; stage++)
    if ((query->stages & (1u << stage)) != 0)
      g_string_append_printf (text, "%s%s", text->len > 0 ? "," : "",
                              mirador_stage_to_id ((MiradorStage)stage));
  return g_string_free (text, FALSE);
}

static GPtrArray *
query_words (const MiradorQuery *query)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *by = by_text (query);
  g_autofree char *stages = stages_text (query);
  g_autofree char *range = mirador_range_is_all (query->range)
                             ? NULL
                             : mirador_range_to_code (query->range, query->fiscal_first_month);

  g_ptr_array_add (words, g_strdup ("query"));
  add_word (words, "--format", "csv");
  add_strings (words, "--program", query->programs);
  add_strings (words, "--measure", query->measures);
  add_strings (words, "--place", query->places);
  add_word (words, "--stage", stages);
  add_word (words, "--by", by);
  add_word (words, "--period", range);
  if (query->every != MIRADOR_GRAIN_NONE)
    add_word (words, "--every", mirador_grain_to_id (query->every));
  if (query->rate)
    g_ptr_array_add (words, g_strdup ("--rate"));
  return words;
}

static int
find_column (const char *header, const char *name)
{
  g_auto (GStrv) columns = g_strsplit (header, ",", -1);

  for (int i = 0; columns[i] != NULL; i++)
    if (g_str_equal (columns[i], name))
      return i;
  g_assert_not_reached ();
}

/* The cells of a line of CSV; those in quotes may hold commas. */
static char *
get_cell (const char *line, int column)
{
  GString *cell = g_string_new (NULL);
  gboolean quoted = FALSE;

  for (; *line != '\0' && column >= 0; line++)
    {
      if (*line == '"')
        quoted = !quoted;
      else if (*line == ',' && !quoted)
        column--;
      else if (column == 0)
        g_string_append_c (cell, *line);
    }
  return g_string_free (cell, FALSE);
}

/* Row by row. */
static gboolean
is_answer (MiradorFrame *frame, char **lines)
{
  int column = find_column (lines[0], "value");

  if (g_strv_length (lines) - 1 != mirador_frame_get_n_rows (frame))
    return FALSE;
  for (guint i = 0; lines[i + 1] != NULL; i++)
    {
      g_autofree char *cell = get_cell (lines[i + 1], column);
      g_autofree char *value = mirador_format_machine (mirador_frame_get_row (frame, i)->value);

      if (!g_str_equal (cell, value))
        return FALSE;
    }
  return TRUE;
}

/* What the chart is made of is what the command line answers to the same questions; the chart may
 * have kept some of the answers only. */
static void
check_against_query (const MiradorChart *chart, const Subject *subject, const MiradorQuery *base)
{
  g_autoptr (GPtrArray) plan = mirador_chart_plan (subject->kind, base);
  guint n = mirador_chart_get_n_frames (chart);
  guint n_found = 0;

  for (guint i = 0; i < plan->len; i++)
    {
      g_autoptr (GPtrArray) words = query_words (plan->pdata[i]);
      g_autofree char *said = run (subject->store, "en", words);
      g_auto (GStrv) lines = g_strsplit (g_strchomp (said), "\n", -1);
      g_autofree char *question = NULL;
      gboolean found = FALSE;

      for (guint k = 0; k < n && !found; k++)
        found = is_answer (mirador_chart_get_frame (chart, k), lines);
      n_found += found ? 1 : 0;
      g_ptr_array_add (words, NULL);
      question = g_strjoinv (" ", (char **)words->pdata);
      g_test_message ("%s: asked «%s»", subject->kind->id, question);
    }
  if (n_found < n)
    {
      g_test_message ("%s: %u of %u frames are no answer to that", subject->kind->id, n - n_found,
                      n);
      g_test_fail ();
    }
}

/* Language */
static void
check_spanish (const char *name, const char *said)
{
  static const char *const words[]
    = { "the", "of", "and", "is", "are", "with", "by", "from", "not", "there", "which", "each" };
  GHashTableIter iter;
  gpointer part;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *pattern = g_strdup_printf ("(?i)[^\\n]*\\b%s\\b[^\\n]*", words[i]);
      g_autoptr (GRegex) regex = g_regex_new (pattern, 0, 0, NULL);
      g_autoptr (GMatchInfo) match = NULL;
      g_autofree char *line = NULL;

      if (!g_regex_match (regex, said, 0, &match))
        continue;
      line = g_match_info_fetch (match, 0);
      g_test_message ("%s: English in Spanish: %s", name, line);
      g_test_fail ();
    }
  g_hash_table_iter_init (&iter, english);
  while (g_hash_table_iter_next (&iter, &part, NULL))
    if (strstr (said, part) != NULL)
      {
        g_test_message ("%s: English in Spanish: “%s”", name, (char *)part);
        g_test_fail ();
      }
}

/* What a PO file says on one entry's line or lines. */
static char *
read_po_text (char **lines, guint *i)
{
  GString *text = g_string_new (NULL);

  for (const char *line = strchr (lines[*i], '"'); line != NULL;)
    {
      g_autofree char *inner = g_strndup (line + 1, strlen (line) >= 2 ? strlen (line) - 2 : 0);
      g_autofree char *plain = g_strcompress (inner);

      g_string_append (text, plain);
      if (lines[*i + 1] == NULL || lines[*i + 1][0] != '"')
        break;
      line = lines[++*i];
    }
  return g_string_free (text, FALSE);
}

static void
add_english (const char *id, const char *spanish)
{
  g_auto (GStrv) parts = NULL;
  g_autoptr (GRegex) places = g_regex_new ("%(\\d\\$)?[-.0-9]*l?[a-z%]", 0, 0, NULL);

  if (*spanish == '\0' || g_str_equal (id, spanish))
    return;
  parts = g_regex_split (places, id, 0);
  for (char **part = parts; *part != NULL; part++)
    if (strlen (*part) >= LEAST_TELLING && strchr (g_strstrip (*part), ' ') != NULL
        && strlen (*part) >= LEAST_TELLING && strstr (spanish, *part) == NULL)
      g_hash_table_add (english, g_strdup (*part));
}

static void
read_english (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "po", "es.po", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  english = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], "msgid "))
      {
        g_free (id);
        id = read_po_text (lines, &i);
      }
    else if (id != NULL
             && (g_str_has_prefix (lines[i], "msgstr ")
                 || g_str_has_prefix (lines[i], "msgstr[0]")))
      {
        g_autofree char *spanish = read_po_text (lines, &i);

        add_english (id, spanish);
      }
  g_assert_cmpuint (g_hash_table_size (english), >, 100);
}

/* One scene in one language. */
static void
check_scene (const Subject *subject, const Scene *scene, MiradorLanguage language)
{
  MiradorStore *store = folders[subject->store]->store;
  g_autoptr (GPtrArray) words = scene_words (scene, subject->kind->id);
  g_autofree char *said
    = run (subject->store, language == MIRADOR_LANGUAGE_ES ? "es" : "en", words);
  g_autofree char *name = scene_name (scene, subject->kind->id);
  g_autoptr (MiradorChart) chart = NULL;
  g_autofree char *described = NULL;

  mirador_language_set (language);
  chart = scene_chart (scene, store, subject->kind);
  described = mirador_chart_describe (chart);
  g_assert_true (g_str_has_prefix (said, mirador_chart_get_headline (chart)));
  g_assert_cmpstr (g_strchomp (said), ==, g_strchomp (described));
  check_figures (chart, name, said);
  if (language == MIRADOR_LANGUAGE_ES)
    {
      g_autoptr (MiradorQuery) query = scene_query (scene, store, subject->kind);

      check_spanish (name, said);
      check_against_query (chart, subject, query);
    }
}

static void
test_description (gconstpointer user_data)
{
  const Subject *subject = user_data;
  g_autoptr (GPtrArray) scenes = scene_list (subject->store, subject->kind->id);

  if (folders[subject->store] == NULL)
    {
      g_test_skip ("MIRADOR_FIXTURES does not name the recorded tables");
      return;
    }
  for (guint i = 0; i < scenes->len; i++)
    for (int language = MIRADOR_LANGUAGE_ES; language <= MIRADOR_LANGUAGE_EN; language++)
      check_scene (subject, scenes->pdata[i], (MiradorLanguage)language);
}

static void
fill_stores (void)
{
  folders[SCENE_DEMONSTRATION] = scene_folder_new ();
  scene_load (folders[SCENE_DEMONSTRATION], "demo");
  scene_load (folders[SCENE_DEMONSTRATION], "population");
  folders[SCENE_MINSA] = scene_folder_new ();
  if (!scene_load_minsa (folders[SCENE_MINSA]))
    g_clear_pointer (&folders[SCENE_MINSA], scene_folder_free);
}

int
main (int argc, char **argv)
{
  static const char *const names[] = { "demonstration", "minsa" };
  int status;

  g_setenv ("MIRADOR_TODAY", TODAY, TRUE);
  g_test_init (&argc, &argv, NULL);
  mirador_language_init ("es", g_getenv ("MIRADOR_LOCALE_DIR"));
  read_english ();
  fill_stores ();
  for (int store = 0; store < N_SCENE_STORES; store++)
    for (const MiradorChartKind *kind = mirador_chart_kind_list (); kind->id != NULL; kind++)
      {
        g_autofree char *path = g_strdup_printf ("/%s/describes-%s", kind->id, names[store]);
        Subject *subject = g_new0 (Subject, 1);

        *subject = (Subject){ kind, (SceneStore)store };
        g_test_add_data_func_full (path, subject, test_description, g_free);
      }
  status = g_test_run ();
  for (int store = 0; store < N_SCENE_STORES; store++)
    g_clear_pointer (&folders[store], scene_folder_free);
  g_hash_table_unref (english);
  return status;
}
