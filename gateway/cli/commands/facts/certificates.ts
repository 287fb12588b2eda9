import { Option, type Command } from 'commander';
import type { Certification } from '../../../../chaincode/domain/records/index.js';
import { formatTime } from '../../../../chaincode/domain/time.js';
import { createClient, type Client, type RecordView } from '../../../sdk/client/index.js';
import { globals } from '../../frame/command.js';
import { CliFailure, usage } from '../../frame/failure.js';
import { writeNew } from '../../frame/new-file.js';
import { note, result } from '../../frame/output.js';
import { addSigning, signingClient, type SigningOptions } from '../../frame/signing.js';
import {
  certificatesText,
  conditions,
  conditionsOf,
  type Condition,
  type Issued,
} from './certificate-list.js';
import { renewalRows } from './renewal-rows.js';

interface Options extends SigningOptions {
  readonly only?: Condition;
  readonly within: string;
  readonly renewals?: string;
}

function daysGiven(text: string): number {
  const [, days] = /^(\d{1,4})d?$/.exec(text) ?? [];
  if (days === undefined) throw usage('--within: a number of days, such as 60d');
  return Number(days);
}

async function termOf(client: Client, { otherTerms, ...newest }: Issued): Promise<Certification> {
  const last = [newest, ...otherTerms].reduce((a, b) => (b.validUntil > a.validUntil ? b : a));
  const { value } = await client.get<RecordView>(`/v1/records/${last.record}`);
  if (!value.visible) throw notReadable(last.record);
  const { record } = value;
  if (record.kind === 'certification') return record;
  // A corrected term stands in the correction that took its place.
  if (record.kind === 'correction' && record.replacement?.kind === 'certification')
    return record.replacement as unknown as Certification;
  throw notReadable(last.record);
}

const notReadable = (record: string): CliFailure =>
  new CliFailure(`record ${record} is not a certification that can be read`, { code: 'not_a_certification' });

async function writeRenewals(path: string, client: Client, chosen: readonly Issued[]): Promise<void> {
  const terms: Certification[] = [];
  for (const one of chosen) terms.push(await termOf(client, one));
  await writeNew(path, renewalRows(terms, formatTime(Math.floor(Date.now() / 1000)).slice(0, 10)));
  note(`${path} has ${terms.length} rows; fill in validUntil, and state them: stl csv certification ${path}`);
}

export function certificates(program: Command): void {
  const command = program
    .command('certificates')
    .description('list the certificates you issued: valid, ending, expired, suspended, disputed')
    .argument('[issuer]', 'a certifier; you, if left out')
    .addOption(new Option('--only <condition>', 'list these alone').choices(conditions))
    .option('--within <days>', 'how long before its end a certificate is called ending', '60d')
    .option('--renewals <file>', 'write a spreadsheet of those that are ending or expired, to be filled in');
  addSigning(command).action(async (named: string | undefined, options: Options, self: Command) => {
    const days = daysGiven(options.within);
    const { client, as } =
      options.key === undefined
        ? { client: createClient({ url: globals(self).url }), as: options.as }
        : await signingClient(self, options);
    const issuer = named ?? as;
    if (issuer === undefined) throw usage('whose certificates? Name the issuer, or sign with --key');
    const all: Issued[] = [];
    for await (const one of client.list<Issued>(
      `/v1/participants/${encodeURIComponent(issuer)}/certificates`,
    ))
      all.push(one);
    const has = (wanted: Condition) => (one: Issued) => conditionsOf(one, days).includes(wanted);
    if (options.renewals !== undefined) {
      const chosen = all.filter((one) => has('ending')(one) || has('expired')(one));
      await writeRenewals(options.renewals, client, chosen);
    }
    const shown = options.only === undefined ? all : all.filter(has(options.only));
    const value = shown.map((one) => ({ ...one, conditions: conditionsOf(one, days) }));
    result(self, { issuer, certificates: value }, () => certificatesText(all, shown, days));
  });
}
