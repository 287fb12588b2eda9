import { expect } from 'chai';
import { Command } from 'commander';
import { readCommented } from '../../gateway/cli/frame/commented-json.js';
import { reportFailure } from '../../gateway/cli/frame/report-failure.js';
import { note, result } from '../../gateway/cli/frame/output.js';
import { CliFailure } from '../../gateway/cli/frame/failure.js';
import { failureOf } from '../support/failure.js';

describe('stl, given what it should not trust', () => {
  it('reads no more of a file without an end than a document may have', async () => {
    const failure = await failureOf(readCommented('/dev/zero'));
    expect(failure).to.be.instanceOf(CliFailure);
    expect((failure as CliFailure).details).to.deep.equal(['it is over 1 Mi characters']);
  });

  it('shows a message of another program without what it would do to a terminal', () => {
    const written: string[] = [];
    const write = process.stderr.write.bind(process.stderr);
    process.stderr.write = (text: string | Uint8Array) => written.push(String(text)) > 0;
    try {
      reportFailure(new CliFailure('\u001b[31mno', { details: ['\u202eb\u009b1A'] }), {
        dataDir: '.',
        json: false,
      });
    } finally {
      process.stderr.write = write;
    }
    expect(written.join('')).to.equal('stl: \\u{1b}[31mno\n  \\u{202e}b\\u{9b}1A\n');
  });

  it('prints what a file says without what it would do to a terminal', () => {
    const written: string[] = [];
    const streams = [process.stdout, process.stderr] as const;
    const writes = streams.map((stream) => stream.write.bind(stream));
    for (const stream of streams)
      stream.write = (text: string | Uint8Array) => written.push(String(text)) > 0;
    try {
      note('left out: \u001b]0;own\u0007\nCafé\u00a0A');
      result(new Command().option('--url <url>', '', 'http://localhost'), {}, () => '\u009b1A\u202eb');
    } finally {
      streams.forEach((stream, i) => (stream.write = writes[i] as typeof stream.write));
    }
    expect(written).to.deep.equal(['left out: \\u{1b}]0;own\\u{7}\nCafé\u00a0A\n', '\\u{9b}1A\\u{202e}b\n']);
  });
});
