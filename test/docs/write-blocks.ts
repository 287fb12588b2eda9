import { generatedBlocks } from './blocks.js';
import { writeBlock } from './generated-block.js';

/* Writes the generated parts of the documents anew (run from the top of the repository). */
for (const block of await generatedBlocks()) writeBlock(block);
