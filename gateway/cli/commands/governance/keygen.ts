import { InvalidArgumentError, type Command } from 'commander';
import { generateKey, publicJwk } from '../../../sdk/client/index.js';
import type { SignatureAlgorithm } from '../../../../chaincode/domain/ports.js';
import { publicKeyFile, writeKeyFile } from '../../../data-dir/key-files.js';
import { result } from '../../frame/output.js';

function algorithm(value: string): SignatureAlgorithm {
  if (value === 'ES256' || value === 'Ed25519') return value;
  throw new InvalidArgumentError('It must be ES256 or Ed25519.');
}

export function keygen(program: Command): void {
  program
    .command('keygen')
    .description('make a signing key')
    .requiredOption('--out <file>', 'where the private key goes; its public part goes beside it')
    .option('--alg <alg>', 'ES256 or Ed25519', algorithm, 'ES256')
    .action(async (options: { out: string; alg: SignatureAlgorithm }, command: Command) => {
      const key = await generateKey(options.alg);
      const shown = publicJwk(key);
      const publicFile = publicKeyFile(options.out);
      await writeKeyFile(options.out, key);
      await writeKeyFile(publicFile, shown);
      result(command, { file: options.out, publicFile, kid: key.kid, publicJwk: shown }, () =>
        [
          `${options.out} is your private key. Keep it secret and keep a copy: whoever has it signs as you.`,
          `${publicFile} is the public one. Send it to your organisation, which registers it.`,
          '',
          "Read the key's id to them over the phone, so that nobody swaps the key on its way:",
          '',
          `  ${key.kid}`,
        ].join('\n'),
      );
    });
}
