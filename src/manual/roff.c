/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "manual/manual.h"

#include <string.h>

/* What roff(7) would take for something of its own, and its marks for bold and italic. */
static const struct
{
  const char *from;
  const char *to;
} replacements[] = {
  { "<b>", "\\fB" }, { "</b>", "\\fR" }, { "<i>", "\\fI" }, { "</i>", "\\fR" }, { "\\", "\\e" },
  { "-", "\\-" },    { "'", "\\(aq" },   { "`", "\\(ga" },  { "^", "\\(ha" },   { "~", "\\(ti" },
};

static gsize
append_replaced (GString *page, const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (replacements); i++)
    if (g_str_has_prefix (text, replacements[i].from))
      {
        g_string_append (page, replacements[i].to);
        return strlen (replacements[i].from);
      }
  g_string_append_c (page, *text);
  return 1;
}

static void
append_escaped (GString *page, const char *text)
{
  /* A full stop in front would be a request. */
  if (*text == '.')
    g_string_append (page, "\\&");
  while (*text != '\0')
    text += append_replaced (page, text);
}

void
mirador_roff_text (GString *page, const char *text)
{
  append_escaped (page, text);
  g_string_append_c (page, '\n');
}

static void
append_heading (GString *page, const char *request, const char *heading)
{
  g_string_append_printf (page, ".%s ", request);
  mirador_roff_text (page, heading);
}

void
mirador_roff_section (GString *page, const char *heading)
{
  g_autofree char *upper = g_utf8_strup (heading, -1);

  append_heading (page, "SH", upper);
}

void
mirador_roff_subsection (GString *page, const char *heading)
{
  append_heading (page, "SS", heading);
}

void
mirador_roff_paragraph (GString *page, const char *text)
{
  g_string_append (page, ".PP\n");
  mirador_roff_text (page, text);
}

void
mirador_roff_hanging (GString *page, const char *text)
{
  g_string_append (page, ".HP 8\n");
  mirador_roff_text (page, text);
}

void
mirador_roff_term (GString *page, const char *term, const char *meaning)
{
  g_string_append (page, ".TP\n");
  mirador_roff_text (page, term);
  mirador_roff_text (page, meaning);
}

void
mirador_roff_begin_rows (GString *page)
{
  g_string_append (page, ".PP\n.PD 0\n");
}

void
mirador_roff_row (GString *page, const char *term, const char *meaning)
{
  g_string_append (page, ".TP 18\n");
  mirador_roff_text (page, term);
  mirador_roff_text (page, meaning);
}

void
mirador_roff_end_rows (GString *page)
{
  g_string_append (page, ".PD\n");
}

void
mirador_roff_example (GString *page, const char *line)
{
  g_string_append (page, ".RS 4\n.EX\n");
  mirador_roff_text (page, line);
  g_string_append (page, ".EE\n.RE\n");
}
