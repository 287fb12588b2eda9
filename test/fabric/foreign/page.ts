import { readFileSync } from 'node:fs';

/** Commands of a page, who runs them, and what the page says that they print. */
export interface PageStep {
  /** `4`: of the heading `## 4. …`. */
  readonly section: number;
  readonly heading: string;
  readonly commands: string;
  /** Undefined where the page shows no output. */
  readonly output: string | undefined;
}

/** The `sh` blocks of a page in their order, each with the `text` block that comes right after it. */
export function pageSteps(page: string): PageStep[] {
  const parts = /^## (\d+)\..*$|^### (.*)$|^```sh\n([\s\S]*?)^```\n(?:\n```text\n([\s\S]*?)^```\n)?/gm;
  const steps: PageStep[] = [];
  let section = 0;
  let heading = '';
  for (const [, number, title, commands, output] of readFileSync(page, 'utf8').matchAll(parts)) {
    if (number !== undefined) section = Number(number);
    else if (title !== undefined) heading = title;
    else if (commands !== undefined) steps.push({ section, heading, commands, output });
  }
  return steps;
}

/** The names of the settings in the page's example of `company.env`. */
export function exampleSettings(page: string): string[] {
  const [, example = ''] = /^```ini\n([\s\S]*?)^```/m.exec(readFileSync(page, 'utf8')) ?? [];
  return [...example.matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name as string);
}
