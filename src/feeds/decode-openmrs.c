/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/decode.h"

#include <glib/gi18n-lib.h>

#include "feeds/json-sniff.h"
#include "feeds/json-table.h"

/*
 * A data set of OpenMRS's reporting module, GET /ws/rest/v1/reportingrest/dataSet/{uuid}:
 * {"metadata": {"columns": [{"name", "label", "datatype"}]}, "rows": [{name: value}]}.
 */

gboolean
mirador_openmrs_decode (GBytes *bytes,
                        const char *source,
                        const MiradorDecodeOptions *options,
                        MiradorHeaderFunc header,
                        MiradorRecordFunc record,
                        gpointer user_data,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (MiradorJsonRows) rows = mirador_json_rows_open (bytes, "rows", source, error);
  g_autoptr (JsonNode) head = rows != NULL ? mirador_json_head (rows, source, error) : NULL;
  g_autoptr (MiradorJsonTable) table = mirador_json_table_new ();
  const MiradorJsonGiving giving
    = { source, options != NULL ? options->max_rows : 0, header, record, user_data, cancellable };

  if (head == NULL)
    return FALSE;
  mirador_json_table_add_named (
    table, mirador_json_head_array (mirador_json_head_find (head, "metadata", "columns", NULL)),
    "name");
  if (table->names->len == 0)
    {
      mirador_set_error (error, MIRADOR_ERROR_SYNTAX, source, "metadata.columns",
                         N_ ("should name the columns"), NULL);
      return FALSE;
    }
  return mirador_json_table_give (table, rows, &giving, error);
}

int
mirador_openmrs_sniff (const guint8 *bytes, gsize length, const char *source)
{
  return mirador_json_sniff_root (bytes, length) == '{'
             && mirador_json_sniff (bytes, length, "metadata/columns") == '['
             && mirador_json_sniff (bytes, length, "metadata/columns/name") == '"'
           ? 90
           : 0;
}
