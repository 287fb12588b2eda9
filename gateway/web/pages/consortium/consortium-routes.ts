import { foldedConsortium } from '../../../http/routes/folded-consortium.js';
import type { Services } from '../../../http/routes/services.js';
import type { Page, PageContext } from '../../frame/page.js';
import { pageRoute, type Site } from '../../frame/page-route.js';
import { organisationPage } from './organisation-page.js';
import { organisationsPage } from './organisations-page.js';
import { participantPage } from './participant-page.js';
import { participantsPage } from './participants-page.js';
import { policyPage } from './policy-page.js';
import { proposalPage } from './proposal-page.js';
import { proposalsPage } from './proposals-page.js';
import { sealPage } from './seal-page.js';
import { sealsPage } from './seals-page.js';

/** Whose word the ledger is: organisations, participants, what they decided, and what they agreed on. */
export function consortiumRoutes(site: Site, services: Services): void {
  const now = (): number => Math.floor(Date.now() / 1000);
  const consortium = () => foldedConsortium(services.about);
  const one = (path: string, render: (context: PageContext, id: string) => Page): void => {
    // A wildcard: an id of any length gets a page for an answer.
    pageRoute(site, `${path}/*`, (context, { params }) =>
      render(context, (params as { readonly '*': string })['*']),
    );
  };
  pageRoute(site, '/organisations', (context) => organisationsPage(context, consortium(), services));
  one('/organisations', (context, id) => organisationPage(context, consortium(), id, services));
  pageRoute(site, '/participants', (context) => participantsPage(context, services, now()));
  one('/participants', (context, id) => participantPage(context, id, services, now()));
  one('/policies', (context, asked) => policyPage(context, consortium(), asked, services));
  pageRoute(site, '/seals', (context) => sealsPage(context, services));
  one('/seals', (context, n) => sealPage(context, n, services));
  pageRoute(site, '/proposals', (context) => proposalsPage(context, services));
  one('/proposals', (context, id) => proposalPage(context, consortium(), id, services, now()));
}
