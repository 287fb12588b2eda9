import Type from 'typebox';
import type { JsonObject } from '../../../../../chaincode/domain/canonical.js';
import { ConsortiumDocument } from '../../../../../chaincode/domain/consortium/document.js';
import { standardTerms } from '../../../../founding/standard-terms.js';
import { writeCommented, type Described } from '../../../frame/write-commented.js';

/** What the parts do not say. Whatever is left out is as in the standard. */
const TermsSchema = Type.Partial(
  Type.Omit(ConsortiumDocument, ['v', 'organisations', 'nonce'], { additionalProperties: false }),
  { additionalProperties: false },
);

/** `schemaName`: the file of the schema, beside the terms. */
export function termsTemplate(schemaName: string): { readonly terms: string; readonly schema: string } {
  const heading = [
    'The terms of a consortium: all that its document says besides who the organisations are.',
    'These are the standard ones. Take out what stays as it is here, and change the rest.',
    `"k" may stand here, too: how many organisations decide together. Left out, it is the smallest majority.`,
    'stl consortium draft --parts PART... --terms THIS-FILE puts the document together, and says what is wrong.',
  ];
  const value = { $schema: `./${schemaName}`, ...standardTerms } as unknown as JsonObject;
  return {
    terms: writeCommented(value, TermsSchema as unknown as Described, { heading }),
    schema: `${JSON.stringify({ $schema: 'https://json-schema.org/draft/2020-12/schema', ...TermsSchema }, null, 2)}\n`,
  };
}
