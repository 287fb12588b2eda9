/**
 * The rooms of the project, and what each may import besides itself: docs/architecture.md shows the same table, and a
 * test compares the two. A room is a folder with all below it, or one file. A file that stands in no row may import nothing.
 */
const rooms = {
  'chaincode/domain': [],
  'chaincode/world-state.ts': [],
  'chaincode/node-crypto.ts': ['chaincode/domain', 'chaincode/recently-used.ts'],
  'chaincode/recently-used.ts': [],
  'chaincode/refusal-text.ts': ['chaincode/domain'],
  'chaincode/transactions': ['chaincode/domain', 'chaincode/world-state.ts'],
  'chaincode/fabric': ['chaincode'],

  'gateway/sdk/platform': ['chaincode/domain'],
  'gateway/sdk/http-signatures': ['chaincode/domain'],
  'gateway/sdk/verify': ['chaincode/domain', 'gateway/sdk/platform'],
  'gateway/sdk/client': ['chaincode/domain', 'gateway/sdk'],

  'gateway/store': [],

  'gateway/ledger/port.ts': ['chaincode/domain'],
  'gateway/ledger/watched.ts': ['gateway/ledger/port.ts'],
  'gateway/ledger/embedded': ['chaincode', 'gateway/ledger/port.ts', 'gateway/store'],
  'gateway/ledger/fabric-shared': ['chaincode/domain', 'chaincode/refusal-text.ts', 'gateway/ledger/port.ts'],
  'gateway/ledger/fabric-network': ['gateway/ledger/fabric-shared', 'gateway/ledger/port.ts'],
  'gateway/ledger/fabric-gateway': ['gateway/ledger/fabric-shared', 'gateway/ledger/port.ts'],
  'gateway/ledger/connect': ['chaincode', 'gateway/ledger', 'gateway/data-dir'],

  'gateway/projection/port.ts': ['chaincode/domain'],
  'gateway/projection/proofs-port.ts': ['chaincode/domain'],
  'gateway/projection': ['chaincode/domain', 'gateway/ledger/port.ts', 'gateway/store'],

  'gateway/services/common': ['chaincode/domain'],
  'gateway/services/read': ['chaincode/domain', 'gateway/services/common', 'ports'],
  'gateway/services/write': ['chaincode/domain', 'gateway/services/common', 'gateway/services/read', 'ports'],
  'gateway/services/sealing': ['chaincode/domain', 'gateway/services/common', 'ports'],
  'gateway/services/trust': ['chaincode/domain', 'gateway/services/common', 'ports'],

  'gateway/metrics': [
    'chaincode/domain',
    'gateway/http/plugins',
    'gateway/ledger/watched.ts',
    'gateway/services',
    'ports',
  ],

  'gateway/http/schemas': [
    'chaincode/domain',
    'gateway/sdk/http-signatures',
    'gateway/services/common',
    'gateway/services/read',
    'ports',
  ],
  'gateway/http/plugins': [
    'chaincode/domain',
    'gateway/sdk/http-signatures',
    'gateway/http/schemas',
    'gateway/services',
    'ports',
  ],
  'gateway/http/routes': ['chaincode/domain', 'gateway/http', 'gateway/services', 'ports'],

  'gateway/web/styles': [],
  'gateway/web/html': [],
  'gateway/web/messages': ['gateway/web/html'],
  'gateway/web/frame': ['chaincode/domain', 'gateway/http', 'gateway/web/html', 'gateway/web/messages'],
  'gateway/web/pages': [
    'chaincode/domain',
    'gateway/sdk/verify',
    'gateway/services',
    'gateway/http',
    'gateway/web/frame',
    'gateway/web/html',
    'gateway/web/messages',
  ],
  'gateway/web/browser': [
    'chaincode/domain',
    'gateway/sdk',
    'gateway/web/html',
    'gateway/web/messages',
    'gateway/web/pages',
  ],
  'gateway/web/index.ts': ['gateway/http', 'gateway/web/frame', 'gateway/web/messages', 'gateway/web/pages'],

  'gateway/data-dir': ['chaincode', 'gateway/sdk/platform'],
  'gateway/signing': ['chaincode/domain', 'gateway/data-dir', 'gateway/sdk/platform'],
  'gateway/audit': [
    'chaincode',
    'gateway/data-dir',
    'gateway/ledger/port.ts',
    'gateway/ledger/connect',
    'gateway/projection',
    'gateway/sdk',
  ],
  'gateway/backup': ['chaincode/domain', 'gateway/data-dir', 'gateway/ledger/embedded', 'gateway/store'],
  'gateway/doctor': [
    'gateway/data-dir',
    'gateway/ledger/connect',
    'gateway/ledger/embedded',
    'gateway/ledger/port.ts',
    'gateway/services/common',
    'gateway/signing',
    'gateway/store',
  ],
  'gateway/founding': [
    'chaincode',
    'gateway/audit',
    'gateway/data-dir',
    'gateway/ledger/port.ts',
    'gateway/ledger/connect',
    'gateway/ledger/embedded',
    'gateway/sdk/client',
  ],
  'gateway/witness': ['chaincode/domain', 'gateway/data-dir', 'gateway/store'],
  'gateway/demo': [
    'chaincode',
    'gateway/data-dir',
    'gateway/founding',
    'gateway/ledger/port.ts',
    'gateway/sdk/client',
  ],
  'gateway/start': [
    'chaincode',
    'gateway/audit',
    'gateway/data-dir',
    'gateway/http',
    'gateway/ledger/port.ts',
    'gateway/ledger/watched.ts',
    'gateway/ledger/connect',
    'gateway/metrics',
    'gateway/projection',
    'gateway/sdk/platform',
    'gateway/services',
    'gateway/signing',
    'gateway/store',
    'gateway/web',
  ],
  'gateway/cli': [
    'chaincode',
    'gateway/audit',
    'gateway/backup',
    'gateway/data-dir',
    'gateway/demo',
    'gateway/doctor',
    'gateway/founding',
    'gateway/ledger/embedded',
    'gateway/sdk',
    'gateway/signing',
    'gateway/start',
    'gateway/store',
    'gateway/web/messages',
    'gateway/witness',
  ],

  network: ['chaincode', 'gateway/data-dir', 'gateway/demo', 'gateway/ledger', 'gateway/sdk/client'],
  scripts: ['chaincode', 'gateway', 'network'],
  test: ['chaincode', 'gateway', 'network', 'scripts'],
};

/** What a service may know of ledger and projection. */
const ports = ['gateway/ledger/port.ts', 'gateway/projection/port.ts', 'gateway/projection/proofs-port.ts'];

module.exports = { rooms, ports };
