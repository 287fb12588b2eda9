import type { Command } from 'commander';
import type { Participant } from '../../../../chaincode/domain/consortium/participant.js';
import { createClient } from '../../../sdk/client/index.js';
import { globals } from '../../frame/command.js';
import { result, table } from '../../frame/output.js';

function cells({ id, org, roles, status, keys }: Participant): string[] {
  const live = keys.filter(({ revoked }) => revoked === undefined).length;
  const revoked = keys.length - live;
  return [id, org, roles.join(', '), status, `${live}${revoked > 0 ? ` (${revoked} revoked)` : ''}`];
}

export function participants(program: Command): void {
  program
    .command('participants')
    .description('list who may state facts')
    .action(async (_options: object, self: Command) => {
      const all: Participant[] = [];
      for await (const one of createClient({ url: globals(self).url }).list<Participant>('/v1/participants'))
        all.push(one);

      result(self, all, () =>
        table([['participant', 'organisation', 'roles', 'status', 'keys'], ...all.map(cells)]),
      );
    });
}
