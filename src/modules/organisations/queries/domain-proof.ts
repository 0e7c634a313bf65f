import type { Network } from '../../../platform/outside.ts'
import type { Fetched } from '../../../platform/safe-fetch.ts'
import type { ProofMethod } from '../tables.ts'

/** What a body puts where only the owner of the domain can: the same line for both ways. */
export const proofLine = (token: string): string => `passerelle=${token}`
export const proofName = (domain: string): string => `_passerelle-challenge.${domain}`
export const proofAddress = (domain: string): string => `https://${domain}/.well-known/passerelle.txt`

/** `absent`: the token is not there, for certain. Else nobody answered, which says nothing. */
export type Proof = { readonly method: ProofMethod | null; readonly absent: boolean }
export type Wanted = { readonly domain: string; readonly token: string; readonly method: ProofMethod | null }

type Answer = 'found' | 'absent' | 'unsure'

const MOST_BYTES = 16 * 1024

/** Asks the world, so never within a transaction. `method`: the way in which it was proven before, whose answer weighs. */
export async function domainProof({ names, fetch }: Network, { domain, token, method }: Wanted): Promise<Proof> {
  const line = proofLine(token)
  const inDns = names.texts(proofName(domain)).then(
    (texts): Answer => (texts.includes(line) ? 'found' : 'absent'),
    (): Answer => 'unsure',
  )
  const inFile = fetch(proofAddress(domain), { mostBytes: MOST_BYTES, accept: 'text/plain' }).then(
    (fetched): Answer => readFile(fetched, domain, line),
    (): Answer => 'unsure',
  )
  const [dns, file] = await Promise.all([inDns, inFile])
  if (dns === 'found') return { method: 'dns', absent: false }
  if (file === 'found') return { method: 'file', absent: false }
  return { method: null, absent: method === null ? dns === 'absent' && file === 'absent' : (method === 'dns' ? dns : file) === 'absent' }
}

/** A redirect may lead to the same domain's own www; a file that lies elsewhere says nothing of this domain. */
function readFile({ status, url, body }: Fetched, domain: string, line: string): Answer {
  const own = url.hostname === domain || url.hostname.endsWith(`.${domain}`)
  if (status === 404 || status === 410 || (status === 200 && !own)) return 'absent'
  if (status !== 200) return 'unsure'
  const lines = body.toString('utf8').split(/\r?\n/)
  return lines.some((one) => one.trim() === line) ? 'found' : 'absent'
}
