/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/source-private.h"

#include <string.h>

/* The columns of a table and what they are for. */

MiradorSourceColumn *
mirador_source_column_new (const char *name)
{
  MiradorSourceColumn *column = g_new0 (MiradorSourceColumn, 1);

  column->name = g_strdup (name);
  column->is_personal = mirador_source_column_name_is_personal (name);
  return column;
}

/* Codes may be what no one should find in this memory later. */
static void
wipe_codes (GHashTable *codes)
{
  GHashTableIter iter;
  gpointer code;

  g_hash_table_iter_init (&iter, codes);
  while (g_hash_table_iter_next (&iter, &code, NULL))
    explicit_bzero (code, strlen (code));
  /* Nothing can be found in it any more; all of it goes. */
  g_hash_table_iter_init (&iter, codes);
  while (g_hash_table_iter_next (&iter, NULL, NULL))
    g_hash_table_iter_remove (&iter);
}

void
mirador_source_column_free (MiradorSourceColumn *column)
{
  if (column->codes != NULL)
    {
      wipe_codes (column->codes);
      g_hash_table_unref (column->codes);
    }
  g_free (column->name);
  g_free (column);
}

/* A word of a longer name is enough of these; the others have another meaning beside others
 * («Dirección Regional de Salud»). */
static const char *const personal_words[]
  = { "dni",         "apellido", "apellidos", "paciente",   "historia",        "hc",
      "hcl",         "nhc",      "telefono",  "celular",    "patient",         "surname",
      "birthdate",   "dob",      "passport",  "pasaporte",  "documento",       "doc",
      "numdoc",      "nrodoc",   "nac",       "nacimiento", "fecnac",          "fechanac",
      "extranjeria", "cui",      "domicilio", "mrn",        "historiaclinica", NULL };
/* Without what stands between the words. */
static const char *const personal_names[] = { "nombres",
                                              "nombrecompleto",
                                              "nombresyapellidos",
                                              "direccion",
                                              "correo",
                                              "correoelectronico",
                                              "email",
                                              "phone",
                                              "address",
                                              "carnet",
                                              "fullname",
                                              "firstname",
                                              "lastname",
                                              "givenname",
                                              "familyname",
                                              "dateofbirth",
                                              "nombredelnino",
                                              "nombredelanina",
                                              "nombredelamadre",
                                              "idpersona",
                                              "idpaciente",
                                              "codpersona",
                                              "tel",
                                              "uuid",
                                              NULL };

/* «D.N.I.» is "dni", «Teléfono1» "telefono". */
static gboolean
is_personal_name (const char *joined)
{
  return g_strv_contains (personal_names, joined) || g_strv_contains (personal_words, joined);
}

gboolean
mirador_source_column_name_is_personal (const char *name)
{
  g_autofree char *folded = mirador_text_fold (name);
  g_autoptr (GString) word = g_string_new (NULL);
  g_autoptr (GString) joined = g_string_new (NULL);

  for (const char *c = folded;; c++)
    {
      if (g_ascii_isalpha (*c))
        {
          g_string_append_c (word, *c);
          g_string_append_c (joined, *c);
          continue;
        }
      if (g_strv_contains (personal_words, word->str) || g_str_has_prefix (word->str, "apellido"))
        return TRUE;
      g_string_truncate (word, 0);
      if (*c == '\0')
        return is_personal_name (joined->str);
    }
}

gboolean
mirador_column_use_has_codes (MiradorColumnUse use)
{
  return use == MIRADOR_USE_PLACE || use == MIRADOR_USE_PROGRAM || use == MIRADOR_USE_MEASURE
         || use == MIRADOR_USE_SEX || use == MIRADOR_USE_AGE;
}

static MiradorSourceColumn *
find (const MiradorSource *source, const char *name)
{
  for (guint i = 0; i < source->columns->len; i++)
    {
      MiradorSourceColumn *column = g_ptr_array_index (source->columns, i);

      if (g_str_equal (column->name, name))
        return column;
    }
  return NULL;
}

MiradorColumnUse
mirador_source_get_column (MiradorSource *source, const char *column)
{
  const MiradorSourceColumn *found = find (source, column);

  return found != NULL ? found->use : MIRADOR_USE_NONE;
}

/* A year in one column, its month in another. */
static gboolean
complete (const MiradorSourceColumn *a, const MiradorSourceColumn *b)
{
  return (a->period.part != NULL) != (b->period.part != NULL);
}

static gboolean
may_stay (const MiradorSourceColumn *other, const MiradorSourceColumn *chosen)
{
  return other->use != chosen->use || chosen->use == MIRADOR_USE_VALUE
         || (chosen->use == MIRADOR_USE_PERIOD && complete (other, chosen));
}

static void
make_room (MiradorSource *source, const MiradorSourceColumn *chosen)
{
  for (guint i = 0; i < source->columns->len; i++)
    {
      MiradorSourceColumn *column = g_ptr_array_index (source->columns, i);

      if (column != chosen && !may_stay (column, chosen))
        column->use = MIRADOR_USE_NONE;
    }
}

void
mirador_source_set_column (MiradorSource *source, const char *column, MiradorColumnUse use)
{
  MiradorSourceColumn *found = find (source, column);

  if (found == NULL)
    {
      found = mirador_source_column_new (column);
      g_ptr_array_add (source->columns, found);
    }
  found->by_hand = TRUE;
  if (found->use == use)
    return;
  found->use = use;
  if (use != MIRADOR_USE_NONE)
    make_room (source, found);
}
