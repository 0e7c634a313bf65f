import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../platform/config.ts'

const fileOf = ({ dataFolder }: Pick<Config, 'dataFolder'>): string => join(dataFolder, 'address')

/** Where the hub of this data folder is open, for tools that are started beside it without its settings. */
export function noteAddress(config: Config): void {
  mkdirSync(config.dataFolder, { recursive: true })
  writeFileSync(fileOf(config), `${config.publicUrl}\n`)
}

/** What the settings say; where they say nothing, what the hub of this folder noted last. */
export function knownAddress(config: Config): string {
  if (config.addressIsSet) return config.publicUrl
  try {
    return readFileSync(fileOf(config), 'utf8').trim() || config.publicUrl
  } catch {
    return config.publicUrl
  }
}
