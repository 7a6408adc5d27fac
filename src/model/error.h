/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MIRADOR_ERROR (mirador_error_quark ())
GQuark mirador_error_quark (void);

/**
 * MiradorError:
 *
 * What went wrong. The arguments that each code takes stand behind it; they are untranslated
 * details (a file, a column, an address without its secrets) and phrases (where, why), which are
 * marked with N_() or come from model/error-phrase.h. The sentence that a person reads is
 * made of code and arguments by mirador_error_to_sentence() in the language of the moment, so an
 * error that is kept in the store can be read in either language.
 */
typedef enum
{
  MIRADOR_ERROR_FAILED,            /* detail */
  MIRADOR_ERROR_CANCELLED,         /* what */
  MIRADOR_ERROR_FILE_NOT_FOUND,    /* file */
  MIRADOR_ERROR_FILE_UNREADABLE,   /* file, why */
  MIRADOR_ERROR_FILE_UNWRITABLE,   /* file, why */
  MIRADOR_ERROR_EMPTY,             /* source */
  MIRADOR_ERROR_BINARY,            /* source */
  MIRADOR_ERROR_HEADER_ONLY,       /* source */
  MIRADOR_ERROR_TRUNCATED,         /* source, what is missing */
  MIRADOR_ERROR_TOO_LARGE,         /* source, limit in MB */
  MIRADOR_ERROR_ENCODING,          /* source, row */
  MIRADOR_ERROR_SYNTAX,            /* source, where (line, row or member), why */
  MIRADOR_ERROR_FORMAT_UNKNOWN,    /* source or the format's name, known formats */
  MIRADOR_ERROR_COLUMN_MISSING,    /* source, mapping, column, the columns there are */
  MIRADOR_ERROR_TOO_MANY_REJECTED, /* source, rejected, rows, limit in percent, row, column, reason
                                    */
  MIRADOR_ERROR_NOTHING_USABLE,    /* source, mapping */
  MIRADOR_ERROR_PERIOD,            /* text */
  MIRADOR_ERROR_PLACE_UNKNOWN,     /* text */
  MIRADOR_ERROR_PLACE_AMBIGUOUS,   /* text, candidates */
  MIRADOR_ERROR_MEASURE_UNKNOWN,   /* text, similar ones */
  MIRADOR_ERROR_PROGRAM_UNKNOWN,   /* text, known ones */
  MIRADOR_ERROR_BREAKDOWN_UNKNOWN, /* text, known ones */
  MIRADOR_ERROR_FEED_UNKNOWN,      /* id, known ones */
  MIRADOR_ERROR_MAPPING_UNKNOWN,   /* id or file, known ones */
  MIRADOR_ERROR_NO_MAPPING,        /* source, its columns, known mappings: none of them fits */
  MIRADOR_ERROR_DEFINITION,        /* file, member, why */
  MIRADOR_ERROR_DEFINITION_NEWER,  /* file, its version, the version known here */
  MIRADOR_ERROR_NO_LOCATION,       /* feed: the definition has no file or address yet */
  MIRADOR_ERROR_HOST_NOT_FOUND,    /* address */
  MIRADOR_ERROR_CONNECTION,        /* address, why */
  MIRADOR_ERROR_TLS,               /* address, why */
  MIRADOR_ERROR_INSECURE,          /* address: plain http is for this machine only */
  MIRADOR_ERROR_TIMEOUT,           /* address, seconds */
  MIRADOR_ERROR_HTTP_STATUS,       /* address, status, what it means and what to do */
  MIRADOR_ERROR_REDIRECT,          /* address, why */
  MIRADOR_ERROR_REFUSED,           /* source, what the server said: it came instead of an answer */
  MIRADOR_ERROR_PATIENT_DATA,      /* source: it is about single patients, which we never read */
  MIRADOR_ERROR_PAGES,             /* source, why its pages do not make one whole */
  MIRADOR_ERROR_WRONG_SERVER,      /* address, what was looked for there */
  MIRADOR_ERROR_SECRET_MISSING,    /* feed, environment variable */
  MIRADOR_ERROR_SECRET_SERVICE,    /* feed, environment variable, why */
  MIRADOR_ERROR_STORE,             /* file, why */
  MIRADOR_ERROR_STORE_NEWER,       /* file, its version, the version known here */
  MIRADOR_ERROR_STORE_CORRUPT,     /* file */
  MIRADOR_ERROR_STORE_SET_ASIDE,   /* file, where it is now, what to bring again: it was damaged */
  MIRADOR_ERROR_STORE_READ_ONLY,   /* file, why: what is shown is a copy */
  MIRADOR_ERROR_FIGURES_LOST,      /* the damaged store, where they had come from: of one table */
  MIRADOR_ERROR_DISK_FULL,         /* file */
  MIRADOR_ERROR_NO_DATA,           /* what */
  MIRADOR_ERROR_CHART_UNKNOWN,     /* text, known ones */
  MIRADOR_ERROR_CHART,             /* chart, why */
  MIRADOR_ERROR_USAGE,             /* why */
  MIRADOR_ERROR_SMALL_COUNTS,      /* why: they are not shown */
  MIRADOR_N_ERRORS
} MiradorError;

