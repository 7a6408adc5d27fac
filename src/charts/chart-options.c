/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>
#include "charts/chart-private.h"
#include "model/error.h"
#include "model/error-phrase.h"

/* "a=b,c=d": the last word on an option counts. (transfer full) (nullable) */
static char *
find_chosen (const char *options, const char *id)
{
  g_auto (GStrv) pairs = g_strsplit (options, ",", -1);
  char *chosen = NULL;

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      const char *equals = strchr (pairs[i], '=');
      g_autofree char *name
        = equals != NULL ? g_strndup (pairs[i], (gsize)(equals - pairs[i])) : NULL;

      if (name == NULL || !g_str_equal (g_strstrip (name), id))
        continue;
      g_free (chosen);
      chosen = g_strstrip (g_strdup (equals + 1));
    }
  return chosen;
}

static const MiradorChartChoice *
find_choice (const MiradorChartOption *option, const char *id)
{
  for (const MiradorChartChoice *choice = option->choices; choice->id != NULL; choice++)
    if (g_strcmp0 (choice->id, id) == 0)
      return choice;
  return NULL;
}

const char *
mirador_chart_get_option (const MiradorChart *chart, const char *id)
{
  const MiradorChartOption *option = mirador_chart_kind_get_option (chart->kind, id);
  g_autofree char *chosen = NULL;
  const MiradorChartChoice *choice;

  if (option == NULL)
    return "";
  chosen = find_chosen (chart->options, id);
  if (option->choices == NULL)
    return g_intern_string (chosen != NULL ? chosen : "");
  choice = find_choice (option, chosen);
  return choice != NULL ? choice->id : option->choices[0].id;
}

const char *
mirador_chart_get_options (const MiradorChart *chart)
{
  return chart->options;
}

/* "classes=quantile|equal|natural, order=value|geography" */
static char *
list_options (const MiradorChartKind *kind)
{
  GString *text = g_string_new (NULL);

  for (const MiradorChartOption *option = kind->options; option != NULL && option->id != NULL;
       option++)
    {
      g_string_append_printf (text, "%s%s=", text->len > 0 ? ", " : "", option->id);
      for (const MiradorChartChoice *choice = option->choices; choice != NULL && choice->id != NULL;
           choice++)
        g_string_append_printf (text, "%s%s", choice == option->choices ? "" : "|", choice->id);
      if (option->choices == NULL)
        g_string_append (text, "...");
    }
  return g_string_free (text, FALSE);
}

static gboolean
is_offered (const MiradorChartKind *kind, const char *pair)
{
  const char *equals = strchr (pair, '=');
  g_autofree char *name = equals != NULL ? g_strndup (pair, (gsize)(equals - pair)) : NULL;
  g_autofree char *value = equals != NULL ? g_strstrip (g_strdup (equals + 1)) : NULL;
  const MiradorChartOption *option
    = name != NULL ? mirador_chart_kind_get_option (kind, g_strstrip (name)) : NULL;

  return option != NULL && (option->choices == NULL || find_choice (option, value) != NULL);
}

gboolean
mirador_chart_kind_check_options (const MiradorChartKind *kind, const char *options, GError **error)
{
  g_auto (GStrv) pairs = g_strsplit (options != NULL ? options : "", ",", -1);
  g_autofree char *known = list_options (kind);

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      g_autofree char *why = NULL;

      if (*g_strstrip (pairs[i]) == '\0' || is_offered (kind, pairs[i]))
        continue;
      why = *known != '\0'
              /* Translators: %1$s is what the user wrote, %2$s the id of a chart, %3$s options. */
              ? mirador_phrase (N_ ("“%1$s” is no option of the chart %2$s; it has: %3$s"),
                                pairs[i], kind->id, known, NULL)
              /* Translators: %1$s is what the user wrote, %2$s the id of a chart. */
              : mirador_phrase (N_ ("“%1$s”: the chart %2$s has no options"), pairs[i], kind->id,
                                NULL);
      mirador_set_error (error, MIRADOR_ERROR_USAGE, why, NULL);
      return FALSE;
    }
  return TRUE;
}
