import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect } from 'chai';

const page = 'docs/architecture.md';

interface Table {
  readonly rooms: Readonly<Record<string, readonly string[]>>;
  readonly ports: readonly string[];
}

// Only lint reads the file otherwise; it is not compiled.
const { rooms, ports } = createRequire(join(process.cwd(), page))('../scripts/lint/rooms.cjs') as Table;

const pathsIn = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path);

/** What the last column of a row allows, in the words of `rooms.cjs`. */
function allowed(cell: string): string[] {
  if (cell === 'nothing') return [];
  return cell
    .split(', ')
    .map((one) => (one === 'the ports' ? 'ports' : (/^`([^`]+)`$/.exec(one)?.[1] ?? one)));
}

describe(`the rooms of ${page}`, () => {
  const [, section = ''] = /^## The rooms$([\s\S]*?)^## /m.exec(readFileSync(page, 'utf8')) ?? [];
  const rows = [...section.matchAll(/^\| `([^`]+)` +\| [^|]*\w[^|]* \| (.+?) +\|$/gm)].map(
    ([, room = '', cell = '']) => ({ room, allowed: allowed(cell) }),
  );

  it('are those that lint knows, in the same order', () => {
    expect(rows.map(({ room }) => room)).to.deep.equal(Object.keys(rooms));
  });

  it('may import what lint lets them', () => {
    for (const { room, allowed: mayImport } of rows)
      expect(mayImport, room).to.have.members(rooms[room] ?? []);
  });

  it('name the ports that lint knows', () => {
    expect(pathsIn(/^The ports: [\s\S]*?\n\n/m.exec(section)?.[0] ?? '')).to.deep.equal(ports);
  });

  it('are all there', () => {
    for (const room of Object.keys(rooms)) expect(existsSync(room), room).to.equal(true);
  });

  it('hold every file', () => {
    const files = ['chaincode', 'gateway', 'network', 'scripts', 'test'].flatMap((top) =>
      readdirSync(top, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name)),
    );
    const homeless = files.filter(
      (file) => !Object.keys(rooms).some((room) => file === room || file.startsWith(`${room}/`)),
    );
    expect(homeless).to.deep.equal([]);
  });
});
