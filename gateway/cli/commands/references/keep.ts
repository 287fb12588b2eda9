import type { Command } from 'commander';
import { Commitment, ParticipantId, SellerId } from '../../../../chaincode/domain/records/common.js';
import type { PartnersReference } from '../../../sdk/client/index.js';
import { CliFailure } from '../../frame/failure.js';
import { result } from '../../frame/output.js';
import { addSigning, signingClient, type SigningOptions } from '../../frame/signing.js';
import { isReference, referenceForm } from '../../references/reference-form.js';
import { whyNotKept } from '../../references/why-not-kept.js';
import { Findings } from '../../tables/findings.js';
import { openTable } from '../../tables/open-table.js';
import type { TableSource } from '../../tables/source.js';

const columns = ['partner', 'reference', 'seller', 'order'] as const;
type Column = (typeof columns)[number];

/** Of what a cell must be; the gateway would refuse the whole request, and name no row. */
const forms: Readonly<Record<Column, readonly [is: (text: string) => boolean, form: string]>> = {
  partner: [fits(ParticipantId), 'must be the id of a participant'],
  reference: [isReference, referenceForm],
  seller: [fits(SellerId), 'must be the id of a seller'],
  order: [fits(Commitment), 'must be the commitment of an order'],
};

function fits(schema: object): (text: string) => boolean {
  const whole = new RegExp((schema as { readonly pattern: string }).pattern);
  return (text) => whole.test(text);
}

export function keep(parent: Command): void {
  const command = parent
    .command('keep')
    .description("have your organisation's gateway keep what partners call your orders; safe to run again")
    .argument('<file>', `CSV or .xlsx with the columns ${columns.join(', ')}`);
  addSigning(command).action(async (file: string, options: SigningOptions, self: Command) => {
    const { references, rows } = await read(await openTable(file));
    const { client } = await signingClient(self, options);
    const outcomes = await client.keepReferences(references);
    const notKept = new Findings();
    outcomes.forEach((outcome, i) => {
      if (outcome !== 'kept') notKept.add({ row: rows[i] as number, reason: whyNotKept[outcome] });
    });
    const kept = outcomes.filter((outcome) => outcome === 'kept').length;
    const lines = notKept.lines();
    const details = outcomes.map((outcome, i) => ({ row: rows[i], outcome }));
    result(self, { kept, rows: details }, () => [`${kept} of ${outcomes.length} kept`, ...lines].join('\n'));
    if (!notKept.empty) process.exitCode = 1;
  });
}

/** Throws CliFailure that tells every mistake. */
async function read(
  source: TableSource,
): Promise<{ readonly references: readonly PartnersReference[]; readonly rows: readonly number[] }> {
  const places = columns.map((column) => [column, source.headings.indexOf(column)] as const);
  const lacking = places.filter(([, index]) => index < 0).map(([column]) => column);
  if (lacking.length > 0) {
    throw new CliFailure(`${source.name} lacks columns: ${lacking.join(', ')}`, {
      code: 'csv_columns',
      details: [`headings of the file: ${source.headings.join(', ')}`],
    });
  }
  const findings = new Findings();
  const references: PartnersReference[] = [];
  const rows: number[] = [];
  for await (const { cells, number } of source.rows()) {
    const row = Object.fromEntries(
      places.map(([column, index]) => [column, cells[index] ?? '']),
    ) as unknown as PartnersReference;
    for (const column of columns) {
      const [is, form] = forms[column];
      if (!is(row[column])) findings.add({ row: number, column, reason: form });
    }
    references.push(row);
    rows.push(number);
  }
  if (findings.empty) return { references, rows };
  throw new CliFailure('the file has mistakes; nothing was sent', {
    code: 'csv_rows',
    details: findings.lines(),
  });
}
