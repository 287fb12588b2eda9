import type { Command } from 'commander';
import { createClient, type Client } from '../../sdk/client/index.js';
import { gatewayUrl } from '../frame/command.js';
import { CliFailure } from '../frame/failure.js';
import type { SigningClient } from '../frame/signing.js';

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

/** The platform's gateway. Throws CliFailure `other_ledger`, ProblemError, ClientError. */
export async function platformClient(
  { client, signer }: Pick<SigningClient, 'client' | 'signer'>,
  platformUrl: string | undefined,
): Promise<Client> {
  if (platformUrl === undefined) return client;
  const url = gatewayUrl(platformUrl, '--platform-url (or STL_PLATFORM_URL)');
  // Another ledger would not know the key, and say so instead.
  const [own, others] = await Promise.all([client.info(), createClient({ url }).info()]);
  if (own.ledgerId === others.ledgerId) return createClient({ url, signer });
  throw new CliFailure(`the gateway at ${url} is of another ledger than the one that the rows are for`, {
    code: 'other_ledger',
  });
}
