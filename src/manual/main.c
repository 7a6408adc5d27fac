/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the manual and the shell's completion while the program is built:
 *   manual page LANGUAGE VERSION DATE SITE
 *   manual completion TEMPLATE */
#include "manual/manual.h"
#include "model/language.h"

static int
print_page (char **words)
{
  g_autofree char *page = NULL;

  mirador_language_init (words[0], NULL);
  page = mirador_manual_page (words[1], words[2], words[3]);
  g_print ("%s", page);
  return 0;
}

static int
print_completion (const char *path)
{
  g_autofree char *template = NULL;
  g_autofree char *script = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_file_get_contents (path, &template, NULL, &error))
    {
      g_printerr ("manual: %s\n", error->message);
      return 1;
    }
  /* Names that ship only: not what the one who builds it has in a folder of his own. */
  g_setenv ("XDG_CONFIG_HOME", "/nonexistent", TRUE);
  mirador_language_init ("en", NULL);
  script = mirador_manual_completion (template);
  g_print ("%s", script);
  return 0;
}

int
main (int argc, char **argv)
{
  if (argc == 6 && g_str_equal (argv[1], "page"))
    return print_page (argv + 2);
  if (argc == 3 && g_str_equal (argv[1], "completion"))
    return print_completion (argv[2]);
  g_printerr ("manual page LANGUAGE VERSION DATE SITE | manual completion TEMPLATE\n");
  return 2;
}
