import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { counterNames } from '../../../chaincode/domain/fold/aggregate.js';
import { halfLives } from '../../../chaincode/domain/policies/half-lives.js';
import type { PointMap } from '../../../chaincode/domain/policies/score-policy.js';
import { componentNames } from '../../../chaincode/domain/policies/component-names.js';
import { decayWeight } from '../../../chaincode/domain/score/measure/decay.js';
import { reasonCodes } from '../../../chaincode/domain/score/measure/reason-codes.js';
import english from '../../../gateway/web/messages/en.js';
import { policy } from './fixtures.js';

const page = readFileSync('docs/scoring.md', 'utf8');
const rowsOf = (text: string): string[][] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').map((cell) => cell.trim()));
const section = (title: string): string =>
  page.split(/^## /m).find((text) => text.startsWith(`${title}\n`)) ?? '';
const rows = rowsOf(page);

const percent = (ppm: number) => String(ppm / 10_000);
const corners = (map: PointMap) => map.map(({ ppm, points }) => `${percent(ppm)} : ${points}`).join(', ');

describe('docs/scoring.md', () => {
  it('has a text for every reason code, and for no other', () => {
    const codes = rowsOf(section('Reasons'))
      .map((cells) => /^`([a-z_]+)`$/.exec(cells[1] ?? '')?.[1])
      .filter(Boolean);
    expect(codes).to.have.members([...reasonCodes]);
  });

  it('says of every counter, in order, what one is and what day it is dated by', () => {
    const counters = rowsOf(section('The counters')).slice(2);
    expect(counters.map((cells) => cells[1])).to.deep.equal([...counterNames]);
    for (const cells of counters) expect(cells.slice(2, 4), cells[1]).not.to.include('');
  });

  it('has the weights by which facts decay', () => {
    for (const halfLife of halfLives) {
      const row = rowsOf(section('From facts to a number')).find((cells) => cells[1] === String(halfLife));
      const weights = Array.from({ length: 15 }, (_, age) => decayWeight(age, halfLife));
      expect(row?.[2]).to.equal(weights.join(', '));
    }
  });

  it('states what makes a score, and from when on a component is good', () => {
    const { history, neutral, reasons } = policy;
    const [scored] = rowsOf(section('With and without a score')).filter((cells) => cells[1] === '`scored`');
    expect(scored?.[2])
      .to.include(`at least ${history.minimumPeriods} (`)
      .and.to.include(`at least ${history.minimumWeight} of`)
      .and.to.include(`neutral ${neutral}`);
    expect(page).to.include(`under ${history.provisionalPeriods} (\`provisionalPeriods\`)`);
    expect(page).to.include(`at least ${reasons.goodFrom} (\`reasons.goodFrom\`)`);
  });

  it('has the texts that the command line shows', () => {
    for (const code of reasonCodes) {
      const text = english.messages[`reason.${code}`];
      const row = rows.find((cells) => cells[1] === `\`${code}\``);
      expect(row?.[2], code).to.equal(text);
    }
  });

  for (const name of componentNames) {
    it(`states weight, window, half-life, minimum and map of ${name} as they are in force`, () => {
      const rules = policy.components[name];
      const halfLife = 'halfLife' in rules ? String(rules.halfLife) : '';
      const minimum = 'minimum' in rules ? String(rules.minimum) : '';
      const numbers = rows.find((cells) => cells[1] === name && /^\d+$/.test(cells[2] ?? ''));
      expect(numbers?.slice(2, 6)).to.deep.equal([
        String(rules.weight),
        String(rules.window),
        halfLife,
        minimum,
      ]);
      const map = rows.find(
        (cells) => (cells[1] ?? '').split(', ').includes(name) && cells[2]?.includes(' : '),
      );
      expect(map?.[2]).to.equal(corners(rules.points));
    });
  }

  it('states the bands in force', () => {
    for (const { name, from } of policy.bands) {
      expect(
        rows.some((cells) => cells[1] === name && cells[2] === String(from)),
        name,
      ).to.equal(true);
    }
  });
});
