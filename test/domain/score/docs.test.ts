import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import type { PointMap } from '../../../chaincode/domain/policies/score-policy.js';
import { componentNames } from '../../../chaincode/domain/policies/component-names.js';
import { reasonCodes } from '../../../chaincode/domain/score/measure/reason-codes.js';
import english from '../../../gateway/web/messages/en.js';
import { policy } from './fixtures.js';

const page = readFileSync('docs/scoring.md', 'utf8');
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) => line.split('|').map((cell) => cell.trim()));

const percent = (ppm: number) => String(ppm / 10_000);
const corners = (map: PointMap) => map.map(({ ppm, points }) => `${percent(ppm)} : ${points}`).join(', ');

describe('docs/scoring.md', () => {
  it('has a text for every reason code, and for no other', () => {
    const codes = rows.map((cells) => /^`([a-z_]+)`$/.exec(cells[1] ?? '')?.[1]).filter(Boolean);
    expect(codes).to.have.members([...reasonCodes]);
  });

  it('has the texts that the command line shows', () => {
    for (const code of reasonCodes) {
      const text = english.messages[`reason.${code}`];
      const row = rows.find((cells) => cells[1] === `\`${code}\``);
      expect(row?.[2]?.replace(/ `numbers`:.*/, ''), code).to.equal(text);
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
