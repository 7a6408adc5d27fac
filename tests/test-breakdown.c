/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/catalogue.h"

static void
test_key (void)
{
  static const char *const names[] = { "sex", "age" };
  static const char *const members[] = { "F", "1-4" };
  static const char *const odd[] = { "a=b;c", "100%" };
  static const char *const gaps[] = { NULL, "1-4" };
  const char *key = mirador_breakdown_key (2, names, members);
  const char *odd_key = mirador_breakdown_key (2, names, odd);
  g_autofree const char **parts = mirador_breakdown_key_names (key);
  g_autofree const char **none = mirador_breakdown_key_names ("");

  g_assert_cmpstr (key, ==, "age=1-4;sex=F");
  g_assert_true (key == g_intern_string ("age=1-4;sex=F"));
  g_assert_true (mirador_breakdown_key_get (key, "sex") == g_intern_string ("F"));
  g_assert_cmpstr (mirador_breakdown_key_get (key, "age"), ==, "1-4");
  g_assert_null (mirador_breakdown_key_get (key, "ag"));
  g_assert_null (mirador_breakdown_key_get ("", "sex"));
  g_assert_true (parts[0] == g_intern_string ("age"));
  g_assert_true (parts[1] == g_intern_string ("sex"));
  g_assert_null (parts[2]);
  g_assert_null (none[0]);
  g_assert_cmpstr (mirador_breakdown_key (0, NULL, NULL), ==, "");
  g_assert_cmpstr (mirador_breakdown_key (2, names, gaps), ==, "age=1-4");
  g_assert_cmpstr (mirador_breakdown_key_get (odd_key, "sex"), ==, "a=b;c");
  g_assert_cmpstr (mirador_breakdown_key_get (odd_key, "age"), ==, "100%");
}

static void
test_text (void)
{
  static const struct
  {
    const char *key;
    const char *es;
    const char *en;
  } cases[] = {
    { "", "", "" },
    { "age=1-4;sex=F", "mujeres, 1 a 4 años", "women, 1 to 4 years" },
    { "age=<1", "menores de 1 año", "under 1 year" },
    { "condition=depression;sex=M", "hombres, depresión", "men, depression" },
    { "colour=VIH;sex=M", "hombres, VIH", "men, VIH" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *es = NULL;
      g_autofree char *en = NULL;

      mirador_language_set (MIRADOR_LANGUAGE_ES);
      es = mirador_breakdown_key_to_text (cases[i].key);
      mirador_language_set (MIRADOR_LANGUAGE_EN);
      en = mirador_breakdown_key_to_text (cases[i].key);
      g_assert_cmpstr (es, ==, cases[i].es);
      g_assert_cmpstr (en, ==, cases[i].en);
    }
  g_assert_cmpstr (mirador_member_get_name ("sex", "X"), ==, "X");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  mirador_language_init ("en", g_getenv ("MIRADOR_LOCALE_DIR"));
  g_test_add_func ("/breakdown/key", test_key);
  g_test_add_func ("/breakdown/text", test_text);
  return g_test_run ();
}
