import Type from 'typebox';
import { Organisation } from '../../../chaincode/domain/consortium/document.js';
import { Hex32, closed } from './common.js';
import { named } from './components.js';

const { cosignerKey, id, logKey, name, previous, signKey, url } = Organisation.properties;

const TrustListSchema = named(
  'TrustList',
  closed({
    v: Type.Literal(1),
    ledger: Hex32,
    version: Type.Integer({ minimum: 1 }),
    k: Type.Integer({ minimum: 1 }),
    organisations: Type.Array(closed({ id, name, url, signKey, logKey, cosignerKey, previous })),
    witnesses: Type.Array(Type.String({ description: 'Verifier key (C2SP signed-note)' })),
    quorum: Type.Integer({ minimum: 0, description: 'How many witnesses must have seen a checkpoint' }),
  }),
);

export const TrustListsSchema = named(
  'TrustLists',
  closed({
    versions: Type.Array(
      closed({
        list: TrustListSchema,
        signatures: Type.Array(
          Type.String({ description: 'Compact JWS by an organisation of the version before' }),
        ),
      }),
    ),
  }),
);
