// Before `npm pack`: what is packed was built from the sources that lie here.
import { build, install } from './setup.mjs';

install();
build();
