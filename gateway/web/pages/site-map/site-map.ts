import { daySeconds } from '../../../../chaincode/domain/time.js';
import type { RollEntry } from '../../../services/read/seller-roll.js';
import { html, type Markup } from '../../html/html.js';
import { sellerPath } from '../seller/subject.js';

/** Sellers that one file lists. sitemaps.org allows 50,000; each takes a read of its facts. */
export const sellersPerFile = 1_000;
/** Files that an index may list (sitemaps.org). Sellers beyond the last one are found by links and the search alone. */
const filesMax = 50_000;

/** Pages that are there whatever the ledger holds. */
const pages = ['/', '/sellers', '/verify', '/score', '/organisations', '/contest', '/certificates'];

const namespace = 'http://www.sitemaps.org/schemas/sitemap/0.9';
const xml = (root: Markup): string => `<?xml version="1.0" encoding="UTF-8"?>\n${root.text}\n`;

/** https://www.sitemaps.org/protocol.html: the files that list this site's pages. */
export function siteMapIndex(publicUrl: string, sellers: number): string {
  const files = Math.min(filesMax - 1, Math.ceil(sellers / sellersPerFile));
  const names = ['pages', ...Array.from({ length: files }, (_, i) => `sellers-${i}`)];
  return xml(
    html`<sitemapindex xmlns="${namespace}"
      >${names.map((name) => html`<sitemap><loc>${publicUrl}/sitemaps/${name}.xml</loc></sitemap>`)}</sitemapindex
    >`,
  );
}

export const pagesMap = (publicUrl: string): string =>
  urlset(pages.map((path) => html`<url><loc>${publicUrl + path}</loc></url>`));

export const sellersMap = (publicUrl: string, entries: readonly RollEntry[]): string =>
  urlset(
    entries.map(
      ({ day, id }) =>
        html`<url><loc>${publicUrl + sellerPath(id)}</loc><lastmod>${dateOf(day)}</lastmod></url>`,
    ),
  );

const urlset = (urls: readonly Markup[]): string => xml(html`<urlset xmlns="${namespace}">${urls}</urlset>`);

const dateOf = (day: number): string => new Date(day * daySeconds * 1000).toISOString().slice(0, 10);
