import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { expect } from 'chai';
import { daySeconds, formatTime } from '../../../chaincode/domain/time.js';
import { DataDir } from '../../../gateway/data-dir/data-dir.js';
import {
  ProblemError,
  type FoundReference,
  type PartnersReference,
  type ReferenceOutcome,
} from '../../../gateway/sdk/client/index.js';
import type { Gateway } from '../../../gateway/start/server.js';
import { commitment, fulfilmentRecord, orderRecord } from '../../support/records.js';
import { clock, World } from '../harness.js';

const seller = 'demo-platform.shop1';
const parties = { carrier: 'demo-carrier', paymentProvider: 'demo-pay' };
const hour = (secondsAgo: number): string => formatTime(Math.floor((clock() - secondsAgo) / 3_600) * 3_600);
const soon = { at: hour(9 * daySeconds), dispatchBy: hour(0), deliverBy: hour(0) };

const dated = (day: string) => ({ at: `${day}T10:00:00Z`, dispatchBy: hour(0), deliverBy: hour(0) });

const reference = (
  name: string,
  order: string,
  more: Partial<PartnersReference> = {},
): PartnersReference => ({
  ...{ partner: 'demo-carrier', reference: name, seller, order: commitment(order) },
  ...more,
});

describe("partners' own references", () => {
  let world: World;
  let gateway: Gateway;

  const keep = async (
    references: readonly PartnersReference[],
    as = 'demo-platform',
  ): Promise<readonly ReferenceOutcome[]> => (await world.client(gateway, as)).keepReferences(references);
  const find = async (references: readonly string[], as?: string): Promise<readonly FoundReference[]> =>
    (await world.client(gateway, as)).findReferences(references);
  const refused = async (work: Promise<unknown>): Promise<Pick<ProblemError, 'status' | 'code'>> => {
    const error: unknown = await work.then(
      () => undefined,
      (caught: unknown) => caught,
    );
    if (!(error instanceof ProblemError)) throw new Error('it was not refused', { cause: error });
    return { status: error.status, code: error.code };
  };
  const nothing = (name: string) => [{ reference: name, orders: [] }];

  before(async () => {
    world = await World.found();
    gateway = await world.start();
    await world.state(gateway, 'demo-platform', [
      orderRecord('named', { ...soon, parties }),
      orderRecord('second', { ...soon, parties }),
      orderRecord('unnamed', soon),
      orderRecord('at dispatch', soon),
      fulfilmentRecord('at dispatch', { at: hour(8 * daySeconds), parties }),
      orderRecord('old', { ...dated('2024-05-01'), parties }),
      orderRecord('corrected', { ...soon, parties }),
    ]);
  });
  after(async () => {
    await gateway.close();
    await world.remove();
  });

  it('gives the partner that the order names the order, and nobody else anything', async () => {
    expect(await keep([reference('TRACK-1', 'named')])).to.deep.equal(['kept']);
    const orders = [{ seller, order: commitment('named') }];
    expect(await find(['TRACK-1', 'TRACK-2'], 'demo-carrier')).to.deep.equal([
      { reference: 'TRACK-1', orders },
      { reference: 'TRACK-2', orders: [] },
    ]);
    // Named by the order, too, and yet it is not its reference; the last one is not even registered as a partner of it.
    for (const who of ['demo-pay', 'demo-platform', 'demo-customs', 'demo-inspector'])
      expect(await find(['TRACK-1'], who), who).to.deep.equal(nothing('TRACK-1'));

    expect(await refused(find(['TRACK-1']))).to.deep.equal({ status: 401, code: 'signature_required' });
    expect(await refused(find(['TRACK-1'], 'admin:platform'))).to.deep.equal({
      ...{ status: 403, code: 'ring_too_low' },
    });
  });

  it('tells one spelling from another, as payment ids do', async () => {
    expect(await find(['track-1'], 'demo-carrier')).to.deep.equal(nothing('track-1'));
  });

  it('keeps a reference by an order that the ledger holds, and that names the partner', async () => {
    const kept = await keep([
      reference('TRACK-3', 'unnamed'),
      reference('TRACK-4', 'no such order'),
      reference('TRACK-5', 'named', { seller: 'demo-platform.shop2' }),
      reference('TRACK-6', 'at dispatch'),
      reference('TRACK-7', 'old'),
      reference('TRACK-8', 'named', { partner: 'demo-customs' }),
    ]);
    expect(kept).to.deep.equal([
      'partner_not_named',
      'order_missing',
      'order_missing',
      'kept',
      'ended',
      'partner_not_named',
    ]);
    const found = await find(['TRACK-3', 'TRACK-4', 'TRACK-5', 'TRACK-6', 'TRACK-7'], 'demo-carrier');
    expect(found.filter(({ orders }) => orders.length > 0)).to.deep.equal([
      { reference: 'TRACK-6', orders: [{ seller, order: commitment('at dispatch') }] },
    ]);
  });

  it('gives all orders of a basket, however often they are kept', async () => {
    const basket = ['named', 'second'].map((order) => reference('PAY-1', order, { partner: 'demo-pay' }));
    expect(await keep([...basket, ...basket])).to.deep.equal(['kept', 'kept', 'kept', 'kept']);
    expect(await keep(basket)).to.deep.equal(['kept', 'kept']);
    expect(await find(['PAY-1'], 'demo-pay')).to.deep.equal([
      { reference: 'PAY-1', orders: ['named', 'second'].map((one) => ({ seller, order: commitment(one) })) },
    ]);
  });

  it('keeps nothing for a partner, nor for anyone who does not sign', async () => {
    const one = reference('TRACK-9', 'named');
    for (const who of ['demo-carrier', 'demo-certifier', 'admin:platform'])
      expect(await refused(keep([one], who)), who).to.deep.equal({ status: 403, code: 'ring_too_low' });
    const anyone = await world.client(gateway);
    expect(await refused(anyone.keepReferences([one]))).to.include({ code: 'signature_required' });
    expect(await find(['TRACK-9'], 'demo-carrier')).to.deep.equal(nothing('TRACK-9'));
  });

  it('answers no more of an order that does not name the partner any more', async () => {
    await keep([reference('TRACK-10', 'corrected')]);
    const platform = await world.client(gateway, 'demo-platform');
    let target = '';
    for await (const view of platform.records(seller, { kind: 'order' })) {
      if (view.visible && view.record.kind === 'order' && view.record.order === commitment('corrected'))
        target = view.id;
    }

    const replacement = orderRecord('corrected', soon);
    await world.state(gateway, 'demo-platform', [
      {
        ...{ kind: 'correction', seller, at: hour(7_200), target, reason: 'incorrect_data' },
        replacement,
      },
    ]);
    expect(await find(['TRACK-10'], 'demo-carrier')).to.deep.equal(nothing('TRACK-10'));
  });

  it('forgets an order at the word of its platform, and leaves others of the same reference', async () => {
    const own = ['named', 'second'].map((order) => reference('TRACK-11', order));
    await keep([...own, reference('TRACK-12', 'named')]);
    const of = (client: string) => world.client(gateway, client);
    const order = { seller, order: commitment('named') };
    expect(await refused((await of('demo-carrier')).forgetReferences(order))).to.include({ status: 403 });
    expect(await (await of('demo-platform')).forgetReferences(order)).to.be.greaterThan(1);
    expect(await (await of('demo-platform')).forgetReferences(order)).to.equal(0);
    expect(await find(['TRACK-11', 'TRACK-12', 'TRACK-1'], 'demo-carrier')).to.deep.equal([
      { reference: 'TRACK-11', orders: [{ seller, order: commitment('second') }] },
      { reference: 'TRACK-12', orders: [] },
      { reference: 'TRACK-1', orders: [] },
    ]);
  });

  it('still answers after a restart, and keeps the references themselves nowhere', async () => {
    await keep([reference('TRACK-SECRET', 'second')]);
    await gateway.close();
    const data = new DataDir(world.dir);
    expect((await stat(data.referencesKey())).mode & 0o777).to.equal(0o600);
    const files = await readdir(world.dir, { recursive: true, withFileTypes: true });
    for (const file of files.filter((one) => one.isFile())) {
      const bytes = await readFile(`${file.parentPath}/${file.name}`);
      expect(bytes.includes('TRACK-SECRET'), file.name).to.equal(false);
    }
    gateway = await world.start();
    expect((await find(['TRACK-SECRET'], 'demo-carrier'))[0]?.orders).to.have.length(1);
  });

  it('finds nothing under a new key where the old one is gone, and keeps again what is sent again', async () => {
    await keep([reference('TRACK-14', 'second')]);
    await gateway.close();
    await rm(new DataDir(world.dir).referencesKey());
    gateway = await world.start();
    expect(await find(['TRACK-14'], 'demo-carrier')).to.deep.equal(nothing('TRACK-14'));
    expect(await keep([reference('TRACK-14', 'second')])).to.deep.equal(['kept']);
    expect((await find(['TRACK-14'], 'demo-carrier'))[0]?.orders).to.have.length(1);
  });

  it('answers nothing of an order that is older than the setting says', async () => {
    await keep([reference('TRACK-13', 'second')]);
    await gateway.close();
    gateway = await world.start({ STL_REFERENCES_DAYS: '8' });
    expect(await find(['TRACK-13'], 'demo-carrier')).to.deep.equal(nothing('TRACK-13'));
  });
});
