import { ConsortiumDocument, Organisation } from '../../chaincode/domain/consortium/document.js';
import { Participant } from '../../chaincode/domain/consortium/participant.js';
import { Action, Proposal } from '../../chaincode/domain/consortium/action.js';
import { bodyForms } from '../../chaincode/domain/policies/index.js';
import { ConnectionProfileFile } from '../../gateway/ledger/fabric-shared/profile.js';
import { block, type GeneratedBlock } from './generated-block.js';
import { laidOut } from './laid-out.js';
import { schemaTable, type Schema } from './schema-tables.js';

const folder = 'docs/reference';
const schema = (one: unknown): Schema => one as Schema;

function consortium(): string {
  return [
    schemaTable(schema(ConsortiumDocument), {
      organisations: '#an-organisation',
      participants: '#a-participant',
      policies: 'policies.md',
    }),
    '## An organisation',
    'The part that each writes with `stl consortium draft --org`.',
    schemaTable(schema(Organisation)),
    '## A participant',
    schemaTable(schema(Participant)),
  ].join('\n\n');
}

function proposals(): string {
  const actions = (schema(Action).anyOf ?? []).flatMap((action) => [
    `## ${String(action.properties?.['type']?.const)}`,
    `${action.description}.`,
    schemaTable(action, {
      organisations: 'consortium.md#an-organisation',
      participant: 'consortium.md#a-participant',
      policy: 'policies.md',
    }),
  ]);
  return [schemaTable(schema(Proposal), { action: '#participantregister' }), ...actions].join('\n\n');
}

function policies(): string {
  const parts = Object.entries(bodyForms).flatMap(([name, forms]) => [
    `## ${name}`,
    ...(Object.keys(forms).length === 0
      ? ['No body of this name can be read yet, so none can be published.']
      : Object.entries(forms).flatMap(([number, one]) => [
          `Form ${number}${number === '1' ? ', for a body without a member `v`' : ''}:`,
          schemaTable(schema(one.schema)),
        ])),
  ]);
  return parts.join('\n\n');
}

/** The generated parts of the reference pages. */
export function referenceBlocks(): Promise<GeneratedBlock[]> {
  const texts = {
    'consortium.md': consortium(),
    'proposals.md': proposals(),
    'policies.md': policies(),
    'fabric-profile.md': schemaTable(schema(ConnectionProfileFile)),
  };
  return Promise.all(
    Object.entries(texts).map(([file, text]) => block(`${folder}/${file}`, 'members', text)),
  );
}

/** The JSON schema files beside them, by path. */
export function schemaFiles(): Promise<[path: string, text: string][]> {
  const schemas = {
    consortium: ConsortiumDocument,
    organisation: Organisation,
    action: Action,
    'score-policy-body': bodyForms.score[1]?.schema,
    'fabric-profile': ConnectionProfileFile,
  };
  return Promise.all(
    Object.entries(schemas).map(async ([name, one]) => {
      const text = JSON.stringify({ $schema: 'https://json-schema.org/draft/2020-12/schema', ...one });
      return [`${folder}/${name}.schema.json`, await laidOut(text, 'json')] as [string, string];
    }),
  );
}
