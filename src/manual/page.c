/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "manual/manual.h"

#include <glib/gi18n-lib.h>
#include "charts/chart.h"
#include "feeds/mapping.h"
#include "feeds/record.h"
#include "model/catalogue.h"
#include "model/place.h"

/* (transfer full): "-o, --output FILE", marked. */
static char *
name_option (const MiradorOption *option)
{
  GString *name = g_string_new (NULL);

  if (option->letter != 0)
    g_string_append_printf (name, "<b>-%c</b>, ", option->letter);
  g_string_append_printf (name, "<b>--%s</b>", option->name);
  if (option->value != NULL)
    g_string_append_printf (name, " <i>%s</i>", _ (option->value));
  return g_string_free (name, FALSE);
}

static void
add_option (GString *page, const MiradorOption *option)
{
  g_autofree char *name = name_option (option);
  g_autofree char *meaning = g_strconcat (_ (option->summary), ".", NULL);

  mirador_roff_term (page, name, meaning);
}

static void
add_options (GString *page, const MiradorOption *options)
{
  for (; options->name != NULL; options++)
    add_option (page, options);
}

static void
add_help_option (GString *page)
{
  mirador_roff_term (page, "<b>-h</b>, <b>--help</b>",
                     _ ("Say in short what can be written, and end. Each command has its own."));
}

static void
add_verbs (GString *page, const MiradorVerb *verbs)
{
  for (; verbs != NULL && verbs->name != NULL; verbs++)
    {
      g_autofree char *argument
        = verbs->argument != NULL ? g_strdup_printf (" <i>%s</i>", _ (verbs->argument)) : NULL;
      g_autofree char *term
        = g_strdup_printf ("<b>%s</b>%s", verbs->name, argument != NULL ? argument : "");
      g_autofree char *meaning = g_strconcat (_ (verbs->summary), ".", NULL);

      mirador_roff_term (page, term, meaning);
    }
}

static void
add_details (GString *page, const char *command)
{
  for (const MiradorManualCommand *row = mirador_manual_commands; row->command != NULL; row++)
    if (g_str_equal (row->command, command))
      for (const char *const *text = row->paragraphs; *text != NULL; text++)
        mirador_roff_paragraph (page, _ (*text));
}

static void
add_command (GString *page, const MiradorCommand *command)
{
  g_autofree char *usage
    = g_strconcat (command->name, *command->arguments != '\0' ? " " : "",
                   *command->arguments != '\0' ? _ (command->arguments) : "", NULL);
  g_autofree char *summary = g_strconcat (_ (command->summary), ".", NULL);

  mirador_roff_subsection (page, usage);
  mirador_roff_paragraph (page, summary);
  add_details (page, command->name);
  add_verbs (page, command->verbs);
  for (guint i = 0; command->options[i] != NULL; i++)
    if (command->options[i] == mirador_filter_options)
      mirador_roff_paragraph (page, _ ("It takes the options of the filter, below."));
    else
      add_options (page, command->options[i]);
}

/* Several commands have them: once is enough. */
static void
add_filter (GString *page)
{
  mirador_roff_subsection (page, C_ ("manual", "The filter"));
  mirador_roff_paragraph (page, _ ("What <b>query</b> and <b>chart</b> are about. Several values "
                                   "have commas between them. Without an option all are meant."));
  add_options (page, mirador_filter_options);
}

/* The program without a command: its options, then what a double click would open. */
static void
add_usage (GString *page)
{
  g_autoptr (GString) usage = g_string_new ("<b>mirador</b>");
  g_autofree char *file = g_strdup_printf ("<i>%s</i><b>.mirador.json</b>", _ ("FILE"));

  for (const MiradorOption *option = mirador_program_options; option->name != NULL; option++)
    if (option->value != NULL)
      g_string_append_printf (usage, " [<b>--%s</b> <i>%s</i>]", option->name, _ (option->value));
  g_string_append_printf (usage, " [%s…]", file);
  mirador_roff_hanging (page, usage->str);
}

static void
add_synopsis (GString *page)
{
  mirador_roff_section (page, C_ ("manual", "Synopsis"));
  g_string_append (page, ".PD 0\n");
  add_usage (page);
  for (const MiradorCommand *command = mirador_cli_list (); command->name != NULL; command++)
    {
      const char *arguments = *command->arguments != '\0' ? _ (command->arguments) : "";
      g_autofree char *line = g_strdup_printf ("<b>mirador %s</b> %s%s%s", command->name, arguments,
                                               *arguments != '\0' ? " " : "",
                                               command->options[0] != NULL ? _ ("[OPTION…]") : "");

      if (command->summary != NULL)
        mirador_roff_hanging (page, g_strchomp (line));
    }
  g_string_append (page, ".PD\n");
}

