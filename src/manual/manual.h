/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/cli.h"

G_BEGIN_DECLS

/* The manual and the shell's completion, written at build time from the tables that the command
 * line is parsed with. */

/** What stands on the page about one command, besides its table of options. */
typedef struct
{
  const char *command;
  const char *paragraphs[5]; /* N_(), ended by NULL */
} MiradorManualCommand;

/** A term and what it means. */
typedef struct
{
  const char *term; /* as it is typed; <i> is what stands for something else */
  const char *meaning;
} MiradorManualTerm;

/** Texts of the manual, N_(), each table ended by a NULL at its beginning. */
extern const char *const mirador_manual_description[];
extern const MiradorManualCommand mirador_manual_commands[];
extern const MiradorManualTerm mirador_manual_statuses[];
extern const MiradorManualTerm mirador_manual_environment[];
extern const MiradorManualTerm mirador_manual_files[];
extern const MiradorManualTerm mirador_manual_examples[]; /* the command line, what it does */

/**
 * mirador_manual_page:
 * @date: of the release, ISO
 * @site: where the program is published
 *
 * Returns: (transfer full): the page mirador(1) in the language of the moment, for man(7)
 */
char *mirador_manual_page (const char *version, const char *date, const char *site);

/**
 * mirador_manual_completion:
 * @template: a bash script with a line "@TABLES@"
 *
 * Returns: (transfer full): the script with the tables in their place
 */
char *mirador_manual_completion (const char *template);

/* Parts of a page; @text is plain, but <b> and <i>. */
void mirador_roff_section (GString *page, const char *heading);
void mirador_roff_subsection (GString *page, const char *heading);
void mirador_roff_paragraph (GString *page, const char *text);
void mirador_roff_term (GString *page, const char *term, const char *meaning);
/** mirador_roff_row: of a list that is set closely, between begin and end. */
void mirador_roff_row (GString *page, const char *term, const char *meaning);
void mirador_roff_begin_rows (GString *page);
void mirador_roff_end_rows (GString *page);
void mirador_roff_example (GString *page, const char *line);
/** mirador_roff_hanging: a line that goes on further in. */
void mirador_roff_hanging (GString *page, const char *text);
/** mirador_roff_text: a line of text without anything before it. */
void mirador_roff_text (GString *page, const char *text);

G_END_DECLS
