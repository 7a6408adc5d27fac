/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A keyring played on a session bus of the test's own: org.freedesktop.secrets with one collection,
 * the plain algorithm, and moods. It answers from the main context of the test. */

#include <gio/gio.h>
#include <string.h>

typedef enum
{
  KEYRING_OPEN,
  KEYRING_LOCKED_UNTIL_ASKED, /* its prompt is answered as it should be */
  KEYRING_LOCKED,             /* its prompt is dismissed */
  KEYRING_PROMPTS_FOR_EVER,   /* nobody answers its prompt */
  KEYRING_SILENT,             /* it hears everything and says nothing */
  KEYRING_BROKEN,             /* it answers with errors */
} KeyringMood;

typedef struct
{
  char *path;
  char *label;
  GVariant *attributes; /* a{ss} */
  GBytes *secret;
} KeyringItem;

typedef struct
{
  GTestDBus *bus;
  GDBusConnection *connection;
  GDBusNodeInfo *node;
  guint owner;
  KeyringMood mood;
  GPtrArray *items;   /* (element-type KeyringItem) */
  GVariant *asked;    /* (nullable) ao: what its prompt shall unlock */
  GPtrArray *pending; /* (element-type GDBusMethodInvocation) what it will never answer */
  guint n_prompts;
  guint n_calls;
  guint n_made;
} Keyring;

#define KEYRING_NAME "org.freedesktop.secrets"
#define KEYRING_ROOT "/org/freedesktop/secrets"
#define KEYRING_ALIAS KEYRING_ROOT "/aliases/default"
#define KEYRING_PROMPT KEYRING_ROOT "/prompt/p"
#define KEYRING_SESSION KEYRING_ROOT "/session/s"
#define KEYRING_INTERFACE "org.freedesktop.Secret."

static const char keyring_xml[]
  = "<node>"
    "<interface name='org.freedesktop.Secret.Service'>"
    "<method name='OpenSession'><arg type='s' direction='in'/><arg type='v' direction='in'/>"
    "<arg type='v' direction='out'/><arg type='o' direction='out'/></method>"
    "<method name='SearchItems'><arg type='a{ss}' direction='in'/>"
    "<arg type='ao' direction='out'/><arg type='ao' direction='out'/></method>"
    "<method name='Unlock'><arg type='ao' direction='in'/>"
    "<arg type='ao' direction='out'/><arg type='o' direction='out'/></method>"
    "<method name='GetSecrets'><arg type='ao' direction='in'/><arg type='o' direction='in'/>"
    "<arg type='a{o(oayays)}' direction='out'/></method>"
    "<property name='Collections' type='ao' access='read'/>"
    "</interface>"
    "<interface name='org.freedesktop.Secret.Collection'>"
    "<method name='CreateItem'><arg type='a{sv}' direction='in'/>"
    "<arg type='(oayays)' direction='in'/><arg type='b' direction='in'/>"
    "<arg type='o' direction='out'/><arg type='o' direction='out'/></method>"
    "<property name='Items' type='ao' access='read'/><property name='Label' type='s' "
    "access='read'/>"
    "<property name='Locked' type='b' access='read'/>"
    "<property name='Created' type='t' access='read'/>"
    "<property name='Modified' type='t' access='read'/>"
    "</interface>"
    "<interface name='org.freedesktop.Secret.Item'>"
    "<method name='Delete'><arg type='o' direction='out'/></method>"
    "<property name='Locked' type='b' access='read'/>"
    "<property name='Attributes' type='a{ss}' access='read'/>"
    "<property name='Label' type='s' access='read'/>"
    "<property name='Created' type='t' access='read'/>"
    "<property name='Modified' type='t' access='read'/>"
    "</interface>"
    "<interface name='org.freedesktop.Secret.Prompt'>"
    "<method name='Prompt'><arg type='s' direction='in'/></method><method name='Dismiss'/>"
    "<signal name='Completed'><arg type='b'/><arg type='v'/></signal>"
    "</interface>"
    "<interface name='org.freedesktop.Secret.Session'><method name='Close'/></interface>"
    "</node>";

static inline void
keyring_item_free (gpointer pointer)
{
  KeyringItem *item = pointer;

  g_free (item->path);
  g_free (item->label);
  g_variant_unref (item->attributes);
  g_bytes_unref (item->secret);
  g_free (item);
}

