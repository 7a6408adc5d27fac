/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A network that comes and goes as the test says. */

#include <gio/gio.h>

#define TEST_TYPE_NETWORK (test_network_get_type ())
G_DECLARE_FINAL_TYPE (TestNetwork, test_network, TEST, NETWORK, GObject)

struct _TestNetwork
{
  GObject parent_instance;

  gboolean available;
  gboolean metered;
};

static gboolean
test_network_init_initable (GInitable *initable, GCancellable *cancellable, GError **error)
{
  return TRUE;
}

static void
test_network_initable_iface_init (GInitableIface *iface)
{
  iface->init = test_network_init_initable;
}

static void
test_network_monitor_iface_init (GNetworkMonitorInterface *iface)
{
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestNetwork,
                               test_network,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE,
                                                      test_network_initable_iface_init)
                                 G_IMPLEMENT_INTERFACE (G_TYPE_NETWORK_MONITOR,
                                                        test_network_monitor_iface_init))

enum
{
  TEST_NETWORK_PROP_0,
  TEST_NETWORK_AVAILABLE,
  TEST_NETWORK_METERED,
  TEST_NETWORK_CONNECTIVITY
};

static void
test_network_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  TestNetwork *self = TEST_NETWORK (object);

  if (id == TEST_NETWORK_AVAILABLE)
    g_value_set_boolean (value, self->available);
  else if (id == TEST_NETWORK_METERED)
    g_value_set_boolean (value, self->metered);
  else
    g_value_set_enum (value,
                      self->available ? G_NETWORK_CONNECTIVITY_FULL : G_NETWORK_CONNECTIVITY_LOCAL);
}

static void
test_network_class_init (TestNetworkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = test_network_get_property;
  g_object_class_override_property (object_class, TEST_NETWORK_AVAILABLE, "network-available");
  g_object_class_override_property (object_class, TEST_NETWORK_METERED, "network-metered");
  g_object_class_override_property (object_class, TEST_NETWORK_CONNECTIVITY, "connectivity");
}

static void
test_network_init (TestNetwork *self)
{
}

static inline void
test_network_set (TestNetwork *self, gboolean available, gboolean metered)
{
  gboolean was_metered = self->metered;

  self->available = available;
  self->metered = metered;
  if (was_metered != metered)
    g_object_notify (G_OBJECT (self), "network-metered");
  g_signal_emit_by_name (self, "network-changed", available);
}
