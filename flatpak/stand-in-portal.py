#!/usr/bin/python3
"""Plays the desktop's portal of secrets on the session bus, and owns a name that nobody declared:
stand-in-portal.py LOG"""
import os
import sys

from gi.repository import Gio, GLib

SECRET = b"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
INTERFACE = """<node><interface name="org.freedesktop.portal.Secret">
  <method name="RetrieveSecret">
    <annotation name="org.gtk.GDBus.C.UnixFD" value="true"/>
    <arg type="h" name="fd" direction="in"/><arg type="a{sv}" name="options" direction="in"/>
    <arg type="o" name="handle" direction="out"/>
  </method>
  <property name="version" type="u" access="read"/>
</interface></node>"""
log = open(sys.argv[1], "w", encoding="utf-8", buffering=1)


def called(connection, sender, path, interface, method, arguments, invocation):
    descriptors = invocation.get_message().get_unix_fd_list()
    os.write(descriptors.get(arguments.unpack()[0]), SECRET)
    token = arguments.unpack()[1].get("handle_token", "t")
    handle = "/org/freedesktop/portal/desktop/request/%s/%s" % (sender[1:].replace(".", "_"), token)
    log.write("RetrieveSecret\n")
    invocation.return_value(GLib.Variant("(o)", (handle,)))
    connection.emit_signal(sender, handle, "org.freedesktop.portal.Request", "Response",
                           GLib.Variant("(ua{sv})", (0, {})))


bus = Gio.bus_get_sync(Gio.BusType.SESSION)
bus.register_object_with_closures2("/org/freedesktop/portal/desktop",
                                   Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0], called,
                                   lambda *arguments: GLib.Variant("u", 1), None) \
    if hasattr(bus, "register_object_with_closures2") else \
    bus.register_object("/org/freedesktop/portal/desktop",
                        Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0], called,
                        lambda *arguments: GLib.Variant("u", 1), None)
for name in ("org.freedesktop.portal.Desktop", "org.example.Undeclared"):
    Gio.bus_own_name_on_connection(bus, name, Gio.BusNameOwnerFlags.NONE, None, None)
loop = GLib.MainLoop()
GLib.idle_add(lambda: log.write("ready\n") and False)
loop.run()
