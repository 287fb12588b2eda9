import type { Command } from 'commander';
import { createClient } from '../../sdk/client/index.js';
import { gatewayUrl } from '../frame/command.js';
import { CliFailure } from '../frame/failure.js';
import type { SigningClient } from '../frame/signing.js';
import { KnownReferences } from './known-references.js';

export interface PlatformOptions {
  readonly platformUrl?: string;
  readonly skipUnknown: boolean;
}

/** The options of commands that take a column `reference`. */
export function addPlatform(command: Command): Command {
  return command
    .option(
      '--platform-url <url>',
      "the platform's gateway, which knows the orders of a column reference (else --url)",
      process.env['STL_PLATFORM_URL'],
    )
    .option('--skip-unknown', 'leave out rows whose reference it does not know; tells which', false);
}

/** Asks the platform's gateway as the partner. Throws CliFailure, ProblemError, ClientError. */
export async function askPlatform(
  { as, client, signer }: SigningClient,
  platformUrl: string | undefined,
): Promise<KnownReferences> {
  const { ledgerId: ledger } = await client.info();
  if (platformUrl === undefined) return new KnownReferences(client, { ledger, partner: as });
  const url = gatewayUrl(platformUrl, '--platform-url (or STL_PLATFORM_URL)');
  const platform = createClient({ url, signer });
  if ((await platform.info()).ledgerId !== ledger) {
    throw new CliFailure(`the gateway at ${url} is of another ledger than the one that the rows are for`, {
      code: 'other_ledger',
    });
  }
  return new KnownReferences(platform, { ledger, partner: as });
}
