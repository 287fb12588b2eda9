import type { Readings } from './readings.js';

export interface Build {
  readonly version: string;
  readonly organisation: string;
  /** The ledger's adapter. */
  readonly adapter: string;
  /** Id of the ledger. */
  readonly ledger: string;
}

export function readBuild(readings: Readings, build: Build): void {
  readings.gauge(
    {
      name: 'stl_build_info',
      help: '1; its labels say which program runs here, and for whom',
      labels: ['version', 'node', 'organisation', 'adapter', 'ledger'],
    },
    () => [[{ ...build, node: process.versions.node }, 1]],
  );
}
