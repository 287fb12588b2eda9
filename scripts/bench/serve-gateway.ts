import { loadConfig } from '../../gateway/data-dir/config.js';
import { startGateway } from '../../gateway/start/server.js';
import { serve } from './serve.js';

const gateway = await startGateway(loadConfig());
serve(gateway.url, () => gateway.close());
