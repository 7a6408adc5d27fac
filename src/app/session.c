/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/session.h"

#include "analysis/suppression.h"
#include "app/session-private.h"
#include "feeds/demo.h"
#include "model/error.h"

enum
{
  PROP_0,
  PROP_PROGRAM,
  PROP_PLACE,
  PROP_PERIOD,
  PROP_FISCAL_FIRST_MONTH,
  PROP_SUPPRESSION_THRESHOLD,
  PROP_BY_ITSELF,
  PROP_NOTICE,
  N_PROPS
};

enum
{
  CHANGED,
  FEEDS_CHANGED,
  REFRESHING,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MiradorSession, mirador_session, G_TYPE_OBJECT)

/* Several properties may change in one go (a click on a region sets place and program): the pages
   ask the store once. */
static gboolean
emit_changed_cb (gpointer user_data)
{
  MiradorSession *self = user_data;

  self->changed_id = 0;
  g_signal_emit (self, signals[CHANGED], 0);
  return G_SOURCE_REMOVE;
}

static void
queue_changed (MiradorSession *self)
{
  if (self->changed_id == 0)
    self->changed_id = g_idle_add (emit_changed_cb, self);
}

void
mirador_session_emit_refreshing (MiradorSession *self)
{
  g_signal_emit (self, signals[REFRESHING], 0);
}

static void
holdings_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MiradorSession) self = user_data;
  g_autoptr (GArray) holdings
    = mirador_store_list_holdings_finish (MIRADOR_STORE (source), result, NULL);

  self->n_looking--;
  if (holdings == NULL)
    return;
  g_clear_pointer (&self->holdings, g_array_unref);
  self->holdings = g_steal_pointer (&holdings);
  queue_changed (self);
}

static void
read_holdings (MiradorSession *self)
{
  self->n_looking++;
  mirador_store_list_holdings_async (self->store, self->cancellable, holdings_cb,
                                     g_object_ref (self));
}

static void
store_changed_cb (MiradorStore *store, const char *feed, gpointer user_data)
{
  MiradorSession *self = user_data;

  read_holdings (self);
  g_signal_emit (self, signals[FEEDS_CHANGED], 0);
}

static void
set_by_itself (MiradorSession *self, gboolean by_itself)
{
  self->by_itself = by_itself;
  if (!by_itself)
    mirador_session_schedule_stop (self);
  else if (self->begun)
    mirador_session_schedule_start (self);
}

