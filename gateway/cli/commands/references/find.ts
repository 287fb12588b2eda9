import type { Command } from 'commander';
import { usage } from '../../frame/failure.js';
import { result, table } from '../../frame/output.js';
import { isReference, referenceForm } from '../../references/reference-form.js';
import { addSigning, signingClient, type SigningOptions } from '../../frame/signing.js';

export function find(parent: Command): void {
  const command = parent
    .command('find')
    .description("show the orders of your own references; --url names the platform's gateway")
    .argument('<references...>', 'tracking numbers, ids of payments: what you call the orders yourself');
  addSigning(command).action(async (given: readonly string[], options: SigningOptions, self: Command) => {
    // The gateway's own words would repeat none of it, and name a place in a request that nobody sees.
    const wrong = given.findIndex((reference) => !isReference(reference));
    if (wrong >= 0) throw usage(`reference ${wrong + 1} ${referenceForm}`);
    const { client } = await signingClient(self, options);
    const found = await client.findReferences(given);
    result(self, found, () =>
      table([
        ['reference', 'seller', 'order'],
        ...found.flatMap(({ orders, reference }) =>
          orders.length === 0
            ? [[reference, 'not known, or not yours', '']]
            : orders.map(({ order, seller }) => [reference, seller, order]),
        ),
      ]),
    );
    if (found.some(({ orders }) => orders.length === 0)) process.exitCode = 1;
  });
}
