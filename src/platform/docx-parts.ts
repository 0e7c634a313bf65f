import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate'
import { dayOf, type Document } from '#documents'

/** In hours of the machine, as the format has it, so that it is the same bytes in every zone. */
const STAMP = new Date(2000, 0, 1)
const FIRST = '[Content_Types].xml'

/**
 * The file with all that chance and the clock put into it replaced: ids of links and bookmarks are counted, dates are the document's day, parts stand in the order
 * of their names. What relates to nothing goes.
 */
export function settledParts(zip: Uint8Array, document: Document): Uint8Array<ArrayBuffer> {
  const parts = new Map(Object.entries(unzipSync(zip)))
  for (const [name, bytes] of parts) {
    if (name.endsWith('.rels')) settleLinks(parts, name, strFromU8(bytes))
  }
  rewrite(parts, 'word/document.xml', (xml) => withNumberedNotes(withCountedIds(xml)))
  rewrite(parts, 'word/settings.xml', (xml) => xml.replace('<w:compat>', `${ENDNOTES}<w:compat>`))
  // The line above the notes is no note.
  rewrite(parts, 'word/endnotes.xml', (xml) =>
    xml.replaceAll(/<w:r>(?:(?!<\/w:r>).)*<w:endnoteRef\/><\/w:r>(?=<w:r><w:(?:continuationS|s)eparator\/>)/g, ''),
  )
  rewrite(parts, 'docProps/core.xml', (xml) => {
    const [year, month, day] = dayOf(document)
    const at = `${new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 19)}Z`
    return xml.replaceAll(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${at}`)
  })
  const files: Zippable = {}
  for (const name of [FIRST, ...[...parts.keys()].filter((other) => other !== FIRST).toSorted()]) {
    const bytes = parts.get(name)
    if (bytes !== undefined) files[name] = bytes
  }
  return zipSync(files, { mtime: STAMP, level: 6 })
}

type Parts = Map<string, Uint8Array>

function rewrite(parts: Parts, name: string, change: (xml: string) => string): void {
  const bytes = parts.get(name)
  if (bytes !== undefined) parts.set(name, strToU8(change(strFromU8(bytes))))
}

/** `word/_rels/endnotes.xml.rels` says where the links of `word/endnotes.xml` lead. */
function settleLinks(parts: Parts, name: string, xml: string): void {
  const ids = [...xml.matchAll(/<Relationship [^>]*\bId="([^"]+)"/g)].map(([, id = '']) => id)
  if (ids.length === 0) {
    parts.delete(name)
    return
  }
  const settled = new Map(ids.map((id, at) => [id, /^rId\d+$/.test(id) ? id : `rIdLink${at + 1}`]))
  const renamed = (attribute: string) => (text: string) =>
    text.replaceAll(new RegExp(`(\\s${attribute}=")([^"]+)"`, 'g'), (all, before: string, id: string) => {
      const to = settled.get(id)
      return to === undefined ? all : `${before}${to}"`
    })
  rewrite(parts, name, renamed('Id'))
  rewrite(parts, name.replace('_rels/', '').replace(/\.rels$/, ''), renamed('r:id'))
}

/** Notes are counted in figures, as in the other forms; by themselves they would be i, ii, iii. A source that is named again is raised like the first time. */
const ENDNOTES = '<w:endnotePr><w:numFmt w:val="decimal"/></w:endnotePr>'
const withNumberedNotes = (xml: string): string =>
  xml
    .replaceAll(/(<w:fldSimple w:instr="NOTEREF [^"]*"><w:r>)(?=<w:t)/g, '$1<w:rPr><w:rStyle w:val="EndnoteReference"/></w:rPr>')
    .replaceAll(/(<w:sectPr[^>]*>(?:<w:(?:header|footer)Reference [^>]*\/>)*)/g, `$1${ENDNOTES}`)

/** Bookmarks and pictures are numbered in one row each over all documents that were ever made. */
const withCountedIds = (xml: string): string =>
  counted(counted(xml, /(<w:bookmark(?:Start|End)\b[^>]*\bw:id=")(\d+)"/g), /(<wp:docPr\b[^>]*?\bid=")(\d+)"/g)

function counted(xml: string, place: RegExp): string {
  const ids = new Map<string, number>()
  return xml.replaceAll(place, (_all, before: string, id: string) => {
    const to = ids.get(id) ?? ids.size + 1
    ids.set(id, to)
    return `${before}${to}"`
  })
}
