import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { expect } from 'chai';

/** What stands between fences is no text of the page. */
const withoutCode = (page: string): string => page.replace(/^```[\s\S]*?^```$/gm, '');

/** The anchors that GitHub gives to a page's headings. */
function anchorsOf(page: string): Set<string> {
  const headings = [...withoutCode(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => heading);
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

describe('links between pages', () => {
  const pages = new Map<string, string>();
  before(async () => {
    const names = (await readdir('docs', { recursive: true })).filter((name) => name.endsWith('.md'));
    for (const page of ['README.md', ...names.map((name) => join('docs', name))])
      pages.set(page, await readFile(page, 'utf8'));
  });

  it('lead to files and headings that are there', () => {
    const dead: string[] = [];
    for (const [page, content] of pages) {
      for (const [, link = ''] of withoutCode(content).matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^[a-z]+:/.test(link)) continue;
        const [path = '', anchor] = link.split('#');
        const target = path === '' ? page : normalize(join(dirname(page), path));
        const there = existsSync(target);
        const found = anchor === undefined || anchorsOf(pages.get(target) ?? '').has(anchor);
        if (!there || !found) dead.push(`${page}: ${link}`);
      }
    }
    expect(dead).to.deep.equal([]);
  });

  it('bring a reader to every page', () => {
    const linked = new Set(['README.md']);
    for (const [page, content] of pages) {
      for (const [, link = ''] of content.matchAll(/\]\(([^)\s#]+)/g)) {
        const target = normalize(join(dirname(page), link));
        if (target !== page) linked.add(target);
      }
    }
    const directories = [...linked].filter((one) => !one.endsWith('.md'));
    const missed = [...pages.keys()].filter(
      (page) => !linked.has(page) && !directories.includes(dirname(page)),
    );
    expect(missed).to.deep.equal([]);
  });
});
