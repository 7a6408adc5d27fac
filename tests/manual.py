#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The manual and the shell's completion name all that the program takes, read without a warning,
and complete in a real bash: manual.py PROGRAM PAGE-EN PAGE-ES COMPLETION"""
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile

PROGRAM, ENGLISH, SPANISH, COMPLETION = map(os.path.abspath, sys.argv[1:5])
HOME = tempfile.mkdtemp(prefix='mirador-manual-')
ENVIRONMENT = dict(os.environ, HOME=HOME, XDG_CONFIG_HOME=HOME, XDG_DATA_HOME=HOME, XDG_CACHE_HOME=HOME,
                   LC_ALL='C.UTF-8', PATH=os.path.dirname(PROGRAM) + ':' + os.environ['PATH'])
STORE = os.path.join(HOME, 'store of mine.db')
WIDTHS = (40, 60, 80, 100, 132)
PATIENCE_SECONDS = 20
number = 0
failed = 0


def result(ok, name, why=''):
    global number, failed
    number += 1
    failed += not ok
    print('%sok %d /manual/%s' % ('' if ok else 'not ', number, name))
    if not ok:
        print('# %s' % str(why).replace('\n', '\n# '))


def skip(name, why):
    global number
    number += 1
    print('ok %d /manual/%s # SKIP %s' % (number, name, why))


def run(*words, **more):
    return subprocess.run(words, env=ENVIRONMENT, cwd=HOME, capture_output=True, text=True, check=False, **more)


def say_help(*command):
    return run(PROGRAM, '--lang', 'en', *command, '--help').stdout


def list_commands():
    after = say_help().split('Commands:')[1]
    return re.findall(r'^  ([a-z]+)', after, re.M)


def list_options(*command):
    """The options of the program's own help, long and short."""
    names = []
    for line in say_help(*command).splitlines():
        found = re.match(r'  (?:(-\w), )?(--[a-z-]+)', line)
        if found:
            names += [name for name in found.groups() if name]
    return names


def read_page(path):
    """A page as it is read, without the marks of its bold and italic."""
    text = open(path, encoding='utf-8').read()
    return re.sub(r'\\f[BIR]', '', text).replace('\\-', '-')


def complete(line, store=None):
    """What is offered behind a line: the function itself, given the words that readline would."""
    words = ['mirador'] + re.findall(r'[=:]+|[^\s=:]+', line.split(' ', 1)[1])
    if re.search(r'\s$', line) or len(words) == 1:
        words.append('')
    script = 'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _mirador; printf "%s\\n" "${COMPREPLY[@]}"'
    if store:
        words[1:1] = ['--store', store]
    answer = run('bash', '--norc', '-c', script, 'bash', COMPLETION, *words)
    offered = [word for word in answer.stdout.split('\n') if word]
    return offered, answer.stderr


def test_options():
    for command in [()] + [(name,) for name in list_commands()]:
        if command == ('demo',):
            continue
        options = list_options(*command)
        name = command[0] if command else 'program'
        for language, path in (('english', ENGLISH), ('spanish', SPANISH)):
            page = read_page(path)
            absent = [option for option in options if not re.search(r'(^|[\s,])%s\b' % option, page, re.M)]
            result(options and not absent, 'options/%s/%s' % (language, name), absent)
        offered, said = complete(' '.join(('mirador',) + command + ('-',)))
        absent = [option for option in options if option not in offered and option != '-h']
        result(not absent and not said, 'options/completion/%s' % name, (absent, said))


def test_commands():
    commands = list_commands()
    offered, said = complete('mirador ')
    result(offered == commands and not said, 'commands/completion', (offered, commands, said))
    for language, path in (('english', ENGLISH), ('spanish', SPANISH)):
        page = read_page(path)
        absent = [name for name in commands if not re.search(r'^\.SS %s' % name, page, re.M)]
        result(not absent, 'commands/%s' % language, absent)


def test_translation():
    """Nothing of the English page's prose is left in the Spanish one."""
    english = {line for line in read_page(ENGLISH).splitlines()
               if len(line.split()) > 5 and not line.startswith(('mirador ', '.'))}
    left = [line for line in read_page(SPANISH).splitlines() if line in english]
    result(not left, 'translation', left)