static inline gboolean
keyring_is_locked (const Keyring *keyring)
{
  return keyring->mood == KEYRING_LOCKED || keyring->mood == KEYRING_LOCKED_UNTIL_ASKED
         || keyring->mood == KEYRING_PROMPTS_FOR_EVER;
}

static inline KeyringItem *
keyring_find (Keyring *keyring, const char *path)
{
  for (guint i = 0; i < keyring->items->len; i++)
    if (g_str_equal (((KeyringItem *)keyring->items->pdata[i])->path, path))
      return keyring->items->pdata[i];
  return NULL;
}

/* Whether each of @wanted is an attribute of the item. */
static inline gboolean
keyring_item_fits (const KeyringItem *item, GVariant *wanted)
{
  GVariantIter iter;
  const char *name, *value, *has;

  g_variant_iter_init (&iter, wanted);
  while (g_variant_iter_next (&iter, "{&s&s}", &name, &value))
    if (!g_variant_lookup (item->attributes, name, "&s", &has) || !g_str_equal (has, value))
      return FALSE;
  return TRUE;
}

static inline GVariant *
keyring_search (Keyring *keyring, GVariant *parameters)
{
  g_autoptr (GVariant) wanted = g_variant_get_child_value (parameters, 0);
  GVariantBuilder found;
  gboolean locked = keyring_is_locked (keyring);

  g_variant_builder_init (&found, G_VARIANT_TYPE ("ao"));
  for (guint i = 0; i < keyring->items->len; i++)
    {
      const KeyringItem *item = keyring->items->pdata[i];

      if (keyring_item_fits (item, wanted))
        g_variant_builder_add (&found, "o", item->path);
    }
  return locked
           ? g_variant_new ("(@aoao)", g_variant_new_array (G_VARIANT_TYPE ("o"), NULL, 0), &found)
           : g_variant_new ("(ao@ao)", &found, g_variant_new_array (G_VARIANT_TYPE ("o"), NULL, 0));
}

static inline GVariant *
keyring_unlock (Keyring *keyring, GVariant *parameters)
{
  g_autoptr (GVariant) paths = g_variant_get_child_value (parameters, 0);

  if (!keyring_is_locked (keyring))
    return g_variant_new ("(@aoo)", paths, "/");
  g_clear_pointer (&keyring->asked, g_variant_unref);
  keyring->asked = g_variant_ref (paths);
  return g_variant_new ("(@aoo)", g_variant_new_array (G_VARIANT_TYPE ("o"), NULL, 0),
                        KEYRING_PROMPT);
}

static inline GVariant *
keyring_wrap_secret (const KeyringItem *item)
{
  gsize length;
  const char *bytes = g_bytes_get_data (item->secret, &length);

  return g_variant_new (
    "(o@ay@ays)", KEYRING_SESSION, g_variant_new_array (G_VARIANT_TYPE_BYTE, NULL, 0),
    g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, bytes, length, 1), "text/plain");
}

static inline GVariant *
keyring_get_secrets (Keyring *keyring, GVariant *parameters)
{
  g_autoptr (GVariantIter) paths = NULL;
  GVariantBuilder secrets;
  const char *path;

  g_variant_get (parameters, "(ao&o)", &paths, NULL);
  g_variant_builder_init (&secrets, G_VARIANT_TYPE ("a{o(oayays)}"));
  while (!keyring_is_locked (keyring) && g_variant_iter_next (paths, "&o", &path))
    if (keyring_find (keyring, path) != NULL)
      g_variant_builder_add (&secrets, "{o@(oayays)}", path,
                             keyring_wrap_secret (keyring_find (keyring, path)));
  return g_variant_new ("(a{o(oayays)})", &secrets);
}

static void keyring_export (Keyring *keyring, const char *path, const char *interface);

static inline KeyringItem *
keyring_add_item (Keyring *keyring)
{
  KeyringItem *item = g_new0 (KeyringItem, 1);

  item->path = g_strdup_printf (KEYRING_ROOT "/collection/login/%u", ++keyring->n_made);
  g_ptr_array_add (keyring->items, item);
  keyring_export (keyring, item->path, KEYRING_INTERFACE "Item");
  return item;
}

