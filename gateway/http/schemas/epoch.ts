import Type from 'typebox';
import { Nullable, ParticipantId, Time, closed } from './common.js';
import { named } from './components.js';

const Organisations = Type.Array(ParticipantId);
const Body = Type.String({ description: 'Checkpoint body (C2SP tlog-checkpoint)' });
const SignedNote = Type.String({ description: 'Signed note (C2SP signed-note)' });

export const SealSchema = named(
  'Seal',
  closed({ k: Type.Integer(), n: Type.Integer(), organisations: Organisations, time: Time }),
);

export const EpochSchema = named(
  'Epoch',
  closed({
    ...closed({ k: Type.Integer(), n: Type.Integer(), organisations: Organisations, time: Time }).properties,
    own: Body,
    agreed: Nullable(Body),
    agree: Organisations,
    dissent: Organisations,
    equivocate: Organisations,
    silent: Organisations,
    statements: Type.Array(closed({ org: ParticipantId, note: SignedNote })),
    checkpoint: Nullable(SignedNote),
  }),
);

/** A proof is of one epoch for good; `newest` would be of another one with each Seal. */
export const SealParams = closed({ n: Type.String({ pattern: '^[1-9][0-9]{0,14}$' }) });

export const EpochParams = closed({ n: Type.String({ pattern: '^([1-9][0-9]{0,14}|newest|agreed)$' }) });
