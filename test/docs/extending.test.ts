import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type * as Memory from '../../chaincode/domain/fold/memory-state.js';
import type * as Standing from '../../chaincode/domain/fold/read-standing.js';
import type { StatedRecord } from '../../chaincode/domain/fold/state.js';
import type { FactRecord } from '../../chaincode/domain/records/index.js';
import type * as Validate from '../../chaincode/domain/records/validate.js';
import { type Voice, commitment, days, idOf, order, sha256, statedAt } from '../domain/fold/story.js';
import { CompiledCopy } from './compiled-copy.js';

const page = readFileSync('docs/extending.md', 'utf8');
const [, section = ''] = /^## A record kind\n([\s\S]*?)^## /m.exec(page) ?? [];

interface Edit {
  readonly file: string;
  /** A new file's text, or pieces of which the lines with `-` become those with `+`. */
  readonly text: string;
  readonly isNew: boolean;
}

/** The numbered steps of the page: what each writes, and the files that it says the compiler then names. */
const steps = section
  .split(/^(?=\d+\. )/m)
  .slice(1)
  .map((step) => {
    const blocks = [...step.matchAll(/^( +)```(ts|diff|text) ?(\S*)\n([\s\S]*?)^ +```\n/gm)].map(
      ([, indent = '', language, file = '', lines = '']) => ({
        language,
        file,
        text: lines.replace(new RegExp(`^${indent}`, 'gm'), ''),
      }),
    );
    const edits = blocks
      .filter(({ language }) => language !== 'text')
      .map(({ file, language, text }): Edit => ({ file, text, isNew: language === 'ts' }));
    return {
      edits,
      named: blocks
        .find(({ language }) => language === 'text')
        ?.text.trim()
        .split('\n'),
    };
  });

/** The lines of a piece without those of one sign, and without the signs. */
const linesBut = (sign: '+' | '-', piece: string): string =>
  piece.replace(new RegExp(`^\\${sign}.*\\n`, 'gm'), '').replace(/^[ +-]/gm, '');

function apply(copy: CompiledCopy, { file, isNew, text }: Edit): void {
  if (isNew) {
    expect(copy.text(file), `${file} is new`).to.equal(undefined);
    copy.change(file, text);
    return;
  }
  let content = copy.text(file) ?? '';
  for (const piece of text.split('@@\n')) {
    const before = linesBut('+', piece);
    expect(content.split(before), `${file} holds once:\n${before}`).to.have.length(2);
    content = content.replace(before, () => linesBut('-', piece));
  }
  copy.change(file, content);
}

const pageFiles = steps.flatMap(({ edits }) => edits.map(({ file }) => file));
const roots = [
  'chaincode/domain/batch/check.ts',
  'chaincode/domain/fold/memory-state.ts',
  'chaincode/domain/fold/read-standing.ts',
  'chaincode/domain/records/validate.ts',
  ...steps.flatMap(({ named = [] }) => named),
];
const folders = ['chaincode/domain/fold/', ...pageFiles.map((file) => file.replace(/[^/]*$/, ''))].filter(
  (folder) => folder !== 'chaincode/domain/',
);