def test_sections():
    sections = re.findall(r'^\.SH (.*)', read_page(ENGLISH), re.M)
    wanted = ['NAME', 'SYNOPSIS', 'DESCRIPTION', 'OPTIONS', 'COMMANDS', 'VALUES', 'EXIT STATUS', 'ENVIRONMENT',
              'FILES', 'EXAMPLES', 'SEE ALSO']
    result(sections == wanted, 'sections/english', sections)
    result(len(re.findall(r'^\.SH ', read_page(SPANISH), re.M)) == len(wanted), 'sections/spanish')


def test_warnings():
    if not shutil.which('man'):
        skip('warnings', 'there is no man(1) here')
        return
    for path in (ENGLISH, SPANISH):
        for width in WIDTHS:
            ENVIRONMENT['MANWIDTH'] = str(width)
            said = run('man', '--warnings', '-E', 'UTF-8', '-l', '-Tutf8', path)
            result(said.returncode == 0 and not said.stderr and said.stdout,
                   'warnings/%s/%d' % ('spanish' if path == SPANISH else 'english', width), said.stderr)


# A line, what must be among what is offered, what must not.
OFFERS = (
    ('mirador qu', ['query'], ['chart']),
    ('mirador --l', ['--lang'], ['--measure']),
    ('mirador --lang ', ['es', 'en'], []),
    ('mirador --lang=e', ['es', 'en'], []),
    ('mirador --action p', ['present'], ['refresh']),
    ('mirador query --program ', ['all', 'tb', 'vih'], []),
    ('mirador query --program tb,vi', ['tb,vih'], ['vih']),
    ('mirador query --program tb,', ['tb,vih'], ['tb,tb']),
    ('mirador query --program=tb,vi', ['tb,vih'], []),
    ('mirador query --measure people_s', ['people_screened'], ['tb']),
    ('mirador query --stage ', ['screened', 'improved'], []),
    ('mirador query --place PE-L', ['PE-LIM', 'PE-LAM'], ['14']),
    ('mirador query --place lima', ['lima-metropolitana'], []),
    ('mirador query --period 2025-', ['2025-01', '2025-12', '2025-Q3', '2025-S1'], ['2024-01']),
    ('mirador query --period 2024-07..2025-', ['2024-07..2025-06'], []),
    ('mirador query --breakdown se', ['sex=F', 'sex=M'], []),
    ('mirador query --breakdown sex=', ['F', 'M'], ['sex=F']),
    ('mirador query --breakdown sex=F,age=1-', ['1-4'], ['F']),
    ('mirador query --breakdown age=', ['\\<1', '1-4'], []),
    ('mirador query --by re', ['region'], []),
    ('mirador query --by sex,', ['sex,age', 'sex,region'], ['sex,sex']),
    ('mirador query --every ', ['month', 'fiscal-year'], ['biweek']),
    ('mirador query --format ', ['table', 'csv', 'json'], ['xlsx']),
    ('mirador query --rate ', [], ['all', 'table']),
    ('mirador query --rate --program t', ['tb'], []),
    ('mirador chart ', ['cascade', 'small-multiples', 'kpi'], []),
    ('mirador chart map --option ', ['classes=equal'], ['show=value']),
    ('mirador chart map --option classes=e', ['equal'], []),
    ('mirador chart --theme p', ['projector', 'print'], ['light']),
    ('mirador chart --size ', ['1200x675'], []),
    ('mirador import --format x', ['xlsx'], ['csv']),
    ('mirador import --mapping minsa', ['minsa-mental-health-attended'], []),
    ('mirador import --mapping ta', ['table of mine.csv'], []),
    ('mirador import ta', ['table of mine.csv'], []),
    ('mirador report -o ta', ['table of mine.csv'], []),
    ('mirador feeds ', ['list', 'show', 'secret', 'forget'], ['population']),
    ('mirador feeds show po', ['population'], []),
    ('mirador feeds list ', [], ['population']),
    ('mirador feeds add ta', ['table of mine.csv'], []),
    ('mirador refresh popu', ['population'], []),
    ('mirador refresh population de', ['demo'], []),
    ('mirador ./me', ['./metas.mirador.json'], []),
    ('mirador nosuch ', [], ['query']),
    ('mirador query --nosuch ', [], ['all']),
)


