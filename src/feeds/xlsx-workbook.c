/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "feeds/xlsx.h"
#include "model/error-phrase.h"

/* A relation of a part to others (ECMA-376 part 2, 9.3). */
typedef struct
{
  char *id;
  char *type;
  char *target; /* the part's name */
} Relation;

static void
relation_free (Relation *relation)
{
  g_free (relation->id);
  g_free (relation->type);
  g_free (relation->target);
  g_free (relation);
}

/* The name of a part, seen from the folder of another. */
static char *
resolve (const char *folder, const char *target)
{
  g_autofree char *path
    = *target == '/' ? g_strdup (target) : g_strconcat ("/", folder, "/", target, NULL);
  g_autofree char *canonical = g_canonicalize_filename (path, "/");

  return g_strdup (canonical + strspn (canonical, "/"));
}

static void
read_relation (MiradorXlsxXml *xml, const char *folder, GPtrArray *relations)
{
  Relation *relation = g_new0 (Relation, 1);

  relation->id = g_strdup (mirador_xlsx_xml_attribute (xml, "Id"));
  relation->type = g_strdup (mirador_xlsx_xml_attribute (xml, "Type"));
  const char *mode = mirador_xlsx_xml_attribute (xml, "TargetMode");
  gboolean external = g_strcmp0 (mode, "External") == 0;
  const char *target = mirador_xlsx_xml_attribute (xml, "Target");
  if (target != NULL && !external)
    relation->target = resolve (folder, target);
  if (relation->id != NULL && relation->type != NULL && relation->target != NULL)
    g_ptr_array_add (relations, relation);
  else
    relation_free (relation);
}

static GPtrArray *
read_relations (const MiradorXlsxPackage *package,
                const char *name,
                const char *folder,
                GError **error)
{
  g_autoptr (GPtrArray) relations = g_ptr_array_new_with_free_func ((GDestroyNotify)relation_free);
  GError *failure = NULL;
  g_autoptr (MiradorXlsxXml) xml
    = mirador_xlsx_xml_open (package, name, MIRADOR_XLSX_MAX_PART, &failure);

  while (xml != NULL && mirador_xlsx_xml_next (xml))
    {
      if (mirador_xlsx_xml_is_start (xml, "Relationship"))
        read_relation (xml, folder, relations);
    }
  if (xml != NULL)
    mirador_xlsx_xml_finish (xml, &failure);
  if (failure == NULL)
    return g_steal_pointer (&relations);
  g_propagate_error (error, failure);
  return NULL;
}

/* Types differ in their beginning between transitional and strict workbooks. */
static gboolean
is_of_type (const Relation *relation, const char *ending)
{
  return g_str_has_suffix (relation->type, ending);
}

static const char *
find_by_type (GPtrArray *relations, const char *ending)
{
  for (guint i = 0; i < relations->len; i++)
    {
      const Relation *relation = relations->pdata[i];
      if (is_of_type (relation, ending))
        return relation->target;
    }
  return NULL;
}

static const char *
find_worksheet (GPtrArray *relations, const char *id)
{
  for (guint i = 0; i < relations->len; i++)
    {
      const Relation *relation = relations->pdata[i];
      if (g_strcmp0 (relation->id, id) == 0 && is_of_type (relation, "/worksheet"))
        return relation->target;
    }
  return NULL;
}

/* Macros */

#define MACROS "xl/vbaProject.bin"

/* A macro may compute cells anew each time, and a table of figures needs none. */
static gboolean
check_macros (const MiradorXlsxPackage *package, GPtrArray *relations, GError **error)
{
  g_autoptr (GError) failure = NULL;
  const char *name = find_by_type (relations, "/vbaProject");
  MiradorXlsxPart *part
    = name == NULL ? mirador_xlsx_part_open (package, MACROS, MIRADOR_XLSX_MAX_PART, &failure)
                   : NULL;
  gboolean found = name != NULL || part != NULL;

  g_clear_pointer (&part, mirador_xlsx_part_free);
  if (found)
    mirador_set_error (error, MIRADOR_ERROR_SYNTAX, package->source, name != NULL ? name : MACROS,
                       N_ ("it holds macros; save a copy without them, as a workbook (.xlsx)"),
                       NULL);
  return !found;
}

/* The list of sheets */

static gboolean
is_true (const char *text)
{
  return g_strcmp0 (text, "1") == 0 || g_strcmp0 (text, "true") == 0;
}

