/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the played DHIS2 server knows: units of Peru, data and made-up figures. A unit that has
 * children has the sum of theirs, so that country, regions and provinces agree. */

#include <gio/gio.h>
#include <string.h>

#define DHIS2_COUNTRY "pErUpAiS001"
#define DHIS2_LAMBAYEQUE "rEgionPer14"
#define DHIS2_N_REGIONS 25

#define DHIS2_TB_SCREENED "tBtAmizado1"
#define DHIS2_TB_DIAGNOSED "tBdIagnost2"
#define DHIS2_TB_STARTED "tBiNiciado3"
#define DHIS2_HIV_SCREENED "vIhtAmizad4"
#define DHIS2_HIV_REACTIVE "vIhrEactiv5"
#define DHIS2_HIV_ART "vIhtArPers6"
#define DHIS2_MH_SCREENINGS "sMtAmizaje7"
#define DHIS2_MH_POSITIVE "sMpOsitivo8"
#define DHIS2_MH_ATTENDED "sMaTendido9"
#define DHIS2_TB_SUCCESS "iNdTbExito1"
#define DHIS2_ART_COVERAGE "iNdVihTarC2"
#define DHIS2_MH_POSITIVITY "iNdSmPosit3"
#define DHIS2_DATA_SET_TB "dSmEnsualT1"
#define DHIS2_DATA_SET_MH "dSmEnsualS2"

typedef struct
{
  const char *id;
  const char *code; /* (nullable) */
  const char *name;
  const char *list;        /* "dataElements", "indicators" or "dataSets" */
  guint most;              /* the largest figure of a unit without children */
  const char *numerator;   /* of an indicator */
  const char *denominator; /* of an indicator */
} Dhis2Item;

static const Dhis2Item dhis2_items[] = {
  { DHIS2_TB_SCREENED, "TB_TAMIZADOS", "TB: Personas tamizadas", "dataElements", 900, NULL, NULL },
  { DHIS2_TB_DIAGNOSED, "TB_DIAGNOSTICADOS", "TB: Personas diagnosticadas", "dataElements", 80,
    NULL, NULL },
  { DHIS2_TB_STARTED, NULL, "TB: Personas que iniciaron tratamiento", "dataElements", 70, NULL,
    NULL },
  { DHIS2_HIV_SCREENED, "VIH_TAMIZADOS", "VIH: Personas tamizadas", "dataElements", 700, NULL,
    NULL },
  { DHIS2_HIV_REACTIVE, NULL, "VIH: Resultados reactivos", "dataElements", 40, NULL, NULL },
  { DHIS2_HIV_ART, NULL, "VIH: Personas en tratamiento antirretroviral", "dataElements", 300, NULL,
    NULL },
  { DHIS2_MH_SCREENINGS, "SM_TAMIZAJES", "Salud mental: Tamizajes", "dataElements", 1500, NULL,
    NULL },
  { DHIS2_MH_POSITIVE, NULL, "Salud mental: Tamizajes positivos", "dataElements", 120, NULL, NULL },
  { DHIS2_MH_ATTENDED, NULL, "Salud mental: Personas atendidas", "dataElements", 200, NULL, NULL },
  { DHIS2_TB_SUCCESS, "TB_EXITO", "TB: Éxito de tratamiento (%)", "indicators", 0, DHIS2_TB_STARTED,
    DHIS2_TB_DIAGNOSED },
  { DHIS2_ART_COVERAGE, NULL, "VIH: Cobertura de TAR (%)", "indicators", 0, DHIS2_HIV_REACTIVE,
    DHIS2_HIV_ART },
  { DHIS2_MH_POSITIVITY, NULL, "Salud mental: Positividad del tamizaje (%)", "indicators", 0,
    DHIS2_MH_POSITIVE, DHIS2_MH_SCREENINGS },
  { DHIS2_DATA_SET_TB, "INF_TB", "Informe mensual de tuberculosis", "dataSets", 0, NULL, NULL },
  { DHIS2_DATA_SET_MH, "INF_SM", "Informe mensual de salud mental", "dataSets", 0, NULL, NULL },
};

/* Names as offices write them: some in capitals, some without their accents, some with a word in
 * front. A third of the regions has its ubigeo as code, a third its ISO 3166-2, the rest none. */
static const struct
{
  const char *iso, *name;
} dhis2_regions[DHIS2_N_REGIONS] = {
  { "PE-AMA", "Amazonas" },    { "PE-ANC", "Áncash" },        { "PE-APU", "APURIMAC" },
  { "PE-ARE", "Arequipa" },    { "PE-AYA", "Ayacucho" },      { "PE-CAJ", "Cajamarca" },
  { "PE-CAL", "Callao" },      { "PE-CUS", "Cusco" },         { "PE-HUV", "Huancavelica" },
  { "PE-HUC", "Huánuco" },     { "PE-ICA", "Ica" },           { "PE-JUN", "JUNIN" },
  { "PE-LAL", "La Libertad" }, { "PE-LAM", "Lambayeque" },    { "PE-LIM", "Lima" },
  { "PE-LOR", "Loreto" },      { "PE-MDD", "Madre de Dios" }, { "PE-MOQ", "Moquegua" },
  { "PE-PAS", "Pasco" },       { "PE-PIU", "Piura" },         { "PE-PUN", "Puno" },
  { "PE-SAM", "San Martín" },  { "PE-TAC", "Tacna" },         { "PE-TUM", "Tumbes" },
  { "PE-UCA", "Ucayali" },
};

