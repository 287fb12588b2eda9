import { setTimeout as pause } from 'node:timers/promises';
import { daySeconds } from '../../chaincode/domain/time.js';
import { fetchStatusLists } from '../../gateway/sdk/client/index.js';
import { verifyBadge, type TrustedConsortium } from '../../gateway/sdk/verify/index.js';
import { BenchConsortium } from './consortium.js';
import { median, micros, rate, ratio, type Measurement } from './measurement.js';

const sellers = 60;
const benchSeller = 'demo-platform.shop-0002';
const checkCount = 200;
const rounds = 6;

/** Calls of WebCrypto, to be made again without anything around them. */
type Call = () => Promise<unknown>;

/** Runs something, and gives the calls for keys and signatures that it made. */
async function recorded(run: () => Promise<unknown>): Promise<readonly Call[]> {
  const { subtle } = crypto;
  const calls: Call[] = [];
  const own = { importKey: subtle.importKey.bind(subtle), verify: subtle.verify.bind(subtle) };
  for (const name of ['importKey', 'verify'] as const) {
    const call = own[name] as (...given: unknown[]) => Promise<unknown>;
    Object.defineProperty(subtle, name, {
      configurable: true,
      value: (...given: unknown[]) => {
        calls.push(() => call(...given));
        return call(...given);
      },
    });
  }
  await run();
  for (const name of ['importKey', 'verify'] as const) Reflect.deleteProperty(subtle, name);
  return calls;
}

async function secondsOf(run: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  for (let i = 0; i < checkCount; i += 1) await run();
  return (performance.now() - started) / 1000 / checkCount;
}

/** Id of a record that anyone may read: a certification. */
async function publicRecord(url: string): Promise<string> {
  for (let n = 1; n <= sellers; n += 1) {
    const seller = `demo-platform.shop-${String(n).padStart(4, '0')}`;
    const answer = await fetch(`${url}/v1/sellers/${seller}/certifications`);
    const { items } = (await answer.json()) as { items: { record: string }[] };
    if (items[0] !== undefined) return items[0].record;
  }
  throw new Error('the demonstration has no certificate');
}

export const badge: Measurement = {
  name: 'badge',
  about: 'checking a badge, against the bare signature checks in it; and the sizes of proofs',
  always: true,
  async run(say) {
    const consortium = await BenchConsortium.start(sellers);
    try {
      const { url } = consortium.gateway;
      const bytes = async (path: string): Promise<Uint8Array> =>
        new Uint8Array(await (await fetch(url + path)).arrayBuffer());
      const path = `/v1/badges/${benchSeller}`;
      while (!(await fetch(url + path)).ok) await pause(50);
      const text = await bytes(path);
      const discovery = (await (await fetch(`${url}/.well-known/stl`)).json()) as TrustedConsortium & {
        readonly ledgerId: string;
      };
      const trust = { ...discovery, ledger: discovery.ledgerId };
      const statusLists = await fetchStatusLists(text);
      const now = Math.floor(Date.now() / 1000);
      const check = () => verifyBadge(text, trust, { now, maxAge: daySeconds, statusLists });
      const { checks, state } = await check();
      if (!state.startsWith('valid'))
        throw new Error(`the badge is ${state}: ${checks.at(-1)?.reason ?? ''}`);
      const calls = await recorded(check);
      const bare = async (): Promise<void> => {
        for (const call of calls) await call();
      };
      const ratios: number[] = [];
      const times: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const plain = await secondsOf(bare);
        const whole = await secondsOf(check);
        say(`round ${round}: ${micros(plain)} µs of signatures, ${micros(whole)} µs in all`);
        if (round === 0) continue;
        ratios.push(whole / plain);
        times.push(whole);
      }
      const proof = await bytes(`/v1/sellers/${benchSeller}/proof`);
      const record = await bytes(`/v1/records/${await publicRecord(url)}/proof`);
      return [
        {
          what: 'checking a badge, against the signature checks in it',
          value: ratio(median(ratios)),
          aim: 'at most 2.00',
          limit: `parsing, map proofs and the score; ${calls.length} calls of WebCrypto, ${micros(median(times))} µs in all`,
        },
        { what: 'size of a badge', value: `${rate(text.length)} bytes`, limit: 'the proven aggregate' },
        {
          what: "size of a seller's proof",
          value: `${rate(proof.length)} bytes`,
          limit: 'the proven aggregate',
        },
        {
          what: "size of a record's proof",
          value: `${rate(record.length)} bytes`,
          limit: 'the batch’s own signature and the checkpoint’s',
        },
      ];
    } finally {
      await consortium.stop();
    }
  },
};
