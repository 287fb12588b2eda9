import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConsortiumDocument } from '../../../chaincode/domain/consortium/document.js';
import { formatTime, daySeconds, floorToHour } from '../../../chaincode/domain/time.js';
import { proposeAction } from '../../../gateway/cli/frame/governing.js';
import type { FactRecord } from '../../../gateway/sdk/client/index.js';
import type { Gateway } from '../../../gateway/start/server.js';
import { stl } from '../../support/stl.js';
import { commitment } from '../../support/records.js';
import type { AppOptions } from '../../../gateway/start/app.js';
import { inertApp } from '../http/raw-socket.js';
import { clock, World } from '../harness.js';

/** How a made-up seller traded: what became of its orders, in turn, and how they were rated. */
interface Trade {
  /** How many periods of 28 days have orders, and days ago at which the newest ended. */
  readonly periods: number;
  readonly ended?: number;
  readonly each: number;
  /** Of ten orders, so many come late or never. */
  readonly late?: number;
  readonly lost?: number;
  /** Stars of the reviews, in turn. */
  readonly stars: readonly number[];
}

/** A seller in every state that pages tell apart. */
const trades = {
  excellent: { periods: 5, each: 40, stars: [5] },
  certified: { periods: 5, each: 16, stars: [5, 4, 5, 4] },
  good: { periods: 5, each: 24, stars: [5, 4, 5, 4] },
  fair: { periods: 5, each: 12, late: 1, stars: [5, 4, 5, 4] },
  weak: { periods: 5, each: 16, late: 2, stars: [3, 4, 4, 2] },
  poor: { periods: 5, each: 12, late: 6, lost: 4, stars: [1, 1, 2] },
  young: { periods: 1, each: 2, stars: [5] },
  'young-bad': { periods: 1, each: 12, stars: [1] },
  'known-bad': { periods: 1, each: 60, late: 6, lost: 4, stars: [1] },
  dormant: { periods: 5, ended: 500, each: 16, stars: [5, 4, 5, 4] },
  contested: { periods: 5, each: 16, stars: [5, 4, 5, 1] },
  fallen: { periods: 5, each: 16, stars: [5, 4, 5, 4] },
} as const satisfies Readonly<Record<string, Trade>>;

export type SellerState = keyof typeof trades | 'unsealed' | 'person' | 'hostile' | 'long' | 'wide';

/** What a shop may call itself: markup, an unbroken word, and signs that are wide. */
export const tradingNames: Partial<Record<SellerState, string>> = {
  excellent: 'Corner Shop',
  hostile: '<script>alert(1)</script><b>"\'&{count}',
  long: 'W'.repeat(100),
  wide: '🏬'.repeat(20) + '店'.repeat(30) + ' عالم الثقة',
};

export const idOf = (state: SellerState | ''): string => `demo-platform.${state}`;

/** What was signed while the site was made, and can no longer be asked for. */
interface Kept {
  /** Of `excellent`, by another organisation than the page's. */
  readonly elsewhere: string;
  /** Of `fallen`, before it fell. */
  readonly beforeTheFall: string;
}

interface OtherSite {
  readonly url: string;
  close(): Promise<void>;
}

/** Gateways whose pages differ whatever seller they are about. */
type Others = Readonly<Record<'waiting' | 'demonstration' | 'moved', OtherSite>>;

/** A gateway that has folded nothing yet. */
async function openWaiting(): Promise<OtherSite> {
  const about = { consortium: () => undefined, publicUrl: 'http://gateway.example' };
  const { app, port } = await inertApp(undefined, {
    services: { about } as unknown as AppOptions['services'],
    whyUnready: () => 'it starts',
  });
  return { url: `http://127.0.0.1:${port}`, close: () => app.close() };
}

/** Nobody is on its ledger yet. */
async function openEmpty(parameters: ConsortiumDocument['parameters']): Promise<OtherSite> {
  const world = await World.found({ parameters });
  const gateway = await world.start();
  return {
    url: gateway.url,
    async close() {
      await gateway.close();
      await world.remove();
    },
  };
}

/** A consortium on disk whose sellers are in every state, and a gateway over it. */
export class StatesSite {
  #orderFile: Promise<string> | undefined;

  private constructor(
    readonly world: World,
    readonly gateway: Gateway,
    readonly kept: Kept,
    readonly others: Others,
  ) {}

