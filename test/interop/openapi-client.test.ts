import { execFile, spawn } from 'node:child_process';
import { createPrivateKey, type JsonWebKey } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { formatTime } from '../../chaincode/domain/time.js';
import {
  createClient,
  importSigner,
  signApproval,
  signProposal,
  type Client,
  type PrivateJwk,
  type Proposal,
} from '../../gateway/sdk/client/index.js';
import { clock } from '../gateway/harness.js';
import { signedHeaders } from '../gateway/http/exchange.js';
import { openDemoSite, type DemoSite } from '../gateway/web/demo-site.js';
import type { Signer } from '../support/consortium.js';
import { pythonWith } from '../support/python.js';
import { orderRecord } from '../support/records.js';
import { sealEpoch } from '../support/seal.js';

const run = promisify(execFile);
const example = 'docs/examples/python-client';

interface Operation {
  readonly operationId: string;
  readonly tags: readonly [string];
}
interface Call {
  readonly operationId: string;
  readonly arguments?: Readonly<Record<string, string>>;
  /** Path with query, where the call is signed. */
  readonly signed?: string;
  readonly status?: number;
}
interface Result {
  readonly status: number;
  /** Class of the answer, and of every part of it that is an object, by path. */
  readonly type: string;
  readonly types: Readonly<Record<string, string>>;
  readonly sent: string;
  /** What the client makes of the answer when it writes it again. */
  readonly read: unknown;
}
interface Listed<T> {
  readonly items: readonly T[];
}
interface RecordItem {
  readonly id: string;
  readonly kind: string;
  readonly record?: { readonly order: string };
  readonly issuer?: string;
  readonly standing?: { readonly state: string };
}

