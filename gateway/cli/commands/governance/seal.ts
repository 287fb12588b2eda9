import { setTimeout as after } from 'node:timers/promises';
import type { Command } from 'commander';
import type { Seal } from '../../../../chaincode/domain/checkpoints/statement.js';
import { addGoverning, administrator, type GoverningOptions } from '../../frame/governing.js';
import { result } from '../../frame/output.js';

interface Epoch {
  readonly n: number;
  readonly time: string;
  readonly k: number;
  readonly agreed: string | null;
  readonly agree: readonly string[];
  readonly dissent: readonly string[];
  readonly silent: readonly string[];
}

/** How long the organisations' words are waited for. */
const wordsWaitMs = 30_000;
const lookPauseMs = 200;

export function seal(program: Command): void {
  const command = program
    .command('seal')
    .description('end the epoch now, so that badges and proofs cover all that is on the ledger');
  addGoverning(command).action(async (options: GoverningOptions, self: Command) => {
    const { client } = await administrator(self, options);
    const { n } = (await client.post<Seal>('/v1/seals', undefined)).value;
    const until = Date.now() + wordsWaitMs;
    const look = async (): Promise<Epoch> => (await client.get<Epoch>(`/v1/epochs/${n}`)).value;
    let epoch = await look();
    while ((epoch.agreed === null || epoch.silent.length > 0) && Date.now() < until) {
      await after(lookPauseMs);
      epoch = await look();
    }
    result(self, epoch, () => epochText(epoch));
  });
}

function epochText({ n, time, k, agreed, agree, dissent, silent }: Epoch): string {
  const lines = [
    `Epoch ${n}, sealed ${time}.`,
    agreed === null
      ? `Not agreed on yet: it takes ${k} organisations. See GET /v1/epochs/${n}.`
      : `Agreed by ${agree.join(', ')}.`,
    ...(dissent.length > 0 ? [`Another result has: ${dissent.join(', ')}.`] : []),
    ...(silent.length > 0 ? [`Not heard yet: ${silent.join(', ')}.`] : []),
  ];
  return lines.join('\n');
}
