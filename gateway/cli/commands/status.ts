import { Argument, Option, type Command } from 'commander';
import { CertificationStatus } from '../../../chaincode/domain/records/certification-status.js';
import type { FactRecord } from '../../../chaincode/domain/records/index.js';
import { formatTime } from '../../../chaincode/domain/time.js';
import type { Client, RecordView } from '../../client/index.js';
import { CliFailure, usage } from '../failure.js';
import { result } from '../output.js';
import { addSigning, signingClient, type SigningOptions } from '../signing.js';
import { stateRecord, stated } from '../state-record.js';

const changes = { revoke: 'revoked', suspend: 'suspended', reinstate: 'reinstated' } as const;
const reasons = (CertificationStatus.properties.reason as unknown as { enum: readonly string[] }).enum;

interface Options extends SigningOptions {
  readonly reason: string;
  readonly seller?: string;
  readonly at?: string;
  readonly yes: boolean;
}

const isRecordId = (text: string): boolean => /^[A-Za-z0-9_-]{43}\.[0-9]{1,4}$/.test(text);

/** The certificate by the record id that stated it, or by its number and seller. */
async function find(client: Client, named: string, seller: string | undefined): Promise<[string, string]> {
  if (!isRecordId(named)) {
    if (seller !== undefined) return [seller, named];
    throw usage('--seller is missing: a certificate number alone does not say whose certificate it is');
  }
  const { value } = await client.get<RecordView>(`/v1/records/${named}`);
  if (!value.visible || value.record.kind !== 'certification') {
    throw new CliFailure('this record is not a certification', { code: 'not_a_certification' });
  }
  return [value.record.seller, value.record.certificate];
}

export function status(program: Command): void {
  const command = program
    .command('status')
    .description('revoke, suspend or reinstate a certificate you issued')
    .argument('<certificate>', 'the record id of the certification, or the certificate number with --seller')
    .addArgument(new Argument('<change>', 'what happens to it').choices(Object.keys(changes)))
    .addOption(new Option('--reason <reason>', 'why').choices(reasons).makeOptionMandatory())
    .option('--seller <seller>', 'whose certificate it is')
    .option('--at <time>', 'since when, as 2027-12-31T23:59:59Z; now if left out')
    .option('--yes', 'sign without being asked', false);
  addSigning(command).action(
    async (named: string, change: keyof typeof changes, options: Options, self: Command) => {
      const signing = await signingClient(self, options);
      const [seller, certificate] = await find(signing.client, named, options.seller);
      const record = {
        kind: 'certification-status',
        seller,
        certificate,
        at: options.at ?? formatTime(Math.floor(Date.now() / 1000)),
        status: changes[change],
        reason: options.reason,
      } as FactRecord;
      const done = await stateRecord(signing, record, options.yes);
      result(self, done, () => stated(done));
    },
  );
}
