import type { Organisation } from '../../../../chaincode/domain/consortium/document.js';
import { keysFor, type KeyUse } from '../../../../chaincode/domain/consortium/organisation-keys.js';
import { factList } from '../../html/fact-list.js';
import { foreign, readable } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import type { Translator } from '../../messages/translate.js';
import { code, lines } from './facts.js';
import { rolesNames } from './words.js';

/** What it does in the consortium, in a sentence. */
export const dutyOf = (t: Translator, { roles }: Pick<Organisation, 'roles'>): string =>
  roles.length === 0
    ? t.say('consortium.duty.none')
    : t.say('consortium.duty', { participants: rolesNames(t, roles) });

/** Its own site. The consortium's rules take http and https addresses alone; of anything else no link is made. */
export const siteOf = (url: string): Markup =>
  /^https?:\/\//.test(url) ? html`<a href="${url}" rel="noopener">${foreign(url)}</a>` : foreign(url);

/** All that the ledger says of an organisation. */
export function organisationView(t: Translator, organisation: Organisation): Markup {
  const { adminKey, id, mspId, name, url } = organisation;
  return factList([
    [t.say('consortium.organisation.name'), foreign(name)],
    [t.say('consortium.organisation.id'), code(id)],
    [t.say('consortium.organisation.duty'), dutyOf(t, organisation)],
    [t.say('consortium.organisation.site'), siteOf(url)],
    [t.say('consortium.organisation.msp'), code(readable(mspId))],
    ...(['signKey', 'logKey', 'cosignerKey'] as const).map(
      (use) => [t.say(`consortium.organisation.${use}`), keysOf(t, organisation, use)] as const,
    ),
    [t.say('consortium.organisation.adminKey'), code(adminKey.kid)],
  ]);
}

/** The key in force first. One of before counts as the organisation's own for a while. */
function keysOf(t: Translator, organisation: Organisation, use: KeyUse): Markup {
  const [current, ...before] = keysFor(organisation, use).map((key) =>
    typeof key === 'string' ? key : key.kid,
  );
  return lines([
    code(current ?? ''),
    ...before.map(
      (kid) => html`${code(kid)} <span class="quiet">${t.say('consortium.organisation.before')}</span>`,
    ),
  ]);
}
