import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';

export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<'summary' | 'description' | 'runbook', string>>;
}

export const rulesFile = 'network/observability/alerts.yml';

export async function alertRules(): Promise<readonly AlertRule[]> {
  const { groups } = parse(await readFile(rulesFile, 'utf8')) as { groups: { rules: AlertRule[] }[] };
  return groups.flatMap(({ rules }) => rules);
}

/** Names of metrics of a gateway that a text speaks of. */
export const metricNames = (text: string): string[] => [
  ...new Set([...text.matchAll(/\b(?:stl|nodejs|process)_[a-z0-9_]+\b/g)].map(([name]) => name)),
];
