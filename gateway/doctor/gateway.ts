import type { Config } from '../data-dir/config.js';
import type { DataDir } from '../data-dir/data-dir.js';
import type { About, Answers, ToldEpoch } from './gateway-answers.js';
import { checkKeysInForce, type HeldKeys } from './keys.js';
import { fail, ok, warn, type Finding } from './finding.js';

/** Seconds by which two clocks may differ: requests are signed with a time, and a ledger refuses what is far from its own. */
const skewWarns = 5;
const skewFails = 60;
/** Seconds that organisations have to say their word on a Seal before somebody should look. */
const wordsWait = 600;

/** What the gateway that runs says of itself, and whether it is the one of this data directory. */
export async function* checkGateway(
  { about, clock, checkpoint, newest, ready }: Answers,
  config: Pick<Config, 'org' | 'witnesses'>,
  data: DataDir,
  held: HeldKeys | Error,
): AsyncGenerator<Finding> {
  for (const kind of ['reads', 'writes'] as const) {
    const { ok: isOk, detail } = ready[kind];
    yield isOk ? ok(kind, detail) : fail(kind, detail, `See docs/observability.md, "Readiness".`);
  }
  if (clock !== undefined) yield clockFinding('clock', "the gateway's clock", clock);
  if (about === undefined) {
    yield warn(
      'consortium',
      'the gateway is not ready to tell of the consortium',
      'Run this again once it is.',
    );
    return;
  }
  const { ledger } = await data.genesis();
  if (about.ledgerId !== ledger || about.org !== config.org) {
    yield fail(
      'consortium',
      `the gateway speaks for ${about.org} on ledger ${about.ledgerId}, the data directory is of ledger ${ledger} and STL_ORG is ${config.org}`,
      'Name the right gateway with --url, or the right directory with --data-dir and STL_ORG.',
    );
    return;
  }
  yield* checkKeysInForce(about, config.org, held);
  yield agreement(about, newest, config.org);
  yield witnesses(about, checkpoint, config);
}

export function clockFinding(check: string, whose: string, time: number): Finding {
  const skew = time - Math.floor(Date.now() / 1_000);
  if (Math.abs(skew) <= skewWarns) return ok(check, `${whose} and this one agree`);
  const detail = `${whose} is ${Math.abs(skew)} s ${skew > 0 ? 'ahead of' : 'behind'} this one`;
  const todo = 'Have both machines set their clocks by NTP: signatures with a wrong time are refused.';
  return Math.abs(skew) > skewFails ? fail(check, detail, todo) : warn(check, detail, todo);
}

function agreement({ k }: About, newest: ToldEpoch | undefined, org: string): Finding {
  const todo =
    'Ask those organisations whether their gateways run and are ready; see docs/fold.md where one dissents.';
  if (newest === undefined || newest.n === undefined) {
    return warn(
      'agreement',
      'nothing has been sealed yet',
      'Seal once facts are stated: stl seal --admin ORG',
    );
  }
  const { n, time, agree, dissent, silent } = newest;
  const names = (ids: readonly string[]): string => (ids.length === 0 ? 'nobody' : ids.join(', '));
  const detail = `${agree.length} organisations agree on epoch ${n} of ${time}, ${k} must; silent: ${names(silent)}`;
  if (dissent.length > 0) return fail('agreement', `${detail}; another result: ${names(dissent)}`, todo);
  const isLate = Date.now() / 1_000 - Date.parse(time) / 1_000 > wordsWait;
  if (isLate && agree.length < k) return fail('agreement', detail, todo);
  if (isLate && silent.includes(org))
    return fail('agreement', detail, 'This gateway has not cosigned: see its log.');
  return isLate && silent.length > 0 ? warn('agreement', detail, todo) : ok('agreement', detail);
}

function witnesses(
  { quorum, witnesses: known }: About,
  checkpoint: string | undefined,
  config: Pick<Config, 'witnesses'>,
): Finding {
  const todo =
    'Ask who runs them whether they run and reach this gateway; STL_WITNESSES has their addresses.';
  if (known.length === 0) return ok('witnesses', 'the trust list names none');
  if (config.witnesses.length === 0)
    return warn('witnesses', `the trust list names ${known.length}, and STL_WITNESSES none`, todo);
  const names = known.map((key) => key.slice(0, key.indexOf('+')));
  const lines = (checkpoint ?? '').split('\n');
  const seen = names.filter((name) => lines.some((line) => line.startsWith(`— ${name} `)));
  const detail = `${seen.length} of ${known.length} have cosigned the newest checkpoint, readers want ${quorum}`;
  return seen.length < quorum ? fail('witnesses', detail, todo) : ok('witnesses', detail);
}