static void
add_terms (GString *page, const char *heading, const MiradorManualTerm *terms)
{
  mirador_roff_section (page, heading);
  for (; terms->term != NULL; terms++)
    mirador_roff_term (page, _ (terms->term), _ (terms->meaning));
}

static void
add_row (GString *page, const char *id, const char *name)
{
  g_autofree char *term = g_strdup_printf ("<b>%s</b>", id);

  mirador_roff_row (page, term, name);
}

static void
add_programs (GString *page)
{
  g_autoptr (GPtrArray) programs = mirador_catalogue_programs ();

  mirador_roff_subsection (page, C_ ("manual", "Programs"));
  mirador_roff_begin_rows (page);
  for (guint i = 0; i < programs->len; i++)
    add_row (page, ((const MiradorProgram *)programs->pdata[i])->id,
             mirador_program_get_name (programs->pdata[i]));
  mirador_roff_end_rows (page);
}

static void
add_stages (GString *page)
{
  mirador_roff_subsection (page, C_ ("manual", "Stages"));
  mirador_roff_begin_rows (page);
  for (MiradorStage stage = MIRADOR_STAGE_NONE + 1; stage < MIRADOR_N_STAGES; stage++)
    add_row (page, mirador_stage_to_id (stage), mirador_stage_to_people (stage));
  mirador_roff_end_rows (page);
}

static void
add_measures (GString *page)
{
  g_autoptr (GPtrArray) measures = mirador_catalogue_measures ();

  mirador_roff_subsection (page, C_ ("manual", "Measures"));
  mirador_roff_paragraph (page,
                          _ ("The target of each has the same name with <b>_target</b> behind "
                             "it. Feeds may bring measures of their own."));
  mirador_roff_begin_rows (page);
  for (guint i = 0; i < measures->len; i++)
    add_row (page, ((const MiradorMeasure *)measures->pdata[i])->id,
             mirador_measure_get_name (measures->pdata[i], NULL));
  mirador_roff_end_rows (page);
}

static void
add_places (GString *page)
{
  const MiradorLevel levels[]
    = { MIRADOR_LEVEL_REGION, MIRADOR_LEVEL_AUTHORITY, MIRADOR_LEVEL_AREA };

  mirador_roff_subsection (page, C_ ("manual", "Places"));
  mirador_roff_paragraph (
    page, _ ("<b>PE</b> is the country. Regions, provinces and districts are known by their ubigeo "
             "(14, 1401, 140101) or by name where it is unique; regions also by ISO 3166-2:"));
  mirador_roff_begin_rows (page);
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    {
      g_autoptr (GPtrArray) places = mirador_place_list (mirador_place_peru (), levels[i]);

      for (guint j = 0; j < places->len; j++)
        {
          const MiradorPlace *place = places->pdata[j];
          g_autofree char *codes = place->iso != NULL
                                     ? g_strdup_printf ("%s</b>, <b>%s", place->code, place->iso)
                                     : g_strdup (place->code);

          add_row (page, codes, place->name);
        }
    }
  mirador_roff_end_rows (page);
}

static void
add_breakdowns (GString *page)
{
  g_autoptr (GPtrArray) breakdowns = mirador_catalogue_breakdowns ();

  mirador_roff_subsection (page, C_ ("manual", "Breakdowns"));
  mirador_roff_begin_rows (page);
  for (guint i = 0; i < breakdowns->len; i++)
    {
      const MiradorBreakdown *breakdown = breakdowns->pdata[i];
      g_autoptr (GString) members = g_string_new (mirador_text_get (&breakdown->name));

      for (guint j = 0; j < breakdown->members->len; j++)
        g_string_append_printf (members, "%s%s", j == 0 ? ": " : ", ",
                                ((const MiradorMember *)breakdown->members->pdata[j])->id);
      add_row (page, breakdown->id, members->str);
    }
  mirador_roff_end_rows (page);
}

static void
append_choices (GString *text, const MiradorChartOption *option)
{
  g_string_append_printf (text, " <b>%s=</b>", option->id);
  if (option->choices == NULL)
    g_string_append (text, "…");
  for (const MiradorChartChoice *choice = option->choices; choice != NULL && choice->id != NULL;
       choice++)
    g_string_append_printf (text, "%s<b>%s</b>", choice == option->choices ? "" : "|", choice->id);
  g_string_append_printf (text, " (%s).", _ (option->name));
}

