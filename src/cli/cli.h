/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "cli/options.h"
#include "model/query.h"
#include "store/store.h"

G_BEGIN_DECLS

/** Exit statuses of the program. */
typedef enum
{
  MIRADOR_EXIT_OK = 0,
  MIRADOR_EXIT_FAILED = 1, /* the reason is one line on stderr */
  MIRADOR_EXIT_USAGE = 2,
} MiradorExit;

/** What the command line says before the command, and what the manager set in the window. */
typedef struct
{
  char *store_path; /* (nullable): the user's own */
  int fiscal_first_month;
  int suppression_threshold;
} MiradorCliContext;

/** A row of the table of what a command can do, where the first word behind it says so. */
typedef struct
{
  const char *name;
  const char *argument; /* N_(); NULL where nothing follows */
  const char *summary;  /* N_() */
  MiradorValues values; /* of the argument */
} MiradorVerb;

#define MIRADOR_MOST_GROUPS 2

/**
 * MiradorCommand:
 *
 * A row of the table of subcommands; one file each.
 * @run: @argv begins with the command's name; NULL: the window does it
 * @describe: NULL, or (transfer full) what its help says after the options
 * @options: its tables of options
 * @operands: what stands behind it without an option
 * @verbs: (nullable): ended by a name of NULL
 */
typedef struct
{
  const char *name;      /* NULL ends the table */
  const char *arguments; /* N_(), as shown in the help */
  const char *summary;   /* N_(); NULL: for scripts, not shown */
  int (*run) (const MiradorCliContext *context, int argc, char **argv);
  char *(*describe) (void);
  const MiradorOption *options[MIRADOR_MOST_GROUPS + 1];
  MiradorValues operands;
  const MiradorVerb *verbs;
} MiradorCommand;

/** mirador_cli_find: (nullable): the command of that name. */
const MiradorCommand *mirador_cli_find (const char *name);
/** mirador_cli_list: the table, ended by a name of NULL. */
const MiradorCommand *mirador_cli_list (void);

/* For the commands. */

/** mirador_cli_fail: writes the error's sentence on stderr, in one line; returns FAILED, or USAGE
 * where what was typed is wrong. */
int mirador_cli_fail (const GError *error);
/** mirador_cli_refuse: the same for a command that is written wrongly; @phrase is N_()-marked,
 * @first and @second (nullable) stand in it. */
int mirador_cli_refuse (const char *phrase, const char *first, const char *second);
/** mirador_cli_refuse_option: the same for what GOptionContext found wrong. */
int mirador_cli_refuse_option (const GError *cause);
/** mirador_cli_parse: parses the command's options out of argv, each table's into the one of
 * @choices that stands at its place; FALSE when done already, with *@status set (help, or a usage
 * error). */
gboolean mirador_cli_parse (const MiradorCommand *command,
                            const gpointer *choices,
                            int *argc,
                            char ***argv,
                            int *status);
/** mirador_cli_open: (transfer full): the store that the context names, to be asked. The user's own
 * one is set aside where it is damaged, and that is the error. Of one that cannot be written a copy
 * is opened, and that is said on stderr. */
MiradorStore *mirador_cli_open (const MiradorCliContext *context, GError **error);
/** mirador_cli_open_to_fill: (transfer full): the same, to be refreshed or imported into: goes on
 * with the new store after a damaged one was set aside, and says so on stderr. */
MiradorStore *mirador_cli_open_to_fill (const MiradorCliContext *context, GError **error);
/** mirador_cli_note_damage: whether the error is that the user's own store is damaged: that is said
 * at the end, by mirador_cli_end(). */
gboolean mirador_cli_note_damage (const GError *error);
/** mirador_cli_end: once a command is over and its store closed: sets a damaged store aside and
 * says so. Returns: the exit status, @status unless there was damage */
int mirador_cli_end (int status);

/** The FILTER options that several commands share, as the user wrote them. */
typedef struct
{
  char *measure;
  char *stage;
  char *program;
  char *place;
  char *period;
  char *breakdown;
  char *feed;
  char *by;
  char *every;
  char *as_of;
  gboolean rate;
  gboolean no_suppression;
} MiradorFilter;

void mirador_filter_clear (MiradorFilter *filter);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MiradorFilter, mirador_filter_clear)
/** mirador_filter_options: the options that write into a MiradorFilter; those of a report are some
 * of them. */
extern const MiradorOption mirador_filter_options[];
extern const MiradorOption mirador_report_filter_options[];
/** mirador_filter_to_query: (transfer full): NULL with an error that names what is known instead.
 */
MiradorQuery *
mirador_filter_to_query (const MiradorFilter *filter, int fiscal_first_month, GError **error);
/** mirador_filter_open: (transfer full): the store of the context, where it or a definition knows
 * the feed that @filter names. */
MiradorStore *
mirador_filter_open (const MiradorFilter *filter, const MiradorCliContext *context, GError **error);

int mirador_command_import (const MiradorCliContext *context, int argc, char **argv);
int mirador_command_refresh (const MiradorCliContext *context, int argc, char **argv);
int mirador_command_feeds (const MiradorCliContext *context, int argc, char **argv);
int mirador_command_query (const MiradorCliContext *context, int argc, char **argv);
int mirador_command_chart (const MiradorCliContext *context, int argc, char **argv);
char *mirador_command_chart_describe (void);
int mirador_command_report (const MiradorCliContext *context, int argc, char **argv);
int mirador_command_backup (const MiradorCliContext *context, int argc, char **argv);
int mirador_command_complete (const MiradorCliContext *context, int argc, char **argv);

extern const MiradorOption mirador_import_options[];
extern const MiradorOption mirador_refresh_options[];
extern const MiradorOption mirador_query_options[];
extern const MiradorOption mirador_chart_options[];
extern const MiradorOption mirador_report_options[];
extern const MiradorOption mirador_backup_options[];
extern const MiradorVerb mirador_feeds_verbs[];

G_END_DECLS
