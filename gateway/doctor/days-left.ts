import { daySeconds } from '../../chaincode/domain/time.js';
import { fail, ok, warn, type Finding } from './finding.js';

/** A thing that ends; `what` names it, `todo` says how it is renewed. */
export function daysLeft(check: string, what: string, end: Date, todo: string): Finding {
  const days = Math.floor((end.getTime() - Date.now()) / 1_000 / daySeconds);
  const when = end.toISOString().slice(0, 10);
  if (days < 0) return fail(check, `${what} has ended on ${when}`, todo);
  const detail = `${what} ends on ${when}, in ${days} days`;
  if (days <= 7) return fail(check, detail, todo);
  return days <= 30 ? warn(check, detail, todo) : ok(check, detail);
}
