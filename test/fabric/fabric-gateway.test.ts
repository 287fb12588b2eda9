import { connectFabricGateway } from '../../gateway/ledger/fabric-gateway.js';
import { portSuite } from '../ledger/port-suite.js';
import { whereFabricIsFound } from './programs.js';
import { fabricHarness } from './suite-network.js';

whereFabricIsFound('ledger port: fabric-gateway', () => {
  portSuite('fabric-gateway', () => fabricHarness(connectFabricGateway));
});
