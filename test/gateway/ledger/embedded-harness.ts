import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';
import {
  createEmbeddedLedger,
  openEmbeddedLedger,
  type EmbeddedOptions,
  type HostedOrganisation,
} from '../../../gateway/ledger/embedded/index.js';
import { suiteLedger, type Harness } from './port-suite.js';
import { suiteTransactions } from './suite-transactions.js';

export function newOrganisation(mspId: string): HostedOrganisation {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { mspId, signKey: privateKey.export({ format: 'jwk' }) };
}

export const organisations = ['PlatformMSP', 'CertifierMSP', 'PaymentsMSP'].map(newOrganisation);

export function optionsFor(dir: string): EmbeddedOptions {
  return {
    dir,
    ledger: suiteLedger,
    organisations,
    ownMspId: 'PlatformMSP',
    transactions: suiteTransactions,
    crypto: nodeCrypto,
    clock: () => Math.floor(Date.now() / 1000),
    freeBytesMin: 0,
  };
}

/** A directory that is removed after the test, with a ledger's own directory named in it. */
export async function scratch(): Promise<{ root: string; dir: string; remove: () => Promise<void> }> {
  const root = await mkdtemp(join(tmpdir(), 'stl-ledger-'));
  return {
    root,
    dir: join(root, 'ledger'),
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

export async function embeddedHarness(): Promise<Harness> {
  const { dir, remove } = await scratch();
  let ledger = await createEmbeddedLedger(optionsFor(dir));
  return {
    ledger,
    admins: ['PlatformMSP', 'CertifierMSP'],
    async reopen() {
      ledger = await openEmbeddedLedger(optionsFor(dir));
      return ledger;
    },
    async stop() {
      await ledger.close();
      await remove();
    },
  };
}
