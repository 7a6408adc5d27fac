#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window where something is missing around it: surroundings-window.py MIRADOR

Each row: what is done to a home of its own, and what the window then says, in English and Spanish;
nothing may be on stderr. On a screen (Xvfb) and a session bus of its own. Says what it finds as TAP.
"""
import os
import shutil
import signal
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
import keyboard as window  # after that: nothing appears among the sources

STORE = 'data/mirador/store.db'
FILL = ['refresh', 'ses-annual-report-2025', 'population']
NO_BUS = {'DBUS_SESSION_BUS_ADDRESS': 'unix:path=/nonexistent', 'GSETTINGS_BACKEND': None}


class Home:
    """A home of its own, and the window in it."""

    def __init__(self, program, language, more):
        self.path = tempfile.mkdtemp(prefix='mirador-home-')
        self.program = program
        self.language = language
        self.errors = open(os.path.join(self.path, 'stderr'), 'w+b')
        self.process = None
        environment = {name: value for name, value in os.environ.items()
                       if not name.startswith(('LC_', 'LANG')) and name != 'G_DEBUG'}
        environment.update(
            HOME=self.path, GDK_BACKEND='x11', GSK_RENDERER='cairo', LIBGL_ALWAYS_SOFTWARE='1',
            GSETTINGS_BACKEND='memory', MIRADOR_TODAY='2026-11-22', TZ='America/Lima',
            XDG_DATA_HOME=self.find('data'), XDG_CONFIG_HOME=self.find('config'),
            XDG_CACHE_HOME=self.find('cache'))
        self.environment = environment
        self.more = more

    def find(self, name):
        return os.path.join(self.path, name)

    def fill(self):
        subprocess.run([self.program] + FILL, env=self.environment, check=True,
                       stdout=subprocess.DEVNULL)

    def start(self):
        environment = dict(self.environment, **self.more)
        environment = {name: value for name, value in environment.items() if value is not None}
        self.process = subprocess.Popen([self.program, '--lang', self.language], env=environment,
                                        stderr=self.errors)

    def find_tree(self):
        import pyatspi
        if self.process.poll() is not None:
            raise window.Wrong('it ended with status %d: %s'
                               % (self.process.returncode, self.read_errors()))
        for program in pyatspi.Registry.getDesktop(0):
            if program is not None and program.get_process_id() == self.process.pid:
                return program
        return None

    def says(self, text):
        """Whether a thing on the screen bears that text."""
        tree = self.find_tree()
        return tree is not None and window.find_all(
            tree, lambda thing: text in (thing.name or '') and window.is_seen(thing))

    def is_up(self):
        if self.process.poll() is not None:
            raise window.Wrong('it ended with status %d: %s'
                               % (self.process.returncode, self.read_errors()))
        return window.list_windows()

    def read_errors(self):
        self.errors.seek(0)
        return self.errors.read().decode()

    def end(self):
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.errors.close()
        shutil.rmtree(self.path, ignore_errors=True)


def nothing(home):
    pass


def fill(home):
    home.fill()


def garbage(home):
    os.makedirs(os.path.dirname(home.find(STORE)))
    with open(home.find(STORE), 'wb') as file:
        file.write(b'\xa5' * 20000)


def damaged_figures(home):
    """What only a question for figures meets."""
    import sqlite3
    home.fill()
    database = sqlite3.connect(home.find(STORE))
    [(page,)] = database.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'observation'")
    [(size,)] = database.execute('PRAGMA page_size')
    database.close()
    with open(home.find(STORE), 'r+b') as file:
        file.seek((page - 1) * size)
        file.write(b'\xa5' * size)


def folder_is_a_file(home):
    os.makedirs(home.find('data'))
    with open(home.find('data/mirador'), 'wb'):
        pass


def settings_are_a_file(home):
    home.fill()
    with open(home.find('config'), 'wb'):
        pass


FIGURES = ('People screened', 'Personas tamizadas')
ASIDE = ('store-2026-11-22-damaged.db', 'store-2026-11-22-damaged.db')
# What drivers and GTK say of a screen without OpenGL is not ours to silence.
OTHERS = ('libEGL', 'libGL', 'MESA', 'Gsk-Message', 'Gdk-Message')
# GTK 4.24 says it of itself, once, of a popover on an X server without a compositor.
GTK_OF_ITSELF = 'gdk_frame_timings_submitted() called on submitted frame'
COPY = ('You see a copy', 'Usted ve una copia')

# name, before, what it says (English, Spanish), the rest of the environment
CASES = [
    ('a damaged store', garbage, [ASIDE], {}),
    ('a store with damaged figures', damaged_figures, [ASIDE, FIGURES], {}),
    ('no folder for figures', folder_is_a_file, [COPY], {}),
    ('no folder for settings', settings_are_a_file, [FIGURES], {}),
    ('no settings schema', fill, [FIGURES], {'GSETTINGS_SCHEMA_DIR': '/nonexistent'}),
    ('no locales at all', fill, [FIGURES], {'LOCPATH': '/nonexistent'}),
    ('LANG=C', fill, [FIGURES], {'LANG': 'C'}),
    ('LANG=xx_YY.UTF-8', fill, [FIGURES], {'LANG': 'xx_YY.UTF-8'}),
    ('LC_ALL=POSIX', fill, [FIGURES], {'LC_ALL': 'POSIX'}),
    ('LANGUAGE=xx', fill, [FIGURES], {'LANG': 'es_PE.UTF-8', 'LANGUAGE': 'xx:yy'}),
    ('no temporary folder', fill, [FIGURES], {'TMPDIR': '/nonexistent'}),
    ('a time zone that does not exist', fill, [FIGURES], {'TZ': 'Mars/Olympus'}),
    ('no OpenGL', fill, [FIGURES], {'GSK_RENDERER': None, 'LIBGL_DRIVERS_PATH': '/nonexistent',
                                    'LIBGL_ALWAYS_SOFTWARE': None}),
    ('no portal', fill, [FIGURES], {'GTK_USE_PORTAL': '1', 'GIO_USE_PORTALS': '1'}),
    ('no session bus', fill, [], NO_BUS),
    ('no runtime folder', fill, [FIGURES], {'XDG_RUNTIME_DIR': None}),
]


def run_case(program, case, language):
    _, before, texts, more = case
    home = Home(program, language, more)
    try:
        before(home)
        home.start()
        window.wait_for('a window', home.is_up)
        for text in texts:
            words = text[language == 'es']
            window.wait_for('“%s”' % words, lambda words=words: home.says(words))
        lines = [line for line in home.read_errors().splitlines()
                 if line.strip() != '' and not line.startswith(OTHERS) and GTK_OF_ITSELF not in line]
        if lines:
            raise window.Wrong('on stderr: ' + ' / '.join(lines))
    finally:
        home.end()


def main():
    reason = window.missing()
    if reason is not None:
        window.skip(reason)
    if window.INSIDE not in os.environ:
        return window.go_inside()
    tests = [(case, language) for case in CASES for language in ('en', 'es')]
    failed = 0
    print('1..%d' % len(tests))
    for number, (case, language) in enumerate(tests, 1):
        try:
            run_case(sys.argv[1], case, language)
            print('ok %d %s, %s' % (number, case[0], language), flush=True)
        except Exception as error:
            failed += 1
            print('# %s: %s' % (type(error).__name__, error))
            print('not ok %d %s, %s' % (number, case[0], language), flush=True)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
