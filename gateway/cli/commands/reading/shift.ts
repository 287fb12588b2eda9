import { createClient, importSigner, type LedgerInfo } from '../../../sdk/client/index.js';
import { DataDir } from '../../../data-dir/data-dir.js';
import { CliFailure } from '../../frame/failure.js';
import { approveProposal, proposeAction, type Administrator } from '../../frame/governing.js';

interface Discovery extends LedgerInfo {
  readonly organisations: readonly { readonly id: string }[];
}

/** Tells a reader that imported times are shifted; no line where they are not. */
export function shiftText(shiftedDays: number | undefined): string[] {
  return shiftedDays === undefined
    ? []
    : [`All times of the imported history are shifted by ${shiftedDays} days.`];
}

/**
 * Has the consortium state that imported times are shifted by so many days: every answer says so from then on. Takes
 * the approvals of the organisations whose admin keys lie in the data directory. Does nothing where it is stated.
 */
export async function announceShift(url: string, dataDir: string, days: number): Promise<void> {
  const { value } = await createClient({ url }).get<Discovery>('/.well-known/stl');
  if (value.shiftedDays === days) return;
  if (value.shiftedDays !== undefined) {
    throw new CliFailure(`this ledger's times are shifted by ${value.shiftedDays} days already`, {
      code: 'shift_differs',
    });
  }
  const [proposer, ...others] = await administratorsIn(url, dataDir, value.organisations);
  if (proposer === undefined)
    throw new CliFailure('no admin key lies in the data directory', { code: 'key_missing' });
  const parameters = { demo: value.demo, shiftedDays: days };
  let view = await proposeAction(proposer, { type: 'parameters.set', parameters });
  for (const admin of others) {
    if (view.status !== 'open') break;
    view = await approveProposal(admin, view);
  }
  if (view.status !== 'executed') {
    throw new CliFailure(
      'the shift of times needs the approval of further organisations: stl approve, then run again',
      {
        code: 'approval_missing',
        details: [`proposal ${view.id}`],
      },
    );
  }
}

async function administratorsIn(
  url: string,
  dataDir: string,
  organisations: Discovery['organisations'],
): Promise<Administrator[]> {
  const administrators: Administrator[] = [];
  const data = new DataDir(dataDir);
  for (const { id } of organisations) {
    const key = await data.key(id, 'admin');
    if (key === undefined) continue;
    const signer = await importSigner(key);
    administrators.push({ client: createClient({ url, signer }), signer, org: id });
  }
  return administrators;
}
