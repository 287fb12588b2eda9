import { expect } from 'chai';
import { Refusal } from '../../../chaincode/domain/errors.js';
import type { PolicyDocument } from '../../../chaincode/domain/governance/types.js';
import { assertPolicyBody, parseScorePolicy } from '../../../chaincode/domain/policies/index.js';
import { scorePolicy1 } from '../../../chaincode/domain/policies/score-policy-1.js';
import { pointsAt } from '../../../chaincode/domain/score/points.js';

/** Policy 1 with the member at `path` set to `value` (left out where undefined). */
function changed(path: string, value: unknown): PolicyDocument {
  const body = JSON.parse(JSON.stringify(scorePolicy1.body)) as PolicyDocument['body'];
  const steps = path.split('/').slice(1);
  const last = steps.pop() ?? '';
  const parent = steps.reduce(
    (at, step) => at[step] as Record<string, unknown>,
    body as Record<string, unknown>,
  );
  parent[last] = value;
  return { ...scorePolicy1, version: 2, body: JSON.parse(JSON.stringify(body)) as PolicyDocument['body'] };
}

function refusal(document: PolicyDocument): Refusal {
  try {
    assertPolicyBody(document);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('expected a refusal');
}

describe('score policy', () => {
  it('takes the first policy and keeps its version', () => {
    expect(parseScorePolicy(scorePolicy1).version).to.equal(1);
  });

  it('refuses members nobody agreed on, and says where', () => {
    const { code, defects } = refusal(changed('/components/delivery/bonus', 1));
    expect(code).to.equal('document_schema');
    expect(defects.map(({ pointer }) => pointer)).to.include('/body/components/delivery');
  });

  it('refuses fractions, missing components and half-lives without a table row', () => {
    expect(refusal(changed('/components/delivery/weight', 1.5)).code).to.equal('document_schema');
    expect(refusal(changed('/components/payment', undefined)).code).to.equal('document_schema');
    expect(refusal(changed('/components/reviews/halfLife', 4)).code).to.equal('document_schema');
  });

  it('refuses a map that pays for worse service', () => {
    const { defects } = refusal(changed('/components/delivery/points/3/points', 10));
    expect(defects[0]?.pointer).to.equal('/body/components/delivery/points');
  });

  it('refuses bands that leave a score without a name', () => {
    const bands = [{ name: 'good', from: 700 }];
    expect(refusal(changed('/bands', bands)).defects[0]?.pointer).to.equal('/body/bands');
    const rising = [...bands.map(() => ({ name: 'low', from: 0 })), ...bands];
    expect(refusal(changed('/bands', rising)).defects[0]?.pointer).to.equal('/body/bands');
  });

  it('is not another policy', () => {
    expect(() => parseScorePolicy({ name: 'alerts', version: 1, body: {} })).to.throw(Refusal);
  });
});

describe('pointsAt', () => {
  const map = [
    { ppm: 100, points: 0 },
    { ppm: 200, points: 10 },
    { ppm: 300, points: 1000 },
  ];
  it('is flat outside, straight inside, and rounds down', () => {
    expect([0, 100, 159, 160, 200, 201, 300, 400].map((rate) => pointsAt(map, rate))).to.deep.equal([
      0, 0, 5, 6, 10, 19, 1000, 1000,
    ]);
  });
});
