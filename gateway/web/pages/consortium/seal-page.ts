import { type Checkpoint, parseCheckpoint } from '../../../../chaincode/domain/tlog/checkpoint.js';
import type { EpochView } from '../../../services/sealing/epochs.js';
import type { Services } from '../../../http/routes/services.js';
import { notFound } from '../../../services/common/service-error.js';
import { factList } from '../../html/fact-list.js';
import { foreign } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import type { Page, PageContext } from '../../frame/page.js';
import { verifyCommand } from './verify-command.js';
import { proofCard } from '../proof/proof-card.js';
import { lines } from './facts.js';
import { trail } from '../records/trail.js';
import { sealView } from './seal-view.js';
import { agreementChip, sealPath, sealTime } from './seals-page.js';

/** One Seal: what the organisations agreed on, and who did not. Throws ServiceError `not_found`. */
export function sealPage(context: PageContext, asked: string, { epochs }: Pick<Services, 'epochs'>): Page {
  const { t } = context;
  const view = epochNamed(epochs, asked);
  const { n } = view.seal;
  const title = t.say('consortium.seal.title', { number: n });
  const { body, data, scripts } = proofCard(
    context,
    {
      kind: 'seal',
      subject: String(n),
      path: `/v1/epochs/${n}/proof`,
      command: verifyCommand(context, `/v1/epochs/${n}/proof`),
    },
    /^consortium\.(seal|agree)\./,
  );
  const checkpoint = parseCheckpoint(view.agreement.body ?? view.own) as Checkpoint;
  return {
    title,
    description: t.say('consortium.seal.description', { number: n, time: t.time(sealTime(view)) }),
    data,
    scripts,
    body: html`${trail(context, [
        [t.say('consortium.title'), '/organisations'],
        [t.say('consortium.seals'), '/seals'],
      ])}
      <h1>${title}</h1>
      <p class="lead">${t.say('consortium.seal.lead')}</p>
      <p>${agreementChip(context, view)}</p>
      <div class="card" id="proven">${sealView(t, checkpoint)}</div>
      ${who(context, view)} ${body} ${neighbours(context, n, epochs.newest().seal.n)}`,
  };
}

function epochNamed(epochs: Services['epochs'], asked: string): EpochView {
  if (asked === 'newest') return epochs.newest();
  if (asked === 'agreed') return epochs.agreed();
  if (!/^[1-9][0-9]{0,14}$/.test(asked)) throw notFound('epoch');
  return epochs.epoch(Number(asked));
}

/** What each organisation said of it: the gateway's word, with the signatures behind it as data. */
function who(context: PageContext, { agreement, seal }: EpochView): Markup {
  const { organisations, t } = context;
  const names = new Map(organisations.map(({ id, name }) => [id, name]));
  const rows = (['agree', 'dissent', 'equivocate', 'silent'] as const).map(
    (said) =>
      [
        t.say(`consortium.seal.${said}`),
        agreement[said].length === 0
          ? undefined
          : lines(agreement[said].map((id) => foreign(names.get(id) ?? id))),
      ] as const,
  );
  return html`<section class="card" aria-labelledby="who">
    <h2 id="who">${t.say('consortium.seal.who')}</h2>
    ${factList([[t.say('consortium.seal.needed'), t.say('consortium.agree.k', { k: seal.k, n: seal.organisations.length })], ...rows])}
    <p class="quiet"><a href="/v1/epochs/${seal.n}">${t.say('consortium.seal.statements')}</a></p>
  </section>`;
}

const neighbours = ({ link, t }: PageContext, n: number, newest: number): Markup =>
  html`<nav class="buttons" aria-label="${t.say('consortium.turn')}">
    ${n > 1 && html`<a class="button plain" rel="prev" href="${link(sealPath(n - 1))}">${t.say('consortium.seal.before')}</a>`}
    ${n < newest && html`<a class="button plain" rel="next" href="${link(sealPath(n + 1))}">${t.say('consortium.seal.after')}</a>`}
  </nav>`;
