import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import type { PublicAggregate } from '../../../chaincode/domain/fold/aggregate.js';
import { score } from '../../../chaincode/domain/score/score.js';
import type { CertifierState } from '../../../chaincode/domain/certificates/certifiers.js';
import type { ScoreResult } from '../../../chaincode/domain/score/types.js';
import { policy } from './fixtures.js';
import { vectorCases } from './vector-cases.js';

interface Vector {
  readonly name: string;
  readonly policy: number;
  readonly asOf: number;
  readonly certifiers: readonly CertifierState[];
  readonly aggregate: PublicAggregate;
  readonly result: ScoreResult;
}

const vectors = JSON.parse(readFileSync('test/domain/score/vectors.json', 'utf8')) as Vector[];

describe('score vectors', () => {
  it('hold every case', () => {
    expect(vectors.map(({ name }) => name)).to.deep.equal(vectorCases.map(({ name }) => name));
  });

  for (const vector of vectors) {
    it(`recomputes: ${vector.name}`, () => {
      expect(vector.policy).to.equal(policy.version);
      const result = score(vector.aggregate, policy, vector.asOf, vector.certifiers);
      expect(JSON.parse(JSON.stringify(result))).to.deep.equal(vector.result);
    });
  }
});
