/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <libxml/xmlreader.h>

#include "feeds/xlsx.h"
#include "model/error-phrase.h"

/* No part of a workbook nests deeper. */
#define MAX_DEPTH 64

/* From 2.12 on libxml2 lends its complaints as constants. */
#if LIBXML_VERSION >= 21200
typedef const xmlError *Complaint;
#else
typedef xmlErrorPtr Complaint;
#endif

struct _MiradorXlsxXml
{
  const char *source;
  const char *name;
  MiradorXlsxPart *part;
  xmlTextReaderPtr reader;
  int line; /* of libxml2's first complaint */
  GError *error;
};

static int
read_cb (void *context, char *buffer, int length)
{
  return mirador_xlsx_part_read (context, buffer, length);
}

/* Without this libxml2 writes to stderr. */
static void
complain_cb (void *user_data, Complaint complaint)
{
  MiradorXlsxXml *xml = user_data;

  if (xml->line == 0)
    xml->line = complaint->line;
}

/* No entity is replaced, nothing outside the part is loaded, and libxml2's own limits hold. */
MiradorXlsxXml *
mirador_xlsx_xml_open (const MiradorXlsxPackage *package,
                       const char *name,
                       guint64 max_size,
                       GError **error)
{
  const int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
  MiradorXlsxPart *part = mirador_xlsx_part_open (package, name, max_size, error);

  if (part == NULL)
    return NULL;
  MiradorXlsxXml *xml = g_new0 (MiradorXlsxXml, 1);
  xml->source = package->source;
  xml->name = name;
  xml->part = part;
  xml->reader = xmlReaderForIO (read_cb, NULL, part, NULL, NULL, options);
  if (xml->reader == NULL)
    {
      mirador_set_error (error, MIRADOR_ERROR_FAILED, "libxml2", NULL);
      mirador_xlsx_xml_free (xml);
      return NULL;
    }
  xmlTextReaderSetStructuredErrorHandler (xml->reader, complain_cb, xml);
  return xml;
}

void
mirador_xlsx_xml_free (MiradorXlsxXml *xml)
{
  g_clear_pointer (&xml->reader, xmlFreeTextReader);
  mirador_xlsx_part_free (xml->part);
  g_clear_error (&xml->error);
  g_free (xml);
}

static gboolean
fail (MiradorXlsxXml *xml, int line, const char *why)
{
  g_autofree char *number = g_strdup_printf ("%d", line);
  /* Translators: a place in a workbook: %1$s is the name of one of its parts, %2$s a line. */
  g_autofree char *where = mirador_phrase (N_ ("%1$s, line %2$s"), xml->name, number, NULL);

  if (xml->error == NULL)
    mirador_set_error (&xml->error, MIRADOR_ERROR_SYNTAX, xml->source, where, why, NULL);
  return FALSE;
}

/* What the zip says goes before what libxml2 makes of the rest. */
static gboolean
fail_reading (MiradorXlsxXml *xml)
{
  if (xml->error == NULL)
    xml->error = mirador_xlsx_part_steal_error (xml->part);
  return fail (xml, MAX (xml->line, 1), N_ ("it is not valid XML, or larger than any cell"));
}

gboolean
mirador_xlsx_xml_next (MiradorXlsxXml *xml)
{
  int outcome = xml->error == NULL ? xmlTextReaderRead (xml->reader) : 0;

  if (outcome < 0)
    return fail_reading (xml);
  if (outcome == 0)
    return FALSE;
  if (xmlTextReaderNodeType (xml->reader) == XML_READER_TYPE_DOCUMENT_TYPE)
    return fail (xml, xmlTextReaderGetParserLineNumber (xml->reader),
                 N_ ("it declares a document type, which no workbook does"));
  if (xmlTextReaderDepth (xml->reader) > MAX_DEPTH)
    return fail (xml, xmlTextReaderGetParserLineNumber (xml->reader),
                 N_ ("nested deeper than 64 levels"));
  return TRUE;
}

gboolean
mirador_xlsx_xml_finish (MiradorXlsxXml *xml, GError **error)
{
  if (xml->error == NULL)
    xml->error = mirador_xlsx_part_steal_error (xml->part);
  if (xml->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&xml->error));
  return FALSE;
}

static gboolean
is_at (const MiradorXlsxXml *xml, int type, const char *element)
{
  return xmlTextReaderNodeType (xml->reader) == type
         && xmlStrEqual (xmlTextReaderConstLocalName (xml->reader), BAD_CAST element);
}

gboolean
mirador_xlsx_xml_is_start (const MiradorXlsxXml *xml, const char *element)
{
  return is_at (xml, XML_READER_TYPE_ELEMENT, element);
}

gboolean
mirador_xlsx_xml_is_end (const MiradorXlsxXml *xml, const char *element)
{
  return is_at (xml, XML_READER_TYPE_END_ELEMENT, element);
}

gboolean
mirador_xlsx_xml_is_empty (const MiradorXlsxXml *xml)
{
  return xmlTextReaderIsEmptyElement (xml->reader) == 1;
}

const char *
mirador_xlsx_xml_text (const MiradorXlsxXml *xml)
{
  switch (xmlTextReaderNodeType (xml->reader))
    {
    case XML_READER_TYPE_TEXT:
    case XML_READER_TYPE_CDATA:
    case XML_READER_TYPE_WHITESPACE:
    case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
      return (const char *)xmlTextReaderConstValue (xml->reader);
    default:
      return NULL;
    }
}

const char *
mirador_xlsx_xml_attribute (const MiradorXlsxXml *xml, const char *name)
{
  const xmlChar *value = NULL;

  while (value == NULL && xmlTextReaderMoveToNextAttribute (xml->reader) == 1)
    {
      if (xmlStrEqual (xmlTextReaderConstLocalName (xml->reader), BAD_CAST name))
        value = xmlTextReaderConstValue (xml->reader);
    }
  xmlTextReaderMoveToElement (xml->reader);
  return (const char *)value;
}
