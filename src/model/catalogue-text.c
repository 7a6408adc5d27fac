/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/catalogue.h"

#include <glib/gi18n-lib.h>
#include <math.h>

typedef struct
{
  const char *id;
  const char *colour;
  const char *colour_dark;
  const char *text;
  const char *people;
} StageRow;

/* One hue, steps of even lightness; on dark the ramp runs the other way. */
static const StageRow stages[MIRADOR_N_STAGES] = {
  { "none", "#6b6b6b", "#a8a8a8", NULL, NULL },
  { "screened", "#0b3a5b", "#dceefa", NC_ ("stage", "Screened"), NC_ ("stage", "People screened") },
  { "diagnosed", "#1a5f8c", "#c4e0f4", NC_ ("stage", "Diagnosed"),
    NC_ ("stage", "People diagnosed") },
  { "referred", "#2f7fb0", "#a8d0ec", NC_ ("stage", "Referred"), NC_ ("stage", "People referred") },
  { "attended", "#4b97c6", "#74b2da", NC_ ("stage", "Attended"), NC_ ("stage", "People attended") },
  { "started", "#74b2da", "#4b97c6", NC_ ("stage", "Started treatment"),
    NC_ ("stage", "People who started treatment") },
  { "accompanied", "#a8d0ec", "#2f7fb0", NC_ ("stage", "Accompanied"),
    NC_ ("stage", "People accompanied") },
  { "adherent", "#c4e0f4", "#1a5f8c", NC_ ("stage", "Adherent"),
    NC_ ("stage", "People adherent to treatment") },
  { "improved", "#dceefa", "#0b3a5b", NC_ ("stage", "Improved"),
    NC_ ("stage", "People who improved") },
};

static const StageRow *
stage_row (MiradorStage stage)
{
  return &stages[(guint)stage < MIRADOR_N_STAGES ? stage : MIRADOR_STAGE_NONE];
}

const char *
mirador_catalogue_stage_colour (MiradorStage stage, gboolean dark)
{
  return dark ? stage_row (stage)->colour_dark : stage_row (stage)->colour;
}

const char *
mirador_stage_to_id (MiradorStage stage)
{
  return stage_row (stage)->id;
}

gboolean
mirador_stage_from_id (const char *id, MiradorStage *stage)
{
  for (guint i = 0; id != NULL && i < MIRADOR_N_STAGES; i++)
    if (g_str_equal (id, stages[i].id))
      {
        *stage = i;
        return TRUE;
      }
  return FALSE;
}

static const char *
translate_stage (const char *text)
{
  return text != NULL ? g_dpgettext2 (GETTEXT_PACKAGE, "stage", text) : "";
}

const char *
mirador_stage_to_text (MiradorStage stage)
{
  return translate_stage (stage_row (stage)->text);
}

const char *
mirador_stage_to_people (MiradorStage stage)
{
  return translate_stage (stage_row (stage)->people);
}

/* The number that picks a plural form: fractions and numbers out of range take the plural. */
static gulong
plural_number (double n)
{
  if (fabs (n) > 1e9 || n != floor (n))
    return 1000;
  return (gulong)fabs (n);
}

static const char *
unit_of_care (const char *unit, gulong n)
{
  if (g_str_equal (unit, "people"))
    return ngettext ("person", "people", n);
  if (g_str_equal (unit, "families"))
    return ngettext ("family", "families", n);
  if (g_str_equal (unit, "screenings"))
    return ngettext ("screening", "screenings", n);
  if (g_str_equal (unit, "results"))
    return ngettext ("result", "results", n);
  if (g_str_equal (unit, "tests"))
    return ngettext ("test", "tests", n);
  if (g_str_equal (unit, "samples"))
    return ngettext ("sample", "samples", n);
  if (g_str_equal (unit, "visits"))
    return ngettext ("visit", "visits", n);
  if (g_str_equal (unit, "sessions"))
    return ngettext ("session", "sessions", n);
  if (g_str_equal (unit, "consultations"))
    return ngettext ("consultation", "consultations", n);
  if (g_str_equal (unit, "procedures"))
    return ngettext ("procedure", "procedures", n);
  if (g_str_equal (unit, "supports"))
    return ngettext ("support", "supports", n);
  if (g_str_equal (unit, "services"))
    return ngettext ("service", "services", n);
  return NULL;
}

static const char *
unit_of_means (const char *unit, gulong n)
{
  if (g_str_equal (unit, "regions"))
    return ngettext ("region", "regions", n);
  if (g_str_equal (unit, "facilities"))
    return ngettext ("facility", "facilities", n);
  if (g_str_equal (unit, "campaigns"))
    return ngettext ("campaign", "campaigns", n);
  if (g_str_equal (unit, "donations"))
    return ngettext ("donation", "donations", n);
  if (g_str_equal (unit, "trainings"))
    return ngettext ("training", "trainings", n);
  if (g_str_equal (unit, "studies"))
    return ngettext ("study", "studies", n);
  if (g_str_equal (unit, "reports"))
    return ngettext ("report", "reports", n);
  if (g_str_equal (unit, "protocols"))
    return ngettext ("protocol", "protocols", n);
  if (g_str_equal (unit, "items"))
    return ngettext ("item", "items", n);
  if (g_str_equal (unit, "years"))
    return ngettext ("year", "years", n);
  if (g_str_equal (unit, "PEN"))
    return ngettext ("sol", "soles", n);
  if (g_str_equal (unit, "percent"))
    return _ ("percent");
  if (g_str_equal (unit, "per_100000"))
    return _ ("per 100,000 people");
  return NULL;
}

const char *
mirador_catalogue_unit_name (const char *unit, double n)
{
  const char *name;

  if (unit == NULL)
    return "";
  name = unit_of_care (unit, plural_number (n));
  if (name == NULL)
    name = unit_of_means (unit, plural_number (n));
  return name != NULL ? name : unit;
}

static const char *
text_or_id (const MiradorText *text, const char *id)
{
  const char *found = mirador_text_get (text);

  return found != NULL && *found != '\0' ? found : id;
}

const char *
mirador_measure_get_name (const MiradorMeasure *measure, const MiradorProgram *program)
{
  const MiradorText *label = NULL;

  if (program != NULL)
    label = g_hash_table_lookup (measure->labels, program->id);
  return text_or_id (label != NULL ? label : &measure->name, measure->id);
}

const char *
mirador_program_get_name (const MiradorProgram *program)
{
  return text_or_id (&program->name, program->id);
}

const char *
mirador_program_get_short_name (const MiradorProgram *program)
{
  return text_or_id (&program->short_name, program->id);
}
