/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/error.h"

G_BEGIN_DECLS

/**
 * MiradorServerError:
 *
 * What a server says in place of an answer: the error documents of DHIS2 (as JSON or XML), CKAN and
 * DKAN, the World Bank, OData, OpenMRS and FHIR.
 * @status: its HTTP status, where the document repeats it, else 0
 * @code: (nullable): the server's own code, as "E7128"
 * @message: in the server's words, short
 */
typedef struct
{
  int status;
  char *code;
  char *message;
} MiradorServerError;

/** mirador_server_error_read: (transfer full) (nullable): NULL where the bytes are no error
 * document. */
MiradorServerError *mirador_server_error_read (const guint8 *bytes, gsize length);
void mirador_server_error_free (MiradorServerError *server_error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorServerError, mirador_server_error_free)

/** mirador_server_error_to_text: (transfer full): status, code and message in one line. */
char *mirador_server_error_to_text (const MiradorServerError *server_error);

/** mirador_server_error_check: FALSE with REFUSED where a server refuses, or with SYNTAX where the
 * bytes are a page or another XML document. */
gboolean
mirador_server_error_check (const guint8 *bytes, gsize length, const char *source, GError **error);

G_END_DECLS
