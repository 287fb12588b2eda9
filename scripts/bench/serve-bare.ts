import fastify from 'fastify';
import { serve } from './serve.js';

/** A route that does nothing but answer with so many bytes of JSON: what Fastify itself costs on this machine. */
const bytes = Number(process.env['BENCH_ANSWER_BYTES']);
const body = JSON.stringify({ text: 'x'.repeat(Math.max(0, bytes - 11)) });
const app = fastify();
app.get('/', (_request, reply) => reply.type('application/json').send(body));
serve(await app.listen({ host: '127.0.0.1', port: 0 }), () => app.close());
