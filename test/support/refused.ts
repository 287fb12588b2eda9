import { ProblemError, ProofFailure } from '../../gateway/sdk/client/index.js';
import { failureOf } from './failure.js';

/** The code under which a proof, or a gateway asked for one, was refused. Throws where it was not. */
export async function refused(work: Promise<unknown>): Promise<string> {
  const error = await failureOf(work);
  if (error instanceof ProofFailure || error instanceof ProblemError) return error.code;
  throw new Error('was not refused', { cause: error });
}