static inline GVariant *
keyring_create_item (Keyring *keyring, GVariant *parameters)
{
  g_autoptr (GVariant) properties = g_variant_get_child_value (parameters, 0);
  g_autoptr (GVariant) wrapped = g_variant_get_child_value (parameters, 1);
  g_autoptr (GVariant) secret = g_variant_get_child_value (wrapped, 2);
  g_autoptr (GVariant) attributes = g_variant_lookup_value (
    properties, KEYRING_INTERFACE "Item.Attributes", G_VARIANT_TYPE ("a{ss}"));
  KeyringItem *item = NULL;
  gsize length;
  const char *bytes = g_variant_get_fixed_array (secret, &length, 1);

  for (guint i = 0; i < keyring->items->len && item == NULL; i++)
    if (keyring_item_fits (keyring->items->pdata[i], attributes))
      item = keyring->items->pdata[i];
  if (item == NULL)
    item = keyring_add_item (keyring);
  g_clear_pointer (&item->attributes, g_variant_unref);
  g_clear_pointer (&item->secret, g_bytes_unref);
  g_clear_pointer (&item->label, g_free);
  item->attributes = g_variant_ref (attributes);
  item->secret = g_bytes_new (bytes, length);
  g_variant_lookup (properties, KEYRING_INTERFACE "Item.Label", "s", &item->label);
  return g_variant_new ("(oo)", item->path, "/");
}

static inline void
keyring_complete_prompt (Keyring *keyring, gboolean dismissed)
{
  g_dbus_connection_emit_signal (
    keyring->connection, NULL, KEYRING_PROMPT, KEYRING_INTERFACE "Prompt", "Completed",
    g_variant_new ("(bv)", dismissed,
                   dismissed ? g_variant_new_array (G_VARIANT_TYPE ("o"), NULL, 0)
                             : keyring->asked),
    NULL);
}

static inline void
keyring_prompt (Keyring *keyring)
{
  gboolean dismissed = keyring->mood == KEYRING_LOCKED;

  keyring->n_prompts++;
  if (keyring->mood == KEYRING_PROMPTS_FOR_EVER)
    return;
  if (!dismissed)
    keyring->mood = KEYRING_OPEN;
  keyring_complete_prompt (keyring, dismissed);
}

static inline void
keyring_answer (Keyring *keyring,
                const char *path,
                const char *method,
                GVariant *parameters,
                GDBusMethodInvocation *invocation)
{
  const char *algorithm;

  if (g_str_equal (method, "OpenSession"))
    {
      g_variant_get_child (parameters, 0, "&s", &algorithm);
      if (!g_str_equal (algorithm, "plain"))
        g_dbus_method_invocation_return_dbus_error (
          invocation, "org.freedesktop.DBus.Error.NotSupported", algorithm);
      else
        g_dbus_method_invocation_return_value (
          invocation, g_variant_new ("(vo)", g_variant_new_string (""), KEYRING_SESSION));
    }
  else if (g_str_equal (method, "SearchItems"))
    g_dbus_method_invocation_return_value (invocation, keyring_search (keyring, parameters));
  else if (g_str_equal (method, "Unlock"))
    g_dbus_method_invocation_return_value (invocation, keyring_unlock (keyring, parameters));
  else if (g_str_equal (method, "GetSecrets"))
    g_dbus_method_invocation_return_value (invocation, keyring_get_secrets (keyring, parameters));
  else if (g_str_equal (method, "CreateItem") && keyring_is_locked (keyring))
    g_dbus_method_invocation_return_dbus_error (invocation, "org.freedesktop.Secret.Error.IsLocked",
                                                "locked");
  else if (g_str_equal (method, "CreateItem"))
    g_dbus_method_invocation_return_value (invocation, keyring_create_item (keyring, parameters));
  else if (g_str_equal (method, "Delete"))
    {
      g_ptr_array_remove (keyring->items, keyring_find (keyring, path));
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", "/"));
    }
  else
    {
      g_dbus_method_invocation_return_value (invocation, NULL);
      if (g_str_equal (method, "Prompt"))
        keyring_prompt (keyring);
      else if (g_str_equal (method, "Dismiss"))
        keyring_complete_prompt (keyring, TRUE);
    }
}

static inline void
keyring_call_cb (GDBusConnection *connection,
                 const char *sender,
                 const char *path,
                 const char *interface,
                 const char *method,
                 GVariant *parameters,
                 GDBusMethodInvocation *invocation,
                 gpointer user_data)
{
  Keyring *keyring = user_data;

  keyring->n_calls++;
  if (keyring->mood == KEYRING_SILENT)
    g_ptr_array_add (keyring->pending, invocation);
  else if (keyring->mood == KEYRING_BROKEN)
    g_dbus_method_invocation_return_dbus_error (
      invocation, "org.freedesktop.DBus.Error.AccessDenied", "no, and your password is hunter2");
  else
    keyring_answer (keyring, path, method, parameters, invocation);
}

