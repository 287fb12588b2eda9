import Type from 'typebox';
import { closed } from './common.js';
import { named } from './components.js';

/** RFC 9457. `code` is stable; `type` is the page that explains it. */
export const Problem = named(
  'Problem',
  closed({
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.String(),
    detail: Type.String(),
    requestId: Type.String(),
    errors: Type.Optional(
      Type.Array(
        closed({
          line: Type.Optional(Type.Integer({ description: '1-based line of a batch' })),
          pointer: Type.Optional(Type.String({ description: 'RFC 6901 JSON pointer' })),
          code: Type.String(),
          reason: Type.String(),
        }),
      ),
    ),
  }),
);
