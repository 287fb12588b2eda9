import { expect } from 'chai';
import { canonicalText } from '../../chaincode/domain/canonical.js';
import { score } from '../../chaincode/domain/score/score.js';
import type { ScoreResult } from '../../chaincode/domain/score/types.js';
import { SeededRandom } from '../../gateway/demo/random.js';
import { policy } from '../domain/score/fixtures.js';
import { examplePython, runExample } from './example-python.js';
import { anyScoreCase, type ScoreCase } from './score-cases.js';

/** All of a score that the example makes, as it writes it. */
function stated({ aggregate, asOf, certifiers, policy }: ScoreCase): string {
  const left = ['v', 'seller', 'policy', 'reasons'];
  const result = Object.entries(score(aggregate, policy, asOf, certifiers));
  return canonicalText(Object.fromEntries(result.filter(([name]) => !left.includes(name))));
}

function asked({ certifiers, ...rest }: ScoreCase): string {
  const byId = Object.fromEntries(certifiers.map((certifier) => [certifier.id, certifier]));
  return JSON.stringify({ ...rest, certifiers: byId });
}

describe('docs/examples/score.py', function () {
  this.timeout(600_000);
  let python: string;
  before(async function () {
    python = await examplePython(this);
  });

  it('gives the digits that the ledger gives, of any aggregate on any day', async () => {
    const random = new SeededRandom(14);
    const length = 10_000;
    const cases = Array.from({ length }, () => anyScoreCase(random));
    const expected = cases.map(stated);
    const { code, stderr, stdout } = await runExample(
      python,
      ['docs/examples/score.py'],
      cases.map((one) => `${asked(one)}\n`).join(''),
    );
    expect(code, stderr).to.equal(0);
    const given = stdout.trimEnd().split('\n');
    expect(given).to.have.length(length);
    for (const [i, line] of given.entries()) expect(line, `case ${i}`).to.equal(expected[i]);
    // Were the cases all alike, equal digits would say little.
    const results = expected.map((line) => JSON.parse(line) as Pick<ScoreResult, 'band' | 'status'>);
    expect(new Set(results.map(({ status }) => status))).to.have.property('size', 3);
    expect(new Set(results.map(({ band }) => band))).to.have.property('size', policy.bands.length + 1);
  });
});
