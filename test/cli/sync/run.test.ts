import { expect } from 'chai';
import { CliFailure } from '../../../gateway/cli/frame/failure.js';
import { noCounts } from '../../../gateway/cli/import/counts.js';
import { Sync } from '../../../gateway/cli/sync/run.js';
import { Told } from '../../../gateway/cli/sync/told.js';

describe('a run of a sync', () => {
  const taken: string[] = [];
  const notes: string[] = [];
  const tried: string[] = [];
  let clock = 0;
  beforeEach(() => {
    for (const list of [taken, notes, tried]) list.length = 0;
    clock = 1_700_000_000;
  });

  /** Of a source that always has two files, `a` and `b`. */
  function syncOf(state: (name: string) => Partial<ReturnType<typeof noCounts>>, dryRun = false): Sync {
    // eslint-disable-next-line @typescript-eslint/require-await -- as sources give them
    async function* items() {
      for (const name of ['a', 'b']) {
        yield {
          name,
          version: '1',
          open: () =>
            Promise.resolve(new Map([[name, { name, headings: [], rows: noRows, repeatable: true }]])),
          taken: () => Promise.resolve(void taken.push(name)),
          close: () => Promise.resolve(),
        };
      }
    }
    return new Sync({
      ...{ source: 'in', every: 60, dryRun, now: () => clock, signal: new AbortController().signal },
      told: new Told({ failure: (error) => notes.push(String(error)), note: (text) => notes.push(text) }),
      open: () =>
        Promise.resolve({
          hasMany: true,
          deliveries: () => Promise.resolve({ items: items(), unsettled: [], foreign: [] }),
          position: () => undefined,
          state: (tables) => {
            const [name = ''] = [...tables.keys()];
            tried.push(name);
            return Promise.resolve({ ...noCounts(), ...state(name) });
          },
          notCounted: () => Promise.resolve(0),
        }),
    });
  }

  it('has rows of an unknown reference come again, and no others', async () => {
    expect(await syncOf((name) => ({ new: 1, unknown: name === 'a' ? 2 : 0 })).run()).to.include({
      new: 2,
      unknown: 2,
    });
    expect(taken).to.deep.equal(['b']);
  });

  it('remembers nothing where it only tries', async () => {
    expect(await syncOf(() => ({ new: 1 }), true).run()).to.include({ new: 2 });
    expect(taken).to.deep.equal([]);
  });

  it('tries a bad file less and less often, tells it once, and goes on with the others', async () => {
    const syncing = syncOf((name) => {
      if (name === 'a') throw new CliFailure('a is bad');
      return {};
    });
    for (let minute = 0; minute < 16; minute += 1, clock += 60)
      expect(await syncing.run()).to.include({ bad: 1, deliveries: 1 });
    expect(tried.filter((name) => name === 'a')).to.have.length(5);
    expect(tried.filter((name) => name === 'b')).to.have.length(16);
    expect(notes).to.have.length(1);
  });
});

// eslint-disable-next-line @typescript-eslint/require-await -- as tables give them
async function* noRows(): AsyncGenerator<never> {
  yield* [];
}
