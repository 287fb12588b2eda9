import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';

/** JSON Schema of EPCIS 2.0, as published: see `schemas/README.md`. */
export function epcisSchema(): ValidateFunction {
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajv.addFormat('uri', (text) => URL.canParse(text));
  ajv.addFormat('date-time', (text) =>
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text),
  );
  return ajv.compile(
    JSON.parse(readFileSync('test/interop/schemas/epcis-2.0.schema.json', 'utf8')) as object,
  );
}
