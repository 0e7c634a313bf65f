/** Which files of a zip archive are opened, for whoever brings the reader of zips. */

/** Of one entry, as the archive's own list has it. */
export type ArchiveEntry = { readonly name: string; readonly originalSize: number }

const mostEntries = 1000
/** A reader makes room for what the list says, before it knows whether that is true. */
const mostBytes = 2_147_483_648

/**
 * To be asked of every entry in turn, of one archive: true for the files that are wanted, in whatever folder they lie. Throws a RangeError where one is there
 * twice, for programs differ in which of them they open, and where there are more entries or bytes than any result has.
 */
export function archiveFilter(wanted: readonly string[]): (entry: ArchiveEntry) => boolean {
  const seen = new Set<string>()
  let [entries, bytes] = [0, 0]
  return ({ name, originalSize }) => {
    entries += 1
    if (entries > mostEntries) throw new RangeError(`the archive has more than ${mostEntries} files`)
    const base = lastPart(name)
    if (!wanted.includes(base)) return false
    if (seen.has(base)) throw new RangeError(`${base} is in the archive twice`)
    seen.add(base)
    bytes += originalSize
    if (bytes > mostBytes) throw new RangeError(`the files of the archive have more than ${mostBytes} bytes`)
    return true
  }
}

/** The name of a file without its folders. */
export const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