  static async open(parameters: ConsortiumDocument['parameters'] = { demo: false }): Promise<StatesSite> {
    const world = await World.found({ parameters });
    const first = await world.start();
    await tellAll(world, first);
    const beforeTheFall = await badgeOf(first, 'fallen');
    await first.close();
    // Badges name where their status lists are.
    const port = { STL_PORT: new URL(first.url).port };
    const other = await world.start({ ...port, STL_ORG: 'certifier' });
    const elsewhere = await badgeOf(other, 'excellent');
    await other.close();
    const gateway = await world.start(port);
    await tellAfterSeal(world, gateway);
    return new StatesSite(
      world,
      gateway,
      { elsewhere, beforeTheFall },
      {
        waiting: await openWaiting(),
        demonstration: await openEmpty({ demo: true }),
        moved: await openEmpty({ demo: false, shiftedDays: 400 }),
      },
    );
  }

  get url(): string {
    return this.gateway.url;
  }

  async close(): Promise<void> {
    for (const other of Object.values(this.others)) await other.close();
    await this.gateway.close();
    await this.world.remove();
  }

  async json<T>(path: string): Promise<T> {
    return (await (await fetch(`${this.url}${path}`)).json()) as T;
  }

  badge(state: SellerState): Promise<string> {
    return badgeOf(this.gateway, state);
  }

  /** The file of an order's timeline that a party makes with `stl order`. */
  orderFile(): Promise<string> {
    return (this.#orderFile ??= this.#writeOrderFile());
  }

  async #writeOrderFile(): Promise<string> {
    const [seller, file, key] = [
      idOf('excellent'),
      join(this.world.dir, 'order.json'),
      join(this.world.dir, 'key'),
    ];
    await writeFile(key, JSON.stringify(this.world.privateKey('demo-platform')));
    const order = commitment(`${seller} 0`);
    const url = ['--url', this.url, '--data-dir', this.world.dir];
    const made = await stl([...url, 'order', seller, order, '--out', file, '--key', key]);
    if (made.code !== 0) throw new Error(made.stderr);
    return file;
  }
}

async function badgeOf({ url }: Gateway, state: SellerState): Promise<string> {
  return (await fetch(`${url}/v1/badges/${idOf(state)}`)).text();
}

const hour = floorToHour(clock());
const ago = (days: number): string => formatTime(hour - days * daySeconds);

async function tellAll(world: World, gateway: Gateway): Promise<void> {
  const sellers = Object.entries(trades).map(
    ([state, trade]) => [idOf(state as SellerState), trade] as const,
  );
  const told = sellers.map(([seller, trade]) => tradeOf(seller, trade));
  const known = (['hostile', 'long', 'wide', 'person'] as const).map((state) => idOf(state));
  const identities = [...sellers.map(([seller]) => seller), ...known].map(identityOf);
  const state = (as: string, records: readonly FactRecord[]) => stateAll(world, gateway, as, records);
  await state('demo-platform', [...identities, ...told.flatMap(({ platform }) => platform)]);
  await state(
    'demo-carrier',
    told.flatMap(({ carrier }) => carrier),
  );
  await state(
    'demo-pay',
    told.flatMap(({ payments }) => payments),
  );
  await certify(world, gateway);
  await contest(world, gateway);
  await world.seal(gateway);
}

/** What no Seal covers yet: a seller, a fall, and a proposal that nobody else has approved. */
async function tellAfterSeal(world: World, gateway: Gateway): Promise<void> {
  const seller = idOf('fallen');
  const at = ago(60);
  const terms = { dispatchBy: at, deliverBy: at, country: 'DE', channel: 'web' } as const;
  const lost = Array.from({ length: 120 }, (_, n) => commitment(`${seller} lost ${n}`)).flatMap(
    (order): FactRecord[] => [
      { kind: 'order', seller, at, order, ...terms, value: { currency: 'EUR', band: 7 } },
      { kind: 'fulfilment', seller, at, order, event: 'lost' },
    ],
  );
  const unsealed: FactRecord = { kind: 'identity', seller: idOf('unsealed'), at: ago(1), country: 'DE' };
  await stateAll(world, gateway, 'demo-platform', [unsealed, ...lost]);
  await proposeAction(await world.admin(gateway, 'platform'), {
    ...{ type: 'participant.update', id: 'demo-certifier', accreditation: [] },
  });
}

