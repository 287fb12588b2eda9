import { fromHex } from '../../../chaincode/domain/bytes.js';

/** Leaves of google/certificate-transparency, cpp/merkletree/merkle_tree_test.cc (RFC 6962; RFC 9162 has the same tree). */
export const publishedLeaves: readonly Uint8Array[] = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((leaf) => fromHex(leaf) as Uint8Array);
