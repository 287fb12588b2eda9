import { DataDir } from '../data-dir/data-dir.js';
import { checkAddress } from './address.js';
import { reasonOf } from './ask.js';
import { checkDirectory } from './directory.js';
import { checkFabric } from './fabric.js';
import { warn, type Finding } from './finding.js';
import { checkGateway } from './gateway.js';
import { checkSigner, heldKeys } from './keys.js';
import { askGateway, type Answers } from './gateway-answers.js';
import { checkOthers } from './others.js';
import { checkSettings } from './settings.js';

/**
 * Examines a whole installation, from its settings to what others of the consortium see of it. It changes nothing, and opens nothing
 * that a gateway which runs has open. `url`: where the gateway answers.
 */
export async function* examine(environment: NodeJS.ProcessEnv, url: string): AsyncGenerator<Finding> {
  const { config, findings } = checkSettings(environment);
  yield* findings;
  if (config === undefined) return;
  let isFounded = false;
  for await (const finding of checkDirectory(config)) {
    if (finding.check === 'data-directory') isFounded = finding.state === 'ok';
    yield finding;
  }
  const data = new DataDir(config.dataDir);
  const held = isFounded ? await heldKeys(config, data).catch((error: unknown) => error as Error) : undefined;
  if (held !== undefined) yield* checkSigner(held, config.org);
  yield* checkFabric(config);
  if (held === undefined) return;

  const answers = await askGateway(url).catch((error: unknown) => reasonOf(error));
  if (typeof answers === 'string') {
    yield warn(
      'gateway',
      `no gateway answers at ${url}: ${answers}`,
      'Start it with "stl start", or name it with --url; what only it can tell was not checked.',
    );
    return;
  }
  yield* checkGateway(answers, config, data, held);
  const own = organisation(answers, config.org);
  if (own !== undefined) yield* checkAddress(own.url, config);
  yield* checkOthers(answers, config.org);
}

const organisation = ({ about }: Answers, org: string) => about?.organisations.find(({ id }) => id === org);
