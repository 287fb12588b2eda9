import { expect } from 'chai';
import { canonicalText } from '../../../chaincode/domain/canonical.js';
import { formatTime } from '../../../chaincode/domain/time.js';
import type { Action } from '../../../chaincode/domain/consortium/action.js';
import type { FactRecord } from '../../../chaincode/domain/records/index.js';
import type { Gateway } from '../../../gateway/start/server.js';
import {
  newParticipant,
  newSigner,
  signApproval,
  signProposal,
  type Signer,
} from '../../support/consortium.js';
import { commitment, fulfilmentRecord, orderRecord, inspectionRecord } from '../../support/records.js';
import { signedHeaders } from '../http/exchange.js';
import { World, clock } from '../harness.js';

const seller = 'demo-platform.shop1';
const parties = { carrier: 'demo-carrier', paymentProvider: 'demo-pay' };
const at = '2026-05-06T10:00:00Z';

/** One record of each kind, each with a word that nothing else says. */
const stories: readonly (readonly [issuer: string, record: FactRecord, secret: string])[] = [
  ['demo-platform', orderRecord('o', { parties }), '"dispatchBy"'],
  ['demo-carrier', fulfilmentRecord('o'), '"event":"dispatched"'],
  [
    'demo-platform',
    {
      kind: 'review',
      seller,
      at: '2026-06-06T10:00:00Z',
      order: commitment('o'),
      reviewer: commitment('buyer'),
      rating: { item: 4 },
    },
    commitment('buyer'),
  ],
  [
    'demo-pay',
    {
      kind: 'payment',
      seller,
      at,
      order: commitment('o'),
      token: commitment('card'),
      event: 'settled',
      amount: { currency: 'BRL', band: 8 },
    },
    commitment('card'),
  ],
  [
    'demo-platform',
    { kind: 'identity', seller, at, registers: [{ country: 'BR', registrar: 'receita', number: 'REG123' }] },
    'REG123',
  ],
  [
    'demo-platform',
    { kind: 'case', seller, at, case: 'case-1', step: 'opened', type: 'late', order: commitment('o') },
    '"type":"late"',
  ],
  ['demo-inspector', inspectionRecord('insp-1', { seller, at }), 'lot-1'],
  [
    'demo-certifier',
    {
      kind: 'certification',
      seller,
      at,
      certificate: 'cert-1',
      subject: 'organisation',
      scheme: 'iso-9001',
      jurisdictions: ['BR'],
      validFrom: at,
      validUntil: '2028-05-06T10:00:00Z',
      assessmentLevel: 'scheme-cab',
    },
    'iso-9001',
  ],
  [
    'demo-certifier',
    {
      kind: 'certification-status',
      seller,
      at: '2026-06-06T10:00:00Z',
      certificate: 'cert-1',
      status: 'suspended',
      reason: 'misuse',
    },
    '"misuse"',
  ],
];

const kinds = {
  public: ['certification', 'certification-status', 'inspection'],
  consortium: ['case', 'identity'],
  parties: ['correction', 'fulfilment', 'order', 'payment', 'review'],
};
const everyKind = Object.values(kinds).flat().sort();
const forMembers = [...kinds.public, ...kinds.consortium].sort();

/** Who asks, and which kinds' content that one may read. */
const callers: readonly (readonly [who: string | undefined, sees: readonly string[]])[] = [
  [undefined, kinds.public],
  ['admin:platform', kinds.public],
  ['demo-customs', forMembers],
  ['demo-inspector', forMembers],
  ['demo-platform', everyKind],
  ['demo-carrier', everyKind.filter((kind) => kind !== 'correction')],
  ['demo-pay', everyKind.filter((kind) => kind !== 'correction')],
  ['shop1-owner', everyKind],
  ['shop2-owner', forMembers],
];

