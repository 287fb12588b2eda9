import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { channel, companies } from './companies.js';
import type { Machine } from './fabric-files.js';

/** What `company.env` of the page says on a company's machine. */
export function companySettings(
  machine: Machine,
  exchange: string,
  checkout: string,
): Record<string, string> {
  const { chaincode, gateway, msp, name, orderer, org, peer, roles } = machine.company;
  return {
    ORG: org,
    ORG_NAME: name,
    ROLES: roles.join(' '),
    MSP: msp,
    CHANNEL: channel,
    PEER: `${peer}:7051`,
    PEER_TLS_CA: machine.tlsAuthority(),
    ORDERER: `${orderer}:7050`,
    ORDERER_TLS_CA: machine.tlsAuthority(),
    MEMBERS: companies.map((one) => `${one.org}=${one.peer}:7051`).join(' '),
    MSP_IDS: companies.map((one) => `"${one.msp}"`).join(','),
    ENDORSEMENT: `OutOf(2,${companies.map((one) => `'${one.msp}.peer'`).join(',')})`,
    CHAINCODE_HOST: chaincode,
    GATEWAY_URL: `https://${gateway}`,
    EXCHANGE: exchange,
    CHECKOUT: checkout,
    PKI: machine.pki(),
    FABRIC_CFG_PATH: machine.peer(),
    CORE_PEER_LOCALMSPID: msp,
    CORE_PEER_MSPCONFIGPATH: machine.adminMsp(),
    CORE_PEER_ADDRESS: `${peer}:7051`,
    CORE_PEER_TLS_ENABLED: 'true',
    CORE_PEER_TLS_ROOTCERT_FILE: machine.tlsAuthority(),
    FABRIC_LOGGING_SPEC: 'error',
  };
}

export function writeSettings(machine: Machine, settings: Readonly<Record<string, string>>): void {
  const quoted = (value: string): string => `'${value.replaceAll("'", `'\\''`)}'`;
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${quoted(value)}\n`);
  writeFileSync(join(machine.dir, 'company.env'), lines.join(''));
}

/**
 * Puts `stl` and `npm` on a machine's path. `npm run network:pack` packs what is compiled in the checkout that it names, and
 * `npm install` links what this project has installed: a host without a way out has no registry.
 */
export function putPrograms(machine: Machine, project: string): void {
  const program = (name: string, script: string): void => {
    const file = join(machine.dir, 'bin', name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `#!/bin/sh\nset -eu\n${script}`, { mode: 0o755 });
  };
  program('stl', `exec "${process.execPath}" "${join(project, 'dist', 'gateway', 'cli', 'main.js')}" "$@"\n`);
  program(
    'npm',
    `if [ "$1" = install ]; then exec ln -s "${join(project, 'node_modules')}" node_modules; fi
checkout=$4
while [ "$1" != -- ]; do shift; done
shift
exec "${process.execPath}" "$checkout/dist/network/main.js" pack "$@"
`,
  );
}
