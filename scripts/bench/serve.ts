import type { Usage } from './child.js';

/** The server's end of `ServerProcess`. */
export function serve(url: string, stop: () => Promise<unknown>): void {
  process.on('message', (message) => {
    if (message === 'stop') void stop().then(() => process.disconnect());
    else process.send?.(usage());
  });
  process.send?.(url);
}

function usage(): Usage {
  const { maxRSS, systemCPUTime, userCPUTime } = process.resourceUsage();
  // maxRSS is in KiB on every platform, times are in microseconds.
  const processorSeconds = (systemCPUTime + userCPUTime) / 1_000_000;
  return { residentBytes: process.memoryUsage.rss(), peakBytes: maxRSS * 1024, processorSeconds };
}
