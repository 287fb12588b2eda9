import type { Happening, ImportRun } from './import-run.js';
import type { PlanStaging } from './plan-staging.js';

type Trial = Pick<ImportRun, 'foresee' | 'onHappening' | 'onProgress' | 'signal'>;

/** Tells what of a plan would be sent, and lets its fate be asked for. Sends nothing. */
export async function tryPlan(plan: PlanStaging, run: Trial): Promise<void> {
  await run.foresee(toldOf(plan, run));
}

async function* toldOf(
  plan: PlanStaging,
  { onHappening, onProgress, signal }: Trial,
): AsyncGenerator<Happening & { readonly thing: string }> {
  let done = 0;
  for await (const planned of plan.all()) {
    signal.throwIfAborted();
    onHappening(planned);
    yield planned;
    onProgress({ what: 'asking', done: ++done, all: plan.size });
  }
}
