import { Resolver } from 'node:dns/promises'

/** What the world says about a name. No answer and an empty answer are told apart: the first may be a fault of the moment. */
export type Names = {
  /** Every address of a name, IPv4 first. Empty: the name has none. */
  addresses(name: string): Promise<readonly string[]>
  /** The texts at a name, each put together from its pieces. Empty: there is none. */
  texts(name: string): Promise<readonly string[]>
}

/** The server could not be asked, or could not say: it says nothing about the name. */
export class NamesFault extends Error {
  override name = 'NamesFault'
}

const TIMEOUT_MS = 2000
const TRIES = 2

/** Asks the machine's name servers, never its hosts file. `servers`: for a test, which asks its own. */
export function openNames(servers?: readonly string[]): Names {
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: TRIES })
  if (servers !== undefined) resolver.setServers([...servers])
  return {
    async addresses(name) {
      const [four, six] = await Promise.all([orNone(resolver.resolve4(name)), orNone(resolver.resolve6(name))])
      return [...four, ...six]
    },
    texts: async (name) => (await orNone(resolver.resolveTxt(name))).map((pieces) => pieces.join('')),
  }
}

/** The answers that mean "there is none". */
const NONE = new Set(['ENODATA', 'ENOTFOUND'])

async function orNone<T>(answer: Promise<T[]>): Promise<T[]> {
  try {
    return await answer
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (NONE.has(code)) return []
    throw new NamesFault(code, { cause: error })
  }
}