static void
read_sheet (MiradorXlsxWorkbook *workbook,
            MiradorXlsxXml *xml,
            GPtrArray *relations,
            const char *wanted)
{
  const char *part = find_worksheet (relations, mirador_xlsx_xml_attribute (xml, "id"));
  g_autofree char *name = g_strdup (mirador_xlsx_xml_attribute (xml, "name"));
  const char *state = mirador_xlsx_xml_attribute (xml, "state");

  if (part == NULL || name == NULL)
    return;
  gboolean shown = state == NULL || g_str_equal (state, "visible");
  gboolean fits = wanted != NULL ? g_str_equal (wanted, name) : shown;
  if (workbook->chosen < 0 && fits)
    workbook->chosen = (int)workbook->names->len;
  g_ptr_array_add (workbook->names, g_steal_pointer (&name));
  g_ptr_array_add (workbook->parts, g_strdup (part));
}

static gboolean
fail (const MiradorXlsxWorkbook *workbook, const char *where, const char *why, GError **error)
{
  mirador_set_error (error, MIRADOR_ERROR_SYNTAX, workbook->package->source, where, why, NULL);
  return FALSE;
}

static gboolean
fail_sheet (const MiradorXlsxWorkbook *workbook, const char *wanted, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);
  /* Translators: a place in a workbook; %1$s is the name of a sheet. */
  g_autofree char *where = mirador_phrase (N_ ("the sheet “%1$s”"), wanted, NULL);

  for (guint i = 0; i < workbook->names->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", (char *)workbook->names->pdata[i]);
  /* Translators: %1$s is a list of the names of sheets. */
  g_autofree char *why
    = mirador_phrase (N_ ("there is no such sheet; there are: %1$s"), names->str, NULL);
  return fail (workbook, where, why, error);
}

static gboolean
read_sheets (MiradorXlsxWorkbook *workbook,
             const char *part,
             GPtrArray *relations,
             const char *wanted,
             GError **error)
{
  GError *failure = NULL;
  g_autoptr (MiradorXlsxXml) xml
    = mirador_xlsx_xml_open (workbook->package, part, MIRADOR_XLSX_MAX_PART, &failure);

  while (xml != NULL && mirador_xlsx_xml_next (xml))
    {
      if (mirador_xlsx_xml_is_start (xml, "sheet"))
        read_sheet (workbook, xml, relations, wanted);
      else if (mirador_xlsx_xml_is_start (xml, "workbookPr"))
        workbook->from_1904 = is_true (mirador_xlsx_xml_attribute (xml, "date1904"));
    }
  if (failure == NULL && xml == NULL)
    return fail (workbook, part, N_ ("it is not a workbook of Excel (XLSX)"), error);
  if (failure != NULL || !mirador_xlsx_xml_finish (xml, &failure))
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  if (workbook->names->len == 0)
    return fail (workbook, part, N_ ("the workbook has no sheet with cells"), error);
  if (workbook->chosen < 0 && wanted != NULL)
    return fail_sheet (workbook, wanted, error);
  workbook->chosen = MAX (workbook->chosen, 0);
  return TRUE;
}

/* Shared strings */

static gunichar
read_escape (const char *text)
{
  gunichar c = 0;

  if (text[0] != '_' || text[1] != 'x')
    return 0;
  for (int i = 2; i < 6; i++)
    {
      if (!g_ascii_isxdigit (text[i]))
        return 0;
      c = c * 16 + (gunichar)g_ascii_xdigit_value (text[i]);
    }
  return text[6] == '_' && g_unichar_validate (c) ? c : 0;
}

void
mirador_xlsx_append_text (GString *text, const char *written)
{
  while (*written != '\0')
    {
      gunichar c = *written == '_' ? read_escape (written) : 0;
      if (c != 0)
        g_string_append_unichar (text, c);
      else
        g_string_append_c (text, *written);
      written += c != 0 ? 7 : 1;
    }
}

/* The runs of a text are joined; how to say it (rPh) is no part of it. */
static void
read_strings (MiradorXlsxWorkbook *workbook, MiradorXlsxXml *xml)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean in_text = FALSE;
  gboolean in_hint = FALSE;

  while (mirador_xlsx_xml_next (xml))
    {
      const char *piece = mirador_xlsx_xml_text (xml);
      if (piece != NULL && in_text && !in_hint)
        mirador_xlsx_append_text (text, piece);
      else if (mirador_xlsx_xml_is_start (xml, "t"))
        in_text = !mirador_xlsx_xml_is_empty (xml);
      else if (mirador_xlsx_xml_is_end (xml, "t"))
        in_text = FALSE;
      else if (mirador_xlsx_xml_is_start (xml, "rPh"))
        in_hint = !mirador_xlsx_xml_is_empty (xml);
      else if (mirador_xlsx_xml_is_end (xml, "rPh"))
        in_hint = FALSE;
      else if (mirador_xlsx_xml_is_end (xml, "si")
               || (mirador_xlsx_xml_is_start (xml, "si") && mirador_xlsx_xml_is_empty (xml)))
        {
          g_ptr_array_add (workbook->strings, g_string_chunk_insert (workbook->texts, text->str));
          g_string_truncate (text, 0);
        }
    }
}

