# SPDX-License-Identifier: GPL-3.0-or-later
"""The worked examples of the help pages against the program itself.

    help-examples.py PROGRAM HELP-FOLDER

A page says in processing instructions, which no reader sees, where its numbers come from:

    <?mirador-run STORE COMMAND | PHRASE | PHRASE?>   the program says each phrase, and so does the page
    <?mirador-sum EXPRESSION | NUMBER?>               the expression is NUMBER, as precisely as it is
                                                      written, and the page says it

STORE is demo (the demonstration), report (SES's annual report, national figures and population) or
small (four invented provinces, with the files that a corrected table is imported from). The output
is TAP.
"""
import collections
import decimal
import math
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree

MALLARD = '{http://projectmallard.org/1.0/}'
LANGUAGES = {'C': 'en', 'es': 'es'}
OURS = re.compile(r'(chart|method)s?(-.*)?\.page$')
STORES = {'demo': ['demo', 'population'],
          'report': ['ses-annual-report-2025', 'population', 'national-reference'],
          'small': []}
SMALL = [('2501', 3), ('2502', 11), ('2503', 26), ('2504', 0)]
MAPPING = '''{"mapping": 1, "id": "small", "feed": "small", "format": "csv",
 "profile": {"title": {"en": "Provinces", "es": "Provincias"}, "source": {"en": "Example", "es": "Ejemplo"}},
 "program": "tb", "measure": "people_diagnosed", "period": {"column": "period"},
 "place": {"column": "place"}, "value": "value"}
'''
Page = collections.namedtuple('Page', 'language name text runs sums tree')


def wilson(x, n):
    """Wilson (1927), solved anew from (p - P)^2 = z^2 P (1 - P) / n."""
    p = x / n
    a, b, c = 1 + Z * Z / n, -(2 * p + Z * Z / n), p * p
    root = math.sqrt(b * b - 4 * a * c)
    return (-b - root) / (2 * a), (-b + root) / (2 * a)


def byar(x):
    lower = x * (1 - 1 / (9 * x) - Z / (3 * math.sqrt(x))) ** 3
    upper = (x + 1) * (1 - 1 / (9 * (x + 1)) + Z / (3 * math.sqrt(x + 1))) ** 3
    return lower, upper


Z = 1.959964
NAMES = {'sqrt': math.sqrt, 'z': Z, 'wilson': wilson, 'byar': byar}


def plain(text):
    return ' '.join(text.split())


def says(text, phrase):
    """Whole numbers only: 145 is not said by 1,145 nor by 145.5."""
    pattern = re.escape(plain(phrase))
    if phrase[0].isdigit():
        pattern = r'(?<![\d.,])' + pattern
    if phrase[-1].isdigit():
        pattern += r'(?!\d|[.,]\d)'
    return re.search(pattern, text) is not None


def read_page(language, folder, name):
    path = os.path.join(folder, name)
    parser = tree.XMLParser(target=tree.TreeBuilder(insert_pis=True))
    root = tree.parse(path, parser).getroot()
    runs, sums = [], []
    for node in root.iter(tree.ProcessingInstruction):
        kind, _, rest = node.text.partition(' ')
        parts = [part.strip() for part in rest.split(' | ')]
        if kind == 'mirador-run':
            store, _, command = parts[0].partition(' ')
            runs.append((store, command, parts[1:]))
        elif kind == 'mirador-sum':
            sums.append((parts[0], parts[1]))
        node.text = ''
    return Page(language, name, plain(' '.join(root.itertext())), runs, sums, root)


def read_pages(folder):
    return [read_page(language, os.path.join(folder, language), name) for language in LANGUAGES
            for name in sorted(os.listdir(os.path.join(folder, language))) if OURS.match(name)]


