import { parseTime } from '../../../../chaincode/domain/time.js';
import type { Services } from '../../../http/routes/services.js';
import { anonymous } from '../../../services/common/caller.js';
import type { RecordView } from '../../../services/read/record-view.js';
import { foreign } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import { sellerName, sellerText } from '../../html/seller-name.js';
import type { Page, PageContext } from '../../frame/page.js';
import { closedProof, proofCard } from '../proof/proof-card.js';
import { sellerPath } from '../seller/subject.js';
import { factList, type FactRow } from '../../html/fact-list.js';
import { recordFacts, recordPath, recordTexts } from './record-view.js';
import { readersOf } from './readers.js';
import { recordsPath } from '../seller/subject.js';
import { trail, trailOfSeller } from './trail.js';

type Asked = Pick<Services, 'records' | 'sellers'>;
type Visible = Extract<RecordView, { readonly visible: true }>;

/** What one record says, who stated it, and whether it counts. Throws ServiceError `not_found`. */
export function recordPage(context: PageContext, id: string, { records, sellers }: Asked): Page {
  const view = records.one(anonymous, id);
  return view.visible ? visiblePage(context, view, sellers) : hiddenPage(context, view);
}

function visiblePage(context: PageContext, view: Visible, sellers: Asked['sellers']): Page {
  const { link, t } = context;
  const { id, issuer, kind, record } = view;
  const facts = sellers.one(anonymous, record.seller).public;
  const seller = { id: record.seller, tradingName: facts.tradingName };
  const name = t.say(`record.kind.${kind}`);
  const certificate = facts.certifications.find(({ certificate, issuer: by, record: term }) =>
    record.kind === 'certification-status'
      ? by === issuer && certificate === record.certificate
      : term === id,
  );
  const proof = proofCard(
    context,
    {
      kind: 'record',
      subject: id,
      path: `/v1/records/${encodeURIComponent(id)}/proof`,
      says: 'proof.says.record',
      command: proofCommand(context, id),
    },
    recordTexts,
  );
  return {
    ...proof,
    title: t.say('record.title', { kind: name, seller: sellerText(seller) }),
    description: t.say('record.lead'),
    body: html`${trailOfSeller(context, seller, [[t.say('records.title'), recordsPath(seller.id)]])}
      <h1>${name}</h1>
      <p class="lead">
        ${t.rich('record.stated', {
          issuer: html`<a href="${link(`/participants/${encodeURIComponent(issuer)}`)}"
            >${foreign(issuer)}</a
          >`,
          seller: html`<a href="${link(sellerPath(seller.id))}">${sellerName(seller)}</a>`,
          date: t.date(parseTime(record.at) ?? 0),
        })}
      </p>
      <section class="card" aria-labelledby="says">
        <h2 id="says">${t.say('record.says')}</h2>
        <div id="proven">${recordFacts(record, t, link)}</div>
        ${
          certificate !== undefined &&
          html`<p class="no-print">
            <a class="button plain" href="${link(`/certificates/${certificate.number}`)}"
              >${t.say('record.certificate')}</a
            >
          </p>`
        }
      </section>
      ${counting(context, view)} ${whereabouts(context, view)} ${proof.body}`,
  };
}

/** Its id and kind are open to everyone, so that no list can leave it out unseen. */
function hiddenPage(context: PageContext, { id, kind }: Pick<RecordView, 'id' | 'kind'>): Page {
  const { t } = context;
  const name = t.say(`record.kind.${kind}`);
  const readers = readersOf[kind];
  return {
    title: name,
    description: t.say('record.lead'),
    body: html`${trail(context, [[t.say('nav.sellers'), '/sellers']])}
      <h1>${name}</h1>
      <section class="card" aria-labelledby="closed">
        <h2 id="closed">${t.say('record.closed')}</h2>
        <p>${t.say(`record.closed.${readers === 'everyone' ? 'members' : readers}`)}</p>
        <p>${t.say('record.closed.why')}</p>
        ${factList([[t.say('record.id'), html`<code>${id}</code>`], batchRow(t, id)])}
      </section>
      ${closedProof(t)}`,
  };
}

/** The commands that check a record's proof outside any browser. */
export const proofCommand = ({ publicUrl }: Pick<PageContext, 'publicUrl'>, id: string): string =>
  [
    `stl trust trust.json --url ${publicUrl}`,
    `stl proof ${id} --out record.tlog-proof --url ${publicUrl}`,
    'stl verify record.tlog-proof --trust trust.json',
  ].join('\n');

function counting({ link, t }: PageContext, { id, record, reply, standing }: Visible): Markup {
  const counts = standing.state === 'counted';
  const by = counts ? undefined : standing.by;
  const contest = new URLSearchParams({ seller: record.seller, record: id });
  return html`<section class="card" aria-labelledby="counts">
    <h2 id="counts">${t.say('record.counts.title')}</h2>
    <p>
      <span class="chip${!counts && ' notice'}"
        >${t.say(counts ? 'record.counts' : 'record.counts-not')}</span
      >
      ${t.say(counts ? 'record.counts.why' : `record.flag.${standing.because}`)}
    </p>
    ${by !== undefined && html`<p>${otherRecord(t.say('record.by'), by, link)}</p>`}
    ${reply !== undefined && html`<p>${otherRecord(t.say('record.replied'), reply, link)}</p>`}
    <p class="no-print"><a href="${link(`/contest?${contest.toString()}`)}">${t.say('record.contest')}</a></p>
  </section>`;
}

const otherRecord = (said: string, id: string, link: PageContext['link']): Markup =>
  html`${said} <a href="${link(recordPath(id))}"><code>${id}</code></a>`;

const batchRow = (t: PageContext['t'], id: string): FactRow => {
  const batch = id.slice(0, id.indexOf('.'));
  return [t.say('record.batch'), html`<a href="/v1/batches/${batch}"><code>${batch}</code></a>`];
};

function whereabouts({ t }: PageContext, { id, position, time }: Visible): Markup {
  const { block, line, tx } = position;
  return html`<section class="card" aria-labelledby="place">
    <h2 id="place">${t.say('record.place')}</h2>
    ${factList([
      [t.say('record.since'), t.time(parseTime(time) ?? 0)],
      [t.say('record.position'), t.say('record.position.of', { block, tx, line })],
      [t.say('record.id'), html`<code>${id}</code>`],
      batchRow(t, id),
    ])}
    <p class="quiet"><a href="/v1/records/${encodeURIComponent(id)}">${t.say('records.data')}</a></p>
  </section>`;
}
