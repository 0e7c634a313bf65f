import sanitize from 'sanitize-html'

export type Element = { readonly tag: string; readonly attributes: Readonly<Record<string, string>> }
export type Field = {
  readonly name: string
  readonly type: string
  readonly value: string
  readonly most: number
  readonly options: string[]
}
export type Form = { readonly action: string; readonly method: string; readonly fields: readonly Field[] }

/** Every opening tag, as a parser sees it. Nothing is kept of what it writes again, which costs as much as to read. */
export function elementsOf(html: string): readonly Element[] {
  const found: Element[] = []
  sanitize(html, {
    allowedTags: [],
    allowedAttributes: {},
    // Also what stands within a script, a style or a text field.
    nonTextTags: [],
    transformTags: {
      '*': (tagName, attribs) => {
        found.push({ tag: tagName.toLowerCase(), attributes: { ...attribs } })
        return { tagName, attribs }
      },
    },
  })
  return found
}

/** The same of a page that is ours alone, in a tenth of the time: it is written in one way, with quotes around each value. No judge of what is foreign. */
export function ownElementsOf(html: string): readonly Element[] {
  return [...html.matchAll(/<([a-z][\w-]*)((?:\s+[^\s"'<>/=]+(?:="[^"]*")?)*)\s*\/?>/g)].map(([, tag = '', written = '']) => ({
    tag,
    attributes: Object.fromEntries(
      [...written.matchAll(/([^\s"'<>/=]+)(?:="([^"]*)")?/g)].map(([, name = '', value = '']) => [name, plain(value)]),
    ),
  }))
}

const SIGNS: Readonly<Record<string, string>> = { quot: '"', '#39': "'", lt: '<', gt: '>', amp: '&' }
const plain = (value: string): string => value.replaceAll(/&(quot|#39|lt|gt|amp);/g, (all, name: string) => SIGNS[name] ?? all)

const NEVER = new Set(['x-probe', 'iframe', 'object', 'embed', 'base', 'math', 'mglyph', 'frame', 'applet'])
const LINKS = ['href', 'src', 'action', 'formaction', 'srcset', 'poster', 'data', 'xlink:href']

/** Of the pages, and what fetches a credential for everybody whose account may have one. */
const OWN_SCRIPT = /^\/assets\/|^\/voice\/fetch\.js$/

/** What no page of ours ever holds, so that whatever is there was put there: each as a sentence. */
export const foreignIn = (html: string): readonly string[] => foreignAmong(elementsOf(html))

export function foreignAmong(elements: readonly Element[]): readonly string[] {
  return elements.flatMap(({ tag, attributes }) => {
    const found = NEVER.has(tag) ? [`<${tag}>`] : []
    if (tag === 'meta' && 'http-equiv' in attributes) found.push('<meta http-equiv>')
    if (tag === 'script' && !OWN_SCRIPT.test(attributes['src'] ?? '')) found.push('<script> of its own')
    for (const [name, value] of Object.entries(attributes)) {
      if (/^on|^style$|x-probe|^srcdoc$/i.test(name)) found.push(`<${tag} ${name}>`)
      const address = [...value].filter((sign) => sign > ' ').join('')
      if (LINKS.includes(name) && /^(javascript|vbscript|data:(?!image\/)|blob):?/i.test(address)) found.push(`<${tag} ${name}="${value}">`)
      if (['action', 'formaction'].includes(name) && /^(\w+:)?\/\//.test(address)) found.push(`<${tag} ${name}="${value}">`)
    }
    return found
  })
}

/** Pages of the hub that a page leads to, without those in other languages. */
export function linksAmong(elements: readonly Element[], locale: string): readonly string[] {
  return elements.flatMap(({ tag, attributes }) => {
    const href = attributes['href'] ?? ''
    const here = tag === 'a' && (href === `/${locale}` || href.startsWith(`/${locale}/`))
    return here ? [href.split('#')[0] ?? href] : []
  })
}

export function formsAmong(elements: readonly Element[]): readonly Form[] {
  const forms: { action: string; method: string; fields: Field[] }[] = []
  for (const { tag, attributes } of elements) {
    const name = attributes['name'] ?? ''
    const form = forms.at(-1)
    if (tag === 'form')
      forms.push({ action: attributes['action'] ?? '', method: (attributes['method'] ?? 'get').toLowerCase(), fields: [] })
    else if (form !== undefined && name !== '' && ['input', 'textarea', 'select', 'button'].includes(tag)) {
      const type = tag === 'input' ? (attributes['type'] ?? 'text') : tag
      form.fields.push({ name, type, value: attributes['value'] ?? '', most: Number(attributes['maxlength'] ?? 2000), options: [] })
    } else if (tag === 'option') form?.fields.at(-1)?.options.push(attributes['value'] ?? '')
  }
  return forms
}

/** Where a thing among many is named by a word and not by a number. */
const NAMED = new Set(['dialogues', 'bodies', 'summits', 'communities', 'topics'])

/** An address without what names one thing among many: ids, numbers, names of dialogues, bodies, summits, communities and topics, keys. */
export function shapeOf(path: string): string {
  const parts = (path.split('?')[0] ?? '').split('/')
  const isName = (part: string, at: number) => NAMED.has(parts[at - 1] ?? '') && part !== 'new'
  return parts.map((part, at) => (/\d|-.*-|^.{25,}$/.test(part) || isName(part, at) ? '*' : part)).join('/')
}
