import { createHmac, createPrivateKey, sign } from 'node:crypto';
import { base64url, hex, utf8 } from '../../chaincode/domain/bytes.js';
import { canonicalText } from '../../chaincode/domain/canonical.js';
import { composeBatch } from '../../chaincode/domain/batch/compose.js';
import { leafHash, nodeHash } from '../../chaincode/domain/merkle/tree.js';
import { thumbprint } from '../../chaincode/domain/participants/thumbprint.js';
import type { FactRecord } from '../../chaincode/domain/records/index.js';
import { nodeCrypto } from '../../chaincode/node-crypto.js';

const { sha256 } = nodeCrypto;

/** The private key of RFC 8037 appendix A.1, published for such use. */
const jwk = {
  kty: 'OKP',
  crv: 'Ed25519',
  d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A',
  x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
} as const;
export const exampleKey = jwk;
export const exampleLedger = '0123456789abcdef'.repeat(4);
export const exampleIssuer = 'example-market';
export const exampleTimes = { iat: 1_767_312_000, exp: 1_767_315_600 } as const;
export const exampleJti = '2026-01-02.0001';

const seller = `${exampleIssuer}.shop-1`;
const secret = Uint8Array.from({ length: 32 }, (_, i) => i);
const number = 'A-1001';
const order = base64url(
  createHmac('sha256', secret)
    .update(['stl-order/v1', exampleLedger, exampleIssuer, seller, number].join('\n'))
    .digest(),
);

export const exampleRecords: readonly FactRecord[] = [
  {
    kind: 'order',
    seller,
    at: '2025-12-20T09:00:00Z',
    order,
    dispatchBy: '2025-12-22T23:00:00Z',
    deliverBy: '2025-12-30T23:00:00Z',
    country: 'DE',
    value: { currency: 'EUR', band: 7 },
    channel: 'web',
  },
  {
    kind: 'fulfilment',
    seller,
    at: '2025-12-21T15:00:00Z',
    order,
    event: 'dispatched',
    tracking: 'valid',
  },
  { kind: 'fulfilment', seller, at: '2025-12-29T11:00:00Z', order, event: 'delivered' },
];

const block = (text: string) => `\`\`\`text\n${text}\n\`\`\``;

/** The worked example of docs/batch-format.md, every value computed by the code that a ledger runs. */
export async function batchExample(): Promise<{ readonly text: string; readonly bytes: Uint8Array }> {
  const kid = thumbprint(jwk, sha256);
  const key = createPrivateKey({ key: { ...jwk }, format: 'jwk' });
  let signingInput = '';
  let signature = '';
  const batch = await composeBatch({
    records: exampleRecords,
    iss: exampleIssuer,
    kid,
    alg: 'Ed25519',
    jti: exampleJti,
    aud: exampleLedger,
    ...exampleTimes,
    sha256,
    sign: (input) => {
      signingInput = new TextDecoder().decode(input);
      const bytes = sign(null, input, key);
      signature = base64url(bytes);
      return bytes;
    },
  });
  const lines = exampleRecords.map((record) => canonicalText(record));
  const leaves = lines.map((line) => leafHash(sha256, utf8(line)));
  const [first, second, third] = leaves as [Uint8Array, Uint8Array, Uint8Array];
  const pair = nodeHash(sha256, first, second);
  const root = nodeHash(sha256, pair, third);
  const [header = '', payload = ''] = signingInput
    .split('.')
    .map((part) => Buffer.from(part, 'base64url').toString());

  const text = [
    '**1. The key** (from RFC 8037, appendix A.1; never use it for anything else), and its RFC 7638 thumbprint, the `kid`:',
    block(JSON.stringify(jwk)),
    `The thumbprint input \`${canonicalText({ crv: jwk.crv, kty: jwk.kty, x: jwk.x })}\` hashes to`,
    block(kid),
    '**2. The commitment to the order number.** The secret is the 32 bytes 00, 01, ... 1f (a real one is random). The message has five parts with a line feed between them and none at the end:',
    block(['stl-order/v1', exampleLedger, exampleIssuer, seller, number].join('\n')),
    'HMAC-SHA-256, base64url:',
    block(order),
    '**3. The records** in canonical form, one a line:',
    block(lines.join('\n')),
    '**4. Leaf hashes**, SHA-256(0x00 || line), in hex:',
    block(leaves.map((leaf, i) => `leaf ${i}  ${hex(leaf)}`).join('\n')),
    '**5. The root.** The first two leaves pair; the third has no partner and rises:',
    block(
      [
        `node 0-1  ${hex(pair)}    SHA-256(0x01 || leaf 0 || leaf 1)`,
        `root      ${hex(root)}    SHA-256(0x01 || node 0-1 || leaf 2)`,
        `base64url ${base64url(root)}`,
      ].join('\n'),
    ),
    '**6. The protected header**, as canonical JSON:',
    block(header),
    '**7. The payload**, as canonical JSON:',
    block(payload),
    '**8. The signing input**, base64url(header), a full stop, base64url(payload):',
    block(signingInput),
    '**9. The signature** (Ed25519 always gives the same one), base64url:',
    block(signature),
    '**10. The batch id**, SHA-256 of the signing input, base64url; and the record ids:',
    block([batch.id, ...lines.map((_, i) => `${batch.id}.${i}`)].join('\n')),
    `**11. The batch**: ${batch.bytes.length} bytes, every line with a line feed at its end:`,
    block(new TextDecoder().decode(batch.bytes).trimEnd()),
    'SHA-256 of those bytes, in hex, to compare a whole file:',
    block(hex(sha256(batch.bytes))),
  ].join('\n\n');
  return { text: `\n${text}\n`, bytes: batch.bytes };
}
