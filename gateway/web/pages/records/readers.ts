import type { RecordKind } from '../../../../chaincode/domain/records/index.js';

export type Readers = 'everyone' | 'parties' | 'members' | 'following';

/** Who may read records of a kind: the words for the one table of who sees what, which decides. */
export const readersOf: Readonly<Record<RecordKind, Readers>> = {
  identity: 'members',
  case: 'members',
  order: 'parties',
  fulfilment: 'parties',
  trace: 'parties',
  payment: 'parties',
  review: 'parties',
  correction: 'following',
  reply: 'following',
  inspection: 'everyone',
  certification: 'everyone',
  'certification-status': 'everyone',
};
