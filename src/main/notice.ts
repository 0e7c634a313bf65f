import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const FILE = 'notice.txt'
const MOST_LETTERS = 500

/** What stands in `<data>/notice.txt`, for the status page: planned work, say. Read at each look, so nothing has to be started again. */
export function noticeIn(dataFolder: string): string | null {
  try {
    const text = readFileSync(join(dataFolder, FILE), 'utf8').trim()
    return text === '' ? null : [...text].slice(0, MOST_LETTERS).join('')
  } catch {
    return null
  }
}
