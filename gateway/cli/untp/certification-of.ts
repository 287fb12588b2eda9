import { newestFold } from '../../../chaincode/domain/fold-version.js';
import { termsUri } from '../../../chaincode/domain/ledger-uris.js';
import type { Certification } from '../../../chaincode/domain/records/certification.js';
import type { Product } from '../../../chaincode/domain/records/common.js';
import { recordDefects } from '../../../chaincode/domain/records/validate.js';
import { formatTime } from '../../../chaincode/domain/time.js';
import { CellError } from '../forms/cell-error.js';
import { readOffsetTime } from '../forms/offset-time.js';
import type { Assessment, Credential } from './credential.js';
import { looked, type UntpMap } from './untp-map.js';

export interface Reading {
  readonly map: UntpMap;
  /** Of all credentials, where it is given. */
  readonly seller?: string | undefined;
  /** Ledger id: a credential of this ledger's own names seller, scheme and certificate by URIs of it. */
  readonly ledger: string;
}

export type Read =
  /** `notes`: what of the credential has no counterpart. */
  | { readonly record: Certification; readonly notes: readonly string[] }
  /** One line each, with its place (RFC 6901). */
  | { readonly findings: readonly string[] };

/** What a credential certifies, as a record of the ledger; or all that keeps it from being one. */
export function certificationOf(credential: Credential, reading: Reading): Read {
  const found = new Found(credential, reading);
  const { assessmentLevel } = credential.credentialSubject;
  found.needsCertification();
  const validFrom = found.time('/validFrom', credential.validFrom);
  const validUntil = found.time('/validUntil', credential.validUntil);
  const subject = found.subject();
  const record = {
    kind: 'certification',
    seller: found.seller(),
    at: validFrom,
    certificate: found.certificate(),
    ...subject,
    scheme: found.scheme(),
    jurisdictions: found.jurisdictions(),
    validFrom,
    validUntil,
    assessmentLevel,
    ...found.products(),
  };
  if (found.findings.length === 0) {
    for (const { pointer = '', reason } of recordDefects(record, newestFold))
      found.findings.push(`${placeOf[pointer.split('/')[1] ?? ''] ?? ''}: ${reason}`);
  }
  if (found.findings.length > 0) return { findings: found.findings };
  return { record: record as Certification, notes: found.notes };
}

const subjectPlace = '/credentialSubject';
/** Where a credential has what a member of the record says. */
const placeOf: Readonly<Record<string, string>> = {
  seller: `${subjectPlace}/issuedToParty`,
  certificate: `${subjectPlace}/id`,
  scheme: `${subjectPlace}/referenceScheme`,
  assessmentLevel: `${subjectPlace}/assessmentLevel`,
  jurisdictions: `${subjectPlace}/conformityAssessment`,
  products: `${subjectPlace}/conformityAssessment`,
  validFrom: '/validFrom',
  validUntil: '/validUntil',
  at: '/validFrom',
};

type Subject = Pick<Certification, 'subject' | 'right'>;
const rightForm = /^IP right: (.*)$/;
const jurisdictionForm = /^Jurisdiction: (.*)$/;

class Found {
  readonly findings: string[] = [];
  readonly notes: string[] = [];
  readonly #credential: Credential;
  readonly #reading: Reading;
  readonly #assessments: readonly Assessment[];
  readonly #conditions: readonly string[];

  constructor(credential: Credential, reading: Reading) {
    this.#credential = credential;
    this.#reading = reading;
    this.#assessments = credential.credentialSubject.conformityAssessment ?? [];
    this.#conditions = this.#assessments.flatMap(({ specifiedCondition = [] }) => specifiedCondition);
    const others = this.#conditions.filter((text) => !rightForm.test(text) && !jurisdictionForm.test(text));
    if (others.length > 0) this.notes.push('its specified conditions have no place in a record');
    if (credential.credentialStatus !== undefined)
      this.notes.push('whether it was revoked or suspended is not asked: its status list lies elsewhere');
  }

