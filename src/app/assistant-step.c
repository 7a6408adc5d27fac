/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/assistant-step.h"

typedef struct
{
  MiradorHeldSource *held;
  GCancellable *cancellable; /* of the question under way */
} MiradorAssistantStepPrivate;

enum
{
  CHANGED,
  DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (MiradorAssistantStep, mirador_assistant_step, ADW_TYPE_BIN)

static MiradorAssistantStepPrivate *
get_private (MiradorAssistantStep *self)
{
  return mirador_assistant_step_get_instance_private (self);
}

MiradorHeldSource *
mirador_held_source_new (const MiradorSourceKind *kind)
{
  static guint last_serial = 0;
  MiradorHeldSource *held = g_rc_box_new0 (MiradorHeldSource);

  held->serial = ++last_serial;
  held->source = mirador_source_new (kind);
  return held;
}

static void
clear_held_source (gpointer held)
{
  g_clear_pointer (&((MiradorHeldSource *)held)->source, mirador_source_free);
}

void
mirador_held_source_release (MiradorHeldSource *held)
{
  g_rc_box_release_full (held, clear_held_source);
}

MiradorAssistantCall *
mirador_assistant_call_new (MiradorAssistantStep *step)
{
  MiradorAssistantStepPrivate *private = get_private (step);
  MiradorAssistantCall *call = g_new0 (MiradorAssistantCall, 1);

  mirador_assistant_step_cancel (step);
  private->cancellable = g_cancellable_new ();
  call->step = g_object_ref (step);
  call->held = g_rc_box_acquire (private->held);
  call->cancellable = g_object_ref (private->cancellable);
  mirador_assistant_step_emit_changed (step);
  return call;
}

void
mirador_assistant_call_free (MiradorAssistantCall *call)
{
  g_object_unref (call->cancellable);
  mirador_held_source_release (call->held);
  g_object_unref (call->step);
  g_free (call);
}

gboolean
mirador_assistant_call_end (MiradorAssistantCall *call)
{
  MiradorAssistantStepPrivate *private = get_private (call->step);

  if (private->cancellable != call->cancellable || g_cancellable_is_cancelled (call->cancellable))
    return FALSE;
  g_clear_object (&private->cancellable);
  return TRUE;
}

static void
drop_question (MiradorAssistantStep *self)
{
  MiradorAssistantStepPrivate *private = get_private (self);

  if (private->cancellable != NULL)
    g_cancellable_cancel (private->cancellable);
  g_clear_object (&private->cancellable);
}

static void
mirador_assistant_step_dispose (GObject *object)
{
  MiradorAssistantStep *self = MIRADOR_ASSISTANT_STEP (object);

  drop_question (self);
  g_clear_pointer (&get_private (self)->held, mirador_held_source_release);
  G_OBJECT_CLASS (mirador_assistant_step_parent_class)->dispose (object);
}

static void
mirador_assistant_step_class_init (MiradorAssistantStepClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mirador_assistant_step_dispose;
  signals[CHANGED]
    = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[DONE]
    = g_signal_new ("done", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
mirador_assistant_step_init (MiradorAssistantStep *self)
{
}

void
mirador_assistant_step_set_source (MiradorAssistantStep *self, MiradorHeldSource *held)
{
  MiradorAssistantStepPrivate *private = get_private (self);

  drop_question (self);
  g_clear_pointer (&private->held, mirador_held_source_release);
  private->held = held != NULL ? g_rc_box_acquire (held) : NULL;
}

MiradorSource *
mirador_assistant_step_get_source (MiradorAssistantStep *self)
{
  MiradorAssistantStepPrivate *private = get_private (self);

  return private->held != NULL ? private->held->source : NULL;
}

guint
mirador_assistant_step_get_serial (MiradorAssistantStep *self)
{
  MiradorAssistantStepPrivate *private = get_private (self);

  return private->held != NULL ? private->held->serial : 0;
}

gboolean
mirador_assistant_step_applies (MiradorAssistantStep *self)
{
  MiradorAssistantStepClass *klass = MIRADOR_ASSISTANT_STEP_GET_CLASS (self);

  return klass->applies == NULL || klass->applies (self);
}

void
mirador_assistant_step_enter (MiradorAssistantStep *self)
{
  MiradorAssistantStepClass *klass = MIRADOR_ASSISTANT_STEP_GET_CLASS (self);

  if (klass->enter != NULL)
    klass->enter (self);
}

char *
mirador_assistant_step_why_not (MiradorAssistantStep *self)
{
  MiradorAssistantStepClass *klass = MIRADOR_ASSISTANT_STEP_GET_CLASS (self);

  return klass->why_not != NULL ? klass->why_not (self) : NULL;
}

void
mirador_assistant_step_next (MiradorAssistantStep *self)
{
  MiradorAssistantStepClass *klass = MIRADOR_ASSISTANT_STEP_GET_CLASS (self);

  if (klass->next != NULL)
    klass->next (self);
  else
    mirador_assistant_step_emit_done (self);
}

gboolean
mirador_assistant_step_is_busy (MiradorAssistantStep *self)
{
  return get_private (self)->cancellable != NULL;
}

void
mirador_assistant_step_cancel (MiradorAssistantStep *self)
{
  gboolean was_busy = mirador_assistant_step_is_busy (self);

  drop_question (self);
  if (was_busy)
    mirador_assistant_step_emit_changed (self);
}

void
mirador_assistant_step_emit_changed (MiradorAssistantStep *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

void
mirador_assistant_step_emit_done (MiradorAssistantStep *self)
{
  g_signal_emit (self, signals[DONE], 0);
}
