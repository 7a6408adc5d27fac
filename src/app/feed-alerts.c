/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/feed-alerts.h"

#include <glib/gi18n-lib.h>
#include "feeds/schedule.h"
#include "model/error.h"
#include "model/format.h"

#define MICROSECONDS 1000000
#define KEY "told-failures"

struct _MiradorFeedAlerts
{
  GObject parent_instance;

  MiradorSession *session;
  GApplication *application;
  GSettings *settings; /* (nullable) */
  GHashTable *told;    /* feed id → when, gint64 */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (MiradorFeedAlerts, mirador_feed_alerts, G_TYPE_OBJECT)

static char *
name_notification (const char *feed)
{
  return g_strconcat ("feed-failing-", feed, NULL);
}

static void
read_told (MiradorFeedAlerts *self)
{
  g_autoptr (GVariant) kept = NULL;
  GVariantIter iter;
  const char *feed;
  gint64 when;

  if (self->settings == NULL)
    return;
  kept = g_settings_get_value (self->settings, KEY);
  g_variant_iter_init (&iter, kept);
  while (g_variant_iter_next (&iter, "{&sx}", &feed, &when))
    g_hash_table_replace (self->told, g_strdup (feed), g_memdup2 (&when, sizeof when));
}

static void
write_told (MiradorFeedAlerts *self)
{
  GVariantBuilder builder;
  GHashTableIter iter;
  gpointer feed, when;

  if (self->settings == NULL)
    return;
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{sx}"));
  g_hash_table_iter_init (&iter, self->told);
  while (g_hash_table_iter_next (&iter, &feed, &when))
    g_variant_builder_add (&builder, "{sx}", (const char *)feed, *(gint64 *)when);
  g_settings_set_value (self->settings, KEY, g_variant_builder_end (&builder));
}

static char *
describe (const MiradorFeedStatus *status)
{
  g_autofree char *sentence = mirador_error_to_sentence (status->last->error);
  g_autofree char *when = status->well != 0 ? mirador_format_time (status->well) : NULL;

  if (when == NULL)
    return g_steal_pointer (&sentence);
  /* Translators: %1$s is when a feed was last refreshed without an error, %2$s a sentence that says
   * what is wrong since. */
  return g_strdup_printf (_ ("It was last refreshed %1$s. %2$s"), when, sentence);
}

static void
tell (MiradorFeedAlerts *self,
      const MiradorDefinition *definition,
      const MiradorFeedStatus *status,
      gint64 now)
{
  /* Translators: %s is the name of a feed */
  g_autofree char *title = g_strdup_printf (_ ("“%s” has not been refreshed for too long"),
                                            mirador_text_get (&definition->title));
  g_autoptr (GNotification) notification = g_notification_new (title);
  g_autofree char *id = name_notification (definition->id);
  g_autofree char *body = describe (status);

  g_notification_set_body (notification, body);
  g_notification_set_default_action_and_target (notification, "app.show-feed", "s", definition->id);
  g_application_send_notification (self->application, id, notification);
  g_hash_table_replace (self->told, g_strdup (definition->id), g_memdup2 (&now, sizeof now));
  write_told (self);
}

static void
take_back (MiradorFeedAlerts *self, const char *feed)
{
  g_autofree char *id = name_notification (feed);

  g_application_withdraw_notification (self->application, id);
  g_hash_table_remove (self->told, feed);
  write_told (self);
}

static void
judge (MiradorFeedAlerts *self, const MiradorFeedStatus *status, gint64 now)
{
  const char *feed = status->profile->id;
  const gint64 *told = g_hash_table_lookup (self->told, feed);
  g_autoptr (MiradorDefinition) definition = mirador_definition_find (feed, NULL);
  gboolean is_well = status->last == NULL || status->last->error == NULL;

  if (told != NULL && (definition == NULL || is_well))
    take_back (self, feed);
  else if (definition != NULL
           && mirador_schedule_should_tell (definition, status, told != NULL ? *told : 0, now))
    tell (self, definition, status, now);
}

static gboolean
is_listed (const GPtrArray *statuses, const char *feed)
{
  for (guint i = 0; i < statuses->len; i++)
    if (g_strcmp0 (((const MiradorFeedStatus *)statuses->pdata[i])->profile->id, feed) == 0)
      return TRUE;
  return FALSE;
}

static void
take_back_removed (MiradorFeedAlerts *self, const GPtrArray *statuses)
{
  g_autoptr (GList) feeds = g_hash_table_get_keys (self->told);

  for (GList *link = feeds; link != NULL; link = link->next)
    if (!is_listed (statuses, link->data))
      {
        g_autofree char *feed = g_strdup (link->data);

        take_back (self, feed);
      }
}

static void
statuses_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MiradorFeedAlerts) self = user_data;
  g_autoptr (GPtrArray) statuses
    = mirador_store_list_feeds_finish (MIRADOR_STORE (source), result, NULL);

  if (statuses == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  take_back_removed (self, statuses);
  for (guint i = 0; i < statuses->len; i++)
    judge (self, statuses->pdata[i], g_get_real_time () / MICROSECONDS);
}

static void
look (MiradorFeedAlerts *self)
{
  mirador_store_list_feeds_async (mirador_session_get_store (self->session), self->cancellable,
                                  statuses_cb, g_object_ref (self));
}

static void
mirador_feed_alerts_dispose (GObject *object)
{
  MiradorFeedAlerts *self = MIRADOR_FEED_ALERTS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (mirador_feed_alerts_parent_class)->dispose (object);
}

static void
mirador_feed_alerts_finalize (GObject *object)
{
  MiradorFeedAlerts *self = MIRADOR_FEED_ALERTS (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->settings);
  g_hash_table_unref (self->told);
  G_OBJECT_CLASS (mirador_feed_alerts_parent_class)->finalize (object);
}

static void
mirador_feed_alerts_class_init (MiradorFeedAlertsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mirador_feed_alerts_dispose;
  G_OBJECT_CLASS (klass)->finalize = mirador_feed_alerts_finalize;
}

static void
mirador_feed_alerts_init (MiradorFeedAlerts *self)
{
  self->cancellable = g_cancellable_new ();
  self->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

MiradorFeedAlerts *
mirador_feed_alerts_new (MiradorSession *session, GApplication *application, GSettings *settings)
{
  MiradorFeedAlerts *self = g_object_new (MIRADOR_TYPE_FEED_ALERTS, NULL);

  self->session = g_object_ref (session);
  self->application = application;
  self->settings = settings != NULL ? g_object_ref (settings) : NULL;
  read_told (self);
  g_signal_connect_object (session, "feeds-changed", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  look (self);
  return self;
}
