import type { Services } from '../../../http/routes/services.js';
import type { FoundCertificate } from '../../../services/read/certificates.js';
import { foreign, readable } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import { sellerName } from '../../html/seller-name.js';
import type { Page, PageContext } from '../../frame/page.js';
import { factList } from '../../html/fact-list.js';
import { languageField } from '../../frame/language-field.js';
import { sellerPath } from '../seller/subject.js';
import { standingSentence, toneOfStanding } from './certificate-view.js';

const certificatesShown = 20;
/** With the spaces that somebody copies along, no number is longer. */
const numberCharactersMax = 200;
/** Participants whose schemes are offered: a consortium has few certifiers. */
const participantsRead = 500;

type Asked = Pick<Services, 'certificates' | 'members'>;

/** A form without script: whoever holds a certificate knows its number, not the seller's id. */
export async function lookUpPage(context: PageContext, { certificates, members }: Asked): Promise<Page> {
  const { t, url } = context;
  const number = (url.searchParams.get('number') ?? '').trim().slice(0, numberCharactersMax);
  const scheme = (url.searchParams.get('scheme') ?? '').trim().toLowerCase().slice(0, numberCharactersMax);
  const from = /^[1-9][0-9]{0,8}$/.exec(url.searchParams.get('cursor') ?? '')?.[0];
  const found =
    number === ''
      ? undefined
      : await certificates.find(
          number,
          scheme === '' ? undefined : scheme,
          Number(from ?? 0),
          certificatesShown,
        );
  return {
    title: t.say('lookup.title'),
    description: t.say('lookup.lead'),
    body: html`<h1>${t.say('lookup.title')}</h1>
      <p class="lead">${t.say('lookup.lead')}</p>
      ${form(context, number, scheme, schemesOf(members))}
      ${found !== undefined && results(context, { number, scheme }, found)}`,
  };
}

function schemesOf(members: Asked['members']): readonly string[] {
  const { items } = members.list(undefined, participantsRead);
  const schemes = items.flatMap(({ accreditation }) => accreditation.flatMap((one) => one.schemes));
  return [...new Set(schemes)].sort();
}

function form({ chosen, t }: PageContext, number: string, scheme: string, known: readonly string[]): Markup {
  const offered = scheme === '' || known.includes(scheme) ? known : [...known, scheme];
  return html`<form class="look-up" action="/certificates" method="get" role="search">
    ${languageField(chosen)}
    <p>
      <label for="number">${t.say('certificate.number')}</label>
      <input
        id="number"
        name="number"
        value="${number}"
        maxlength="${numberCharactersMax}"
        autocomplete="off"
        spellcheck="false"
        required
        dir="auto"
        aria-describedby="number-hint"
      />
    </p>
    <p>
      <label for="scheme">${t.say('certificate.scheme')}</label>
      <select id="scheme" name="scheme">
        <option value="">${t.say('lookup.any')}</option>
        ${offered.map((one) => html`<option value="${one}" ${one === scheme && html`selected`}>${readable(one)}</option>`)}
      </select>
    </p>
    <p><button type="submit">${t.say('lookup.submit')}</button></p>
    <p class="quiet" id="number-hint">${t.say('lookup.hint')}</p>
  </form>`;
}

function results(
  context: PageContext,
  { number, scheme }: { readonly number: string; readonly scheme: string },
  { items, next }: { readonly items: readonly FoundCertificate[]; readonly next: string | null },
): Markup {
  const { link, t } = context;
  const query = new URLSearchParams({ number, ...(scheme === '' ? {} : { scheme }) }).toString();
  return html`<section aria-labelledby="found">
    <h2 id="found">
      ${t.say(items.length === 0 && next === null ? 'lookup.none' : 'lookup.found', { count: items.length })}
    </h2>
    <p>${t.rich('lookup.query', { number: foreign(number) })}</p>
    ${items.length === 0 && next === null && nothing(context, number, scheme)}
    ${items.map((one) => card(context, one))}
    ${
      next !== null &&
      html`<p>
        <a class="button plain" rel="next" href="${link(`/certificates?${query}&cursor=${next}`)}"
          >${t.say('lookup.next')}</a
        >
      </p>`
    }
    <p class="quiet"><a href="/v1/certificates?${query}">${t.say('records.data')}</a></p>
  </section>`;
}

function nothing({ link, t }: PageContext, number: string, scheme: string): Markup {
  const anyScheme = link(`/certificates?${new URLSearchParams({ number }).toString()}`);
  return html`<div class="card">
    <p>${t.say('lookup.none.means')}</p>
    <ul>
      <li>${t.say('lookup.none.number')}</li>
      ${scheme !== '' && html`<li><a href="${anyScheme}">${t.say('lookup.none.scheme')}</a></li>`}
      <li>${t.say('lookup.none.issuer')}</li>
      <li><a href="${link('/sellers')}">${t.say('lookup.none.seller')}</a></li>
    </ul>
  </div>`;
}

/** Where it stands comes first: that is the question. */
function card({ link, t }: PageContext, found: FoundCertificate): Markup {
  const { certificate, issuer, number, scheme, seller, standing, tradingName } = found;
  return html`<article class="card status tone-${toneOfStanding[standing]}">
    <h3>${t.say(`seller.standing.${standing}`)}</h3>
    <p>${standingSentence(found, t)}</p>
    ${factList([
      [
        t.say('certificate.number'),
        html`<a href="${link(`/certificates/${number}`)}">${foreign(certificate)}</a>`,
      ],
      [t.say('certificate.scheme'), foreign(scheme)],
      [
        t.say('certificate.holder'),
        html`<a href="${link(sellerPath(seller))}">${sellerName({ id: seller, tradingName })}</a>`,
      ],
      [
        t.say('certificate.issuer'),
        html`<a href="${link(`/participants/${encodeURIComponent(issuer)}`)}">${foreign(issuer)}</a>`,
      ],
    ])}
  </article>`;
}
