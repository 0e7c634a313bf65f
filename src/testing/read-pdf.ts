import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

export type PdfRead = {
  readonly pages: number
  readonly title: string
  readonly language: string
  readonly madeAt: string
  /** Bookmarks with their depth from 0. */
  readonly bookmarks: readonly (readonly [number, string])[]
  /** A page each; letters in the order in which they are read. */
  readonly text: readonly string[]
  /** Roles of the structure tree with how often each occurs. */
  readonly roles: ReadonlyMap<string, number>
  readonly alts: readonly string[]
  /** Where links lead: an address, or "inside". */
  readonly links: readonly string[]
}

/** What a program reads in a PDF that knows nothing of how it was made. */
export async function readPdf(bytes: Uint8Array): Promise<PdfRead> {
  const task = getDocument({ data: bytes.slice(), verbosity: 0 })
  const pdf = await task.promise
  const { info } = await pdf.getMetadata()
  const fields = new Map(Object.entries(info))
  const roles = new Map<string, number>()
  const alts: string[] = []
  const text: string[] = []
  const links: string[] = []
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number)
    const { items } = await page.getTextContent()
    text.push(inOrder(items.flatMap((item) => ('str' in item ? [item] : []))))
    walk(await page.getStructTree(), ({ role, alt }) => {
      roles.set(role, (roles.get(role) ?? 0) + 1)
      if (alt !== undefined) alts.push(alt)
    })
    const annotations: { readonly subtype: string; readonly url?: string }[] = await page.getAnnotations()
    links.push(...annotations.filter(({ subtype }) => subtype === 'Link').map(({ url }) => url ?? 'inside'))
  }
  const bookmarks = outlined((await pdf.getOutline()) ?? [], 0)
  const pages = pdf.numPages
  await task.destroy()
  const field = (name: string): string => String(fields.get(name) ?? '')
  return { pages, title: field('Title'), language: field('Language'), madeAt: field('CreationDate'), bookmarks, text, roles, alts, links }
}

type Item = { readonly str: string; readonly dir: string; readonly transform: readonly unknown[]; readonly hasEOL: boolean }

/** A line is told from left to right: words from right to left that stand together are turned round, as readers do. */
function inOrder(items: readonly Item[]): string {
  let out = ''
  let turned: Item[] = []
  const flush = () => {
    const trailing = turned.findLastIndex(({ str }) => str.trim() !== '') + 1
    out += [...turned.slice(0, trailing).toReversed(), ...turned.slice(trailing)].map(({ str }) => str).join('')
    turned = []
  }
  for (const item of items) {
    if (item.dir === 'rtl' || (turned.length > 0 && item.str.trim() === '' && !item.hasEOL)) turned.push(item)
    else {
      flush()
      out += item.str
    }
    if (item.hasEOL) {
      flush()
      out += '\n'
    }
  }
  flush()
  return out
}

type Node = { readonly role?: string; readonly alt?: string; readonly children?: readonly unknown[] }

function walk(node: unknown, meet: (found: { role: string; alt: string | undefined }) => void): void {
  if (!isNode(node)) return
  if (node.role !== undefined) meet({ role: node.role, alt: node.alt })
  for (const child of node.children ?? []) walk(child, meet)
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null

type Outline = { readonly title: string; readonly items: readonly Outline[] }
const outlined = (items: readonly Outline[], depth: number): (readonly [number, string])[] =>
  items.flatMap((item) => [[depth, item.title] as const, ...outlined(item.items, depth + 1)])
