/** Turns the table of rooms into rules, and adds those that are about libraries. */
const { rooms, ports } = require('./scripts/lint/rooms.cjs');

const escaped = (path) => path.replaceAll('.', '\\.');
/** A file by its whole name, a folder with all below it. */
const below = (room) => (room.endsWith('.ts') ? `${escaped(room)}$` : `${escaped(room)}/`);
const anyOf = (paths) => `^(${paths.map(below).join('|')})`;
const named = Object.keys(rooms);

const walls = Object.entries(rooms).map(([room, allowed]) => {
  const inner = named.filter((other) => other !== room && other.startsWith(`${room}/`));
  const reachable = [room, ...allowed.flatMap((one) => (one === 'ports' ? ports : [one]))];
  return {
    name: `room ${room}`,
    comment: 'docs/architecture.md says what this room may import.',
    severity: 'error',
    from: { path: anyOf([room]), ...(inner.length > 0 ? { pathNot: anyOf(inner) } : {}) },
    to: { path: '^(chaincode|gateway|network|scripts|test)/', pathNot: anyOf(reachable) },
  };
});

const only = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    ...walls,
    only(
      'every-file-has-a-room',
      'A file that stands in no row of the table may import nothing.',
      { path: '^(chaincode|gateway|network|scripts|test)/', pathNot: anyOf(named) },
      {},
    ),
    only(
      'no-circles',
      'Files that need one another are one file, or a missing third.',
      {},
      { circular: true },
    ),
    {
      name: 'no-folder-circles',
      comment: 'What two folders need of one another lies below both.',
      severity: 'error',
      scope: 'folder',
      from: { path: '^(chaincode|gateway|network|scripts)' },
      to: { circular: true },
    },
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
      'level-behind-one-door',
      'Only gateway/store may know level; tests and a baseline look at its bytes past that door.',
      {
        path: '^(chaincode|gateway|network|scripts|test)/',
        pathNot:
          '^(gateway/store/|scripts/bench/baseline\\.ts|test/support/raw-level\\.ts|test/gateway/store/|test/cli/import/traces\\.ts)',
      },
      { path: 'node_modules/(level|classic-level|abstract-level)/' },
    ),
    only(
      'sdk-runs-in-browsers',
      'The SDK, and what pages share with it, need nothing that a browser lacks.',
      { path: '^gateway/(sdk|web/(browser|html))/' },
      { dependencyTypes: ['core'] },
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
