/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** What is written behind an option or a command, so that a shell can offer it and the manual list
 * it. */
typedef enum
{
  MIRADOR_VALUES_NONE, /* nothing: a switch */
  MIRADOR_VALUES_ANY,
  MIRADOR_VALUES_FILES,
  MIRADOR_VALUES_LANGUAGES,
  MIRADOR_VALUES_MEASURES,
  MIRADOR_VALUES_STAGES,
  MIRADOR_VALUES_PROGRAMS,
  MIRADOR_VALUES_PLACES,
  MIRADOR_VALUES_PERIODS,
  MIRADOR_VALUES_BREAKDOWNS,
  MIRADOR_VALUES_DIMENSIONS,
  MIRADOR_VALUES_SPANS,
  MIRADOR_VALUES_TIMES,
  MIRADOR_VALUES_SIZES,
  MIRADOR_VALUES_THEMES,
  MIRADOR_VALUES_TABLES,
  MIRADOR_VALUES_CHARTS,
  MIRADOR_VALUES_CHART_OPTIONS,
  MIRADOR_VALUES_FORMATS,
  MIRADOR_VALUES_MAPPINGS,
  MIRADOR_VALUES_FEEDS,
  MIRADOR_VALUES_ACTIONS,
  MIRADOR_N_VALUES
} MiradorValues;

/**
 * MiradorOption:
 *
 * A row of a command's table of options, ended by a name of NULL. The same rows are parsed, shown
 * by --help, written into the manual and offered by the shell.
 * @type: what GLib makes of it
 * @offset: where in the command's choices its value goes
 */
typedef struct
{
  const char *name;
  char letter; /* 0 for none */
  GOptionArg type;
  gsize offset;
  const char *summary; /* N_() */
  const char *value;   /* N_(); NULL for a switch */
  MiradorValues values;
} MiradorOption;

/** What stands before the command. */
typedef struct
{
  char *store;
  char *language;
  char *action;
  gboolean version;
} MiradorProgramChoices;

/** mirador_program_options: of the program itself, before the command. */
extern const MiradorOption mirador_program_options[];

/**
 * mirador_options_bind:
 * @choices: the struct that the rows' offsets are of
 *
 * Returns: (transfer full): the rows for GOptionContext, writing into @choices; free with g_free()
 */
GOptionEntry *mirador_options_bind (const MiradorOption *options, gpointer choices);

/** mirador_values_to_id: (transfer none): "programs", "" for a switch. */
const char *mirador_values_to_id (MiradorValues values);
/**
 * mirador_values_list:
 *
 * Returns: (transfer full): what there is to choose from, as it ships; empty where that is without
 * end or depends on the store (feeds)
 */
GStrv mirador_values_list (MiradorValues values);
/** mirador_values_to_text: (transfer full): the same as "a, b, c", for a sentence. */
char *mirador_values_to_text (MiradorValues values);
/** mirador_values_contain: whether @text is one of them. */
gboolean mirador_values_contain (MiradorValues values, const char *text);
/** mirador_values_are_many: whether several may be written, with commas between. */
gboolean mirador_values_are_many (MiradorValues values);

G_END_DECLS
