import { InvalidArgumentError, type Command } from 'commander';
import { generateKey, publicJwk } from '../../client/index.js';
import type { SignatureAlgorithm } from '../../../chaincode/domain/ports.js';
import { writeKeyFile } from '../key-file.js';
import { result } from '../output.js';

function algorithm(value: string): SignatureAlgorithm {
  if (value === 'ES256' || value === 'Ed25519') return value;
  throw new InvalidArgumentError('It must be ES256 or Ed25519.');
}

export function keygen(program: Command): void {
  program
    .command('keygen')
    .description('make a signing key')
    .requiredOption('--out <file>', 'where the private key goes; an existing file is never overwritten')
    .option('--alg <alg>', 'ES256 or Ed25519', algorithm, 'ES256')
    .action(async (options: { out: string; alg: SignatureAlgorithm }, command: Command) => {
      const key = await generateKey(options.alg);
      await writeKeyFile(options.out, key);
      const shown = publicJwk(key);
      result(command, { file: options.out, kid: key.kid, publicJwk: shown }, () =>
        [
          `The private key is in ${options.out}. Keep it secret and keep a copy: whoever has it signs as you.`,
          '',
          'Send this to your organisation. It is public:',
          '',
          JSON.stringify(shown, null, 2),
          '',
          'Your organisation registers it, and you can sign from then on.',
          `Read the key's id (kid) to them over the phone, so that nobody swaps the key on its way:`,
          '',
          `  ${key.kid}`,
        ].join('\n'),
      );
    });
}
