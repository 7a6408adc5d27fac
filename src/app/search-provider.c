/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/search-provider.h"

#include "app/search-places.h"
#include "app/search.h"

#define ICON_PROGRAM "pe.org.sociosensalud.Mirador"
#define ICON_PLACE "mark-location-symbolic"
/* Milliseconds, between two questions: a process that left at once would be started for each. */
#define PATIENCE 10000
/* The Shell asks for as many as it has room for. */
#define MOST_ASKED 100

struct _MiradorSearchProvider
{
  GObject parent_instance;

  GApplication *application;
  MiradorSearchStoreFunc get_store;
  gpointer user_data;
  GDBusConnection *connection; /* (nullable) */
  guint registration;
};

G_DEFINE_FINAL_TYPE (MiradorSearchProvider, mirador_search_provider, G_TYPE_OBJECT)

static const char interface_xml[]
  = "<node><interface name='org.gnome.Shell.SearchProvider2'>"
    "<method name='GetInitialResultSet'><arg type='as' name='terms' direction='in'/>"
    "<arg type='as' name='results' direction='out'/></method>"
    "<method name='GetSubsearchResultSet'><arg type='as' name='previous' direction='in'/>"
    "<arg type='as' name='terms' direction='in'/><arg type='as' name='results' direction='out'/>"
    "</method>"
    "<method name='GetResultMetas'><arg type='as' name='identifiers' direction='in'/>"
    "<arg type='aa{sv}' name='metas' direction='out'/></method>"
    "<method name='ActivateResult'><arg type='s' name='identifier' direction='in'/>"
    "<arg type='as' name='terms' direction='in'/><arg type='u' name='timestamp' direction='in'/>"
    "</method>"
    "<method name='LaunchSearch'><arg type='as' name='terms' direction='in'/>"
    "<arg type='u' name='timestamp' direction='in'/></method>"
    "</interface></node>";

/* One question of the Shell: what it may be answered with is known from the store's holdings and,
 * for places, from a question to the store. */
typedef struct _Question Question;
struct _Question
{
  GApplication *application;
  GDBusMethodInvocation *invocation; /* (nullable): answered already */
  MiradorStore *store;
  char **words; /* terms, or ids */
  void (*answer) (Question *);
  GArray *(*find) (Question *);
  GArray *holdings;
  GArray *findings;     /* (element-type MiradorFinding) */
  GHashTable *programs; /* place → GPtrArray of the programs with figures there */
};

static void
question_free (Question *question)
{
  g_application_release (question->application);
  g_object_unref (question->application);
  g_object_unref (question->store);
  g_strfreev (question->words);
  g_clear_pointer (&question->holdings, g_array_unref);
  g_clear_pointer (&question->findings, g_array_unref);
  g_hash_table_unref (question->programs);
  g_free (question);
}

static GPtrArray *
get_programs (Question *question, const MiradorPlace *place)
{
  GPtrArray *programs = g_hash_table_lookup (question->programs, place);

  if (programs == NULL)
    {
      programs = g_ptr_array_new ();
      g_hash_table_insert (question->programs, (gpointer)place, programs);
    }
  return programs;
}

/* A gap may well hide figures (too few of them, or they do not add): then there are some. */
static gboolean
tells_of_figures (const MiradorRow *row)
{
  return row->gap != MIRADOR_GAP_NO_DATA && row->gap != MIRADOR_GAP_NOT_COVERED
         && row->gap != MIRADOR_GAP_NOT_AT_LEVEL && row->gap != MIRADOR_GAP_NO_CASCADE;
}

static void
note_programs (Question *question, const MiradorFrame *frame)
{
  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (frame, i);
      GPtrArray *programs = row->place != NULL ? get_programs (question, row->place) : NULL;

      if (programs != NULL && row->program != NULL && tells_of_figures (row)
          && !g_str_equal (row->program->id, "context") && row->measure->target_of == NULL
          && !g_ptr_array_find (programs, row->program, NULL))
        g_ptr_array_add (programs, (gpointer)row->program);
    }
}

static char *
describe (Question *question, guint i)
{
  const MiradorFinding *finding = &g_array_index (question->findings, MiradorFinding, i);
  const GPtrArray *programs
    = finding->place != NULL ? get_programs (question, finding->place) : NULL;

  return mirador_search_describe (finding, question->holdings, programs);
}

