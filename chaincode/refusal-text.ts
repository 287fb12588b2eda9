import { Refusal, refusalCodes, type Defect } from './domain/errors.js';

/** A chaincode can answer an error with one text only, so a Refusal travels as JSON behind this mark. */
const mark = '{"refusal":';

/** Peers pass error texts on in gRPC trailers, which HTTP/2 implementations cap at 8 to 64 KiB in all. */
const longestText = 6_000;

/** The text of a refusal. Defects that do not fit are counted in a last one. */
export function refusalText(refusal: Refusal): string {
  const listed: Defect[] = [];
  let size = 0;
  for (const defect of refusal.defects) {
    size += JSON.stringify(defect).length + 1;
    if (size > longestText) break;
    listed.push(defect);
  }
  const left = refusal.defects.length - listed.length;
  if (left > 0) listed.push({ code: refusal.code, reason: `${left} more defects are not listed` });
  return `${mark}${JSON.stringify(listed)}}`;
}

/** The refusal inside an error text that Fabric may have put words before. Undefined where there is none. */
export function parseRefusalText(text: string): Refusal | undefined {
  const start = text.indexOf(mark);
  const end = text.lastIndexOf('}');
  if (start < 0 || end < start) return undefined;
  try {
    const { refusal } = JSON.parse(text.slice(start, end + 1)) as { refusal: unknown };
    if (!Array.isArray(refusal) || !refusal.every(isDefect)) return undefined;
    const [first, ...others] = refusal;
    return first && new Refusal([first, ...others]);
  } catch {
    return undefined;
  }
}

function isDefect(value: unknown): value is Defect {
  if (typeof value !== 'object' || value === null) return false;
  const { code, reason } = value as Partial<Defect>;
  return typeof reason === 'string' && refusalCodes.some((known) => known === code);
}
