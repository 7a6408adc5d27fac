#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program as the desktop starts it: by its service file, its type of document and its desktop
entry: desktop.py MIRADOR FOLDER-OF-BUILT-DATA

On a screen (Xvfb) and a session bus of its own, with a home of its own. Says what it finds as TAP.
"""
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile

import keyboard
from keyboard import Wrong, find_all, list_windows, wait_for

NAME = 'pe.org.sociosensalud.Mirador'
OBJECT = '/pe/org/sociosensalud/Mirador'
TYPE = 'application/vnd.sociosensalud.mirador+json'
HOME = 'MIRADOR_DESKTOP_HOME'


def missing():
    for program in ('gio', 'update-mime-database', 'update-desktop-database'):
        if shutil.which(program) is None:
            return 'there is no %s here' % program
    return keyboard.missing()


def make_document(path, value):
    with open(path, 'w', encoding='utf-8') as file:
        json.dump({'mirador': 1, 'feed': 'oficina', 'source': {'es': 'Oficina de Lima'},
                   'columns': ['measure', 'program', 'place', 'period', 'value'],
                   'rows': [['people_screened', 'tb', 'PE', 'AF2025', value]]}, file)


def install(home, program, built):
    """Below the home as an installation has it below its prefix; the service starts this program."""
    data = os.path.join(home, 'data')
    with open(os.path.join(built, NAME + '.service'), encoding='utf-8') as file:
        service = re.sub(r'(?m)^Exec=\S+', 'Exec=' + program, file.read())
    for folder in ('dbus-1/services', 'applications', 'mime/packages'):
        os.makedirs(os.path.join(data, folder))
    with open(os.path.join(data, 'dbus-1/services', NAME + '.service'), 'w') as file:
        file.write(service)
    shutil.copy(os.path.join(built, NAME + '.desktop'), os.path.join(data, 'applications'))
    shutil.copy(os.path.join(built, 'mime', NAME + '.xml'), os.path.join(data, 'mime/packages'))
    os.makedirs(os.path.join(home, 'bin'))
    os.symlink(program, os.path.join(home, 'bin', 'mirador'))
    subprocess.run(['update-mime-database', os.path.join(data, 'mime')], check=True,
                   capture_output=True)
    subprocess.run(['update-desktop-database', os.path.join(data, 'applications')], check=True)


def move_in(home, built):
    """Before the bus begins: what it starts has its surroundings."""
    os.environ.update({
        HOME: home, 'HOME': home, 'XDG_DATA_HOME': home + '/data',
        'XDG_CONFIG_HOME': home + '/config', 'XDG_CACHE_HOME': home + '/cache',
        'PATH': home + '/bin:' + os.environ['PATH'], 'GSETTINGS_BACKEND': 'keyfile',
        'GSETTINGS_SCHEMA_DIR': built, 'GDK_BACKEND': 'x11', 'GSK_RENDERER': 'cairo',
        'GDK_DEBUG': 'gl-disable', 'LIBGL_ALWAYS_SOFTWARE': '1', 'MIRADOR_TODAY': '2026-11-21',
        'TZ': 'America/Lima', 'LC_ALL': 'C.UTF-8'})
    os.environ.pop('LANGUAGE', None)
    settings = os.path.join(home, 'config/glib-2.0/settings')
    os.makedirs(settings)
    with open(os.path.join(settings, 'keyfile'), 'w') as file:
        file.write("[pe/org/sociosensalud/Mirador]\nlanguage='en'\n")


class Desktop:
    """What the Shell and the file manager do."""

    def __init__(self, home):
        from gi.repository import Gio, GLib
        self.home = home
        self.variant = GLib.Variant
        self.no_flags = Gio.DBusCallFlags.NONE
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
        # The bus is older than the screen.
        surroundings = {name: os.environ[name] for name in ('DISPLAY', 'XAUTHORITY')
                        if name in os.environ}
        self.ask_bus('UpdateActivationEnvironment', self.variant('(a{ss})', (surroundings,)))

    def ask_bus(self, method, parameters):
        return self.bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus',
                                  'org.freedesktop.DBus', method, parameters, None, self.no_flags,
                                  10000, None)

    def call(self, method, signature, *values):
        """The bus starts the program where it does not run."""
        self.bus.call_sync(NAME, OBJECT, 'org.freedesktop.Application', method,
                           self.variant(signature, values), None, self.no_flags, 40000, None)

    def act(self, action, *parameter):
        self.call('ActivateAction', '(sava{sv})', action, list(parameter), {})

    def runs(self):
        return self.ask_bus('NameHasOwner', self.variant('(s)', (NAME,))).unpack()[0]

    def find_tree(self):
        import pyatspi
        number = self.ask_bus('GetConnectionUnixProcessID', self.variant('(s)', (NAME,))).unpack()[0]
        for program in pyatspi.Registry.getDesktop(0):
            if program is not None and program.get_process_id() == number:
                return program
        return None

    def list_shown(self, name):
        """What begins so and has a place on the screen; a page that was not opened has none."""
        tree = self.find_tree()
        return find_all(tree, lambda thing: (thing.name or '').lstrip('_').startswith(name)
                        and keyboard.is_seen(thing) and has_place(thing)) if tree else []

    def press(self, name):
        button = wait_for('the button ' + name,
                          lambda: [thing for thing in self.list_shown(name)
                                   if thing.getRoleName() in ('button', 'push button')
                                   and keyboard.has_state(thing, sensitive())])[0]
        button.queryAction().doAction(0)

    def quit(self):
        if self.runs():
            self.act('quit')
            wait_for('the end of the program', lambda: not self.runs())


def has_place(thing):
    import pyatspi
    extents = thing.queryComponent().getExtents(pyatspi.WINDOW_COORDS)
    return extents.width > 0 and extents.height > 0


def sensitive():
    import pyatspi
    return pyatspi.STATE_SENSITIVE


def run(*line):
    return subprocess.run(line, capture_output=True, text=True, timeout=60)


def get_total():
    """What the store has of the office, as the command line sees it."""
    answer = run('mirador', '--lang', 'en', 'query', '--feed', 'oficina', '--measure',
                 'people_screened', '--program', 'tb', '--format', 'csv')
    return answer.stdout + answer.stderr


def type_of(path):
    answer = run('gio', 'info', '-a', 'standard::content-type', path)
    return answer.stdout.split('standard::content-type:')[-1].strip()


def test_type_is_known(desktop):
    table = [('oficina.mirador.json', None, TYPE), ('without-an-ending', None, TYPE),
             ('other.json', '{"rows": []}', 'application/json'),
             ('empty.mirador.json', '{}', TYPE)]
    for name, text, expected in table:
        path = os.path.join(desktop.home, name)
        if text is None:
            make_document(path, 1200)
        else:
            with open(path, 'w') as file:
                file.write(text)
        if type_of(path) != expected:
            raise Wrong('%s is %s' % (name, type_of(path)))


def test_bus_starts_it(desktop):
    desktop.call('Activate', '(a{sv})', {})
    wait_for('a window', list_windows)
    wait_for('the first page', lambda: desktop.list_shown('Import a File or an Address'))
    desktop.quit()


def test_double_click(desktop):
    path = os.path.join(desktop.home, 'oficina.mirador.json')
    make_document(path, 1200)
    answer = run('gio', 'open', path)
    if answer.returncode != 0:
        raise Wrong('gio open: ' + answer.stderr)
    wait_for('the preview', lambda: desktop.list_shown('The first rows, as they will be read'))
    if '1200' in get_total():
        raise Wrong('figures were kept before anybody said so')
    desktop.press('Import')
    wait_for('the figures in the store', lambda: '1200' in get_total())
    desktop.quit()


def test_second_start(desktop):
    desktop.call('Activate', '(a{sv})', {})
    wait_for('the page', lambda: desktop.list_shown('Overview'))
    before = list_windows()
    answer = run('mirador', os.path.join(desktop.home, 'oficina.mirador.json'))
    if answer.returncode != 0:
        raise Wrong('the second start ended with %d: %s' % (answer.returncode, answer.stderr))
    wait_for('the preview in the first', lambda: list_windows() - before
             and desktop.list_shown('The first rows, as they will be read'))
    desktop.quit()


def test_page_comes_back(desktop):
    text = desktop.variant('s', 'explore')
    desktop.act('show-page', text)
    wait_for('the page', lambda: desktop.list_shown('The chart’s own figures'))
    desktop.quit()
    desktop.call('Activate', '(a{sv})', {})
    wait_for('the page again', lambda: desktop.list_shown('The chart’s own figures'))
    desktop.act('show-page', desktop.variant('s', 'overview'))
    desktop.quit()


def test_launcher_actions(desktop):
    from gi.repository import Gio
    entry = Gio.DesktopAppInfo.new(NAME + '.desktop')
    if sorted(entry.list_actions()) != ['present', 'refresh']:
        raise Wrong('the actions are ' + ', '.join(entry.list_actions()))
    entry.launch_action('refresh', None)
    wait_for('the feeds', lambda: desktop.runs() and desktop.list_shown('Add a Source'))
    desktop.quit()


def test_launcher_lines(desktop):
    """A launcher without D-Bus runs the lines of the entry."""
    with open(os.path.join(desktop.home, 'data/applications', NAME + '.desktop')) as file:
        lines = re.findall(r'(?m)^Exec=(.*)$', file.read())
    if len(lines) != 3:
        raise Wrong('the lines are %s' % lines)
    for line in lines:
        process = subprocess.Popen(line.replace('%U', '').split())
        wait_for('a window of ' + line, lambda: desktop.runs() and desktop.find_tree())
        wait_for('what it shows', list_windows)
        desktop.quit()
        if process.wait(20) != 0:
            raise Wrong('%s ended with %d' % (line, process.returncode))


def add_slow_feed(home, port):
    folder = os.path.join(home, 'config/mirador/feeds')
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, 'lenta.feed.json'), 'w') as file:
        json.dump({'feed': 1, 'id': 'lenta', 'title': {'es': 'Lenta'}, 'every_hours': 0,
                   'tables': [{'location': 'http://127.0.0.1:%d/x.json' % port,
                               'format': 'mirador'}]}, file)


def test_quit_while_refreshing(desktop):
    """The answer of a server is half there when the window is told to end."""
    before = get_total()
    with socket.create_server(('127.0.0.1', 0)) as server:
        server.settimeout(keyboard.PATIENCE)
        add_slow_feed(desktop.home, server.getsockname()[1])
        desktop.act('refresh')
        connection = server.accept()[0]
        connection.recv(4096)
        connection.sendall(b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n'
                           b'Content-Length: 100000\r\n\r\n{"mirador": 1, "columns": [')
        desktop.quit()
        connection.close()
    os.remove(os.path.join(desktop.home, 'config/mirador/feeds/lenta.feed.json'))
    if get_total() != before:
        raise Wrong('the figures were %s, and are %s' % (before, get_total()))


def test_mistakes(desktop):
    table = os.path.join(desktop.home, 'some.csv')
    with open(table, 'w') as file:
        file.write('a,b\n1,2\n')
    for line, status, words in [([table], 2, 'there is no command'),
                                (['gone.mirador.json'], 1, 'gone.mirador.json'),
                                (['--action', 'dance'], 2, 'present, refresh'),
                                (['--action', 'present', 'query'], 2, 'query')]:
        answer = run('mirador', '--lang', 'en', *line)
        if answer.returncode != status or words not in answer.stderr:
            raise Wrong('%s: %d %s' % (line, answer.returncode, answer.stderr))
    if desktop.runs():
        raise Wrong('a mistake opened the window')


def test_store_that_cannot_be_opened(desktop):
    """A window says it, and the status of the program that ends without figures is 1."""
    before = list_windows()
    process = subprocess.Popen(['mirador', '--lang', 'en', '--store', desktop.home],
                               stderr=subprocess.PIPE, text=True)
    window = sorted(wait_for('the window', lambda: list_windows() - before))[-1]
    keyboard.focus_window(window)
    wait_for('its end', lambda: keyboard.keys('ctrl+q') or process.poll() is not None)
    said = process.stderr.read()
    if process.returncode != 1 or 'cannot be used' not in said:
        raise Wrong('it ended with %d: %s' % (process.returncode, said))


TESTS = [
    ('/desktop/type-is-known', test_type_is_known),
    ('/desktop/bus-starts-it', test_bus_starts_it),
    ('/desktop/double-click', test_double_click),
    ('/desktop/second-start', test_second_start),
    ('/desktop/page-comes-back', test_page_comes_back),
    ('/desktop/launcher-actions', test_launcher_actions),
    ('/desktop/launcher-lines', test_launcher_lines),
    ('/desktop/quit-while-refreshing', test_quit_while_refreshing),
    ('/desktop/mistakes', test_mistakes),
    ('/desktop/store-that-cannot-be-opened', test_store_that_cannot_be_opened),
]


def begin(program, built):
    home = tempfile.mkdtemp(prefix='mirador-desktop-')
    try:
        install(home, program, built)
        move_in(home, built)
        return keyboard.go_inside()
    finally:
        shutil.rmtree(home, ignore_errors=True)


def main():
    reason = missing()
    if reason is not None:
        keyboard.skip(reason)
    if HOME not in os.environ:
        return begin(os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]))
    print('1..%d' % len(TESTS))
    failed = 0
    desktop = Desktop(os.environ[HOME])
    for number, (name, test) in enumerate(TESTS, 1):
        try:
            test(desktop)
            print('ok %d %s' % (number, name), flush=True)
        except Exception as error:
            failed += 1
            print('# %s: %s' % (type(error).__name__, error))
            print('not ok %d %s' % (number, name), flush=True)
            desktop.quit()
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
