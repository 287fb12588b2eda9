import type { Command } from 'commander';
import type { Action } from '../../../../chaincode/domain/consortium/action.js';
import type { Participant, ParticipantKey } from '../../../../chaincode/domain/consortium/participant.js';
import {
  clockToleranceSeconds,
  daySeconds,
  formatTime,
  parseTime,
} from '../../../../chaincode/domain/time.js';
import type { NamedPublicJwk, ProposalView } from '../../../sdk/client/index.js';
import { CliFailure, usage } from '../../frame/failure.js';
import { proposeAction, type Administrator } from '../../frame/governing.js';
import { untilTime } from '../../frame/until.js';
import { openProposal } from './open-proposal.js';
import { keyDaysMax } from './spans.js';

/** `--key-valid-until`, for every command that registers a key. */
export const addKeyUntil = (command: Command): Command =>
  command.option(
    '--key-valid-until <date>',
    'last day of the key; without it a year, or its holder’s own end',
  );

/**
 * A key as it is registered: from now on, until the given day, a year long, or until its holder's own end. `latest`: RFC 3339.
 * Throws CliFailure for a day that is no such day.
 */
export function newKey(
  { alg, kid, ...jwk }: NamedPublicJwk,
  { latest, until }: { readonly latest?: string | undefined; readonly until?: string | undefined } = {},
): ParticipantKey {
  const now = Math.floor(Date.now() / 1000);
  const option = '--key-valid-until';
  const wanted = until === undefined ? undefined : untilTime(until, now, { option, daysMax: keyDaysMax });
  if (wanted !== undefined && latest !== undefined && wanted > latest) {
    throw usage(
      `${option}: the registration ends before, on ${latest.slice(0, 10)}; "stl renew" extends that`,
    );
  }
  const end = Math.min(
    (latest === undefined ? undefined : parseTime(latest)) ?? Infinity,
    now + keyDaysMax * daySeconds,
  );
  // A clock that runs ahead must not make the key useless for its first minutes.
  const notBefore = formatTime(now - clockToleranceSeconds);
  return { kid, alg, jwk, notBefore, notAfter: wanted ?? formatTime(end) };
}

/**
 * Registers the new key from now on, unless it is there already. Returns the proposal that still needs other
 * organisations: a stolen admin key alone must not be able to put a thief's key in place. Throws CliFailure where the
 * registration has ended.
 */
export async function registerKey(
  admin: Administrator,
  id: string,
  named: NamedPublicJwk,
  until?: string,
): Promise<ProposalView | undefined> {
  const path = `/v1/participants/${encodeURIComponent(id)}`;
  const { keys, validUntil } = (await admin.client.get<Participant>(path)).value;
  if (keys.some(({ kid }) => kid === named.kid)) return undefined;
  if (Date.now() > (parseTime(validUntil) ?? 0) * 1000) {
    throw new CliFailure(`the registration of ${id} ended on ${validUntil.slice(0, 10)}: no key could sign`, {
      code: 'issuer_not_active',
      details: [`Have the consortium extend it: stl renew ${id} --admin ${admin.org}`],
    });
  }
  const key = newKey(named, { latest: validUntil, until });
  const isSame = (action: Action): boolean =>
    action.type === 'key.register' && action.id === id && action.key.kid === key.kid;
  const view =
    (await openProposal(admin.client, isSame)) ??
    (await proposeAction(admin, { type: 'key.register', id, key }));
  return view.status === 'executed' ? undefined : view;
}
