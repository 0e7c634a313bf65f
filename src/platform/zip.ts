import { archiveFilter, lastPart } from '#deliberation'
import { strToU8, unzipSync, Zip, ZipDeflate } from 'fflate'

export type FileToPack = { readonly name: string; readonly pieces: Iterable<string> }

/** A zip archive that is written while it is made: `write` gets it part by part, and no file is ever whole in memory. */
export async function writeZip(files: AsyncIterable<FileToPack>, at: Date, write: (bytes: Uint8Array) => Promise<unknown>): Promise<void> {
  const parts: Uint8Array[] = []
  let fault: Error | null = null
  const zip = new Zip((error, part) => {
    if (error !== null) fault = error
    else parts.push(part)
  })
  const flush = async () => {
    for (const part of parts.splice(0)) await write(part)
    if (fault !== null) throw fault
  }
  for await (const { name, pieces } of files) {
    const file = new ZipDeflate(name, { level: 6 })
    file.mtime = at
    zip.add(file)
    for (const piece of pieces) {
      file.push(strToU8(piece))
      await flush()
    }
    file.push(new Uint8Array(0), true)
    await flush()
  }
  zip.end()
  await flush()
}

/** The files of a zip archive that has them at its top or in one folder; null where the bytes are none, are cut short, or hold a file twice or too much. */
export function readZip(bytes: Uint8Array, names: readonly string[]): Record<string, Uint8Array> | null {
  try {
    const whole = unzipSync(bytes, { filter: archiveFilter(names) })
    return Object.fromEntries(Object.entries(whole).map(([name, content]) => [lastPart(name), content]))
  } catch {
    return null
  }
}
