import { randomBytes } from 'node:crypto';
import type { AuthorityMatrix, ConsortiumDocument } from '../../chaincode/domain/consortium/document.js';
import { newestFold } from '../../chaincode/domain/fold-version.js';
import { scorePolicy1 } from '../../chaincode/domain/policies/score-policy-1.js';

/** Who may state what, unless a consortium decides otherwise. */
export const standardAuthority: AuthorityMatrix = {
  platform: ['identity', 'order', 'fulfilment', 'review', 'case', 'correction'],
  carrier: ['fulfilment', 'trace', 'correction'],
  'customs-broker': ['trace', 'correction'],
  inspector: ['inspection', 'correction'],
  certifier: ['identity', 'inspection', 'certification', 'certification-status', 'correction'],
  'payment-provider': ['payment', 'correction'],
  arbiter: ['case', 'correction'],
  seller: ['identity', 'case', 'reply', 'correction'],
};

/** What a consortium document says besides who its organisations are and how many decide. */
export type Terms = Omit<ConsortiumDocument, 'v' | 'organisations' | 'k' | 'nonce'>;

/** The terms of a consortium that decides nothing otherwise. */
export const standardTerms: Terms = {
  authority: standardAuthority,
  policies: [scorePolicy1],
  participants: [],
  fold: { version: newestFold, fromEpoch: 0 },
  parameters: { demo: false },
};

/** The smallest k with 2k > n. */
export const majorityOf = (n: number): number => Math.floor(n / 2) + 1;

/** 256 bits, drawn once for each document: two ledgers of the same organisations must never share an id. */
export const newNonce = (): string => randomBytes(32).toString('hex');
