import { access } from 'node:fs/promises';
import type { Config } from '../data-dir/config.js';
import { connectLedger } from '../ledger/connect/connect.js';
import { certificateEnds, identityDefect } from '../ledger/connect/profile-check.js';
import type { Condition, LedgerPort } from '../ledger/port.js';
import { daysLeft } from './days-left.js';
import { fail, ok, type Finding } from './finding.js';

/** Of a file that names the certificates in words. */
const certificateNames = {
  'gateway-identity': "the gateway's certificate",
  'peer-tls-authority': "the authority of the peer's TLS certificate",
} as const;

/** The profile and its files, then what the organisation's peer says. `adapter`: one of Fabric's. */
export async function* checkFabric(
  config: Pick<Config, 'fabricProfile' | 'ledger'>,
): AsyncGenerator<Finding> {
  const { fabricProfile: profile, ledger: adapter } = config;
  if (adapter === 'embedded') return;
  const defect = await profileDefect(profile);
  if (defect !== undefined) {
    yield fail(
      'profile',
      defect,
      'See docs/reference/fabric-profile.md for what the profile holds; STL_FABRIC_PROFILE names it.',
    );
    return;
  }
  yield ok('profile', `${profile} and its files can be read, and certificate and key belong together`);
  for (const { id, at } of certificateEnds(profile))
    yield daysLeft(id, certificateNames[id], new Date(at), 'Renew it: docs/runbooks/certificates.md');

  let ledger: LedgerPort | undefined;
  try {
    ledger = await connectLedger({ adapter, profile });
    yield peer(await ledger.health());
    yield* network(ledger);
  } catch (error) {
    yield peer({ ok: false, detail: reasonsOf(error) });
  } finally {
    await ledger?.close();
  }
}

async function profileDefect(profile: string): Promise<string | undefined> {
  if (profile === '') return 'STL_FABRIC_PROFILE names no connection profile';
  try {
    await access(profile);
    const defect = identityDefect(profile);
    return defect === undefined ? undefined : `${profile}: ${defect}`;
  } catch (error) {
    return (error as Error).message;
  }
}

const peer = ({ ok: isOk, detail }: Condition): Finding =>
  isOk
    ? ok('peer', detail)
    : fail(
        'peer',
        detail,
        'See that the peer runs and has joined the channel, that its TLS authority is the one in the profile, and that the certificate ' +
          'is one of the MSP that the profile names.',
      );

async function* network(ledger: LedgerPort): AsyncGenerator<Finding> {
  const state = await ledger.network?.();
  if (state === undefined) return;
  const todos = {
    chaincode: 'Commit the chaincode to the channel, or name the right one in the profile: docs/fabric.md',
    endorsers:
      "See that enough organisations' peers run and have the chaincode installed; their gossip needs anchor peers.",
    orderers: 'See that the orderers run and can be reached from here: docs/runbooks/lost-orderer.md',
  } as const;
  for (const check of ['chaincode', 'endorsers', 'orderers'] as const) {
    const { ok: isOk, detail } = state[check];
    yield isOk ? ok(check, detail) : fail(check, detail, todos[check]);
  }
}

/** A message with those of its causes, and of the nodes that a peer has asked: the first says where it failed, the last one why. */
function reasonsOf(error: unknown): string {
  const texts: string[] = [];
  for (let one = error; one instanceof Error; one = one.cause) {
    texts.push(one.message);
    const { details } = one as { readonly details?: unknown };
    if (Array.isArray(details))
      texts.push(...(details as { message: string }[]).map(({ message }) => message));
  }
  return [...new Set(texts)].join(': ');
}
