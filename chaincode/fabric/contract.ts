import { transactions } from '../transactions/index.js';
import { Context, Contract, Info, Param, Returns, Transaction } from './fabric-api.js';
import { runTransaction } from './run.js';

/**
 * The transactions as Fabric calls them: text in, text out, no rule here. Parameters are strings only: the contract API
 * compiles a schema for each parameter of each call, and objects would also cost the order of their members.
 */
@Info({ title: 'Seller Trust Ledger', description: 'Signed facts about sellers, and who may state them' })
export class SellerTrustContract extends Contract {
  constructor() {
    super('SellerTrust');
  }

  @Transaction()
  @Param('document', 'string', 'the consortium document, JSON')
  @Param('approval', 'string', "its organisation's approval of it, a compact JWS")
  @Returns('string')
  async InitConsortium(context: Context, document: string, approval: string): Promise<string> {
    return call(context, 'InitConsortium', document, approval);
  }

  /** The batch travels in the transient map as `batch`, so that a block holds it once and not twice. */
  @Transaction()
  @Returns('string')
  async SubmitBatch(context: Context): Promise<string> {
    return call(context, 'SubmitBatch');
  }

  /** Batches of several issuers, in the transient map as `batch0`, `batch1` and so on. */
  @Transaction()
  @Returns('string')
  async SubmitBatches(context: Context): Promise<string> {
    return call(context, 'SubmitBatches');
  }

  @Transaction()
  @Param('proposal', 'string', 'the proposal, a compact JWS by the admin key of an organisation')
  @Returns('string')
  async Propose(context: Context, proposal: string): Promise<string> {
    return call(context, 'Propose', proposal);
  }

  @Transaction()
  @Param('approval', 'string', 'the approval, a compact JWS by the admin key of an organisation')
  @Returns('string')
  async Approve(context: Context, approval: string): Promise<string> {
    return call(context, 'Approve', approval);
  }

  @Transaction()
  @Param('n', 'string', 'number of the new Seal: one more than the newest')
  @Returns('string')
  async Seal(context: Context, n: string): Promise<string> {
    return call(context, 'Seal', n);
  }

  @Transaction()
  @Param('checkpoint', 'string', "the organisation's checkpoint, a signed note")
  @Returns('string')
  async Cosign(context: Context, checkpoint: string): Promise<string> {
    return call(context, 'Cosign', checkpoint);
  }

  @Transaction()
  @Param('version', 'string', 'number of the version of the trust list')
  @Param('signature', 'string', "the organisation's signature of it, a compact JWS")
  @Returns('string')
  async SignTrustList(context: Context, version: string, signature: string): Promise<string> {
    return call(context, 'SignTrustList', version, signature);
  }

  @Transaction(false)
  @Returns('string')
  async GetConsortium(context: Context): Promise<string> {
    return call(context, 'GetConsortium');
  }

  @Transaction(false)
  @Param('document', 'string', 'the consortium document, JSON')
  @Returns('string')
  async GetFoundingApprovals(context: Context, document: string): Promise<string> {
    return call(context, 'GetFoundingApprovals', document);
  }

  @Transaction(false)
  @Param('id', 'string')
  @Returns('string')
  async GetParticipant(context: Context, id: string): Promise<string> {
    return call(context, 'GetParticipant', id);
  }

  @Transaction(false)
  @Param('id', 'string')
  @Returns('string')
  async GetProposal(context: Context, id: string): Promise<string> {
    return call(context, 'GetProposal', id);
  }

  @Transaction(false)
  @Param('id', 'string')
  @Returns('string')
  async GetBatch(context: Context, id: string): Promise<string> {
    return call(context, 'GetBatch', id);
  }
}

function call(context: Context, name: string, ...args: readonly string[]): Promise<string> {
  const transaction = transactions[name];
  if (!transaction) throw new Error(`The registry lacks ${name}.`);
  return runTransaction(context, transaction, args);
}