function identityOf(seller: string): FactRecord {
  const name = seller.slice(idOf('').length);
  const tradingName = tradingNames[name as SellerState];
  const shopDomains = [`${name}.example`];
  return {
    ...{ kind: 'identity', seller, at: ago(550), country: 'DE', shopDomains },
    ...(name === 'person' && { natural: true }),
    ...(tradingName !== undefined && { tradingName }),
  };
}

async function stateAll(
  world: World,
  gateway: Gateway,
  as: string,
  records: readonly FactRecord[],
): Promise<void> {
  const most = 500;
  for (let from = 0; from < records.length; from += most)
    await world.state(gateway, as, records.slice(from, from + most));
}

/** Certificates in every standing: in force, suspended, revoked, over. */
async function certify(world: World, gateway: Gateway): Promise<void> {
  const day = (days: number): string => ago(days).slice(0, 10);
  await world.accredit(gateway, day(700), day(-700));
  const certificate = (state: SellerState, name: string, from: number, until: number): FactRecord => ({
    ...{ kind: 'certification', seller: idOf(state), at: ago(from), certificate: name },
    ...{ subject: 'organisation', scheme: 'iso-9001', jurisdictions: ['DE', 'FR'] },
    ...{ validFrom: ago(from), validUntil: ago(until), assessmentLevel: 'scheme-cab' },
  });
  const change = (name: string, status: 'suspended' | 'revoked'): FactRecord => ({
    ...{ kind: 'certification-status', seller: idOf('certified'), at: ago(40), certificate: name, status },
    reason: status === 'revoked' ? 'misuse' : 'non-conformity',
  });
  await stateAll(world, gateway, 'demo-certifier', [
    certificate('excellent', 'DC-1', 200, -400),
    certificate('excellent', 'DC-2', 100, -400),
    certificate('certified', 'DC-3', 200, -400),
    certificate('certified', 'DC-4', 200, -400),
    certificate('certified', 'DC-5', 200, -400),
    certificate('certified', 'DC-6', 500, 100),
    change('DC-4', 'suspended'),
    change('DC-5', 'revoked'),
  ]);
}

/** Somebody opens a case that contests reviews. */
async function contest(world: World, gateway: Gateway): Promise<void> {
  const client = await world.client(gateway, 'demo-platform');
  const path = `/v1/sellers/${idOf('contested')}/records?kind=review&limit=6`;
  const { items } = (await client.get<{ items: { id: string }[] }>(path)).value;
  await stateAll(world, gateway, 'demo-platform', [
    {
      ...{ kind: 'case', seller: idOf('contested'), at: ago(1), case: 'contested-1' },
      ...{ step: 'opened', type: 'record-contested', contests: items.map(({ id }) => id) },
    },
  ]);
}

function tradeOf(seller: string, trade: Trade) {
  const { each, ended = 20, late = 0, lost = 0, periods, stars } = trade;
  const platform: FactRecord[] = [];
  const carrier: FactRecord[] = [];
  const payments: FactRecord[] = [];
  for (let n = 0; n < periods * each; n += 1) {
    const order = commitment(`${seller} ${n}`);
    const end = ended + 28 * (n % periods);
    const value = { currency: 'EUR', band: 7 } as const;
    const parties = { carrier: 'demo-carrier', paymentProvider: 'demo-pay' };
    const terms = {
      dispatchBy: ago(end + 8),
      deliverBy: ago(end + 4),
      country: 'DE',
      channel: 'web',
    } as const;
    platform.push({ kind: 'order', seller, at: ago(end + 10), order, ...terms, value, parties });
    const turn = Math.floor(n / periods) % 10;
    const fate = turn < lost ? 'lost' : 'delivered';
    const when = turn < lost + late ? end + 2 : end + 5;
    carrier.push({ kind: 'fulfilment', seller, at: ago(when), order, event: fate });
    const token = commitment(`${seller} ${n} paid`);
    payments.push({
      kind: 'payment',
      seller,
      at: ago(end + 9),
      order,
      token,
      event: 'settled',
      amount: value,
    });
    platform.push({
      ...{ kind: 'review', seller, at: ago(end), order, reviewer: commitment(`${seller} ${n} buyer`) },
      rating: { item: stars[n % stars.length] ?? 5 },
    });
  }
  return { platform, carrier, payments };
}
