import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SignableRequest, SignableResponse } from '../../sdk/http-signatures/signature-base.js';

const joined = (value: string | string[] | number | undefined): string | undefined =>
  Array.isArray(value) ? value.join(', ') : value?.toString();

/** True if the request claims to be signed, well or badly. */
export function claimsSignature(request: FastifyRequest): boolean {
  return request.headers['signature-input'] !== undefined || request.headers.signature !== undefined;
}

/** `@target-uri` from configuration: a forged Host must not let a signature for elsewhere count here. */
export function signableRequest(request: FastifyRequest, publicUrl: string): SignableRequest {
  return {
    method: request.method,
    targetUri: publicUrl + (request.raw.url ?? ''),
    header: (name) => joined(request.headers[name]),
  };
}

export function signableReply(reply: FastifyReply, publicUrl: string): SignableResponse {
  return {
    status: reply.statusCode,
    header: (name) => joined(reply.getHeader(name)),
    request: signableRequest(reply.request, publicUrl),
  };
}
