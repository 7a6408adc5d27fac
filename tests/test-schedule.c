/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/schedule.h"

#include "model/error.h"

/* When feeds are due, and when somebody is told, as tables: hours, minutes and what comes of them.
 */

#define NOW G_GINT64_CONSTANT (1795000000)
#define MINUTES(n) ((gint64)((n)*60))
#define HOURS(n) ((gint64)((n)*3600))
#define NEVER MIRADOR_SCHEDULE_NEVER
#define CLOCK MIRADOR_OCCASION_CLOCK
#define START MIRADOR_OCCASION_START
#define NETWORK MIRADOR_OCCASION_NETWORK
#define FILE_FEED "/srv/clinic.csv"
#define WEB_FEED "https://datos.example.pe/clinic.csv"

static MiradorDefinition *
make_definition (const char *location, double every_hours)
{
  MiradorDefinition *definition = mirador_definition_new ("clinic");
  MiradorTable *table = definition->tables->len > 0 ? g_ptr_array_index (definition->tables, 0)
                                                    : mirador_definition_add_table (definition, "");

  g_free (table->location);
  table->location = g_strdup (location);
  definition->every_hours = every_hours;
  definition->path = g_strdup ("/etc/xdg/mirador/feeds/clinic.feed.json");
  return definition;
}

/* As the store knows a feed after @n_failures failures in a row, the last @ago seconds ago. */
static MiradorFeedStatus *
make_status (gint64 ago, guint n_failures, gint64 well_ago, gint64 failing_ago)
{
  MiradorFeedStatus *status = g_new0 (MiradorFeedStatus, 1);

  status->last = g_new0 (MiradorRefresh, 1);
  status->last_attempt = status->last->finished = NOW - ago;
  status->well = well_ago != -1 ? NOW - well_ago : 0;
  status->n_failures = n_failures;
  if (n_failures == 0)
    return status;
  status->failing_since = NOW - failing_ago;
  status->last->error = mirador_error_new (MIRADOR_ERROR_CONNECTION, "x", "y", NULL);
  return status;
}

typedef struct
{
  const char *name;
  const char *location;
  double every_hours;
  gint64 ago; /* the last attempt; -1: none */
  guint n_failures;
  MiradorOccasion occasion;
  gint64 due; /* from now on; at most 0: it is due */
} Due;

static const Due dues[] = {
  { "never-pulled", WEB_FEED, 24, -1, 0, CLOCK, -NOW },
  { "fresh", WEB_FEED, 24, HOURS (1), 0, CLOCK, HOURS (23) },
  { "fresh-at-start", WEB_FEED, 24, HOURS (1), 0, START, HOURS (23) },
  { "fresh-when-network-is-back", WEB_FEED, 24, HOURS (1), 0, NETWORK, HOURS (23) },
  { "just-due", WEB_FEED, 24, HOURS (24), 0, CLOCK, 0 },
  { "overdue", WEB_FEED, 24, HOURS (100), 0, CLOCK, -HOURS (76) },
  { "file", FILE_FEED, 1, HOURS (2), 0, CLOCK, -HOURS (1) },
  { "half-hourly", WEB_FEED, 0.5, MINUTES (10), 0, CLOCK, MINUTES (20) },
  { "first-failure", WEB_FEED, 24, 0, 1, CLOCK, MINUTES (5) },
  { "second-failure", WEB_FEED, 24, 0, 2, CLOCK, MINUTES (15) },
  { "third-failure", WEB_FEED, 24, 0, 3, CLOCK, HOURS (1) },
  { "fourth-failure", WEB_FEED, 24, 0, 4, CLOCK, HOURS (4) },
  { "fifth-failure", WEB_FEED, 24, 0, 5, CLOCK, HOURS (12) },
  { "sixth-failure", WEB_FEED, 24, 0, 6, CLOCK, HOURS (24) },
  { "hundredth-failure", WEB_FEED, 24, 0, 100, CLOCK, HOURS (24) },
  { "yearly-fails-long", WEB_FEED, 8760, 0, 100, CLOCK, HOURS (24) },
  { "never-rarer-than-its-interval", WEB_FEED, 0.05, 0, 3, CLOCK, MINUTES (3) },
  { "failed-at-start", WEB_FEED, 24, MINUTES (2), 4, START, -MINUTES (1) },
  { "failed-when-network-is-back", WEB_FEED, 24, MINUTES (2), 4, NETWORK, -MINUTES (1) },
  { "network-flaps", WEB_FEED, 24, 10, 4, NETWORK, 50 },
  { "clock-set-back-a-year", WEB_FEED, 24, -HOURS (8760), 0, CLOCK, -NOW },
  { "clock-set-back-after-failures", WEB_FEED, 24, -HOURS (48), 9, CLOCK, -NOW },
  { "clock-put-right-by-seconds", WEB_FEED, 24, -3, 0, CLOCK, HOURS (24) + 3 },
  { "interval-0", WEB_FEED, 0, HOURS (500), 0, START, NEVER },
  { "simulated", "demo:", 24, HOURS (500), 0, START, NEVER },
  { "shipped-file", "resource:///pe/x.csv", 24, HOURS (500), 0, START, NEVER },
  { "points-at-nothing", NULL, 24, HOURS (500), 0, START, NEVER },
};

