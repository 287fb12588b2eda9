import { loadConfig, type Config } from '../data-dir/config.js';
import { fail, ok, type Finding } from './finding.js';

const todo = 'See "stl config" for all settings.';

/** The settings, where they can be followed, and what is wrong with them where not. */
export function checkSettings(environment: NodeJS.ProcessEnv): {
  readonly config?: Config;
  readonly findings: readonly Finding[];
} {
  try {
    const config = loadConfig(environment);
    return { config, findings: [ok('settings', `gateway of ${config.org}, ledger ${config.ledger}`)] };
  } catch (error) {
    const { defects = [], message } = error as Error & { defects?: readonly { readonly reason: string }[] };
    const reasons = defects.length === 0 ? [message] : defects.map(({ reason }) => reason);
    return { findings: reasons.map((reason) => fail('settings', reason, todo)) };
  }
}
