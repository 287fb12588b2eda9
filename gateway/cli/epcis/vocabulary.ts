/** Lists of CBV 2.0, by what their words begin with as a URI and as a URN. */
const lists = {
  step: ['BizStep-', 'bizstep:'],
  disposition: ['Disp-', 'disp:'],
  transaction: ['BTT-', 'btt:'],
  reason: ['ER-', 'er:'],
  party: ['SDT-', 'sdt:'],
} as const;

/**
 * A word of CBV, in whichever of its forms (CBV 2.0, section 7): `shipping`, `https://ref.gs1.org/cbv/BizStep-shipping`, `cbv:BizStep-shipping`
 * and `urn:epcglobal:cbv:bizstep:shipping` are one. Any other URI stays as it is. The context that a document names is never
 * fetched, so what it alone would say is not known.
 */
export function cbvWord(list: keyof typeof lists, text: string): string {
  const [name, urn] = lists[list];
  for (const prefix of [
    `https://ref.gs1.org/cbv/${name}`,
    `https://ns.gs1.org/cbv/${name}`,
    `cbv:${name}`,
    `urn:epcglobal:cbv:${urn}`,
  ])
    if (text.startsWith(prefix)) return text.slice(prefix.length);
  return text;
}
