/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/memory.h"

struct _MiradorMemory
{
  GObject parent_instance;

  GSettings *settings;
  MiradorSession *session;
  gboolean is_settled; /* what was remembered was held against what there is */
};

G_DEFINE_FINAL_TYPE (MiradorMemory, mirador_memory, G_TYPE_OBJECT)

static void
keep (MiradorMemory *self, const char *key, const char *value)
{
  g_autofree char *kept = g_settings_get_string (self->settings, key);

  if (g_strcmp0 (kept, value) != 0)
    g_settings_set_string (self->settings, key, value != NULL ? value : "");
}

/* As it was chosen: "" stays the default, whatever that is the next time. */
static void
keep_filter (MiradorMemory *self)
{
  MiradorScope scope = mirador_session_get_scope (self->session);

  if (!self->is_settled)
    return;
  keep (self, "program", scope.program);
  keep (self, "place", scope.place);
  keep (self, "period", scope.period);
}

static gboolean
has_program (MiradorSession *session, const char *program)
{
  g_autoptr (GPtrArray) programs = mirador_session_list_programs (session);

  for (guint i = 0; i < programs->len; i++)
    if (g_str_equal (((const MiradorProgram *)programs->pdata[i])->id, program))
      return TRUE;
  return FALSE;
}

/* Figures of the whole country alone have no places to choose from. */
static gboolean
has_place (MiradorSession *session, const char *code)
{
  const MiradorPlace *place = mirador_place_by_code (code);
  guint levels, grains;

  mirador_session_get_reach (session, MIRADOR_STAGE_NONE, &levels, &grains);
  return place != NULL
         && (place->level == MIRADOR_LEVEL_COUNTRY || (levels >> MIRADOR_LEVEL_REGION) != 0);
}

static gboolean
has_period (MiradorSession *session, const char *code)
{
  const GArray *holdings = mirador_session_get_holdings (session);
  const char *program = mirador_session_get_program (session);
  MiradorRange range;

  if (!mirador_range_parse (code, mirador_session_get_fiscal_first_month (session), &range, NULL))
    return FALSE;
  for (guint i = 0; i < holdings->len; i++)
    {
      const MiradorHolding *one = &g_array_index (holdings, MiradorHolding, i);

      if (g_str_equal (one->program->id, program) && one->range.first_day <= range.last_day
          && one->range.last_day >= range.first_day)
        return TRUE;
    }
  return FALSE;
}

/* A store without figures says nothing of what was remembered. */
static void
settle_cb (MiradorMemory *self)
{
  MiradorScope scope = mirador_session_get_scope (self->session);

  if (self->is_settled || !mirador_session_has_figures (self->session))
    return;
  if (*scope.program != '\0' && !has_program (self->session, scope.program))
    mirador_session_set_program (self->session, "");
  if (*scope.place != '\0' && !has_place (self->session, scope.place))
    mirador_session_set_place (self->session, "");
  if (*scope.period != '\0' && !has_period (self->session, scope.period))
    mirador_session_set_period (self->session, "");
  self->is_settled = TRUE;
  keep_filter (self);
}

static void
mirador_memory_dispose (GObject *object)
{
  MiradorMemory *self = MIRADOR_MEMORY (object);

  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (mirador_memory_parent_class)->dispose (object);
}

static void
mirador_memory_class_init (MiradorMemoryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mirador_memory_dispose;
}

static void
mirador_memory_init (MiradorMemory *self)
{
}

MiradorMemory *
mirador_memory_new (GSettings *settings, MiradorSession *session)
{
  const char *const keys[] = { "program", "place", "period" };
  MiradorMemory *self = g_object_new (MIRADOR_TYPE_MEMORY, NULL);

  self->settings = g_object_ref (settings);
  self->session = g_object_ref (session);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *value = g_settings_get_string (settings, keys[i]);
      g_autofree char *signal = g_strconcat ("notify::", keys[i], NULL);

      g_object_set (session, keys[i], value, NULL);
      g_signal_connect_object (session, signal, G_CALLBACK (keep_filter), self, G_CONNECT_SWAPPED);
    }
  g_signal_connect_object (session, "changed", G_CALLBACK (settle_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/* What stands there while nothing is known yet, or nothing there, is no choice. */
static void
page_cb (MiradorWindow *window, GParamSpec *pspec, MiradorMemory *self)
{
  const char *page = mirador_window_get_page (window);

  if (mirador_window_has_page (page))
    keep (self, "page", page);
}

static void
chart_cb (MiradorChartCard *card, GParamSpec *pspec, MiradorMemory *self)
{
  g_autofree char *kind = NULL, *figure = NULL;

  g_object_get (card, "kind", &kind, "stage", &figure, NULL);
  keep (self, "chart", kind);
  keep (self, "figure", figure);
}

static gboolean
is_figure (const char *id)
{
  MiradorStage stage;

  return *id == '\0' || mirador_stage_from_id (id, &stage)
         || mirador_catalogue_measure (id) != NULL;
}

void
mirador_memory_attach (MiradorMemory *self, MiradorWindow *window)
{
  MiradorExplorePage *explore = mirador_window_get_explore_page (window);
  MiradorChartCard *card = mirador_explore_page_get_card (explore);
  g_autofree char *page = g_settings_get_string (self->settings, "page");
  g_autofree char *kind = g_settings_get_string (self->settings, "chart");
  g_autofree char *figure = g_settings_get_string (self->settings, "figure");

  mirador_window_set_first_page (window, page);
  if (mirador_chart_kind_get (kind, NULL) != NULL)
    mirador_explore_page_show (explore, kind, is_figure (figure) ? figure : "");
  g_signal_connect_object (window, "notify::page", G_CALLBACK (page_cb), self, 0);
  g_signal_connect_object (card, "notify::kind", G_CALLBACK (chart_cb), self, 0);
  g_signal_connect_object (card, "notify::stage", G_CALLBACK (chart_cb), self, 0);
}
