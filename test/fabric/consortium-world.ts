import { expect } from 'chai';
import type { Refusal } from '../../chaincode/domain/errors.js';
import type { Action } from '../../chaincode/domain/consortium/action.js';
import type { FactRecord } from '../../chaincode/domain/records/index.js';
import { formatTime, hourSeconds } from '../../chaincode/domain/time.js';
import { connectLedger } from '../../gateway/ledger/connect/connect.js';
import { LedgerError, type LedgerPort, type TransactionCall } from '../../gateway/ledger/port.js';
import type { Organisation } from '../../chaincode/domain/consortium/document.js';
import { writeFoundingProfile, writeGatewayProfile } from '../../network/gateway-profile.js';
import {
  newConsortium,
  signApproval,
  signProposal,
  type BatchOptions,
  type TestConsortium,
} from '../support/consortium.js';
import { orderRecord } from '../support/records.js';
import { temporaryNetwork, type TemporaryNetwork } from './suite-network.js';

export const clock = (): number => Math.floor(Date.now() / 1000);

export const parsed = (text: string): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>;

/** What the chaincode said; fails where the call was not refused. */
export async function refusal(call: Promise<unknown>): Promise<Refusal> {
  const error: unknown = await call.then(
    () => expect.fail('was not refused'),
    (reason: unknown) => reason,
  );
  expect(error).to.be.instanceOf(LedgerError).with.property('code', 'refused');
  return (error as LedgerError).cause as Refusal;
}

/** A network with the real chaincode, not yet a consortium, and a ledger port for each organisation. */
export class ConsortiumWorld {
  #seq = 0;

  private constructor(
    readonly consortium: TestConsortium,
    readonly started: TemporaryNetwork,
    readonly profiles: readonly string[],
    readonly ledgers: readonly LedgerPort[],
    /** As the ledgers, with the identity of each organisation's administrator. */
    readonly founders: readonly LedgerPort[],
  ) {}

  /** Platform and payments speak over fabric-network, the certifier over fabric-gateway. */
  static async start(): Promise<ConsortiumWorld> {
    const started = await temporaryNetwork();
    const { topology, layout } = started.network;
    const connected = (profiles: readonly string[]): Promise<LedgerPort[]> =>
      Promise.all(
        profiles.map((profile, index) =>
          connectLedger({ adapter: index === 1 ? 'fabric-gateway' : 'fabric-network', profile }),
        ),
      );
    const profiles = topology.organisations.map((org) => writeGatewayProfile(org, topology, layout));
    const founding = topology.organisations.map((org) => writeFoundingProfile(org, topology, layout));
    const [ledgers, founders] = [await connected(profiles), await connected(founding)];
    return new ConsortiumWorld(newConsortium(), started, profiles, ledgers, founders);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.ledgers, ...this.founders].map((ledger) => ledger.close()));
    await this.started.remove();
  }

  /** A batch of demo-platform as a call, signed a moment ago unless told otherwise. */
  async batch(
    records: readonly FactRecord[] = [orderRecord('one')],
    options: BatchOptions = {},
  ): Promise<TransactionCall> {
    const iat = clock() - 5;
    const { bytes } = await this.consortium.signBatch('demo-platform', records, {
      iat,
      exp: iat + 600,
      ...options,
    });
    return { name: 'SubmitBatch', args: [], transient: { batch: bytes } };
  }

  organisation(id: string): Organisation {
    const found = this.consortium.document.organisations.find((one) => one.id === id);
    if (found === undefined) throw new Error(`no organisation ${id}`);
    return found;
  }

  /** A proposal that the platform's administrator signed. */
  async proposal(action: Action): Promise<TransactionCall> {
    const { ledger } = this.consortium;
    const document = {
      ledger,
      seq: (this.#seq += 1),
      base: 0,
      action,
      expires: formatTime(clock() + hourSeconds),
    };
    return { name: 'Propose', args: [await signProposal(this.organisation('platform'), document)] };
  }

  /** An approval that an organisation's administrator signed. */
  async approval(org: string, id: string): Promise<TransactionCall> {
    const { ledger } = this.consortium;
    return { name: 'Approve', args: [await signApproval(this.organisation(org), ledger, id)] };
  }
}