static void
test_due (gconstpointer user_data)
{
  const Due *due = user_data;
  g_autoptr (MiradorDefinition) definition = make_definition (due->location, due->every_hours);
  g_autoptr (MiradorFeedStatus) status = NULL;
  gint64 when;

  if (due->ago != -1)
    status = make_status (due->ago, due->n_failures, due->ago, due->ago);
  when = mirador_schedule_due (definition, status, due->occasion, NOW);
  g_assert_cmpint (when, ==, due->due == NEVER ? NEVER : NOW + due->due);
}

static void
test_due_bundled (void)
{
  g_autoptr (MiradorDefinition) definition = make_definition (FILE_FEED, 24);
  g_autoptr (MiradorFeedStatus) status = make_status (HOURS (500), 0, 0, 0);

  definition->bundled = TRUE;
  g_assert_cmpint (mirador_schedule_due (definition, status, START, NOW), ==, NEVER);
}

/* What ships with the program begins when somebody has asked for it. */
static void
test_due_shipped (void)
{
  g_autoptr (MiradorDefinition) definition = make_definition (WEB_FEED, 24);
  g_autoptr (MiradorFeedStatus) status = make_status (HOURS (25), 0, HOURS (25), 0);

  g_clear_pointer (&definition->path, g_free);
  g_assert_cmpint (mirador_schedule_due (definition, NULL, START, NOW), ==, NEVER);
  g_assert_cmpint (mirador_schedule_due (definition, status, CLOCK, NOW), ==, NOW - HOURS (1));
}

/* Whatever the failures, a day has no more attempts than this. */
static void
test_due_adds_up (void)
{
  g_autoptr (MiradorDefinition) definition = make_definition (WEB_FEED, 24);
  gint64 now = NOW;
  guint n = 0;

  for (; now < NOW + HOURS (24); n++)
    {
      g_autoptr (MiradorFeedStatus) status = make_status (0, n + 1, 0, 0);

      status->last_attempt = now;
      now = mirador_schedule_due (definition, status, CLOCK, now);
      g_assert_cmpint (now, >, status->last_attempt);
    }
  g_assert_cmpuint (n, ==, 6);
}

