import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { composeBatch } from '../chaincode/domain/batch/compose.js';
import { formatTime, daySeconds } from '../chaincode/domain/time.js';
import { importSigner } from '../gateway/sdk/client/index.js';
import type { DemoConsortium } from '../gateway/demo/consortium.js';
import { readGenesis } from '../chaincode/domain/governance/genesis.js';
import { canonicalText } from '../chaincode/domain/canonical.js';
import { nodeCrypto } from '../chaincode/node-crypto.js';
import { gatewayUrl } from './gateway-process.js';
import { obeying, type AwaitedNode } from './late-nodes.js';
import type { Layout } from './layout.js';
import type { Topology } from './topology.js';

const answerWithinMs = 30_000;

/** Signs and keeps the one fact with which gateways are probed: the demo platform knows a first shop. */
export async function writeProbeBatch(demo: DemoConsortium, layout: Layout): Promise<void> {
  const platform = demo.participants.find(({ participant }) => participant.roles.includes('platform'));
  if (platform === undefined) throw new Error('The demo consortium has no platform.');
  const { id } = platform.participant;
  const signer = await importSigner(platform.key);
  const iat = Math.floor(Date.now() / 1000);
  const { bytes } = await composeBatch({
    records: [{ kind: 'identity', seller: `${id}.first-shop`, at: formatTime(iat), level: 'self-declared' }],
    iss: id,
    kid: signer.kid,
    alg: signer.alg,
    jti: 'network-probe',
    aud: readGenesis(canonicalText(demo.document), nodeCrypto.sha256).ledger,
    iat,
    exp: iat + daySeconds,
    sha256: (data) => createHash('sha256').update(data).digest(),
    sign: (input) => signer.sign(input),
  });
  writeFileSync(layout.probe(), bytes);
}

/**
 * Gateways until each has given a receipt for the probe: it has then endorsed, committed and folded a transaction. All but the
 * first commit a duplicate, which writes nothing.
 */
export function probes(topology: Topology, layout: Layout): AwaitedNode[] {
  const body = readFileSync(layout.probe());
  return topology.organisations.map((org) =>
    obeying(`gateway-${org.name}`, () => commitThrough(gatewayUrl(org), body)),
  );
}

async function commitThrough(url: string, body: Buffer): Promise<void> {
  const answer = await fetch(`${url}/v1/batches`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson', prefer: 'wait=20' },
    body: new Uint8Array(body),
    signal: AbortSignal.timeout(answerWithinMs),
  });
  const said = await answer.text();
  if (answer.status !== 201) throw new Error(`${url} answered ${answer.status}: ${said}`);
}
