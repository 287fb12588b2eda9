import { createHash } from 'node:crypto';
import type { RecordKind, FactRecord } from '../../../../chaincode/domain/records/index.js';
import { sentence, sentenceOfPart } from '../../forms/sentence.js';
import { CliFailure } from '../../frame/failure.js';
import { findingLines, type TableFinding } from '../../tables/findings.js';
import { combineEntries } from '../combine.js';
import { entryReader, type Entry } from '../entries.js';
import { tableFindings } from '../place.js';
import { csvMapOf, importMapOf } from '../read-map.js';
import type { CsvMap, ImportMap } from '../record-map.js';
import { recordOf, type Resolver } from '../resolve.js';
import { rowReader } from '../rows.js';
import type { MapDraft } from './map-draft.js';
import type { Sample } from './sample.js';

export interface Preview {
  readonly sentences: readonly { readonly row: number; readonly text: string }[];
  /** Why rows make no record yet, by row and heading. */
  readonly mistakes: readonly string[];
  /** Headings without a meaning. */
  readonly unused: readonly string[];
}

const recordsShown = 3;

/** What the first records of a sample say by a draft. `kind`: of a map of `stl csv`; else it is an importer's. */
export function previewOf(draft: MapDraft, sample: Sample, kind: RecordKind | undefined): Preview {
  const document = { value: draft.filled, at: (pointer: string) => pointer };
  try {
    return kind === undefined
      ? ofImport(importMapOf(document, 'the proposal'), draft, sample)
      : ofRows(csvMapOf(document, kind, 'the proposal'), draft, sample);
  } catch (error) {
    if (!(error instanceof CliFailure)) throw error;
    return {
      sentences: [],
      mistakes: error.details.length > 0 ? error.details : [error.message],
      unused: [],
    };
  }
}

function ofImport(map: ImportMap, draft: MapDraft, sample: Sample): Preview {
  const reader = entryReader(sample, map.records, map);
  const findings: TableFinding[] = [];
  const groups = new Map<string, [Entry, ...Entry[]]>();
  for (const row of sample.rows) {
    const read = reader.entriesOf(row);
    findings.push(...read.findings);
    for (const entry of read.entries) {
      const identity = JSON.stringify([entry.record.name, ...entry.key]);
      const before = groups.get(identity);
      if (before === undefined) groups.set(identity, [entry]);
      else before.push(entry);
    }
  }
  const words = new Words();
  const sentences: { row: number; text: string }[] = [];
  for (const [, entries] of groups) {
    const { record, row } = entries[0];
    const made = recordOf(record, combineEntries(record, entries), map, words.resolver);
    if ('findings' in made) findings.push(...tableFindings({ record, row }, made.findings));
    else if (sentences.length < recordsShown) sentences.push({ row, text: words.say(made.record, draft) });
  }
  return { sentences, mistakes: findingLines(findings), unused: reader.unused };
}

function ofRows(map: CsvMap, draft: MapDraft, sample: Sample): Preview {
  const reader = rowReader(sample, map);
  const findings: TableFinding[] = [];
  const words = new Words();
  const sentences: { row: number; text: string }[] = [];
  for (const row of sample.rows) {
    const made = reader.read(row, words.resolver);
    if ('findings' in made) findings.push(...made.findings);
    else if ('record' in made && sentences.length < recordsShown)
      sentences.push({ row: row.number, text: words.say(made.record, draft) });
  }
  return { sentences, mistakes: findingLines(findings), unused: reader.unused };
}

const platform = 'your-platform';

/** Stands for the secrets and look-ups of a real run: a sentence says in words what they would give. */
class Words {
  readonly #meant = new Map<string, string>();

  readonly resolver: Resolver = {
    platform,
    order: (seller, number) => this.#stand('the order’s commitment', seller, number),
    reviewer: (seller, buyer) => this.#stand('the buyer’s pseudonym', seller, buyer),
    text: (seller, { message, title }) => this.#stand('the text’s commitment', seller, title, message),
    token: (seller, payment) => this.#stand('the payment’s commitment', seller, payment),
    reference: (reference) => ({
      order: this.#stand('the order of your reference', reference),
      seller: `${platform}.its-seller`,
      token: this.#stand('the payment of your reference', reference),
    }),
  };

  #stand(words: string, ...of: readonly string[]): string {
    const digest = createHash('sha256')
      .update(JSON.stringify([words, ...of]))
      .digest('base64url');
    this.#meant.set(digest, words);
    return digest;
  }

  say(record: FactRecord, { standIns }: MapDraft): string {
    const said = Object.entries(record).filter(([member]) => !standIns.has(member));
    const text =
      said.length === Object.keys(record).length
        ? sentence('(you)', record)
        : sentenceOfPart('(you)', Object.fromEntries(said) as Partial<FactRecord> & Pick<FactRecord, 'kind'>);
    return text.replace(/[A-Za-z0-9_-]{43}/g, (word) => {
      const meant = this.#meant.get(word);
      return meant === undefined ? word : `(${meant})`;
    });
  }
}
