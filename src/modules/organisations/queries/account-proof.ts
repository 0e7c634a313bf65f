import sanitizeHtml from 'sanitize-html'
import type { Network } from '../../../platform/outside.ts'
import type { Fetched } from '../../../platform/safe-fetch.ts'
import type { AccountMethod } from '../tables.ts'
import { proofLine } from './domain-proof.ts'

/** `absent`: neither is there, for certain. Else nobody answered, or the page could not be read, which says nothing. */
export type AccountProof = { readonly method: AccountMethod | null; readonly absent: boolean }
export type WantedAccount = { readonly url: string; readonly token: string; readonly slug: string; readonly publicUrl: string }

/** A profile is a page with pictures elsewhere; what is larger is not read. */
const MOST_BYTES = 1024 * 1024

/** Asks the world, so never within a transaction. Nothing of the page is run. */
export async function accountProof({ fetch }: Pick<Network, 'fetch'>, wanted: WantedAccount): Promise<AccountProof> {
  try {
    return readPage(await fetch(wanted.url, { mostBytes: MOST_BYTES, accept: 'text/html, text/plain;q=0.5' }), wanted)
  } catch {
    return { method: null, absent: false }
  }
}

const bare = (host: string): string => host.replace(/^www\./, '')

/** Gone, or moved to another host, which says nothing of this account: then it is not there. A login or a fault says nothing at all. */
function readPage({ status, url, type, body }: Fetched, wanted: WantedAccount): AccountProof {
  if (status === 404 || status === 410) return { method: null, absent: true }
  if (status !== 200) return { method: null, absent: false }
  if (bare(url.hostname) !== bare(new URL(wanted.url).hostname)) return { method: null, absent: true }
  const text = body.toString('utf8')
  const line = proofLine(wanted.token)
  if (type?.startsWith('text/plain') === true) {
    return text.split(/\r?\n/).some((one) => one.trim() === line) ? { method: 'token', absent: false } : { method: null, absent: true }
  }
  const { links, descriptions } = saidIn(text)
  if (links.some((href) => isPageOf(href, url, wanted))) return { method: 'rel-me', absent: false }
  return descriptions.some((one) => one.includes(line)) ? { method: 'token', absent: false } : { method: null, absent: true }
}

/**
 * Links that the page says are to its owner, and what it says of itself in its head. Not its text: below a real account anybody may
 * write a comment, and so put the token of a false body there. For the same reason a link that is marked as a visitor's does not count.
 */
function saidIn(html: string): { readonly links: readonly string[]; readonly descriptions: readonly string[] } {
  const links: string[] = []
  const descriptions: string[] = []
  const link = (tagName: string, attribs: Readonly<Record<string, string>>) => {
    const rel = (attribs['rel'] ?? '').toLowerCase().split(/\s+/)
    if (rel.includes('me') && !rel.includes('ugc')) links.push(attribs['href'] ?? '')
    return { tagName, attribs: {} }
  }
  const meta = (tagName: string, attribs: Readonly<Record<string, string>>) => {
    const name = (attribs['name'] ?? attribs['property'] ?? '').toLowerCase()
    if (['description', 'og:description', 'passerelle'].includes(name)) descriptions.push(attribs['content'] ?? '')
    return { tagName, attribs: {} }
  }
  sanitizeHtml(html, { allowedTags: [], transformTags: { a: link, link, meta } })
  return { links, descriptions }
}

/** The address of the body's page here, in any language or in none. */
function isPageOf(href: string, base: URL, { publicUrl, slug }: WantedAccount): boolean {
  if (!URL.canParse(href, base)) return false
  const url = new URL(href, base)
  const own = new URL(publicUrl)
  const page = new URL(`/bodies/${encodeURIComponent(slug)}`, own).pathname
  const path = url.pathname.replace(/\/$/, '').replace(/^\/[a-z]{2,3}(?=\/bodies\/)/, '')
  return url.origin === own.origin && path.toLowerCase() === page.toLowerCase()
}
