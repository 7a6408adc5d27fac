#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What yelp-check does not know of the user guide: guide.py [PO...]

Both languages have the same pages, parts and pictures; each page that the program names is there;
each page hangs from another; what stands in <gui> is what the window says, and what stands in
<output> is a sentence of the program (… for what it fills in). PO files besides po/es.po say more.
"""
import glob
import os
import re
import sys
import xml.etree.ElementTree as ET

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
M = '{http://projectmallard.org/1.0/}'
FOLDERS = ('C', 'es')
faults = []


def fault(text):
    faults.append(text)


def read_pages(folder):
    pages = {}
    for path in sorted(glob.glob(os.path.join(ROOT, 'data/help', folder, '*.page'))):
        page = ET.parse(path).getroot()
        name = os.path.basename(path)[:-len('.page')]
        if page.get('id') != name:
            fault('%s/%s.page has the id %s' % (folder, name, page.get('id')))
        pages[name] = page
    return pages


def outline(page):
    """What must be alike in both languages."""
    return {
        'parts': [s.get('id') for s in page.iter(M + 'section')],
        'pictures': [m.get('src') for m in page.iter(M + 'media')],
        'links': sorted((e.get('type') or '', e.get('xref') or '') for e in page.iter(M + 'link')),
        'steps': [len(e) for e in page.iter(M + 'steps')],
        'keys': len(list(page.iter(M + 'key'))),
        'words of the window': len(list(page.iter(M + 'gui'))),
        'sentences': len(list(page.iter(M + 'output'))),
    }


def check_alike(pages):
    for name in sorted(set(pages['C']) ^ set(pages['es'])):
        fault('%s.page is in one language only' % name)
    for name in sorted(set(pages['C']) & set(pages['es'])):
        mine, theirs = outline(pages['C'][name]), outline(pages['es'][name])
        for what in mine:
            if mine[what] != theirs[what]:
                fault('%s.page: %s differ: %s, %s' % (name, what, mine[what], theirs[what]))


def check_pictures(folder, pages):
    shown = set()
    for name, page in pages.items():
        for media in page.iter(M + 'media'):
            shown.add(media.get('src'))
            if not ''.join(media.itertext()).strip():
                fault('%s/%s.page: %s has no words for those who do not see it' % (folder, name, media.get('src')))
            if not os.path.exists(os.path.join(ROOT, 'data/help', folder, media.get('src'))):
                fault('%s/%s.page: there is no %s' % (folder, name, media.get('src')))
    for path in glob.glob(os.path.join(ROOT, 'data/help', folder, 'figures', '*')):
        if 'figures/' + os.path.basename(path) not in shown:
            fault('%s/figures/%s is on no page' % (folder, os.path.basename(path)))


def check_reach(folder, pages):
    """From the index, down the guide's own links."""
    below = {}
    for name, page in pages.items():
        for link in page.findall('%sinfo/%slink' % (M, M)):
            if link.get('type') == 'guide':
                below.setdefault(link.get('xref').split('#')[0], set()).add(name)
    reached, todo = set(), ['index']
    while todo:
        name = todo.pop()
        if name not in reached:
            reached.add(name)
            todo.extend(below.get(name, ()))
    for name in sorted(set(pages) - reached):
        fault('%s/%s.page is not reached from the index' % (folder, name))


def named_in_sources():
    """(page, file) of every page that the program opens."""
    calls = [r'mirador_help_show \([^;]*?, "([^"]*)"\)', r'mirador_help_add_page \([^;]*?"([^"]*)"\)',
             r'"(?:app\.help|help\.show)", "s", "([^"]*)"']
    for path in glob.glob(os.path.join(ROOT, 'src/**/*.c'), recursive=True):
        text = open(path, encoding='utf-8').read()
        if 'mirador_help_' not in text and 'help.show' not in text and 'app.help' not in text:
            continue
        for call in calls:
            for page in re.findall(call, text, re.S):
                yield page or 'index', os.path.relpath(path, ROOT)
        for function in re.findall(r'\nhelp_cb \(.*?\n}', text, re.S):
            for page in re.findall(r'page = "([^"]*)";', function):
                yield page, os.path.relpath(path, ROOT)
    for path in glob.glob(os.path.join(ROOT, 'ui/*.ui')):
        text = open(path, encoding='utf-8').read()
        for page in re.findall(r'<property name="action-name">(?:help\.show|app\.help)</property>\s*'
                               r'<property name="action-target">\'([^\']*)\'</property>', text):
            yield page or 'index', os.path.relpath(path, ROOT)
    text = open(os.path.join(ROOT, 'src/charts/chart.c'), encoding='utf-8').read()
    for kind in re.findall(r'^ *(?:\.id = |{ *)"([a-z-]+)"', text.split('kinds[]')[1].split('};')[0], re.M):
        yield 'chart-' + kind, 'src/charts/chart.c'


def check_named(pages):
    named = list(named_in_sources())
    if len(named) < 10:
        fault('the sources name %d pages only: has the way of naming them changed?' % len(named))
    for page, path in named:
        for folder in FOLDERS:
            if page not in pages[folder]:
                fault('%s opens the page "%s", which %s has not' % (path, page, folder))


def unquote(lines):
    return ''.join(re.findall(r'"(.*)"', lines)).replace('\\n', '\n').replace('\\"', '"')


def read_strings(paths):
    """The English and the Spanish strings of the program."""
    english, spanish = set(), set()
    for path in paths:
        for block in open(path, encoding='utf-8').read().split('\n\n'):
            for key, words in re.findall(r'^(msgid|msgid_plural|msgstr(?:\[\d\])?) ((?:".*"\n?)+)', block, re.M):
                (english if key.startswith('msgid') else spanish).add(unquote(words))
    return english, spanish


def plain(text):
    """A label without its key and its dots."""
    return re.sub(r'\s+', ' ', text.replace('_', '').rstrip('…')).strip()


def check_words(folder, pages, strings):
    labels = {plain(text) for text in strings}
    sentences = [re.sub(r'%(\d\$)?[a-z]', '\0', text.replace('%%', '%')) for text in strings]
    for name, page in pages.items():
        for gui in page.iter(M + 'gui'):
            text = ''.join(gui.itertext())
            if text != '⋮' and plain(text) not in labels:
                fault('%s/%s.page: the window does not say “%s”' % (folder, name, text))
        for output in page.iter(M + 'output'):
            pattern = re.compile('.*'.join(re.escape(part) for part in ''.join(output.itertext()).split('…')))
            if not any(pattern.match(sentence) for sentence in sentences):
                fault('%s/%s.page: the program does not say “%s”' % (folder, name, ''.join(output.itertext())))


def main():
    pages = {folder: read_pages(folder) for folder in FOLDERS}
    check_alike(pages)
    check_named(pages)
    strings = read_strings([os.path.join(ROOT, 'po/es.po')] + sys.argv[1:])
    for folder in FOLDERS:
        check_pictures(folder, pages[folder])
        check_reach(folder, pages[folder])
        check_words(folder, pages[folder], strings[FOLDERS.index(folder)])
    size = sum(os.path.getsize(path) for path in glob.glob(os.path.join(ROOT, 'data/help/*/figures/*')))
    if size > 900000:
        fault('the pictures are %d bytes together, more than 900,000' % size)
    print('\n'.join(faults))
    return 1 if faults else 0


sys.exit(main())