static void
answer_ids (Question *question)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("as"));
  for (guint i = 0; i < question->findings->len; i++)
    {
      g_autofree char *description = describe (question, i);

      /* What there are no figures of is not offered. */
      if (description != NULL)
        g_variant_builder_add_value (&builder,
                                     g_variant_new_take_string (mirador_search_to_id (
                                       &g_array_index (question->findings, MiradorFinding, i))));
    }
  g_dbus_method_invocation_return_value (question->invocation, g_variant_new ("(as)", &builder));
}

static void
add_meta (GVariantBuilder *builder, const MiradorFinding *finding, const char *description)
{
  g_autofree char *id = mirador_search_to_id (finding);
  g_autofree char *name = mirador_search_get_name (finding);
  g_autoptr (GIcon) icon = g_themed_icon_new (finding->place != NULL ? ICON_PLACE : ICON_PROGRAM);
  g_autoptr (GVariant) serialized = g_icon_serialize (icon);

  g_variant_builder_open (builder, G_VARIANT_TYPE ("a{sv}"));
  g_variant_builder_add (builder, "{sv}", "id", g_variant_new_string (id));
  g_variant_builder_add (builder, "{sv}", "name", g_variant_new_string (name));
  if (description != NULL)
    g_variant_builder_add (builder, "{sv}", "description", g_variant_new_string (description));
  g_variant_builder_add (builder, "{sv}", "icon", serialized);
  g_variant_builder_close (builder);
}

static void
answer_metas (Question *question)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < question->findings->len; i++)
    {
      g_autofree char *description = describe (question, i);

      add_meta (&builder, &g_array_index (question->findings, MiradorFinding, i), description);
    }
  g_dbus_method_invocation_return_value (question->invocation,
                                         g_variant_new ("(aa{sv})", &builder));
}

static const MiradorProgram *
find_first_program (Question *question, const MiradorPlace *place)
{
  const GPtrArray *programs = get_programs (question, place);
  const MiradorProgram *first = NULL;

  for (guint i = 0; i < programs->len; i++)
    {
      const MiradorProgram *one = programs->pdata[i];

      if (first == NULL || one->order < first->order)
        first = one;
    }
  return first;
}

/* A place is shown with a program that has figures there. An id that stands for nothing any more
 * still opens the window. */
static void
activate (Question *question)
{
  MiradorFinding finding = { 0 };

  if (question->findings->len == 0)
    {
      g_application_activate (question->application);
      return;
    }
  finding = g_array_index (question->findings, MiradorFinding, 0);
  if (finding.place != NULL)
    finding.program = find_first_program (question, finding.place);
  g_action_group_activate_action (
    G_ACTION_GROUP (question->application), "show-filter",
    g_variant_new ("(sss)", finding.program != NULL ? finding.program->id : "",
                   finding.place != NULL ? finding.place->code : "",
                   finding.measure != NULL ? finding.measure->id : ""));
}

static void
answer (Question *question)
{
  question->answer (question);
  question_free (question);
}

static void
frame_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Question *question = user_data;
  g_autoptr (MiradorFrame) frame
    = mirador_store_query_finish (MIRADOR_STORE (source), result, NULL);

  if (frame != NULL)
    note_programs (question, frame);
  answer (question);
}

/* Which programs have figures of the places: of any measure, at any time. */
static MiradorQuery *
ask_for_places (const GArray *findings)
{
  MiradorQuery *query = mirador_query_new ();

  query->by = MIRADOR_BY_PROGRAM | MIRADOR_BY_PLACE;
  for (guint i = 0; i < findings->len; i++)
    {
      const MiradorFinding *finding = &g_array_index (findings, MiradorFinding, i);

      if (finding->place != NULL)
        mirador_query_add_place (query, finding->place->code);
    }
  return query;
}

static void
holdings_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Question *question = user_data;
  g_autoptr (MiradorQuery) query = NULL;

  question->holdings = mirador_store_list_holdings_finish (MIRADOR_STORE (source), result, NULL);
  if (question->holdings == NULL)
    question->holdings = g_array_new (FALSE, FALSE, sizeof (MiradorHolding));
  question->findings = question->find (question);
  query = ask_for_places (question->findings);
  if (query->places->len > 0)
    mirador_store_query_async (question->store, query, NULL, frame_cb, question);
  else
    answer (question);
}

static GArray *
find_by_terms (Question *question)
{
  return mirador_search_find (question->holdings, (const char *const *)question->words);
}

static GArray *
find_by_ids (Question *question)
{
  GArray *findings = g_array_new (FALSE, FALSE, sizeof (MiradorFinding));
  MiradorFinding finding;

  for (char **id = question->words; *id != NULL && findings->len < MOST_ASKED; id++)
    if (mirador_search_from_id (*id, &finding))
      g_array_append_val (findings, finding);
  return findings;
}

