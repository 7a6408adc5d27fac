#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window driven by the keyboard alone, and read as a screen reader reads it: keyboard.py MIRADOR

On a screen (Xvfb) and a session bus of its own, with a home of its own. Says what it finds as TAP.
"""
import importlib.util
import os
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
import zlib

PATIENCE = 40  # seconds, for whatever is waited for
STEP = 0.05  # seconds between two looks
MOST_TABS = 60
INSIDE = 'MIRADOR_KEYBOARD_INSIDE'


def skip(reason):
    print('1..0 # SKIP ' + reason)
    sys.exit(0)


def missing():
    for program in ('xdotool', 'Xvfb', 'xvfb-run', 'dbus-run-session'):
        if shutil.which(program) is None:
            return 'there is no %s here' % program
    if importlib.util.find_spec('pyatspi') is None:
        return 'there is no pyatspi for %s here' % sys.executable
    return None


def go_inside():
    """The same again, on a screen and a bus of its own."""
    environment = dict(os.environ)
    for name in ('DISPLAY', 'WAYLAND_DISPLAY', 'DBUS_SESSION_BUS_ADDRESS', 'AT_SPI_BUS_ADDRESS',
                 'NO_AT_BRIDGE', 'GTK_A11Y', 'XAUTHORITY', 'GTK_USE_PORTAL', 'GIO_USE_PORTALS', 'G_DEBUG'):
        environment.pop(name, None)
    environment[INSIDE] = '1'
    line = ['dbus-run-session', '--', 'xvfb-run', '-a', '-s', '-screen 0 1600x1200x24 -noreset',
            '/usr/bin/python3'] + sys.argv
    return relay(subprocess.Popen(line, env=environment, stdout=subprocess.PIPE, text=True))


def relay(inner):
    """What is no TAP is some server's chat."""
    for line in inner.stdout:
        if line.startswith(('1..', 'ok ', 'not ok ', '#', 'Bail out!')):
            print(line, end='', flush=True)
    return inner.wait()


class Wrong(Exception):
    """What was waited for did not come."""


