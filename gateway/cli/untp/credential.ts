import Type, { type Static, type TSchema } from 'typebox';
import { compileSchema } from '../../../chaincode/domain/schema-check.js';

/** An object of which only these members are read: others may stand beside them. */
const open = Type.Object;
const Text = Type.String({ maxLength: 4096 });
const some = <T extends TSchema>(schema: T) => Type.Optional(schema);
const list = <T extends TSchema>(schema: T) => Type.Array(schema, { maxItems: 1024 });
const one = <T extends TSchema>(schema: T) => some(Type.Union([schema, list(schema)]));

const Named = open({ id: Text, name: some(Text) });
const Party = open({ id: Text, name: some(Text), registeredId: some(Text) });
const Regulation = open({
  jurisdictionCountry: one(Type.Union([Text, open({ countryCode: some(Text) })])),
});

const Assessment = open({
  conformance: some(Type.Boolean()),
  assessedProduct: some(list(open({ product: Named }))),
  assessedFacility: some(list(Type.Unknown())),
  assessedOrganisation: one(open({ id: some(Text) })),
  referenceRegulation: one(Regulation),
  specifiedCondition: some(list(Text)),
});
export type Assessment = Static<typeof Assessment>;

/** What is read of a UNTP 0.7 Digital Conformity Credential. */
const Credential = open({
  '@context': Type.Array(Type.Unknown(), { maxItems: 64 }),
  type: Type.Union([Text, list(Text)]),
  id: some(Text),
  issuer: Type.Union([Text, Named]),
  validFrom: Text,
  validUntil: some(Text),
  credentialStatus: some(Type.Unknown()),
  credentialSubject: open({
    id: Text,
    assessmentLevel: Text,
    attestationType: Text,
    issuedToParty: Party,
    referenceScheme: Named,
    conformityAssessment: some(list(Assessment)),
  }),
});
export type Credential = Static<typeof Credential>;

const check = compileSchema(Credential, 'document_schema');
const contextForm =
  /^https:\/\/(vocabulary|test)\.uncefact\.org\/(vocabulary\/)?untp\/(dcc\/)?([0-9]+\.[0-9]+)\./;
const versionRead = '0.7';

/** The credential, or why it is none that is read here, each with its place (RFC 6901). */
export function readCredential(
  value: unknown,
): { readonly credential: Credential } | { readonly findings: readonly string[] } {
  const wrongForm = kindFinding(value);
  if (wrongForm !== undefined) return { findings: [wrongForm] };
  const defects = check(value);
  if (defects.length > 0)
    return { findings: defects.map(({ pointer = '', reason }) => `${pointer}: ${reason}`) };
  return { credential: value as Credential };
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** What a person should hear before anything about single members. */
function kindFinding(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'it is no JSON object';
  const { '@context': context, type, vc } = value as Record<string, unknown>;
  if (vc !== undefined && type === undefined)
    return 'it has its credential in a member "vc", as version 1.1 of the data model did: this reads version 2.0';
  if (!listOf(type).includes('DigitalConformityCredential'))
    return '/type: it is no DigitalConformityCredential';
  const [, , , , version] = contextForm.exec(listOf(context).find(isUntpContext) ?? '') ?? [];
  if (version === versionRead) return undefined;
  return version === undefined
    ? '/@context: it names no context of UNTP'
    : `/@context: it is of UNTP ${version}, this reads ${versionRead}`;
}

const isUntpContext = (value: unknown): value is string =>
  typeof value === 'string' && contextForm.test(value);
