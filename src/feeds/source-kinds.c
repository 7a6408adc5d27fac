/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/source.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define WAY(auth) (1u << MIRADOR_AUTH_##auth)

/* To add a kind, add its row. */
static const MiradorSourceKind kinds[] = {
  { "dhis2", N_ ("DHIS2 server"), N_ ("The address of the server, as in the browser"),
    "dhis2-analytics", "dhis2-analytics", NULL, WAY (BASIC) | WAY (API_TOKEN) },
  { "table", N_ ("Table: file or address (CSV, XLSX, JSON)"), N_ ("A file, or the address of one"),
    "auto", NULL, NULL, WAY (NONE) | WAY (BASIC) | WAY (BEARER) },
  { "who", N_ ("WHO, Global Health Observatory"),
    N_ ("The address of an indicator, with its code behind api/"), "gho", "gho",
    "https://ghoapi.azureedge.net/api/MDG_0000000020?$filter=SpatialDim%20eq%20%27PER%27",
    WAY (NONE) },
  { "world-bank", N_ ("World Bank"),
    N_ ("The address of an indicator, with its code behind indicator/"), "worldbank", "worldbank",
    "https://api.worldbank.org/v2/country/PER/indicator/SH.TBS.INCD?format=json&per_page=1000",
    WAY (NONE) },
  { "open-data", N_ ("Open-data platform (CKAN, DKAN)"),
    N_ ("The address of the datastore search, with the resource_id of the table"), "auto", NULL,
    "https://www.datosabiertos.gob.pe/api/action/datastore/search.json?resource_id=",
    WAY (NONE) | WAY (BEARER) },
  { "openmrs", N_ ("OpenMRS report"),
    N_ ("The address of the report’s data set, with startDate and endDate"), "openmrs-dataset",
    NULL, NULL, WAY (NONE) | WAY (BASIC) },
  { "fhir", N_ ("FHIR measure reports"), N_ ("The address of the MeasureReport search"),
    "fhir-measure-report", "fhir-measure-report", NULL, WAY (NONE) | WAY (BASIC) | WAY (BEARER) },
  { NULL, NULL, NULL, NULL, NULL, NULL, 0 },
};

const MiradorSourceKind *
mirador_source_kind_list (void)
{
  return kinds;
}

const MiradorSourceKind *
mirador_source_kind_get (const char *id)
{
  for (const MiradorSourceKind *kind = kinds; kind->id != NULL; kind++)
    {
      if (g_strcmp0 (kind->id, id) == 0)
        return kind;
    }
  return NULL;
}

const char *
mirador_column_use_to_text (MiradorColumnUse use)
{
  static const char *const texts[MIRADOR_N_USES] = {
    [MIRADOR_USE_NONE] = NC_ ("column", "Not used"),
    [MIRADOR_USE_PERIOD] = NC_ ("column", "Period"),
    [MIRADOR_USE_PLACE] = NC_ ("column", "Place"),
    [MIRADOR_USE_PROGRAM] = NC_ ("column", "Program"),
    [MIRADOR_USE_MEASURE] = NC_ ("column", "Measure"),
    [MIRADOR_USE_VALUE] = NC_ ("column", "Value"),
    [MIRADOR_USE_SEX] = NC_ ("column", "Sex"),
    [MIRADOR_USE_AGE] = NC_ ("column", "Age"),
  };

  return g_dpgettext2 (GETTEXT_PACKAGE, "column", texts[use]);
}
