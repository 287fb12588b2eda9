import { connectFabricGateway } from '../../gateway/ledger/fabric-gateway/index.js';
import { portSuite } from '../gateway/ledger/port-suite.js';
import { whereFabricIsFound, whereFabricOrdersByBft } from './programs.js';
import { bftOfFour } from '../../network/topology.js';
import { fabricHarness } from './suite-network.js';

whereFabricIsFound('ledger port: fabric-gateway', () => {
  portSuite('fabric-gateway', () => fabricHarness(connectFabricGateway));
});

whereFabricOrdersByBft('ledger port: fabric-gateway, BFT', () => {
  portSuite('fabric-gateway, BFT', () => fabricHarness(connectFabricGateway, bftOfFour));
});
