import { resolve } from 'node:path';
import { Ajv } from 'ajv';
import { envSchema } from 'env-schema';
import Type, { type Static } from 'typebox';
import { closed, oneOf } from '../../chaincode/domain/records/common.js';
import { serviceLinks, SettingsError, unknownSettings, type SettingMistake } from './settings-error.js';

/** The one schema of all settings. Each is an environment variable. What a pattern asks for is said in words as its `form`. */
const ConfigSchema = closed({
  STL_PORT: Type.String({
    pattern: '^([0-9]{1,4}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])$',
    form: 'a port number from 0 to 65535',
    default: '8080',
    description: 'Port; 0 takes a free one',
  }),
  STL_HOST: Type.String({
    minLength: 1,
    form: 'an address of this machine, as 127.0.0.1, or 0.0.0.0 for all',
    default: '127.0.0.1',
    description: 'Address to listen on',
  }),
  STL_DATA_DIR: Type.String({
    minLength: 1,
    form: 'the path of a directory',
    default: './data',
    description: 'Directory of ledger, keys and queue',
  }),
  STL_LEDGER: Type.Unsafe<'embedded' | 'fabric-network' | 'fabric-gateway'>({
    ...oneOf(['embedded', 'fabric-network', 'fabric-gateway']),
    default: 'embedded',
    description: 'Ledger adapter',
  }),
  STL_FABRIC_PROFILE: Type.String({
    default: '',
    description: 'Path of the connection profile; for the Fabric adapters only',
  }),
  STL_PUBLIC_URL: Type.String({
    pattern: '^(https?://[a-z0-9.:\\[\\]-]+)?$',
    form: 'an http or https address in lower case without a path, as https://ledger.example.org',
    default: '',
    description:
      'What clients call this gateway, without a path; signatures are bound to it. Default: http://HOST:PORT',
  }),
  STL_ORG: Type.String({
    pattern: '^[a-z0-9][a-z0-9-]{0,62}$',
    form: 'the id of an organisation: up to 63 letters in lower case, digits and hyphens',
    default: 'platform',
    description: 'Organisation that this gateway speaks for',
  }),
  STL_SIGNER: Type.String({
    pattern: '^(file|unix:/.+|pkcs11:.+)$',
    form: 'file, unix:/path/of/a/socket, or a pkcs11: URI with module-path and token (RFC 7512)',
    default: 'file',
    description:
      "What holds the organisation's private keys: file (the data directory), unix:/path of a signer's socket, or a pkcs11: URI",
  }),
  STL_SEAL_EVERY: Type.String({
    pattern: '^(0|[1-9][0-9]{1,5})$',
    form: '0, or a whole number of seconds from 10 to 999999',
    default: '3600',
    description: 'Seconds from one Seal to the next; 0 seals on demand only',
  }),
  STL_CHECKPOINT_FILE: Type.String({
    default: '',
    description: 'File outside the data directory that keeps the newest agreed checkpoint; checked at start',
  }),
  STL_REFERENCES_DAYS: Type.String({
    pattern: '^[1-9][0-9]{0,3}$',
    form: 'a whole number of days from 1 to 9999',
    default: '540',
    description: "Days after an order until partners' own references of it are forgotten",
  }),
  STL_WITNESSES: Type.String({
    pattern: '^(https?://[^,\\s]+(,https?://[^,\\s]+)*)?$',
    form: 'one or more http or https addresses with commas and no spaces between them',
    default: '',
    description: 'URLs of witnesses that cosign the log, with commas; their keys are in the trust list',
  }),
  STL_METRICS: Type.String({
    pattern: '^(off|(\\[[0-9a-fA-F:]+\\]|[A-Za-z0-9.-]+):[0-9]{1,5})?$',
    form: 'empty, off, or HOST:PORT, as 127.0.0.1:9464',
    default: '',
    description:
      'Where /metrics answers: HOST:PORT for a listener of its own, off for nowhere. Default: on STL_PORT, with all else',
  }),
  STL_OTEL_ENDPOINT: Type.String({
    pattern: '^(https?://[^\\s/@]+(/[^\\s]*)?)?$',
    form: 'empty, or the http or https address of a collector without a user and password, as http://127.0.0.1:4318',
    default: '',
    description:
      'OTLP/HTTP collector that traces are sent to, such as http://127.0.0.1:4318. Default: none is made',
  }),
  STL_LOG_LEVEL: Type.Unsafe<'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'>({
    ...oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
    default: 'info',
    description: 'Lines below this level are not written',
  }),
  STL_CREATE: Type.Unsafe<'never' | 'demo'>({
    ...oneOf(['never', 'demo']),
    default: 'never',
    description: 'What "stl start" makes where there is no ledger: nothing, or a demonstration',
  }),
});
type Environment = Static<typeof ConfigSchema>;

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly ledger: Environment['STL_LEDGER'];
  readonly fabricProfile: string;
  /** Empty: made from host and port once the port is known. */
  readonly publicUrl: string;
  readonly org: string;
  /** `file`, `unix:/path` or a `pkcs11:` URI. */
  readonly signer: string;
  /** 0: on demand only. */
  readonly sealEverySeconds: number;
  /** Days after an order. */
  readonly referencesDays: number;
  /** Empty: none is kept. */
  readonly checkpointFile: string;
  /** URLs; none: the log is not brought to witnesses. */
  readonly witnesses: readonly string[];
  /** Empty: with all else; `off`: nowhere; else `host:port` of a listener of its own. */
  readonly metrics: string;
  /** Base URL of an OTLP/HTTP collector; empty: no traces are made. */
  readonly otelEndpoint: string;
  readonly logLevel: Environment['STL_LOG_LEVEL'];
  /** What a start makes where there is no ledger. */
  readonly create: Environment['STL_CREATE'];
}

