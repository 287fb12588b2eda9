import { createHash } from 'node:crypto';
import { canonicalText } from '../../../chaincode/domain/canonical.js';
import { CliFailure } from '../frame/failure.js';
import { parseForeign } from '../frame/foreign-json.js';
import type { EpcisMap } from './epcis-map.js';
import { readEvents } from './event-list.js';
import type { EventFindings } from './event-findings.js';
import { readEvent, type EpcisEvent } from './event.js';
import { statementOf, type Statement } from './statement.js';

export interface NumberedStatement {
  /** The event's id; of one that has none, a hash of what it says. */
  readonly key: string;
  /** For a person: `events.json, event 12`. */
  readonly place: string;
  readonly statement: Statement;
}

/**
 * What events of documents state, in their order. `findings`: where mistakes and what has no counterpart is told, once; a later pass
 * over the same files leaves them out without a word. Throws CliFailure for a document that cannot be read at all.
 */
export async function* readStatements(
  files: readonly string[],
  { ledger, map }: { readonly ledger: string; readonly map: EpcisMap },
  findings?: EventFindings,
): AsyncGenerator<NumberedStatement> {
  for (const file of files) {
    for await (const { number, text } of readEvents(file)) {
      const place = `${file}, event ${number}`;
      const read = readText(text);
      if ('findings' in read) {
        for (const reason of read.findings) findings?.add(place, reason);
        continue;
      }
      const said = statementOf(read.event, map, ledger);
      if ('findings' in said) {
        for (const reason of said.findings) findings?.add(place, reason);
      } else if ('leftOut' in said) {
        findings?.leaveOut(place, said.leftOut);
      } else {
        const key = keyOf(read.event);
        if (key === undefined) {
          findings?.add(place, 'it has no eventID, and a number or a character that has no one form');
          continue;
        }
        findings?.take(said.statement);
        yield { key, place, statement: said.statement };
      }
    }
  }
}

/** Of a document with many mistakes, all are told: one event that is no JSON must not hide the others'. */
function readText(text: string): ReturnType<typeof readEvent> {
  try {
    return readEvent(parseForeign(text, 'it'));
  } catch (error) {
    if (error instanceof CliFailure) return { findings: [error.message] };
    throw error;
  }
}

/**
 * A copy that declares the event to be in error says the same but for that, and for when it was recorded (EPCIS 2.0, section
 * 7.4.1.2): without an id, only so can it be found again. Undefined where it holds what RFC 8785 refuses, such as 1e400.
 */
function keyOf(event: EpcisEvent): string | undefined {
  if (event.eventID !== undefined) return event.eventID;
  const said = Object.entries(event).filter(([member]) => !ofTheCopy.has(member));
  try {
    const text = canonicalText(said.sort(([a], [b]) => (a < b ? -1 : 1)));
    return `hash:${createHash('sha256').update(text).digest('base64url')}`;
  } catch {
    return undefined;
  }
}

const ofTheCopy: ReadonlySet<string> = new Set(['errorDeclaration', 'recordTime', '@context']);
