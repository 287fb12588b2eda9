import { loadConfig } from '../../gateway/config.js';
import { startGateway } from '../../gateway/server.js';
import { serve } from './serve.js';

const gateway = await startGateway(loadConfig());
serve(gateway.url, () => gateway.close());
