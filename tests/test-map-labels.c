/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/explain.h"
#include "map-frames.h"
#include "model/language.h"

static const MiradorMark *
find_mark (const Picture *picture, const MiradorChart *chart, const char *code)
{
  for (guint i = 0; i < picture->marks->len; i++)
    {
      const MiradorMark *mark = &g_array_index (picture->marks, MiradorMark, i);
      const MiradorRow *row
        = mirador_frame_get_row (mirador_chart_get_frame (chart, mark->frame), mark->row);

      if (g_str_equal (row->place->code, code))
        return mark;
    }
  return NULL;
}

/* Whether a text has its figure below it or behind it. */
static gboolean
has_figure (const Picture *picture, const MiradorOp *name, const char *figure)
{
  for (guint i = 0; i < n_ops (picture); i++)
    {
      const MiradorOp *op = op_at (picture, i);

      if (op->text != NULL && g_str_equal (op->text, figure)
          && fabs (op->box.y - name->box.y) < 2 * name->box.height
          && fabs (op->box.x - name->box.x) < name->box.width + op->box.width)
        return TRUE;
    }
  return FALSE;
}

/* A name without its figure beside names with theirs would seem to have none. */
static void
test_names_have_their_figures (void)
{
  static const double sizes[][2] = { { 800, 600 }, { 1200, 800 }, { 600, 1000 }, { 1920, 1080 } };

  for (guint k = 0; k < 2 * G_N_ELEMENTS (sizes); k++)
    {
      g_autoptr (MiradorChart) chart
        = make_chart ("map", k % 2 == 0 ? make_counts () : make_rates (REGIONS), NULL, NULL);
      MiradorFrame *frame = mirador_chart_get_frame (chart, 0);
      Picture picture = draw (chart, sizes[k / 2][0], sizes[k / 2][1], MIRADOR_THEME_LIGHT, FALSE);
      guint n_names = 0;

      for (guint i = 0; i < n_ops (&picture); i++)
        for (guint r = 0; r < mirador_frame_get_n_rows (frame); r++)
          {
            const MiradorRow *row = mirador_frame_get_row (frame, r);
            g_autofree char *figure = mirador_explain_value (row);

            if (g_strcmp0 (op_at (&picture, i)->text, row->place->name) != 0)
              continue;
            g_assert_true (has_figure (&picture, op_at (&picture, i), figure));
            n_names++;
          }
      g_assert_cmpuint (n_names, >=, 4);
      close_picture (&picture);
    }
}

/* In a high picture the map is not small between circles that are too large, its legend far off. */
static void
test_high_picture (void)
{
  g_autoptr (MiradorChart) chart = make_chart ("map", make_counts (), NULL, NULL);
  Picture picture = draw (chart, 600, 1000, MIRADOR_THEME_LIGHT, FALSE);
  const MiradorMark *north = find_mark (&picture, chart, "16");
  const MiradorMark *south = find_mark (&picture, chart, "23");
  double height = south->box.y - north->box.y;

  g_assert_cmpfloat (height, >, 320);
  for (guint i = 0; i < picture.marks->len; i++)
    g_assert_cmpfloat (g_array_index (picture.marks, MiradorMark, i).box.height, <, 0.25 * height);
  for (guint i = 0; i < n_ops (&picture); i++)
    if (g_strcmp0 (op_at (&picture, i)->text, "20,000") == 0)
      g_assert_cmpfloat (op_at (&picture, i)->box.y, <, south->box.y + 60);
  close_picture (&picture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  g_test_add_func ("/map-labels/names-have-their-figures", test_names_have_their_figures);
  g_test_add_func ("/map-labels/high-picture", test_high_picture);
  return g_test_run ();
}
