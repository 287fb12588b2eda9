import { parseBatch, type ParseBatch } from '../domain/batch/parse.js';
import { Refusal } from '../domain/errors.js';
import { nodeCrypto } from '../node-crypto.js';
import { refusalText } from '../refusal-text.js';
import { seal } from '../transactions/seal.js';
import type { Transaction } from '../transactions/transaction.js';
import { checkEndorserClock } from './endorser-clock.js';
import type { Context } from './fabric-api.js';
import { StubState, plainBytes } from './stub-state.js';

const parse: ParseBatch = (bytes, foldVersion) => parseBatch(bytes, foldVersion, nodeCrypto);

/**
 * Runs one transaction on an endorser. A refusal leaves as an error whose text is JSON (`refusalText`): its text is all
 * that Fabric passes on to the client.
 */
export async function runTransaction(
  context: Context,
  transaction: Transaction,
  args: readonly string[],
): Promise<string> {
  try {
    const state = new StubState(context);
    checkEndorserClock(state.txTime, { isSeal: transaction === seal });
    const transient = Object.fromEntries(
      [...context.stub.getTransient()].map(([name, value]) => [name, plainBytes(value)]),
    );
    return await transaction({ state, crypto: nodeCrypto, parseBatch: parse, args, transient });
  } catch (error) {
    if (error instanceof Refusal) throw new Error(refusalText(error), { cause: error });
    throw error;
  }
}