/**
 * mirador_error_new: (constructor)
 * @code: what went wrong
 * @...: the code's arguments, strings, %NULL-terminated
 *
 * Returns: (transfer full): an error of the domain MIRADOR_ERROR
 */
GError *mirador_error_new (MiradorError code, ...) G_GNUC_NULL_TERMINATED;

/** mirador_set_error: as mirador_error_new(), set on @error where it is not %NULL. */
void mirador_set_error (GError **error, MiradorError code, ...) G_GNUC_NULL_TERMINATED;

/**
 * mirador_error_to_sentence:
 *
 * What, where and what to do, in the language of the moment, of errors of other domains too.
 *
 * Returns: (transfer full): one line without a trailing newline
 */
char *mirador_error_to_sentence (const GError *error);

/**
 * mirador_error_serialize:
 *
 * Returns: (transfer full): one line of text that mirador_error_deserialize() reads back, stable
 * over versions of the program (codes are kept by name)
 */
char *mirador_error_serialize (const GError *error);

/** mirador_error_get_argument: (transfer full): that of the code's arguments, "" where it has none.
 */
char *mirador_error_get_argument (const GError *error, guint argument);

/** mirador_error_deserialize: (transfer full): the error; an unknown text becomes FAILED. */
GError *mirador_error_deserialize (const char *text);

/**
 * MiradorReject:
 *
 * Why a row of a feed was set aside. The cell's text is never kept.
 */
typedef enum
{
  MIRADOR_REJECT_TOO_SHORT,
  MIRADOR_REJECT_TOO_LONG,
  MIRADOR_REJECT_ENCODING,
  MIRADOR_REJECT_PERIOD,
  MIRADOR_REJECT_PLACE_UNKNOWN,
  MIRADOR_REJECT_PLACE_AMBIGUOUS,
  MIRADOR_REJECT_MEASURE_UNKNOWN,
  MIRADOR_REJECT_PROGRAM_UNKNOWN,
  MIRADOR_REJECT_CODE_UNMAPPED,
  MIRADOR_REJECT_VALUE_MISSING,
  MIRADOR_REJECT_NOT_A_NUMBER,
  MIRADOR_REJECT_NOT_FINITE,
  MIRADOR_REJECT_TOO_LARGE, /* beyond 2^53, where a double no longer counts by ones */
  MIRADOR_REJECT_NEGATIVE,
  MIRADOR_REJECT_DUPLICATE,
  MIRADOR_N_REJECTS
} MiradorReject;

/** mirador_reject_to_text: (transfer none): the reason in the language of the moment. */
const char *mirador_reject_to_text (MiradorReject reason);

/** mirador_reject_to_id: (transfer none): the stable name that the store keeps, as "bad-period". */
const char *mirador_reject_to_id (MiradorReject reason);

/** mirador_reject_from_id: the reason of a stable name; an unknown one gives CODE_UNMAPPED. */
MiradorReject mirador_reject_from_id (const char *id);

G_END_DECLS
