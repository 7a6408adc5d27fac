/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/feeds-page.h"

#include <glib/gi18n-lib.h>
#include "app/feed-row.h"
#include "app/wrap-layout.h"
#include "model/error.h"
#include "model/format.h"

struct _MiradorFeedsPage
{
  AdwBin parent_instance;

  GtkListBox *list;
  GtkLabel *summary;
  GtkWidget *problem_box;
  GtkLabel *problems;

  MiradorSession *session;
  char *wanted; /* (nullable) the feed to show as soon as it is listed */
};

G_DEFINE_FINAL_TYPE (MiradorFeedsPage, mirador_feeds_page, ADW_TYPE_BIN)

static MiradorFeedRow *
get_row (MiradorFeedsPage *self, guint i)
{
  return MIRADOR_FEED_ROW (gtk_list_box_get_row_at_index (self->list, (int)i));
}

/* Rows that stay keep what is opened in them. */
static MiradorFeedRow *
find_row (MiradorFeedsPage *self, const char *feed)
{
  for (guint i = 0; gtk_list_box_get_row_at_index (self->list, (int)i) != NULL; i++)
    if (g_str_equal (mirador_feed_row_get_feed (get_row (self, i)), feed))
      return get_row (self, i);
  return NULL;
}

static void
show_feed (MiradorFeedsPage *self,
           const char *feed,
           const MiradorDefinition *definition,
           const MiradorFeedStatus *status)
{
  MiradorFeedRow *row = find_row (self, feed);

  if (row == NULL)
    {
      row = mirador_feed_row_new (self->session, feed);
      gtk_list_box_append (self->list, GTK_WIDGET (row));
    }
  mirador_feed_row_update (row, definition, status);
}

static const MiradorFeedStatus *
find_status (const GPtrArray *statuses, const char *feed)
{
  for (guint i = 0; i < statuses->len; i++)
    {
      const MiradorFeedStatus *status = g_ptr_array_index (statuses, i);

      if (g_strcmp0 (status->profile->id, feed) == 0)
        return status;
    }
  return NULL;
}

static const MiradorDefinition *
find_definition (const GPtrArray *definitions, const char *feed)
{
  for (guint i = 0; i < definitions->len; i++)
    {
      const MiradorDefinition *definition = g_ptr_array_index (definitions, i);

      if (g_strcmp0 (definition->id, feed) == 0)
        return definition;
    }
  return NULL;
}

static void
drop_rows (MiradorFeedsPage *self, const GPtrArray *definitions, const GPtrArray *statuses)
{
  for (guint i = 0; gtk_list_box_get_row_at_index (self->list, (int)i) != NULL;)
    {
      const char *feed = mirador_feed_row_get_feed (get_row (self, i));

      if (find_definition (definitions, feed) == NULL && find_status (statuses, feed) == NULL)
        gtk_list_box_remove (self->list, GTK_WIDGET (get_row (self, i)));
      else
        i++;
    }
}

static void
summarise (MiradorFeedsPage *self)
{
  guint all = 0, failed = 0;
  g_autofree char *all_text = NULL, *failed_text = NULL, *text = NULL;

  for (; gtk_list_box_get_row_at_index (self->list, (int)all) != NULL; all++)
    if (*mirador_feed_row_get_error (get_row (self, all)) != '\0')
      failed++;
  all_text = mirador_format_count (all);
  failed_text = mirador_format_count (failed);
  if (failed == 0)
    /* Translators: %s is a count of feeds */
    text = g_strdup_printf (ngettext ("%s feed, without errors", "%s feeds, without errors", all),
                            all_text);
  else
    /* Translators: how many feeds failed at their last refresh, of how many */
    text = g_strdup_printf (
      ngettext ("%1$s of %2$s feed with an error", "%1$s of %2$s feeds with an error", all),
      failed_text, all_text);
  gtk_label_set_text (self->summary, text);
}

/* Definition files that cannot be read have no row, but are told. */
static void
show_problems (MiradorFeedsPage *self, const GPtrArray *problems)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; problems != NULL && i < problems->len; i++)
    {
      g_autofree char *sentence = mirador_error_to_sentence (g_ptr_array_index (problems, i));

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", sentence);
    }
  gtk_label_set_text (self->problems, text->str);
  gtk_widget_set_visible (self->problem_box, text->len > 0);
}

/* A feed that was just added is where the eyes go next. */
static void
show_wanted (MiradorFeedsPage *self)
{
  MiradorFeedRow *row = self->wanted != NULL ? find_row (self, self->wanted) : NULL;

  if (row == NULL)
    return;
  g_clear_pointer (&self->wanted, g_free);
  gtk_widget_child_focus (GTK_WIDGET (row), GTK_DIR_TAB_FORWARD);
}

static void
statuses_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MiradorFeedsPage) self = user_data;
  g_autoptr (GPtrArray) statuses
    = mirador_store_list_feeds_finish (MIRADOR_STORE (source), result, NULL);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) definitions = mirador_definition_list (&problems);

  if (statuses == NULL || self->session == NULL)
    return;
  show_problems (self, problems);
  drop_rows (self, definitions, statuses);
  for (guint i = 0; i < definitions->len; i++)
    {
      const MiradorDefinition *definition = g_ptr_array_index (definitions, i);

      if (mirador_session_owns_feed (self->session, definition->id))
        show_feed (self, definition->id, definition, find_status (statuses, definition->id));
    }
  for (guint i = 0; i < statuses->len; i++)
    {
      const MiradorFeedStatus *status = g_ptr_array_index (statuses, i);

      if (find_definition (definitions, status->profile->id) == NULL)
        show_feed (self, status->profile->id, NULL, status);
    }
  summarise (self);
  show_wanted (self);
}

static void
update (MiradorFeedsPage *self)
{
  mirador_store_list_feeds_async (mirador_session_get_store (self->session), NULL, statuses_cb,
                                  g_object_ref (self));
}

static void
mirador_feeds_page_dispose (GObject *object)
{
  MiradorFeedsPage *self = MIRADOR_FEEDS_PAGE (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->wanted, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), MIRADOR_TYPE_FEEDS_PAGE);
  G_OBJECT_CLASS (mirador_feeds_page_parent_class)->dispose (object);
}

static void
mirador_feeds_page_class_init (MiradorFeedsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mirador_feeds_page_dispose;
  g_type_ensure (MIRADOR_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/pe/org/sociosensalud/Mirador/ui/feeds-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MiradorFeedsPage, list);
  gtk_widget_class_bind_template_child (widget_class, MiradorFeedsPage, summary);
  gtk_widget_class_bind_template_child (widget_class, MiradorFeedsPage, problem_box);
  gtk_widget_class_bind_template_child (widget_class, MiradorFeedsPage, problems);
}

static void
mirador_feeds_page_init (MiradorFeedsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
mirador_feeds_page_set_session (MiradorFeedsPage *self, MiradorSession *session)
{
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "feeds-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

void
mirador_feeds_page_show (MiradorFeedsPage *self, const char *feed)
{
  g_free (self->wanted);
  self->wanted = g_strdup (feed);
  update (self);
}

GPtrArray *
mirador_feeds_page_list_rows (MiradorFeedsPage *self)
{
  GPtrArray *rows = g_ptr_array_new ();

  for (guint i = 0; gtk_list_box_get_row_at_index (self->list, (int)i) != NULL; i++)
    g_ptr_array_add (rows, get_row (self, i));
  return rows;
}
