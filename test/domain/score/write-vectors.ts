import { writeFile } from 'node:fs/promises';
import { score } from '../../../chaincode/domain/score/score.js';
import { policy } from './fixtures.js';
import { vectorCases } from './vector-cases.js';

/*
 * Writes test/domain/score/vectors.json anew (run from the top of the repository). Only for new cases or a new policy:
 * a result that changes under an old policy version is a defect, because others have computed the old one.
 */
const vectors = vectorCases.map(({ name, aggregate, asOf, certifiers }) => ({
  name,
  policy: policy.version,
  asOf,
  certifiers,
  aggregate,
  result: score(aggregate, policy, asOf, certifiers),
}));
await writeFile('test/domain/score/vectors.json', `${JSON.stringify(vectors, null, 2)}\n`);
