import { connectFabricNetwork } from '../../gateway/ledger/fabric-network/index.js';
import { portSuite } from '../gateway/ledger/port-suite.js';
import { whereFabricIsFound } from './programs.js';
import { fabricHarness } from './suite-network.js';

whereFabricIsFound('ledger port: fabric-network', () => {
  portSuite('fabric-network', () => fabricHarness(connectFabricNetwork));
});
