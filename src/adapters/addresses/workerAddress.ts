/** The address that a request to the Worker came from: Cloudflare sets the header, whatever the client sends. */
export function workerAddress(request: Request): string | null {
  return request.headers.get("cf-connecting-ip");
}
