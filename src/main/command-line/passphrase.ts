import { readFileSync } from 'node:fs'
import type { Config } from '../../platform/config.ts'
import { MIN_PASSPHRASE } from '../../platform/config.ts'
import type { Asked } from './asked.ts'
import { codeOf, InputRefused } from './faults.ts'

/** From the first line of a file, or from the settings; null where neither says one. */
export function passphraseOf(asked: Asked, config: Pick<Config, 'backupKey'>): string | null {
  const file = asked.value('passphrase-file')
  if (file === null) return config.backupKey
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw new InputRefused(`The file of the passphrase, ${file}, cannot be read (${codeOf(error)}).`)
  }
  const passphrase = text.split(/\r?\n/)[0] ?? ''
  if (passphrase.length < MIN_PASSPHRASE)
    throw new InputRefused(`The first line of ${file} is the passphrase; it must have at least ${MIN_PASSPHRASE} characters.`)
  return passphrase
}