/* Without a store there is nothing to find; the window says why. */
static void
answer_nothing (MiradorSearchProvider *self,
                void (*answer_func) (Question *),
                GDBusMethodInvocation *invocation)
{
  if (answer_func == activate)
    g_application_activate (self->application);
  else if (answer_func == answer_ids)
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(as)", NULL));
  else
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(aa{sv})", NULL));
}

/* (transfer full @words) */
static void
ask (MiradorSearchProvider *self,
     char **words,
     GArray *(*find) (Question *),
     void (*answer_func) (Question *),
     GDBusMethodInvocation *invocation)
{
  MiradorStore *store = self->get_store (self->user_data);
  Question *question;

  if (store == NULL)
    {
      g_strfreev (words);
      answer_nothing (self, answer_func, invocation);
      return;
    }
  question = g_new0 (Question, 1);
  question->application = g_object_ref (self->application);
  question->invocation = invocation;
  question->store = g_object_ref (store);
  question->words = words;
  question->find = find;
  question->answer = answer_func;
  question->programs = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);
  if (g_application_get_flags (self->application) & G_APPLICATION_IS_SERVICE)
    g_application_set_inactivity_timeout (self->application, PATIENCE);
  g_application_hold (self->application);
  mirador_store_list_holdings_async (store, NULL, holdings_cb, question);
}

static char **
get_words (GVariant *parameters, gsize i)
{
  g_autoptr (GVariant) words = g_variant_get_child_value (parameters, i);

  return g_variant_dup_strv (words, NULL);
}

static void
activate_one (MiradorSearchProvider *self, const char *method, GVariant *parameters)
{
  const char *id[] = { NULL, NULL };

  if (g_str_equal (method, "LaunchSearch"))
    {
      g_application_activate (self->application);
      return;
    }
  g_variant_get_child (parameters, 0, "&s", &id[0]);
  ask (self, g_strdupv ((char **)id), find_by_ids, activate, NULL);
}

static void
called_cb (GDBusConnection *connection,
           const char *sender,
           const char *path,
           const char *interface,
           const char *method,
           GVariant *parameters,
           GDBusMethodInvocation *invocation,
           gpointer user_data)
{
  MiradorSearchProvider *self = user_data;

  /* Fewer letters find what more do not: what was found before says nothing. */
  if (g_str_equal (method, "GetInitialResultSet"))
    ask (self, get_words (parameters, 0), find_by_terms, answer_ids, invocation);
  else if (g_str_equal (method, "GetSubsearchResultSet"))
    ask (self, get_words (parameters, 1), find_by_terms, answer_ids, invocation);
  else if (g_str_equal (method, "GetResultMetas"))
    ask (self, get_words (parameters, 0), find_by_ids, answer_metas, invocation);
  else
    {
      g_dbus_method_invocation_return_value (invocation, NULL);
      activate_one (self, method, parameters);
    }
}

static void
mirador_search_provider_dispose (GObject *object)
{
  mirador_search_provider_unexport (MIRADOR_SEARCH_PROVIDER (object));
  G_OBJECT_CLASS (mirador_search_provider_parent_class)->dispose (object);
}

static void
mirador_search_provider_class_init (MiradorSearchProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mirador_search_provider_dispose;
}

static void
mirador_search_provider_init (MiradorSearchProvider *self)
{
}

MiradorSearchProvider *
mirador_search_provider_new (GApplication *application,
                             MiradorSearchStoreFunc get_store,
                             gpointer user_data)
{
  MiradorSearchProvider *self = g_object_new (MIRADOR_TYPE_SEARCH_PROVIDER, NULL);

  self->application = application;
  self->get_store = get_store;
  self->user_data = user_data;
  return self;
}

gboolean
mirador_search_provider_export (MiradorSearchProvider *self,
                                GDBusConnection *connection,
                                const char *path,
                                GError **error)
{
  static const GDBusInterfaceVTable vtable = { called_cb, NULL, NULL, { 0 } };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (interface_xml, error);
  g_autofree char *place = g_strconcat (path, "/SearchProvider", NULL);

  if (node == NULL)
    return FALSE;
  self->registration = g_dbus_connection_register_object (connection, place, node->interfaces[0],
                                                          &vtable, self, NULL, error);
  if (self->registration != 0)
    self->connection = g_object_ref (connection);
  return self->registration != 0;
}

void
mirador_search_provider_unexport (MiradorSearchProvider *self)
{
  if (self->registration != 0)
    g_dbus_connection_unregister_object (self->connection, self->registration);
  self->registration = 0;
  g_clear_object (&self->connection);
}
