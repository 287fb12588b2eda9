import type { Command } from 'commander';
import { createClient } from '../../../sdk/client/index.js';
import { usage } from '../../frame/failure.js';
import { signerIn } from '../../frame/key-file.js';
import { note } from '../../frame/output.js';

function urlOf(text: string): URL {
  try {
    return new URL(text);
  } catch {
    throw usage('the URL must be absolute, as http://127.0.0.1:8080/v1/sellers');
  }
}

export function curl(program: Command): void {
  program
    .command('curl')
    .description('ask a gateway with a signed query, check the signed answer, and print it')
    .argument('<url>', 'absolute, on the public URL of the gateway')
    .option('--key <file>', 'sign with this private key (else STL_KEY)', process.env['STL_KEY'])
    .action(async (text: string, options: { key?: string }) => {
      if (options.key === undefined) throw usage('--key FILE is missing: whose query is it?');
      const url = urlOf(text);
      const client = createClient({ url: url.origin, signer: await signerIn(options.key) });
      const { signedBy, value } = await client.get(`${url.pathname}${url.search}`);
      note(
        signedBy === undefined
          ? 'answers outside /v1 are not signed'
          : `the answer is signed by ${signedBy} and holds`,
      );
      process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
    });
}
