import { parseTime } from '../../chaincode/domain/time.js';
import { nodeCrypto, verifyAside } from '../../chaincode/node-crypto.js';
import { Scrubber, type Scrubbable } from '../store/scrubber.js';
import { withAddress } from './address.js';
import { buildApp } from './app.js';
import { CheckpointFile } from './checkpoint-file.js';
import { refuseCheckpointInside } from '../data-dir/checkpoint-place.js';
import type { Config } from '../data-dir/config.js';
import { DataDir } from '../data-dir/data-dir.js';
import { diskRoom } from '../data-dir/disk-room.js';
import { programVersion } from '../data-dir/program-version.js';
import { endsOfOwn } from './ends-of-own.js';
import {
  hostedOrganisations,
  ownKeyRing,
  statingOrganisations,
  trustListOrganisations,
} from './hosted-organisations.js';
import { openJobsDatabase } from './stores/jobs-database.js';
import { connectLedger } from '../ledger/connect/connect.js';
import { ledgerSettings } from '../ledger/connect/settings.js';
import type { LedgerPort } from '../ledger/port.js';
import type { App } from '../http/plugins/types.js';
import { ProjectionNumbers } from '../projection/numbers.js';
import { ProjectionProofs } from '../projection/proofs.js';
import { Projector } from '../projection/projector.js';
import { ProjectionQueries } from '../projection/queries.js';
import { ProjectionStore } from '../projection/store.js';
import { Badges } from '../services/trust/badges.js';
import { Standings } from '../services/trust/status-standings.js';
import { StatusLists } from '../services/trust/status-lists.js';
import { Batches } from '../services/write/batches.js';
import { BatchQueue, coalescing } from '../services/write/batch-queue.js';
import { Cosigner } from '../services/sealing/cosigner.js';
import { EpcisDocuments } from '../services/read/epcis/documents.js';
import { EpochKeeper } from '../services/sealing/epoch-keeper.js';
import { EvidenceCheck } from '../services/trust/evidence-check.js';
import { Epochs } from '../services/sealing/epochs.js';
import { Governance } from '../services/write/governance.js';
import { referenceKey } from './stores/reference-key.js';
import { holdsReferences, openReferences, storedReferences } from './stores/reference-store.js';
import { newJobId } from './stores/job-id.js';
import { storedJobs } from './stores/job-store.js';
import { Jobs } from '../services/write/jobs.js';
import { ConformityCredentials } from '../services/trust/conformity/credentials.js';
import { Directory } from '../services/read/directory/directory.js';
import { Keys } from '../services/read/keys.js';
import { Certificates } from '../services/read/certificates.js';
import { Members } from '../services/read/members.js';
import { storedNonces } from './stores/nonce-store.js';
import { verifierAhead } from '../services/write/verify-ahead.js';
import { prechecker } from '../services/write/precheck.js';
import { Receipts } from '../services/write/receipts.js';
import { ProofMaker } from '../services/read/proofs.js';
import { readiness, whyUnready } from '../services/read/readiness.js';
import { References } from '../services/read/references.js';
import { ReferenceBook } from '../services/write/references.js';
import { Records } from '../services/read/records.js';
import { Scores } from '../services/read/scores.js';
import { Sealer } from '../services/sealing/sealer.js';
import { SellerRoll } from '../services/read/seller-roll.js';
import { Sellers } from '../services/read/sellers.js';
import { Outlook } from '../services/read/outlook.js';
import { Standing } from '../services/read/standing.js';
import { StatedContents } from '../services/read/stated-contents.js';
import { TrustListSigner } from '../services/trust/trust-list-signer.js';
import { TrustLists } from '../services/trust/trust-lists.js';
import { WitnessedCheckpoints } from '../services/sealing/witnessed-checkpoints.js';
import { Unsettled } from '../services/write/unsettled.js';
import { Witnesses } from '../services/sealing/witnesses.js';
import { storedCosignatures } from './stores/witnesses-store.js';
import { Observation } from './observation.js';
import { drain, listen } from './listening.js';
import { jobsSource, storesSource } from './metrics-sources.js';
import { ParsedBatches } from './parsed-batches.js';
import { keyInForce } from './sign-keys.js';
import { watchSigner } from './signer-watch.js';
import { StateLog } from './state-log.js';
import { postToWitness } from './witness-post.js';

const clock = (): number => Math.floor(Date.now() / 1_000);

export interface Gateway {
  /** What clients call it. */
  readonly url: string;
  readonly app: App;
  readonly ledger: LedgerPort;
  readonly queries: ProjectionQueries;
  /** Finishes what is under way, keeps what is queued, closes all stores. */
  close(): Promise<void>;
}

/**
 * Opens ledger, projection and queue, wires the services and listens.
 * Throws SetupError, StoreError, LedgerError; what was opened by then is closed again.
 */
