import type { ConsortiumState } from '../../../../chaincode/domain/consortium/document.js';
import { factList } from '../../html/fact-list.js';
import { foreign, readable } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import type { Translator } from '../../messages/translate.js';
import { lines } from './facts.js';
import { dutyOf, siteOf } from './organisation-view.js';

export const organisationPath = (id: string): string => `/organisations/${encodeURIComponent(id)}`;

export const policyPath = (name: string, version: number): string =>
  `/policies/${encodeURIComponent(name)}/${version}`;

/** The name in a C2SP verifier key, `<name>+<key id>+<key>`. */
export const witnessName = (verifierKey: string): string => verifierKey.slice(0, verifierKey.indexOf('+'));

/** Who the organisations are, and how many of them it takes. */
export function consortiumView(
  t: Translator,
  { fold, k, organisations, policies, quorum = 0, witnesses = [] }: ConsortiumState,
  link: (path: string) => string,
): Markup {
  return html`<ul class="members">
      ${organisations.map(
        (one) =>
          html`<li class="card">
            <h3><a href="${link(organisationPath(one.id))}">${foreign(one.name)}</a></h3>
            <p>${dutyOf(t, one)}</p>
            <p class="quiet">${t.rich('consortium.organisation.site.at', { site: siteOf(one.url) })}</p>
          </li>`,
      )}
    </ul>
    <section class="card" aria-labelledby="agree">
      <h3 id="agree">${t.say('consortium.agree')}</h3>
      ${factList([
        [t.say('consortium.agree.needed'), t.say('consortium.agree.k', { k, n: organisations.length })],
        [
          t.say('proof.witnesses'),
          witnesses.length === 0
            ? t.say('proof.no-witnesses')
            : html`${lines(witnesses.map((one) => foreign(witnessName(one))))}
                <span class="quiet">${t.say('consortium.agree.quorum', { quorum })}</span>`,
        ],
        [
          t.say('consortium.agree.rules'),
          html`<a href="${link('/score')}">${t.say('consortium.agree.fold', { version: fold.version })}</a>`,
        ],
        [
          t.say('consortium.agree.policies'),
          lines(
            Object.entries(policies).map(
              ([name, version]) =>
                html`<a href="${link(policyPath(name, version))}"
                  >${t.say('consortium.policy', { name: readable(name), version })}</a
                >`,
            ),
          ),
        ],
      ])}
    </section>`;
}
