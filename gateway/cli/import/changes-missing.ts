/** Facts that a run would take back, because their rows are gone. */
export interface Retraction {
  /** Facts that stand by earlier runs. */
  readonly standing: number;
  /** Of those, without a row now. */
  readonly missing: number;
}

/** Percent of what stands that a run takes back without being told to. */
const unaskedPercent = 10;

/**
 * Why facts are not taken back without `--yes`; undefined where they may be. A file that was cut off, or that holds one month
 * only, reads like one whose orders were all deleted, and a correction stays for good.
 */
export function retractionProblem({ standing, missing }: Retraction): string | undefined {
  if (missing * 100 <= standing * unaskedPercent) return undefined;
  return (
    `${missing} of ${standing} records that you have stated have no row in these files, and would be taken back for good. ` +
    'Were the files cut off, or do they hold a part of the time only? If all of these did not occur, add --yes'
  );
}
