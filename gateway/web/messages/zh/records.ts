import type { records as english } from '../en/records.js';

export const records: Readonly<Record<keyof typeof english, string>> = {
  'records.title': '记录',
};
