/** A chaincode of the ledger suite's small transactions, run by the same code as the real ones. */
import { Contract, type Context } from '../../chaincode/fabric/fabric-api.js';
import { runTransaction } from '../../chaincode/fabric/run.js';
import { suiteTransactions } from '../gateway/ledger/suite-transactions.js';

class SuiteContract extends Contract {
  constructor() {
    super('suite');
  }
}

for (const [name, transaction] of Object.entries(suiteTransactions)) {
  Object.defineProperty(SuiteContract.prototype, name, {
    value: (context: Context, ...args: unknown[]) => runTransaction(context, transaction, args.map(String)),
  });
}

export const contracts = [SuiteContract];
