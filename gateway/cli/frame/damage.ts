import { DataDir } from '../../data-dir/data-dir.js';
import { programVersion } from '../../data-dir/program-version.js';

const runbook = 'docs/runbooks/damaged-store.md';
const whatToDo = `What to do: ${runbook}`;
/** The codes of StoreError after which a person looks into the ledger's directory. */
const ledgerCodes = ['damaged', 'foreign', 'locked', 'unusable'];

/** An error and what caused it, in turn. */
function* causes(error: unknown): Generator<Error> {
  for (let one = error; one instanceof Error; one = one.cause) yield one;
}

const isNewer = (error: Error): boolean =>
  /^Store(Error|Failure)$/.test(error.name) && 'code' in error && error.code === 'newer';

/** Lines that say where the store is that cannot be used, and what to do; none where the error says so itself. */
export function damageDetails(error: unknown, dataDir: string): string[] {
  if ([...causes(error)].some(isNewer)) {
    const how = 'start the later one again; docs/upgrading.md says how to go back';
    return [`this is version ${programVersion()} of the program: ${how}`];
  }
  if (error instanceof Error && error.message.includes(runbook)) return [];
  const data = new DataDir(dataDir);
  for (const one of causes(error)) {
    // Some libraries number their codes.
    const code = 'code' in one ? String(one.code) : '';
    if (one.name === 'StoreError' && ledgerCodes.includes(code)) {
      const where = `in ${data.ledger()}`;
      return code === 'locked' ? [where] : [where, whatToDo];
    }
    // Its message names the directory.
    if (one.name === 'StoreFailure') return code === 'damaged' ? [whatToDo] : [];
    if (code === 'ledger_too_short') return [`${data.ledger()} and ${data.projection()}`, whatToDo];
  }
  return [];
}
