import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { raftLogAfter, raftPosition, type RaftPosition } from './raft-log.js';

/**
 * Writes the Raft log of an orderer that goes on after a block, into an empty or missing directory.
 * @throws Error where the directory holds anything: an orderer's own log must never be written over
 * @throws NoRaftBlock
 */
export function writeRaftLog(blockFile: string, directory: string): RaftPosition {
  if (existsSync(directory) && readdirSync(directory).length > 0)
    throw new Error(`${resolve(directory)} is not empty. Move aside what the orderer had of its own.`);
  const block = readFileSync(blockFile);
  const position = raftPosition(block);
  for (const [path, bytes] of raftLogAfter(block)) {
    const file = join(directory, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes, { flag: 'wx' });
  }
  return position;
}
