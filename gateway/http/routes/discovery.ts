import { sha256 } from '@noble/hashes/sha2.js';
import Type from 'typebox';
import { didOf, keyIdOf } from '../../../chaincode/domain/badge/issuer.js';
import { cosignerNoteKey, logNoteKey } from '../../../chaincode/domain/checkpoints/statement.js';
import type { Organisation } from '../../../chaincode/domain/consortium/document.js';
import { keysFor } from '../../../chaincode/domain/consortium/organisation-keys.js';
import { verifierKey } from '../../../chaincode/domain/tlog/note.js';
import type { App } from '../plugins/types.js';
import { closed, shiftedDays } from '../schemas/common.js';
import { named } from '../schemas/components.js';
import { answer, problemAnswers } from '../schemas/answers.js';
import { ConsortiumDocumentSchema } from '../schemas/governance.js';
import { foldedConsortium } from './folded-consortium.js';
import type { Services } from './services.js';

const KeySchema = closed({
  kty: Type.Literal('EC'),
  crv: Type.Literal('P-256'),
  x: Type.String(),
  y: Type.String(),
  kid: Type.String(),
  alg: Type.Literal('ES256'),
  use: Type.Literal('sig'),
});
const Discovery = named(
  'Discovery',
  closed({
    ledgerId: Type.String(),
    mode: Type.String(),
    org: Type.String(),
    demo: Type.Boolean(),
    shiftedDays,
    k: Type.Integer(),
    seq: Type.Integer({ description: 'Base for the next proposal' }),
    organisations: Type.Array(
      closed({
        id: Type.String(),
        name: Type.String(),
        mspId: Type.String(),
        roles: Type.Array(Type.String(), { description: 'Roles whose participants it may register alone' }),
        url: Type.String(),
        signKey: KeySchema,
        logKey: Type.String(),
        cosignerKey: Type.String(),
        adminKey: KeySchema,
        /** As C2SP tools and witnesses take them. */
        verifierKeys: closed({ log: Type.String(), cosigner: Type.String() }),
        /** Keys of before, whose signatures still count as the organisation's. */
        previous: Type.Optional(
          closed({
            signKey: Type.Optional(KeySchema),
            logKey: Type.Optional(Type.String()),
            cosignerKey: Type.Optional(Type.String()),
            verifierKeys: closed({
              log: Type.Optional(Type.String()),
              cosigner: Type.Optional(Type.String()),
            }),
          }),
        ),
      }),
    ),
    witnesses: Type.Array(Type.String(), {
      description: 'Verifier keys (C2SP) of outsiders that watch the log',
    }),
    quorum: Type.Integer({ description: 'How many witnesses readers want to have seen a checkpoint' }),
    endpoints: Type.Record(Type.String(), Type.String()),
  }),
);
/** DID Core 1.0 section 4; keys as in Controlled Identifiers v1.0 section 2.2.2, which the second context defines. */
const didContexts = ['https://www.w3.org/ns/did/v1', 'https://www.w3.org/ns/cid/v1'] as const;
const DidDocument = named(
  'DidDocument',
  closed({
    '@context': Type.Array(Type.String()),
    id: Type.String({ description: 'did:web of the organisation: the issuer that badges name' }),
    alsoKnownAs: Type.Array(Type.String(), { description: 'URL of the organisation' }),
    verificationMethod: Type.Array(
      closed({
        id: Type.String(),
        type: Type.Literal('JsonWebKey'),
        controller: Type.String(),
        publicKeyJwk: KeySchema,
      }),
    ),
    assertionMethod: Type.Array(Type.String()),
  }),
);

type SignKey = { readonly kid: string; readonly x: string; readonly y: string };
const asJwk = ({ kid, x, y }: SignKey) => ({
  kty: 'EC' as const,
  crv: 'P-256' as const,
  x,
  y,
  kid,
  alg: 'ES256' as const,
  use: 'sig' as const,
});

/** An organisation's keys as others take them, in force or of before. */
function shownKeys(
  ledger: string,
  id: string,
  { signKey, logKey, cosignerKey }: NonNullable<Organisation['previous']>,
) {
  return {
    ...(signKey && { signKey: asJwk(signKey) }),
    ...(logKey !== undefined && { logKey }),
    ...(cosignerKey !== undefined && { cosignerKey }),
    verifierKeys: {
      ...(logKey !== undefined && { log: verifierKey(sha256, logNoteKey(ledger, { logKey })) }),
      ...(cosignerKey !== undefined && {
        cosigner: verifierKey(sha256, cosignerNoteKey(ledger, { id, cosignerKey })),
      }),
    },
  };
}

