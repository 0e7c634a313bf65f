import { readFileSync, statSync } from 'node:fs'

/** What a text or the bytes of one say; null: it is no JSON. */
export function jsonOf(text: string | Uint8Array): unknown {
  try {
    return JSON.parse(typeof text === 'string' ? text : Buffer.from(text).toString('utf8'))
  } catch {
    return null
  }
}

/** Whether a file of at most so many bytes says that it is of this form. */
export function saysForm(path: string, form: RegExp, mostBytes: number): boolean {
  const found = /\.json$/i.test(path) ? statSync(path, { throwIfNoEntry: false }) : undefined
  return found?.isFile() === true && found.size <= mostBytes && form.test(readFileSync(path, 'utf8'))
}