def wait_for(what, look, patience=PATIENCE):
    """The first true answer of look(); objects may go while they are looked at."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        try:
            found = look()
        except Wrong:
            raise
        except Exception:  # pyatspi raises whatever D-Bus does
            found = None
        if found:
            return found
        time.sleep(STEP)
    raise Wrong('waited in vain for ' + what)


def find_all(thing, matches, found=None):
    """Everything below thing that matches."""
    found = [] if found is None else found
    try:
        if matches(thing):
            found.append(thing)
        for child in thing:
            if child is not None:
                find_all(child, matches, found)
    except Exception:
        pass
    return found


def has_state(thing, state):
    return thing.getState().contains(state)


def is_seen(thing):
    import pyatspi
    return has_state(thing, pyatspi.STATE_SHOWING) or has_state(thing, pyatspi.STATE_VISIBLE)


# By their places: with the tables of newer keyboards xdotool adds a modifier to function keys.
PLACES = {'F5': '71', 'F10': '76'}


def keys(*names):
    names = ['+'.join(PLACES.get(part, part) for part in name.split('+')) for name in names]
    subprocess.run(['xdotool', 'key', '--clearmodifiers'] + names, check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def type_text(text):
    subprocess.run(['xdotool', 'type', '--delay', '8', text], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def list_windows():
    answer = subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', '.*'],
                            capture_output=True, text=True)
    return {int(word) for word in answer.stdout.split()}


def focus_window(window):
    """No window manager is here to give a new window the keyboard."""
    subprocess.run(['xdotool', 'windowfocus', '--sync', str(window)],
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=10)


def read_picture(path):
    """Width, height and the number of different bytes of a PNG; None while it is not whole."""
    if not os.path.exists(path):
        return None
    with open(path, 'rb') as file:
        text = file.read()
    if text[:8] != b'\x89PNG\r\n\x1a\n' or text[-8:-4] != b'IEND':
        return None
    width, height = struct.unpack('>II', text[16:24])
    pixels, at = b'', 8
    while at < len(text):
        length = struct.unpack('>I', text[at:at + 4])[0]
        if text[at + 4:at + 8] == b'IDAT':
            pixels += text[at + 8:at + 8 + length]
        at += 12 + length
    return width, height, len(set(zlib.decompress(pixels)))


class Mirador:
    """The program on a demonstration of its own."""

    def __init__(self, program):
        self.home = tempfile.mkdtemp(prefix='mirador-keyboard-')
        environment = dict(os.environ, HOME=self.home, GDK_BACKEND='x11', GSK_RENDERER='cairo',
                           LIBGL_ALWAYS_SOFTWARE='1', GSETTINGS_BACKEND='memory',
                           MIRADOR_TODAY='2026-11-21', TZ='America/Lima',
                           XDG_DATA_HOME=self.home + '/data', XDG_CONFIG_HOME=self.home + '/config',
                           XDG_CACHE_HOME=self.home + '/cache')
        self.process = subprocess.Popen([program, '--lang', 'en', 'demo'], env=environment)
        self.tree = wait_for('the program among the accessible ones', self.find_tree)
        self.window = wait_for('a window', lambda: sorted(list_windows()))[-1]

    def find_tree(self):
        import pyatspi
        if self.process.poll() is not None:
            raise Wrong('the program ended with status %d' % self.process.returncode)
        for program in pyatspi.Registry.getDesktop(0):
            if program is not None and program.get_process_id() == self.process.pid:
                return program
        return None

    def list_charts(self):
        """Charts are what has a role of images and is described."""
        return find_all(self.tree, lambda thing: thing.getRoleName() == 'image' and thing.description
                        and is_seen(thing))

    def get_focus(self):
        import pyatspi
        found = find_all(self.tree, lambda thing: has_state(thing, pyatspi.STATE_FOCUSED))
        return found[-1] if found else None

    def list_named(self, name):
        return find_all(self.tree, lambda thing: (thing.name or '').startswith(name)
                        and is_seen(thing))

    def list_png_items(self):
        """Newer GTK (4.18) gives items of menus no name, but says which key is theirs."""
        return find_all(self.tree, lambda thing: thing.getRoleName() == 'menu item'
                        and is_seen(thing) and ((thing.name or '').startswith('Export as PNG')
                        or not thing.name and 'keyshortcuts:Alt+p' in thing.getAttributes()))

    def new_window(self, before):
        found = wait_for('another window', lambda: list_windows() - before)
        window = sorted(found)[-1]
        focus_window(window)
        return window

    def end(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.home, ignore_errors=True)


def go_to_chart(mirador):
    """Tab until a chart has the keyboard."""
    focus_window(mirador.window)
    for _ in range(MOST_TABS):
        focused = mirador.get_focus()
        if focused is not None and focused.getRoleName() == 'image' and focused.name:
            return focused
        keys('Tab')
        time.sleep(STEP)
    raise Wrong('no chart had the keyboard after %d Tabs' % MOST_TABS)


def choose_path(mirador, before, title, path, read):
    """GTK's own chooser: the name is ready to be typed over."""
    dialog = mirador.new_window(before)
    wait_for('the chooser', lambda: mirador.list_named(title))
    wait_for('the keyboard in the chooser', lambda: mirador.get_focus() is not None
             and mirador.get_focus().getRoleName() in ('text', 'entry'))
    keys('ctrl+a')
    type_text(path)
    keys('Return')
    found = wait_for('the file ' + path, lambda: read(path))
    wait_for('the end of the chooser', lambda: dialog not in list_windows())
    focus_window(mirador.window)
    return found


def check_picture(picture):
    width, height, n_bytes = picture
    if width < 300 or height < 200 or n_bytes < 10:
        raise Wrong('the picture is %dx%d with %d different bytes' % picture)


def test_every_chart_speaks(mirador):
    charts = wait_for('charts', lambda: len(mirador.list_charts()) >= 4 and mirador.list_charts())
    wait_for('a name for every chart', lambda: all(chart.name for chart in mirador.list_charts()))
    for chart in mirador.list_charts():
        if len(chart.description) <= len(chart.name):
            raise Wrong('“%s” says no more than its name' % chart.name)
    print('# %d charts, as “%s”' % (len(charts), charts[0].name))


