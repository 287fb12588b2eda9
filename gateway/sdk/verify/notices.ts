import { isInForce, type TrustedConsortium } from './trust.js';
import type { BadgeContent, Finding } from './verdict.js';
import { quorumNotice } from './witnessed.js';

/** What a reader should know of a badge that holds. */
export function noticesOf(
  { absent, aggregate, consortium, issuer, quorum, subject, witnessed }: BadgeContent,
  trust: TrustedConsortium,
  codeFrom: string | undefined,
): Finding[] {
  const { demo, shiftedDays } = consortium.parameters;
  const notices: Finding[] = [];
  const say = (holds: boolean, code: string, reason: string): unknown =>
    holds && notices.push({ code, reason });
  say(
    demo,
    'demo',
    'a demonstration: its facts are not stated by real parties, and its organisations are not independent',
  );
  say(shiftedDays !== undefined, 'shifted', `its history was moved by ${shiftedDays ?? 0} days`);
  say(absent.length > 0, 'not_unanimous', `not signed by ${absent.join(', ')}`);
  const tooFew = quorumNotice(witnessed.length, { quorum });
  say(tooFew !== undefined, 'quorum_not_reached', tooFew ?? '');
  say(
    !isInForce(trust, consortium),
    'trust_differs',
    'its organisations or their keys are not those of the trust list: one of the two is out of date',
  );
  say(
    subject.provisional,
    'provisional',
    'little is known of the seller yet: the score may still move a lot',
  );
  say(aggregate.uncontested !== undefined, 'contested', 'some of the facts behind it are contested');
  say(
    codeFrom !== undefined && [issuer.id, issuer.url].includes(codeFrom),
    'code_from_issuer',
    'the program that checked it came from the organisation that issued it',
  );
  return notices;
}
