import { createPrivateKey, sign, type JsonWebKey } from 'node:crypto';
import type { SignStatement } from '../../chaincode/domain/checkpoints/statement.js';

/** Signs an organisation's statements with its two Ed25519 keys (RFC 7517, private). */
export function statementSigner(keys: Readonly<Record<'log' | 'cosigner', JsonWebKey>>): SignStatement {
  const open = (key: JsonWebKey) => createPrivateKey({ key, format: 'jwk' });
  const opened = { log: open(keys.log), cosigner: open(keys.cosigner) };
  return (use, data) => sign(null, data, opened[use]);
}