static inline GVariant *
keyring_get_property_cb (GDBusConnection *connection,
                         const char *sender,
                         const char *path,
                         const char *interface,
                         const char *property,
                         GError **error,
                         gpointer user_data)
{
  Keyring *keyring = user_data;
  const KeyringItem *item = keyring_find (keyring, path);

  if (g_str_equal (property, "Locked"))
    return g_variant_new_boolean (keyring_is_locked (keyring));
  if (g_str_equal (property, "Label"))
    return g_variant_new_string (item != NULL ? item->label : "Login");
  if (g_str_equal (property, "Attributes"))
    return g_variant_ref (item->attributes);
  if (g_str_equal (property, "Created") || g_str_equal (property, "Modified"))
    return g_variant_new_uint64 (1795000000);
  return g_variant_new_array (G_VARIANT_TYPE ("o"), NULL, 0);
}

static const GDBusInterfaceVTable keyring_vtable
  = { keyring_call_cb, keyring_get_property_cb, NULL, { 0 } };

static inline void
keyring_export (Keyring *keyring, const char *path, const char *interface)
{
  g_autoptr (GError) error = NULL;

  g_dbus_connection_register_object (keyring->connection, path,
                                     g_dbus_node_info_lookup_interface (keyring->node, interface),
                                     &keyring_vtable, keyring, NULL, &error);
  g_assert_no_error (error);
}

/* A bus without a keyring: see keyring_appear(). It is the session bus from here on. */
static inline Keyring *
keyring_new (void)
{
  Keyring *keyring = g_new0 (Keyring, 1);

  keyring->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (keyring->bus);
  keyring->items = g_ptr_array_new_with_free_func (keyring_item_free);
  keyring->pending = g_ptr_array_new ();
  keyring->node = g_dbus_node_info_new_for_xml (keyring_xml, NULL);
  g_assert_nonnull (keyring->node);
  return keyring;
}

static inline void
keyring_acquired_cb (GDBusConnection *connection, const char *name, gpointer acquired)
{
  *(gboolean *)acquired = TRUE;
}

static inline void
keyring_appear (Keyring *keyring)
{
  g_autoptr (GError) error = NULL;
  gboolean acquired = FALSE;

  keyring->connection = g_dbus_connection_new_for_address_sync (
    g_test_dbus_get_bus_address (keyring->bus),
    G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
    NULL, NULL, &error);
  g_assert_no_error (error);
  keyring_export (keyring, KEYRING_ROOT, KEYRING_INTERFACE "Service");
  keyring_export (keyring, KEYRING_ALIAS, KEYRING_INTERFACE "Collection");
  keyring_export (keyring, KEYRING_PROMPT, KEYRING_INTERFACE "Prompt");
  keyring_export (keyring, KEYRING_SESSION, KEYRING_INTERFACE "Session");
  keyring->owner
    = g_bus_own_name_on_connection (keyring->connection, KEYRING_NAME, G_BUS_NAME_OWNER_FLAGS_NONE,
                                    keyring_acquired_cb, NULL, &acquired, NULL);
  while (!acquired)
    g_main_context_iteration (NULL, TRUE);
}

static inline void
keyring_forget_pending (Keyring *keyring)
{
  for (guint i = 0; i < keyring->pending->len; i++)
    g_dbus_method_invocation_return_dbus_error (keyring->pending->pdata[i],
                                                "org.freedesktop.DBus.Error.Failed", "too late");
  g_ptr_array_set_size (keyring->pending, 0);
}

static inline void
keyring_free (Keyring *keyring)
{
  keyring_forget_pending (keyring);
  if (keyring->owner != 0)
    g_bus_unown_name (keyring->owner);
  g_clear_object (&keyring->connection);
  g_ptr_array_unref (keyring->items);
  g_ptr_array_unref (keyring->pending);
  g_clear_pointer (&keyring->asked, g_variant_unref);
  g_dbus_node_info_unref (keyring->node);
  /* The bus stays until the test has ended, when GTestDBus takes it away: libsecret holds on to its
   * connection for as long. */
  g_free (keyring);
}
