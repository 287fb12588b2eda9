import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-node';

/** All that a span may say. An address, or the message of an error, may quote what was sent: ids of orders, and worse. */
const attributesShown: ReadonlySet<string> = new Set([
  'http.request.method',
  'http.route',
  'http.response.status_code',
  'stl.transaction',
  'stl.batches',
  'stl.tx_id',
  'stl.block',
  'stl.error',
]);

/** An exporter that lets no more out than these. `report`: told once when spans cannot be sent, until they can again. */
export function plainSpans(exporter: SpanExporter, report: (failure: unknown) => void): SpanExporter {
  let isFailing = false;
  return {
    export(spans, done) {
      exporter.export(spans.map(plain), (result) => {
        const code: number = result.code;
        const fails = code !== 0; // ExportResultCode.SUCCESS
        if (fails && !isFailing) report(result.error);
        isFailing = fails;
        done(result);
      });
    },
    forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
    shutdown: () => exporter.shutdown(),
  };
}

function plain(span: ReadableSpan): ReadableSpan {
  const shown = Object.entries(span.attributes).filter(([name]) => attributesShown.has(name));
  const { spanId, traceFlags, traceId } = span.spanContext();
  const { droppedAttributesCount, droppedEventsCount, droppedLinksCount } = span;
  return {
    ...{ droppedAttributesCount, droppedEventsCount, droppedLinksCount },
    ...{ name: span.name, kind: span.kind, resource: span.resource, ended: span.ended },
    ...{ startTime: span.startTime, endTime: span.endTime, duration: span.duration },
    instrumentationScope: span.instrumentationScope,
    ...(span.parentSpanContext === undefined ? {} : { parentSpanContext: span.parentSpanContext }),
    // Without what a caller put into `tracestate`.
    spanContext: () => ({ spanId, traceFlags, traceId }),
    attributes: Object.fromEntries(shown),
    status: { code: span.status.code },
    links: [],
    events: [],
  };
}