const settingNames = Object.keys(ConfigSchema.properties);
/** The environment also holds variables of other programs. */
const ownIn = (environment: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(
    settingNames.flatMap((name) => {
      const value = environment[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );

/** What ajv says of one setting. */
interface Defect {
  readonly instancePath: string;
  readonly params: { readonly allowedValues?: readonly string[] };
  readonly parentSchema: { readonly form?: string };
}

const ajv = new Ajv({ allErrors: true, useDefaults: true, verbose: true, keywords: ['form'] });

/** Throws SettingsError. */
function read(environment: NodeJS.ProcessEnv): Environment {
  const data = ownIn(environment);
  const mistakes = [...unknownSettings(environment, settingNames), ...withoutProfile(data)];
  let known: Environment | undefined;
  let cause: unknown;
  try {
    known = envSchema<Environment>({ schema: ConfigSchema, data, env: false, ajv });
  } catch (error) {
    const { errors } = error as { errors?: readonly Defect[] };
    if (errors === undefined) throw error;
    cause = error;
    mistakes.push(...errors.map((defect) => inWords(defect, data)));
  }
  if (mistakes.length > 0 || known === undefined) throw new SettingsError(mistakes, { cause });
  return known;
}

function inWords(
  { instancePath, params, parentSchema }: Defect,
  data: Readonly<Record<string, string>>,
): SettingMistake {
  const name = instancePath.slice(1);
  const form = params.allowedValues ? `one of ${params.allowedValues.join(', ')}` : parentSchema.form;
  // A service named "stl" is enough for it.
  const why = data[name]?.startsWith('tcp://') ? `; ${serviceLinks}` : '';
  return { name, reason: `${name} must be ${form}${why}` };
}

/** A profile that is not read is a gateway on another ledger than its operator meant. */
function withoutProfile({
  STL_LEDGER = '',
  STL_FABRIC_PROFILE = '',
}: Record<string, string>): SettingMistake[] {
  const name = 'STL_FABRIC_PROFILE';
  const onFabric = STL_LEDGER.startsWith('fabric-');
  if (onFabric === (STL_FABRIC_PROFILE !== '')) return [];
  const reason = onFabric
    ? `${name} is missing: STL_LEDGER=${STL_LEDGER} needs the path of a connection profile`
    : `${name} is set, but the embedded ledger reads none: set STL_LEDGER to fabric-gateway or fabric-network, or remove it`;
  return [{ name, reason }];
}

/** Throws SettingsError, which names every mistake. */
export function loadConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const env = read(environment);
  return {
    port: Number(env.STL_PORT),
    host: env.STL_HOST,
    dataDir: resolve(env.STL_DATA_DIR),
    ledger: env.STL_LEDGER,
    fabricProfile: env.STL_FABRIC_PROFILE,
    publicUrl: env.STL_PUBLIC_URL,
    org: env.STL_ORG,
    signer: env.STL_SIGNER,
    sealEverySeconds: Number(env.STL_SEAL_EVERY),
    referencesDays: Number(env.STL_REFERENCES_DAYS),
    checkpointFile: env.STL_CHECKPOINT_FILE,
    witnesses: [...new Set(env.STL_WITNESSES.split(',').filter((url) => url !== ''))],
    metrics: env.STL_METRICS,
    otelEndpoint: env.STL_OTEL_ENDPOINT,
    logLevel: env.STL_LOG_LEVEL,
    create: env.STL_CREATE,
  };
}

/** All that is wrong with the settings; nothing where a gateway would take them. */
export function settingMistakes(environment: NodeJS.ProcessEnv = process.env): readonly SettingMistake[] {
  try {
    read(environment);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.mistakes;
    throw error;
  }
}

export interface Setting {
  readonly name: string;
  readonly value: string;
  readonly default: string;
  readonly description: string;
}

/** All settings as they are set, or by their defaults, right or wrong: for `stl config`. None of them is a secret. */
export function describeConfig(environment: NodeJS.ProcessEnv = process.env): Setting[] {
  return Object.entries(ConfigSchema.properties).map(([name, schema]) => {
    const { default: standard, description } = schema as unknown as { default: string; description: string };
    return { name, value: environment[name] ?? standard, default: standard, description };
  });
}
