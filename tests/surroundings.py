#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line where something is missing around it: surroundings.py MIRADOR SOURCES

Each row: what is done to a home of its own, what is run, its exit status, and the one sentence on
stderr ('' for none), in English and in Spanish. Says what it finds as TAP.
"""
import glob
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile

NOBODY = 65534
STORE = '.local/share/mirador/store.db'
QUERY = ['query', '--program', 'all', '--measure', 'people_screened', '--period', 'AF2025']
FILL = ['refresh', 'ses-annual-report-2025', 'population']
FIGURE = '303,705'


class Wrong(Exception):
    """Not as it should be."""


class Home:
    """A home of its own, and the program in it."""

    def __init__(self, program, sources):
        self.program = program
        self.sources = sources
        self.path = tempfile.mkdtemp(prefix='mirador-home-')
        self.is_root = os.geteuid() == 0
        if self.is_root:
            os.chown(self.path, NOBODY, NOBODY)
        self.environment = {
            name: value for name, value in os.environ.items()
            if not name.startswith(('XDG_', 'LC_', 'LANG', 'MIRADOR_SECRET', 'DBUS_', 'G_DEBUG'))
            and name not in ('DISPLAY', 'WAYLAND_DISPLAY', 'HOME')}
        self.environment.update(HOME=self.path, MIRADOR_TODAY='2026-11-22', TZ='America/Lima')

    def become_nobody(self):
        """Root may do everything: then nothing is ever missing."""
        if self.is_root:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)

    def run(self, words, limit=None, **more):
        environment = dict(self.environment, **more)

        def prepare():
            if limit is not None:
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            self.become_nobody()
        return subprocess.run([self.program] + words,
                              env={k: v for k, v in environment.items() if v is not None},
                              capture_output=True, text=True, timeout=120, restore_signals=False,
                              preexec_fn=prepare, cwd='/')

    def fill(self):
        answer = self.run(['--lang', 'en'] + FILL)
        if answer.returncode != 0:
            raise Wrong('not filled: ' + answer.stderr)

    def find(self, name):
        return os.path.join(self.path, name)

    def write(self, name, content):
        path = self.find(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'wb') as file:
            file.write(content)
        self.own()

    def own(self):
        for folder, _, files in os.walk(self.path):
            for path in [folder] + [os.path.join(folder, name) for name in files]:
                if self.is_root:
                    os.chown(path, NOBODY, NOBODY)

    def close(self):
        """Nobody may write anything here any more."""
        for folder, _, files in os.walk(self.path, topdown=False):
            for name in files:
                os.chmod(os.path.join(folder, name), 0o444)
            os.chmod(folder, 0o555)

    def end(self):
        subprocess.run(['chmod', '-R', 'u+rwX', self.path], check=False)
        shutil.rmtree(self.path, ignore_errors=True)


# What is done to the home before.

def nothing(home):
    pass


def fill(home):
    home.fill()


def closed(home):
    home.close()


def filled_and_closed(home):
    home.fill()
    home.close()


def file_may_only_be_read(home):
    home.fill()
    os.chmod(home.find(STORE), 0o444)


def file_may_not_be_read(home):
    home.fill()
    os.chmod(home.find(STORE), 0)


def folder_is_a_file(home):
    home.write('.local/share/mirador', b'')


def garbage(home):
    home.write(STORE, b'\xa5' * 20000)


def empty_file(home):
    home.write(STORE, b'')


def settings_closed(home):
    home.fill()
    os.mkdir(home.find('.config'), 0o555)


def later(home):
    import sqlite3
    home.fill()
    database = sqlite3.connect(home.find(STORE))
    database.execute('PRAGMA user_version = 2')
    database.close()
    home.own()


def foreign(home):
    import sqlite3
    os.makedirs(os.path.dirname(home.find(STORE)))
    database = sqlite3.connect(home.find(STORE))
    database.execute('CREATE TABLE recipe (name TEXT)')
    database.commit()
    database.close()
    home.own()


def list_set_aside(home):
    return glob.glob(home.find('.local/share/mirador/store-2026-11-22-damaged.db'))


SAID_ASIDE = ('was damaged. It is kept as', 'estaba dañado. Se conserva como')
SAID_COPY = ('You see a copy', 'Usted ve una copia')
NO_RIGHT = ('you have no permission', 'usted no tiene permiso')
LIMIT = 4096

# name, before, words, status, sentence (English, Spanish), what is answered, the rest
CASES = [
    ('a home that may only be read', closed, QUERY, 1, NO_RIGHT, None, {}),
    ('nothing can be refreshed there', closed, FILL, 1, NO_RIGHT, None, {}),
    ('a store that may only be read is read', filled_and_closed, QUERY, 0, SAID_COPY, FIGURE, {}),
    ('and is not refreshed', filled_and_closed, FILL, 1,
     ('it may only be read', 'solo se puede leer'), None, {}),
    ('no temporary folder for the copy but /tmp', filled_and_closed, QUERY, 0, SAID_COPY, FIGURE,
     {'TMPDIR': '/nonexistent'}),
    ('a file that may only be read', file_may_only_be_read, QUERY, 0, SAID_COPY, FIGURE, {}),
    ('a file that may not be read', file_may_not_be_read, QUERY, 1, NO_RIGHT, None, {}),
    ('a file where the folder should be', folder_is_a_file, QUERY, 1,
     ('is a file, not a folder', 'es un archivo, no una carpeta'), None, {}),
    ('a damaged store, asked', garbage, QUERY, 1, SAID_ASIDE, None, {}),
    ('a damaged store, refreshed', garbage, FILL, 0, SAID_ASIDE, None, {}),
    ('an empty file is a new store', empty_file, FILL, 0, '', None, {}),
    ('a store of a later version', later, QUERY, 1, ('newer Mirador', 'Mirador más reciente'), None,
     {}),
    ('a store of another program', foreign, FILL, 1,
     ('not a store of Mirador', 'no es un almacén de Mirador'), None, {}),
    ('a full disk', fill, ['refresh', 'national-reference'], 1,
     ('no space left', 'No queda espacio'), None, {'limit': LIMIT}),
    ('a full disk at the first start', nothing, FILL, 1, ('no space left', 'No queda espacio'), None,
     {'limit': LIMIT}),
    ('settings that cannot be written', settings_closed,
     ['feeds', 'add', 'versions/feed-1.feed.json'], 1, NO_RIGHT, None, {}),
    ('no HOME', nothing, QUERY, 1, ('cannot be used', 'No se puede usar'), None, {'HOME': None}),
    ('a HOME that is not there', nothing, FILL, 1, ('cannot be used', 'No se puede usar'), None,
     {'HOME': '/nonexistent/home'}),
    ('no runtime folder', fill, QUERY, 0, '', FIGURE, {'XDG_RUNTIME_DIR': '/nonexistent'}),
    ('no session bus', fill, QUERY, 0, '', FIGURE,
     {'DBUS_SESSION_BUS_ADDRESS': 'unix:path=/nonexistent', 'GSETTINGS_BACKEND': None}),
    ('no temporary folder', nothing, FILL, 0, '', None, {'TMPDIR': '/nonexistent'}),
    ('no settings schema', fill, QUERY, 0, '', FIGURE, {'GSETTINGS_SCHEMA_DIR': '/nonexistent'}),
    ('no data folders of the system', fill, QUERY, 0, '', FIGURE, {'XDG_DATA_DIRS': '/nonexistent'}),
    ('a time zone that does not exist', fill, QUERY, 0, '', FIGURE, {'TZ': 'Mars/Olympus'}),
    ('no locales at all', fill, QUERY, 0, '', FIGURE, {'LOCPATH': '/nonexistent'}),
    ('no translations', fill, QUERY, 0, ('', 'install Mirador again'), FIGURE,
     {'MIRADOR_LOCALE_DIR': '/nonexistent'}),
]

# Of the system's variables, without --lang: which language comes of it. None of these locales need
# be installed.
LANGUAGES = [
    ({'LANG': 'es_PE.UTF-8'}, 'es'), ({'LANG': 'es_ES.UTF-8'}, 'es'), ({}, 'es'),
    ({'LANG': 'C'}, 'es'), ({'LC_ALL': 'POSIX'}, 'es'), ({'LANG': 'xx_YY.UTF-8'}, 'es'),
    ({'LANG': 'es_PE.ISO-8859-1'}, 'es'), ({'LANG': 'pt_BR.UTF-8'}, 'es'),
    ({'LANG': 'es_PE.UTF-8', 'LC_ALL': 'C'}, 'es'), ({'LC_ALL': 'de_DE.UTF-8'}, 'es'),
    ({'LANG': '../../../etc'}, 'es'), ({'LANG': 'es_PE.UTF-8', 'LANGUAGE': 'xx:yy'}, 'es'),
    ({'LANG': 'en_US.UTF-8'}, 'en'), ({'LANG': 'es_PE.UTF-8', 'LANGUAGE': 'en'}, 'en'),
    ({'LANG': 'en_US.UTF-8', 'LANGUAGE': 'xx'}, 'en'), ({'LANGUAGE': 'fr:es:en'}, 'es'),
    ({'LANG': 'en_US.UTF-8', 'LC_NUMERIC': 'de_DE.UTF-8'}, 'en'),
]


def check(answer, status, sentence, figure):
    if answer.returncode != status:
        raise Wrong('status %d: %s' % (answer.returncode, answer.stderr))
    lines = answer.stderr.splitlines()
    if sentence == '' and lines:
        raise Wrong('on stderr: ' + answer.stderr)
    # Of two sources each says its own.
    if sentence != '' and (not 1 <= len(set(lines)) <= 1 or sentence not in lines[0]):
        raise Wrong('“%s” is not what stderr says: %s' % (sentence, answer.stderr))
    if figure is not None and figure not in answer.stdout:
        raise Wrong('no %s in: %s' % (figure, answer.stdout))


def run_case(home, case, language):
    _, before, words, status, sentences, figure, rest = case
    words = [os.path.join(home.sources, word) if word.endswith('.json') else word for word in words]
    sentence = sentences if sentences == '' else sentences[language == 'es']
    before(home)
    content = None
    if os.access(home.find(STORE), os.R_OK):
        with open(home.find(STORE), 'rb') as file:
            content = file.read()
    answer = home.run(['--lang', language] + words, **rest)
    check(answer, status, sentence, figure)
    if before is garbage:
        [kept] = list_set_aside(home)
        with open(kept, 'rb') as file:
            if file.read() != content:
                raise Wrong('what was set aside is not what there was')
    elif list_set_aside(home):
        raise Wrong('it was set aside')
    elif before in (later, foreign, filled_and_closed):
        with open(home.find(STORE), 'rb') as file:
            if file.read() != content:
                raise Wrong('the store is another one')
    if before is fill:
        check(home.run(['--lang', 'en'] + QUERY), 0, '', FIGURE)


def run_language(home, variables, language):
    words = {'es': 'Personas tamizadas', 'en': 'People screened'}
    home.fill()
    check(home.run(QUERY, **variables), 0, '', FIGURE)
    check(home.run(QUERY, **variables), 0, '', words[language])
    for asked, text in words.items():
        check(home.run(['--lang', asked] + QUERY, **variables), 0, '', text)


def list_tests():
    for case in CASES:
        for language in ('en', 'es'):
            yield ('%s, %s' % (case[0], language),
                   lambda home, case=case, language=language: run_case(home, case, language))
    for variables, language in LANGUAGES:
        name = ' '.join('%s=%s' % pair for pair in variables.items()) or 'no variables'
        yield (name, lambda home, variables=variables, language=language:
               run_language(home, variables, language))


def can_run(program, sources):
    home = Home(program, sources)
    try:
        return home.run(['--version']).returncode == 0
    except OSError:
        return False
    finally:
        home.end()


def main():
    program, sources = sys.argv[1], sys.argv[2]
    if not can_run(program, sources):
        print('1..0 # SKIP root runs this, and nobody else may run the program')
        return 0
    tests = list(list_tests())
    failed = 0
    print('1..%d' % len(tests))
    for number, (name, test) in enumerate(tests, 1):
        home = Home(program, sources)
        try:
            test(home)
            print('ok %d %s' % (number, name), flush=True)
        except Exception as error:
            failed += 1
            print('# %s: %s' % (type(error).__name__, str(error).replace('\n', ' / ')))
            print('not ok %d %s' % (number, name), flush=True)
        finally:
            home.end()
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
