import type { FactRecord } from '../../chaincode/domain/records/index.js';
import { formatTime, daySeconds, hourSeconds } from '../../chaincode/domain/time.js';
import type { SeededRandom } from './random.js';

/** The participants of the demo that state facts. */
export type DemoIssuer =
  | 'demo-platform'
  | 'demo-carrier'
  | 'demo-express'
  | 'demo-customs'
  | 'demo-certifier'
  | 'demo-inspector'
  | 'demo-pay'
  | 'demo-arbiter'
  | 'demo-seller';

/** A fact that points at an earlier record, whose id is known only once that record's batch is signed. */
export interface FollowUp {
  readonly issuer: DemoIssuer;
  readonly about: FactRecord;
  readonly make: (recordId: string) => FactRecord;
}

/** What is told of one seller: facts, then those that refer to facts. Facts after the end have not happened yet. */
export class Story {
  readonly facts: { readonly issuer: DemoIssuer; readonly record: FactRecord }[] = [];
  readonly followUps: FollowUp[] = [];

  constructor(
    readonly seller: string,
    /** Ordinal of the seller, for made-up numbers. */
    readonly index: number,
    readonly country: string,
    readonly random: SeededRandom,
    /** The last moment of the story, a whole hour in seconds since the epoch. */
    readonly end: number,
  ) {}

  /** States a fact, unless it lies after the end. */
  tell<R extends FactRecord>(issuer: DemoIssuer, at: number, record: R): R | undefined {
    if (at > this.end) return undefined;
    this.facts.push({ issuer, record });
    return record;
  }

  /** States a fact about an earlier one, unless either lies after the end. */
  tellAbout(
    issuer: DemoIssuer,
    at: number,
    about: FactRecord | undefined,
    make: (recordId: string) => FactRecord,
  ): void {
    if (about && at <= this.end) this.followUps.push({ issuer, about, make });
  }
}

/** What the marketplace calls the seller of a number. */
export const shopName = (index: number): string => `shop-${String(index).padStart(4, '0')}`;

export { daySeconds as day, hourSeconds as hour };
export const time = formatTime;
