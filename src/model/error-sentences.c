/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/error-sentences.h"

#include <glib/gi18n-lib.h>

#define FIRST (1u << 0)
#define SECOND (1u << 1)
#define THIRD (1u << 2)

const MiradorErrorSentence mirador_error_sentences[MIRADOR_N_ERRORS] = {
  [MIRADOR_ERROR_FAILED] = { "failed",
                             /* Translators: %1$s is the reason. */
                             N_ ("The operation failed: %1$s."), NULL, FIRST },
  [MIRADOR_ERROR_CANCELLED]
  = { "cancelled", N_ ("The operation was cancelled. Nothing was changed."),
      /* Translators: %1$s is the name of what was cancelled. */
      N_ ("It was about: %1$s."), 0 },
  [MIRADOR_ERROR_FILE_NOT_FOUND]
  = { "file-not-found",
      /* Translators: %1$s is a file name. */
      N_ ("There is no file “%1$s”. Check its name and its folder."), NULL, 0 },
  [MIRADOR_ERROR_FILE_UNREADABLE]
  = { "file-unreadable",
      /* Translators: %1$s is a file name, %2$s the reason. */
      N_ ("The file “%1$s” cannot be read: %2$s. Check the file and its permissions."), NULL,
      SECOND },
  [MIRADOR_ERROR_FILE_UNWRITABLE]
  = { "file-unwritable",
      /* Translators: %1$s is a file name, %2$s the reason. */
      N_ ("The file “%1$s” cannot be written: %2$s. Choose another folder or name."), NULL,
      SECOND },
  [MIRADOR_ERROR_EMPTY]
  = { "empty",
      /* Translators: %1$s is a file or an address. */
      N_ ("“%1$s” is empty. Ask its source for a complete file. Nothing was stored."), NULL, 0 },
  [MIRADOR_ERROR_BINARY]
  = { "binary",
      /* Translators: %1$s is a file or an address. */
      N_ ("“%1$s” is not text. Save it as CSV or JSON and try again."), NULL, 0 },
  [MIRADOR_ERROR_HEADER_ONLY]
  = { "header-only",
      /* Translators: %1$s is a file or an address. */
      N_ ("“%1$s” has column names but no rows. Ask its source for a complete file. "
          "Nothing was stored."),
      NULL, 0 },
  [MIRADOR_ERROR_TRUNCATED] = { "truncated",
                                /* Translators: %1$s is a file or an address. */
                                N_ ("“%1$s” ends too early. Get it again. Nothing was stored."),
                                /* Translators: %2$s is the part of the file that is missing. */
                                N_ ("Missing: %2$s."), SECOND },
  [MIRADOR_ERROR_TOO_LARGE]
  = { "too-large",
      /* Translators: %1$s is a file or an address, %2$s a number of megabytes. */
      N_ ("“%1$s” is larger than the limit of %2$s MB. "
          "Ask for it in parts or raise the source's limit."),
      NULL, 0 },
  [MIRADOR_ERROR_ENCODING]
  = { "encoding",
      /* Translators: %1$s is a file or an address, %2$s the number of a row. */
      N_ ("“%1$s” has text that is not valid in its encoding in row %2$s. "
          "Save it as UTF-8 and try again."),
      NULL, 0 },
  [MIRADOR_ERROR_SYNTAX]
  = { "syntax",
      /* Translators: %1$s is a file or an address, %2$s a line, row or member, %3$s the reason. */
      N_ ("“%1$s” cannot be understood at %2$s: %3$s. Correct it or choose another format."), NULL,
      SECOND | THIRD },
  [MIRADOR_ERROR_FORMAT_UNKNOWN]
  = { "format-unknown",
      /* Translators: %1$s is a file, an address or the name of a format. */
      N_ ("The format of “%1$s” is not known. Choose the format yourself."),
      /* Translators: %2$s is a list of the names of formats. */
      N_ ("Known formats: %2$s."), 0 },
  [MIRADOR_ERROR_COLUMN_MISSING]
  = { "column-missing",
      /* Translators: %1$s is a file or an address, %2$s a mapping, %3$s the name of a column. */
      N_ ("“%1$s” has no column “%3$s”, which the mapping “%2$s” needs. "
          "Choose another mapping or correct the column's name."),
      /* Translators: %4$s is a list of the names of columns. */
      N_ ("It has the columns: %4$s."), 0 },
  [MIRADOR_ERROR_TOO_MANY_REJECTED]
  = { "too-many-rejected",
      /* Translators: %1$s is a file or an address, %2$s and %3$s numbers of rows, %4$s a
       * percentage, %5$s the number of a row, %6$s the name of a column, %7$s the reason. */
      N_ ("“%1$s”: %2$s of %3$s rows cannot be used, more than the %4$s%% allowed. "
          "First: row %5$s, column %6$s: %7$s. Nothing was stored."),
      NULL, 0 },
  [MIRADOR_ERROR_NOTHING_USABLE]
  = { "nothing-usable",
      /* Translators: %1$s is a file or an address, %2$s a mapping. */
      N_ ("The mapping “%2$s” finds no figure in “%1$s”. Choose another mapping. "
          "Nothing was stored."),
      NULL, 0 },
  [MIRADOR_ERROR_PERIOD]
  = { "period",
      /* Translators: %1$s is what the user wrote. Leave the examples as they are. */
      N_ ("“%1$s” is not a period. Write it as 2024, 2024-03, 2024-Q1, AF2025 "
          "or 2024-01..2024-06."),
      NULL, 0 },
  [MIRADOR_ERROR_PLACE_UNKNOWN]
  = { "place-unknown",
      /* Translators: %1$s is what the user wrote. */
      N_ ("There is no place “%1$s”. Write its name or its ubigeo code."), NULL, 0 },
  [MIRADOR_ERROR_PLACE_AMBIGUOUS]
  = { "place-ambiguous",
      /* Translators: %1$s is what the user wrote. */
      N_ ("Several places are called “%1$s”. Write the ubigeo code of the one that you mean."),
      /* Translators: %2$s is a list of places with their codes. */
      N_ ("They are: %2$s."), 0 },
  [MIRADOR_ERROR_MEASURE_UNKNOWN] = { "measure-unknown",
                                      /* Translators: %1$s is what the user wrote. */
                                      N_ ("There is no measure “%1$s”. Check how it is written."),
                                      /* Translators: %2$s is a list of the names of measures. */
                                      N_ ("Similar ones: %2$s."), 0 },
  [MIRADOR_ERROR_PROGRAM_UNKNOWN] = { "program-unknown",
                                      /* Translators: %1$s is what the user wrote. */
                                      N_ ("There is no program “%1$s”. Check how it is written."),
                                      /* Translators: %2$s is a list of the names of programs. */
                                      N_ ("The programs are: %2$s."), 0 },
  [MIRADOR_ERROR_BREAKDOWN_UNKNOWN]
  = { "breakdown-unknown",
      /* Translators: %1$s is what the user wrote. */
      N_ ("There is no breakdown “%1$s”. Check how it is written."),
      /* Translators: %2$s is a list of the names of breakdowns. */
      N_ ("The breakdowns are: %2$s."), 0 },
  [MIRADOR_ERROR_FEED_UNKNOWN] = { "feed-unknown",
                                   /* Translators: %1$s is what the user wrote. */
                                   N_ ("There is no source “%1$s”. Check how it is written."),
                                   /* Translators: %2$s is a list of the names of sources. */
                                   N_ ("The sources are: %2$s."), 0 },
  [MIRADOR_ERROR_MAPPING_UNKNOWN] = { "mapping-unknown",
                                      /* Translators: %1$s is what the user wrote. */
                                      N_ ("There is no mapping “%1$s”. Check how it is written."),
                                      /* Translators: %2$s is a list of the names of mappings. */
                                      N_ ("The mappings are: %2$s."), 0 },
  [MIRADOR_ERROR_NO_MAPPING]
  = { "no-mapping",
      /* Translators: %1$s is a file or an address. */
      N_ ("No single mapping fits “%1$s”. Choose one, or write one for its columns."),
      /* Translators: %2$s is a list of the names of columns, %3$s a list of the names of mappings.
       */
      N_ ("Its columns: %2$s. The mappings: %3$s."), 0 },
  [MIRADOR_ERROR_DEFINITION]
  = { "definition",
      /* Translators: %1$s is a file, %2$s where in it, %3$s the reason. */
      N_ ("The definition “%1$s” is not right at %2$s: %3$s. Correct it and try again."), NULL,
      SECOND | THIRD },
  [MIRADOR_ERROR_DEFINITION_NEWER]
  = { "definition-newer",
      /* Translators: %1$s is a file, %2$s and %3$s are version numbers. */
      N_ ("The file “%1$s” was made for a later version of Mirador (version %2$s of its format, "
          "here %3$s). Update Mirador to read it."),
      NULL, 0 },
  [MIRADOR_ERROR_NO_LOCATION]
  = { "no-location",
      /* Translators: %1$s is the name of a source. */
      N_ ("The source “%1$s” has no file or address yet. Load a file or an address of it first."),
      NULL, 0 },
  [MIRADOR_ERROR_HOST_NOT_FOUND]
  = { "host-not-found",
      /* Translators: %1$s is an address. */
      N_ ("The server of %1$s was not found. Check the address and the network connection."), NULL,
      0 },
  [MIRADOR_ERROR_CONNECTION]
  = { "connection",
      /* Translators: %1$s is an address, %2$s the reason. */
      N_ ("The connection to %1$s failed: %2$s. Check the network and try again."), NULL, SECOND },
  [MIRADOR_ERROR_TLS] = { "tls",
                          /* Translators: %1$s is an address, %2$s the reason. */
                          N_ ("The connection to %1$s is not safe: %2$s. "
                              "Tell those who keep the server; nothing was sent."),
                          NULL, SECOND },
  [MIRADOR_ERROR_INSECURE]
  = { "insecure",
      /* Translators: %1$s is an address. */
      N_ ("The address %1$s is not encrypted. Use one that starts with https."), NULL, 0 },
  [MIRADOR_ERROR_TIMEOUT]
  = { "timeout",
      /* Translators: %1$s is an address, %2$s a number of seconds. */
      N_ ("%1$s did not answer within %2$s seconds. Try again later."), NULL, 0 },
  [MIRADOR_ERROR_HTTP_STATUS] = { "http-status",
                                  /* Translators: %1$s is an address, %2$s a status number of HTTP,
                                   * %3$s what it means and what to do. */
                                  N_ ("%1$s answered with the error %2$s: %3$s."), NULL, THIRD },
  [MIRADOR_ERROR_REDIRECT]
  = { "redirect",
      /* Translators: %1$s is an address, %2$s the reason. */
      N_ ("%1$s points to another address that was not followed: %2$s. Check the address."), NULL,
      SECOND },
  [MIRADOR_ERROR_REFUSED]
  = { "refused",
      /* Translators: %1$s is a file or an address, %2$s what the server says, in its own words. */
      N_ ("“%1$s” holds an error of the server instead of figures: “%2$s”. Check what is asked for "
          "and the credentials. Nothing was stored."),
      NULL, 0 },
  [MIRADOR_ERROR_PATIENT_DATA]
  = { "patient-data",
      /* Translators: %1$s is a file or an address. */
      N_ ("“%1$s” holds data of single patients, and Mirador reads sums only. "
          "Ask its source for a summary report. Nothing of it was stored."),
      NULL, 0 },
  [MIRADOR_ERROR_PAGES]
  = { "pages",
      /* Translators: %1$s is an address, %2$s the reason. */
      N_ ("The pages of %1$s do not make one whole: %2$s. Nothing was stored."), NULL, SECOND },
  [MIRADOR_ERROR_WRONG_SERVER]
  = { "wrong-server",
      /* Translators: %1$s is an address, %2$s a kind of server, as DHIS2. */
      N_ ("There is no %2$s at %1$s. Check the address: often a part of its path is missing."),
      NULL, 0 },
  [MIRADOR_ERROR_SECRET_MISSING]
  = { "secret-missing",
      /* Translators: %1$s is the name of a source, %2$s that of an environment variable. */
      N_ ("The password or token of the source “%1$s” is not known on this computer. Write it in "
          "the window under Feeds, or give it in the environment variable %2$s."),
      NULL, 0 },
  [MIRADOR_ERROR_SECRET_SERVICE]
  = { "secret-service",
      /* Translators: %1$s is the name of a source, %2$s that of an environment variable, %3$s the
       * reason. */
      N_ ("The system’s keyring cannot be used for the source “%1$s”: %3$s. Unlock it, or give the "
          "password or token in the environment variable %2$s."),
      NULL, THIRD },
  [MIRADOR_ERROR_STORE]
  = { "store",
      /* Translators: %1$s is a file name, %2$s the reason. */
      N_ ("The store “%1$s” cannot be used: %2$s. Check the file and its folder."), NULL, SECOND },
  [MIRADOR_ERROR_STORE_NEWER]
  = { "store-newer",
      /* Translators: %1$s is a file name, %2$s and %3$s are version numbers. */
      N_ ("The store “%1$s” was made by a newer Mirador (version %2$s, here %3$s). "
          "Update Mirador to open it."),
      NULL, 0 },
  [MIRADOR_ERROR_STORE_CORRUPT]
  = { "store-corrupt",
      /* Translators: %1$s is a file name. */
      N_ ("“%1$s” is damaged or is no store of Mirador. Name another file, restore a copy, or move "
          "it away and refresh the sources."),
      NULL, 0 },
  [MIRADOR_ERROR_STORE_SET_ASIDE]
  = { "store-set-aside",
      /* Translators: %1$s and %2$s are file names, %3$s says what is to be refreshed or imported
       * again. */
      N_ ("The store “%1$s” was damaged. It is kept as “%2$s”, and a new one was begun; %3$s."),
      NULL, THIRD },
  [MIRADOR_ERROR_STORE_READ_ONLY]
  = { "store-read-only",
      /* Translators: %1$s is a file name, %2$s the reason. */
      N_ ("The store “%1$s” cannot be written: %2$s. You see a copy; what is refreshed or imported "
          "now is gone when Mirador ends."),
      NULL, SECOND },
  [MIRADOR_ERROR_FIGURES_LOST]
  = { "figures-lost",
      /* Translators: %1$s is a file name. */
      N_ ("These figures were in a store that was damaged; it is kept as “%1$s”. Refresh the "
          "source, or import its file again."),
      /* Translators: %2$s is a file name or an address. */
      N_ ("They came from: %2$s."), 0 },
  [MIRADOR_ERROR_DISK_FULL]
  = { "disk-full",
      /* Translators: %1$s is a file name. */
      N_ ("There is no space left to write “%1$s”. Free some space and try again."), NULL, 0 },
  [MIRADOR_ERROR_NO_DATA]
  = { "no-data",
      N_ ("There are no figures for this selection. Choose another period, place or "
          "program, or refresh the sources."),
      /* Translators: %1$s describes what was asked for. */
      N_ ("The selection: %1$s."), 0 },
  [MIRADOR_ERROR_CHART_UNKNOWN] = { "chart-unknown",
                                    /* Translators: %1$s is what the user wrote. */
                                    N_ ("There is no chart “%1$s”. Check how it is written."),
                                    /* Translators: %2$s is a list of the names of charts. */
                                    N_ ("The charts are: %2$s."), 0 },
  [MIRADOR_ERROR_CHART]
  = { "chart",
      /* Translators: %1$s is the name of a chart, %2$s the reason. */
      N_ ("The chart “%1$s” cannot be drawn: %2$s. Change the selection or choose another chart."),
      NULL, SECOND },
  [MIRADOR_ERROR_USAGE]
  = { "usage",
      /* Translators: %1$s is the reason. Leave --help as it is. */
      N_ ("The command is not right: %1$s. Run it with --help to see how."), NULL, FIRST },
  [MIRADOR_ERROR_SMALL_COUNTS]
  = { "small-counts",
      /* Translators: %1$s is the reason. Leave --no-suppression as it is. */
      N_ ("Small counts stay hidden in spite of --no-suppression: %1$s."), NULL, FIRST },
};