/* Styles */

static void
read_style (MiradorXlsxWorkbook *workbook, MiradorXlsxXml *xml, GHashTable *codes)
{
  const char *number = mirador_xlsx_xml_attribute (xml, "numFmtId");
  guint id = number != NULL ? (guint)g_ascii_strtoull (number, NULL, 10) : 0;
  const char *code = g_hash_table_lookup (codes, GUINT_TO_POINTER (id));
  MiradorXlsxFormat format
    = code != NULL ? mirador_xlsx_format_parse (code) : mirador_xlsx_format_builtin (id);

  g_array_append_val (workbook->formats, format);
}

static void
read_styles (MiradorXlsxWorkbook *workbook, MiradorXlsxXml *xml)
{
  g_autoptr (GHashTable) codes = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  gboolean in_cells = FALSE;

  while (mirador_xlsx_xml_next (xml))
    {
      if (mirador_xlsx_xml_is_start (xml, "numFmt"))
        {
          g_autofree char *code = g_strdup (mirador_xlsx_xml_attribute (xml, "formatCode"));
          const char *id = mirador_xlsx_xml_attribute (xml, "numFmtId");
          if (id != NULL && code != NULL)
            g_hash_table_insert (codes, GUINT_TO_POINTER ((guint)g_ascii_strtoull (id, NULL, 10)),
                                 g_steal_pointer (&code));
        }
      else if (mirador_xlsx_xml_is_start (xml, "cellXfs"))
        in_cells = TRUE;
      else if (mirador_xlsx_xml_is_end (xml, "cellXfs"))
        in_cells = FALSE;
      else if (in_cells && mirador_xlsx_xml_is_start (xml, "xf"))
        read_style (workbook, xml, codes);
    }
}

typedef void (*ReadFunc) (MiradorXlsxWorkbook *workbook, MiradorXlsxXml *xml);

/* A part that a workbook may do without. */
static gboolean
read_part (MiradorXlsxWorkbook *workbook, const char *part, ReadFunc read, GError **error)
{
  GError *failure = NULL;

  if (part == NULL)
    return TRUE;
  g_autoptr (MiradorXlsxXml) xml
    = mirador_xlsx_xml_open (workbook->package, part, MIRADOR_XLSX_MAX_PART, &failure);
  if (xml != NULL)
    {
      read (workbook, xml);
      mirador_xlsx_xml_finish (xml, &failure);
    }
  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

static gboolean
read_workbook (MiradorXlsxWorkbook *workbook, const char *part, const char *wanted, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (part);
  g_autofree char *base = g_path_get_basename (part);
  g_autofree char *name = g_strconcat (folder, "/_rels/", base, ".rels", NULL);
  g_autoptr (GPtrArray) relations = read_relations (workbook->package, name, folder, error);

  return relations != NULL && check_macros (workbook->package, relations, error)
         && read_sheets (workbook, part, relations, wanted, error)
         && read_part (workbook, find_by_type (relations, "/sharedStrings"), read_strings, error)
         && read_part (workbook, find_by_type (relations, "/styles"), read_styles, error);
}

MiradorXlsxWorkbook *
mirador_xlsx_workbook_open (const MiradorXlsxPackage *package, const char *sheet, GError **error)
{
  g_autoptr (GPtrArray) relations = read_relations (package, "_rels/.rels", "", error);

  if (relations == NULL)
    return NULL;
  const char *part = find_by_type (relations, "/officeDocument");
  g_autoptr (MiradorXlsxWorkbook) workbook = g_new0 (MiradorXlsxWorkbook, 1);
  workbook->package = package;
  workbook->chosen = -1;
  workbook->names = g_ptr_array_new_with_free_func (g_free);
  workbook->parts = g_ptr_array_new_with_free_func (g_free);
  workbook->texts = g_string_chunk_new (65536);
  workbook->strings = g_ptr_array_new ();
  workbook->formats = g_array_new (FALSE, FALSE, sizeof (MiradorXlsxFormat));
  if (read_workbook (workbook, part != NULL ? part : "xl/workbook.xml", sheet, error))
    return g_steal_pointer (&workbook);
  return NULL;
}

void
mirador_xlsx_workbook_free (MiradorXlsxWorkbook *workbook)
{
  g_ptr_array_unref (workbook->names);
  g_ptr_array_unref (workbook->parts);
  g_ptr_array_unref (workbook->strings);
  g_string_chunk_free (workbook->texts);
  g_array_unref (workbook->formats);
  g_free (workbook);
}
