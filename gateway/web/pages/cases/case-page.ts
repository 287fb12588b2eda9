import type { Services } from '../../../http/routes/services.js';
import { anonymous } from '../../../services/common/caller.js';
import { notFound } from '../../../services/common/service-error.js';
import { foreign, readable } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import { sellerName, sellerText } from '../../html/seller-name.js';
import type { Page, PageContext } from '../../frame/page.js';
import { proofCard } from '../proof/proof-card.js';
import { factList, type FactRow } from '../../html/fact-list.js';
import { trailOfSeller } from '../records/trail.js';
import { recordsPath, sellerPath } from '../seller/subject.js';

/** `<participant>/<case>`, as the ledger names cases. */
const idPattern = /^[a-z0-9][a-z0-9-]{0,62}\/[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** What anyone may know of a case: whether it is open. Its steps are for members. Throws ServiceError `not_found`. */
export function casePage(
  context: PageContext,
  sellerId: string,
  caseId: string,
  { scores, sellers }: Pick<Services, 'scores' | 'sellers'>,
): Page {
  const { t } = context;
  const facts = sellers.one(anonymous, sellerId).public;
  if (!idPattern.test(caseId)) throw notFound('case');
  const seller = { id: sellerId, tradingName: facts.tradingName };
  const isOpen = facts.openCases.includes(caseId);
  const number = caseId.slice(caseId.indexOf('/') + 1);
  const title = t.say('case.title', { number: readable(number) });
  const proof = proofCard(context, {
    kind: 'case',
    subject: sellerId,
    item: caseId,
    path: `/v1/sellers/${encodeURIComponent(sellerId)}/proof`,
    says: 'proof.says.case',
    shown: { open: isOpen },
  });
  const contested = scores.one(sellerId);
  return {
    ...proof,
    title: `${title} · ${sellerText(seller)}`,
    description: t.say('case.lead'),
    body: html`${trailOfSeller(context, seller, [[t.say('case.list'), `${sellerPath(sellerId)}#cases`]])}
      <h1>${t.rich('case.title', { number: foreign(number) })}</h1>
      <section class="status ${isOpen ? 'tone-fair' : 'tone-unknown'}" aria-labelledby="status">
        <h2 id="status">${t.say(isOpen ? 'case.open' : 'case.not-open')}</h2>
        <p>${t.say(isOpen ? 'case.open.means' : 'case.not-open.means')}</p>
      </section>
      <section class="card" aria-labelledby="known">
        <h2 id="known">${t.say('case.known')}</h2>
        ${factList(rows(context, caseId, seller, isOpen ? contested : undefined))}
        <p>${t.say('case.members')}</p>
        <p class="no-print">
          <a href="${context.link(recordsPath(sellerId, 'case'))}">${t.say('case.steps')}</a> ·
          <a href="${context.link(`/contest?seller=${encodeURIComponent(sellerId)}`)}"
            >${t.say('case.contest')}</a
          >
        </p>
      </section>
      ${proof.body}`,
  };
}

function rows(
  { link, t }: PageContext,
  caseId: string,
  seller: { readonly id: string; readonly tradingName: string | undefined },
  score: ReturnType<Services['scores']['one']> | undefined,
): readonly FactRow[] {
  const opener = caseId.slice(0, caseId.indexOf('/'));
  const points = (value: number | null): Markup | string =>
    value === null ? t.say('status.not-enough-history') : t.number(value);
  return [
    [
      t.say('case.opener'),
      html`<a href="${link(`/participants/${encodeURIComponent(opener)}`)}">${foreign(opener)}</a>`,
    ],
    [t.say('case.about'), html`<a href="${link(sellerPath(seller.id))}">${sellerName(seller)}</a>`],
    ...(score?.uncontested === undefined
      ? []
      : [
          [t.say('case.score.with'), points(score.overall)] as const,
          [t.say('case.score.without'), points(score.uncontested.overall)] as const,
        ]),
  ];
}