def test_offers():
    for name in ('table of mine.csv', 'metas.mirador.json', 'me.txt'):
        open(os.path.join(HOME, name), 'w', encoding='utf-8').close()
    for line, wanted, unwanted in OFFERS:
        offered, said = complete(line)
        ok = set(wanted) <= set(offered) and not set(unwanted) & set(offered) and not said
        ok = ok and (wanted or not offered)
        result(ok, 'offers/%s' % line.replace(' ', '-').replace('#', ''), (offered[:20], said))


def test_store():
    """Feeds of the store are offered too; a store that is not there is not made, nor is an odd one spoilt."""
    document = os.path.join(HOME, 'metas.json')
    with open(document, 'w', encoding='utf-8') as file:
        file.write('{"mirador": 1, "feed": "ses-metas", "title": {"es": "Metas"}, "source": {"es": "SES"},'
                   ' "columns": ["measure", "program", "place", "period", "value"],'
                   ' "rows": [["people_screened_target", "all", "PE", "AF2025", 320000]]}')
    complete('mirador feeds show ', STORE)
    result(not os.path.exists(STORE), 'store/is-not-made')
    odd = os.path.join(HOME, 'odd.db')
    with open(odd, 'w', encoding='utf-8') as file:
        file.write('no store at all' * 100)
    offered, said = complete('mirador feeds show ', odd)
    kept = open(odd, encoding='utf-8').read() == 'no store at all' * 100
    result('population' in offered and not said and kept, 'store/odd', (offered, said))
    run(PROGRAM, '--store', STORE, 'import', document)
    offered, said = complete('mirador query --feed ses', STORE)
    result('ses-metas' in offered and not said, 'store/feeds', (offered, said))
    answer = run(PROGRAM, 'complete', 'nosuch')
    result(answer.returncode == 2, 'store/silent', answer)


class Terminal:
    """A bash as somebody types into it; Ctrl+G says what the line has become."""

    def __init__(self):
        self.child, self.file = pty.fork()
        if self.child == 0:
            os.chdir(HOME)
            os.execvpe('bash', ['bash', '--norc', '--noprofile', '-i'], dict(ENVIRONMENT, TERM='dumb', PS1='$ '))
        self.type('bind "set bell-style none"; source "%s"\n' % COMPLETION)
        self.type('bind -x \'"\\C-g": printf "<%s>\\n" "$READLINE_LINE"\'; printf "%s%s\\n" rea dy\n')
        self.wait('ready\r')

    def type(self, text):
        os.write(self.file, text.encode())

    def wait(self, pattern):
        seen = ''
        while not re.search(pattern, seen):
            ready, _, _ = select.select([self.file], [], [], PATIENCE_SECONDS)
            if not ready:
                raise TimeoutError(seen)
            seen += os.read(self.file, 4096).decode('utf-8', 'replace')
        return re.search(pattern, seen)

    def complete(self, line):
        self.type('\x15' + line + '\t\x07')
        return self.wait(r'<([^>]*)>').group(1)

    def close(self):
        self.type('\x15exit\n')
        os.waitpid(self.child, 0)
        os.close(self.file)


TYPED = (
    ('mirador qu', 'mirador query '),
    ('mirador query --meas', 'mirador query --measure '),
    ('mirador query --every fis', 'mirador query --every fiscal-year '),
    ('mirador query --every=fis', 'mirador query --every=fiscal-year '),
    ('mirador query --program tb,vi', 'mirador query --program tb,vih'),
    ('mirador query --breakdown sex=F,condition=anx', 'mirador query --breakdown sex=F,condition=anxiety'),
    ('mirador chart map --option classes=eq', 'mirador chart map --option classes=equal'),
    ('mirador feeds show popul', 'mirador feeds show population '),
    ('mirador import tab', 'mirador import table\\ of\\ mine.csv '),
    ('mirador --store=tab', 'mirador --store=table\\ of\\ mine.csv '),
)


def test_typed():
    terminal = Terminal()
    for line, wanted in TYPED:
        became = terminal.complete(line)
        result(became == wanted, 'typed/%s' % line.replace(' ', '-'), became)
    terminal.close()


if not shutil.which('bash'):
    print('1..0 # SKIP there is no bash here')
    sys.exit(0)
try:
    for test in (test_sections, test_commands, test_options, test_translation, test_warnings, test_offers, test_store,
                 test_typed):
        test()
    print('1..%d' % number)
finally:
    shutil.rmtree(HOME, ignore_errors=True)
sys.exit(failed > 0)
