import { statementJudge } from '../../../chaincode/domain/batch/check.js';
import { certifierStates } from '../../../chaincode/domain/certificates/certifiers.js';
import { certificatesOn } from '../../../chaincode/domain/certificates/standing.js';
import type { ConsortiumState } from '../../../chaincode/domain/consortium/document.js';
import type { Participant } from '../../../chaincode/domain/consortium/participant.js';
import { Refusal, type Defect } from '../../../chaincode/domain/errors.js';
import { endsByItself } from '../../../chaincode/domain/fold/flag-codes.js';
import { certification } from '../../../chaincode/domain/fold/kinds/certification.js';
import type { Outlook as Judged } from '../../../chaincode/domain/fold/outlook.js';
import { speakerOf } from '../../../chaincode/domain/fold/speaker.js';
import { stateRecords } from '../../../chaincode/domain/fold/fold-records.js';
import type { RecordOutlook } from '../../../chaincode/domain/fold/record-outlook.js';
import { assertActive } from '../../../chaincode/domain/participants/standing.js';
import type { FactRecord } from '../../../chaincode/domain/records/index.js';
import { recordDefects } from '../../../chaincode/domain/records/validate.js';
import { dayOf, daySeconds } from '../../../chaincode/domain/time.js';
import type { Queries } from '../../projection/port.js';
import type { Caller } from '../common/caller.js';
import type { Clock } from '../common/ports.js';
import { ServiceError } from '../common/service-error.js';
import { Turns } from '../common/turns.js';
import { requireResource } from './visibility.js';

/** Who would state something, and when. */
interface Supposed {
  readonly participant: Participant;
  readonly consortium: ConsortiumState;
  /** Seconds. */
  readonly time: number;
}

type OutlookQueries = Pick<Queries, 'consortium' | 'foldVersion' | 'outlook' | 'unready'>;

/** Tells a participant what would become of records, before it signs them. Nothing of it is kept. */
export class Outlook {
  readonly #queries: OutlookQueries;
  readonly #now: Clock;

  constructor(queries: OutlookQueries, now: Clock) {
    this.#queries = queries;
    this.#now = now;
  }

  /** Of what has the form of records or not: one for each, in their order, as if they came one after the other. Throws ServiceError. */
  async of(
    caller: Caller,
    records: readonly Readonly<Record<string, unknown>>[],
  ): Promise<readonly RecordOutlook[]> {
    requireResource(caller, 'outlook');
    const consortium = this.#queries.consortium();
    if (caller.type !== 'participant' || consortium === undefined)
      throw unavailable('No consortium is folded here yet.');
    const supposed = { participant: caller.participant, consortium, time: this.#now() };
    // 500 records would keep all others waiting.
    const turns = new Turns();
    const refusals = await this.#refusals(records, supposed, turns);
    const outlooks = refusals.map((found): RecordOutlook => ({ refused: found.map(publicDefect) }));
    // What is refused would never be there for the others.
    const taken = refusals.flatMap((found, i) => (found.length === 0 ? [i] : []));
    const facts = taken.map((i) => records[i] as unknown as FactRecord);
    const judging = this.#queries.outlook(supposed.participant, supposed.time, facts);
    let step = judging.next();
    for (; step.done !== true; step = judging.next()) if (turns.isOver) await turns.next();
    const unready = this.#queries.unready();
    // What is folded anew meanwhile is empty at first: orders would seem to be missing.
    if (unready !== undefined) throw unavailable(unready);
    step.value.forEach((flag, i) => {
      const outlook = flag === undefined ? counting(facts[i] as FactRecord, supposed) : idle(flag, taken);
      outlooks[taken[i] as number] = outlook;
    });
    return outlooks;
  }

  async #refusals(
    records: readonly Readonly<Record<string, unknown>>[],
    { consortium, participant, time }: Supposed,
    turns: Turns,
  ): Promise<readonly (readonly Defect[])[]> {
    try {
      assertActive(participant, consortium, time);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return records.map(() => error.defects);
    }
    const version = this.#queries.foldVersion();
    const judge = statementJudge(participant, consortium, time);
    const refusals: (readonly Defect[])[] = [];
    for (const record of records) {
      if (turns.isOver) await turns.next();
      const found = recordDefects(record, version);
      refusals.push(found.length > 0 ? found : judge(record as unknown as FactRecord));
    }
    return refusals;
  }
}

const unavailable = (message: string): ServiceError =>
  new ServiceError('projection_unavailable', message, { retryAfter: 5 });

const publicDefect = ({ code, pointer, reason }: Defect): Pick<Defect, 'code' | 'reason' | 'pointer'> => ({
  code,
  reason,
  ...(pointer === undefined ? {} : { pointer }),
});

/** `taken`: the place of each record that was judged among all that were given. */
function idle({ among, because: flag, by }: NonNullable<Judged>, taken: readonly number[]): RecordOutlook {
  return {
    counts: false,
    flag,
    ...(by === undefined ? {} : { by }),
    ...(among === undefined ? {} : { among: taken[among] as number }),
    final: !endsByItself[flag],
  };
}

/** A certificate that is taken for a fact may still be one that no score counts today. */
function counting(record: FactRecord, { consortium, participant, time }: Supposed): RecordOutlook {
  if (record.kind !== 'certification') return { counts: true };
  const [stated] = stateRecords('', [0, 0, 0], speakerOf(participant), time, [record]);
  if (stated === undefined) return { counts: true };
  const { entry } = certification.body(record, stated);
  const term = { ...entry, number: 0, status: [] };
  const certifiers = certifierStates([participant], consortium);
  const standing = certificatesOn([term], certifiers, dayOf(time) * daySeconds)[0]?.standing;
  return standing === undefined || standing === 'valid'
    ? { counts: true }
    : { counts: true, certificate: standing };
}
