import { expect } from 'chai';
import type { ConsortiumState } from '../../../chaincode/domain/consortium/document.js';
import type { ProjectionStatus } from '../../../gateway/projection/port.js';
import { readiness, type ReadinessParts } from '../../../gateway/services/read/readiness.js';
import type { Gateway } from '../../../gateway/start/server.js';
import { World } from '../harness.js';

const fine = { ok: true, detail: 'fine' };
const running: ProjectionStatus = { state: 'running', detail: '', height: 7, sellers: 0, records: 0 };
const gibibyte = 2 ** 30;

/** A gateway that is well, but for what is changed. */
function parts(change: Partial<ReadinessParts> = {}, status: Partial<ProjectionStatus> = {}): ReadinessParts {
  return {
    ledger: { health: () => Promise.resolve({ ...fine, writes: fine }), height: () => Promise.resolve(7) },
    queries: {
      consortium: () => ({}) as ConsortiumState,
      status: () => ({ ...running, ...status }),
      unready: () => undefined,
    },
    stores: { sound: () => true, states: () => [] },
    jobs: { backlog: 0, isFull: false },
    signer: { health: fine },
    disk: () => Promise.resolve({ freeBytes: gibibyte, sizeBytes: 2 * gibibyte }),
    ...change,
  };
}

const kinds = async (given: ReadinessParts): Promise<readonly boolean[]> => {
  const { ready, reads, writes } = await readiness(given);
  expect(ready).to.equal(reads.ok && writes.ok);
  return [reads.ok, writes.ok];
};
const away = { ok: false, detail: 'the peer does not answer' };

describe('readiness', () => {
  it('is for both where all is well', async () => {
    expect(await kinds(parts())).to.deep.equal([true, true]);
  });

  for (const [what, change] of Object.entries<Partial<ReadinessParts>>({
    'the ledger does not answer': {
      ledger: {
        health: () => Promise.resolve({ ...away, writes: away }),
        height: () => Promise.reject(new Error()),
      },
    },
    'the ledger fails to say how it is': {
      ledger: { health: () => Promise.reject(new Error()), height: () => Promise.reject(new Error()) },
    },
    'the ledger takes no writes': {
      ledger: { health: () => Promise.resolve({ ...fine, writes: away }), height: () => Promise.resolve(7) },
    },
    'the disk is full': { disk: () => Promise.resolve({ freeBytes: 2 ** 20, sizeBytes: gibibyte }) },
    'the queue is full': { jobs: { backlog: 10_000, isFull: true } },
  })) {
    it(`is for reads alone while ${what}`, async () => {
      expect(await kinds(parts(change))).to.deep.equal([true, false]);
    });
  }

  for (const [what, given] of Object.entries<ReadinessParts>({
    'nothing can be signed': parts({ signer: { health: away } }),
    'a store is damaged': parts({ stores: { sound: () => false, states: () => [] } }),
    'a thousand blocks are not folded': parts({
      ledger: {
        health: () => Promise.resolve({ ...fine, writes: fine }),
        height: () => Promise.resolve(2_000),
      },
    }),
    'the consortium is not founded': parts({
      queries: { consortium: () => undefined, status: () => running, unready: () => undefined },
    }),
    'a newer program is needed': parts({}, { state: 'upgrade_required' }),
  })) {
    it(`is for nothing while ${what}`, async () => {
      expect(await kinds(given)).to.deep.equal([false, false]);
    });
  }

  it('says what is nearly full', async () => {
    const disk = (freeBytes: number, sizeBytes: number) =>
      readiness(parts({ disk: () => Promise.resolve({ freeBytes, sizeBytes }) })).then((state) => state.disk);
    expect(await disk(200 * 2 ** 20, gibibyte)).to.equal('nearly_full');
    expect(await disk(4 * gibibyte, 100 * gibibyte)).to.equal('nearly_full');
    expect(await disk(6 * gibibyte, 100 * gibibyte)).to.equal('fine');
    expect(await disk(64 * 2 ** 20, gibibyte)).to.equal('full');
  });

  describe('as a load balancer asks for it', () => {
    let world: World;
    let gateway: Gateway;
    before(async () => {
      world = await World.found();
      gateway = await world.start();
    });
    after(async () => {
      await gateway.close();
      await world.remove();
    });

    for (const [query, status] of Object.entries({
      '': 200,
      '?for=reads': 200,
      '?for=writes': 200,
      '?for=write': 400,
      '?for=': 400,
      '?for=reads&for=writes': 400,
      '?writes': 400,
    })) {
      it(`answers ${status} to /readyz${query}`, async () => {
        expect((await gateway.app.inject(`/readyz${query}`)).statusCode).to.equal(status);
      });
    }
  });
});