static void
test_network (void)
{
  const struct
  {
    const char *location;
    gboolean needs;
  } table[] = {
    { WEB_FEED, TRUE },
    { "http://127.0.0.1:8080/x", FALSE },
    { "https://localhost/x", FALSE },
    { "https://[::1]/x", FALSE },
    { "https://127.0.0.1.example.pe/x", TRUE },
    { FILE_FEED, FALSE },
    { "file:///srv/x.csv", FALSE },
    { "demo:", FALSE },
    { NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (MiradorDefinition) definition = make_definition (table[i].location, 24);

      g_test_message ("%s", table[i].location);
      g_assert_cmpint (mirador_schedule_needs_network (definition), ==, table[i].needs);
    }
}

typedef struct
{
  const char *name;
  double alert_hours;
  guint n_failures;
  gint64 well_ago; /* -1: never */
  gint64 failing_ago;
  gint64 told_ago; /* -1: never */
  gboolean is_alarming;
  gboolean should_tell;
} Alarm;

static const Alarm alarms[] = {
  { "well", 72, 0, HOURS (500), 0, -1, FALSE, FALSE },
  { "fails-since-today", 72, 4, HOURS (30), HOURS (6), -1, FALSE, FALSE },
  { "fails-as-long-as-it-may", 72, 4, HOURS (72), HOURS (48), -1, FALSE, FALSE },
  { "fails-longer", 72, 4, HOURS (72) + 1, HOURS (48), -1, TRUE, TRUE },
  { "told-in-this-spell", 72, 9, HOURS (96), HOURS (72), HOURS (20), TRUE, FALSE },
  { "told-in-an-earlier-spell", 72, 9, HOURS (96), HOURS (72), HOURS (200), TRUE, TRUE },
  { "was-never-well", 72, 9, -1, HOURS (73), -1, TRUE, TRUE },
  { "was-never-well-and-is-young", 72, 9, -1, HOURS (71), -1, FALSE, FALSE },
  { "wants-no-alarm", 0, 99, HOURS (5000), HOURS (4000), -1, FALSE, FALSE },
  { "was-well-before-the-clock-was-set-back", 72, 9, -HOURS (9000), HOURS (73), -1, TRUE, TRUE },
  { "told-since-the-clock-was-set-back", 72, 9, -HOURS (9000), HOURS (96), HOURS (20), TRUE,
    FALSE },
  { "told-before-the-clock-was-set-back", 72, 9, HOURS (96), HOURS (72), -HOURS (9000), TRUE,
    TRUE },
};

static void
test_alarm (gconstpointer user_data)
{
  const Alarm *alarm = user_data;
  g_autoptr (MiradorDefinition) definition = make_definition (WEB_FEED, 24);
  g_autoptr (MiradorFeedStatus) status
    = make_status (60, alarm->n_failures, alarm->well_ago, alarm->failing_ago);
  gint64 told = alarm->told_ago == -1 ? 0 : NOW - alarm->told_ago;

  definition->alert_hours = alarm->alert_hours;
  g_assert_cmpint (mirador_schedule_is_alarming (definition, status, NOW), ==, alarm->is_alarming);
  g_assert_cmpint (mirador_schedule_should_tell (definition, status, told, NOW), ==,
                   alarm->should_tell);
}

/* Who stops a refresh by hand knows. */
static void
test_alarm_cancelled (void)
{
  g_autoptr (MiradorDefinition) definition = make_definition (WEB_FEED, 24);
  g_autoptr (MiradorFeedStatus) status = make_status (60, 3, HOURS (500), HOURS (400));

  g_clear_error (&status->last->error);
  status->last->error = mirador_error_new (MIRADOR_ERROR_CANCELLED, "clinic", NULL);
  g_assert_false (mirador_schedule_is_alarming (definition, status, NOW));
  g_assert_false (mirador_schedule_is_alarming (definition, NULL, NOW));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (dues); i++)
    {
      g_autofree char *path = g_strconcat ("/schedule/due/", dues[i].name, NULL);

      g_test_add_data_func (path, &dues[i], test_due);
    }
  for (guint i = 0; i < G_N_ELEMENTS (alarms); i++)
    {
      g_autofree char *path = g_strconcat ("/schedule/alarm/", alarms[i].name, NULL);

      g_test_add_data_func (path, &alarms[i], test_alarm);
    }
  g_test_add_func ("/schedule/due/bundled", test_due_bundled);
  g_test_add_func ("/schedule/due/shipped", test_due_shipped);
  g_test_add_func ("/schedule/due/adds-up", test_due_adds_up);
  g_test_add_func ("/schedule/needs-network", test_network);
  g_test_add_func ("/schedule/alarm/cancelled", test_alarm_cancelled);
  return g_test_run ();
}
