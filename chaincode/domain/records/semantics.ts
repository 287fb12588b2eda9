import type { Defect } from '../errors.js';
import { parseTime } from '../time.js';
import { countries } from './countries.js';
import { currencies } from './currencies.js';
import { gtinIsValid } from './gtin.js';
import type {
  Case,
  Certification,
  Correction,
  FactRecord,
  Fulfilment,
  Identity,
  Inspection,
  Order,
  Payment,
  Trace,
} from './index.js';

/** Collects defects; allocates nothing for a record that has none. */
class Findings {
  list: Defect[] | undefined;

  refuseIf(wrong: boolean, pointer: string, reason: string): void {
    if (wrong) (this.list ??= []).push({ code: 'record_semantics', reason, pointer });
  }

  time(value: string, pointer: string): void {
    this.refuseIf(parseTime(value) === undefined, pointer, 'no such date or time');
  }

  country(value: string | undefined, pointer: string): void {
    this.refuseIf(value !== undefined && !countries.has(value), pointer, 'not an ISO 3166-1 alpha-2 code');
  }

  currency(value: string, pointer: string): void {
    this.refuseIf(!currencies.has(value), pointer, 'not an ISO 4217 code');
  }

  product(value: { readonly gtin?: string; readonly hs?: string } | undefined, pointer: string): void {
    if (value === undefined) return;
    this.refuseIf(value.gtin === undefined && value.hs === undefined, pointer, 'product has no number');
    this.refuseIf(
      value.gtin !== undefined && !gtinIsValid(value.gtin),
      `${pointer}/gtin`,
      'GTIN check digit is wrong',
    );
  }
}

// Times of one fixed width in UTC sort as texts.
const after = (a: string, b: string): boolean => a > b;

function identity(record: Identity, findings: Findings): void {
  const says = record.country ?? record.level ?? record.registers ?? record.name ?? record.shopDomains;
  findings.refuseIf(says === undefined && record.sameAs === undefined, '', 'record states nothing');
  findings.refuseIf(record.sameAs === record.seller, '/sameAs', 'seller is joined with itself');
  findings.country(record.country, '/country');
  record.registers?.forEach((entry, i) => findings.country(entry.country, `/registers/${i}/country`));
}

function order(record: Order, findings: Findings): void {
  findings.time(record.dispatchBy, '/dispatchBy');
  findings.time(record.deliverBy, '/deliverBy');
  // Not dispatchBy <= deliverBy: real marketplaces grant sellers more time than they promise buyers.
  findings.refuseIf(after(record.at, record.dispatchBy), '/dispatchBy', 'promised before the order');
  findings.refuseIf(after(record.at, record.deliverBy), '/deliverBy', 'promised before the order');
  findings.country(record.country, '/country');
  findings.currency(record.value.currency, '/value/currency');
  findings.product(record.product, '/product');
}

function fulfilment(record: Fulfilment, findings: Findings): void {
  const { by, event, parties, tracking } = record;
  findings.refuseIf(by !== undefined && event !== 'cancelled', '/by', 'only a cancellation has it');
  findings.refuseIf(tracking !== undefined && event !== 'dispatched', '/tracking', 'only a dispatch has it');
  findings.refuseIf(parties !== undefined && event !== 'dispatched', '/parties', 'only a dispatch has it');
}

function inspection(record: Inspection, findings: Findings): void {
  const { critical, major, minor } = record.defects;
  findings.refuseIf(record.sample > record.lot.size, '/sample', 'sample is larger than its lot');
  const failed = critical.found > critical.limit || major.found > major.limit || minor.found > minor.limit;
  // ISO 2859-1: a lot with more defects than the acceptance number is not acceptable.
  findings.refuseIf(failed && record.result === 'pass', '/result', 'defects exceed a limit');
  findings.product(record.product, '/product');
}

function certification(record: Certification, findings: Findings): void {
  findings.time(record.validFrom, '/validFrom');
  findings.time(record.validUntil, '/validUntil');
  findings.refuseIf(!after(record.validUntil, record.validFrom), '/validUntil', 'not after validFrom');
  const ofRight = record.subject === 'ip-right';
  findings.refuseIf(ofRight && record.right === undefined, '/right', 'an IP right must say which');
  findings.refuseIf(!ofRight && record.right !== undefined, '/right', 'only an IP right has it');
  record.jurisdictions.forEach((code, i) => findings.country(code, `/jurisdictions/${i}`));
  record.products?.forEach((product, i) => findings.product(product, `/products/${i}`));
}

function payment(record: Payment, findings: Findings): void {
  findings.currency(record.amount.currency, '/amount/currency');
}

function disputeCase(record: Case, findings: Findings): void {
  const { contests, outcome, step } = record;
  const decides = step === 'resolved' || step === 'appeal-decided';
  const asks = step === 'opened' || step === 'appealed';
  findings.refuseIf(decides && outcome === undefined, '/outcome', 'a decision must say its outcome');
  findings.refuseIf(!decides && outcome !== undefined, '/outcome', 'only a decision has it');
  findings.refuseIf(!asks && contests !== undefined, '/contests', 'only an opening or appeal has it');
  const unnamed = step === 'opened' && record.type === 'record-contested' && contests === undefined;
  findings.refuseIf(unnamed, '/contests', 'a contested record must be named');
}

function correction(record: Correction, findings: Findings): void {
  const contradicts = record.reason === 'did_not_occur' && record.replacement !== undefined;
  findings.refuseIf(contradicts, '/replacement', 'what did not occur has no replacement');
}

function trace(record: Trace, findings: Findings): void {
  const { event, place } = record;
  const atTheBuyers = event === 'out-for-delivery' || event === 'signed';
  findings.refuseIf(atTheBuyers && place !== undefined, '/place', 'would tell where the buyer lives');
  findings.country(place?.slice(0, 2), '/place');
}

function ofKind(record: FactRecord, findings: Findings): void {
  switch (record.kind) {
    case 'identity':
      return identity(record, findings);
    case 'order':
      return order(record, findings);
    case 'fulfilment':
      return fulfilment(record, findings);
    case 'inspection':
      return inspection(record, findings);
    case 'certification':
      return certification(record, findings);
    case 'payment':
      return payment(record, findings);
    case 'case':
      return disputeCase(record, findings);
    case 'correction':
      return correction(record, findings);
    case 'trace':
      return trace(record, findings);
    case 'review':
    case 'reply':
    case 'certification-status':
      return;
  }
}

const none: readonly Defect[] = [];
const epoch = '1970-01-01T00:00:00Z';

/** What a schema cannot say of a record that fits its schema: real dates, code tables, members that belong together. */
export function semanticDefects(record: FactRecord): readonly Defect[] {
  const findings = new Findings();
  findings.time(record.at, '/at');
  // Day and period numbers of the fold are not negative.
  findings.refuseIf(after(epoch, record.at), '/at', 'before 1970');
  if (record.kind !== 'correction') findings.country(record.jurisdiction, '/jurisdiction');
  ofKind(record, findings);
  return findings.list ?? none;
}
