import { resolve } from 'node:path';
import { envSchema } from 'env-schema';
import Type, { type Static } from 'typebox';
import { closed, oneOf } from '../../chaincode/domain/records/common.js';

/** The one schema of all settings. Each is an environment variable. */
const ConfigSchema = closed({
  STL_PORT: Type.String({
    pattern: '^[0-9]{1,5}$',
    default: '8080',
    description: 'Port; 0 takes a free one',
  }),
  STL_HOST: Type.String({ minLength: 1, default: '127.0.0.1', description: 'Address to listen on' }),
  STL_DATA_DIR: Type.String({
    minLength: 1,
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
    default: '',
    description:
      'What clients call this gateway, without a path; signatures are bound to it. Default: http://HOST:PORT',
  }),
  STL_ORG: Type.String({
    pattern: '^[a-z0-9][a-z0-9-]{0,62}$',
    default: 'platform',
    description: 'Organisation that this gateway speaks for',
  }),
  STL_SEAL_EVERY: Type.String({
    pattern: '^(0|[1-9][0-9]{1,5})$',
    default: '3600',
    description: 'Seconds from one Seal to the next; 0 seals on demand only',
  }),
  STL_CHECKPOINT_FILE: Type.String({
    default: '',
    description: 'File outside the data directory that keeps the newest agreed checkpoint; checked at start',
  }),
  STL_WITNESSES: Type.String({
    pattern: '^(https?://[^,\\s]+(,https?://[^,\\s]+)*)?$',
    default: '',
    description: 'URLs of witnesses that cosign the log, with commas; their keys are in the trust list',
  }),
  STL_METRICS: Type.String({
    pattern: '^(off|(\\[[0-9a-fA-F:]+\\]|[A-Za-z0-9.-]+):[0-9]{1,5})?$',
    default: '',
    description:
      'Where /metrics answers: HOST:PORT for a listener of its own, off for nowhere. Default: on STL_PORT, with all else',
  }),
  STL_OTEL_ENDPOINT: Type.String({
    pattern: '^(https?://[^\\s/@]+(/[^\\s]*)?)?$',
    default: '',
    description:
      'OTLP/HTTP collector that traces are sent to, such as http://127.0.0.1:4318. Default: none is made',
  }),
  STL_LOG_LEVEL: Type.Unsafe<'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'>({
    ...oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
    default: 'info',
    description: 'Lines below this level are not written',
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
  /** 0: on demand only. */
  readonly sealEverySeconds: number;
  /** Empty: none is kept. */
  readonly checkpointFile: string;
  /** URLs; none: the log is not brought to witnesses. */
  readonly witnesses: readonly string[];
  /** Empty: with all else; `off`: nowhere; else `host:port` of a listener of its own. */
  readonly metrics: string;
  /** Base URL of an OTLP/HTTP collector; empty: no traces are made. */
  readonly otelEndpoint: string;
  readonly logLevel: Environment['STL_LOG_LEVEL'];
}

function read(environment: NodeJS.ProcessEnv): Environment {
  // The environment also holds variables of other programs, which the schema does not know.
  const own = Object.fromEntries(
    Object.keys(ConfigSchema.properties).flatMap((name) =>
      environment[name] === undefined ? [] : [[name, environment[name]]],
    ),
  );
  try {
    return envSchema<Environment>({ schema: ConfigSchema, data: own, env: false });
  } catch (error) {
    const [defect] = (error as { errors?: readonly Defect[] }).errors ?? [];
    if (defect === undefined) throw error;
    const { allowedValues, pattern } = defect.params;
    const form = allowedValues?.join(', ') ?? (pattern === undefined ? 'longer' : `of the form ${pattern}`);
    throw new RangeError(`${defect.instancePath.slice(1)} must be ${allowedValues ? 'one of ' : ''}${form}`, {
      cause: error,
    });
  }
}

/** What ajv says of one setting. */
interface Defect {
  readonly instancePath: string;
  readonly params: { readonly allowedValues?: readonly string[]; readonly pattern?: string };
}

/** Throws an error that names the variable and what it must look like. */
export function loadConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const env = read(environment);
  if (Number(env.STL_PORT) > 65_535) throw new RangeError('STL_PORT must be at most 65535');
  return {
    port: Number(env.STL_PORT),
    host: env.STL_HOST,
    dataDir: resolve(env.STL_DATA_DIR),
    ledger: env.STL_LEDGER,
    fabricProfile: env.STL_FABRIC_PROFILE,
    publicUrl: env.STL_PUBLIC_URL,
    org: env.STL_ORG,
    sealEverySeconds: Number(env.STL_SEAL_EVERY),
    checkpointFile: env.STL_CHECKPOINT_FILE,
    witnesses: [...new Set(env.STL_WITNESSES.split(',').filter((url) => url !== ''))],
    metrics: env.STL_METRICS,
    otelEndpoint: env.STL_OTEL_ENDPOINT,
    logLevel: env.STL_LOG_LEVEL,
  };
}

export interface Setting {
  readonly name: string;
  readonly value: string;
  readonly default: string;
  readonly description: string;
}

/** All settings with what is in force, for `stl config`. None of them is a secret. */
export function describeConfig(environment: NodeJS.ProcessEnv = process.env): Setting[] {
  const env = read(environment);
  return Object.entries(ConfigSchema.properties).map(([name, schema]) => {
    const { default: standard, description } = schema as unknown as { default: string; description: string };
    return { name, value: env[name as keyof Environment], default: standard, description };
  });
}
