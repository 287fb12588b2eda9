import { closest, distance } from 'fastest-levenshtein';
import { SetupError } from './setup-error.js';

/** One thing that is wrong with the environment. Never with a value: that of an unknown variable may be a secret. */
export interface SettingMistake {
  readonly name: string;
  /** The whole sentence, without a full stop: it begins with the name. */
  readonly reason: string;
}

/** All that is wrong with the settings, at once. */
export class SettingsError extends SetupError {
  readonly code = 'settings';
  readonly mistakes: readonly SettingMistake[];
  /** As a report of errors lists them: none where the message says it all. */
  readonly defects: readonly { readonly reason: string }[];

  constructor(mistakes: readonly SettingMistake[], options?: ErrorOptions) {
    const [first, ...others] = mistakes;
    const names = [...new Set(mistakes.map(({ name }) => name))].join(', ');
    super(others.length === 0 ? first?.reason : `${mistakes.length} settings are wrong: ${names}`, options);
    this.name = 'SettingsError';
    this.mistakes = mistakes;
    this.defects = others.length === 0 ? [] : mistakes.map(({ reason }) => ({ reason }));
  }
}

/**
 * Variables of this project that are no settings of a gateway: those of the command line, of a peer's external builder, and of
 * tests and benches. A gateway that is started beside them must not take them for mistakes.
 */
const elsewhere: ReadonlySet<string> = new Set([
  'STL_URL',
  'STL_KEY',
  'STL_AS',
  'STL_PLATFORM_URL',
  'STL_SYNC_URL',
  'STL_CHAINCODE_CONNECTION',
  'STL_OLIST_DIR',
  'STL_CHROMIUM',
  'STL_LONG',
  'STL_WRITE_GOLDEN',
  'STL_BROWSER_REQUIRED',
  'STL_FABRIC_REQUIRED',
  'STL_OPERATIONS_REQUIRED',
]);

/** Kubernetes gives every container such variables for each service of its namespace. */
const ofService = /_SERVICE_(HOST|PORT(_.+)?)$|_PORT(_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?$/;
export const serviceLinks = 'Kubernetes adds such variables for a service: set enableServiceLinks: false';

/** Letters that may be wrong in a name that is still taken for another one. */
const typos = 3;

/** Variables that look like settings and are none: a gateway would run without what its operator meant to set. */
export function unknownSettings(
  environment: NodeJS.ProcessEnv,
  settings: readonly string[],
): SettingMistake[] {
  const known = new Set(settings);
  return Object.keys(environment)
    .filter((name) => name.startsWith('STL_') && !known.has(name) && !elsewhere.has(name))
    .sort()
    .map((name) => ({ name, reason: `${name} is no setting${hint(name, settings)}` }));
}

function hint(name: string, settings: readonly string[]): string {
  if (ofService.test(name)) return `; ${serviceLinks}`;
  const nearest = closest(name, [...settings, ...elsewhere]);
  return distance(name, nearest) <= typos ? `; is ${nearest} meant?` : '; "stl config" lists all settings';
}
