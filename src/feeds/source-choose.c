/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/source-private.h"

#include <string.h>

/* What is wanted of a DHIS2 server. */

void
mirador_remote_free (MiradorRemote *remote)
{
  g_free (remote->id);
  g_free (remote->code);
  g_free (remote->name);
  g_free (remote->within);
  g_free (remote);
}

static MiradorRemote *
copy_remote (const MiradorRemote *remote)
{
  MiradorRemote *copy = g_new0 (MiradorRemote, 1);

  copy->kind = remote->kind;
  copy->id = g_strdup (remote->id);
  copy->code = g_strdup (remote->code);
  copy->name = g_strdup (remote->name);
  copy->within = g_strdup (remote->within);
  copy->level = remote->level;
  return copy;
}

static int
find (const MiradorSource *source, MiradorRemoteKind kind, const char *id)
{
  for (guint i = 0; i < source->chosen->len; i++)
    {
      const MiradorRemote *remote = g_ptr_array_index (source->chosen, i);

      if (remote->kind == kind && g_str_equal (remote->id, id))
        return (int)i;
    }
  return -1;
}

/* Of a data set its reports are asked, those that came and those that were due. */
static const char *const report_endings[] = { ".ACTUAL_REPORTS", ".EXPECTED_REPORTS" };

static void
add_reports (MiradorSource *source, const MiradorRemote *remote)
{
  for (guint i = 0; i < G_N_ELEMENTS (report_endings); i++)
    {
      g_autofree char *code = g_strconcat (remote->id, report_endings[i], NULL);

      mirador_source_add_match (source, MIRADOR_USE_MEASURE, "dx", code, remote->name);
    }
}

static void
add_codes (MiradorSource *source, const MiradorRemote *remote)
{
  switch (remote->kind)
    {
    case MIRADOR_REMOTE_INDICATOR:
    case MIRADOR_REMOTE_DATA_ELEMENT:
      mirador_source_add_remote (source, MIRADOR_USE_MEASURE, "dx", remote);
      break;
    case MIRADOR_REMOTE_DATA_SET:
      add_reports (source, remote);
      break;
    case MIRADOR_REMOTE_PLACE:
      mirador_source_add_remote (source, MIRADOR_USE_PLACE, "ou", remote);
      break;
    case MIRADOR_REMOTE_LEVEL:
    case MIRADOR_N_REMOTES:
    default:
      break;
    }
  mirador_source_propose (source);
}

static void
remove_code (MiradorSource *source, MiradorColumnUse use, const char *column, const char *code)
{
  MiradorMatch *match = mirador_source_find_match (source, use, column, code);

  if (match != NULL)
    mirador_source_remove_match (source, match);
}

/* The places of a level go with it: those that another level or choice still wants come back when
 * the codes are read again. */
static void
remove_places (MiradorSource *source)
{
  for (guint i = source->matches->len; i > 0; i--)
    {
      MiradorMatch *match = g_ptr_array_index (source->matches, i - 1);

      if (match->use == MIRADOR_USE_PLACE && find (source, MIRADOR_REMOTE_PLACE, match->code) < 0)
        mirador_source_remove_match (source, match);
    }
}

static void
remove_codes (MiradorSource *source, const MiradorRemote *remote)
{
  if (remote->kind == MIRADOR_REMOTE_LEVEL)
    remove_places (source);
  else if (remote->kind == MIRADOR_REMOTE_PLACE)
    remove_code (source, MIRADOR_USE_PLACE, "ou", remote->id);
  else if (remote->kind != MIRADOR_REMOTE_DATA_SET)
    remove_code (source, MIRADOR_USE_MEASURE, "dx", remote->id);
  else
    for (guint i = 0; i < G_N_ELEMENTS (report_endings); i++)
      {
        g_autofree char *code = g_strconcat (remote->id, report_endings[i], NULL);

        remove_code (source, MIRADOR_USE_MEASURE, "dx", code);
      }
}

void
mirador_source_choose (MiradorSource *source, const MiradorRemote *remote, gboolean wanted)
{
  int index = find (source, remote->kind, remote->id);

  if (wanted == (index >= 0))
    return;
  mirador_source_forget_answer (source);
  if (wanted)
    {
      g_ptr_array_add (source->chosen, copy_remote (remote));
      add_codes (source, remote);
      return;
    }
  /* @remote may be the one that goes. */
  MiradorRemote *gone = g_ptr_array_steal_index (source->chosen, (guint)index);
  remove_codes (source, gone);
  mirador_remote_free (gone);
}

gboolean
mirador_source_is_chosen (MiradorSource *source, MiradorRemoteKind kind, const char *id)
{
  return find (source, kind, id) >= 0;
}

guint
mirador_source_get_n_chosen (MiradorSource *source, MiradorRemoteKind kind)
{
  guint n = 0;

  for (guint i = 0; i < source->chosen->len; i++)
    {
      const MiradorRemote *remote = g_ptr_array_index (source->chosen, i);

      n += remote->kind == kind ? 1 : 0;
    }
  return n;
}

void
mirador_source_set_periods (MiradorSource *source, const char *const *periods)
{
  char **copy = g_strdupv ((char **)periods);

  g_strfreev (source->periods);
  source->periods = copy;
  mirador_source_forget_answer (source);
}

static void
add_reports_to (GStrvBuilder *data, const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (report_endings); i++)
    {
      g_autofree char *code = g_strconcat (id, report_endings[i], NULL);

      g_strv_builder_add (data, code);
    }
}

static gboolean
asks_for_indicators (const MiradorSource *source)
{
  return mirador_source_get_n_chosen ((MiradorSource *)source, MIRADOR_REMOTE_INDICATOR) > 0;
}

MiradorAsk *
mirador_source_make_ask (const MiradorSource *source)
{
  g_autoptr (GStrvBuilder) data = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) places = g_strv_builder_new ();
  MiradorAsk *ask = g_new0 (MiradorAsk, 1);

  for (guint i = 0; i < source->chosen->len; i++)
    {
      const MiradorRemote *remote = g_ptr_array_index (source->chosen, i);

      if (remote->kind == MIRADOR_REMOTE_DATA_SET)
        add_reports_to (data, remote->id);
      else if (remote->kind == MIRADOR_REMOTE_PLACE || remote->kind == MIRADOR_REMOTE_LEVEL)
        g_strv_builder_add (places, remote->id);
      else
        g_strv_builder_add (data, remote->id);
    }
  ask->data = g_strv_builder_end (data);
  ask->places = g_strv_builder_end (places);
  ask->periods = g_strdupv (source->periods);
  ask->num_den = asks_for_indicators (source);
  if (*ask->data != NULL && *ask->places != NULL && ask->periods != NULL && *ask->periods != NULL)
    return ask;
  mirador_ask_free (ask);
  return NULL;
}
