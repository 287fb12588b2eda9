import type { Command } from 'commander';
import { createClient, type Client, type Signer } from '../../sdk/client/index.js';
import { globals } from './command.js';
import { CliFailure, usage } from './failure.js';
import { signerIn } from './key-file.js';

export interface SigningOptions {
  readonly key?: string;
  readonly as?: string;
}

/** `--key` and `--as`, which every command that signs as a participant takes. */
export function addSigning(command: Command): Command {
  const { STL_KEY, STL_AS } = process.env;
  return command
    .option('--key <file>', 'your private key, as made by "stl keygen" (else STL_KEY)', STL_KEY)
    .option('--as <participant>', 'your participant id (else STL_AS, else looked up by your key)', STL_AS);
}

export interface SigningClient {
  readonly client: Client;
  readonly signer: Signer;
  /** Participant id. */
  readonly as: string;
}

export async function holderOf(client: Client, kid: string): Promise<string> {
  for await (const participant of client.list<{ id: string; keys: { kid: string }[] }>('/v1/participants'))
    if (participant.keys.some((key) => key.kid === kid)) return participant.id;

  throw new CliFailure(
    `no participant has your key ${kid}; your organisation must register it first, or the gateway is another ledger's`,
    { code: 'key_unknown' },
  );
}

/** A client that signs with the key file. */
export async function signingClient(command: Command, options: SigningOptions): Promise<SigningClient> {
  if (options.key === undefined) throw usage('--key FILE is missing: who signs? "stl keygen" makes a key');
  const signer = await signerIn(options.key);
  const client = createClient({ url: globals(command).url, signer });
  return { client, signer, as: options.as ?? (await holderOf(client, signer.kid)) };
}