describe('a client that openapi-python-client makes of /openapi.json', function () {
  this.timeout(300_000); // the first run fetches packages
  let python: { readonly program: string; readonly bin: string };
  let site: DemoSite;
  let directory: string;
  let operations: Operation[];
  let output: string;
  let key: Signer;

  before(async function () {
    const found = await pythonWith('client', `${example}/requirements.txt`);
    if ('missing' in found) {
      process.stderr.write(`    skipped: ${found.missing}\n`);
      this.skip();
    }
    python = found;
    site = await openDemoSite();
    directory = await mkdtemp(join(tmpdir(), 'stl-python-client-'));
    const document = await (await fetch(`${site.url}/openapi.json`)).text();
    const { paths } = JSON.parse(document) as { paths: Record<string, Record<string, Operation>> };
    operations = Object.values(paths).flatMap(({ get }) => get ?? []);
    await writeFile(join(directory, 'openapi.json'), document);
    const generated = await run(join(python.bin, 'openapi-python-client'), [
      ...['generate', '--path', join(directory, 'openapi.json'), '--config', `${example}/config.yml`],
      ...['--meta', 'none', '--output-path', join(directory, 'stl_client')],
    ]);
    output = generated.stdout + generated.stderr;
    const jwk = await jwkOf('demo/keys/demo-platform');
    const privateKey = createPrivateKey({ key: jwk as JsonWebKey, format: 'jwk' });
    key = { alg: 'ES256', kid: jwk.kid, privateKey } as Signer;
  });
  after(async () => {
    await (site as DemoSite | undefined)?.close();
    if ((directory as string | undefined) !== undefined) await rm(directory, { recursive: true });
  });

  const jwkOf = async (name: string): Promise<PrivateJwk> =>
    JSON.parse(await readFile(join(site.dir, 'data', `${name}.jwk.json`), 'utf8')) as PrivateJwk;
  const sdk = async (keyName: string): Promise<Client> =>
    createClient({ url: site.url, signer: await importSigner(await jwkOf(keyName)) });

  async function call(calls: readonly Call[]): Promise<Result[]> {
    const prepared = calls.map(async ({ operationId, arguments: given = {}, signed }) => ({
      tag: operations.find((one) => one.operationId === operationId)?.tags[0],
      module: operationId.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      arguments: given,
      headers: signed === undefined ? {} : await signedHeaders(site.url + signed, key),
    }));
    const child = spawn(python.program, ['test/interop/call_client.py', directory, site.url]);
    const chunks: { out: string; error: string } = { out: '', error: '' };
    child.stdout.on('data', (chunk: Buffer) => (chunks.out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (chunks.error += chunk.toString()));
    child.stdin.end(JSON.stringify(await Promise.all(prepared)));
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect(code, chunks.error).to.equal(0);
    return JSON.parse(chunks.out) as Result[];
  }

  it('is whole: nothing of the description is left out', () => {
    expect(output).not.to.match(/warning|error|unable/i);
  });

  it('reads every answer into the types of the description, and loses nothing', async () => {
    const admin = await sdk('orgs/platform/admin');
    const platform = await sdk('demo/keys/demo-platform');
    const get = async <T>(path: string): Promise<T> => (await platform.get<T>(path)).value;
    await sealEpoch(admin);
    const { ledgerId, seq: base } = await platform.info();
    const { keys } = await get<{ keys: { kid: string }[] }>('/v1/participants/demo-certifier');
    const actions = [
      { type: 'participant.status', id: 'demo-certifier', status: 'suspended' },
      { type: 'key.revoke', id: 'demo-certifier', kid: keys[0]?.kid, reason: 'ceased' },
      { type: 'parameters.set', parameters: { demo: true } },
      { type: 'witnesses.set', witnesses: [], quorum: 0 },
    ];
    const administrator = await importSigner(await jwkOf('orgs/platform/admin'));
    const drafts = actions.map(
      (action, seq) =>
        ({ ledger: ledgerId, seq, base, action, expires: formatTime(clock() + 600) }) as Proposal,
    );
    const proposals: string[] = [];
    for (const draft of drafts) {
      const jws = await signProposal(draft, { as: 'platform', signer: administrator });
      proposals.push((await admin.propose(jws)).id);
    }
    const second = await importSigner(await jwkOf('orgs/certifier/admin'));
    const decided = proposals.at(-1) ?? '';
    const approval = await signApproval(drafts.at(-1) as Proposal, { as: 'certifier', signer: second });
    expect(await admin.approve(decided, approval)).to.include({ status: 'executed' });
    await sealEpoch(admin);
    const seller = (await get<Listed<{ id: string }>>('/v1/sellers')).items[1]?.id ?? '';
    const batch = await platform.signBatch([orderRecord('python', { seller })], { as: 'demo-platform' });
    const queued = await fetch(`${site.url}/v1/batches`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: new Uint8Array(batch.bytes),
    });
    const job = ((await queued.json()) as { id: string }).id;
    const { items: records } = await get<Listed<RecordItem>>(`/v1/sellers/${seller}/records?limit=500`);
    const order = records.find(({ kind }) => kind === 'order')?.record?.order ?? '';
    const certified = await fetch(`${site.url}/v1/badges/${seller}`);
    const [, payload = ''] = (await certified.text()).split('.');
    const { credentialStatus } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as {
      credentialStatus: { statusListCredential: string } | { statusListCredential: string }[];
    };
    const list = [credentialStatus].flat()[0]?.statusListCredential ?? '';
    const [, version = '', band = '', part = ''] = /revocation\/([^/]+)\/([^/]+)\/([^/]+)$/.exec(list) ?? [];
    const id = seller;
    const record = records[0]?.id ?? '';
    const issued = await get<Listed<{ record: string; standing: string }>>(
      '/v1/participants/demo-certifier/certificates',
    );
    const certification = issued.items.find(({ standing }) => standing === 'valid')?.record ?? '';
    const about = `/v1/sellers/${seller}`;
    let flagged = '';
    for (const one of (await get<Listed<{ id: string }>>('/v1/sellers')).items) {
      const { items } = await get<Listed<RecordItem>>(`/v1/sellers/${one.id}/records?limit=500`);
      const found = items.find(
        ({ issuer, standing }) => issuer === 'demo-platform' && standing?.state === 'flagged',
      );
      flagged = found?.id.slice(0, 43) ?? flagged;
    }

    const calls: Call[] = [
      { operationId: 'discover' },
      { operationId: 'getGenesis' },
      { operationId: 'getJwks' },
      { operationId: 'getDid' },
      { operationId: 'isLive' },
      { operationId: 'isReady' },
      { operationId: 'listSellers', arguments: { limit: '7' } },
      { operationId: 'getSeller', arguments: { id } },
      { operationId: 'getSeller', arguments: { id }, signed: about },
      { operationId: 'getSeller', arguments: { id: 'demo-platform.nobody' }, status: 404 },
      { operationId: 'getSeller', arguments: { id: 'nobody' }, status: 400 },
      { operationId: 'getScore', arguments: { id } },
      { operationId: 'listSellerRecords', arguments: { id, limit: '500' } },
      {
        operationId: 'listSellerRecords',
        arguments: { id, limit: '500' },
        signed: `${about}/records?limit=500`,
      },
      {
        operationId: 'getOrderTimeline',
        arguments: { id, order },
        signed: `${about}/timeline?order=${order}`,
      },
      { operationId: 'getOrderTimeline', arguments: { id, order }, status: 401 },
      {
        operationId: 'getOrderTimelineAsEpcis',
        arguments: { id, order },
        signed: `${about}/timeline.epcis?order=${order}`,
      },
      { operationId: 'listSellerCertifications', arguments: { id } },
      { operationId: 'listIssuedCertificates', arguments: { id: 'demo-certifier' } },
      {
        operationId: 'listIssuedCertificates',
        arguments: { id: 'demo-certifier' },
        signed: '/v1/participants/demo-certifier/certificates',
      },
      { operationId: 'getConformityCredential', arguments: { id: certification } },
      { operationId: 'findCertificates', arguments: { number: 'x-1', scheme: 'iso-9001' } },
      { operationId: 'listSellerCases', arguments: { id }, signed: `${about}/cases` },
      { operationId: 'getRecord', arguments: { id: record } },
      { operationId: 'getRecord', arguments: { id: record }, signed: `/v1/records/${record}` },
      { operationId: 'proveRecord', arguments: { id: record }, signed: `/v1/records/${record}/proof` },
      {
        operationId: 'proveRecordAsTlogProof',
        arguments: { id: record },
        signed: `/v1/records/${record}/proof.tlog-proof`,
      },
      { operationId: 'proveSeller', arguments: { id } },
      { operationId: 'proveSeller', arguments: { id: 'demo-platform.nobody' } },
      { operationId: 'proveConsortium' },
      { operationId: 'proveParticipant', arguments: { id: 'demo-certifier' } },
      { operationId: 'proveParticipant', arguments: { id: 'nobody' } },
      { operationId: 'provePolicy', arguments: { name: 'score', version: '1' } },
      { operationId: 'proveDecision', arguments: { id: decided } },
      { operationId: 'proveSeal', arguments: { n: '1' } },
      { operationId: 'getBadge', arguments: { id } },
      { operationId: 'getRevocationList', arguments: { version, band, part } },
      { operationId: 'getSuspensionList', arguments: { part: '0' } },
      { operationId: 'listParticipants' },
      { operationId: 'getParticipant', arguments: { id: 'demo-certifier' } },
      {
        operationId: 'listKeyBatches',
        arguments: { id: 'demo-platform', kid: key.kid },
        signed: `/v1/participants/demo-platform/batches?kid=${key.kid}`,
      },
      { operationId: 'listProposals' },
      { operationId: 'getProposal', arguments: { id: proposals[0] ?? '' } },
      { operationId: 'listPolicies' },
      { operationId: 'getPolicy', arguments: { name: 'score', version: '1' } },
      { operationId: 'getTrustList' },
      { operationId: 'getEpoch', arguments: { n: 'agreed' } },
      { operationId: 'getBatch', arguments: { id: record.slice(0, 43) } },
      { operationId: 'getJob', arguments: { id: job } },
      {
        operationId: 'getBatchStanding',
        arguments: { id: flagged },
        signed: `/v1/batches/${flagged}/standing`,
      },
      { operationId: 'getAuthority' },
    ];
    const called = new Set(calls.map(({ operationId }) => operationId));
    expect([...called], 'a new route needs a line here').to.have.members(
      operations.map(({ operationId }) => operationId),
    );

    const results = await call(calls);
    expect(results).to.have.length(calls.length);
    for (const [i, { read, sent, status, type }] of results.entries()) {
      const what = `${JSON.stringify(calls[i])}: ${sent.slice(0, 300)}`;
      expect(status, what).to.equal(calls[i]?.status ?? 200);
      if (type === 'str') expect(read, what).to.equal(sent);
      else expect(read, what).to.deep.equal(JSON.parse(sent));
      expect(type === 'Problem', what).to.equal(status >= 400);
    }

    const typesOf = (operationId: string): Result['types'][] =>
      results.filter((_result, i) => calls[i]?.operationId === operationId).map(({ types }) => types);
    // Choices between types: that one was taken which the answer is of.
    const [, signedRecord] = typesOf('getRecord');
    expect(signedRecord).to.include({ '': 'VisibleRecord', '/standing': 'CountedStanding' });
    expect(signedRecord?.['/record']).to.match(/^Record[A-Z]/);
    const [first] = typesOf('getProposal');
    expect(first).to.include({ '/proposal/action': 'ActionParticipantStatus' });
    const [proven, unknown] = typesOf('proveSeller');
    expect(proven).to.include({ '/value': 'ProvenSeller' });
    expect(unknown).not.to.have.property('/value');
    expect(typesOf('getParticipant')[0]).to.include({ '/keys/*/jwk': 'JwkEC' });
    expect(typesOf('getScore')[0]).to.include({ '': 'Score', '/interval': 'ScoreInterval' });
    expect(typesOf('getBatch')[0]).to.include({ '': 'Receipt' });
    expect(typesOf('getBatchStanding')[0]).to.include({ '': 'BatchStanding' });
    expect(typesOf('getJob')[0]).to.include({ '': 'Job' });
  });

  it('sees a hidden record as hidden, and one with content as shown', async () => {
    const read = async <T>(path: string): Promise<readonly T[]> =>
      ((await (await fetch(site.url + path)).json()) as Listed<T>).items;
    const found = new Map<boolean, string>();
    for (const { id } of await read<{ id: string }>('/v1/sellers')) {
      for (const item of await read<RecordItem & { visible: boolean }>(`/v1/sellers/${id}/records`))
        found.set(item.visible, item.id);
    }
    for (const [visible, type] of [
      [true, 'VisibleRecord'],
      [false, 'HiddenRecord'],
    ] as const) {
      const id = found.get(visible) ?? expect.fail('no such record');
      const [result] = await call([{ operationId: 'getRecord', arguments: { id } }]);
      expect(result?.type).to.equal(type);
    }
  });
});
