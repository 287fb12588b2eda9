import type { Accreditation } from '../../../../chaincode/domain/consortium/participant.js';
import { parseTime } from '../../../../chaincode/domain/time.js';
import type { Services } from '../../../http/routes/services.js';
import type { FoundCertificate } from '../../../services/read/certificates.js';
import { anonymous } from '../../../services/common/caller.js';
import { notFound } from '../../../services/common/service-error.js';
import { foreign, readable } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import { sellerName, sellerText } from '../../html/seller-name.js';
import type { Page, PageContext } from '../../frame/page.js';
import { proofCard } from '../proof/proof-card.js';
import { factList } from '../../html/fact-list.js';
import { proofCommand } from '../records/record-page.js';
import { trailOfSeller } from '../records/trail.js';
import { sellerPath } from '../seller/subject.js';
import { certificateTerms, certificateTexts, standingSentence, toneOfStanding } from './certificate-view.js';

/** One certificate: where it stands today, first; then all terms, its certifier and its holder. Throws ServiceError `not_found`. */
export function certificatePage(
  context: PageContext,
  place: string,
  { certificates, members, sellers }: Pick<Services, 'certificates' | 'members' | 'sellers'>,
): Page {
  const { link, t } = context;
  if (!/^(0|[1-9][0-9]{0,14})$/.test(place)) throw notFound('certificate');
  const found = certificates.at(Number(place));
  const { asOf, certificate, seller: id, standing, tradingName } = found;
  const seller = { id, tradingName };
  // As the aggregate has them, which is what the proof shows.
  const terms = sellers
    .one(anonymous, id)
    .public.certifications.filter(({ number }) => number === found.number);
  const proof = proofCard(
    context,
    {
      kind: 'certificate',
      subject: id,
      item: place,
      path: `/v1/sellers/${encodeURIComponent(id)}/proof`,
      command: proofCommand(context, found.record),
      says: 'proof.says.certificate',
      shown: terms,
    },
    certificateTexts,
  );
  return {
    ...proof,
    title: `${t.say('certificate.title', { number: readable(certificate) })} · ${sellerText(seller)}`,
    description: t.say('certificate.lead'),
    body: html`${trailOfSeller(context, seller, [
        [t.say('seller.certificates.title'), `${sellerPath(id)}#certificates`],
      ])}
      <h1>${t.rich('certificate.title', { number: foreign(certificate) })}</h1>
      <section class="status tone-${toneOfStanding[standing]}" aria-labelledby="status">
        <h2 id="status">${t.say(`seller.standing.${standing}`)}</h2>
        <p>${standingSentence(found, t)}</p>
        <p class="quiet">${t.say('seller.asof', { date: t.date(asOf) })}</p>
      </section>
      <section class="card" aria-labelledby="terms">
        <h2 id="terms">${t.say('certificate.terms', { count: terms.length })}</h2>
        <div id="proven">${certificateTerms(terms, t, link)}</div>
      </section>
      <section class="card" aria-labelledby="holder">
        <h2 id="holder">${t.say('certificate.holder')}</h2>
        <p><a href="${link(sellerPath(id))}">${sellerName(seller)}</a></p>
        <p class="quiet">${t.say('certificate.holder.why')}</p>
      </section>
      ${issuerCard(context, found, members)} ${proof.body}`,
  };
}

function issuerCard(
  { link, t }: PageContext,
  { issuer, scheme }: FoundCertificate,
  members: Services['members'],
): Markup {
  const { accreditation } = members.one(issuer);
  const own = accreditation.filter(({ schemes }) => schemes.includes(scheme));
  return html`<section class="card" aria-labelledby="issuer">
    <h2 id="issuer">${t.say('certificate.issuer')}</h2>
    <p><a href="${link(`/participants/${encodeURIComponent(issuer)}`)}">${foreign(issuer)}</a></p>
    ${
      own.length === 0
        ? html`<p class="notice">${t.rich('certificate.accredited.none', { scheme: foreign(scheme) })}</p>`
        : own.map((one) => accredited(one, t))
    }
    <p class="quiet">${t.say('certificate.accredited.why')}</p>
  </section>`;
}

const accredited = ({ body, from, number, until }: Accreditation, t: PageContext['t']): Markup =>
  factList([
    [t.say('certificate.accredited.by'), html`${foreign(body)}, ${foreign(number)}`],
    [
      t.say('certificate.validity'),
      t.say('certificate.from-to', {
        from: t.date(parseTime(from) ?? 0),
        to: t.date(parseTime(until) ?? 0),
      }),
    ],
  ]);
