import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { ChaincodePackage } from './chaincode-package.js';
import type { Layout } from './layout.js';
import type { NodeCommand } from './process-table.js';
import type { OrganisationNode } from './topology.js';

/** Prepares an organisation's own chaincode process: the program of the package, and who may speak with it. */
export function prepareChaincode(
  org: OrganisationNode,
  layout: Layout,
  pack: ChaincodePackage,
  modules: string,
): void {
  const directory = layout.chaincode(org);
  mkdirSync(directory, { recursive: true });
  for (const [name, content] of Object.entries(pack.program)) writeFileSync(join(directory, name), content);
  if (!existsSync(join(directory, 'node_modules')))
    symlinkSync(modules, join(directory, 'node_modules'), 'dir');
  writeFileSync(join(directory, 'package-id'), pack.id);
  writeConnection(org, layout);
}

/** What the external builder hands the peer: mutual TLS, under an authority that serves this link alone. */
function writeConnection(org: OrganisationNode, layout: Layout): void {
  const tls = layout.chaincodeTls(org, 'peer');
  const connection = {
    address: `127.0.0.1:${org.chaincodePort}`,
    dial_timeout: '10s',
    tls_required: true,
    client_auth_required: true,
    client_cert: readFileSync(tls.certificate, 'utf8'),
    client_key: readFileSync(tls.key, 'utf8'),
    root_cert: readFileSync(tls.authority, 'utf8'),
  };
  writeFileSync(layout.connection(org), JSON.stringify(connection), { mode: 0o600 });
}

export function chaincodeCommand(org: OrganisationNode, layout: Layout): NodeCommand {
  const tls = layout.chaincodeTls(org, 'server');
  const directory = layout.chaincode(org);
  const runtime = createRequire(import.meta.url).resolve('fabric-shim/cli.js');
  const options = {
    'chaincode-address': `127.0.0.1:${org.chaincodePort}`,
    'chaincode-id': readFileSync(join(directory, 'package-id'), 'utf8'),
    'chaincode-tls-cert-file': tls.certificate,
    'chaincode-tls-key-file': tls.key,
    'chaincode-tls-client-cacert-file': tls.authority,
    'module-path': directory,
  };
  return {
    name: `chaincode-${org.name}`,
    path: process.execPath,
    args: [runtime, 'server', ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value])],
    cwd: directory,
    env: { CORE_CHAINCODE_LOGGING_LEVEL: 'warning', CORE_CHAINCODE_LOGGING_SHIM: 'warning' },
  };
}
