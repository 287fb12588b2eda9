import { shippedMaps } from '../../gateway/cli/maps/shipped/index.js';

/** The maps that come with the program, with what each leaves open. */
export function shippedMapList(): string {
  const maps = Object.entries(shippedMaps).map(
    ([name, { about, notes }]) =>
      `**\`${name}\`**: ${about}\n\n${notes.map((note) => `- ${note}`).join('\n')}`,
  );
  return maps.join('\n\n');
}
