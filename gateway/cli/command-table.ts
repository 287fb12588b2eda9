import type { Register } from './frame/command.js';

/** A command of `stl`, as it stands in the list of `stl --help`. */
export interface CommandRow {
  readonly name: string;
  /** The same as the command's own: a test compares them. */
  readonly description: string;
  /** Loads it, with whatever it imports. */
  readonly load: () => Promise<Register>;
}

/** All commands, under the headings of docs/cli.md. */
export const commandGroups: Readonly<Record<string, readonly CommandRow[]>> = {
  'Run a ledger': [
    {
      name: 'init',
      description: 'make a data directory with a demonstration; "stl consortium" founds a ledger of your own',
      load: async () => (await import('./commands/running/init.js')).init,
    },
    {
      name: 'start',
      description: 'run the gateway until it is stopped',
      load: async () => (await import('./commands/running/start.js')).start,
    },
    {
      name: 'config',
      description: "show the gateway's settings: what each is now, its default, and what it does",
      load: async () => (await import('./commands/running/config.js')).config,
    },
    {
      name: 'doctor',
      description:
        'examine this installation, its gateway running or not, and say what to do; changes nothing',
      load: async () => (await import('./commands/running/doctor.js')).doctor,
    },
    {
      name: 'backup',
      description:
        'copy the data directory, whose gateway may run, so that it can be restored; whole or not at all',
      load: async () => (await import('./commands/running/backup.js')).backup,
    },
    {
      name: 'restore',
      description: 'make a data directory of a backup, after every file and store of it was checked',
      load: async () => (await import('./commands/running/restore.js')).restore,
    },
    {
      name: 'rebuild',
      description: 'fold all blocks again, and compare the result with the stored state byte for byte',
      load: async () => (await import('./commands/proofs/rebuild.js')).rebuild,
    },
    {
      name: 'verify-store',
      description:
        'check every block, signature and state entry of the embedded ledger; the gateway must be stopped',
      load: async () => (await import('./commands/proofs/verify-store.js')).verifyStore,
    },
    {
      name: 'export',
      description: 'write all blocks of the ledger to a file that "stl audit --export" reads',
      load: async () => (await import('./commands/proofs/export.js')).exportBlocks,
    },
    {
      name: 'import',
      description: "state facts from a marketplace's own files, or restore a ledger from its export",
      load: async () => (await import('./commands/import/import.js')).importCommands,
    },
    {
      name: 'audit',
      description: 'derive every root, score and checkpoint anew from the blocks, and say what does not hold',
      load: async () => (await import('./commands/proofs/audit.js')).audit,
    },
    {
      name: 'signer',
      description: 'hold an organisation’s private keys for its gateway, which asks over a Unix socket',
      load: async () => (await import('./commands/running/signer.js')).signer,
    },
    {
      name: 'witness',
      description: 'watch logs from outside, as a C2SP tlog-witness',
      load: async () => (await import('./commands/proofs/witness.js')).witness,
    },
  ],
  Read: [
    {
      name: 'score',
      description: "a seller's score with its reasons",
      load: async () => (await import('./commands/reading/score.js')).score,
    },
    {
      name: 'trust',
      description:
        'keep whom to trust: follow the organisations’ keys from the versions in a file to the newest',
      load: async () => (await import('./commands/proofs/trust.js')).trust,
    },
    {
      name: 'verify',
      description:
        'check a badge, that its score follows from what it proves; or a proof, as a gateway gives it, asking nobody',
      load: async () => (await import('./commands/proofs/verify.js')).verify,
    },
    {
      name: 'proof',
      description: 'prove a record to anyone, in one file that "stl verify" and C2SP tools check offline',
      load: async () => (await import('./commands/proofs/proof.js')).proof,
    },
    {
      name: 'records',
      description: 'list the records about a seller, in ledger order',
      load: async () => (await import('./commands/reading/records.js')).records,
    },
    {
      name: 'order',
      description: "show an order's timeline to one of its parties; with --out, prove it to anyone",
      load: async () => (await import('./commands/reading/order.js')).order,
    },
    {
      name: 'participants',
      description: 'list who may state facts',
      load: async () => (await import('./commands/governance/participants.js')).participants,
    },
    {
      name: 'curl',
      description: 'ask a gateway with a signed query, check the signed answer, and print it',
      load: async () => (await import('./commands/reading/curl.js')).curl,
    },
  ],
  'State facts': [
    {
      name: 'keygen',
      description: 'make a signing key',
      load: async () => (await import('./commands/governance/keygen.js')).keygen,
    },
    {
      name: 'register',
      description: 'admit a participant of your organisation with its key, or give one a further key',
      load: async () => (await import('./commands/governance/register.js')).register,
    },
    {
      name: 'rotate-key',
      description:
        'give a participant its next key: the old one vouches for it, so its organisation acts alone',
      load: async () => (await import('./commands/governance/rotate-key.js')).rotateKey,
    },
    {
      name: 'renew',
      description: 'extend a participant’s registration or accreditation before it ends',
      load: async () => (await import('./commands/governance/renew.js')).renew,
    },
    {
      name: 'attest',
      description: 'state one fact: build, sign, send and wait',
      load: async () => (await import('./commands/facts/attest.js')).attest,
    },
    {
      name: 'csv',
      description: 'state every row of a spreadsheet; safe to run again',
      load: async () => (await import('./commands/facts/csv.js')).csv,
    },
    {
      name: 'map',
      description: 'propose a map of a file: which heading means what',
      load: async () => (await import('./commands/facts/map.js')).map,
    },
    {
      name: 'sync',
      description:
        'state what is new in a folder, a database or standard input, once or again and again; safe to stop',
      load: async () => (await import('./commands/sync/sync.js')).sync,
    },
    {
      name: 'status',
      description: 'show a certificate, or revoke, suspend or reinstate one that you issued',
      load: async () => (await import('./commands/facts/status.js')).status,
    },
    {
      name: 'certificates',
      description: 'list the certificates you issued: valid, ending, expired, suspended, disputed',
      load: async () => (await import('./commands/facts/certificates.js')).certificates,
    },
    {
      name: 'standing',
      description: 'say of records you stated whether they count, and why not',
      load: async () => (await import('./commands/facts/standing.js')).standing,
    },
    {
      name: 'references',
      description: "what partners call a platform's orders: have them kept, found or forgotten",
      load: async () => (await import('./commands/references/index.js')).references,
    },
    {
      name: 'batch',
      description:
        'sign a file of records, one JSON object a line, and send what does not stand yet; safe to run again',
      load: async () => (await import('./commands/facts/batch.js')).batch,
    },
  ],
  'Found a ledger, or join one': [
    {
      name: 'consortium',
      description: 'found a ledger with other organisations, or join one',
      load: async () => (await import('./commands/governance/consortium/index.js')).consortium,
    },
  ],
  Govern: [
    {
      name: 'propose',
      description: 'propose a change of participants, keys, policies or organisations',
      load: async () => (await import('./commands/governance/propose/propose.js')).propose,
    },
    {
      name: 'approve',
      description: "show what a proposal would do, and sign an organisation's approval of it",
      load: async () => (await import('./commands/governance/approve.js')).approve,
    },
    {
      name: 'seal',
      description: 'end the epoch now, so that badges and proofs cover all that is on the ledger',
      load: async () => (await import('./commands/governance/seal.js')).seal,
    },
    {
      name: 'organisation-keys',
      description:
        'propose new keys for an organisation; what the old ones signed counts on until they are dropped',
      load: async () => (await import('./commands/governance/organisation-keys.js')).organisationKeys,
    },
    {
      name: 'recover',
      description:
        'a key was stolen: revoke it from a block, list what it signed since, state the true part again',
      load: async () => (await import('./commands/governance/recover.js')).recover,
    },
  ],
  'This command line': [
    {
      name: 'completion',
      description: 'print a script by which a shell completes commands, options and their values',
      load: async () => (await import('./commands/shell/completion.js')).completion,
    },
  ],
};
