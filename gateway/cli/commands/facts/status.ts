import { Argument, Option, type Command } from 'commander';
import { CertificationStatus } from '../../../../chaincode/domain/records/certification-status.js';
import type { FactRecord } from '../../../../chaincode/domain/records/index.js';
import { formatTime } from '../../../../chaincode/domain/time.js';
import { createClient } from '../../../sdk/client/index.js';
import { certificateText, findCertificate } from './certificate.js';
import { globals } from '../../frame/command.js';
import { usage } from '../../frame/failure.js';
import { result } from '../../frame/output.js';
import { addSigning, signingClient, type SigningOptions } from '../../frame/signing.js';
import { stateRecord, stated } from './state-record.js';

const changes = { revoke: 'revoked', suspend: 'suspended', reinstate: 'reinstated' } as const;
const reasons = (CertificationStatus.properties.reason as unknown as { enum: readonly string[] }).enum;

interface Options extends SigningOptions {
  readonly reason?: string;
  readonly seller?: string;
  readonly at?: string;
  readonly yes: boolean;
}

async function show(named: string, { seller }: Options, self: Command): Promise<void> {
  const client = createClient({ url: globals(self).url });
  const certificate = await findCertificate(client, named, seller, undefined);
  result(self, certificate, () => certificateText(certificate));
}

export function status(program: Command): void {
  const command = program
    .command('status')
    .description('show a certificate, or revoke, suspend or reinstate one that you issued')
    .argument('<certificate>', 'the record id of the certification, or the certificate number with --seller')
    .addArgument(new Argument('[change]', 'what happens to it').choices(Object.keys(changes)))
    .addOption(new Option('--reason <reason>', 'why it changes').choices(reasons))
    .option('--seller <seller>', 'whose certificate it is')
    .option('--at <time>', 'since when, as 2027-12-31T23:59:59Z; now if left out')
    .option('--yes', 'sign without being asked', false);
  addSigning(command).action(
    async (named: string, change: keyof typeof changes | undefined, options: Options, self: Command) => {
      if (change === undefined) return show(named, options, self);
      if (options.reason === undefined) throw usage(`--reason is missing: one of ${reasons.join(', ')}`);
      const signing = await signingClient(self, options);
      const { certificate, seller } = await findCertificate(
        signing.client,
        named,
        options.seller,
        signing.as,
      );
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
