import { expect } from 'chai';
import { Refusal } from '../../../chaincode/domain/errors.js';
import type { PolicyDocument } from '../../../chaincode/domain/consortium/policy-document.js';
import { parseScorePolicy, policyDefects } from '../../../chaincode/domain/policies/index.js';
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

const placesOf = (document: PolicyDocument): (string | undefined)[] =>
  policyDefects(document).map(({ pointer }) => pointer);

describe('score policy', () => {
  it('takes the first policy and keeps its version', () => {
    expect(parseScorePolicy(scorePolicy1).version).to.equal(1);
  });

  it('refuses members nobody agreed on, and says where', () => {
    const document = changed('/components/delivery/bonus', 1);
    expect(placesOf(document)).to.include('/body/components/delivery');
    expect(() => parseScorePolicy(document))
      .to.throw(Refusal)
      .with.property('code', 'document_schema');
  });

  it('refuses fractions, missing components and half-lives without a table row', () => {
    expect(placesOf(changed('/components/delivery/weight', 1.5))).to.include(
      '/body/components/delivery/weight',
    );
    expect(placesOf(changed('/components/payment', undefined))).to.include('/body/components');
    expect(placesOf(changed('/components/reviews/halfLife', 4))).to.include(
      '/body/components/reviews/halfLife',
    );
  });

  it('refuses a map that pays for worse service', () => {
    expect(placesOf(changed('/components/delivery/points/3/points', 10))).to.deep.equal([
      '/body/components/delivery/points',
    ]);
  });

  it('refuses bands that leave a score without a name', () => {
    const bands = [{ name: 'good', from: 700 }];
    expect(placesOf(changed('/bands', bands))[0]).to.equal('/body/bands');
    const rising = [...bands.map(() => ({ name: 'low', from: 0 })), ...bands];
    expect(placesOf(changed('/bands', rising))[0]).to.equal('/body/bands');
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
