import { expect } from 'chai';
import fc from 'fast-check';
import { base64url, utf8 } from '../../../chaincode/domain/bytes.js';
import { canonicalText } from '../../../chaincode/domain/canonical.js';
import { verifyBadge, type TrustedConsortium, type Verdict } from '../../../gateway/sdk/verify/index.js';
import { altered, leavesOf } from '../../support/alter.js';
import { BadgeMaker } from '../../support/badge-maker.js';

const states = ['valid', 'valid-with-notice', 'expired', 'revoked', 'unchecked', 'forged'];

describe('the verifier, given anything', () => {
  const maker = new BadgeMaker();
  const honest = maker.credential();
  const badge = maker.signed(honest);
  const options = maker.options(honest);
  const verdict = (bytes: Uint8Array, trust = maker.trust): Promise<Verdict> =>
    verifyBadge(bytes, trust, options);
  /** A verdict of its six states, with a list of checks that ends in the one that failed. */
  const refused = async (bytes: Uint8Array, what = ''): Promise<void> => {
    const { checks, code, reason, state } = await verdict(bytes);
    expect(state, what).to.be.oneOf(states.slice(2));
    expect(checks.at(-1), what).to.include({ outcome: 'failed', code, reason });
  };

  it('gives a verdict on any bytes, and valid for none', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), (bytes) => refused(bytes)),
      { numRuns: 200 },
    );
  });

  it('takes no badge with a byte changed, left out or added', async () => {
    const bytes = utf8(badge);
    const at = fc.nat({ max: bytes.length - 1 });
    const change = fc.oneof(
      fc.tuple(at, fc.integer({ min: 1, max: 255 })).map(([i, bits]) => bytes.with(i, bytes[i]! ^ bits)),
      at.map((i) => Uint8Array.of(...bytes.subarray(0, i), ...bytes.subarray(i + 1))),
      fc
        .tuple(at, fc.integer({ min: 0x21, max: 0xff }))
        .map(([i, byte]) => Uint8Array.of(...bytes.subarray(0, i), byte, ...bytes.subarray(i))),
      at.map((i) => bytes.subarray(0, i)),
    );
    await fc.assert(
      fc.asyncProperty(change, (other) => refused(other)),
      { numRuns: 300 },
    );
  });

  it('takes no badge with any value changed that its issuer signs again', async () => {
    const leaves = leavesOf(honest);
    const property = fc.asyncProperty(fc.nat(), fc.nat(), async (which, how) => {
      const leaf = leaves[which % leaves.length]!;
      const changed = maker.signed(altered(honest, leaf, how));
      const { notices, state } = await verdict(utf8(changed));
      const name = leaf.path.join('.');
      // A line of a key that nobody knows is passed over (C2SP signed-note): k others still sign, and it is said so.
      if (name.endsWith('checkpoint') && notices.some(({ code }) => code === 'not_unanimous')) return;
      expect(state, `${name}, altered by ${how}`).not.to.match(/^valid/);
    });
    await fc.assert(property, { numRuns: 400 });
  });

  it('takes nothing of another type for what it should be', async () => {
    const leaves = leavesOf(honest);
    const other = fc.oneof(
      fc.constantFrom<unknown>(null, [], {}, '', 0, -1, true, 1e21, 2 ** 53, '\u0000', '__proto__'),
      fc.constant({ length: 2 ** 31 }),
      fc.jsonValue(),
    );
    const parents = leaves.flatMap(({ path }) => path.map((_, depth) => path.slice(0, depth + 1)));
    const property = fc.asyncProperty(fc.nat(), other, async (which, value) => {
      const path = parents[which % parents.length]!;
      const changed = structuredClone(honest) as unknown as Record<string, unknown>;
      const parent = path
        .slice(0, -1)
        .reduce<Record<string, unknown>>((node, key) => node[key] as Record<string, unknown>, changed);
      const key = path.at(-1)!;
      fc.pre(canonicalText(parent[key]) !== canonicalText(value));
      parent[key] = value;
      await refused(utf8(maker.signed(changed)), `${path.join('.')} = ${JSON.stringify(value)}`);
    });
    await fc.assert(property, { numRuns: 400 });
  });

  it('ends soon on what is large, deep or strange', async () => {
    const [head = '', payload = '', signature = ''] = badge.split('.');
    const deep = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;
    const objects = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
    const part = (text: string): string => base64url(utf8(text));
    for (const [what, text] of [
      ['10 MB', 'A'.repeat(10_000_000)],
      ['10 MB of dots', '.'.repeat(10_000_000)],
      ['10 MB of white space', ' '.repeat(10_000_000) + badge],
      ['a long payload', `${head}.${'A'.repeat(900_000)}.${signature}`],
      ['a long signature', `${head}.${payload}.${'A'.repeat(900_000)}`],
      ['deep lists', `${head}.${part(`{"a":${deep(300_000)}}`)}.${signature}`],
      ['deep objects', `${head}.${part(objects(100_000))}.${signature}`],
      ['a deep header', `${part(objects(100_000))}.${payload}.${signature}`],
      ['a million dots', '.'.repeat(1_000_000)],
      ['nulls', '\u0000'.repeat(1_000)],
    ] as const)
      await refused(utf8(text), what);
    const [evidence] = honest.evidence;
    const many = <T>(n: number, value: T): T[] => Array.from({ length: n }, () => value);
    for (const [what, change] of [
      ['deep evidence', { seller: { ...evidence.seller, value: JSON.parse(deep(1_000)) as unknown } }],
      ['siblings', { seller: { ...evidence.seller, proof: { siblings: many(20_000, 'A'.repeat(43)) } } }],
      [
        'certifiers',
        {
          certifiers: Object.fromEntries(
            many(10_000, 0).map((_, i) => [`c${i}`, { proof: { siblings: [] }, value: null }]),
          ),
        },
      ],
      ['lines', { checkpoint: evidence.checkpoint + evidence.checkpoint.split('\n\n')[1]!.repeat(200) }],
      ['strangers', { checkpoint: evidence.checkpoint + `\u2014 x ${'A'.repeat(92)}\n`.repeat(200) }],
    ] as const) {
      const changed = { ...honest, evidence: [{ ...evidence, ...change }] };
      await refused(utf8(maker.signed(changed)), what);
    }
    const entries = { ...honest, credentialStatus: many(2_000, honest.credentialStatus![0]!) };
    await refused(utf8(maker.signed(entries)), 'entries');
  });

  it('gives a verdict whatever stands for bytes or trust', async () => {
    for (const given of [undefined, null, 7, 'x', {}, []])
      expect((await verdict(given as Uint8Array)).state).to.equal('unchecked');
    for (const given of [undefined, null, {}, { organisations: [{}] }, { organisations: [null] }]) {
      expect((await verdict(utf8(badge), given as unknown as TrustedConsortium)).state).to.be.oneOf(
        given?.organisations?.[0] === undefined ? ['unchecked', 'valid'] : ['unchecked'],
      );
    }
  });

  it('says of a platform that cannot check signatures that it could not be checked', async () => {
    const { subtle } = crypto;
    const own = subtle.importKey.bind(subtle);
    const without = async (name: string): Promise<string> => {
      Object.defineProperty(subtle, 'importKey', {
        configurable: true,
        value: (...given: Parameters<typeof own>) =>
          (given[2] as { name: string }).name === name
            ? Promise.reject(new DOMException('unknown', 'NotSupportedError'))
            : own(...given),
      });
      try {
        const { code, state } = await verdict(utf8(badge));
        return `${state} ${code}`;
      } finally {
        Reflect.deleteProperty(subtle, 'importKey');
      }
    };
    expect(await without('Ed25519')).to.equal('unchecked platform_unsupported');
    expect(await without('ECDSA')).to.equal('unchecked platform_unsupported');
    expect((await verdict(utf8(badge))).state).to.equal('valid');
  });
});
