import type { PolicyDocument } from '../../../../chaincode/domain/consortium/policy-document.js';
import { factList } from '../../html/fact-list.js';
import { readable } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import type { Translator } from '../../messages/translate.js';
import { code } from './facts.js';

/** One version of a policy. Its form goes by its name, and newer ones may be of a form unknown here: it stands there as it is. */
export const policyView = (t: Translator, { body, name, version }: PolicyDocument): Markup =>
  html`${factList([
      [t.say('consortium.policy.name'), code(readable(name))],
      [t.say('consortium.policy.version'), t.number(version)],
    ])}
    <details>
      <summary>${t.say('consortium.policy.body')}</summary>
      <pre tabindex="0" aria-label="${t.say('consortium.policy.body')}">${JSON.stringify(body, null, 2)}</pre>
    </details>`;