describe('docs/extending.md, on a record kind', function () {
  this.timeout(180_000);
  const copy = new CompiledCopy();
  const named = (): string[] => [...copy.errors(roots, folders).keys()].sort();

  it('says what the compiler names, step by step, and at the end it names nothing', () => {
    let missing: string[] = [];
    steps.forEach(({ edits, named: files }, i) => {
      for (const edit of edits) apply(copy, edit);
      const written = new Set(edits.map(({ file }) => file));
      missing = (files ?? missing.filter((file) => !written.has(file))).toSorted();
      if (i > 0) {
        expect(named(), `after step ${String(i + 1)}`).to.deep.equal(missing);
      }
      // The version comes after the kind that it brings.
      else {
        expect([...copy.errors(roots, folders)].join()).to.match(
          /^chaincode\/domain\/records\/recall\.ts,.*FoldVersion/s,
        );
      }
    });
    expect(missing).to.deep.equal([]);
  });

  it('gives a kind that is folded as the page says', async () => {
    const { load, remove } = await copy.domain();
    try {
      const { recordDefects } = (await load('records/validate.js')) as typeof Validate;
      const { MemoryState } = (await load('fold/memory-state.js')) as typeof Memory;
      const { flagOf } = (await load('fold/read-standing.js')) as typeof Standing;
      const recall = (n: number, reason: string): Readonly<Record<string, unknown>> => ({
        kind: 'recall',
        seller: 'shop.a',
        at: days(n),
        order: commitment(1),
        reason,
      });
      expect(recordDefects(recall(3, 'unsafe'), 3)).to.deep.equal([]);
      expect(recordDefects(recall(3, 'ugly'), 3).map(({ pointer }) => pointer)).to.deep.equal(['/reason']);
      expect(recordDefects(recall(3, 'unsafe'), 2).map(({ pointer }) => pointer)).to.deep.equal(['/kind']);

      const state = new MemoryState();
      const say = (n: number, voice: Voice, record: object): StatedRecord => {
        const stated = statedAt([n, 0, 0, 0], { id: idOf(n), voice, record: record as FactRecord });
        state.fold(sha256, { id: commitment(n), records: [stated], revoked: false });
        return stated;
      };
      const early = say(1, 'carrier', recall(3, 'unsafe'));
      expect(flagOf(state, early)).to.deep.equal({ because: 'order_missing' });
      say(2, 'platform', order(1, { parties: { carrier: 'ship' } }));
      expect(flagOf(state, early)).to.equal(undefined);
      const platforms = say(3, 'platform', recall(4, 'unsafe'));
      const other = say(4, 'carrier', recall(4, 'wrongly-labelled'));
      expect(flagOf(state, early)).to.deep.equal({ because: 'outranked', by: platforms.id });
      expect([platforms, other].map((one) => flagOf(state, one))).to.deep.equal([undefined, undefined]);
    } finally {
      await remove();
    }
  });

  it('of an order that says not what it adds does not fit the rules of the group', () => {
    const file = 'chaincode/domain/fold/kinds/recall.ts';
    const text = copy.text(file) ?? '';
    copy.change(
      file,
      text
        .replace(/^ {2}(conflict|add): .*\n/gm, '')
        .replace(/OrderMember<(.*)>/, "FoldedKind<$1, 'order'>")
        .replace('OrderMember', 'FoldedKind'),
    );
    expect(named()).to.deep.equal(['chaincode/domain/fold/groups/order.ts']);
  });
});

describe('what is decided by a table', function () {
  this.timeout(180_000);

  it('does not compile with a new event, step, outcome, type or role that is handled nowhere', () => {
    const copy = new CompiledCopy();
    const add = (name: string, before: string): void => {
      const file = `chaincode/domain/${name}.ts`;
      const text = copy.text(file) ?? '';
      expect(text.split(`'${before}'`), `${name} ${before}`).to.have.length.above(1);
      copy.change(file, text.replace(`'${before}'`, `'${before}', 'new'`));
    };
    add('records/fulfilment', 'returned');
    add('records/payment', 'fraud-confirmed');
    add('records/trace', 'signed');
    add('records/case', 'appeal-decided');
    add('records/case', 'withdrawn');
    add('records/case', 'privacy');
    add('consortium/participant', 'arbiter');
    expect([...copy.errors(roots, folders).keys()].sort()).to.deep.equal([
      'chaincode/domain/fold/groups/case.ts',
      'chaincode/domain/fold/groups/order-payments.ts',
      'chaincode/domain/fold/kinds/case.ts',
      'chaincode/domain/fold/kinds/fulfilment.ts',
      'chaincode/domain/participants/authority.ts',
      'chaincode/domain/participants/kind-limits.ts',
      'chaincode/domain/records/case.ts',
      'chaincode/domain/records/trace.ts',
      'gateway/web/pages/order/timeline-view.ts',
    ]);
  });
});
