import { randomUUID } from 'node:crypto';
import helmet from '@fastify/helmet';
import fastify, { LogController } from 'fastify';
import { logOutput, type LogOutput } from './log-output.js';
import { answerSignature, type AnswerSignatureOptions } from '../http/plugins/answer-signature.js';
import { answerTimeout } from '../http/plugins/answer-timeout.js';
import { ClientErrors } from '../http/plugins/client-errors.js';
import { compression } from '../http/plugins/compression.js';
import { cors } from '../http/plugins/cors.js';
import { jsonBody } from '../http/plugins/json-body.js';
import { loadShedding } from '../http/plugins/load-shedding.js';
import { loggerOptions, requestLog } from '../http/plugins/logging.js';
import { openApi } from '../http/plugins/openapi.js';
import { plainRequests } from '../http/plugins/plain-requests.js';
import { problems } from '../http/plugins/problems.js';
import { readyOnly } from '../http/plugins/ready-only.js';
import { requestSignature, type RequestSignatureOptions } from '../http/plugins/request-signature.js';
import type { App, Types } from '../http/plugins/types.js';
import { unrouted } from '../http/plugins/unrouted.js';
import { badgeRoutes } from '../http/routes/badges.js';
import { batchRoutes } from '../http/routes/batches.js';
import { certificateRoutes } from '../http/routes/certificates.js';
import { discoveryRoutes } from '../http/routes/discovery.js';
import { epcisRoutes } from '../http/routes/epcis.js';
import { epochRoutes } from '../http/routes/epochs.js';
import { governanceRoutes } from '../http/routes/governance.js';
import { participantRoutes } from '../http/routes/participants.js';
import { proofRoutes } from '../http/routes/proofs.js';
import { referenceRoutes } from '../http/routes/references.js';
import { recordRoutes } from '../http/routes/records.js';
import { scoreRoutes } from '../http/routes/scores.js';
import { sellerRoutes } from '../http/routes/sellers.js';
import { serviceRoutes } from '../http/routes/service.js';
import { outlookRoutes } from '../http/routes/outlook.js';
import { standingRoutes } from '../http/routes/standing.js';
import { statusListRoutes } from '../http/routes/status-lists.js';
import { tlogRoutes } from '../http/routes/tlog.js';
import { trustListRoutes } from '../http/routes/trust-list.js';
import type { Services } from '../http/routes/services.js';
import { components } from '../http/schemas/components.js';
import { assetRoutes } from '../web/frame/asset-routes.js';
import { loadAssets } from '../web/frame/assets.js';
import { loadLanguages } from '../web/messages/languages.js';
import { lostPage } from '../web/frame/lost-page.js';
import { makeSite, webRoutes } from '../web/index.js';

export interface AppOptions extends AnswerSignatureOptions, RequestSignatureOptions {
  /** Milliseconds a request may take to arrive. */
  readonly requestTimeout?: number;
  readonly services: Services;
  /** Why nothing that is folded here may be answered now; undefined where it may. */
  readonly whyUnready: () => string | undefined;
  /** Called before any route is there, for what is to see all requests. */
  readonly observe?: (app: App) => Promise<void>;
  readonly logLevel: string;
  /** Default: standard output. */
  readonly logTo?: LogOutput;
}

const jsonBytesMax = 256 * 1024;
/** Milliseconds a request may take to arrive, and an answer to be made; longer than the longest `Prefer: wait`. */
const requestTimeoutMs = 30_000;
const headersTimeoutMs = 10_000;
const handlerTimeoutMs = 45_000;

const quiet = new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' });

/** The gateway's HTTP face: parses, authenticates, signs and translates errors; decides nothing. */
export async function buildApp(options: AppOptions): Promise<App> {
  const { publicUrl, services, requestTimeout = requestTimeoutMs } = options;
  const clientErrors = new ClientErrors(publicUrl);
  const [assets, languages] = await Promise.all([loadAssets(), loadLanguages()]);
  const site = makeSite(services, assets, languages, options.whyUnready);
  const lost = lostPage(site);
  const app: App = fastify({
    logger: { ...loggerOptions(options.logLevel), stream: options.logTo ?? logOutput(1) },
    logController: quiet,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    bodyLimit: jsonBytesMax,
    requestTimeout,
    // Without this, Node looks for slow requests only every 30 s.
    http: {
      connectionsCheckingInterval: 500,
      headersTimeout: Math.min(requestTimeout, headersTimeoutMs),
      requireHostHeader: false, // plainRequests does, with a body that says so
    },
    return503OnClosing: false, // loadShedding does, likewise
    routerOptions: { maxParamLength: 200 },
    ajv: {
      // What is not as the schema says is refused, never mended: a mended request is not the one that was signed.
      customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false, allErrors: true },
    },
    clientErrorHandler: clientErrors.handle,
    frameworkErrors: unrouted(options, lost),
  }).withTypeProvider<Types>();

  app.server.on('request', clientErrors.watch);
  app.removeAllContentTypeParsers();
  // Schemas describe answers; they must not reshape them.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  await options.observe?.(app);
  for (const component of components) app.addSchema(component);
  problems(app, publicUrl, lost);
  cors(app);
  plainRequests(app);
  // Before answers that were kept.
  readyOnly(app, options.whyUnready);
  answerSignature(app, options);
  answerTimeout(app, handlerTimeoutMs);
  requestLog(app);
  loadShedding(app);
  requestSignature(app, options);
  await app.register(helmet, {
    contentSecurityPolicy: false,
    strictTransportSecurity: publicUrl.startsWith('https:'),
    // Nothing to an answer that is no page: they made a score's headers a fifth longer.
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    dnsPrefetchControl: false,
    ieNoOpen: false,
    permittedCrossDomainPolicies: false,
    xXssProtection: false,
  });
  const text = (name: string): string => Buffer.from(assets.get(name).bytes).toString();
  await openApi(app, publicUrl, {
    css: text('docs.css'),
    script: text('docs.js'),
    icon: text('icon.svg'),
  });

  await app.register(async (api: App) => {
    await batchRoutes(api, services.batches, services.proofs);
  });
  await app.register((api: App, _options, done) => {
    jsonBody(api);
    recordRoutes(api, services);
    epcisRoutes(api, services.about, services.epcis);
    referenceRoutes(api, services.references, services.referenceBook);
    standingRoutes(api, services.standing, services.stated);
    outlookRoutes(api, services.outlook);
    sellerRoutes(api, services);
    certificateRoutes(api, services.certificates);
    scoreRoutes(api, services.scores);
    participantRoutes(api, services.members);
    governanceRoutes(api, services.governance);
    badgeRoutes(api, services.badges);
    statusListRoutes(api, services.statusLists);
    proofRoutes(api, services.proofs);
    epochRoutes(api, services.epochs);
    tlogRoutes(api, services);
    trustListRoutes(api, services.trustLists);
    discoveryRoutes(api, services);
    serviceRoutes(api, services);
    done();
  });
  await assetRoutes(app);
  await app.register(async (pages: App) => {
    await compression(pages);
    webRoutes(pages, site, services);
  });
  return app;
}
