/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/canvas-private.h"

#include <math.h>
#include <string.h>

/* PLplot's driver refuses texts of 500 characters; nothing that long fits in a line anyway. */
#define LONGEST_LINE 240
#define LONGEST_PARAGRAPH 4000
#define LEADING 1.3
#define MOST_EXTENTS 4000
#define MOST_PARAGRAPHS 400
/* In pixels; wider ones would overflow what Pango counts in. */
#define WIDEST_PARAGRAPH 2e5
#define ELLIPSIS "…"

static double
px_of (const MiradorCanvas *canvas, MiradorTextSize size)
{
  return canvas->style.px[size];
}

/** What a text needs, of one font. */
typedef struct
{
  double width;
  double height;
} Extent;

/* Made as PLplot's driver makes its own: a size in points, which Pango takes at 96 to the inch. */
static PangoFontDescription *
make_font (const MiradorCanvas *canvas, MiradorTextSize size, gboolean bold)
{
  PangoFontDescription *font = pango_font_description_new ();

  pango_font_description_set_family (font, mirador_canvas_family ());
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_absolute_size (font, px_of (canvas, size) * MIRADOR_CANVAS_UNITS
                                                    * PANGO_SCALE);
  return font;
}

static void
set_font (MiradorCanvas *canvas, MiradorTextSize size, gboolean bold)
{
  PangoFontDescription *font = make_font (canvas, size, bold);

  pango_layout_set_font_description (canvas->layout, font);
  pango_font_description_free (font);
}

/* Charts ask for the same texts again and again, while they weigh what fits and with every frame of
 * a window that is being resized. Main thread only, as all of the canvas. */
static GHashTable *
known_extents (void)
{
  static GHashTable *extents;

  if (extents == NULL)
    extents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (g_hash_table_size (extents) > MOST_EXTENTS)
    g_hash_table_remove_all (extents);
  return extents;
}

static Extent
measure (MiradorCanvas *canvas, const char *text, MiradorTextSize size, gboolean bold)
{
  GHashTable *extents = known_extents ();
  /* Metrics are hinted on a screen and not on paper. */
  int surface = cairo_surface_get_type (cairo_get_target (canvas->cr));
  int units = (int)lround (px_of (canvas, size) * 100);
  g_autofree char *key = g_strdup_printf ("%d %d %d %s", surface, units, bold, text);
  Extent *known = g_hash_table_lookup (extents, key);
  int width, height;

  if (known != NULL)
    return *known;
  set_font (canvas, size, bold);
  pango_layout_set_width (canvas->layout, -1);
  pango_layout_set_text (canvas->layout, text, -1);
  pango_layout_get_size (canvas->layout, &width, &height);
  known = g_new (Extent, 1);
  known->width = (double)width / PANGO_SCALE / MIRADOR_CANVAS_UNITS;
  known->height = (double)height / PANGO_SCALE / MIRADOR_CANVAS_UNITS;
  g_hash_table_insert (extents, g_steal_pointer (&key), known);
  return *known;
}

/* One line of valid UTF-8: what comes from a feed may hold anything. */
static char *
clean (const char *text, glong longest)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);

  for (char *at = valid; *at != '\0'; at++)
    if ((guchar)*at < 0x20 || *at == 0x7f)
      *at = ' ';
  g_strstrip (valid);
  if (g_utf8_strlen (valid, -1) <= longest)
    return g_steal_pointer (&valid);
  return g_utf8_substring (valid, 0, longest);
}

static char *
shortened (const char *text, glong n)
{
  g_autofree char *start = g_utf8_substring (text, 0, n);

  g_strchomp (start);
  return g_strconcat (start, ELLIPSIS, NULL);
}

/* (transfer full) (nullable): the longest beginning that fits, with its ellipsis. */
static char *
ellipsize (MiradorCanvas *canvas,
           const char *text,
           MiradorTextSize size,
           gboolean bold,
           double max_width)
{
  glong low = 0;
  glong high = g_utf8_strlen (text, -1);

  while (low < high - 1)
    {
      glong middle = (low + high) / 2;
      g_autofree char *candidate = shortened (text, middle);

      if (measure (canvas, candidate, size, bold).width <= max_width)
        low = middle;
      else
        high = middle;
    }
  return low > 0 ? shortened (text, low) : NULL;
}

static char *
fit_line (MiradorCanvas *canvas,
          const char *text,
          MiradorTextSize size,
          gboolean bold,
          double max_width,
          Extent *extent)
{
  g_autofree char *line = clean (text, LONGEST_LINE);
  g_autofree char *shorter = NULL;

  if (line[0] == '\0')
    return NULL;
  *extent = measure (canvas, line, size, bold);
  if (extent->width <= max_width)
    return g_steal_pointer (&line);
  shorter = ellipsize (canvas, line, size, bold, max_width);
  if (shorter != NULL)
    *extent = measure (canvas, shorter, size, bold);
  return g_steal_pointer (&shorter);
}

