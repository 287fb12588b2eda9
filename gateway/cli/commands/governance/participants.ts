import type { Command } from 'commander';
import type { Participant } from '../../../../chaincode/domain/consortium/participant.js';
import { parseTime } from '../../../../chaincode/domain/time.js';
import { createClient } from '../../../sdk/client/index.js';
import { globals } from '../../frame/command.js';
import { daysGiven, endingText, endingWithin } from './ending-list.js';
import { standingText } from './ending-text.js';
import { result, table } from '../../frame/output.js';

function keysText(keys: Participant['keys'], now: number): string {
  const revoked = keys.filter((key) => key.revoked !== undefined).length;
  const ended = keys.filter(
    (key) => key.revoked === undefined && now > (parseTime(key.notAfter) ?? 0),
  ).length;
  const rest = [...(ended > 0 ? [`${ended} ended`] : []), ...(revoked > 0 ? [`${revoked} revoked`] : [])];
  const live = String(keys.length - ended - revoked);
  return rest.length === 0 ? live : `${live} (${rest.join(', ')})`;
}

function cells(participant: Participant, now: number): string[] {
  const { id, org, roles, keys } = participant;
  const { ends, status } = standingText(participant, now);
  return [id, org, roles.join(', '), status, keysText(keys, now), ends];
}

export function participants(program: Command): void {
  program
    .command('participants')
    .description('list who may state facts')
    .option('--ending [days]', 'list what ends within so many days (30d) instead, with what renews it')
    .action(async ({ ending }: { readonly ending?: string | true }, self: Command) => {
      const days = ending === undefined ? undefined : daysGiven(ending);
      const all: Participant[] = [];
      for await (const one of createClient({ url: globals(self).url }).list<Participant>('/v1/participants'))
        all.push(one);

      const now = Math.floor(Date.now() / 1000);
      if (days !== undefined) {
        const endings = endingWithin(all, days, now);
        return result(self, endings, () => endingText(endings, days));
      }
      result(self, all, () =>
        table([
          ['participant', 'organisation', 'roles', 'status', 'keys', ''],
          ...all.map((one) => cells(one, now)),
        ]),
      );
    });
}
