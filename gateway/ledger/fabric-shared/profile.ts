import { Ajv } from 'ajv';
import Type, { type Static } from 'typebox';
import { ProfileError, jsonOf, pemsBeside } from './profile-files.js';

const closed = { additionalProperties: false };

const pemFile = (description: string) => Type.String({ description });

const SigningFiles = Type.Object(
  { certificate: pemFile('Its X.509 certificate'), key: pemFile('Its private key') },
  closed,
);

/**
 * How a gateway reaches its organisation's peer, and as whom: the content of `fabric.json`. Certificates and keys are
 * named as PEM files, relative to that file, so that it holds no secret itself.
 */
export const ConnectionProfileFile = Type.Object(
  {
    v: Type.Literal(1, { description: 'The form of this file' }),
    channel: Type.String({ minLength: 1, description: 'The channel' }),
    chaincode: Type.String({
      minLength: 1,
      description: 'The name under which the chaincode is committed on it',
    }),
    consensus: Type.Union([Type.Literal('raft'), Type.Literal('bft')], {
      description: 'How the channel orders; the adapter fabric-network cannot serve bft',
    }),
    mspId: Type.String({ minLength: 1, description: "The organisation's MSP id" }),
    peer: Type.Object(
      {
        address: Type.String({ pattern: '^[^/]+:[0-9]{1,5}$', description: 'host:port of its own peer' }),
        tlsAuthority: pemFile("The root certificate of the peer's TLS certificate"),
      },
      { ...closed, description: "The organisation's own peer, which the gateway asks and believes" },
    ),
    endorsers: Type.Object(
      {
        mspIds: Type.Array(Type.String(), {
          minItems: 1,
          description: 'MSP ids of the organisations that can endorse, its own among them',
        }),
        needed: Type.Integer({
          minimum: 1,
          description: 'How many must endorse, by the chaincode definition',
        }),
      },
      { ...closed, description: 'Who endorses a transaction' },
    ),
    gateway: Type.Object(SigningFiles.properties, {
      ...closed,
      description: "The gateway's own client identity; it needs no rights of an administrator",
    }),
    admins: Type.Optional(
      Type.Record(Type.String(), SigningFiles, {
        description:
          'By MSP id, identities with the NodeOU role admin: for "stl consortium found" alone. A gateway has none',
      }),
    ),
    probeOrderers: Type.Optional(
      Type.Boolean({
        description:
          'Default true. False where only peers reach the orderers: whether the ledger takes writes is then told by transactions alone',
      }),
    ),
  },
  closed,
);
export type ConnectionProfileFile = Static<typeof ConnectionProfileFile>;

export interface Identity {
  readonly mspId: string;
  readonly certificate: string;
  readonly privateKey: string;
}

/** The profile with its files read. */
export interface ConnectionProfile {
  readonly channel: string;
  readonly chaincode: string;
  readonly consensus: 'raft' | 'bft';
  readonly mspId: string;
  readonly peer: { readonly address: string; readonly tlsAuthority: string };
  readonly endorsers: { readonly mspIds: readonly string[]; readonly needed: number };
  readonly probeOrderers: boolean;
  /** By the names of the port: `gateway`, `admin:<msp id>`. */
  readonly identities: ReadonlyMap<string, Identity>;
}

const validate = new Ajv({ strict: false, allErrors: true }).compile<ConnectionProfileFile>(
  ConnectionProfileFile,
);

/** Throws ProfileError, which says all that is wrong with the file, and where; never with a value out of it. */
export function readConnectionProfile(file: string): ConnectionProfile {
  const content = jsonOf(file);
  if (!validate(content)) {
    const mistakes = (validate.errors ?? []).map(({ instancePath, message = '', params }) => {
      const { additionalProperty } = params as { additionalProperty?: string };
      return `${instancePath || 'it'} ${message}${additionalProperty === undefined ? '' : `: ${additionalProperty}`}`;
    });
    throw new ProfileError(`${file} is not a connection profile`, mistakes);
  }
  const { mspId, gateway, admins = {} } = content;
  const pem = pemsBeside(file);
  const identity = (
    name: string,
    owner: string,
    files: Static<typeof SigningFiles>,
    at: string,
  ): [string, Identity] => [
    name,
    {
      mspId: owner,
      certificate: pem.read(`${at}/certificate`, files.certificate),
      privateKey: pem.read(`${at}/key`, files.key),
    },
  ];
  const identities = new Map([
    identity('gateway', mspId, gateway, '/gateway'),
    ...Object.entries(admins).map(([owner, files]) =>
      identity(`admin:${owner}`, owner, files, `/admins/${owner}`),
    ),
  ]);
  const tlsAuthority = pem.read('/peer/tlsAuthority', content.peer.tlsAuthority);
  pem.check();
  return {
    channel: content.channel,
    chaincode: content.chaincode,
    consensus: content.consensus,
    mspId,
    peer: { address: content.peer.address, tlsAuthority },
    endorsers: content.endorsers,
    probeOrderers: content.probeOrderers ?? true,
    identities,
  };
}
