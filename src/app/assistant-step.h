/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "feeds/source.h"

G_BEGIN_DECLS

/**
 * MiradorAssistantStep:
 *
 * A page of the source assistant: a view of the source that is being made. It asks the source, and
 * writes what the user chooses into it.
 *
 * Signals: "changed": what keeps from going on, or whether something is being asked, may be another
 * now. "done": the step has what it wants, the assistant may go on.
 */
#define MIRADOR_TYPE_ASSISTANT_STEP (mirador_assistant_step_get_type ())
G_DECLARE_DERIVABLE_TYPE (MiradorAssistantStep,
                          mirador_assistant_step,
                          MIRADOR,
                          ASSISTANT_STEP,
                          AdwBin)

struct _MiradorAssistantStepClass
{
  AdwBinClass parent_class;

  /* All may be left out. */
  gboolean (*applies) (MiradorAssistantStep *step); /* whether this source needs the step: TRUE */
  void (*enter) (MiradorAssistantStep *step);       /* it is shown now */
  char *(*why_not) (MiradorAssistantStep *step);    /* (nullable): what is missing to go on */
  void (*next) (MiradorAssistantStep *step);        /* ends in "done": at once, or later */
};

/** MiradorHeldSource: a source that lives as long as somebody waits for its answer. */
typedef struct
{
  MiradorSource *source;
  guint serial; /* no two are alike, as their addresses may be */
} MiradorHeldSource;
MiradorHeldSource *mirador_held_source_new (const MiradorSourceKind *kind);
void mirador_held_source_release (MiradorHeldSource *held);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorHeldSource, mirador_held_source_release)

/** mirador_assistant_step_set_source: another source (nullable) than before: what is under way is
 * cancelled. */
void mirador_assistant_step_set_source (MiradorAssistantStep *step, MiradorHeldSource *held);
/** mirador_assistant_step_get_source: (transfer none) (nullable). */
MiradorSource *mirador_assistant_step_get_source (MiradorAssistantStep *step);

/** mirador_assistant_step_get_serial: of its source, from 1; 0 without one. */
guint mirador_assistant_step_get_serial (MiradorAssistantStep *step);

gboolean mirador_assistant_step_applies (MiradorAssistantStep *step);
void mirador_assistant_step_enter (MiradorAssistantStep *step);
/** mirador_assistant_step_why_not: (transfer full) (nullable). */
char *mirador_assistant_step_why_not (MiradorAssistantStep *step);
void mirador_assistant_step_next (MiradorAssistantStep *step);
/** mirador_assistant_step_is_busy: whether an answer is waited for. */
gboolean mirador_assistant_step_is_busy (MiradorAssistantStep *step);
/** mirador_assistant_step_cancel: forgets what is being asked. */
void mirador_assistant_step_cancel (MiradorAssistantStep *step);

/* For the steps themselves. */
void mirador_assistant_step_emit_changed (MiradorAssistantStep *step);
void mirador_assistant_step_emit_done (MiradorAssistantStep *step);

/** MiradorAssistantCall: one question to the source. It keeps the step and the source until the
 * answer has come, whatever becomes of the window meanwhile. */
typedef struct
{
  MiradorAssistantStep *step;
  MiradorHeldSource *held;
  GCancellable *cancellable;
} MiradorAssistantCall;
/** mirador_assistant_call_new: takes the place of the question before it. */
MiradorAssistantCall *mirador_assistant_call_new (MiradorAssistantStep *step);
void mirador_assistant_call_free (MiradorAssistantCall *call);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorAssistantCall, mirador_assistant_call_free)
/** mirador_assistant_call_end: the answer is here. FALSE where nobody wants it any more: cancelled,
 * or another question has been asked since. */
gboolean mirador_assistant_call_end (MiradorAssistantCall *call);

G_END_DECLS