describe('visibility: every route as every ring', () => {
  let world: World;
  let gateway: Gateway;
  const owners = new Map<string, Signer>();
  const ids = new Map<string, string>();

  const request = async (
    who: string | undefined,
    url: string,
    method: 'GET' | 'POST' = 'GET',
    body?: string,
  ) => {
    const signer = who === undefined ? undefined : (owners.get(who) ?? world.signer(who));
    const options = { method, ...(body === undefined ? {} : { body }) };
    const headers =
      signer === undefined
        ? body === undefined
          ? {}
          : { 'content-type': 'application/json' }
        : await signedHeaders(gateway.url + url, signer, options);
    return gateway.app.inject({ ...options, url, headers });
  };
  /** Anyone may carry it: the request is not signed. */
  const propose = async (action: Action, seq = 1, by = 'platform') => {
    const { ledger } = world.consortium;
    const proposal = { ledger, seq, base: 0, action, expires: formatTime(clock() + 600) };
    const jws = await signProposal(world.organisation(by), proposal);
    return request(undefined, '/v1/proposals', 'POST', canonicalText({ jws }));
  };
  const state = async (issuer: string, record: FactRecord) => {
    const { batch } = await world.state(gateway, issuer, [record]);
    ids.set(record.kind, `${batch}.0`);
  };

  before(async () => {
    world = await World.found();
    gateway = await world.start();
    for (const [name, shop] of [
      ['shop1-owner', seller],
      ['shop2-owner', 'demo-platform.shop2'],
    ] as const) {
      const signer = newSigner('Ed25519');
      owners.set(name, signer);
      const participant = newParticipant(name, 'platform', ['seller'], [signer], { sellers: [shop] });
      const answer = await propose({ type: 'participant.register', participant });
      expect(answer.json(), answer.body).to.include({ status: 'executed' });
    }
    for (const [issuer, record] of stories) await state(issuer, record);
    const replacement = orderRecord('o', { country: 'PT', parties });
    await state('demo-platform', {
      kind: 'correction',
      seller,
      at: '2026-06-07T10:00:00Z',
      target: ids.get('order') ?? '',
      reason: 'incorrect_data',
      replacement,
    });
  });
  after(async () => {
    await gateway.close();
    await world.remove();
  });

  for (const [who, sees] of callers) {
    it(`${who ?? 'anyone'} reads the content of ${sees.join(', ')}`, async () => {
      const list = (await request(who, `/v1/sellers/${seller}/records`)).json<{
        items: { id: string; kind: string; visible: boolean; record?: object }[];
      }>();
      expect(list.items.map(({ kind }) => kind).sort(), 'ids and kinds of all').to.deep.equal(everyKind);
      expect(
        list.items
          .filter(({ visible }) => visible)
          .map(({ kind }) => kind)
          .sort(),
      ).to.deep.equal([...sees].sort());
      for (const item of list.items) {
        expect(item).to.have.all.keys(
          item.visible
            ? ['id', 'kind', 'visible', 'issuer', 'time', 'position', 'standing', 'record']
            : ['id', 'kind', 'visible'],
        );
        expect((await request(who, `/v1/records/${item.id}`)).json()).to.deep.equal(item);
      }
    });
  }

  it('no route says to anyone what its ring may not know', async () => {
    const paths = Object.keys(gateway.app.swagger().paths ?? {});
    const known: Record<string, string> = {
      '/v1/batches': '', // POST
      '/v1/scores': '', // POST
      '/v1/proposals/{id}/approvals': '', // POST
      '/v1/batches/{id}': `/v1/batches/${(ids.get('order') ?? '').slice(0, 43)}`,
      '/v1/batches/{id}/standing': `/v1/batches/${(ids.get('correction') ?? '').split('.')[0] ?? ''}/standing`,
      '/v1/standing': '', // POST: see standing.test.ts
      '/v1/references': '', // POST, PUT, DELETE: see references.test.ts
      '/v1/stated': '', // POST: see stated.test.ts
      '/v1/outlook': '', // POST: see outlook.test.ts
      '/v1/jobs/{id}': '/v1/jobs/000000000-0000000000000000000000',
      '/v1/records/{id}': `/v1/records/${ids.get('correction') ?? ''}`,
      '/v1/badges/{id}': `/v1/badges/${seller}`,
      '/v1/status-lists/revocation/{version}/{band}/{part}': '/v1/status-lists/revocation/1/good/0',
      '/v1/status-lists/suspension/{part}': '/v1/status-lists/suspension/0',
      '/v1/records/{id}/proof': `/v1/records/${ids.get('correction') ?? ''}/proof`,
      '/v1/records/{id}/proof.tlog-proof': `/v1/records/${ids.get('correction') ?? ''}/proof.tlog-proof`,
      '/v1/records/{id}/untp': `/v1/records/${ids.get('certification') ?? ''}/untp`,
      '/v1/sellers/{id}/proof': `/v1/sellers/${seller}/proof`,
      '/v1/consortium/proof': '/v1/consortium/proof',
      '/v1/participants/{id}/proof': '/v1/participants/demo-pay/proof',
      '/v1/policies/{name}/{version}/proof': '/v1/policies/score/1/proof',
      '/v1/proposals/{id}/proof': `/v1/proposals/${'0'.repeat(64)}/proof`,
      '/v1/epochs/{n}/proof': '/v1/epochs/1/proof',
      '/v1/sellers': '/v1/sellers',
      '/v1/sellers/{id}': `/v1/sellers/${seller}`,
      '/v1/sellers/{id}/records': `/v1/sellers/${seller}/records`,
      '/v1/sellers/{id}/timeline': `/v1/sellers/${seller}/timeline?order=${commitment('o')}`,
      '/v1/sellers/{id}/timeline.epcis': `/v1/sellers/${seller}/timeline.epcis?order=${commitment('o')}`,
      '/v1/sellers/{id}/certifications': `/v1/sellers/${seller}/certifications`,
      '/v1/certificates': '/v1/certificates?number=c1',
      '/v1/sellers/{id}/cases': `/v1/sellers/${seller}/cases`,
      '/v1/sellers/{id}/score': `/v1/sellers/${seller}/score`,
      '/v1/participants': '/v1/participants',
      '/v1/participants/{id}': '/v1/participants/demo-pay',
      '/v1/participants/{id}/certificates': '/v1/participants/demo-certifier/certificates',
      '/v1/participants/{id}/batches': `/v1/participants/demo-pay/batches?kid=${world.signer('demo-pay').kid}`,
      '/v1/proposals': '/v1/proposals',
      '/v1/seals': '', // POST
      '/v1/trust-list': '/v1/trust-list',
      '/v1/epochs/{n}': '/v1/epochs/newest',
      '/v1/proposals/{id}': `/v1/proposals/${'0'.repeat(64)}`,
      '/v1/genesis': '/v1/genesis',
      '/v1/authority': '/v1/authority',
      '/v1/policies': '/v1/policies',
      '/v1/policies/{name}/{version}': '/v1/policies/score/1',
      '/.well-known/stl': '/.well-known/stl',
      '/.well-known/jwks.json': '/.well-known/jwks.json',
      '/.well-known/did.json': '/.well-known/did.json',
      '/livez': '/livez',
      '/readyz': '/readyz',
    };
    expect(paths.sort(), 'a new route needs a line here').to.deep.equal(Object.keys(known).sort());
    for (const [who, sees] of callers) {
      for (const path of Object.values(known).filter((one) => one !== '')) {
        const { body } = await request(who, path);
        for (const [, { kind }, secret] of stories)
          if (!sees.includes(kind)) expect(body, `${who ?? 'anyone'} ${path} ${kind}`).not.to.include(secret);

        // A case names its order, and members may read cases.
        if (!sees.includes('case')) expect(body).not.to.include(commitment('o'));
        if (!sees.includes('case')) expect(body, `${who ?? 'anyone'} ${path}`).not.to.include('"detail":{');
      }
    }
  });

  it('shows cases to members only, and says so to others', async () => {
    const cases = `/v1/sellers/${seller}/cases`;
    expect((await request(undefined, cases)).json()).to.include({ status: 401, code: 'signature_required' });
    expect((await request('admin:platform', cases)).json()).to.include({ status: 403, code: 'ring_too_low' });
    const { items } = (await request('demo-customs', cases)).json<{ items: object[] }>();
    expect(items).to.have.length(1);
    expect(items[0]).to.have.nested.property('steps[0].record.type', 'late');
  });

  it("shows what a key signed to its participant, its organisation's people and administrator only", async () => {
    const url = `/v1/participants/demo-pay/batches?kid=${world.signer('demo-pay').kid}`;
    for (const who of ['demo-pay', 'admin:payments']) {
      const answer = await request(who, url);
      expect(answer.statusCode, answer.body).to.equal(200);
      expect(answer.json<{ items: object[] }>().items).to.have.length(1);
    }
    expect((await request(undefined, url)).statusCode).to.equal(401);
    for (const who of ['demo-platform', 'admin:platform'])
      expect((await request(who, url)).statusCode).to.equal(403);
    const others = `/v1/participants/demo-pay/batches?kid=${world.signer('demo-platform').kid}`;
    expect((await request('demo-pay', others)).json()).to.include({ status: 404 });
  });

  it('lets a suspended participant see what anyone sees, and nothing more', async () => {
    const before = await request('demo-customs', `/v1/sellers/${seller}`);
    expect(before.json()).to.have.property('detail');
    await propose({ type: 'participant.status', id: 'demo-customs', status: 'suspended' }, 2);
    const after = await request('demo-customs', `/v1/sellers/${seller}`);
    expect(after.json()).to.include({ status: 401, code: 'signature_key_unknown' });
    await propose({ type: 'participant.status', id: 'demo-customs', status: 'active' }, 3);
  });

  it('takes k organisations to change what concerns all', async () => {
    const proposed = (
      await propose({ type: 'parameters.set', parameters: { demo: true, shiftedDays: 7 } })
    ).json<{
      id: string;
      status: string;
    }>();
    expect(proposed.status).to.equal('open');
    const approve = async (by: string) => {
      const jws = await signApproval(world.organisation(by), world.consortium.ledger, proposed.id);
      return request(undefined, `/v1/proposals/${proposed.id}/approvals`, 'POST', canonicalText({ jws }));
    };
    expect((await approve('platform')).json()).to.include({ status: 409, code: 'already_approved' });
    const approved = await approve('payments');
    expect(approved.statusCode, approved.body).to.equal(201);
    expect(approved.json()).to.deep.include({ status: 'executed', approvals: ['platform', 'payments'] });
    expect((await request(undefined, `/v1/sellers/${seller}/score`)).json()).to.include({ shiftedDays: 7 });
  });
});
