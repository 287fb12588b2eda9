import type { Context, Span, Tracer } from '@opentelemetry/api';
import type { App } from '../http/plugins/types.js';
import { LedgerError } from '../ledger/port.js';
import type { LedgerWatch } from '../ledger/watched.js';
import type { QueueWatch } from '../services/write/batch-queue.js';

/** Traces of requests on their way to the ledger, sent to a collector. */
export interface Tracing {
  readonly ledger: LedgerWatch;
  readonly queue: QueueWatch;
  /** To be called before routes are added. */
  watchRequests(app: App): Promise<void>;
  /** Sends what is left. Resolves within seconds, also where the collector is gone. */
  close(): Promise<void>;
}

/** These have no trace: they come every few seconds for ever, and tell nothing. */
const untraced: ReadonlySet<string> = new Set(['/livez', '/readyz', '/metrics']);

/** Their spans are made by the queue, which knows whose batches are in them. */
const batchTransactions: ReadonlySet<string> = new Set(['SubmitBatch', 'SubmitBatches']);

/** Milliseconds that one export may take. */
const exportMs = 5_000;

/**
 * Loads OpenTelemetry, which nothing else does. `endpoint`: base URL of an OTLP/HTTP collector. A caller's `traceparent` (W3C Trace
 * Context) is gone on with; which traces are kept, and what the collector is told to prove who sends, is up to OpenTelemetry's own
 * variables OTEL_TRACES_SAMPLER and OTEL_EXPORTER_OTLP_HEADERS.
 */
export async function openTracing(
  endpoint: string,
  { organisation, version }: { readonly organisation: string; readonly version: string },
): Promise<Tracing> {
  const [api, sdk, otlp, resources, fastifyOtel, { plainSpans }] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace-node'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
    import('@fastify/otel'),
    import('./plain-spans.js'),
  ]);
  let report: (failure: unknown) => void = () => undefined;
  const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`;
  const exporter = new otlp.OTLPTraceExporter({ url, timeoutMillis: exportMs });
  const provider = new sdk.NodeTracerProvider({
    resource: resources.resourceFromAttributes({
      'service.name': 'seller-trust-gateway',
      'service.version': version,
      'service.namespace': organisation,
    }),
    spanProcessors: [
      new sdk.BatchSpanProcessor(
        plainSpans(exporter, (failure) => report(failure)),
        {
          exportTimeoutMillis: exportMs,
        },
      ),
    ],
  });
  provider.register();
  const tracer = provider.getTracer('seller-trust-gateway', version);
  return {
    queue: watchQueue(api, tracer),
    ledger: watchLedger(api, tracer),
    async watchRequests(app) {
      report = (failure) => app.log.warn({ failure }, 'traces cannot be sent');
      const instrumentation = new fastifyOtel.default.FastifyOtelInstrumentation({
        instrumentHooks: false,
        recordExceptions: false,
        ignorePaths: ({ url }) => untraced.has(url.split('?', 1)[0] ?? ''),
        requestHook: (span, { method, routeOptions }) => {
          span.updateName(routeOptions.url === undefined ? method : `${method} ${routeOptions.url}`);
        },
      });
      instrumentation.setTracerProvider(provider);
      await app.register(instrumentation.plugin());
    },
    async close() {
      await provider.shutdown().catch(() => undefined);
      api.trace.disable();
      api.context.disable();
      api.propagation.disable();
    },
  };
}

type Api = typeof import('@opentelemetry/api');

/** Two spans a batch, below the request that brought it: waiting, and the transaction, which other batches may share. */
function watchQueue(api: Api, tracer: Tracer): QueueWatch {
  return () => {
    const parent = api.context.active();
    let span = tracer.startSpan('queue', {}, parent);
    return {
      sent(together) {
        span.end();
        span = submitSpan(api, tracer, together === 1 ? 'SubmitBatch' : 'SubmitBatches', parent);
        span.setAttribute('stl.batches', together);
      },
      tried(result) {
        if (result.outcome === 'committed') committed(span, result.committed);
        if (result.outcome === 'failed') failed(api, span, result.error);
        span.end();
        if (result.outcome === 'again') span = tracer.startSpan('queue', {}, parent);
      },
    };
  };
}

/** All other transactions: proposals, approvals, Seals, cosignatures. */
function watchLedger(api: Api, tracer: Tracer): LedgerWatch {
  return (operation, transaction) => {
    if (operation !== 'submit' || transaction === undefined || batchTransactions.has(transaction))
      return () => undefined;
    const span = submitSpan(api, tracer, transaction, api.context.active());
    return (end) => {
      if (!end.ok) failed(api, span, end.error);
      else if (end.committed !== undefined) committed(span, end.committed);
      span.end();
    };
  };
}

function submitSpan(api: Api, tracer: Tracer, transaction: string, parent: Context): Span {
  const options = { kind: api.SpanKind.CLIENT, attributes: { 'stl.transaction': transaction } };
  return tracer.startSpan('ledger submit', options, parent);
}

function committed(span: Span, { block, txId }: { readonly block: number; readonly txId: string }): void {
  span.setAttributes({ 'stl.tx_id': txId, 'stl.block': block });
}

function failed({ SpanStatusCode }: Api, span: Span, error: unknown): void {
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.setAttribute('stl.error', error instanceof LedgerError ? error.code : 'unexpected');
}
