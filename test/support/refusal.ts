import { expect } from 'chai';
import { Refusal, type Defect } from '../../chaincode/domain/errors.js';

/** Expects a Refusal whose code is `code`; gives its defects. */
export async function expectRefusal(code: string, act: () => unknown): Promise<readonly Defect[]> {
  let outcome: unknown;
  try {
    outcome = await act();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    expect(error.code, error.message).to.equal(code);
    return error.defects;
  }
  throw new Error(`expected ${code}, but got ${JSON.stringify(outcome)}`);
}
