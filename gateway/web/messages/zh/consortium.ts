import type { consortium as english } from '../en/consortium.js';

export const consortium: Readonly<Record<keyof typeof english, string>> = {
  'consortium.title': '谁在背后',
};
