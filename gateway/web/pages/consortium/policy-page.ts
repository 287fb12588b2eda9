import type { JsonObject } from '../../../../chaincode/domain/canonical.js';
import type { ConsortiumState } from '../../../../chaincode/domain/consortium/document.js';
import type { PolicyDocument } from '../../../../chaincode/domain/consortium/policy-document.js';
import { jsonChanges } from '../../../../chaincode/domain/json-changes.js';
import type { Services } from '../../../http/routes/services.js';
import { notFound } from '../../../services/common/service-error.js';
import { readable } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import type { Page, PageContext } from '../../frame/page.js';
import { verifyCommand } from './verify-command.js';
import { proofCard } from '../proof/proof-card.js';
import { trail } from '../records/trail.js';
import { changesTable } from './changes-table.js';
import { policyPath } from './consortium-view.js';
import { policyView } from './policy-view.js';

/** One version of a policy, by `<name>/<version>`. Throws ServiceError `not_found`. */
export function policyPage(
  context: PageContext,
  consortium: ConsortiumState,
  asked: string,
  { governance }: Pick<Services, 'governance'>,
): Page {
  const { t } = context;
  const [, wanted = '', number] = /^([a-z]{1,32})\/([1-9][0-9]{0,6})$/.exec(asked) ?? [];
  if (number === undefined) throw notFound('policy');
  const policy = governance.policy(wanted, Number(number));
  const { name, version } = policy;
  const { body, data, scripts } = proofCard(
    context,
    {
      ...{ kind: 'policy', subject: `policy/${name}/${version}`, shown: policy },
      path: `/v1/policies/${name}/${version}/proof`,
      command: verifyCommand(context, `/v1/policies/${name}/${version}/proof`),
    },
    /^consortium\.policy\./,
  );
  const words = { name: readable(name), version };
  const newest = consortium.policies[name] ?? version;
  return {
    title: t.say('consortium.policy.title', words),
    description: t.say('consortium.policy.description', words),
    data,
    scripts,
    body: html`${trail(context, [[t.say('consortium.title'), '/organisations']])}
      <h1>${t.say('consortium.policy.title', words)}</h1>
      <p class="lead">${t.say('consortium.policy.lead')}</p>
      <p>
        ${
          newest === version
            ? t.say('consortium.policy.in-force')
            : t.say('consortium.policy.replaced', { version: newest })
        }
      </p>
      <div class="card" id="proven">${policyView(t, policy)}</div>
      ${version > 1 && changed(context, governance.policy(name, version - 1), policy)} ${body}
      ${others(context, policy, newest)}`,
  };
}

const changed = ({ t }: PageContext, before: PolicyDocument, after: PolicyDocument): Markup =>
  html`<section class="card" aria-labelledby="changes-title">
    <h2 id="changes-title">${t.say('consortium.policy.changes')}</h2>
    ${changesTable(t, jsonChanges(before.body as JsonObject, after.body as JsonObject))}
  </section>`;

/** The versions beside it, and where its effect is explained. */
function others({ link, t }: PageContext, { name, version }: PolicyDocument, newest: number): Markup {
  const beside = [version - 1, version + 1].filter((one) => one >= 1 && one <= newest);
  return html`<p class="buttons no-print">
    ${beside.map(
      (one) =>
        html`<a class="button plain" href="${link(policyPath(name, one))}"
          >${t.say('consortium.policy.other', { version: one })}</a
        >`,
    )}
    ${name === 'score' && html`<a class="button plain" href="${link('/score')}">${t.say('nav.score')}</a>`}
  </p>`;
}
