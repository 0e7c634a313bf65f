import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate'

/** Why a file is not taken. */
export type PaperReason = 'unknown' | 'broken' | 'points' | 'macros'
export type CleanPaper = { readonly bytes: Uint8Array<ArrayBuffer>; readonly type: string; readonly ending: string }
export type PaperReply = CleanPaper | { readonly refused: PaperReason }

/** Of what an archive unpacks to: a small one can fill a disk. */
const MOST = { bytes: 64 * 1024 * 1024, files: 3000 } as const

const OFFICE = [
  { ending: 'docx', part: 'word/document.xml', type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' },
  { ending: 'xlsx', part: 'xl/workbook.xml', type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
] as const
const ODT = 'application/vnd.oasis.opendocument.text'

/** What says who wrote a document, on which machine and when; each with what stands in its place. */
const EMPTIED: Readonly<Record<string, string>> = {
  'docProps/core.xml':
    '<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
  'docProps/app.xml':
    '<?xml version="1.0" encoding="UTF-8"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
  'docProps/custom.xml':
    '<?xml version="1.0" encoding="UTF-8"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
  'meta.xml':
    '<?xml version="1.0" encoding="UTF-8"?><office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.3"><office:meta/></office:document-meta>',
}
const DROPPED = /^(Thumbnails\/|docProps\/thumbnail\.)/
const MACROS = /vbaProject|\.bin$|^Basic\/|^Scripts\//i

/** A file by what it holds, whatever its name says; only whether plain text is a table is taken from the name. */
export function cleanPaper(bytes: Uint8Array<ArrayBuffer>, name: string): PaperReply {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 8)).toString('latin1')
  if (start.startsWith('%PDF-')) return cleanPdf(bytes)
  if (start.startsWith('PK\x03\x04')) return cleanOffice(bytes)
  return cleanText(bytes, name)
}

/** A PDF stays as it is: what it says of itself can stand in a hundred places, and whoever gives it is told so. */
function cleanPdf(bytes: Uint8Array<ArrayBuffer>): PaperReply {
  const end = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1', Math.max(0, bytes.length - 2048))
  return end.includes('%%EOF') ? { bytes, type: 'application/pdf', ending: 'pdf' } : { refused: 'broken' }
}

function cleanText(bytes: Uint8Array<ArrayBuffer>, name: string): PaperReply {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    // What looks like a text begins with letters and is a program.
    if (bytes.some(isNoText)) return { refused: 'unknown' }
    const table = /\.csv$/i.test(name)
    return { bytes: new Uint8Array(strToU8(text)), type: `text/${table ? 'csv' : 'plain'}; charset=utf-8`, ending: table ? 'csv' : 'txt' }
  } catch {
    return { refused: 'unknown' }
  }
}

/** Signs that no text has; tabulators, ends of lines and of pages, and what turns a terminal's colour, it may have. */
const isNoText = (sign: number): boolean => sign < 9 || (sign > 13 && sign < 32 && sign !== 27)

function cleanOffice(bytes: Uint8Array<ArrayBuffer>): PaperReply {
  try {
    let [unpacked, files] = [0, 0]
    const parts = unzipSync(bytes, {
      filter: ({ originalSize }) => {
        unpacked += originalSize
        files += 1
        return unpacked <= MOST.bytes && files <= MOST.files
      },
    })
    if (unpacked > MOST.bytes || files > MOST.files) return { refused: 'points' }
    const mime = parts['mimetype']
    const odt = mime !== undefined && strFromU8(mime) === ODT && parts['content.xml'] !== undefined
    const found = odt ? { ending: 'odt', type: ODT } : OFFICE.find(({ part }) => parts[part] !== undefined)
    if (found === undefined || (!odt && parts['[Content_Types].xml'] === undefined)) return { refused: 'unknown' }
    if (Object.keys(parts).some((part) => MACROS.test(part))) return { refused: 'macros' }
    return { bytes: packedAnew(parts), type: found.type, ending: found.ending }
  } catch {
    return { refused: 'broken' }
  }
}

/** The parts alone, in a new archive: dates, comments and what was put behind the end of the old one are not in it. */
function packedAnew(parts: Readonly<Record<string, Uint8Array>>): Uint8Array<ArrayBuffer> {
  const kept: Zippable = {}
  const mime = parts['mimetype']
  // An open document begins with its sort, not packed.
  if (mime !== undefined) kept['mimetype'] = [mime, { level: 0 }]
  for (const [name, content] of Object.entries(parts)) {
    if (name === 'mimetype' || DROPPED.test(name)) continue
    const emptied = EMPTIED[name]
    kept[name] = emptied === undefined ? content : strToU8(emptied)
  }
  return new Uint8Array(zipSync(kept, { mtime: '1980-01-01T00:00:00', level: 6 }))
}