static void
mirador_session_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MiradorSession *self = MIRADOR_SESSION (object);

  switch (id)
    {
    case PROP_PROGRAM:
      mirador_session_set_program (self, g_value_get_string (value));
      break;
    case PROP_PLACE:
      mirador_session_set_place (self, g_value_get_string (value));
      break;
    case PROP_PERIOD:
      mirador_session_set_period (self, g_value_get_string (value));
      break;
    case PROP_FISCAL_FIRST_MONTH:
      self->fiscal_first_month = g_value_get_int (value);
      queue_changed (self);
      break;
    case PROP_SUPPRESSION_THRESHOLD:
      self->threshold = g_value_get_int (value);
      queue_changed (self);
      break;
    case PROP_BY_ITSELF:
      set_by_itself (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mirador_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MiradorSession *self = MIRADOR_SESSION (object);

  switch (id)
    {
    case PROP_PROGRAM:
      g_value_set_string (value, mirador_session_get_program (self));
      break;
    case PROP_PLACE:
      g_value_set_string (value, self->place);
      break;
    case PROP_PERIOD:
      g_value_set_string (value, self->period);
      break;
    case PROP_FISCAL_FIRST_MONTH:
      g_value_set_int (value, self->fiscal_first_month);
      break;
    case PROP_SUPPRESSION_THRESHOLD:
      g_value_set_int (value, self->threshold);
      break;
    case PROP_BY_ITSELF:
      g_value_set_boolean (value, self->by_itself);
      break;
    case PROP_NOTICE:
      g_value_set_string (value, self->notice);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mirador_session_dispose (GObject *object)
{
  MiradorSession *self = MIRADOR_SESSION (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->changed_id, g_source_remove);
  mirador_session_schedule_stop (self);
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  mirador_session_drop_pulls (self);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (mirador_session_parent_class)->dispose (object);
}

static void
mirador_session_finalize (GObject *object)
{
  MiradorSession *self = MIRADOR_SESSION (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->holdings, g_array_unref);
  g_clear_pointer (&self->program, g_free);
  g_clear_pointer (&self->place, g_free);
  g_clear_pointer (&self->period, g_free);
  g_clear_pointer (&self->notice, g_free);
  g_clear_pointer (&self->own_path, g_free);
  g_ptr_array_unref (self->trail);
  g_queue_free_full (self->waiting, g_free);
  g_hash_table_unref (self->pulls);
  G_OBJECT_CLASS (mirador_session_parent_class)->finalize (object);
}

static void
mirador_session_class_init (MiradorSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->set_property = mirador_session_set_property;
  object_class->get_property = mirador_session_get_property;
  object_class->dispose = mirador_session_dispose;
  object_class->finalize = mirador_session_finalize;
  props[PROP_PROGRAM] = g_param_spec_string ("program", NULL, NULL, "", flags);
  props[PROP_PLACE] = g_param_spec_string ("place", NULL, NULL, "", flags);
  props[PROP_PERIOD] = g_param_spec_string ("period", NULL, NULL, "", flags);
  props[PROP_FISCAL_FIRST_MONTH]
    = g_param_spec_int ("fiscal-first-month", NULL, NULL, 1, 12, MIRADOR_FISCAL_FIRST_MONTH_DEFAULT,
                        G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  props[PROP_SUPPRESSION_THRESHOLD] = g_param_spec_int ("suppression-threshold", NULL, NULL, 5, 10,
                                                        MIRADOR_SUPPRESSION_THRESHOLD_DEFAULT,
                                                        G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  props[PROP_BY_ITSELF] = g_param_spec_boolean ("by-itself", NULL, NULL, FALSE,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  props[PROP_NOTICE]
    = g_param_spec_string ("notice", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[CHANGED] = g_signal_new ("changed", MIRADOR_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[FEEDS_CHANGED] = g_signal_new ("feeds-changed", MIRADOR_TYPE_SESSION, G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REFRESHING] = g_signal_new ("refreshing", MIRADOR_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0,
                                      NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
mirador_session_init (MiradorSession *self)
{
  self->cancellable = g_cancellable_new ();
  self->program = g_strdup ("");
  self->place = g_strdup ("");
  self->period = g_strdup ("");
  self->fiscal_first_month = MIRADOR_FISCAL_FIRST_MONTH_DEFAULT;
  self->threshold = MIRADOR_SUPPRESSION_THRESHOLD_DEFAULT;
  self->trail = mirador_session_new_trail ();
  self->waiting = g_queue_new ();
  self->pulls = mirador_session_new_pulls ();
}

MiradorSession *
mirador_session_new (MiradorStore *store, gboolean demo)
{
  MiradorSession *self = g_object_new (MIRADOR_TYPE_SESSION, NULL);

  self->store = g_object_ref (store);
  self->demo = demo;
  g_signal_connect (store, "changed", G_CALLBACK (store_changed_cb), self);
  return self;
}

void
mirador_session_begin (MiradorSession *self)
{
  read_holdings (self);
  mirador_session_load_bundled (self);
  self->begun = TRUE;
  set_by_itself (self, self->by_itself);
}

MiradorStore *
mirador_session_get_store (MiradorSession *self)
{
  return self->store;
}

gboolean
mirador_session_is_demo (MiradorSession *self)
{
  return self->demo;
}

static void
set_text (MiradorSession *self, char **member, const char *text, guint prop)
{
  if (text == NULL)
    text = "";
  if (g_str_equal (*member, text))
    return;
  if (!self->stepping)
    mirador_session_forget_trail (self);
  g_free (*member);
  *member = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
  queue_changed (self);
}

void
mirador_session_set_program (MiradorSession *self, const char *program)
{
  set_text (self, &self->program, program, PROP_PROGRAM);
}

const char *
mirador_session_get_place (MiradorSession *self)
{
  return self->place;
}

void
mirador_session_set_place (MiradorSession *self, const char *place)
{
  set_text (self, &self->place, place, PROP_PLACE);
}

const char *
mirador_session_get_period (MiradorSession *self)
{
  return self->period;
}

void
mirador_session_set_period (MiradorSession *self, const char *period)
{
  set_text (self, &self->period, period, PROP_PERIOD);
}

int
mirador_session_get_fiscal_first_month (MiradorSession *self)
{
  return self->fiscal_first_month;
}

int
mirador_session_get_suppression_threshold (MiradorSession *self)
{
  return self->threshold;
}

gboolean
mirador_session_is_settled (MiradorSession *self)
{
  return self->n_looking == 0 && self->changed_id == 0 && g_queue_is_empty (self->waiting)
         && g_hash_table_size (self->pulls) == 0;
}

const GArray *
mirador_session_get_holdings (MiradorSession *self)
{
  return self->holdings;
}

gboolean
mirador_session_is_ready (MiradorSession *self)
{
  return self->holdings != NULL;
}