/** In force first, then the one before it: what it signed lately must still verify. */
const signJwksOf = (organisation: Organisation) => keysFor(organisation, 'signKey').map(asJwk);

export function discoveryRoutes(app: App, { about }: Services): void {
  const { publicUrl, org, mode } = about;
  const own = () => foldedConsortium(about).organisations.filter(({ id }) => id === org);

  app.get(
    '/.well-known/stl',
    {
      schema: {
        operationId: 'discover',
        tags: ['service'],
        summary: 'The ledger, its organisations and their keys, and where things are',
        response: { 200: answer('The ledger, and how to reach it', Discovery), ...problemAnswers(503) },
      },
    },
    () => {
      const {
        ledger: ledgerId,
        k,
        seq,
        organisations,
        parameters,
        quorum = 0,
        witnesses = [],
      } = foldedConsortium(about);
      return {
        ledgerId,
        mode,
        org,
        ...parameters,
        k,
        seq,
        organisations: organisations.map(
          ({ id, name, mspId, roles, url, adminKey, previous, ...inForce }) => ({
            ...{ id, name, mspId, roles, url },
            ...shownKeys(ledgerId, id, inForce),
            adminKey: asJwk(adminKey),
            ...(previous && { previous: shownKeys(ledgerId, id, previous) }),
          }),
        ),
        witnesses: [...witnesses],
        quorum,
        endpoints: {
          batches: `${publicUrl}/v1/batches`,
          sellers: `${publicUrl}/v1/sellers`,
          scores: `${publicUrl}/v1/scores`,
          participants: `${publicUrl}/v1/participants`,
          proposals: `${publicUrl}/v1/proposals`,
          authority: `${publicUrl}/v1/authority`,
          policies: `${publicUrl}/v1/policies`,
          genesis: `${publicUrl}/v1/genesis`,
          trustList: `${publicUrl}/v1/trust-list`,
          badges: `${publicUrl}/v1/badges`,
          epochs: `${publicUrl}/v1/epochs`,
          log: `${publicUrl}/tlog`,
          verify: `${publicUrl}/verify`,
          jwks: `${publicUrl}/.well-known/jwks.json`,
          did: `${publicUrl}/.well-known/did.json`,
          openapi: `${publicUrl}/openapi.json`,
          docs: `${publicUrl}/docs`,
        },
      };
    },
  );

  app.get(
    '/v1/genesis',
    {
      schema: {
        operationId: 'getGenesis',
        tags: ['service'],
        summary: "The consortium document that the ledger was founded with: its hash is the ledger's id",
        response: { 200: answer('The document', ConsortiumDocumentSchema), ...problemAnswers(503) },
      },
    },
    () => about.genesis,
  );

  app.get(
    '/.well-known/jwks.json',
    {
      schema: {
        operationId: 'getJwks',
        tags: ['service'],
        summary:
          'The key that signs the answers of this gateway, and the one before it while that still counts',
        response: {
          200: answer('A JWK set (RFC 7517)', closed({ keys: Type.Array(KeySchema) })),
          ...problemAnswers(503),
        },
      },
    },
    () => ({ keys: own().flatMap(signJwksOf) }),
  );

  app.get(
    '/.well-known/did.json',
    {
      schema: {
        operationId: 'getDid',
        tags: ['service'],
        summary: 'The same keys as a DID document (did:web), for software that checks credentials',
        response: { 200: answer('A DID document', DidDocument), ...problemAnswers(503) },
      },
    },
    () => {
      const [organisation] = own();
      const did = didOf(organisation?.url ?? publicUrl);
      const keys = organisation === undefined ? [] : signJwksOf(organisation);
      return {
        '@context': didContexts,
        id: did,
        alsoKnownAs: organisation === undefined ? [] : [organisation.url],
        verificationMethod: keys.map((publicKeyJwk) => ({
          id: keyIdOf(did, publicKeyJwk.kid),
          type: 'JsonWebKey' as const,
          controller: did,
          publicKeyJwk,
        })),
        assertionMethod: keys.map(({ kid }) => keyIdOf(did, kid)),
      };
    },
  );
}
