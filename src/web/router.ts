import type { Router } from 'hono/router'
import { TrieRouter } from 'hono/router/trie-router'
import { remembering } from '../platform/remembering.ts'

const MOST_PATHS = 2000

/**
 * Which handlers an address has, of some hundred routes: looked for once for each address that is asked for again, since the search was a fortieth of what a
 * next statement cost this process. No other of Hono's routers takes the forms that our addresses have.
 */
export class RememberingRouter<Handler> implements Router<Handler> {
  readonly name = 'RememberingRouter'
  readonly #routes = new TrieRouter<Handler>()
  readonly match = remembering(MOST_PATHS, (method: string, path: string) => this.#routes.match(method, path))

  add(method: string, path: string, handler: Handler): void {
    this.#routes.add(method, path, handler)
  }
}
