import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { readReleaseFile, verifyRelease, type Finding, type KnownKeys } from '#deliberation'
import { InputRefused } from './faults.ts'
import { signedBy } from './signed-by.ts'

/** A file that a hub may have released: one of the forms of a document. */
export const isReleasedForm = (path: string): boolean => /\.(pdf|docx|json)$/i.test(path)

/** Is the file one that a hub released? Asked of the release.json that lies beside it, and of nobody else. */
export async function verifyReleased(path: string, known: KnownKeys | null): Promise<readonly Finding[]> {
  const digest = createHash('sha256').update(readFileSync(path)).digest('hex')
  return verifyRelease(releaseBeside(path, digest), digest, { signedBy, known })
}

/** Of several the newest that names the file, else the first. */
function releaseBeside(path: string, digest: string): unknown {
  const folder = dirname(path)
  const names = readdirSync(folder).filter((name) => /(^|\.)release\.json$/.test(name) && name !== basename(path))
  const [first, ...others] = names.toSorted().map((name) => jsonIn(join(folder, name)))
  if (names.length === 0)
    throw new InputRefused(
      `There is no release.json beside ${path}: download it from the page of the versions of the document, and put it into the same folder.`,
    )
  const naming = [first, ...others].flatMap((one) => {
    const file = readReleaseFile(one)
    if (typeof file === 'string') return []
    const { files, earlier, version } = file.statement
    const named = files.some(({ sha256 }) => sha256 === digest) || earlier.some((before) => before.files.includes(digest))
    return named ? [{ version, value: one }] : []
  })
  return naming.toSorted((a, b) => b.version - a.version)[0]?.value ?? first
}

function jsonIn(file: string): unknown {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return value
  } catch {
    return null
  }
}
