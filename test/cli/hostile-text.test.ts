import { expect } from 'chai';
import { readCommented } from '../../gateway/cli/frame/commented-json.js';
import { reportFailure } from '../../gateway/cli/frame/report-failure.js';
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
});
