/** Weights of GS1 check digits, from the right: 3, 1, 3 ... */
function checkDigit(digits: string): number {
  let sum = 0;
  for (let i = 0; i < digits.length; i++)
    sum += Number(digits.charAt(digits.length - 1 - i)) * (i % 2 === 0 ? 3 : 1);
  return (10 - (sum % 10)) % 10;
}

const ssccDigits = 17;

/** The 18 digits of an SSCC, from its EPC URI or its GS1 Digital Link; undefined for any other URI, which names no parcel. */
export function ssccOf(uri: string): string | undefined {
  const linked = /^https?:\/\/[^/]+\/(?:.*\/)?00\/(\d{18})(?=[/?#]|$)/.exec(uri)?.[1];
  if (linked !== undefined) return linked;
  const [, company = '', serial = ''] = /^urn:epc:id:sscc:(\d{6,12})\.(\d{5,11})$/.exec(uri) ?? [];
  if (company.length + serial.length !== ssccDigits) return undefined;
  // The serial's first digit is the extension, which stands in front of all.
  const digits = `${serial.slice(0, 1)}${company}${serial.slice(1)}`;
  return `${digits}${checkDigit(digits)}`;
}

/**
 * What those who use a business transaction call it: the id within its URI (CBV 2.0, section 8.5: `urn:epcglobal:cbv:bt:<GLN>:<id>`, or
 * the end of a path).
 */
export function nameOfTransaction(uri: string): string {
  const own = /^urn:epcglobal:cbv:bt:\d+:(.+)$/.exec(uri)?.[1] ?? /[^/:#?=]+$/.exec(uri)?.[0];
  return own === undefined ? uri : decoded(own);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A UN/LOCODE that a location's URI ends in, after that word. */
export const locodeOf = (uri: string): string | undefined =>
  /unlocode[-a-z]*[:#/=]([A-Z]{2}[A-Z2-9]{3})$/i.exec(uri)?.[1]?.toUpperCase();
