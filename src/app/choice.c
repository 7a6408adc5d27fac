/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/choice.h"

struct _MiradorChoice
{
  GObject parent_instance;

  char *id;
  char *label;
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_LABEL,
};

G_DEFINE_FINAL_TYPE (MiradorChoice, mirador_choice, G_TYPE_OBJECT)

static void
mirador_choice_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MiradorChoice *self = MIRADOR_CHOICE (object);

  g_value_set_string (value, id == PROP_ID ? self->id : self->label);
}

static void
mirador_choice_finalize (GObject *object)
{
  MiradorChoice *self = MIRADOR_CHOICE (object);

  g_free (self->id);
  g_free (self->label);
  G_OBJECT_CLASS (mirador_choice_parent_class)->finalize (object);
}

static void
mirador_choice_class_init (MiradorChoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = mirador_choice_get_property;
  object_class->finalize = mirador_choice_finalize;
  g_object_class_install_property (object_class, PROP_ID,
                                   g_param_spec_string ("id", NULL, NULL, NULL, flags));
  g_object_class_install_property (object_class, PROP_LABEL,
                                   g_param_spec_string ("label", NULL, NULL, NULL, flags));
}

static void
mirador_choice_init (MiradorChoice *self)
{
}

MiradorChoice *
mirador_choice_new (const char *id, const char *label)
{
  MiradorChoice *self = g_object_new (MIRADOR_TYPE_CHOICE, NULL);

  self->id = g_strdup (id);
  self->label = g_strdup (label);
  return self;
}

const char *
mirador_choice_get_id (MiradorChoice *self)
{
  return self->id;
}

guint
mirador_choice_find (GListModel *model, const char *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (MiradorChoice) choice = g_list_model_get_item (model, i);

      if (g_strcmp0 (choice->id, id) == 0)
        return i;
    }
  return G_MAXUINT;
}

void
mirador_choice_append (GListStore *store, const char *id, const char *label)
{
  g_autoptr (MiradorChoice) choice = mirador_choice_new (id, label);

  g_list_store_append (store, choice);
}
