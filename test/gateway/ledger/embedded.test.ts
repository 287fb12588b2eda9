import { embeddedHarness } from './embedded-harness.js';
import { portSuite } from './port-suite.js';

portSuite('embedded', embeddedHarness);
