/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/wrap-layout.h"

struct _MiradorWrapLayout
{
  GtkLayoutManager parent_instance;

  int spacing;
};

enum
{
  PROP_0,
  PROP_SPACING,
};

G_DEFINE_FINAL_TYPE (MiradorWrapLayout, mirador_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

/* Where the next child goes, while lines are filled. */
typedef struct
{
  int x, y;
  int line_height;
  int width; /* of a line */
  int spacing;
} Pen;

static int
natural_width (GtkWidget *child)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}

/* Gives the child its place and moves on; the first of a line is narrowed where it does not fit. */
static GtkAllocation
place_child (Pen *pen, GtkWidget *child)
{
  GtkAllocation place = { .width = MIN (natural_width (child), pen->width) };

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, place.width, NULL, &place.height, NULL,
                      NULL);
  if (pen->x > 0 && pen->x + place.width > pen->width)
    {
      pen->y += pen->line_height + pen->spacing;
      pen->x = pen->line_height = 0;
    }
  place.x = pen->x;
  place.y = pen->y;
  pen->x += place.width + pen->spacing;
  pen->line_height = MAX (pen->line_height, place.height);
  return place;
}

static GtkSizeRequestMode
mirador_wrap_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_width (MiradorWrapLayout *self, GtkWidget *widget, int *minimum, int *natural)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural,
                          NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += child_natural + (*natural > 0 ? self->spacing : 0);
    }
}

static void
mirador_wrap_layout_measure (GtkLayoutManager *manager,
                             GtkWidget *widget,
                             GtkOrientation orientation,
                             int for_size,
                             int *minimum,
                             int *natural,
                             int *minimum_baseline,
                             int *natural_baseline)
{
  MiradorWrapLayout *self = MIRADOR_WRAP_LAYOUT (manager);
  Pen pen = { .width = for_size >= 0 ? for_size : G_MAXINT, .spacing = self->spacing };

  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_width (self, widget, minimum, natural);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      place_child (&pen, child);
  *minimum = *natural = pen.y + pen.line_height;
}

static void
allocate_line (GPtrArray *children, GArray *places, int width, int line_height)
{
  for (guint i = 0; i < children->len; i++)
    {
      GtkWidget *child = g_ptr_array_index (children, i);
      GtkAllocation place = g_array_index (places, GtkAllocation, i);

      if (i > 0 && i + 1 == children->len && gtk_widget_get_hexpand (child))
        place.x = width - place.width;
      /* Lower ones stand in the middle of their line. */
      place.y += (line_height - place.height) / 2;
      gtk_widget_size_allocate (child, &place, -1);
    }
  g_ptr_array_set_size (children, 0);
  g_array_set_size (places, 0);
}

static void
mirador_wrap_layout_allocate (GtkLayoutManager *manager,
                              GtkWidget *widget,
                              int width,
                              int height,
                              int baseline)
{
  Pen pen = { .width = width, .spacing = MIRADOR_WRAP_LAYOUT (manager)->spacing };
  g_autoptr (GPtrArray) line = g_ptr_array_new ();
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (GtkAllocation));
  int line_height = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int y = pen.y;
      GtkAllocation place;

      if (!gtk_widget_should_layout (child))
        continue;
      place = place_child (&pen, child);
      if (pen.y != y)
        allocate_line (line, places, width, line_height);
      g_ptr_array_add (line, child);
      g_array_append_val (places, place);
      line_height = pen.line_height;
    }
  allocate_line (line, places, width, line_height);
}

static void
mirador_wrap_layout_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MIRADOR_WRAP_LAYOUT (object)->spacing = g_value_get_int (value);
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (object));
}

static void
mirador_wrap_layout_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_int (value, MIRADOR_WRAP_LAYOUT (object)->spacing);
}

static void
mirador_wrap_layout_class_init (MiradorWrapLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  object_class->set_property = mirador_wrap_layout_set_property;
  object_class->get_property = mirador_wrap_layout_get_property;
  layout_class->get_request_mode = mirador_wrap_layout_get_request_mode;
  layout_class->measure = mirador_wrap_layout_measure;
  layout_class->allocate = mirador_wrap_layout_allocate;
  g_object_class_install_property (object_class, PROP_SPACING,
                                   g_param_spec_int ("spacing", NULL, NULL, 0, 100, 6,
                                                     G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
}

static void
mirador_wrap_layout_init (MiradorWrapLayout *self)
{
  self->spacing = 6;
}
