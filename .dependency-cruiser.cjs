/** The arrows of docs/architecture.md. Each rule names what it keeps apart. */
const only = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    only(
      'no-circles',
      'Files that need one another are one file, or a missing third.',
      {},
      { circular: true },
    ),
    {
      ...only(
        'no-folder-circles',
        'What two rooms need of each other lies in a room below both.',
        { path: '^chaincode/' },
        { circular: true },
      ),
      scope: 'folder',
    },
    only(
      'domain-imports-nobody',
      'The domain is the innermost room: it runs in chaincode, gateway, command line and browser.',
      { path: '^chaincode/domain/' },
      { path: '^(chaincode/(?!domain/)|gateway/|network/|scripts/|test/)' },
    ),
    only(
      'domain-is-pure',
      'No platform module, and only three libraries, in the domain.',
      { path: '^chaincode/domain/' },
      {
        dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-no-pkg', 'unknown'],
        pathNot: 'node_modules/(typebox|ajv|canonicalize)/',
      },
    ),
    only(
      'transactions-know-domain-and-world-state',
      'A transaction parses, loads, asks the domain, saves and emits; nothing else.',
      { path: '^chaincode/transactions/' },
      { pathNot: '^chaincode/(domain/|transactions/|world-state\\.ts)' },
    ),
    only(
      'fabric-api-in-one-room',
      'Only chaincode/fabric may know the contract API.',
      { path: '^(chaincode|gateway|network|scripts|test)/', pathNot: '^(chaincode/fabric/|test/chaincode/)' },
      { path: 'node_modules/(fabric-contract-api|fabric-shim)' },
    ),
    only(
      'fabric-clients-in-adapters',
      'Only the adapters may know a Fabric client.',
      { path: '^(chaincode|gateway|scripts)/', pathNot: '^gateway/ledger/fabric-' },
      { path: 'node_modules/(fabric-network|fabric-common|fabric-protos|@hyperledger)/' },
    ),
    only(
      'services-know-only-ports',
      'A service gets its ledger, queries and stores passed in.',
      { path: '^gateway/services/' },
      {
        path: '^gateway/(ledger/(?!port)|projection/(?!(proofs-)?port)|routes/|plugins/|app|server|cli/|demo/|import/)',
      },
    ),
    only(
      'routes-hold-no-rules',
      'Routes speak to services, never to the ledger or the projection.',
      { path: '^gateway/routes/' },
      { path: '^gateway/(ledger/|projection/(?!(proofs-)?port)|server|cli/|demo/|import/)' },
    ),
    only(
      'one-chooser-of-adapters',
      'connect.ts alone chooses the ledger adapter for the gateway.',
      { path: '^gateway/(routes|services|plugins|client|app|server)' },
      { path: '^gateway/ledger/(embedded/|fabric-)' },
    ),
    only(
      'client-runs-in-browsers',
      'The SDK needs nothing that a browser lacks.',
      { path: '^gateway/(client|http-signatures)/' },
      { dependencyTypes: ['core'] },
    ),
    only(
      'nobody-imports-tests',
      'Product code does not lean on test code.',
      { path: '^(chaincode|gateway|network)/' },
      { path: '^test/' },
    ),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
