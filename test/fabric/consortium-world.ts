import { expect } from 'chai';
import { canonicalText } from '../../chaincode/domain/canonical.js';
import type { Refusal } from '../../chaincode/domain/errors.js';
import type { Action } from '../../chaincode/domain/consortium/action.js';
import type { FactRecord } from '../../chaincode/domain/records/index.js';
import { formatTime, hourSeconds } from '../../chaincode/domain/time.js';
import { connectLedger } from '../../gateway/ledger/connect/connect.js';
import { LedgerError, type LedgerPort, type TransactionCall } from '../../gateway/ledger/port.js';
import { writeGatewayProfile } from '../../network/gateway-profile.js';
import { newConsortium, type BatchOptions, type TestConsortium } from '../support/consortium.js';
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
  ) {}

  /** Platform and payments speak over fabric-network, the certifier over fabric-gateway. */
  static async start(): Promise<ConsortiumWorld> {
    const started = await temporaryNetwork();
    const { topology, layout } = started.network;
    const profiles = topology.organisations.map((org) => writeGatewayProfile(org, topology, layout));
    const ledgers = await Promise.all(
      profiles.map((profile, index) =>
        connectLedger({ adapter: index === 1 ? 'fabric-gateway' : 'fabric-network', profile }),
      ),
    );
    return new ConsortiumWorld(newConsortium(), started, profiles, ledgers);
  }

  async stop(): Promise<void> {
    await Promise.all(this.ledgers.map((ledger) => ledger.close()));
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

  proposal(action: Action): TransactionCall {
    const { ledger } = this.consortium;
    const document = {
      ledger,
      seq: (this.#seq += 1),
      base: 0,
      action,
      expires: formatTime(clock() + hourSeconds),
    };
    return { name: 'Propose', args: [canonicalText(document)] };
  }
}
