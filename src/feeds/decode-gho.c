/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/decode.h"

#include "feeds/json-sniff.h"
#include "feeds/json-table.h"

/*
 * WHO's Global Health Observatory, OData: {"value": [{"SpatialDim": "PER", "TimeDim": 2023,
 * "NumericValue": …, "Value": "…"}]}. "Value" is text for display, rounded and sometimes with an
 * interval in it, so it is no column: the number is NumericValue, which may be null.
 */

static const char *const columns[] = { "IndicatorCode", "SpatialDimType",
                                       "SpatialDim",    "ParentLocationCode",
                                       "TimeDimType",   "TimeDim",
                                       "Dim1Type",      "Dim1",
                                       "Dim2Type",      "Dim2",
                                       "Dim3Type",      "Dim3",
                                       "DataSourceDim", "DataSourceDimType",
                                       "NumericValue",  "Low",
                                       "High",          "Comments",
                                       "Date",          NULL };

gboolean
mirador_gho_decode (GBytes *bytes,
                    const char *source,
                    const MiradorDecodeOptions *options,
                    MiradorHeaderFunc header,
                    MiradorRecordFunc record,
                    gpointer user_data,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (MiradorJsonRows) rows = mirador_json_rows_open (bytes, "value", source, error);
  g_autoptr (MiradorJsonTable) table = mirador_json_table_new ();
  const MiradorJsonGiving giving
    = { source, options != NULL ? options->max_rows : 0, header, record, user_data, cancellable };

  if (rows == NULL)
    return FALSE;
  mirador_json_table_add_all (table, columns);
  return mirador_json_table_give (table, rows, &giving, error);
}

int
mirador_gho_sniff (const guint8 *bytes, gsize length, const char *source)
{
  if (mirador_json_sniff (bytes, length, "value") != '[')
    return 0;
  if (mirador_json_sniff (bytes, length, "value/NumericValue") != 0)
    return 95;
  return mirador_json_sniff (bytes, length, "@odata.context") == '"' ? 85 : 0;
}
