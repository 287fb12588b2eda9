import { appendFile, cp, symlink } from 'node:fs/promises';
import { join } from 'node:path';

/** Checkouts of this project beside one another: `checkout` as it is, and `checkout-next`, whose chaincode differs. */
export async function makeCheckouts(dir: string, project: string): Promise<string> {
  const checkout = join(dir, 'checkout');
  await symlink(project, checkout, 'dir');
  const next = `${checkout}-next`;
  for (const part of ['chaincode', 'gateway', 'network'])
    await cp(join(project, 'dist', part), join(next, 'dist', part), { recursive: true });
  await cp(join(project, 'package.json'), join(next, 'package.json'));
  await symlink(join(project, 'node_modules'), join(next, 'node_modules'), 'dir');
  await appendFile(
    join(next, 'dist', 'chaincode', 'fabric', 'index.js'),
    "\nexport const release = 'next';\n",
  );
  return checkout;
}
