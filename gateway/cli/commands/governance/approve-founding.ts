import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { signFounding } from '../../../sdk/client/index.js';
import { CliFailure } from '../../frame/failure.js';
import { readGiven } from '../../frame/given-file.js';
import { signerIn } from '../../frame/key-file.js';
import { note, result } from '../../frame/output.js';

interface Options {
  readonly adminKey: string;
  readonly out: string;
}

export function approveFounding(program: Command): void {
  program
    .command('approve-founding')
    .description('sign an approval of a consortium document, before there is a ledger')
    .argument('<document>', 'the consortium document (JSON)')
    .requiredOption('--admin-key <file>', 'the admin key that the document names for your organisation')
    .requiredOption('--out <file>', 'where the approval goes, for whoever founds the ledger')
    .action(async (file: string, { adminKey, out }: Options, self: Command) => {
      const { readGenesis } = await import('../../../../chaincode/domain/governance/genesis.js');
      const { nodeCrypto } = await import('../../../../chaincode/node-crypto.js');
      const text = (await readGiven(file)).toString('utf8');
      const { document, ledger } = readGenesis(text, nodeCrypto.sha256);
      const signer = await signerIn(adminKey);
      const owner = document.organisations.find((one) => one.adminKey.kid === signer.kid);
      if (owner === undefined) {
        throw new CliFailure(`${signer.kid} is the admin key of no organisation in ${file}`, {
          code: 'key_unknown',
        });
      }
      note(`${file} founds ledger ${ledger}, on which any ${document.k} of these organisations decide:`);
      for (const { id, adminKey: key } of document.organisations) note(`  ${id}, admin key ${key.kid}`);
      const jws = await signFounding(ledger, { as: owner.id, signer });
      await writeFile(out, `${jws}\n`, { flag: 'wx' }).catch((cause: unknown) => {
        throw new CliFailure(`cannot write ${out}, or it exists already`, { cause });
      });
      result(
        self,
        { ledger, org: owner.id, file: out },
        () => `${out} is the approval of ${owner.id}. It holds no secret.`,
      );
    });
}
