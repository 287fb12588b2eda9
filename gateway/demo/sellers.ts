import { tellCertificates, tellInspections } from './certificates.js';
import { tellOrder } from './orders.js';
import { profiles, type Profile } from './profiles.js';
import { SeededRandom } from './random.js';
import { day, shopName, Story, time } from './story.js';

const countries = ['CN', 'DE', 'TR', 'IT', 'IN', 'VN', 'PL', 'US', 'BR', 'PT'] as const;

/** Everything the demo states of its seller number `index` (from 1). The same arguments tell the same story. */
export function tellSeller(index: number, seed: number, end: number): Story {
  const random = new SeededRandom(seed * 100_003 + index);
  const profile = profiles[random.weighted(profiles.map(({ share }) => share))] as Profile;
  const seller = `demo-platform.${shopName(index)}`;
  const story = new Story(seller, index, countryOf(index, random), random, end);
  tellIdentity(story);
  tellCertificates(story, profile);
  tellInspections(story, profile);
  const [low, high] = profile.orders;
  for (let left = random.between(low, high); left > 0; left -= 1) tellOrder(story, profile);
  return story;
}

function countryOf(index: number, random: SeededRandom): string {
  const drawn = random.pick(countries);
  return index % 40 === 0 || index % 40 === 39 ? 'DE' : drawn;
}

/** Each fortieth seller shares the register entry of the one before it: such ids are shown as linked. */
function tellIdentity(story: Story): void {
  const { seller, index, country, random, end } = story;
  const at = end - random.between(410, 900) * day;
  const entry = index % 40 === 0 ? index - 1 : index;
  const [platformId, local] = seller.split('.') as [string, string];
  story.tell('demo-platform', at, {
    kind: 'identity',
    seller,
    at: time(at),
    country,
    level: random.pick(['document', 'register', 'register', 'on-site', 'self-declared']),
    registers: [{ country, registrar: 'demo-register', number: `DR${100_000 + entry}` }],
    name: random.commitment(),
    shopDomains: [`${local}.${platformId}.example`],
  });
}
