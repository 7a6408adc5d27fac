/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "store/store.h"

G_BEGIN_DECLS

/**
 * MiradorSearchProvider:
 *
 * What GNOME Shell asks while somebody types (org.gnome.Shell.SearchProvider2). It needs no window:
 * the store is opened by the first question, and while one is being answered the application is
 * held; afterwards a service that was started for it alone leaves when it likes. A result that is
 * chosen is given to the action "app.show-filter".
 */
#define MIRADOR_TYPE_SEARCH_PROVIDER (mirador_search_provider_get_type ())
G_DECLARE_FINAL_TYPE (MiradorSearchProvider,
                      mirador_search_provider,
                      MIRADOR,
                      SEARCH_PROVIDER,
                      GObject)

/** MiradorSearchStoreFunc: (transfer none) (nullable): the store, opened where it is not yet; NULL
 * where it cannot be: then nothing is found. */
typedef MiradorStore *(*MiradorSearchStoreFunc) (gpointer user_data);

/** mirador_search_provider_new: @application, which is not owned, outlives it. */
MiradorSearchProvider *mirador_search_provider_new (GApplication *application,
                                                    MiradorSearchStoreFunc get_store,
                                                    gpointer user_data);

/** mirador_search_provider_export: on @connection, at @path with "/SearchProvider" behind it: that
 * of the application, from its dbus_register(). */
gboolean mirador_search_provider_export (MiradorSearchProvider *provider,
                                         GDBusConnection *connection,
                                         const char *path,
                                         GError **error);
/** mirador_search_provider_unexport: from its dbus_unregister(). */
void mirador_search_provider_unexport (MiradorSearchProvider *provider);

G_END_DECLS
