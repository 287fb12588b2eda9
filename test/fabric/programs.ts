import { spawnSync } from 'node:child_process';
import { findPrograms } from '../../network/programs.js';

/**
 * Runs the tests where Fabric's programs are found. Elsewhere they count as skipped, with the reason in the title;
 * `STL_FABRIC_REQUIRED` makes their absence a failure.
 */
export function whereFabricIsFound(title: string, tests: () => void): void {
  try {
    findPrograms();
  } catch (error) {
    if (process.env['STL_FABRIC_REQUIRED']) throw error;
    const [reason] = (error as Error).message.split('\n');
    describe.skip(`${title} (${reason})`, () => it('needs a network'));
    return;
  }
  tests();
}

/** As `whereFabricIsFound`, and also skipped where the programs are of a release before 3. */
export function whereFabricOrdersByBft(title: string, tests: () => void): void {
  whereFabricIsFound(title, () => {
    const version = spawnSync(findPrograms().peer, ['version'], { encoding: 'utf8' }).stdout;
    if (/Version: v?[12]\./.test(version))
      describe.skip(`${title} (needs Fabric 3)`, () => it('needs a network'));
    else tests();
  });
}
