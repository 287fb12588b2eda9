import { expect } from 'chai';
import type { AppOptions } from '../../../gateway/start/app.js';
import type { App } from '../../../gateway/http/plugins/types.js';
import { inertApp } from './raw-socket.js';

describe('answers while what is folded may not be relied on', () => {
  let app: App | undefined;
  let reason: string | undefined;
  let asked: number;

  /** What is folded is thrown away after it was asked for so often. */
  const start = async (standsFor: number, services: object): Promise<App> => {
    asked = 0;
    reason = undefined;
    ({ app } = await inertApp(undefined, {
      services: { about: {}, ...services } as unknown as AppOptions['services'],
      signer: { kid: 'kid', sign: () => Promise.resolve(new Uint8Array(64)) },
      whyUnready: () => (++asked > standsFor ? (reason = 'all is folded anew') : reason),
    }));
    return app;
  };
  afterEach(async () => app?.close());

  const body = { records: [`${'A'.repeat(43)}.0`] };
  let judged: number;
  const standing = {
    ofRecords: () => {
      judged += 1;
      return [];
    },
  };
  beforeEach(() => (judged = 0));

  it('are given where it stands all the while', async () => {
    const answer = await (
      await start(Infinity, { standing })
    ).inject({ method: 'POST', url: '/v1/standing', body });
    expect([answer.statusCode, judged]).to.deep.equal([200, 1]);
  });

  it('are not given to a request whose head came before and whose body came after', async () => {
    const answer = await (await start(1, { standing })).inject({ method: 'POST', url: '/v1/standing', body });
    expect(answer.statusCode).to.equal(503);
    expect(answer.json()).to.include({ code: 'not_ready', detail: 'all is folded anew' });
    expect(judged).to.equal(0);
  });

  it('are not given, nor signed, where it ended while the answer was being made', async () => {
    const statusLists = {
      one: () => {
        reason = 'all is folded anew';
        return Promise.resolve('made.of.half');
      },
    };
    const url = '/v1/status-lists/suspension/0';
    const answer = await (await start(Infinity, { statusLists })).inject({ url });
    expect(answer.statusCode).to.equal(503);
    expect(answer.json()).to.include({ code: 'not_ready' });
    expect(answer.headers).to.include({ 'retry-after': '5' }).and.not.have.property('signature');
  });
});