class Stores:
    """The stores, filled when they are first asked for; every command begins with a fresh copy."""

    def __init__(self, program, folder):
        self.program, self.folder, self.answers = program, folder, {}
        self.environment = dict(os.environ, MIRADOR_TODAY='2026-11-15', TZ='America/Lima',
                                GSETTINGS_BACKEND='memory')
        for name in ('DATA', 'CONFIG', 'CACHE'):
            self.environment['XDG_%s_HOME' % name] = folder
        with open(os.path.join(folder, 'small.json'), 'w', encoding='utf-8') as file:
            file.write(MAPPING)
        self.write_table('small.csv', SMALL)
        self.write_table('small-corrected.csv', [('2501', 3), ('2502', 11), ('2503', 28)])

    def write_table(self, name, rows):
        with open(os.path.join(self.folder, name), 'w', encoding='utf-8') as file:
            file.write('place,period,value\n')
            file.writelines('%s,2025,%d\n' % row for row in rows)

    def call(self, store, language, words):
        command = [self.program, '--store', store, '--lang', language] + words
        done = subprocess.run(command, cwd=self.folder, env=self.environment, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120, check=False)
        if done.returncode != 0:
            raise RuntimeError('%s: %s' % (' '.join(words), done.stdout.strip()))
        return plain(done.stdout)

    def path(self, store):
        path = os.path.join(self.folder, store + '.db')
        if not os.path.exists(path):
            self.call(path, 'en', ['refresh'] + STORES[store] if STORES[store]
                      else ['import', 'small.csv', '--mapping', 'small.json'])
        return path

    def ask(self, store, language, command):
        key = (store, language, command)
        if key not in self.answers:
            path = self.path(store)
            if command.startswith('import'):
                path = shutil.copy(path, os.path.join(self.folder, 'copy-%s.db' % language))
            self.answers[key] = self.call(path, language, shlex.split(command))
        return self.answers[key]


def check_runs(page, stores):
    for store, command, phrases in page.runs:
        said = stores.ask(store, LANGUAGES[page.language], command)
        for phrase in phrases:
            if not says(said, phrase):
                yield '%s no longer says “%s”, but: %s' % (command, phrase, said[:600])
            if not says(page.text, phrase):
                yield 'the page does not say “%s” (%s)' % (phrase, command)


def check_sums(page):
    for expression, written in page.sums:
        number = decimal.Decimal(written.rstrip('%').replace(',', ''))
        value = decimal.Decimal(repr(float(eval(expression, {'__builtins__': {}}, NAMES))))
        if value.quantize(number, rounding=decimal.ROUND_HALF_UP) != number:
            yield '%s is %s, not %s' % (expression, value, written)
        if not says(page.text, written):
            yield 'the page does not say “%s” (%s)' % (written, expression)


def outline(page):
    """What must be alike in both languages."""
    sections = [node.get('id') for node in page.tree.iter(MALLARD + 'section')]
    pictures = [node.get('src') for node in page.tree.iter(MALLARD + 'media')]
    links = [node.get('xref') for node in page.tree.iter(MALLARD + 'link')]
    blocks = [node.tag for node in page.tree.iter() if isinstance(node.tag, str)]
    commands = [run[:2] for run in page.runs]
    return sections, pictures, sorted(links, key=str), blocks, commands, page.sums


def check_outline(pages, name):
    found = {page.language: outline(page) for page in pages if page.name == name}
    if set(found) != set(LANGUAGES):
        yield 'only in: %s' % ', '.join(found)
    elif found['C'] != found['es']:
        parts = ('sections', 'pictures', 'links', 'elements', 'commands', 'sums')
        for part, one, other in zip(parts, found['C'], found['es']):
            if one != other:
                yield '%s differ: %s, %s' % (part, one, other)


def main():
    program, folder = os.path.abspath(sys.argv[1]), sys.argv[2]
    pages = read_pages(folder)
    results = []
    with tempfile.TemporaryDirectory(prefix='mirador-help-') as work:
        stores = Stores(program, work)
        for page in pages:
            at = '%s/%s' % (page.language, page.name[:-5])
            if page.runs:
                results.append(('/help/%s/says-what-the-program-says' % at, list(check_runs(page, stores))))
            if page.sums:
                results.append(('/help/%s/reckons-right' % at, list(check_sums(page))))
    for name in sorted({page.name for page in pages}):
        results.append(('/help/%s/alike-in-both-languages' % name[:-5], list(check_outline(pages, name))))
    untested = [page.name for page in pages
                if page.name.startswith('methods-') and not page.runs]
    results.append(('/help/every-method-has-an-example', untested))
    print('1..%d' % len(results))
    for i, (name, faults) in enumerate(results, 1):
        print('%s %d %s' % ('not ok' if faults else 'ok', i, name))
        for fault in faults:
            print('# ' + fault)
    return 1 if any(faults for _, faults in results) else 0


if __name__ == '__main__':
    sys.exit(main())
