import type { Command } from 'commander';
import { canonicalText } from '../../../../chaincode/domain/canonical.js';
import type { Action } from '../../../../chaincode/domain/consortium/action.js';
import type { Accreditation, Participant } from '../../../../chaincode/domain/consortium/participant.js';
import { termsOf } from '../../../../chaincode/domain/participants/ends.js';
import { daySeconds, formatTime, parseTime } from '../../../../chaincode/domain/time.js';
import { CliFailure } from '../../frame/failure.js';
import {
  addGoverning,
  administrator,
  proposalText,
  proposeAction,
  type GoverningOptions,
} from '../../frame/governing.js';
import { result } from '../../frame/output.js';
import { untilTime } from '../../frame/until.js';
import { openProposal } from './open-proposal.js';
import { registrationDaysMax, renewalDays } from './spans.js';

interface Options extends GoverningOptions {
  readonly until?: string;
  readonly accreditationUntil?: string;
}

type Update = Extract<Action, { type: 'participant.update' }>;

/** The accreditations that are the last of a scheme and end before go on; the others stay as they were. */
function extended(all: readonly Accreditation[], until: string): Accreditation[] {
  const isLastOf = (one: Accreditation, scheme: string): boolean =>
    all.every((other) => !other.schemes.includes(scheme) || other.until <= one.until);
  return all.map((one) =>
    one.until < until && one.schemes.some((scheme) => isLastOf(one, scheme)) ? { ...one, until } : one,
  );
}

/** What is to hold on, by one proposal. Throws CliFailure for what would hold shorter than it does. */
function renewal(participant: Participant, options: Options, now: number): Update {
  const { accreditation, id, validUntil } = participant;
  const daysMax = registrationDaysMax;
  const later = (before: string, option: string, text: string): string => {
    const until = untilTime(text, now, { option, daysMax });
    if (until > before) return until;
    throw new CliFailure(`${option}: ${id} has ${before.slice(0, 10)} already; a renewal only extends`, {
      code: 'nothing_to_renew',
    });
  };
  const standard = formatTime(
    Math.min(
      Math.max(now, parseTime(validUntil) ?? 0) + renewalDays * daySeconds,
      now + daysMax * daySeconds,
    ),
  );
  const change: Pick<Update, 'accreditation' | 'validUntil'> = {};
  if (options.until !== undefined || options.accreditationUntil === undefined)
    change.validUntil = later(validUntil, '--until', options.until ?? standard);
  if (options.accreditationUntil !== undefined) {
    const ending = termsOf(participant).find(({ what }) => what === 'accreditation');
    if (ending === undefined)
      throw new CliFailure(`${id} has no accreditation that could be renewed`, { code: 'nothing_to_renew' });
    const until = later(ending.at, '--accreditation-until', options.accreditationUntil);
    change.accreditation = extended(accreditation, until);
  }
  return { type: 'participant.update', id, ...change };
}

export function renew(program: Command): void {
  const command = program
    .command('renew')
    .description('extend a participant’s registration or accreditation before it ends')
    .argument('<participant>', 'participant id')
    .option('--until <date>', 'last day of the registration; without it, a year more than now')
    .option('--accreditation-until <date>', 'last day of its accreditations, each the last of a scheme');
  addGoverning(command).action(async (id: string, options: Options, self: Command) => {
    const admin = await administrator(self, options);
    const { value: participant } = await admin.client.get<Participant>(
      `/v1/participants/${encodeURIComponent(id)}`,
    );
    if (participant.status === 'ended') {
      throw new CliFailure(`${id} was ended for good: register another participant`, {
        code: 'issuer_not_active',
      });
    }
    const action = renewal(participant, options, Math.floor(Date.now() / 1000));
    const isSame = (other: Action): boolean =>
      other.type === action.type && canonicalText(other) === canonicalText(action);
    const view = (await openProposal(admin.client, isSame)) ?? (await proposeAction(admin, action));
    result(self, { participant: id, action, proposal: view }, () =>
      [
        ...(action.validUntil === undefined ? [] : [`${id} is to be registered until ${action.validUntil}.`]),
        ...(action.accreditation === undefined
          ? []
          : [`${id} is to be accredited until ${options.accreditationUntil}.`]),
        ...(view.status === 'open'
          ? ['No organisation can extend this alone: the consortium answers for who may state facts.']
          : []),
        proposalText(view),
      ].join('\n'),
    );
  });
}
