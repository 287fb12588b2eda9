import type { Command } from 'commander';
import type { Action } from '../../../../chaincode/domain/consortium/action.js';
import type { Participant } from '../../../../chaincode/domain/consortium/participant.js';
import { composeKeyProof } from '../../../../chaincode/domain/participants/key-proof.js';
import { readPublicKeyFile } from '../../../data-dir/key-files.js';
import { createClient, type Client, type NamedPublicJwk, type Signer } from '../../../sdk/client/index.js';
import { globals } from '../../frame/command.js';
import { CliFailure, usage } from '../../frame/failure.js';
import {
  addGoverning,
  administrator,
  proposalText,
  proposeAction,
  type GoverningOptions,
} from '../../frame/governing.js';
import { signerIn } from '../../frame/key-file.js';
import { writeNew } from '../../frame/new-file.js';
import { result } from '../../frame/output.js';
import { endLines, whyNotSigning } from './ending-text.js';
import { addKeyUntil, newKey } from './register-key.js';

interface Options extends GoverningOptions {
  readonly id: string;
  readonly key?: string;
  readonly new: string;
  readonly out?: string;
  readonly keyValidUntil?: string;
}

type Rotation = Extract<Action, { type: 'key.rotate' }>;

/** Has the old key vouch for the new one. Throws CliFailure where it cannot, before anybody is asked for anything. */
async function rotationOf(
  client: Client,
  participant: Participant,
  old: Signer,
  next: NamedPublicJwk,
  until: string | undefined,
): Promise<Rotation> {
  const reason = whyNotSigning(participant, old.kid, Math.floor(Date.now() / 1000));
  if (reason !== undefined)
    throw new CliFailure(`the old key cannot vouch for the new one: ${reason}`, { code: 'key_not_valid' });

  const { id, validUntil } = participant;
  const key = newKey(next, { latest: validUntil, until });
  const { ledgerId: ledger } = await client.info();
  return { type: 'key.rotate', id, key, proof: await composeKeyProof(old, { ledger, participant: id, key }) };
}

/** `participant`: with its new key. */
function rotatedText(participant: Participant, old: string, next: string): string {
  const { id } = participant;
  return [
    `${id} has a new key and may sign with it from now on`,
    `\n  ${next}\n`,
    ...endLines(participant, Math.floor(Date.now() / 1000)),
    `The old key ${old}`,
    'still holds, so that what is under way arrives. Once nothing signs with it any more, revoke it:',
    `\n  stl propose --admin ORG --action '{"type":"key.revoke","id":"${id}","kid":"${old}","reason":"superseded"}'`,
  ].join('\n');
}

export function rotateKey(program: Command): void {
  const command = program
    .command('rotate-key')
    .description(
      'give a participant its next key: the old one vouches for it, so its organisation acts alone',
    )
    .requiredOption('--id <participant>', 'whose key it is')
    .requiredOption('--new <file>', 'the new key, as made by "stl keygen"; the public part is enough')
    .option('--key <file>', 'its private key that is in force (else STL_KEY)', process.env['STL_KEY'])
    .option('--out <file>', 'propose nothing; write what your organisation then proposes');
  addGoverning(addKeyUntil(command)).action(async (options: Options, self: Command) => {
    const { id, key, out } = options;
    if (key === undefined) throw usage('--key FILE is missing: the old key vouches for the new one');
    const [old, next] = [await signerIn(key), await readPublicKeyFile(options.new)];
    const by =
      out === undefined
        ? await administrator(self, options)
        : { out, client: createClient({ url: globals(self).url, retries: 0 }) };
    const { value: participant } = await by.client.get<Participant>(
      `/v1/participants/${encodeURIComponent(id)}`,
    );
    if (participant.keys.some(({ kid }) => kid === next.kid)) {
      const value = { participant: id, kid: next.kid };
      return result(self, value, () => `${id} has the key ${next.kid} already`);
    }
    const action = await rotationOf(by.client, participant, old, next, options.keyValidUntil);
    if ('out' in by) {
      await writeNew(by.out, `${JSON.stringify(action, null, 2)}\n`);
      const text = `${by.out} is signed by the old key and holds no secret. Your organisation does:\n\n  stl propose ${by.out} --admin ORG`;
      return result(self, action, () => text);
    }
    const proposal = await proposeAction(by, action);
    const after = { ...participant, keys: [...participant.keys, action.key] };
    result(self, { participant: id, kid: next.kid, proposal }, () =>
      proposal.status === 'executed' ? rotatedText(after, old.kid, next.kid) : proposalText(proposal),
    );
  });
}
