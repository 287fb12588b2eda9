import { format, resolveConfig } from 'prettier';

/** Text as `npm run format` would lay it out. */
export const laidOut = async (text: string, parser: 'json' | 'markdown'): Promise<string> =>
  format(text, { ...(await resolveConfig('package.json')), parser });
