import type { Registry } from 'prom-client';

/** A scrape's answer. */
export interface Exposition {
  readonly type: string;
  readonly body: string;
}

const textType = 'text/plain; version=0.0.4; charset=utf-8';
const openMetricsType = 'application/openmetrics-text; version=1.0.0; charset=utf-8';

/** Gives a registry in the form that a scraper asks for. Scrapes that come at the same time share one reading. */
export class Exposer {
  #reading: Promise<string> | undefined;

  readonly #registry: Registry;

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  /** `accept`: the request's header field. OpenMetrics where it is asked for, else the older text format. */
  async expose(accept: string | undefined): Promise<Exposition> {
    this.#reading ??= this.#registry.metrics().finally(() => (this.#reading = undefined));
    const text = await this.#reading;
    return wantsOpenMetrics(accept)
      ? { type: openMetricsType, body: openMetrics(text) }
      : { type: textType, body: text };
  }
}

/** Prometheus lists what it takes with weights, and OpenMetrics among the first. */
function wantsOpenMetrics(accept = ''): boolean {
  return accept.split(',').some((range) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const version = parameters.find((one) => one.startsWith('version='))?.slice('version='.length);
    const isRefused = parameters.some((one) => /^q=0(\.0*)?$/.test(one));
    return type === 'application/openmetrics-text' && !isRefused && (version ?? '1.0.0') === '1.0.0';
  });
}

/**
 * The text format as OpenMetrics 1.0: a counter's family is named without `_total`, there are no empty lines, and the end is
 * marked. Prom-client writes it too, but renames its counters for good, and later scrapes of the text format get the new names.
 */
function openMetrics(text: string): string {
  const counters = new Set([...text.matchAll(/^# TYPE (\S+) counter$/gm)].map(([, name]) => name));
  const lines = text.split('\n').filter((line) => line !== '');
  const family = (line: string): string =>
    line.replace(/^# (HELP|TYPE) (\S+)_total /, (whole, keyword: string, name: string) =>
      counters.has(`${name}_total`) ? `# ${keyword} ${name} ` : whole,
    );
  return `${lines.map(family).join('\n')}\n# EOF\n`;
}