/* Below the regions: all provinces of Lambayeque, the districts of one, and a unit that is no place
 * of the INEI's. */
static const struct
{
  const char *id, *parent, *code, *name;
  int level;
} dhis2_below[] = {
  { "pRov1401Xyz", "rEgionPer14", "1401", "Chiclayo", 3 },
  { "pRov1402Xyz", "rEgionPer14", "1402", "Ferreñafe", 3 },
  { "pRov1403Xyz", "rEgionPer14", "1403", "Lambayeque", 3 },
  { "pRov1501Xyz", "rEgionPer15", "1501", "Lima", 3 },
  { "dIrisLimaNo", "rEgionPer15", NULL, "DIRIS Lima Norte", 3 },
  { "dIst140201Z", "pRov1402Xyz", "140201", "Ferreñafe", 4 },
  { "dIst140202Z", "pRov1402Xyz", "140202", "Cañaris", 4 },
  { "dIst140203Z", "pRov1402Xyz", "140203", "Incahuasi", 4 },
  { "dIst140204Z", "pRov1402Xyz", "140204", "Manuel Antonio Mesones Muro", 4 },
  { "dIst140205Z", "pRov1402Xyz", NULL, "PITIPO", 4 },
  { "dIst140206Z", "pRov1402Xyz", NULL, "Pueblo Nuevo", 4 },
};

static const char *const dhis2_levels[] = { "País", "Región", "Provincia", "Distrito" };

typedef struct
{
  char *id;
  char *code; /* (nullable) */
  char *name;
  char *parent; /* (nullable) uid */
  char *path;   /* "/pErU…/rEg…" */
  int level;
} Dhis2Unit;

static inline void
dhis2_unit_free (gpointer pointer)
{
  Dhis2Unit *unit = pointer;

  g_free (unit->id);
  g_free (unit->code);
  g_free (unit->name);
  g_free (unit->parent);
  g_free (unit->path);
  g_free (unit);
}

static inline Dhis2Unit *
dhis2_find_unit (GPtrArray *units, const char *id)
{
  for (guint i = 0; i < units->len; i++)
    {
      Dhis2Unit *unit = units->pdata[i];

      if (g_str_equal (unit->id, id))
        return unit;
    }
  return NULL;
}

static inline void
dhis2_add_unit (GPtrArray *units,
                const char *id,
                const char *code,
                const char *name,
                const char *parent,
                int level)
{
  Dhis2Unit *unit = g_new0 (Dhis2Unit, 1);
  Dhis2Unit *above = parent != NULL ? dhis2_find_unit (units, parent) : NULL;

  unit->id = g_strdup (id);
  unit->code = g_strdup (code);
  unit->name = g_strdup (name);
  unit->parent = g_strdup (parent);
  unit->path = g_strconcat (above != NULL ? above->path : "", "/", id, NULL);
  unit->level = level;
  g_ptr_array_add (units, unit);
}

static inline GPtrArray *
dhis2_make_units (void)
{
  GPtrArray *units = g_ptr_array_new_with_free_func (dhis2_unit_free);

  dhis2_add_unit (units, DHIS2_COUNTRY, "PE", "Perú", NULL, 1);
  for (guint i = 0; i < DHIS2_N_REGIONS; i++)
    {
      g_autofree char *id = g_strdup_printf ("rEgionPer%02u", i + 1);
      g_autofree char *ubigeo = g_strdup_printf ("%02u", i + 1);
      const char *codes[] = { ubigeo, dhis2_regions[i].iso, NULL };

      dhis2_add_unit (units, id, codes[i % 3], dhis2_regions[i].name, DHIS2_COUNTRY, 2);
    }
  for (guint i = 0; i < G_N_ELEMENTS (dhis2_below); i++)
    dhis2_add_unit (units, dhis2_below[i].id, dhis2_below[i].code, dhis2_below[i].name,
                    dhis2_below[i].parent, dhis2_below[i].level);
  return units;
}

static inline const Dhis2Item *
dhis2_find_item (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (dhis2_items); i++)
    {
      if (g_str_equal (dhis2_items[i].id, id))
        return &dhis2_items[i];
    }
  return NULL;
}

static inline guint
dhis2_scatter (const char *data, const char *period, const char *unit)
{
  return g_str_hash (data) * 31u + g_str_hash (period) * 17u + g_str_hash (unit);
}

/* A data element's figure; that of a unit with children is their sum. */
static inline double
dhis2_count (GPtrArray *units, const Dhis2Item *item, const char *period, const char *unit)
{
  gboolean has_children = FALSE;
  double sum = 0;

  for (guint i = 0; i < units->len; i++)
    {
      const Dhis2Unit *below = units->pdata[i];

      if (g_strcmp0 (below->parent, unit) != 0)
        continue;
      has_children = TRUE;
      sum += dhis2_count (units, item, period, below->id);
    }
  if (has_children)
    return sum;
  return item->most / 2 + dhis2_scatter (item->id, period, unit) % (item->most / 2);
}

/* Reports of a data set: some of twenty in each unit without children. */
static inline double
dhis2_reports (GPtrArray *units,
               const char *set,
               const char *what,
               const char *period,
               const char *unit)
{
  const Dhis2Item expected = { .id = set, .most = 2 };
  double all = 20 * dhis2_count (units, &expected, "", unit);
  double came = all - dhis2_scatter (set, period, unit) % 4;

  if (g_str_equal (what, "EXPECTED_REPORTS"))
    return all;
  return g_str_has_prefix (what, "REPORTING_RATE") ? came / all * 100 : came;
}
