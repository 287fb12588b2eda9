import { base64url, utf8 } from '../../chaincode/domain/bytes.js';
import { canonicalText } from '../../chaincode/domain/canonical.js';
import { leafHash, merkleRoot } from '../../chaincode/domain/merkle/tree.js';
import { nodeCrypto } from '../../chaincode/node-crypto.js';
import { now, signBytes, type Signer } from './consortium.js';

/** What `rawBatch` writes in place of what a well-behaved signer would. */
export interface RawParts {
  readonly iss: string;
  readonly ledger: string;
  readonly signer: Signer;
  readonly lines: readonly string[];
  readonly header?: string;
  readonly payload?: string;
  readonly payloadChange?: Readonly<Record<string, unknown>>;
  readonly headerChange?: Readonly<Record<string, unknown>>;
  /** Changes the compact JWS after it was signed. */
  readonly jws?: (jws: string) => string;
}

const encode = (text: string): string => base64url(utf8(text));

/** A batch that is signed correctly over whatever it is told to hold: only the format's rules can refuse it. */
export function rawBatch(parts: RawParts): string {
  const { iss, ledger, lines, signer } = parts;
  const root = base64url(
    merkleRoot(
      nodeCrypto.sha256,
      lines.map((line) => leafHash(nodeCrypto.sha256, utf8(line))),
    ),
  );
  const header = { alg: signer.alg, kid: signer.kid, typ: 'stl-batch+jws', ...parts.headerChange };
  const claims = { aud: ledger, exp: now + 60, iat: now, iss, jti: 'raw', n: lines.length, root, v: 1 };
  const payload = { ...claims, ...parts.payloadChange };
  const input = `${encode(parts.header ?? canonicalText(header))}.${encode(parts.payload ?? canonicalText(payload))}`;
  const jws = `${input}.${base64url(signBytes(signer, utf8(input)))}`;
  return [canonicalText({ jws: parts.jws ? parts.jws(jws) : jws }), ...lines, ''].join('\n');
}