static void
add_charts (GString *page)
{
  mirador_roff_subsection (
    page, C_ ("manual", "Charts, what they need, and what can be chosen about them"));
  mirador_roff_begin_rows (page);
  for (const MiradorChartKind *kind = mirador_chart_kind_list (); kind->id != NULL; kind++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      g_string_append_printf (text, "%s: %s.", _ (kind->name), _ (kind->needs));
      for (const MiradorChartOption *option = kind->options; option != NULL && option->id != NULL;
           option++)
        append_choices (text, option);
      add_row (page, kind->id, text->str);
    }
  mirador_roff_end_rows (page);
}

static void
add_formats (GString *page)
{
  mirador_roff_subsection (page, C_ ("manual", "Formats of files"));
  mirador_roff_begin_rows (page);
  add_row (page, "auto", _ ("Found out from the file"));
  for (const MiradorDecoder *decoder = mirador_decoder_list (); decoder->id != NULL; decoder++)
    add_row (page, decoder->id, _ (decoder->name));
  mirador_roff_end_rows (page);
}

static void
add_values (GString *page)
{
  mirador_roff_section (page, C_ ("manual", "Values"));
  mirador_roff_subsection (page, C_ ("manual", "Periods"));
  mirador_roff_paragraph (
    page,
    _ ("<b>2025</b> (a year), <b>AF2025</b> (a fiscal year), <b>2025-Q1</b>, <b>2025-S1</b> (a "
       "half), <b>2025-03</b>, <b>2025-W07</b> (an ISO week), <b>2025-SE07</b> (an "
       "epidemiological week), <b>2025-03-31</b>; and from one to another with two full "
       "stops: <b>2024-07..2025-06</b>."));
  add_programs (page);
  add_stages (page);
  add_breakdowns (page);
  add_charts (page);
  add_formats (page);
  add_places (page);
  add_measures (page);
}

static void
add_examples (GString *page)
{
  mirador_roff_section (page, C_ ("manual", "Examples"));
  for (const MiradorManualTerm *example = mirador_manual_examples; example->term != NULL; example++)
    {
      mirador_roff_paragraph (page, _ (example->meaning));
      mirador_roff_example (page, example->term);
    }
}

static void
add_head (GString *page, const char *version, const char *date)
{
  g_string_append (page, ".\\\" Written from the program's own tables when it was built.\n");
  g_string_append_printf (page, ".TH MIRADOR 1 %s \"Mirador %s\" \"%s\"\n", date, version,
                          _ ("Commands of Mirador"));
  /* Nothing is broken within a word, nor stretched: what is typed can be copied. */
  g_string_append (page, ".nh\n.ad l\n");
  mirador_roff_section (page, C_ ("manual", "Name"));
  g_string_append_printf (page, "mirador \\- %s\n",
                          _ ("watch and present the indicators of health programs"));
}

char *
mirador_manual_page (const char *version, const char *date, const char *site)
{
  GString *page = g_string_new (NULL);

  add_head (page, version, date);
  add_synopsis (page);
  mirador_roff_section (page, C_ ("manual", "Description"));
  for (const char *const *text = mirador_manual_description; *text != NULL; text++)
    mirador_roff_paragraph (page, _ (*text));
  mirador_roff_section (page, C_ ("manual", "Options"));
  mirador_roff_paragraph (page, _ ("Before the command:"));
  add_options (page, mirador_program_options);
  add_help_option (page);
  mirador_roff_section (page, C_ ("manual", "Commands"));
  for (const MiradorCommand *command = mirador_cli_list (); command->name != NULL; command++)
    if (command->summary != NULL)
      add_command (page, command);
  add_filter (page);
  add_values (page);
  add_terms (page, C_ ("manual", "Exit status"), mirador_manual_statuses);
  add_terms (page, C_ ("manual", "Environment"), mirador_manual_environment);
  add_terms (page, C_ ("manual", "Files"), mirador_manual_files);
  add_examples (page);
  mirador_roff_section (page, C_ ("manual", "See also"));
  mirador_roff_paragraph (page,
                          _ ("The user guide: F1 in the window, or <b>yelp help:mirador</b>."));
  g_string_append (page, ".PP\n.BR yelp (1),\n.BR systemd.timer (5)\n.PP\n");
  mirador_roff_text (page, site);
  return g_string_free (page, FALSE);
}
