import { writeFile } from 'node:fs/promises';
import { generatedBlocks } from './blocks.js';
import { writeBlock } from './generated-block.js';
import { schemaFiles } from './reference.js';

/* Writes the generated parts of the documents anew (run from the top of the repository). */
for (const block of await generatedBlocks()) writeBlock(block);
for (const [path, text] of await schemaFiles()) await writeFile(path, text);
