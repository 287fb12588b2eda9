import type {
  Certification,
  CertificationStatus,
  Correction,
  FactRecord,
  Inspection,
  Reply,
} from '../../../../chaincode/domain/records/index.js';
import { replacementOf } from '../../../../chaincode/domain/records/replacement.js';
import { parseTime } from '../../../../chaincode/domain/time.js';
import { foreign } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import type { Translator } from '../../messages/translate.js';
import { assessmentText, causeText, countriesText } from '../../messages/certificates.js';
import { factList, type FactRow } from '../../html/fact-list.js';

type Link = (path: string) => string;

/** The texts that `recordFacts` is written with. */
export const recordTexts =
  /^(record|certificate|seller\.(subject|assessment|cause|standing)|order\.reason)\./;

const timeOf = (t: Translator, text: string): string => t.time(parseTime(text) ?? 0);
const dateOf = (t: Translator, text: string): string => t.date(parseTime(text) ?? 0);

/** What a record that anyone may read says, in words. Of kinds that are for members or parties it says when and which country. */
export function recordFacts(record: FactRecord, t: Translator, link: Link): Markup {
  return factList([...rowsOf(record, t, link), ...commonRows(record, t)]);
}

function rowsOf(record: FactRecord, t: Translator, link: Link): readonly FactRow[] {
  switch (record.kind) {
    case 'inspection':
      return inspectionRows(record, t);
    case 'certification':
      return certificationRows(record, t);
    case 'certification-status':
      return statusRows(record, t);
    case 'correction':
      return correctionRows(record, t, link);
    case 'reply':
      return replyRows(record, t, link);
    case 'identity':
    case 'order':
    case 'fulfilment':
    case 'trace':
    case 'payment':
    case 'review':
    case 'case':
      return [];
  }
}

function inspectionRows(
  { defects, inspection, lot, product, result, sample, stage }: Inspection,
  t: Translator,
) {
  const classes = ['critical', 'major', 'minor'] as const;
  return [
    [
      t.say('record.result'),
      html`<span class="chip ${result === 'pass' ? 'good' : 'bad'}"
        >${t.say(`record.result.${result}`)}</span
      >`,
    ],
    [t.say('record.inspection'), foreign(inspection)],
    [t.say('record.stage'), t.say(`record.stage.${stage}`)],
    [t.say('record.lot'), t.rich('record.lot.of', { lot: foreign(lot.id), size: lot.size })],
    [t.say('record.sample'), t.number(sample)],
    [
      t.say('record.defects'),
      html`<ul class="bare">
        ${classes.map((name) => html`<li>${t.say(`record.defects.${name}`, { ...defects[name] })}</li>`)}
      </ul>`,
    ],
    ...productRows(product === undefined ? [] : [product], t),
  ] satisfies readonly FactRow[];
}

function certificationRows(record: Certification, t: Translator): readonly FactRow[] {
  const { assessmentLevel, certificate, jurisdictions, products = [], right, scheme, subject } = record;
  const assessed = assessmentText(t, assessmentLevel);
  return [
    [t.say('certificate.number'), foreign(certificate)],
    [t.say('certificate.scheme'), foreign(scheme)],
    [t.say('certificate.subject'), t.say(`seller.subject.${subject}`)],
    ...(right === undefined
      ? []
      : [[t.say('certificate.right'), t.say(`certificate.right.${right}`)] as const]),
    ...(assessed === undefined ? [] : [[t.say('certificate.assessed'), assessed] as const]),
    [t.say('certificate.countries'), countriesText(t, jurisdictions)],
    [
      t.say('certificate.validity'),
      t.say('certificate.from-to', {
        from: dateOf(t, record.validFrom),
        to: dateOf(t, record.validUntil),
      }),
    ],
    ...productRows(products, t),
  ];
}

function statusRows({ certificate, reason, status }: CertificationStatus, t: Translator): readonly FactRow[] {
  return [
    [t.say('certificate.number'), foreign(certificate)],
    [t.say('record.change'), t.say(`record.change.${status}`)],
    [t.say('record.reason'), causeText(t, reason)],
  ];
}

function correctionRows(record: Correction, t: Translator, link: Link): readonly FactRow[] {
  const replacement = replacementOf(record);
  return [
    [t.say('record.corrects'), recordLink(record.target, link)],
    [t.say('record.reason'), t.say(`order.reason.${record.reason}`)],
    [
      t.say('record.instead'),
      replacement === undefined ? t.say('record.instead.nothing') : recordFacts(replacement, t, link),
    ],
  ];
}

function replyRows({ language, target, text }: Reply, t: Translator, link: Link): readonly FactRow[] {
  return [
    [t.say('record.answers'), recordLink(target, link)],
    ...(language === undefined ? [] : [[t.say('record.language'), foreign(language)] as const]),
    [t.say('record.text'), html`${t.say('record.text.kept')} <code>${text}</code>`],
  ];
}

function productRows(
  products: readonly NonNullable<Inspection['product']>[],
  t: Translator,
): readonly FactRow[] {
  if (products.length === 0) return [];
  const codes = products.map(({ gtin, hs, tariff }) =>
    [
      ...(gtin === undefined ? [] : [`GTIN ${gtin}`]),
      ...(hs === undefined ? [] : [`HS ${hs}`]),
      ...(tariff === undefined ? [] : [t.say('record.tariff', { code: tariff })]),
    ].join(', '),
  );
  return [
    [
      t.say('record.products', { count: products.length }),
      html`<ul class="bare">
        ${codes.map((code) => html`<li>${foreign(code)}</li>`)}
      </ul>`,
    ],
  ];
}

function commonRows(record: FactRecord, t: Translator): readonly FactRow[] {
  const country = 'jurisdiction' in record ? record.jurisdiction : undefined;
  const evidence = 'evidence' in record ? (record.evidence ?? []) : [];
  return [
    [t.say('record.at'), timeOf(t, record.at)],
    ...(country === undefined ? [] : [[t.say('record.country'), t.country(country)] as const]),
    ...(evidence.length === 0
      ? []
      : [
          [
            t.say('record.evidence', { count: evidence.length }),
            html`${t.say('record.evidence.kept')}
              <ul class="bare">
                ${evidence.map(
                  ({ commitment, mediaType }) =>
                    html`<li>${foreign(mediaType)} <code>${commitment}</code></li>`,
                )}
              </ul>`,
          ] as const,
        ]),
  ];
}

export const recordPath = (id: string): string => `/records/${encodeURIComponent(id)}`;
const recordLink = (id: string, link: Link): Markup =>
  html`<a href="${link(recordPath(id))}"><code>${id}</code></a>`;
