export const openMetricsAccept =
  'application/openmetrics-text;version=1.0.0;q=0.6,text/plain;version=0.0.4;q=0.5,*/*;q=0.2';

/** A gateway's metrics as text. `accept`: as a scraper says what it takes. */
export async function scrape(url: string, accept = 'text/plain'): Promise<string> {
  const answer = await fetch(`${url}/metrics`, { headers: { accept } });
  if (answer.status !== 200) throw new Error(`/metrics answers ${answer.status}`);
  return answer.text();
}

export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Samples of the text format. Of a value that is not a number it gives NaN. */
export function samplesOf(text: string): Sample[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, name = '', labels = '', value = ''] = /^([a-z_0-9]+)(?:\{(.*)\})? (\S+)$/i.exec(line) ?? [];
      const pairs = [...labels.matchAll(/([a-z_]+)="((?:[^"\\]|\\.)*)"/g)];
      const all: Sample['labels'] = Object.fromEntries(pairs.map(([, label = '', of = '']) => [label, of]));
      return { name, labels: all, value: Number(value) };
    });
}

/** The value of one sample: of the name, with at least these labels. Undefined where there is none. */
export function valueOf(
  text: string,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number | undefined {
  const found = samplesOf(text).filter(
    (sample) =>
      sample.name === name &&
      Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
  );
  if (found.length > 1) throw new Error(`${name} has ${found.length} samples with these labels`);
  return found[0]?.value;
}
