import type { Command } from 'commander';
import { usage } from './failure.js';

/**
 * Adds one command to `stl`. Each file of `commands/` exports one. Load what is heavy (servers, stores) with
 * `await import()` inside the action: every start of `stl` pays for static imports.
 */
export type Register = (program: Command) => void;

/** Options that every command takes, before or after its own. */
export interface Globals {
  /** The gateway: `--url`, else `STL_URL`, else http://127.0.0.1:8080. Without a slash at its end. */
  readonly url: string;
  /** `--data-dir`, else `STL_DATA_DIR`, else ./data. */
  readonly dataDir: string;
  /** Print one JSON document to standard output instead of text for people. */
  readonly json: boolean;
}

export function addGlobals(program: Command): void {
  program
    .option('--url <url>', 'the gateway', process.env['STL_URL'] ?? 'http://127.0.0.1:8080')
    .option('--data-dir <dir>', 'the data directory', process.env['STL_DATA_DIR'] ?? './data')
    .option('--json', 'print JSON instead of text', false);
}

/** Without a slash at its end. Throws CliFailure: wrong use. */
export function gatewayUrl(text: string, option = '--url (or STL_URL)'): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain = url !== undefined && /^https?:$/.test(url.protocol) && /^\/*$/.test(url.pathname);
  if (isPlain && url.search === '' && url.hash === '') return text.replace(/\/+$/, '');
  throw usage(`${option} must be a gateway's address without a path, as http://127.0.0.1:8080`);
}

/** `command`: the last argument that commander passes to an action. */
export function globals(command: Command): Globals {
  const { url, dataDir, json } = command.optsWithGlobals<Globals>();
  return { url: gatewayUrl(url), dataDir, json };
}
