import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue?: string; readonly intValue?: number | string };
}

/** A span as OTLP's JSON has it, with its attributes as an object. */
export interface ReceivedSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly attributes: Readonly<Record<string, string | number | undefined>>;
  readonly status: { readonly code?: number; readonly message?: string };
  readonly events?: readonly object[];
}

interface Otlp {
  readonly resourceSpans: readonly {
    readonly scopeSpans: readonly {
      readonly spans: readonly (Omit<ReceivedSpan, 'attributes'> & {
        readonly attributes: readonly Attribute[];
      })[];
    }[];
  }[];
}

/** A collector that keeps what it gets: OTLP over HTTP, JSON. */
export class Collector {
  readonly spans: ReceivedSpan[] = [];
  /** All bodies as they came. */
  text = '';
  status = 200;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<Collector> {
    const server = createServer();
    const collector = new Collector(server);
    server.on('request', (request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        if (collector.status === 200 && request.url === '/v1/traces') collector.#take(body);
        response.writeHead(collector.status, { 'content-type': 'application/json' }).end('{}');
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return collector;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Resolves with the first span that is such. */
  async span(isSuch: (span: ReceivedSpan) => boolean): Promise<ReceivedSpan> {
    for (;;) {
      const found = this.spans.find(isSuch);
      if (found !== undefined) return found;
      await pause(20);
    }
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #take(body: string): void {
    this.text += body;
    const { resourceSpans } = JSON.parse(body) as Otlp;
    for (const { scopeSpans } of resourceSpans) {
      for (const { spans } of scopeSpans) {
        for (const { attributes, ...span } of spans) {
          const pairs = attributes.map(({ key, value }) => [
            key,
            value.stringValue ?? (value.intValue === undefined ? undefined : Number(value.intValue)),
          ]);
          this.spans.push({ ...span, attributes: Object.fromEntries(pairs) as ReceivedSpan['attributes'] });
        }
      }
    }
  }
}