  needsCertification(): void {
    const { attestationType } = this.#credential.credentialSubject;
    if (attestationType !== 'certification')
      this.#refuse('attestationType', 'only a certification is stated from a credential');
    this.#assessments.forEach(({ conformance }, i) => {
      if (conformance === false)
        this.#refuse(`conformityAssessment/${i}/conformance`, 'it says that there is no conformity');
    });
  }

  time(place: string, text: string | undefined): string {
    if (text === undefined) {
      this.findings.push(`${place}: missing; a certificate of this ledger has an end`);
      return '';
    }
    try {
      return formatTime(readOffsetTime(text));
    } catch (error) {
      if (!(error instanceof CellError)) throw error;
      this.findings.push(`${place}: ${error.message}`);
      return '';
    }
  }

  seller(): string {
    const { id, registeredId = '' } = this.#credential.credentialSubject.issuedToParty;
    const { map, seller } = this.#reading;
    const found =
      seller ?? looked(map.sellers, id) ?? looked(map.sellers, registeredId) ?? this.#own(id, /^([^:]+)$/);
    if (found === undefined)
      this.#refuse('issuedToParty', 'which seller that is the map must say ("sellers")');
    return found ?? '';
  }

  certificate(): string {
    const { id } = this.#credential.credentialSubject;
    const number = looked(this.#reading.map.certificates, id) ?? /[^/:#?=]+$/.exec(id)?.[0] ?? '';
    if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(number)) return number;
    this.#refuse(
      'id',
      'it does not end in a number of letters, digits, . _ and -: the map can give one ("certificates")',
    );
    return '';
  }

  scheme(): string {
    const { id } = this.#credential.credentialSubject.referenceScheme;
    const found = looked(this.#reading.map.schemes, id) ?? this.#own(id, /^scheme:(.+)$/);
    if (found === undefined)
      this.#refuse('referenceScheme', 'which scheme of the ledger that is the map must say ("schemes")');
    return found ?? '';
  }

  jurisdictions(): string[] {
    const { map } = this.#reading;
    const { id } = this.#credential.credentialSubject.referenceScheme;
    const conditions = this.#conditions.flatMap((text) => jurisdictionForm.exec(text)?.[1] ?? []);
    const regulations = this.#assessments
      .flatMap(({ referenceRegulation = [] }) => referenceRegulation)
      .flatMap(({ jurisdictionCountry = [] }) => jurisdictionCountry)
      .flatMap((country) => (typeof country === 'string' ? country : (country.countryCode ?? [])));
    const named = new Set([...conditions, ...regulations]);
    if (named.size > 0) return [...named];
    const open = looked(map.jurisdictions, id) ?? looked(map.jurisdictions, '*');
    if (open === undefined) {
      this.#refuse(
        'conformityAssessment',
        'no regulation says in which country it holds: the map must say so ("jurisdictions")',
      );
    }
    return [...(open ?? [])];
  }

  subject(): Subject {
    const { id } = this.#credential.credentialSubject;
    const { subjects } = this.#reading.map;
    const right = this.#conditions.flatMap((text) => rightForm.exec(text)?.[1] ?? [])[0];
    if (right !== undefined) return { subject: 'ip-right', right: right as NonNullable<Subject['right']> };
    const said = looked(subjects, id) ?? looked(subjects, '*');
    if (said !== undefined) return { subject: said };
    const has = (member: 'assessedProduct' | 'assessedFacility' | 'assessedOrganisation'): boolean =>
      this.#assessments.some(({ [member]: value }) =>
        Array.isArray(value) ? value.length > 0 : value !== undefined,
      );
    const kinds: Subject['subject'][] = [
      ...(has('assessedProduct') ? (['product'] as const) : []),
      ...(has('assessedFacility') ? (['facility'] as const) : []),
      ...(has('assessedOrganisation') ? (['organisation'] as const) : []),
    ];
    const [first, second] = kinds;
    if (first !== undefined && second === undefined) return { subject: first };
    const why =
      first === undefined ? 'it does not say what it is about' : `it is about ${kinds.join(' and ')}`;
    this.#refuse('conformityAssessment', `${why}: the map must say which one is stated ("subjects")`);
    return { subject: 'product' };
  }

  products(): { readonly products?: Product[] } {
    const ids = this.#assessments
      .flatMap(({ assessedProduct = [] }) => assessedProduct)
      .map(({ product }) => product.id);
    const products = new Map<string, Product>();
    for (const id of ids) {
      const product = productOf(id);
      if (product !== undefined) products.set(JSON.stringify(product), product);
    }
    const unnamed = ids.filter((id) => productOf(id) === undefined).length;
    if (unnamed > 0)
      this.notes.push(`${unnamed} of its products have no GTIN, and are not named in the record`);
    return products.size === 0 ? {} : { products: [...products.values()] };
  }

  /** What a URI of this ledger names; undefined for any other one. */
  #own(uri: string, form: RegExp): string | undefined {
    const prefix = `urn:stl:${this.#reading.ledger}:`;
    return uri.startsWith(prefix) ? form.exec(uri.slice(prefix.length))?.[1] : undefined;
  }

  #refuse(member: string, reason: string): void {
    this.findings.push(`${subjectPlace}/${member}: ${reason}`);
  }
}

/** GS1 Digital Link and EPC class URIs have the GTIN in them. */
function productOf(id: string): Product | undefined {
  const gtin = /^https?:\/\/[^/]+\/(?:.*\/)?01\/(\d{14})(?=\/|\?|$)/.exec(id)?.[1];
  // Zeros in front are no part of a shorter one.
  if (gtin !== undefined) return { gtin: gtin.replace(/^0(?=\d{13}$)/, '') };
  const [, kind, code] = /^(hs|tariff):(\d{6,10})$/.exec(id.slice(termsUri.length)) ?? [];
  if (!id.startsWith(termsUri) || code === undefined) return undefined;
  return kind === 'hs' ? { hs: code } : { tariff: code };
}