MiradorBox
mirador_canvas_text (MiradorCanvas *canvas,
                     double x,
                     double y,
                     const char *text,
                     MiradorTextSize size,
                     gboolean bold,
                     MiradorColour colour,
                     MiradorAlign align,
                     double max_width)
{
  MiradorBox box = { x, y, 0, 0 };
  double limit = max_width > 0 ? MIN (max_width, canvas->width) : canvas->width;
  g_autofree char *line = NULL;
  Extent extent;

  if (!isfinite (x) || !isfinite (y) || max_width < 0)
    return box;
  line = fit_line (canvas, text, size, bold, limit, &extent);
  if (line == NULL)
    return box;
  box.width = extent.width;
  box.height = extent.height;
  if (align == MIRADOR_ALIGN_CENTRE)
    box.x -= box.width / 2;
  else if (align == MIRADOR_ALIGN_END)
    box.x -= box.width;
  box.x = CLAMP (box.x, 0, MAX (canvas->width - box.width, 0));
  box.y -= box.height / 2;
  /* Half a letter tells nothing: a line that would be cut by the edge is left out. */
  if (box.y < -1 || box.y + box.height > canvas->height + 1)
    return (MiradorBox){ x, y, 0, 0 };
  mirador_canvas_put_text (canvas, box, line, px_of (canvas, size), bold, colour);
  return box;
}

double
mirador_canvas_text_width (MiradorCanvas *canvas,
                           const char *text,
                           MiradorTextSize size,
                           gboolean bold)
{
  g_autofree char *line = clean (text, LONGEST_LINE);

  if (line[0] == '\0')
    return 0;
  /* The driver rounds to whole units; a hair of room keeps "fits exactly" true. */
  return measure (canvas, line, size, bold).width + 0.25;
}

double
mirador_canvas_line_height (const MiradorCanvas *canvas, MiradorTextSize size)
{
  return px_of (canvas, size) * LEADING;
}

void
mirador_canvas_set_px (MiradorCanvas *canvas, MiradorTextSize size, double px)
{
  canvas->style.px[size] = px;
}

static GPtrArray *
break_lines (MiradorCanvas *canvas,
             double width,
             const char *whole,
             MiradorTextSize size,
             gboolean bold,
             guint max_lines)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  int n;

  set_font (canvas, size, bold);
  pango_layout_set_wrap (canvas->layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (canvas->layout, (int)(width * MIRADOR_CANVAS_UNITS * PANGO_SCALE));
  pango_layout_set_text (canvas->layout, whole, -1);
  n = pango_layout_get_line_count (canvas->layout);
  for (int i = 0; i < n && (max_lines == 0 || lines->len < max_lines); i++)
    {
      PangoLayoutLine *line = pango_layout_get_line_readonly (canvas->layout, i);
      gboolean cut = max_lines > 0 && lines->len == max_lines - 1 && i < n - 1;
      const char *start = whole + line->start_index;

      g_ptr_array_add (lines,
                       g_strchomp (cut ? g_strdup (start) : g_strndup (start, line->length)));
    }
  return lines;
}

/* Breaking a paragraph costs as much as drawing ten labels, and a card that fades or is pointed at
 * is drawn many times over. */
static GHashTable *
known_paragraphs (void)
{
  static GHashTable *paragraphs;

  if (paragraphs == NULL)
    paragraphs
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  if (g_hash_table_size (paragraphs) > MOST_PARAGRAPHS)
    g_hash_table_remove_all (paragraphs);
  return paragraphs;
}

static gpointer
copy_line (gconstpointer line, G_GNUC_UNUSED gpointer nothing)
{
  return g_strdup (line);
}

GPtrArray *
mirador_canvas_wrap (MiradorCanvas *canvas,
                     double width,
                     const char *text,
                     MiradorTextSize size,
                     gboolean bold,
                     guint max_lines)
{
  GHashTable *paragraphs = known_paragraphs ();
  g_autofree char *whole = clean (text, LONGEST_PARAGRAPH);
  g_autofree char *key = NULL;
  GPtrArray *known;

  if (whole[0] == '\0' || !(width >= 1))
    return g_ptr_array_new_with_free_func (g_free);
  width = MIN (width, WIDEST_PARAGRAPH);
  key
    = g_strdup_printf ("%d %d %d %d %u %s", cairo_surface_get_type (cairo_get_target (canvas->cr)),
                       (int)(width * MIRADOR_CANVAS_UNITS),
                       (int)lround (px_of (canvas, size) * 100), bold, max_lines, whole);
  known = g_hash_table_lookup (paragraphs, key);
  if (known == NULL)
    {
      known = break_lines (canvas, width, whole, size, bold, max_lines);
      g_hash_table_insert (paragraphs, g_steal_pointer (&key), known);
    }
  return g_ptr_array_copy (known, copy_line, NULL);
}

double
mirador_canvas_paragraph (MiradorCanvas *canvas,
                          double x,
                          double y,
                          double width,
                          const char *text,
                          MiradorTextSize size,
                          gboolean bold,
                          MiradorColour colour,
                          guint max_lines)
{
  g_autoptr (GPtrArray) lines = mirador_canvas_wrap (canvas, width, text, size, bold, max_lines);
  double height = mirador_canvas_line_height (canvas, size);

  for (guint i = 0; i < lines->len; i++)
    mirador_canvas_text (canvas, x, y + (i + 0.5) * height, g_ptr_array_index (lines, i), size,
                         bold, colour, MIRADOR_ALIGN_START, width);
  return lines->len * height;
}

double
mirador_canvas_paragraph_height (MiradorCanvas *canvas,
                                 double width,
                                 const char *text,
                                 MiradorTextSize size,
                                 gboolean bold,
                                 guint max_lines)
{
  g_autoptr (GPtrArray) lines = mirador_canvas_wrap (canvas, width, text, size, bold, max_lines);

  return lines->len * mirador_canvas_line_height (canvas, size);
}
