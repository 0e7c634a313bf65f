/** An element as a strict reader finds it. Names keep their prefix. */
export type Element = {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly Element[]
  /** All of its own text, entities and CDATA read. */
  readonly text: string
}

const TOKEN = /<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<\/([\w:.-]+)\s*>|<([\w:.-]+)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy
const ATTRIBUTE = /([\w:.-]+)="([^"<]*)"/g
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Well-formed or not at all: whatever a strict parser would refuse is thrown. Enough of XML for feeds; no DTD, no comments. */
export function readXml(source: string): Element {
  // oxlint-disable-next-line no-control-regex
  if (/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/.test(source)) throw new Error('a character that XML may not hold')
  type Open = { name: string; attributes: Map<string, string>; children: Open[]; text: string }
  const root: Open = { name: '', attributes: new Map(), children: [], text: '' }
  const stack = [root]
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < source.length) {
    const at = TOKEN.lastIndex
    const found = TOKEN.exec(source)
    const top = stack.at(-1)
    if (found === null || top === undefined) throw new Error(`not well-formed at ${at}: ${source.slice(at, at + 60)}`)
    const [, cdata, closed, opened, attributes = '', empty, text] = found
    if (cdata !== undefined) top.text += cdata
    else if (text !== undefined) top.text += decoded(text)
    else if (closed !== undefined) {
      if (closed !== top.name) throw new Error(`</${closed}> closes <${top.name}>`)
      stack.pop()
    } else if (opened !== undefined) {
      const element: Open = { name: opened, attributes: new Map(), children: [], text: '' }
      for (const [, name = '', value = ''] of attributes.matchAll(ATTRIBUTE)) element.attributes.set(name, decoded(value))
      top.children.push(element)
      if (empty === '') stack.push(element)
    }
  }
  const [whole, ...more] = root.children
  if (stack.length !== 1 || whole === undefined || more.length > 0 || root.text.trim() !== '')
    throw new Error('one element, closed, was expected')
  return whole
}

const decoded = (text: string): string =>
  text.replaceAll(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));?/gi, (all, decimal?: string, hex?: string, name?: string) => {
    if (!all.endsWith(';')) throw new Error(`a bare & in ${text.slice(0, 60)}`)
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal))
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16))
    const known = ENTITIES[name ?? '']
    if (known === undefined) throw new Error(`${all} is no entity of XML`)
    return known
  })

/** The elements of that name right below. */
export const below = (element: Element, name: string): readonly Element[] => element.children.filter((one) => one.name === name)
export const textOf = (element: Element, name: string): string | undefined => below(element, name)[0]?.text
