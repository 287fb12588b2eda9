import { expect } from 'chai';
import type { Action } from '../../chaincode/domain/consortium/action.js';
import type { Organisation } from '../../chaincode/domain/consortium/document.js';
import { Refusal } from '../../chaincode/domain/errors.js';
import { formatTime } from '../../chaincode/domain/time.js';
import { connectLedger } from '../../gateway/ledger/connect/connect.js';
import { LedgerError, type CommittedTransaction, type LedgerPort } from '../../gateway/ledger/port.js';
import { BatchQueue } from '../../gateway/services/write/batch-queue.js';
import { writeGatewayProfile } from '../../network/gateway-profile.js';
import type { OrganisationNode } from '../../network/topology.js';
import {
  newConsortium,
  newParticipant,
  newSigner,
  approvalOf,
  signProposal,
  type BatchOptions,
  type TestConsortium,
} from '../support/consortium.js';
import { fulfilmentRecord, orderRecord } from '../support/records.js';
import { whereFabricIsFound } from './programs.js';
import { temporaryNetwork } from './suite-network.js';

const clock = (): number => Math.floor(Date.now() / 1000);

whereFabricIsFound('batches that share a transaction on Fabric', () => {
  describe('batches that share a transaction on Fabric', () => {
    let consortium: TestConsortium;
    let remove: () => Promise<void>;
    let profile: string;

    before(async function () {
      consortium = newConsortium();
      const started = await temporaryNetwork();
      remove = started.remove;
      const { topology, layout } = started.network;
      const [first, second] = topology.organisations as [OrganisationNode, OrganisationNode];
      profile = writeGatewayProfile(first, topology, layout, { administrators: [first, second] });
      const ledger = await connectLedger({ adapter: 'fabric-gateway', profile });
      for (const organisation of consortium.document.organisations.slice(0, 2)) {
        const call = { name: 'InitConsortium', args: await approvalOf(consortium.document, organisation) };
        await ledger.submit(call, `admin:${organisation.mspId}`);
      }
      await ledger.close();
    });
    after(async function () {
      await remove?.();
    });

    const order = async (name: string, options: BatchOptions = {}): Promise<Uint8Array> => {
      const window = { iat: clock() - 5, exp: clock() + 600 };
      return (await consortium.signBatch('demo-platform', [orderRecord(name)], { ...window, ...options }))
        .bytes;
    };
    const dispatch = async (name: string): Promise<Uint8Array> => {
      const window = { iat: clock() - 5, exp: clock() + 600 };
      return (await consortium.signBatch('demo-carrier', [fulfilmentRecord(name)], window)).bytes;
    };
    const transactionsFrom = async (ledger: LedgerPort, from: number): Promise<CommittedTransaction[]> => {
      const height = await ledger.height();
      const found: CommittedTransaction[] = [];
      for await (const block of ledger.blocks(from, new AbortController().signal)) {
        found.push(...block.transactions);
        if (block.number + 1 >= height) return found;
      }
      return found;
    };
    const refusalOf = async (work: Promise<unknown>): Promise<string> => {
      const error: unknown = await work.then(
        () => expect.fail('was not refused'),
        (reason: unknown) => reason,
      );
      return error instanceof LedgerError && error.cause instanceof Refusal
        ? error.cause.code
        : String(error);
    };

    for (const adapter of ['fabric-network', 'fabric-gateway'] as const) {
      describe(`through ${adapter}`, () => {
        let ledger: LedgerPort;
        before(async function () {
          ledger = await connectLedger({ adapter, profile });
        });
        after(() => ledger?.close());

        it('takes the good ones in one transaction, in the order that their outcomes are told in', async function () {
          const from = await ledger.height();
          const queue = new BatchQueue(ledger);
          const names = Array.from({ length: 10 }, (_, n) => `${adapter}-${n}`);
          const good = await Promise.all([...names.map((name) => order(name)), ...names.map(dispatch)]);
          const bad = await order(`${adapter}-bad`, { signer: newSigner() });
          const sent = [...good, bad].map((bytes) => queue.submit(bytes));
          expect(await refusalOf(sent.pop() as Promise<unknown>)).to.equal('key_unknown');
          const taken = await Promise.all(sent);
          expect(taken.every(({ duplicate }) => !duplicate)).to.equal(true);

          const [shared, ...others] = (await transactionsFrom(ledger, from)).filter(({ writes }) =>
            writes.some(({ key }) => key.startsWith('batch/')),
          );
          expect(others).to.deep.equal([]);
          const written = (shared?.writes ?? []).filter(({ key }) => key.startsWith('batch/'));
          expect(written.map(({ key }) => key)).to.deep.equal(
            taken.map(({ batch }) => `batch/${batch}`).sort(),
          );
          for (const [index, { batch }] of taken.entries()) {
            const held = written.find(({ key }) => key === `batch/${batch}`)?.value ?? new Uint8Array();
            expect(Buffer.compare(held, good[index] as Uint8Array)).to.equal(0);
          }
        });

        it('takes each batch once, whichever transactions it is sent in at once', async function () {
          const from = await ledger.height();
          const batches = await Promise.all(
            Array.from({ length: 6 }, (_, n) => order(`${adapter}-twice-${n}`)),
          );
          const queues = [new BatchQueue(ledger), new BatchQueue(ledger)];
          const taken = await Promise.all(
            queues.flatMap((queue, i) =>
              (i === 0 ? batches : [...batches].reverse()).map((bytes) => queue.submit(bytes)),
            ),
          );
          expect(taken.filter(({ duplicate }) => !duplicate)).to.have.length(batches.length);
          const keys = (await transactionsFrom(ledger, from)).flatMap(({ writes }) =>
            writes.map(({ key }) => key).filter((key) => key.startsWith('batch/')),
          );
          expect(new Set(keys).size).to.equal(batches.length);
          expect(keys).to.have.length(batches.length);
        });

        it('refuses a taken batch under another signature, alone and among others', async function () {
          const content = `${adapter}-resigned`;
          const options = { jti: content, iat: clock() - 5, exp: clock() + 600 };
          const kid = consortium.signers.get('demo-platform')?.kid ?? '';
          const first = await order(content, options);
          const again = await order(content, options);
          const forged = await order(content, { ...options, signer: { ...newSigner(), kid } });
          const queue = new BatchQueue(ledger);
          await queue.submit(first);
          expect(await refusalOf(queue.submit(again))).to.equal('jti_conflict');
          const sent = [forged, first, again].map((bytes) => queue.submit(bytes));
          expect(await refusalOf(sent[0] as Promise<unknown>)).to.equal('signature_invalid');
          expect(await sent[1]).to.include({ duplicate: true });
          expect(await refusalOf(sent[2] as Promise<unknown>)).to.equal('jti_conflict');
        });

        it('takes the others where a key is revoked at the same time', async function () {
          const carrier = `race-${adapter.slice(7)}`;
          const signer = newSigner();
          const propose = async (seq: number, action: Action): Promise<unknown> => {
            const proposal = {
              ...{ ledger: consortium.ledger, seq, base: 0, action },
              expires: formatTime(clock() + 600),
            };
            const [platform] = consortium.document.organisations as [Organisation];
            return ledger.submit({ name: 'Propose', args: [await signProposal(platform, proposal)] });
          };
          await propose(1, {
            type: 'participant.register',
            participant: newParticipant(carrier, 'platform', ['carrier'], [signer]),
          });
          const kid = signer.kid;
          const revoked = propose(2, { type: 'key.revoke', id: carrier, kid, reason: 'compromised' });
          const options = { signer, iat: clock() - 5, exp: clock() + 600 };
          const racing = await consortium.signBatch(carrier, [fulfilmentRecord('race')], options);
          const queue = new BatchQueue(ledger);
          const others = await Promise.all(['a', 'b', 'c'].map((name) => order(`${adapter}-race-${name}`)));
          const sent = others.map((bytes) => queue.submit(bytes));
          const outcome = await queue.submit(racing.bytes).then(
            () => 'taken',
            (error: unknown) => refusalOf(Promise.reject(error as Error)),
          );
          expect(['taken', 'key_not_valid']).to.include(outcome);
          expect((await Promise.all(sent)).every(({ duplicate }) => !duplicate)).to.equal(true);
          await revoked;
          const late = await consortium.signBatch(carrier, [fulfilmentRecord('late')], options);
          expect(await refusalOf(queue.submit(late.bytes))).to.equal('key_not_valid');
        });
      });
    }
  });
});
