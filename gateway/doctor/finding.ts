/** What one check found. */
export interface Finding {
  /** A stable name, for programs. */
  readonly check: string;
  readonly state: 'ok' | 'warn' | 'fail';
  readonly detail: string;
  /** What to do about it; absent where all is well. */
  readonly todo?: string;
}

export const ok = (check: string, detail: string): Finding => ({ check, state: 'ok', detail });
export const warn = (check: string, detail: string, todo: string): Finding => ({
  ...{ check, state: 'warn', detail, todo },
});
export const fail = (check: string, detail: string, todo: string): Finding => ({
  ...{ check, state: 'fail', detail, todo },
});
