import { connectFabricNetwork } from '../../gateway/ledger/fabric-network.js';
import { portSuite } from '../ledger/port-suite.js';
import { whereFabricIsFound } from './programs.js';
import { fabricHarness } from './suite-network.js';

whereFabricIsFound('ledger port: fabric-network', () => {
  portSuite('fabric-network', () => fabricHarness(connectFabricNetwork));
});
