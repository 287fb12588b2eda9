import { ask, clockOf, reasonOf } from './ask.js';
import { ok, warn, type Finding } from './finding.js';
import { clockFinding } from './gateway.js';
import type { Answers } from './gateway-answers.js';

/** The gateways of the other organisations, as they are seen from here. Not one of them is ours to mend, so none fails. */
export async function* checkOthers({ about }: Answers, org: string): AsyncGenerator<Finding> {
  const others = (about?.organisations ?? []).filter(({ id }) => id !== org);
  for (const { id, url } of others) {
    const check = `other-${id}`;
    const todo = `Tell ${id}: epochs are agreed on only while enough gateways run.`;
    try {
      const answer = await ask(`${url.replace(/\/+$/, '')}/livez`);
      const clock = clockOf(answer);
      if (!answer.ok) yield warn(check, `${url} answers with status ${answer.status}`, todo);
      else if (clock === undefined) yield ok(check, `${url} answers`);
      else yield mild(clockFinding(check, `the clock of ${url}`, clock));
    } catch (error) {
      yield warn(check, `${url} cannot be reached from here: ${reasonOf(error)}`, todo);
    }
  }
}

const mild = (finding: Finding): Finding =>
  finding.state === 'fail' ? { ...finding, state: 'warn' } : finding;
