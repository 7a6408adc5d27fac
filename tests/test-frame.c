/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/frame.h"

#include <math.h>

static void
test_empty_row (void)
{
  MiradorRow row;

  mirador_row_init (&row);
  g_assert_true (isnan (row.value));
  g_assert_true (isnan (row.numerator));
  g_assert_true (isnan (row.denominator));
  g_assert_true (isnan (row.low));
  g_assert_true (isnan (row.high));
  g_assert_true (isnan (row.completeness));
  g_assert_cmpstr (row.breakdown, ==, "");
  g_assert_cmpstr (row.gap_detail, ==, "");
  g_assert_cmpint (row.gap, ==, MIRADOR_GAP_NONE);
}

static MiradorFrame *
frame_of (const double *values, guint n, MiradorProfile *profile)
{
  MiradorFrameBuilder *builder = mirador_frame_builder_new ();

  for (guint i = 0; i < n; i++)
    {
      MiradorRow row;

      mirador_row_init (&row);
      row.value = values[i];
      row.feed = profile->id;
      mirador_frame_builder_add (builder, &row);
    }
  mirador_frame_builder_add_profile (builder, profile);
  return mirador_frame_builder_finish (builder);
}

static void
test_rows (void)
{
  static const double values[] = { 3, NAN, 1 };
  g_autoptr (MiradorProfile) profile = mirador_profile_new ("feed-a");
  g_autoptr (MiradorFrame) frame = frame_of (values, G_N_ELEMENTS (values), profile);

  g_assert_cmpuint (mirador_frame_get_n_rows (frame), ==, 3);
  g_assert_cmpfloat (mirador_frame_get_row (frame, 0)->value, ==, 3);
  g_assert_cmpfloat (mirador_frame_get_row (frame, 2)->value, ==, 1);
  g_assert_true (mirador_frame_has_values (frame));
  g_assert_false (mirador_frame_is_simulated (frame));
}

/* A gap is no value, and an empty frame has none. */
static void
test_gaps (void)
{
  static const double gap[] = { NAN };
  g_autoptr (MiradorProfile) profile = mirador_profile_new ("feed-a");
  g_autoptr (MiradorFrame) frame = frame_of (gap, 1, profile);
  g_autoptr (MiradorFrame) empty = frame_of (gap, 0, profile);

  g_assert_false (mirador_frame_has_values (frame));
  g_assert_false (mirador_frame_has_values (empty));
  g_assert_cmpuint (mirador_frame_get_n_rows (empty), ==, 0);
}

static void
test_simulated (void)
{
  static const double values[] = { 1 };
  g_autoptr (MiradorProfile) profile = mirador_profile_new ("feed-s");
  g_autoptr (MiradorFrame) frame = NULL;

  profile->simulated = TRUE;
  frame = frame_of (values, 1, profile);
  g_assert_true (mirador_frame_is_simulated (frame));
}

static void
test_profiles (void)
{
  static const double values[] = { 1 };
  MiradorProfile *profile = mirador_profile_new ("feed-a");
  g_autoptr (MiradorFrame) first = frame_of (values, 1, profile);
  g_autoptr (MiradorFrame) second = NULL;
  MiradorFrameBuilder *builder = mirador_frame_builder_new ();

  mirador_profile_unref (profile);
  mirador_frame_builder_add_profiles_of (builder, first);
  second = mirador_frame_builder_finish (builder);
  g_clear_pointer (&first, mirador_frame_unref);
  g_assert_nonnull (mirador_frame_get_profile (second, "feed-a"));
  g_assert_null (mirador_frame_get_profile (second, "feed-b"));
  g_assert_null (mirador_frame_get_profile (second, NULL));
}

static void
test_terms (void)
{
  g_autoptr (MiradorProfile) profile = mirador_profile_new ("feed-a");

  g_ptr_array_add (profile->terms, mirador_terms_new ("screenings", NULL));
  g_ptr_array_add (profile->terms, mirador_terms_new ("screenings", "same"));
  g_assert_true (mirador_profile_find_terms (profile, "screenings", "same")
                 == profile->terms->pdata[1]);
  g_assert_true (mirador_profile_find_terms (profile, "screenings", "tb")
                 == profile->terms->pdata[0]);
  g_assert_null (mirador_profile_find_terms (profile, "consultations", "same"));
}

static void
test_members (void)
{
  MiradorTerms *terms = mirador_terms_new ("screenings", NULL);
  GPtrArray *members;

  mirador_terms_add_member (terms, "sex", "F");
  mirador_terms_add_member (terms, "sex", "M");
  mirador_terms_add_member (terms, "sex", "F");
  members = g_hash_table_lookup (terms->members, g_intern_string ("sex"));
  g_assert_cmpuint (members->len, ==, 2);
  g_assert_cmpstr (members->pdata[0], ==, "F");
  g_assert_cmpint (terms->adds, ==, -1);
  mirador_terms_free (terms);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/frame/empty-row-says-nothing", test_empty_row);
  g_test_add_func ("/frame/keeps-the-order-given", test_rows);
  g_test_add_func ("/frame/gaps-are-no-values", test_gaps);
  g_test_add_func ("/frame/simulated-feed-makes-it-simulated", test_simulated);
  g_test_add_func ("/frame/profiles-outlive-their-makers", test_profiles);
  g_test_add_func ("/profile/terms-of-a-program-go-first", test_terms);
  g_test_add_func ("/profile/members-count-once", test_members);
  return g_test_run ();
}
