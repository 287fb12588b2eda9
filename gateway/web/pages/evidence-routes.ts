import type { FastifyRequest } from 'fastify';
import type { Services } from '../../http/routes/services.js';
import { notFound } from '../../services/common/service-error.js';
import { pageRoute, type Site } from '../frame/page-route.js';
import { casePage } from './cases/case-page.js';
import { certificatePage } from './certificates/certificate-page.js';
import { lookUpPage } from './certificates/look-up-page.js';
import { sellerPage } from './seller/seller-page.js';
import { recordPage } from './records/record-page.js';
import { recordsPage } from './records/records-page.js';

/**
 * A seller's page and the evidence behind it. Each address takes anything: a name of any length, and of any characters, gets a
 * page for an answer.
 */
export function evidenceRoutes(site: Site, services: Services): void {
  pageRoute(site, '/sellers/*', (context, request) => {
    const [id = '', part, item, ...rest] = namesIn(request);
    if (part === undefined) return sellerPage(context, id, services);
    if (part === 'records' && item === undefined) return recordsPage(context, id, services);
    if (part === 'cases' && item !== undefined && rest.length === 0)
      return casePage(context, id, item, services);
    throw notFound('page');
  });
  pageRoute(site, '/records/*', (context, request) => recordPage(context, named(request), services));
  pageRoute(site, '/certificates', (context) => lookUpPage(context, services));
  pageRoute(site, '/certificates/*', (context, request) =>
    certificatePage(context, named(request), services),
  );
}

/**
 * The names in an address below its first part. Decoded after they are split: the id of a case has a slash in it. What cannot be
 * decoded stays as it is, and names nothing.
 */
function namesIn({ raw }: FastifyRequest): readonly string[] {
  const [path = ''] = (raw.url ?? '').split('?');
  return path
    .replace(/\/$/, '')
    .split('/')
    .slice(2)
    .map((name) => {
      try {
        return decodeURIComponent(name);
      } catch {
        return name;
      }
    });
}

function named(request: FastifyRequest): string {
  const [name = '', ...rest] = namesIn(request);
  if (rest.length > 0) throw notFound('page');
  return name;
}
