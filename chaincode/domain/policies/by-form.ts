/**
 * Picks what belongs to the form that a policy body names in its member `v`; a body without one has form 1. Undefined
 * where there is no such form. Free of schema libraries: they would make up most of the verifier that pages load.
 */
export function byForm<T>(forms: Readonly<Record<number, T>>, body: unknown): T | undefined {
  const { v = 1 } = (body ?? {}) as { readonly v?: unknown };
  return typeof v === 'number' && Object.hasOwn(forms, v) ? forms[v] : undefined;
}