export async function startGateway(config: Config): Promise<Gateway> {
  const data = new DataDir(config.dataDir);
  const genesis = await data.genesis();
  await refuseCheckpointInside(config);
  const { own, settings, certificates } = await ledgerSettings(config, data, genesis);

  const closers: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    // Each is closed, whatever becomes of the others: what stays open keeps the data directory locked.
    const failures: unknown[] = [];
    for (const one of closers.splice(0).reverse())
      await one().catch((failure: unknown) => failures.push(failure));

    if (failures.length > 0) throw new AggregateError(failures, 'not everything could be closed');
  };
  try {
    const ring = await ownKeyRing(config, data, own.id);
    closers.push(() => ring.close());
    const parsed = new ParsedBatches(nodeCrypto);
    const observation = await Observation.open(config, genesis.ledger);
    closers.push(() => observation.close());
    const ledger = observation.watched(
      await connectLedger(
        settings.adapter === 'embedded' ? { ...settings, parseBatch: parsed.parse } : settings,
      ),
    );
    closers.push(() => ledger.close());
    const store = await ProjectionStore.openOrEmpty(data.projection());
    closers.push(() => store.close());
    const projector = new Projector(ledger, store, nodeCrypto, genesis.ledger, parsed.take, 'stop');
    closers.push(() => projector.stop());
    await projector.start();
    const queries = new ProjectionQueries(projector);
    const proofs = new ProjectionProofs(projector.view, nodeCrypto.sha256);
    const kept = new CheckpointFile(config.checkpointFile, proofs);
    if (config.checkpointFile !== '') {
      await projector.folded((await ledger.height()) - 1, AbortSignal.timeout(firstFoldMs));
      await kept.check();
    }
    const numbers = new ProjectionNumbers(projector.view);
    const standings = new Standings(queries, numbers);
    const directory = new Directory(queries, numbers, clock);
    projector.view.onFolded = (keys) => {
      standings.changed(keys);
      directory.changed(keys);
    };
    const sealer = new Sealer(ledger, queries, proofs, { org: own.id, clock }, config.sealEverySeconds);
    const jobsStore = await openJobsDatabase(data.jobs());
    closers.push(() => jobsStore.close());
    const referencesKey = await referenceKey(data.referencesKey());
    const referencesStore = await openReferences(data.references());
    closers.push(() => referencesStore.close());
    const references = storedReferences(referencesStore, referencesKey.key, genesis.ledger);
    const isKeyLost = referencesKey.isNew && (await holdsReferences(referencesStore));
    const book = new ReferenceBook(references, queries, {
      ...{ now: clock, org: own.id, days: config.referencesDays },
    });
    const stores = new Scrubber(
      new Map<string, Scrubbable>([
        ...(ledger.kept === undefined ? [] : [['ledger', ledger.kept] as const]),
        ['projection', store],
        ['jobs', jobsStore],
        ['references', referencesStore],
      ]),
      { clock, report: (trouble) => app.log.error(trouble, 'a store is damaged') },
    );
    closers.push(() => stores.stop());
    const unready = (): string | undefined => whyUnready(queries, stores);
    const state = () =>
      readiness({ ledger, queries, stores, jobs, disk: () => diskRoom(data.path), signer: ring });

    const queue = new BatchQueue(ledger, coalescing, observation.queue);
    const receipts = new Receipts(queries);
    const unsettled = new Unsettled(queries, nodeCrypto.sha256);
    const jobs = new Jobs(
      storedJobs(jobsStore),
      queue,
      receipts,
      unsettled,
      clock,
      newJobId,
      nodeCrypto.sha256,
      (trouble) => app.log.error(trouble, 'a queued batch cannot be brought to its end'),
    );
    closers.push(() => jobs.stop());

    const witnesses = new Witnesses(config.witnesses, proofs, queries, {
      crypto: nodeCrypto,
      clock,
      post: postToWitness,
      store: storedCosignatures(jobsStore),
      report: (trouble) => app.log.warn(trouble, 'a witness did not cosign'),
      firstPauseMs: 1_000,
    });
    closers.push(() => witnesses.stop());
    const checkpoints = new WitnessedCheckpoints(proofs, witnesses);

    const { port, publicUrl: url } = await withAddress(config);
    const founder = genesis.document.organisations.find(({ id }) => id === own.id);
    const signer = keyInForce(ring, founder?.signKey.kid, own.id, () => queries.consortium());
    const records = new Records(queries);
    const issuing = { org: own.id, publicUrl: url, sha256: nodeCrypto.sha256 };
    const app = await buildApp({
      publicUrl: url,
      logLevel: config.logLevel,
      signer,
      keys: new Keys(queries, clock),
      nonces: await storedNonces(jobsStore, clock),
      crypto: nodeCrypto,
      sha256: nodeCrypto.sha256,
      now: clock,
      generation: () => `${queries.generation()}/${witnesses.collected}`,
      whyUnready: unready,
      observe: (routes) => observation.watchRequests(routes),
      services: {
        about: {
          ...{ publicUrl: url, org: own.id, mode: config.ledger, genesis: genesis.document },
          consortium: () => queries.consortium(),
        },
        badges: new Badges(
          queries,
          proofs,
          checkpoints,
          signer,
          issuing,
          new EvidenceCheck(nodeCrypto, () => queries.consortium()),
        ),
        batches: new Batches(queue, receipts, jobs, unsettled, {
          parse: (bytes) => parsed.parse(bytes, queries.foldVersion()),
          verifyAhead: verifierAhead(queries, verifyAside),
          precheck: prechecker(queries, nodeCrypto, clock),
        }),
        certificates: new Certificates(queries, numbers, clock),
        conformity: new ConformityCredentials(queries, signer, issuing),
        directory,
        epcis: new EpcisDocuments(records, queries, clock),
        epochs: new Epochs(proofs, sealer, checkpoints),
        governance: new Governance(ledger, queries, { crypto: nodeCrypto, clock }),
        members: new Members(queries, clock),
        outlook: new Outlook(queries, clock),
        proofs: new ProofMaker(queries, proofs, checkpoints, nodeCrypto.sha256),
        records,
        references: new References(references, queries, { now: clock, days: config.referencesDays }),
        referenceBook: book,
        roll: new SellerRoll(queries, numbers, clock),
        scores: new Scores(queries, clock, { text: contestText, link: `${url}/contest` }),
        sellers: new Sellers(queries, clock),
        standing: new Standing(queries),
        stated: new StatedContents(queries, (issuer) => unsettled.of(issuer)),
        statusLists: new StatusLists(standings, signer, {
          ...issuing,
          clock,
          asOf: () => parseTime(proofs.newestSeal()?.time ?? '') ?? 0,
          consortium: () => queries.consortium(),
        }),
        trustLists: new TrustLists(queries, nodeCrypto.sha256),
        readiness: state,
      },
    });
    closers.push(() => drain(app));
    if (config.signer !== 'file') closers.push(watchSigner(ring, app.log));
    const anew = (reason: string): void => app.log.warn({ reason }, 'all is folded anew');
    if (store.emptied !== undefined) anew(`the stored projection was damaged: ${store.emptied}`);
    projector.onFoldingAnew = anew;
    if (isKeyLost) app.log.warn({ key: data.referencesKey() }, keyLostText);
    referencesStore.onDamage = (detail) =>
      app.log.error({ store: 'references', detail }, 'a store is damaged');
    jobsStore.onDamage = (detail) => app.log.error({ store: 'jobs', detail }, 'a store is damaged');
    const known = [...genesis.document.organisations, own];
    const hosted = await hostedOrganisations(config, data, known, { id: own.id, ring });
    const trouble = (what: object): void => app.log.warn(what, 'an epoch could not be kept as it should');
    const cosigner = new Cosigner(
      ledger,
      queries,
      proofs,
      statingOrganisations(hosted),
      { sha256: nodeCrypto.sha256, clock },
      trouble,
    );
    const trustListSigner = new TrustListSigner(ledger, queries, trustListOrganisations(hosted), (what) =>
      app.log.warn(what, 'a trust list could not be signed'),
    );
    const { ends, certificateEnds, endsNotice } = endsOfOwn(
      { ledger, queries, numbers, clock },
      { id: own.id, organisations: new Set(hosted.map(({ id }) => id)), certificates },
      app.log,
    );
    const afterBlock = [
      // First: it neither fails nor waits.
      () => Promise.resolve(witnesses.look()),
      () => signer.look(),
      () => endsNotice.look(),
      () => cosigner.answer(),
      () => kept.keep(),
      () => trustListSigner.sign(),
      // Last: nothing else hangs on it.
      () => book.look(),
    ];
    const keeper = new EpochKeeper(queries, unready, sealer, afterBlock, trouble);
    closers.push(() => keeper.stop());
    keeper.start();
    await witnesses.start();
    await jobs.start();
    closers.push(
      await observation.start({
        ...{ ledger, queries, proofs, witnesses, ends, certificateEnds, readiness: state, clock },
        jobs: jobsSource(jobs),
        stores: storesSource(data, stores, {
          ledger: ledger.kept,
          projection: store,
          jobs: jobsStore,
          references: referencesStore,
        }),
      }),
    );
    // Who asks right after the start finds answers where that takes no longer than a moment; else /readyz says how far it is.
    await queries.ready(AbortSignal.timeout(firstAnswersMs)).catch(() => undefined);
    await listen(app, config.host, port);
    stores.start();
    const about = { version: programVersion(), node: process.version, ledger: genesis.ledger, org: own.id };
    app.log.info({ ...about, adapter: config.ledger, address: url }, 'started');
    const stateLog = new StateLog(state, app.log);
    closers.push(() => stateLog.stop());
    stateLog.start();
    return { url, app, ledger, queries, close };
  } catch (error) {
    await close();
    throw error;
  }
}

const contestText =
  'A seller who holds a counted fact to be wrong asks the platform or an arbiter to open a case of type ' +
  'record-contested that names the record; the score then shows both values until the case is decided. ' +
  "Whoever stated the fact corrects it by a later record. A person may ask the platform for a human's review.";

const keyLostText =
  "the key of partners' references was gone, and those kept before cannot be found any more: put it back, or have them sent again";

/** Milliseconds that folding what is not folded yet may take before the kept checkpoint can be looked for. */
const firstFoldMs = 600_000;

/** Milliseconds that folding what is not folded yet may keep the gateway from listening. */
const firstAnswersMs = 2_000;
