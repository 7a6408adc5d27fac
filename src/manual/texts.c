/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "manual/manual.h"

#include <glib/gi18n-lib.h>

const char *const mirador_manual_description[] = {
  N_ (
    "Mirador shows the indicators of health programs: it pulls feeds of figures, keeps them in a "
    "local store that works without a network, and draws screenings, diagnoses and referrals per "
    "region and program. It says of every figure which feed it is from, of which date, how it was "
    "made and how complete it is. Where figures do not add up to an honest sum there is no sum, "
    "and the reason stands in its place."),
  N_ ("Without a command the window opens; with a document of Mirador (*.mirador.json) it shows "
      "what is in it before anything of it is kept. A command needs no display; it works on the "
      "same store as the window, and several may work on it at once."),
  N_ ("Small counts of people (1 to 4, unless the preferences say otherwise) are hidden in "
      "everything that a command gives, as they are in the window."),
  NULL,
};

const MiradorManualCommand mirador_manual_commands[] = {
  { "import",
    { N_ ("Each file belongs to a feed, and what it holds replaces what that feed said before. "
          "The mapping that fits is found by the columns. Rows that cannot be used are set aside, "
          "counted and listed with their reason; too many of them, and nothing is stored."),
      N_ ("Instead of a file an address (https://…) may be given.") } },
  { "refresh",
    { N_ ("Without names: all feeds that have an address. Feeds that ship with Mirador begin when "
          "they have been asked for once by name. A refresh that fails leaves the store as it "
          "was.") } },
  { "feeds",
    { N_ (
      "Definitions of feeds are JSON files; the window’s assistant makes them. Passwords and "
      "tokens are in the system’s keyring and never on a command line: <b>feeds secret</b> asks "
      "for them, or reads one line of a pipe.") } },
  { "query",
    { N_ ("Name what is counted, with <b>--measure</b> or <b>--stage</b>. A figure comes from one "
          "feed; nothing is added over programs. The JSON form is stable: members are added over "
          "time, never renamed.") } },
  { "chart",
    { N_ (
      "The suffix of the file says how it is written. A chart that does not fit the figures says "
      "why, and names those that do.") } },
  { "report",
    { N_ (
      "One slide a chart, with headline, sources, notes and page number. Charts with nothing to "
      "show are listed on the last slide with their reasons.") } },
  { "backup",
    { N_ ("The copy is a whole store: <b>--store</b> opens it, and put in the store’s place it is "
          "the store.") } },
  { "demo",
    { N_ ("Every picture of it says that the data are simulated; they never meet the real "
          "ones.") } },
  { NULL },
};

const MiradorManualTerm mirador_manual_statuses[] = {
  { "<b>0</b>", N_ ("It is done. For <b>refresh --due</b> also where nothing was due.") },
  { "<b>1</b>", N_ ("It failed. The reason is one line on the standard error output, and nothing "
                    "half done is kept.") },
  { "<b>2</b>", N_ ("What was typed is wrong; the line says what can be written instead.") },
  { NULL },
};

const MiradorManualTerm mirador_manual_environment[] = {
  { N_ ("<b>MIRADOR_SECRET_</b><i>FEED</i>"),
    N_ (
      "The password or token of a feed, where there is no keyring (a server, a timer at night); it "
      "comes before the keyring. The feed’s id is in capitals, with _ for -: "
      "<b>MIRADOR_SECRET_SES_DHIS2</b>.") },
  { "<b>LANGUAGE</b>, <b>LC_ALL</b>, <b>LC_MESSAGES</b>, <b>LANG</b>",
    N_ (
      "The language, where neither <b>--lang</b> nor the preferences say one: Spanish, unless they "
      "say English.") },
  { "<b>XDG_DATA_HOME</b>, <b>XDG_CONFIG_HOME</b>",
    N_ ("Where the files below are, instead of ~/.local/share and ~/.config.") },
  { "<b>MIRADOR_TODAY</b>", N_ ("A date (2026-11-21) that is taken for today’s, for trials.") },
  { NULL },
};

const MiradorManualTerm mirador_manual_files[] = {
  { "~/.local/share/mirador/store.db",
    N_ ("The store: figures, their revisions and their origin.") },
  { "~/.local/share/mirador/demo.db", N_ ("That of the demonstration.") },
  { "~/.config/mirador/feeds/*.feed.json", N_ ("Definitions of feeds, without their secrets.") },
  { "~/.config/mirador/mappings/*.json", N_ ("Mappings of one’s own.") },
  { NULL },
};

const MiradorManualTerm mirador_manual_examples[] = {
  { "mirador refresh ses-annual-report-2025 population",
    N_ ("Take the published figures of 2025 and the population into the store:") },
  { "mirador query --measure people_screened --period AF2025 --by program",
    N_ ("The people screened in the fiscal year 2025, a row for each program:") },
  { "mirador query --program vih --stage screened --by region --rate --format csv",
    N_ ("Per 100,000 people of each region, as a table for a spreadsheet:") },
  { "mirador --lang es chart cascade --program all -o cascada.svg",
    N_ ("The care cascade as a picture, in Spanish:") },
  { "mirador chart trend --program tb --stage screened --describe",
    N_ ("The same kind of story in words:") },
  { "mirador report --program tb --period AF2025 -o report.pdf", N_ ("Slides for a meeting:") },
  { "mirador import screenings.csv --mapping minsa-mental-health-screenings",
    N_ ("A file that the Ministry publishes:") },
  { "mirador refresh --due", N_ ("In a timer, as often as one likes:") },
  { NULL },
};