def test_marks_can_be_walked(mirador):
    chart = go_to_chart(mirador)
    whole = chart.description
    keys('Right')
    first = wait_for('words on a figure',
                     lambda: chart.description != whole and chart.description)
    keys('End')
    keys('Escape')
    wait_for('the chart to have the keyboard still', lambda: mirador.get_focus() is not None)
    print('# a figure: %s' % first.split('\n')[0])


def open_menu(mirador):
    """A key sent to a busy machine is lost now and then: who sees no menu presses it again."""
    for _ in range(4):
        go_to_chart(mirador)
        keys('shift+F10')
        try:
            return wait_for('the menu', mirador.list_png_items, PATIENCE / 4)
        except Wrong:
            keys('Escape')
    raise Wrong('waited in vain for the menu')


def test_export_by_keys(mirador):
    import pyatspi
    path = os.path.join(mirador.home, 'bykeys.png')
    item = open_menu(mirador)[0]
    for _ in range(8):
        if has_state(item, pyatspi.STATE_FOCUSED):
            break
        keys('Down')
        time.sleep(STEP)
    before = list_windows()
    keys('Return')
    check_picture(choose_path(mirador, before, 'Export Chart', path, read_picture))


def test_presenting(mirador):
    before = list_windows()
    focus_window(mirador.window)
    keys('F5')
    presenter = mirador.new_window(before)
    wait_for('a chart in it', lambda: mirador.list_charts())
    keys('Right')
    keys('Escape')
    wait_for('the end of presenting', lambda: presenter not in list_windows())
    focus_window(mirador.window)


def do_action(thing, name):
    actions = thing.queryAction()
    for i in range(actions.nActions):
        if actions.getName(i) == name:
            actions.doAction(i)
            return
    raise Wrong('“%s” has no action %s' % (thing.name, name))


def read_report(path):
    """The size of a whole PDF."""
    if not os.path.exists(path):
        return None
    with open(path, 'rb') as file:
        text = file.read()
    return len(text) if text.startswith(b'%PDF-') and b'%%EOF' in text[-64:] else None


def has_action(thing, name):
    if 'Action' not in thing.get_interfaces():
        return False
    actions = thing.queryAction()
    return name in [actions.getName(i) for i in range(actions.nActions)]


def test_menu_by_action(mirador):
    """Every card opens its menu for who has neither keys nor a pointer."""
    cards = find_all(mirador.tree, lambda thing: is_seen(thing) and has_action(thing, 'chart.menu'))
    if not cards:
        raise Wrong('no card offers its menu')
    do_action(cards[0], 'chart.menu')
    wait_for('the menu', mirador.list_png_items)
    keys('Escape')
    wait_for('the end of the menu', lambda: not mirador.list_png_items())


def test_export_by_action(mirador):
    path = os.path.join(mirador.home, 'byaction.pdf')
    before = list_windows()
    frame = wait_for('the export among the actions', lambda: find_all(
        mirador.tree, lambda thing: is_seen(thing) and has_action(thing, 'win.export-page')))[0]
    do_action(frame, 'win.export-page')
    size = choose_path(mirador, before, 'Export Page', path, read_report)
    if size < 5000:
        raise Wrong('the report has %d bytes only' % size)


TESTS = [
    ('/keyboard/every-chart-speaks', test_every_chart_speaks),
    ('/keyboard/marks-can-be-walked', test_marks_can_be_walked),
    ('/keyboard/export-by-keys', test_export_by_keys),
    ('/keyboard/presenting', test_presenting),
    ('/keyboard/menu-by-action', test_menu_by_action),
    ('/keyboard/export-by-action', test_export_by_action),
]


def main():
    reason = missing()
    if reason is not None:
        skip(reason)
    if INSIDE not in os.environ:
        return go_inside()
    print('1..%d' % len(TESTS))
    failed = 0
    mirador = None
    for number, (name, test) in enumerate(TESTS, 1):
        try:
            if mirador is None:
                mirador = Mirador(sys.argv[1])
            test(mirador)
            print('ok %d %s' % (number, name), flush=True)
        except Exception as error:
            failed += 1
            print('# %s: %s' % (type(error).__name__, error))
            print('not ok %d %s' % (number, name), flush=True)
            if mirador is not None:
                mirador.end()
            mirador = None
    if mirador is not None:
        mirador.end()
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
